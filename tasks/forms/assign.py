"""What the Office types into the assignment grid: each row, what is set for many, and the basis."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django import forms

from base.form_fields import LineField, VietnameseDateField, XlsxField
from organization.enums import Role
from organization.models import DecisionChannel, Post
from organization.rules.access import Actor
from tasks.enums import Authority, BasisKind, DeadlineKind, Frequency
from tasks.forms.files import CheckedFileField
from tasks.queries.grid import Grid, GridRow, person_word
from tasks.rules.proposal import DraftEdit, DraftValues, Key, tidy

_SEEN = re.compile(r"r(\d{1,9})-(\d{1,9})-seen")


class IdsField(forms.Field):
    """Several ids in one hidden field: "3,7,12"; anything else is an error."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> frozenset[int]:
        parts = [part for part in str(value or "").strip().split(",") if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 12 for part in parts):
            raise forms.ValidationError("Danh sách phối hợp không đọc được. Tải lại trang.")
        return frozenset(int(part) for part in parts)


class RowForm(forms.Form):
    """One row of the grid. `seen` is the version and the print of the values the person was shown."""

    seen = forms.RegexField(r"^\d{1,9}:[0-9a-f]{16}$", widget=forms.HiddenInput)
    title = LineField(max_length=300, required=False, label="Nhiệm vụ")
    responsible = forms.IntegerField(required=False, label="Người phụ trách")
    deliverable = LineField(max_length=300, required=False, label="Sản phẩm")
    deadline_kind = forms.ChoiceField(choices=DeadlineKind.choices, label="Loại thời hạn")
    due = VietnameseDateField(required=False, label="Hạn")
    frequency = forms.ChoiceField(choices=[("", ""), *Frequency.choices], required=False, label="Chu kỳ")
    authority = forms.ChoiceField(choices=Authority.choices, label="Thẩm quyền")
    units = IdsField(required=False)
    groups = IdsField(required=False)
    partners = IdsField(required=False)

    def __init__(self, data: Any, *, key: Key):
        super().__init__(data, prefix=prefix_of(key))
        self.key = key

    @property
    def version(self) -> int:
        return int(self.cleaned_data["seen"].partition(":")[0])

    @property
    def values(self) -> DraftValues:
        data = self.cleaned_data
        return DraftValues(
            title=data["title"],
            deliverable=data["deliverable"],
            authority=data["authority"],
            responsible_id=data["responsible"],
            deadline_kind=data["deadline_kind"],
            due=data["due"],
            frequency=data["frequency"],
            unit_ids=data["units"],
            group_ids=data["groups"],
            partner_ids=data["partners"],
        )

    @property
    def edit(self) -> DraftEdit:
        return DraftEdit(*self.key, self.version, self.values)

    @property
    def is_touched(self) -> bool:
        """Did the person change anything since the page was drawn?"""
        return print_of(tidy(self.values, self.key[1])) != self.cleaned_data["seen"].partition(":")[2]


def prefix_of(key: Key) -> str:
    return f"r{key[0]}-{key[1]}"


def posted_keys(data: Iterable[str]) -> list[Key]:
    """The rows a posted grid is about, in the order of the page."""
    found = (_SEEN.fullmatch(name) for name in data)
    return [(int(match[1]), int(match[2])) for match in found if match]


def print_of(values: DraftValues) -> str:
    """A short print of the values, to tell a row that was touched from one that was not."""
    canonical = replace(values, unit_ids=frozenset(), group_ids=frozenset(), partner_ids=frozenset())
    ids = [sorted(found) for found in (values.unit_ids, values.group_ids, values.partner_ids)]
    return hashlib.blake2b(f"{canonical!r}{ids!r}".encode(), digest_size=8).hexdigest()


