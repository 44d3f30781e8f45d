"""The landing page of administration, the table of roles, and the sign of life."""

import pytest
from django.db import connection
from django.test import Client

from config.office.views.administration import RIGHTS, TASKS
from config.roles import ROLES

pytestmark = pytest.mark.django_db

URL = "/administration/"


def titles(client: Client) -> list[str]:
    return [task.title for task, _ in client.get(URL).context["tasks"]]


def test_staff_see_what_they_may_do(staff_client: Client) -> None:
    assert titles(staff_client) == ["Địa bàn", "Cơ quan, đơn vị", "Vai trò"]


def test_administrators_see_everything_and_every_link_opens(admin_client: Client) -> None:
    assert titles(admin_client) == [task.title for task in TASKS]
    for _, url in admin_client.get(URL).context["tasks"]:
        assert admin_client.get(url).status_code == 200


def test_leaders_have_nothing_to_administer(leader_client: Client, client: Client) -> None:
    assert leader_client.get(URL).status_code == 403
    assert client.get(URL)["Location"] == "/accounts/login/?next=/administration/"


def test_every_right_of_the_roles_is_told_in_words() -> None:
    assert set(RIGHTS) == set().union(*(role.permissions for role in ROLES.values()))


def test_the_table_says_what_the_roles_hold(staff_client: Client) -> None:
    context = staff_client.get("/administration/roles/").context

    assert [role.label for role in context["roles"]] == ["Lãnh đạo", "Chuyên viên", "Quản trị"]
    rows = {label: [mark for _, mark in marks] for label, marks in context["rows"]}
    assert rows["Xem đoàn vào, đoàn ra"] == [True, True, True]
    assert rows["Nhập, sửa, lưu trữ đoàn"] == [False, True, True]
    assert rows["Thêm người dùng, đổi vai trò, đặt lại mật khẩu"] == [False, False, True]


def test_the_sign_of_life_needs_no_sign_in_and_asks_the_database_once(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")
    assert "sessionid" not in response.cookies


def test_a_lost_database_is_no_sign_of_life(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise OSError("the database does not answer")

    monkeypatch.setattr(connection, "cursor", lost)

    with pytest.raises(OSError, match="does not answer"):
        client.get("/healthz")
