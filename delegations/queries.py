"""What reports ask about delegations: counted by arrival, never archived or cancelled ones.

A rough date stands at its stand-in day (docs/rules.md). Values of medicine and of volunteers' works never
enter committed or disbursed aid.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum

from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.periods import Period
from config.kit.text import collation_key
from delegations.choices import DelegationStatus, Direction
from delegations.lines import DelegationLine, delegation_line
from delegations.models import Delegation
from delegations.models.outcomes import result_expressions

CLOSED = (DelegationStatus.REPORTED, DelegationStatus.CANCELLED)


@dataclass(frozen=True)
class DelegationCount:
    """Delegations of one direction and kind in one year of arrival.

    `persons` (lượt khách) sums the known headcounts; `unknown_headcount` delegations gave none and
    `rough_headcount` gave one with a qualifier (khoảng, hơn…), `patient_visits` are attendances (lượt người).
    """

    direction: str
    kind: str
    year: int
    delegations: int
    persons: int
    unknown_headcount: int
    rough_headcount: int
    patient_visits: int
    medicine_vnd: int
    volunteers: int
    works_count: int
    works_vnd: int


@dataclass(frozen=True)
class CountryCount:
    """Delegations of one direction and country, and their known headcounts; one with guests of two countries counts
    in both, so these do not add up. Delegations without a country stand under None."""

    direction: str
    country_id: int | None
    name: str
    delegations: int
    persons: int


RESULTS = result_expressions()
SUMS = {
    "delegations": Count("pk"),
    "persons": Sum("headcount", default=0),
    "unknown_headcount": Count("pk", filter=Q(headcount=None)),
    "rough_headcount": Count("pk", filter=Q(headcount__isnull=False) & ~Q(headcount_qualifier="")),
    "patient_visits": Sum(RESULTS["patient_visits"], default=0),
    "medicine_vnd": Sum(RESULTS["medicine_vnd"], default=0),
    "volunteers": Sum("volunteer_count", default=0),
    "works_count": Sum(RESULTS["works_count"], default=0),
    "works_vnd": Sum(RESULTS["works_vnd"], default=0),
}


def arrived_in(period: Period) -> Q:
    """Arrival (by its stand-in day) inside the period."""
    return Q(arrival_on__range=(period.start, period.end))


def delegation_counts(period: Period) -> list[DelegationCount]:
    """Counts by direction, kind and year of arrival, in that order; years without delegations have no row."""
    groups = (
        Delegation.objects.counted()
        .filter(arrived_in(period))
        .annotate(year=F("arrival_on__year"))
        .values("direction", "kind", "year")
        .order_by("direction", "kind", "year")
    )
    # Sums of one name with a column of the model would clash, so they are taken under names of their own.
    sums = {f"sum_{name}": expression for name, expression in SUMS.items()}
    return [
        DelegationCount(row["direction"], row["kind"], row["year"], **{name: int(row[f"sum_{name}"]) for name in SUMS})
        for row in groups.annotate(**sums)
    ]


def delegations_by_country(period: Period) -> list[CountryCount]:
    """Countries the guests come from or go to: by direction, most delegations first, then by name; the delegations
    without a country last."""
    groups = (
        Delegation.objects.counted()
        .filter(arrived_in(period))
        .order_by()
        .values_list("direction", "countries__country_id", "countries__country__name")
        .annotate(delegations=Count("pk"), persons=Sum("headcount", default=0))
    )
    counts = [CountryCount(direction, pk, name or "", *sums) for direction, pk, name, *sums in groups]
    return sorted(counts, key=_by_number)


def _by_number(count: CountryCount) -> tuple[Any, ...]:
    is_unknown = count.country_id is None
    return count.direction, is_unknown, -count.delegations, collation_key(count.name), count.country_id or 0


def delegation_lines(rows: Any, period: Period) -> dict[Direction, tuple[DelegationLine, ...]]:
    """Those of the delegations that count and arrive in the period, as lines in the order of arrival; both
    directions are there, also without a line. A fixed number of queries."""
    found = rows.counted().filter(arrived_in(period)).for_table().order_by("arrival_on", "pk")
    lines: dict[Direction, list[DelegationLine]] = {direction: [] for direction in Direction}
    for row in found:
        lines[Direction(row.direction)].append(delegation_line(row))
    return {direction: tuple(held) for direction, held in lines.items()}


def rough_arrivals(period: Period) -> int:
    """Delegations known only by month, quarter or year of arrival whose span the period cuts through."""
    rough = Delegation.objects.counted().exclude(arrival_precision=Precision.DAY)
    return sum(1 for row in rough if row.arrival is not None and period.cuts(row.arrival))


def _by_precision(name: str, lookup: str, side: str, day: date) -> Q:
    """A comparison of a rough date: its whole span against a day, one clause per precision."""
    found = Q()
    for precision in DatePrecision:
        bound = getattr(PartialDate(day, precision), side)
        found |= Q(**{f"{name}_precision": precision.value, f"{name}_on__{lookup}": bound})
    return found


def staying_from(day: date) -> Q:
    """Still here on the day or later: the last day it may have left is not before it."""
    leaves = Q(departure_on__isnull=False) & _by_precision("departure", "gte", "first", day)
    return leaves | (Q(departure_on=None) & _by_precision("arrival", "gte", "first", day))


def arrived_by(day: date) -> Q:
    """Here by the day: the first day it may have come is not after it."""
    return _by_precision("arrival", "lte", "last", day)


def report_due_on(delegation: Delegation, days: int) -> date | None:
    """The last day for the report on results, `days` after the last day it may have left; None before
    departure is known."""
    departure = delegation.departure
    return None if departure is None else departure.last + timedelta(days=days)


def report_missing_on(day: date, days: int) -> Q:
    """Left more than `days` days before the day, and no report on results was sent."""
    gone = Q(departure_on__isnull=False) & _by_precision("departure", "lt", "first", day - timedelta(days=days))
    return gone & Q(report_sent_on=None) & ~Q(status__in=CLOSED)
