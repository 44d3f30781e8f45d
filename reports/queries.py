"""Reads the reports that were signed."""

from reports.models import Report


def signed_reports() -> dict[int, Report]:
    """The signed annual report of each year (with its number and day); the latest where several bodies signed."""
    signed = Report.objects.active().filter(dated_on__isnull=False).exclude(number="").order_by("dated_on", "pk")
    return {report.year: report for report in signed}
