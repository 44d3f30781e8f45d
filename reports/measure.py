"""What a figure of the catalogue is, how its years are told apart, and how much one grew on the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from config.kit.money import percent
from config.kit.periods import Period
from reports.breakdowns import Part
from reports.facts import Facts

Value = int | tuple[Part, ...]


class Unit(StrEnum):
    """What a figure is counted in; the values are what a page prints behind the number."""

    USD = "USD"
    VND = "đồng"
    ROWS = "dòng"
    PROJECTS = "khoản viện trợ"
    CLASSES = "lớp"
    TRAINEES = "học viên"
    PARTNERS = "đối tác"
    COUNTRIES = "nước"
    DELEGATIONS = "đoàn"
    GUESTS = "lượt khách"
    VISITS = "lượt người"
    VOLUNTEERS = "tình nguyện viên"
    WORKS = "công trình, phần việc"
    ORGANISATIONS = "tổ chức"
    ASSOCIATIONS = "hội"
    MEMBERS = "hội viên"
    OUTPUTS = "kết quả"


class Subject(StrEnum):
    """What a figure is about: the headings of the page of definitions, in its order."""

    COMMITTED = "Cam kết"
    DISBURSED = "Giải ngân"
    PROJECTS = "Khoản viện trợ"
    NGOS = "Tổ chức PCPNN"
    TRAINING = "Tập huấn"
    PARTNERS = "Đối tác Đông Nam Á"
    DELEGATIONS = "Đoàn vào, đoàn ra"
    MISSIONS = "Đoàn y tế, tình nguyện"
    ASSOCIATIONS = "Hội hữu nghị"


@dataclass(frozen=True)
class Basis:
    """What figures of one kind go by, in words of a list: the days they look at, the date that decides (empty where
    none does), the records that count."""

    subject: Subject
    span: str
    dated: str
    counted: str


@dataclass(frozen=True)
class Figure:
    """One figure: `definition` is the sentence people read, `value` counts it, `rows` gives its list.

    Where something may be in two parts, they do not add up (`adds_up`), and `whole` counts it once; four counts
    of the same organisations do not add up with one another either.
    """

    key: str
    label: str
    unit: Unit
    definition: str
    value: Callable[[Facts], Value]
    rows: Callable[[Period], str]
    is_divided: bool = False
    basis: Basis = field(kw_only=True)
    adds_up: bool = field(default=True, kw_only=True)
    whole: Callable[[Facts], int] | None = field(default=None, kw_only=True)

    def total(self, facts: Facts) -> int:
        """The number itself, or the sum of the parts; each thing once where parts share it."""
        if self.whole is not None:
            return self.whole(facts)
        value = self.value(facts)
        return value if isinstance(value, int) else sum(part.value for part in value)

    def parts(self, facts: Facts) -> tuple[Part, ...]:
        """The parts of a divided figure; none for a plain number."""
        value = self.value(facts)
        return () if isinstance(value, int) else value


def years_as_parts(period: Period, sums: Mapping[int, int], rows: Callable[[Period], str]) -> tuple[Part, ...]:
    """One part a calendar year of the period; an edge year the period does not cover whole says so."""
    parts = []
    for year in period.years():
        whole = Period.calendar_year(year)
        span = year_within(period, year)
        parts.append(Part(str(year), str(year), sums.get(year, 0), rows(span), is_partial=span.days != whole.days))
    return tuple(parts)


def year_within(period: Period, year: int) -> Period:
    """The days of a calendar year that lie in the period."""
    start, end = max(period.start, date(year, 1, 1)), min(period.end, date(year, 12, 31))
    return Period(start, end, f"năm {year}")


# Growth -----------------------------------------------------------------------


def growth(now: int, before: int) -> Decimal | None:
    """By how many per cent `now` is above `before` (below: negative), to one decimal.

    None where nothing or less than nothing was before, and where refunds left less than nothing now.
    """
    return None if before <= 0 or now < 0 else percent(now - before, before)


def growth_by_year(years: Sequence[Part]) -> tuple[Decimal | None, ...]:
    """The growth of each year on the one before it; none for the first, nor where one of the two is not whole."""
    if not years:
        return ()
    pairs = pairwise(years)
    return None, *(None if a.is_partial or b.is_partial else growth(b.value, a.value) for a, b in pairs)
