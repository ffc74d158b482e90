"""Standing behind the counts of a half-month: confirm them, take that back, type counts where there is no register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from base.errors import Conflict, Forbidden, Refused
from base.periods import half_month_end, half_month_words
from documents.enums import DocumentClass
from documents.models import DocumentCount, DocumentType
from documents.pages.half_months import half_months_url
from documents.rules.half_months import (
    MOST_COUNTED,
    SeenHalf,
    can_answer_for_counts,
    can_enter_counts_for,
    stretch_words,
    why_no_half_month,
    why_not_by_hand,
)
from organization.enums import CountingMethod, Role
from organization.models import DecisionChannel, Person, Unit, UnitHalfMonth
from organization.queries import agency_of, office_people, people_with_role, setting
from organization.rules.access import Actor, PostFact
from organization.rules.entering import EnteredFor
from organization.services.audit import record
from organization.services.entering import speaker_of
from organization.services.half_months import Lateness, lock_many, lock_open
from organization.services.notifications import notify

FIELDS_OF_CONFIRMING = ("confirmed_by", "confirmed_at", "confirmed_count", "confirmed_told_by", "is_nil", "version")
FIELDS_OF_ENTERING = ("method", "entered_by", "entered_at", "entered_told_by", "version")


@dataclass(frozen=True)
class _Answer:
    """Who answers for the counts: the head themselves, or the Office for a head who told it."""

    by: Actor
    unit: Unit
    post: PostFact
    told_by: Person | None
    channel: str

    @property
    def marks(self) -> dict[str, Any]:
        """What the audit event says of an act entered for the unit."""
        if self.told_by is None:
            return {}
        channel = DecisionChannel(self.channel).label
        return {"entered_for": {"name": self.told_by.full_name, "channel": channel}}


@transaction.atomic
def confirm_half_months(
    *,
    by: Actor,
    unit: Unit,
    seen: Sequence[SeenHalf],
    entered: EnteredFor | None = None,
    late: Lateness | None = None,
) -> list[UnitHalfMonth]:
    """Confirm the counts of complete half-months as the person saw them; none counted and no rows is "không phát sinh".

    One that changed after it was confirmed may be confirmed anew. Raises Conflict where a count or a
    confirmation is not what was seen, Refused for a half-month that runs, is closed, or stands confirmed.
    """
    answer = _answer(by, unit, entered)
    wanted = {one.start: one for one in seen}
    if not wanted:
        raise Refused("Không còn nửa tháng nào chờ xác nhận.")
    for start in wanted:
        if why := why_no_half_month(unit, start, by.day):
            raise Refused(why)
    halves = lock_many(((unit.pk, start) for start in wanted), late=late)
    counts = _totals(unit, list(wanted))
    now = timezone.now()
    for half in halves:
        count = counts.get(half.start, 0)
        _check_version(half, wanted[half.start].version)
        if count != wanted[half.start].count:
            raise Conflict(
                f"Số văn bản {half_month_words(half.start)} vừa đổi từ {wanted[half.start].count} thành {count}. "
                "Xem số mới rồi xác nhận.",
                current=half,
            )
        if half.confirmed_at is not None and half.confirmed_count == count:
            raise Refused(f"Số liệu {half_month_words(half.start)} đã được xác nhận.")
        half.confirmed_by_id, half.confirmed_at, half.confirmed_count = by.person_id, now, count
        half.confirmed_told_by = answer.told_by
        half.is_nil = half.method == CountingMethod.NONE
        half.version += 1
    UnitHalfMonth.objects.bulk_update(halves, FIELDS_OF_CONFIRMING)
    words = f"xác nhận số văn bản {_span([half.start for half in halves])}"
    after = {half.start.isoformat(): half.confirmed_count for half in halves}
    _write_down(answer, halves[-1], "count.confirm", words, after={"counts": after})
    _tell_unit(answer, words, halves[-1].start)
    return halves


@transaction.atomic
def take_back_confirmation(
    *,
    by: Actor,
    unit: Unit,
    start: date,
    version: int,
    entered: EnteredFor | None = None,
    late: Lateness | None = None,
) -> UnitHalfMonth:
    """The unit no longer stands behind the count; possible until the half-month is closed. The Office is told."""
    answer = _answer(by, unit, entered)
    half = lock_open(unit, start, late=late)
    _check_version(half, version)
    if half.confirmed_at is None:
        raise Refused(f"Số liệu {half_month_words(half.start)} chưa xác nhận.")
    before = {"count": half.confirmed_count}
    half.confirmed_by = half.confirmed_at = half.confirmed_count = half.confirmed_told_by = None
    half.is_nil = False
    half.version += 1
    half.save(update_fields=FIELDS_OF_CONFIRMING)
    words = f"bỏ xác nhận số văn bản {_span([half.start])}"
    _write_down(answer, half, "count.take_back", words, before=before)
    _tell_unit(answer, words, half.start)
    notify(
        people=office_people(agency_of(unit).path, by.day),
        kind="count.taken_back",
        text=f"{unit.name} {words}.",
        url=half_months_url(unit, half.start, setting("judged_calendar")),
        by=by,
    )
    return half


@transaction.atomic
def enter_counts(
    *,
    by: Actor,
    unit: Unit,
    start: date,
    version: int,
    counts: Mapping[int, int],
    entered: EnteredFor | None = None,
    late: Lateness | None = None,
) -> UnitHalfMonth:
    """Type how many documents of each administrative type (ids) a unit without a register issued in a half-month.

    What stood there by hand before is replaced. Raises Refused where the register has rows, where the
    half-month is confirmed or closed, and where every number is nought: that is confirmed, not typed.
    """
    answer = _answer(by, unit, entered)
    if why := why_no_half_month(unit, start, by.day):
        raise Refused(why)
    half = lock_open(unit, start, late=late)
    if why := why_not_by_hand(half):
        raise Refused(why)
    _check_version(half, version)
    names = _names_of_types(counts)
    wanted = {type_id: count for type_id, count in counts.items() if count}
    if not wanted:
        raise Refused("Ghi ít nhất một số. Nếu không ban hành văn bản nào thì xác nhận là không phát sinh.")
    rows = DocumentCount.objects.filter(unit=unit, half_month=start)
    held = {count.type_id: count for count in rows.select_related("type")}
    before = {type_id: count.count for type_id, count in held.items()}
    if half.method == CountingMethod.HAND and before == wanted:
        return half
    rows.delete()
    DocumentCount.objects.bulk_create(
        DocumentCount(unit=unit, half_month=start, type_id=type_id, count=count) for type_id, count in wanted.items()
    )
    half.method = CountingMethod.HAND
    half.entered_by_id, half.entered_at, half.entered_told_by = by.person_id, timezone.now(), answer.told_by
    half.version += 1
    half.save(update_fields=FIELDS_OF_ENTERING)
    words = f"nhập tay {sum(wanted.values())} văn bản {_span([start])}"
    names |= {count.type_id: count.type.name for count in held.values() if count.type_id not in names}
    _write_down(
        answer,
        half,
        "count.enter",
        words,
        before={"counts": {names[type_id]: count for type_id, count in before.items()}},
        after={"counts": {names[type_id]: count for type_id, count in wanted.items()}},
    )
    _tell_unit(answer, words, start)
    return half


@transaction.atomic
def remove_hand_counts(
    *,
    by: Actor,
    unit: Unit,
    start: date,
    version: int,
    entered: EnteredFor | None = None,
    late: Lateness | None = None,
) -> UnitHalfMonth:
    """Drop the counts typed by hand, so that the register may be written or other numbers typed."""
    answer = _answer(by, unit, entered)
    half = lock_open(unit, start, late=late)
    if why := why_not_by_hand(half):
        raise Refused(why)
    _check_version(half, version)
    if half.method != CountingMethod.HAND:
        raise Refused(f"Nửa tháng {half_month_words(half.start)} không có số nhập tay.")
    rows = DocumentCount.objects.filter(unit=unit, half_month=half.start)
    before = {count.type.name: count.count for count in rows.select_related("type")}
    rows.delete()
    half.method = CountingMethod.NONE
    half.entered_by = half.entered_at = half.entered_told_by = None
    half.version += 1
    half.save(update_fields=FIELDS_OF_ENTERING)
    words = f"bỏ số nhập tay {_span([half.start])}"
    _write_down(answer, half, "count.remove", words, before={"counts": before})
    _tell_unit(answer, words, half.start)
    return half


# --- Parts ----------------------------------------------------------------------------------------


def _answer(by: Actor, unit: Unit, entered: EnteredFor | None) -> _Answer:
    if entered is None:
        post = can_answer_for_counts(by, unit.path)
        if post is None:
            raise Forbidden("Số liệu của đơn vị do lãnh đạo đơn vị xác nhận, nhập; Văn phòng nhập thay khi đơn vị báo.")
        return _Answer(by, unit, post, None, "")
    post = can_enter_counts_for(by, unit.path)
    if post is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được nhập thay đơn vị.")
    told_by = speaker_of(entered, on=by.day, may_speak=lambda person: can_answer_for_counts(person, unit.path))
    return _Answer(by, unit, post, told_by, entered.channel)


def _span(starts: list[date]) -> str:
    """ "01/06–14/06 năm 2026"; over a turn of the year with both."""
    if starts[0].year == starts[-1].year:
        return f"{stretch_words(starts)} năm {starts[0].year}"
    return f"{len(starts)} nửa tháng từ {starts[0]:%d/%m/%Y} đến hết {half_month_end(starts[-1]):%d/%m/%Y}"


def _check_version(half: UnitHalfMonth, version: int) -> None:
    if half.version != version:
        raise Conflict(
            f"Số liệu {half_month_words(half.start)} vừa được người khác xác nhận hoặc sửa. Xem lại rồi làm tiếp.",
            current=half,
        )


def _totals(unit: Unit, starts: list[date]) -> dict[date, int]:
    rows = DocumentCount.objects.filter(unit=unit, half_month__in=starts).order_by()
    return dict(rows.values_list("half_month").annotate(total=Sum("count")))


def _names_of_types(counts: Mapping[int, int]) -> dict[int, str]:
    """The names of the types; raises Refused for one that does not count and for an impossible number."""
    types = DocumentType.objects.filter(pk__in=counts, document_class=DocumentClass.ADMINISTRATIVE)
    names = dict(types.values_list("pk", "name"))
    for type_id, count in counts.items():
        if type_id not in names:
            raise Refused("Chỉ nhập số của các loại văn bản hành chính.")
        if not 0 <= count <= MOST_COUNTED:
            raise Refused(f"{names[type_id]}: ghi số từ 0 đến {MOST_COUNTED}.", field=f"type_{type_id}")
    return names


def _write_down(
    answer: _Answer,
    half: UnitHalfMonth,
    action: str,
    summary: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        by=answer.by,
        post=answer.post,
        action=action,
        subject=half,
        unit=answer.unit,
        summary=summary,
        before=before,
        after={**(after or {}), **answer.marks},
    )


def _tell_unit(answer: _Answer, words: str, start: date) -> None:
    """What the Office entered is told to the heads of the unit, who see and can correct it."""
    if answer.told_by is None:
        return
    notify(
        people=[*people_with_role(answer.unit.path, [Role.HEAD], answer.by.day), answer.told_by.pk],
        kind="count.entered_for",
        text=(
            f"{answer.by.name} nhập thay đơn vị: {words}, theo {answer.told_by.full_name} báo. "
            "Nếu không đúng, mở ra và sửa."
        ),
        url=half_months_url(answer.unit, start, setting("judged_calendar")),
        by=answer.by,
    )
