"""What a delegation should hold, each said once as a condition of the database.

A delegation needs more the further it has come: each need names the status from which it is wanted. The box on
its page, the filter "thiếu thông tin" of the list, the due list and the page that moves it to its next status read
these conditions. A cancelled delegation wants nothing any more.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from config.kit.completeness import Need, any_lacking, with_needs
from delegations.choices import DelegationKind, DelegationStatus, Direction, PermitKind
from delegations.models import DelegationCountry, Permit, ProgrammeItem
from delegations.statuses import from_on


def _none(rows: QuerySet[Any]) -> Q:
    """Condition on the outer delegations: none of `rows` belongs to them."""
    return Q(~Exists(rows.filter(delegation=OuterRef("pk"))))


def _no_permit(kind: PermitKind) -> Q:
    return _none(Permit.objects.filter(kind=kind))


NO_PERMIT = (Q(direction=Direction.IN) & _no_permit(PermitKind.VISIT)) | (
    Q(direction=Direction.OUT) & _no_permit(PermitKind.OUTGOING)
)
"""No paper lets the delegation come (or go)."""

# Foreigners who treat patients here need the health authority's leave too.
NO_MEDICAL_PERMIT = Q(direction=Direction.IN, kind=DelegationKind.MEDICAL) & _no_permit(PermitKind.MEDICAL)


@dataclass(frozen=True)
class StatusNeed:
    """A need with the first status that wants it; `need.lacks` alone does not ask for the status."""

    need: Need
    since: DelegationStatus

    @property
    def wanted(self) -> Need:
        """The same need, lacking only where the row's own status wants it."""
        return Need(self.need.key, self.need.label, Q(status__in=from_on(self.since)) & self.need.lacks)


BY_STATUS: tuple[StatusNeed, ...] = (
    StatusNeed(
        Need("purpose", "mục đích hoặc chương trình", Q(purpose="") & _none(ProgrammeItem.objects.all())),
        DelegationStatus.SUBMITTED,
    ),
    StatusNeed(
        Need("country", "nước, vùng lãnh thổ", _none(DelegationCountry.objects.all())), DelegationStatus.SUBMITTED
    ),
    StatusNeed(Need("headcount", "số người", Q(headcount=None)), DelegationStatus.SUBMITTED),
    StatusNeed(Need("permit", "văn bản cho phép", NO_PERMIT), DelegationStatus.PERMITTED),
    StatusNeed(
        Need("medical_permit", "văn bản cho phép khám, chữa bệnh", NO_MEDICAL_PERMIT), DelegationStatus.PERMITTED
    ),
    StatusNeed(Need("departure", "ngày rời đi", Q(departure_on=None)), DelegationStatus.FINISHED),
    StatusNeed(Need("report_sent_on", "ngày gửi báo cáo kết quả", Q(report_sent_on=None)), DelegationStatus.REPORTED),
    StatusNeed(Need("outcome", "kết quả", Q(outcome="")), DelegationStatus.REPORTED),
)
DELEGATION_NEEDS: tuple[Need, ...] = tuple(one.wanted for one in BY_STATUS)
"""What a delegation's own status wants."""


def needs_of(status: DelegationStatus) -> tuple[Need, ...]:
    """What a delegation must hold to stand in a status; the conditions do not ask where it stands now."""
    return tuple(one.need for one in BY_STATUS if status in from_on(one.since))


def incomplete(delegations: QuerySet[Any]) -> QuerySet[Any]:
    """Delegations that lack something their own status wants."""
    return delegations.filter(any_lacking(DELEGATION_NEEDS))


def with_missing(delegations: QuerySet[Any]) -> QuerySet[Any]:
    """Each row with a flag `lacks_<key>` for every need."""
    return with_needs(delegations, DELEGATION_NEEDS)
