"""Issuing bodies: one default at any time, with those who sign."""

from typing import Any

import pytest
from django.test import Client

from config.kit.changes import changes_of
from config.reference.models import IssuingBody
from tests.factories.reference import make_body, make_signatory

pytestmark = pytest.mark.django_db

LIST = "/reference/bodies/"


def union() -> IssuingBody:
    return IssuingBody.objects.get(report_symbol="BC-LHHN", pk__lte=2)


def department() -> IssuingBody:
    return IssuingBody.objects.get(report_symbol="BC-SNgV")


def data_of(body: IssuingBody, *signatories: dict[str, str], **fields: str) -> dict[str, str]:
    names = ("name", "short_name", "parent_body", "place_name", "province_name", "report_symbol", "filing_symbol")
    data = {name: getattr(body, name) for name in (*names, "recipients", "name_en", "founding_decision")}
    data |= {"founded_on": f"{body.founded_on:%d/%m/%Y}" if body.founded_on else "", "version": str(body.version)}
    if body.is_default:
        data["is_default"] = "on"
    data |= {"signatories-TOTAL_FORMS": str(len(signatories)), "signatories-INITIAL_FORMS": "0"}
    for number, row in enumerate(signatories):
        data |= {f"signatories-{number}-{name}": value for name, value in row.items()}
    data |= fields
    return {name: value for name, value in data.items() if value != "off"}


def defaults() -> list[str]:
    return list(IssuingBody.objects.filter(is_default=True).values_list("report_symbol", flat=True))


def test_choosing_a_default_takes_it_from_the_old_one_in_one_act(admin_client: Client, admin: Any) -> None:
    body = department()

    response = admin_client.post(f"{LIST}{body.pk}/edit/", data_of(body, is_default="on"))

    assert response.status_code == 302
    assert defaults() == ["BC-SNgV"]
    newest = changes_of(union())[0]
    assert newest.who == admin.full_name
    assert newest.reason == "Sở Ngoại vụ tỉnh Thái Nguyên được chọn làm mặc định"
    assert [(field.label, field.old, field.new) for field in newest.fields] == [("dùng mặc định", "có", "không")]


def test_a_new_body_may_be_the_default_at_once(admin_client: Client) -> None:
    wanted = IssuingBody(
        name="Hội Hữu nghị với nước ngoài",
        short_name="Hội",
        place_name="Thái Nguyên",
        province_name="tỉnh Thái Nguyên",
        report_symbol="BC-HHN",
        filing_symbol="VT",
    )

    admin_client.post(f"{LIST}new/", data_of(wanted, is_default="on"))

    assert defaults() == ["BC-HHN"]


def test_there_is_always_a_default(admin_client: Client) -> None:
    body = union()

    response = admin_client.post(f"{LIST}{body.pk}/edit/", data_of(body, is_default="off", short_name="LHHN"))

    assert response.status_code == 200
    assert "Chọn cơ quan khác làm mặc định trước" in response.content.decode()
    assert defaults() == ["BC-LHHN"]
    assert union().short_name == "Liên hiệp"


def test_the_default_is_not_archived(admin_client: Client) -> None:
    body = union()

    response = admin_client.post(f"{LIST}{body.pk}/archive/", {"reason": "Không dùng nữa"})

    assert response.status_code == 200
    assert "Chọn cơ quan khác làm mặc định trước" in response.content.decode()
    assert not union().is_archived


def test_another_body_is_archived_with_a_reason(admin_client: Client) -> None:
    body = department()

    admin_client.post(f"{LIST}{body.pk}/archive/", {"reason": "Đã sáp nhập"})

    assert department().is_archived


CHAIR = {"name": "Phạm Thị Mỹ", "authority": "TM. BAN THƯỜNG VỤ", "title": "CHỦ TỊCH"}
SECRETARY = {"name": "Đặng Văn Thưởng", "authority": "TM. BAN THƯỜNG VỤ", "title": "TỔNG THƯ KÝ"}


def test_signatories_are_kept_with_one_who_signs_by_default(admin_client: Client) -> None:
    body = union()

    admin_client.post(f"{LIST}{body.pk}/edit/", data_of(body, CHAIR | {"is_default": "on"}, SECRETARY))

    rows = body.signatories.order_by("pk").values_list("name", "title", "is_default")
    assert sorted(rows) == [("Phạm Thị Mỹ", "CHỦ TỊCH", True), ("Đặng Văn Thưởng", "TỔNG THƯ KÝ", False)]


def test_two_cannot_sign_by_default(admin_client: Client) -> None:
    body = union()

    response = admin_client.post(
        f"{LIST}{body.pk}/edit/", data_of(body, CHAIR | {"is_default": "on"}, SECRETARY | {"is_default": "on"})
    )

    assert "Chỉ một người ký mặc định" in response.content.decode()
    assert body.signatories.count() == 0


def test_the_one_who_signs_by_default_can_be_changed_in_either_order(admin_client: Client) -> None:
    body = union()
    first = make_signatory(body, name="Phạm Thị Mỹ", is_default=True)
    second = make_signatory(body, name="Đặng Văn Thưởng", title="TỔNG THƯ KÝ")
    for chosen in (second, first):
        fresh = union()
        rows = [
            {"id": str(row.pk), "name": row.name, "authority": row.authority, "title": row.title}
            | ({"is_default": "on"} if row == chosen else {})
            for row in (first, second)
        ]

        admin_client.post(f"{LIST}{body.pk}/edit/", data_of(fresh, *rows, **{"signatories-INITIAL_FORMS": "2"}))

        assert list(body.signatories.filter(is_default=True)) == [chosen]


def test_a_name_stands_once(admin_client: Client) -> None:
    other = department()

    response = admin_client.post(f"{LIST}{other.pk}/edit/", data_of(other, name=union().name))

    assert "đã dùng cho hồ sơ khác" in response.context["form"].errors["name"][0]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_detail_ask_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        body = make_body(name=f"Hội Đồi Cạnh {number}")
        for signs in range(rows):
            make_signatory(body, name=f"Người ký {signs}")

    with django_assert_num_queries(9):
        assert admin_client.get(LIST, {"q": "hoi doi canh"}).context["found"] == rows
    with django_assert_num_queries(12):
        assert len(admin_client.get(f"{LIST}{body.pk}/").context["tables"][0].rows) == rows
