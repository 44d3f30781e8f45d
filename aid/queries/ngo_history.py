"""How many organisations stood how on many days, from rows loaded once.

The definitions are those of the lists (`related_on`, `certified_on`, `aid.queries.running.gives_on`), said once
more for loaded rows; tests/aid/test_ngo_history.py holds both to the same numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from aid.choices import RelationKind
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    NGORelation,
    ProjectDonor,
    RegistrationCertificate,
)
from aid.queries.running import BEFORE_APPROVAL, OPEN_STAGES, NGOCount
from aid.rules.certificates import ENDING_EVENTS, NO_END
from config.kit.partial_dates import PartialDate, Precision

LEDGERS = (Commitment, Disbursement)


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included, of something that belongs to `owner`."""

    owner: int
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class NGOHistory:
    """Spans of relations, valid certificates and projects, with who gives to which project from which day on.

    `first_year` is that of the first relation whose start is known; `undated` counts organisations in relation of
    which no start is known, so that they are counted on every day before its end.
    """

    ngos: frozenset[int]
    related: Sequence[Span]
    direct: Sequence[Span]
    certified: Sequence[Span]
    projects: Sequence[Span]
    paid_on: Mapping[date, frozenset[int]]
    givers: Mapping[int, Sequence[tuple[int, date]]]
    first_year: int | None
    undated: int

    def counts(self, day: date) -> NGOCount:
        related, certified = self._of(self.related, day), self._of(self.certified, day)
        running = {span.owner for span in self.projects if span.holds(day)} | self.paid_on.get(day, frozenset())
        givers = {ngo for project in running for ngo, since in self.givers.get(project, ()) if since <= day}
        return NGOCount(
            related=len(related),
            direct=len(self._of(self.direct, day)),
            certified=len(certified),
            certified_related=len(related & certified),
            running=len(givers & self.ngos),
        )

    def _of(self, spans: Iterable[Span], day: date) -> frozenset[int]:
        return self.ngos & {span.owner for span in spans if span.holds(day)}


def ngo_history(days: Iterable[date], *, relations_only: bool = False) -> NGOHistory:
    """Everything the counts of these days need: nine queries, however many rows and days.

    With `relations_only` two queries: certified and running are then never counted.
    """
    ngos = frozenset(ForeignNGO.objects.active().values_list("pk", flat=True))
    relations = [row for row in NGORelation.objects.all() if row.ngo_id in ngos]
    spans = [(row.kind, _span_of(row.ngo_id, row.start, row.end)) for row in relations]
    return NGOHistory(
        ngos=ngos,
        related=[span for _, span in spans],
        direct=[span for kind, span in spans if kind == RelationKind.DIRECT],
        certified=() if relations_only else _certificates(),
        projects=() if relations_only else _projects(),
        paid_on={} if relations_only else _paid_on(sorted(days)),
        givers={} if relations_only else _givers(),
        first_year=min((row.start.year for row in relations if row.start is not None), default=None),
        undated=len({row.ngo_id for row in relations if row.start is None}),
    )


def _span_of(owner: int, start: PartialDate | None, end: PartialDate | None) -> Span:
    return Span(owner, start.first if start else date.min, end.last if end else NO_END)


def _certificates() -> list[Span]:
    """The days on which each paper is valid: to its end, or to the day before it is suspended or revoked."""
    papers: Any = RegistrationCertificate.objects.active().exclude(event__in=ENDING_EVENTS).with_end()
    rows = papers.values_list("ngo_id", "issued_on", "expires_on", "ended_on")
    return [
        Span(ngo, issued, min(expires or NO_END, date.fromordinal(ended.toordinal() - 1) if ended else NO_END))
        for ngo, issued, expires, ended in rows
    ]


def _counted() -> QuerySet[Any]:
    return AidProject.objects.counted()


def _projects() -> list[Span]:
    """The days on which each project is carried out by its own dates, as aid.queries.running.running_in has them."""
    fields = ("pk", "stage", "start_on", "start_precision", "end_on", "end_precision", "approval_on")
    found = []
    for pk, stage, start, start_precision, end, end_precision, approval in _counted().values_list(*fields):
        first = PartialDate(start, Precision(start_precision)).first if start else approval
        last = PartialDate(end, Precision(end_precision)).last if end else NO_END if stage in OPEN_STAGES else None
        if stage not in BEFORE_APPROVAL and first is not None and last is not None:
            found.append(Span(pk, first, last))
    return found


def _paid_on(days: Sequence[date]) -> dict[date, frozenset[int]]:
    """The counted projects with a ledger row on each of the days."""
    found: dict[date, set[int]] = defaultdict(set)
    for model in LEDGERS:
        rows: Any = model.objects.active().filter(project__in=_counted(), dated_on__in=days)
        for day, project in rows.values_list("dated_on", "project_id"):
            found[day].add(project)
    return {day: frozenset(projects) for day, projects in found.items()}


def _givers() -> dict[int, list[tuple[int, date]]]:
    """Who gives to each project: its donors from the beginning, a ledger row's donor from the row's day on."""
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for project, ngo in ProjectDonor.objects.values_list("project_id", "ngo_id"):
        found[project].append((ngo, date.min))
    for model in LEDGERS:
        rows: Any = model.objects.active().exclude(donor=None).order_by()
        first = rows.values_list("project_id", "donor_id").annotate(first=Min("dated_on"))
        for project, ngo, day in first:
            found[project].append((ngo, day))
    return found
