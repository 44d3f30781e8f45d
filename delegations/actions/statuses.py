"""Moving a delegation from one status to another, with what the new status needs, as one save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.completeness import Need, lacking, with_needs
from config.kit.text import lower_first
from config.kit.writing import RuleBroken
from delegations.choices import DelegationStatus
from delegations.completeness import needs_of
from delegations.models import Delegation
from delegations.statuses import Course, Move, move_to

NO_SUCH_MOVE = (
    "Đoàn đang ở trạng thái “{status}”, không chuyển thẳng sang “{to}” được. Chọn một trong các bước dưới đây."
)
NO_SUCH_STATUS = "Không có trạng thái này. Chọn một trong các bước dưới đây."
NO_REASON = "Chưa ghi lý do. Trả về và hủy đoàn đều phải ghi lý do."
STILL_MISSING = "Chưa chuyển được sang “{to}”: còn thiếu {labels}."


class NoSuchMove(RuleBroken):
    """The delegation cannot go where it was asked to; the text says why."""


@dataclass(frozen=True)
class Given:
    """What an officer gave with the move: the new status's missing fields, rows to add by the name of the part,
    and the reason."""

    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    reason: str = ""


def move_of(delegation: Delegation, to: str) -> Move:
    """The move from the delegation's status. Raises NoSuchMove for one that is skipped, unknown or not allowed."""
    move = move_to(delegation.status, to)
    if move is None:
        if to not in DelegationStatus.values:
            raise NoSuchMove(NO_SUCH_STATUS)
        said = {"status": delegation.get_status_display(), "to": DelegationStatus(to).label}
        raise NoSuchMove(NO_SUCH_MOVE.format(**said))
    return move


def asked_for(delegation: Delegation, move: Move) -> list[Need]:
    """What the new status needs and the delegation lacks. Moves back and a cancellation ask for nothing. One query."""
    if move.course is not Course.FORWARD:
        return []
    needs = needs_of(move.to)
    return lacking(with_needs(Delegation.objects.filter(pk=delegation.pk), needs).get(), needs)


@transaction.atomic
def change_status(delegation: Delegation, to: str, *, given: Given, by: Any) -> Move:
    """Store what the new status needs and the status itself; the history keeps the step with its reason.

    `delegation` is locked by the caller. Raises NoSuchMove, or RuleBroken for a missing reason and for what the
    status still lacks.
    """
    move = move_of(delegation, to)
    if move.needs_reason and not given.reason:
        raise RuleBroken(NO_REASON)
    for name, value in given.values.items():
        setattr(delegation, name, value)
    delegation.status = move.to
    said = f"{move.label}: {given.reason}" if given.reason else move.label
    writing.save(delegation, by=by, reason=said)
    for name, rows in given.rows.items():
        manager = getattr(delegation, name)
        for values in rows:
            writing.save(manager.model(delegation=delegation, **values), by=by, reason=said)
    _refuse_missing(delegation, move)
    return move


def _refuse_missing(delegation: Delegation, move: Move) -> None:
    if missing := asked_for(delegation, move):
        labels = ", ".join(lower_first(need.label) for need in missing)
        raise RuleBroken(STILL_MISSING.format(to=move.to.label, labels=labels))
