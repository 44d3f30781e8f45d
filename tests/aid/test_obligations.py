"""Reports owed, computed by hand: whose, when due, which days they tell of, and what came of them."""

from datetime import date
from typing import Any

import pytest

from aid.choices import LegalBasis, Reporter, ReportKind
from aid.rules.obligations import (
    Obligation,
    Owing,
    Receipt,
    Rule,
    Span,
    State,
    due_day,
    months_later,
    obligations,
    report_title,
    reported_period,
)

ND_80 = LegalBasis.ND_80_2020
HALF = Rule(1, "6 tháng", Reporter.PROJECT, ReportKind.HALF_YEAR, ND_80, month=7, day=15)
ANNUAL = Rule(2, "Năm", Reporter.PROJECT, ReportKind.ANNUAL, ND_80, month=1, day=5, year_offset=1)
FINAL = Rule(3, "Kết thúc", Reporter.PROJECT, ReportKind.FINAL, months_after_end=6)
OF_NGO = Rule(4, "Mẫu 05", Reporter.NGO, ReportKind.ANNUAL, month=12, day=18, in_force_from=date(2022, 11, 1))
PROVINCE = Rule(5, "Báo cáo tổng hợp", Reporter.PROVINCE, ReportKind.ANNUAL, month=1, day=15, year_offset=1)
RULES = (HALF, ANNUAL, FINAL)


def project(first: date | None = date(2021, 3, 1), last: date | None = None, **fields: Any) -> Owing:
    return Owing(Reporter.PROJECT, 7, (Span(first, last),), **{"legal_basis": ND_80, "ended_on": last} | fields)


def found(
    rules: Any,
    owing: Owing,
    *receipts: Receipt,
    since: date | None = date(2022, 1, 1),
    today: date = date(2023, 1, 10),
    until: date | None = None,
) -> list[Obligation]:
    return obligations(rules, [owing], receipts, follow_up_from=since, today=today, until=until or today)


def told(*args: Any, **kwargs: Any) -> list[tuple[str, int, date, str]]:
    return [(str(one.kind), one.year, one.due_on, str(one.state)) for one in found(*args, **kwargs)]


def came(kind: str, year: int, on: date, who: int = 7) -> Receipt:
    return Receipt(1, Reporter.PROJECT, who, kind, year, on)


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 8, 30), 6, date(2022, 2, 28)),
        (date(2020, 2, 29), 6, date(2020, 8, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 12, 31), 6, date(2022, 6, 30)),
        (date(2021, 6, 30), 6, date(2021, 12, 30)),
        (date(2021, 6, 15), 18, date(2022, 12, 15)),
    ],
)
def test_months_later_keeps_to_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("month", "day", "offset", "year", "due_on"),
    [
        (7, 15, 0, 2021, date(2021, 7, 15)),
        (1, 5, 1, 2021, date(2022, 1, 5)),
        (2, 29, 0, 2024, date(2024, 2, 29)),
        (2, 29, 0, 2023, date(2023, 2, 28)),
        (2, 29, 1, 2023, date(2024, 2, 29)),
        (6, 31, 0, 2021, date(2021, 6, 30)),
    ],
)
def test_yearly_day(month: int, day: int, offset: int, year: int, due_on: date) -> None:
    rule = Rule(1, "", Reporter.PROJECT, ReportKind.ANNUAL, month=month, day=day, year_offset=offset)

    assert due_day(rule, year) == due_on


def test_a_final_report_has_no_yearly_day() -> None:
    with pytest.raises(ValueError, match="gives no yearly day"):
        due_day(FINAL, 2021)


@pytest.mark.parametrize(
    ("kind", "offset", "first", "last"),
    [
        (ReportKind.HALF_YEAR, 0, date(2021, 1, 1), date(2021, 6, 30)),
        (ReportKind.HALF_YEAR, 1, date(2021, 7, 1), date(2021, 12, 31)),
        (ReportKind.ANNUAL, 1, date(2021, 1, 1), date(2021, 12, 31)),
        (ReportKind.ANNUAL, 0, date(2020, 12, 15), date(2021, 12, 14)),
    ],
)
def test_the_days_a_report_tells_of(kind: str, offset: int, first: date, last: date) -> None:
    rule = Rule(1, "", Reporter.PROVINCE, kind, month=1, day=1, year_offset=offset)

    period = reported_period(rule, 2021)

    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (ReportKind.HALF_YEAR, "Báo cáo 6 tháng đầu năm 2021"),
        (ReportKind.ANNUAL, "Báo cáo năm 2021"),
        (ReportKind.FINAL, "Báo cáo kết thúc"),
    ],
)
def test_a_report_is_named_with_its_year(kind: str, title: str) -> None:
    assert report_title(kind, 2021) == title


