"""The annual report of a year as people ask for it: its summary, what was kept for it, its document."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from aid.models import Commitment, Disbursement
from associations.models import TrainingClass
from config.kit.partial_dates import UnreadableDate
from config.kit.periods import Period
from config.reference.models import IssuingBody
from config.reference.queries import holds_demonstration
from delegations.models import Delegation
from reports.annual import EARLIEST_YEAR, LATEST_YEAR, annual_summary, default_body, kept_report
from reports.models import Report
from reports.render.annual_document import Document, KeptText, document
from reports.summary import Summary
from reports.windows import read_day

OUTSIDE = "Ngày {day:%d/%m/%Y} không nằm trong năm {year}. Ghi một ngày từ 01/01/{year} đến 31/12/{year}."


@dataclass(frozen=True)
class AnnualReport:
    """A summary with the body that issues it and the kept row, if anybody has edited it yet."""

    summary: Summary
    body: IssuingBody | None
    report: Report | None

    def document(self) -> Document:
        """The report as page and PDF print it; one query more."""
        return document(self.summary, kept_text(self.report), is_demonstration=holds_demonstration())


def kept_text(report: Report | None) -> KeptText:
    if report is None:
        return KeptText()
    return KeptText(report.number, report.dated_on, dict(report.paragraphs))


def annual_report(year: int, *, today: date, as_of: date | None = None) -> AnnualReport:
    """The report of a year as of a day: the one asked for, else the kept one, else today inside the year."""
    body = default_body()
    report = kept_report(year, body) if body is not None else None
    day = as_of or (report.as_of if report is not None else None) or min(today, date(year, 12, 31))
    return AnnualReport(annual_summary(year, as_of=day, body=body), body, report)


def is_possible(year: int) -> bool:
    """Whether reports of this year can be kept."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def day_in(year: int, text: str) -> date:
    """A day of the year, in any way people write one. Raises UnreadableDate with a sentence."""
    day = read_day(text)
    if not Period.calendar_year(year).contains(day):
        raise UnreadableDate(OUTSIDE.format(day=day, year=year))
    return day


# The list of years ------------------------------------------------------------


@dataclass(frozen=True)
class YearLine:
    """A year of which something is known; `report` is what was kept for it."""

    year: int
    report: Report | None

    @property
    def edited(self) -> int:
        """How many paragraphs people wrote themselves."""
        return len(edited_keys(self.report)) if self.report is not None else 0


def edited_keys(report: Report) -> list[str]:
    return [key for key in report.paragraphs if "@" not in key]


def years_with_data(body: IssuingBody | None) -> list[YearLine]:
    """Years with a ledger row, a delegation, a class or a kept report, the newest first; five queries."""
    sources: Any = (
        (Commitment.objects.counted(), "dated_on"),
        (Disbursement.objects.counted(), "dated_on"),
        (Delegation.objects.counted(), "arrival_on"),
        (TrainingClass.objects.active(), "start_on"),
    )
    years = {day.year for rows, name in sources for day in rows.dates(name, "year")}
    reports = {report.year: report for report in Report.objects.active().filter(body=body)}
    return [YearLine(year, reports.get(year)) for year in sorted(years | set(reports), reverse=True)]
