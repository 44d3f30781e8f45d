"""Readers of spreadsheet cells, shared by all registers: text, numbers, dates, names.

A cell is what the spreadsheet holds (text, number, date, yes/no, nothing), never a float: a number
is the `Decimal` of its shortest text. What cannot be read without guessing is refused with a
sentence (`CellRefused`); an empty cell says nothing and reads as None or "". No database here:
the names of countries, places and organisations come as plain entries.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from config.kit.money import CURRENCIES, fits
from config.kit.money import places as places_of
from config.kit.numbers import (
    DoubtfulNumber,
    TooLong,
    TooManyDecimals,
    UnreadableNumber,
    read_amount,
    read_number,
    write_number,
)
from config.kit.partial_dates import PartialDate, Precision, UnreadableDate, read_date_range, read_partial_date
from config.kit.text import search_key, tidy, unreadable_characters

CellValue = str | Decimal | date | bool | None
T = TypeVar("T")

# Excel keeps and shows 15 significant digits; further ones in the file are noise of its arithmetic.
_AS_EXCEL = Context(prec=15)
# What Excel shows for a formula that failed, and our own word for one whose result the file does not hold.
NO_RESULT = "#CHƯA TÍNH"
_FAULTS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", NO_RESULT}
_SHOWN = 120  # characters of a cell that a message or a page repeats


class CellRefused(ValueError):
    """A cell cannot be read without guessing; the text is a Vietnamese sentence that says what to do."""


def cell_value(raw: Any) -> CellValue:
    """A raw cell of the spreadsheet library as one of our kinds; text composed and tidied."""
    if isinstance(raw, bool) or raw is None:
        return raw
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        return _number(repr(raw))
    if isinstance(raw, date):
        return raw
    if isinstance(raw, time | timedelta):
        return str(raw)
    return tidy(str(raw)) or None


def _number(text: str) -> CellValue:
    value = Decimal(text)
    if not value.is_finite():
        return text
    plain = _AS_EXCEL.plus(value)
    return plain.quantize(Decimal(1)) if plain == plain.to_integral() and abs(plain) < 10**15 else plain


def shown(value: CellValue) -> str:
    """A cell as messages and pages repeat it: short, printable, in Vietnamese."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")[:_SHOWN]
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    text = " ".join("".join(ch if ch.isprintable() else " " for ch in value).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def refuse_fault(value: CellValue) -> None:
    """Raises CellRefused for a formula without a usable result."""
    if value == NO_RESULT:
        raise CellRefused("Ô này là công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi nhập.")
    if isinstance(value, str) and value in _FAULTS:
        raise CellRefused(f"Ô này là lỗi công thức “{value}” của Excel; hãy sửa công thức hoặc ghi thẳng giá trị.")


@lru_cache(maxsize=8192)  # a ledger names its few hundred projects in thousands of rows
def folded_words(text: str) -> str:
    """The folded words of a name or heading with single spaces; punctuation only separates."""
    return search_key(text).strip()


# Text and numbers -------------------------------------------------------------


def read_text(value: CellValue, *, limit: int, is_multiline: bool = False) -> str:
    """The cell as text; a number without dots ("2016"), a date as dd/mm/yyyy. Empty gives "".

    Raises CellRefused for unreadable characters and for more than `limit` characters.
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
    elif isinstance(value, str):
        text = value
    else:
        text = shown(value)
    if problem := unreadable_characters(text):
        raise CellRefused(problem)
    text = text if is_multiline else " ".join(text.split("\n"))
    if len(text) > limit:
        raise CellRefused(f"Nội dung dài {write_number(len(text))} ký tự, ô này chỉ nhận {limit}; hãy rút gọn.")
    return text


def read_decimal(value: CellValue, *, places: int) -> Decimal | None:
    """A number with at most `places` decimals, of a number cell or of text as people write it."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return _checked(value, places)
    if not isinstance(value, str):
        raise CellRefused(f"Ô này cần một số, nhưng đang ghi “{shown(value)}”; hãy ghi lại số.")
    try:
        return read_number(value, places=places)
    except (DoubtfulNumber, UnreadableNumber) as error:
        raise CellRefused(str(error)) from error


def _checked(value: Decimal, places: int) -> Decimal:
    """A number cell: its value is certain, only its digits and decimals are counted."""
    if -int(value.normalize().as_tuple().exponent) > places:
        raise CellRefused(str(TooManyDecimals(shown(value), places)))
    if not fits(value):
        raise CellRefused(str(TooLong(shown(value))))
    return value


def read_whole(value: CellValue, *, lowest: int = 0, highest: int = 2**31 - 1) -> int | None:
    """A whole number within bounds."""
    number = read_decimal(value, places=0)
    if number is None:
        return None
    if not lowest <= number <= highest:
        raise CellRefused(
            f"Số này phải từ {write_number(lowest)} đến {write_number(highest)}, nhưng đang ghi {shown(number)}."
        )
    return int(number)


def read_money(value: CellValue, currency: str | None) -> Decimal | None:
    """An amount in its currency, at the currency's places; text may repeat the currency.

    Raises CellRefused also when the text names another currency than its column.
    """
    decimals = places_of(currency) if currency else 2
    if not isinstance(value, str):
        return read_decimal(value, places=decimals)
    try:
        number, code = read_amount(value, currency)
    except (DoubtfulNumber, UnreadableNumber) as error:
        raise CellRefused(str(error)) from error
    if currency and code != currency:
        raise CellRefused(f"Số tiền ghi {code} nhưng cột loại tiền ghi {currency}; hãy sửa cho khớp.")
    return number


# Dates ------------------------------------------------------------------------


def read_date(value: CellValue) -> PartialDate | None:
    """A day, month, quarter or year, as the cell or the text tells it; day before month."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise CellRefused(f"Ô này cần một ngày, nhưng đang ghi “{shown(value)}”.")
    try:
        return read_partial_date(value)
    except UnreadableDate as error:
        raise CellRefused(str(error)) from error


def read_day(value: CellValue) -> date | None:
    """An exact day; a month or a year alone is refused."""
    found = read_date(value)
    if found is not None and found.precision is not Precision.DAY:
        raise CellRefused(f"Cột này cần đủ ngày, tháng, năm, nhưng chỉ có “{found}”; hãy ghi đủ, ví dụ 05/03/2016.")
    return found.on if found else None


def read_stay(value: CellValue) -> tuple[PartialDate, PartialDate | None] | None:
    """A time written in one cell: "05-08/3/2018", "từ 28/02 đến 02/3/2017"; one date alone, or nothing.

    One exact day is its own end; a month, quarter or year alone tells no end.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        raise CellRefused(f"Ô này cần thời gian, nhưng đang ghi “{shown(value)}”.")
    try:
        start, end = read_date_range(value)
    except UnreadableDate as error:
        raise CellRefused(str(error)) from error
    return start, None if start == end and start.precision is not Precision.DAY else end


# Names ------------------------------------------------------------------------


class Names(Generic[T]):
    """Things found by a folded name or another name of theirs; several under one name are refused.

    `what` stands in the sentences ("nước", "lĩnh vực").
    """

    def __init__(self, what: str, entries: Iterable[tuple[str, T]] = ()) -> None:
        self.what = what
        self._found: dict[str, list[T]] = defaultdict(list)
        self._written: dict[str, str] = {}
        for name, thing in entries:
            self.add(name, thing)

    def add(self, name: str, thing: T) -> None:
        key = folded_words(name)
        if key and thing not in self._found[key]:
            self._found[key].append(thing)
            self._written.setdefault(key, name)

    def all(self, name: str) -> list[T]:
        return self._found.get(folded_words(name), [])

    def find(self, name: str) -> T | None:
        """The one thing of that name, None when unknown. Raises CellRefused when several have it."""
        found = self.all(name)
        if len(found) > 1:
            told = ", ".join(f"“{shown(str(thing))}”" for thing in found[:3])
            raise CellRefused(f"“{shown(name)}” khớp {len(found)} {self.what}: {told}; hãy ghi đủ tên.")
        return found[0] if found else None

    def get(self, name: str) -> T:
        """The one thing of that name. Raises CellRefused when it is unknown, with names near to it."""
        found = self.find(name)
        if found is None:
            near = self.near(name)
            hint = f" Gần nhất: {', '.join(f'“{one}”' for one in near)}." if near else ""
            raise CellRefused(f"Không có {self.what} “{shown(name)}”; hãy sửa tên hoặc thêm trước khi nhập.{hint}")
        return found

    def near(self, name: str) -> list[str]:
        """At most two known names that share words with this one."""
        words = set(folded_words(name).split())
        scored = [(-len(words & set(key.split())), key) for key in self._found]
        best = sorted(pair for pair in scored if -pair[0] * 2 > len(words))
        return [self._written[key] for _, key in best[:2]]


def labels(what: str, choices: Iterable[tuple[str, str]], aliases: dict[str, str] | None = None) -> Names[str]:
    """The values of a list of choices under their labels, with other wordings."""
    return Names(what, [*((label, value) for value, label in choices), *(aliases or {}).items()])


def currency_names() -> Names[str]:
    """Currencies by code and Vietnamese name."""
    names = Names("loại tiền", ((each.code, each.code) for each in CURRENCIES.values()))
    for each in CURRENCIES.values():
        names.add(each.name_vi, each.code)
    for name, code in (("đồng Việt Nam", "VND"), ("đô la", "USD"), ("yên", "JPY"), ("won", "KRW"), ("bảng", "GBP")):
        names.add(name, code)
    return names


@dataclass(frozen=True)
class PlaceEntry(Generic[T]):
    """An administrative unit for looking up: `thing` is what is found, `parent` the thing above it."""

    thing: T
    name: str
    level: str
    parent: T | None
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_UNIT_KINDS = {
    "huyen": "huyen",
    "h": "huyen",
    "thanh pho": "thanh pho",
    "tp": "thanh pho",
    "thi xa": "thi xa",
    "tx": "thi xa",
    "xa": "xa",
    "phuong": "phuong",
    "p": "phuong",
    "thi tran": "thi tran",
    "tt": "thi tran",
}


def bare_place(name: str) -> tuple[str, str]:
    """The kind of unit and the bare folded name: "TP Thái Nguyên" → ("thanh pho", "thai nguyen")."""
    words = folded_words(name)
    for prefix, kind in _UNIT_KINDS.items():
        if words.startswith(f"{prefix} ") and len(words) > len(prefix) + 1:
            return kind, words[len(prefix) + 1 :]
    return "", words


class Places(Generic[T]):
    """Administrative units found by name, with or without their kind, inside the unit above them."""

    def __init__(self, entries: Iterable[PlaceEntry[T]]) -> None:
        self._by_name: dict[tuple[str, str], list[PlaceEntry[T]]] = defaultdict(list)
        for entry in entries:
            self._by_name[entry.level, bare_place(entry.name)[1]].append(entry)

    def get(self, level: str, name: str, *, within: T | None = None, on: date | None = None) -> T:
        """The one unit of that level and name. Several are told apart by the unit above, by their kind
        ("thị xã" or "thành phố"), and by the day they existed. Raises CellRefused for none or several."""
        kind, bare = bare_place(name)
        found = [each for each in self._by_name.get((level, bare), []) if within is None or each.parent == within]
        for narrower in (
            [each for each in found if on is not None and each.is_valid(on)],
            [each for each in found if kind and bare_place(each.name)[0] == kind],
        ):
            chosen = [each for each in narrower if each in found]
            found = chosen or found
        if not found:
            raise CellRefused(f"Không có địa bàn “{shown(name)}” trong danh mục; hãy sửa tên hoặc thêm địa bàn trước.")
        if len(found) > 1:
            told = ", ".join(f"“{shown(str(each.thing))}”" for each in found[:3])
            raise CellRefused(f"“{shown(name)}” khớp {len(found)} địa bàn: {told}; hãy ghi thêm cột Huyện.")
        return found[0].thing
