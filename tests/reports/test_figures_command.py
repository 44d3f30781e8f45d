"""The command `figures`: its JSON by hand, and the office's own workbook against its expected file."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from aid.choices import Sector
from associations.choices import PartnerKind
from tests.factories.associations import country_of, make_partner, make_training
from tests.factories.reports import commit, disburse, giver, make_term, project

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def run(*words: str) -> str:
    out = StringIO()
    call_command("figures", *words, stdout=out)
    return out.getvalue()


def figures(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--format", "json"))
    return found


def refusal(*words: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*words)
    assert caught.value.returncode == 1
    return str(caught.value)


def test_json_of_a_term_by_hand() -> None:
    korea = giver(name="Hội Saemaul", home_country=country_of("KR"))
    one = project(code="TN-2015-05", donors=[(korea, None)], sectors=[(Sector.HEALTH, "60"), (Sector.EDUCATION, "40")])
    commit(one, date(2015, 5, 1), "1000.10")
    commit(one, date(2016, 5, 1), "-0.05")
    disburse(one, date(2016, 4, 11), "500", status="estimate")
    disburse(one, date(2016, 4, 12), None)
    make_training(start_on=date(2015, 9, 12), trainee_count=85)
    make_partner(name="Hội Lào – Việt", first_contact_on=date(2016, 6, 1), kind=PartnerKind.PEOPLES_ORGANISATION)

    found = figures("2015-2020")

    empty = {str(year): "0.00" for year in range(2017, 2021)}
    assert found["committed_usd"] == {
        "total": "1000.05",
        "by_year": {"2015": "1000.10", "2016": "-0.05"} | empty,
    }
    assert found["disbursed_usd"] == {"total": "500.00", "by_year": {"2015": "0.00", "2016": "500.00"} | empty}
    assert found["committed_vnd"]["total"] == "20001000"
    assert found["disbursed_vnd"]["by_year"]["2016"] == "10000000"
    # Cents of the second row: 5 are 3 and 2, taken off.
    assert found["committed_usd_by_sector"] == {"Y tế": "600.03", "Giáo dục và đào tạo": "400.02"}
    assert found["committed_usd_by_ngo"] == {"Hội Saemaul": "1000.05"}
    assert found["disbursed_usd_by_country"] == {"Hàn Quốc": "500.00"}
    assert found["disbursed_usd_by_district"] == {"Nhiều địa bàn": "500.00"}
    assert found["training_by_year"] == {"2015": 1} | {str(year): 0 for year in range(2016, 2021)}
    assert found["trainees_by_year"]["2015"] == 85
    assert found["unconverted"] == ["TN-2015-05 2016-04-12 85000 SEK"]
    assert found["estimates_usd"] == "500.00"
    assert found["disbursed_estimate_usd"] == {"2016": "500.00"}
    assert found["sea_partners"] == {
        "established": 1,
        "extended": 0,
        "new_countries": 1,
        "established_list": ["Hội Lào – Việt (Lào)"],
        "extended_list": [],
        "new_countries_list": ["Lào"],
    }


def test_json_names_the_targets_with_their_state() -> None:
    commit(project(), date(2015, 5, 1), "35000000")

    committed, disbursed, training, partners = figures("2015-2020")["targets"]

    assert committed == {
        "label": "Giá trị cam kết viện trợ PCPNN",
        "figure": "committed_usd",
        "actual": "35000000.00",
        "goal": "35000000.00",
        "comparison": "more_than",
        "state": "not_met",
        "words": "Không đạt",
        "percent": "100.0",
        "pace": "100.0",
    }
    assert (disbursed["actual"], disbursed["state"]) == (None, "no_data")
    assert (training["state"], training["years"]["2015"]) == ("not_met", "không đạt")
    assert partners["words"] == "Nhiệm kỳ chưa đặt chỉ tiêu bằng số"


def test_as_of_goes_by_the_dates_of_rows() -> None:
    one = project()
    commit(one, date(2016, 6, 30), "10")
    commit(one, date(2016, 7, 1), "20")

    found = figures("2015-2020", "--as-of", "2016-06-30")

    assert found["committed_usd"] == {"total": "10.00", "by_year": {"2015": "0.00", "2016": "10.00"}}
    assert found["period"] == {"from": "2015-01-01", "to": "2016-06-30"}


def test_two_dates_instead_of_a_term_in_both_ways_of_writing() -> None:
    one = project()
    for on in (date(2014, 1, 1), date(2016, 12, 31), date(2017, 1, 1)):
        disburse(one, on, "1")

    assert figures("--from", "2014-01-01", "--to", "2016-12-31")["disbursed_usd"]["total"] == "2.00"
    assert figures("--from", "01/01/2014", "--to", "31/12/2016")["disbursed_usd"]["total"] == "2.00"
    assert (
        figures("--from", "2014-01-01", "--to", "2017-12-31", "--as-of", "2016-12-30")["disbursed_usd"]["total"]
        == "1.00"
    )


def test_a_term_that_has_not_begun_holds_nothing() -> None:
    make_term(name="2030-2035", start_on=date(2030, 1, 1), end_on=date(2035, 12, 31))
    commit(project(), date(2031, 1, 1), "10")

    assert figures("2030-2035", "--as-of", "2029-12-31")["committed_usd"]["total"] == "0.00"


def test_text_is_vietnamese() -> None:
    commit(project(), date(2015, 5, 1), "1234567.89")

    lines = run("2015-2020").splitlines()

    assert lines[:3] == [
        "Số liệu từ ngày 01/01/2015 đến ngày 31/12/2020",
        "",
        "Giá trị cam kết viện trợ PCPNN: 1.234.567,89 USD, bằng 3,5% (chỉ tiêu: trên 35 triệu USD). Không đạt.",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["1999-2004"], "Không có nhiệm kỳ “1999-2004”. Các nhiệm kỳ đang có: 2015-2020."),
        ([], "Ghi tên nhiệm kỳ (ví dụ 2015-2020), hoặc cả hai ngày --from và --to."),
        (["--from", "2014-01-01"], "Ghi tên nhiệm kỳ (ví dụ 2015-2020), hoặc cả hai ngày --from và --to."),
        (["2015-2020", "--from", "2014-01-01"], "Ghi tên nhiệm kỳ (ví dụ 2015-2020), hoặc cả hai ngày --from và --to."),
        (["--from", "2016-01-01", "--to", "2014-01-01"], "Ngày --to đứng trước ngày --from. Xem lại hai ngày."),
        (
            ["2015-2020", "--as-of", "hôm qua"],
            "Không đọc được ngày “hôm qua”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018.",
        ),
        (["2015-2020", "--as-of", "2018"], "Không đọc được ngày “2018”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(words: list[str], sentence: str) -> None:
    assert refusal(*words) == sentence


def test_the_workbook_of_the_office_gives_its_expected_figures() -> None:
    expected = json.loads((SAMPLES / "so-theo-doi-vien-tro.expected.json").read_text(encoding="utf-8"))
    call_command("import_workbook", str(SAMPLES / "so-theo-doi-vien-tro.xlsx"), stdout=StringIO())

    years = figures("--from", "2014-01-01", "--to", "2016-12-31")
    term = figures("2015-2020")

    for key in ("committed_usd", "disbursed_usd", "committed_vnd", "disbursed_vnd"):
        assert years[key]["by_year"] == expected[key]
    for key in ("disbursed_usd_by_sector", "committed_usd_by_ngo", "unconverted", "disbursed_estimate_usd"):
        assert years[key] == expected[key]
    assert years["estimates_usd"] == "59839.64"
    assert {key: term[key]["total"] for key in ("committed_usd", "disbursed_usd")} == expected["term_2015_2020"]
    for year, amount in expected["disbursed_usd_decree_year"].items():
        start, end = f"{int(year) - 1}-12-15", f"{year}-12-14"
        assert figures("--from", start, "--to", end)["disbursed_usd"]["total"] == amount


def test_every_breakdown_of_the_workbook_adds_up_to_its_total() -> None:
    call_command("import_workbook", str(SAMPLES / "so-theo-doi-vien-tro.xlsx"), stdout=StringIO())

    found = figures("--from", "2014-01-01", "--to", "2016-12-31")

    for side in ("committed_usd", "disbursed_usd"):
        total = Decimal(found[side]["total"])
        for key in ("sector", "district", "country", "ngo"):
            assert sum(map(Decimal, found[f"{side}_by_{key}"].values())) == total
