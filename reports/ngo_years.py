"""The number of organisations year by year, and the figures published before beside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aid.queries.ngo_history import NGOHistory, ngo_history
from aid.queries.running import NGOCount
from config.kit.periods import Period
from reports import addresses
from reports.choices import PublishedUnit
from reports.measure import Figure
from reports.measures import figure
from reports.models import PublishedFigure

# Figure of the catalogue, the count it is, the filter of the list that shows its rows, its head in two lines.
COLUMNS = (
    ("ngos_related", "related", "related_on", ("Có", "quan hệ")),
    ("ngos_direct", "direct", "direct_on", ("Quan hệ", "trực tiếp")),
    ("ngos_certified", "certified", "certified_on", ("Giấy còn", "hiệu lực")),
    ("ngos_running", "running", "running_on", ("Có khoản", "thực hiện")),
)
RELATIONS = COLUMNS[:2]
# A relation "since 1900" is a slip of the pen, not a hundred rows.
MOST_YEARS = 60


@dataclass(frozen=True)
class Column:
    """A figure of the catalogue with the short head that leads to its definition."""

    figure: Figure
    head: tuple[str, str]


@dataclass(frozen=True)
class Number:
    """One count with the list of its rows."""

    value: int
    url: str


@dataclass(frozen=True)
class YearLine:
    """A year at its last day, or at the present day while it runs; `counts` holds 0 for what was not asked for."""

    year: int
    day: date
    is_running: bool
    counts: NGOCount
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Baseline:
    """A published number of organisations; `years` are those its period names."""

    row: PublishedFigure
    years: tuple[int, ...]


@dataclass(frozen=True)
class NGOYears:
    """The years in order, the columns with their definitions, and what the numbers cannot know."""

    lines: tuple[YearLine, ...]
    columns: tuple[Column, ...]
    baselines: tuple[Baseline, ...]
    undated: int


def ngo_years(today: date, columns: Sequence[Any] = COLUMNS) -> NGOYears:
    """From the year of the first known relation to the present; the number of queries does not depend on the years.

    `columns` may be RELATIONS alone, which spares reading certificates, projects and ledgers.
    """
    days = [date(year, 12, 31) for year in range(today.year - MOST_YEARS + 1, today.year)] + [today]
    history = ngo_history(days, relations_only=columns is RELATIONS)
    published: Any = PublishedFigure.objects.active().filter(unit=PublishedUnit.NGOS).order_by("position", "pk")
    return NGOYears(
        lines=tuple(_line(history, day, today, columns) for day in _days_from(history, days)),
        columns=tuple(Column(figure(key), head) for key, _, _, head in columns),
        baselines=tuple(Baseline(row, years_named(row.period_label)) for row in published),
        undated=history.undated,
    )


def _days_from(history: NGOHistory, days: Sequence[date]) -> Iterable[date]:
    """The days since the first relation; none when no relation is known at all."""
    if not history.related:
        return []
    first = history.first_year or days[-1].year
    return [day for day in days if day.year >= first] or [days[-1]]


def _line(history: NGOHistory, day: date, today: date, columns: Sequence[Any]) -> YearLine:
    counts, only = history.counts(day), Period.between(day, day)
    numbers = tuple(Number(getattr(counts, name), addresses.ngos_on(on, only)) for _, name, on, _ in columns)
    return YearLine(day.year, day, day == today, counts, numbers)


def years_named(text: str) -> tuple[int, ...]:
    """The years that a period's words name: "1995-1996", "năm 2015"; none for words without a year."""
    return tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text))
