"""What a page about a term is asked for: which term, which day, which side of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from config.kit.partial_dates import UnreadableDate
from reports.exhibits.exhibit import Seen
from reports.models import Target, Term
from reports.scorecards import cards
from reports.windows import Window, asked_term, read_day, term_at, unknown_term, usual_day

MEASURES = ("disbursed", "committed")


@dataclass(frozen=True)
class Asked:
    """What was asked for; `problems` are sentences on what could not be read. Without any term there is no window."""

    terms: Sequence[Term]
    window: Window | None
    measure: str
    problems: Sequence[str]


@dataclass(frozen=True)
class Look:
    """A term at the end of a day with its targets and what cards and exhibits are made from."""

    window: Window
    targets: Sequence[Target]
    seen: Seen

    @property
    def query(self) -> str:
        """The query of an address that shows the same again, also when the day has gone on."""
        term, as_of = self.window.term.pk, self.window.as_of.isoformat()
        return urlencode({"term": term, "as_of": as_of, "measure": self.seen.measure})


def look_at(window: Window, measure: str) -> Look:
    """Reads the figures of the term once, for everything that a page shows of them."""
    targets = list(Target.objects.of_term(window.term))
    facts = window.facts(measuring=targets)
    seen = Seen(facts, cards(targets, facts, window.as_of), window.as_of, measure)
    return Look(window, targets, seen)


def asked_for(request: HttpRequest, day: date) -> Asked:
    """What `?term=`, `?as_of=`, `?measure=` ask for on that day; the usual where they say nothing readable."""
    terms = list(Term.objects.visible_to(request.user).active().order_by("start_on", "pk"))
    measure = request.GET.get("measure", "")
    problems: list[str] = []
    text = request.GET.get("term", "").strip()
    term = asked_term(terms, text) if text else None
    if text and term is None:
        problems.append(unknown_term(text))
    term = term or term_at(terms, day)
    window = Window(term, _asked_day(request, term, day, problems)) if term is not None else None
    return Asked(terms, window, measure if measure in MEASURES else MEASURES[0], problems)


def _asked_day(request: HttpRequest, term: Term, day: date, problems: list[str]) -> date:
    if asked := request.GET.get("as_of", "").strip():
        try:
            return min(read_day(asked), term.period.end)
        except UnreadableDate as error:
            problems.append(str(error))
    return usual_day(term, day)
