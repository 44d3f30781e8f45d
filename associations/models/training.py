"""Training classes of the Union."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from associations.choices import TrainingTopic
from associations.permissions import AssociationPermission
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField


class TrainingQuerySet(RecordQuerySet):
    view_permission = AssociationPermission.VIEW


class TrainingClass(Record):
    """A class held; the target counts classes by the year of their first day."""

    title = models.CharField("tên lớp", max_length=300, db_collation="vi_vn")
    topic = models.CharField("nội dung", max_length=20, choices=TrainingTopic.choices)
    start_on = models.DateField("từ ngày")
    start_precision = models.CharField(
        "mức rõ của ngày đầu", max_length=7, choices=Precision.choices, default=Precision.DAY
    )
    end_on = models.DateField("đến ngày", null=True, blank=True)
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    organiser = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    co_organiser = models.CharField("đơn vị phối hợp", max_length=200, blank=True)
    lecturers = models.CharField("giảng viên", max_length=300, blank=True)
    trainee_count = models.PositiveIntegerField("số học viên", null=True, blank=True)
    audience = models.CharField("thành phần", max_length=300, blank=True)
    trainees_union = models.PositiveIntegerField("học viên của Liên hiệp", null=True, blank=True)
    trainees_associations = models.PositiveIntegerField("học viên hội thành viên", null=True, blank=True)
    trainees_departments = models.PositiveIntegerField("học viên sở, ban, ngành", null=True, blank=True)
    trainees_localities = models.PositiveIntegerField("học viên địa phương", null=True, blank=True)
    cost_vnd = models.BigIntegerField("kinh phí (đồng)", null=True, blank=True, validators=[MinValueValidator(0)])
    cost_source = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("title", "venue", "organiser", "lecturers", "audience"))

    start = PartialDateColumns("start_on", "start_precision")
    objects = TrainingQuerySet.as_manager()
    locked_by = ("start_on",)

    class Meta(Record.Meta):
        verbose_name = "lớp tập huấn"
        verbose_name_plural = "lớp tập huấn"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on=None) | ~Q(start_precision="day") | Q(end_on__gte=F("start_on")),
                name="associations_training_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(cost_vnd=None) | Q(cost_vnd__gte=0), name="associations_training_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("associations:training-detail", args=[self.pk])
