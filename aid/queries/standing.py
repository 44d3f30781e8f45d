"""How an aid project stood on a day: its end and its owner, read back through the decisions that changed them.

From loaded rows only. A project holds what is in force now; each decision keeps what it replaced.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aid.models import AidProject, Amendment
from config.kit.partial_dates import PartialDate


@dataclass(frozen=True)
class Standing:
    """The end and the owner in force, each with those it replaced, newest first."""

    end: PartialDate | None
    earlier_ends: tuple[PartialDate, ...]
    owner: Any
    earlier_owners: tuple[Any, ...]


def in_order(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Decisions in order of time; those of one day as they were entered."""
    return sorted(amendments, key=lambda one: (one.decided_on, one.pk))


def extending(amendments: Iterable[Amendment]) -> list[Amendment]:
    """The decisions that set another end, in order of time."""
    return [one for one in in_order(amendments) if one.new_end_on is not None]


def reassigning(amendments: Iterable[Amendment]) -> list[Amendment]:
    """The decisions that named another owner, in order of time."""
    return [one for one in in_order(amendments) if one.new_owner_id is not None]


def standing_of(project: AidProject, amendments: Iterable[Amendment], day: date | None = None) -> Standing:
    """What was in force at the end of the day; without a day, what is in force now."""
    known = list(amendments)
    ends, coming_end = _parted(extending(known), day)
    owners, coming_owner = _parted(reassigning(known), day)
    return Standing(
        end=coming_end.old_end if coming_end else project.end,
        earlier_ends=tuple(one.old_end for one in reversed(ends) if one.old_end is not None),
        owner=coming_owner.old_owner if coming_owner else project.owner,
        earlier_owners=tuple(one.old_owner for one in reversed(owners) if one.old_owner is not None),
    )


def _parted(decisions: Sequence[Amendment], day: date | None) -> tuple[list[Amendment], Amendment | None]:
    """The decisions taken by the day, and the first one after it, which kept what was in force on the day."""
    taken = [one for one in decisions if day is None or one.decided_on <= day]
    return taken, decisions[len(taken)] if len(taken) < len(decisions) else None
