"""The summary of a year: each number against what stands in the made-up office (tests/factories/annual.py), and
against an independent sum over its rows."""

from dataclasses import astuple
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db.models import Sum
from django.test import Client

from aid.models import Commitment, Disbursement
from config.kit.periods import Period
from reports.facts import gather
from reports.measures import CATALOGUE, figure
from reports.models import Term
from reports.printed.asked import default_body
from reports.printed.compose import districts_in, summary_of
from reports.printed.summary import Count, Summary
from reports.printed.summary_rows import totals_of
from reports.printed.wording import Measured
from tests.factories.annual import make_aid, make_many_projects, make_office, make_people, make_visits
from tests.factories.associations import make_association, make_membership
from tests.factories.delegations import make_delegation
from tests.factories.printed import year_of
from tests.factories.reports import commit, disburse, make_term, project

pytestmark = pytest.mark.django_db

LAST_DAY = date(2019, 12, 31)


def summary(as_of: date = LAST_DAY, year: int = 2019) -> Summary:
    return summary_of(year_of(year), as_of=as_of, body=default_body())


def rows_sum(model: Any, column: str, year: int = 2019) -> int:
    """The sum over the rows themselves, without any code of the reports."""
    return int(model.objects.filter(dated_on__year=year).aggregate(sum=Sum(column))["sum"])


def test_money_of_the_year_and_of_the_year_before() -> None:
    make_aid()

    aid = summary().aid

    assert aid.committed.now == Measured(620_045_645, 2)
    assert aid.committed.before == Measured(711_802_650, 1)
    assert aid.disbursed.now == Measured(576_853_160, 5)
    assert aid.disbursed.before == Measured(513_057_420, 1)
    assert (aid.disbursed.estimate, aid.disbursed.estimate_rows) == (8_650_000, 1)
    assert [(str(row.amount), row.currency) for row in aid.disbursed.without_usd] == [("85000.00", "SEK")]
    assert aid.disbursed.year_only == 1


def test_every_sum_equals_the_sum_over_its_rows() -> None:
    make_office()
    make_many_projects(7)

    found = summary()

    assert found.aid.committed.now.value == rows_sum(Commitment, "usd_cents")
    assert found.aid.disbursed.now.value == rows_sum(Disbursement, "usd_cents")
    assert found.aid.committed.vnd == rows_sum(Commitment, "vnd")
    assert found.aid.disbursed.vnd == rows_sum(Disbursement, "vnd")


def test_annexes_add_up_to_the_text() -> None:
    make_office()
    make_many_projects(7)

    found = summary()
    aid, annexes = found.aid, found.annexes

    totals = totals_of(annexes.project_lines)
    assert (totals.committed, totals.disbursed) == (aid.committed.now.value, aid.disbursed.now.value)
    for divided in (annexes.by_sector, annexes.by_district):
        assert sum(line.committed for line in divided.lines) == aid.committed.now.value
        assert sum(line.disbursed for line in divided.lines) == aid.disbursed.now.value
        assert divided.projects == len(annexes.project_lines) == aid.projects
    assert sum(line.headcount or 0 for line in annexes.incoming) == found.visits.guests
    assert len(annexes.members) == found.organisation.members
    term = found.term
    assert term is not None
    assert (term.years[-1].committed, term.years[-1].disbursed) == (aid.committed.now.value, aid.disbursed.now.value)


def test_text_numbers_are_those_of_the_catalogue() -> None:
    make_office()
    facts = gather(Period.calendar_year(2019))

    found = summary()

    told = {line.key: line.now for line in found.compared if line.key in CATALOGUE}
    assert told == {key: figure(key).total(facts) for key in told}
    assert found.aid.projects == figure("projects_running").total(facts)
    assert found.aid.approved == figure("projects_approved").total(facts)
    assert found.organisation.members == figure("associations_members").total(facts)


def test_organisations_projects_and_what_was_handed_over() -> None:
    make_aid()

    aid = summary().aid

    assert (aid.related, aid.direct, aid.certified, aid.certified_related) == (3, 2, 1, 1)
    assert aid.running == (("Dự án", 2), ("Phi dự án", 1))
    assert (aid.approved, aid.approved_running) == (1, 1)
    assert [(line.label, str(line.quantity), line.unit) for line in aid.handed_over] == [
        ("Trạm y tế", "1.00", "trạm"),
        ("Đường bê tông", "3.50", "km"),
    ]
    # Of 3.655.031,60 USD for health care 60 % is health; the district of the village gets 2.000.000 and 30 %.
    assert aid.sectors[0] == ("Y tế", 219_301_896)
    assert aid.district == ("Huyện Đại Từ", 309_650_948)


def test_delegations_and_their_results() -> None:
    make_visits()

    visits = summary().visits

    assert visits.incoming == Count(3, 2)
    assert visits.guests == 36
    # No outgoing delegation is recorded before 2019, so there is nothing to compare with.
    assert visits.outgoing == Count(1, None)
    assert visits.countries == (("Hàn Quốc", 2), ("Lào", 1))
    assert astuple(visits.missions) == (1, 1520, 812_000_000, ("Đại Từ", "Võ Nhai"), 2, 24, 2, 440_000_000)


def test_people() -> None:
    make_people()

    found = summary()

    assert (found.organisation.members, found.organisation.official, found.organisation.collective) == (2, 366, 8)
    assert found.organisation.founded == ("Hội hữu nghị Việt - Đức tỉnh",)
    assert found.organisation.overdue == ("Hội hữu nghị Việt - Hàn tỉnh",)
    assert found.training.classes == Count(1, 1)
    assert found.training.trainees == 85
    assert found.ahead.anniversaries == (("Hội hữu nghị Việt - Hàn tỉnh", 10, date(2010, 3, 2)),)


