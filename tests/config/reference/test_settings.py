"""The settings of the office: one form, ranges, history, two people at once."""

import importlib
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from config.kit.clock import today
from config.reference.models import Setting
from config.reference.office_settings import (
    CONGRESS_YEARS,
    EXPIRY_NOTICE,
    FOLLOW_UP_FROM,
    OFFICE_SETTINGS,
    RATE_MAX_AGE,
    OfficeSetting,
    day_of,
    value_of,
)
from config.reference.queries import settings_now

pytestmark = pytest.mark.django_db

URL = "/reference/settings/"


def data_of(**changed: str) -> dict[str, str]:
    now = settings_now()
    values = {setting.key: setting.write(now.values[setting.key]) for setting in OFFICE_SETTINGS}  # type: ignore[arg-type]
    return values | {"version": now.version} | changed


def changed_here() -> Any:
    """The rows beside the one that a migration writes."""
    return Setting.objects.exclude(key=FOLLOW_UP_FROM.key)


def test_only_administrators_open_it(client: Client, leader_client: Client, staff_client: Client) -> None:
    assert client.get(URL).status_code == 302
    assert leader_client.get(URL).status_code == 403
    assert staff_client.get(URL).status_code == 403
    assert staff_client.post(URL, data_of()).status_code == 403


def test_the_page_shows_each_setting_with_its_value(admin_client: Client) -> None:
    form = admin_client.get(URL).context["form"]

    assert {field.name: field.value() for field in form} == {
        setting.key: str(setting.default) if isinstance(setting, OfficeSetting) else setting.write(today())
        for setting in OFFICE_SETTINGS
    }


def test_only_what_was_changed_is_written(admin_client: Client, admin: Any) -> None:
    response = admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "45"}))

    assert response.status_code == 302
    assert list(changed_here().values_list("key", "value", "version")) == [(RATE_MAX_AGE.key, "45", 1)]
    assert value_of(RATE_MAX_AGE) == 45
    assert Setting.history.get(key=RATE_MAX_AGE.key).history_user == admin


def test_changing_again_raises_the_version_and_is_told(admin_client: Client, admin: Any) -> None:
    admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "45"}))
    admin_client.post(URL, data_of(**{RATE_MAX_AGE.key: "60"}))

    newest = admin_client.get(URL).context["changes"][0]
    assert changed_here().get().version == 2
    assert (newest.who, newest.act, newest.subject) == (admin.full_name, "sửa", f"“{RATE_MAX_AGE.label}”")
    assert [(field.old, field.new) for field in newest.fields] == [("45", "60")]


def test_saving_without_a_change_writes_nothing(admin_client: Client) -> None:
    admin_client.post(URL, data_of())

    assert not changed_here().exists()


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
    assert not changed_here().exists()


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
    assert changed_here().get().version == 1


# The day from which due reports are followed -----------------------------------------------------------


def test_the_day_is_typed_as_people_do_and_reads_so_in_the_history(admin_client: Client) -> None:
    assert admin_client.post(URL, data_of(**{FOLLOW_UP_FROM.key: "1/3/2025"})).status_code == 302

    assert day_of(FOLLOW_UP_FROM) == date(2025, 3, 1)
    newest = admin_client.get(URL).context["changes"][0]
    assert newest.subject == f"“{FOLLOW_UP_FROM.label}”"
    assert [(field.old, field.new) for field in newest.fields] == [(FOLLOW_UP_FROM.write(today()), "01/03/2025")]


@pytest.mark.parametrize("typed", ["", "31/02/2025", "03/2025", "hôm nay", "01/01/0001", "a\x00"])
def test_what_is_no_day_is_refused(admin_client: Client, typed: str) -> None:
    response = admin_client.post(URL, data_of(**{FOLLOW_UP_FROM.key: typed}))

    assert (response.status_code, list(response.context["form"].errors)) == (200, [FOLLOW_UP_FROM.key])
    assert day_of(FOLLOW_UP_FROM) == today()


def test_the_second_writer_is_told_the_day_in_words(admin_client: Client) -> None:
    opened = data_of(**{EXPIRY_NOTICE.key: "90"})
    admin_client.post(URL, data_of(**{FOLLOW_UP_FROM.key: "01/03/2025"}))

    assert admin_client.post(URL, opened).context["others"] == [f"{FOLLOW_UP_FROM.label}: nay là 01/03/2025."]


def test_without_its_row_there_is_no_day_and_the_form_asks_for_one(admin_client: Client) -> None:
    Setting.objects.all().delete()

    assert day_of(FOLLOW_UP_FROM) is None
    assert admin_client.get(URL).context["form"][FOLLOW_UP_FROM.key].value() is None


migration = importlib.import_module("config.reference.migrations.0004_follow_up")


class Door:
    """What a migration gets instead of a schema editor."""

    connection = connection


@cache
def models_then() -> Any:
    """The models as the migration knows them: without a history of their own."""
    return MigrationLoader(connection).project_state(("reference", "0003_merges")).apps


def test_an_upgrade_gets_the_day_of_the_upgrade_with_its_history(monkeypatch: pytest.MonkeyPatch) -> None:
    migration.unload(models_then(), Door)
    assert (Setting.objects.count(), Setting.history.count()) == (0, 0)
    monkeypatch.setattr(migration, "today", lambda: date(2027, 2, 3))

    migration.load(models_then(), Door)
    migration.load(models_then(), Door)

    assert list(Setting.objects.values_list("key", "value", "search_key")) == [
        ("follow-up-from", "03/02/2027", " follow up from ")
    ]
    kept = Setting.history.get()
    assert (kept.history_type, kept.history_change_reason, kept.value) == ("+", "Danh mục ban đầu", "03/02/2027")


def test_a_day_that_somebody_changed_outlives_the_way_back(admin_client: Client) -> None:
    admin_client.post(URL, data_of(**{FOLLOW_UP_FROM.key: "01/03/2025"}))

    migration.unload(models_then(), Door)
    migration.load(models_then(), Door)

    assert day_of(FOLLOW_UP_FROM) == date(2025, 3, 1)
