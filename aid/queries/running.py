"""Which aid projects run in a period, which are approved in it, what is handed over in it, and which
organisations stand how on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from aid.choices import PeriodReply, RelationKind, Stage
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    PeriodAnswer,
    ProjectDonor,
    ProjectOutput,
)
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.periods import Period

BEFORE_APPROVAL = (Stage.SOLICITING, Stage.SUBMITTED, Stage.REJECTED)
"""Stages in which nothing is carried out yet."""
OPEN_STAGES = (Stage.APPROVED, Stage.IMPLEMENTING, Stage.SUSPENDED)
"""Stages in which a project without a known end still runs."""


def running_in(period: Period) -> Q:
    """Projects carried out in the period: approved ones whose span touches it, and any with a ledger row in it.

    A rough date stands for its whole month, quarter or year. Without a start the approval begins the span.
    """
    return _spans(period) | has_money_in(period)


def has_money_in(period: Period) -> Q:
    """Projects with a commitment or disbursement in use dated in the period."""
    inside = {"project": OuterRef("pk"), "dated_on__range": (period.start, period.end)}
    rows = [Exists(model.objects.active().filter(**inside)) for model in (Commitment, Disbursement)]
    return Q(rows[0]) | Q(rows[1])


def without_figures_in(period: Period) -> Q:
    """Projects carried out in the period of which nothing is known in it: no disbursement in use may lie in it (one
    known only by its year may), and no answer "không phát sinh" touches it. A programme is not asked: its components
    are; nor is a withdrawn project, of which no figures are to come."""
    touches = _compared("dated", "lte", "last", period.end) & _compared("dated", "gte", "first", period.start)
    # A month, a quarter, a year lies in one calendar year, and so does its stand-in day: the index finds the few rows.
    near = (date(period.start.year, 1, 1), date(period.end.year, 12, 31))
    paid = Disbursement.objects.active().filter(touches, project=OuterRef("pk"), dated_on__range=near)
    answers = PeriodAnswer.objects.filter(
        project=OuterRef("pk"), reply=PeriodReply.NOTHING, start_on__lte=period.end, end_on__gte=period.start
    )
    component = AidProject.objects.active().filter(parent=OuterRef("pk"))
    # `running_in` without its disbursements, which `paid` takes out again.
    inside = {"project": OuterRef("pk"), "dated_on__range": (period.start, period.end)}
    is_running = _spans(period) | Q(Exists(Commitment.objects.active().filter(**inside)))
    return is_running & ~Q(stage=Stage.REVOKED) & ~Q(Exists(paid)) & ~Q(Exists(answers)) & ~Q(Exists(component))


def approved_in(period: Period) -> Q:
    """Projects past the appraisal whose approval is dated in the period."""
    return ~Q(stage__in=BEFORE_APPROVAL) & Q(approval_on__range=(period.start, period.end))


def handed_over_in(period: Period) -> Q:
    """Projects with an output handed over in the period."""
    output = ProjectOutput.objects.filter(project=OuterRef("pk"), handed_over_on__range=(period.start, period.end))
    return Q(Exists(output))


def gives_on(day: date) -> Q:
    """Organisations that give to a project carried out on the day: by a donor's share of the project, or by a
    commitment or disbursement in use dated up to the day.

    Which projects those are is `running_in` of that one day, so the list of projects of the day agrees.
    """
    projects = AidProject.objects.counted().filter(running_in(Period.between(day, day))).values("pk")
    rows = {"project__in": projects, "donor__isnull": False, "dated_on__lte": day}
    found = Q(pk__in=ProjectDonor.objects.filter(project__in=projects).values("ngo"))
    for model in (Commitment, Disbursement):
        found |= Q(pk__in=model.objects.active().filter(**rows).values("donor"))
    return found


def _spans(period: Period) -> Q:
    return ~Q(stage__in=BEFORE_APPROVAL) & _begun_by(period.end) & _not_over_before(period.start)


def _begun_by(day: date) -> Q:
    return _compared("start", "lte", "last", day) | Q(start_on=None, approval_on__lte=day)


def _not_over_before(day: date) -> Q:
    return _compared("end", "gte", "first", day) | Q(end_on=None, stage__in=OPEN_STAGES)


def _compared(name: str, lookup: str, side: str, day: date) -> Q:
    """A rough date's whole span against a day: one clause per precision."""
    found = Q()
    for precision in DatePrecision:
        bound = getattr(PartialDate(day, precision), side)
        found |= Q(**{f"{name}_precision": Precision(precision.value), f"{name}_on__{lookup}": bound})
    return found


# Counts ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NGOCount:
    """Organisations on a day: in relation with the province, in direct relation, with a valid certificate, and
    giving to a project carried out that day (`gives_on`).

    `certified_related` counts the certified ones that are in relation too.
    """

    related: int = 0
    direct: int = 0
    certified: int = 0
    certified_related: int = 0
    running: int = 0


@dataclass(frozen=True)
class RunningCount:
    """Projects of one modality: running in the period, approved in it, and both."""

    modality: str
    running: int
    approved: int
    approved_running: int


@dataclass(frozen=True)
class OutputLine:
    """What a project handed over: kind, quantity in its unit, what it is called."""

    project_id: int
    kind: str
    quantity: Decimal
    unit: str
    description: str


def ngo_counts(day: date, among: Any = None) -> NGOCount:
    """One query over the register of NGOs, or over those `among` a list; archived ones never count."""
    every: Any = ForeignNGO.objects.all()
    related, direct = every.related_on(day).values("pk"), every.related_on(day, RelationKind.DIRECT).values("pk")
    certified = every.certified_on(day).values("pk")
    counted = every.active() if among is None else among.active().order_by()
    sums = counted.aggregate(
        related=Count("pk", filter=Q(pk__in=related)),
        direct=Count("pk", filter=Q(pk__in=direct)),
        certified=Count("pk", filter=Q(pk__in=certified)),
        certified_related=Count("pk", filter=Q(pk__in=certified) & Q(pk__in=related)),
        running=Count("pk", filter=gives_on(day)),
    )
    return NGOCount(**sums)


def running_counts(period: Period) -> list[RunningCount]:
    """Counts by modality, in the order of their codes; modalities without any are left out. One query."""
    running, approved = running_in(period), approved_in(period)
    groups = (
        AidProject.objects.counted()
        .filter(running | approved)
        .order_by("modality")
        .values("modality")
        .annotate(
            running=Count("pk", filter=running),
            approved=Count("pk", filter=approved),
            approved_running=Count("pk", filter=running & approved),
        )
    )
    return [RunningCount(**row) for row in groups]


def outputs_handed_over(period: Period) -> list[OutputLine]:
    """Outputs of counted projects handed over in the period, in order of time. One query."""
    rows = ProjectOutput.objects.filter(
        handed_over_on__range=(period.start, period.end),
        project__in=AidProject.objects.counted(),
    ).order_by("handed_over_on", "pk")
    return [OutputLine(*row) for row in rows.values_list("project_id", "kind", "quantity", "unit", "description")]
