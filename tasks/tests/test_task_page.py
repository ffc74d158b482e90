"""The page of a task, from the outside: who sees it, what it offers whom, what a sent form does."""

from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from organization.enums import Role
from organization.models import AuditEvent, Person, Post, RecordedDecision
from tasks.enums import Authority, DeadlineKind, TaskStatus
from tasks.models import Evidence
from tasks.rules.permissions import Way, has_way
from tasks.rules.transitions import Action
from tasks.services.control import suspend_task
from tasks.services.results import return_result
from tasks.services.work import Result, submit_result
from tasks.tests import files
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
TYPED = {"version": "1", "product_date": "12/06/2026", "result": "Đã thống nhất lịch họp", "document_number": "142/TTr"}


@pytest.fixture
def task(plan, units, cast):
    clause = plan.clauses.get(code="II.4.a-2")
    return TaskFactory(lead_unit=units.nv1, clause=clause, title="Lịch họp quý III", due=date(2026, 6, 12))


def page(task):
    return reverse("tasks:task", args=[task.pk])


def act(task, action, way=""):
    return (
        reverse("tasks:act_for", args=[task.pk, action, way]) if way else reverse("tasks:act", args=[task.pk, action])
    )


def offered(response):
    return {(str(o.action), str(o.way)) for o in response.context["page"].acts}


# --- Who sees it ----------------------------------------------------------------------------------


def test_people_of_the_unit_the_office_and_leaders_see_the_task(task, cast, client_of):
    for person in (cast.head, cast.staff, cast.office, cast.office_head, cast.clerk, cast.leader, cast.deputy):
        response = client_of(person).get(page(task))
        assert response.status_code == 200
        assert "Lịch họp quý III" in response.content.decode()


def test_missing_and_forbidden_look_alike(task, cast, client_of):
    client = client_of(cast.outsider)
    assert client.get(page(task)).status_code == 404
    assert client.get("/tasks/999999/").status_code == 404
    for action in ("submit", "update", "confirm", "contribute"):
        assert client.get(act(task, action)).status_code == 404
        assert client.post(act(task, action), TYPED).status_code == 404
    assert client.post(act(task, "submit", "entered"), TYPED).status_code == 404
    task.refresh_from_db()
    assert task.status == TaskStatus.NOT_STARTED


def test_anonymous_people_are_sent_to_sign_in(task, client_of):
    for url in (page(task), act(task, "submit"), reverse("tasks:list"), reverse("tasks:list_xlsx")):
        response = client_of().get(url)
        assert response.status_code == 302 and "/accounts/login/" in response["Location"]


def test_a_coordinating_unit_reads_and_contributes_and_nothing_more(task, units, cast, client_of):
    task.coordinating_units.add(units.nv2)
    client = client_of(cast.outsider)
    response = client.get(page(task))
    assert offered(response) == {("contribute", "own")}
    sent = client.post(act(task, "contribute"), {"text": "Đồng ý ghép", "files": files.upload("y-kien.pdf")})
    assert sent.status_code == 302
    assert task.contributions.get().text == "Đồng ý ghép"
    for action in ("submit", "update", "complete", "confirm", "suspend"):
        assert client.get(act(task, action)).status_code == 403
        assert client.post(act(task, action), TYPED).status_code == 403
    assert client.post(act(task, "submit", "entered"), {**TYPED, "told_by": cast.head.pk}).status_code in (403, 422)
    task.refresh_from_db()
    assert (task.status, task.version) == (TaskStatus.NOT_STARTED, 1)


def test_a_group_makes_its_units_coordinate(task, cast, client_of):
    from organization.models import Group

    task.coordinating_groups.add(Group.objects.get(code="PNV"))
    assert client_of(cast.outsider).get(page(task)).status_code == 200


# --- What it offers -------------------------------------------------------------------------------


def test_staff_prepare_and_are_not_offered_to_submit(task, cast, client_of):
    response = client_of(cast.staff).get(page(task))
    found = offered(response)
    assert ("prepare", "own") in found and ("update", "own") in found
    assert not {("submit", "own"), ("ask_extension", "own"), ("report_nil", "own")} & found
    assert "Nộp kết quả" not in [panel.title for panel in response.context["panels"]]
    assert client_of(cast.staff).post(act(task, "submit"), TYPED).status_code == 403


def test_the_office_enters_and_records_but_does_not_act_as_the_unit(task, cast, client_of):
    found = offered(client_of(cast.office).get(page(task)))
    assert {("submit", "entered"), ("update", "entered"), ("set_deadline", "recorded"), ("suspend", "own")} <= found
    assert not {("submit", "own"), ("set_deadline", "own"), ("approve", "recorded")} & found


