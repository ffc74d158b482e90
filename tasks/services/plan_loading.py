"""Loading a plan file: the outline follows the file, what people wrote or assigned stays.

Run twice nothing doubles. A changed file renews titles, summaries, addressees and hints; pasted
wording, closings, ties, drafts, tasks and the number of the signed plan are never touched.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from base.errors import Refused
from organization.models import Group, Partner, Unit
from organization.rules.access import Actor
from organization.services.audit import record
from organization.services.shipped import load_shipped_units
from tasks.enums import AddresseeKind
from tasks.models import AssignmentDraft, Clause, LegalBasis, Plan, PlanTarget, Task, TaskSeries
from tasks.rules.clause_codes import position_of
from tasks.rules.plan_file import Assignable, ClauseLine, Known, Party, PlanFile, parse_plan


@dataclass(frozen=True)
class LoadedPlan:
    """What loading did: clauses added, renewed and taken away."""

    plan: Plan
    is_new: bool
    added: int
    renewed: int
    removed: int

    @property
    def is_unchanged(self) -> bool:
        return not (self.is_new or self.added or self.renewed or self.removed)


@dataclass(frozen=True)
class _Register:
    """The rows a plan file may name, by the key the file uses."""

    units: dict[str, Unit]
    groups: dict[str, Group]
    partners: dict[str, Partner]

    @classmethod
    def read(cls) -> "_Register":
        return cls(
            units={unit.code: unit for unit in Unit.objects.all()},
            groups={group.code: group for group in Group.objects.all()},
            partners={partner.name: partner for partner in Partner.objects.all()},
        )

    def known(self) -> Known:
        return Known(self.units.keys(), self.groups.keys(), self.partners.keys())

    def row(self, party: Party) -> models.Model:
        lists: dict[str, dict[str, Any]] = {"unit": self.units, "group": self.groups, "partner": self.partners}
        return lists[party.kind][party.key]


@transaction.atomic
def load_plan(*, by: Actor, text: str) -> LoadedPlan:
    """Bring plan, bases, targets and outline in line with the file; units are loaded where there are none.

    Raises BrokenFile with lines and reasons, Refused where the file drops a clause that holds work.
    Nothing is written then.
    """
    load_shipped_units(by=by)
    register = _Register.read()
    content = parse_plan(text, register.known())
    plan, is_new, head_changed = _load_head(content, register)
    bases_changed = _load_bases(plan, content)
    targets_changed = _load_targets(plan, content)
    added, renewed, removed = _load_outline(plan, content, register)
    loaded = LoadedPlan(plan, is_new, added, renewed, removed)
    if head_changed or bases_changed or targets_changed or not loaded.is_unchanged:
        record(
            by=by,
            action="plan.load",
            subject=plan,
            unit=plan.agency_id,
            summary=f"nạp kế hoạch từ tệp: thêm {added}, sửa {renewed}, bỏ {removed} mục",
            after={"added": added, "renewed": renewed, "removed": removed},
        )
    return loaded


def _load_head(content: PlanFile, register: _Register) -> tuple[Plan, bool, bool]:
    values: dict[str, Any] = {
        "title": content.title,
        "agency": register.units[content.agency],
        "drafting_unit": register.units.get(content.drafting_unit),
        "drafted": content.drafted,
    }
    # The draft has neither number nor day: blanks in the file never wipe out what the Office entered.
    if content.number:
        values["number"] = content.number
    if content.signed_on:
        values["signed_on"] = content.signed_on
    plan = Plan.objects.select_for_update().filter(code=content.code).first()
    if plan is None:
        return Plan.objects.create(code=content.code, **values), True, True
    if plan.agency_id != values["agency"].pk:
        raise Refused(f"Kế hoạch {plan.code} đã thuộc cơ quan khác. Đặt mã khác cho kế hoạch trong tệp.")
    return plan, False, _renew(plan, values)


def _renew(row: models.Model, values: dict[str, Any]) -> bool:
    """Set what differs and count the version up; answers whether anything differed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(row, name, values[name])
    if hasattr(row, "version"):
        row.version += 1
        changed.append("version")
    row.save(update_fields=changed)
    return True


def _load_bases(plan: Plan, content: PlanFile) -> bool:
    wanted: dict[str, dict[str, Any]] = {
        line.number: {
            "issued_on": line.issued_on,
            "issuer": line.issuer,
            "subject": line.subject,
            "position": position,
        }
        for position, line in enumerate(content.legal_bases, start=1)
    }
    present = {row.number: row for row in LegalBasis.objects.filter(plan=plan)}
    changed = False
    for number, values in wanted.items():
        if number in present:
            changed |= _renew(present[number], values)
        else:
            LegalBasis.objects.create(plan=plan, number=number, **values)
            changed = True
    dropped, _ = LegalBasis.objects.filter(plan=plan).exclude(number__in=wanted).delete()
    return changed or bool(dropped)


