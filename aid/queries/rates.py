"""Which currencies the office meets, and the months in which their rates are wanting: the notice was never typed in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from aid.choices import NEEDS_NO_RATE
from aid.models import Commitment, Disbursement, ExchangeRate
from config.kit.money import currency_choices


@dataclass(frozen=True)
class Offered:
    """The currencies a notice may name: those in use or with a rate first, the rest after; the newest rate of each."""

    used: tuple[str, ...]
    others: tuple[str, ...]
    newest: dict[str, tuple[Decimal, date]]


def offered() -> Offered:
    """Three queries. The dong has no rate, the dollar is always asked for."""
    rates = ExchangeRate.objects.active().order_by("valid_from").values_list("currency", "vnd_per_unit", "valid_from")
    newest = {code: (rate, day) for code, rate, day in rates}
    met = {"USD", *newest}
    for model in (Commitment, Disbursement):
        met |= set(model.objects.active().order_by().values_list("currency", flat=True).distinct())
    codes = [code for code, _ in currency_choices() if code != "VND"]
    return Offered(
        tuple(code for code in codes if code in met), tuple(code for code in codes if code not in met), newest
    )


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
