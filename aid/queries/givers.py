"""What one giver committed and disbursed: its own rows, and its part of the rows of projects it shares.

The same rule as the figures by giver (docs/rules.md, Breakdowns): the row's donor wins, else the project's
shares; a row of a project whose givers have no percentages belongs to nobody alone and is only counted here.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from aid.models import AidProject, Commitment, Disbursement, ForeignNGO, ProjectDonor
from aid.queries.ledger import Wanted, has_part, is_unsplit, parts_of


@dataclass(frozen=True)
class GiverSum:
    """Cents committed and disbursed of one year or one project; None where no row has a value."""

    committed: int | None = None
    disbursed: int | None = None


@dataclass(frozen=True)
class GiverMoney:
    """The money of one giver, as counted on all days.

    `unconverted` counts rows of its own without a USD value; `unsplit` rows of projects with several givers
    and no percentages, which no giver's sum holds.
    """

    total: GiverSum
    by_year: Mapping[int, GiverSum]
    by_project: Mapping[int, GiverSum]
    projects: list[AidProject]
    unconverted: int
    unsplit: int


@dataclass
class _Side:
    """One ledger's part, summed as it is read."""

    by_year: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    by_project: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    total: int | None = None
    unconverted: int = 0
    unsplit: int = 0


def money_of(ngo: ForeignNGO) -> GiverMoney:
    """The giver's part of all counted rows, by year and project. Nine queries, whatever the number of rows."""
    sides = [_side(model, ngo) for model in (Commitment, Disbursement)]
    projects = _projects(ngo)
    return GiverMoney(
        total=GiverSum(*(side.total for side in sides)),
        by_year=_paired([side.by_year for side in sides]),
        by_project=_paired([side.by_project for side in sides]),
        projects=projects,
        unconverted=sum(side.unconverted for side in sides),
        unsplit=sum(side.unsplit for side in sides),
    )


def _side(model: Any, ngo: ForeignNGO) -> _Side:
    mine = Q(ngo=ngo.pk)
    rows = model.objects.counted()
    shared = Exists(ProjectDonor.objects.filter(project=OuterRef("project")).filter(mine))
    own = rows.filter(Q(donor=ngo.pk) | (Q(donor=None) & has_part(ProjectDonor, mine)))
    parts = parts_of(own, Wanted(givers=frozenset({ngo.pk})))
    side = _Side(unsplit=rows.filter(Q(donor=None) & is_unsplit(ProjectDonor) & Q(shared)).count())
    for pk, project, day in own.order_by().values_list("pk", "project_id", "dated_on"):
        part = parts[pk]
        if part is None:
            side.unconverted += 1
            continue
        side.by_year[day.year] += part
        side.by_project[project] += part
        side.total = (side.total or 0) + part
    return side


def _paired(sides: list[dict[int, int]]) -> dict[int, GiverSum]:
    """Both ledgers' sums under one key, in the order of the keys."""
    committed, disbursed = sides
    keys = sorted({*committed, *disbursed})
    return {key: GiverSum(committed.get(key), disbursed.get(key)) for key in keys}


def _projects(ngo: ForeignNGO) -> list[AidProject]:
    """Projects in use that the organisation gives to, by share or by a row of its own; the newest first."""
    share = Exists(ProjectDonor.objects.filter(project=OuterRef("pk"), ngo=ngo.pk))
    rows = [
        Exists(model.objects.active().filter(project=OuterRef("pk"), donor=ngo.pk))
        for model in (Commitment, Disbursement)
    ]
    found = AidProject.objects.active().filter(Q(share) | Q(rows[0]) | Q(rows[1]))
    return list(found.prefetch_related("donors").order_by("-code", "pk"))
