"""Targets by hand: every state and every boundary."""

from datetime import date
from decimal import Decimal

import pytest

from config.kit.periods import Period
from reports.targets import Course, Progress, State, YearState, every_year, is_reached, progress

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")
GOAL = 3_500_000_000  # 35 triệu USD in cents


def stand(actual: int | None, elapsed: str, *, goal: int | None = GOAL, comparison: str = "more_than") -> Progress:
    return progress(actual, goal, comparison, Decimal(elapsed), elapsed == "1")


@pytest.mark.parametrize(
    ("actual", "elapsed", "state", "percent", "words"),
    [
        # 24.188.771,50 of 35.000.000 is 69,1 %; the pace is 66,7 %.
        (2_418_877_150, "0.666667", State.ON_COURSE, "69.1", "Đúng tiến độ"),
        # 65,7 % printed is exactly one point behind 66,7 %.
        (2_299_500_000, "0.666667", State.ON_COURSE, "65.7", "Đúng tiến độ"),
        (2_296_000_000, "0.666667", State.BEHIND, "65.6", "Chậm tiến độ"),
        (3_500_000_001, "0.666667", State.MET, "100.0", "Đã đạt"),
        (3_500_000_001, "1", State.MET, "100.0", "Đạt"),
        # Exactly 35.000.000 is not "trên 35 triệu".
        (3_500_000_000, "0.999999", State.ON_COURSE, "100.0", "Đúng tiến độ"),
        (3_500_000_000, "1", State.NOT_MET, "100.0", "Không đạt"),
        (3_370_000_000, "1", State.NOT_MET, "96.3", "Không đạt"),
        # Never clamped, upwards or below zero.
        (7_210_000_000, "0.5", State.MET, "206.0", "Đã đạt"),
        (-70_000_000, "0.5", State.BEHIND, "-2.0", "Chậm tiến độ"),
        (0, "0.01", State.ON_COURSE, "0.0", "Đúng tiến độ"),
        (0, "0.011", State.BEHIND, "0.0", "Chậm tiến độ"),
        # Never rounded up to the goal: 34.960.000, 34.999.999,99.
        (3_496_000_000, "0.9", State.ON_COURSE, "99.9", "Đúng tiến độ"),
        (3_496_000_000, "1", State.NOT_MET, "99.9", "Không đạt"),
        (3_499_999_999, "1", State.NOT_MET, "99.9", "Không đạt"),
        (3_498_249_999, "1", State.NOT_MET, "99.9", "Không đạt"),
    ],
)
def test_progress_of_a_total(actual: int, elapsed: str, state: State, percent: str, words: str) -> None:
    found = stand(actual, elapsed)

    assert (found.state, found.percent, found.words) == (state, Decimal(percent), words)


def test_progress_at_least_is_met_by_the_goal_itself() -> None:
    found = stand(3, "0.1", goal=3, comparison="at_least")

    assert found == Progress(State.MET, Decimal("100.0"), Decimal("10.0"))


def test_a_plain_count_has_no_pace() -> None:
    assert progress(4, 5, "at_least", None, False) == Progress(State.NOT_YET, Decimal("80.0"), None)
    assert progress(4, 5, "at_least", None, False).words == "Chưa đạt"
    assert progress(5, 5, "at_least", None, False).state is State.MET
    assert progress(4, 5, "at_least", None, True).state is State.NOT_MET


def test_progress_without_a_goal_has_no_percent() -> None:
    found = stand(100, "0.25", goal=None)

    assert found == Progress(State.NO_GOAL, None, Decimal("25.0"))
    assert found.words == "Nhiệm kỳ chưa đặt chỉ tiêu bằng số"


def test_progress_without_data_is_not_behind() -> None:
    found = stand(None, "0.5")

    assert found == Progress(State.NO_DATA, None, Decimal("50.0"))
    assert found.words == "Chưa có số liệu"


@pytest.mark.parametrize(
    ("actual", "comparison", "elapsed", "state"),
    [
        (0, "at_least", "0", State.MET),
        (1, "more_than", "0.5", State.MET),
        (0, "more_than", "0.5", State.ON_COURSE),
        (0, "more_than", "1", State.NOT_MET),
        (-1, "more_than", "0.5", State.BEHIND),
        (-1, "at_least", "1", State.NOT_MET),
    ],
)
def test_progress_of_a_zero_goal_has_no_percent(actual: int, comparison: str, elapsed: str, state: State) -> None:
    found = stand(actual, elapsed, goal=0, comparison=comparison)

    assert (found.state, found.percent) == (state, None)


def test_an_unknown_comparison_is_a_fault() -> None:
    with pytest.raises(ValueError, match="unknown comparison 'about'"):
        is_reached(1, 1, "about")


# The pace -----------------------------------------------------------------------


def course(*milestones: tuple[int, int], goal: int = GOAL, term: Period = TERM) -> Course:
    return Course(goal, term, milestones)


@pytest.mark.parametrize(
    ("as_of", "expected", "share"),
    [
        (date(2014, 12, 31), 0, "0.000000"),
        (date(2015, 1, 1), 1_596_715, "0.000456"),  # 1 of 2192 days: 15.967,15 USD
        (date(2018, 12, 31), 2_332_801_095, "0.666515"),  # 1461 of 2192 days
        (date(2020, 12, 30), 3_498_403_285, "0.999544"),
        (date(2020, 12, 31), GOAL, "1.000000"),
        (date(2022, 1, 1), GOAL, "1.000000"),
    ],
)
def test_the_pace_goes_evenly_over_the_days(as_of: date, expected: int, share: str) -> None:
    assert (course().expected(as_of), course().share(as_of)) == (expected, Decimal(share))


