"""Where a sum leads and how its year does beside the one before, by hand: the edges of twelve and of three months."""

from datetime import date
from fractions import Fraction

import pytest

from config.kit.periods import Period
from reports.forecast import Forecast, Needed, Silence, forecast, needed, same_period
from reports.printed.wording import Measured

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_twelve_months_are_kept_to_the_end_of_the_term() -> None:
    """365 in 2018, the 100 before; 731 days are left: 100 + 365 + 365 × 731 ÷ 365 = 1196."""
    sums = {day("2016-05-05"): 100, day("2018-01-01"): 300, day("2018-12-31"): 65}

    found = forecast(sums, TERM, day("2018-12-31"))

    assert (found.recent, found.total, found.is_whole) == (365, 1196, True)
    assert (found.months.start, found.months.end) == (day("2018-01-01"), day("2018-12-31"))


def test_a_day_before_the_twelve_months_is_not_in_them() -> None:
    sums = {day("2017-12-31"): 1000, day("2018-06-01"): 365}

    assert forecast(sums, TERM, day("2018-12-31")).total == 1000 + 365 + 731


def test_what_lies_behind_the_day_is_not_known_yet() -> None:
    sums = {day("2018-06-01"): 365, day("2019-01-01"): 5000}

    assert forecast(sums, TERM, day("2018-12-31")).total == 365 + 731


def test_of_the_twelve_months_only_the_days_of_the_term_count() -> None:
    """181 days from 01/01 to 30/06/2015 brought 181; 2011 days are left."""
    found = forecast({day("2015-03-01"): 181}, TERM, day("2015-06-30"))

    assert (found.recent, found.total, found.is_whole) == (181, 181 + 2011, False)
    assert found.months.days == 181


def test_the_forecast_is_rounded_once() -> None:
    """1 cent in 365 days, 366 left: 1 + 1,0027 = 2,0027."""
    assert forecast({day("2019-02-02"): 1}, TERM, day("2019-12-31")).total == 2


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        ("2016-02-29", "2015-03-01"),  # the year before has no 29/02
        ("2017-02-28", "2016-03-01"),  # the last day of February answers to the last
        ("2017-03-01", "2016-03-02"),
    ],
)
def test_the_twelve_months_around_a_leap_day(as_of: str, first: str) -> None:
    assert forecast({}, TERM, day(as_of)).months.start == day(first)


@pytest.mark.parametrize(
    ("sums", "as_of", "silence"),
    [
        ({"2015-01-01": 5}, "2015-01-01", Silence.TOO_SHORT),
        ({"2015-01-01": 5}, "2015-03-30", Silence.TOO_SHORT),
        ({"2015-01-01": 5}, "2015-03-31", None),
        ({"2015-06-01": 5}, "2016-06-01", Silence.NOTHING_CAME),
        ({"2016-06-01": 5, "2016-07-01": -5}, "2016-12-31", Silence.NOTHING_CAME),
        ({"2015-06-01": 50, "2016-07-01": -5}, "2016-12-31", Silence.LESS_CAME),
        ({"2020-06-01": 5}, "2020-12-30", None),
        ({"2020-06-01": 5}, "2020-12-31", Silence.OVER),
        ({}, "2018-12-31", Silence.NOTHING_CAME),
    ],
)
def test_why_there_is_no_forecast(sums: dict[str, int], as_of: str, silence: Silence | None) -> None:
    found = forecast({day(key): value for key, value in sums.items()}, TERM, day(as_of))

    assert found.silence is silence
    assert (found.total is None) is (silence is not None)


def test_a_term_that_ends_in_a_day_keeps_the_pace_for_it() -> None:
    """365 in the 366 days to 30/12/2020 and one day left: 365 + 0,997 = 366."""
    found = forecast({day("2020-06-01"): 365}, TERM, day("2020-12-30"))

    assert isinstance(found, Forecast)
    assert found.total == 366


# What is needed ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "each", "unit"),
    [
        ("2018-12-31", Fraction(600), "năm"),
        ("2019-12-31", Fraction(1200), "năm"),
        ("2018-06-30", Fraction(480), "năm"),
        ("2020-06-30", Fraction(200), "tháng"),
        ("2020-11-30", Fraction(1200), "tháng"),
        # From 18/01: eleven whole months to 17/12, and 14 of the 31 days to 17/01.
        ("2020-01-17", Fraction(1200) / (11 + Fraction(14, 31)), "tháng"),
        ("2020-12-01", None, ""),
        ("2020-12-30", None, ""),
    ],
)
def test_what_is_needed_for_each_year_or_month(as_of: str, each: Fraction | None, unit: str) -> None:
    assert needed(1200, TERM, day(as_of)) == Needed(1200, each, unit)


# The same period of the year before ---------------------------------------------


def test_the_year_up_to_the_day_beside_the_year_before() -> None:
    sums = {
        day("2017-01-01"): 10,
        day("2017-06-30"): 5,
        day("2017-07-01"): 1000,
        day("2018-06-30"): 18,
        day("2018-07-01"): 1000,
    }

    found = same_period(sums, TERM, day("2018-06-30"))

    assert (found.value, found.base) == (Measured(18, 1), Measured(15, 2))
    assert (found.before.start, found.before.end) == (day("2017-01-01"), day("2017-06-30"))


@pytest.mark.parametrize(
    ("as_of", "end"), [("2016-02-29", "2015-02-28"), ("2017-02-28", "2016-02-29"), ("2018-12-31", "2017-12-31")]
)
def test_the_same_day_of_the_year_before(as_of: str, end: str) -> None:
    assert same_period({}, TERM, day(as_of)).before.end == day(end)


def test_a_year_before_outside_the_term_is_not_compared() -> None:
    assert same_period({day("2015-02-02"): 5}, TERM, day("2015-06-30")).base is None


def test_a_year_before_that_the_term_cuts_is_not_compared() -> None:
    term = Period(date(2015, 10, 1), date(2020, 9, 30), "nhiệm kỳ")

    assert same_period({day("2015-11-02"): 5}, term, day("2016-12-31")).base is None
    assert same_period({day("2016-11-02"): 5}, term, day("2017-12-31")).base == Measured(5, 1)


def test_a_year_without_rows_is_not_a_sum_of_nothing() -> None:
    found = same_period({day("2018-03-03"): 0}, TERM, day("2018-12-31"))

    assert (found.value, found.base) == (Measured(0, 1), Measured(0, 0))