class ManyForm(forms.Form):
    """What is set for all selected rows at once; which of it counts is told by the button."""

    responsible = forms.ChoiceField(required=False, label="Người phụ trách")
    deliverable = LineField(max_length=300, required=False, label="Sản phẩm")
    deadline_kind = forms.ChoiceField(choices=DeadlineKind.choices, required=False, label="Loại thời hạn")
    due = VietnameseDateField(required=False, label="Hạn")
    frequency = forms.ChoiceField(choices=[("", "Chọn chu kỳ"), *Frequency.choices], required=False, label="Chu kỳ")
    authority = forms.ChoiceField(choices=Authority.choices, required=False, label="Thẩm quyền")
    units = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Đơn vị")
    groups = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Nhóm")
    partners = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Cơ quan khác")

    HEAD = "head"  # of each row's own unit

    def __init__(self, data: Any = None, *, grid: Grid):
        super().__init__(data, prefix="many")
        parties = grid.parties
        people = {
            row.unit.name: [(str(one.pk), person_word(one, row.people)) for one in row.people] for row in grid.rows
        }
        cast(forms.ChoiceField, self.fields["responsible"]).choices = [
            (self.HEAD, "Trưởng đơn vị phụ trách"),
            *people.items(),
        ]
        for name, rows in (("units", parties.units), ("groups", parties.groups), ("partners", parties.partners)):
            cast(forms.MultipleChoiceField, self.fields[name]).choices = [(str(row.pk), row.name) for row in rows]

    @property
    def coordinator_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("units", "groups", "partners")]

    def applied(self, act: str, values: DraftValues, row: GridRow) -> DraftValues:
        """`values` with what the pressed button sets; a person stays out of the rows of other units."""
        data = self.cleaned_data
        if act == "set-responsible":
            return replace(values, responsible_id=self._person_for(row) or values.responsible_id)
        if act == "set-deliverable":
            return replace(values, deliverable=data["deliverable"])
        if act == "set-deadline":
            return replace(values, deadline_kind=data["deadline_kind"], due=data["due"], frequency=data["frequency"])
        if act == "set-authority":
            return replace(values, authority=data["authority"])
        return replace(
            values,
            unit_ids=frozenset(int(pk) for pk in data["units"]),
            group_ids=frozenset(int(pk) for pk in data["groups"]),
            partner_ids=frozenset(int(pk) for pk in data["partners"]),
        )

    def _person_for(self, row: GridRow) -> int | None:
        chosen = self.cleaned_data["responsible"] or self.HEAD
        if chosen == self.HEAD:
            return row.head_id
        return next((one.pk for one in row.people if str(one.pk) == chosen), None)


class BasisForm(forms.Form):
    """What the assignment rests on: a signed paper, or a leader's decision given in another way."""

    basis_kind = forms.ChoiceField(choices=BasisKind.choices, label="Căn cứ")
    number = LineField(
        label="Số, ký hiệu",
        max_length=60,
        error_messages={"required": "Ghi số, ký hiệu của căn cứ, ví dụ 74/QĐ-TTr."},
    )
    signed_on = VietnameseDateField(label="Ngày ký", error_messages={"required": "Ghi ngày ký của căn cứ."})
    leader = forms.ChoiceField(label="Lãnh đạo cho ý kiến", error_messages={"required": "Chọn lãnh đạo đã cho ý kiến."})
    decided_on = VietnameseDateField(label="Ngày cho ý kiến", error_messages={"required": "Ghi ngày cho ý kiến."})
    channel = forms.ChoiceField(choices=DecisionChannel.choices, label="Hình thức")
    reference = LineField(
        label="Số, ký hiệu hoặc nơi lưu",
        max_length=200,
        error_messages={"required": "Ghi số, ký hiệu hoặc nơi lưu, hay đính kèm tệp, để kiểm chứng được ý kiến này."},
    )
    decision_file = CheckedFileField(
        label="Tệp bút phê, thông báo kết luận cuộc họp",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
    )

    OF_PAPER = ("number", "signed_on")
    OF_DECISION = ("leader", "decided_on", "channel", "reference")

    def __init__(self, *args: Any, actor: Actor, agency_path: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        leaders = (
            Post.objects.valid_on(actor.day)
            .filter(unit__path__startswith=agency_path, role=Role.LEADER)
            .select_related("person")
            .order_by("is_acting", "person__sort_key", "id")
        )
        cast(forms.ChoiceField, self.fields["leader"]).choices = [
            ("", "Chọn lãnh đạo"),
            *((str(post.pk), f"{post.person.full_name}, {post.title or post.get_role_display()}") for post in leaders),
        ]
        if self.is_bound:
            is_recorded = self.data.get("basis_kind") == BasisKind.RECORDED
            for name in self.OF_PAPER if is_recorded else self.OF_DECISION:
                self.fields[name].required = False
            if self.files.get("decision_file"):
                self.fields["reference"].required = False


class SheetForm(forms.Form):
    """The grid as a workbook, edited and brought back."""

    file = XlsxField(
        label="Tệp .xlsx đã sửa",
        most_bytes=5 << 20,
        help_text="Dùng tệp tải từ bảng giao việc. Có một lỗi là không ghi gì; mọi lỗi được liệt kê theo dòng và cột.",
    )
