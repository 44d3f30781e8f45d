"""The briefing note for the leader who receives a delegation: on screen, and as a PDF of one A4 page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.kit.clock import today
from config.kit.pdf import make_page
from config.kit.printing import pdf_answer
from config.kit.scripts import printable
from config.kit.text import slug
from config.kit.views import RegisterPage
from config.reference.models import IssuingBody
from config.reference.queries import holds_demonstration
from delegations.models import Delegation
from delegations.registers import DELEGATIONS
from reports.briefing import briefing_of
from reports.permissions import ReportPermission
from reports.render.briefing import note_of, notes_on_paper


class BriefingPage(RegisterPage):
    """Who may read reports and see the delegation; it holds figures of aid."""

    register = DELEGATIONS
    permission_required = ReportPermission.VIEW

    def record(self, pk: int) -> Delegation:
        found: Delegation = get_object_or_404(self.visible().for_programme().select_related("ngo"), pk=pk)
        return found

    def body(self) -> str:
        return IssuingBody.objects.filter(is_default=True).values_list("name", flat=True).first() or ""


class Briefing(BriefingPage):
    """The whole note, uncut."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        found = briefing_of(record, request.user, today())
        note = note_of(found, self.body(), today(), is_demonstration=holds_demonstration())
        return render(
            request, "reports/briefing.html", self.page(record=record, note=note, list_url=self.register.url("list"))
        )


class BriefingPdf(BriefingPage):
    """The same cut to one page; a machine that cannot make a PDF says what to install."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        notes = notes_on_paper(
            briefing_of(record, request.user, today()),
            self.body(),
            today(),
            is_demonstration=holds_demonstration(),
            spell=printable,
        )
        return pdf_answer(
            request,
            lambda: make_page("reports/briefing_pdf.html", ({"note": note} for note in notes)),
            f"tom-tat-{slug(record.name)[:60] or pk}.pdf",
            back=reverse("reports:briefing", args=[pk]),
            section=self.register.section,
        )