# Projects -----------------------------------------------------------------------------------------


def test_a_running_project_owes_its_half_and_its_year() -> None:
    assert told(RULES, project()) == [
        ("annual", 2021, date(2022, 1, 5), "overdue"),
        ("half_year", 2022, date(2022, 7, 15), "overdue"),
        ("annual", 2022, date(2023, 1, 5), "overdue"),
    ]


def test_without_a_day_to_follow_from_or_before_it_nothing_is_owed() -> None:
    assert told(RULES, project(), since=None) == []
    assert told(RULES, project(), since=date(2024, 1, 1)) == []


def test_ten_imported_years_are_history_on_the_day_of_installation() -> None:
    old = project(date(2013, 1, 1), None)

    assert told(RULES, old, since=date(2023, 1, 10)) == []


@pytest.mark.parametrize(("since", "years"), [(date(2022, 1, 5), [2021]), (date(2022, 1, 6), [])])
def test_the_day_followed_from_is_the_first_that_counts(since: date, years: list[int]) -> None:
    rows = found([ANNUAL], project(), since=since, today=date(2022, 2, 1))

    assert [one.year for one in rows] == years


@pytest.mark.parametrize(
    ("today", "until", "states"),
    [
        (date(2022, 7, 14), date(2022, 7, 14), []),
        (date(2022, 7, 14), date(2022, 7, 15), ["due"]),
        (date(2022, 7, 15), date(2022, 7, 15), ["due"]),
        (date(2022, 7, 16), date(2022, 7, 16), ["overdue"]),
        (date(2022, 5, 16), date(2022, 7, 15), ["due"]),
    ],
)
def test_a_report_is_due_on_its_day_and_overdue_after_it(today: date, until: date, states: list[str]) -> None:
    assert [str(one.state) for one in found([HALF], project(), today=today, until=until)] == states


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2022, 6, 30), None, [2022]),
        (date(2022, 7, 1), None, []),
        (date(2020, 1, 1), date(2022, 1, 1), [2022]),
        (date(2020, 1, 1), date(2021, 12, 31), []),
        (None, None, [2022]),
    ],
)
def test_it_is_owed_when_the_project_ran_in_the_reported_days(
    first: date | None, last: date | None, years: list[int]
) -> None:
    rows = found([HALF], project(first, last), today=date(2022, 8, 1))

    assert [one.year for one in rows] == years


@pytest.mark.parametrize(
    ("ended_on", "due_on"),
    [
        (date(2022, 8, 31), date(2023, 2, 28)),
        (date(2022, 12, 31), date(2023, 6, 30)),  # an end known only by its year: the year's last day
        (date(2024, 2, 29), date(2024, 8, 29)),
    ],
)
def test_the_final_report_is_due_six_months_after_the_end(ended_on: date, due_on: date) -> None:
    rows = found([FINAL], project(date(2021, 3, 1), ended_on), today=date(2024, 9, 1))

    assert [(one.year, one.due_on, one.period.start, one.period.end) for one in rows] == [
        (ended_on.year, due_on, date(2021, 3, 1), ended_on)
    ]


def test_a_project_without_an_end_owes_no_final_report() -> None:
    assert told([FINAL], project()) == []


def test_a_project_under_no_decree_owes_nothing() -> None:
    assert told(RULES, project(last=date(2022, 1, 1), legal_basis="")) == []


def test_a_rule_of_another_decree_does_not_bind() -> None:
    assert told([HALF, ANNUAL], project(legal_basis=LegalBasis.ND_93_2009)) == []


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2021, 12, 20), State.RECEIVED),
        (date(2022, 1, 5), State.RECEIVED),
        (date(2022, 1, 6), State.LATE),
    ],
)
def test_what_came_is_in_time_up_to_the_day_itself(on: date, state: State) -> None:
    (one,) = found([ANNUAL], project(), came("annual", 2021, on), today=date(2022, 2, 1))

    assert (one.state, one.received_on) == (state, on)


def test_a_receipt_answers_its_own_report_only() -> None:
    others = (
        came("annual", 2020, date(2022, 1, 3)),
        came("half_year", 2021, date(2022, 1, 3)),
        came("annual", 2021, date(2022, 1, 3), who=8),
    )

    assert told([ANNUAL], project(), *others, today=date(2022, 2, 1)) == [("annual", 2021, date(2022, 1, 5), "overdue")]


def test_of_a_final_report_the_year_does_not_matter() -> None:
    (one,) = found([FINAL], project(last=date(2022, 6, 30)), came("final", 2021, date(2022, 9, 1)))

    assert (one.year, one.state) == (2022, State.RECEIVED)