def test_continuous_work_offers_no_result_form(units, cast, client_of):
    task = TaskFactory(lead_unit=units.nv1, due=None, deadline_kind=DeadlineKind.CONTINUOUS)
    response = client_of(cast.head).get(page(task))
    assert not {action for action, _ in offered(response)} & {"submit", "update", "report_nil", "ask_extension"}
    assert "báo cáo một dòng trong báo cáo kỳ" in response.content.decode()


def test_what_is_missing_of_the_six_leads_to_its_cure(task, cast, client_of):
    body = client_of(cast.head).get(page(task)).content.decode()
    assert "đủ 5 trên 6" in body and act(task, "complete") in body
    body = client_of(cast.clerk).get(page(task)).content.decode()
    assert "Còn thiếu" in body and act(task, "complete") not in body


# --- Sending forms --------------------------------------------------------------------------------


def test_the_leg_in_the_browser_from_head_to_leader(task, cast, client_of):
    task.authority = Authority.LEADER
    task.save()
    assert client_of(cast.head).post(act(task, "submit"), TYPED).status_code == 302
    response = client_of(cast.office).get(page(task))
    assert [str(panel.action) for panel in response.context["panels"]] == ["confirm"]
    client_of(cast.office).post(act(task, "confirm"), {"version": "2"})
    client_of(cast.leader).post(act(task, "approve"), {"version": "3", "note": "Đồng ý"}, follow=True)
    task.refresh_from_db()
    assert task.status == TaskStatus.DONE
    body = client_of(cast.head).get(page(task)).content.decode()
    assert "duyệt kết quả" in body and "Hoàn thành đúng hạn" in body


def test_a_bad_form_says_why_and_keeps_what_was_typed(task, cast, client_of):
    typed = {**TYPED, "product_date": "20/06/2026"}
    response = client_of(cast.head).post(act(task, "submit"), typed)
    body = response.content.decode()
    assert response.status_code == 422
    assert "20/06/2026 sau hôm nay 17/06/2026" in body and 'value="20/06/2026"' in body
    assert "Đã thống nhất lịch họp" in body
    assert client_of(cast.head).post(act(task, "submit"), {"version": "1"}).status_code == 422
    assert client_of(cast.head).post(act(task, "submit"), {**TYPED, "product_date": "31/02/2026"}).status_code == 422
    task.refresh_from_db()
    assert task.version == 1


def test_giving_back_needs_a_reason(task, cast, actor, client_of):
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", date(2026, 6, 12)))
    response = client_of(cast.office).post(act(task, "return"), {"version": "2", "note": " "})
    assert response.status_code == 422 and "còn thiếu gì" in response.content.decode()
    assert client_of(cast.office).post(act(task, "return"), {"version": "2", "note": "Thiếu tệp"}).status_code == 302


def test_two_people_on_one_task_the_second_sees_both_versions_and_keeps_the_typed_one(task, cast, client_of):
    client_of(cast.head).post(act(task, "update"), {"version": "1", "percent": "80", "situation": "Của trưởng phòng"})
    response = client_of(cast.staff).post(
        act(task, "update"), {"version": "1", "percent": "70", "situation": "Của công chức"}
    )
    body = response.content.decode()
    assert response.status_code == 409
    assert f"{cast.head.full_name} vừa sửa việc này lúc 09:00" in body
    assert "Của trưởng phòng" in body and "Của công chức" in body and 'name="version" value="2"' in body
    task.refresh_from_db()
    assert task.percent == 80
    kept = {"version": "2", "percent": "70", "situation": "Của công chức", "keep": "mine"}
    assert client_of(cast.staff).post(act(task, "update"), kept).status_code == 302
    task.refresh_from_db()
    assert (task.percent, task.situation) == (70, "Của công chức")


def test_who_types_while_the_task_is_suspended_is_told(task, cast, actor, client_of):
    suspend_task(by=actor(cast.office), task_id=task.pk, version=1, reason="Chờ")
    response = client_of(cast.head).post(act(task, "submit"), TYPED)
    assert response.status_code == 409 and "Tạm dừng" in response.content.decode()
    followed = client_of(cast.head).get(act(task, "submit"), follow=True)
    assert followed.redirect_chain and "Tạm dừng" in followed.content.decode()


def test_unknown_acts_and_ways_are_404(task, cast, client_of):
    client = client_of(cast.head)
    for url in (f"{page(task)}explode/", f"{page(task)}submit/stolen/"):
        assert client.get(url).status_code == 404
    assert client.get(act(task, "approve", "recorded")).status_code == 403


