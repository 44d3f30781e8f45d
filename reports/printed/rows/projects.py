"""The aid carried out, approved and handed over in a period, project by project."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from aid.choices import CommitmentKind, LegalBasis, Modality, OutputKind, Status
from aid.models import AidProject, Commitment, Disbursement, ProjectOutput
from aid.models.projects import per_project
from aid.queries.running import approved_in, running_in
from config.kit.money import percent, rounded
from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.kit.text import lower_first
from reports.facts import Facts
from reports.printed.narrative import handed_words
from reports.printed.summary import Handed
from reports.printed.summary_rows import (
    ApprovedGroup,
    ApprovedLine,
    Loose,
    OutputRow,
    ProjectGroup,
    ProjectLine,
)
from reports.printed.wording import amounts, counted

SHORT_MODALITIES = {
    Modality.PROGRAMME: "CT",
    Modality.PROJECT: "DA",
    Modality.NON_PROJECT: "PDA",
    Modality.EMERGENCY_RELIEF: "CTKC",
}
NO_BASIS = "Chưa ghi cơ sở pháp lý"


def projects_of(period: Period) -> list[Any]:
    """The projects carried out or approved in the period with what their lines need, oldest approval first.

    `is_running` and `is_approved` say in which list each stands; a project may stand in both. `commitments_of` counts
    the commitment rows up to the end of the period, `committed_rows` all of them.
    """
    running, approved = running_in(period), approved_in(period)
    commitments = Commitment.objects.active()
    up_to = {"dated_on__lte": period.end}
    rows = (
        AidProject.objects.counted()
        .filter(running | approved)
        .annotate(
            is_running=_is(running),
            is_approved=_is(approved),
            aid_cents=per_project(commitments.filter(**up_to), Sum("usd_cents")),
            aid_vnd=per_project(commitments.filter(**up_to), Sum("vnd")),
            commitments_of=Coalesce(per_project(commitments.filter(**up_to), Count("pk")), 0),
            paid_cents=per_project(Disbursement.objects.active().filter(**up_to), Sum("usd_cents")),
            committed_rows=Coalesce(per_project(commitments, Count("pk")), 0),
            component_count=per_project(AidProject.objects.active(), Count("pk"), "parent"),
        )
        .select_related("owner", "managing_agency")
        .prefetch_related("donors__ngo__home_country", "sector_shares", "place_shares__place__parent", "outputs")
        .order_by("approval_on", "code", "pk")
    )
    return list(rows)


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


# Carried out ------------------------------------------------------------------


class _ProjectMoney:
    """Money of the period by project, out of the very rows the totals are made of."""

    def __init__(self, facts: Facts) -> None:
        self.period = facts.period
        self.committed = _by_project(facts.committed.portions)
        self.disbursed = _by_project(facts.disbursed.portions)
        self.loose: dict[str, list[Loose]] = defaultdict(list)
        for row in (*facts.committed.unconverted, *facts.disbursed.unconverted):
            if row.lacks_usd:
                self.loose[row.project_code].append(Loose(row.amount, row.currency))
        inside = {"dated_on__range": (self.period.start, self.period.end)}
        changes = Commitment.objects.counted().filter(~Q(kind=CommitmentKind.INITIAL), **inside)
        estimates = Disbursement.objects.counted().filter(status=Status.ESTIMATE, **inside)
        self.changes, self.estimates = _sums(changes), _sums(estimates)


def _by_project(portions: Iterable[Any]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for row in portions:
        sums[row.project_id] += row.usd_cents
    return dict(sums)


def _sums(rows: Any) -> dict[int, int]:
    groups = rows.order_by("project_id").values("project_id").annotate(sum=Sum("usd_cents", default=0))
    return {row["project_id"]: int(row["sum"]) for row in groups}


def running_groups(projects: Iterable[Any], facts: Facts) -> tuple[ProjectGroup, ...]:
    """The projects carried out, by modality."""
    money, lines = _ProjectMoney(facts), defaultdict(list)
    for project in projects:
        lines[project.modality].append(_project_line(project, money))
    return tuple(ProjectGroup(str(label), tuple(lines[key])) for key, label in Modality.choices if key in lines)


def _project_line(project: Any, money: _ProjectMoney) -> ProjectLine:
    aid, paid = project.aid_cents, project.paid_cents or 0
    agencies = [str(agency) for agency in (project.managing_agency, project.owner) if agency is not None]
    return ProjectLine(
        code=project.code,
        name=project.name,
        modality=project.get_modality_display(),
        donors=_donors(project),
        owner=" / ".join(agencies),
        places=_shared((_place(share.place), share.percent) for share in project.place_shares.all()),
        sectors=_shared((share.get_sector_display(), share.percent) for share in project.sector_shares.all()),
        span=_months(project.start, project.end),
        approval_number=project.approval_number,
        approval_on=project.approval_on,
        aid=aid,
        counterpart_vnd=project.counterpart_vnd,
        committed=money.committed.get(project.pk, 0),
        disbursed=money.disbursed.get(project.pk, 0),
        paid=paid,
        percent=percent(paid, aid) if aid and aid > 0 else None,
        notes=tuple(_project_notes(project, money)),
        has_committed=project.pk in money.committed,
        has_disbursed=project.pk in money.disbursed,
        has_aid=bool(project.commitments_of),
    )


def _donors(project: Any) -> str:
    return "; ".join(_donor(share.ngo) for share in project.donors.all())


def _donor(ngo: Any) -> str:
    name = ngo.name_vi or ngo.name
    return f"{name} ({ngo.home_country.name})" if ngo.home_country else str(name)


def _place(place: Any) -> str:
    above = place.parent
    if above is None or above.level == above.Level.PROVINCE:
        return str(place.name)
    return f"{place.name}, {lower_first(above.name)}"


def _shared(shares: Iterable[tuple[str, Decimal | None]]) -> str:
    """Names with their percentages: "Huyện Đồng Hỷ (60%); huyện Võ Nhai (40%)"."""
    said: list[str] = []
    for name, share in shares:
        part = "" if share is None or share == 100 else f" ({_trimmed(share)}%)"
        said.append(f"{lower_first(name) if said else name}{part}")
    return "; ".join(said)


def _trimmed(share: Decimal) -> str:
    return write_number(share.to_integral_value() if share == share.to_integral_value() else share.normalize())


def _months(start: PartialDate | None, end: PartialDate | None) -> str:
    """The time of a project by months, as far as it is known."""
    first, last = (_month(day) if day is not None else "" for day in (start, end))
    if first and last:
        return f"{first} -\n{last}"
    return f"từ {first}" if first else f"đến {last}" if last else ""


def _month(day: PartialDate) -> str:
    return f"{day.on:%m/%Y}" if day.precision == "day" else str(day)


def _project_notes(project: Any, money: _ProjectMoney) -> list[str]:
    """What the columns cannot say, from the records themselves; the first begins with a capital."""
    notes = [*_events(project, money.period), *_money_notes(project, money)]
    return [note if place == 0 else lower_first(note) for place, note in enumerate(notes)]


def _events(project: Any, period: Period) -> Iterable[str]:
    if project.approval_on is not None and period.contains(project.approval_on):
        yield "Mới"
    if project.end is not None and period.start <= project.end.last <= period.end:
        yield "Kết thúc"
    handed = [row for row in project.outputs.all() if row.handed_over_on and period.contains(row.handed_over_on)]
    if handed:
        yield f"Bàn giao {', '.join(handed_words(Handed(_output(row), row.unit, row.quantity)) for row in handed)}"


def _money_notes(project: Any, money: _ProjectMoney) -> Iterable[str]:
    change, estimate = money.changes.get(project.pk, 0), money.estimates.get(project.pk, 0)
    if change:
        yield "Điều chỉnh tăng" if change > 0 else "Điều chỉnh giảm"
    if estimate:
        yield f"Ước {write_number(rounded(Decimal(estimate) / 100, 0), 0)}"
    if project.code in money.loose:
        yield f"{amounts(money.loose[project.code])} chưa quy đổi"
    if project.component_count:
        yield f"Gồm {counted(project.component_count, 'dự án thành phần')}"
    elif project.committed_rows == 0:
        yield "Thiếu cam kết"


def _output(row: Any) -> str:
    return str(row.description if row.kind == OutputKind.OTHER and row.description else row.get_kind_display())


# Approved ---------------------------------------------------------------------


def approved_groups(projects: Sequence[Any]) -> tuple[ApprovedGroup, ...]:
    """The projects approved, by the legal basis each has on record; those without one come last."""
    lines: dict[str, list[ApprovedLine]] = defaultdict(list)
    for project in projects:
        lines[project.legal_basis].append(_approved_line(project))
    bases = [*((str(key), str(label)) for key, label in LegalBasis.choices), ("", NO_BASIS)]
    return tuple(ApprovedGroup(label, tuple(lines[key])) for key, label in bases if key in lines)


def _approved_line(project: Any) -> ApprovedLine:
    return ApprovedLine(
        name=project.name,
        donors=_donors(project),
        recipient=project.recipients or str(project.owner or ""),
        modality=SHORT_MODALITIES[project.modality],
        usd=project.aid_cents,
        vnd=project.aid_vnd,
        number=project.approval_number,
        on=project.approval_on,
        issuer=project.approval_issuer,
        has_value=bool(project.commitments_of),
    )


# Handed over ------------------------------------------------------------------


def outputs_of(period: Period) -> tuple[OutputRow, ...]:
    """What was handed over, in order of time: the rows of the figure "outputs_handed_over"."""
    rows: Any = ProjectOutput.objects.counted().filter(handed_over_on__range=(period.start, period.end))
    found = rows.select_related("project__owner", "place__parent").prefetch_related(
        "project__donors__ngo__home_country"
    )
    return tuple(
        OutputRow(
            label=row.get_kind_display(),
            description=row.description,
            quantity=row.quantity,
            unit=row.unit,
            project=row.project.name,
            donors=_donors(row.project),
            owner=str(row.project.owner or ""),
            place=_place(row.place) if row.place is not None else "",
            on=row.handed_over_on,
        )
        for row in found.order_by("handed_over_on", "pk")
    )
