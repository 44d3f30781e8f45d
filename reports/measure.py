"""What a figure of the catalogue is, and how its years are told apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True)
class Figure:
    """One figure: `definition` is the sentence people read, `value` counts it, `rows` gives its list."""

    key: str
    label: str
    unit: Unit
    definition: str
    value: Callable[[Facts], Value]
    rows: Callable[[Period], str]
    is_divided: bool = False

    def total(self, facts: Facts) -> int:
        """The number itself, or the sum of the parts."""
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
