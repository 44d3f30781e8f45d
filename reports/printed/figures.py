"""The figures of a report: the whole catalogue for its time, as data that can be frozen and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from config.kit.money import from_minor
from config.kit.numbers import write_number
from reports.breakdowns import Part
from reports.facts import Facts
from reports.measures import CATALOGUE, Figure, Unit

CENTS = {Unit.USD: 2}
BY_YEAR = "_by_year"


@dataclass(frozen=True)
class ReportPart:
    """A part of a figure; `url` is the list of its rows, empty for a frozen one."""

    key: str
    label: str
    value: int
    url: str = ""


@dataclass(frozen=True)
class ReportFigure:
    """A figure as a report holds it: cents for USD, đồng for VND, else a count."""

    key: str
    label: str
    unit: str
    value: int
    parts: tuple[ReportPart, ...] = ()
    url: str = ""

    @property
    def is_by_year(self) -> bool:
        """Whether its parts are calendar years."""
        return bool(self.parts) and all(part.key == part.label and part.key.isdecimal() for part in self.parts)

    def part(self, key: str) -> ReportPart | None:
        return next((part for part in self.parts if part.key == key), None)

    def said(self, value: int) -> str:
        """A number of this figure as people read it: "6.200.456,45"."""
        return words(value, self.unit)

    def signed(self, difference: int) -> str:
        """A difference with its sign: "+50,00"."""
        return f"+{self.said(difference)}" if difference > 0 else self.said(difference)


def words(value: int, unit: str) -> str:
    """A number in the unit's smallest part as people read it, without the unit."""
    places = CENTS.get(Unit(unit), 0) if unit in set(Unit) else 0
    return write_number(from_minor(value, places), places)


def report_figures(facts: Facts) -> tuple[ReportFigure, ...]:
    """Every figure of the catalogue, in its order."""
    return tuple(_figure(one, facts) for one in CATALOGUE.values())


def _figure(one: Figure, facts: Facts) -> ReportFigure:
    return ReportFigure(
        one.key,
        one.label,
        str(one.unit),
        one.total(facts),
        tuple(_part(part) for part in one.parts(facts)) if one.is_divided else (),
        one.rows(facts.period),
    )


def _part(part: Part) -> ReportPart:
    return ReportPart(part.key, part.label, part.value, part.url)


def says_total_again(key: str) -> bool:
    """Whether another figure has the same total, and this one only divides it by years."""
    return key.endswith(BY_YEAR) and key.removesuffix(BY_YEAR) in CATALOGUE


def looks_at_the_report(key: str) -> bool:
    """False for what the registers lack today: such figures move with every entry, of whatever time."""
    known = CATALOGUE.get(key)
    return known is None or bool(known.basis.dated)


# Frozen -----------------------------------------------------------------------


def frozen_figures(figures: Iterable[ReportFigure]) -> list[dict[str, Any]]:
    """As they are stored with an issued report."""
    return [
        {
            "key": one.key,
            "label": one.label,
            "unit": one.unit,
            "value": one.value,
            "parts": [{"key": part.key, "label": part.label, "value": part.value} for part in one.parts],
        }
        for one in figures
    ]


def read_figures(stored: Iterable[Mapping[str, Any]]) -> tuple[ReportFigure, ...]:
    """Frozen figures; they open no rows, for the registers may have moved since."""
    return tuple(
        ReportFigure(
            one["key"],
            one["label"],
            one["unit"],
            one["value"],
            tuple(ReportPart(part["key"], part["label"], part["value"]) for part in one["parts"]),
        )
        for one in stored
    )