def test_a_day_inside_the_year_cuts_both_years() -> None:
    make_aid()

    found = summary(date(2019, 6, 30))

    assert (found.period.start, found.period.end) == (date(2019, 1, 1), date(2019, 6, 30))
    assert (found.before.start, found.before.end) == (date(2018, 1, 1), date(2018, 6, 30))
    assert found.span.that == "cùng kỳ năm 2018"
    assert found.aid.committed.now == Measured(600_000_000, 1)
    assert found.aid.disbursed.now == Measured(200_000_000, 1)
    assert found.aid.disbursed.before == Measured(513_057_420, 1)


def test_a_day_after_the_year_is_its_last() -> None:
    make_aid()

    assert summary(date(2021, 3, 1)) == summary()


def test_a_year_before_all_records_is_no_zero() -> None:
    commit(project(), date(2019, 3, 1), "10")
    make_delegation(arrival_on=date(2019, 3, 1))

    found = summary()

    assert found.aid.committed.before is None
    assert found.visits.incoming == Count(1, None)
    assert next(line for line in found.compared if line.key == "committed_usd").before is None


def test_a_year_between_records_is_a_zero() -> None:
    one = project()
    commit(one, date(2017, 3, 1), "10")
    commit(one, date(2019, 3, 1), "10")

    assert summary().aid.committed.before == Measured(0, 0)


def test_a_year_before_without_any_rate_is_unknown() -> None:
    one = project()
    disburse(one, date(2018, 3, 1), None)
    disburse(one, date(2019, 3, 1), "10")

    assert summary().aid.disbursed.before is None


def test_the_term_of_the_year() -> None:
    make_office()

    term = summary().term

    assert term is not None
    assert (term.name, term.as_of, term.days_gone, term.days) == ("2015-2020", LAST_DAY, 1826, 2192)
    assert [(line.year, line.committed) for line in term.years][3:] == [(2018, 711_802_650), (2019, 620_045_645)]
    assert [(row.country, row.is_new) for row in term.partners] == [("Thái Lan", True), ("Lào", False)]
    kinds = [target.kind for target in term.targets]
    assert kinds[:4] == ["total", "total", "every_year", "partners"]


def test_months_before_the_end_count_from_the_day_the_goal_was_passed_for_good() -> None:
    one = project()
    commit(one, date(2018, 1, 1), "36000000")
    commit(one, date(2018, 6, 1), "-2000000")
    commit(one, date(2019, 10, 15), "2000000")

    term = summary().term

    assert term is not None
    assert term.targets[0].state == "met"
    # From 15/10/2019 to 31/12/2020: fourteen whole months.
    assert term.targets[0].months_early == 14


def test_a_year_outside_every_term() -> None:
    commit(project(), date(2030, 3, 1), "10")

    assert summary(date(2030, 12, 31), 2030).term is None


def test_of_two_terms_in_a_year_the_newer_one_counts() -> None:
    make_term(name="2020-2025", start_on=date(2020, 10, 1), end_on=date(2025, 9, 30))

    found = summary(date(2020, 12, 31), 2020).term

    assert found is not None
    assert found.name == "2020-2025"
    assert Term.objects.count() == 2


def test_a_year_without_data_and_a_year_to_come_are_empty() -> None:
    make_association(member_since=date(2005, 1, 1))

    assert summary(date(1990, 12, 31), 1990).is_empty
    assert summary(date(2026, 5, 1), 2050).is_empty
    assert not summary_with_a_class().is_empty


def summary_with_a_class() -> Summary:
    make_people()
    return summary()


def test_a_congress_after_the_period_is_not_shown_in_it() -> None:
    one = make_association(member_since=date(2005, 1, 1), congress_on=date(2021, 5, 1))
    make_membership(one, 2019, official=1)

    assert summary().annexes.members[0].congress_on is None


def test_districts_in_free_text() -> None:
    texts = ["Xã La Bằng, huyện Đại Từ", "Huyện Võ Nhai; huyện Đại Từ", "TP Thái Nguyên", "Bệnh viện A"]

    assert districts_in(texts) == ("Đại Từ", "Võ Nhai", "Thái Nguyên")


@pytest.mark.parametrize("times", [1, 3])
def test_the_summary_asks_the_same_number_of_questions(times: int, django_assert_num_queries: Any) -> None:
    make_office()
    make_many_projects(times)
    for number in range(times):
        other = make_association(name=f"Hội hữu nghị số {number}", member_since=date(2015, 1, 1))
        make_membership(other, 2019, official=10)
        make_delegation(["KR", "LA"], arrival_on=date(2019, 8, 1 + number))
        make_delegation(["KR"], direction="out", arrival_on=date(2019, 8, 1 + number))

    with django_assert_num_queries(128):
        summary()


# Each figure opens to its rows --------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        "ngos_related",
        "ngos_direct",
        "ngos_certified",
        "ngos_running",
        "projects_running",
        "projects_approved",
        "associations_members",
        "associations_founded",
        "associations_congresses",
    ],
)
def test_a_figure_opens_to_as_many_rows(key: str, leader_client: Client) -> None:
    make_office()
    facts = gather(Period.calendar_year(2019))

    page = leader_client.get(figure(key).rows(facts.period))

    assert page.status_code == 200
    assert len(page.context["rows"]) == figure(key).total(facts)


def test_parts_of_running_projects_open_to_their_rows(leader_client: Client) -> None:
    make_office()

    for part in figure("projects_running").parts(gather(Period.calendar_year(2019))):
        assert urlsplit(part.url).path == "/aid/projects/"
        assert len(leader_client.get(part.url).context["rows"]) == part.value
