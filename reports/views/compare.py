"""This year's report beside last year's, or beside another issued one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.kit import clock
from reports.models import Report
from reports.printed.compare import (
    Side,
    comparison,
    estimate_beside,
    frozen_side,
    issued_about,
    live_side,
    offered,
)
from reports.printed.compose import before_of
from reports.printed.drafts import kept_draft
from reports.views.asked_report import ReportView

NO_SUCH_REPORT = "Không có báo cáo đã ban hành số {text} để so sánh; dưới đây so với kỳ trước."


class CompareReport(ReportView):
    """`?with=` names an issued report by its number in addresses; else the same time a year earlier."""

    def get(self, request: HttpRequest) -> HttpResponse:
        choices = offered(self.occasion, self.body)
        this = next((report for report in choices if self._is_this(report)), None)
        context = {
            "occasion": self.occasion,
            "comparison": comparison(self._sides(this, self._asked(choices))),
            "choices": [report for report in choices if this is None or report.pk != this.pk],
            "asked": request.GET.get("with", ""),
            "body_asked": request.GET.get("body", ""),
            "error": self.error,
            "report_url": self.address("report"),
            "section": "reports",
        }
        return render(request, "reports/printed/compare.html", context)

    def _is_this(self, report: Report) -> bool:
        period = self.occasion.period
        return (report.start_on, report.end_on) == (period.start, period.end)

    def _asked(self, choices: list[Report]) -> Report | None:
        text = self.request.GET.get("with", "")
        found = next((report for report in choices if text == str(report.pk)), None)
        if text and found is None:
            self.error = NO_SUCH_REPORT.format(text=text[:20])
        return found

    def _sides(self, this: Report | None, asked: Report | None) -> list[Side]:
        """What it is compared with, its own estimate where both were issued, and the report itself last."""
        period = self._counted(this)
        sides = [frozen_side(asked)] if asked is not None else self._before(period)
        estimate = estimate_beside(this) if this is not None else None
        if estimate is not None and estimate != asked:
            sides.append(frozen_side(estimate))
        own = frozen_side(this) if this is not None else live_side(self.occasion.heading, period)
        return [*sides, own]

    def _counted(self, this: Report | None) -> Any:
        """The days that the report counts: to its as-of day, or today when nothing was kept."""
        if this is not None:
            day = this.issued.as_of
        else:
            kept = kept_draft(self.occasion, self.body)
            day = kept.as_of if kept is not None and kept.as_of else clock.today()
        return self.occasion.period.clipped(day) or self.occasion.period

    def _before(self, period: Any) -> list[Side]:
        """The time before: its issued report where both are whole, else as the registers stand now; none for a first
        term or a stretch longer than a year."""
        if not self.occasion.before_name:
            return []
        before = before_of(self.occasion, period)
        report = issued_about(self.occasion.kind, before, self.body) if period == self.occasion.period else None
        is_whole = period == self.occasion.period
        name = self.occasion.before_name if is_whole else self.occasion.cut_before_name
        return [frozen_side(report) if report is not None else live_side(name, before)]
