"""The table of delegations by country and kind: counts by hand, links that open exactly their rows, files."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.kit.writing import archive
from delegations.year_table import Line, year_table
from tests.factories.delegations import country_of, make_delegation

pytestmark = pytest.mark.django_db

YEARS = "/delegations/years/"


def world() -> None:
    """2019: a medical group of two countries, a cultural one of one, one without a country, one going out."""
    make_delegation(["KR", "SE"], name="Đoàn y tế", kind="medical", arrival_on=date(2019, 5, 10), headcount=12)
    make_delegation(["KR"], name="Đoàn văn hóa", kind="culture", arrival_on=date(2019, 12, 30), headcount=None)
    make_delegation(
        [], name="Đoàn lạ", kind="culture", arrival_on=date(2019, 1, 1), headcount=20, headcount_qualifier="khoảng"
    )
    make_delegation(
        ["LA"], name="Đoàn ra", direction="out", kind="friendship", arrival_on=date(2019, 3, 1), headcount=5
    )
    make_delegation(["KR"], name="Năm trước", kind="medical", arrival_on=date(2018, 12, 31), headcount=100)
    make_delegation(
        ["KR"], name="Đoàn hủy", kind="medical", status="cancelled", arrival_on=date(2019, 5, 1), headcount=100
    )
    archive(make_delegation(["KR"], name="Trùng", arrival_on=date(2019, 5, 1), headcount=7), by=None, reason="Trùng.")


def names(client: Client, url: str) -> list[str]:
    rows = csv.reader(io.StringIO(client.get(f"{url}&export=csv").content.decode("utf-8-sig")), delimiter=";")
    next(rows)
    return sorted(row[0] for row in rows)


def test_by_country_and_kind_with_totals_that_count_each_once() -> None:
    world()

    found = year_table(Period.calendar_year(2019))

    korea, sweden, laos = (country_of(code).pk for code in ("KR", "SE", "LA"))
    assert found.kinds == ("friendship", "medical", "culture")
    incoming, outgoing = found.tables
    assert incoming.lines == (
        Line(korea, "Hàn Quốc", {"culture": 1, "medical": 1}, 2, 12, 1, 0),
        Line(sweden, "Thụy Điển", {"medical": 1}, 1, 12, 0, 0),
        Line(None, "Chưa ghi nước", {"culture": 1}, 1, 20, 0, 1),
    )
    assert incoming.total == Line(None, "Tổng", {"culture": 2, "medical": 1}, 3, 32, 1, 1)
    assert incoming.is_shared
    assert outgoing.lines == (Line(laos, "Lào", {"friendship": 1}, 1, 5, 0, 0),)
    assert outgoing.total == Line(None, "Tổng", {"friendship": 1}, 1, 5, 0, 0)
    assert not outgoing.is_shared


def test_a_rough_arrival_counts_by_its_stand_in_day() -> None:
    make_delegation(["KR"], arrival=PartialDate.of_year(2019))

    halves = [year_table(Period.half_year(2019, half)).tables[0].total.delegations for half in (1, 2)]

    assert halves == [0, 1]


def test_every_number_opens_its_rows(leader_client: Client) -> None:
    world()

    table = leader_client.get(YEARS, {"year": "2019"}).context["tables"][0]

    lines = {line.name: line for line in (*table["lines"], table["total"])}
    opened = {
        name: {number.head: names(leader_client, number.url) for number in line.numbers if number.value}
        for name, line in lines.items()
    }
    assert opened == {
        "Hàn Quốc": {
            "Y tế": ["Đoàn y tế"],
            "Văn hóa": ["Đoàn văn hóa"],
            "Cộng số đoàn": ["Đoàn văn hóa", "Đoàn y tế"],
            "Số người": ["Đoàn văn hóa", "Đoàn y tế"],
        },
        "Thụy Điển": {head: ["Đoàn y tế"] for head in ("Y tế", "Cộng số đoàn", "Số người")},
        "Chưa ghi nước": {head: ["Đoàn lạ"] for head in ("Văn hóa", "Cộng số đoàn", "Số người")},
        "Tổng": {
            "Y tế": ["Đoàn y tế"],
            "Văn hóa": ["Đoàn lạ", "Đoàn văn hóa"],
            "Cộng số đoàn": ["Đoàn lạ", "Đoàn văn hóa", "Đoàn y tế"],
            "Số người": ["Đoàn lạ", "Đoàn văn hóa", "Đoàn y tế"],
        },
    }
    counts = [number.value for line in lines.values() for number in line.numbers if number.head != "Số người"]
    assert [count for count in counts if count] == [1, 1, 2, 1, 1, 1, 1, 1, 2, 3]


def test_the_total_says_what_it_does_not_hold_and_why_lines_exceed_it(leader_client: Client) -> None:
    world()

    response = leader_client.get(YEARS, {"year": "2019"})

    assert response.context["tables"][0]["total"].note == "1 đoàn chưa rõ số người; 1 đoàn ghi ước chừng"
    assert response.content.decode().count("dòng tổng đếm mỗi đoàn một lần") == 1


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ({"year": "2019"}, "năm 2019"),
        ({"year": "quý II/2019"}, "quý II năm 2019"),
        ({"year": "5/2019"}, "từ ngày 01/05/2019 đến ngày 31/05/2019"),
        ({"from": "15/12/2018", "to": "14/12/2019"}, "từ ngày 15/12/2018 đến ngày 14/12/2019"),
        ({"from": "2019-01-01", "to": "2019-12-31", "year": "2015"}, "từ ngày 01/01/2019 đến ngày 31/12/2019"),
    ],
)
def test_any_period(query: dict[str, str], label: str, leader_client: Client) -> None:
    assert leader_client.get(YEARS, query).context["period"].label == label


def test_nothing_asked_is_the_present_year(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delegations.views.year_table.today", lambda: date(2019, 12, 18))

    assert leader_client.get(YEARS).context["period"].label == "năm 2019"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"year": "hai nghìn"}, "year"),
        ({"from": "29/02/2017", "to": "01/03/2017"}, "from_day"),
        ({"from": "01/01/2019"}, "to_day"),
        ({"to": "01/01/2019"}, "from_day"),
        ({"from": "02/01/2019", "to": "01/01/2019"}, "to_day"),
        ({"year": "\x00"}, "year"),
    ],
)
def test_a_period_that_cannot_be_read_is_said(query: dict[str, str], field: str, leader_client: Client) -> None:
    response = leader_client.get(YEARS, query)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert leader_client.get(YEARS, query | {"export": "csv"}).headers["Content-Type"].startswith("text/html")


def test_the_file_has_both_directions_and_their_totals(leader_client: Client) -> None:
    world()

    answer = leader_client.get(YEARS, {"year": "2019", "export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        [
            "Chiều",
            "Nước, vùng lãnh thổ",
            "Hữu nghị nhân dân",
            "Y tế",
            "Văn hóa",
            "Cộng số đoàn",
            "Số người",
            "Số đoàn chưa rõ số người",
            "Số đoàn ghi số người ước chừng",
        ],
        ["Đoàn vào", "Hàn Quốc", "0", "1", "1", "2", "12", "1", "0"],
        ["Đoàn vào", "Thụy Điển", "0", "1", "0", "1", "12", "0", "0"],
        ["Đoàn vào", "Chưa ghi nước", "0", "0", "1", "1", "20", "0", "1"],
        ["Đoàn vào", "Tổng", "0", "1", "2", "3", "32", "1", "1"],
        ["Đoàn ra", "Lào", "1", "0", "0", "1", "5", "0", "0"],
        ["Đoàn ra", "Tổng", "1", "0", "0", "1", "5", "0", "0"],
    ]
    assert leader_client.get(YEARS, {"year": "2019", "export": "xlsx"}).content[:2] == b"PK"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("export", [{}, {"export": "xlsx"}])
def test_queries_do_not_grow(
    number: int, export: dict[str, str], leader_client: Client, django_assert_num_queries: Any
) -> None:
    for code in ("KR", "LA", "SE")[:number]:
        make_delegation([code, "JP"], arrival_on=date(2019, 5, 1))
        make_delegation([], direction="out", arrival_on=date(2019, 5, 1))

    with django_assert_num_queries(8 if export else 10):
        leader_client.get(YEARS, {"year": "2019"} | export)


def test_an_empty_year_says_so(leader_client: Client) -> None:
    response = leader_client.get(YEARS, {"year": "1999"})

    assert response.context["tables"] == []
    assert "Không có đoàn nào đến trong năm 1999" in response.content.decode()
