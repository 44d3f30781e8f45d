"""Which report an address or a command names: "annual 2019", "term 2015-2020", "span 2019-02-01_2019-05-31"."""

from collections.abc import Callable
from datetime import date
from typing import Any

from config.kit.periods import Period
from config.reference.models import IssuingBody, ReportPeriod
from reports.choices import ReportKind
from reports.models import Term
from reports.printed import occasions
from reports.printed.occasions import Occasion

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
KINDS = ("annual", "decree-year", "half-year", "nine-months", "term", "span")
# The keys of the installed report periods (config/reference/data/periods.csv).
PERIODS: dict[str, tuple[str, Callable[[Period, int], Occasion], Callable[[int], Period]]] = {
    ReportKind.ANNUAL: ("nam", occasions.calendar_year, Period.calendar_year),
    ReportKind.DECREE_YEAR: ("nam-nghi-dinh", occasions.decree_year, Period.decree_year),
    ReportKind.HALF_YEAR: ("6-thang-dau", occasions.half_year, lambda year: Period.half_year(year, 1)),
    ReportKind.NINE_MONTHS: ("9-thang", occasions.nine_months, Period.nine_months),
}


def occasion_named(kind: str, which: str) -> Occasion | None:
    """The occasion of an address; None when there is no such time. At most two queries."""
    if kind in PERIODS:
        return _of_year(kind, which)
    if kind == ReportKind.TERM:
        return _of_term(which)
    if kind == ReportKind.SPAN:
        return _of_days(which)
    return None


def is_possible(year: int) -> bool:
    """Whether reports of this year can be kept."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _of_year(kind: str, which: str) -> Occasion | None:
    if not (which.isascii() and which.isdecimal() and len(which) == 4 and is_possible(int(which))):
        return None
    year, (key, make, usual) = int(which), PERIODS[kind]
    stored: Any = ReportPeriod.objects.active().filter(key=key).first()
    try:
        found = stored.of_year(year) if stored is not None else usual(year)
    except ValueError:  # days an office typed that this year does not have
        found = usual(year)
    return make(Period.between(found.start, found.end), year)


def _of_term(which: str) -> Occasion | None:
    terms = list(Term.objects.active().order_by("start_on", "pk"))
    found = next((term for term in terms if which in (str(term.pk), term.name)), None)
    return occasion_of_term(found, terms) if found is not None else None


def occasion_of_term(term: Term, terms: list[Term]) -> Occasion:
    """A term's report, compared with the term recorded before it."""
    earlier = [other for other in terms if other.end_on <= term.start_on and other.pk != term.pk]
    stored = occasions.occasion_of(ReportKind.TERM, term.period.start, term.period.end, term)
    if not earlier:
        return stored
    before = earlier[-1]
    return occasions.term(stored.period, term.name, stored.which, before.period, f"nhiệm kỳ {before.name}")


def _of_days(which: str) -> Occasion | None:
    first, _, last = which.partition("_")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if start > end or not (is_possible(start.year) and is_possible(end.year)):
        return None
    return occasions.any_days(Period.between(start, end))


def default_body() -> IssuingBody | None:
    """The body reports are issued by, else the first one there is; two queries."""
    bodies: Any = IssuingBody.objects.in_order_of_use().for_detail()
    found: IssuingBody | None = bodies.first()
    return found


def body_named(text: str) -> IssuingBody | None:
    """The body of a number in an address; the usual one without any; None when there is no such body."""
    if not text:
        return default_body()
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    bodies: Any = IssuingBody.objects.in_order_of_use().for_detail()
    found: IssuingBody | None = bodies.filter(pk=int(text)).first()
    return found
