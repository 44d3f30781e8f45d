"""Conferences, meetings and anniversaries."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from associations.choices import EventKind
from associations.permissions import AssociationPermission
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField


class EventQuerySet(RecordQuerySet):
    view_permission = AssociationPermission.VIEW


class Event(Record):
    """An event the Union held or took part in, with what was pledged there."""

    name = models.CharField("tên sự kiện", max_length=300, db_collation="vi_vn")
    kind = models.CharField("loại", max_length=12, choices=EventKind.choices)
    start_on = models.DateField("từ ngày")
    start_precision = models.CharField(
        "mức rõ của ngày đầu", max_length=7, choices=Precision.choices, default=Precision.DAY
    )
    end_on = models.DateField("đến ngày", null=True, blank=True)
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    organiser = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    participant_count = models.PositiveIntegerField("số người dự", null=True, blank=True)
    pledges = models.TextField("cam kết tại sự kiện", blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("name", "venue", "organiser"))

    start = PartialDateColumns("start_on", "start_precision")
    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on=None) | ~Q(start_precision="day") | Q(end_on__gte=F("start_on")),
                name="associations_event_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("associations:event-detail", args=[self.pk])
