"""The work list of the office: what every app finds due or missing, and what reports themselves add.

A new app adds a module `due` with its KINDS, and a line here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from aid import due as aid
from associations import due as associations
from associations.models import TrainingClass
from config.kit.due import Asked, DueItem, DueKind, missing, nearest_first
from config.kit.periods import Period
from config.kit.text import upper_first
from config.reference.office_settings import values_in_force
from delegations import due as delegations
from reports import addresses
from reports.choices import TargetKind
from reports.models import Report, Target

MOST_OF_A_KIND = 20
TRAINING = "training"
DRAFT = "draft"


def _training(asked: Asked) -> Iterable[DueItem]:
    """The classes of the running year that the running term asks for and that were not held."""
    today, year = asked.today, Period.calendar_year(asked.today.year)
    held: Any = TrainingClass.objects.active().filter(start_on__range=(year.start, year.end))
    number = held.count()
    targets = Target.objects.active().filter(
        kind=TargetKind.EVERY_YEAR, figure="training_by_year", term__archived_at=None
    )
    goals = [row.goal or 1 for row in targets.select_related("term") if row.term.period.contains(today)]
    wanted = max(goals, default=0)
    if number < wanted:
        state = f"mới tổ chức {number}/{wanted} lớp" if number else "chưa tổ chức"
        label = f"Lớp tập huấn năm {today.year}: {state}"
        yield asked.due(TRAINING, today.year, label, year.end, addresses.training_classes(year))


def _drafts(asked: Asked) -> Iterable[DueItem]:
    """Reports that were begun and not issued, the newest first."""
    for row in Report.objects.drafts().select_related("body", "term").order_by("-end_on", "-start_on", "pk"):
        label = f"{upper_first(str(row))} của {row.body.name}"
        yield missing(DRAFT, row.pk, label, row.get_absolute_url(), "Còn là dự thảo")


OWN_KINDS = (
    DueKind(
        TRAINING,
        "Lớp tập huấn của năm",
        lambda asked: "Nhiệm kỳ đặt chỉ tiêu số lớp tập huấn mỗi năm; năm nay chưa tổ chức đủ.",
        "Năm nay không còn nợ lớp tập huấn.",
        lambda asked: addresses.training_classes(Period.calendar_year(asked.today.year)),
        _training,
    ),
    DueKind(
        DRAFT,
        "Báo cáo còn là dự thảo",
        lambda asked: "Báo cáo đã bắt đầu soạn, chưa ban hành.",
        "Không có báo cáo nào còn là dự thảo.",
        lambda asked: reverse("reports:report-list"),
        _drafts,
        has_days=False,
    ),
)
KINDS: tuple[DueKind, ...] = tuple(
    sorted((*aid.KINDS, *delegations.KINDS, *associations.KINDS, *OWN_KINDS), key=lambda kind: not kind.has_days)
)
"""All kinds: those with a day first, then what is missing now, each in the order of the apps."""


def asked_on(today: date, *, most: int | None = None) -> Asked:
    """What every kind is asked on a day. One query."""
    return Asked(today, values_in_force(), most)


def due_items(today: date, *, most: int | None = MOST_OF_A_KIND) -> list[DueItem]:
    """What has a day, the nearest to today first; of each kind at most so many, in a fixed number of queries."""
    asked = asked_on(today, most=most)
    return nearest_first((item for kind in KINDS if kind.has_days for item in kind.find(asked)), today)
