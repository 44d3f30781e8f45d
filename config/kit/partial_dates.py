"""Dates of which only the month, the quarter or the year may be known, and how offices write them.

A row known only roughly is neither guessed nor left out: it keeps how much is known (`Precision`) and stands
in time at a fixed day – the 15th of a month, the 15th of a quarter's middle month, 1 July of a year
(docs/rules.md). Dates are read day first, always; "01/03" is never the third of January.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering
from typing import NoReturn, Self, overload

from config.kit.text import fold, unreadable_characters

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
ROMAN_QUARTERS = ("I", "II", "III", "IV")


class Precision(StrEnum):
    """How much of a date is known; the values are what the database stores."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_RANKS = {precision: rank for rank, precision in enumerate(Precision)}


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, month, quarter or year.

    `on` may be given as any day of the span and is moved to the stand-in day. Ordered by `on`; of two with
    one stand-in day the more exact comes first.
    """

    on: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        precision = Precision(self.precision)
        object.__setattr__(self, "precision", precision)
        object.__setattr__(self, "on", _stand_in(self.on, precision))

    @classmethod
    def of_day(cls, day: date) -> Self:
        """An exact day."""
        return cls(day, Precision.DAY)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """A month, standing at its 15th."""
        return cls(date(year, month, 15), Precision.MONTH)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Self:
        """Quarter 1 to 4, standing at the 15th of its middle month (15/02, 15/5, 15/8, 15/11)."""
        return cls(date(year, 3 * quarter - 1, 15), Precision.QUARTER)

    @classmethod
    def of_year(cls, year: int) -> Self:
        """A year, standing at 1 July."""
        return cls(date(year, 7, 1), Precision.YEAR)

    @property
    def year(self) -> int:
        """The calendar year, known at every precision."""
        return self.on.year

    @property
    def quarter(self) -> int:
        """1 to 4; of a whole year the one its stand-in day lies in."""
        return (self.on.month + 2) // 3

    @property
    def first(self) -> date:
        """The first day it may have been."""
        match self.precision:
            case Precision.DAY:
                return self.on
            case Precision.MONTH:
                return self.on.replace(day=1)
            case Precision.QUARTER:
                return date(self.year, 3 * self.quarter - 2, 1)
            case Precision.YEAR:
                return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day it may have been."""
        match self.precision:
            case Precision.DAY:
                return self.on
            case Precision.MONTH:
                return _month_end(self.year, self.on.month)
            case Precision.QUARTER:
                return _month_end(self.year, 3 * self.quarter)
            case Precision.YEAR:
                return date(self.year, 12, 31)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.on, _RANKS[self.precision]) < (other.on, _RANKS[other.precision])

    def __str__(self) -> str:
        """As tables show it: "05/03/2016", "03/2016", "quý III/2016", "2016"."""
        match self.precision:
            case Precision.DAY:
                return f"{self.on:%d/%m}/{self.year:04d}"
            case Precision.MONTH:
                return f"{self.on:%m}/{self.year:04d}"
            case Precision.QUARTER:
                return f"quý {ROMAN_QUARTERS[self.quarter - 1]}/{self.year:04d}"
            case Precision.YEAR:
                return f"{self.year:04d}"


