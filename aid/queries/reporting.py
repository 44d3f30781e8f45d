"""Reads who owes which report, and which reports have come: a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from aid.choices import DonorKind, Reporter, Stage
from aid.models import (
    AidProject,
    ForeignNGO,
    NGORelation,
    RegistrationCertificate,
    ReportDeadline,
    ReportReceipt,
    StageChange,
)
from aid.queries.running import OPEN_STAGES
from aid.rules.certificates import ENDING_EVENTS
from aid.rules.obligations import (
    OPEN,
    Obligation,
    Owing,
    Receipt,
    Rule,
    Span,
    State,
    obligations,
    report_title,
)
from aid.rules.regimes import legal_basis_on
from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.reference.office_settings import FOLLOW_UP_FROM, day_of

AHEAD = timedelta(days=60)
"""How far ahead lists tell what will be due."""
REPORTING_STAGES = (*OPEN_STAGES, Stage.COMPLETED, Stage.HANDED_OVER)
"""Stages in which an owner reports; a revoked project reports on what came before its revocation."""
PROVINCE = "Tỉnh"


@dataclass(frozen=True)
class ReportRow:
    """A report as lists show it: who, which, until when, when it came; `contact` answers for it.

    History has no due day and no state: it came before due days were followed, or nothing asks for it.
    """

    reporter: str
    who: int
    name: str
    sub: str
    url: str
    title: str
    kind: str
    year: int
    due_on: date | None = None
    period: Period | None = None
    state: State | None = None
    received_on: date | None = None
    receipt: int | None = None
    contact: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_of_province(self) -> bool:
        return self.reporter == Reporter.PROVINCE

    @property
    def receive_url(self) -> str:
        """Where the report is written down when it comes."""
        name = {Reporter.PROJECT: "project-receive", Reporter.NGO: "ngo-receive"}.get(
            Reporter(self.reporter), "deadline-sent"
        )
        return f"{reverse(f'aid:{name}', args=[self.who])}?kind={self.kind}&year={self.year}"

    @property
    def receipt_url(self) -> str:
        return reverse("aid:receipt-edit", args=[self.receipt]) if self.receipt is not None else ""


# Rules, receipts ------------------------------------------------------------------------------------


def rules() -> list[Rule]:
    """The deadlines in use: one query."""
    rows = ReportDeadline.objects.active().order_by("pk")
    return [
        Rule(
            row.pk,
            row.label,
            row.reporter,
            row.kind,
            row.legal_basis,
            row.month,
            row.day,
            row.year_offset,
            row.months_after_end,
            row.in_force_from,
            row.in_force_to,
        )
        for row in rows
    ]


def _receipt(row: ReportReceipt) -> Receipt:
    owners = ((Reporter.PROJECT, row.project_id), (Reporter.NGO, row.ngo_id), (Reporter.PROVINCE, row.deadline_id))
    reporter, who = next((reporter, pk) for reporter, pk in owners if pk is not None)
    return Receipt(row.pk, reporter, who, row.kind, row.year, row.received_on)


# Who owes -------------------------------------------------------------------------------------------


def project_owing(project: Any, revoked_on: date | None) -> Owing | None:
    """What binds a project: its decree, from its approval to its last day. None when nothing does.

    Without an approval date the start begins the span; with neither, and the decree known, it is open.
    """
    basis = project.legal_basis or (legal_basis_on(project.approval_on) if project.approval_on else "")
    if not basis or project.stage not in (*REPORTING_STAGES, Stage.REVOKED):
        return None
    begun = project.approval_on or (project.start.first if project.start else None)
    ended = project.end.last if project.end else project.handed_over_on
    if project.stage == Stage.REVOKED:
        if revoked_on is None:
            return None
        last = min(revoked_on, ended) if ended else revoked_on
        return Owing(Reporter.PROJECT, project.pk, (Span(begun, last),), basis)
    if ended is None and project.stage not in OPEN_STAGES:
        return None
    return Owing(Reporter.PROJECT, project.pk, (Span(begun, ended),), basis, ended)


def ngo_owing(ngo: Any, relations: Iterable[Any], papers: Iterable[Any]) -> Owing | None:
    """What binds a foreign NGO: the days in relation with the province, and those of a valid certificate.

    A certificate known not to name the province binds to nothing here. Only givers of the kind NGO owe the
    yearly report (Nghị định 58/2022/NĐ-CP, Điều 21.5).
    """
    if ngo.donor_kind != DonorKind.NGO:
        return None
    spans = [Span(_first(row.start), _last(row.end)) for row in relations]
    spans += certificate_spans(papers)
    return Owing(Reporter.NGO, ngo.pk, tuple(spans)) if spans else None


def certificate_spans(papers: Iterable[Any]) -> list[Span]:
    """The days each certificate was valid (loaded `with_end`): the rule of aid.rules.certificates.is_valid."""
    spans = []
    for row in papers:
        if row.event in ENDING_EVENTS or row.covers_province is False:
            continue
        lasts = [day for day in (row.expires_on, row.ended_on and row.ended_on - timedelta(days=1)) if day is not None]
        last = min(lasts, default=None)
        if last is None or last >= row.issued_on:
            spans.append(Span(row.issued_on, last))
    return spans


def _first(day: PartialDate | None) -> date | None:
    return day.first if day is not None else None


def _last(day: PartialDate | None) -> date | None:
    return day.last if day is not None else None


def province_owing(known: Iterable[Rule]) -> list[Owing]:
    """The province owes each of its own reports, always."""
    return [Owing(Reporter.PROVINCE, rule.pk, (Span(),)) for rule in known if rule.reporter == Reporter.PROVINCE]


# All rows of the office -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """How lists name who owes, and who answers for it: a project's owner, an organisation's representative."""

    name: str
    sub: str
    url: str
    contact: str = ""


@dataclass
class Book:
    """Who owes, with their names."""

    owing: list[Owing] = field(default_factory=list)
    names: dict[tuple[str, int], Named] = field(default_factory=dict)

    def add(self, one: Owing | None, named: Callable[[], Named]) -> None:
        if one is not None:
            self.owing.append(one)
            self.names[str(one.reporter), one.pk] = named()


def report_rows(today: date, *, ahead: timedelta = AHEAD) -> list[ReportRow]:
    """Every report owed with a due day from the day followed from to `ahead` from today. Eight queries."""
    return report_rows_since(day_of(FOLLOW_UP_FROM), today, ahead=ahead)


def report_rows_since(since: date | None, today: date, *, ahead: timedelta = AHEAD) -> list[ReportRow]:
    """The same, for who has read the day followed from. Seven queries; none without such a day."""
    if since is None or since > today + ahead:
        return []
    known = rules()
    book = Book()
    _add_projects(book, since, known)
    _add_ngos(book)
    for one in province_owing(known):
        book.add(one, lambda: Named(PROVINCE, "", reverse("aid:deadline-detail", args=[one.pk])))  # noqa: B023
    receipts = [_receipt(row) for row in ReportReceipt.objects.filter(year__gte=since.year - 3)]
    found = obligations(known, book.owing, receipts, follow_up_from=since, today=today, until=today + ahead)
    return [_row(one, book.names[str(one.reporter), one.who]) for one in found]


def _add_projects(book: Book, since: date, known: Sequence[Rule]) -> None:
    """Projects that may still owe something: those that ended long before the first day followed are left out."""
    months = max((rule.months_after_end or 0 for rule in known), default=0)
    oldest = since.year - max(2, -(-months // 12))
    projects = list(
        AidProject.objects.active()
        .filter(stage__in=(*REPORTING_STAGES, Stage.REVOKED))
        .filter(Q(end_on=None) | Q(end_on__year__gte=oldest))
        .select_related("owner")
        .order_by("pk")
    )
    gone = revocations(StageChange.objects.filter(to_stage=Stage.REVOKED))
    for project in projects:
        book.add(project_owing(project, gone.get(project.pk)), lambda: project_named(project))  # noqa: B023


def revocations(changes: Any) -> dict[int, date]:
    """The last day each project was revoked on: one query."""
    last = changes.order_by().values("project_id").annotate(day=Max("changed_on"))
    return dict(last.values_list("project_id", "day"))


def project_named(project: Any) -> Named:
    sub = " · ".join(part for part in (project.code, project.owner and project.owner.name) if part)
    return Named(project.name, sub, project.get_absolute_url(), project.owner.name if project.owner else "")


def ngo_named(ngo: Any) -> Named:
    sub = " · ".join(part for part in (ngo.code, ngo.name_vi) if part)
    return Named(ngo.name, sub, ngo.get_absolute_url(), ngo.representative)


def _add_ngos(book: Book) -> None:
    ngos = ForeignNGO.objects.active().filter(donor_kind=DonorKind.NGO).order_by("pk")
    relations, papers = (
        _by_ngo(NGORelation.objects.order_by("pk")),
        _by_ngo(RegistrationCertificate.objects.active().with_end()),
    )
    for ngo in ngos:
        book.add(ngo_owing(ngo, relations[ngo.pk], papers[ngo.pk]), lambda: ngo_named(ngo))  # noqa: B023


def _by_ngo(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.ngo_id].append(row)
    return found


def _row(one: Obligation, named: Named) -> ReportRow:
    return ReportRow(
        reporter=one.reporter,
        who=one.who,
        name=named.name,
        sub=named.sub,
        url=named.url,
        title=one.title,
        kind=one.kind,
        year=one.year,
        due_on=one.due_on,
        period=one.period,
        state=one.state,
        received_on=one.received_on,
        receipt=one.receipt.pk if one.receipt is not None else None,
        contact=named.contact,
    )


# One record -----------------------------------------------------------------------------------------


def obligations_of_project(project: AidProject, today: date) -> list[ReportRow]:
    """The reports of one project: those followed, then those that came besides, newest first.

    Three queries; one more for a revoked project.
    """
    gone = revocations(project.stage_changes.filter(to_stage=Stage.REVOKED)) if project.stage == Stage.REVOKED else {}
    owing = None if project.is_archived else project_owing(project, gone.get(project.pk))
    return _rows_of(project.report_receipts, owing, Reporter.PROJECT, project.pk, project_named(project), today)


def obligations_of_ngo(ngo: ForeignNGO, today: date) -> list[ReportRow]:
    """The reports of one NGO, as of a project. Three queries beside the relations and certificates it holds."""
    owing = None if ngo.is_archived else ngo_owing(ngo, ngo.relations.all(), _in_use(ngo.certificates.all()))
    return _rows_of(ngo.report_receipts, owing, Reporter.NGO, ngo.pk, ngo_named(ngo), today)


def _in_use(papers: Iterable[Any]) -> list[Any]:
    return [row for row in papers if not row.is_archived]


def _rows_of(
    receipts: Any, owing: Owing | None, reporter: Reporter, who: int, named: Named, today: date
) -> list[ReportRow]:
    came = [_receipt(row) for row in receipts.order_by("pk")]
    since, until = day_of(FOLLOW_UP_FROM), today + AHEAD
    owed = obligations(rules(), [owing] if owing else [], came, follow_up_from=since, today=today, until=until)
    asked = {one.receipt.pk for one in owed if one.receipt is not None}
    rows = [_row(one, named) for one in owed]
    rows += [_history(one, reporter, who, named) for one in came if one.pk not in asked]
    return sorted(rows, key=lambda row: (row.year, row.due_on or row.received_on or today), reverse=True)


def _history(one: Receipt, reporter: Reporter, who: int, named: Named) -> ReportRow:
    return ReportRow(
        reporter=reporter,
        who=who,
        name=named.name,
        sub=named.sub,
        url=named.url,
        title=report_title(one.kind, one.year),
        kind=one.kind,
        year=one.year,
        received_on=one.received_on,
        receipt=one.pk,
    )