def test_a_recorded_decision_is_marked_and_the_leader_answers(task, cast, client_of):
    leader_post = Post.objects.get(person=cast.leader, role=Role.LEADER)
    typed = {
        "version": "1",
        "kind": "date",
        "due": "26/06/2026",
        "leader": leader_post.pk,
        "decided_on": "15/06/2026",
        "channel": "briefing",
        "reference": "Giao ban 15/6",
    }
    missing = client_of(cast.office).post(act(task, "set_deadline", "recorded"), {**typed, "reference": ""})
    assert missing.status_code == 422
    assert client_of(cast.office).post(act(task, "set_deadline", "recorded"), typed).status_code == 302
    decision = RecordedDecision.objects.get()
    body = client_of(cast.leader).get(page(task)).content.decode()
    assert "Ghi nhận ý kiến lãnh đạo" in body and "Báo không đúng" in body
    url = reverse("organization:decision_answer", args=[decision.pk])
    assert client_of(cast.office).post(url, {"answer": "wrong"}).status_code == 404
    client_of(cast.leader).post(url, {"answer": "wrong", "note": "Tôi cho hạn 30/6"})
    decision.refresh_from_db()
    assert decision.disputed_at and decision.dispute_note == "Tôi cho hạn 30/6"
    body = client_of(cast.office).get(page(task)).content.decode()
    assert "không đúng" in body and "Tôi cho hạn 30/6" in body


def test_the_paper_behind_a_decision_is_read_by_those_who_see_the_unit(task, cast, client_of):
    typed = {
        "version": "1",
        "reason": "Sắp xếp bộ máy",
        "leader": Post.objects.get(person=cast.leader, role=Role.LEADER).pk,
        "decided_on": "15/06/2026",
        "channel": "note",
        "decision_file": files.upload("bút phê.pdf"),
    }
    bad = {**typed, "decision_file": files.upload("bút phê.pdf", files.EXE)}
    assert client_of(cast.office).post(act(task, "suspend", "recorded"), bad).status_code == 422
    typed["decision_file"] = files.upload("bút phê.pdf")
    assert client_of(cast.office).post(act(task, "suspend", "recorded"), typed).status_code == 302
    url = reverse("organization:decision_file", args=[RecordedDecision.objects.get().pk])
    assert url in client_of(cast.head).get(page(task)).content.decode()
    for person, status in ((cast.leader, 200), (cast.head, 200), (cast.office, 200), (cast.outsider, 404)):
        assert client_of(person).get(url).status_code == status


def test_what_the_office_enters_is_marked_on_the_page(task, cast, client_of):
    typed = {**TYPED, "told_by": cast.head.pk, "channel": "phone"}
    assert client_of(cast.office).post(act(task, "submit", "entered"), typed).status_code == 302
    body = client_of(cast.head).get(page(task)).content.decode()
    assert "Nhập thay" in body and f"theo điện thoại của {cast.head.full_name}" in body
    assert "Rút kết quả đã nộp" in body
    for stranger in (cast.staff, cast.outsider):
        typed["told_by"] = stranger.pk
        assert client_of(cast.office).post(act(task, "submit", "entered"), typed).status_code in (409, 422)


def test_htmx_asks_what_the_products_day_means(task, cast, client_of):
    client = client_of(cast.head, headers={"HX-Request": "true"})
    on_time = client.get(act(task, "submit"), {"product_date": "12/06/2026"}).content.decode()
    late = client.get(act(task, "submit"), {"product_date": "15/06/2026"}).content.decode()
    half = client.get(act(task, "submit"), {"product_date": "15/"}).content.decode()
    assert "tính là đúng hạn" in on_time and "<html" not in on_time
    assert "tính là quá hạn" in late and "tính là" not in half


def test_the_way_back_stays_on_the_site(task, cast, client_of):
    typed = {"version": "1", "percent": "5", "next": "https://example.com/"}
    assert client_of(cast.head).post(act(task, "update"), typed)["Location"] == page(task)
    typed = {"version": "2", "percent": "6", "next": "/"}
    assert client_of(cast.head).post(act(task, "update"), typed)["Location"] == "/"


@pytest.mark.parametrize("wanted", ["x", "//la.example/", "/\\la.example", "/khong-co/", "/jobs/1/again/", "9" * 5_000])
def test_a_way_back_that_leads_nowhere_ends_on_the_task(task, cast, client_of, wanted):
    typed = {"version": "1", "percent": "5", "next": wanted}
    answer = client_of(cast.head).post(act(task, "update"), typed)
    assert (answer.status_code, answer["Location"]) == (302, page(task))


def test_an_act_is_only_asked_for_in_the_ways_it_has(task, cast, client_of):
    for action, way in product(Action, Way):
        if has_way(action, way):
            continue
        for person in (cast.office, cast.leader, cast.head):
            for method in ("get", "post"):
                assert getattr(client_of(person), method)(act(task, action, way)).status_code == 404, (action, way)