def _stand_in(day: date, precision: Precision) -> date:
    if isinstance(day, datetime):
        day = day.date()
    match precision:
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=15)
        case Precision.QUARTER:
            return date(day.year, (day.month + 2) // 3 * 3 - 1, 15)
        case Precision.YEAR:
            return date(day.year, 7, 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def long_date(day: date) -> str:
    """The day as headings of documents have it: "ngày 08 tháng 8 năm 2003".

    Days below 10 and the months 1 and 2 get a leading zero, other months do not (Nghị định 30/2020/NĐ-CP,
    Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


class UnreadableDate(ValueError):
    """What was written is no date, or a date that does not exist; the message says what to write."""


class ReversedRange(UnreadableDate):
    """A range whose end lies before its start."""

    def __init__(self, start: PartialDate, end: PartialDate) -> None:
        super().__init__(f"Ngày kết thúc ({end}) đứng trước ngày bắt đầu ({start}); hãy kiểm tra và ghi lại hai ngày.")


class NoDateForm(UnreadableDate):
    """No known way of writing a date fits, as against a date that is written well but does not exist.

    `for_a_day` says it where only an exact day is taken.
    """

    def __init__(self, text: str) -> None:
        said = f"Không đọc được ngày “{_shown(text)}”; hãy ghi theo dạng 05/03/2016"
        self.for_a_day = f"{said}."
        super().__init__(f"{said}, hoặc 03/2016, quý I/2016, 2016 nếu không biết ngày.")


def _shown(text: str) -> str:
    """The text as a message may repeat it: printable and short."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:60]


_MISSING = "Chưa ghi ngày; hãy ghi ngày, hoặc tháng, quý, năm nếu không biết ngày."


def read_partial_date(
    value: str | date | datetime | int | Decimal | None,
    *,
    earliest_year: int = EARLIEST_YEAR,
    latest_year: int = LATEST_YEAR,
) -> PartialDate:
    """Read a date as a person or a spreadsheet wrote it, day before month.

    Takes text in the forms of `_FORMS`, date objects (a time of day is cut off), and numbers: four digits are
    a year, 20000 to 80000 an Excel serial day of the 1900 system (42434 = 05/03/2016; the fraction is the
    time and is cut off). Two-digit years: 00-68 are 20xx, 69-99 are 19xx.

    Raises `UnreadableDate` for anything else, for a day that does not exist, for nothing, and for a year
    outside the two bounds.
    """
    if isinstance(value, date):
        found = PartialDate.of_day(value)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = _from_number(Decimal(value))
    elif isinstance(value, str) and value.strip():
        found = _from_text(value)
    elif value is None or isinstance(value, str):
        raise UnreadableDate(_MISSING)
    else:
        raise NoDateForm(str(value))
    return _within(found, earliest_year, latest_year)


def _within(found: PartialDate, earliest_year: int, latest_year: int) -> PartialDate:
    if not earliest_year <= found.year <= latest_year:
        raise UnreadableDate(f"Năm {found.year} nằm ngoài khoảng {earliest_year}-{latest_year}; hãy kiểm tra lại năm.")
    return found


# The 1900 system counts a 29/02/1900 that never was, so from March 1900 on it starts at 30/12/1899.
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_001)


def _from_number(number: Decimal) -> PartialDate:
    if number.is_finite() and abs(number) < 100_000:
        whole = int(number)
        if whole in _EXCEL_SERIALS:
            return PartialDate.of_day(_EXCEL_ZERO + timedelta(days=whole))
        if whole == number and 1000 <= whole <= 9999:
            return PartialDate.of_year(whole)
    raise NoDateForm(f"{number:f}")


def _from_text(text: str) -> PartialDate:
    found = _in_words(_plain(text))
    if found is None:
        raise NoDateForm(text)
    return found


def _plain(text: str) -> str:
    """Folded text with plain hyphens. Digits of other scripts are refused here: folding would keep them."""
    if problem := unreadable_characters(text):
        raise UnreadableDate(problem)
    if any(unicodedata.category(ch).startswith("N") and not ch.isascii() for ch in text):
        raise NoDateForm(text)
    return fold(re.sub("[\u2010-\u2015\u2212]", "-", text))


_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_QUARTER = r"(?P<quarter>iv|i{1,3}|[1-4])"
_OF_YEAR = r"(?: ?[/.-] ?|,? nam |, ?| )"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?:ngay )?(?P<day>\d{1,2})"

