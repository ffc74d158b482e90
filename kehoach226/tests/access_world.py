"""One object of every kind in the demo, all of Phòng Nghiệp vụ 1 where a unit can have one: what an address names."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from base.reading.report import ImportReport
from documents.models import RegisterRow
from figures.models import AssignedCeiling, Baseline, Measure
from meetings.models import Meeting
from organization.enums import JobState, Role
from organization.models import (
    CalendarException,
    Group,
    GroupMember,
    ImportFile,
    ImportState,
    Job,
    Notification,
    Person,
    Post,
    PostProposal,
    RecordedDecision,
    SignInLock,
    Unit,
)
from organization.rules.import_kinds import IMPORT_KINDS
from organization.rules.settings import SETTINGS
from reports.models import BuiltReport
from tasks.models import Evidence, Plan, Task
from tasks.tests import files

DAY = date(2026, 6, 17)


@dataclass(frozen=True)
class World:
    """The parameters of each route's address, by the route's name; routes without parameters are not named."""

    task: Task
    parameters: dict[str, dict[str, object]]

    def address(self, route: str) -> str:
        return reverse(route, kwargs=self.parameters.get(route, {}))


def make_world() -> World:
    now = timezone.now()
    agency, unit = Unit.objects.get(code="TTr"), Unit.objects.get(code="NV1")
    leader, office, clerk, staff, admin = (
        Person.objects.get(username=name) for name in ("lanhdao", "vanphong", "vanthu", "chuyenvien.nv1", "quantri")
    )
    leader_post = Post.objects.get(person=leader, role=Role.LEADER)
    task = Task.objects.filter(lead_unit=unit, clause__code="II.6.a-1").first()
    plan = Plan.objects.get()
    plan.signed_file.save("ky.pdf", ContentFile(files.PDF), save=False)
    plan.signed_file_name = "ky.pdf"
    plan.save()
    evidence = Evidence(task=task, name="a.pdf", content_type="application/pdf", size=9, added_by=staff, added_at=now)
    evidence.file.save("a", ContentFile(files.PDF), save=False)
    evidence.save()
    decision = RecordedDecision(
        leader=leader,
        leader_post=leader_post,
        decided_on=DAY,
        channel="phone",
        text="Đồng ý.",
        subject_kind="tasks.task",
        subject_id=task.pk,
        unit=unit,
        recorded_by=office,
        recorded_at=now,
        file_name="a.pdf",
    )
    decision.file.save("a", ContentFile(files.PDF), save=False)
    decision.save()
    imports = {}
    for kind, person in (("register", clerk), ("meetings", office), ("people", admin), ("assignment", office)):
        imports[kind] = ImportFile(
            kind=kind,
            agency=agency,
            name="a.xlsx",
            uploaded_by=person,
            uploaded_at=now,
            state=ImportState.CHECKED,
            report=ImportReport().as_json(),
        )
        imports[kind].file.save("a.xlsx", ContentFile(files.XLSX), save=False)
        imports[kind].save()
    report = BuiltReport(
        agency=agency,
        period="2026-H1",
        name="Sơ bộ",
        version=9,
        as_of=DAY,
        fingerprint="0" * 64,
        size=9,
        sha256="0" * 64,
        built_by=office,
        built_at=now,
    )
    report.workbook.save("a.xlsx", ContentFile(files.XLSX), save=False)
    report.save()
    ceiling = AssignedCeiling.objects.create(
        unit=unit, year=2026, measure=Measure.DOCUMENTS, ceiling=9, basis="x", proposed_by=office, proposed_at=now
    )
    told = Notification.objects.create(recipient=leader, kind="x", text="x", created_at=now)
    job = Job.objects.create(name="x", label="x", requested_by=office, requested_at=now, state=JobState.FAILED)
    day_off = CalendarException.objects.create(day=date(2026, 12, 31), kind="off")
    proposal = PostProposal.objects.create(
        person=staff, unit=unit, role=Role.OFFICE, proposed_by=Person.objects.get(username="quantri"), proposed_at=now
    )
    lock = SignInLock.objects.create(
        kind="name", username=staff.username, start=now, end=now + timedelta(minutes=15), last_attempt_id=0
    )
    group = Group.objects.first()
    member = GroupMember.objects.filter(unit=unit).first()
    post = staff.posts.get()
    row = RegisterRow.objects.filter(unit=unit).first()
    meeting = Meeting.objects.filter(unit=unit).first()
    baseline = Baseline.objects.filter(unit=unit).first()
    charge = Post.objects.get(person__username="pho1", role=Role.LEADER).charges.first()

    numbered = {
        "organization:group": group,
        "organization:group_xlsx": group,
        "organization:group_change": group,
        "organization:group_member_end": member,
        **dict.fromkeys(
            (
                f"organization:{name}"
                for name in (
                    "person",
                    "person_change",
                    "account_open",
                    "account_reset",
                    "account_stop",
                    "account_use",
                    "post_new",
                )
            ),
            staff,
        ),
        **dict.fromkeys(
            (f"organization:{name}" for name in ("post_change", "post_end", "post_move", "post_charge_new")), post
        ),
        "organization:post_charge_new": leader_post,
        "organization:post_charge_end": charge,
        **dict.fromkeys(
            (
                f"organization:{name}"
                for name in (
                    "post_proposal",
                    "post_proposal_agree",
                    "post_proposal_decline",
                    "post_proposal_record",
                    "post_proposal_withdraw",
                )
            ),
            proposal,
        ),
        "organization:calendar_remove": day_off,
        "organization:sign_in_lift": lock,
        "organization:notification_open": told,
        "organization:decision_answer": decision,
        "organization:decision_file": decision,
        "organization:job": job,
        "organization:job_again": job,
        "tasks:task": task,
        **dict.fromkeys((f"documents:{name}" for name in ("row", "row_edit", "row_count")), row),
        **dict.fromkeys((f"meetings:{name}" for name in ("meeting", "meeting_edit", "meeting_cancel")), meeting),
        **dict.fromkeys((f"figures:target_baseline_{name}" for name in ("approve", "decline")), baseline),
        **dict.fromkeys((f"figures:target_ceiling_{name}" for name in ("agree", "decline", "record")), ceiling),
        "reports:built_file": report,
    }
    for kind in IMPORT_KINDS.values():
        for name in ("result", "errors", "write"):
            numbered[f"{kind.pages}_{name}"] = imports[kind.key]
    of_unit = {
        "organization": ("unit", "unit_change", "unit_close"),
        "documents": ("half_months_confirm",),
        "figures": (
            "target_unit",
            "target_xlsx",
            "target_baseline_unit",
            "target_baseline_enter",
            "target_ceiling_new",
        ),
    }
    acts_on_clause = ("clause_wording", "clause_close", "clause_reopen", "clause_tie", "clause_untie")
    of_clause = ("clause", "clause_xlsx", *acts_on_clause)
    of_half = ("half_month_enter", "half_month_take_back", "half_month_remove")
    return World(
        task,
        {
            **{route: {"pk": one.pk} for route, one in numbered.items()},
            **{f"{app}:{name}": {"code": "NV1"} for app, names in of_unit.items() for name in names},
            **{f"tasks:{name}": {"code": "II.6.a-1"} for name in of_clause},
            **{f"documents:{name}": {"code": "NV1", "start": "2026-06-01"} for name in of_half},
            "organization:setting_change": {"key": next(iter(SETTINGS)).key},
            "tasks:evidence": {"pk": task.pk, "evidence_pk": evidence.pk},
        },
    )
