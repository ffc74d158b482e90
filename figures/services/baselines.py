"""Writing the figures of the year before: enter, approve, decline, restate.

Every key (unit, year, calendar, measure) has at most one approved figure and one that waits. A
correction is a new row that points at the one it replaces; both stay.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from base.enums import YearCalendar
from base.errors import Conflict, Forbidden, Refused
from base.periods import year_window
from base.text import clean_line
from figures.models.baseline import Baseline, BaselineMethod, BaselineState
from figures.rules.baselines import can_approve_baseline, can_approve_counts, can_enter_baseline
from organization.enums import UnitKind
from organization.models import Unit
from organization.queries import agency_of, leaders_in_charge, office_people
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from organization.services.notifications import notify

LARGEST_FIGURE = 1_000_000


@dataclass(frozen=True)
class BaselineKey:
    """Whose figure of what: one unit's own items of one year in one calendar."""

    unit: Unit
    year: int
    calendar: str
    measure: str

    def current(self, state: str) -> Baseline | None:
        return (
            Baseline.objects.select_for_update(of=("self",))
            .filter(unit=self.unit, year=self.year, calendar=self.calendar, measure=self.measure, state=state)
            .first()
        )


@transaction.atomic
def enter_baseline(
    *,
    by: Actor,
    key: BaselineKey,
    figure: int,
    method: str,
    source: str,
    covers_from: date | None = None,
    covers_to: date | None = None,
    is_total: bool = False,
    reason: str = "",
    url: str = "",
) -> Baseline:
    """A figure that waits for another person's approval; it restates the approved one if there is one.

    Without days it covers the whole year of its calendar; `url` is the page told to those who approve.
    Raises Forbidden without a post that enters figures of the unit, Refused for a figure already waiting
    or a replacement without a reason.
    """
    post = can_enter_baseline(by, key.unit.path)
    if post is None:
        raise Forbidden("Chỉ lãnh đạo đơn vị, Văn phòng hoặc văn thư được nhập số liệu năm trước của đơn vị này.")
    _lock(key.unit)
    if key.current(BaselineState.PENDING):
        raise Refused("Đã có một số liệu chờ duyệt cho mục này. Duyệt hoặc trả lại số đó trước khi nhập số khác.")
    approved = key.current(BaselineState.APPROVED)
    if approved and not clean_line(reason):
        raise Refused("Số liệu này thay số đã duyệt: ghi lý do thay.", field="reason")
    first_day, last_day = year_window(key.calendar, key.year)
    baseline = _checked(
        Baseline(
            unit=key.unit,
            year=key.year,
            calendar=key.calendar,
            measure=key.measure,
            figure=figure,
            is_total=is_total,
            method=method,
            source=clean_line(source),
            covers_from=covers_from or first_day,
            covers_to=covers_to or last_day,
            reason=clean_line(reason),
            entered_by_id=by.person_id,
            entered_at=timezone.now(),
            restates=approved,
        )
    )
    baseline.save()
    record(
        by=by,
        post=post,
        action="baseline.restate" if approved else "baseline.enter",
        subject=baseline,
        unit=key.unit,
        summary=f"nhập {_words(baseline)}, chờ duyệt",
        note=baseline.reason,
        before={"figure": approved.figure} if approved else {},
        after=_facts(baseline),
    )
    leaders = [post.person_id for post in leaders_in_charge(key.unit.path, by.day)]
    notify(
        people=[*leaders, *office_people(agency_of(key.unit).path, by.day)],
        kind="baseline.entered",
        text=f"{by.name} nhập {_words(baseline)} của {key.unit}, chờ duyệt.",
        url=url,
        by=by,
    )
    return baseline


