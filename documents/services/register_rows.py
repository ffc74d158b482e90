"""One row of the register by hand: add, correct, decide whether it counts."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from base.errors import Conflict, Forbidden, Refused
from base.text import clean_line
from documents.enums import NumberState
from documents.models import Book, DocumentType, RegisterRow
from documents.rules.register_access import can_keep_register
from documents.rules.register_rows import fill_derived, number_state
from documents.rules.symbols import Symbol, parse_symbol, read_symbol
from documents.services.counts import recount, why_counted_by_hand
from documents.services.register_facts import agency_symbols, book_of_year, type_table
from organization.models import Unit
from organization.queries import agency_of
from organization.rules.access import Actor, PostFact
from organization.services.audit import changes, record
from organization.services.half_months import Lateness, lock_many

FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class RowContent:
    """What a person writes of one document; without `type` the symbol or the title names it."""

    symbol: str
    date: date | None
    title: str
    unit: Unit
    type: DocumentType | None = None
    signer: str = ""
    recipients: str = ""
    keeper: str = ""
    copies: str = ""
    sent_on: str = ""
    receipt: str = ""
    note: str = ""


@transaction.atomic
def add_row(*, by: Actor, content: RowContent, late: Lateness | None = None) -> RegisterRow:
    """A new row in the book of its year. Raises Refused for a number the book already holds."""
    agency = agency_of(content.unit)
    post = _may_keep(by, agency)
    values, symbol = _checked(by, agency, content)
    book = _lock_book(book_of_year(agency, content.date.year if content.date else by.day.year))
    row = _fill(RegisterRow(book=book), values, symbol)
    return _save(by, post, row, held=[], late=late, action="register.add", summary=f"ghi {row.symbol} vào sổ")


@transaction.atomic
def edit_row(
    *, by: Actor, row: RegisterRow, version: int, content: RowContent, late: Lateness | None = None
) -> RegisterRow:
    """Correct a row. Raises Conflict if somebody else wrote it since it was read."""
    agency = row.book.agency
    post = _may_keep(by, agency)
    if not content.unit.path.startswith(agency.path):
        raise Refused("Đơn vị này không thuộc cơ quan của sổ.", field="unit")
    values, symbol = _checked(by, agency, content)
    book = _lock_book(row.book)
    current = _reread(row, version)
    if content.date and content.date.year != book.year:
        if book.predecessor:
            raise Refused(f"Sổ này chỉ nhận văn bản năm {book.year}.", field="date")
        book = _lock_book(book_of_year(agency, content.date.year))
    before, after = changes(current, values | {"symbol": symbol.text})
    if not after:
        return current
    held = _half_key(current)
    current.book = book
    _fill(current, values, symbol)
    summary = f"sửa {current.symbol}"
    return _save(
        by, post, current, held=held, late=late, action="register.edit", summary=summary, before=before, after=after
    )


@transaction.atomic
def decide_count(
    *,
    by: Actor,
    row: RegisterRow,
    version: int,
    counted: bool | None,
    reason: str,
    late: Lateness | None = None,
) -> RegisterRow:
    """Say that a row counts or not whatever its class says; None lets class and number decide again.

    A reason is due for either answer; a number that was cancelled or kept free never counts.
    """
    post = _may_keep(by, row.book.agency)
    reason = clean_line(reason)
    if counted is not None and not reason:
        raise Refused("Ghi lý do, để lần sau còn biết vì sao văn bản này tính hay không tính.", field="reason")
    _lock_book(row.book)
    current = _reread(row, version)
    if counted and current.number_state != NumberState.ISSUED:
        raise Refused("Số đã hủy hoặc giữ số không tính là văn bản.", field="counted")
    before = {"counted": current.counted, "by_hand": current.by_hand, "by_hand_reason": current.by_hand_reason}
    current.by_hand, current.by_hand_reason = counted, reason if counted is not None else ""
    current.is_reviewed = True
    fill_derived(current)
    words = {True: "tính vào chỉ tiêu", False: "không tính vào chỉ tiêu", None: "bỏ quyết định riêng về việc tính"}
    return _save(
        by,
        post,
        current,
        held=_half_key(current),
        late=late,
        action="register.decide_count",
        summary=f"{words[counted]}: {current.symbol}",
        note=reason,
        before=before,
        after={"counted": current.counted, "by_hand": counted, "by_hand_reason": current.by_hand_reason},
    )


# --- Parts ----------------------------------------------------------------------------------------


def _may_keep(by: Actor, agency: Unit) -> PostFact:
    post = can_keep_register(by, agency.path)
    if post is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được ghi sổ văn bản đi.")
    return post


def _lock_book(book: Book) -> Book:
    return Book.objects.select_for_update(of=("self",)).select_related("agency").get(pk=book.pk)


def _reread(row: RegisterRow, version: int) -> RegisterRow:
    current = RegisterRow.objects.select_for_update(of=("self",)).select_related("unit", "type", "book").get(pk=row.pk)
    if current.version != version:
        raise Conflict("Văn bản này vừa được người khác sửa. Xem bản mới rồi sửa lại nếu cần.", current=current)
    return current


def _checked(by: Actor, agency: Unit, content: RowContent) -> tuple[dict[str, Any], Symbol]:
    """The values of the row and its symbol, by the same rules as a file's."""
    symbol = parse_symbol(content.symbol)
    if symbol is None:
        raise Refused("Ghi như 05/KH-TTr, công văn như 05/TTr-NV1.", field="symbol")
    texts = {
        field.name: clean_line(getattr(content, field.name))
        for field in fields(content)
        if isinstance(getattr(content, field.name), str) and field.name != "symbol"
    }
    state = number_state(texts["title"], texts["note"], has_date=content.date is not None)
    if state == NumberState.ISSUED:
        if content.date is None:
            raise Refused("Ghi ngày tháng văn bản.", field="date")
        if not texts["title"]:
            raise Refused("Ghi trích yếu nội dung.", field="title")
    if content.date and not FIRST_DAY <= content.date <= by.day:
        raise Refused("Ngày văn bản từ năm 2000 và không sau hôm nay.", field="date")
    types = type_table()
    meaning = read_symbol(symbol, agency_symbols(agency), types)
    chosen = types.by_code.get(content.type.code) if content.type else None
    found = chosen or meaning.type or types.named_at_start(texts["title"])
    if found is None:
        raise Refused("Ký hiệu và trích yếu không cho biết loại văn bản: chọn loại.", field="type")
    from_symbol = meaning.document_class if found == meaning.type else None
    return {
        "date": content.date,
        "unit_id": content.unit.pk,
        "type_id": DocumentType.objects.values_list("pk", flat=True).get(code=found.code),
        "document_class": from_symbol or found.document_class,
        "number_state": state,
        **texts,
    }, symbol


