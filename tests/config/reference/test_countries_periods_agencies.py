"""Forms and lists of countries, report periods and agencies."""

from typing import Any

import pytest
from django.test import Client

from config.reference.models import Agency, Country, ReportPeriod
from tests.factories.reference import loaded_place, make_agency, make_country, make_hamlet, make_period

pytestmark = pytest.mark.django_db

NO_ALIASES = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}


COUNTRY = {"code": "zz", "name": "Vương quốc Ấu Thơ", "name_en": "Childhood", "region": "europe"}


def test_a_country_is_added_with_its_code_in_capitals(admin_client: Client) -> None:
    response = admin_client.post("/reference/countries/new/", COUNTRY)

    assert response.status_code == 302
    assert Country.objects.get(name="Vương quốc Ấu Thơ").code == "ZZ"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"code": "Z"}, "code", "hai chữ cái"),
        ({"code": "1A"}, "code", "hai chữ cái"),
        ({"code": "ĐĐ"}, "code", "hai chữ cái"),
        ({"code": "la"}, "code", "đã dùng cho hồ sơ khác"),
        ({"name": "Lào"}, "name", "đã dùng cho hồ sơ khác"),
        ({"region": "moon"}, "region", ""),
        ({"name": "A" * 101}, "name", "nhiều nhất 100"),
    ],
)
def test_a_country_that_cannot_be_is_refused(
    admin_client: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    response = admin_client.post("/reference/countries/new/", COUNTRY | fields)

    assert list(response.context["form"].errors) == [field]
    assert sentence in response.context["form"].errors[field][0]
    assert Country.objects.count() == 243


def test_countries_are_searched_by_alias_and_filtered_by_region(leader_client: Client) -> None:
    by_alias = leader_client.get("/reference/countries/", {"q": "mien dien"})
    by_region = leader_client.get("/reference/countries/", {"region": "southeast_asia"})

    assert by_alias.context["found"] == 1
    assert by_region.context["found"] == 11


PERIOD = {
    "name": "Tám tháng",
    "label": "8 tháng năm {năm}",
    "start_year_offset": "0",
    "start_day": "1",
    "start_month": "1",
    "end_day": "31",
    "end_month": "8",
}


def test_a_period_is_added_and_called_by_its_name(admin_client: Client) -> None:
    admin_client.post("/reference/periods/new/", PERIOD)

    period = ReportPeriod.objects.get(name="Tám tháng")
    assert (period.key, period.of_year(2019).label) == ("tam-thang", "8 tháng năm 2019")


def test_renaming_a_period_keeps_its_key(admin_client: Client) -> None:
    period = make_period(name="Tám tháng", key="tam-thang", label="8 tháng năm {năm}", end_month=8)

    admin_client.post(
        f"/reference/periods/{period.pk}/edit/", PERIOD | {"name": "8 tháng", "version": str(period.version)}
    )

    assert ReportPeriod.objects.get(pk=period.pk).key == "tam-thang"
    assert ReportPeriod.objects.get(pk=period.pk).name == "8 tháng"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"label": "8 tháng"}, "label", "phải có {năm}"),
        ({"end_day": "31", "end_month": "6"}, "end_day", "31/06"),
        ({"end_day": "29", "end_month": "2"}, "end_day", "29/02"),
        ({"start_month": "9"}, "end_day", "kết thúc trước khi bắt đầu"),
        ({"start_year_offset": "-1"}, "end_day", "dài hơn một năm"),
        ({"start_year_offset": "-2"}, "start_year_offset", ""),
        ({"end_month": "13"}, "end_month", "không được lớn hơn 12"),
        ({"name": "Năm"}, "name", "Đã có kỳ mang tên này"),
        ({"name": ""}, "name", "Chưa nhập tên kỳ"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    admin_client: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    response = admin_client.post("/reference/periods/new/", PERIOD | fields)

    assert list(response.context["form"].errors) == [field]
    assert sentence in response.context["form"].errors[field][0]
    assert ReportPeriod.objects.count() == 9


def test_an_agency_is_added_by_staff_with_its_place(staff_client: Client) -> None:
    staff_client.post(
        "/reference/agencies/new/",
        {"name": "Trạm Y tế xã La Bằng", "kind": "health", "place": "Xã La Bằng, Huyện Đại Từ (đến 30/06/2025)"}
        | NO_ALIASES,
    )

    agency = Agency.objects.get(name="Trạm Y tế xã La Bằng")
    assert (agency.place, agency.kind) == (loaded_place("05815"), "health")


def test_a_namesake_of_an_agency_is_refused(staff_client: Client) -> None:
    response = staff_client.post("/reference/agencies/new/", {"name": "Sở Y tế", "kind": "department"} | NO_ALIASES)

    assert "đã dùng cho hồ sơ khác" in response.context["form"].errors["name"][0]


def test_an_unclear_place_is_asked_about(staff_client: Client) -> None:
    response = staff_client.post(
        "/reference/agencies/new/", {"name": "Trạm Y tế xã La Bằng", "kind": "health", "place": "la bang"} | NO_ALIASES
    )

    assert list(response.context["form"].errors) == ["place"]


@pytest.mark.parametrize("rows", [1, 3])
def test_exports_ask_a_fixed_number_of_queries(
    leader_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_hamlet(f"Xóm Đồi Cạnh {number}")
        make_agency(name=f"Trạm Y tế xã Đồi Cạnh {number}", place=loaded_place("05815"))

    for prefix in ("places", "agencies"):
        with django_assert_num_queries(6):
            response = leader_client.get(f"/reference/{prefix}/", {"q": "doi canh", "export": "csv"})
        assert len(response.content.decode("utf-8-sig").splitlines()) == rows + 1


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_a_fixed_number_of_queries(leader_client: Client, django_assert_num_queries: Any, rows: int) -> None:
    for number in range(rows):
        make_agency(name=f"Trạm Y tế xã Đồi Cạnh {number}", place=loaded_place("05815"))
        make_country(code=f"Z{number}", name=f"Nước Đồi Cạnh {number}", name_en="Far away")
        make_period(name=f"Kỳ Đồi Cạnh {number}")

    with django_assert_num_queries(9):
        assert leader_client.get("/reference/agencies/", {"q": "doi canh"}).context["found"] == rows
    with django_assert_num_queries(9):
        assert leader_client.get("/reference/countries/", {"q": "doi canh"}).context["found"] == rows
    with django_assert_num_queries(9):
        assert leader_client.get("/reference/periods/", {"q": "doi canh"}).context["found"] == rows
