"""Words around figures: money short and in full, distances in time, counts in a sentence."""

from datetime import date

from config.kit.money import ratio
from config.kit.numbers import write_million_usd, write_number, write_scaled_vnd, write_usd
from config.kit.text import no_break
from reports.measure import Unit
from reports.printed.wording import goal_usd

# Below this many cents a figure in millions would lose its digits.
SHORTEST_IN_MILLIONS = 10_000_000
ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def short_usd(cents: int) -> tuple[str, str]:
    """Number and unit as a card shows them: ("24,19", "triệu USD"), a small sum in full ("950,00", "USD")."""
    if abs(cents) >= SHORTEST_IN_MILLIONS:
        return write_million_usd(cents), "triệu USD"
    return write_usd(cents), "USD"


def short_usd_beside(cents: int, goal: int | None) -> tuple[str, str]:
    """The same, in full where it would read like the goal without being it: 34.999.999,99 is not "35,00 triệu"."""
    short = short_usd(cents)
    is_alike = goal is not None and cents != goal and short == short_usd(goal)
    return (write_usd(cents), "USD") if is_alike else short


def about_usd(cents: int, beside: int | None = None) -> str:
    """A rough value: millions to one decimal ("31,2 triệu USD"), a small sum to the dollar; with more decimals where
    it would read like the sum it stands beside without being it."""
    told = _about_forms(cents)
    if beside is None or beside == cents:
        return told[0]
    return next(one for one in told if one not in _about_forms(beside))


def _about_forms(cents: int) -> list[str]:
    """From the roughest form to the sum in full."""
    millions = [no_break(write_million_usd(cents, places), "triệu USD") for places in (1, 2)]
    full = [no_break(write_number(ratio(cents, 100, 0), 0), "USD"), no_break(write_usd(cents), "USD")]
    return [*millions, *full] if abs(cents) >= SHORTEST_IN_MILLIONS else full


def goal_said(value: int, comparison: str, unit: Unit) -> str:
    """A goal as it was set: "trên 35 triệu USD", "5 lớp"."""
    more = {"more_than": "trên ", "at_least": "ít nhất "}.get(comparison, "")
    if unit is Unit.USD:
        return f"{more}{goal_usd(value)}"
    return f"{more}{said_vnd(value) if unit is Unit.VND else f'{write_number(value)} {unit}'}"


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
