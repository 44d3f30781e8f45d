"""The arithmetic of the calendar: weeks of a month, bars in lanes, days on which the same guests are here.

Pure: it knows stays by their first and last day and a key, and asks the database nothing. A week begins on Monday.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from config.kit.partial_dates import PartialDate, Precision

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """The days from `first` to `last`, both included; an `is_open` one is known by its arrival only."""

    key: int
    first: date
    last: date
    is_open: bool = False

    def touches(self, first: date, last: date) -> bool:
        """Whether a day of the stay lies between the two days, both included."""
        return self.first <= last and self.last >= first


@dataclass(frozen=True)
class Cell:
    """Neighbouring days of one lane: a bar of `days` days, or one empty day (`stay` is None).

    `begins` and `ends` tell whether the stay begins and ends inside this week or goes on beyond it.
    """

    days: int
    stay: Stay | None = None
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday, and the lanes of bars below them."""

    days: tuple[date, ...]
    lanes: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Run:
    """Days in a row on which exactly these stays are here."""

    first: date
    last: date
    stays: tuple[Stay, ...]


def stay_of(key: int, arrival: PartialDate, departure: PartialDate | None) -> Stay | None:
    """The days of a stay; None when the day of one end is known only roughly and so cannot be drawn."""
    if arrival.precision != Precision.DAY:
        return None
    if departure is None:
        return Stay(key, arrival.on, arrival.on, is_open=True)
    return Stay(key, arrival.on, departure.on) if departure.precision == Precision.DAY else None


def lanes_of(stays: Iterable[Stay]) -> list[list[Stay]]:
    """The fewest lanes in which no two stays share a day, the earliest (then the longest) stay uppermost.

    Each stay goes to the first lane that is free: taken by their first day, that is as few as the most stays
    of any one day. The order does not depend on the order given.
    """
    lanes: list[list[Stay]] = []
    for stay in in_order(stays):
        free = next((lane for lane in lanes if lane[-1].last < stay.first), None)
        if free is None:
            lanes.append([stay])
        else:
            free.append(stay)
    return lanes


def in_order(stays: Iterable[Stay]) -> list[Stay]:
    """By first day; of those of one day the longest first."""
    return sorted(stays, key=lambda stay: (stay.first, -stay.last.toordinal(), stay.key))


def weeks_of(year: int, month: int, stays: Sequence[Stay]) -> list[Week]:
    """The whole weeks that hold a day of the month, with the stays that touch them."""
    weeks = calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar(year, month)
    return [Week(tuple(days), tuple(_cells(lane, days) for lane in _lanes(stays, days))) for days in weeks]


def _lanes(stays: Sequence[Stay], days: Sequence[date]) -> list[list[Stay]]:
    return lanes_of(stay for stay in stays if stay.touches(days[0], days[-1]))


def _cells(lane: Sequence[Stay], days: Sequence[date]) -> tuple[Cell, ...]:
    """A lane of one week from Monday to Sunday without a gap."""
    cells, day, sunday = [], days[0], days[-1]
    for stay in lane:
        first, last = max(stay.first, days[0]), min(stay.last, sunday)
        cells += [Cell(1)] * (first - day).days
        cells.append(Cell((last - first).days + 1, stay, begins=stay.first == first, ends=stay.last == last))
        day = last + DAY
    return (*cells, *([Cell(1)] * ((sunday - day).days + 1)))


def runs_of(first: date, last: date, stays: Sequence[Stay]) -> list[Run]:
    """The days between the two, both included, on which somebody is here, cut where somebody comes or goes."""
    here = [stay for stay in in_order(stays) if stay.touches(first, last)]
    cuts = {max(stay.first, first) for stay in here} | {stay.last + DAY for stay in here if stay.last < last}
    bounds = [*sorted(cuts), last + DAY]
    runs = [
        Run(start, after - DAY, tuple(stay for stay in here if stay.touches(start, after - DAY)))
        for start, after in pairwise(bounds)
    ]
    return [run for run in runs if run.stays]


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of the month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def grid_span(year: int, month: int) -> tuple[date, date]:
    """The Monday and the Sunday between which the month is drawn."""
    first, last = month_span(year, month)
    return first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY


def next_month(year: int, month: int, step: int = 1) -> tuple[int, int]:
    """The month so many months on (or back)."""
    number = year * 12 + month - 1 + step
    return number // 12, number % 12 + 1
