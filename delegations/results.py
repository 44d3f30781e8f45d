"""What the rows of a delegation tell of its results, beside the totals typed on it.

What counts is defined once, in the database (models/outcomes.py, result_expressions); here stands the same sum over
loaded rows, to be shown below them and to be held against an older typed total.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from delegations.models import Delegation

# A field of Delegation that rows may replace, and what it counts.
NAMES = ("patient_visits", "medicine_vnd", "works_count", "works_vnd")


def results_of(delegation: Delegation) -> dict[str, int | None]:
    """What counts for a delegation that was loaded with_results(), with the number of volunteers beside."""
    return {name: getattr(delegation, f"result_{name}") for name in NAMES} | {
        "volunteer_count": delegation.volunteer_count
    }


def sums_of_rows(delegation: Delegation) -> dict[str, int | None]:
    """By field of Delegation: what its rows add up to; None where no row tells it."""
    sessions, works = delegation.sessions.all(), delegation.works.all()
    return {
        "patient_visits": _sum(row.patient_visits for row in sessions),
        "medicine_vnd": _sum(row.medicine_vnd for row in sessions),
        "works_count": len(works) or None,
        "works_vnd": _sum(row.value_vnd for row in works),
    }


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def replaced(delegation: Delegation) -> frozenset[str]:
    """The typed totals that rows have taken the place of: they no longer count and are not edited."""
    return frozenset(name for name, value in sums_of_rows(delegation).items() if value is not None)


@dataclass(frozen=True)
class Disagreement:
    """An older typed total that is not what the rows add up to; the rows count."""

    name: str
    typed: int
    summed: int


def disagreements(delegation: Delegation) -> list[Disagreement]:
    """The typed totals that say something else than the rows, in the order of NAMES."""
    sums = sums_of_rows(delegation)
    pairs = ((name, getattr(delegation, name), sums[name]) for name in NAMES)
    return [
        Disagreement(name, typed, summed)
        for name, typed, summed in pairs
        if typed is not None and summed is not None and typed != summed
    ]
