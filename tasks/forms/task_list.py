"""The filters over the list of tasks: what the address of the page may say."""

from typing import Any, cast

from django import forms

from base.form_fields import LineField, VietnameseDateField
from organization.forms.records import UnitField, offer_units
from organization.models import Person, Unit
from organization.rules.access import Actor
from tasks.enums import DONE_CLASSES, OPEN_CLASSES, TaskClass, TaskStatus
from tasks.models import Clause, Task
from tasks.queries.task_list import CONTESTED, COORDINATED, EVERYTHING, MINE, WAITING_FOR_ME, TaskQuery
from tasks.rules.carry_over import CARRY_OVER_PARTS

GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "open": ("Đang mở", frozenset(OPEN_CLASSES)),
    "done": ("Hoàn thành", frozenset(DONE_CLASSES)),
    "come_due": ("Đến hạn (hoàn thành và quá hạn)", frozenset({*DONE_CLASSES, TaskClass.OVERDUE})),
}
SCOPES = (
    ("", "Đơn vị chủ trì"),
    (COORDINATED, "Đơn vị tôi phối hợp"),
    (EVERYTHING, "Chủ trì và phối hợp"),
    (MINE, "Tôi phụ trách"),
    (WAITING_FOR_ME, "Chờ tôi quyết định"),
    (CONTESTED, "Đang tra soát"),
)
MOST_PEOPLE = 300


class ClassesWidget(forms.Select):
    """One choice on screen, several classes in the address: a link may name any set of them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return ",".join(value for value in values if value)


class ClassesField(forms.Field):
    """A set of classes: one, a named group, or any set, which then gets an option of its own."""

    widget = ClassesWidget

    def offer(self, raw: str) -> None:
        """The choices, with the set that the address names as one of them."""
        choices = [("", "Tất cả"), *((key, words) for key, (words, _) in GROUPS.items()), *TaskClass.choices]
        wanted = self.to_python(raw)
        if wanted and raw not in dict(choices):
            same = next((key for key, (_, classes) in GROUPS.items() if classes == wanted), None)
            if same is None:
                words = ", ".join(TaskClass(name).label.lower() for name in TaskClass.values if name in wanted)
                choices.append((raw, f"{words[:1].upper()}{words[1:]}"))
        self.widget.choices = choices

    def prepare_value(self, value: Any) -> Any:
        wanted = self.to_python(value)
        return next((key for key, (_, classes) in GROUPS.items() if classes == wanted), value)

    def to_python(self, value: Any) -> frozenset[str]:
        found: set[str] = set()
        for name in str(value or "").split(","):
            if name in GROUPS:
                found |= GROUPS[name][1]
            elif name in TaskClass.values:
                found.add(name)
        return frozenset(found)


class TaskListForm(forms.Form):
    """A GET form; a value that makes no sense is said beside its field and does not filter."""

    q = LineField(label="Tìm", required=False, max_length=200)
    unit = UnitField(label="Đơn vị", required=False)
    status = forms.ChoiceField(label="Tiến trình", required=False, choices=[("", "Tất cả"), *TaskStatus.choices])
    clause = forms.ChoiceField(label="Mục", required=False)
    person = forms.ChoiceField(label="Người phụ trách", required=False)
    scope = forms.ChoiceField(label="Phạm vi", required=False, choices=SCOPES)
    due_from = VietnameseDateField(label="Hạn từ", required=False)
    due_to = VietnameseDateField(label="đến", required=False)
    own = forms.BooleanField(required=False, widget=forms.HiddenInput)
    flow = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[("", ""), *CARRY_OVER_PARTS.items()])
    flow_from = VietnameseDateField(required=False, widget=forms.HiddenInput)
    flow_to = VietnameseDateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data, auto_id="filter_%s")
        classes = ClassesField(label="Tình trạng", required=False)
        raw = ",".join(data.getlist("class"))
        classes.offer(raw)
        self.fields["class"] = classes
        units = Unit.objects.visible_to(actor).valid_on(actor.day)
        offer_units(self, "unit", units, empty="Tất cả")
        visible = Task.objects.visible_to(actor)
        clauses = Clause.objects.filter(pk__in=visible.values("clause_id")).order_by("position")
        codes = clauses.values_list("code", flat=True)
        cast(forms.ChoiceField, self.fields["clause"]).choices = [("", "Tất cả"), *((code, code) for code in codes)]
        people = Person.objects.filter(pk__in=visible.values("responsible_id")).in_order()
        names = people.values_list("pk", "full_name")[:MOST_PEOPLE]
        self.people = {str(pk): name for pk, name in names}
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", "Tất cả"), *self.people.items()]
        self.order_fields(["q", "unit", "class", "status", "clause", "person", "scope", "due_from", "due_to", "own"])

    def query(self) -> TaskQuery:
        """What was understood; fields with an error are left out."""
        self.is_valid()
        clean = self.cleaned_data
        return TaskQuery(
            words=clean.get("q", ""),
            unit=clean.get("unit"),
            own_only=clean.get("own", False),
            classes=clean.get("class", frozenset()),
            statuses=frozenset([clean["status"]] if clean.get("status") else []),
            clause=clean.get("clause", ""),
            responsible_id=int(clean["person"]) if clean.get("person") else None,
            due_from=clean.get("due_from"),
            due_to=clean.get("due_to"),
            scope=clean.get("scope", ""),
            flow=clean.get("flow", ""),
            flow_from=clean.get("flow_from"),
            flow_to=clean.get("flow_to"),
        )

    def in_words(self) -> str:
        """The filters as a sentence part for paper and workbook."""
        query, parts = self.query(), []
        if query.unit:
            parts.append(f"{query.unit.name} chủ trì")
        if query.classes:
            names = [TaskClass(name).label.lower() for name in TaskClass.values if name in query.classes]
            parts.append(", ".join(names))
        for name in query.statuses:
            parts.append(TaskStatus(name).label.lower())
        if query.clause:
            parts.append(f"mục {query.clause}")
        if query.responsible_id:
            parts.append(self.people[str(query.responsible_id)])
        if query.scope:
            parts.append(dict(SCOPES)[query.scope].lower())
        if query.due_from:
            parts.append(f"hạn từ {query.due_from:%d/%m/%Y}")
        if query.due_to:
            parts.append(f"hạn đến {query.due_to:%d/%m/%Y}")
        if query.flow and query.flow_from and query.flow_to:
            parts.append(f"{CARRY_OVER_PARTS[query.flow].lower()}, {query.flow_from:%d/%m/%Y}–{query.flow_to:%d/%m/%Y}")
        if query.words:
            parts.append(f"có “{query.words}”")
        return " · ".join(parts)
