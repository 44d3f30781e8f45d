"""How far a target of a term has come. Pure arithmetic: no database, no clock.

The rule (docs/rules.md, Targets):

- "Trên 35 triệu" is strictly more than: 35.000.000 exactly is not met. "Ít nhất 1" is at least.
- The pace is the share of the term's days gone. A target is on course when its percentage, as printed, is not more
  than one point behind the pace, as printed.
- Nothing is clamped: 103,4 % and -2,0 % are shown as they are.
- "Mỗi năm ít nhất" is judged year by year: one empty year that is over is a miss, whatever the others hold.
- Without a goal or without data there is no percentage; a share of nothing is no number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from config.kit.money import percent as percent_of
from config.kit.money import rounded
from config.kit.periods import Period

TOLERANCE = Decimal(1)
"""Percentage points behind the pace that still count as on course."""


class State(StrEnum):
    """Where a target stands."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
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


def progress(actual: int | None, goal: int | None, comparison: str, elapsed: Decimal, is_over: bool) -> Progress:
    """Where a total stands against its goal, both in the same unit.

    `comparison` is "more_than" or "at_least" (reports.choices.Comparison), `elapsed` the share of the term's
    days gone (0 to 1). Raises `ValueError` for another comparison.
    """
    pace = rounded(elapsed * 100, 1)
    if goal is None:
        return Progress(State.NO_GOAL, None, pace, is_over)
    if actual is None:
        return Progress(State.NO_DATA, None, pace, is_over)
    share = percent_of(actual, goal)
    return Progress(_state(actual, goal, comparison, share, pace, is_over), share, pace, is_over)


def _state(actual: int, goal: int, comparison: str, share: Decimal | None, pace: Decimal, is_over: bool) -> State:
    if is_reached(actual, goal, comparison):
        return State.MET
    if is_over:
        return State.NOT_MET
    is_near = actual >= 0 if share is None else share >= pace - TOLERANCE
    return State.ON_COURSE if is_near else State.BEHIND


def is_reached(actual: int, goal: int, comparison: str) -> bool:
    """Whether the goal is reached, strictly for "more_than"."""
    if comparison == "more_than":
        return actual > goal
    if comparison == "at_least":
        return actual >= goal
    raise ValueError(f"unknown comparison {comparison!r}")


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
