"""The demo's work: the plan given out, and tasks in every state and class, told by the real services.

All days are counted in working days from the demo's day, so that on any day something is overdue,
something due soon and something waits.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from base.working_days import WorkingCalendar
from kehoach226.demo.clock import at, moment
from organization.models import DecisionChannel, Person, Post
from organization.queries import actor_of
from organization.rules.access import Actor
from organization.services.decisions import DecisionFacts
from tasks.enums import BasisKind, DeadlineKind, Frequency
from tasks.models import Plan, Task
from tasks.queries.grid import GridRow, assignment_grid
from tasks.services.acts import EnteredFor
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.clauses import close_clause, tie_clause
from tasks.services.control import contest_class, set_deadline, suspend_task, withdraw_task
from tasks.services.drafts import DraftEdit
from tasks.services.evidence import add_evidence, contribute
from tasks.services.extensions import advise_extension, ask_extension
from tasks.services.instructions import give_instruction
from tasks.services.results import approve_result, confirm_result, return_result
from tasks.services.work import Result, report_nil, submit_result, update_progress

ASSIGNED_AGO = 18  # working days between the decision and the demo's day

# One letter for each unit of a clause, in the order of UNITS; what the letter means: FATES.
UNITS = ("VP", "NV1", "NV2", "NV3", "NV4", "NV5")
EVERYBODY: Mapping[str, str] = {
    "II.1.a": "ddsdds",
    "II.2": "cccccc",
    "II.3.a-1": "cccccc",
    "II.3.a-2": "ttstot",
    "II.3.a-3": "cccccn",
    "II.3.a-4": "cnccnp",
    "II.3.a-5": "ttttcc",
    "II.4.a-2": "ddrdwo",
    "II.4.b-2": "fcccdc",
    "II.5.b": "ntntx ",
    "II.6.b-3": "dtdltt",
    "II.6.b-4": "ntttnk",
    "IV.1": "tsssot",
}
ALONE: Mapping[str, str] = {
    "II.1.b": "d",
    "II.3.b-1": "c",
    "II.3.b-2": "c",
    "II.4.a-1": "s",
    "II.4.b-1": "t",
    "II.5.a-1": "d",
    "II.5.a-2": "s",
    "II.6.a-1": "t",
    "II.6.a-2": "o",
    "IV.2": "y",
}
CLOSED = {
    "III.1": "Nêu nguồn kinh phí chung, không nêu đơn vị và không yêu cầu việc cụ thể.",
    "II.6.b-1": "Quy định trách nhiệm của trưởng phòng, theo dõi qua các mục khác.",
}
TIED = {"II.6.b-2": "II.1.a"}
WITHOUT_RESPONSIBLE = {("II.4.a-2", "NV2"), ("II.3.a-4", "NV5"), ("II.6.b-4", "NV4")}

# letter → working days from the demo's day to the deadline; None: no date.
FATES: Mapping[str, int | None] = {
    "o": -3,  # overdue
    "r": -3,  # returned, overdue
    "s": 2,  # due soon
    "t": 12,  # in its term
    "w": 6,  # in its term, waits for confirmation
    "d": -5,  # done on time
    "l": -8,  # done late
    "f": None,  # done, without a date
    "k": 10,  # nothing came up
    "x": 15,  # withdrawn
    "p": 20,  # suspended
    "n": None,  # no date yet
    "c": None,  # continuous
    "y": None,  # recurring, once a year
}


@dataclass(frozen=True)
class Cast:
    """Who acts, and the calendar of the story."""

    people: Mapping[str, Person]
    today: date
    calendar: WorkingCalendar

    def day(self, working_days: int) -> date:
        return self.calendar.add(self.today, working_days)

    @contextmanager
    def acting(self, username: str, working_days: int, hour: int = 9, minute: int = 0) -> Iterator[Actor]:
        """The person on that day, with the clock of the services set to it."""
        day = self.day(working_days)
        with at(moment(day, hour, minute)):
            yield actor_of(self.people[username], on=day)

    def head(self, unit: str) -> str:
        return f"truong.{unit.lower()}"

    def staff(self, unit: str) -> str:
        return f"chuyenvien.{unit.lower()}"


@transaction.atomic
def load_work(*, people: Mapping[str, Person], today: date, calendar: WorkingCalendar) -> int:
    """Give the plan out and let the tasks live; returns how many tasks there are.

    All of it or nothing, so that a run that was killed can be run again; a second run does nothing.
    """
    if Task.objects.exists():
        return Task.objects.count()
    cast = Cast(people, today, calendar)
    plan = Plan.objects.get()
    _close_and_tie(cast, plan)
    _give_out(cast, plan)
    tasks = _Tasks()
    for (code, unit), letter in _fates():
        _live(cast, tasks, code, unit, letter)
    _returned_story(cast, tasks)
    _waiting(cast, tasks)
    _exceptions(cast, tasks)
    return Task.objects.count()


class _Tasks:
    """Tasks by clause code and unit code, read again each time: every act raises the version."""

    def get(self, code: str, unit: str) -> Task:
        return Task.objects.select_related("lead_unit").get(clause__code=code, lead_unit__code=unit)


def _fates() -> Iterator[tuple[tuple[str, str], str]]:
    for code, letters in EVERYBODY.items():
        for unit, letter in zip(UNITS, letters, strict=True):
            if letter != " ":
                yield (code, unit), letter
    leads = {"II.1.b": "BBT", "II.6.a-1": "NV1", "II.6.a-2": "NV1"}
    for code, letter in ALONE.items():
        yield (code, leads.get(code, "VP")), letter


def _close_and_tie(cast: Cast, plan: Plan) -> None:
    with cast.acting("vanphong", -ASSIGNED_AGO, 8) as office:
        clauses = {clause.code: clause for clause in plan.clauses.all()}
        for code, reason in CLOSED.items():
            close_clause(by=office, clause_id=clauses[code].pk, version=clauses[code].version, reason=reason)
        for code, other in TIED.items():
            tie_clause(by=office, clause_id=clauses[code].pk, version=clauses[code].version, to_code=other)


def _give_out(cast: Cast, plan: Plan) -> None:
    fates = dict(_fates())
    with cast.acting("vanphong", -ASSIGNED_AGO, 9) as office:
        grid = assignment_grid(plan, office.day)
        edits = [
            _edit(cast, row, fates[row.clause.code, row.unit.code], index)
            for index, row in enumerate(grid.rows)
            if (row.clause.code, row.unit.code) in fates
        ]
        basis = Basis(kind=BasisKind.DECISION, number="61/QĐ-TTr", signed_on=office.day)
        confirm_assignment(by=office, plan_id=plan.pk, edits=edits, basis=basis)


def _edit(cast: Cast, row: GridRow, letter: str, index: int) -> DraftEdit:
    kind, due, frequency = DeadlineKind.NONE, None, ""
    if letter == "c":
        kind = DeadlineKind.CONTINUOUS
    elif letter == "y":
        kind, frequency = DeadlineKind.RECURRING, Frequency.YEAR
    elif (days := FATES[letter]) is not None:
        kind, due = DeadlineKind.DATE, cast.day(days + (index % 9 if letter == "t" else 0))
    head = cast.people[cast.head(row.unit.code)]
    staff = cast.people[cast.staff(row.unit.code)]
    responsible: Person | None = head if index % 2 else staff
    if (row.clause.code, row.unit.code) in WITHOUT_RESPONSIBLE:
        responsible = None
    values = replace(
        row.values,
        deliverable=row.values.deliverable or "Báo cáo kết quả thực hiện",
        deadline_kind=kind,
        due=due,
        frequency=frequency,
        responsible_id=responsible.pk if responsible else None,
    )
    return DraftEdit(clause_id=row.clause.pk, unit_id=row.unit.pk, version=row.version, values=values)


def _live(cast: Cast, tasks: _Tasks, code: str, unit: str, letter: str) -> None:
    """The ordinary course: some work under way, some done and accepted."""
    if letter in "dlf":
        made = -9 if letter == "d" else -6
        _progress(cast, tasks, code, unit, -13, 50, "Đã có dự thảo, đang lấy ý kiến trong đơn vị.")
        _submit(cast, tasks, code, unit, made + 1, cast.day(made), "Đã hoàn thành; sản phẩm lưu tại đơn vị.")
        _accept(cast, tasks, code, unit, made + 2)
    elif letter in "osw" and code != "II.3.a-2":
        _progress(cast, tasks, code, unit, -7, 60, "Đang hoàn thiện sản phẩm.")
    elif letter == "t" and unit in ("VP", "NV1", "NV3", "NV4"):
        _progress(cast, tasks, code, unit, -5, 30, "Đã phân công người làm, đang thu thập số liệu.")


def _progress(cast: Cast, tasks: _Tasks, code: str, unit: str, when: int, percent: int, situation: str) -> None:
    task = tasks.get(code, unit)
    with cast.acting(cast.staff(unit), when, 10) as staff:
        update_progress(by=staff, task_id=task.pk, version=task.version, percent=percent, situation=situation)


def _submit(cast: Cast, tasks: _Tasks, code: str, unit: str, when: int, product_date: date, text: str) -> None:
    task = tasks.get(code, unit)
    with cast.acting(cast.head(unit), when, 16, 45) as head:
        result = Result(text=text, product_date=product_date)
        submit_result(by=head, task_id=task.pk, version=task.version, result=result)


def _accept(cast: Cast, tasks: _Tasks, code: str, unit: str, when: int) -> None:
    """The Office confirms, the leader in charge approves where that is the rule."""
    task = tasks.get(code, unit)
    if task.status == "awaiting_confirmation":
        with cast.acting("vanphong", when, 15) as office:
            task = confirm_result(by=office, task_id=task.pk, version=task.version)
    if task.status == "awaiting_approval":
        with cast.acting("lanhdao", when, 17) as leader:
            approve_result(by=leader, task_id=task.pk, version=task.version)


def _returned_story(cast: Cast, tasks: _Tasks) -> None:
    """One task with everything in its timeline: a recorded decision, an entry for the unit, a return."""
    code, unit = "II.4.a-2", "NV2"
    head = cast.people[cast.head(unit)]
    with cast.acting("vanphong", -17, 8, 30) as office:
        task = tasks.get(code, unit)
        facts = DecisionFacts(
            leader_post_id=Post.objects.get(person=cast.people["pho1"]).pk,
            decided_on=office.day,
            channel=DecisionChannel.BRIEFING,
            reference="Thông báo kết luận cuộc họp giao ban tuần",
        )
        set_deadline(
            by=office, task_id=task.pk, version=task.version, kind=DeadlineKind.DATE, due=cast.day(-3), recorded=facts
        )
    with cast.acting("vanphong", -8, 10, 30) as office:
        task = tasks.get(code, unit)
        update_progress(
            by=office,
            task_id=task.pk,
            version=task.version,
            percent=60,
            situation="Đã có dự thảo lịch, đang rà trùng với lịch cơ quan.",
            entered=EnteredFor(told_by_id=head.pk, channel=DecisionChannel.PHONE),
        )
    with cast.acting("truong.vp", -4, 9, 10) as partner:
        task = tasks.get(code, unit)
        contribute(by=partner, task_id=task.pk, text="Đồng ý ghép hai cuộc họp trong tuần đầu quý thành một.")
    with cast.acting(cast.head(unit), -3, 16, 30) as unit_head:
        task = tasks.get(code, unit)
        add_evidence(by=unit_head, task_id=task.pk, file=SimpleUploadedFile("lich-hop-quy.pdf", _one_page_pdf()))
    _submit(cast, tasks, code, unit, -3, cast.day(-3), "Lịch họp quý của phòng đã lập xong.")
    with cast.acting("vanphong", -1, 15, 20) as office:
        task = tasks.get(code, unit)
        return_result(
            by=office,
            task_id=task.pk,
            version=task.version,
            reason="Chưa kèm lịch họp đã thống nhất với Văn phòng.",
        )


def _waiting(cast: Cast, tasks: _Tasks) -> None:
    """Results that wait for the Office, and one of the Office's own that waits for the leader."""
    waiting: Iterable[tuple[str, str, int]] = (
        ("II.4.a-2", "NV4", -2),
        ("II.6.a-1", "NV1", -1),
        ("II.3.a-5", "NV3", -1),
        ("IV.1", "NV3", -1),
        ("II.4.a-1", "VP", -1),
    )
    for code, unit, when in waiting:
        _submit(cast, tasks, code, unit, when, cast.day(when), "Đã hoàn thành, đề nghị xác nhận.")