@transaction.atomic
def approve_baseline(*, by: Actor, baseline: Baseline, version: int, url: str = "") -> Baseline:
    """Put a waiting figure in force; the one it replaces is kept as restated.

    Where an agency above holds only a total, its own figure shrinks to the rest. Raises Forbidden for
    the person who entered it and for people of the unit, Conflict if it changed since it was read.
    """
    _lock(baseline.unit)
    current = _reread(baseline, version)
    post = can_approve_baseline(by, current.unit.path, entered_by=current.entered_by_id)
    if post is None:
        raise Forbidden(
            "Số liệu do một người nhập, người khác duyệt; người của đơn vị không duyệt số của đơn vị mình. "
            "Chuyển cho lãnh đạo phụ trách hoặc người khác của Văn phòng."
        )
    approved = _put_in_force(by, post, current)
    notify(
        people=[current.entered_by_id] if current.entered_by_id else [],
        kind="baseline.approved",
        text=f"{by.name} duyệt {_words(approved)} của {approved.unit}.",
        url=url,
        by=by,
    )
    return approved


@transaction.atomic
def decline_baseline(*, by: Actor, baseline: Baseline, version: int, answer: str, url: str = "") -> Baseline:
    """Send a waiting figure back with the reason; it stays readable and never counts."""
    current = _reread(baseline, version)
    post = can_approve_baseline(by, current.unit.path, entered_by=current.entered_by_id)
    if post is None:
        raise Forbidden("Chỉ người được duyệt số liệu này mới trả lại được.")
    if not clean_line(answer):
        raise Refused("Ghi lý do không duyệt, để người nhập biết cần sửa gì.", field="answer")
    current.state = BaselineState.DECLINED
    current.answer = clean_line(answer)
    current.version += 1
    current.save(update_fields=["state", "answer", "version"])
    record(
        by=by,
        post=post,
        action="baseline.decline",
        subject=current,
        unit=current.unit,
        summary=f"không duyệt {_words(current)}",
        note=current.answer,
        before={"state": BaselineState.PENDING},
        after={"state": BaselineState.DECLINED},
    )
    notify(
        people=[current.entered_by_id] if current.entered_by_id else [],
        kind="baseline.declined",
        text=f"{by.name} không duyệt {_words(current)} của {current.unit}: {current.answer}",
        url=url,
        by=by,
    )
    return current


@transaction.atomic
def approve_counts(*, by: Actor, key: BaselineKey, figure: int, source: str) -> tuple[Baseline, bool]:
    """A figure reckoned from the register or the meetings, approved at once; and whether anything was written.

    An equal figure from the counts is left as it is; a different one is restated. A figure from another
    source stays: a person put it in force, so a person replaces it.
    """
    post = None if by.is_system else can_approve_counts(by, key.unit.path)
    if post is None and not by.is_system:
        raise Forbidden("Chỉ Văn phòng hoặc lãnh đạo cơ quan được duyệt số liệu năm trước lấy từ sổ.")
    _lock(key.unit)
    approved = key.current(BaselineState.APPROVED)
    if approved and (approved.figure == figure or approved.method != BaselineMethod.REGISTER):
        return approved, False
    first_day, last_day = year_window(key.calendar, key.year)
    baseline = _checked(
        Baseline(
            unit=key.unit,
            year=key.year,
            calendar=key.calendar,
            measure=key.measure,
            figure=figure,
            method=BaselineMethod.REGISTER,
            source=clean_line(source),
            covers_from=first_day,
            covers_to=last_day,
            reason="Sổ đã có thêm hoặc bớt văn bản, hội nghị được tính." if approved else "",
            entered_at=timezone.now(),
            restates=approved,
        )
    )
    baseline.save()
    return _put_in_force(by, post, baseline), True


# --- Parts ----------------------------------------------------------------------------------------


def _put_in_force(by: Actor, post: PostFact | None, baseline: Baseline) -> Baseline:
    key = BaselineKey(baseline.unit, baseline.year, baseline.calendar, baseline.measure)
    replaced = key.current(BaselineState.APPROVED)
    if replaced:
        replaced.state = BaselineState.RESTATED
        replaced.version += 1
        replaced.save(update_fields=["state", "version"])
        baseline.restates = replaced
    baseline.state = BaselineState.APPROVED
    baseline.approved_by_id = by.person_id
    baseline.approved_at = timezone.now()
    baseline.version += 1
    baseline.save(update_fields=["state", "approved_by", "approved_at", "restates", "version"])
    record(
        by=by,
        post=post,
        action="baseline.approve",
        subject=baseline,
        unit=baseline.unit,
        summary=f"duyệt {_words(baseline)}",
        before={"figure": replaced.figure} if replaced else {},
        after=_facts(baseline),
    )
    _leave_the_rest(by, post, baseline, baseline.figure - (replaced.figure if replaced else 0))
    return baseline