# Ways of writing, on folded text. A form has groups for what it tells; what is missing is not known.
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        # 05/03/2016, 5-3-2016, 5.3.16, ngày 5/3/2016, 05/03/2016 23:30
        rf"{_DAY} ?(?P<mark>[/.-]) ?(?P<month>\d{{1,2}}) ?(?P=mark) ?(?P<year>\d{{4}}|\d\d){_TIME}",
        # 2016-03-05, 2016/3/5, 2016-03-05T23:30:00
        rf"{_YEAR}(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
        # ngày 5 tháng 3 năm 2016, 5 tháng 3/2016
        rf"{_DAY} thang (?P<month>\d{{1,2}}){_OF_YEAR}{_YEAR}",
        # 03/2016, 3-2016, T3/2016, tháng 3/2016
        rf"(?:thang |t ?)?(?P<month>\d{{1,2}}) ?[/.-] ?{_YEAR}",
        # tháng 3 năm 2016, tháng 3, 2016
        rf"(?:thang |t)(?P<month>\d{{1,2}}){_OF_YEAR}{_YEAR}",
        # 2016-03
        rf"{_YEAR}-(?P<month>\d\d)",
        # quý III/2016, quý 3 năm 2016, Q3/2016
        rf"(?:quy |q ?){_QUARTER}{_OF_YEAR}{_YEAR}",
        # III/2016
        rf"(?P<quarter>iv|i{{1,3}}) ?[/.-] ?{_YEAR}",
        # 2016, năm 2016
        rf"(?:nam )?{_YEAR}",
        # 42434: a date cell that lost its format
        r"(?P<serial>\d{5})",
    )
)
_QUARTERS = {
    **{roman.lower(): n for n, roman in enumerate(ROMAN_QUARTERS, start=1)},
    **{str(n): n for n in range(1, 5)},
}


