"""The draft of a report: its page and its files."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from config.kit import clock
from config.kit.access import can
from config.kit.pdf import PdfUnavailable
from config.kit.printing import no_pdf
from config.reference.models import IssuingBody
from reports.choices import FileFormat
from reports.permissions import ReportPermission
from reports.printed.drafts import Draft, Moved, draft_of, newest_issued
from reports.printed.files import MAKERS, file_name
from reports.printed.forms import field_of
from reports.printed.jobs import AskedFile, is_long
from reports.printed.pieces import rows_of
from reports.views.asked_report import ReportView, file_answer
from reports.views.issued import IssuedFileDownload

PAGES = ("draft_edit", "outline", "compare", "issue")
"""Where the buttons of a draft lead."""


class DraftPage(ReportView):
    """The draft on the screen, as it stands on the day asked for with `?as_of=`."""

    def draft(self) -> Draft:
        return draft_of(self.occasion, today=clock.today(), body=self.body, as_of=self.asked_day())

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.draft())

    def show(self, found: Draft) -> HttpResponse:
        may_edit = can(self.request.user, ReportPermission.EDIT) and found.body is not None
        context = {
            "document": found.document(),
            "summary": found.summary,
            "occasion": found.occasion,
            "report": found.report,
            "issued": newest_issued(found.occasion, found.body),
            "body": found.body,
            "bodies": self._bodies(),
            "error": self.error,
            "asked": self.request.GET.get("as_of", ""),
            "files": self._files(found),
            "moved": self._moved(found) if may_edit else (),
            "urls": {page: self.address(page.replace("_", "-")) for page in PAGES},
            "can_edit": may_edit,
            "section": "reports",
        }
        return render(self.request, "reports/printed/draft.html", context)

    def _bodies(self) -> list[IssuingBody]:
        """The bodies to choose from; none where there is no choice."""
        bodies: Any = IssuingBody.objects.in_order_of_use()
        found: list[IssuingBody] = list(bodies)
        return found if len(found) > 1 else []

    def _files(self, found: Draft) -> list[tuple[str, str]]:
        """What each file is called on its button, and its address: of the same body, as of the same day."""
        day = found.summary.as_of.isoformat() if self.request.GET.get("as_of") and not self.error else ""
        return [(kind.label, self.address("draft-file", kind.value, as_of=day)) for kind in FileFormat]

    def _moved(self, found: Draft) -> list[tuple[Moved, str]]:
        """Edited paragraphs whose figures have moved, each with the address of its field; another day than the
        report's moves all figures and says nothing."""
        if self.request.GET.get("as_of"):
            return []
        edit = self.address("draft-edit")
        return [(moved, f"{edit}#id_{field_of(moved.piece)}") for moved in found.moved()]


class DraftFile(DraftPage):
    """One of the three files of the draft."""

    def get(self, request: HttpRequest, format: str) -> HttpResponse:  # type: ignore[override]
        found = self.draft()
        if self.error:
            return self.show(found)
        document = found.document()
        if is_long(document, format):
            return self._long(rows_of(document), format)
        try:
            content = MAKERS[format](document)
        except PdfUnavailable as missing:
            return no_pdf(request, missing, back=self.address("draft"), section="reports")
        return file_answer(content, file_name(found.occasion, format), format)

    def _long(self, rows: int, format: str) -> HttpResponse:
        """A file that takes long is asked for (views/jobs.py), not waited for."""
        asked = AskedFile(
            self.occasion.kind, self.occasion.which, format, self.request.GET.get("body", ""), self._day_asked()
        )
        context = {
            "rows": rows,
            "format": FileFormat(format).label,
            "asked": asdict(asked),
            "back": self.address("draft"),
            "section": "reports",
        }
        return render(self.request, "reports/printed/long_file.html", context)

    def _day_asked(self) -> str:
        day = self.asked_day()
        return day.isoformat() if day is not None else ""


class ReportPage(DraftPage):
    """The newest issued report of a time, else its draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        issued = newest_issued(self.occasion, self.body)
        if issued is not None:
            return HttpResponseRedirect(issued.get_absolute_url())
        return super().get(request)


class ReportFile(DraftFile):
    """A file of the newest issued report of a time, else of its draft."""

    def get(self, request: HttpRequest, format: str) -> HttpResponse:  # type: ignore[override]
        issued = newest_issued(self.occasion, self.body)
        if issued is None:
            return super().get(request, format)
        frozen = IssuedFileDownload(request=request)
        return frozen.file(frozen.report(issued.pk), format)
