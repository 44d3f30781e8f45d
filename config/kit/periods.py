"""Spans of days that reports count over, with the words that name them.

Both ends belong to the period. Reports on foreign aid run over the calendar year, halves and nine months, or
over the decree year 15/12-14/12 (Nghị định 58/2022/NĐ-CP); a term is any two dates.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Self

from config.kit.money import ratio
from config.kit.partial_dates import ROMAN_QUARTERS, PartialDate


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included, and how a sentence names them.

    Raises `ValueError` when the end lies before the start.
    """

    start: date
    end: date
    label: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"Ngày kết thúc {self.end:%d/%m/%Y} đứng trước ngày bắt đầu {self.start:%d/%m/%Y}; "
                "hãy kiểm tra lại hai ngày của kỳ."
            )

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """01/01 to 31/12, "năm 2019"."""
        return cls(date(year, 1, 1), date(year, 12, 31), f"năm {year}")

    @classmethod
    def decree_year(cls, year: int) -> Self:
        """The reporting year of Nghị định 58/2022: 15/12 of the year before to 14/12."""
        return cls.between(date(year - 1, 12, 15), date(year, 12, 14))

    @classmethod
    def half_year(cls, year: int, half: int) -> Self:
        """Half 1, "6 tháng đầu năm 2019", or half 2, "6 tháng cuối năm 2019".

        Raises `ValueError` for another half.
        """
        if half not in (1, 2):
            raise ValueError(f"half must be 1 or 2, not {half}")
        first = 1 if half == 1 else 7
        return cls._months(year, first, first + 5, f"6 tháng {'đầu' if half == 1 else 'cuối'} năm {year}")

    @classmethod
    def nine_months(cls, year: int) -> Self:
        """01/01 to 30/9, "9 tháng năm 2019"."""
        return cls._months(year, 1, 9, f"9 tháng năm {year}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """Three months, "quý III năm 2019". Raises `ValueError` when the quarter is not 1 to 4."""
        if quarter not in (1, 2, 3, 4):
            raise ValueError(f"quarter must be 1 to 4, not {quarter}")
        last = 3 * quarter
        return cls._months(year, last - 2, last, f"quý {ROMAN_QUARTERS[quarter - 1]} năm {year}")

    @classmethod
    def between(cls, start: date, end: date) -> Self:
        """Any two dates, "từ ngày 15/12/2018 đến ngày 14/12/2019"."""
        return cls(start, end, f"từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}")

    @classmethod
    def _months(cls, year: int, first: int, last: int, label: str) -> Self:
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), label)

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> Fraction:
        """Number of months: the whole ones, and the days left over as a part of the month they begin."""
        after = self.end + timedelta(days=1)
        whole = 12 * (after.year - self.start.year) + after.month - self.start.month - (after.day < self.start.day)
        reached, following = _months_later(self.start, whole), _months_later(self.start, whole + 1)
        return whole + Fraction((after - reached).days, (following - reached).days)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    def years(self) -> list[int]:
        """The calendar years the period touches: "5 năm (2015-2020)" touches six."""
        return list(range(self.start.year, self.end.year + 1))

    @property
    def last_year_over(self) -> int:
        """The newest calendar year that is over at the end of the period."""
        return (self.end + timedelta(days=1)).year - 1

    def clipped(self, as_of: date) -> "Period | None":
        """The part up to and including `as_of`, named by its two dates; the period itself when it is over.

        None when `as_of` lies before the start.
        """
        if as_of < self.start:
            return None
        return self if as_of >= self.end else Period.between(self.start, as_of)

    def elapsed(self, as_of: date) -> Decimal:
        """Share of the days gone at the end of `as_of`: 0 before the start, 1 from the last day on.

        Six decimals, rounded once, half away from zero.
        """
        gone = (min(as_of, self.end) - self.start).days + 1
        return ratio(max(gone, 0), self.days, 6)

    def cuts(self, dated: PartialDate) -> bool:
        """Whether the month, quarter or year that `dated` stands for lies partly inside, partly outside.

        Such a row counts by its stand-in date, and every figure says how many it holds (docs/rules.md).
        """
        return dated.first < self.start <= dated.last or dated.first <= self.end < dated.last

    def year_before(self) -> "Period":
        """The same period a year earlier, with the words of its kind.

        Two free dates move by a year: 29/02 becomes 28/02 as a start, and an end on the last day of February
        stays on the last day.
        """
        for make in _KINDS:
            if make(self.end.year) == self:
                return make(self.end.year - 1)
        return Period.between(_year_earlier(self.start), _end_year_earlier(self.end))


_KINDS: tuple[Callable[[int], Period], ...] = (
    Period.calendar_year,
    Period.nine_months,
    *(lambda year, half=half: Period.half_year(year, half) for half in (1, 2)),
    *(lambda year, quarter=quarter: Period.quarter(year, quarter) for quarter in (1, 2, 3, 4)),
)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _year_earlier(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _end_year_earlier(day: date) -> date:
    following = day + timedelta(days=1)
    if (following.month, following.day) == (3, 1):
        # "January and February" of a common year answers to 29 days of February in a leap year before it.
        return date(day.year - 1, 2, calendar.monthrange(day.year - 1, 2)[1])
    return _year_earlier(day)
