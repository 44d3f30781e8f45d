"""Words around figures: money short and in full, distances in time, counts in a sentence."""

from datetime import date

from config.kit.numbers import write_million_usd, write_number, write_scaled_vnd, write_usd
from config.kit.text import no_break

# Below this many cents a figure in millions would lose its digits.
SHORTEST_IN_MILLIONS = 10_000_000
ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def short_usd(cents: int) -> tuple[str, str]:
    """Number and unit as a card shows them: ("24,19", "triệu USD"), a small sum in full ("950,00", "USD")."""
    if abs(cents) >= SHORTEST_IN_MILLIONS:
        return write_million_usd(cents), "triệu USD"
    return write_usd(cents), "USD"


def said_usd(cents: int) -> str:
    """The short form in a sentence: "0,86 triệu USD"."""
    return no_break(*short_usd(cents))


def in_cell(cents: int) -> str:
    """A value of a table in million USD, as `write_million_usd` prints it; a small sum keeps four decimals.

    Whole numbers only, because a page prints hundreds of them.
    """
    places, unit = (2, 10**6) if cents == 0 or abs(cents) >= 500_000 else (4, 10**4)
    size = (2 * abs(cents) + unit) // (2 * unit)
    whole, part = divmod(size, 10**places)
    sign = "-" if cents < 0 and size else ""
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped},{part:0{places}d}"


def said_vnd(vnd: int) -> str:
    """Đồng in tỷ or triệu, kept on one line."""
    return write_scaled_vnd(vnd).replace(" ", "\u00a0")


def small_count(n: int) -> str:
    """A count below ten in words, as a sentence has it."""
    return ONES[n] if 0 <= n < len(ONES) else write_number(n)


def time_left(as_of: date, end: date) -> str:
    """How long until the end: in years and months while there are any, else in days."""
    days = (end - as_of).days
    months = (end.year - as_of.year) * 12 + end.month - as_of.month - (end.day < as_of.day)
    years, months = divmod(months, 12)
    if years:
        return f"{years} năm" + (f" {months} tháng" if months else "")
    return f"{months} tháng" if months else f"{days} ngày"


def qualified(qualifier: str, text: str) -> str:
    """A published number with the word that belongs to it: "hơn 23 triệu USD"."""
    return f"{qualifier} {text}" if qualifier else text
