"""What is due: certificates, permits, delegation reports, congresses, the year's training class.

The conditions are those of the lists themselves (not_renewed_by, report_missing_on, overdue_on), so the short
list of the dashboard and the page of what is due agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from aid.choices import Reporter
from aid.models import RegistrationCertificate
from aid.queries.reporting import ReportRow, report_rows
from associations.models import FriendshipAssociation, TrainingClass
from associations.queries import congress_due_on, due_soon_on, overdue_on
from config.kit.numbers import write_number
from config.kit.periods import Period
from config.reference.models import Setting
from config.reference.office_settings import CONGRESS_YEARS, DELEGATION_REPORT_DAYS, EXPIRY_NOTICE, OfficeSetting
from delegations.choices import DelegationStatus, Direction
from delegations.completeness import NO_MEDICAL_PERMIT, NO_PERMIT
from delegations.models import Delegation, FollowUp
from delegations.queries import report_due_on, report_missing_on
from reports import addresses
from reports.choices import TargetKind
from reports.models import Report, Target

PERMIT_NOTICE = timedelta(days=30)
SOON = timedelta(days=30)
MOST_OF_A_KIND = 20
ONE_BY_ONE = 3
"""So many of one report are told one by one, more as one line that opens their list."""


class Kind(StrEnum):
    """What kind of thing is due; the page of what is due groups by it."""

    CERTIFICATE = "certificate"
    REPORT = "report"
    PERMIT = "permit"
    FOLLOW_UP = "follow_up"
    CONGRESS = "congress"
    TRAINING = "training"
    PROJECT_REPORT = "project_report"
    NGO_REPORT = "ngo_report"
    PROVINCE_REPORT = "province_report"


@dataclass(frozen=True)
class DueItem:
    """One thing to do: what, until when, where to do it.

    `tone` is "bad" (overdue), "warn" (within 30 days) or ""; `said` puts the distance in words.
    """

    label: str
    due_on: date
    url: str
    tone: str
    said: str
    kind: Kind


def signed_reports() -> dict[int, Report]:
    """The signed annual report of each year (with its number and day); the latest where several bodies signed."""
    signed = Report.objects.active().filter(dated_on__isnull=False).exclude(number="").order_by("dated_on", "pk")
    return {report.year: report for report in signed}


def due_items(today: date, *, most: int | None = MOST_OF_A_KIND) -> list[DueItem]:
    """What is due on this day, the nearest to it first; of each kind at most so many, in a fixed number of queries."""
    days = _settings_in_force()
    found = [
        *_certificates(today, timedelta(days=days[EXPIRY_NOTICE.key]), most),
        *_reports(today, days[DELEGATION_REPORT_DAYS.key], most),
        *_permits(today, most),
        *_follow_ups(today, most),
        *_congresses(today, days[CONGRESS_YEARS.key], most),
        *_training(today),
        *_owed_reports(today, most),
    ]
    return sorted(found, key=lambda item: (abs(item.due_on - today), item.due_on, item.label))


def _settings_in_force() -> dict[str, int]:
    wanted: tuple[OfficeSetting, ...] = (EXPIRY_NOTICE, DELEGATION_REPORT_DAYS, CONGRESS_YEARS)
    own = dict(Setting.objects.filter(key__in=[one.key for one in wanted]).values_list("key", "value"))
    return {one.key: int(own.get(one.key, one.default)) for one in wanted}


def _item(kind: Kind, label: str, due_on: date, url: str, today: date) -> DueItem:
    distance = (due_on - today).days
    if distance < 0:
        return DueItem(label, due_on, url, "bad", f"Quá hạn {-distance} ngày", kind)
    said = f"Còn {distance} ngày" if distance else "Hôm nay là hạn"
    return DueItem(label, due_on, url, "warn" if due_on <= today + SOON else "", said, kind)


def _certificates(today: date, notice: timedelta, most: int | None) -> Iterator[DueItem]:
    """Certificates that have ended or end within the notice, and were not renewed."""
    ending = RegistrationCertificate.objects.not_renewed_by(today + notice, on=today).select_related("ngo")
    for certificate in ending.order_by("-expires_on", "pk")[:most]:
        label = f"{certificate.get_kind_display()} của {certificate.ngo.name} hết hạn"
        yield _item(Kind.CERTIFICATE, label, certificate.expires_on, certificate.get_absolute_url(), today)


def _reports(today: date, days: int, most: int | None) -> Iterator[DueItem]:
    """Reports on delegations that left and of which nothing was sent in time."""
    late = Delegation.objects.active().filter(report_missing_on(today, days))
    for delegation in late.order_by("-departure_on", "pk")[:most]:
        due_on = report_due_on(delegation, days)
        if due_on is not None:
            yield _item(
                Kind.REPORT, f"Báo cáo kết quả: {delegation.name}", due_on, delegation.get_absolute_url(), today
            )


def _permits(today: date, most: int | None) -> Iterator[DueItem]:
    """Incoming delegations about to arrive without a permit on record; medical missions need two."""
    ahead = (
        Delegation.objects.active()
        .filter(
            direction=Direction.IN,
            status__in=(DelegationStatus.PLANNED, DelegationStatus.SUBMITTED),
            arrival_on__range=(today, today + PERMIT_NOTICE),
        )
        .filter(NO_PERMIT | NO_MEDICAL_PERMIT)
    )
    for delegation in ahead.order_by("arrival_on", "pk")[:most]:
        label = f"Văn bản cho phép: {delegation.name}"
        yield _item(Kind.PERMIT, label, delegation.arrival_on, delegation.get_absolute_url(), today)


def _follow_ups(today: date, most: int | None) -> Iterator[DueItem]:
    """What was to be done after a visit, overdue or due within 30 days: the task with its person and delegation."""
    rows = FollowUp.objects.filter(done_on=None, due_on__lte=today + SOON, delegation__in=Delegation.objects.counted())
    for row in rows.select_related("delegation").order_by("-due_on", "pk")[:most]:
        whose = f"{row.task} ({row.person})" if row.person else row.task
        label = f"{whose}: {row.delegation.name}"
        if row.due_on is not None:
            yield _item(Kind.FOLLOW_UP, label, row.due_on, row.delegation.get_absolute_url(), today)


def _congresses(today: date, years: int, most: int | None) -> Iterator[DueItem]:
    """Associations whose term is over or ends soon (Nghị định 45/2010/NĐ-CP, Điều 20)."""
    due = FriendshipAssociation.objects.active().filter(overdue_on(today, years) | due_soon_on(today, years))
    for association in due.order_by("-congress_on", "pk")[:most]:
        if association.congress_on is not None:
            due_on = congress_due_on(association.congress_on, years)
            yield _item(Kind.CONGRESS, f"Đại hội {association.name}", due_on, association.get_absolute_url(), today)


def _training(today: date) -> Iterator[DueItem]:
    """The class of the running year, when the running term asks for one every year and none was held."""
    held: Any = TrainingClass.objects.active().filter(start_on__year=today.year)
    asked = Target.objects.active().filter(
        kind=TargetKind.EVERY_YEAR, term__archived_at=None, term__start_on__lte=today, term__end_on__gte=today
    )
    if not held.exists() and asked.exists():
        label = f"Lớp tập huấn năm {today.year}: chưa tổ chức"
        year = Period.calendar_year(today.year)
        yield _item(Kind.TRAINING, label, year.end, addresses.training_classes(year), today)


OWED = {
    Reporter.PROJECT: (Kind.PROJECT_REPORT, "khoản viện trợ"),
    Reporter.NGO: (Kind.NGO_REPORT, "tổ chức PCPNN"),
    Reporter.PROVINCE: (Kind.PROVINCE_REPORT, ""),
}


def _owed_reports(today: date, most: int | None) -> Iterator[DueItem]:
    """Reports on aid that did not come: overdue, or due within 30 days (aid/rules/obligations.py)."""
    missing: dict[Kind, list[DueItem]] = {kind: [] for kind, _ in OWED.values()}
    groups: dict[tuple[Any, ...], list[ReportRow]] = {}
    for row in report_rows(today, ahead=SOON):
        if row.is_open:
            groups.setdefault((row.reporter, row.title, row.due_on), []).append(row)
    for rows in groups.values():
        kind = OWED[Reporter(rows[0].reporter)][0]
        missing[kind] += _owed(rows, today)
    for items in missing.values():
        yield from sorted(items, key=lambda item: (abs(item.due_on - today), item.due_on, item.label))[:most]


def _owed(rows: list[ReportRow], today: date) -> list[DueItem]:
    """The items of one report that falls due on one day: one for each who owes it, or one for all of many."""
    first = rows[0]
    kind, noun = OWED[Reporter(first.reporter)]
    due_on = first.due_on or today
    if first.is_of_province:
        url = addresses.reports_owed(reporter=first.reporter, year=first.year, state="open")
        return [_item(kind, first.title, due_on, url, today)]
    if len(rows) <= ONE_BY_ONE:
        return [_item(kind, f"{row.title}: {row.name}", due_on, row.url, today) for row in rows]
    url = addresses.reports_owed(reporter=first.reporter, kind=first.kind, year=first.year, state=first.state)
    label = f"{first.title}: {write_number(len(rows))} {noun} chưa gửi"
    return [_item(kind, label, due_on, url, today)]
