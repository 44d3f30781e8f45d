"""Reports that projects, NGOs and the province owe: when they are due, and which have come.

What is due is computed from the deadlines (aid/rules/obligations.py), never stored; only what came is a row.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aid.choices import LegalBasis, Reporter, ReportKind
from aid.permissions import AidPermission
from aid.rules.obligations import report_title
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked


class ReportDeadlineQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW


class ReportDeadline(Record):
    """When a kind of report is due every year, as the office follows it; decrees leave some days open.

    A yearly or half-yearly report is due on `month`/`day` of the year reported plus `year_offset`; a final
    report `months_after_end` months after the project's end. `legal_basis` narrows projects to those under
    that decree; `in_force_from` and `in_force_to` bound the due days a rule gives.
    """

    label = models.CharField("báo cáo", max_length=200)
    reporter = models.CharField("ai báo cáo", max_length=10, choices=Reporter.choices)
    kind = models.CharField("loại báo cáo", max_length=10, choices=ReportKind.choices)
    legal_basis = models.CharField("theo", max_length=15, choices=LegalBasis.choices, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    year_offset = models.PositiveSmallIntegerField("số năm sau năm báo cáo", default=0)
    months_after_end = models.PositiveSmallIntegerField("số tháng sau khi kết thúc", null=True, blank=True)
    in_force_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    in_force_to = models.DateField("áp dụng đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=200, blank=True)
    search_key = SearchKeyField(sources=("label", "source"))

    objects = ReportDeadlineQuerySet.as_manager()
    parts = ("receipts",)

    class Meta(Record.Meta):
        verbose_name = "hạn báo cáo"
        verbose_name_plural = "hạn báo cáo"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=ReportKind.FINAL, months_after_end__gt=0, month=None, day=None)
                | (
                    ~Q(kind=ReportKind.FINAL)
                    & Q(months_after_end=None, month__range=(1, 12), day__range=(1, 31), year_offset__lte=1)
                ),
                name="aid_reportdeadline_day_or_months",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from=None) | Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="aid_reportdeadline_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("aid:deadline-detail", args=[self.pk])


class ReportReceipt(Tracked):
    """A report that came (from a project's owner or an NGO) or that the province sent, for one year."""

    project = models.ForeignKey(
        "aid.AidProject",
        models.CASCADE,
        verbose_name="khoản viện trợ",
        null=True,
        blank=True,
        related_name="report_receipts",
    )
    ngo = models.ForeignKey(
        "aid.ForeignNGO",
        models.CASCADE,
        verbose_name="tổ chức",
        null=True,
        blank=True,
        related_name="report_receipts",
    )
    deadline = models.ForeignKey(
        ReportDeadline,
        models.PROTECT,
        verbose_name="hạn báo cáo của tỉnh",
        null=True,
        blank=True,
        related_name="receipts",
    )
    kind = models.CharField("loại báo cáo", max_length=10, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField("năm báo cáo")
    received_on = models.DateField("ngày nhận, gửi")
    document = models.CharField("số, ký hiệu văn bản", max_length=150, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "báo cáo đã nhận"
        verbose_name_plural = "báo cáo đã nhận"
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, ngo=None, deadline=None)
                | Q(project=None, ngo__isnull=False, deadline=None)
                | Q(project=None, ngo=None, deadline__isnull=False),
                name="aid_reportreceipt_one_reporter",
            ),
            models.UniqueConstraint(fields=["project", "kind", "year"], name="aid_reportreceipt_project_once"),
            models.UniqueConstraint(fields=["ngo", "kind", "year"], name="aid_reportreceipt_ngo_once"),
            models.UniqueConstraint(fields=["deadline", "year"], name="aid_reportreceipt_province_once"),
            models.CheckConstraint(condition=Q(year__range=(1945, 2100)), name="aid_reportreceipt_year"),
        ]

    def __str__(self) -> str:
        return report_title(self.kind, self.year)

    @property
    def owner(self) -> Any:
        """The record the report belongs to: a project, an NGO, or a deadline of the province."""
        return self.project or self.ngo or self.deadline
