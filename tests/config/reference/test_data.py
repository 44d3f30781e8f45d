"""What a new installation knows before anybody has typed a word."""

import importlib
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.kit.writing import save
from config.reference.models import Agency, Country, IssuingBody, Place, PlaceSuccession, ReportPeriod, Signatory
from tests.factories.reference import loaded_place, make_agency, make_hamlet

pytestmark = pytest.mark.django_db

loading = importlib.import_module("config.reference.migrations.0002_reference_data")

ASEAN = {
    "Brunei",
    "Campuchia",
    "Indonesia",
    "Lào",
    "Malaysia",
    "Myanmar",
    "Philippines",
    "Singapore",
    "Thái Lan",
    "Timor-Leste",
    "Việt Nam",
}


def counts() -> dict[str, int]:
    kinds = (Country, Place, PlaceSuccession, Agency, IssuingBody, ReportPeriod)
    return {kind.__name__: kind.objects.count() for kind in kinds}


LOADED = {
    "Country": 243,
    "Place": 398,
    "PlaceSuccession": 288,
    "Agency": 49,
    "IssuingBody": 2,
    "ReportPeriod": 9,
}


class Door:
    """What a migration gets instead of a schema editor."""

    connection = connection


@cache
def models_then() -> Any:
    """The models as the migration knows them: without history of their own and without the other apps."""
    return MigrationLoader(connection).project_state(("reference", "0002_reference_data")).apps


def load() -> None:
    loading.load(models_then(), Door)


def unload() -> None:
    loading.unload(models_then(), Door)


def test_everything_is_loaded_once() -> None:
    assert counts() == LOADED

    load()

    assert counts() == LOADED


def test_a_row_somebody_changed_is_left_alone_by_loading_again() -> None:
    laos = Country.objects.get(code="LA")
    laos.name = "CHDCND Lào"
    save(laos, by=None)

    load()

    assert Country.objects.get(code="LA").name == "CHDCND Lào"


def test_going_back_takes_out_all_that_nobody_uses() -> None:
    unload()

    assert counts() == dict.fromkeys(LOADED, 0)
    assert Place.history.count() == 0


def test_going_back_keeps_what_is_used_or_changed() -> None:
    make_hamlet(parent=loaded_place("05815"))
    make_agency(place=loaded_place("173"))
    laos = Country.objects.get(code="LA")
    laos.name = "CHDCND Lào"
    save(laos, by=None)
    body = IssuingBody.objects.get(report_symbol="BC-SNgV")
    save(Signatory(body=body, name="Đỗ Ý Nhi", title="GIÁM ĐỐC"), by=None)

    unload()

    kept = sorted(Place.objects.values_list("name", flat=True))
    assert kept == sorted(["Xóm Rừng Vần", "Xã La Bằng", "Huyện Đại Từ", "Tỉnh Thái Nguyên", "Huyện Phú Bình"])
    assert list(Country.objects.values_list("name", flat=True)) == ["CHDCND Lào"]


def test_thai_nguyen_before_2025_has_9_districts_and_178_communes() -> None:
    districts = Place.objects.filter(level="district", parent__code="19")
    communes = Place.objects.filter(level="commune", parent__in=districts)

    assert districts.count() == 9
    assert communes.count() == 178
    by_district = {place.code: place.children.count() for place in districts}
    assert by_district == {
        "164": 32,
        "165": 10,
        "167": 23,
        "168": 15,
        "169": 15,
        "170": 15,
        "171": 30,
        "172": 18,
        "173": 20,
    }


def test_bac_kan_before_2025_has_8_districts_and_108_communes() -> None:
    districts = Place.objects.filter(level="district", parent__code="06")

    assert districts.count() == 8
    assert Place.objects.filter(level="commune", parent__in=districts).count() == 108


def test_since_july_2025_there_are_77_communes_and_15_wards_below_the_province() -> None:
    new = Place.objects.filter(level="commune", valid_from=date(2025, 7, 1), valid_to=None)

    assert new.filter(name__startswith="Xã ").count() == 77
    assert new.filter(name__startswith="Phường ").count() == 15
    assert set(new.values_list("parent__code", "parent__valid_from")) == {("19", date(2025, 7, 1))}


