"""Who gets which work of the plan, and on whose decision? The Office's grid: edit, set for many, confirm."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.templatetags.ui import vnmoment
from organization.http import PageRequest
from organization.rules.import_kinds import IMPORT_KINDS
from organization.services.decisions import DecisionFacts
from organization.views.imports import keep_and_check, views_of
from organization.views.responses import xlsx_response
from tasks.enums import Authority, BasisKind, DeadlineKind, Frequency
from tasks.exports.assignment_sheet import assignment_workbook
from tasks.forms.assign import BasisForm, ManyForm, RowForm, SheetForm, posted_keys
from tasks.imports import ASSIGNMENT_FILE
from tasks.lists.assignment import ASSIGNMENT, typed_columns
from tasks.models import Plan
from tasks.pages.basis import basis_words
from tasks.queries.grid import assignment_grid
from tasks.queries.plan import get_visible_plan
from tasks.rules.plan_access import can_assign
from tasks.rules.proposal import DraftEdit, Key
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.drafts import RowsConflict, RowsRefused, save_drafts
from tasks.views.assign_rows import Refusals, shown_blocks

BULK = ("set-responsible", "set-deliverable", "set-deadline", "set-authority", "set-coordinators")


def assign(request: PageRequest) -> HttpResponse:
    """The grid. One form holds rows, what is set for many, and the basis; the pressed button says what is meant."""
    plan = _assignable_plan(request)
    if request.method == "POST":
        return _Sheet(request, plan).answer()
    return _Sheet(request, plan).page()


def assign_xlsx(request: PageRequest) -> HttpResponse:
    """The grid as a workbook that can be edited and read back."""
    plan = _assignable_plan(request)
    grid = assignment_grid(plan, request.day, code=request.GET.get("clause", ""))
    made = f"{request.actor.name} tải lúc {vnmoment(timezone.now())}, {len(grid.rows)} việc chưa giao."
    return xlsx_response(assignment_workbook(grid, made), f"bang-giao-viec-{request.day:%Y%m%d}")


def assign_import(request: PageRequest) -> HttpResponse:
    """The edited workbook; it is only checked, never taken over, by this page."""
    plan = _assignable_plan(request)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], IMPORT_KINDS[ASSIGNMENT_FILE]
        return keep_and_check(request, kind, plan.agency, upload=file, name=file.name, options={})
    context = {"plan": plan, "form": form}
    return render(request, "tasks/assign_import.html", context, status=422 if form.errors else 200)


file_views = views_of(ASSIGNMENT_FILE)


def _assignable_plan(request: PageRequest) -> Plan:
    plan = get_visible_plan(request.actor)
    if can_assign(request.actor, plan.agency.path) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được lập và xác nhận bảng giao việc.")
    return plan


class _Sheet:
    """One request to the grid: what was posted, what came of it, and the page."""

    def __init__(self, request: PageRequest, plan: Plan):
        self.request = request
        self.plan = plan
        self.code = request.GET.get("clause", "")
        self.data = request.POST if request.method == "POST" else QueryDict()
        self.forms: dict[Key, RowForm] = {key: RowForm(self.data, key=key) for key in posted_keys(self.data)}
        self.basis: BasisForm | None = None
        self.many: ManyForm | None = None
        self.refusals = Refusals()
        self.notice = ""

    # --- What was asked -------------------------------------------------------------------------

    def answer(self) -> HttpResponse:
        act = self.data.get("act", "save")
        if not all(form.is_valid() for form in self.forms.values()):
            self.notice = "Còn dòng chưa đúng, chưa ghi gì."
            return self.page(status=422)
        try:
            if act == "set-heads":
                return self._set_heads()
            if act in BULK:
                return self._set_many(act)
            if act in ("confirm", "confirm-picked"):
                return self._confirm(only_picked=act == "confirm-picked")
            return self._save()
        except RowsConflict as error:
            self.refusals = Refusals(conflicts=error.rows)
            self.notice = str(error)
            return self.page(status=409)
        except RowsRefused as error:
            self.refusals = Refusals(problems=error.problems)
            gone = "" if set(error.problems) & self._keys_of_grid() else f" {self._sentences(error)}"
            self.notice = f"{error}{gone}"
            return self.page(status=422)

    def _save(self) -> HttpResponse:
        changed = save_drafts(by=self.request.actor, plan_id=self.plan.pk, edits=self._touched())
        messages.success(
            self.request, f"Đã lưu {changed} việc, chưa giao việc nào." if changed else "Không có gì mới để lưu."
        )
        return redirect(self._address(self.picked))

    def _set_many(self, act: str) -> HttpResponse:
        grid = assignment_grid(self.plan, self.request.day, code=self.code)
        self.many = ManyForm(self.data, grid=grid)
        if not self.picked:
            self.notice = "Chọn ít nhất một dòng rồi đặt chung."
            return self.page(status=422)
        if not self.many.is_valid():
            sentences = " ".join(str(one) for found in self.many.errors.values() for one in found)
            self.notice = f"Chưa đặt được: {sentences}"
            return self.page(status=422)
        edits = {edit.key: edit for edit in self._touched()}
        for key in self.picked & set(self.forms):
            form = self.forms[key]
            if row := grid.row(f"{key[0]}-{key[1]}"):
                edits[key] = DraftEdit(*key, form.version, self.many.applied(act, form.values, row))
        changed = save_drafts(by=self.request.actor, plan_id=self.plan.pk, edits=list(edits.values()))
        messages.success(self.request, f"Đã đặt cho {len(self.picked)} dòng, {changed} việc thay đổi.")
        return redirect(self._address(self.picked))

    def _set_heads(self) -> HttpResponse:
        """Each unit's head answers for every row on the page that names nobody."""
        edits = {edit.key: edit for edit in self._touched()}
        for row in assignment_grid(self.plan, self.request.day, code=self.code).rows:
            form = self.forms.get((row.clause.pk, row.unit.pk))
            if form and row.head_id and not form.values.responsible_id:
                values = replace(form.values, responsible_id=row.head_id)
                edits[form.key] = DraftEdit(*form.key, form.version, values)
        changed = save_drafts(by=self.request.actor, plan_id=self.plan.pk, edits=list(edits.values()))
        messages.success(
            self.request, f"Đã ghi trưởng đơn vị phụ trách các việc chưa có người: {changed} việc thay đổi."
        )
        return redirect(self._address(self.picked))

    def _confirm(self, *, only_picked: bool) -> HttpResponse:
        self.basis = self._basis_form(self.data)
        if not self.basis.is_valid():
            self.notice = "Căn cứ chưa đủ, chưa giao việc nào."
            return self.page(status=422)
        keys = self.picked & set(self.forms) if only_picked else set(self.forms)
        edits = [form.edit for key, form in self.forms.items() if key in keys]
        try:
            done = confirm_assignment(
                by=self.request.actor, plan_id=self.plan.pk, edits=edits, basis=_basis(self.basis.cleaned_data)
            )
        except (Forbidden, RowsConflict, RowsRefused):
            raise
        except Refused as error:
            self.basis.add_error(error.field if error.field in self.basis.fields else None, str(error))
            self.notice = str(error)
            return self.page(status=422)
        if done.assignment is None:
            messages.info(self.request, f"{done.already} việc này đã được giao trước đó, không giao lần hai.")
        else:
            words = basis_words(done.assignment)
            messages.success(self.request, f"Đã giao {done.tasks + done.series} việc theo {words}.")
        rest = [form.edit for key, form in self.forms.items() if key not in keys and form.is_touched]
        if rest:
            save_drafts(by=self.request.actor, plan_id=self.plan.pk, edits=rest)
        return redirect(self._address(frozenset()) if only_picked else reverse("tasks:plan"))

    # --- The page -------------------------------------------------------------------------------

    def page(self, status: int = 200) -> HttpResponse:
        grid = assignment_grid(self.plan, self.request.day, code=self.code)
        blocks = shown_blocks(grid, self.forms, self.refusals, self.picked)
        rows = [row for block in blocks for row in block.rows]
        unclear = sum(bool(row.missing) for row in rows)
        context = {
            "plan": self.plan,
            "code": self.code,
            "grid_id": ASSIGNMENT.id,
            "columns": typed_columns(),
            "labels": {key: column.label for key, column in ASSIGNMENT.by_key.items()},
            "blocks": blocks,
            "count": len(rows),
            "unclear_words": f"Còn {unclear} việc" if unclear else "",
            "picked_count": sum(row.is_picked for row in rows),
            "many": self.many or ManyForm(grid=grid),
            "basis": self.basis or self._basis_form(self.data or None),
            "notice": self.notice,
            "has_conflict": bool(self.refusals.conflicts),
            "deadline_kinds": DeadlineKind.choices,
            "frequencies": Frequency.choices,
            "authorities": Authority.choices,
        }
        return render(self.request, "tasks/assign.html", context, status=status)

    @property
    def picked(self) -> frozenset[Key]:
        chosen = self.data.getlist("pick") or self.request.GET.get("pick", "").split(",")
        found = (value.partition("-") for value in chosen)
        return frozenset((int(a), int(b)) for a, _, b in found if a.isdecimal() and b.isdecimal())

    def _touched(self) -> list[DraftEdit]:
        return [form.edit for form in self.forms.values() if form.is_touched]

    def _keys_of_grid(self) -> set[Key]:
        grid = assignment_grid(self.plan, self.request.day, code=self.code)
        return {(row.clause.pk, row.unit.pk) for row in grid.rows}

    @staticmethod
    def _sentences(error: RowsRefused) -> str:
        return " ".join(sorted({sentence for found in error.problems.values() for sentence in found.values()}))

    def _basis_form(self, data: QueryDict | None) -> BasisForm:
        bound = data if data and data.get("act", "").startswith("confirm") else None
        initial = {} if bound else {name: data.get(name, "") if data else "" for name in BasisForm.base_fields}
        initial = {name: value for name, value in initial.items() if value}
        files = self.request.FILES if bound else None
        return BasisForm(bound, files, initial=initial, actor=self.request.actor, agency_path=self.plan.agency.path)

    def _address(self, picked: frozenset[Key]) -> str:
        query = QueryDict(mutable=True)
        if self.code:
            query["clause"] = self.code
        if picked:
            query["pick"] = ",".join(f"{a}-{b}" for a, b in sorted(picked))
        return reverse("tasks:assign") + (f"?{query.urlencode(safe=',')}" if query else "")


def _basis(data: dict[str, Any]) -> Basis:
    """The basis as the service wants it."""
    if data["basis_kind"] != BasisKind.RECORDED:
        return Basis(data["basis_kind"], data["number"], data["signed_on"])
    facts = DecisionFacts(
        leader_post_id=int(data["leader"]),
        decided_on=data["decided_on"],
        channel=data["channel"],
        reference=data["reference"],
        file=data["decision_file"],
    )
    return Basis(data["basis_kind"], decision=facts)
