"""Which days of a term count, what is printed of it, and what each choice would make of the figures."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from reports.choices import CountingRule
from reports.counting import counted_period, drafted_rule
from reports.counting_effect import effects
from reports.measures import figure
from reports.milestones import last_differs, outside_years
from reports.models import Term
from reports.windows import Window
from tests.factories.associations import make_partner, make_training
from tests.factories.reports import commit, disburse, make_term, project

START, END = date(2015, 6, 15), date(2020, 5, 20)


# Days ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        ("days", START, END),
        ("all_years", date(2015, 1, 1), date(2020, 12, 31)),
        ("without_first", date(2016, 1, 1), date(2020, 12, 31)),
        ("without_last", date(2015, 1, 1), date(2019, 12, 31)),
    ],
)
def test_days_that_count(rule: str, first: date, last: date):
    period = counted_period(CountingRule(rule), START, END, "giai đoạn 2015-2020")

    assert (period.start, period.end, period.label) == (first, last, "giai đoạn 2015-2020")


@pytest.mark.parametrize("rule", ["all_years", "without_first", "without_last"])
def test_a_term_within_one_year_counts_whole(rule: str):
    period = counted_period(CountingRule(rule), date(2016, 2, 1), date(2016, 9, 30), "")

    assert (period.start, period.end) == (date(2016, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("days", "từ 15/06/2015 đến 20/05/2020, đúng thời gian của nhiệm kỳ."),
        ("all_years", "từ 01/01/2015 đến 31/12/2020, trọn các năm nhiệm kỳ đi qua."),
        ("without_first", "từ 01/01/2016 đến 31/12/2020, trọn các năm nhiệm kỳ đi qua, không tính năm đầu 2015."),
        ("without_last", "từ 01/01/2015 đến 31/12/2019, trọn các năm nhiệm kỳ đi qua, không tính năm cuối 2020."),
    ],
)
def test_the_rule_is_drafted_from_the_choice(rule: str, words: str):
    drafted = drafted_rule(CountingRule(rule), START, END)

    assert drafted.startswith(f"Cộng các dòng có ngày {words} Cam kết tính theo ngày phê duyệt hoặc điều chỉnh;")


def test_the_rule_of_a_term_within_one_year_leaves_no_year_out():
    drafted = drafted_rule(CountingRule.WITHOUT_FIRST, date(2016, 2, 1), date(2016, 9, 30))

    assert drafted.startswith("Cộng các dòng có ngày từ 01/01/2016 đến 31/12/2016, trọn năm 2016. Cam kết")


# Milestones ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goals", "goal", "sentence"),
    [
        ({}, 35_000_000, ""),
        ({2019: 30_000_000, 2020: 35_000_000}, 35_000_000, ""),
        (
            {2020: 30_000_000, 2019: 35_000_000},
            35_000_000,
            "Mốc cuối 30 triệu khác mức đặt ra 35 triệu; chỉ tiêu nhiệm kỳ vẫn là 35 triệu.",
        ),
        (
            {2020: 34_960_000},
            34_999_999,
            "Mốc cuối 34,96 triệu khác mức đặt ra 34.999.999; chỉ tiêu nhiệm kỳ vẫn là 34.999.999.",
        ),
        ({2020: 5}, 6, "Mốc cuối 5 khác mức đặt ra 6; chỉ tiêu nhiệm kỳ vẫn là 6."),
        ({2020: 0}, 0, ""),
        ({2020: 1_500_000_000}, None, "Mốc cuối 1,5 tỷ; chỉ tiêu nhiệm kỳ chưa đặt con số."),
    ],
)
def test_milestones_that_end_elsewhere_are_named(goals: dict[int, int], goal: int | None, sentence: str):
    assert last_differs(goals, goal) == sentence


def test_milestones_outside_the_years_that_count_are_named():
    assert outside_years([2020, 2016, 2015], [2016, 2017, 2018, 2019]) == (
        "Mốc năm 2015, 2020 nằm ngoài các năm được tính nên không dùng để xét tiến độ."
    )
    assert outside_years([2016], [2016]) == ""


# Side by side -------------------------------------------------------------------

RULES = [CountingRule.DAYS, CountingRule.ALL_YEARS, CountingRule.WITHOUT_FIRST, CountingRule.WITHOUT_LAST]


@pytest.fixture
def term(db: None) -> Term:
    """A term from 15/06/2015 to 20/05/2020 with rows before it, on its edges, in it and after it."""
    water = project()
    commit(water, date(2014, 12, 31), "70000")
    commit(water, date(2015, 3, 10), "100")
    commit(water, START, "4000")
    commit(water, date(2016, 7, 1), "20")
    commit(water, date(2020, 12, 31), "3")
    disburse(water, END, "50")
    disburse(water, date(2020, 5, 21), "7")
    for day in (date(2015, 3, 1), date(2016, 5, 5), date(2016, 6, 6)):
        make_training(start_on=day)
    make_partner(first_contact_on=date(2015, 2, 2))
    return make_term(name="Lần III", start_on=START, end_on=END)


def test_the_figures_by_each_rule(term: Term):
    found = effects(term, date(2021, 1, 1))

    assert [one.rule for one in found] == RULES
    assert [one.total("committed_usd") for one in found] == [402_000, 412_300, 2_300, 412_000]
    assert [one.total("disbursed_usd") for one in found] == [5_000, 5_700, 5_700, 0]
    assert [one.total("training_by_year") for one in found] == [2, 3, 2, 3]
    assert [one.years_with_class for one in found] == [(1, 6), (2, 6), (1, 5), (2, 5)]
    assert [one.total("sea_partners_established") for one in found] == [0, 1, 0, 1]
    assert [one.is_chosen for one in found] == [True, False, False, False]


def test_the_chosen_rule_gives_the_figures_of_the_dashboard(term: Term):
    for rule in CountingRule:
        term.counting = rule
        facts = Window(term, date(2018, 3, 1)).facts()
        (chosen,) = [one for one in effects(term, date(2018, 3, 1)) if one.is_chosen]

        for key in ("committed_usd", "disbursed_usd", "training_by_year", "sea_partners_established"):
            assert chosen.total(key) == figure(key).total(facts), (rule, key)
            assert chosen.rows(key) == figure(key).rows(facts.period), (rule, key)


def test_a_rule_whose_days_have_not_begun_has_no_figures(term: Term):
    found = effects(term, date(2015, 12, 31))

    assert [one.total("committed_usd") for one in found] == [400_000, 410_000, None, 410_000]
    assert (found[2].rows("committed_usd"), found[2].years_with_class) == ("", (0, 5))


def test_the_page_of_a_term_shows_the_rules_side_by_side(term: Term, leader_client: Client):
    page: Any = leader_client.get(f"/reports/terms/{term.pk}/")
    table = page.context["tables"][-1]

    rows = [[cell.html for cell in row.cells] for row in table.rows]
    assert table.caption == "Ảnh hưởng của cách tính"
    assert [row[0].split("<")[0] for row in rows] == [str(rule.label) for rule in RULES]
    assert "15/06/2015 – 20/05/2020" in rows[0][0]
    assert ["Đang dùng" in row[1] for row in rows] == [True, False, False, False]
    days = "from=2015-06-15&amp;to=2020-05-20"
    assert rows[0][2] == f'<a href="/aid/commitments/?counted=1&amp;{days}">4.020<span class="dec">,00</span></a>'
    assert "1/6 năm có lớp" in rows[0][4]


def test_a_number_opens_exactly_its_rows(term: Term, leader_client: Client):
    pages: list[Any] = [leader_client.get(one.rows("committed_usd")) for one in effects(term, date(2021, 1, 1))]

    totals = [{cell.label: strip_tags(cell.html) for cell in page.context["total"]} for page in pages]
    assert [total["USD"] for total in totals] == ["4.020,00", "4.123,00", "23,00", "4.120,00"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_rules_ask_the_same_number_of_questions(rows: int, term: Term, django_assert_num_queries: Any):
    for number in range(rows):
        commit(project(), date(2017, 1, 1 + number), "5")

    with django_assert_num_queries(76):
        effects(term, date(2021, 1, 1))


def test_rules_that_count_the_same_days_share_their_facts(db: None):
    days, years, *_ = effects(Term.objects.get(), date(2018, 1, 1))

    assert days.facts is years.facts
