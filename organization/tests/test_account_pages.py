"""Signing in, the first password, slips, resets, and who has no post."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from organization.models import AuditEvent, Notification, Person, Post

pytestmark = pytest.mark.django_db
NEW = "mat-khau-rieng-42"


@pytest.fixture(autouse=True)
def own_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def secrets_on(page: str) -> list[str]:
    return re.findall(r'class="secret">([^<]+)<', page)


def sign_in(username: str, password: str) -> Client:
    client = Client()
    client.post(reverse("login"), {"username": username, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_way_in_from_slip_to_own_password(admin, cast):
    answer = admin.post(reverse("organization:account_reset", args=[cast.staff.pk]))
    assert "no-store" in answer["Cache-Control"]
    username, password = secrets_on(answer.content.decode())
    assert username == "chuyenvien.nv1"
    client = sign_in(username.upper(), password)
    assert is_signed_in(client)
    for name in ("organization:notifications", "organization:settings"):
        assert client.get(reverse(name)).url == reverse("password_change")
    address = reverse("password_change")
    assert "do quản trị cấp" in client.get(address).content.decode()
    same = client.post(address, {"old_password": password, "new_password1": password, "new_password2": password})
    assert "phải khác mật khẩu đang dùng" in same.content.decode()
    done = client.post(address, {"old_password": password, "new_password1": NEW, "new_password2": NEW})
    assert done.url == reverse("password_change_done")
    assert client.get(reverse("organization:notifications")).status_code == 200
    assert not is_signed_in(sign_in(username, password))
    assert is_signed_in(sign_in(username, NEW))
    assert AuditEvent.objects.filter(action="account.password", by=cast.staff).count() == 1


@pytest.mark.parametrize("bad", ["1234567890", "ngan", "chuyenvien.nv1"])
def test_a_weak_password_is_refused_in_vietnamese(bad, cast, client_of):
    cast.staff.set_password("mat-khau-cu-226")
    cast.staff.save()
    values = {"old_password": "mat-khau-cu-226", "new_password1": bad, "new_password2": bad}
    page = client_of(cast.staff).post(reverse("password_change"), values).content.decode()
    assert "Chưa ghi được" in page
    assert "password" not in re.sub(r"<[^>]+>", "", page).lower()


def test_a_reset_signs_the_person_out_everywhere_and_tells_them(admin, cast, client_of):
    elsewhere = client_of(cast.staff)
    assert elsewhere.get(reverse("organization:notifications")).status_code == 200
    admin.post(reverse("organization:account_reset", args=[cast.staff.pk]))
    assert elsewhere.get(reverse("organization:notifications")).url.startswith(reverse("login"))
    assert Notification.objects.filter(recipient=cast.staff, kind="account.reset").exists()


def test_a_slip_is_shown_once_and_kept_nowhere(admin, cast):
    password = secrets_on(admin.post(reverse("organization:account_reset", args=[cast.staff.pk])).content.decode())[1]
    for address in (
        reverse("organization:person", args=[cast.staff.pk]),
        reverse("organization:audit"),
        reverse("organization:people"),
    ):
        assert password not in admin.get(address).content.decode()
    assert admin.get(reverse("organization:account_reset", args=[cast.staff.pk])).status_code == 405
    assert password not in str(dict(admin.session.items()))


def test_a_stopped_account_is_out_at_the_next_page(admin, cast, client_of):
    client = client_of(cast.staff)
    admin.post(reverse("organization:account_stop", args=[cast.staff.pk]))
    assert client.get(reverse("organization:notifications")).url.startswith(reverse("login"))
    admin.post(reverse("organization:account_use", args=[cast.staff.pk]))
    assert Person.objects.get(pk=cast.staff.pk).is_active


def test_the_own_account_cannot_be_stopped(admin, cast):
    answer = admin.post(reverse("organization:account_stop", args=[cast.admin.pk]), follow=True)
    assert "Không tự ngừng tài khoản" in answer.content.decode()
    assert Person.objects.get(pk=cast.admin.pk).is_active


def test_a_new_person_with_an_account_answers_with_the_slip(admin, units):
    values = {"full_name": "Trần Thị An", "username": "an.tt", "unit": "NV1", "role": "staff", "start": "17/06/2026"}
    page = admin.post(reverse("organization:person_new"), values).content.decode()
    assert secrets_on(page)[0] == "an.tt"
    assert "Phòng Nghiệp vụ 1" in page
    without = admin.post(reverse("organization:person_new"), {**values, "full_name": "Lê Lái", "username": ""})
    assert without.status_code == 302
    driver = Person.objects.get(full_name="Lê Lái")
    page = admin.post(reverse("organization:account_open", args=[driver.pk]), {"username": "le.lai"}).content.decode()
    assert secrets_on(page)[0] == "le.lai"


def test_a_taken_account_name_is_said_at_its_field(admin, units):
    values = {"full_name": "Trần Thị An", "username": "vanphong", "unit": "NV1", "role": "staff"}
    page = admin.post(reverse("organization:person_new"), values).content.decode()
    assert "đã có người dùng" in page
    assert 'href="#id_username"' in page


def test_whoever_has_no_post_today_sees_only_that(cast, client_of, clock):
    Post.objects.filter(person=cast.staff).update(end="2026-06-17")
    client = client_of(cast.staff)
    assert client.get(reverse("organization:notifications")).status_code == 200
    clock.shift(timedelta(days=1))
    client = client_of(cast.staff)  # the session of the day before is over
    for name in ("organization:notifications", "organization:settings", "organization:units", "home"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403, name
        assert "không giữ chức vụ nào" in answer.content.decode()
        assert "Phòng Nghiệp vụ" not in answer.content.decode()
    assert client.get(reverse("password_change")).status_code == 200
    assert client.post(reverse("logout")).status_code == 302


def test_the_help_page_says_whom_to_ask_without_signing_in():
    assert "quản trị" in Client().get(reverse("password_help")).content.decode()


def test_signing_in_with_a_wrong_password_says_what_to_do(cast):
    answer = Client().post(reverse("login"), {"username": "vanphong", "password": "sai"})
    assert "chưa đúng" in answer.content.decode()
