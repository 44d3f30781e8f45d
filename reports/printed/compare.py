"""This report beside another one, figure by figure: frozen figures where a report was issued, else those of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from config.kit.numbers import write_percent
from config.kit.periods import Period
from config.kit.text import lower_first
from config.reference.models import IssuingBody
from reports.choices import Standing
from reports.facts import gather
from reports.measure import Subject, growth
from reports.measures import CATALOGUE
from reports.models import IssuedReport, Report
from reports.printed.compose import before_of
from reports.printed.drafts import day_of, kept_draft
from reports.printed.figures import (
    ReportFigure,
    looks_at_the_report,
    read_figures,
    report_figures,
    says_total_again,
)
from reports.printed.occasions import Occasion

OFFERED = 30
"""How many issued reports a page offers to compare with."""


@dataclass(frozen=True)
class Side:
    """A column of the comparison: its name, what its numbers are, and the figures by key."""

    name: str
    note: str
    figures: dict[str, ReportFigure]
    url: str = ""
    is_estimate: bool = False


@dataclass(frozen=True)
class Number:
    """A number in words with the list of its rows; empty where a side does not know the figure."""

    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A figure, or a part of one, on all sides."""

    label: str
    unit: str
    numbers: tuple[Number, ...]
    difference: str
    percent: str
    is_part: bool = False


@dataclass(frozen=True)
class Group:
    """The figures of one subject."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """`sides` begins with what this report is compared with and ends with the report itself; that one stands alone
    where there is nothing to compare with."""

    sides: tuple[Side, ...]
    groups: tuple[Group, ...]


def comparison(sides: Sequence[Side]) -> Comparison:
    """All figures of the sides: the difference is that of the last side on the first."""
    keys = [key for key in CATALOGUE if looks_at_the_report(key) and not says_total_again(key)]
    groups = []
    for subject in Subject:
        of_subject = [key for key in keys if CATALOGUE[key].basis.subject is subject]
        lines = tuple(line for key in of_subject for line in _lines(key, sides))
        if lines:
            groups.append(Group(str(subject), lines))
    return Comparison(tuple(sides), tuple(groups))


def _lines(key: str, sides: Sequence[Side]) -> Iterable[Line]:
    found = [side.figures.get(key) for side in sides]
    known = [one for one in found if one is not None]
    if not known:
        return
    yield _line(known[-1].label, known[-1], found)
    if any(one.is_by_year for one in known):  # two times have no year in common
        return
    labels = {part.key: part.label for one in known for part in one.parts}
    for part_key, label in labels.items():
        parts = [one.part(part_key) if one is not None else None for one in found]
        yield _line(label, known[-1], parts, is_part=True)


def _line(label: str, figure: ReportFigure, found: Sequence[Any], *, is_part: bool = False) -> Line:
    """A part that a side does not name is none at all of it; a figure that a side does not know is unknown."""
    values = [one.value if one is not None else 0 if is_part else None for one in found]
    first, last = values[0] if len(values) > 1 else None, values[-1]
    difference = percent = ""
    if first is not None and last is not None:
        difference, percent = figure.signed(last - first), _growth(growth(last, first))
    return Line(
        label=label,
        unit=figure.unit,
        numbers=tuple(
            Number() if value is None else Number(figure.said(value), one.url if one is not None else "")
            for value, one in zip(values, found, strict=True)
        ),
        difference=difference,
        percent=percent,
        is_part=is_part,
    )


def _growth(value: Decimal | None) -> str:
    said = write_percent(value)
    return f"+{said}" if value is not None and value > 0 else said


# Sides ------------------------------------------------------------------------


def sides_of(
    occasion: Occasion, body: IssuingBody | None, *, this: Report | None, beside: Report | None, today: date
) -> list[Side]:
    """What a report is compared with (`beside`, else the time before), its own estimate where both were issued, and
    the report itself last: `this` as it was issued, else as its draft counts."""
    day = this.issued.as_of if this is not None else day_of(kept_draft(occasion, body), occasion, today)
    period = occasion.period.clipped(day) or occasion.period
    sides = [frozen_side(beside)] if beside is not None else _before(occasion, period, body)
    estimate = estimate_beside(this) if this is not None else None
    if estimate is not None and estimate != beside:
        sides.append(frozen_side(estimate))
    own = frozen_side(this) if this is not None else live_side(occasion.heading, period)
    return [*sides, own]


def _before(occasion: Occasion, period: Period, body: IssuingBody | None) -> list[Side]:
    """The time before: its issued report where both are whole, else as the registers stand now; none for a first
    term or a stretch longer than a year."""
    if not occasion.before_name:
        return []
    before, is_whole = before_of(occasion, period), period == occasion.period
    report = issued_about(occasion.kind, before, body) if is_whole else None
    name = occasion.before_name if is_whole else occasion.cut_before_name
    return [frozen_side(report) if report is not None else live_side(name, before)]


def frozen_side(report: Report) -> Side:
    """An issued report, as it was frozen; one query."""
    issued: Any = IssuedReport.objects.only("symbol", "figures", "as_of").get(report=report)
    standing = lower_first(report.get_standing_display())
    return Side(
        name=report.occasion.heading,
        note=f"{issued}, {standing}, tính đến ngày {issued.as_of:%d/%m/%Y}",
        figures={one.key: one for one in read_figures(issued.figures)},
        url=report.get_absolute_url(),
        is_estimate=report.standing == Standing.ESTIMATE,
    )


def live_side(name: str, period: Period) -> Side:
    """The figures of a period as the registers stand now."""
    figures = {one.key: one for one in report_figures(gather(period))}
    return Side(name=name, note=f"Số liệu hiện nay, tính đến ngày {period.end:%d/%m/%Y}", figures=figures)


def issued_about(kind: str, period: Period, body: IssuingBody | None) -> Report | None:
    """The newest issued report of that kind and body on those days."""
    found: Report | None = Report.objects.issued().on_days(kind, period, body).select_related("term").first()
    return found


def estimate_beside(report: Report) -> Report | None:
    """The newest issue with estimated figures on the same time as a report with final ones."""
    if report.standing != Standing.FINAL:
        return None
    rows = Report.objects.issued().beside(report)
    found: Report | None = rows.filter(standing=Standing.ESTIMATE).select_related("term").first()
    return found


def offered(occasion: Occasion, body: IssuingBody | None) -> list[Report]:
    """Issued reports of the same kind and body that this one can be set beside, the newest first."""
    rows: Any = Report.objects.issued().filter(kind=occasion.kind, body=body).select_related("term")
    return list(rows[:OFFERED])
