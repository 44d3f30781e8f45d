"""Terms with their targets, published baselines, and reports: drafts and what was frozen when they were issued."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from config.kit.access import VisibleQuerySet
from config.kit.choices import Qualifier
from config.kit.periods import Period
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from config.kit.text import lower_first
from reports.choices import (
    Assessment,
    Comparison,
    CountingRule,
    FileFormat,
    JobState,
    PublishedUnit,
    ReportKind,
    ReportStage,
    Standing,
    TargetKind,
)
from reports.counting import counted_period, drafted_rule
from reports.permissions import ReportPermission
from reports.printed.occasions import Occasion, occasion_of


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


FROZEN = ("figures", "rows", "settings", "article")
"""The large columns of IssuedReport."""


class ReportSet(ReportQuerySet):
    def drafts(self) -> Self:
        return self.active().filter(stage=ReportStage.DRAFT)

    def issued(self) -> Self:
        """Issued reports, the newest first; what was frozen of the registers is megabytes and read when asked for."""
        found = self.filter(stage=ReportStage.ISSUED).select_related("issued").order_by("-dated_on", "-pk")
        return found.defer(*(f"issued__{name}" for name in FROZEN))

    def with_replaced(self) -> Self:
        """Each with its term and the report that it replaces, as its document names them."""
        found = self.select_related("term", "replaces__issued")
        return found.defer(*(f"replaces__issued__{name}" for name in FROZEN))

    def about(self, occasion: Occasion, body: Any) -> Self:
        """The reports of one body on one time."""
        return self.on_days(occasion.kind, occasion.period, body)

    def on_days(self, kind: str, period: Period, body: Any) -> Self:
        """The reports of one kind and body on exactly these days."""
        return self.filter(kind=kind, start_on=period.start, end_on=period.end, body=body)

    def beside(self, report: "Report") -> Self:
        """The reports on the time of this one, of its kind and body."""
        return self.on_days(report.kind, report.period, report.body_id)


def _texts_in_words(kept: dict[str, str]) -> str:
    # The words of reports are drafted from figures of all apps, as above.
    from reports.printed.outline import said_texts

    return said_texts(kept)


def _layout_in_words(layout: list[dict[str, Any]]) -> str:
    from reports.printed.outline import said_layout

    return said_layout(layout)


class Report(Record):
    """A report of one body about one time: the words people wrote for it.

    A draft takes its figures from the registers; when it is issued they are frozen beside it (IssuedReport).
    """

    kind = models.CharField("loại báo cáo", max_length=11, choices=ReportKind.choices, default=ReportKind.ANNUAL)
    year = models.PositiveSmallIntegerField("năm")
    start_on = models.DateField("từ ngày")
    end_on = models.DateField("đến ngày")
    term = models.ForeignKey(
        Term, models.PROTECT, verbose_name="nhiệm kỳ", related_name="reports", null=True, blank=True
    )
    body = models.ForeignKey(
        "reference.IssuingBody", models.PROTECT, verbose_name="cơ quan ban hành", related_name="reports"
    )
    stage = models.CharField("tình trạng", max_length=6, choices=ReportStage.choices, default=ReportStage.DRAFT)
    standing = models.CharField("số liệu là", max_length=8, choices=Standing.choices, default=Standing.FINAL)
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thay cho báo cáo", related_name="corrections", null=True, blank=True
    )
    as_of = models.DateField("số liệu tính đến", null=True, blank=True)
    number = models.CharField("số", max_length=30, blank=True)
    dated_on = models.DateField("ngày ký", null=True, blank=True)
    # Paragraph key -> text as edited; a key that is absent takes the drafted words.
    paragraphs = models.JSONField("đoạn văn đã sửa", default=dict, blank=True)
    # Headings as people renamed, ordered, added or left them out; empty: as the house has them (printed/outline.py).
    layout = models.JSONField("các mục", default=list, blank=True)
    search_key = SearchKeyField(sources=("number",))

    objects = ReportSet.as_manager()
    said_in_history = {"paragraphs": _texts_in_words, "layout": _layout_in_words}

    class Meta(Record.Meta):
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "start_on", "end_on", "body"],
                condition=Q(stage=ReportStage.DRAFT, archived_at=None),
                name="reports_report_one_draft",
            ),
            models.CheckConstraint(condition=Q(year__range=(1945, 2100)), name="reports_report_year"),
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="reports_report_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(stage=ReportStage.ISSUED) | (~Q(number="") & Q(dated_on__isnull=False, archived_at=None)),
                name="reports_report_issued_is_complete_and_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"báo cáo {lower_first(self.occasion.full_title)}"

    def get_absolute_url(self) -> str:
        if self.is_issued:
            return reverse("reports:issued", args=[self.pk])
        draft = reverse("reports:draft", args=[self.kind, self.occasion.which])
        return f"{draft}?body={self.body_id}"

    @property
    def edited_count(self) -> int:
        """How many paragraphs people wrote themselves; the marks beside them carry an @."""
        return sum(1 for key in self.paragraphs if "@" not in key)

    @property
    def is_issued(self) -> bool:
        return self.stage == ReportStage.ISSUED

    @property
    def period(self) -> Period:
        return Period.between(self.start_on, self.end_on)

    def is_about(self, occasion: Occasion) -> bool:
        """Whether it is of this kind and about exactly these days."""
        period = occasion.period
        return (self.kind, self.start_on, self.end_on) == (occasion.kind, period.start, period.end)

    @property
    def occasion(self) -> Occasion:
        """What the report is about; a term needs `term` loaded, no query otherwise."""
        return occasion_of(self.kind, self.start_on, self.end_on, self.term)


class WrittenOnce(TypeError):
    """What was frozen when a report was issued is neither changed nor deleted: a fault of the program."""


class FrozenSet(VisibleQuerySet):
    view_permission = ReportPermission.VIEW


class IssuedSet(FrozenSet):
    """Rows that are written once."""

    def update(self, **values: Any) -> int:
        raise WrittenOnce(self.model.__name__)

    def delete(self) -> Any:
        raise WrittenOnce(self.model.__name__)


class KeptForGood(models.Model):
    """A row that is written once; every later save and every deletion raises WrittenOnce."""

    objects = IssuedSet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise WrittenOnce(type(self).__name__)


class IssuedReport(KeptForGood):
    """What a report said on the day it was issued: written once, never changed, never deleted.

    `figures` are the figures of the catalogue, `rows` the rows behind them (printed/frozen.py gives both their
    form), `article` the text as the page shows it. `rules` names the version of the rules, `settings` the values
    of the office that the figures depend on.
    """

    report = models.OneToOneField(Report, models.PROTECT, verbose_name="báo cáo", related_name="issued")
    symbol = models.CharField("số, ký hiệu", max_length=80)
    signatory = models.CharField("người ký", max_length=120)
    title = models.CharField("chức vụ người ký", max_length=120)
    authority = models.CharField("quyền hạn ký", max_length=120, blank=True)
    as_of = models.DateField("số liệu tính đến")
    issued_at = models.DateTimeField("ban hành lúc")
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="người ban hành", null=True, related_name="+"
    )
    rules = models.CharField("phiên bản quy tắc", max_length=20)
    settings = models.JSONField("thiết lập", default=dict)
    figures = models.JSONField("số liệu", default=list)
    rows = models.JSONField("các dòng số liệu", default=list)
    article = models.TextField("nội dung")

    class Meta:
        verbose_name = "báo cáo đã ban hành"
        verbose_name_plural = "báo cáo đã ban hành"

    def __str__(self) -> str:
        return f"Báo cáo số {self.symbol}"

    @property
    def counted(self) -> Period:
        """The days that the report counts and holds: to its last one, or to the day its figures were taken."""
        return self.report.period.clipped(self.as_of) or self.report.period


class IssuedFile(KeptForGood):
    """One of the three files of an issued report, kept byte for byte."""

    issued = models.ForeignKey(IssuedReport, models.PROTECT, verbose_name="báo cáo", related_name="files")
    format = models.CharField("dạng tệp", max_length=4, choices=FileFormat.choices)
    name = models.CharField("tên tệp", max_length=200)
    content = models.BinaryField("nội dung")
    sha256 = models.CharField("mã kiểm tra", max_length=64)

    class Meta:
        verbose_name = "tệp của báo cáo đã ban hành"
        verbose_name_plural = "tệp của báo cáo đã ban hành"
        constraints = [models.UniqueConstraint(fields=["issued", "format"], name="reports_issuedfile_once_a_format")]

    def __str__(self) -> str:
        return self.name


class FileJob(models.Model):
    """A long report made outside the request: who asked for it, how far it is, and what came of it.

    `payload` says what is asked for (printed/jobs.py reads it); `content` is kept until it is fetched or a day old.
    """

    asked_by = models.ForeignKey("accounts.User", models.CASCADE, verbose_name="người yêu cầu", related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc")
    payload = models.JSONField("yêu cầu", default=dict)
    state = models.CharField("tình trạng", max_length=7, choices=JobState.choices, default=JobState.WAITING)
    step = models.CharField("bước", max_length=200, blank=True)
    seen_at = models.DateTimeField("còn chạy lúc", null=True)
    error = models.CharField("lỗi", max_length=500, blank=True)
    name = models.CharField("tên tệp", max_length=200, blank=True)
    content = models.BinaryField("nội dung", null=True)

    objects = FrozenSet.as_manager()

    class Meta:
        verbose_name = "việc lập tệp"
        verbose_name_plural = "việc lập tệp"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(error=""), name="reports_filejob_failure_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.name or f"việc lập tệp {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:job", args=[self.pk])
