"""An issued report: its page, its files, what has changed since."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views import View

from config.kit import clock
from config.kit.access import PermissionRequired, can
from config.kit.pdf import make_pdf
from config.kit.printing import pdf_answer
from config.kit.text import slug
from reports.models import Report
from reports.permissions import ReportPermission
from reports.printed.changes import changes_since_issue
from reports.printed.changes_paper import changes_paper
from reports.printed.corrections import corrections_of
from reports.printed.issued import DamagedFile, file_names, issued_file, replaced_by, same_time
from reports.views.asked_report import file_answer


class IssuedPage(PermissionRequired, View):
    """What all pages of an issued report share."""

    permission_required = ReportPermission.VIEW

    def report(self, pk: int) -> Report:
        """The issued report with its body, its term and what it replaces; what was frozen comes when asked for."""
        visible: Any = Report.objects.visible_to(self.request.user)
        rows = visible.issued().select_related("term", "body", "issued__issued_by").with_replaced()
        found: Report = get_object_or_404(rows, pk=pk)
        return found


class IssuedDetail(IssuedPage):
    """The text as it was issued, with its files and the other issues of the same time."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.report(pk))

    def show(self, report: Report, *, damaged: str = "") -> HttpResponse:
        others = same_time(report)
        newer = replaced_by(others, report)
        context = {
            "report": report,
            "issued": report.issued,
            "occasion": report.occasion,
            "article": mark_safe(report.issued.article),  # noqa: S308  our own template printed it, escaped
            "files": file_names(report),
            "others": others,
            "newer": newer,
            "corrections": corrections_of(report),
            "damaged": damaged,
            "can_correct": newer is None and can(self.request.user, ReportPermission.EDIT),
            "section": "reports",
        }
        return render(self.request, "reports/printed/issued.html", context, status=503 if damaged else 200)


class IssuedFileDownload(IssuedDetail):
    """One of the three files, byte for byte; one that is damaged is not served, and the page says so."""

    def get(self, request: HttpRequest, pk: int, format: str) -> HttpResponse:  # type: ignore[override]
        return self.file(self.report(pk), format)

    def file(self, report: Report, kind: str) -> HttpResponse:
        try:
            found = issued_file(report, kind)
        except DamagedFile as damaged:
            return self.show(report, damaged=str(damaged))
        if found is None:
            raise Http404
        return file_answer(found.content, found.name, found.format)


class IssuedChanges(IssuedPage):
    """What has changed since the report was issued, and what it does to its figures."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        context = {
            "report": report,
            "changes": changes_since_issue(report.issued),
            "occasion": report.occasion,
            "today": clock.today(),
            "section": "reports",
        }
        return render(request, "reports/printed/changes.html", context)


class IssuedChangesPdf(IssuedPage):
    """The same as an annex on paper."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        paper = changes_paper(report, changes_since_issue(report.issued), clock.today())
        return pdf_answer(
            request,
            lambda: make_pdf("reports/printed/changes_document.html", {"paper": paper}),
            f"phu-luc-thay-doi-{slug(report.issued.symbol)}.pdf",
            back=report.get_absolute_url(),
            section="reports",
        )