def _exceptions(cast: Cast, tasks: _Tasks) -> None:
    """Nothing came up, suspended, withdrawn, an extension asked for, a class contested, an instruction."""
    nil = tasks.get("II.6.b-4", "NV5")
    with cast.acting("truong.nv5", -4) as head:
        report_nil(by=head, task_id=nil.pk, version=nil.version, reason="Trong kỳ chưa đến đợt đánh giá, xếp loại.")
    _accept(cast, tasks, "II.6.b-4", "NV5", -3)
    paused = tasks.get("II.3.a-4", "NV5")
    with cast.acting("vanphong", -5) as office:
        suspend_task(by=office, task_id=paused.pk, version=paused.version, reason="Chờ văn bản hướng dẫn của cấp trên.")
    withdrawn = tasks.get("II.5.b", "NV4")
    with cast.acting("vanphong", -6) as office:
        withdraw_task(
            by=office,
            task_id=withdrawn.pk,
            version=withdrawn.version,
            reason="Gộp vào kế hoạch số hóa chung, giao lại sau.",
        )
    late = tasks.get("II.3.a-2", "NV4")
    with cast.acting("truong.nv4", -2) as head:
        ask_extension(
            by=head, task_id=late.pk, due=cast.day(7), reason="Chờ ý kiến của hai phòng về quy trình soạn thảo mới."
        )
    with cast.acting("vanphong", -1) as office:
        advise_extension(by=office, task_id=late.pk, agrees=True, note="Lý do khách quan.")
    contested = tasks.get("II.4.a-2", "NV5")
    with cast.acting("truong.nv5", -1) as head:
        contest_class(
            by=head,
            task_id=contested.pk,
            version=contested.version,
            reason="Sản phẩm đã gửi Văn phòng trước hạn, có phiếu chuyển.",
        )
    instructed = tasks.get("II.6.a-2", "NV1")
    with cast.acting("lanhdao", -2, 11) as leader:
        give_instruction(
            by=leader,
            task_id=instructed.pk,
            text="Báo cáo nhanh các trường hợp đã phát hiện và hướng xử lý.",
            answer_by=cast.day(3),
        )


def _one_page_pdf() -> bytes:
    """The smallest honest PDF: one empty A4 page."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    )
