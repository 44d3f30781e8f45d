"""What every page of a report shares: the time and the body its address names, and the day asked for."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.partial_dates import UnreadableDate
from config.reference.models import IssuingBody
from reports.permissions import ReportPermission
from reports.printed.asked import body_named, occasion_named
from reports.printed.drafts import day_in
from reports.printed.files import CONTENT_TYPES
from reports.printed.occasions import Occasion


class ReportAsked:
    """A mixin behind PermissionRequired: `occasion` and `body` of the address (`?body=` names another body than the
    usual one); 404 where there is no such time or body. An office without any body has None."""

    request: HttpRequest
    occasion: Occasion
    body: IssuingBody | None

    def dispatch(self, request: HttpRequest, *args: Any, kind: str, which: str, **kwargs: Any) -> HttpResponseBase:
        occasion, asked = occasion_named(kind, which), request.GET.get("body", "")
        self.body = body_named(asked)
        if occasion is None or (asked and self.body is None):
            raise Http404
        self.occasion = occasion
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def address(self, name: str, *more: str, **asked: str) -> str:
        """The address of another page of this report, for the same body; `asked` goes into its query."""
        found = reverse(f"reports:{name}", args=[self.occasion.kind, self.occasion.which, *more])
        query = {"body": self.request.GET.get("body", ""), **asked}
        words = urlencode({key: value for key, value in query.items() if value})
        return f"{found}?{words}" if words else found


class ReportView(PermissionRequired, ReportAsked, View):
    """A page of one report."""

    permission_required = ReportPermission.VIEW
    error = ""

    def asked_day(self) -> date | None:
        """The day of the address (`?as_of=`); one that cannot be read leaves a sentence in `error`."""
        text = self.request.GET.get("as_of", "").strip()
        try:
            return day_in(self.occasion, text) if text else None
        except UnreadableDate as unreadable:
            self.error = str(unreadable)
            return None


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file of a report: a PDF opens in the browser, the others are saved."""
    headers = {"Content-Disposition": str(content_disposition_header(kind != "pdf", name))}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)