# Rules that change --------------------------------------------------------------------------------


def test_a_rule_changed_over_time_gives_each_year_one_day() -> None:
    old = Rule(1, "", Reporter.PROJECT, ReportKind.HALF_YEAR, ND_80, month=7, day=15, in_force_to=date(2022, 12, 31))
    new = Rule(9, "", Reporter.PROJECT, ReportKind.HALF_YEAR, ND_80, month=7, day=5, in_force_from=date(2023, 1, 1))

    rows = found([old, new], project(), today=date(2024, 1, 1))

    assert [one.due_on for one in rows] == [date(2022, 7, 15), date(2023, 7, 5)]


def test_a_year_asked_for_by_two_rules_is_owed_once_on_the_earlier_day() -> None:
    later = Rule(9, "", Reporter.PROJECT, ReportKind.ANNUAL, ND_80, month=2, day=20, year_offset=1)

    assert [one.due_on for one in found([later, ANNUAL], project(), today=date(2022, 3, 1))] == [date(2022, 1, 5)]
    # Its earlier day was before the day followed from: the report is history, also for the later rule.
    assert found([later, ANNUAL], project(), since=date(2022, 2, 1), today=date(2022, 3, 1)) == []


def test_a_rule_for_the_decree_goes_before_one_for_all() -> None:
    for_all = Rule(9, "", Reporter.PROJECT, ReportKind.ANNUAL, month=1, day=2, year_offset=1)

    assert [one.due_on for one in found([for_all, ANNUAL], project(), today=date(2022, 3, 1))] == [date(2022, 1, 5)]


@pytest.mark.parametrize(
    ("force", "years"),
    [
        ({"in_force_from": date(2022, 7, 15)}, [2022]),
        ({"in_force_from": date(2022, 7, 16)}, []),
        ({"in_force_to": date(2022, 7, 15)}, [2022]),
        ({"in_force_to": date(2022, 7, 14)}, []),
    ],
)
def test_force_bounds_the_due_days_both_ends_included(force: dict[str, date], years: list[int]) -> None:
    rule = Rule(1, "", Reporter.PROJECT, ReportKind.HALF_YEAR, ND_80, month=7, day=15, **force)  # type: ignore[arg-type]

    assert [one.year for one in found([rule], project(), today=date(2022, 8, 1))] == years


# NGOs and the province ----------------------------------------------------------------------------


def test_an_ngo_owes_the_year_of_the_decree_that_its_spans_touch() -> None:
    ngo = Owing(Reporter.NGO, 3, (Span(date(2010, 1, 1), date(2022, 12, 14)), Span(date(2024, 12, 15), None)))

    rows = found([OF_NGO, *RULES], ngo, since=date(2020, 1, 1), today=date(2025, 12, 31))

    assert [(one.year, one.due_on, one.period.start, one.period.end) for one in rows] == [
        (2022, date(2022, 12, 18), date(2021, 12, 15), date(2022, 12, 14)),
        (2025, date(2025, 12, 18), date(2024, 12, 15), date(2025, 12, 14)),
    ]


def test_the_regime_of_an_ngo_goes_by_the_day() -> None:
    old = Rule(8, "", Reporter.NGO, ReportKind.ANNUAL, month=1, day=15, year_offset=1, in_force_to=date(2022, 10, 31))
    ngo = Owing(Reporter.NGO, 3, (Span(),))

    rows = found([old, OF_NGO], ngo, since=date(2021, 6, 1), today=date(2023, 12, 31))

    assert [(one.year, one.due_on) for one in rows] == [
        (2021, date(2022, 1, 15)),
        (2022, date(2022, 12, 18)),
        (2023, date(2023, 12, 18)),
    ]


def test_each_deadline_of_the_province_is_a_report_of_its_own() -> None:
    other = Rule(6, "Báo cáo khác", Reporter.PROVINCE, ReportKind.ANNUAL, month=3, day=10, year_offset=1)
    owing = [Owing(Reporter.PROVINCE, 5, (Span(),)), Owing(Reporter.PROVINCE, 6, (Span(),))]
    sent = Receipt(1, Reporter.PROVINCE, 5, "annual", 2021, date(2022, 1, 14))

    rows = obligations(
        [PROVINCE, other],
        owing,
        [sent],
        follow_up_from=date(2022, 1, 1),
        today=date(2022, 3, 11),
        until=date(2022, 3, 11),
    )

    assert [(one.title, one.due_on, str(one.state)) for one in rows] == [
        ("Báo cáo tổng hợp, năm 2021", date(2022, 1, 15), "received"),
        ("Báo cáo khác, năm 2021", date(2022, 3, 10), "overdue"),
    ]
