"""Nobody loses a word: a session that ends while somebody types, with and without scripts."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from base.refilling import refill
from conftest import PASSWORD
from meetings.models import Meeting
from organization.views.typed_words import KEPT, unpack

pytestmark = pytest.mark.django_db
NEW = "meetings:meeting_add"
TYPED = {"content": "Họp “rà soát” <văn bản> & biểu mẫu", "first_day": "16/06/2026", "kind": "meeting"}


@pytest.fixture
def new_meeting():
    return reverse(NEW)


def carried_in(answer) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def sign_in(client: Client, person, carried: str, **more):
    person.set_password(PASSWORD)
    person.save()
    return client.post(
        reverse("login"), {"username": person.username, "password": PASSWORD, "carried": carried, **more}
    )


def test_words_typed_after_the_session_ended_are_back_in_their_form(cast, new_meeting):
    client = Client()
    answer = client.post(new_meeting, TYPED)
    assert answer.status_code == 401
    assert KEPT in answer.content.decode()
    carried = carried_in(answer)
    wrong = client.post(reverse("login"), {"username": "ai-do", "password": "sai", "carried": carried})
    assert carried_in(wrong) == carried

    signed_in = sign_in(client, cast.head, carried)

    assert signed_in.url == new_meeting
    page = client.get(new_meeting).content.decode()
    assert "Họp “rà soát” &lt;văn bản&gt; &amp; biểu mẫu" in page
    assert 'value="16/06/2026"' in page
    assert KEPT in page
    assert Meeting.objects.count() == 0
    assert TYPED["content"] not in client.get(new_meeting).content.decode()


def test_words_of_one_person_are_never_shown_to_another(cast, new_meeting, client_of):
    client = Client()
    sign_in(client, cast.head, "")
    client.cookies.pop("sessionid")
    carried = carried_in(client.post(new_meeting, TYPED))
    assert unpack(carried)["who"] == str(cast.head.pk)

    sign_in(client, cast.outsider, carried)

    assert "rà soát" not in client.get(new_meeting).content.decode()


def test_passwords_never_travel_and_nothing_typed_asks_to_sign_in_as_ever(cast, new_meeting):
    client = Client()
    typed = {"old_password": "bi-mat-cu", "new_password1": "bi-mat-moi"}
    assert client.post(reverse("password_change"), typed).status_code == 302
    assert client.post(new_meeting, {}).status_code == 302


def test_what_somebody_made_up_is_dropped(cast, new_meeting):
    client = Client()
    signed_in = sign_in(client, cast.head, "made-up:signature")
    assert signed_in.url == reverse("home")


def test_a_file_is_said_to_be_chosen_again(cast):
    client = Client()
    upload = {"file": SimpleUploadedFile("so.xlsx", b"PK"), "update": "on"}
    carried = carried_in(client.post(reverse("documents:import"), upload))
    signed_in = sign_in(client, cast.clerk, carried)
    assert "Tệp đính kèm cần chọn lại" in client.get(signed_in.url).content.decode()


def test_a_form_open_too_long_keeps_its_words(cast, new_meeting, client_of):
    client = client_of(cast.head, enforce_csrf_checks=True)
    answer = client.post(new_meeting, TYPED, headers={"Origin": "http://testserver"})
    assert answer.url == new_meeting
    assert "Họp “rà soát”" in client.get(new_meeting).content.decode()
    assert client.post(new_meeting, TYPED, headers={"Origin": "http://elsewhere"}).status_code == 403


def test_a_taken_form_is_told_to_the_script_and_a_refused_one_is_not(cast, new_meeting, client_of):
    client = client_of(cast.head)
    assert "taken" not in client.post(new_meeting, {"content": ""}).cookies
    answer = client.post(reverse("organization:notifications_read"))
    assert answer.cookies["taken"].value


def test_only_the_form_that_was_sent_is_filled():
    page = (
        '<form method="post" action="/a/"><input name="x" value="old"><textarea name="t">\nold</textarea>'
        '<select name="s"><option value="1" selected>one</option><option value="2">two</option></select>'
        '<input type="checkbox" name="c" value="1" checked><input type="file" name="f"></form>'
        '<form method="post" action="/b/"><input name="x" value="other"></form>'
    )
    typed = {"x": ['"new"'], "t": ["<line>"], "s": ["2"], "c": [""]}
    filled = refill(page, typed, action="/a/", page="/a/")
    assert '<input name="x" value="&quot;new&quot;">' in filled
    assert "&lt;line&gt;</textarea>" in filled
    assert '<option value="1">one</option><option value="2" selected>two</option>' in filled
    assert '<input type="checkbox" name="c" value="1">' in filled
    assert '<input name="x" value="other">' in filled
    assert refill(page, typed, action="/c/", page="/c/") == page


def type_into(page, address: str, words: str) -> None:
    page.goto(address)
    page.fill("#id_content", words)
    page.wait_for_timeout(400)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_cookies_deleted_in_mid_sentence(cast, page_of, new_meeting, javascript):
    cast.head.set_password(PASSWORD)
    cast.head.save()
    page = page_of(cast.head, javascript=javascript)
    page.goto(new_meeting)
    page.fill("#id_content", "Câu đang gõ dở")
    page.wait_for_timeout(400)
    page.context.clear_cookies()
    page.click("main button[type=submit]")
    page.fill("#id_username", cast.head.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    assert page.input_value("#id_content") == "Câu đang gõ dở"
    assert KEPT in page.inner_text("main")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_closed_page_opens_with_its_words_and_signing_out_drops_them(cast, page_of, new_meeting):
    page = page_of(cast.head)
    type_into(page, new_meeting, "Câu chưa gửi")
    page.goto("/")
    page.goto(new_meeting)
    assert page.input_value("#id_content") == "Câu chưa gửi"
    page.get_by_role("button", name="Bỏ nội dung này").click()
    page.wait_for_timeout(300)
    assert page.input_value("#id_content") == ""
    type_into(page, new_meeting, "Câu khác")
    page.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:')).length") == 0