# --- Files ----------------------------------------------------------------------------------------


def test_a_photo_is_kept_at_once_and_goes_with_the_submission(task, cast, client_of):
    client = client_of(cast.head)
    typed = {**TYPED, "product_date": "", "files": files.upload("ảnh chụp.jpg", files.JPG)}
    response = client.post(act(task, "submit"), typed)
    assert response.status_code == 422
    evidence = Evidence.objects.get()
    assert (evidence.name, evidence.content_type, evidence.submitted_on) == ("ảnh chụp.jpg", "image/jpeg", None)
    assert "ảnh" not in evidence.file.name and len(evidence.sha256) == 64
    assert "ảnh chụp.jpg" in response.content.decode()
    client.post(act(task, "submit"), TYPED)
    evidence.refresh_from_db()
    assert evidence.submitted_on == date(2026, 6, 17)
    assert AuditEvent.objects.get(action="task.submit").after["files"] == [{"id": evidence.pk, "name": "ảnh chụp.jpg"}]


def test_adding_a_file_alone_submits_nothing_and_keeps_the_words(task, cast, client_of):
    typed = {**TYPED, "add_files": "1", "files": [files.upload("a.pdf"), files.upload("b.png", files.PNG)]}
    response = client_of(cast.staff).post(act(task, "prepare"), typed)
    assert response.status_code == 200 and "Đã thống nhất lịch họp" in response.content.decode()
    task.refresh_from_db()
    assert (task.status, task.evidence.count()) == (TaskStatus.NOT_STARTED, 2)


def test_a_wrong_file_is_refused_with_a_sentence_and_nothing_is_submitted(task, cast, client_of):
    typed = {**TYPED, "files": files.upload("virus.pdf", files.EXE)}
    response = client_of(cast.head).post(act(task, "submit"), typed)
    assert response.status_code == 422 and "là một chương trình" in response.content.decode()
    task.refresh_from_db()
    assert (task.status, Evidence.objects.count()) == (TaskStatus.NOT_STARTED, 0)


def test_a_file_is_downloaded_never_shown_and_only_by_those_who_see_the_task(task, cast, client_of):
    client_of(cast.head).post(act(task, "prepare"), {**TYPED, "add_files": "1", "files": files.upload("lịch họp.pdf")})
    evidence = Evidence.objects.get()
    url = reverse("tasks:evidence", args=[task.pk, evidence.pk])
    response = client_of(cast.office).get(url)
    assert b"".join(response.streaming_content) == files.PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''l%E1%BB%8Bch")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client_of(cast.outsider).get(url).status_code == 404
    assert client_of().get(url).status_code == 302
    other = TaskFactory(lead_unit=task.lead_unit)
    assert client_of(cast.office).get(reverse("tasks:evidence", args=[other.pk, evidence.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_file_can_be_removed_until_it_is_submitted_and_is_then_gone(task, cast, client_of):
    client = client_of(cast.head)
    client.post(act(task, "prepare"), {**TYPED, "add_files": "1", "files": files.upload("nham.pdf")})
    evidence = Evidence.objects.get()
    stored = evidence.file.path
    response = client.post(act(task, "prepare"), {**TYPED, "remove_file": str(evidence.pk)})
    assert response.status_code == 200 and "Đã thống nhất" in response.content.decode()
    from pathlib import Path

    assert not Path(stored).exists()
    assert client.get(reverse("tasks:evidence", args=[task.pk, evidence.pk])).status_code == 404


def test_a_submitted_file_stays_readable_after_it_is_taken_off(task, cast, actor, client_of):
    client = client_of(cast.head)
    client.post(act(task, "submit"), {**TYPED, "files": files.upload("ban-dau.pdf")})
    evidence = Evidence.objects.get()
    assert client.post(act(task, "prepare"), {"version": "2", "remove_file": evidence.pk}).status_code in (409, 422)
    return_result(by=actor(cast.office), task_id=task.pk, version=2, reason="Sai bản")
    client.post(act(task, "submit"), {**TYPED, "version": "3", "remove_file": str(evidence.pk)})
    response = client.get(page(task))
    assert not response.context["page"].files
    assert client.get(reverse("tasks:evidence", args=[task.pk, evidence.pk])).status_code == 200


# --- Cost -----------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_story(task, cast, client_of, django_assert_max_num_queries):
    client = client_of(cast.head)
    client.get(page(task))
    for version in range(1, 8):
        client.post(act(task, "update"), {"version": str(version), "percent": str(version), "situation": "Tiếp"})
    with django_assert_max_num_queries(45):
        client.get(page(task))
    assert Person.objects.exists()
