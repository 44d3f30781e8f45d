"""Which stored ledger rows would be worth something else with the rates published now.

Saving a rate never touches a stored row (docs/rules.md, Money); an officer looks at the difference first and
writes it deliberately, row by row or many at once.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from aid.actions.ledger import RATES_CHANGED, reconverted
from aid.choices import NEEDS_NO_RATE
from aid.models import Commitment, Disbursement, ExchangeRate
from aid.queries.ledger import rate_book
from aid.rules.conversion import RateBook
from config.kit import writing
from config.kit.writing import RuleBroken

LEDGERS: dict[str, Any] = {"commitment": Commitment, "disbursement": Disbursement}


@dataclass(frozen=True)
class Window:
    """The rows looked at: dated from `first` to `last`, in one currency or in all."""

    first: date | None = None
    last: date | None = None
    currency: str = ""

    @property
    def condition(self) -> Q:
        found = Q()
        if self.first is not None:
            found &= Q(dated_on__gte=self.first)
        if self.last is not None:
            found &= Q(dated_on__lte=self.last)
        return found & Q(currency=self.currency) if self.currency else found


@dataclass(frozen=True)
class Change:
    """A stored row and the same row converted again; `key` names it on a page."""

    ledger: str
    row: Any
    new: Any

    @property
    def key(self) -> str:
        return f"{self.ledger}-{self.row.pk}"

    @property
    def is_loss(self) -> bool:
        """Whether a value that stands now would be gone, because its rate was archived."""
        before, after = (self.row.usd_cents, self.row.vnd), (self.new.usd_cents, self.new.vnd)
        return any(old is not None and new is None for old, new in zip(before, after, strict=True))


def changes(window: Window, book: RateBook) -> list[Change]:
    """Every row in use whose USD or đồng value would be another, oldest first. Two queries."""
    found = []
    for name, model in LEDGERS.items():
        rows = (
            model.objects.active()
            .filter(window.condition)
            .exclude(usd_basis__in=NEEDS_NO_RATE, vnd_basis__in=NEEDS_NO_RATE)
        )
        for row in rows.select_related("project").order_by("dated_on", "pk"):
            new = reconverted(row, book)
            if (new.usd_cents, new.vnd) != (row.usd_cents, row.vnd):
                found.append(Change(name, row, new))
    return sorted(found, key=lambda change: (change.row.dated_on, change.ledger, change.row.pk))


@dataclass(frozen=True)
class Reach:
    """The rows one rate can reach, and how many of them would get another value now."""

    window: Window
    pending: int


def reach_of(rate: ExchangeRate) -> Reach:
    """From the rate's day on, as long as it may be used; the dollar's gives every row its USD value. Four queries."""
    book = rate_book()
    last = rate.valid_from + book.max_age
    window = Window(rate.valid_from, last, "" if rate.currency == "USD" else rate.currency)
    return Reach(window, len(changes(window, book)))


def digest(found: Iterable[Change]) -> str:
    """What a person has seen, in short: another row, version or value gives another digest."""
    seen = [f"{one.key}:{one.row.version}:{one.new.usd_cents}:{one.new.vnd}" for one in found]
    return hashlib.sha256("\n".join(sorted(seen)).encode()).hexdigest()


@dataclass(frozen=True)
class Effect:
    """What a set of changes does to the sums of one ledger; missing values add nothing and are counted."""

    ledger: str
    rows: int
    usd_before: int
    usd_after: int
    vnd_before: int
    vnd_after: int


def effects(found: Sequence[Change]) -> list[Effect]:
    """One line for each ledger that has a change."""
    return [
        Effect(
            ledger,
            len(rows),
            sum(one.row.usd_cents or 0 for one in rows),
            sum(one.new.usd_cents or 0 for one in rows),
            sum(one.row.vnd or 0 for one in rows),
            sum(one.new.vnd or 0 for one in rows),
        )
        for ledger in LEDGERS
        if (rows := [one for one in found if one.ledger == ledger])
    ]


NOTHING_CHOSEN = "Chưa chọn dòng nào. Đánh dấu các dòng cần ghi giá trị mới rồi bấm lại."
REASON = "Quy đổi lại"


@transaction.atomic
def reconvert_many(window: Window, chosen: Collection[str], *, seen: str, by: Any, reason: str = "") -> list[Change]:
    """Write the new values of the chosen rows (`Change.key`), all or none; returns what was written.

    `seen` is the digest of all changes of the window as the person saw them. Raises RuleBroken when a row or
    a rate has changed meanwhile, or when nothing is chosen; PeriodHeld without a `reason` when an issued report
    holds one of the rows.
    """
    found = changes(window, rate_book())
    if digest(found) != seen:
        raise RuleBroken(RATES_CHANGED)
    wanted = [one for one in found if one.key in chosen]
    if not wanted:
        raise RuleBroken(NOTHING_CHOSEN)
    reason = writing.readable_reason(reason)
    writing.refuse_held([one.new for one in wanted], reason)
    for one in wanted:
        current = writing.lock(LEDGERS[one.ledger], one.row.pk)
        if current.version != one.row.version:
            raise RuleBroken(RATES_CHANGED)
        writing.save(one.new, by=by, reason=writing.with_reason(REASON, reason))
    return wanted
