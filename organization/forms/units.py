"""Forms of units, groups and the end of a unit."""

from typing import Any

from django import forms

from base.form_fields import BlockField, LineField, VietnameseDateField
from organization.enums import UnitKind
from organization.forms.records import RecordForm, UnitField, offer_units
from organization.models import Unit
from organization.querysets import UnitQuerySet

UNITS_SHOWN = {"open": "đang hoạt động", "closed": "đã kết thúc", "all": "tất cả"}


class UnitForm(RecordForm):
    code = LineField(
        label="Mã",
        max_length=30,
        help_text="Dùng trong ký hiệu văn bản và khi nhập tệp, ví dụ NV1.",
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    name = LineField(label="Tên đầy đủ", max_length=200)
    short_name = LineField(
        label="Tên gọn", max_length=60, required=False, widget=forms.TextInput(attrs={"class": "medium"})
    )
    kind = forms.ChoiceField(label="Loại", choices=UnitKind.choices)
    parent = UnitField(label="Đơn vị cấp trên")
    position = forms.IntegerField(label="Thứ tự trong cấp", min_value=0, max_value=100_000, initial=0)
    is_office = forms.BooleanField(
        label="Là đơn vị tổng hợp (Văn phòng)",
        required=False,
        help_text="Kết quả của đơn vị này do lãnh đạo phụ trách xác nhận, không tự xác nhận.",
    )
    start = VietnameseDateField(
        label="Hoạt động từ", required=False, help_text="Để trống nếu đã hoạt động từ trước, không cần theo dõi."
    )

    def __init__(self, *args: Any, units: UnitQuerySet, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit is not None and unit.parent_id is None:
            del self.fields["parent"]
        else:
            below = units.exclude(path__startswith=unit.path) if unit else units
            offer_units(self, "parent", below)
        if unit is not None and unit.end is not None:
            self.fields["end"] = VietnameseDateField(
                label="Kết thúc, ngày cuối cùng", required=False, help_text="Xóa ngày này để đơn vị hoạt động trở lại."
            )
            self.fields["successor"] = UnitField(label="Đơn vị kế thừa", required=False)
            offer_units(self, "successor", units.exclude(pk=unit.pk), empty="Không có")


class CloseUnitForm(RecordForm):
    end = VietnameseDateField(label="Ngày hoạt động cuối cùng")
    successor = UnitField(
        label="Đơn vị kế thừa", required=False, help_text="Đơn vị nhận việc và số liệu; có thể là chính cơ quan."
    )
    moves_people = forms.BooleanField(
        label="Chuyển người và lãnh đạo phụ trách sang đơn vị kế thừa từ ngày hôm sau",
        required=False,
        help_text="Không chọn thì mọi chức vụ ở đơn vị này kết thúc cùng ngày.",
    )
    note = BlockField(label="Căn cứ, ghi chú", required=False, max_length=1000, rows=2)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "successor", units, empty="Không có")


class GroupForm(RecordForm):
    code = LineField(label="Mã", max_length=30, widget=forms.TextInput(attrs={"class": "short"}))
    name = LineField(label="Tên nhóm", max_length=200)


class MemberForm(forms.Form):
    """A unit put into a group."""

    unit = UnitField(label="Đơn vị")
    start = VietnameseDateField(label="Từ ngày", required=False, help_text="Để trống nếu từ trước đến nay.")
    end = VietnameseDateField(label="Đến hết", required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)


class UnitFilter(forms.Form):
    """Over the list of units."""

    q = LineField(
        label="Tìm mã, tên đơn vị",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "nghiep vu"}),
    )
    shows = forms.ChoiceField(
        label="Đơn vị",
        required=False,
        choices=list(UNITS_SHOWN.items()),
    )


class EndDayForm(forms.Form):
    """The last day of a membership or a charge."""

    end = VietnameseDateField(label="Ngày cuối cùng")
