"""What a printed report is about: its kind, its days, and how sentences name them. Pure: no Django.

The kinds are the values of reports.choices.ReportKind; the days of a year's kinds come from the report periods,
those of a term from the term (reports/printed/asked.py).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from config.kit.periods import Period
from reports.printed.wording import Span


@dataclass(frozen=True)
class Occasion:
    """A report's kind and days in words.

    `which` is how its address names it: "2019", the number of a term, "2019-02-01_2019-05-31". `name` says the
    days ("năm 2019", "từ ngày 15/12/2018 đến ngày 14/12/2019"), `this` is what sentences call them, `heading` what
    titles do. `before` is what it is compared with; `before_name` is empty where there is nothing to compare with.
    `ahead` is the time whose tasks the report names, `coming` the days in which the registers say what falls due.
    """

    kind: str
    which: str
    period: Period
    name: str
    this: str
    title: tuple[str, str]
    heading: str
    within: str
    from_start: str
    ahead: str
    coming: Period
    before: Period
    before_name: str = ""
    cut_before_name: str = ""

    @property
    def year(self) -> int:
        """The year the report belongs to: that of its last day."""
        return self.period.end.year

    @property
    def full_title(self) -> str:
        return " ".join(self.title)

    @property
    def foreseen(self) -> Period | None:
        """The year whose end the report may foresee, labelled as sentences name it: its own, or the calendar year a
        half or nine months open. None for terms and free days."""
        if self.kind in ("annual", "decree-year"):
            return Period(self.period.start, self.period.end, self.this)
        opens_year = self.period.start == date(self.year, 1, 1)
        return Period.calendar_year(self.year) if opens_year and self.kind in ("half-year", "nine-months") else None

    def within_until(self, day: date) -> str:
        """How sentences call the stretch of a report that is cut off after that day."""
        return f"{self.from_start} đến ngày {day:%d/%m/%Y}"

    def seen_on(self, day: date) -> "Occasion":
        """A term that is not over on that day is reviewed, not summed up; every other report is what it is."""
        if self.kind != "term" or not self.period.start <= day < self.period.end:
            return self
        left = "thời gian còn lại của nhiệm kỳ"
        title = (self.title[0].replace("Tổng kết", "Sơ kết"), f"và phương hướng, nhiệm vụ {left}")
        return replace(self, title=title, ahead=left, coming=Period(_next_day(day), self.period.end, left))

    def span(self, *, until: date | None = None) -> Span:
        """The two names a comparison uses; a stretch that is cut off after `until` is compared with the same
        stretch."""
        if until is None:
            return Span(self.this, self.before_name)
        return Span(self.this, self.cut_before_name, self.within_until(until))


def _from_start(period: Period) -> str:
    """ "từ đầu năm" where that is true: an office may let its years begin in December."""
    is_new_year = (period.start.month, period.start.day) == (1, 1)
    return "từ đầu năm" if is_new_year else f"từ ngày {period.start:%d/%m/%Y}"


def calendar_year(period: Period, year: int) -> Occasion:
    return Occasion(
        kind="annual",
        which=str(year),
        period=period,
        name=f"năm {year}",
        this=f"năm {year}",
        title=(f"Tổng kết công tác năm {year}", f"và phương hướng, nhiệm vụ năm {year + 1}"),
        heading=f"năm {year}",
        within="trong năm",
        from_start=_from_start(period),
        ahead=f"năm {year + 1}",
        before=period.year_before(),
        before_name=f"năm {year - 1}",
        cut_before_name=f"cùng kỳ năm {year - 1}",
        coming=Period.calendar_year(year + 1),
    )


def decree_year(period: Period, year: int) -> Occasion:
    """The year of Nghị định 58/2022/NĐ-CP, from the middle of December to the middle of December."""
    days = f"từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
    return Occasion(
        kind="decree-year",
        which=str(year),
        period=period,
        name=days,
        this=f"kỳ báo cáo năm {year}",
        title=(f"Tổng kết công tác năm {year} ({days})", f"và phương hướng, nhiệm vụ năm {year + 1}"),
        heading=f"năm {year}",
        within="trong kỳ báo cáo",
        from_start=f"từ ngày {period.start:%d/%m/%Y}",
        ahead=f"năm {year + 1}",
        before=period.year_before(),
        before_name=f"kỳ báo cáo năm {year - 1}",
        cut_before_name=f"cùng kỳ năm {year - 1}",
        coming=Period.calendar_year(year + 1),
    )


def half_year(period: Period, year: int) -> Occasion:
    name, ahead = f"6 tháng đầu năm {year}", f"6 tháng cuối năm {year}"
    return _part_of_year("half-year", period, year, name, "trong 6 tháng đầu năm", ahead)


def nine_months(period: Period, year: int) -> Occasion:
    return _part_of_year(
        "nine-months", period, year, f"9 tháng năm {year}", "trong 9 tháng đầu năm", f"3 tháng cuối năm {year}"
    )


def _part_of_year(kind: str, period: Period, year: int, name: str, within: str, ahead: str) -> Occasion:
    before = f"cùng kỳ năm {year - 1}"
    return Occasion(
        kind=kind,
        which=str(year),
        period=period,
        name=name,
        this=name,
        title=(f"Kết quả công tác {name}", f"và phương hướng, nhiệm vụ {ahead}"),
        heading=name,
        within=within,
        from_start=_from_start(period),
        ahead=ahead,
        before=period.year_before(),
        before_name=before,
        cut_before_name=before,
        coming=_rest_of_year(period.end, ahead),
    )


def term(period: Period, name: str, which: str, before: Period, before_name: str) -> Occasion:
    """A whole term; `before_name` is empty when the term before is not recorded."""
    return Occasion(
        kind="term",
        which=which,
        period=period,
        name=f"nhiệm kỳ {name}",
        this=f"nhiệm kỳ {name}",
        title=(f"Tổng kết công tác nhiệm kỳ {name}", "và phương hướng, nhiệm vụ nhiệm kỳ tới"),
        heading=f"nhiệm kỳ {name}",
        within="trong nhiệm kỳ",
        from_start="từ đầu nhiệm kỳ",
        ahead="nhiệm kỳ tới",
        coming=Period.calendar_year(period.end.year + 1),
        before=before,
        before_name=before_name,
        cut_before_name=f"cùng kỳ {before_name}" if before_name else "",
    )


LONGEST_COMPARED = 366
"""Days: a longer stretch would overlap with its own a year before."""


def any_days(period: Period) -> Occasion:
    before_name = ""
    if period.days <= LONGEST_COMPARED:
        in_one_year = period.start.year == period.end.year
        before_name = f"cùng kỳ năm {period.end.year - 1}" if in_one_year else "cùng kỳ năm trước"
    return Occasion(
        kind="span",
        which=f"{period.start.isoformat()}_{period.end.isoformat()}",
        period=period,
        name=period.label,
        this="kỳ báo cáo",
        title=(f"Kết quả công tác {period.label}", "và phương hướng, nhiệm vụ thời gian tới"),
        heading=period.label,
        within="trong kỳ báo cáo",
        from_start=f"từ ngày {period.start:%d/%m/%Y}",
        ahead="thời gian tới",
        coming=_rest_of_year(period.end),
        before=period.year_before(),
        before_name=before_name,
        cut_before_name=before_name,
    )


class NamedDays(Protocol):
    """A term, as far as its words need it."""

    pk: int
    name: str


def occasion_of(kind: str, start: date, end: date, of_term: NamedDays | None = None) -> Occasion:
    """The occasion of stored days. A term's report is compared with as many years before it; the term before it is
    found by reports/printed/asked.py."""
    year, period = end.year, Period.between(start, end)
    if kind == "term" and of_term is not None:
        return term(period, of_term.name, str(of_term.pk), _as_long_before(period), "")
    makers = {
        "annual": calendar_year,
        "decree-year": decree_year,
        "half-year": half_year,
        "nine-months": nine_months,
    }
    return makers[kind](period, year) if kind in makers else any_days(period)


def _as_long_before(period: Period) -> Period:
    """As many calendar years before as the period touches."""
    years = len(period.years())
    return Period.between(
        date(period.start.year - years, period.start.month, min(period.start.day, 28)),
        date.fromordinal(period.start.toordinal() - 1),
    )


def _rest_of_year(day: date, label: str = "") -> Period:
    """The days left of the year; the next one when none is left."""
    if (day.month, day.day) == (12, 31):
        return Period.calendar_year(day.year + 1)
    return Period(_next_day(day), date(day.year, 12, 31), label or f"thời gian đến hết năm {day.year}")


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
