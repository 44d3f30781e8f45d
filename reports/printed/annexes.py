"""The annexes of a report: those its kind prints (tables/choice.py), without the ones that have no rows."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reports.printed.sheets import Annex
from reports.printed.summary import Summary
from reports.printed.tables.choice import CHOICES, Keys
from reports.printed.tables.divided import divided_annex
from reports.printed.tables.ngos import ngos_annex
from reports.printed.tables.people import classes_annex, incoming_annex, members_annex, outgoing_annex
from reports.printed.tables.projects import approved_annex, outputs_annex, projects_annex
from reports.printed.tables.term import term_annex

Maker = Callable[[Summary, Mapping[str, Keys]], Annex | None]
MAKERS: Mapping[str, Maker] = {
    "projects": projects_annex,
    "approved": approved_annex,
    "outputs": outputs_annex,
    "divided": divided_annex,
    "ngos": ngos_annex,
    "incoming": incoming_annex,
    "outgoing": outgoing_annex,
    "members": members_annex,
    "classes": classes_annex,
    "term": term_annex,
}


def annexes(summary: Summary) -> tuple[Annex, ...]:
    """The annexes that have rows, numbered in their order."""
    chosen = CHOICES[summary.occasion.kind]
    made = [annex for one in chosen if (annex := MAKERS[one.annex](summary, one.tables)) is not None]
    return tuple(replace(annex, place=place) for place, annex in enumerate(made, start=1))
