"""What the figures are made of: the one reader of the three apps (style.md §4.3, rule 8).

`gather` reads a period once, in a fixed number of queries, and gives frozen facts; measures.py turns them
into figures without asking the database again.

Ledger rows come as *portions*. Rows of one project, one donor and one year split alike when the project
gives no percentages, so the database sums them; a row of a project with percentages stands alone, because
shares are split per row to the cent (product.md §4, Breakdowns).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, DateField, F, Q, Sum, Value, When
from django.db.models.functions import Cast, Substr

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
from associations import queries as associations
from associations.queries import SoutheastAsia, TrainingLine
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.periods import Period
from config.reference.models import Place
from delegations import queries as delegations
from delegations.queries import CountryCount, DelegationCount

Shares = Sequence[tuple[int, Decimal | None]]
SectorShares = Sequence[tuple[str, Decimal | None]]


class Portion(NamedTuple):
    """Rows that split alike, summed: their project, donor (None: the project's donors), year and values.

    `usd_cents` and `vnd` hold the converted rows only.
    """

    project_id: int
    donor_id: int | None
    year: int
    usd_cents: int
    vnd: int


class Mark(NamedTuple):
    """Rows of one year that are estimates or known only roughly, with their number and converted values.

    `on` is the stand-in day of rough rows, None for exact days.
    """

    year: int
    is_estimate: bool
    precision: str
    on: date | None
    rows: int
    usd_cents: int
    vnd: int


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
    """One side of the ledger in a period."""

    rows: int
    portions: tuple[Portion, ...]
    marks: tuple[Mark, ...]
    unconverted: tuple[Unconverted, ...]


class Donor(NamedTuple):
    """A giver's name and country; the country is None when it is not recorded."""

    name: str
    country_id: int | None
    country: str


@dataclass(frozen=True)
class Keys:
    """How money divides: shares by project, and the names of what it divides into.

    `district_of` gives the district a place is counted in: a commune's district, else the place itself
    (communes since 01/07/2025 have no district).
    """

    donors_of: Mapping[int, Shares]
    sectors_of: Mapping[int, SectorShares]
    places_of: Mapping[int, Shares]
    donors: Mapping[int, Donor]
    places: Mapping[int, str]
    district_of: Mapping[int, int]


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
    projects_without_commitment: int

    @property
    def is_empty(self) -> bool:
        """Nothing happened: no ledger row, class, delegation or partner in the period."""
        partners = self.partners.established or self.partners.extended
        return not (self.committed.rows or self.disbursed.rows or self.training or self.delegations or partners)


def gather(period: Period, *, term: Period | None = None) -> Facts:
    """The facts of a period; `term` names the whole term when the period is a part of it up to some day."""
    whole = term or period
    committed, disbursed = _ledger(Commitment, period), _ledger(Disbursement, period)
    projects = {portion.project_id for side in (committed, disbursed) for portion in side.portions}
    return Facts(
        period=period,
        term=whole,
        committed=committed,
        disbursed=disbursed,
        keys=_keys(projects),
        training=tuple(associations.training_classes(period)),
        rough_training=associations.rough_training(period),
        partners=associations.southeast_asian_partners(whole, period.end),
        delegations=tuple(delegations.delegation_counts(period)),
        delegation_countries=tuple(delegations.delegations_by_country(period, "in")),
        rough_delegations=delegations.rough_arrivals(period),
        projects_without_commitment=AidProject.objects.active().without_commitment().count(),
    )


def nothing(term: Period) -> Facts:
    """The facts of a term that has not begun: none."""
    empty = Ledger(0, (), (), ())
    keys = Keys({}, {}, {}, {}, {}, {})
    return Facts(term, term, empty, empty, keys, (), 0, SoutheastAsia(), (), (), 0, 0)


# The ledger -------------------------------------------------------------------

# Both databases write a date as text beginning with its year; taking the year apart in Python would cost
# SQLite a call of Python per row.
YEAR = Substr(Cast("dated_on", CharField()), 1, 4)


def _ledger(model: Any, period: Period) -> Ledger:
    rows = model.objects.counted().filter(dated_on__range=(period.start, period.end))
    portions, count = _portions(rows)
    return Ledger(count, portions, _marks(rows), _unconverted(rows))


def _divided_projects() -> Q:
    """Rows of projects that give percentages: each is split on its own."""
    given = Q(percent__isnull=False) & ~Q(percent=100)
    divided = Q()
    for share in (ProjectDonor, SectorShare, PlaceShare):
        divided |= Q(project__in=share.objects.filter(given).values("project"))
    return divided


def _portions(rows: Any) -> tuple[tuple[Portion, ...], int]:
    own = Case(When(_divided_projects(), then=F("pk")), default=Value(0))
    groups = (
        rows.annotate(year_text=YEAR, own=own)
        .values("project_id", "donor_id", "year_text", "own")
        .annotate(usd=Sum("usd_cents", default=0), dong=Sum("vnd", default=0), count=Count("pk"))
        .order_by("project_id", "year_text", "donor_id", "own")
        .values_list("project_id", "donor_id", "year_text", "usd", "dong", "count")
    )
    portions, count = [], 0
    for project_id, donor_id, year, usd, vnd, number in groups:
        portions.append(Portion(project_id, donor_id, int(year), int(usd), int(vnd)))
        count += number
    return tuple(portions), count


def _marks(rows: Any) -> tuple[Mark, ...]:
    on = Case(When(dated_precision=Precision.DAY, then=None), default=F("dated_on"), output_field=DateField())
    groups = (
        rows.filter(Q(status=Status.ESTIMATE) | ~Q(dated_precision=Precision.DAY))
        .annotate(year_text=YEAR, on=on)
        .values("year_text", "status", "dated_precision", "on")
        .annotate(count=Count("pk"), usd=Sum("usd_cents", default=0), dong=Sum("vnd", default=0))
        .order_by("year_text", "status", "dated_precision", "on")
        .values_list("year_text", "status", "dated_precision", "on", "count", "usd", "dong")
    )
    return tuple(
        Mark(int(year), status == Status.ESTIMATE, precision, on, count, int(usd), int(vnd))
        for year, status, precision, on, count, usd, vnd in groups
    )


def _unconverted(rows: Any) -> tuple[Unconverted, ...]:
    lacking = rows.filter(Q(usd_cents=None) | Q(vnd=None)).order_by("dated_on", "project__code", "pk")
    found = lacking.values_list("pk", "project__code", "dated_on", "amount", "currency", "usd_cents", "vnd")
    return tuple(Unconverted(*row[:5], row[5] is None, row[6] is None) for row in found)


def cut_rows(marks: Iterable[Mark], period: Period) -> int:
    """Rows known only by month, quarter or year whose span the period cuts through (product.md §4, Time)."""
    return sum(
        mark.rows
        for mark in marks
        if mark.on is not None and period.cuts(PartialDate(mark.on, DatePrecision(mark.precision)))
    )


# Shares and names -------------------------------------------------------------


def _keys(projects: set[int]) -> Keys:
    """Shares of the projects concerned. Four queries: shares of all projects are read, the rest dropped,
    because a list of ten thousand ids in the question costs more than the rows it spares."""
    donors = _shares(ProjectDonor, "ngo_id", projects)
    sectors = _shares(SectorShare, "sector", projects)
    places = _shares(PlaceShare, "place_id", projects)
    names, district_of = _places()
    return Keys(donors, sectors, places, _donors(), names, district_of)


def _shares(model: Any, key: str, projects: set[int]) -> dict[int, Any]:
    shares: dict[int, list[tuple[Any, Decimal | None]]] = defaultdict(list)
    rows = model.objects.order_by("project_id", "pk").values_list("project_id", key, "percent")
    for project_id, value, percent in rows.iterator(chunk_size=5000):
        if project_id in projects:
            shares[project_id].append((value, percent))
    return dict(shares)


def _donors() -> dict[int, Donor]:
    rows = ForeignNGO.objects.values_list("pk", "name", "home_country_id", "home_country__name")
    return {pk: Donor(name, country_id, country or "") for pk, name, country_id, country in rows}


def _places() -> tuple[dict[int, str], dict[int, int]]:
    rows = {pk: rest for pk, *rest in Place.objects.values_list("pk", "name", "level", "parent_id")}
    names = {pk: name for pk, (name, _, _) in rows.items()}
    return names, {pk: _district(pk, rows) for pk in rows}


def _district(pk: int, rows: Mapping[int, Sequence[Any]]) -> int:
    """The district above a commune or hamlet; the commune itself when none is above it."""
    above, found = pk, pk
    while above in rows:
        _, level, parent = rows[above]
        if level == Place.Level.DISTRICT:
            return above
        if level == Place.Level.COMMUNE:
            found = above
        if parent is None:
            break
        above = parent
    return found
