"""Conversion of ledger amounts to USD and VND. Pure arithmetic: no database, no clock.

The rule (docs/rules.md, Money):

- A rate is VND for one unit of a currency, from a date. The rate of a row is the newest at or
  before the row's (stand-in) date and at most `max_age` days old; never a later one, never a
  neighbour's, never zero.
- VND value = amount × rate. USD value = amount × rate ÷ rate of USD on the same date.
  Each is rounded once, half away from zero, to the currency's places (USD 2, VND 0).
- A USD row's USD value and a VND row's VND value are the amount itself and need no rate.
- No rate: the value is None and the row is "chưa quy đổi" in that currency.

Worked example: 44.084.265 KRW on 02/01/2014, rates of 01/01/2014: KRW 19,96; USD 21.036.
VND = 44.084.265 × 19,96 = 879.921.929,4 → 879.921.929 đồng.
USD = 44.084.265 × 19,96 ÷ 21.036 = 41.829,336… → 41.829,34 USD.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from config.kit.money import to_minor

PRECISION = 50


@dataclass(frozen=True)
class Rate:
    """A published rate: VND for one unit of `currency`, from `valid_from`."""

    currency: str
    valid_from: date
    vnd_per_unit: Decimal
    source: str = ""


@dataclass(frozen=True)
class Converted:
    """One value of a row: minor units (cents, đồng) or None, and the rates that made it.

    `basis` is "same", "rate" or "none" (aid.choices.Basis).
    """

    minor: int | None
    basis: str


@dataclass(frozen=True)
class Conversion:
    """Both values of a row with the rates used; a rate is None where none was needed or known."""

    usd: Converted
    vnd: Converted
    rate: Rate | None
    usd_rate: Rate | None


class RateBook:
    """All published rates, answering which one holds for a currency on a day."""

    def __init__(self, rates: Iterable[Rate], *, max_age_days: int) -> None:
        self.max_age = timedelta(days=max_age_days)
        self._by_currency: dict[str, list[Rate]] = defaultdict(list)
        for rate in rates:
            self._by_currency[rate.currency].append(rate)
        for known in self._by_currency.values():
            known.sort(key=lambda rate: rate.valid_from)

    def rate_for(self, currency: str, on: date) -> Rate | None:
        """The newest rate at or before the day and not older than allowed; None when there is none."""
        known = self._by_currency.get(currency, [])
        index = bisect_right(known, on, key=lambda rate: rate.valid_from)
        if index == 0:
            return None
        newest = known[index - 1]
        return newest if on - newest.valid_from <= self.max_age else None

    def convert(self, amount: Decimal, currency: str, on: date) -> Conversion:
        """Both values of an amount on a day (see the module's rule)."""
        rate = None if currency == "VND" else self.rate_for(currency, on)
        usd_rate = None if currency == "USD" else self.rate_for("USD", on)
        return Conversion(
            usd=self._usd(amount, currency, rate, usd_rate),
            vnd=self._vnd(amount, currency, rate),
            rate=rate,
            usd_rate=usd_rate,
        )

    def _vnd(self, amount: Decimal, currency: str, rate: Rate | None) -> Converted:
        if currency == "VND":
            return Converted(to_minor(amount, 0), "same")
        if rate is None:
            return Converted(None, "none")
        with localcontext() as context:
            context.prec = PRECISION
            return Converted(to_minor(amount * rate.vnd_per_unit, 0), "rate")

    def _usd(self, amount: Decimal, currency: str, rate: Rate | None, usd_rate: Rate | None) -> Converted:
        if currency == "USD":
            return Converted(to_minor(amount, 2), "same")
        if usd_rate is None or (rate is None and currency != "VND"):
            return Converted(None, "none")
        with localcontext() as context:
            context.prec = PRECISION
            vnd = amount if rate is None else amount * rate.vnd_per_unit
            return Converted(to_minor(vnd / usd_rate.vnd_per_unit, 2), "rate")
