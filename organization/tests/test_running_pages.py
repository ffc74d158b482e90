"""Settings, days off and periods, notifications, the list of events."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from base.tests.words import text_of
from organization.enums import Role
from organization.models import AuditEvent, CalendarException, Group, Notification, Setting
from organization.queries import setting, working_calendar
from organization.rules.settings import SETTINGS
from organization.tests.factories import AgencyFactory, PostFactory

pytestmark = pytest.mark.django_db
EVERYBODY = ("leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin")


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


# --- Settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_every_open_point_with_its_source(who, cast, client_of):
    client = client_of(getattr(cast, who))
    page = client.get(reverse("organization:settings")).content.decode()
    links = page.count('href="/organization/settings/') - page.count('href="/organization/settings/"')
    assert links == len(list(SETTINGS))
    assert "Kết luận" in page
    one = client.get(reverse("organization:setting_change", args=["due_soon_days"]))
    assert one.status_code == 200
    assert (">Lưu</button>" in one.content.decode()) == (who == "admin")


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("hybrid_counts_as_online", "yes", True),
        ("due_soon_days", "5", 5),
        ("judged_calendar", "reporting", "reporting"),
        ("report_periods", ["quarter", "year"], ("quarter", "year")),
        ("report_periods", [], ()),
    ],
)
def test_the_admin_changes_each_kind_of_point(key, typed, stored, admin):
    answer = admin.post(
        reverse("organization:setting_change", args=[key]), {"value": typed, "version": 0, "note": "Kết luận giao ban"}
    )
    assert answer.status_code == 302
    assert setting(key) == stored
    page = admin.get(reverse("organization:setting_change", args=[key])).content.decode()
    assert "Kết luận giao ban" in page
    assert "Đinh Văn Trị" in admin.get(reverse("organization:settings")).content.decode()


@pytest.mark.parametrize(("key", "typed"), [("due_soon_days", "0"), ("due_soon_days", "x"), ("judged_calendar", "z")])
def test_a_value_that_is_not_allowed_is_refused(key, typed, admin):
    answer = admin.post(reverse("organization:setting_change", args=[key]), {"value": typed, "version": 0})
    assert answer.status_code == 200
    assert not Setting.objects.exists()


def test_the_second_of_two_admins_is_told(admin):
    address = reverse("organization:setting_change", args=["due_soon_days"])
    admin.post(address, {"value": "5", "version": 0})
    answer = admin.post(address, {"value": "7", "version": 0})
    assert answer.status_code == 409
    assert 'name="version" value="1"' in answer.content.decode()
    assert setting("due_soon_days") == 5


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "admin"])
def test_nobody_else_changes_settings_or_days(who, cast, client_of):
    client = client_of(getattr(cast, who))
    one = CalendarException.objects.first()
    posts = {
        reverse("organization:setting_change", args=["due_soon_days"]): {"value": "5", "version": 0},
        reverse("organization:calendar"): {"kind": "off", "first": "18/06/2026"},
        reverse("organization:calendar_remove", args=[one.pk]): {},
    }
    for address, values in posts.items():
        assert client.post(address, values).status_code == 403, address
    assert not Setting.objects.exists()
    assert CalendarException.objects.filter(pk=one.pk).exists()


def test_the_admin_of_an_agency_below_does_not_set_for_all(units, client_of):
    below = PostFactory(unit=AgencyFactory(parent=units.agency), role=Role.ADMIN).person
    answer = client_of(below).post(
        reverse("organization:setting_change", args=["due_soon_days"]), {"value": "5", "version": 0}
    )
    assert answer.status_code == 403


def test_an_unknown_point_is_not_found(admin):
    assert admin.get(reverse("organization:setting_change", args=["khong_co"])).status_code == 404


# --- Days off and periods -------------------------------------------------------------------------


def test_the_year_shows_days_off_and_every_period_with_its_due_date(admin):
    answer = admin.get(reverse("organization:calendar") + "?year=2026")
    page = answer.content.decode()
    assert "Thứ Hai, 27/04/2026" in text_of(answer)
    assert "6 tháng đầu năm 2026" in text_of(answer)
    assert page.count('data-label="Đơn vị gửi"') == 20
    for year in ("abc", "99999", "-1", "२०२६"):
        assert "năm 2026" in admin.get(reverse("organization:calendar") + f"?year={year}").content.decode()


def test_a_holiday_over_a_weekend_takes_its_working_days(admin):
    values = {"kind": "off", "first": "03/09/2027", "last": "06/09/2027", "note": "Quốc khánh"}
    answer = admin.post(reverse("organization:calendar"), values)
    assert answer.url.endswith("?year=2027")
    days = CalendarException.objects.filter(day__year=2027).values_list("day", flat=True)
    assert list(days) == [date(2027, 9, 3), date(2027, 9, 6)]
    assert not working_calendar().is_working(date(2027, 9, 3))
    assert AuditEvent.objects.filter(action="calendar.add").count() == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "off", "first": "19/09/2026"}, "vốn đã nghỉ"),
        ({"kind": "working", "first": "21/09/2026"}, "ngày làm việc bình thường"),
        ({"kind": "off", "first": "30/04/2026"}, "Đã nhập ngày 30/04/2026"),
        ({"kind": "off", "first": "21/09/2026", "last": "20/09/2026"}, "đứng trước"),
        ({"kind": "off", "first": "01/01/2027", "last": "31/12/2027"}, "tối đa"),
        ({"kind": "off", "first": "31/02/2026"}, "Không có ngày này"),
    ],
)
def test_days_that_make_no_sense_are_refused(values, words, admin):
    before = CalendarException.objects.count()
    assert words in admin.post(reverse("organization:calendar"), values).content.decode()
    assert CalendarException.objects.count() == before


def test_a_make_up_day_is_entered_and_taken_out(admin):
    admin.post(reverse("organization:calendar"), {"kind": "working", "first": "19/09/2026"})
    one = CalendarException.objects.get(day=date(2026, 9, 19))
    assert working_calendar().is_working(one.day)
    admin.post(reverse("organization:calendar_remove", args=[one.pk]))
    assert not working_calendar().is_working(one.day)
    assert admin.post(reverse("organization:calendar_remove", args=[one.pk])).status_code == 302


# --- Notifications --------------------------------------------------------------------------------


def told(person, text, url=""):
    return Notification.objects.create(recipient=person, kind="x", text=text, url=url, created_at=timezone.now())


def test_notifications_are_ones_own_and_marked_read(cast, client_of):
    mine, other = told(cast.head, "của tôi", "/organization/settings/"), told(cast.outsider, "của người khác")
    client = client_of(cast.head)
    page = client.get(reverse("organization:notifications")).content.decode()
    assert "của tôi" in page
    assert "của người khác" not in page
    assert client.post(reverse("organization:notification_open", args=[other.pk])).status_code == 404
    assert client.post(reverse("organization:notification_open", args=[mine.pk])).url == "/organization/settings/"
    told(cast.head, "thứ hai")
    assert "của tôi" not in client.get(reverse("organization:notifications") + "?unread=1").content.decode()
    client.post(reverse("organization:notifications_read"))
    assert not Notification.objects.unread().filter(recipient=cast.head).exists()
    other.refresh_from_db()
    assert other.read_at is None


def test_a_notification_never_leads_to_another_site(cast, client_of):
    for url in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        one = told(cast.head, "x", url)
        answer = client_of(cast.head).post(reverse("organization:notification_open", args=[one.pk]))
        assert answer.url == reverse("organization:notifications")


# --- Events ---------------------------------------------------------------------------------------


def test_admin_and_office_read_the_events_of_their_agency(cast, admin, client_of):
    admin.post(reverse("organization:account_stop", args=[cast.staff.pk]))
    for who in EVERYBODY:
        answer = client_of(getattr(cast, who)).get(reverse("organization:audit"))
        if who in ("admin", "office", "office_head"):
            assert "ngừng tài khoản của Bùi Thị Viên" in answer.content.decode()
        elif who != "staff":
            assert answer.status_code == 403
            assert client_of(getattr(cast, who)).get(reverse("organization:audit_xlsx")).status_code == 403


def test_events_of_another_agency_stay_there(cast, admin, units, client_of):
    below = AgencyFactory(code="XA1", parent=units.agency)
    below_admin = PostFactory(unit=below, role=Role.ADMIN).person
    admin.post(reverse("organization:account_stop", args=[cast.staff.pk]))
    admin.post(reverse("organization:setting_change", args=["due_soon_days"]), {"value": "5", "version": 0})
    client = client_of(below_admin)
    for address in (reverse("organization:audit"), reverse("organization:audit") + "?unit=NV1&q=tri&kind=account"):
        page = client.get(address).content.decode()
        assert "Bùi Thị Viên" not in page
        assert "đổi cài đặt" not in page


def test_filters_of_the_events_and_the_workbook_agree(cast, admin, units):
    admin.post(reverse("organization:account_stop", args=[cast.staff.pk]))
    admin.post(reverse("organization:account_use", args=[cast.staff.pk]))
    admin.post(reverse("organization:setting_change", args=["due_soon_days"]), {"value": "5", "version": 0})
    query = "?kind=account&q=tri&since=17/06/2026&until=17/06/2026"
    page = admin.get(reverse("organization:audit") + query).content.decode()
    assert "ngừng tài khoản" in page
    assert "đổi cài đặt" not in page
    sheet = load_workbook(BytesIO(admin.get(reverse("organization:audit_xlsx") + query).content)).active
    rows = list(sheet.iter_rows(min_row=7, values_only=True))
    assert [row[4] for row in rows] == ["dùng lại tài khoản của Bùi Thị Viên", "ngừng tài khoản của Bùi Thị Viên"]
    assert "không có sự kiện" in admin.get(reverse("organization:audit") + "?q=zzz").content.decode().lower()


@pytest.mark.parametrize("name", ["audit", "notifications", "settings", "calendar"])
def test_many_rows_cost_no_more_questions(name, cast, admin, client_of):
    def count():
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(reverse(f"organization:{name}")).status_code == 200
        return len(captured)

    admin.post(reverse("organization:setting_change", args=["due_soon_days"]), {"value": "5", "version": 0})
    told(cast.admin, "x")
    few = count()
    for number in range(30):
        told(cast.admin, str(number))
        admin.post(
            reverse("organization:setting_change", args=["due_soon_days"]),
            {"value": 6 + number % 2, "version": 1 + number},
        )
    assert count() == few


def rows_of(answer) -> list[list]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.rows]


@pytest.mark.parametrize(
    ("name", "heading", "first"),
    [
        ("settings_xlsx", "Điểm", "Báo cáo kỳ"),
        ("calendar_xlsx", "Kỳ", "tháng 1/2026"),
        ("groups_xlsx", "Mã", "PNV"),
    ],
)
def test_what_the_page_lists_stands_in_its_workbook(admin, units, name, heading, first):
    Group.objects.create(code="PNV", name="Các Phòng Nghiệp vụ", agency=units.agency)
    rows = rows_of(admin.get(reverse(f"organization:{name}")))
    header = next(number for number, row in enumerate(rows) if row[0] == heading)
    assert rows[header + 1][0] == first


def test_the_units_of_a_group_stand_in_its_workbook(admin, units):
    group = Group.objects.create(code="PNV", name="Các Phòng Nghiệp vụ", agency=units.agency)
    group.members.create(unit=units.nv1, start=date(2026, 1, 1))
    rows = rows_of(admin.get(reverse("organization:group_xlsx", args=[group.pk])))
    assert rows[-1] == ["NV1", "Phòng Nghiệp vụ 1", "từ 01/01/2026"]
