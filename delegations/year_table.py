"""Delegations of a period by country and kind, counted by arrival, for the table of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, Sum

from config.kit.periods import Period
from delegations.choices import DelegationKind, Direction
from delegations.models import Delegation, DelegationCountry
from delegations.queries import arrived_in


@dataclass
class Line:
    """Delegations of one country, by kind; `country_id` is None for those without a country, and for the total.

    `persons` sums the known headcounts: `unknown` delegations gave none, `rough` gave one with a qualifier.
    """

    country_id: int | None
    name: str
    kinds: dict[str, int] = field(default_factory=dict)
    delegations: int = 0
    persons: int = 0
    unknown: int = 0
    rough: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Take up what the database counted for one kind."""
        self.kinds[row["kind"]] = self.kinds.get(row["kind"], 0) + row["delegations"]
        self.delegations += row["delegations"]
        self.persons += row["persons"]
        self.unknown += row["unknown"]
        self.rough += row["rough"]


@dataclass(frozen=True)
class DirectionTable:
    """One direction: a line a country, by name, then those without a country; `total` counts each delegation once.

    `is_shared`: some delegation stands in several lines, so that the lines add up to more than the total.
    """

    direction: str
    lines: tuple[Line, ...]
    total: Line
    is_shared: bool


@dataclass(frozen=True)
class YearTable:
    """Both directions, with the kinds that occur in either, in their order."""

    kinds: tuple[str, ...]
    tables: tuple[DirectionTable, ...]


def year_table(period: Period) -> YearTable:
    """What arrived in the period and counts; three queries, however many there are."""
    counted = Delegation.objects.counted().filter(arrived_in(period))
    links = DelegationCountry.objects.filter(delegation__in=counted)
    by_country = _counted(links, "delegation__", land=F("country_id"), land_name=F("country__name"))
    rows = [*by_country, *_counted(counted.filter(countries=None))]
    totals = list(_counted(counted))
    tables = tuple(_table(direction, rows, totals) for direction in Direction.values)
    found = {row["sort"] for row in totals}
    return YearTable(tuple(kind for kind in DelegationKind.values if kind in found), tables)


def _counted(rows: Any, before: str = "", **keys: Any) -> Iterable[dict[str, Any]]:
    """Counts by direction, kind and the keys, in the order of the last key.

    `before` leads from a row to its delegation.
    """
    headcount = f"{before}headcount"
    known = Q(**{f"{headcount}__isnull": False})
    return (
        rows.order_by()
        .values(way=F(f"{before}direction"), sort=F(f"{before}kind"), **keys)
        .annotate(
            delegations=Count(f"{before}pk"),
            persons=Sum(headcount, default=0),
            unknown=Count(f"{before}pk", filter=~known),
            rough=Count(f"{before}pk", filter=known & ~Q(**{f"{headcount}_qualifier": ""})),
        )
        .order_by(*reversed(keys), "way", "sort")
    )


def _table(direction: str, rows: Iterable[Mapping[str, Any]], totals: Iterable[Mapping[str, Any]]) -> DirectionTable:
    lines: dict[int | None, Line] = {}
    for row in rows:
        if row["way"] == direction:
            key = row.get("land")
            lines.setdefault(key, Line(key, row.get("land_name") or "Chưa ghi nước")).add({**row, "kind": row["sort"]})
    total = Line(None, "Tổng")
    for row in totals:
        if row["way"] == direction:
            total.add({**row, "kind": row["sort"]})
    ordered = tuple(lines.values())
    return DirectionTable(direction, ordered, total, sum(line.delegations for line in ordered) > total.delegations)
