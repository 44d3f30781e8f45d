"""The page that issues a report, and the one that begins its correction."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from config.kit import clock, tokens
from config.kit.access import PermissionRequired
from config.kit.pdf import PdfUnavailable
from config.kit.printing import no_pdf
from config.kit.writing import RuleBroken, StaleRecord
from reports.models import Report
from reports.permissions import ReportPermission
from reports.printed.drafts import Draft, draft_of, kept_draft
from reports.printed.issue_form import IssueForm
from reports.printed.issuing import correct, issue, prepare
from reports.views.asked_report import ReportView

NO_BODY = "Chưa khai báo cơ quan ban hành nên chưa ban hành được. Thêm cơ quan ban hành ở mục Quản trị trước."
ISSUED = "Đã ban hành {issued}. Số liệu, lời văn và ba tệp được giữ nguyên từ nay."
CHANGED_MEANWHILE = "Dự thảo vừa được người khác sửa. Xem lại dự thảo rồi bấm Ban hành lần nữa."
CORRECTING = "Đây là dự thảo thay thế {old}. Sửa xong thì ban hành với số mới."


class IssueReport(ReportView):
    """Asks number, day and signatory; issues the draft with its three files."""

    permission_required = ReportPermission.EDIT
    template_name = "reports/printed/issue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.body is None:
            return self._without_body()
        found = draft_of(self.occasion, today=clock.today(), body=self.body)
        held = tokens.held_form(request)
        form = self._form(found.report, held.data if held else None)
        token = held.data.get(tokens.FIELD, "") if held else tokens.new_token(request.user)
        return self._show(found, form, token)

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.body is None:
            return self._without_body()
        if url := tokens.led_to(request):
            return HttpResponseRedirect(url)
        form = self._form(kept_draft(self.occasion, self.body), request.POST)
        token, notice = request.POST.get(tokens.FIELD, ""), ""
        if form.is_valid():
            try:
                return self._issued(form)
            except PdfUnavailable as missing:
                return no_pdf(request, missing, back=self.address("draft"), section="reports")
            except RuleBroken as broken:
                form.add_error(None, str(broken))
            except StaleRecord:
                notice, token = CHANGED_MEANWHILE, tokens.new_token(request.user)
        found = draft_of(self.occasion, today=clock.today(), body=self.body)
        return self._show(found, form, token, notice=notice)

    # Parts ------------------------------------------------------------------------

    def _issued(self, form: IssueForm) -> HttpResponse:
        """Issue what the form says; a form sent twice leads where the first sending led."""
        body: Any = self.body
        version = tokens.posted_version(self.request.POST)
        try:
            today, by = clock.today(), self.request.user
            prepared = prepare(self.occasion, body, signing=form.signing(), today=today)
            with tokens.once(self.request) as receipt:
                issued = issue(prepared, version=version, by=by, today=today, now=clock.now())
                receipt.url = issued.report.get_absolute_url()
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        messages.success(self.request, ISSUED.format(issued=issued))
        return HttpResponseRedirect(receipt.url)

    def _form(self, report: Report | None, data: Any) -> IssueForm:
        body: Any = self.body
        return IssueForm(data, body=body, report=report)

    def _without_body(self) -> HttpResponse:
        messages.error(self.request, NO_BODY)
        return HttpResponseRedirect(self.address("draft"))

    def _show(self, found: Draft, form: IssueForm, token: str, notice: str = "") -> HttpResponse:
        context = {
            "form": form,
            "token": token,
            "notice": notice,
            "version": found.report.version if found.report is not None else 0,
            "occasion": self.occasion,
            "summary": found.summary,
            "body": self.body,
            "replaces": found.report.replaces if found.report is not None else None,
            "unwritten": _unwritten(found),
            "moved": found.moved(),
            "draft_url": self.address("draft"),
            "edit_url": self.address("draft-edit"),
            "section": "reports",
        }
        return render(self.request, self.template_name, context)


def _unwritten(found: Draft) -> int:
    """How many paragraphs still stand as dots."""
    blocks = found.document().blocks
    return sum(paragraph.is_open for block in blocks for paragraph in block.paragraphs)


class CorrectReport(PermissionRequired, View):
    """Begins the report that will replace an issued one (POST only)."""

    permission_required = ReportPermission.EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        visible: Any = Report.objects.visible_to(request.user)
        old = get_object_or_404(visible.issued().select_related("term", "body", "issued"), pk=pk)
        try:
            draft = correct(old, by=request.user)
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return HttpResponseRedirect(old.get_absolute_url())
        messages.success(request, CORRECTING.format(old=old.issued))
        return HttpResponseRedirect(draft.get_absolute_url())
