"""What is due or overdue today, each with its date and its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from aid.models import Commitment, Disbursement, RegistrationCertificate
from aid.registers import CERTIFICATES, COMMITMENTS, DISBURSEMENTS
from associations.models import FriendshipAssociation
from associations.queries import congress_due_on, due_soon_on, overdue_on
from associations.registers import ASSOCIATIONS
from config.kit.registers import Register
from config.reference.office_settings import CONGRESS_YEARS, DELEGATION_REPORT_DAYS, EXPIRY_NOTICE, value_of
from delegations.models import Delegation
from delegations.queries import report_due_on, report_missing_on
from delegations.registers import DELEGATIONS

SHOWN = 20


@dataclass(frozen=True)
class DueItem:
    """A record with the day something is due; `is_late` when that day has passed."""

    title: str
    note: str
    url: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class DueGroup:
    """One kind of duty: the rule in a sentence, the nearest SHOWN items of `total`, and where all stand."""

    title: str
    rule: str
    items: Sequence[DueItem]
    total: int
    list_url: str
    empty: str


@dataclass(frozen=True)
class Unconverted:
    """How many counted rows of a ledger lack a USD or VND value, and the list of them."""

    label: str
    rows: int
    list_url: str


def due_groups(user: Any, today: date) -> list[DueGroup]:
    """Certificates, reports on delegations and congresses that are due, as far as the person may see them.

    The number of queries does not depend on how many there are.
    """
    return [certificates_due(user, today), reports_due(user, today), congresses_due(user, today)]


def certificates_due(user: Any, today: date) -> DueGroup:
    """Registration certificates that have run out or will within the office's notice, and were not renewed."""
    notice = value_of(EXPIRY_NOTICE)
    found = RegistrationCertificate.objects.visible_to(user).not_renewed_by(today + timedelta(days=notice))
    items = [
        DueItem(row.ngo.name, str(row), row.get_absolute_url(), row.expires_on, row.expires_on < today)
        for row in found.select_related("ngo").order_by("-expires_on", "pk")[:SHOWN]
    ]
    return DueGroup(
        "Giấy đăng ký của tổ chức PCPNN",
        f"Đã hết hạn hoặc hết hạn trong {notice} ngày tới, chưa có giấy mới cùng loại.",
        items,
        found.count(),
        _list(CERTIFICATES),
        "Không có giấy đăng ký nào sắp hết hạn.",
    )


def reports_due(user: Any, today: date) -> DueGroup:
    """Delegations that left longer ago than the office allows, without a report on results."""
    days = value_of(DELEGATION_REPORT_DAYS)
    found = Delegation.objects.visible_to(user).active().filter(report_missing_on(today, days))
    items = [
        DueItem(row.name, row.get_direction_display(), row.get_absolute_url(), report_due_on(row, days), True)
        for row in found.order_by("-departure_on", "pk")[:SHOWN]
    ]
    return DueGroup(
        "Báo cáo kết quả đoàn",
        f"Đoàn đã rời tỉnh quá {days} ngày, chưa ghi ngày gửi báo cáo.",
        items,
        found.count(),
        _list(DELEGATIONS, report="missing"),
        "Không có đoàn nào quá hạn báo cáo.",
    )


def congresses_due(user: Any, today: date) -> DueGroup:
    """Associations whose term has passed, or passes soon, since the last congress."""
    years = value_of(CONGRESS_YEARS)
    is_due: Q = overdue_on(today, years) | due_soon_on(today, years)
    found: QuerySet[Any] = FriendshipAssociation.objects.visible_to(user).active().filter(is_due)
    items = []
    for row in found.order_by("congress_on", "pk")[:SHOWN]:
        due = congress_due_on(row.congress_on, years)
        note = f"Đại hội gần nhất: {row.congress_on:%d/%m/%Y}"
        items.append(DueItem(row.name, note, row.get_absolute_url(), due, due < today))
    return DueGroup(
        "Đại hội của hội hữu nghị",
        f"Đại hội trước đã qua, hoặc sắp qua, {years} năm.",
        items,
        found.count(),
        _list(ASSOCIATIONS),
        "Không có hội nào đến hạn đại hội.",
    )


def unconverted(user: Any) -> list[Unconverted]:
    """Counted ledger rows that a total in USD or đồng does not hold (docs/rules.md): chưa quy đổi."""
    lacking = Q(usd_cents=None) | Q(vnd=None)
    return [
        Unconverted(
            register.title,
            model.objects.visible_to(user).counted().filter(lacking).count(),
            _list(register, converted="no", counted="1"),
        )
        for register, model in ((COMMITMENTS, Commitment), (DISBURSEMENTS, Disbursement))
    ]


def _list(register: Register, **filters: str) -> str:
    return f"{register.url('list')}?{urlencode(filters)}" if filters else register.url("list")