def _leave_the_rest(by: Actor, post: PostFact | None, part: Baseline, more: int) -> None:
    """Take what a unit's own figure now holds out of the total that the agency above entered for all."""
    if not more or part.is_total:
        return
    above = [int(unit_id) for unit_id in part.unit.path.strip("/").split("/")[:-1]]
    whole = (
        Baseline.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(
            unit_id__in=above,
            year=part.year,
            calendar=part.calendar,
            measure=part.measure,
            state=BaselineState.APPROVED,
            is_total=True,
        )
        .order_by("-unit__depth")
        .first()
    )
    if whole is None:
        return
    if whole.figure < more:
        raise Refused(
            f"Số tổng đã duyệt của {whole.unit} là {whole.figure}, ít hơn số của đơn vị ({more} chưa tách). "
            "Kiểm tra lại một trong hai số."
        )
    rest = Baseline(
        unit=whole.unit,
        year=whole.year,
        calendar=whole.calendar,
        measure=whole.measure,
        figure=whole.figure - more,
        is_total=True,
        method=whole.method,
        source=whole.source,
        covers_from=whole.covers_from,
        covers_to=whole.covers_to,
        reason=f"Tách {more} của {part.unit} ra khỏi số tổng.",
        entered_at=timezone.now(),
        restates=whole,
        state=BaselineState.APPROVED,
        approved_by_id=by.person_id,
        approved_at=timezone.now(),
    )
    whole.state = BaselineState.RESTATED
    whole.version += 1
    whole.save(update_fields=["state", "version"])
    rest.save()
    record(
        by=by,
        post=post,
        action="baseline.split",
        subject=rest,
        unit=rest.unit,
        summary=f"số tổng còn {rest.figure} sau khi tách số của {part.unit}",
        note=rest.reason,
        before={"figure": whole.figure},
        after=_facts(rest),
    )


def _checked(baseline: Baseline) -> Baseline:
    if not 0 <= baseline.figure <= LARGEST_FIGURE:
        raise Refused("Số liệu là số nguyên không âm, ví dụ 174.", field="figure")
    if not baseline.source:
        raise Refused("Ghi nguồn của số liệu, ví dụ “Báo cáo 15/BC-TTr ngày 12/12/2025”.", field="source")
    if baseline.covers_to < baseline.covers_from:
        raise Refused("Ngày cuối không được trước ngày đầu.", field="covers_to")
    first_day, last_day = year_window(baseline.calendar, baseline.year)
    if baseline.covers_from < first_day or baseline.covers_to > last_day:
        raise Refused(
            f"Các ngày phải nằm trong {YearCalendar(baseline.calendar).label} {baseline.year}, "
            f"từ {first_day:%d/%m/%Y} đến {last_day:%d/%m/%Y}.",
            field="covers_from",
        )
    if baseline.is_total and baseline.unit.kind != UnitKind.AGENCY:
        raise Refused("Chỉ cơ quan mới có số tổng chưa tách theo đơn vị.", field="is_total")
    return baseline


def _lock(unit: Unit) -> None:
    """One writer at a time for the figures of a unit: its row is the lock (SQLite locks the file)."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def _reread(baseline: Baseline, version: int) -> Baseline:
    current = Baseline.objects.select_for_update(of=("self",)).select_related("unit").get(pk=baseline.pk)
    if current.version != version or current.state != BaselineState.PENDING:
        raise Conflict("Số liệu này vừa được người khác xử lý. Mở lại trang để xem.", current=current)
    return current


def _words(baseline: Baseline) -> str:
    calendar = YearCalendar(baseline.calendar).label
    return f"số liệu {calendar} {baseline.year} ({baseline.get_measure_display()}): {baseline.figure}"


def _facts(baseline: Baseline) -> dict:
    names = ("figure", "is_total", "method", "source", "covers_from", "covers_to", "state")
    return {name: getattr(baseline, name) for name in names}
