"""What a person types for each act on a task: parsed and normalised here, judged by the services."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from base.form_fields import BlockField, LineField, VietnameseDateField
from organization.enums import Role
from organization.forms.records import RecordForm
from organization.models import Person
from organization.querysets import valid_on
from organization.rules.access import Actor
from tasks.enums import DeadlineKind
from tasks.forms.act_origin import fields_of_way, origin_of
from tasks.models import Task
from tasks.rules.bare_results import asks_for_paper
from tasks.rules.evidence_files import ACCEPTED, EXTENSIONS
from tasks.rules.permissions import Way
from tasks.rules.transitions import Action


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; the service looks into each."""

    def __init__(self, **kwargs: Any) -> None:
        accept = ",".join((*EXTENSIONS, "image/*"))
        super().__init__(widget=SeveralFiles(attrs={"accept": accept}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(SeveralFilesField, self).clean(one, initial) for one in data or []]


class ActForm(RecordForm):
    """A form for one act in one way; what comes from whom is asked after the act itself."""

    def __init__(self, *args: Any, task: Task, action: Action, way: Way, actor: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.initial_of(task))
        super().__init__(*args, **kwargs)
        self.task, self.action, self.way = task, action, way
        self.way_names = tuple(fields := fields_of_way(way, task, action, actor.day))
        self.fields.update(fields)
        self.prepare(task, actor)

    def prepare(self, task: Task, actor: Actor) -> None:
        """Choices and hints that depend on the task."""

    def values(self) -> dict[str, Any]:
        """What was typed about the act, without version and origin."""
        return {name: value for name, value in super().values().items() if name not in self.way_names}

    def origin(self) -> dict[str, Any]:
        return origin_of(self.way, self.cleaned_data)


class PlainForm(ActForm):
    """An act that needs no words."""


class UpdateForm(ActForm):
    percent = forms.IntegerField(
        label="Tiến độ (%)",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Bỏ trống nếu việc không đo được bằng phần trăm.",
        error_messages={"invalid": "Ghi một số từ 0 đến 100."},
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    situation = BlockField(
        label="Tình hình", required=False, max_length=2000, help_text="Một hai câu: đã làm gì, vướng gì."
    )


class ResultForm(ActForm):
    product_date = VietnameseDateField(
        label="Ngày có sản phẩm",
        help_text="Ngày thật của sản phẩm, không sau hôm nay.",
        error_messages={"required": "Ghi ngày có sản phẩm."},
    )
    result = BlockField(
        label="Kết quả",
        max_length=4000,
        error_messages={"required": "Ghi kết quả trong một hai câu: đã làm gì, sản phẩm là gì."},
    )
    document_number = LineField(
        label="Số, ký hiệu văn bản", required=False, max_length=60, widget=forms.TextInput(attrs={"class": "medium"})
    )
    # Asked only of a result of a few letters; it comes ticked, so that sending again is the answer.
    without_paper = forms.BooleanField(label="Kết quả này không kèm văn bản, tệp nào, đúng không?", required=False)
    # Django takes fields off the class, so that `files` of a form is what came along.
    files = SeveralFilesField(label="Tệp minh chứng", help_text=f"{ACCEPTED}; mỗi tệp tối đa 20 MB.")  # type: ignore[assignment]

    def values(self) -> dict[str, Any]:
        values = super().values()
        for name in ("files", "without_paper"):
            values.pop(name, None)
        return values

    @property
    def asks_for_paper(self) -> bool:
        """Is the question to be seen: just asked, or answered and sent back for another reason?"""
        return self.has_error("without_paper") or bool(self["without_paper"].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("result", "")
        if self.action != Action.SUBMIT or not text or cleaned.get("without_paper"):
            return cleaned
        kept = self.task.evidence.filter(contribution=None, removed_at=None)  # files are stored before the form is read
        number = cleaned.get("document_number", "")
        if asks_for_paper(text, document_number=number, has_file=kept.exists()):
            self.add_error("without_paper", "Nếu đúng, bấm nộp lần nữa. Nếu chưa, thêm tệp hoặc số văn bản rồi nộp.")
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("without_paper")] = "on"
            self.data = data
        return cleaned

    def prepare(self, task: Task, actor: Actor) -> None:
        # A half-written result may be kept; handing it in needs both.
        for name in ("product_date", "result"):
            self.fields[name].required = self.action == Action.SUBMIT


class ReasonForm(ActForm):
    reason = BlockField(label="Lý do", max_length=1000, error_messages={"required": "Ghi lý do."})


class DecisionForm(ActForm):
    """Accepting needs no words, giving back does: the service asks for them."""

    note = BlockField(
        label="Ý kiến",
        required=False,
        max_length=1000,
        help_text="Khi trả lại, ghi rõ còn thiếu gì để đơn vị bổ sung.",
    )


class ExtensionForm(ActForm):
    due = VietnameseDateField(label="Xin gia hạn đến ngày", error_messages={"required": "Ghi ngày xin gia hạn đến."})
    reason = BlockField(label="Lý do", max_length=1000, error_messages={"required": "Ghi lý do xin gia hạn."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": kwargs["task"].version}, **kwargs)


class AdviceForm(ActForm):
    agrees = forms.TypedChoiceField(
        label="Văn phòng đề nghị",
        choices=[("yes", "Đồng ý gia hạn"), ("no", "Không gia hạn")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một trong hai."},
    )
    note = LineField(label="Lý do", required=False, max_length=500)


class GrantForm(ActForm):
    due = VietnameseDateField(label="Hạn mới", required=False, help_text="Bỏ trống là đúng ngày đơn vị xin.")
    note = LineField(label="Ý kiến", required=False, max_length=500, help_text="Không đồng ý thì ghi lý do.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": kwargs["task"].version}, **kwargs)


class DeadlineForm(ActForm):
    kind = forms.ChoiceField(
        label="Thời hạn",
        choices=[(DeadlineKind.DATE, "Đến một ngày"), (DeadlineKind.CONTINUOUS, "Thường xuyên")],
        widget=forms.RadioSelect,
        initial=DeadlineKind.DATE,
    )
    due = VietnameseDateField(label="Hạn", required=False)
    note = LineField(label="Ghi chú", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        task = kwargs["task"]
        super().__init__(*args, initial={"version": task.version, "kind": DeadlineKind.DATE, "due": task.due}, **kwargs)


class SettleForm(ActForm):
    outcome = forms.ChoiceField(
        label="Kết luận",
        choices=[("correct", "Đính chính"), ("keep", "Giữ nguyên")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đính chính hay giữ nguyên."},
    )
    due = VietnameseDateField(label="Hạn đúng", required=False, help_text="Ghi khi hạn đã bị nhập sai.")
    product_date = VietnameseDateField(
        label="Ngày có sản phẩm đúng", required=False, help_text="Ghi khi ngày có sản phẩm đã bị nhập sai."
    )
    reason = BlockField(label="Lý do", max_length=1000, error_messages={"required": "Ghi lý do."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": kwargs["task"].version}, **kwargs)


class InstructionForm(ActForm):
    text = BlockField(label="Ý kiến chỉ đạo", max_length=2000, error_messages={"required": "Ghi ý kiến chỉ đạo."})
    answer_by = VietnameseDateField(label="Trả lời trước hoặc trong ngày", required=False)


class AnswerForm(ActForm):
    instruction = forms.ChoiceField(label="Ý kiến chỉ đạo")
    answer = BlockField(label="Trả lời", max_length=2000, error_messages={"required": "Ghi câu trả lời."})

    def prepare(self, task: Task, actor: Actor) -> None:
        waiting = task.instructions.filter(answered_at=None)
        cast(forms.ChoiceField, self.fields["instruction"]).choices = [(str(one.pk), one.text[:120]) for one in waiting]
        if len(waiting) == 1:
            self.fields["instruction"].widget = forms.HiddenInput()
            self.initial["instruction"] = str(waiting[0].pk)


class ContributionForm(ActForm):
    text = BlockField(
        label="Ý kiến phối hợp", max_length=2000, error_messages={"required": "Ghi ý kiến phối hợp trong một hai câu."}
    )
    # Django takes fields off the class, so that `files` of a form is what came along.
    files = SeveralFilesField(label="Tệp kèm theo", help_text=f"{ACCEPTED}; mỗi tệp tối đa 20 MB.")  # type: ignore[assignment]


class CompleteForm(ActForm):
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label="Người phụ trách", required=False, empty_label="Chưa có người phụ trách"
    )
    deliverable = LineField(label="Sản phẩm", required=False, max_length=300)

    def prepare(self, task: Task, actor: Actor) -> None:
        posts = valid_on(actor.day, "posts__")
        people = Person.objects.filter(
            posts, posts__role__in=[Role.HEAD, Role.STAFF], posts__unit__path__startswith=task.lead_unit.path
        )
        field = cast(Any, self.fields["responsible"])  # a ModelChoiceField; its label is a method we replace
        field.queryset = people.distinct().in_order()
        field.label_from_instance = lambda person: person.full_name
