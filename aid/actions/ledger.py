"""Writes to the ledger: every row is converted once, when it is first stored or its money changes."""

from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from aid.choices import Basis
from aid.models import AidProject, Commitment, Disbursement
from aid.queries.ledger import rate_book
from aid.rules.conversion import RateBook
from config.kit import writing
from config.kit.writing import RuleBroken

# Sums of integers stay exact on both databases far beyond this; a larger value is a slip of the pen.
LARGEST_VALUE = 10**15
TOO_LARGE = "Giá trị quy đổi vượt quá một triệu tỷ. Kiểm tra lại số tiền, loại tiền và tỷ giá."

RATES_CHANGED = "Tỷ giá vừa thay đổi nên kết quả quy đổi đã khác. Xem lại số mới rồi bấm lần nữa."

LedgerT = TypeVar("LedgerT", Commitment, Disbursement)

HELD_BY_COMPONENTS = (
    "“{project}” là chương trình có dự án thành phần: ghi tiền ở từng dự án thành phần, chương trình tự cộng."
)


@dataclass(frozen=True)
class Stated:
    """Equivalents that a document states ("theo văn bản"); they win over rates and are never recomputed."""

    usd_cents: int | None = None
    vnd: int | None = None


def convert(row: LedgerT, book: RateBook, stated: Stated = Stated()) -> LedgerT:
    """Fill a row's USD and VND value with the rates used. Nothing is stored.

    Raises RuleBroken when a value is beyond all reason.
    """
    result = book.convert(row.amount, row.currency, row.dated_on)
    row.rate, row.rate_on, row.rate_source = _kept(result.rate)
    row.usd_rate, row.usd_rate_on, row.usd_rate_source = _kept(result.usd_rate)
    row.usd_cents, row.usd_basis = result.usd.minor, Basis(result.usd.basis)
    row.vnd, row.vnd_basis = result.vnd.minor, Basis(result.vnd.basis)
    if stated.usd_cents is not None and row.currency != "USD":
        row.usd_cents, row.usd_basis = stated.usd_cents, Basis.DOCUMENT
    if stated.vnd is not None and row.currency != "VND":
        row.vnd, row.vnd_basis = stated.vnd, Basis.DOCUMENT
    if any(abs(value or 0) >= LARGEST_VALUE for value in (row.usd_cents, row.vnd)):
        raise RuleBroken(TOO_LARGE)
    return row


def _kept(rate: Any) -> tuple[Any, Any, str]:
    return (rate.vnd_per_unit, rate.valid_from, rate.source) if rate is not None else (None, None, "")


@transaction.atomic
def record(
    row: LedgerT, *, by: Any, stated: Stated = Stated(), reason: str = "", book: RateBook | None = None
) -> LedgerT:
    """Store a new or changed row. A stored row is converted again only when amount, currency, date or
    a stated equivalent changed; otherwise its values and rates stay as they were.

    Raises RuleBroken for a programme whose money stands in its components.
    """
    _money_on_one_level(row.project)
    if not row.pk or _is_money_changed(row, stated):
        convert(row, book or rate_book(), stated)
    return writing.save(row, by=by, reason=reason)


def reconverted(row: LedgerT, book: RateBook) -> LedgerT:
    """The row as it would be with the rates of the book; nothing is stored and the row stays as it is.

    What a document states is kept (docs/rules.md).
    """
    return convert(copy(row), book, stated_of(row))


@transaction.atomic
def reconvert(
    row: LedgerT, *, by: Any, version: int, expected: tuple[int | None, int | None], reason: str = ""
) -> LedgerT:
    """Convert a stored row again, when it gives the USD cents and đồng that the person has seen.

    Raises StaleRecord for another version, RuleBroken when the rates have changed meanwhile, PeriodHeld without a
    `reason` for a row that an issued report holds.
    """
    current = reconverted(writing.lock(type(row), row.pk, version=version), rate_book())
    if (current.usd_cents, current.vnd) != expected:
        raise RuleBroken(RATES_CHANGED)
    reason = writing.readable_reason(reason)
    writing.refuse_held([current], reason)
    return writing.save(current, by=by, reason=writing.with_reason("Quy đổi lại", reason))


def _money_on_one_level(project: AidProject) -> None:
    """Money sits on one level: a programme's total is the sum of its projects (docs/rules.md)."""
    counted = getattr(project, "component_count", None)  # known when it was read with its sums
    if counted or (counted is None and project.components.active().exists()):
        raise RuleBroken(HELD_BY_COMPONENTS.format(project=project))


def _is_money_changed(row: LedgerT, stated: Stated) -> bool:
    before = type(row).objects.get(pk=row.pk)
    same = (before.amount, before.currency, before.dated_on, before.dated_precision) == (
        row.amount,
        row.currency,
        row.dated_on,
        row.dated_precision,
    ) and stated_of(before) == stated
    return not same


def stated_of(row: Any) -> Stated:
    """The equivalents that a stored row keeps from a document."""
    return Stated(
        usd_cents=row.usd_cents if row.usd_basis == Basis.DOCUMENT else None,
        vnd=row.vnd if row.vnd_basis == Basis.DOCUMENT else None,
    )
