"""How the aid of a period divides by sector, district, country and year: money, grants, givers (docs/rules.md,
Breakdowns)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When

from aid.choices import Sector
from aid.models import AidProject
from aid.queries.ledger import MANY, UNKNOWN
from aid.queries.running import running_in
from aid.rules.shares import split
from config.kit.money import percent
from reports.breakdowns import MANY_DONORS, MANY_PLACES, MANY_SECTORS, NO_COUNTRY
from reports.facts import Facts
from reports.measure import year_within
from reports.measures import figure
from reports.printed.summary_rows import Divided, DividedLine

SIDES = ("committed", "disbursed")
RESTS = {"sector": MANY_SECTORS, "district": MANY_PLACES, "country": MANY_DONORS}
Pair = tuple[set[int], set[int]]
"""Projects and the organisations that give to them."""


class Division:
    """The projects carried out in a period, held under the keys of each division.

    A project counts where its money goes: under each of its shares, or under "many" when they are open. Its givers are
    those of its shares and of its rows in the period.
    """

    def __init__(self, projects: Sequence[Any], facts: Facts) -> None:
        self.projects, self.facts = projects, facts
        self.givers: dict[int, set[int]] = defaultdict(set)
        self.unnamed: set[int] = set()
        for project in projects:
            self.givers[project.pk] |= {share.ngo_id for share in project.donors.all()}
        for row in (*facts.committed.portions, *facts.disbursed.portions):
            if row.donor_id is None:
                self.unnamed.add(row.project_id)
            else:
                self.givers[row.project_id].add(row.donor_id)

    def by_sector(self) -> Divided:
        held = self._by_shares(lambda project: [(share.sector, share.percent) for share in project.sector_shares.all()])
        return self._divided("sector", held)

    def by_district(self) -> Divided:
        above = self.facts.keys.district_of
        held = self._by_shares(
            lambda project: [(above[share.place_id], share.percent) for share in project.place_shares.all()]
        )
        return self._divided("district", held)

    def by_country(self) -> Divided:
        """Each giver under its own country; those of a project without percentages together."""
        held: dict[str, Pair] = _empty()
        for project in self.projects:
            shares = [(share.ngo_id, share.percent) for share in project.donors.all()]
            every = {key for key, _ in shares}
            alone = self.givers[project.pk] - every
            is_open = any(key is None for key, _ in split(100, shares))
            for giver in alone if is_open else {*every, *alone}:
                _put(held[self._country(giver)], project.pk, {giver})
            if is_open and (shares or not alone or project.pk in self.unnamed):
                _put(held[MANY], project.pk, every)
        return self._divided("country", held)

    def by_year(self) -> Divided:
        """One line a calendar year; nothing where the period lies in one. One query."""
        period = self.facts.period
        if len(period.years()) < 2:
            return Divided()
        held: dict[str, Pair] = _empty()
        years = {f"in_{year}": _flag(running_in(year_within(period, year))) for year in period.years()}
        running = AidProject.objects.counted().filter(running_in(period)).annotate(**years)
        for pk, *found in running.values_list("pk", *years):
            for year, is_running in zip(period.years(), found, strict=True):
                if is_running:
                    _put(held[str(year)], pk, self.givers[pk])
        return self._divided("year", held)

    def _by_shares(self, shares_of: Callable[[Any], Any]) -> Mapping[str, Pair]:
        held: dict[str, Pair] = _empty()
        for project in self.projects:
            for key, _ in split(100, shares_of(project)):
                _put(held[MANY if key is None else str(key)], project.pk, self.givers[project.pk])
        return held

    def _country(self, giver: int) -> str:
        return str(self.facts.keys.donors[giver].country_id or UNKNOWN)

    def _divided(self, name: str, held: Mapping[str, Pair]) -> Divided:
        """The lines, the largest disbursement first and years in their order; what no single name holds comes last."""
        total = figure("disbursed_usd").total(self.facts)
        lines = [_line(key, label, held, total) for key, label in _labels(self.facts, name, held).items()]
        if name != "year":
            lines.sort(key=lambda line: (line.is_rest, -line.disbursed, -line.committed, line.label))
        givers = set().union(*(pair[1] for pair in held.values()))
        return Divided(tuple(lines), donors=len(givers), projects=len(self.projects))


def _flag(condition: Q) -> Case:
    """Whether a row meets the condition, never NULL where a date of it is unknown."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _empty() -> dict[str, Pair]:
    return defaultdict(lambda: (set(), set()))


def _put(pair: Pair, project: int, givers: Iterable[int]) -> None:
    pair[0].add(project)
    pair[1].update(givers)


@dataclass(frozen=True)
class _Label:
    """A key's name with its money on both sides of the ledger."""

    name: str
    is_rest: bool = False
    is_partial: bool = False
    committed: int = 0
    disbursed: int = 0


def _labels(facts: Facts, name: str, held: Mapping[str, Pair]) -> dict[str, _Label]:
    """Every key that has money or a project, with what the catalogue's figures say of it."""
    sides = [{part.key: part for part in figure(f"{side}_usd_by_{name}").parts(facts)} for side in SIDES]
    found: dict[str, _Label] = {}
    for key in dict.fromkeys((*sides[0], *sides[1], *held)):
        parts = [side.get(key) for side in sides]
        values = [part.value if part is not None else 0 for part in parts]
        part = parts[0] or parts[1]
        if part is None:
            found[key] = _Label(_name(facts, name, key), key in (MANY, UNKNOWN))
        else:
            found[key] = _Label(part.label, part.is_rest, part.is_partial, *values)
    return found


def _line(key: str, label: _Label, held: Mapping[str, Pair], total: int) -> DividedLine:
    ids, givers = held.get(key, (set(), set()))
    return DividedLine(
        label.name,
        len(givers),
        len(ids),
        label.committed,
        label.disbursed,
        # After refunds a share of less than nothing says nothing.
        percent(label.disbursed, total) if total > 0 else None,
        is_rest=label.is_rest,
        is_partial=label.is_partial,
    )


def _name(facts: Facts, name: str, key: str) -> str:
    """The name of a key that holds projects but no money."""
    if key == MANY:
        return RESTS[name]
    if name == "sector":
        return str(Sector(key).label)
    if name == "district":
        return facts.keys.places[int(key)]
    if key == UNKNOWN:
        return NO_COUNTRY
    return next(donor.country for donor in facts.keys.donors.values() if donor.country_id == int(key))