def test_a_code_used_again_is_two_places() -> None:
    hoang_nong, la_bang = Place.objects.filter(code="05818").order_by("name")

    assert (hoang_nong.name, hoang_nong.valid_from, hoang_nong.valid_to) == ("Xã Hoàng Nông", None, date(2025, 6, 30))
    assert (la_bang.name, la_bang.valid_from, la_bang.valid_to) == ("Xã La Bằng", date(2025, 7, 1), None)


def test_the_new_la_bang_is_made_of_three_old_communes() -> None:
    la_bang = loaded_place("05818", is_new=True)

    before = sorted((row.place.code, row.place.name) for row in la_bang.predecessions.select_related("place"))

    assert before == [("05803", "Xã Tiên Hội"), ("05815", "Xã La Bằng"), ("05818", "Xã Hoàng Nông")]


def test_a_commune_that_was_divided_has_several_successors() -> None:
    gia_sang = loaded_place("05461")

    after = sorted(row.successor.name for row in gia_sang.successions.select_related("successor"))

    assert after == ["Phường Gia Sàng", "Phường Phan Đình Phùng"]


def test_old_communes_without_a_known_successor_are_three() -> None:
    old = Place.objects.filter(level="commune", valid_from=None, successions=None)

    assert sorted(old.values_list("name", flat=True)) == sorted(["Xã Na Mao", "Xã Tân Lợi", "Xã Vạn Thọ"])


def test_southeast_asia_is_the_eleven_members_of_asean() -> None:
    assert set(Country.objects.southeast_asia().values_list("name", flat=True)) == ASEAN


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Anh", "GB"),
        ("Vương quốc Anh", "GB"),
        ("Úc", "AU"),
        ("australia", "AU"),
        ("ôxtrâylia", "AU"),
        ("Liên bang Nga", "RU"),
        ("Miến Điện", "MM"),
        ("Italia", "IT"),
        ("Mỹ", "US"),
        ("My", "US"),
        ("HAN QUOC", "KR"),
        ("Đông Timor", "TL"),
        ("VN", "VN"),
        ("Thụy Sỹ", "CH"),
    ],
)
def test_a_country_is_known_by_every_name_papers_use(written: str, code: str) -> None:
    found = Country.objects.all().named(written)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["", "  ", "Hàn", "Nước Lạ"])
def test_an_unknown_name_is_no_country(written: str) -> None:
    assert Country.objects.all().named(written) is None


def test_iceland_and_ireland_niger_and_nigeria_are_not_mixed_up() -> None:
    names = dict(Country.objects.filter(code__in=["IS", "IE", "NE", "NG", "JE", "RE"]).values_list("code", "name"))

    assert names == {
        "IS": "Iceland",
        "IE": "Ireland",
        "NE": "Niger",
        "NG": "Nigeria",
        "JE": "Jersey",
        "RE": "Réunion",
    }


def test_the_union_is_the_default_body_with_its_decision() -> None:
    union = IssuingBody.objects.get(is_default=True)

    assert union.name == "Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên"
    assert union.founding_decision == "1793/QĐ-UB"
    assert union.founded_on == date(2003, 8, 8)
    assert union.report_symbol == "BC-LHHN"
    assert union.signatories.count() == 0


def test_the_decree_year_runs_from_15_12_of_the_year_before_to_14_12() -> None:
    period = ReportPeriod.objects.get(key="nam-nghi-dinh").of_year(2023)

    assert (period.start, period.end) == (date(2022, 12, 15), date(2023, 12, 14))


def test_every_period_exists_in_every_year_of_a_century() -> None:
    for period in ReportPeriod.objects.all():
        for year in range(2000, 2100):
            assert period.of_year(year).days <= 366


def test_each_district_has_its_committee_among_the_agencies() -> None:
    committees = Agency.objects.filter(kind=Agency.Kind.DISTRICT)

    assert sorted(committees.values_list("place__code", flat=True)) == [
        "164",
        "165",
        "167",
        "168",
        "169",
        "170",
        "171",
        "172",
        "173",
    ]


def test_loaded_rows_can_be_found_and_have_a_first_line_in_their_history() -> None:
    la_bang = loaded_place("05815")

    assert la_bang.search_key == " xa la bang 05815 "
    first = la_bang.history.get()
    assert (first.history_type, first.history_change_reason, first.history_user) == ("+", "Danh mục ban đầu", None)
