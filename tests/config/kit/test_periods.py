from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.partial_dates import PartialDate
from config.kit.periods import Period


@pytest.mark.parametrize(
    ("period", "start", "end", "label", "days"),
    [
        (Period.calendar_year(2019), date(2019, 1, 1), date(2019, 12, 31), "năm 2019", 365),
        (Period.calendar_year(2020), date(2020, 1, 1), date(2020, 12, 31), "năm 2020", 366),
        (
            Period.decree_year(2019),
            date(2018, 12, 15),
            date(2019, 12, 14),
            "từ ngày 15/12/2018 đến ngày 14/12/2019",
            365,
        ),
        (Period.half_year(2019, 1), date(2019, 1, 1), date(2019, 6, 30), "6 tháng đầu năm 2019", 181),
        (Period.half_year(2019, 2), date(2019, 7, 1), date(2019, 12, 31), "6 tháng cuối năm 2019", 184),
        (Period.nine_months(2019), date(2019, 1, 1), date(2019, 9, 30), "9 tháng năm 2019", 273),
        (Period.quarter(2020, 1), date(2020, 1, 1), date(2020, 3, 31), "quý I năm 2020", 91),
        (Period.quarter(2019, 3), date(2019, 7, 1), date(2019, 9, 30), "quý III năm 2019", 92),
        (Period.quarter(2019, 4), date(2019, 10, 1), date(2019, 12, 31), "quý IV năm 2019", 92),
        (
            Period.between(date(2019, 3, 5), date(2019, 3, 5)),
            date(2019, 3, 5),
            date(2019, 3, 5),
            "từ ngày 05/03/2019 đến ngày 05/03/2019",
            1,
        ),
    ],
)
def test_a_period_has_its_days_and_its_name(period, start, end, label, days):
    assert (period.start, period.end, period.label, period.days) == (start, end, label, days)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="đứng trước") as caught:
        Period.between(date(2019, 1, 2), date(2019, 1, 1))

    assert str(caught.value) == (
        "Ngày kết thúc 01/01/2019 đứng trước ngày bắt đầu 02/01/2019; hãy kiểm tra lại hai ngày của kỳ."
    )


@pytest.mark.parametrize("half", [0, 3])
def test_there_are_two_halves(half):
    with pytest.raises(ValueError, match="half"):
        Period.half_year(2019, half)


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_there_are_four_quarters(quarter):
    with pytest.raises(ValueError, match="quarter"):
        Period.quarter(2019, quarter)


def test_both_ends_belong_to_the_period():
    period = Period.decree_year(2019)
    days = [date(2018, 12, 14), date(2018, 12, 15), date(2019, 12, 14), date(2019, 12, 15)]

    assert [period.contains(day) for day in days] == [False, True, True, False]


def test_years_counts_every_calendar_year_touched():
    term = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")

    assert term.years() == [2015, 2016, 2017, 2018, 2019, 2020]
    assert Period.decree_year(2019).years() == [2018, 2019]
    assert Period.calendar_year(2019).years() == [2019]


