"""This year's report beside last year's, or beside another issued one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.kit import clock
from reports.models import Report
from reports.printed.compare import comparison, offered, sides_of
from reports.views.asked_report import ReportView

NO_SUCH_REPORT = "Không có báo cáo đã ban hành số {text} để so sánh; dưới đây so với kỳ trước."


class CompareReport(ReportView):
    """`?with=` names an issued report by its number in addresses; else the same time a year earlier."""

    def get(self, request: HttpRequest) -> HttpResponse:
        choices = offered(self.occasion, self.body)
        this = next((report for report in choices if report.is_about(self.occasion)), None)
        sides = sides_of(self.occasion, self.body, this=this, beside=self._asked(choices), today=clock.today())
        context = {
            "occasion": self.occasion,
            "comparison": comparison(sides),
            "choices": [report for report in choices if this is None or report.pk != this.pk],
            "asked": request.GET.get("with", ""),
            "body_asked": request.GET.get("body", ""),
            "error": self.error,
            "report_url": self.address("report"),
            "section": "reports",
        }
        return render(request, "reports/printed/compare.html", context)

    def _asked(self, choices: list[Report]) -> Report | None:
        text = self.request.GET.get("with", "")
        found = next((report for report in choices if text == str(report.pk)), None)
        if text and found is None:
            self.error = NO_SUCH_REPORT.format(text=text[:20])
        return found
