"""The lists of a period, together."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from aid.models import Commitment, Disbursement
from associations.models import TrainingClass
from config.kit.periods import Period
from delegations.choices import Direction
from delegations.lines import DelegationLine
from delegations.models import Delegation
from delegations.queries import delegation_lines
from reports.facts import Facts
from reports.printed.rows.divided import Division
from reports.printed.rows.ngos import ngos_on
from reports.printed.rows.projects import approved_groups, outputs_of, projects_of, running_groups
from reports.printed.sides import lacks_of, rough_rows
from reports.printed.summary_rows import Annexes, ClassLine, Lacks, MemberLine


def annexes_of(facts: Facts) -> Annexes:
    """The lists of a period. The number of queries depends on the years it touches, not on the number of rows."""
    projects = projects_of(facts.period)
    running = [project for project in projects if project.is_running]
    division = Division(running, facts)
    approved = [project for project in projects if project.is_approved]
    incoming, outgoing = _delegations(facts.period)
    return Annexes(
        **_lacks(running, approved, facts.period.end),
        projects=running_groups(running, facts),
        approved=approved_groups(approved),
        outputs=outputs_of(facts.period),
        ngos=ngos_on(facts.period.end),
        incoming=incoming,
        outgoing=outgoing,
        members=_members(facts),
        classes=_classes(facts.period),
        by_sector=division.by_sector(),
        by_district=division.by_district(),
        by_country=division.by_country(),
        by_year=division.by_year(),
    )


def _lacks(running: Iterable[Any], approved: Iterable[Any], end: date) -> dict[str, Lacks]:
    """What the columns that run up to the end of the period lack."""
    carried_out, new = ({project.pk for project in projects} for projects in (running, approved))
    commitments, payments = (rough_rows(model, end) for model in (Commitment, Disbursement))
    return {
        "aid_lacks": lacks_of(commitments, carried_out, end),
        "paid_lacks": lacks_of(payments, carried_out, end),
        "approved_lacks": lacks_of(commitments, new, end),
    }


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
