"""Moving an aid project from one stage to another, with what the new stage needs, as one save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from aid.actions.ledger import record
from aid.actions.projects import save_project
from aid.choices import CommitmentKind, Modality, Stage
from aid.models import AidProject, Commitment, Disbursement, StageChange
from aid.queries.completeness import needs_of
from aid.rules.stages import WAY
from config.kit import writing
from config.kit.completeness import Need
from config.kit.moves import Move, said_of, still_lacking
from config.kit.numbers import write_amount
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken

CLOSING_TOO_LARGE = "Cam kết hiện hành bằng {currency} chỉ còn {left}; không đóng nhiều hơn số đó được."


@dataclass(frozen=True)
class Given:
    """What an officer gave with the move: the new stage's missing fields and rows, the money, the reason.

    `commitment` is the initial amount with its currency, dated at the approval; `closing` holds by currency how
    much of the current commitment a withdrawal ends (positive amounts). `correction` says why money is entered into
    the period of an issued report.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    commitment: tuple[Decimal, str] | None = None
    closing: Mapping[str, Decimal] = field(default_factory=dict)
    reason: str = ""
    correction: str = ""


def asked_for(project: AidProject, move: Move) -> list[Need]:
    """What the new stage needs and the project lacks. One query."""
    return still_lacking(project, move, needs_of(Stage(move.to)))


def may_be_left(project: AidProject, need: Need) -> bool:
    """A programme may be approved before its components are entered, and they will hold its money."""
    return need.key == "commitment" and project.modality == Modality.PROGRAMME


def current_commitment(project: AidProject) -> dict[str, Decimal]:
    """What is committed now by currency, where anything is left. One query."""
    return _by_currency(Commitment.objects.active().filter(project=project))


def disbursed(project: AidProject) -> dict[str, Decimal]:
    """What was paid out by currency. One query."""
    return _by_currency(Disbursement.objects.active().filter(project=project))


def _by_currency(rows: Any) -> dict[str, Decimal]:
    """Sums by currency above zero, added in Python: SQLite would add decimals as floats."""
    sums: dict[str, Decimal] = {}
    for currency, amount in rows.order_by("currency", "pk").values_list("currency", "amount"):
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return {currency: amount for currency, amount in sums.items() if amount > 0}


@transaction.atomic
def change_stage(project: AidProject, to: str, *, on: date, given: Given, by: Any) -> StageChange:
    """Store what the new stage needs, the stage and the step itself; money goes through the ledger.

    `project` is locked by the caller. Raises NoSuchMove, or RuleBroken for a missing reason, for what the
    stage still lacks, and for a closing above what is committed; PeriodHeld when the money lies in the period of an
    issued report and neither a reason nor a correction says why.
    """
    move = WAY.move_of(project, to)
    WAY.refuse_no_reason(move, given.reason)
    before = project.stage
    for name, value in given.values.items():
        setattr(project, name, value)
    project.stage = move.to
    said = said_of(move, given.reason)
    save_project(project, given.parts, by=by, reason=said)
    if given.commitment is not None:
        _commit(project, given, on, by, said)
    WAY.refuse_missing(move, [need for need in asked_for(project, move) if not may_be_left(project, need)])
    if move.to == Stage.REVOKED:
        _close(project, given, on, by, said)
    change = StageChange(project=project, from_stage=before, to_stage=move.to, changed_on=on, reason=given.reason)
    return writing.save(change, by=by, reason=said)


def _commit(project: AidProject, given: Given, on: date, by: Any, said: str) -> None:
    amount, currency = given.commitment or (Decimal(0), "")
    row = Commitment(
        project=project,
        amount=amount,
        currency=currency,
        kind=CommitmentKind.INITIAL,
        document=project.approval_number,
    )
    row.dated = PartialDate.of_day(project.approval_on or on)
    writing.refuse_held([row], given.correction or given.reason)
    record(row, by=by, reason=writing.with_reason(said, given.correction))


def _close(project: AidProject, given: Given, on: date, by: Any, said: str) -> None:
    """A negative row a currency: a withdrawn project is closed by the ledger, not by forgetting it."""
    current = current_commitment(project)
    for currency, amount in given.closing.items():
        left = current.get(currency, Decimal(0))
        if amount <= 0 or amount > left:
            raise RuleBroken(CLOSING_TOO_LARGE.format(currency=currency, left=write_amount(left, currency)))
        row = Commitment(project=project, amount=-amount, currency=currency, kind=CommitmentKind.CLOSING)
        row.note = said
        row.dated = PartialDate.of_day(on)
        record(row, by=by, reason=said)
