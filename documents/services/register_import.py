"""Taking a whole register in: all or nothing, without ever counting a number twice.

The file is read and judged before the transaction opens. Inside it the books are locked, what they
hold is compared, the half-months are locked in order, rows are written in bulk and the half-months
they touch are recounted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from base.errors import Forbidden
from base.periods import half_month_of
from base.reading.errors import FileRefused
from base.reading.report import ImportReport, RowError, file_error
from documents.models import Book, DocumentType, RegisterRow
from documents.reading.columns import COLUMN_WORDS, DATE, DRAFTER, PLAIN_TEXTS, SYMBOL, TITLE, UNIT
from documents.reading.register import ReadRow, RegisterReading, read_register
from documents.rules.register_access import can_keep_register
from documents.rules.register_rows import FIELD_WORDS, fill_derived
from documents.services.counts import recount, why_counted_by_hand
from documents.services.register_facts import book_of_year, register_facts
from organization.models import ImportFile, Unit, UnitHalfMonth
from organization.queries.half_months import HalfKey
from organization.rules.access import Actor, PostFact
from organization.rules.half_months import why_closed
from organization.services.audit import build_event, record, record_many
from organization.services.half_months import HalfMonthClosed, lock_many
from organization.services.import_files import mark_written, take_for_writing

REGISTER = "register"  # the kind of file, as it is stored
BATCH = 2000
Progress = Callable[[int, str], None]

_HEADING_OF_FIELD = {"date": DATE, "unit_id": UNIT, "title": TITLE}
_WRITTEN = [
    "number", "symbol", "date", "half_month", "title", "unit", "type", "document_class", "number_state", "counted",
    "not_counted", "folded", "version", DRAFTER, *PLAIN_TEXTS,
]  # fmt: skip


@dataclass(frozen=True)
class RegisterWishes:
    """How a file is to be taken: see the flags of `import_register`."""

    unit: Unit | None = None
    book: Book | None = None
    update: bool = False
    leave_out_errors: bool = False
    dry_run: bool = False


def import_register(
    *,
    by: Actor,
    agency: Unit,
    stream: BinaryIO,
    name: str,
    wishes: RegisterWishes,
    source: ImportFile | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Read a register and write it, or say why not; returns the balance of its rows with every error.

    `source` is the row of an uploaded file; a command has none and gets one once something is written.
    Raises Forbidden for a person who does not keep the agency's register.
    """
    post = None if by.is_system else can_keep_register(by, agency.path)
    if post is None and not by.is_system:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập sổ văn bản đi.")
    say = progress or (lambda percent, step: None)
    say(5, "Đọc tệp")
    facts = register_facts(agency=agency, today=by.day, unit=wishes.unit, book=wishes.book)
    try:
        reading = read_register(stream, name=name, facts=facts)
    except FileRefused as refusal:
        return file_error(str(refusal))
    say(50, f"So với sổ: {len(reading.rows)} dòng")
    taking = _Taking(by, post, agency, reading, wishes)
    if wishes.dry_run or (reading.errors and not wishes.leave_out_errors):
        taking.compare(taking.books_held())
        return taking.report()
    say(60, "Ghi vào sổ")
    with transaction.atomic():
        taking.write(source, name)
    return taking.report()


