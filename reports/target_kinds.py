"""Which figures of the catalogue measure which kind of target. Pure: no database, no clock.

- Total: money or a count that adds up over the term.
- Every year at least: a figure told by year.
- Count: a plain count, also one that is as of a day ("tổ chức có quan hệ").
- Partners: the three counts of South-East Asia.

A breakdown is no number of its own (its total is the figure it divides, or it does not add up), and what only says
how much is missing or rough is nothing to reach: neither is a target.
"""

from collections.abc import Iterable, Mapping

from reports.choices import TargetKind
from reports.measures import CATALOGUE, Figure, Unit

MONEY = (Unit.USD, Unit.VND)
BY_YEAR = "_by_year"
PARTNERS = ("sea_partners_established", "sea_partners_extended", "sea_partners_new_countries")
# As they stand at the end of a day; over a term they do not add up.
STANDING = (
    "ngos_related",
    "ngos_direct",
    "ngos_certified",
    "ngos_running",
    "associations_members",
    "projects_complete",
)
LACKING = (
    "committed_estimate_usd",
    "disbursed_estimate_usd",
    "projects_without_commitment",
    "projects_without_figures",
    "projects_incomplete",
    "associations_overdue",
)


def kinds_of(one: Figure) -> tuple[TargetKind, ...]:
    """The kinds of target that a figure can measure, the most usual first; none for a breakdown."""
    if one.key in PARTNERS:
        return (TargetKind.PARTNERS, TargetKind.COUNT)
    if one.key in STANDING:
        return (TargetKind.COUNT,)
    if one.key.endswith(BY_YEAR):
        has_plain_twin = one.key.removesuffix(BY_YEAR) in CATALOGUE
        return (TargetKind.EVERY_YEAR,) if has_plain_twin else (TargetKind.EVERY_YEAR, TargetKind.TOTAL)
    if "_by_" in one.key or one.key in LACKING or one.unit is Unit.ROWS:
        return ()
    return (TargetKind.TOTAL,) if one.unit in MONEY else (TargetKind.TOTAL, TargetKind.COUNT)


KINDS: Mapping[str, tuple[TargetKind, ...]] = {key: kinds for key, one in CATALOGUE.items() if (kinds := kinds_of(one))}

MILESTONES = (TargetKind.TOTAL, TargetKind.COUNT)
"""Kinds that grow through the term, so that a year can have a milestone."""


def fits(kind: TargetKind, key: str) -> bool:
    """Whether the figure measures a target of that kind."""
    return kind in KINDS.get(key, ())


def keys_by_subject() -> Mapping[str, list[str]]:
    """The figures a target can be measured by, under what they are about."""
    subjects: dict[str, list[str]] = {}
    for key in KINDS:
        subjects.setdefault(str(CATALOGUE[key].basis.subject), []).append(key)
    return subjects


def said_kinds(kinds: Iterable[TargetKind]) -> str:
    """Kinds of target as a sentence names them: “Số lượng” hoặc “Đối tác Đông Nam Á”."""
    return " hoặc ".join(f"“{kind.label}”" for kind in kinds)
