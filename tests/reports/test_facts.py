"""Facts and figures of hand-made ledgers, each number added up by hand."""

from datetime import date
from typing import Any

import pytest

from aid.choices import Sector, Stage
from config.kit.periods import Period
from config.kit.writing import archive, save
from config.reference.models import Country, Place
from reports.facts import Facts, gather
from reports.measures import figure
from tests.factories.aid import make_agency
from tests.factories.reports import commit, disburse, giver, place, project

pytestmark = pytest.mark.django_db

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")


def value(facts: Facts, key: str) -> int:
    return figure(key).total(facts)


def parts(facts: Facts, key: str) -> dict[str, int]:
    return {part.label: part.value for part in figure(key).parts(facts)}


def country(code: str) -> Country:
    return Country.objects.get(code=code)


def test_rows_on_both_edges_of_the_period_count_and_their_neighbours_do_not() -> None:
    one = project()
    for on in (date(2014, 12, 31), date(2015, 1, 1), date(2020, 12, 31), date(2021, 1, 1)):
        commit(one, on, f"{on.year}.50")

    facts = gather(TERM)

    assert value(facts, "committed_usd") == 201550 + 202050
    assert value(facts, "committed_vnd") == 2015_5 * 2000 + 2020_5 * 2000
    assert parts(facts, "committed_usd_by_year") == {
        "2015": 201550,
        "2016": 0,
        "2017": 0,
        "2018": 0,
        "2019": 0,
        "2020": 202050,
    }


def test_decreases_and_refunds_are_taken_off() -> None:
    one = project()
    commit(one, date(2016, 1, 1), "1000")
    commit(one, date(2017, 1, 1), "-250.25")
    disburse(one, date(2016, 1, 1), "100")
    disburse(one, date(2018, 1, 1), "-130")

    facts = gather(TERM)

    assert value(facts, "committed_usd") == 74975
    assert value(facts, "disbursed_usd") == -3000
    assert parts(facts, "disbursed_usd_by_year")["2018"] == -13000


def test_archived_rows_and_archived_or_refused_projects_never_count() -> None:
    counted, refused, gone = project(), project(stage=Stage.REJECTED), project()
    commit(counted, date(2016, 1, 1), "10")
    archive(commit(counted, date(2016, 1, 1), "20"), by=None, reason="Nhập trùng")
    commit(refused, date(2016, 1, 1), "40")
    commit(gone, date(2016, 1, 1), "80")
    archive(gone, by=None, reason="Nhập trùng")

    assert value(gather(TERM), "committed_usd") == 1000


def test_an_unconverted_row_is_listed_and_is_not_a_zero() -> None:
    one = project(code="TN-2015-05")
    disburse(one, date(2016, 4, 12), None)
    disburse(one, date(2016, 4, 13), "7")

    facts = gather(TERM)

    assert value(facts, "disbursed_usd") == 700
    assert facts.disbursed.rows == 2
    assert [(row.project_code, row.on, str(row.amount), row.currency) for row in facts.disbursed.unconverted] == [
        ("TN-2015-05", date(2016, 4, 12), "85000.00", "SEK")
    ]
    assert value(facts, "disbursed_unconverted_rows") == 1


def test_estimates_are_a_part_of_the_total_by_year() -> None:
    one = project()
    disburse(one, date(2016, 4, 12), "100", status="estimate")
    disburse(one, date(2016, 5, 12), "20.50", status="estimate")
    disburse(one, date(2018, 5, 12), "3", status="estimate")
    disburse(one, date(2018, 5, 12), "4")
    disburse(one, date(2018, 5, 12), None, status="estimate")

    facts = gather(TERM)

    assert value(facts, "disbursed_usd") == 12750
    assert parts(facts, "disbursed_estimate_usd") == {"2016": 12050, "2018": 300}
    assert value(facts, "disbursed_estimate_rows") == 4


def test_a_row_known_only_by_year_counts_in_its_year_and_is_told() -> None:
    one = project()
    disburse(one, date(2017, 7, 1), "5", dated_precision="year")
    disburse(one, date(2017, 5, 15), "6", dated_precision="quarter")
    disburse(one, date(2018, 7, 1), "7", dated_precision="year", status="estimate")

    whole = gather(TERM)
    half = gather(Period(date(2017, 6, 1), date(2018, 8, 31), "kỳ"))

    assert value(whole, "disbursed_year_only_rows") == 2
    assert value(whole, "disbursed_cut_rows") == 0
    assert value(half, "disbursed_usd") == 1200
    assert value(half, "disbursed_cut_rows") == 2


