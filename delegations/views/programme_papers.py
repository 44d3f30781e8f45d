"""A programme to print and to take along: the official paper, and the calendar file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from config.kit.pdf import make_pdf
from config.kit.printing import pdf_answer
from config.kit.scripts import printable
from config.kit.text import slug
from config.kit.views import RegisterPage
from config.reference.models import IssuingBody
from config.reference.queries import holds_demonstration
from delegations.ics import programme_calendar
from delegations.models import Delegation
from delegations.programme_paper import LANGUAGES, programme_paper
from delegations.registers import DELEGATIONS


class ProgrammePage(RegisterPage):
    """What the two share: who may see the delegation sees its programme, that of an archived one too."""

    register = DELEGATIONS
    permission_required = DELEGATIONS.view

    def record(self, pk: int) -> Delegation:
        found: Delegation = get_object_or_404(self.visible().for_programme(), pk=pk)
        return found

    def file_name(self, record: Delegation, ending: str) -> str:
        return f"chuong-trinh-{slug(record.name)[:60] or record.pk}{ending}"


class ProgrammePdf(ProgrammePage):
    """`?lang=` vi, en or both; anything else is Vietnamese."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        asked = request.GET.get("lang", "")
        language = asked if asked in LANGUAGES else "vi"
        paper = programme_paper(
            record,
            list(record.programme.all()),
            language=language,
            host=host_of(record),
            is_demonstration=holds_demonstration(),
            spell=printable,
        )
        return pdf_answer(
            request,
            lambda: make_pdf("delegations/programme_paper.html", {"paper": paper}),
            self.file_name(record, ".pdf" if language == "vi" else f"-{language}.pdf"),
            back=record.get_absolute_url(),
            section=self.register.section,
        )


class ProgrammeIcs(ProgrammePage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record: Any = self.record(pk)
        changed_at = record.history.order_by("-history_id").values_list("history_date", flat=True).first()
        content = programme_calendar(record, record.programme.all(), changed_at=changed_at)
        headers = {"Content-Disposition": str(content_disposition_header(True, self.file_name(record, ".ics")))}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def host_of(record: Delegation) -> tuple[str, str]:
    """The hosting body in both languages; the office itself where none is written."""
    if record.host is not None:
        return record.host.name, record.host.name_en
    body: Any = IssuingBody.objects.active().order_by("-is_default", "pk").first()
    return (body.name, body.name_en) if body else ("", "")
