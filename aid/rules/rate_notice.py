"""Reading a pasted notice of exchange rates ("USD 21.873", "1 EUR = 24.310,5", a table of a spreadsheet). Pure.

A mark before exactly three digits may part thousands or decimals: the newest known rate of the currency tells
which reading is meant; without one the line says so and is left to the person.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from config.kit.money import CURRENCIES
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_number
from config.kit.text import fold

NO_CURRENCY = "không thấy loại tiền"
NO_NUMBER = "không thấy tỷ giá"
SEVERAL_NUMBERS = "có nhiều số, chưa rõ số nào là tỷ giá"
TWICE = "{currency} đã có ở dòng trên với tỷ giá khác"

PLACES = 6
# A month seldom moves a rate by more than a few per cent; a misread mark moves it a thousandfold.
_NEAR = 5
_NUMBER = re.compile(r"\d[\d.,]*")
_LARGEST_ORDINAL = 200
_CODES = frozenset(CURRENCIES) - {"VND"}
_NAMES = {fold(CURRENCIES[code].name_vi): code for code in _CODES}


@dataclass(frozen=True)
class NoticeLine:
    """A line of the notice: the currency and rate found in it, or what kept it from being read."""

    number: int
    text: str
    currency: str = ""
    rate: Decimal | None = None
    problem: str = ""


def read_notice(text: str, known: Mapping[str, Decimal]) -> list[NoticeLine]:
    """Every line that is not empty, in order; `known` holds the newest rate of each currency."""
    lines: list[NoticeLine] = []
    rates: dict[str, Decimal] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            read = _read_line(number, line.strip(), known)
            if read.rate is not None and rates.setdefault(read.currency, read.rate) != read.rate:
                read = NoticeLine(number, read.text, read.currency, problem=TWICE.format(currency=read.currency))
            lines.append(read)
    return lines


def _read_line(number: int, line: str, known: Mapping[str, Decimal]) -> NoticeLine:
    currency, rest = _currency_of(line)
    if not currency:
        return NoticeLine(number, line, problem=NO_CURRENCY)
    figures = _figures(rest)
    if len(figures) != 1:
        return NoticeLine(number, line, currency, problem=SEVERAL_NUMBERS if figures else NO_NUMBER)
    try:
        return NoticeLine(number, line, currency, _rate(figures[0], known.get(currency)))
    except (DoubtfulNumber, UnreadableNumber) as error:
        return NoticeLine(number, line, currency, problem=str(error))


def _currency_of(line: str) -> tuple[str, str]:
    """The one currency a line names, and the line without its code; nothing when it names none or several."""
    codes = {word for word in re.findall(r"[A-Za-z]+", line.upper()) if word in _CODES}
    if not codes:
        folded = fold(line)
        codes = {code for name, code in _NAMES.items() if re.search(rf"\b{re.escape(name)}\b", folded)}
    if len(codes) != 1:
        return "", line
    code = codes.pop()
    return code, re.sub(code, " ", line, flags=re.IGNORECASE)


def _figures(text: str) -> list[str]:
    """The numbers that may be the rate: not the "1" of "1 USD =", not the ordinal of a table."""
    found = [figure.strip(".,") for figure in _NUMBER.findall(text)]
    is_counted = len(found) > 1 and found[0].isdecimal() and int(found[0]) <= _LARGEST_ORDINAL
    return _without_unit(found[1:] if is_counted else found)


def _without_unit(figures: list[str]) -> list[str]:
    """One unit of the currency stands before its rate: "STT 3, 1 EUR = 24.310"."""
    return figures[1:] if len(figures) > 1 and figures[0] == "1" else figures


def _rate(text: str, known: Decimal | None) -> Decimal:
    """Raises DoubtfulNumber when no known rate settles the reading, UnreadableNumber for zero and below."""
    try:
        return _positive(read_number(text, places=PLACES))
    except DoubtfulNumber as doubt:
        near = list(_near(doubt.readings, known))
        if len(near) != 1:
            raise
        return near[0]


def _near(readings: Iterable[Decimal], known: Decimal | None) -> Iterable[Decimal]:
    return (one for one in readings if known is not None and known / _NEAR < one < known * _NEAR)


def _positive(rate: Decimal) -> Decimal:
    if rate <= 0:
        raise UnreadableNumber("tỷ giá phải lớn hơn 0")
    return rate