class _Taking:
    """One file on its way into the books."""

    def __init__(
        self, by: Actor, post: PostFact | None, agency: Unit, reading: RegisterReading, wishes: RegisterWishes
    ) -> None:
        self.by, self.post, self.agency, self.reading, self.wishes = by, post, agency, reading, wishes
        self.type_ids = dict(DocumentType.objects.values_list("code", "pk"))
        self.years = sorted({row.year for row in reading.rows})
        self.reset()

    def reset(self) -> None:
        self.new: list[ReadRow] = []
        self.changed: list[tuple[ReadRow, RegisterRow, dict[str, Any]]] = []
        self.skipped = 0
        self.errors: list[RowError] = []
        self.missing: list[str] = []

    # --- Comparing with what is held ---

    def books_held(self) -> dict[int, Book]:
        """Books by year as they are, without opening new ones."""
        if self.wishes.book:
            return {self.wishes.book.year: self.wishes.book}
        books = Book.objects.filter(agency=self.agency, predecessor="", year__in=self.years)
        return {book.year: book for book in books}

    def compare(self, books: dict[int, Book]) -> None:
        """Sort the right rows into new, changed, identical and refused, as the half-months stand now."""
        self.reset()
        held = {
            (row.book_id, row.symbol_key): row
            for row in RegisterRow.objects.filter(book__in=list(books.values())).defer("folded")
        }
        half_months = self._half_months()
        seen: set[tuple[int, str]] = set()
        for row in self.reading.rows:
            book = books.get(row.year)
            key = (book.pk, row.symbol.key) if book else None
            there = held.get(key) if key else None
            if key:
                seen.add(key)
            differences = self._differences(row, there) if there else {}
            if there and not differences:
                self.skipped += 1
            elif there and not self.wishes.update:
                self._refuse_difference(row, differences)
            elif not self._refuse_locked(row, there, half_months):
                if there:
                    self.changed.append((row, there, differences))
                else:
                    self.new.append(row)
        self.missing = self._missing(held, seen)

    def _half_months(self) -> dict[HalfKey, UnitHalfMonth]:
        units = {row.unit_id for row in self.reading.rows}
        return {(half.unit_id, half.start): half for half in UnitHalfMonth.objects.filter(unit_id__in=units)}

    def _differences(self, row: ReadRow, held: RegisterRow) -> dict[str, Any]:
        values = self._values(row)
        return {name: value for name, value in values.items() if getattr(held, name) != value}

    def _values(self, row: ReadRow) -> dict[str, Any]:
        """What the file says of a row: columns it does not have are not compared."""
        return {
            "date": row.day,
            "title": row.title,
            "type_id": self.type_ids[row.type.code],
            "document_class": row.document_class,
            "unit_id": row.unit_id,
            "number_state": row.number_state,
            **row.texts,
        }

    def _refuse_difference(self, row: ReadRow, differences: dict[str, Any]) -> None:
        words = ", ".join(FIELD_WORDS[name] for name in differences)
        first = next(iter(differences))
        heading = row.headings.get(_HEADING_OF_FIELD.get(first, first)) or row.headings.get(SYMBOL)
        self._refuse(
            row,
            heading,
            f"Khác với văn bản cùng số đã có trong sổ: {words}. Muốn lấy theo tệp, chọn cập nhật (--update).",
        )

    def _refuse_locked(
        self, row: ReadRow, there: RegisterRow | None, half_months: dict[HalfKey, UnitHalfMonth]
    ) -> bool:
        keys = [(row.unit_id, half_month_of(row.day))] if row.day else []
        if there and there.half_month:
            keys.append((there.unit_id, there.half_month))
        for key in keys:
            if (half := half_months.get(key)) and (why := why_closed(half) or why_counted_by_hand(half)):
                self._refuse(row, row.headings.get(DATE), why)
                return True
        return False

    def _refuse(self, row: ReadRow, column: str | None, message: str) -> None:
        self.errors.append(RowError(message, row.number, row.sheet, column or COLUMN_WORDS[SYMBOL], row.symbol.text))

    def _missing(self, held: dict[tuple[int, str], RegisterRow], seen: set[tuple[int, str]]) -> list[str]:
        """Rows of the books that lie between the file's days, in its units, and are not in the file.

        Only the year that holds most rows is searched: one date of another year is a slip of the pen.
        """
        year = self.reading.main_year
        days = [row.day for row in self.reading.rows if row.day and row.day.year == year]
        if not days:
            return []
        units = {row.unit_id for row in self.reading.rows}
        first, last = min(days), max(days)
        gone = [
            (row.date, row.number, row.symbol)
            for (book_id, key), row in held.items()
            if (book_id, key) not in seen
            and key not in self.reading.wrong_keys
            and row.unit_id in units
            and row.date
            and first <= row.date <= last
        ]
        return [f"{symbol} ({day:%d/%m/%Y})" for day, _, symbol in sorted(gone)]

    # --- Writing ---

    def write(self, source: ImportFile | None, name: str) -> None:
        """Inside the transaction: lock, compare again under the locks, write, recount, record."""
        take_for_writing(source)
        books = self._lock_books()
        self.compare(books)
        halves = self._lock(books)
        if self.errors and not self.wishes.leave_out_errors:
            transaction.set_rollback(True)  # books and half-months opened on the way go too
            return
        if not self.new and not self.changed:
            return
        source = source or ImportFile(
            kind=REGISTER, agency=self.agency, name=name[:255], uploaded_by_id=self.by.person_id,
            uploaded_at=timezone.now(),
        )  # fmt: skip
        mark_written(source, self.report())
        RegisterRow.objects.bulk_create(
            (self._filled(RegisterRow(book=books[row.year], import_file=source), row) for row in self.new),
            batch_size=BATCH,
        )
        self._write_changed(books)
        recount(halves)
        self._record(source)

    def _lock(self, books: dict[int, Book]) -> list[UnitHalfMonth]:
        """The half-months that are written to; one closed or typed by hand since the comparison takes no row."""
        try:
            halves = lock_many(self._touched())
        except HalfMonthClosed:
            self.compare(books)
            halves = lock_many(self._touched())
        if any(why_counted_by_hand(half) for half in halves):
            self.compare(books)
        return halves

    def _lock_books(self) -> dict[int, Book]:
        """The books in one order: an import of the same book waits here until this one is through."""
        chosen = self.wishes.book
        ids = [chosen.pk] if chosen else [book_of_year(self.agency, year).pk for year in self.years]
        locked = Book.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
        return {book.year: book for book in locked}

    def _touched(self) -> set[HalfKey]:
        touched = {(row.unit_id, row.day) for row in self.new if row.day}
        for row, held, _ in self.changed:
            touched |= {(unit_id, day) for unit_id, day in ((row.unit_id, row.day), (held.unit_id, held.date)) if day}
        return touched

    def _filled(self, target: RegisterRow, row: ReadRow) -> RegisterRow:
        """`target` with everything the file says of a row; whether it counts follows."""
        for name, value in self._values(row).items():
            setattr(target, name, value)
        target.number, target.symbol, target.symbol_key = row.symbol.number, row.symbol.text, row.symbol.key
        fill_derived(target)
        return target

    def _write_changed(self, books: dict[int, Book]) -> None:
        """Take over what differs in one upsert, with an event for each row: an import may not hide a change."""
        events, rows = [], []
        for row, held, differences in self.changed:
            before = {name: getattr(held, name) for name in differences}
            self._filled(held, row)
            held.version += 1
            rows.append(held)
            events.append(
                build_event(
                    by=self.by,
                    post=self.post,
                    action="register.update",
                    subject=held,
                    unit=held.unit_id,
                    summary="cập nhật theo tệp",
                    before=before,
                    after=differences,
                )
            )
        RegisterRow.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["book", "symbol_key"],
            update_fields=_WRITTEN,
        )
        record_many(events)

    def _record(self, source: ImportFile) -> None:
        report = self.report()
        record(
            by=self.by,
            post=self.post,
            action="register.import",
            subject=source,
            unit=self.agency,
            summary=f"nhập sổ văn bản đi từ tệp {source.name}: {report.imported} mới, {report.updated} cập nhật",
            after={
                "rows": report.rows,
                "imported": report.imported,
                "updated": report.updated,
                "skipped": report.skipped,
                "refused": report.refused,
            },
        )

    # --- The balance ---

    def report(self) -> ImportReport:
        """The balance; where errors refuse the file every row that is not held already is refused."""
        report = self.reading.balance(
            imported=len(self.new),
            updated=len(self.changed),
            skipped=self.skipped,
            errors=self.errors,
            leaves_out_errors=self.wishes.leave_out_errors,
            dry_run=self.wishes.dry_run,
        )
        report.missing = self.missing
        return report
