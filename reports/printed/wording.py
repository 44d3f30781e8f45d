"""The words of the reports for numbers, changes and lists. Pure: no Django, no clock.

The tests hold each approved wording with its numbers (tests/reports/printed/test_narrative*.py).
Text uses plain spaces; where a line must not break is the business of the printed page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from config.kit.money import percent, ratio, rounded
from config.kit.numbers import leading_zero, write_number, write_percent

TRIPLED = 3
CENTS_PER_MILLION = 100 * 10**6
DECREASE = {"cam kết": "điều chỉnh giảm", "giải ngân": "hoàn trả"}
"""What a sum below zero is, by side of the ledger."""


@dataclass(frozen=True)
class Measured:
    """A sum and the number of rows it is made of: without rows nothing happened, with rows 0 is a sum."""

    value: int
    rows: int

    @property
    def happened(self) -> bool:
        return self.rows > 0


# Numbers ----------------------------------------------------------------------


def whole_usd(cents: int) -> str:
    """Cents as running text says them, to the dollar: "6.123.456 USD"."""
    return f"{write_number(rounded(Decimal(cents) / 100, 0), 0)} USD"


def million_usd(cents: int) -> str:
    """Cents in millions with one decimal: "29,8 triệu USD"."""
    return f"{write_number(ratio(cents, CENTS_PER_MILLION, 1), 1)} triệu USD"


def goal_usd(cents: int) -> str:
    """A goal as it was set: "35 triệu USD", "4,25 triệu USD", below a million in full."""
    if abs(cents) < CENTS_PER_MILLION or cents % (CENTS_PER_MILLION // 100):
        return whole_usd(cents)
    return f"{write_number(_plain(ratio(cents, CENTS_PER_MILLION, 2)))} triệu USD"


def _plain(value: Decimal) -> Decimal:
    """Without zeros behind the comma."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def quantity(value: Decimal) -> str:
    """A quantity in running text: "01", "3,5", "120"."""
    return leading_zero(int(value)) if value == value.to_integral_value() else write_number(value.normalize())


def counted(number: int, unit: str) -> str:
    """A count with its unit: "05 hội"."""
    return f"{leading_zero(number)} {unit}"


def joined(words: Sequence[str]) -> str:
    """ "a, b và c"."""
    return f"{', '.join(words[:-1])} và {words[-1]}" if len(words) > 1 else "".join(words)


def listed(names: Iterable[str]) -> str:
    """Names in brackets with a space before, or nothing: " (Hội hữu nghị Việt - Đức)"."""
    words = ", ".join(names)
    return f" ({words})" if words else ""


def sentence(*parts: str) -> str:
    """Parts joined by a comma and a space, the empty ones left out, with a full stop."""
    return f"{', '.join(part for part in parts if part)}."


class InCurrency(Protocol):
    """An amount in its own currency."""

    @property
    def amount(self) -> Decimal: ...

    @property
    def currency(self) -> str: ...


def amounts(rows: Iterable[InCurrency]) -> str:
    """Sums by currency: "85.000 SEK, 1.200 EUR"."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.currency] += row.amount
    return ", ".join(f"{_amount(total)} {'đồng' if code == 'VND' else code}" for code, total in sums.items())


def _amount(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return write_number(value.to_integral_value() if whole else value, 0 if whole else 2)


# Change against the same period before ----------------------------------------


@dataclass(frozen=True)
class Span:
    """How sentences name the two periods: "năm 2019" and "năm 2018" (or "cùng kỳ năm 2018").

    `that` is empty where there is nothing to compare with; `until` names a stretch that is cut off ("từ đầu năm đến
    ngày 30/06/2019").
    """

    this: str
    that: str
    until: str = ""

    @property
    def said(self) -> str:
        """The time as the subject of a sentence."""
        return self.until or self.this

    @property
    def within(self) -> str:
        return self.until or f"trong {self.this}"


UNKNOWN = "chưa có số liệu {that} để so sánh"


def _unknown(span: Span) -> str:
    return UNKNOWN.format(that=span.that) if span.that else ""


def change_of_usd(now: Measured, before: Measured | None, span: Span, *, decrease: str = "hoàn trả") -> str:
    """How a value in cents changed. `before` is None where nothing is recorded that far back; a span without a
    time before (the first term on record) has no comparison to tell.

    `decrease` says what a negative sum is: a refund, or for commitments a decrease.
    """
    before = before if span.that else None
    if now.happened and now.value < 0:
        return f"{span.said} {decrease} {whole_usd(-now.value)}"
    if not now.happened:
        return _nothing_now(before, span, decrease)
    if before is None:
        return _unknown(span)
    if not before.happened:
        return f"{span.that} không phát sinh"
    if before.value < 0:
        return f"{span.that} {decrease} {whole_usd(-before.value)}"
    return _change(now.value, before.value, span.that, whole_usd(before.value))


def _nothing_now(before: Measured | None, span: Span, decrease: str) -> str:
    if before is None or not before.happened:
        return f"{span.within} không phát sinh"
    said = whole_usd(before.value) if before.value >= 0 else f"{decrease} {whole_usd(-before.value)}"
    return f"{span.within} không phát sinh ({span.that}: {said})"


def change_of_count(now: int, before: int | None, unit: str, span: Span) -> str:
    """How a count changed: "tăng 03 đoàn (20,0%) so với năm 2018"."""
    if before is None or not span.that:
        return _unknown(span)
    if not before:
        return f"{span.that} không phát sinh" if now else f"{span.within} không phát sinh"
    if not now:
        return f"{span.within} không phát sinh ({span.that}: {counted(before, unit)})"
    return _change(now, before, span.that, counted(before, unit), unit)


def _change(now: int, before: int, that: str, said_before: str, unit: str = "") -> str:
    """Both not negative and something happened in both; a sum of 0 has no percentage."""
    if now == before:
        return f"bằng {that}"
    if not before:
        return f"{that}: {said_before}"
    if now > TRIPLED * before:
        return f"gấp {write_number(ratio(now, before, 1), 1)} lần {that}"
    share = percent(abs(now - before), before)
    if not share and not unit:
        return f"xấp xỉ {that}"
    word = "tăng" if now > before else "giảm"
    if unit:
        return f"{word} {counted(abs(now - before), unit)} ({write_percent(share)}) so với {that}"
    return f"{word} {write_percent(share)} so với {that}"


def is_growth(now: int, before: int | None) -> bool | None:
    """Whether a number grew; None where there is nothing to say."""
    return None if before is None or now == before else now > before
