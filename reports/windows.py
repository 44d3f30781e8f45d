"""Which term and which day a page or a command is asked for, and what to say when they cannot be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.kit.partial_dates import Precision, UnreadableDate, read_partial_date
from config.kit.periods import Period
from reports.facts import Facts, gather, nothing
from reports.measures import FROM_REGISTERS
from reports.models import Target, Term

UNKNOWN_TERM = "Không có nhiệm kỳ “{text}”. Các nhiệm kỳ đang có: {names}."
NO_TERM = "Chưa có nhiệm kỳ nào. Thêm nhiệm kỳ trước, ví dụ 2015-2020."
UNREADABLE_DAY = "Không đọc được ngày “{text}”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."
SHOWN = 40


@dataclass(frozen=True)
class Window:
    """A term seen at the end of a day."""

    term: Term
    as_of: date

    @property
    def has_begun(self) -> bool:
        return self.as_of >= self.term.period.start

    @property
    def period(self) -> Period:
        """The days that count: the term up to the day asked for; the whole term before it begins."""
        return self.term.period.clipped(self.as_of) or self.term.period

    def facts(self, *, measuring: Iterable[Target] | None = None) -> Facts:
        """What is known of the term at that day; nothing before it begins.

        A page that shows the registers only where a target is measured by them names its targets.
        """
        with_registers = measuring is None or any(target.figure in FROM_REGISTERS for target in measuring)
        if not self.has_begun:
            return nothing(self.term.period)
        return gather(self.period, term=self.term.period, with_registers=with_registers)


def usual_day(term: Term, today: date) -> date:
    """The day a term is seen at when none is asked for: today inside and before the term, else its last day."""
    return min(today, term.period.end)


def read_day(text: str) -> date:
    """An exact day in any way people write one. Raises UnreadableDate with a sentence."""
    try:
        found = read_partial_date(text)
    except UnreadableDate as error:
        raise UnreadableDate(UNREADABLE_DAY.format(text=shown(text))) from error
    if found.precision is not Precision.DAY:
        raise UnreadableDate(UNREADABLE_DAY.format(text=shown(text)))
    return found.on


def unknown_term(text: str) -> str:
    names = ", ".join(Term.objects.active().order_by("start_on", "pk").values_list("name", flat=True))
    return UNKNOWN_TERM.format(text=shown(text), names=names) if names else NO_TERM


def shown(text: str) -> str:
    """What was typed, as a sentence may repeat it: printable and short."""
    printable = "".join(ch if ch.isprintable() else " " for ch in text)
    return " ".join(printable.split())[:SHOWN]


def asked_term(terms: Sequence[Term], text: str) -> Term | None:
    """The term of that number or name; None when there is none."""
    return next((term for term in terms if text in (str(term.pk), term.name)), None)


def term_at(terms: Sequence[Term], day: date) -> Term | None:
    """The term a page opens with: the one running, else the newest begun, else the first (by start)."""
    begun = [term for term in terms if term.start_on <= day]
    running = [term for term in begun if term.end_on >= day]
    known = running or begun or list(reversed(terms))
    return known[-1] if known else None


def term_named(name: str) -> Term | None:
    """The active term of that name."""
    found: Any = Term.objects.active().filter(name=name.replace("\x00", "")).first()
    return found
