"""The newest changes over all registers."""

from typing import Any

import pytest
from django.test import Client

from aid.models import NGOAlias
from config.kit.writing import archive, delete, lock, save, set_parts
from config.office.history import newest_changes
from config.reference.models import Country
from config.reference.office_settings import OFFICE_SETTINGS
from config.reference.queries import settings_now
from tests.factories.aid import make_ngo
from tests.factories.delegations import make_delegation
from tests.factories.reference import make_hamlet

pytestmark = pytest.mark.django_db

URL = "/history/"


def told(client: Client, **asked: Any) -> list[tuple[str, str, str, str]]:
    entries = client.get(URL, asked).context["entries"]
    return [(one.change.who, one.change.act, one.change.subject, one.title) for one in entries]


def rename(record: Any, name: str, by: Any) -> None:
    record = lock(type(record), record.pk)
    record.name = name
    save(record, by=by)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(URL).status_code == 302


def test_a_new_installation_has_no_history_to_tell(leader_client: Client) -> None:
    response = leader_client.get(URL)

    assert response.context["entries"] == []
    assert "Chưa có thay đổi nào" in response.content.decode()


def test_changes_of_all_registers_stand_newest_first_with_their_record(leader_client: Client, staff: Any) -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    visit = make_delegation(name="Đoàn Ánh Trăng")
    rename(ngo, "Hội Trăng Rằm", staff)
    rename(Country.objects.get(code="LA"), "CHDCND Lào", staff)

    response = leader_client.get(URL)

    entries = response.context["entries"]
    assert [(one.change.who, one.change.act, one.title, one.url) for one in entries] == [
        (staff.full_name, "sửa", "CHDCND Lào", f"/reference/countries/{Country.objects.get(code='LA').pk}/"),
        (staff.full_name, "sửa", "Hội Trăng Rằm", f"/aid/ngos/{ngo.pk}/"),
        ("Hệ thống", "thêm", "Đoàn Ánh Trăng", f"/delegations/{visit.pk}/"),
        ("Hệ thống", "thêm", "Hội Trăng Rằm", f"/aid/ngos/{ngo.pk}/"),
    ]
    assert [(field.label, field.old, field.new) for field in entries[1].change.fields] == [
        ("tên gốc", "Hội Ánh Trăng", "Hội Trăng Rằm")
    ]
    page = response.content.decode()
    assert "<del>Hội Ánh Trăng</del>" in page


def test_a_part_is_told_under_its_record_even_when_it_is_gone(leader_client: Client, staff: Any) -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    set_parts(ngo, "aliases", [{"name": "Moonlight"}], by=staff)
    delete(NGOAlias.objects.get(), by=staff)

    entries = leader_client.get(URL).context["entries"]

    assert [(one.change.act, one.change.subject, one.title, one.url) for one in entries[:2]] == [
        ("xóa", "tên gọi khác", "Hội Ánh Trăng", f"/aid/ngos/{ngo.pk}/"),
        ("thêm", "tên gọi khác", "Hội Ánh Trăng", f"/aid/ngos/{ngo.pk}/"),
    ]
    assert [field.label for field in entries[1].change.fields] == ["tên gọi khác"]


def test_archiving_is_told_with_its_reason(leader_client: Client, staff: Any) -> None:
    archive(make_ngo(name="Hội Ánh Trăng"), by=staff, reason="Nhập trùng")

    newest = leader_client.get(URL).context["entries"][0]

    assert (newest.change.reason, newest.title) == ("Lưu trữ: Nhập trùng", "Hội Ánh Trăng")


def test_it_is_narrowed_by_person_and_by_register(leader_client: Client, staff: Any, admin: Any) -> None:
    ngo, visit = make_ngo(name="Hội Ánh Trăng"), make_delegation(name="Đoàn Ánh Trăng")
    rename(ngo, "Hội Một", staff)
    rename(visit, "Đoàn Một", staff)
    rename(visit, "Đoàn Hai", admin)

    by_staff = told(leader_client, by=staff.pk)
    visits = told(leader_client, register="delegations:delegation")
    both = told(leader_client, by=admin.pk, register="delegations:delegation")

    assert [row[3] for row in by_staff] == ["Đoàn Hai", "Hội Một"]
    assert {row[0] for row in by_staff} == {staff.full_name}
    assert [row[0] for row in visits] == [admin.full_name, staff.full_name, "Hệ thống"]
    assert both == [(admin.full_name, "sửa", "", "Đoàn Hai")]


@pytest.mark.parametrize(
    "asked", [{"by": "999999"}, {"by": "abc"}, {"register": "moon"}, {"by": "1\x00"}, {"by": "-1", "register": ""}]
)
def test_an_unreadable_filter_is_said_and_not_applied(leader_client: Client, asked: dict[str, str]) -> None:
    make_ngo()

    response = leader_client.get(URL, asked)

    assert response.status_code == 200
    assert "chưa lọc" in response.context["note"]
    assert len(response.context["entries"]) == 1


def test_accounts_are_told_to_administrators_only(admin_client: Client, leader_client: Client) -> None:
    assert told(admin_client, register="accounts:user")
    assert leader_client.get(URL, {"register": "accounts:user"}).context["note"] != ""
    assert all(entry.register.name != "accounts:user" for entry in leader_client.get(URL).context["entries"])


def test_a_changed_setting_is_told_by_its_name(admin_client: Client, leader_client: Client) -> None:
    now = settings_now().values
    values = {setting.key: setting.write(now[setting.key]) for setting in OFFICE_SETTINGS}  # type: ignore[arg-type]
    admin_client.post("/reference/settings/", values | {"rate-max-age-days": "45", "version": settings_now().version})

    [entry] = admin_client.get(URL, {"register": "reference:setting"}).context["entries"]

    assert (entry.title, entry.url) == ("“Tỷ giá dùng được trong bao nhiêu ngày”", "/reference/settings/")
    assert leader_client.get(URL).context["entries"] == []


def test_at_most_one_hundred_are_told(leader: Any) -> None:
    for number in range(101):
        make_hamlet(f"Xóm {number}")

    assert len(newest_changes(leader)) == 100


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    leader_client: Client, staff: Any, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        ngo = make_ngo(name=f"Hội {number}")
        set_parts(ngo, "aliases", [{"name": f"Tên {number}"}], by=staff)
        rename(ngo, f"Hội mới {number}", staff)
        rename(make_delegation(name=f"Đoàn {number}"), f"Đoàn mới {number}", staff)

    with django_assert_num_queries(79):
        entries = leader_client.get(URL).context["entries"]

    assert len(entries) == 5 * rows
