"""The filter over meetings, and the forms of one meeting."""

from typing import Any, cast

from django import forms

from base.form_fields import LineField, SeveralField, VietnameseDateField
from documents.forms.register import WindowFilter
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus, OnlineSet
from meetings.models import Meeting, Room
from meetings.queries.meetings import MeetingChoice
from meetings.rules.content import MOST_SESSIONS
from organization.forms.records import RecordForm, UnitField, offer_units
from organization.models import Unit
from organization.querysets import UnitQuerySet

MOST_INVITED = 60  # beyond this a list of boxes is longer than anybody looks through
ALL = [("", "Tất cả")]


class MeetingFilter(WindowFilter):
    kind = forms.ChoiceField(label="Loại", required=False, choices=[*ALL, *MeetingKind.choices])
    scope = forms.ChoiceField(label="Phạm vi", required=False, choices=[*ALL, *MeetingScope.choices])
    form = forms.ChoiceField(label="Hình thức", required=False, choices=[*ALL, *MeetingForm.choices])
    status = forms.ChoiceField(label="Trạng thái", required=False, choices=[*ALL, *MeetingStatus.choices])
    counted = forms.ChoiceField(required=False, choices=[("", ""), ("yes", "")], widget=forms.HiddenInput)
    online_set = forms.ChoiceField(required=False, choices=[("", ""), *OnlineSet.choices], widget=forms.HiddenInput)

    field_order = ("q", "unit", "kind", "scope", "form", "status", "from", "to", "subtree", "counted", "online_set")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "Tìm trong nội dung, chủ trì, phòng họp"
        self.fields["q"].widget.attrs["placeholder"] = "giao ban, hoi truong..."
        self.order_fields(self.field_order)

    def choice(self) -> MeetingChoice:
        """What was chosen; a field that is wrong chooses nothing."""
        self.is_valid()
        return MeetingChoice(
            text=self.chosen("q") or "",
            unit=self.chosen("unit"),
            with_subtree=self.chosen("subtree") != "0",
            kind=self.chosen("kind") or "",
            scope=self.chosen("scope") or "",
            form=self.chosen("form") or "",
            status=self.chosen("status") or "",
            counted=self.chosen("counted") or "",
            online_set=self.chosen("online_set") or "",
            start=self.chosen("from"),
            end=self.chosen("to"),
        )


class MeetingRecordForm(RecordForm):
    """A cuộc họp is five fields; the rest is asked of a hội nghị."""

    kind = forms.ChoiceField(
        label="Loại", choices=MeetingKind.choices, widget=forms.RadioSelect, initial=MeetingKind.MEETING
    )
    content = LineField(label="Nội dung", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    unit = UnitField(label="Đơn vị tổ chức")
    first_day = VietnameseDateField(label="Ngày")
    last_day = VietnameseDateField(label="Đến ngày", required=False, help_text="Để trống nếu trong một ngày.")
    sessions = forms.IntegerField(
        label="Số buổi",
        required=False,
        min_value=1,
        max_value=MOST_SESSIONS,
        help_text="Buổi là nửa ngày, tính đến 12:00.",
    )
    conference_class = forms.ChoiceField(
        label="Tính chất", required=False, choices=[("", "Chưa ghi"), *ConferenceClass.choices]
    )
    scope = forms.ChoiceField(
        label="Phạm vi",
        required=False,
        choices=[("", "Chưa ghi"), *MeetingScope.choices],
        help_text="Tỷ lệ trực tuyến 60% tính trên hội nghị có sở, ngành, cấp xã và tham mưu UBND tỉnh.",
    )
    form = forms.ChoiceField(label="Hình thức", required=False, choices=[("", "Chưa ghi"), *MeetingForm.choices])
    chair = LineField(
        label="Chủ trì", required=False, max_length=200, widget=forms.TextInput(attrs={"class": "medium"})
    )
    room = LineField(
        label="Phòng họp", required=False, max_length=200, widget=forms.TextInput(attrs={"class": "medium"})
    )
    status = forms.ChoiceField(label="Trạng thái", choices=MeetingStatus.choices, initial=MeetingStatus.PLANNED)
    reason = LineField(
        label="Lý do dời, hủy, ghép",
        required=False,
        max_length=300,
        help_text="Cần khi trạng thái là dời, hủy hoặc ghép.",
    )
    invited = SeveralField(
        Unit.objects.none(),
        label="Đơn vị được mời",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Đơn vị được mời xem được cuộc họp này.",
    )

    def __init__(
        self, *args: Any, units: UnitQuerySet, invitable: UnitQuerySet, rooms: list[Room], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)
        if rooms:
            self.fields["room"].help_text = f"Các phòng: {', '.join(room.name for room in rooms)}."
        if invitable.count() > MOST_INVITED:
            del self.fields["invited"]
        else:
            cast(forms.ModelChoiceField, self.fields["invited"]).queryset = invitable

    @classmethod
    def initial_of(cls, record: Meeting) -> dict[str, Any]:
        return super().initial_of(record) | {
            "chair": record.chair_name,
            "room": record.room_name,
            "invited": list(record.invited_units.all()),
        }

    def values(self, *, keep: Meeting | None = None) -> dict[str, Any]:
        """What was typed; invitations that are too many to show stay as they are."""
        values = super().values()
        if "invited" not in self.fields:
            values["invited"] = tuple(keep.invited_units.all()) if keep else ()
        return values


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LineField(label="Lý do hủy", max_length=300)
