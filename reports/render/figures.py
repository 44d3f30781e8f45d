"""The figures of a period as one JSON object or as plain text, for the command `figures`."""

from collections.abc import Iterable, Sequence
from typing import Any

from config.kit.money import from_minor
from config.kit.numbers import write_number, write_percent
from reports.breakdowns import Part
from reports.facts import Facts, Unconverted
from reports.measures import CATALOGUE, Figure, Unit, figure
from reports.models import PublishedFigure
from reports.scorecards import Card

TOTALS = ("committed_usd", "disbursed_usd", "committed_vnd", "disbursed_vnd")
MONEY = {Unit.USD: 2, Unit.VND: 0}


def as_json(facts: Facts, cards: Sequence[Card], published: Iterable[PublishedFigure]) -> dict[str, Any]:
    """Every figure of the catalogue by its key; decimals as text, counts as numbers."""
    found: dict[str, Any] = {
        "period": {"from": facts.period.start.isoformat(), "to": facts.period.end.isoformat()},
    }
    for key in TOTALS:
        by_year = figure(f"{key}_by_year")
        found[key] = {"total": _plain(figure(key).total(facts), by_year.unit), "by_year": _divided(by_year, facts)}
    for key, one in CATALOGUE.items():
        if key not in TOTALS and key.removesuffix("_by_year") not in TOTALS:
            found[key] = _divided(one, facts) if one.is_divided else _plain(one.total(facts), one.unit)
    found["estimates_usd"] = _plain(
        figure("committed_estimate_usd").total(facts) + figure("disbursed_estimate_usd").total(facts), Unit.USD
    )
    found["sea_partners"] = _partners(facts)
    rows = sorted(facts.committed.unconverted + facts.disbursed.unconverted, key=lambda row: (row.on, row.project_code))
    found["unconverted"] = [_row(row) for row in rows if row.lacks_usd]
    found["unconverted_vnd"] = [_row(row) for row in rows if row.lacks_vnd]
    found["targets"] = [_target(card) for card in cards]
    found["published"] = [_published(row) for row in published]
    return found


def _plain(value: int, unit: Unit) -> str | int:
    return str(from_minor(value, MONEY[unit])) if unit in MONEY else value


def _divided(one: Figure, facts: Facts) -> dict[str, str | int]:
    return {part.label: _plain(part.value, one.unit) for part in one.parts(facts)}


def _row(row: Unconverted) -> str:
    return f"{row.project_code} {row.on.isoformat()} {row.amount.normalize():f} {row.currency}"


def _partners(facts: Facts) -> dict[str, Any]:
    found = facts.partners
    return {
        "established": len(found.established),
        "extended": len(found.extended),
        "new_countries": len(found.new_countries),
        "established_list": [f"{line.name} ({line.country})" for line in found.established],
        "extended_list": [f"{line.name} ({line.country})" for line in found.extended],
        "new_countries_list": list(found.new_countries),
    }


def _target(card: Card) -> dict[str, Any]:
    unit = card.figure.unit
    found: dict[str, Any] = {
        "label": card.label,
        "figure": card.figure.key,
        "actual": None if card.actual is None else _plain(card.actual, unit),
        "goal": None if card.goal is None else _plain(card.goal, unit),
        "comparison": str(card.comparison),
        "state": str(card.progress.state),
        "words": card.words,
    }
    if card.years is not None:
        states = {str(year): str(state) for year, _, state in card.years.years}
        return {**found, "state": str(card.years.state), "years": states}
    percent, pace = card.progress.percent, card.progress.pace
    return {**found, "percent": None if percent is None else str(percent), "pace": None if pace is None else str(pace)}


def _published(row: PublishedFigure) -> dict[str, Any]:
    return {
        "label": row.label,
        "period": row.period_label,
        "qualifier": row.qualifier,
        "value": str(row.value_low),
        "value_to": None if row.value_high is None else str(row.value_high),
        "unit": row.unit,
        "source": row.source,
    }


# Text -------------------------------------------------------------------------


def as_text(facts: Facts, cards: Sequence[Card]) -> str:
    """The same figures for reading in a terminal."""
    start, end = facts.period.start, facts.period.end
    lines = [f"Số liệu từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}", ""]
    lines += [_target_line(card) for card in cards]
    for one in CATALOGUE.values():
        lines += ["", f"{one.label}: {_said(one.total(facts), one.unit)}"] if not one.is_divided else ["", one.label]
        lines += [_part_line(part, one.unit) for part in one.parts(facts)]
    rows = [*facts.committed.unconverted, *facts.disbursed.unconverted]
    if rows:
        lines += ["", "Dòng chưa quy đổi:", *(f"  {_row(row)}" for row in rows)]
    return "\n".join(lines)


def _part_line(part: Part, unit: Unit) -> str:
    partial = " (một phần)" if part.is_partial else ""
    return f"  {part.label}{partial}: {_said(part.value, unit)}"


def _said(value: int, unit: Unit) -> str:
    places = MONEY.get(unit, 0)
    return f"{write_number(from_minor(value, places), places)} {unit}"


def _target_line(card: Card) -> str:
    actual = "chưa có số liệu" if card.actual is None else _said(card.actual, card.figure.unit)
    percent = "" if card.progress.percent is None or card.years else f", bằng {write_percent(card.progress.percent)}"
    goal = f" (chỉ tiêu: {card.goal_text})" if card.goal_text else ""
    return f"{card.label}: {actual}{percent}{goal}. {card.words}."