def test_the_row_donor_wins_over_the_shares_of_the_project() -> None:
    korea, sweden = giver(name="Hội Saemaul"), giver(name="Quỹ Trẻ em Bắc Âu")
    one = project(donors=[(korea, "70"), (sweden, "30")])
    disburse(one, date(2016, 1, 1), "0.05")
    disburse(one, date(2016, 1, 1), "10", donor=sweden)

    # 5 cents: 3,5 and 1,5; the cent left over goes to the larger remainder, the first when equal.
    assert parts(gather(TERM), "disbursed_usd_by_ngo") == {"Quỹ Trẻ em Bắc Âu": 1001, "Hội Saemaul": 4}


def test_several_donors_without_shares_are_many_and_so_is_none() -> None:
    korea, sweden = giver(name="Hội Saemaul"), giver(name="Quỹ Trẻ em Bắc Âu")
    disburse(project(donors=[(korea, None), (sweden, None)]), date(2016, 1, 1), "3")
    disburse(project(), date(2016, 1, 1), "4")
    disburse(project(donors=[(korea, None)]), date(2016, 1, 1), "5")

    facts = gather(TERM)

    assert parts(facts, "disbursed_usd_by_ngo") == {"Hội Saemaul": 500, "Nhiều bên tài trợ": 700}
    assert figure("disbursed_usd_by_ngo").parts(facts)[-1].is_rest


def test_countries_follow_the_giver_and_an_unknown_one_stands_apart() -> None:
    korea = giver(home_country=country("KR"))
    other = giver(home_country=country("KR"))
    lost = giver()
    one = project(donors=[(korea, "50"), (other, "25"), (lost, "25")])
    commit(one, date(2016, 1, 1), "100")
    commit(project(), date(2016, 1, 1), "1")

    assert parts(gather(TERM), "committed_usd_by_country") == {
        "Hàn Quốc": 7500,
        "Chưa rõ nước": 2500,
        "Nhiều bên tài trợ": 100,
    }


def test_sectors_go_by_shares_to_the_cent() -> None:
    one = project(sectors=[(Sector.HEALTH, "33.33"), (Sector.EDUCATION, "33.33"), (Sector.OTHER, "33.34")])
    commit(one, date(2016, 1, 1), "0.10")
    commit(one, date(2016, 1, 1), "0.10")
    commit(project(sectors=[(Sector.HEALTH, None), (Sector.OTHER, None)]), date(2016, 1, 1), "9")

    # Each row apart: 10 cents give 3, 3 and 4 (remainders .333, .333, .334), twice.
    assert parts(gather(TERM), "committed_usd_by_sector") == {
        "Khác": 8,
        "Giáo dục và đào tạo": 6,
        "Y tế": 6,
        "Nhiều lĩnh vực": 900,
    }


def test_communes_count_in_their_district_and_new_communes_for_themselves() -> None:
    province = place(name="Tỉnh thử", level=Place.Level.PROVINCE)
    district = place(name="Huyện thử", level=Place.Level.DISTRICT, parent=province)
    commune = place(name="Xã cũ", parent=district)
    hamlet = place(name="Xóm cũ", level=Place.Level.HAMLET, parent=commune)
    new = place(name="Xã mới", parent=province, valid_from=date(2025, 7, 1))
    new_hamlet = place(name="Xóm mới", level=Place.Level.HAMLET, parent=new)
    for where, usd in (
        (district, "1"),
        (commune, "2"),
        (hamlet, "4"),
        (new, "8"),
        (new_hamlet, "16"),
        (province, "32"),
    ):
        disburse(project(places=[(where, None)]), date(2016, 1, 1), usd)
    disburse(project(places=[(commune, None), (new, None)]), date(2016, 1, 1), "64")

    assert parts(gather(TERM), "disbursed_usd_by_district") == {
        "Tỉnh thử": 3200,
        "Xã mới": 2400,
        "Huyện thử": 700,
        "Nhiều địa bàn": 6400,
    }


