"""The list of reports: a form that leads to any of them, issued reports, drafts, years with data."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.reference.models import IssuingBody
from reports.choices import ReportKind
from reports.models import Report, Term
from reports.permissions import ReportPermission
from reports.printed.asking import AskForm
from reports.printed.drafts import years_with_data
from reports.queries import issued_reports, kept_drafts, names_of
from reports.render.report_tables import draft_table, issued_tables, year_table


class ReportList(PermissionRequired, View):
    """What was kept and issued; `?kind=` and its companions ask for a report and lead to its draft."""

    permission_required = ReportPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        bodies: Any = IssuingBody.objects.in_order_of_use()
        form = AskForm(
            request.GET if "kind" in request.GET else None,
            terms=list(Term.objects.active().order_by("-start_on", "pk")),
            bodies=list(bodies),
            initial={"year": today().year},
        )
        if form.is_bound and form.is_valid():
            return HttpResponseRedirect(form.address())
        return render(request, "reports/report_list.html", {"form": form, **_tables(), "section": "reports"})


def _tables() -> dict[str, Any]:
    """The three kinds of tables; nine queries."""
    drafts, issued, years = kept_drafts(), issued_reports(), years_with_data()
    names = names_of({draft.last_by for draft in drafts if draft.last_by})  # type: ignore[attr-defined]
    return {
        "issued": issued_tables(issued),
        "drafts": draft_table(drafts, names) if drafts else None,
        "years": year_table(years, _annual(drafts), _annual(reversed(issued))) if years else None,
    }


def _annual(reports: Any) -> dict[int, Report]:
    """The annual report of each year; the last one where there are several."""
    return {report.year: report for report in reports if report.kind == ReportKind.ANNUAL}
