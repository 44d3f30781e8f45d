"""What the figures are made of: the one reader of the three apps (docs/developing.md).

`gather` reads a period once, in a fixed number of queries, and gives frozen facts; measures.py turns them
into figures without asking the database again.

Ledger rows are streamed once and kept as *portions*: rows of one project, donor and form split alike when the
project gives no percentages, so they are summed; a row of a project with percentages stands alone, because
shares are split per row to the cent (docs/rules.md, Breakdowns).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from aid.choices import Status
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    PlaceShare,
    ProjectDonor,
    SectorShare,
)
from aid.queries.completeness import Completeness, completeness
from associations import queries as associations
from associations.queries import SoutheastAsia, TrainingLine
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.periods import Period
from config.reference.models import Place
from delegations import queries as delegations
from delegations.queries import CountryCount, DelegationCount
from reports.register_facts import EMPTY, RegisterFacts, registers_in

Shares = Sequence[tuple[int, Decimal | None]]
SectorShares = Sequence[tuple[str, Decimal | None]]


class Portion(NamedTuple):
    """Rows that split alike, summed: their project, donor (None: the project's donors), form and cents.

    Rows without a USD value are not in it.
    """

    project_id: int
    donor_id: int | None
    form: str
    usd_cents: int


class Mark(NamedTuple):
    """Rows of one year that are estimates or known only roughly, with their number and their cents.

    `on` is the stand-in day of rough rows, None for exact days.
    """

    year: int
    is_estimate: bool
    precision: str
    on: date | None
    rows: int
    usd_cents: int


class Unconverted(NamedTuple):
    """A row without a USD or a VND value, as a reader recognises it."""

    pk: int
    project_code: str
    on: date
    amount: Decimal
    currency: str
    lacks_usd: bool
    lacks_vnd: bool


@dataclass(frozen=True)
class Ledger:
    """One side of the ledger in a period; `usd_by_year` and `vnd_by_year` hold the years that have rows,
    `usd_by_day` the days (a rough row stands at its stand-in day)."""

    rows: int
    usd_by_year: Mapping[int, int]
    vnd_by_year: Mapping[int, int]
    portions: tuple[Portion, ...]
    marks: tuple[Mark, ...]
    unconverted: tuple[Unconverted, ...]
    usd_by_day: Mapping[date, int] = field(default_factory=dict)


class Donor(NamedTuple):
    """A giver's name and country; the country is None when it is not recorded."""

    name: str
    country_id: int | None
    country: str


@dataclass(frozen=True)
class Keys:
    """How money divides: shares by project, and the names of what it divides into.

    `district_of` gives the district a place is counted in: a commune's district, else the place itself
    (communes since 01/07/2025 have no district). `divided` holds the projects that give percentages. A project
    has one owner (None where none is recorded) and one modality.
    """

    donors_of: Mapping[int, Shares]
    sectors_of: Mapping[int, SectorShares]
    places_of: Mapping[int, Shares]
    donors: Mapping[int, Donor]
    places: Mapping[int, str]
    district_of: Mapping[int, int]
    divided: frozenset[int] = frozenset()
    owner_of: Mapping[int, int | None] = field(default_factory=dict)
    owners: Mapping[int, str] = field(default_factory=dict)
    modality_of: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything the figures of one period need. `term` is the whole period that `period` may be cut from."""

    period: Period
    term: Period
    committed: Ledger
    disbursed: Ledger
    keys: Keys
    training: tuple[TrainingLine, ...]
    rough_training: int
    partners: SoutheastAsia
    delegations: tuple[DelegationCount, ...]
    delegation_countries: tuple[CountryCount, ...]
    rough_delegations: int
    completeness: Completeness
    registers: RegisterFacts = EMPTY
    # Sums by giver already made, by side: two breakdowns read them.
    donor_sums: dict[str, Mapping[Any, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Nothing happened: no ledger row, class, delegation or partner in the period."""
        partners = self.partners.established or self.partners.extended
        return not (self.committed.rows or self.disbursed.rows or self.training or self.delegations or partners)


def gather(period: Period, *, term: Period | None = None, with_registers: bool = True) -> Facts:
    """The facts of a period; `term` names the whole term when the period is a part of it up to some day.

    The dashboard shows nothing of the registers and leaves their twelve queries out.
    """
    whole = term or period
    keys = _keys()
    return Facts(
        period=period,
        term=whole,
        committed=_ledger(Commitment, period, keys.divided),
        disbursed=_ledger(Disbursement, period, keys.divided),
        keys=keys,
        training=tuple(associations.training_classes(period)),
        rough_training=associations.rough_training(period),
        partners=associations.southeast_asian_partners(whole, period.end),
        delegations=tuple(delegations.delegation_counts(period)),
        delegation_countries=tuple(delegations.delegations_by_country(period)),
        rough_delegations=delegations.rough_arrivals(period),
        completeness=completeness(years_over(period)),
        registers=registers_in(period) if with_registers else EMPTY,
    )


def money_in(period: Period, keys: Keys) -> Facts:
    """The two sides of the ledger in a further period, its names and shares read before; everything else is empty.
    Four queries."""
    committed, disbursed = (_ledger(model, period, keys.divided) for model in (Commitment, Disbursement))
    return replace(nothing(period), committed=committed, disbursed=disbursed, keys=keys)


def years_over(period: Period) -> list[int]:
    """The calendar years that lie whole in the period; the last one over by its end where there is none."""
    whole = [year for year in period.years() if period.start <= date(year, 1, 1) and date(year, 12, 31) <= period.end]
    return whole or [period.last_year_over]


def nothing(term: Period) -> Facts:
    """The facts of a term that has not begun: none."""
    empty = Ledger(0, {}, {}, (), (), ())
    keys = Keys({}, {}, {}, {}, {}, {})
    return Facts(term, term, empty, empty, keys, (), 0, SoutheastAsia(), (), (), 0, Completeness())


# The ledger -------------------------------------------------------------------

# A date as text costs SQLite nothing; as a date it would cost a call of Python per row.
DATED = Cast("dated_on", CharField())
COLUMNS = ("project_id", "donor_id", "form", "dated_text", "usd_cents", "vnd", "status", "dated_precision")


def _ledger(model: Any, period: Period, divided: frozenset[int]) -> Ledger:
    """One side of the ledger, streamed; `divided` names the projects whose rows are split one by one."""
    rows = model.objects.counted().filter(dated_on__range=(period.start, period.end)).order_by("pk")
    usd_by_day: dict[str, int] = defaultdict(int)
    vnd_by_year: dict[int, int] = defaultdict(int)
    alike: dict[tuple[int, int | None, str], int] = defaultdict(int)
    alone: list[Portion] = []
    marks: dict[tuple[int, bool, str, str], list[int]] = defaultdict(lambda: [0, 0])
    count = 0
    for project, donor, form, on, usd, vnd, status, precision in _streamed(rows):
        count += 1
        year = int(on[:4])
        usd_by_day[on] += usd or 0
        vnd_by_year[year] += vnd or 0
        if project in divided:
            alone.append(Portion(project, donor, form, usd or 0))
        else:
            alike[project, donor, form] += usd or 0
        if status == Status.ESTIMATE or precision != Precision.DAY:
            mark = marks[year, status == Status.ESTIMATE, precision, "" if precision == Precision.DAY else on]
            mark[0] += 1
            mark[1] += usd or 0
    portions = (*(Portion(*key, cents) for key, cents in alike.items()), *alone)
    days = {date.fromisoformat(on): cents for on, cents in usd_by_day.items()}
    return Ledger(count, _by_year(days), vnd_by_year, portions, _marks(marks), _unconverted(rows), days)


def _by_year(days: Mapping[date, int]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for day, cents in days.items():
        sums[day.year] += cents
    return sums


def _streamed(rows: Any) -> Any:
    return rows.annotate(dated_text=DATED).values_list(*COLUMNS).iterator(chunk_size=5000)


def _marks(found: Mapping[tuple[int, bool, str, str], Sequence[int]]) -> tuple[Mark, ...]:
    return tuple(
        Mark(year, is_estimate, precision, date.fromisoformat(on) if on else None, rows, cents)
        for (year, is_estimate, precision, on), (rows, cents) in found.items()
    )


def _unconverted(rows: Any) -> tuple[Unconverted, ...]:
    lacking = rows.filter(Q(usd_cents=None) | Q(vnd=None)).order_by("dated_on", "project__code", "pk")
    found = lacking.values_list("pk", "project__code", "dated_on", "amount", "currency", "usd_cents", "vnd")
    return tuple(
        Unconverted(pk, code, on, amount, currency, usd is None, vnd is None)
        for pk, code, on, amount, currency, usd, vnd in found
    )


def cut_rows(marks: Iterable[Mark], period: Period) -> int:
    """Rows known only by month, quarter or year whose span the period cuts through (docs/rules.md, Time)."""
    return sum(
        mark.rows
        for mark in marks
        if mark.on is not None and period.cuts(PartialDate(mark.on, DatePrecision(mark.precision)))
    )


# Shares and names -------------------------------------------------------------


def _keys() -> Keys:
    """Shares of all projects and the names of what they divide into: six queries. Asking for the projects of
    a period alone would cost more than the rows it spares."""
    donors, sectors, places = (
        _shares(ProjectDonor, "ngo_id"),
        _shares(SectorShare, "sector"),
        _shares(PlaceShare, "place_id"),
    )
    divided = frozenset(
        project
        for shares in (donors, sectors, places)
        for project, given in shares.items()
        if len(given) > 1 and given[0][1] is not None
    )
    names, district_of = _places()
    owner_of, owners, modality_of = _projects()
    return Keys(donors, sectors, places, _donors(), names, district_of, divided, owner_of, owners, modality_of)


def _projects() -> tuple[dict[int, int | None], dict[int, str], dict[int, str]]:
    """The owner of each project, the owners' names, the modality of each project."""
    rows: list[Any] = list(AidProject.objects.values_list("pk", "owner_id", "owner__name", "modality"))
    owners = {owner: name for _, owner, name, _ in rows if owner is not None}
    return {pk: owner for pk, owner, _, _ in rows}, owners, {pk: modality for pk, *_, modality in rows}


def _shares(model: Any, key: str) -> dict[int, Any]:
    shares: dict[int, list[tuple[Any, Decimal | None]]] = defaultdict(list)
    rows = model.objects.order_by("pk").values_list("project_id", key, "percent")
    for project_id, value, percent in rows.iterator(chunk_size=5000):
        shares[project_id].append((value, percent))
    return dict(shares)


def _donors() -> dict[int, Donor]:
    rows = ForeignNGO.objects.values_list("pk", "name", "home_country_id", "home_country__name")
    return {pk: Donor(name, country_id, country or "") for pk, name, country_id, country in rows}


def _places() -> tuple[dict[int, str], dict[int, int]]:
    rows = list(Place.objects.values_list("pk", "name", "level", "parent_id"))
    above = {pk: (level, parent) for pk, _, level, parent in rows}
    return {pk: name for pk, name, _, _ in rows}, {pk: _district(pk, above) for pk in above}


def _district(pk: int, above: Mapping[int, tuple[str, int | None]]) -> int:
    """The district above a commune or hamlet; the commune itself when none is above it."""
    at: int | None = pk
    found = pk
    while at is not None and at in above:
        level, parent = above[at]
        if level == Place.Level.DISTRICT:
            return at
        if level == Place.Level.COMMUNE:
            found = at
        at = parent
    return found
