"""The frame around every page: entries by role, the current one, what is new, and pages that fail."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from conftest import TODAY
from organization.checks import check_navigation
from organization.context_processors import Shell
from organization.models import Notification
from organization.rules.navigation import ENTRIES, Entry, section_of


@pytest.fixture
def shell_of(actor):
    def framed(person, address="/", match=None):
        request = RequestFactory().get(address)
        request.user, request.actor, request.day, request.resolver_match = person, actor(person), TODAY, match
        return Shell(request)

    return framed


@pytest.mark.parametrize(
    ("namespace", "name", "section"),
    [
        ("", "home", "home"),
        ("", "password_change", ""),
        ("tasks", "plan", "plan"),
        ("tasks", "clause_close", "plan"),
        ("tasks", "assign", "plan"),
        ("tasks", "list", "tasks"),
        ("tasks", "task", "tasks"),
        ("documents", "register", "documents"),
        ("meetings", "rooms", "meetings"),
        ("figures", "targets", "targets"),
        ("reports", "builder", "reports"),
        ("organization", "units", "units"),
        ("organization", "settings", "settings"),
        ("organization", "notifications", ""),
    ],
)
def test_a_page_belongs_to_one_entry(namespace, name, section):
    assert section_of(f"{namespace}:{name}" if namespace else name) == section


def test_a_view_may_name_another_entry(shell_of, cast):
    shell = shell_of(cast.head, match=SimpleNamespace(view_name="documents:register"))
    shell.request.nav_section = "targets"
    assert shell.section == "targets"


def test_an_entry_that_leads_nowhere_fails_the_check(monkeypatch):
    monkeypatch.setitem(ENTRIES, "lost", Entry("lost", "Trang mất", "home", "tasks:nowhere", pages=("tasks:nowhere",)))
    assert [fault.obj for fault in check_navigation(None)] == ["lost"]
    monkeypatch.delitem(ENTRIES, "lost")
    assert check_navigation(None) == []


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("head", []),
        ("staff", []),
        ("leader", []),
        ("clerk", ["Cài đặt"]),
        ("office", ["Đơn vị và người", "Cài đặt"]),
        ("admin", ["Đơn vị và người", "Cài đặt"]),
    ],
)
def test_the_pages_that_run_the_agency_are_for_those_who_may(shell_of, cast, name, labels):
    assert [entry.label for entry in shell_of(getattr(cast, name)).running_entries] == labels


@pytest.mark.parametrize(("name", "third"), [("leader", "Chỉ tiêu"), ("head", "Văn bản")])
def test_four_tabs_on_a_phone_and_everything_else_behind_more(shell_of, cast, name, third):
    shell = shell_of(getattr(cast, name))
    assert [entry.tab_label for entry in shell.tabs] == ["Trang đầu", "Nhiệm vụ", third, "Hội họp"]
    assert len(shell.tabs) + len(shell.more_entries) == len(shell.entries) + len(shell.running_entries)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("head", ["Trưởng phòng", "Phòng Nghiệp vụ 1"]),
        ("office", ["Chuyên viên tổng hợp", "Văn phòng (tổng hợp)"]),
        ("leader", ["Chánh Thanh tra", "Lãnh đạo Thanh tra tỉnh"]),
        ("office_head", ["Chánh Văn phòng", "Văn phòng", "và 1 vị trí khác"]),
    ],
)
def test_the_foot_names_the_post_in_use(shell_of, cast, name, lines):
    assert shell_of(getattr(cast, name)).post_lines == lines


def test_only_ones_own_unread_notifications_count(shell_of, cast):
    for person, read_at in ((cast.head, None), (cast.head, timezone.now()), (cast.staff, None)):
        Notification.objects.create(recipient=person, kind="task", text="x", created_at=timezone.now(), read_at=read_at)
    assert shell_of(cast.head).unread == 1


def test_the_day_is_told_in_words(shell_of, cast):
    assert shell_of(cast.head).today == "Thứ Tư, 17/06/2026"


def test_the_frame_reads_nothing_until_it_is_drawn(shell_of, cast, django_assert_num_queries):
    shell = shell_of(cast.head)
    with django_assert_num_queries(0):
        assert shell.tabs is not None
        assert shell.today


def test_a_missing_page_says_what_may_be_the_cause(client_of, cast):
    answer = client_of(cast.head).get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


@pytest.mark.django_db
def test_a_missing_page_shows_nobody_the_frame_before_sign_in(client_of):
    answer = client_of().get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "tabbar" not in answer.content.decode()


def test_a_form_that_was_open_too_long_says_how_to_go_on(cast, client_of):
    answer = client_of(enforce_csrf_checks=True).post(reverse("login"), {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Biểu mẫu đã để quá lâu" in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing_to_be_drawn():
    page = render_to_string("500.html")
    assert "chưa được ghi" in page
    assert render_to_string("400.html").count("<h1>") == 1


def test_the_words_for_a_refusal_are_those_of_the_rule():
    assert "Việc này do lãnh đạo phụ trách xác nhận." in render_to_string(
        "403.html", {"sentence": "Việc này do lãnh đạo phụ trách xác nhận."}
    )