def _fill(row: RegisterRow, values: dict[str, Any], symbol: Symbol) -> RegisterRow:
    for name, value in values.items():
        setattr(row, name, value)
    row.number, row.symbol, row.symbol_key = symbol.number, symbol.text, symbol.key
    fill_derived(row)
    return row


def _half_key(row: RegisterRow) -> list[tuple[int, date]]:
    return [(row.unit_id, row.half_month)] if row.half_month else []


def _save(
    by: Actor,
    post: PostFact,
    row: RegisterRow,
    *,
    held: list[tuple[int, date]],
    late: Lateness | None,
    action: str,
    summary: str,
    note: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> RegisterRow:
    """Lock the half-months the row leaves and enters, write it, recount, record."""
    halves = lock_many([*held, *_half_key(row)], late=late, field="date")
    for half in halves:
        if why := why_counted_by_hand(half):
            raise Refused(why, field="date")
    if row.pk:
        row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(f"Sổ đã có số {row.symbol}. Mỗi số chỉ dùng một lần.", field="symbol") from None
    recount(halves)
    record(
        by=by, post=post, action=action, subject=row, unit=row.unit_id, summary=summary, note=note,
        before=before, after=after or {"symbol": row.symbol, "date": row.date, "title": row.title},
    )  # fmt: skip
    return row