def test_clipped_ends_at_the_day():
    year = Period.calendar_year(2019)

    assert year.clipped(date(2018, 12, 31)) is None
    assert year.clipped(date(2019, 1, 1)) == Period.between(date(2019, 1, 1), date(2019, 1, 1))
    assert year.clipped(date(2019, 8, 15)) == Period.between(date(2019, 1, 1), date(2019, 8, 15))
    assert year.clipped(date(2019, 12, 31)) is year
    assert year.clipped(date(2025, 1, 1)) is year


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.calendar_year(2020), Period.calendar_year(2019)),
        (Period.decree_year(2020), Period.decree_year(2019)),
        (Period.half_year(2020, 1), Period.half_year(2019, 1)),
        (Period.half_year(2020, 2), Period.half_year(2019, 2)),
        (Period.nine_months(2020), Period.nine_months(2019)),
        (Period.quarter(2020, 1), Period.quarter(2019, 1)),
        (Period.quarter(2020, 4), Period.quarter(2019, 4)),
        (
            Period.between(date(2020, 2, 29), date(2020, 3, 15)),
            Period.between(date(2019, 2, 28), date(2019, 3, 15)),
        ),
        (
            Period.between(date(2020, 1, 1), date(2020, 2, 29)),
            Period.between(date(2019, 1, 1), date(2019, 2, 28)),
        ),
        (
            Period.between(date(2021, 1, 1), date(2021, 2, 28)),
            Period.between(date(2020, 1, 1), date(2020, 2, 29)),
        ),
        (
            Period.between(date(2020, 1, 1), date(2020, 2, 28)),
            Period.between(date(2019, 1, 1), date(2019, 2, 28)),
        ),
        (
            Period.between(date(2020, 2, 29), date(2020, 2, 29)),
            Period.between(date(2019, 2, 28), date(2019, 2, 28)),
        ),
        # A name of one's own says nothing of the year before, so the dates do.
        (
            Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020"),
            Period.between(date(2014, 1, 1), date(2019, 12, 31)),
        ),
        (
            Period.between(date(2019, 1, 1), date(2019, 12, 31)),
            Period.between(date(2018, 1, 1), date(2018, 12, 31)),
        ),
    ],
)
def test_the_same_period_a_year_before(period, expected):
    assert period.year_before() == expected


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 800))
def test_every_period_has_one_a_year_before(start, days):
    period = Period.between(start, start + timedelta(days=days))

    before = period.year_before()

    assert (before.start.year, before.end.year) == (period.start.year - 1, period.end.year - 1)


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        (PartialDate.of_month(2018, 12), True),  # stands at 15/12: inside
        (PartialDate.of_month(2019, 12), True),  # stands at 15/12: outside
        (PartialDate.of_quarter(2018, 4), True),
        (PartialDate.of_year(2018), True),
        (PartialDate.of_year(2019), True),
        (PartialDate.of_month(2019, 1), False),
        (PartialDate.of_quarter(2019, 3), False),
        (PartialDate.of_year(2017), False),
        (PartialDate.of_year(2020), False),
        (PartialDate.of_day(date(2018, 12, 15)), False),
        (PartialDate.of_day(date(2019, 12, 14)), False),
    ],
)
def test_the_decree_year_cuts_through_what_lies_on_both_sides(dated, expected):
    assert Period.decree_year(2019).cuts(dated) is expected


def test_a_year_is_not_cut_by_itself_but_by_its_half():
    dated = PartialDate.of_year(2019)

    assert Period.calendar_year(2019).cuts(dated) is False
    assert Period.half_year(2019, 1).cuts(dated) is True
    assert Period.half_year(2019, 2).cuts(dated) is True
    assert Period.between(date(2019, 3, 1), date(2019, 3, 31)).cuts(dated) is True


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2018, 12, 31), "0.000000"),
        (date(2019, 1, 1), "0.002740"),  # 1/365 = 0,0027397…
        (date(2019, 7, 1), "0.498630"),  # 182/365
        (date(2019, 12, 30), "0.997260"),
        (date(2019, 12, 31), "1.000000"),
        (date(2030, 1, 1), "1.000000"),
    ],
)
def test_elapsed_counts_the_day_itself(as_of, expected):
    assert str(Period.calendar_year(2019).elapsed(as_of)) == expected


def test_elapsed_of_a_term():
    term = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")

    assert term.elapsed(date(2018, 12, 31)) == Decimal("0.666515")  # 1461 of 2192 days


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2015, 1, 1), date(2020, 12, 31), "72"),
        (date(2015, 10, 1), date(2016, 9, 30), "12"),
        (date(2015, 3, 15), date(2015, 4, 14), "1"),
        (date(2015, 1, 1), date(2015, 1, 1), "1/31"),
        (date(2015, 1, 31), date(2015, 2, 27), "1"),  # a month from the 31st ends before the last of February
        (date(2016, 2, 1), date(2016, 3, 15), "46/31"),  # February and 15 of 31 days
    ],
)
def test_months_are_whole_ones_and_a_part(start, end, months):
    assert Period.between(start, end).months == Fraction(months)


@pytest.mark.parametrize(("end", "year"), [(date(2018, 12, 31), 2018), (date(2018, 12, 30), 2017)])
def test_the_last_year_over(end, year):
    assert Period.between(date(2015, 1, 1), end).last_year_over == year
