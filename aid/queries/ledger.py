"""Reads over several models of aid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from aid.choices import CommitmentKind, Stage, Status
from aid.models import AidProject, Commitment, Disbursement, ExchangeRate, PlaceShare, ProjectDonor, SectorShare
from aid.models.projects import per_project
from aid.rules.conversion import Rate, RateBook
from aid.rules.shares import part_of
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.reference.models import Place
from config.reference.office_settings import RATE_MAX_AGE, value_of

Shares = list[tuple[Any, Decimal | None]]

# How a list is asked for the part that no share names ("nhiều lĩnh vực", "nhiều bên tài trợ", "nhiều địa
# bàn"), and for what is not recorded: a donor's country, a project's owner, the form of a row.
MANY = "many"
UNKNOWN = "unknown"


def rate_book() -> RateBook:
    """All rates in use, with the office's limit on their age: two queries."""
    rows = ExchangeRate.objects.active().values_list("currency", "valid_from", "vnd_per_unit", "source")
    return RateBook((Rate(*row) for row in rows), max_age_days=value_of(RATE_MAX_AGE))


# Sums ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LedgerTotals:
    """What a set of ledger rows adds up to, and what the sums do not hold.

    `usd_cents` and `vnd` are None when no counted row has a value. All counts but `not_counted` are of
    counted rows (docs/rules.md, What counts).
    """

    rows: int
    usd_cents: int | None
    vnd: int | None
    unconverted: int
    estimates: int
    estimate_cents: int | None
    year_only: int
    not_counted: int


def ledger_totals(rows: Any) -> LedgerTotals:
    """Sums over rows of one kind (commitments or disbursements), two queries."""
    sums = (
        rows.counted()
        .order_by()
        .aggregate(
            rows=Count("pk"),
            usd=Sum("usd_cents"),
            dong=Sum("vnd"),
            unconverted=Count("pk", filter=Q(usd_cents=None) | Q(vnd=None)),
            estimates=Count("pk", filter=Q(status=Status.ESTIMATE)),
            estimate_cents=Sum("usd_cents", filter=Q(status=Status.ESTIMATE)),
            year_only=Count("pk", filter=Q(dated_precision=Precision.YEAR)),
        )
    )
    usd_cents, vnd = sums.pop("usd"), sums.pop("dong")
    return LedgerTotals(**sums, usd_cents=usd_cents, vnd=vnd, not_counted=rows.count() - sums["rows"])


@dataclass(frozen=True)
class ProjectTotals:
    """Money of a set of projects: the sums of their counted rows, and how many lack a commitment."""

    committed: LedgerTotals
    disbursed: LedgerTotals
    without_commitment: int
    not_counted: int


def project_totals(projects: Any) -> ProjectTotals:
    """Sums over the ledger rows of the projects: rows are added, never projects joined with rows."""
    inside = {"project__in": projects.order_by().values("pk")}
    counted = projects.counted()
    return ProjectTotals(
        committed=ledger_totals(Commitment.objects.filter(**inside)),
        disbursed=ledger_totals(Disbursement.objects.filter(**inside)),
        without_commitment=counted.without_commitment().order_by().count(),
        not_counted=projects.order_by().count() - counted.order_by().count(),
    )


def project_order(name: str) -> Any:
    """How a list of projects is sorted by a name, "-" for descending. Where a value may be missing, no money
    is zero and no date the oldest, on both databases alike; other names are fields."""
    missing_last: dict[str, Any] = {
        "committed_order": Coalesce(per_project(Commitment.objects.active(), Sum("usd_cents")), 0),
        "disbursed_order": Coalesce(per_project(Disbursement.objects.active(), Sum("usd_cents")), 0),
        "start_order": Coalesce("start_on", "approval_on", date(1, 1, 1)),
    }
    expression = missing_last.get(name.removeprefix("-"))
    if expression is None:
        return name
    return expression.desc() if name.startswith("-") else expression.asc()


@dataclass(frozen=True)
class ProjectLedger:
    """The rows in use of one project, oldest first, with what they add up to."""

    commitments: list[Commitment]
    disbursements: list[Disbursement]

    @property
    def committed_cents(self) -> int | None:
        return _sum(row.usd_cents for row in self.commitments)

    @property
    def initial_cents(self) -> int | None:
        return _sum(row.usd_cents for row in self.commitments if row.kind == CommitmentKind.INITIAL)

    @property
    def amendments(self) -> int:
        """How many rows changed the commitment after it was first given."""
        return sum(1 for row in self.commitments if row.kind != CommitmentKind.INITIAL)

    @property
    def disbursed_cents(self) -> int | None:
        return _sum(row.usd_cents for row in self.disbursements)

    @property
    def estimate_cents(self) -> int | None:
        return _sum(row.usd_cents for row in self.disbursements if row.is_estimate)

    @property
    def unconverted(self) -> int:
        return sum(1 for row in (*self.commitments, *self.disbursements) if row.usd_cents is None or row.vnd is None)

    def until(self, day: date | None) -> "ProjectLedger":
        """The rows dated up to the day by their (stand-in) dates; all of them when no day is given."""
        if day is None:
            return self
        return ProjectLedger(
            commitments=[row for row in self.commitments if row.dated_on <= day],
            disbursements=[row for row in self.disbursements if row.dated_on <= day],
        )

    @property
    def rows(self) -> int:
        return len(self.commitments) + len(self.disbursements)


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is: a missing value is no zero."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def ledger_of(project: AidProject) -> ProjectLedger:
    """The ledger of a project; of a programme with components, the rows of those that count."""
    counted = Q(project__parent=project, project__archived_at=None) & ~Q(project__stage=Stage.REJECTED)
    rows = Q(project=project) | counted
    return ProjectLedger(
        commitments=list(Commitment.objects.active().filter(rows).for_list().order_by("dated_on", "pk")),
        disbursements=list(Disbursement.objects.active().filter(rows).for_list().order_by("dated_on", "pk")),
    )


