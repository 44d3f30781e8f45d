"""How far a target of a term has come. Pure arithmetic: no database, no clock.

The rule (docs/rules.md, Targets):

- "Trên 35 triệu" is strictly more than: 35.000.000 exactly is not met. "Ít nhất 1" is at least.
- The pace is the share of the goal a target should have reached: it goes evenly over the days that count or, where
  the target has yearly milestones, evenly from one milestone to the next. A target is on course when its percentage,
  as printed, is not more than one point behind the pace, as printed.
- A percentage is never rounded up to the goal: 34.999.999,99 of 35.000.000 is 99,9 %.
- Nothing is clamped: 103,4 % and -2,0 % are shown as they are.
- "Mỗi năm ít nhất" is judged year by year: one empty year that is over is a miss, whatever the others hold.
- Without a goal or without data there is no percentage; a share of nothing is no number.
- A plain count has no pace: it stands as it stands on the day, and is not reached before it is reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from config.kit.money import percent as percent_of
from config.kit.money import ratio, rounded
from config.kit.periods import Period

TOLERANCE = Decimal(1)
"""Percentage points behind the pace that still count as on course."""
WHOLE, ALMOST = Decimal(100), Decimal("99.9")


class State(StrEnum):
    """Where a target stands."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NOT_YET = "not_yet"
    NOT_MET = "not_met"
    NO_GOAL = "no_goal"
    NO_DATA = "no_data"


class YearState(StrEnum):
    """Where one year of an every-year target stands; the values are what the page says."""

    MET = "đạt"
    MISSED = "không đạt"
    PENDING = "chưa hết năm"
    TO_COME = "chưa đến"
    NO_GOAL = "chưa đặt mức"


@dataclass(frozen=True)
class Progress:
    """Percentage of the goal and of the time, to one decimal, and what to say. None where there is no number."""

    state: State
    percent: Decimal | None
    pace: Decimal | None
    is_over: bool = False

    @property
    def words(self) -> str:
        if self.state is State.MET:
            return "Đạt" if self.is_over else "Đã đạt"
        return _WORDS[self.state]


_WORDS = {
    State.ON_COURSE: "Đúng tiến độ",
    State.BEHIND: "Chậm tiến độ",
    State.NOT_YET: "Chưa đạt",
    State.NOT_MET: "Không đạt",
    State.NO_GOAL: "Nhiệm kỳ chưa đặt chỉ tiêu bằng số",
    State.NO_DATA: "Chưa có số liệu",
}


@dataclass(frozen=True)
class YearsProgress:
    """An every-year target: the state of each year in order, and of the whole."""

    state: State
    years: tuple[tuple[int, int, YearState], ...]
    is_over: bool = False

    @property
    def words(self) -> str:
        return Progress(self.state, None, None, self.is_over).words

    @property
    def missed(self) -> list[int]:
        """The years that are over without reaching the goal."""
        return [year for year, _, state in self.years if state is YearState.MISSED]


def progress(actual: int | None, goal: int | None, comparison: str, due: Decimal | None, is_over: bool) -> Progress:
    """Where a number stands against its goal, both in the same unit.

    `comparison` is "more_than" or "at_least" (reports.choices.Comparison), `due` the share of the goal that the pace
    asks for (1 is the whole), None for a plain count without a pace. Raises `ValueError` for another comparison.
    """
    pace = None if due is None else rounded(due * 100, 1)
    if goal is None:
        return Progress(State.NO_GOAL, None, pace, is_over)
    if actual is None:
        return Progress(State.NO_DATA, None, pace, is_over)
    share = share_reached(actual, goal)
    return Progress(_state(actual, goal, comparison, share, pace, is_over), share, pace, is_over)


def share_reached(actual: int, goal: int) -> Decimal | None:
    """How many percent of the goal are reached, to one decimal, never rounded up to the goal; None of a goal of 0."""
    share = percent_of(actual, goal)
    return ALMOST if share is not None and actual < goal and share >= WHOLE else share


def _state(
    actual: int, goal: int, comparison: str, share: Decimal | None, pace: Decimal | None, is_over: bool
) -> State:
    if is_reached(actual, goal, comparison):
        return State.MET
    if is_over:
        return State.NOT_MET
    if pace is None:
        return State.NOT_YET
    is_near = actual >= 0 if share is None else share >= pace - TOLERANCE
    return State.ON_COURSE if is_near else State.BEHIND


