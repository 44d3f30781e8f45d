"""Reports of made-up offices."""

from datetime import date, datetime
from typing import Any

from config.kit import clock
from config.kit.periods import Period
from config.kit.writing import save
from config.reference.models import IssuingBody
from reports.choices import ReportStage
from reports.models import IssuedReport, Report
from reports.printed import occasions
from reports.printed.occasions import Occasion


def year_of(year: int) -> Occasion:
    """The summary of a calendar year."""
    return occasions.calendar_year(Period.calendar_year(year), year)


def make_report(year: int = 2019, **fields: Any) -> Report:
    """A draft of the usual body about a calendar year."""
    values: dict[str, Any] = {"year": year, "start_on": date(year, 1, 1), "end_on": date(year, 12, 31)}
    if "body" not in fields:
        values["body"] = IssuingBody.objects.get(is_default=True)
    return save(Report(**values | fields), by=None)


def make_issued(
    year: int = 2015, *, issued_at: datetime | None = None, as_of: date | None = None, **fields: Any
) -> Report:
    """A report issued as Báo cáo số 12/BC-LHHN of 15/01/2016, about a calendar year unless `start_on` and `end_on` say
    otherwise; issued just now, with nothing frozen in it."""
    values: dict[str, Any] = {"number": "12", "dated_on": date(2016, 1, 15), "stage": ReportStage.ISSUED}
    report = make_report(year, **values | fields)
    IssuedReport.objects.create(
        report=report,
        symbol=f"{report.number}/BC-LHHN",
        signatory="Nguyễn Thị Ngọc Ưng",
        title="Chủ tịch",
        as_of=as_of or report.end_on,
        issued_at=issued_at or clock.now(),
        rules="1",
        article="",
    )
    return report
