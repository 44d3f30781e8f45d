"""Signing in and out, changing one's own password, and the pages around them."""

import unicodedata

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from config.accounts.models import Role, User
from config.accounts.sign_in import (
    DEMONSTRATION_REFUSED,
    FAULT_SENTENCES,
    NEW_ONES_DIFFER,
    OLD_ONE_WRONG,
    WRONG_PAIR,
    password_faults,
)
from config.kit import tokens

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PASSWORD = "cau-noi-2015"


def sign_in(client, username="nhanvien", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def text_of(response):
    return response.content.decode()


def test_stranger_is_sent_to_sign_in_and_back(staff):
    client = Client()
    asked = reverse("aid:ngo-list")

    refused = client.get(asked)
    signed_in = sign_in(client, next=asked)

    assert refused.headers["Location"] == f"{LOGIN}?next={asked}"
    assert signed_in.headers["Location"] == asked


def test_sign_in_leads_to_the_dashboard(staff):
    assert sign_in(Client()).headers["Location"] == reverse("reports:dashboard")


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/"])
def test_sign_in_leads_nowhere_else(staff, address):
    assert sign_in(Client(), next=address).headers["Location"] == reverse("reports:dashboard")


def test_person_who_is_signed_in_goes_on_to_the_dashboard(staff_client):
    assert staff_client.get(LOGIN).headers["Location"] == reverse("reports:dashboard")


@pytest.mark.parametrize(
    ("username", "password"), [("nhanvien", "sai"), ("ai-do", PASSWORD), ("nhanvien\x00", PASSWORD), ("", "")]
)
def test_wrong_pair_is_refused_in_words(staff, username, password):
    client = Client()

    response = sign_in(client, username, password)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert response.context["form"].errors


def test_wrong_pair_does_not_tell_which_half_is_wrong(staff):
    answers = [
        sign_in(Client(), *pair).context["form"].non_field_errors() for pair in (("nhanvien", "sai"), ("ai-do", "sai"))
    ]

    assert answers == [[WRONG_PAIR], [WRONG_PAIR]]


def test_account_that_is_switched_off_cannot_sign_in(staff):
    User.objects.filter(pk=staff.pk).update(is_active=False)

    assert sign_in(Client()).context["form"].non_field_errors() == [WRONG_PAIR]


def test_demonstration_account_is_refused_in_production(staff, settings):
    User.objects.filter(pk=staff.pk).update(is_demonstration=True)
    settings.REFUSE_DEMONSTRATION_ACCOUNTS = True

    response = sign_in(Client())

    assert response.context["form"].non_field_errors() == [DEMONSTRATION_REFUSED]


def test_demonstration_account_signs_in_elsewhere(staff):
    User.objects.filter(pk=staff.pk).update(is_demonstration=True)

    assert sign_in(Client()).status_code == 302


def test_sign_in_page_says_that_typed_content_is_kept(staff):
    client = Client()
    address = reverse("aid:ngo-create")
    client.post(address, {tokens.FIELD: tokens.new_token(staff), "name": "Hội Saemaul"})

    page = text_of(client.get(LOGIN))

    assert "Nội dung đang nhập được giữ lại" in page
    assert "Nội dung đang nhập được giữ lại" not in text_of(Client().get(LOGIN))


def test_sign_in_page_names_nobody_and_shows_no_navigation(staff):
    page = text_of(Client().get(LOGIN))

    assert "Tổng quan" not in page
    assert staff.full_name not in page


def test_sign_out_ends_the_session(staff_client):
    response = staff_client.post(reverse("accounts:logout"))

    assert response.headers["Location"] == LOGIN
    assert "_auth_user_id" not in staff_client.session


def test_sign_out_twice_leads_to_sign_in():
    assert Client().post(reverse("accounts:logout")).headers["Location"] == LOGIN


def test_sign_out_by_a_link_does_nothing(staff_client):
    assert staff_client.get(reverse("accounts:logout")).status_code == 405
    assert "_auth_user_id" in staff_client.session


def change(client, old=PASSWORD, new="Đường-về-Đại-Từ-9", again=None):
    data = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(reverse("accounts:password"), data)


def test_own_password_is_changed(staff_client):
    assert change(staff_client).headers["Location"] == reverse("reports:dashboard")
    assert sign_in(Client(), password="Đường-về-Đại-Từ-9").status_code == 302


def test_password_typed_with_separate_marks_is_the_same_password(staff_client):
    change(staff_client)

    assert sign_in(Client(), password=unicodedata.normalize("NFD", "Đường-về-Đại-Từ-9")).status_code == 302


def test_other_sessions_end_with_the_old_password(staff, staff_client, client_of):
    elsewhere = client_of(staff)

    change(staff_client)

    assert elsewhere.get(reverse("accounts:password")).status_code == 302
    assert staff_client.get(reverse("accounts:password")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"old": "sai"}, "old_password", OLD_ONE_WRONG),
        ({"again": "khác"}, "new_password2", NEW_ONES_DIFFER),
        ({"new": "ngắn"}, "new_password1", FAULT_SENTENCES["password_too_short"]),
    ],
)
def test_password_that_cannot_be_changed_is_refused_in_words(staff_client, typed, field, sentence):
    assert change(staff_client, **typed).context["form"].errors[field] == [sentence]


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("a", "password_too_short"),
        ("93847561029384", "password_entirely_numeric"),
        ("password", "password_too_common"),
        ("nhanvien1", "password_too_similar"),
    ],
)
def test_every_fault_of_a_password_has_a_sentence(staff, password, fault):
    assert FAULT_SENTENCES[fault] in password_faults(password, staff)


def test_good_password_has_no_fault():
    assert password_faults("Đường-về-Đại-Từ-9", User(username="moi", role=Role.STAFF)) == []


def test_pause_page_says_how_long():
    assert "15 phút" in render_to_string("accounts/paused.html")


def test_five_wrong_passwords_pause_the_account(staff, settings):
    settings.AXES_ENABLED = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "axes.middleware.AxesMiddleware"]
    client = Client()

    answers = [sign_in(client, password="sai") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "Tạm dừng đăng nhập 15 phút" in text_of(answers[-1])
    assert sign_in(client).status_code == 429
