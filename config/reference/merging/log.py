"""What people decided about records that look alike: which were merged, which are two."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from config.reference.models import DistinctPair, RecordMerge
from config.reference.namesakes import Pair
from config.reference.rosters import Roster

NEWEST = 20


@dataclass(frozen=True)
class Merge:
    """A merge with its two records and the address where it is taken back."""

    entry: RecordMerge
    kept: Any
    gone: Any
    undo_url: str


def merges_of(roster: Roster) -> list[Merge]:
    """The newest merges that stand, newest first: two queries."""
    entries = list(
        RecordMerge.objects.filter(model=roster.label, undone_at=None)
        .select_related("merged_by")
        .defer("steps")
        .order_by("-pk")[:NEWEST]
    )
    rows = roster.model._base_manager.in_bulk([pk for one in entries for pk in (one.kept_id, one.gone_id)])
    known = [one for one in entries if one.kept_id in rows and one.gone_id in rows]
    return [Merge(one, rows[one.kept_id], rows[one.gone_id], undo_url(roster, one.gone_id)) for one in known]


def merge_of(roster: Roster, gone: Any) -> Merge | None:
    """The merge by which a record went, when it stands."""
    found = RecordMerge.objects.filter(model=roster.label, gone_id=gone.pk, undone_at=None).first()
    kept = found and roster.model._base_manager.filter(pk=found.kept_id).first()
    return Merge(found, kept, gone, undo_url(roster, gone.pk)) if found and kept else None


def undo_url(roster: Roster, gone_pk: int) -> str:
    return reverse(f"{roster.register.name}-unmerge", args=[gone_pk])


def told_apart(roster: Roster) -> list[Pair]:
    """The pairs that a person has told apart and that are both in use, newest first: two queries."""
    pairs = list(DistinctPair.objects.filter(model=roster.label).order_by("-pk"))
    pks = [pk for pair in pairs for pk in (pair.first_id, pair.second_id)]
    rows = roster.model._base_manager.filter(archived_at=None).in_bulk(pks)
    return [
        Pair(rows[pair.first_id], rows[pair.second_id])
        for pair in pairs
        if pair.first_id in rows and pair.second_id in rows
    ]
