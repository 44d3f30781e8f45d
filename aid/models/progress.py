"""What happens to an aid project over time: its stages, the decisions that change it, the answers of a period."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aid.choices import AmendmentKind, PeriodReply, Stage
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Tracked


class StageChange(Tracked):
    """A step of the project from one stage to another, on a day; a step back or out says why."""

    project = models.ForeignKey(
        "aid.AidProject", models.CASCADE, verbose_name="khoản viện trợ", related_name="stage_changes"
    )
    from_stage = models.CharField("từ giai đoạn", max_length=15, choices=Stage.choices)
    to_stage = models.CharField("sang giai đoạn", max_length=15, choices=Stage.choices)
    changed_on = models.DateField("ngày chuyển")
    reason = models.CharField("lý do", max_length=480, blank=True)

    class Meta:
        verbose_name = "chuyển giai đoạn"
        verbose_name_plural = "chuyển giai đoạn"
        constraints = [
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="aid_stagechange_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"


class Amendment(Tracked):
    """A decision that changes an approved project (NĐ 80/2020, Điều 16): its value, time, owner or content.

    The value stands in the ledger as the row it points to; an extension keeps the end it replaced.
    """

    project = models.ForeignKey(
        "aid.AidProject", models.CASCADE, verbose_name="khoản viện trợ", related_name="amendments"
    )
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan quyết định", max_length=150, blank=True)
    summary = models.TextField("nội dung điều chỉnh", blank=True)
    commitment = models.OneToOneField(
        "aid.Commitment", models.PROTECT, verbose_name="dòng cam kết", null=True, blank=True, related_name="amendment"
    )
    old_end_on = models.DateField("kết thúc cũ", null=True, blank=True)
    old_end_precision = models.CharField(
        "mức rõ của ngày kết thúc cũ", max_length=7, choices=Precision.choices, blank=True
    )
    new_end_on = models.DateField("kết thúc mới", null=True, blank=True)
    new_end_precision = models.CharField(
        "mức rõ của ngày kết thúc mới", max_length=7, choices=Precision.choices, blank=True
    )
    old_owner = models.ForeignKey(
        "reference.Agency",
        models.PROTECT,
        verbose_name="chủ khoản viện trợ cũ",
        null=True,
        blank=True,
        related_name="amendments_from",
    )
    new_owner = models.ForeignKey(
        "reference.Agency",
        models.PROTECT,
        verbose_name="chủ khoản viện trợ mới",
        null=True,
        blank=True,
        related_name="amendments_to",
    )

    old_end = PartialDateColumns("old_end_on", "old_end_precision")
    new_end = PartialDateColumns("new_end_on", "new_end_precision")

    class Meta:
        verbose_name = "quyết định điều chỉnh"
        verbose_name_plural = "quyết định điều chỉnh"
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=False)
                | Q(new_end_on__isnull=False)
                | Q(new_owner__isnull=False)
                | ~Q(summary=""),
                name="aid_amendment_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(old_end_on=None, old_end_precision="")
                | (Q(old_end_on__isnull=False) & ~Q(old_end_precision="")),
                name="aid_amendment_old_end_whole",
            ),
            models.CheckConstraint(
                condition=Q(new_end_on=None, new_end_precision="")
                | (Q(new_end_on__isnull=False) & ~Q(new_end_precision="")),
                name="aid_amendment_new_end_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"quyết định {self.number}"

    def get_absolute_url(self) -> str:
        """Where it is read: among the decisions on the page of its project."""
        return f"{reverse('aid:project-detail', args=[self.project_id])}#dieu-chinh"

    @property
    def kinds(self) -> list[AmendmentKind]:
        """What the decision changes, in the order of the list of kinds."""
        changed = {
            AmendmentKind.VALUE: self.commitment_id is not None,
            AmendmentKind.TIME: self.new_end_on is not None,
            AmendmentKind.OWNER: self.new_owner_id is not None,
            AmendmentKind.CONTENT: bool(self.summary),
        }
        return [kind for kind in AmendmentKind if changed[kind]]


class PeriodAnswerQuerySet(models.QuerySet["PeriodAnswer"]):
    def of_span(self, start: object, end: object) -> Self:
        return self.filter(start_on=start, end_on=end)


class PeriodAnswer(Tracked):
    """What an owner answered about a period when there is no amount to write: nothing, or not yet."""

    project = models.ForeignKey(
        "aid.AidProject", models.CASCADE, verbose_name="khoản viện trợ", related_name="period_answers"
    )
    start_on = models.DateField("kỳ từ ngày")
    end_on = models.DateField("kỳ đến ngày")
    reply = models.CharField("trả lời", max_length=10, choices=PeriodReply.choices)

    objects = PeriodAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời của kỳ"
        verbose_name_plural = "trả lời của kỳ"
        constraints = [
            models.UniqueConstraint(fields=["project", "start_on", "end_on"], name="aid_periodanswer_once"),
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="aid_periodanswer_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reply_display()} từ {self.start_on:%d/%m/%Y} đến {self.end_on:%d/%m/%Y}"
