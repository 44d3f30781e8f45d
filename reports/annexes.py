"""Reads the lists behind the figures of a summary: the rows that its annexes print."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from aid.choices import CommitmentKind, Modality, OutputKind, Sector, Status
from aid.models import AidProject, Commitment, Disbursement
from aid.models.projects import per_project
from aid.queries.ledger import MANY
from aid.queries.running import running_in
from aid.rules.shares import split
from associations.models import TrainingClass
from config.kit.money import percent, rounded
from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.kit.text import lower_first
from delegations.choices import Direction
from delegations.lines import DelegationLine
from delegations.models import Delegation
from delegations.queries import delegation_lines
from reports.breakdowns import MANY_PLACES, MANY_SECTORS
from reports.facts import Facts
from reports.measures import figure
from reports.narrative import amounts, handed_words
from reports.summary import Handed
from reports.summary_rows import (
    Annexes,
    ClassLine,
    Divided,
    DividedLine,
    Loose,
    MemberLine,
    ProjectGroup,
    ProjectLine,
)
from reports.wording import counted


def annexes_of(facts: Facts) -> Annexes:
    """The annexes of a period; a fixed number of queries."""
    projects = _projects(facts.period)
    incoming, outgoing = _delegations(facts.period)
    return Annexes(
        projects=_groups(projects, _ProjectMoney(facts)),
        incoming=incoming,
        outgoing=outgoing,
        members=_members(facts),
        classes=_classes(facts.period),
        by_sector=_divided(facts, "sector", _sectors_of(projects)),
        by_district=_divided(facts, "district", _districts_of(projects, facts)),
    )


# Projects ---------------------------------------------------------------------


def _projects(period: Period) -> list[Any]:
    """The projects carried out in the period with what their lines need, oldest approval first."""
    up_to = {"dated_on__lte": period.end}
    rows = (
        AidProject.objects.counted()
        .filter(running_in(period))
        .annotate(
            aid_cents=per_project(Commitment.objects.active().filter(**up_to), Sum("usd_cents")),
            paid_cents=per_project(Disbursement.objects.active().filter(**up_to), Sum("usd_cents")),
            committed_rows=Coalesce(per_project(Commitment.objects.active(), Count("pk")), 0),
            component_count=per_project(AidProject.objects.active(), Count("pk"), "parent"),
        )
        .select_related("owner", "managing_agency")
        .prefetch_related("donors__ngo__home_country", "sector_shares", "place_shares__place__parent", "outputs")
        .order_by("approval_on", "code", "pk")
    )
    return list(rows)


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


def _groups(projects: Sequence[Any], money: _ProjectMoney) -> tuple[ProjectGroup, ...]:
    lines: dict[str, list[ProjectLine]] = defaultdict(list)
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
        donors="; ".join(_donor(share.ngo) for share in project.donors.all()),
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
        percent=percent(paid, aid) if aid else None,
        notes=tuple(_project_notes(project, money)),
        has_committed=project.pk in money.committed,
        has_disbursed=project.pk in money.disbursed,
    )


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


# Sectors and districts --------------------------------------------------------

SIDES = ("committed", "disbursed")
Held = Mapping[str, tuple[set[int], set[int]]]
"""Projects and donors under each key of a division."""


def _held(projects: Iterable[Any], shares_of: Any) -> dict[str, tuple[set[int], set[int]]]:
    """A project counts where its money goes: under each of its shares, or under "many" when they are open."""
    held: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for project in projects:
        donors = {share.ngo_id for share in project.donors.all()}
        for key, _ in split(100, shares_of(project)):
            ids, givers = held[MANY if key is None else str(key)]
            ids.add(project.pk)
            givers |= donors
    return held


def _sectors_of(projects: Iterable[Any]) -> Held:
    return _held(projects, lambda project: [(share.sector, share.percent) for share in project.sector_shares.all()])


def _districts_of(projects: Iterable[Any], facts: Facts) -> Held:
    above = facts.keys.district_of
    return _held(
        projects,
        lambda project: [(above[share.place_id], share.percent) for share in project.place_shares.all()],
    )


def _divided(facts: Facts, name: str, held: Held) -> Divided:
    """The lines of a division, the largest disbursement first; what no single name holds comes last."""
    sides = [{part.key: part for part in figure(f"{side}_usd_by_{name}").parts(facts)} for side in SIDES]
    labels = {part.key: (part.label, part.is_rest) for side in sides for part in side.values()}
    labels |= {key: (_label(facts, name, key), key == MANY) for key in held if key not in labels}
    total = figure("disbursed_usd").total(facts)
    lines = []
    for key, (label, is_rest) in labels.items():
        committed, disbursed = (side[key].value if key in side else 0 for side in sides)
        ids, donors = held.get(key, (set(), set()))
        share = percent(disbursed, total)
        lines.append(DividedLine(label, len(donors), len(ids), committed, disbursed, share, is_rest))
    ids, donors = (set().union(*(pair[place] for pair in held.values())) for place in (0, 1))
    ordered = sorted(lines, key=lambda line: (line.is_rest, -line.disbursed, -line.committed, line.label))
    return Divided(tuple(ordered), donors=len(donors), projects=len(ids))


def _label(facts: Facts, name: str, key: str) -> str:
    if key == MANY:
        return MANY_SECTORS if name == "sector" else MANY_PLACES
    return str(Sector(key).label) if name == "sector" else facts.keys.places[int(key)]


# Delegations, associations, classes -------------------------------------------


def _delegations(period: Period) -> tuple[tuple[DelegationLine, ...], tuple[DelegationLine, ...]]:
    lines = delegation_lines(Delegation.objects.all(), period)
    return lines[Direction.IN], lines[Direction.OUT]


def _members(facts: Facts) -> tuple[MemberLine, ...]:
    overdue = {line.pk for line in facts.registers.overdue}
    lines = []
    for line in facts.registers.members:
        held = line.membership
        numbers = (held.official, held.associate, held.honorary, held.collective) if held else (0, 0, 0, 0)
        year = held.year if held else None
        # Only the latest congress is recorded; one held after the period says nothing of it.
        held_on = line.congress_on if line.congress_on and line.congress_on <= facts.period.end else None
        lines.append(MemberLine(line.name, line.country, line.founded_on, held_on, year, *numbers, line.pk in overdue))
    return tuple(lines)


def _classes(period: Period) -> tuple[ClassLine, ...]:
    rows = TrainingClass.objects.active().filter(start_on__range=(period.start, period.end)).order_by("start_on", "pk")
    return tuple(
        ClassLine(
            title=row.title,
            topic=row.get_topic_display(),
            when=str(row.start) if row.end_on in (None, row.start_on) else f"{row.start} -\n{row.end_on:%d/%m/%Y}",
            venue=row.venue,
            organiser=", ".join(part for part in (row.organiser, row.co_organiser) if part),
            trainees=row.trainee_count,
            audience=row.audience,
        )
        for row in rows
    )