def _load_targets(plan: Plan, content: PlanFile) -> bool:
    wanted: dict[str, dict[str, Any]] = {
        line.code: {
            "clause_code": line.clause,
            "label": line.label,
            "measure": line.measure,
            "scope": line.scope,
            "value": line.value,
            "unit_word": line.unit_word,
            "position": position,
        }
        for position, line in enumerate(content.targets, start=1)
    }
    present = {row.code: row for row in PlanTarget.objects.filter(plan=plan)}
    changed = False
    for code, values in wanted.items():
        if code in present:
            changed |= _renew(present[code], values)
        else:
            PlanTarget.objects.create(plan=plan, code=code, **values)
            changed = True
    dropped, _ = PlanTarget.objects.filter(plan=plan).exclude(code__in=wanted).delete()
    return changed or bool(dropped)


def _load_outline(plan: Plan, content: PlanFile, register: _Register) -> tuple[int, int, int]:
    """Answers how many clauses were added, renewed and removed."""
    coordinators = ("coordinating_units", "coordinating_groups", "coordinating_partners")
    rows = {row.code: row for row in Clause.objects.filter(plan=plan).prefetch_related(*coordinators)}
    wanted = {line.code for line in content.clauses}
    assignable = {line.code for line in content.leaves}
    removed = _remove([row for code, row in rows.items() if code not in wanted])
    _refuse_work_under([row for code, row in rows.items() if code in wanted and code not in assignable])
    added = renewed = 0
    for position, line in enumerate(content.clauses, start=1):
        values = _values(line, position, rows.get(line.parent), register)
        row = rows.get(line.code)
        if row is None:
            row = rows[line.code] = Clause.objects.create(plan=plan, code=line.code, **values)
            if line.leaf is not None and line.leaf.coordinators:
                _set_coordinators(row, line.leaf, register)
            added += 1
        else:
            changed = _renew(row, values)
            changed |= _set_coordinators(row, line.leaf, register)
            renewed += changed
    return added, renewed, removed


def _values(line: ClauseLine, position: int, parent: Clause | None, register: _Register) -> dict[str, Any]:
    values: dict[str, Any] = {
        "parent": parent,
        "position": position,
        "depth": len(position_of(line.code)),
        "is_assignable": line.leaf is not None,
        "title": line.title,
        "heading": line.heading,
        "summary": line.summary,
        "addressee_kind": AddresseeKind.NOBODY,
        "addressee_unit": None,
        "addressee_group": None,
        "addressee_label": "",
        "frequency_word": "",
        "deliverable_hint": "",
        "suggested_authority": "",
        "suggested_reason": "",
        "suggested_tie": "",
    }
    leaf = line.leaf
    if leaf is None:
        return values
    if leaf.addressee is not None:
        values["addressee_kind"] = AddresseeKind(leaf.addressee.kind)
        values[f"addressee_{leaf.addressee.kind}"] = register.row(leaf.addressee)
    return values | {
        "addressee_label": leaf.addressee_label,
        "frequency_word": leaf.frequency,
        "deliverable_hint": leaf.deliverable_hint,
        "suggested_authority": leaf.suggested_approver,
        "suggested_reason": leaf.suggest_not_assigned,
        "suggested_tie": leaf.suggest_tied_to,
    }


def _set_coordinators(row: Clause, leaf: Assignable | None, register: _Register) -> bool:
    parties = leaf.coordinators if leaf else ()
    changed = False
    for kind in ("unit", "group", "partner"):
        relation = getattr(row, f"coordinating_{kind}s")
        wanted = {register.row(party).pk for party in parties if party.kind == kind}
        if {found.pk for found in relation.all()} != wanted:
            relation.set(wanted)
            changed = True
    return changed


def _remove(rows: list[Clause]) -> int:
    """Delete clauses the file no longer holds; refuse where people have put something on one of them."""
    for row in rows:
        if row.wording or row.not_assigned_reason or row.tied_to_id or row.tied_clauses.exists():
            raise Refused(
                f"Tệp bỏ mục {row.code} nhưng mục này đã có nguyên văn, lý do không giao việc hoặc mục gộp. "
                "Bỏ các nội dung đó trên trang mục trước, hoặc giữ mục trong tệp."
            )
    _refuse_work_under(rows)
    Clause.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _refuse_work_under(rows: list[Clause]) -> None:
    ids = [row.pk for row in rows]
    held: set[int] = set()
    for model in (Task, TaskSeries, AssignmentDraft):
        held |= set(model.objects.filter(clause__in=ids).values_list("clause_id", flat=True))
    for tied in (Task.tied_clauses, TaskSeries.tied_clauses):
        held |= set(tied.through.objects.filter(clause__in=ids).values_list("clause_id", flat=True))
    codes = ", ".join(row.code for row in rows if row.pk in held)
    if codes:
        raise Refused(f"Mục {codes} đã có nhiệm vụ hoặc đề xuất nên tệp phải giữ là mục giao được.")
