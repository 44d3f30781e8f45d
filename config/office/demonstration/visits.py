"""The invented working programme and list of members of one visit (data/programme.txt, data/members.txt)."""

from collections.abc import Sequence
from datetime import date, time

from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, read
from delegations.models import Delegation, DelegationMember, ProgrammeItem

TEXTS = ("place", "place_en", "content", "content_en", "counterpart", "in_charge", "vehicle", "interpreter")


def add_visits(store: Store, delegations: Sequence[Delegation]) -> None:
    """Store the programmes and members of the delegations that the tables name. Nobody invented has a passport."""
    named = {delegation.name: delegation for delegation in delegations}
    store.add(ProgrammeItem, [_item(row, named) for row in read("programme")])
    store.add(
        DelegationMember,
        [
            DelegationMember(
                delegation=named[row["delegation"]],
                position=place,
                name=row["name"],
                title=row["title"],
                nationality=store.countries[row["country"]],
                role=row["role"],
            )
            for place, row in enumerate(read("members"), start=1)
        ],
    )


def _item(row: Row, named: dict[str, Delegation]) -> ProgrammeItem:
    starts, ends = (time.fromisoformat(row[name]) if row[name] else None for name in ("from", "to"))
    return ProgrammeItem(
        delegation=named[row["delegation"]],
        day=date.fromisoformat(row["day"]),
        starts_at=starts,
        ends_at=ends,
        **{name: row[name] for name in TEXTS},
    )
