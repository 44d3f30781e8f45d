"""One exhibit by itself: a page for the projector, a picture, a spreadsheet; and all of them to leaf through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.kit.exporting import XLSX
from config.kit.text import slug
from config.reference.queries import holds_demonstration
from reports.exhibits.catalogue import BUILDERS, exhibit, exhibits
from reports.exhibits.exhibit import Exhibit
from reports.permissions import ReportPermission
from reports.render.card_views import CardView, card_view
from reports.render.exhibit_file import exhibit_file
from reports.render.standalone import Caption, standalone
from reports.views.asked import Asked, Look, asked_for, look_at

SVG = "image/svg+xml"


@dataclass(frozen=True)
class Shown:
    """An exhibit with the addresses of its page and its files, all of the same term, day and side."""

    exhibit: Exhibit
    page_url: str
    picture_url: str
    file_url: str


def shown(exhibit: Exhibit, query: str) -> Shown:
    names = ("exhibit", "exhibit-svg", "exhibit-xlsx")
    page, picture, file = (f"{reverse(f'reports:{name}', args=[exhibit.key])}?{query}" for name in names)
    return Shown(exhibit, page, picture if exhibit.drawing else "", file)


def shown_exhibits(look: Look) -> list[Shown]:
    """Every exhibit that has something to show; none before the term begins."""
    return [shown(one, look.query) for one in exhibits(look.seen)] if look.window.has_begun else []


def basis(look: Look) -> str:
    """The line that tells a file away from its page where its figures come from."""
    marked = " Dữ liệu minh họa." if holds_demonstration() else ""
    return f"Nhiệm kỳ {look.window.term.name}; số liệu tính đến hết ngày {look.window.as_of:%d/%m/%Y}.{marked}"


class OfTerm(PermissionRequired, View):
    """What shows a term by other means than the dashboard; without any term, the dashboard says what to do."""

    permission_required = ReportPermission.VIEW

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = asked_for(request, today())
        if asked.window is None:
            return redirect("reports:dashboard")
        return self.answer(asked, look_at(asked.window, asked.measure), **kwargs)

    def answer(self, asked: Asked, look: Look, **kwargs: Any) -> HttpResponse:
        raise NotImplementedError

    def page(self, template: str, asked: Asked, look: Look, **context: Any) -> HttpResponse:
        common = {
            "section": "dashboard",
            "problems": asked.problems,
            "term": look.window.term,
            "as_of": look.window.as_of,
            "has_begun": look.window.has_begun,
            "has_ended": look.window.as_of >= look.window.term.period.end,
            "dashboard_url": f"{reverse('reports:dashboard')}?{look.query}",
            "projector_url": f"{reverse('reports:projector')}?{look.query}",
        }
        return render(self.request, template, common | context)


def known(key: str) -> str:
    """A key of the catalogue. Raises Http404 for another word."""
    if key not in BUILDERS:
        raise Http404
    return key


class ExhibitPage(OfTerm):
    """Drawing at full width in large type, table below; leads to the exhibits before and after."""

    def answer(self, asked: Asked, look: Look, **kwargs: Any) -> HttpResponse:
        before, one, after = around(shown_exhibits(look), known(kwargs["key"]))
        return self.page("reports/exhibit.html", asked, look, before=before, one=one, after=after)


def around(row: Sequence[Shown], key: str) -> tuple[Shown | None, Shown | None, Shown | None]:
    """An exhibit between its neighbours; None where there is none, also when it has nothing to show today."""
    place = next((place for place, one in enumerate(row) if one.exhibit.key == key), None)
    if place is None:
        return None, None, None
    return row[place - 1] if place else None, row[place], row[place + 1] if place + 1 < len(row) else None


class ExhibitFile(OfTerm):
    """An exhibit to take away. Without anything to show there is no file."""

    def answer(self, asked: Asked, look: Look, **kwargs: Any) -> HttpResponse:
        key = known(kwargs["key"])
        found = exhibit(key, look.seen) if look.window.has_begun else None
        if found is None:
            raise Http404
        return self.file_of(look, found)

    def file_of(self, look: Look, found: Exhibit) -> HttpResponse:
        raise NotImplementedError


class ExhibitSvg(ExhibitFile):
    def file_of(self, look: Look, found: Exhibit) -> HttpResponse:
        caption = Caption(found.heading, found.finding, basis(look), found.note)
        return HttpResponse(standalone(found.drawing, caption), content_type=SVG, headers=_named(look, found, "svg"))


class ExhibitXlsx(ExhibitFile):
    def file_of(self, look: Look, found: Exhibit) -> HttpResponse:
        return HttpResponse(exhibit_file(found, basis(look)), content_type=XLSX, headers=_named(look, found, "xlsx"))


def _named(look: Look, found: Exhibit, kind: str) -> dict[str, str]:
    name = slug(f"{found.heading} {look.window.as_of:%Y-%m-%d}")
    return {"Content-Disposition": str(content_disposition_header(True, f"{name}.{kind}"))}


@dataclass(frozen=True)
class Slide:
    """One screen of the projector: a pair of cards, or an exhibit."""

    cards: Sequence[CardView] = ()
    shown: Shown | None = None


class Projector(OfTerm):
    """The cards, two a screen, and the exhibits, moved through by links, keys or scrolling."""

    def answer(self, asked: Asked, look: Look, **kwargs: Any) -> HttpResponse:
        cards = [card_view(card, look.seen.facts, look.window.as_of) for card in look.seen.cards]
        slides = [Slide(cards=cards[place : place + 2]) for place in range(0, len(cards), 2)]
        slides += [Slide(shown=one) for one in shown_exhibits(look)]
        return self.page("reports/projector.html", asked, look, slides=slides)
