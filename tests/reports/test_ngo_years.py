"""Organisations over the years: hand-made data in which all counts differ, the page, its links and its drawing."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from aid.choices import RelationKind
from aid.queries.running import NGOCount, ngo_counts
from config.kit.periods import Period
from config.kit.writing import archive, save
from reports.facts import gather
from reports.measures import figure
from reports.models import PublishedFigure
from reports.ngo_years import ngo_years, years_named
from reports.render.charts import counts_scale
from reports.render.ngo_chart import Axis, finding, ngo_chart
from tests.factories.annual import certified, related
from tests.factories.reports import commit, giver, project

pytestmark = pytest.mark.django_db

TODAY = date(2019, 6, 1)
PAGE = "/reports/ngos/"
QUERIES = 17


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.views.ngo_years.today", lambda: TODAY)


@pytest.fixture
def office() -> None:
    """End of 2016: 1 related. 2017: 3 related, 2 direct, 1 certified, 0 giving. 2018: 5, 3, 4, 2. Today: 4, 3, 2, 1."""
    ngos = [giver() for _ in range(6)]
    first, second, third, fourth, fifth, stranger = ngos
    related(first, start_on=date(2016, 7, 1), start_precision="year")
    related(second, start_on=date(2017, 12, 31))
    related(third, RelationKind.INDIRECT, start_on=date(2017, 5, 1))
    related(fourth, start_on=date(2018, 2, 1))
    related(fifth, RelationKind.INDIRECT, start_on=date(2018, 1, 1), end_on=date(2019, 5, 31), end_precision="day")
    certified(first, date(2022, 12, 31))
    for ngo, until in ((second, date(2019, 5, 31)), (third, date(2019, 1, 1)), (stranger, None)):
        certified(ngo, until, issued_on=date(2018, 3, 1))
    span = {
        "start_on": date(2018, 1, 1),
        "start_precision": "day",
        "end_on": date(2018, 12, 31),
        "end_precision": "day",
    }
    project(donors=[(second, "50"), (first, "50")], **span)
    commit(project(**span | {"end_on": date(2020, 12, 31)}), date(2018, 5, 1), "100", donor=first)
    gone = giver()
    related(gone)
    certified(gone)
    archive(gone, by=None, reason="Nhập trùng")


def counted(year: int) -> tuple[int, ...]:
    line = next(line for line in ngo_years(TODAY).lines if line.year == year)
    return tuple(number.value for number in line.numbers)


def test_each_count_has_its_own_number(office: None) -> None:
    lines = ngo_years(TODAY).lines

    assert [(line.day, line.is_running) for line in lines] == [
        (date(2016, 12, 31), False),
        (date(2017, 12, 31), False),
        (date(2018, 12, 31), False),
        (TODAY, True),
    ]
    assert [counted(year) for year in (2016, 2017, 2018, 2019)] == [
        (1, 1, 0, 0),
        (3, 2, 1, 0),
        (5, 3, 4, 2),
        (4, 3, 2, 1),
    ]
    assert ngo_counts(date(2018, 12, 31)) == NGOCount(related=5, direct=3, certified=4, certified_related=3, running=2)


def test_each_number_opens_its_rows(office: None, leader_client: Client) -> None:
    for line in ngo_years(TODAY).lines:
        for number in line.numbers:
            assert len(leader_client.get(number.url).context["rows"]) == number.value, number.url


def test_figures_of_the_catalogue_say_the_same(office: None, leader_client: Client) -> None:
    facts = gather(Period.calendar_year(2018))
    keys = ("ngos_related", "ngos_direct", "ngos_certified", "ngos_running")

    assert tuple(figure(key).total(facts) for key in keys) == counted(2018) == (5, 3, 4, 2)
    rows = leader_client.get(figure("ngos_running").rows(facts.period)).context["rows"]
    assert len(rows) == 2


def test_the_page_names_each_definition(office: None, leader_client: Client) -> None:
    page = leader_client.get(PAGE)
    html = page.content.decode()

    assert page.context["finding"] == "Từ 1 tổ chức cuối năm 2016 đến 4 tổ chức có quan hệ (ngày 01/06/2019)"
    assert re.findall(r'href="/reports/figures/#(\w+)">', html)[:4] == [
        "ngos_related",
        "ngos_direct",
        "ngos_certified",
        "ngos_running",
    ]
    for key in ("ngos_related", "ngos_running"):
        assert figure(key).definition in html
    assert 'href="/aid/ngos/?direct_on=2018-12-31">3</a>' in html
    assert "khoảng 5-6 tổ chức" in html.replace("\xa0", " ")


def test_the_list_and_the_reports_lead_here(leader_client: Client) -> None:
    for address in ("/aid/ngos/", "/reports/"):
        assert f'href="{PAGE}"' in leader_client.get(address).content.decode()


def test_without_relations_the_page_says_so(leader_client: Client) -> None:
    certified(giver())
    page = leader_client.get(PAGE)

    assert page.context["lines"] == ()
    assert "Chưa có quan hệ nào được ghi" in page.content.decode()


def test_relations_without_a_start_are_told(leader_client: Client) -> None:
    related(giver(), start_on=None, start_precision="")
    page = leader_client.get(PAGE)

    assert [line.year for line in page.context["lines"]] == [2019]
    assert "1 tổ chức chưa ghi quan hệ bắt đầu từ khi nào" in page.content.decode()


def test_a_start_before_any_sense_gives_no_endless_table() -> None:
    related(giver(), start_on=date(1900, 1, 1))

    assert [line.year for line in ngo_years(TODAY).lines] == list(range(1960, 2020))


def test_a_relation_that_is_still_to_come_shows_this_year() -> None:
    related(giver(), start_on=date(2020, 1, 1))

    assert [(line.year, line.counts.related) for line in ngo_years(TODAY).lines] == [(2019, 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(
    office: None, leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for number in range(rows):
        ngo = giver()
        related(ngo, start_on=date(2010 - 9 * number, 1, 1))  # the more rows, the more years
        certified(ngo)
        commit(project(donors=[(ngo, None)]), date(2018, 12, 31), "5", donor=ngo)

    with django_assert_num_queries(QUERIES):
        leader_client.get(PAGE)


# The drawing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("high", "lines"),
    [
        (0, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (6, [0, 2, 4, 6]),
        (73, [0, 20, 40, 60, 80]),
        (500, [0, 100, 200, 300, 400, 500]),
    ],
)
def test_the_axis_counts_in_whole_steps(high: int, lines: list[int]) -> None:
    assert counts_scale([high], "tổ chức", top=900, bottom=8900).lines == lines


def test_years_are_labelled_while_there_is_room() -> None:
    assert Axis(2016, 2019).labels() == [2016, 2017, 2018, 2019]
    assert Axis(1995, 2026).labels() == [1995, 2000, 2005, 2010, 2015, 2020, 2025]
    assert Axis(2019, 2019).labels() == [2019]
    assert (Axis(2010, 2020).x(201000), Axis(2010, 2020).x(201500), Axis(2010, 2020).x(202000)) == (100, 4550, 9000)


@pytest.mark.parametrize(
    ("text", "years"), [("1995-1996", (1995, 1996)), ("năm 2015", (2015,)), ("hằng năm", ()), ("quý 20155", ())]
)
def test_years_in_the_words_of_a_period(text: str, years: tuple[int, ...]) -> None:
    assert years_named(text) == years


def test_the_drawing_tells_its_figures_and_shows_what_was_published(office: None) -> None:
    for row in PublishedFigure.objects.filter(unit="ngos").exclude(period_label="năm 2015"):
        archive(row, by=None, reason="Thử")
    save(
        PublishedFigure(label="Tổ chức <khác>", period_label="chưa rõ", value_low=9, unit="ngos", source="Báo"), by=None
    )

    svg = ET.fromstring(ngo_chart(ngo_years(TODAY)))  # noqa: S314  our own text

    words = [text.text for text in svg.iter("text")]
    assert [text for text in words if text and not text.isdecimal()] == [
        "80 tổ chức",
        "Trực tiếp 3",
        "Có quan hệ 4",
        "trên 70",
        "hơn 30",
    ]
    # Two ends of lines, two hollow points; a figure without a year has no place on the axis, but is told in words.
    assert [circle.get("class") for circle in svg.iter("circle")] == ["full", "full", "d-open", "d-open"]
    told = (svg.findtext("desc") or "").replace("\xa0", " ")
    assert "Ngày 31/12/2017: 3 có quan hệ, 2 trực tiếp." in told
    assert "Đã công bố, chưa rõ: 9 tổ chức (tổ chức <khác>)." in told
    assert svg.findtext("title") == finding(ngo_years(TODAY))
