"""The page of definitions: every figure of the catalogue with its sentence and its rows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from reports.measures import CATALOGUE, Figure
from reports.models import PublishedFigure, Term
from reports.permissions import ReportPermission
from reports.render.published import published_lines
from reports.windows import Window, term_at, usual_day

GROUPS = (
    ("Cam kết", ("committed",)),
    ("Giải ngân", ("disbursed",)),
    ("Khoản viện trợ, tổ chức PCPNN", ("projects", "ngos", "outputs")),
    ("Tập huấn, đối tác", ("training", "trainees", "sea")),
    ("Đoàn", ("delegations", "guests", "patient", "medicine", "volunteers", "volunteer")),
)
REST = "Hội hữu nghị và con số khác"


@dataclass(frozen=True)
class Defined:
    """A figure with the list of its rows in the present term."""

    figure: Figure
    url: str


class FigureDefinitions(PermissionRequired, View):
    """Says of every figure what it counts; linked from the foot of every page."""

    permission_required = ReportPermission.VIEW
    template_name = "reports/figures.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        terms = list(Term.objects.visible_to(request.user).active().order_by("start_on", "pk"))
        term = term_at(terms, today())
        window = Window(term, usual_day(term, today())) if term is not None else None
        context: dict[str, Any] = {
            "section": "dashboard",
            "term": term,
            "groups": grouped(window),
            "published": published_lines(PublishedFigure.objects.active().order_by("position", "pk")),
        }
        return render(request, self.template_name, context)


def grouped(window: Window | None) -> list[tuple[str, list[Defined]]]:
    """The catalogue in its groups; without a term there are no rows to open."""

    def defined(one: Figure) -> Defined:
        return Defined(one, one.rows(window.period) if window is not None and window.has_begun else "")

    groups: dict[str, list[Defined]] = {title: [] for title, _ in (*GROUPS, (REST, ()))}
    for key, one in CATALOGUE.items():
        first = key.partition("_")[0]
        groups[next((title for title, names in GROUPS if first in names), REST)].append(defined(one))
    return [(title, found) for title, found in groups.items() if found]
