"""The start page: where the term stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit.access import PermissionRequired, can
from config.kit.clock import today
from config.kit.lists import query_with
from config.kit.numbers import write_percent
from reports.choices import Assessment
from reports.due import due_items
from reports.models import PublishedFigure
from reports.permissions import ReportPermission
from reports.render import board
from reports.render.card_views import card_view
from reports.render.published import published_lines
from reports.render.words import time_left
from reports.views.asked import MEASURES, Look, asked_for, look_at
from reports.views.exhibits import Shown, shown_exhibits
from reports.windows import Window

SHOWN_DUE = 6
ASSESSMENT_TONES = {
    Assessment.MET: ("ok", "check"),
    Assessment.ON_COURSE: ("live", "half"),
    Assessment.NOT_MET: ("bad", "bad"),
    Assessment.NOT_YET: ("", "dot"),
}
# Exhibits by their place on the page; those not named here stand after the divisions of the money.
FIRST = ("cumulative",)
SECOND = ("yearly", "training")
DIVISIONS = ("sector", "district", "country", "ngo")
FOLDED = ("owner", "modality", "form", "delegations_in_countries", "delegations_out_countries")


class Dashboard(PermissionRequired, View):
    """One page: are we on course, what is missing, what is due. `?term=`, `?as_of=`, `?measure=`."""

    permission_required = ReportPermission.VIEW
    template_name = "reports/dashboard.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        day = today()
        asked = asked_for(request, day)
        context: dict[str, Any] = {
            "section": "dashboard",
            "problems": asked.problems,
            "terms": asked.terms,
            "due": due_items(day)[:SHOWN_DUE],
            "today": day,
            "due_url": reverse("office:due"),
            "can_edit": can(request.user, ReportPermission.EDIT),
        }
        if asked.window is None:
            return render(request, "reports/no_term.html", context)
        look = look_at(asked.window, asked.measure)
        return render(request, self.template_name, context | term_context(request, look, day))


def term_context(request: HttpRequest, look: Look, day: date) -> dict[str, Any]:
    """Everything on the page that belongs to the term."""
    window, facts, found = look.window, look.seen.facts, look.seen.cards
    context = {
        "term": window.term,
        "as_of": window.as_of,
        "has_begun": window.has_begun,
        "is_empty": facts.is_empty,
        "elapsed": write_percent(facts.term.elapsed(window.as_of) * 100),
        "time_left": time_left(window.as_of, facts.term.end) if window.as_of < facts.term.end else "",
        "stops": stops(request, window, day),
        "measure": look.seen.measure,
        "projector_url": f"{reverse('reports:projector')}?{look.query}",
        "cards": [card_view(card, facts, window.as_of) for card in found],
        "has_goals": any(card.goal is not None for card in found),
        "assessed": [(row, *ASSESSMENT_TONES[Assessment(row.assessment)]) for row in look.targets if not row.figure],
        "published": published_lines(PublishedFigure.objects.active().order_by("position", "pk")),
    }
    return context | (figures_context(request, look) if window.has_begun else {})


def figures_context(request: HttpRequest, look: Look) -> dict[str, Any]:
    """Sentences, exhibits and what is missing, once the term has begun."""
    facts, found = look.seen.facts, look.seen.cards
    return {
        "lead": board.lead_parts(found),
        "attention": board.attention(found, look.seen.as_of),
        **placed(shown_exhibits(look)),
        "measures": [
            (board.NAMES[name], f"?{query_with(request.GET, measure=name)}#phan-bo", name == look.seen.measure)
            for name in MEASURES
        ],
        "missing": board.missing_lines(facts),
        "completeness": board.completeness_line(facts),
    }


def placed(exhibits: Sequence[Shown]) -> dict[str, list[Shown]]:
    """The exhibits by the part of the page they stand in, each part in the order of the catalogue."""
    parts = {"first": FIRST, "second": SECOND, "divisions": DIVISIONS, "folded": FOLDED}
    named = [key for keys in parts.values() for key in keys]
    found = {part: [one for one in exhibits if one.exhibit.key in keys] for part, keys in parts.items()}
    return found | {"others": [one for one in exhibits if one.exhibit.key not in named]}


@dataclass(frozen=True)
class Stop:
    """A day of the term that one click leads to; without an address it has not come."""

    label: str
    url: str
    is_current: bool = False


def stops(request: HttpRequest, window: Window, day: date) -> list[Stop]:
    """The end of each year of the term, those to come without an address, and today inside the term."""
    term, period = window.term, window.term.period
    ends = {min(date(year, 12, 31), period.end): str(year) for year in period.years()}
    if period.start <= day < period.end:
        ends.setdefault(day, "Hôm nay")

    def stop(label: str, end: date) -> Stop:
        if end > day:
            return Stop(label, "")
        url = f"?{query_with(request.GET, term=term.pk, as_of=end.isoformat())}"
        return Stop(label, url, end == window.as_of)

    return [stop(ends[end], end) for end in sorted(ends)]
