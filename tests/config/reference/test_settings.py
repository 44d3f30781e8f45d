"""The settings of the office: one form, ranges, history, two people at once."""

from typing import Any

import pytest
from django.test import Client

from config.reference.models import Setting
from config.reference.office_settings import CONGRESS_YEARS, EXPIRY_NOTICE, OFFICE_SETTINGS, RATE_MAX_AGE, value_of
from config.reference.queries import settings_now

pytestmark = pytest.mark.django_db

URL = "/reference/settings/"


def data_of(**changed: str) -> dict[str, str]:
    now = settings_now()
    return {key: str(value) for key, value in now.values.items()} | {"version": now.version} | changed


def test_only_administrators_open_it(client: Client, leader_client: Client, staff_client: Client) -> None:
    assert client.get(URL).status_code == 302
    assert leader_client.get(URL).status_code == 403
    assert staff_client.get(URL).status_code == 403
    assert staff_client.post(URL, data_of()).status_code == 403


def test_the_page_shows_each_setting_with_its_value(admin_client: Client) -> None:
    form = admin_client.get(URL).context["form"]

    assert {field.name: field.value() for field in form} == {
        setting.key: str(setting.default) for setting in OFFICE_SETTINGS
    }


def test_only_what_was_changed_is_written(admin_client: Client, admin: Any) -> None:
    response = admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "45"}))

    assert response.status_code == 302
    assert list(Setting.objects.values_list("key", "value", "version")) == [(RATE_MAX_AGE.key, "45", 1)]
    assert value_of(RATE_MAX_AGE) == 45
    assert Setting.history.get().history_user == admin


def test_changing_again_raises_the_version_and_is_told(admin_client: Client, admin: Any) -> None:
    admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "45"}))
    admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "60"}))

    newest = admin_client.get(URL).context["changes"][0]
    assert Setting.objects.get().version == 2
    assert (newest.who, newest.act, newest.subject) == (admin.full_name, "sửa", f"“{RATE_MAX_AGE.label}”")
    assert [(field.old, field.new) for field in newest.fields] == [("45", "60")]


def test_saving_without_a_change_writes_nothing(admin_client: Client) -> None:
    admin_client.post(URL, data_of())

    assert Setting.objects.count() == 0


@pytest.mark.parametrize(
    ("setting", "typed", "sentence"),
    [
        (RATE_MAX_AGE, "0", "không được nhỏ hơn 1"),
        (RATE_MAX_AGE, "367", "không được lớn hơn 366"),
        (CONGRESS_YEARS, "6", "không được lớn hơn 5"),
        (EXPIRY_NOTICE, "", "Chưa nhập"),
        (EXPIRY_NOTICE, "hai tháng", ""),
        (EXPIRY_NOTICE, "60,5", ""),
        (EXPIRY_NOTICE, "60\x00", ""),
        (EXPIRY_NOTICE, "-60", "không được nhỏ hơn 1"),
    ],
)
def test_what_is_out_of_range_is_refused_with_everything_kept(
    admin_client: Client, setting: Any, typed: str, sentence: str
) -> None:
    response = admin_client.post(URL, data_of(**{setting.key: typed, "delegation-report-days": "7"}))

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [setting.key]
    assert sentence in form.errors[setting.key][0]
    assert form["delegation-report-days"].value() == "7"
    assert Setting.objects.count() == 0


def test_the_second_writer_is_told_what_the_first_one_changed(admin_client: Client) -> None:
    opened = data_of(**{EXPIRY_NOTICE.key: "90"})
    admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "45"}))

    response = admin_client.post(URL, opened)

    assert response.status_code == 200
    assert response.context["others"] == [f"{RATE_MAX_AGE.label}: nay là 45."]
    assert value_of(EXPIRY_NOTICE) == 60
    assert response.context["form"][EXPIRY_NOTICE.key].value() == "90"
    assert response.context["version"] == settings_now().version


def test_a_form_sent_twice_is_saved_once(admin_client: Client) -> None:
    token = admin_client.get(URL).context["token"]
    data = data_of(**{RATE_MAX_AGE.key: "45", "form_token": token})

    first, second = admin_client.post(URL, data), admin_client.post(URL, data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Setting.objects.get().version == 1
