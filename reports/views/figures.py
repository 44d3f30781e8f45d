"""The page of definitions: every figure of the catalogue with its sentence and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.kit.text import upper_first
from reports.measure import Basis, Subject
from reports.measures import CATALOGUE, Figure
from reports.models import PublishedFigure
from reports.permissions import ReportPermission
from reports.render.published import published_lines
from reports.views.asked import asked_for
from reports.windows import Window


@dataclass(frozen=True)
class Defined:
    """A figure with the list of its rows at the term and day asked for."""

    figure: Figure
    url: str

    @property
    def scope(self) -> str:
        return scope_of(self.figure.basis)


@dataclass(frozen=True)
class Group:
    """The figures of one subject; `scope` is said once where all of them share it, else empty."""

    subject: Subject
    figures: Sequence[Defined]

    @property
    def scope(self) -> str:
        scopes = {one.scope for one in self.figures}
        return scopes.pop() if len(scopes) == 1 else ""


def scope_of(basis: Basis) -> str:
    """The days, the date and the records that figures go by, as a sentence."""
    dated = f"theo {basis.dated}" if basis.dated else ""
    return f"{upper_first('; '.join(filter(None, (basis.span, dated, basis.counted))))}."


class FigureDefinitions(PermissionRequired, View):
    """Says of every figure what it counts, by `?term=` and `?as_of=`; linked from the foot of every page."""

    permission_required = ReportPermission.VIEW
    template_name = "reports/figures.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = asked_for(request, today())
        window = asked.window
        context: dict[str, Any] = {
            "section": "dashboard",
            "problems": asked.problems,
            "terms": asked.terms,
            "term": window.term if window is not None else None,
            "as_of": window.as_of if window is not None else None,
            "has_begun": window is not None and window.has_begun,
            "groups": grouped(window),
            "published": published_lines(PublishedFigure.objects.active().order_by("position", "pk")),
        }
        return render(request, self.template_name, context)


def grouped(window: Window | None) -> list[Group]:
    """The catalogue by subject; without a term that has begun there are no rows to open."""
    period = window.period if window is not None and window.has_begun else None
    groups: dict[Subject, list[Defined]] = {subject: [] for subject in Subject}
    for one in CATALOGUE.values():
        groups[one.basis.subject].append(Defined(one, "" if period is None else one.rows(period)))
    return [Group(subject, found) for subject, found in groups.items() if found]
