"""The invented yearly milestones of the two money targets, which the installation brings itself."""

from collections.abc import Iterator

from config.office.demonstration.store import Store
from config.office.demonstration.tables import read
from reports.models import Milestone, Target


def add_milestones(store: Store) -> None:
    """Store the milestones of those targets that have none yet and whose term counts just these years."""
    store.add(Milestone, _milestones())


def _milestones() -> Iterator[Milestone]:
    paths = {row.pop("figure"): {int(year): int(goal) for year, goal in row.items()} for row in read("milestones")}
    targets = Target.objects.active().filter(figure__in=paths, milestones=None, term__archived_at=None)
    for target in targets.select_related("term").order_by("pk"):
        path = paths[target.figure]
        if target.term.period.years() == list(path):
            yield from (Milestone(target=target, year=year, goal=goal) for year, goal in path.items())