def test_owner_modality_and_form_take_rows_whole() -> None:
    health, school = make_agency("Sở Y tế thử"), make_agency("Trường thử")
    one = project(owner=health, modality="project")
    other = project(owner=school, modality="non_project")
    bare = project(modality="project")
    disburse(one, date(2016, 1, 1), "10", form="cash")
    disburse(one, date(2016, 1, 2), "2", form="goods")
    disburse(other, date(2016, 1, 3), "30", form="experts")
    disburse(bare, date(2016, 1, 4), "-4", form="")

    facts = gather(TERM)

    assert parts(facts, "disbursed_usd_by_owner") == {
        "Trường thử": 3000,
        "Sở Y tế thử": 1200,
        "Chưa rõ chủ khoản viện trợ": -400,
    }
    assert parts(facts, "disbursed_usd_by_modality") == {"Phi dự án": 3000, "Dự án": 800}
    assert parts(facts, "disbursed_usd_by_form") == {
        "Chuyên gia, tình nguyện viên": 3000,
        "Tiền": 1000,
        "Hiện vật": 200,
        "Chưa rõ": -400,
    }
    assert parts(facts, "committed_usd_by_owner") == {}


def test_a_project_counts_for_its_owner_of_today() -> None:
    old, new = make_agency("Chủ cũ"), make_agency("Chủ mới")
    one = project(owner=old)
    commit(one, date(2016, 1, 1), "10")
    one.owner = new
    save(one, by=None)

    assert parts(gather(TERM), "committed_usd_by_owner") == {"Chủ mới": 1000}


def test_years_of_a_period_that_covers_them_in_part_say_so() -> None:
    facts = gather(Period(date(2015, 3, 1), date(2017, 12, 31), "kỳ"))

    assert [(part.key, part.is_partial) for part in figure("committed_usd_by_year").parts(facts)] == [
        ("2015", True),
        ("2016", False),
        ("2017", False),
    ]


def test_addresses_of_rows_name_exactly_the_days_counted() -> None:
    korea = giver()
    disburse(project(donors=[(korea, None)]), date(2016, 1, 1), "1")
    facts = gather(Period(date(2015, 3, 1), date(2016, 6, 30), "kỳ"))

    assert figure("disbursed_usd").rows(facts.period) == ("/aid/disbursements/?counted=1&from=2015-03-01&to=2016-06-30")
    assert figure("disbursed_usd_by_year").parts(facts)[0].url == (
        "/aid/disbursements/?counted=1&from=2015-03-01&to=2015-12-31"
    )
    assert figure("disbursed_usd_by_ngo").parts(facts)[0].url == (
        f"/aid/disbursements/?counted=1&from=2015-03-01&to=2016-06-30&donor={korea.pk}"
    )


def test_projects_without_a_commitment_are_counted() -> None:
    bare, refused, with_archived = project(), project(stage=Stage.REJECTED), project()
    commit(project(), date(2016, 1, 1), "1")
    archive(commit(with_archived, date(2016, 1, 1), "1"), by=None, reason="Nhập trùng")
    disburse(bare, date(2016, 1, 1), "1")
    disburse(refused, date(2016, 1, 1), "1")

    assert value(gather(TERM), "projects_without_commitment") == 2


def test_an_empty_database_gives_zeros_and_is_empty() -> None:
    facts = gather(TERM)

    assert facts.is_empty
    assert [value(facts, key) for key in ("committed_usd", "disbursed_vnd", "training_by_year")] == [0, 0, 0]
    assert parts(facts, "committed_usd_by_sector") == {}


@pytest.mark.parametrize("times", [1, 3])
def test_gathering_asks_the_same_number_of_questions(times: int, django_assert_num_queries: Any) -> None:
    for number in range(times):
        korea, sweden = giver(), giver()
        one = project(
            donors=[(korea, "50"), (sweden, "50")],
            sectors=[(Sector.HEALTH, "50"), (Sector.OTHER, "50")],
            places=[(place(), None), (place(), None)],
        )
        commit(one, date(2016, 1, 1 + number), "1")
        disburse(one, date(2016, 7, 1), "1", dated_precision="year", status="estimate")
        disburse(one, date(2016, 7, 1), None)

    with django_assert_num_queries(27):
        gather(TERM)