# Order in time, and why a row is not converted ----------------------------------------------------


def paid_before_commitment(row: Any) -> bool:
    """Whether a payment (a disbursement) surely lies before every commitment of its project; real spans are
    compared, so a row known only by year is not accused."""
    starts = [commitment.dated.first for commitment in row.project.commitments.active()]
    return bool(starts) and row.dated.last < min(starts)


def rates_wanted(row: Any) -> list[str]:
    """The currencies whose rate a row lacks, in the order they are needed; empty when it is converted."""
    is_complete = row.usd_cents is not None and row.vnd is not None
    if is_complete:
        return []
    lacks = [] if row.currency == "VND" or row.rate is not None else [row.currency]
    if row.usd_cents is None and row.usd_rate is None and row.currency != "USD":
        lacks.append("USD")
    return lacks


def why_unconverted(row: Any) -> str:
    """A sentence on the rates a row lacks, with the days in which one was looked for; empty when converted."""
    lacks = rates_wanted(row)
    if not lacks:
        return ""
    first = row.dated_on - timedelta(days=value_of(RATE_MAX_AGE))
    targets = [name for name, value in (("USD", row.usd_cents), ("đồng", row.vnd)) if value is None]
    return (
        f"Chưa quy đổi ra {' và '.join(targets)}: không có tỷ giá {' và '.join(lacks)} "
        f"từ ngày {first:%d/%m/%Y} đến ngày {row.dated_on:%d/%m/%Y}."
    )


def cut_by(start: date | None, end: date | None) -> Q:
    """Rows known only by month, quarter or year that stand in the days from `start` to `end` with a part of
    their span outside (Period.cuts); None leaves that side open."""
    found = Q(pk__in=())
    for precision in (DatePrecision.MONTH, DatePrecision.QUARTER, DatePrecision.YEAR):
        spans = [(PartialDate(day, precision), day) for day in (start, end) if day is not None]
        for span, day in spans:
            if (day == start and span.first < day) or (day == end and span.last > day):
                found |= Q(dated_precision=precision.value, dated_on__range=(span.first, span.last))
    return found


# Shares -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """The shares a list was opened from. None: not asked for; a set with None in it: the unsplit part."""

    givers: frozenset[Any] | None = None
    sectors: frozenset[Any] | None = None
    places: frozenset[Any] | None = None


def parts_of(rows: QuerySet[Any], wanted: Wanted) -> dict[int, int | None]:
    """The part in USD cents of each row (by pk) that belongs to the wanted shares; None where the row has
    no USD value. Several kinds of shares split one after the other. Four queries, however many rows."""
    facts = list(rows.order_by().values_list("pk", "project_id", "donor_id", "usd_cents"))
    ids = rows.order_by().values("project_id")
    donors, sectors, places = (
        _shares(ProjectDonor, "ngo_id", ids) if wanted.givers is not None else {},
        _shares(SectorShare, "sector", ids) if wanted.sectors is not None else {},
        _shares(PlaceShare, "place_id", ids) if wanted.places is not None else {},
    )
    parts: dict[int, int | None] = {}
    for pk, project, donor, cents in facts:
        givers: Shares = [(donor, None)] if donor else donors.get(project, [])
        chain = (
            (givers, wanted.givers),
            (sectors.get(project, []), wanted.sectors),
            (places.get(project, []), wanted.places),
        )
        parts[pk] = None if cents is None else _narrowed(cents, chain)
    return parts


def _narrowed(cents: int, chain: Iterable[tuple[Shares, frozenset[Any] | None]]) -> int:
    for shares, keys in chain:
        if keys is not None:
            cents = part_of(cents, shares, keys)
    return cents


def _shares(model: Any, key: str, projects: QuerySet[Any]) -> Mapping[int, Shares]:
    """The shares of each project, in the order they were entered."""
    found: dict[int, Shares] = defaultdict(list)
    rows = model.objects.filter(project__in=projects).order_by("pk").values_list("project_id", key, "percent")
    for project, value, percent in rows:
        found[project].append((value, percent))
    return found


def has_part(model: Any, match: Q) -> Q:
    """Condition on ledger rows: their project gives a share of its own to `match` – the sole share, or one
    of shares that all have a percentage (aid.rules.shares.split)."""
    share = model.objects.filter(project=OuterRef("project"))
    return Q(Exists(share.filter(match))) & (Q(~Exists(share.filter(percent=None))) | _is_sole(model))


def is_unsplit(model: Any) -> Q:
    """Condition on ledger rows: their project has no share, or several of which one is open."""
    share = model.objects.filter(project=OuterRef("project"))
    return Q(~Exists(share)) | (Q(Exists(share.filter(percent=None))) & ~_is_sole(model))


def _is_sole(model: Any) -> Q:
    later = model.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
    several = model.objects.filter(project=OuterRef("project")).filter(Exists(later))
    return Q(~Exists(several))


def places_within(pk: int) -> frozenset[int]:
    """A place with all units below it, three levels down: a district finds its communes and hamlets."""
    below = Q(pk=pk) | Q(parent=pk) | Q(parent__parent=pk) | Q(parent__parent__parent=pk)
    return frozenset(Place.objects.filter(below).values_list("pk", flat=True))
