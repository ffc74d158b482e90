"""The pages of meetings: what each role sees, filters, sets behind figures, and changes by hand."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base.tests.workbooks import workbook
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.models import Meeting, Room
from meetings.services.meetings import MeetingContent, record_meeting
from organization.models import AuditEvent, Setting, UnitHalfMonth

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 5)
LIST = "meetings:list"


@pytest.fixture
def meet(cast, actor):
    """`meet(unit, "Nội dung", **fields)` records a meeting as the office."""

    def made(unit, content, **fields) -> Meeting:
        known = {"kind": MeetingKind.CONFERENCE, "first_day": DAY, "status": MeetingStatus.HELD} | fields
        return record_meeting(by=actor(cast.office), content=MeetingContent(unit=unit, content=content, **known))

    return made


@pytest.fixture
def meetings(meet, units):
    wide = {"scope": MeetingScope.WIDE}
    return {
        "online": meet(units.vp, "Trực tuyến toàn tỉnh", form=MeetingForm.ONLINE, **wide),
        "hybrid": meet(units.nv1, "Kết hợp", form=MeetingForm.HYBRID, first_day=date(2026, 3, 6), **wide),
        "inside": meet(units.nv1, "Nội bộ phòng", scope=MeetingScope.INTERNAL, first_day=date(2026, 3, 7)),
        "untold": meet(units.nv2, "Chưa rõ", status=MeetingStatus.PLANNED, first_day=date(2026, 3, 8), **wide),
        "ahead": meet(units.nv2, "Sắp tới", status=MeetingStatus.PLANNED, first_day=date(2026, 9, 1), **wide),
        "gone": meet(
            units.nv2, "Đã bỏ", status=MeetingStatus.CANCELLED, reason="Bận", first_day=date(2026, 9, 2), **wide
        ),
        "daily": meet(units.nv1, "Giao ban phòng", kind=MeetingKind.MEETING, first_day=date(2026, 3, 9)),
    }


def shown(response):
    return [meeting.content for meeting in response.context["list"].rows]


# --- Sight ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "number"), [("office", 7), ("clerk", 7), ("leader", 7), ("head", 3), ("staff", 3), ("outsider", 3)]
)
def test_each_sees_the_meetings_of_their_units(meetings, cast, client_of, person, number):
    response = client_of(getattr(cast, person)).get(reverse(LIST))
    assert response.status_code == 200
    assert len(shown(response)) == number


def test_the_invited_and_the_chair_see_a_meeting_too(meet, units, cast, client_of):
    invited = meet(units.vp, "Mời NV1", invited=[units.nv1])
    chaired = meet(units.vp, "Chủ trì", chair="Hoàng Văn Ngoài")
    assert shown(client_of(cast.head).get(reverse(LIST))) == ["Mời NV1"]
    assert shown(client_of(cast.outsider).get(reverse(LIST))) == ["Chủ trì"]
    assert client_of(cast.head).get(reverse("meetings:meeting", args=[invited.pk])).status_code == 200
    assert client_of(cast.head).get(reverse("meetings:meeting_edit", args=[invited.pk])).status_code == 403
    assert client_of(cast.head).get(reverse("meetings:meeting", args=[chaired.pk])).status_code == 404


def test_a_meeting_of_another_unit_is_not_there(meetings, cast, client_of):
    for name in ("meeting", "meeting_edit", "meeting_cancel"):
        address = reverse(f"meetings:{name}", args=[meetings["untold"].pk])
        assert client_of(cast.head).get(address).status_code == 404
        assert client_of(cast.head).post(address, {"reason": "x", "version": 1}).status_code == 404
        assert client_of().get(address).status_code == 302


# --- Filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        ({"q": "truc tuyen"}, ["Trực tuyến toàn tỉnh"]),
        ({"unit": "NV1"}, ["Giao ban phòng", "Nội bộ phòng", "Kết hợp"]),
        ({"unit": "TTr", "subtree": "0"}, []),
        ({"kind": "meeting"}, ["Giao ban phòng"]),
        ({"scope": "internal"}, ["Nội bộ phòng"]),
        ({"form": "online"}, ["Trực tuyến toàn tỉnh"]),
        ({"status": "cancelled"}, ["Đã bỏ"]),
        ({"from": "2026-03-06", "to": "2026-03-07"}, ["Nội bộ phòng", "Kết hợp"]),
        ({"counted": "yes"}, ["Nội bộ phòng", "Kết hợp", "Trực tuyến toàn tỉnh"]),
        ({"online_set": "held"}, ["Kết hợp", "Trực tuyến toàn tỉnh"]),
        ({"online_set": "online"}, ["Trực tuyến toàn tỉnh"]),
        ({"online_set": "planned", "from": "2026-06-18"}, ["Sắp tới"]),
        ({"online_set": "unconfirmed", "to": "2026-06-17"}, ["Chưa rõ"]),
        ({"sort": "content", "to": "2026-03-07"}, ["Kết hợp", "Nội bộ phòng", "Trực tuyến toàn tỉnh"]),
    ],
)
def test_filters_live_in_the_address(meetings, cast, client_of, query, contents):
    assert shown(client_of(cast.office).get(reverse(LIST), query)) == contents


def test_settings_decide_the_sets(meetings, cast, client_of):
    Setting.objects.create(key="hybrid_counts_as_online", value=True)
    Setting.objects.create(key="conference_set", value="wide")
    client = client_of(cast.office)
    assert shown(client.get(reverse(LIST), {"online_set": "online"})) == ["Kết hợp", "Trực tuyến toàn tỉnh"]
    assert shown(client.get(reverse(LIST), {"counted": "yes"})) == ["Kết hợp", "Trực tuyến toàn tỉnh"]


def test_a_list_takes_the_same_queries_whatever_its_length(meet, cast, client_of, units):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast.office)
    meet(units.vp, "Một")
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(LIST))
    for number in range(4):
        meet(units.nv1, f"Thêm {number}", chair="Lê Minh Chánh")
    with CaptureQueriesContext(connection) as many:
        assert len(shown(client.get(reverse(LIST)))) == 5
    assert len(many) == len(few)


def test_the_workbook_is_one_that_the_import_reads(meetings, cast, client_of):
    response = client_of(cast.office).get(reverse("meetings:list_xlsx"), {"unit": "NV1"})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    head = next(number for number, row in enumerate(rows) if row[0] == "Nội dung")
    assert [row[0] for row in rows[head + 1 :]] == ["Giao ban phòng", "Nội bộ phòng", "Kết hợp"]
    assert rows[head + 3][7] == "Trực tiếp kết hợp trực tuyến"


# --- By hand -------------------------------------------------------------------------------------


def typed(**changes):
    return {
        "kind": "meeting", "content": "Giao ban tuần", "first_day": "5/3/2026", "unit": "NV1", "status": "held",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("person", "unit", "status"),
    [
        ("head", "NV1", 302), ("staff", "NV1", 302), ("office", "NV2", 302), ("clerk", "TTr", 302),
        ("head", "NV2", 200), ("outsider", "NV1", 200), ("leader", "NV1", 403), ("admin", "NV1", 403),
    ],
)  # fmt: skip
def test_who_may_record_for_whom(cast, client_of, units, person, unit, status):
    response = client_of(getattr(cast, person)).post(reverse("meetings:meeting_add"), typed(unit=unit))
    assert response.status_code == status
    assert Meeting.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content": " "}, "content"),
        ({"first_day": "31/4/2026"}, "first_day"),
        ({"last_day": "4/3/2026"}, "last_day"),
        ({"first_day": "18/6/2026"}, "status"),
        ({"status": "cancelled"}, "reason"),
        ({"sessions": "0"}, "sessions"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_what_a_meeting_must_be(cast, client_of, changes, field):
    response = client_of(cast.head).post(reverse("meetings:meeting_add"), typed(**changes))
    assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


def test_chair_and_room_become_people_and_rooms_where_they_are_known(cast, client_of, units):
    Room.objects.create(name="Phòng họp 1", agency=units.agency)
    client_of(cast.head).post(reverse("meetings:meeting_add"), typed(chair="Lê Minh Chánh", room="phòng họp 1"))
    meeting = Meeting.objects.get()
    assert (meeting.chair, meeting.room.name) == (cast.leader, "Phòng họp 1")


def test_a_twin_is_refused(meet, cast, client_of, units):
    meet(units.nv1, "GIAO BAN tuần")
    response = client_of(cast.head).post(reverse("meetings:meeting_add"), typed())
    assert "content" in response.context["form"].errors


def test_a_change_is_told_and_two_people_do_not_overwrite_each_other(meet, cast, client_of, units):
    meeting = meet(units.nv1, "Giao ban tuần", kind=MeetingKind.MEETING)
    address = reverse("meetings:meeting_edit", args=[meeting.pk])
    response = client_of(cast.head).post(address, typed(first_day="6/3/2026", version=1, invited=[units.nv2.pk]))
    assert response.status_code == 302
    response = client_of(cast.office).post(address, typed(content="Khác", version=1))
    assert response.status_code == 409
    meeting.refresh_from_db()
    assert (meeting.content, meeting.first_day) == ("Giao ban tuần", date(2026, 3, 6))
    assert list(meeting.invited_units.all()) == [units.nv2]
    events = client_of(cast.head).get(reverse("meetings:meeting", args=[meeting.pk])).context["events"]
    assert "ngày: 05/03/2026 → 06/03/2026" in events[0].words


def test_a_cancelled_meeting_stays_with_its_reason(meet, cast, client_of, units):
    meeting = meet(units.nv1, "Giao ban tuần", status=MeetingStatus.PLANNED)
    address = reverse("meetings:meeting_cancel", args=[meeting.pk])
    assert client_of(cast.head).post(address, {"version": 1, "reason": ""}).context["form"].errors
    assert client_of(cast.head).post(address, {"version": 1, "reason": "Ghép vào giao ban"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.reason) == (MeetingStatus.CANCELLED, "Ghép vào giao ban")
    assert AuditEvent.objects.get(action="meeting.cancel").note == "Ghép vào giao ban"
    assert client_of(cast.head).get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200


def test_a_closed_half_month_keeps_its_meetings(meet, cast, client_of, units):
    meeting = meet(units.nv1, "Giao ban tuần")
    UnitHalfMonth.objects.filter(unit=units.nv1).update(closed_by="2026-03")
    for address, data in (
        (reverse("meetings:meeting_add"), typed(content="Khác")),
        (reverse("meetings:meeting_edit", args=[meeting.pk]), typed(content="Khác", version=1)),
        (reverse("meetings:meeting_cancel", args=[meeting.pk]), {"version": 1, "reason": "x"}),
    ):
        assert "đã chốt" in client_of(cast.head).post(address, data).content.decode()
    assert Meeting.objects.get().content == "Giao ban tuần"


# --- Import --------------------------------------------------------------------------------------

HEADER = ["Nội dung", "Ngày", "Loại", "Đơn vị", "Trạng thái"]


def upload(*rows):
    return {"file": SimpleUploadedFile("hop.xlsx", workbook({"Họp": [HEADER, *rows]}).getvalue())}


def test_a_list_is_checked_and_then_written(cast, client_of, units):
    client = client_of(cast.clerk)
    rows = [("Hội nghị A", DAY, "Hội nghị", "NV1", "Đã họp"), ("Hội nghị B", "31/4/2026", "Hội nghị", "NV1", "Đã họp")]
    page = client.post(reverse("meetings:import"), upload(*rows), follow=True).context["result"]
    assert (page.wrong_rows, page.waiting, page.balance) == (1, 1, "2 = 0 + 0 + 0 + 1 + 1")
    assert not Meeting.objects.exists()
    client.post(page.urls.write, {"leave_out_errors": "1"})
    assert Meeting.objects.get().content == "Hội nghị A"
    assert client.get(page.urls.xlsx).status_code == 200


@pytest.mark.parametrize("person", ["head", "staff", "leader", "admin"])
def test_only_clerk_and_office_import(cast, client_of, units, person):
    client = client_of(getattr(cast, person))
    assert client.post(reverse("meetings:import"), upload(("A", DAY, "Hội nghị", "NV1", None))).status_code == 403


def test_a_conference_over_its_length_says_by_how_much(meet, units, cast, client_of):
    long = meet(units.vp, "Quán triệt cả ngày", conference_class=ConferenceClass.BRIEFING, sessions=2)
    fits = meet(units.vp, "Quán triệt nửa ngày", conference_class=ConferenceClass.BRIEFING, sessions=1)
    client = client_of(cast.office)

    assert "quá 1 buổi" in client.get(reverse("meetings:meeting", args=[long.pk])).content.decode()
    assert "quá thời lượng" not in client.get(reverse("meetings:meeting", args=[fits.pk])).content.decode()
