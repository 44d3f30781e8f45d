"""The invented decisions of change. Their money stands in the ledger already: each points to the row of its day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from aid.choices import CommitmentKind
from aid.models import Amendment, Commitment
from config.kit.partial_dates import PartialDate
from config.office.demonstration.projects import APPROVER
from config.office.demonstration.store import Store


@dataclass(frozen=True)
class Change:
    """What a project's last decision changes beside its money: the end that it put off, the owner that it replaced."""

    summary: str
    old_end: date | None = None
    old_owner: str = ""


CHANGES = {
    "VT-2013-003": Change("Giao Sở làm chủ khoản viện trợ thay UBND huyện", old_owner="UBND huyện Phú Bình"),
    "VT-2013-010": Change("Gia hạn ba tháng để thu hoạch vụ đông", old_end=date(2016, 1, 17)),
    "VT-2016-007": Change("Gia hạn đến hết mùa khô để xong đường bê tông", old_end=date(2018, 12, 31)),
}


def add_amendments(store: Store, commitments: Iterable[Commitment]) -> None:
    """Store the decisions behind the changed commitments of some projects, as stored."""
    rows: dict[str, list[Commitment]] = {code: [] for code in CHANGES}
    for row in commitments:
        if row.kind == CommitmentKind.AMENDMENT and row.project.code in rows:
            rows[row.project.code].append(row)
    store.add(Amendment, (one for code, changed in rows.items() for one in _decisions(store, CHANGES[code], changed)))


def _decisions(store: Store, change: Change, rows: list[Commitment]) -> Iterator[Amendment]:
    for row in rows:
        one = Amendment(
            project=row.project,
            number=row.document,
            decided_on=row.dated_on,
            issuer=APPROVER,
            commitment=row,
        )
        if row is rows[-1]:
            _change(store, one, change)
        yield one


def _change(store: Store, one: Amendment, change: Change) -> None:
    """The project itself holds the new end and the new owner."""
    one.summary = change.summary
    if change.old_end is not None:
        one.old_end, one.new_end = PartialDate.of_day(change.old_end), one.project.end
    if change.old_owner:
        one.old_owner, one.new_owner = store.agencies[change.old_owner], one.project.owner