@pytest.mark.parametrize(
    ("as_of", "expected", "share"),
    [
        (date(2015, 12, 31), 100, "0.100000"),
        (date(2016, 7, 1), 200, "0.200000"),  # 183 of the 366 days from 100 to 300
        (date(2016, 12, 31), 300, "0.300000"),
        (date(2017, 12, 31), 475, "0.474880"),  # 365 of the 1461 days from 300 to the goal: 474,88
        (date(2020, 12, 31), 1000, "1.000000"),
    ],
)
def test_the_pace_goes_from_milestone_to_milestone(as_of: date, expected: int, share: str) -> None:
    found = course((2015, 100), (2016, 300), goal=1000)

    assert found.has_milestones
    assert (found.expected(as_of), found.share(as_of)) == (expected, Decimal(share))


def test_a_last_milestone_changes_the_pace_and_not_the_goal() -> None:
    found = course((2019, 500), (2020, 600), goal=1000)

    assert found.expected(TERM.end) == 600
    assert found.goal == 1000
    assert found.points == [(0, 0), (1826, 500), (2192, 600)]


def test_milestones_of_years_that_do_not_count_are_left_out() -> None:
    found = course((2014, 100), (2021, 300), goal=1000)

    assert not found.has_milestones
    assert found.points == [(0, 0), (2192, 1000)]


def test_the_milestone_of_an_edge_year_stands_at_the_end_of_the_term() -> None:
    term = Period(date(2015, 10, 1), date(2016, 9, 30), "nhiệm kỳ")

    assert course((2015, 40), (2016, 90), goal=100, term=term).points == [(0, 0), (92, 40), (366, 90)]


@pytest.mark.parametrize(
    ("actual", "as_of", "months"),
    [
        # 35 triệu over 72 months is 486.111,11 a month; 24.188.771,50 lies 860.760,55 ahead: 1,77.
        (2_418_877_150, date(2018, 12, 31), "1.8"),
        (2_332_801_095, date(2018, 12, 31), "0.0"),
        (0, date(2018, 12, 31), "-48.0"),
        (-48_611_111, date(2014, 12, 31), "-1.0"),
    ],
)
def test_how_many_months_ahead(actual: int, as_of: date, months: str) -> None:
    assert course().months_away(actual, as_of) == Decimal(months)


def test_a_goal_of_zero_has_no_months_and_the_pace_of_time() -> None:
    found = course((2015, 0), goal=0)

    assert found.months_away(5, date(2018, 12, 31)) is None
    assert (found.expected(date(2018, 12, 31)), found.share(date(2018, 12, 31))) == (0, Decimal("0.666515"))


@pytest.mark.parametrize(
    ("as_of", "newest"),
    [
        (date(2016, 12, 30), None),
        (date(2016, 12, 31), (2016, 70)),
        (date(2018, 12, 30), (2016, 70)),
        (date(2020, 12, 31), (2018, 90)),
    ],
)
def test_a_plain_count_is_judged_by_the_milestone_of_the_last_year_over(
    as_of: date, newest: tuple[int, int] | None
) -> None:
    assert course((2016, 70), (2018, 90), goal=100).newest_due(as_of) == newest


# Every year ---------------------------------------------------------------------


def years_of(counts: dict[int, int] | None, as_of: date, goal: int | None = 1) -> list[YearState]:
    return [state for _, _, state in every_year(counts, goal, TERM, as_of).years]


def test_one_empty_year_that_is_over_is_a_miss_whatever_the_others_hold() -> None:
    found = every_year({2015: 1, 2016: 2, 2018: 1}, 1, TERM, date(2018, 12, 31))

    assert found.state is State.NOT_MET
    assert found.words == "Không đạt"
    assert found.missed == [2017]
    assert found.years == (
        (2015, 1, YearState.MET),
        (2016, 2, YearState.MET),
        (2017, 0, YearState.MISSED),
        (2018, 1, YearState.MET),
        (2019, 0, YearState.TO_COME),
        (2020, 0, YearState.TO_COME),
    )


def test_the_running_year_is_pending_until_its_last_day() -> None:
    held = {2015: 1, 2016: 1}

    assert years_of(held, date(2017, 12, 30))[2] is YearState.PENDING
    assert every_year(held, 1, TERM, date(2017, 12, 30)).state is State.ON_COURSE
    assert years_of(held, date(2017, 12, 31))[2] is YearState.MISSED


def test_a_class_in_the_running_year_meets_it_at_once() -> None:
    assert years_of({2015: 1}, date(2015, 3, 1))[0] is YearState.MET


def test_all_years_met_is_met_and_over_says_so() -> None:
    found = every_year(dict.fromkeys(range(2015, 2021), 1), 1, TERM, date(2020, 12, 31))

    assert (found.state, found.words) == (State.MET, "Đạt")


def test_before_the_term_every_year_is_to_come() -> None:
    found = every_year({}, 1, TERM, date(2014, 12, 31))

    assert found.state is State.NO_DATA
    assert {state for _, _, state in found.years} == {YearState.TO_COME}


def test_every_year_without_a_goal_judges_no_year() -> None:
    found = every_year({2015: 1}, None, TERM, date(2016, 6, 1))

    assert found.state is State.NO_GOAL
    assert [state for _, _, state in found.years] == [YearState.NO_GOAL] * 2 + [YearState.TO_COME] * 4


def test_every_year_without_any_data_is_no_data() -> None:
    assert every_year(None, 1, TERM, date(2020, 12, 31)).state is State.NO_DATA


def test_an_edge_year_ends_with_the_term() -> None:
    term = Period(date(2015, 10, 1), date(2016, 9, 30), "nhiệm kỳ")

    found = every_year({2015: 1}, 1, term, date(2016, 9, 30))

    assert found.years == ((2015, 1, YearState.MET), (2016, 0, YearState.MISSED))
