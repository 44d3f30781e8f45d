"""Moving a delegation from one status to another, with what the new status needs, as one save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.completeness import Need
from config.kit.moves import Move, said_of, still_lacking
from delegations.choices import DelegationStatus
from delegations.completeness import needs_of
from delegations.models import Delegation
from delegations.statuses import way_of


@dataclass(frozen=True)
class Given:
    """What an officer gave with the move: the new status's missing fields, rows to add by the name of the part,
    and the reason."""

    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    reason: str = ""


def asked_for(delegation: Delegation, move: Move) -> list[Need]:
    """What the new status needs and the delegation lacks. One query."""
    return still_lacking(delegation, move, needs_of(DelegationStatus(move.to)))


@transaction.atomic
def change_status(delegation: Delegation, to: str, *, given: Given, by: Any) -> Move:
    """Store what the new status needs and the status itself; the history keeps the step with its reason.

    `delegation` is locked by the caller. Raises NoSuchMove, or RuleBroken for a missing reason and for what the
    status still lacks.
    """
    way = way_of(delegation.direction)
    move = way.move_of(delegation, to)
    way.refuse_no_reason(move, given.reason)
    for name, value in given.values.items():
        setattr(delegation, name, value)
    delegation.status = move.to
    said = said_of(move, given.reason)
    writing.save(delegation, by=by, reason=said)
    for name, rows in given.rows.items():
        manager = getattr(delegation, name)
        for values in rows:
            writing.save(manager.model(delegation=delegation, **values), by=by, reason=said)
    way.refuse_missing(move, asked_for(delegation, move))
    return move
