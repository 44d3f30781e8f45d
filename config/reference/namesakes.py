"""Which records of a register look alike, read from the database: pairs for the list, answers while typing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from config.kit.likeness import Likeness, Named, Namesakes
from config.kit.records import Record
from config.reference.merging.references import Reference, references_to
from config.reference.models import DistinctPair, RecordMerge
from config.reference.rosters import Roster

MOST_WHILE_TYPING = 5
NOT_TYPED = 0  # stands for a record that has no key yet
SHORTEST_TYPED = 3


@dataclass(frozen=True)
class Alike:
    """A stored record that is like the one asked about."""

    record: Any
    likeness: Likeness


@dataclass(frozen=True)
class Pair:
    """Two stored records that a person has said are two."""

    one: Any
    other: Any


def namesakes(roster: Roster) -> Namesakes:
    """Every record in use with all its names: two queries, whatever their number."""
    columns = ("pk", *roster.name_columns)
    rows = roster.model._base_manager.filter(archived_at=None).values_list(*columns)
    aliases: dict[int, list[str]] = defaultdict(list)
    alias = roster.alias_field
    for pk, name in alias.model._base_manager.values_list(alias.attname, "name").order_by("pk"):
        aliases[pk].append(name)
    return Namesakes(
        Named(pk, tuple(name for name in (*names, *aliases[pk]) if name), (short,) if short else ())
        for pk, *names, short in rows
    )


def alike_pairs(roster: Roster) -> list[tuple[int, int, Likeness]]:
    """The pairs to propose, the most alike first: those a person has told apart are left out."""
    known = set(DistinctPair.objects.filter(model=roster.label).values_list("first_id", "second_id"))
    return [pair for pair in namesakes(roster).pairs() if pair[:2] not in known]


def alike(roster: Roster, values: dict[str, str], *, pk: int | None = None, least: int = 0) -> list[Alike]:
    """Stored records like one with these names (by column), itself (`pk`) and its known others left out."""
    names = tuple(values[name] for name in roster.names if values.get(name))
    short = values.get(roster.abbreviation, "")
    asked = Named(pk or NOT_TYPED, names, (short,) if len(short) >= SHORTEST_TYPED else ())
    others = _told_apart(roster, pk) if pk else set()
    found = [(other, how) for other, how in namesakes(roster).like(asked) if how.score >= least and other not in others]
    rows = roster.model._base_manager.in_bulk([other for other, _ in found[:MOST_WHILE_TYPING]])
    return [Alike(rows[other], how) for other, how in found[:MOST_WHILE_TYPING] if other in rows]


def _told_apart(roster: Roster, pk: int) -> set[int]:
    """The records that a person has said are not this one."""
    pairs = DistinctPair.objects.filter(model=roster.label)
    return {
        *pairs.filter(first_id=pk).values_list("second_id", flat=True),
        *pairs.filter(second_id=pk).values_list("first_id", flat=True),
    }


# What the list shows ------------------------------------------------------------


def uses_of(roster: Roster, pks: Iterable[int]) -> dict[int, str]:
    """How much hangs on each record, in words ("3 khoản viện trợ, 1 giấy đăng ký"): one query per relation.

    Its own parts (contacts, aliases) are not counted, nor are archived rows.
    """
    wanted = list(pks)
    told: dict[int, list[str]] = {pk: [] for pk in wanted}
    for reference in references_to(roster):
        if not reference.is_own_part:
            for pk, count in _counts(reference, wanted):
                told[pk].append(f"{count} {reference.label}")
    return {pk: ", ".join(parts) for pk, parts in told.items()}


def _counts(reference: Reference, pks: Sequence[int]) -> Iterable[tuple[int, int]]:
    rows = reference.model._base_manager.filter(**{f"{reference.column}__in": pks})
    if issubclass(reference.model, Record):
        rows = rows.filter(archived_at=None)
    found: Any = rows.order_by().values_list(reference.column).annotate(Count("pk"))
    return list(found)


# Merged records -----------------------------------------------------------------


def taken_over(label: str) -> dict[int, int]:
    """Each merged record's key with the key of the record that stands for it now, along chains of merges."""
    into = dict(RecordMerge.objects.filter(model=label, undone_at=None).values_list("gone_id", "kept_id"))
    found = {}
    for gone in into:
        kept, seen = into[gone], {gone}
        while kept in into and kept not in seen:
            seen.add(kept)
            kept = into[kept]
        found[gone] = kept
    return found