def is_reached(actual: int, goal: int, comparison: str) -> bool:
    """Whether the goal is reached, strictly for "more_than"."""
    if comparison == "more_than":
        return actual > goal
    if comparison == "at_least":
        return actual >= goal
    raise ValueError(f"unknown comparison {comparison!r}")


# The pace ---------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """What a target should have reached by a day: evenly to its goal at the end of the term, or evenly from one
    yearly milestone to the next.

    `milestones` are pairs of a year and what is to be reached by its end, counted from the beginning of the term,
    in the unit of the goal; years that do not count are left out. They change the pace, never the goal.
    """

    goal: int
    term: Period
    milestones: tuple[tuple[int, int], ...] = ()

    @property
    def points(self) -> list[tuple[int, int]]:
        """The corners of the pace: pairs of days gone and what should be reached by then, from (0, 0)."""
        found = {0: 0, self.term.days: self.goal}
        for year, goal in self._counting():
            found[self._days_gone(date(year, 12, 31))] = goal
        return sorted(found.items())

    @property
    def has_milestones(self) -> bool:
        """Whether any milestone lies in the days that count."""
        return bool(self._counting())

    def newest_due(self, as_of: date) -> tuple[int, int] | None:
        """The milestone of the last year that is over, by which a plain count is judged; None before the first."""
        over = [(year, goal) for year, goal in self._counting() if as_of >= min(date(year, 12, 31), self.term.end)]
        return max(over, default=None)

    def expected(self, as_of: date) -> int:
        """What should be reached at the end of the day, rounded once, half away from zero."""
        exact = self._exact(as_of)
        return int(ratio(exact.numerator, exact.denominator, 0))

    def share(self, as_of: date) -> Decimal:
        """The same as a share of the goal, to six decimals; of a goal of 0, the share of the days gone."""
        if not self.goal or not self.has_milestones:
            return self.term.elapsed(as_of)
        exact = self._exact(as_of) / self.goal
        return ratio(exact.numerator, exact.denominator, 6)

    def months_away(self, actual: int, as_of: date) -> Decimal | None:
        """How many months of the even pace the number lies ahead (behind: below zero), to one decimal; None of a goal
        of 0, which has no pace. A month's part is the goal over the months of the term."""
        if not self.goal:
            return None
        exact = (actual - self._exact(as_of)) * self.term.months / self.goal
        return ratio(exact.numerator, exact.denominator, 1)

    def _counting(self) -> list[tuple[int, int]]:
        return [(year, goal) for year, goal in self.milestones if self.term.start.year <= year <= self.term.end.year]

    def _days_gone(self, day: date) -> int:
        return max((min(day, self.term.end) - self.term.start).days + 1, 0)

    def _exact(self, as_of: date) -> Fraction:
        gone = self._days_gone(as_of)
        for (first, low), (last, high) in pairwise(self.points):
            if gone <= last:
                return low + Fraction((high - low) * (gone - first), last - first)
        return Fraction(self.points[-1][1])


# Every year -------------------------------------------------------------------


def every_year(counts: Mapping[int, int] | None, goal: int | None, term: Period, as_of: date) -> YearsProgress:
    """Where a "mỗi năm ít nhất" target stands at the end of `as_of`; a year without an entry holds 0.

    A year is over from its last day in the term on. Any year missed: not met, though the term still runs.
    None as counts: nothing at all is known of the term.
    """
    held = counts or {}
    years = tuple((year, held.get(year, 0), _year_state(year, held, goal, term, as_of)) for year in term.years())
    states = [state for _, _, state in years]
    is_over = as_of >= term.end
    if goal is None:
        return YearsProgress(State.NO_GOAL, years, is_over)
    return YearsProgress(State.NO_DATA if counts is None else _whole(states), years, is_over)


def _year_state(year: int, counts: Mapping[int, int], goal: int | None, term: Period, as_of: date) -> YearState:
    if as_of < max(date(year, 1, 1), term.start):
        return YearState.TO_COME
    if goal is None:
        return YearState.NO_GOAL
    if counts.get(year, 0) >= goal:
        return YearState.MET
    is_over = as_of >= min(date(year, 12, 31), term.end)
    return YearState.MISSED if is_over else YearState.PENDING


def _whole(states: Sequence[YearState]) -> State:
    if YearState.MISSED in states:
        return State.NOT_MET
    if all(state is YearState.MET for state in states):
        return State.MET
    if all(state is YearState.TO_COME for state in states):
        return State.NO_DATA
    return State.ON_COURSE