def _in_words(text: str) -> PartialDate | None:
    """The date that folded text tells; None when it fits no form. Raises for a day that does not exist."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _from_parts(found.groupdict())
    return None


def _from_parts(parts: dict[str, str | None]) -> PartialDate:
    if serial := parts.get("serial"):
        return _from_number(Decimal(serial))
    year = _full_year(parts.get("year") or "")
    if quarter := parts.get("quarter"):
        return PartialDate.of_quarter(year, _QUARTERS[quarter])
    if not (month := parts.get("month")):
        return PartialDate.of_year(year)
    if not (day := parts.get("day")):
        return PartialDate.of_month(year, _existing_month(int(month)))
    return PartialDate.of_day(_existing_day(year, int(month), int(day)))


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 69 else 1900  # the pivot of POSIX and of Python's strptime
    if year == 0:
        raise UnreadableDate("Năm 0000 không có; hãy kiểm tra lại năm.")
    return year


def _existing_month(month: int) -> int:
    if not 1 <= month <= 12:
        raise UnreadableDate(f"Không có tháng {month}; hãy ghi theo thứ tự ngày/tháng/năm, ví dụ 25/12/2015.")
    return month


def _existing_day(year: int, month: int, day: int) -> date:
    days = calendar.monthrange(year, _existing_month(month))[1]
    if not 1 <= day <= days:
        raise UnreadableDate(f"Tháng {month} năm {year} có {days} ngày; ghi lại ngày hoặc chỉ ghi {month:02d}/{year}.")
    return date(year, month, day)


class _NoRange(UnreadableDate):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"Không đọc được thời gian “{_shown(text)}”; hãy ghi đủ hai ngày, ví dụ 28/12/2018 - 03/01/2019, "
            "hoặc một ngày, một tháng, một năm."
        )


def read_date_range(value: str | date | datetime | int | Decimal | None) -> tuple[PartialDate, PartialDate]:
    """Read "28/12/2018 - 03/01/2019", "Từ 30/12/2018 đến 02/01/2019", "12-15/6/2017", or one date (twice).

    A start without its year or month takes them from the end. Where that would put the start after the end
    ("28/12 - 03/01/2019") the year is asked for, not guessed. Raises `UnreadableDate` as `read_partial_date`
    does, and `ReversedRange` when the whole end lies before the start.
    """
    text = _plain(value) if isinstance(value, str) else ""
    if not isinstance(value, str) or not text or _in_words(text):
        single = read_partial_date(value)
        return single, single
    start, end = _only_split(text)
    for border in (start, end):
        _within(border, EARLIEST_YEAR, LATEST_YEAR)
    if end.last < start.first:
        raise ReversedRange(start, end)
    return start, end


_OPENING = re.compile(r"(?:giai doan |trong )?(?:tu )?")
_BETWEEN = re.compile(r" den (?:het )?| toi | ?[-~] ?")


def _only_split(text: str) -> tuple[PartialDate, PartialDate]:
    """The one way of cutting the text into start and end; two ways are doubtful and refused like none."""
    body = _OPENING.sub("", text, count=1)
    pairs: set[tuple[PartialDate, PartialDate]] = set()
    impossible: UnreadableDate | None = None
    for cut in _BETWEEN.finditer(body):
        try:
            pairs.update(_pair(body[: cut.start()], body[cut.end() :]))
        except UnreadableDate as error:
            impossible = impossible or error
    if len(pairs) == 1:
        return pairs.pop()
    raise (not pairs and impossible) or _NoRange(text)


def _pair(left: str, right: str) -> list[tuple[PartialDate, PartialDate]]:
    """Start and end when both sides are dates (or the start a piece of one), else nothing."""
    if (end := _in_words(right)) is None:
        return []
    start = _in_words(left) or _completed(left, end)
    return [(start, end)] if start else []


# Starts that leave out what the end says, with the precision the end must have.
_PIECES = tuple(
    (precision, re.compile(piece, re.ASCII))
    for precision, piece in (
        (Precision.DAY, _DAY),
        (Precision.DAY, rf"{_DAY}(?: ?[/.-] ?| thang )(?P<month>\d{{1,2}})"),
        (Precision.MONTH, r"(?:thang |t)(?P<month>\d{1,2})"),
        (Precision.QUARTER, rf"(?:quy |q ?){_QUARTER}"),
    )
)


def _completed(left: str, end: PartialDate) -> PartialDate | None:
    for precision, piece in _PIECES:
        if precision is end.precision and (found := piece.fullmatch(left)):
            parts = {"month": str(end.on.month), **found.groupdict(), "year": f"{end.year:04d}"}
            start = _from_parts(parts)
            if "month" in found.groupdict() and precision is Precision.DAY and start > end:
                _ask_for_year(start, end)
            return start
    return None


def _ask_for_year(start: PartialDate, end: PartialDate) -> NoReturn:
    raise UnreadableDate(
        f"Ngày bắt đầu {start.on:%d/%m} chưa ghi năm; hãy ghi đủ năm, ví dụ {start.on:%d/%m}/{start.year - 1} - {end}."
    )


class PartialDateColumns:
    """A `PartialDate` attribute kept in two columns of a model: a date and a precision.

    `dated = PartialDateColumns("dated_on", "dated_precision")` reads None from an empty date; None sets the
    date to None and the precision to "". A date whose precision was never set is an exact day.
    """

    def __init__(self, on_name: str, precision_name: str) -> None:
        self.on_name = on_name
        self.precision_name = precision_name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> PartialDate | None: ...

    def __get__(self, instance: object | None, owner: type) -> Self | PartialDate | None:
        if instance is None:
            return self
        on: date | None = getattr(instance, self.on_name)
        if on is None:
            return None
        return PartialDate(on, Precision(getattr(instance, self.precision_name) or Precision.DAY))

    def __set__(self, instance: object, value: PartialDate | None) -> None:
        if value is not None and not isinstance(value, PartialDate):
            raise TypeError(f"expected PartialDate or None, not {type(value).__name__}")
        setattr(instance, self.on_name, value and value.on)
        setattr(instance, self.precision_name, value.precision.value if value else "")
