"""Accounts kept by administrators: nobody locks the office out, and a change ends what it should end."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.accounts.actions import LAST_ADMINISTRATOR, change_user
from config.accounts.models import Role, User
from config.kit.changes import changes_of
from config.kit.writing import RuleBroken
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LIST = "/accounts/users/"
NEW = f"{LIST}new/"
GOOD = "Đường-lên-Võ-Nhai-2015"

NEW_USER = {
    "username": "phammy",
    "full_name": "Phạm Thị Mỹ",
    "job_title": "Chuyên viên",
    "role": "staff",
    "password1": GOOD,
    "password2": GOOD,
}


def edit_of(user: User, **fields: str) -> dict[str, str]:
    data = {"full_name": user.full_name, "job_title": user.job_title, "role": user.role, "version": str(user.version)}
    if user.is_active:
        data["is_active"] = "on"
    return {name: value for name, value in (data | fields).items() if value != "off"}


def edit(client: Client, user: User, **fields: str) -> Any:
    return client.post(f"{LIST}{user.pk}/edit/", edit_of(user, **fields))


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


# Who may --------------------------------------------------------------------


def pages(user: User) -> list[str]:
    acts = ("", "edit/", "password/", "history/")
    return [LIST, NEW, *(f"{LIST}{user.pk}/{act}" for act in acts)]


def test_only_administrators_open_the_pages(
    client: Client, leader_client: Client, staff_client: Client, admin_client: Client, staff: User
) -> None:
    for url in pages(staff):
        assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
        assert leader_client.get(url).status_code == 403
        assert staff_client.get(url).status_code == 403
        assert admin_client.get(url).status_code == 200


def test_staff_cannot_give_themselves_a_role(staff_client: Client, staff: User) -> None:
    assert edit(staff_client, staff, role="admin").status_code == 403
    assert again(staff).role == Role.STAFF


# A new account --------------------------------------------------------------


def test_a_new_person_can_sign_in(admin_client: Client, admin: User) -> None:
    response = admin_client.post(NEW, NEW_USER)

    user = User.objects.get(username="phammy")
    assert response["Location"] == f"{LIST}{user.pk}/"
    assert (user.full_name, user.role, user.is_active, user.is_demonstration) == ("Phạm Thị Mỹ", "staff", True, False)
    assert user.check_password(GOOD)
    first = changes_of(user)[0]
    assert (first.who, first.act) == (admin.full_name, "thêm")
    assert GOOD not in str(first)


def test_a_sign_in_name_is_kept_in_small_letters(admin_client: Client) -> None:
    admin_client.post(NEW, NEW_USER | {"username": "PhamMy"})

    assert User.objects.filter(username="phammy").exists()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"password2": "khac-2015-khac"}, "password2", "không giống nhau"),
        ({"password1": "ngan", "password2": "ngan"}, "password1", "ngắn quá"),
        ({"password1": "0912345678", "password2": "0912345678"}, "password1", "chỉ gồm chữ số"),
        ({"password1": "password123", "password2": "password123"}, "password1", "dễ bị đoán"),
        ({"password1": "phammy-2015", "password2": "phammy-2015"}, "password1", "gần giống"),
        ({"password1": "", "password2": ""}, "password1", "Chưa nhập mật khẩu"),
        ({"username": "phạm mỹ"}, "username", "chữ cái không dấu"),
        ({"username": "-mỹ"}, "username", "chữ cái không dấu"),
        ({"username": "QuanTri"}, "username", "đã dùng"),
        ({"username": "a" * 61}, "username", "nhiều nhất 60"),
        ({"full_name": "  "}, "full_name", "Chưa nhập họ và tên"),
        ({"role": "king"}, "role", ""),
        ({"full_name": "Mỹ\x00"}, "full_name", "ký tự"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_a_sentence(
    admin_client: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    response = admin_client.post(NEW, NEW_USER | fields)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert sentence in response.context["form"].errors[field][0]
    assert User.objects.count() == 1


def test_a_typed_password_never_comes_back_in_the_page(admin_client: Client) -> None:
    response = admin_client.post(NEW, NEW_USER | {"full_name": ""})

    assert GOOD not in response.content.decode()


def test_a_password_typed_after_the_session_ended_is_kept_nowhere(
    admin_client: Client, client: Client, admin: User
) -> None:
    token = admin_client.get(NEW).context["token"]

    client.post(NEW, NEW_USER | {"form_token": token})

    held = [row.get_decoded() for row in Session.objects.all()]
    assert any("phammy" in str(content) for content in held)
    assert not any("2015" in str(content.get("held_form", "")) for content in held)
    client.post("/accounts/login/", {"username": "quantri", "password": PASSWORD})
    form = client.get(NEW).context["form"]
    assert form["username"].value() == "phammy"
    assert not User.objects.filter(username="phammy").exists()


def test_a_new_person_is_staff_unless_said_otherwise(admin_client: Client) -> None:
    assert admin_client.get(NEW).context["form"]["role"].value() == "staff"


# Changing one ---------------------------------------------------------------


def test_name_title_and_role_are_changed_with_a_trace(admin_client: Client, admin: User, staff: User) -> None:
    response = edit(admin_client, staff, full_name="Đặng Văn Thưởng Em", role="leader")

    user = again(staff)
    assert response.status_code == 302
    assert (user.full_name, user.role, user.version) == ("Đặng Văn Thưởng Em", "leader", 2)
    newest = changes_of(user)[0]
    assert newest.who == admin.full_name
    assert {(field.label, field.old, field.new) for field in newest.fields} == {
        ("họ và tên", "Đặng Văn Thưởng", "Đặng Văn Thưởng Em"),
        ("vai trò", "Chuyên viên", "Lãnh đạo"),
    }


def test_saving_without_a_change_writes_nothing(admin_client: Client, staff: User) -> None:
    edit(admin_client, staff)

    assert (again(staff).version, staff.history.count()) == (1, 1)


def test_the_sign_in_name_cannot_be_changed(admin_client: Client, staff: User) -> None:
    edit(admin_client, staff, username="khac", full_name="Tên Khác")

    assert again(staff).username == "nhanvien"


def test_an_administrator_does_not_lock_themself_out(admin_client: Client, admin: User) -> None:
    User.objects.create_user("quantri2", PASSWORD, full_name="Ý Nhi", role=Role.ADMIN)
    for fields in ({"role": "staff"}, {"is_active": "off"}):
        response = edit(admin_client, admin, **fields)

        assert "Nhờ người quản trị khác" in response.content.decode()
        assert (again(admin).role, again(admin).is_active) == ("admin", True)


def test_the_only_administrator_is_told_the_same_about_themself(admin_client: Client, admin: User) -> None:
    edit(admin_client, admin, role="leader")

    assert again(admin).role == "admin"


def test_an_administrator_may_change_the_own_name(admin_client: Client, admin: User) -> None:
    edit(admin_client, admin, full_name="Hoàng Đức Ân")

    assert again(admin).full_name == "Hoàng Đức Ân"


def test_the_last_active_administrator_stays(admin: User, staff: User) -> None:
    """Reached only by an action without a page (a command): on a page the last one is oneself."""
    for fields in ({"role": Role.LEADER}, {"is_active": False}):
        user = again(admin)
        for name, value in fields.items():
            setattr(user, name, value)

        with pytest.raises(RuleBroken, match=LAST_ADMINISTRATOR):
            change_user(user, by=staff)

        assert (again(admin).role, again(admin).is_active) == ("admin", True)


def test_an_administrator_who_is_switched_off_does_not_count(admin: User, staff: User) -> None:
    User.objects.create_user("cu", PASSWORD, full_name="Ẩn Danh", role=Role.ADMIN, is_active=False)
    user = again(admin)
    user.role = Role.STAFF

    with pytest.raises(RuleBroken):
        change_user(user, by=staff)


def test_another_administrator_may_be_demoted_while_one_is_left(admin_client: Client, admin: User) -> None:
    other = User.objects.create_user("quantri2", PASSWORD, full_name="Ý Nhi", role=Role.ADMIN)

    edit(admin_client, other, role="staff")

    assert again(other).role == "staff"


def test_two_on_one_account_are_told_of_each_other(admin_client: Client, staff: User) -> None:
    opened = edit_of(staff, job_title="Phó trưởng phòng")
    edit(admin_client, staff, full_name="Đặng Văn Thưởng Em")

    response = admin_client.post(f"{LIST}{staff.pk}/edit/", opened)

    assert response.status_code == 200
    assert "đã được người khác sửa" in response.content.decode()
    assert (again(staff).job_title, again(staff).full_name) == ("", "Đặng Văn Thưởng Em")


# Sessions -------------------------------------------------------------------


def is_signed_in(client: Client) -> bool:
    return client.get("/search/").status_code == 200


@pytest.mark.parametrize("fields", [{"role": "leader"}, {"is_active": "off"}])
def test_a_new_role_or_a_switched_off_account_ends_the_sessions_of_that_person_only(
    admin_client: Client, staff_client: Client, leader_client: Client, staff: User, fields: dict[str, str]
) -> None:
    assert is_signed_in(staff_client)
    before = Session.objects.count()

    edit(admin_client, staff, **fields)

    assert not is_signed_in(staff_client)
    assert is_signed_in(leader_client)
    assert is_signed_in(admin_client)
    assert Session.objects.count() == before - 1


def test_a_new_name_ends_no_session(admin_client: Client, staff_client: Client, staff: User) -> None:
    edit(admin_client, staff, full_name="Đặng Văn Thưởng Em")

    assert is_signed_in(staff_client)


def test_a_switched_off_person_cannot_sign_in(admin_client: Client, client: Client, staff: User) -> None:
    edit(admin_client, staff, is_active="off")

    response = client.post("/accounts/login/", {"username": "nhanvien", "password": PASSWORD})

    assert response.status_code == 200
    assert not is_signed_in(client)


# Passwords ------------------------------------------------------------------


def set_password(client: Client, user: User, first: str, second: str) -> Any:
    data = {"password1": first, "password2": second, "version": str(user.version)}
    return client.post(f"{LIST}{user.pk}/password/", data)


def test_a_new_password_works_at_once_and_ends_the_sessions(
    admin_client: Client, staff_client: Client, admin: User, staff: User
) -> None:
    response = set_password(admin_client, staff, GOOD, GOOD)

    assert response["Location"] == f"{LIST}{staff.pk}/"
    assert again(staff).check_password(GOOD)
    assert not again(staff).check_password(PASSWORD)
    assert not is_signed_in(staff_client)
    newest = changes_of(staff)[0]
    assert (newest.who, newest.reason, newest.fields) == (admin.full_name, "Người quản trị đặt lại mật khẩu", ())


@pytest.mark.parametrize(("first", "second"), [("ngan", "ngan"), (GOOD, "khác"), ("", ""), ("12345678", "12345678")])
def test_a_bad_password_changes_nothing(
    admin_client: Client, staff_client: Client, staff: User, first: str, second: str
) -> None:
    response = set_password(admin_client, staff, first, second)

    assert response.status_code == 200
    assert again(staff).check_password(PASSWORD)
    assert is_signed_in(staff_client)


def test_the_own_password_is_changed_elsewhere(admin_client: Client, admin: User) -> None:
    response = set_password(admin_client, admin, GOOD, GOOD)

    assert "Đổi mật khẩu" in response.content.decode()
    assert again(admin).check_password(PASSWORD)
    assert is_signed_in(admin_client)


# Lists and history ----------------------------------------------------------


def test_signing_in_leaves_no_line_in_the_history(client: Client, staff: User) -> None:
    client.post("/accounts/login/", {"username": "nhanvien", "password": PASSWORD})

    assert again(staff).last_login is not None
    assert staff.history.count() == 1


def test_accounts_are_found_by_any_name_without_marks(admin_client: Client, staff: User, leader: User) -> None:
    typed = ("thuong dang", "NHANVIEN", "không ai")

    assert [admin_client.get(LIST, {"q": text}).context["found"] for text in typed] == [1, 1, 0]
    assert admin_client.get(LIST).context["found"] == 3


def test_filters_tell_roles_and_states_apart(admin_client: Client, staff: User, leader: User) -> None:
    edit(admin_client, staff, is_active="off")

    assert admin_client.get(LIST, {"role": "leader"}).context["found"] == 1
    assert admin_client.get(LIST, {"archived": "off"}).context["found"] == 1
    assert admin_client.get(LIST, {"archived": "on"}).context["found"] == 2
    assert admin_client.get(LIST, {"archived": "maybe"}).context["found"] == 0


@pytest.mark.parametrize("people", [1, 3])
def test_list_and_detail_ask_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, people: int
) -> None:
    for number in range(people):
        user = User.objects.create_user(f"nguoi{number}", PASSWORD, full_name=f"Người {number}", role=Role.STAFF)

    with django_assert_num_queries(9):
        assert admin_client.get(LIST).context["found"] == people + 1
    with django_assert_num_queries(9):
        assert admin_client.get(f"{LIST}{user.pk}/").status_code == 200


def test_there_is_no_page_to_archive_or_delete_an_account(admin_client: Client, staff: User) -> None:
    assert admin_client.get(f"{LIST}{staff.pk}/archive/").status_code == 404
    assert admin_client.post(f"{LIST}{staff.pk}/restore/").status_code == 404
    assert "Lưu trữ" not in admin_client.get(f"{LIST}{staff.pk}/").content.decode()
