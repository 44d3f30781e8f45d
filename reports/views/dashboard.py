"""The start page: where the term stands."""

from collections.abc import Sequence
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
from config.kit.partial_dates import UnreadableDate
from reports.choices import Assessment
from reports.facts import Facts, rough_days
from reports.models import PublishedFigure, Target, Term
from reports.permissions import ReportPermission
from reports.queries import due_items
from reports.render import board
from reports.render.card_views import card_view
from reports.render.published import published_lines
from reports.render.words import time_left
from reports.scorecards import Card, cards
from reports.windows import Window, asked_term, read_day, term_at, unknown_term, usual_day

SHOWN_DUE = 6
ASSESSMENT_TONES = {
    Assessment.MET: ("ok", "check"),
    Assessment.ON_COURSE: ("live", "half"),
    Assessment.NOT_MET: ("bad", "bad"),
    Assessment.NOT_YET: ("", "dot"),
}


class Dashboard(PermissionRequired, View):
    """One page: are we on course, what is missing, what is due. `?term=`, `?as_of=`, `?measure=`."""

    permission_required = ReportPermission.VIEW
    template_name = "reports/dashboard.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        day = today()
        terms = list(Term.objects.visible_to(request.user).active().order_by("start_on", "pk"))
        window, problems = asked_window(request, terms, day)
        context: dict[str, Any] = {
            "section": "dashboard",
            "problems": problems,
            "terms": terms,
            "due": due_items(day)[:SHOWN_DUE],
            "today": day,
            "due_url": reverse("office:due"),
            "can_edit": can(request.user, ReportPermission.EDIT),
        }
        if window is None:
            return render(request, "reports/no_term.html", context)
        return render(request, self.template_name, context | term_context(request, window, day))


def asked_window(request: HttpRequest, terms: Sequence[Term], day: date) -> tuple[Window | None, list[str]]:
    """The term and day asked for, else the usual ones with a sentence on what could not be read."""
    problems: list[str] = []
    text = request.GET.get("term", "").strip()
    term = asked_term(terms, text) if text else None
    if text and term is None:
        problems.append(unknown_term(text))
    term = term or term_at(terms, day)
    if term is None:
        return None, problems
    as_of = usual_day(term, day)
    if asked := request.GET.get("as_of", "").strip():
        try:
            as_of = min(read_day(asked), term.period.end)
        except UnreadableDate as error:
            problems.append(str(error))
    return Window(term, as_of), problems


def term_context(request: HttpRequest, window: Window, day: date) -> dict[str, Any]:
    """Everything on the page that belongs to the term."""
    facts, targets = window.facts(with_registers=False), list(Target.objects.of_term(window.term))
    found = cards(targets, facts, window.as_of)
    measure = "committed" if request.GET.get("measure") == "committed" else "disbursed"
    context = {
        "window": window,
        "term": window.term,
        "as_of": window.as_of,
        "has_begun": window.has_begun,
        "has_money": bool(facts.committed.rows or facts.disbursed.rows),
        "is_empty": facts.is_empty,
        "elapsed": write_percent(facts.term.elapsed(window.as_of) * 100),
        "time_left": time_left(window.as_of, facts.term.end) if window.as_of < facts.term.end else "",
        "days": day_links(request, window, day),
        "cards": [card_view(card, facts, window.as_of) for card in found],
        "has_goals": any(card.goal is not None for card in found),
        "assessed": [(row, *ASSESSMENT_TONES[Assessment(row.assessment)]) for row in targets if not row.figure],
        "published": published_lines(PublishedFigure.objects.active().order_by("position", "pk")),
    }
    return context | (figures_context(request, facts, found, window.as_of, measure) if window.has_begun else {})


def figures_context(
    request: HttpRequest, facts: Facts, found: Sequence[Card], as_of: date, measure: str
) -> dict[str, Any]:
    """Charts and tables, once the term has begun."""
    rough = rough_days()
    return {
        "lead": board.lead_parts(found),
        "attention": board.attention(found, facts, as_of),
        "cumulative": board.cumulative_chart(found, facts, as_of),
        "yearly": board.yearly_chart(facts),
        "year_table": board.year_table(facts),
        "training_years": board.training_years(facts, found, as_of),
        "training": board.class_rows(facts, rough),
        "breakdowns": board.bar_tables(facts, measure),
        "measure": measure,
        "measures": [
            (board.NAMES[name], f"?{query_with(request.GET, measure=name)}#phan-bo", name == measure)
            for name in ("disbursed", "committed")
        ],
        "delegations": board.delegation_tables(facts),
        "partners": board.partner_rows(facts, rough),
        "new_countries": ", ".join(facts.partners.new_countries),
        "missing": board.missing_lines(facts),
        "completeness": board.completeness_line(facts),
    }


def day_links(request: HttpRequest, window: Window, day: date) -> list[tuple[str, str, bool]]:
    """Links to the end of each year of the term that has begun, and to today inside it."""
    term, period = window.term, window.term.period
    ends = [min(date(year, 12, 31), period.end) for year in period.years() if year <= day.year]
    links = [(str(end.year), end) for end in ends]
    if period.start <= day < period.end:
        links.append(("Hôm nay", day))
    return [
        (label, f"?{query_with(request.GET, term=term.pk, as_of=end.isoformat())}", end == window.as_of)
        for label, end in links
    ]
