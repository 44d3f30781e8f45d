"""Terms with their targets, published baselines, and the kept text of reports."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from config.kit.choices import Qualifier
from config.kit.periods import Period
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from reports.choices import Assessment, Comparison, CountingRule, PublishedUnit, TargetKind
from reports.counting import counted_period, drafted_rule
from reports.permissions import ReportPermission


class ReportQuerySet(RecordQuerySet):
    view_permission = ReportPermission.VIEW


class TermQuerySet(ReportQuerySet):
    def current(self, today: date) -> Any:
        """The term the dashboard opens with: the one running, else the newest begun, else the first."""
        terms = self.active().order_by("start_on", "pk")
        running = terms.filter(start_on__lte=today, end_on__gte=today).last()
        return running or terms.filter(start_on__lte=today).last() or terms.first()


class Term(Record):
    """A term of the Union. Days decide which rows count, never "years between" (docs/rules.md, Law)."""

    name = models.CharField("tên nhiệm kỳ", max_length=40, unique=True, help_text="Ví dụ 2015-2020.")
    ordinal = models.CharField("nhiệm kỳ thứ", max_length=10, blank=True, help_text="Số La Mã, ví dụ III.")
    start_on = models.DateField("từ ngày")
    end_on = models.DateField("đến ngày")
    counting = models.CharField(
        "ngày được tính", max_length=13, choices=CountingRule.choices, default=CountingRule.DAYS
    )
    counting_rule = models.TextField(
        "câu nêu cách tính",
        blank=True,
        help_text="In dưới mỗi biểu đồ và trong báo cáo; để trống thì câu được soạn theo ngày được tính.",
    )
    search_key = SearchKeyField(sources=("name",))

    objects = TermQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "nhiệm kỳ"
        verbose_name_plural = "nhiệm kỳ"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(end_on__gt=F("start_on")), name="reports_term_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:term-detail", args=[self.pk])

    @property
    def printed_rule(self) -> str:
        """The sentence under every chart and in reports: that of staff, else one drafted from the choice."""
        return self.counting_rule or drafted_rule(CountingRule(self.counting), self.start_on, self.end_on)

    @property
    def period(self) -> Period:
        """The days whose rows count, by the rule the term has chosen."""
        return self.period_by(CountingRule(self.counting))

    def period_by(self, rule: CountingRule) -> Period:
        """The days whose rows would count by another rule."""
        return counted_period(rule, self.start_on, self.end_on, f"giai đoạn {self.name}")


def _figure_in_words(key: str) -> str:
    # The catalogue counts rows of all apps, so it can be read only once all models are there.
    from reports.measures import figure_name

    return figure_name(key)


class TargetQuerySet(ReportQuerySet):
    def of_term(self, term: Term) -> Self:
        """The targets that count, in their order, with their milestones."""
        return self.active().filter(term=term).order_by("position", "pk").prefetch_related("milestones")


class Target(Record):
    """What a term has set itself, measured by a figure of the catalogue or assessed by hand."""

    term = models.ForeignKey(Term, models.PROTECT, verbose_name="nhiệm kỳ", related_name="targets")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    label = models.CharField("chỉ tiêu", max_length=300)
    kind = models.CharField("kiểu", max_length=10, choices=TargetKind.choices)
    figure = models.CharField("con số đo", max_length=60, blank=True, help_text="Mã trong danh mục con số.")
    comparison = models.CharField("so sánh", max_length=10, choices=Comparison.choices, blank=True)
    goal = models.BigIntegerField("mức đặt ra", null=True, blank=True, help_text="Bằng USD, lớp hoặc đối tác.")
    goal_text = models.CharField("mức đặt ra bằng chữ", max_length=100, blank=True)
    assessment = models.CharField("đánh giá", max_length=10, choices=Assessment.choices, default=Assessment.NOT_YET)
    assessment_text = models.CharField("câu đánh giá", max_length=500, blank=True)
    search_key = SearchKeyField(sources=("label",))

    parts = ("milestones",)
    objects = TargetQuerySet.as_manager()
    said_in_history = {"figure": _figure_in_words}

    class Meta(Record.Meta):
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["term", "position"], name="reports_target_position_once"),
            models.CheckConstraint(condition=Q(goal=None) | Q(goal__gte=0), name="reports_target_goal_not_negative"),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.ASSESSED, figure="") | (~Q(kind=TargetKind.ASSESSED) & ~Q(figure="")),
                name="reports_target_measured_or_assessed",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("reports:term-detail", args=[self.term_id])


class Milestone(Tracked):
    """What a target wants reached by the end of a year of its term, counted from the beginning of the term. The
    target itself stays what it is: milestones that add up to something else change nothing but the page, which
    says so."""

    target = models.ForeignKey(Target, models.CASCADE, verbose_name="chỉ tiêu", related_name="milestones")
    year = models.PositiveSmallIntegerField("năm")
    goal = models.BigIntegerField("mức lũy kế đến hết năm")

    class Meta:
        verbose_name = "mốc hằng năm"
        verbose_name_plural = "mốc hằng năm"
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "year"], name="reports_milestone_once_a_year"),
            models.CheckConstraint(condition=Q(goal__gte=0), name="reports_milestone_not_negative"),
            models.CheckConstraint(condition=Q(year__range=(1945, 2100)), name="reports_milestone_year"),
        ]

    def __str__(self) -> str:
        return f"mốc năm {self.year}"


class PublishedFigure(Record):
    """A figure that was published before, shown beside the computed ones and never summed with them."""

    label = models.CharField("nội dung", max_length=250)
    period_label = models.CharField("thời gian", max_length=60)
    qualifier = models.CharField("mức chính xác", max_length=6, choices=Qualifier.choices, blank=True)
    value_low = models.BigIntegerField("giá trị")
    value_high = models.BigIntegerField("giá trị đến", null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=20, choices=PublishedUnit.choices)
    note = models.CharField("ghi thêm", max_length=250, blank=True)
    source = models.CharField("nguồn", max_length=300)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    search_key = SearchKeyField(sources=("label",))

    objects = ReportQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "số liệu đã công bố"
        verbose_name_plural = "số liệu đã công bố"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value_high=None) | Q(value_high__gt=F("value_low")), name="reports_published_range"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("reports:figures")


class Report(Record):
    """The annual summary of one body and year: the paragraphs people edited. Figures are never stored here."""

    year = models.PositiveSmallIntegerField("năm")
    body = models.ForeignKey(
        "reference.IssuingBody", models.PROTECT, verbose_name="cơ quan ban hành", related_name="reports"
    )
    as_of = models.DateField("số liệu tính đến", null=True, blank=True)
    number = models.CharField("số", max_length=30, blank=True)
    dated_on = models.DateField("ngày ký", null=True, blank=True)
    # Paragraph key -> text as edited; a key that is absent takes the drafted words.
    paragraphs = models.JSONField("đoạn văn đã sửa", default=dict, blank=True)
    search_key = SearchKeyField(sources=("number",))

    objects = ReportQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "báo cáo tổng kết"
        verbose_name_plural = "báo cáo tổng kết"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["year", "body"], name="reports_report_one_per_year"),
            models.CheckConstraint(condition=Q(year__range=(1945, 2100)), name="reports_report_year"),
        ]

    def __str__(self) -> str:
        return f"báo cáo tổng kết năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:annual", args=[self.year])
