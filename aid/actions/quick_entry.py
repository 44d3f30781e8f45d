"""Writes the disbursements and answers of one period, all or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from aid.actions.ledger import record
from aid.models import AidProject, Disbursement, PeriodAnswer
from aid.queries.ledger import rate_book
from aid.queries.quick_entry import AskedProject, EntryPeriod
from aid.rules.conversion import RateBook
from config.kit import locks, writing
from config.kit.writing import PeriodHeld, RuleBroken


@dataclass(frozen=True)
class Entry:
    """What is new for one project: an amount, or else the answer it gets ("" takes the old one back)."""

    asked: AskedProject
    amount: Decimal | None = None
    currency: str = ""
    reply: str = ""


@dataclass(frozen=True)
class Common:
    """What all rows of one save share; `reason` is given where an issued report holds the period."""

    status: str
    form: str
    document: str = ""
    reason: str = ""


@dataclass
class Saved:
    """What a save wrote: disbursements, and projects by the answer they got ("" where one was taken back)."""

    rows: list[Disbursement] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)


class RowsRefused(Exception):
    """Rules of the ledger refuse some rows: a sentence for each project (by pk). Nothing may be kept."""

    def __init__(self, sentences: dict[int, str]) -> None:
        super().__init__("; ".join(sentences.values()))
        self.sentences = sentences


def lock_projects(ids: Collection[int]) -> None:
    """Let two people who enter the same period write one after the other. Call it before reading what stands."""
    list(AidProject.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


@transaction.atomic
@locks.read_once()
def save_entries(entries: Sequence[Entry], entry: EntryPeriod, common: Common, *, by: Any) -> Saved:
    """Store what is new of a period. An amount is a further row, and ends an answer that said there was none.

    Raises RowsRefused, and PeriodHeld for amounts in a held period without a reason; the caller's transaction has to
    end without a trace then.
    """
    saved, refused = Saved(), {}
    book = rate_book()
    for one in entries:
        try:
            if one.amount is None:
                _answer(one, entry, by)
                saved.replies.append(one.reply)
            else:
                saved.rows.append(_disburse(one, entry, common, book, by))
        except PeriodHeld:
            raise
        except RuleBroken as broken:
            refused[one.asked.project.pk] = str(broken)
    if refused:
        raise RowsRefused(refused)
    return saved


def _disburse(one: Entry, entry: EntryPeriod, common: Common, book: RateBook, by: Any) -> Disbursement:
    amount = one.amount or Decimal(0)
    row = Disbursement(
        project=one.asked.project,
        amount=amount,
        currency=one.currency,
        is_refund=amount < 0,
        status=common.status,
        form=common.form,
        document=common.document,
        note=entry.note,
    )
    row.dated = entry.dated
    if one.asked.answer is not None:
        writing.delete(one.asked.answer, by=by, reason=f"Đã ghi số tiền {entry.label}")
    writing.refuse_held([row], common.reason)
    return record(row, by=by, book=book, reason=writing.with_reason(_reason(entry), common.reason))


def _answer(one: Entry, entry: EntryPeriod, by: Any) -> None:
    known = one.asked.answer
    if not one.reply:
        if known is not None:
            writing.delete(known, by=by, reason=_reason(entry))
        return
    span = {"start_on": entry.period.start, "end_on": entry.period.end}
    answer = known or PeriodAnswer(project=one.asked.project, **span)
    if answer.reply == one.reply:
        return
    answer.reply = one.reply
    writing.save(answer, by=by, reason=_reason(entry))


def _reason(entry: EntryPeriod) -> str:
    return f"Nhập nhanh {entry.label}"
