"""What a sum by days says of the days to come, and of the year before. Pure arithmetic: no database, no clock.

The rules (docs/rules.md, Targets):

- A forecast keeps the pace of the twelve months before the day asked for to the end of the term: what came in them,
  for each of their days, over the days left. Of these months only the days of the term count; with fewer than three
  months of them, or where nothing or less than nothing came in, there is no forecast, and the page says why.
- The same period of the year before is the year up to the day of the year (28/02 for a 29/02, the last day of February
  for the last). It is compared only where the whole of it lies in the term.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from config.kit.money import ratio
from config.kit.periods import Period
from reports.printed.wording import Measured

FEWEST_MONTHS = 3
A_DAY = timedelta(days=1)


class Silence(StrEnum):
    """Why there is no forecast."""

    OVER = "over"
    TOO_SHORT = "too_short"
    NOTHING_CAME = "nothing_came"
    LESS_CAME = "less_came"


@dataclass(frozen=True)
class Forecast:
    """What the sum will be at the end of the term when it goes on as in `months`; None as `total` where `silence`
    says why not. `recent` is what came in these months, whole where they are twelve."""

    months: Period
    recent: int
    is_whole: bool
    total: int | None = None
    silence: Silence | None = None


def forecast(sums: Mapping[date, int], term: Period, as_of: date) -> Forecast:
    """From sums by day, for a term that has begun by `as_of`."""
    a_year_ago = _year_before(as_of) + A_DAY
    months = Period.between(max(a_year_ago, term.start), as_of)
    recent = within(sums, months)
    made = Forecast(months, recent, months.start == a_year_ago)
    if silence := _silence(made, term, as_of):
        return Forecast(months, recent, made.is_whole, silence=silence)
    reached = within(sums, Period.between(term.start, as_of))
    to_come = ratio(recent * (term.end - as_of).days, months.days, 0)
    return Forecast(months, recent, made.is_whole, total=reached + int(to_come))


def _silence(made: Forecast, term: Period, as_of: date) -> Silence | None:
    if as_of >= term.end:
        return Silence.OVER
    if made.months.months < FEWEST_MONTHS:
        return Silence.TOO_SHORT
    if made.recent < 0:
        return Silence.LESS_CAME
    return None if made.recent else Silence.NOTHING_CAME


@dataclass(frozen=True)
class Needed:
    """What is still to come, for each `unit` of the time left: a year, a month below one year; None below a month."""

    still: int
    each: Fraction | None
    unit: str


def needed(still: int, term: Period, as_of: date) -> Needed:
    """For a term that is not over at the end of `as_of`."""
    left = Period.between(as_of + A_DAY, term.end).months
    if left < 1:
        return Needed(still, None, "")
    years = left / 12
    return Needed(still, still / years, "năm") if years >= 1 else Needed(still, still / left, "tháng")


@dataclass(frozen=True)
class SamePeriod:
    """The year up to a day beside the year before up to the same day; None as `base` where that year does not lie
    whole in the term."""

    now: Period
    before: Period
    value: Measured
    base: Measured | None


def same_period(sums: Mapping[date, int], term: Period, as_of: date) -> SamePeriod:
    """From sums by day, for a term that has begun by `as_of`."""
    now = Period.between(date(as_of.year, 1, 1), as_of)
    before = Period.between(date(as_of.year - 1, 1, 1), _year_before(as_of))
    base = _measured(sums, before) if term.contains(before.start) else None
    return SamePeriod(now, before, _measured(sums, now), base)


def within(sums: Mapping[date, int], period: Period) -> int:
    """The sum of the days of a period."""
    return sum(value for day, value in sums.items() if period.contains(day))


def _measured(sums: Mapping[date, int], period: Period) -> Measured:
    days = [value for day, value in sums.items() if period.contains(day)]
    return Measured(sum(days), len(days))


def _year_before(day: date) -> date:
    """The same day a year earlier, as `Period.year_before` has it."""
    return Period.between(day, day).year_before().end
