"""What a leader reads before receiving a delegation: who they are, when and where, what came before, what runs
with them, what is still owed, what to raise. It needs delegations and aid, so it stands here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from aid.models import AidProject
from aid.queries.givers import GiverMoney, GiverSum, money_of
from aid.queries.running import running_in
from config.kit.periods import Period
from config.kit.text import word_starts
from delegations.models import Delegation, DelegationCountry, FollowUp, Pledge, ProgrammeItem
from delegations.programme import naming

MOST_VISITS = 5


@dataclass(frozen=True)
class Visit:
    """An earlier visit, of the same organisation or only from the same country."""

    delegation: Delegation
    is_same_organisation: bool


@dataclass(frozen=True)
class RunningProject:
    """A project of the linked organisation carried out on the day, with the organisation's part of the money."""

    project: AidProject
    money: GiverSum


@dataclass(frozen=True)
class Briefing:
    """Loaded rows only. `meetings` are the lines of the programme that name the leader; where none does,
    `is_leader_named` is False and they are those that say who receives the guests. `money` is None without a
    linked organisation."""

    delegation: Delegation
    meetings: Sequence[ProgrammeItem]
    is_leader_named: bool
    visits: Sequence[Visit]
    projects: Sequence[RunningProject]
    money: GiverMoney | None
    follow_ups: Sequence[FollowUp]
    pledges: Sequence[Pledge]


def briefing_of(delegation: Delegation, user: Any, day: date) -> Briefing:
    """As of a day, for a delegation loaded `for_programme` with its linked organisation; the number of queries
    depends only on whether an organisation is linked."""
    items = list(delegation.programme.all())
    named = naming(delegation.host_leader, items)
    earlier = _earlier(delegation, user)
    same = earlier.filter(_same_organisation(delegation))
    visits = _visits(delegation, earlier, same)
    shown = [visit.delegation.pk for visit in visits]
    before = Q(delegation__in=same.order_by().values("pk")) | Q(delegation__in=shown)
    return Briefing(
        delegation=delegation,
        meetings=named or [item for item in items if item.counterpart],
        is_leader_named=bool(named),
        visits=visits,
        **_running(delegation, day),
        follow_ups=list(
            FollowUp.objects.filter(before, done_on=None)
            .select_related("delegation")
            .order_by(F("due_on").asc(nulls_last=True), "pk")
        ),
        pledges=list(
            Pledge.objects.filter(before).select_related("delegation").order_by("-delegation__arrival_on", "pk")
        ),
    )


# Earlier visits -------------------------------------------------------------------


def _earlier(delegation: Delegation, user: Any) -> Any:
    """Counted delegations of the same direction that arrived before."""
    found: Any = Delegation.objects.visible_to(user).counted()
    return (
        found.filter(direction=delegation.direction, arrival_on__lt=delegation.arrival_on)
        .exclude(pk=delegation.pk)
        .prefetch_related("countries__country")
        .order_by("-arrival_on", "-pk")
    )


def _same_organisation(delegation: Delegation) -> Q:
    """The same linked organisation or partner, or every word of a sending organisation's name."""
    same = Q(pk__in=[])
    if delegation.ngo_id is not None:
        same |= Q(ngo=delegation.ngo_id)
    if delegation.partner_id is not None:
        same |= Q(partner=delegation.partner_id)
    for name in re.split(r"[;\n]", delegation.organisations):
        words = [Q(search_key__contains=word) for word in word_starts(name)]
        same |= Q(*words) if words else Q(pk__in=[])
    return same


def _visits(delegation: Delegation, earlier: Any, same: Any) -> list[Visit]:
    """The last five, newest first; those of the same organisation come before those from the same country."""
    of_organisation = list(same[:MOST_VISITS])
    countries = [row.country_id for row in delegation.countries.all()]
    shares = DelegationCountry.objects.filter(delegation=OuterRef("pk"), country__in=countries)
    known = [visit.pk for visit in of_organisation]
    of_country = list(earlier.filter(Exists(shares)).exclude(pk__in=known)[:MOST_VISITS])
    chosen = [Visit(one, True) for one in of_organisation] + [Visit(one, False) for one in of_country]
    return sorted(
        chosen[:MOST_VISITS], key=lambda visit: (visit.delegation.arrival_on, visit.delegation.pk), reverse=True
    )


# What runs ------------------------------------------------------------------------


def _running(delegation: Delegation, day: date) -> dict[str, Any]:
    """The linked organisation's projects carried out on the day, the newest first."""
    if delegation.ngo is None:
        return {"projects": [], "money": None}
    money = money_of(delegation.ngo)
    ids = [project.pk for project in money.projects]
    running = set(
        AidProject.objects.counted()
        .filter(running_in(Period.between(day, day)), pk__in=ids)
        .values_list("pk", flat=True)
    )
    projects = [
        RunningProject(project, money.by_project.get(project.pk, GiverSum()))
        for project in money.projects
        if project.pk in running
    ]
    return {"projects": projects, "money": money}
