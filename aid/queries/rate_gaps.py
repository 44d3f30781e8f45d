"""Months in which rows need a rate that was not published: the month's notice was never typed in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from aid.choices import NEEDS_NO_RATE
from aid.models import Commitment, Disbursement, ExchangeRate


@dataclass(frozen=True)
class Gap:
    """A month without a rate of its own: how many rows ask for it, and how many of them are not converted."""

    currency: str
    month: date
    rows: int
    unconverted: int


def rate_gaps() -> list[Gap]:
    """Gaps of all currencies, newest month first. Three queries, whatever the number of rows."""
    published = {(code, day.replace(day=1)) for code, day in _published()}
    asked: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0])
    for code, month, rows, unconverted in _asked():
        asked[code, month][0] += rows
        asked[code, month][1] += unconverted
    gaps = [Gap(code, month, *counts) for (code, month), counts in asked.items() if (code, month) not in published]
    return sorted(gaps, key=lambda gap: (-gap.month.toordinal(), gap.currency))


def _published() -> Any:
    return ExchangeRate.objects.active().values_list("currency", "valid_from")


def _asked() -> Iterator[tuple[str, date, int, int]]:
    """The rates that rows ask for: of their own currency, and of USD when they are in another."""
    for model in (Commitment, Disbursement):
        groups = (
            model.objects.active()
            .exclude(usd_basis__in=NEEDS_NO_RATE, vnd_basis__in=NEEDS_NO_RATE)
            .order_by()
            .annotate(month=TruncMonth("dated_on"))
            .values("currency", "month")
            .annotate(rows=Count("pk"), unconverted=Count("pk", filter=Q(usd_cents=None) | Q(vnd=None)))
        )
        for group in groups:
            for code in {group["currency"], "USD"} - {"VND"}:
                yield code, group["month"], group["rows"], group["unconverted"]
