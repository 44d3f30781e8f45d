"""The working programme of a delegation: what happens when, where, with whom."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from config.kit.records import Tracked
from delegations.choices import DelegationStatus


class ProgrammeItemQuerySet(models.QuerySet[Any]):
    def of_others_on(self, days: Collection[date], delegation: Any) -> Self:
        """Whole programmes of the other delegations that have something on one of the days; none cancelled."""
        others = self.filter(day__in=days, delegation__archived_at=None).exclude(delegation=delegation)
        busy = others.exclude(delegation__status=DelegationStatus.CANCELLED).values("delegation")
        return self.filter(delegation__in=busy).select_related("delegation")


class ProgrammeItem(Tracked):
    """One line of the programme. A line without hours is for the whole day."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="programme"
    )
    day = models.DateField("ngày")
    starts_at = models.TimeField("từ giờ", null=True, blank=True)
    ends_at = models.TimeField("đến giờ", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    content = models.CharField("nội dung", max_length=500)
    content_en = models.CharField("nội dung bằng tiếng Anh", max_length=500, blank=True)
    place_en = models.CharField("địa điểm bằng tiếng Anh", max_length=200, blank=True)
    counterpart = models.CharField("thành phần, người tiếp", max_length=250, blank=True)
    in_charge = models.CharField("người phụ trách", max_length=150, blank=True)
    vehicle = models.CharField("xe", max_length=60, blank=True)
    interpreter = models.CharField("phiên dịch", max_length=100, blank=True)

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "mục chương trình"
        # The whole day before its hours, on both databases alike.
        ordering = ["day", F("starts_at").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="delegations_programmeitem_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.content
