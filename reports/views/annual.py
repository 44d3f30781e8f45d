"""Pages of the annual report: the list of years, preview, PDF, and the editor of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View

from config.kit import clock, tokens
from config.kit.access import PermissionRequired, can
from config.kit.changes import changes_of
from config.kit.partial_dates import UnreadableDate
from config.kit.pdf import PdfUnavailable, make_pdf
from config.kit.registers import Register
from config.kit.views import RecordEdit
from config.kit.writing import StaleRecord
from reports.annual import default_body
from reports.annual_actions import keep_report, open_report
from reports.annual_forms import AnnualForm, field_of
from reports.annual_report import AnnualReport, annual_report, day_in, is_possible, years_with_data
from reports.annual_sections import CLOSING, HEADINGS, OPENING, Piece, drafts_of, has_moved
from reports.models import Report
from reports.permissions import ReportPermission

REPORTS = Register(
    Report,
    "reports:report",
    "reports",
    "báo cáo tổng kết",
    "Báo cáo",
    view=ReportPermission.VIEW,
    edit=ReportPermission.EDIT,
    is_searched=False,
)
NO_BODY = "Chưa khai báo cơ quan ban hành nên chưa lưu được lời văn. Thêm cơ quan ban hành ở mục Quản trị trước."
HISTORY_ON_PAGE = 8


class ReportList(PermissionRequired, View):
    """Years of which something is known, and what was kept for them."""

    permission_required = ReportPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = years_with_data(default_body())
        context = {
            "lines": lines,
            "kept": [line for line in lines if line.report is not None],
            "can_edit": can(request.user, ReportPermission.EDIT),
            "section": "reports",
        }
        return render(request, "reports/report_list.html", context)


class AnnualPage(PermissionRequired, View):
    """What preview and PDF share: the year, and the day asked for with `?as_of=`."""

    permission_required = ReportPermission.VIEW
    error = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_possible(kwargs["year"]):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def report(self, year: int) -> AnnualReport:
        return annual_report(year, today=clock.today(), as_of=self.asked_day(year))

    def asked_day(self, year: int) -> date | None:
        """The day of the address; one that cannot be read leaves a sentence in `error`."""
        text = self.request.GET.get("as_of", "").strip()
        try:
            return day_in(year, text) if text else None
        except UnreadableDate as unreadable:
            self.error = str(unreadable)
            return None

    def preview(self, year: int) -> HttpResponse:
        found = self.report(year)
        context = {
            "document": found.document(),
            "summary": found.summary,
            "report": found.report,
            "lacks_body": found.body is None,
            "error": self.error,
            "asked": self.request.GET.get("as_of", ""),
            "can_edit": can(self.request.user, ReportPermission.EDIT),
            "section": "reports",
        }
        return render(self.request, "reports/annual/preview.html", context)


class AnnualPreview(AnnualPage):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.preview(year)


class AnnualPdf(AnnualPage):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        found = self.report(year)
        if self.error:
            return self.preview(year)
        try:
            content = make_pdf("reports/annual/document.html", {"document": found.document()})
        except PdfUnavailable as missing:
            context = {"reason": str(missing), "back": reverse("reports:annual", args=[year]), "section": "reports"}
            return render(request, "ui/no_pdf_page.html", context, status=503)
        name = f"bao-cao-tong-ket-{year}.pdf"
        headers = {"Content-Disposition": str(content_disposition_header(False, name))}
        return HttpResponse(content, content_type="application/pdf", headers=headers)


# The editor -------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A paragraph in the editor: its field beside the drafted words."""

    piece: Piece
    field: Any
    draft: str
    is_edited: bool
    has_moved: bool


@dataclass(frozen=True)
class RowGroup:
    """The paragraphs under one heading."""

    title: str
    rows: tuple[Row, ...]


class AnnualEdit(RecordEdit):
    """Staff write and change the paragraphs of a year; the first save makes the kept report."""

    register = REPORTS
    form_class = AnnualForm
    template_name = "reports/annual/edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_possible(kwargs["year"]):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        if not self._opened(year):
            return self._without_body(year)
        held, record, version = tokens.held_form(request), self._kept(), self._version()
        if held is None:
            return self.show(self.form_class(instance=record), tokens.new_token(request.user), version=version)
        if held.data.get("version") != str(version) and self.found.report is not None:
            return self._conflict(StaleRecord(self.found.report), held.data)
        form = self.form_class(held.data, instance=record)
        return self.show(form, held.data.get(tokens.FIELD, ""), version=version, is_held=True)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        if not self._opened(year):
            return self._without_body(year)
        text = request.POST.get("version", "")
        version = int(text) if text.isdecimal() and len(text) < 10 else 0
        try:
            return self.answer(lambda: self._bound_to(version))
        except StaleRecord as stale:
            return self._conflict(stale, request.POST)

    # What the mechanism of the kit asks for --------------------------------------

    def perform(self, form: Any) -> Report:
        if form.instance.pk is not None and not form.has_changed():
            return form.instance
        return keep_report(form.instance, texts=form.texts(), drafts=self.drafts, by=self.request.user)

    def saved_message(self, record: Any) -> str:
        return f"Đã lưu lời văn báo cáo tổng kết năm {record.year}."

    def next_url(self, record: Any) -> str:
        return reverse("reports:annual", args=[record.year])

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        kept = self.found.report
        changes = changes_of(kept, limit=HISTORY_ON_PAGE) if kept is not None else []
        year = self.found.summary.year
        return super().show(form, token, year=year, groups=self._groups(form), changes=changes, **context)

    # Parts ------------------------------------------------------------------------

    def _opened(self, year: int) -> bool:
        """Load the report with its drafted words; False when no body can issue it."""
        self.found = annual_report(year, today=clock.today())
        self.drafts = drafts_of(self.found.summary)
        return self.found.body is not None

    def _without_body(self, year: int) -> HttpResponse:
        messages.error(self.request, NO_BODY)
        return HttpResponseRedirect(reverse("reports:annual", args=[year]))

    def _kept(self) -> Report:
        return self.found.report or Report(year=self.found.summary.year, body=self.found.body)

    def _version(self) -> int:
        return self.found.report.version if self.found.report is not None else 0

    def _bound_to(self, version: int) -> AnnualForm:
        record = open_report(self.found.summary.year, self.found.body, version=version)  # type: ignore[arg-type]
        return self.form_class(self.request.POST, instance=record)

    def _groups(self, form: Any) -> Sequence[RowGroup]:
        year = self.found.summary.year
        groups = [RowGroup("Mở đầu", (self._row(OPENING, form),))]
        above = ""
        for heading in HEADINGS:
            words = heading.words(year)
            if not heading.pieces:
                above = f"{words.partition('.')[0]}."
            else:
                title = words if heading.level == 2 else f"{above}{words}"
                groups.append(RowGroup(title, tuple(self._row(piece, form) for piece in heading.pieces)))
        return [*groups, RowGroup("Câu kết", (self._row(CLOSING, form),))]

    def _row(self, piece: Piece, form: Any) -> Row:
        kept = form.instance.paragraphs
        return Row(
            piece=piece,
            field=form[field_of(piece)],
            draft=self.drafts[piece.key],
            is_edited=piece.key in kept,
            has_moved=has_moved(piece.key, self.drafts, kept),
        )
