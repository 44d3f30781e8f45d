"""Writes to the members of a delegation and to what identifies them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_variables

from config.kit import writing
from config.kit.writing import RuleBroken
from delegations.identities import purge_due_on
from delegations.models import Delegation, DelegationMember, IdentityPurge, MemberIdentity

SEEN = "Xem giấy tờ của thành viên"
ENTERED = "Ghi giấy tờ của thành viên"
CHANGED = "Sửa giấy tờ của thành viên"
REMOVED = "Xóa giấy tờ của thành viên"
PURGED = "Xóa giấy tờ theo thời hạn lưu"
COUNTED = "Số người theo danh sách thành viên"
NOTHING_KEPT = "Chưa ghi giấy tờ của thành viên này."
CLOCK_BACK = (
    "Chưa xóa gì: lần chạy trước ghi lúc {then}, sau giờ hiện tại của máy ({now}). Chỉnh lại đồng hồ của máy rồi chạy "
    "lại. Nếu đồng hồ bây giờ đúng, lần trước mới sai, thêm --clock-is-right."
)
AT_ONCE = 500


@dataclass(frozen=True)
class Identity:
    """What identifies a member. None leaves what is stored as it is."""

    passport_number: str | None = None
    born_on: date | None = None

    def __repr__(self) -> str:
        """Without the values: a traceback shows this."""
        return "Identity(…)"

    def __bool__(self) -> bool:
        return bool(self.passport_number) or self.born_on is not None


@dataclass(frozen=True)
class MemberEntry:
    """A row of the table of members: the values of the member (`id` for one that is kept), and its identity."""

    values: dict[str, Any]
    identity: Identity = Identity()


@transaction.atomic
@sensitive_variables("entries", "entry")
def save_members(
    delegation: Delegation, entries: Sequence[MemberEntry], *, raise_headcount: bool = False, by: Any
) -> None:
    """Make the members of the locked delegation equal `entries`, numbered in their order.

    `raise_headcount` makes the number of members the headcount of the delegation.
    """
    if raise_headcount:
        delegation.headcount, delegation.headcount_qualifier = len(entries), ""
    writing.save(delegation, by=by, reason=COUNTED if raise_headcount else "")
    rows = [{**entry.values, "position": place} for place, entry in enumerate(entries, start=1)]
    writing.set_parts(delegation, "members", rows, by=by)
    stored = {member.position: member for member in DelegationMember.objects.filter(delegation=delegation)}
    for place, entry in enumerate(entries, start=1):
        if entry.identity:
            _store(stored[place], entry.identity, by=by)


@transaction.atomic
@sensitive_variables("changes", "identity")
def save_identities(
    delegation: Delegation,
    changes: Iterable[tuple[DelegationMember, Identity]],
    removed: Iterable[DelegationMember],
    *,
    by: Any,
) -> None:
    """Store identities of members of the locked delegation, and delete those of `removed`.

    Each change leaves a line on the member, without the values.
    """
    writing.save(delegation, by=by)
    for member, identity in changes:
        _store(member, identity, by=by)
    for member in removed:
        MemberIdentity.objects.filter(member=member).delete()
        writing.save(member, by=by, reason=REMOVED)


@sensitive_variables("identity", "stored")
def _store(member: DelegationMember, identity: Identity, *, by: Any) -> None:
    stored = MemberIdentity.objects.filter(member=member).first()
    reason = CHANGED if stored else ENTERED
    stored = stored or MemberIdentity(member=member)
    if identity.passport_number:
        stored.passport_number = identity.passport_number
    if identity.born_on is not None:
        stored.born_on = identity.born_on
    writing.save(stored, by=by)
    writing.save(member, by=by, reason=reason)


@transaction.atomic
@sensitive_variables("identity")
def reveal(member: DelegationMember, *, by: Any) -> MemberIdentity:
    """What identifies a member, in exchange for a line in the history that says who looked.

    Raises RuleBroken when nothing is kept.
    """
    identity = MemberIdentity.objects.filter(member=member).first()
    if identity is None:
        raise RuleBroken(NOTHING_KEPT)
    writing.save(member, by=by, reason=SEEN)
    return identity


# Purge --------------------------------------------------------------------------


def members_to_purge(today: date, *, months: int) -> list[DelegationMember]:
    """Members whose identity has been kept long enough on that day, also of archived and cancelled delegations."""
    kept = DelegationMember.objects.filter(identity__isnull=False).select_related("delegation").order_by("pk")
    return [member for member in kept if purge_due_on(member.delegation, months) <= today]


@transaction.atomic
def purge_identities(today: date, *, months: int, now: datetime, is_clock_right: bool = False) -> int:
    """Delete the identities kept long enough; members and counts stay. Returns how many; a second run finds none.

    Raises RuleBroken when the last run is later than `now`: with a wrong clock nothing is deleted, unless
    `is_clock_right` says that the last run had the wrong one.
    """
    last = IdentityPurge.objects.order_by("-ran_at").first()
    if last is not None and last.ran_at > now and not is_clock_right:
        times = {"then": last.ran_at, "now": now}
        raise RuleBroken(CLOCK_BACK.format(**{key: f"{localtime(at):%H:%M %d/%m/%Y}" for key, at in times.items()}))
    if is_clock_right:
        IdentityPurge.objects.filter(ran_at__gt=now).delete()
    _overwrite_what_is_deleted()
    members = members_to_purge(today, months=months)
    for start in range(0, len(members), AT_ONCE):
        MemberIdentity.objects.filter(member__in=members[start : start + AT_ONCE]).delete()
    for member in members:
        writing.save(member, by=None, reason=PURGED)
    IdentityPurge.objects.create(ran_at=now, deleted=len(members))
    return len(members)


def settle_file() -> None:
    """After the purge is committed: SQLite's log, which still holds the former pages, is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _overwrite_what_is_deleted() -> None:
    """SQLite leaves deleted rows readable in the file unless it is told to overwrite them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def purged_on(delegation: Delegation) -> date | None:
    """The day on which identities of the delegation were last deleted for their age; None when they never were."""
    kept = DelegationMember.history.filter(delegation_id=delegation.pk, history_change_reason=PURGED)
    at = kept.order_by("-history_date").values_list("history_date", flat=True).first()
    return localtime(at).date() if at else None
