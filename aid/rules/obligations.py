"""Which reports are owed, when they are due, and which have come. Pure: no database, no clock.

What is owed is computed from the deadlines of the office (ReportDeadline); only what came is stored. The law
is in docs/rules.md; where a decree fixes no day, the day is the office's own.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aid.choices import Reporter, ReportKind
from config.kit.periods import Period

MONTHS = 12
LAST_YEAR = 9998


class State(StrEnum):
    """How an owed report stands on a day."""

    OVERDUE = "overdue"
    DUE = "due"
    RECEIVED = "received"
    LATE = "late"


OPEN = (State.OVERDUE, State.DUE)


@dataclass(frozen=True)
class Rule:
    """A deadline: a yearly day (`month`, `day`, `year_offset`), or months after a project's end.

    `legal_basis` narrows a project's rule to one decree; the force bounds the due days, both ends included.
    """

    pk: int
    label: str
    reporter: str
    kind: str
    legal_basis: str = ""
    month: int | None = None
    day: int | None = None
    year_offset: int = 0
    months_after_end: int | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None

    def is_in_force(self, due_on: date) -> bool:
        """Whether the rule gives a report that falls due on this day."""
        begun = self.in_force_from is None or due_on >= self.in_force_from
        return begun and (self.in_force_to is None or due_on <= self.in_force_to)


@dataclass(frozen=True)
class Span:
    """Days in which somebody is bound to report, both ends included; None is open."""

    first: date | None = None
    last: date | None = None

    def touches(self, period: Period) -> bool:
        begun = self.first is None or self.first <= period.end
        return begun and (self.last is None or self.last >= period.start)


@dataclass(frozen=True)
class Owing:
    """Who owes reports: a project under its decree, an NGO, or the province (`pk` is then its rule's).

    A report is owed for a period that one of the spans touches; a final one after `ended_on`.
    """

    reporter: str
    pk: int
    spans: tuple[Span, ...]
    legal_basis: str = ""
    ended_on: date | None = None


@dataclass(frozen=True)
class Receipt:
    """A report that came; `who` is the project's, the NGO's or the province's rule's pk."""

    pk: int
    reporter: str
    who: int
    kind: str
    year: int
    received_on: date


@dataclass(frozen=True)
class Obligation:
    """One report owed: by whom, about which days (`period`), until when, and what came of it."""

    reporter: str
    who: int
    rule: Rule
    year: int
    due_on: date
    period: Period
    state: State
    receipt: Receipt | None = None

    @property
    def kind(self) -> str:
        return self.rule.kind

    @property
    def title(self) -> str:
        """As in "Báo cáo năm 2026"; a report of the province bears the name of its deadline."""
        if self.reporter == Reporter.PROVINCE:
            return f"{self.rule.label}, năm {self.year}"
        return report_title(self.kind, self.year)

    @property
    def received_on(self) -> date | None:
        return self.receipt.received_on if self.receipt is not None else None


def report_title(kind: str, year: int) -> str:
    """The name of a report with its year, as in "Báo cáo 6 tháng đầu năm 2026"; a final one has no year."""
    label = str(ReportKind(kind).label)
    return label if kind == ReportKind.FINAL else f"{label} {year}"


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month: 31/08 and six months are 28/02."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    return _on(day.year + years, month + 1, day.day)


def due_day(rule: Rule, year: int) -> date:
    """When the yearly report about `year` is due; 29/02 and the 31st give way to the month's last day.

    Raises ValueError for a rule that counts months from a project's end.
    """
    if rule.month is None or rule.day is None:
        raise ValueError(f"rule {rule.pk} gives no yearly day")
    return _on(year + rule.year_offset, rule.month, rule.day)


def reported_period(rule: Rule, year: int) -> Period:
    """The days a yearly report tells of.

    A half-yearly report due in the year after is about the second half. A yearly report due before its own
    calendar year is over tells of the year 15/12-14/12 (Nghị định 58/2022/NĐ-CP, Điều 21.5).
    """
    if rule.kind == ReportKind.HALF_YEAR:
        return Period.half_year(year, 2 if rule.year_offset else 1)
    return Period.calendar_year(year) if rule.year_offset else Period.decree_year(year)


def obligations(
    rules: Iterable[Rule],
    owing: Iterable[Owing],
    receipts: Iterable[Receipt],
    *,
    follow_up_from: date | None,
    today: date,
    until: date,
) -> list[Obligation]:
    """What is owed with a due day from `follow_up_from` to `until`, both included, as it stands on `today`.

    Without a day to follow from nothing is owed. Where two rules ask for the same report of a project or an
    NGO, one for its decree goes before one for all, then the earlier day goes.
    """
    if follow_up_from is None or until < follow_up_from:
        return []
    window = Period.between(follow_up_from, until)
    known, came = list(rules), _by_report(receipts)
    return [
        Obligation(one.reporter, one.pk, rule, year, due_on, period, _state(receipt, due_on, today), receipt)
        for one in owing
        for rule, year, due_on, period in _owed(_rules_of(one, known), one, window)
        for receipt in (came.get(_report_key(one.reporter, one.pk, rule.kind, year)),)
    ]


def _rules_of(one: Owing, rules: Sequence[Rule]) -> list[Rule]:
    if one.reporter == Reporter.PROVINCE:
        return [rule for rule in rules if rule.pk == one.pk]
    own = [rule for rule in rules if rule.reporter == one.reporter]
    if one.reporter == Reporter.PROJECT:
        own = [rule for rule in own if one.legal_basis and rule.legal_basis in ("", one.legal_basis)]
    return own


Owed = tuple[Rule, int, date, Period]


def _owed(rules: Sequence[Rule], one: Owing, window: Period) -> Iterator[Owed]:
    """The reports one owes that fall due in the window, each once, in order of their due days."""
    best: dict[tuple[str, int], Owed] = {}
    for found in (owed for rule in rules for owed in _owed_under(rule, one, window)):
        key = _asked_once(found)
        if key not in best or _rank(found) < _rank(best[key]):
            best[key] = found
    for found in sorted(best.values(), key=lambda owed: (owed[2], owed[0].pk)):
        if window.contains(found[2]):
            yield found


def _asked_once(owed: Owed) -> tuple[str, int]:
    rule, year, _, _ = owed
    return rule.kind, year


def _rank(owed: Owed) -> tuple[bool, date, int]:
    rule, _, due_on, _ = owed
    return not rule.legal_basis, due_on, rule.pk


def _owed_under(rule: Rule, one: Owing, window: Period) -> Iterator[Owed]:
    """What one rule asks. Years that only border the window are looked at too, so that of two rules for one
    report the earlier day is known even when it lies before the window."""
    if rule.kind == ReportKind.FINAL:
        yield from _final(rule, one)
        return
    for year in range(window.start.year - 2, min(window.end.year, LAST_YEAR) + 1):
        due_on, period = due_day(rule, year), reported_period(rule, year)
        if rule.is_in_force(due_on) and any(span.touches(period) for span in one.spans):
            yield rule, year, due_on, period


def _final(rule: Rule, one: Owing) -> Iterator[Owed]:
    """The report after a project's end (Nghị định 80/2020/NĐ-CP, Điều 13-14: within six months)."""
    if one.ended_on is None or not rule.months_after_end or one.ended_on.year >= LAST_YEAR:
        return
    due_on = months_later(one.ended_on, rule.months_after_end)
    if rule.is_in_force(due_on):
        first = min((span.first for span in one.spans if span.first is not None), default=one.ended_on)
        yield rule, one.ended_on.year, due_on, Period.between(min(first, one.ended_on), one.ended_on)


ReportKey = tuple[str, int, str, int]


def _by_report(receipts: Iterable[Receipt]) -> Mapping[ReportKey, Receipt]:
    """Receipts by the report they answer. Of a final report only one is written, whatever year it bears."""
    return {_report_key(one.reporter, one.who, one.kind, one.year): one for one in receipts}


def _report_key(reporter: str, who: int, kind: str, year: int) -> ReportKey:
    return (str(reporter), who, str(kind), 0 if kind == ReportKind.FINAL else year)


def _state(receipt: Receipt | None, due_on: date, today: date) -> State:
    if receipt is not None:
        return State.RECEIVED if receipt.received_on <= due_on else State.LATE
    return State.OVERDUE if due_on < today else State.DUE


def _on(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
