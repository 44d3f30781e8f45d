"""Records that turned out to be one, and pairs that only look alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.kit.records import Tracked


class RecordMerge(models.Model):
    """One merge of two records of a register: what moved from where, so that it can be taken back.

    A log itself, like an import batch: its steps are never edited, and the rows it touched keep their history.
    """

    model = models.CharField("sổ", max_length=60, help_text="Nhãn của mô hình, ví dụ aid.foreignngo.")
    kept_id = models.PositiveBigIntegerField("hồ sơ giữ lại")
    gone_id = models.PositiveBigIntegerField("hồ sơ được gộp")
    reason = models.CharField("lý do", max_length=480)
    steps = models.JSONField("các bước", default=list)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gộp", null=True, related_name="+"
    )
    merged_at = models.DateTimeField("lúc gộp")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người hoàn tác", null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("lúc hoàn tác", null=True, blank=True)

    class Meta:
        verbose_name = "lần gộp hồ sơ"
        verbose_name_plural = "lần gộp hồ sơ"
        constraints = [
            models.CheckConstraint(condition=~Q(kept_id=F("gone_id")), name="reference_recordmerge_two_records"),
            models.UniqueConstraint(
                fields=["model", "gone_id"], condition=Q(undone_at=None), name="reference_recordmerge_gone_once"
            ),
        ]
        indexes = [models.Index(fields=["model", "kept_id"], name="reference_recordmerge_kept")]

    def __str__(self) -> str:
        return f"lần gộp {self.pk}"


class DistinctPair(Tracked):
    """Two records of a register that look alike and are known to be two; they are not proposed again."""

    model = models.CharField("sổ", max_length=60)
    first_id = models.PositiveBigIntegerField("hồ sơ thứ nhất")
    second_id = models.PositiveBigIntegerField("hồ sơ thứ hai")

    class Meta:
        verbose_name = "cặp không trùng"
        verbose_name_plural = "cặp không trùng"
        constraints = [
            models.UniqueConstraint(fields=["model", "first_id", "second_id"], name="reference_distinctpair_once"),
            # The smaller id stands first, so that a pair has one spelling.
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="reference_distinctpair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.first_id}, {self.second_id}"
