"""The ledger: dated commitments and disbursements in their own currency, with the USD and VND value.

Converted values are integers (cents, đồng), because SQLite keeps decimals as floating point and
sums of them lose cents (decision 0006). A row keeps the rates it used; saving it again never
changes them.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from aid.choices import AidForm, Basis, CommitmentKind, Stage, Status
from aid.permissions import AidPermission
from config.kit.choices import Precision
from config.kit.money import currency_choices
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField
from config.kit.text import word_starts


class LedgerQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW

    def for_list(self) -> Self:
        return self.select_related("project", "donor")

    def for_detail(self) -> Self:
        return self.select_related("project", "donor")

    def counted(self) -> Self:
        """Rows that figures hold: not archived, and of a project that is neither archived nor refused."""
        return self.active().filter(project__archived_at=None).exclude(project__stage=Stage.REJECTED)

    def search(self, text: str) -> Self:
        found = self
        for word in word_starts(text):
            found = found.filter(Q(search_key__contains=word) | Q(project__search_key__contains=word))
        return found


class LedgerRow(Record):
    """What commitments and disbursements share."""

    project = models.ForeignKey(
        "aid.AidProject", models.PROTECT, verbose_name="khoản viện trợ", related_name="%(class)ss"
    )
    donor = models.ForeignKey(
        "aid.ForeignNGO",
        models.PROTECT,
        verbose_name="bên tài trợ",
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="Chỉ ghi khi khác với tỷ lệ bên tài trợ của khoản viện trợ.",
    )
    amount = models.DecimalField("số tiền", max_digits=15, decimal_places=2)
    currency = models.CharField("loại tiền", max_length=3, choices=currency_choices())
    dated_on = models.DateField("ngày")
    dated_precision = models.CharField(
        "mức rõ của ngày", max_length=7, choices=Precision.choices, default=Precision.DAY
    )
    status = models.CharField("số liệu", max_length=10, choices=Status.choices, default=Status.FINAL)
    form = models.CharField("hình thức", max_length=10, choices=AidForm.choices, default=AidForm.CASH)
    document = models.CharField("văn bản, chứng từ", max_length=150, blank=True)
    note = models.CharField("nội dung", max_length=500, blank=True)

    rate = models.DecimalField("tỷ giá (đồng)", max_digits=15, decimal_places=6, null=True, blank=True, editable=False)
    rate_on = models.DateField("ngày của tỷ giá", null=True, blank=True, editable=False)
    rate_source = models.CharField("nguồn tỷ giá", max_length=200, blank=True, editable=False)
    usd_rate = models.DecimalField(
        "tỷ giá USD (đồng)", max_digits=15, decimal_places=6, null=True, blank=True, editable=False
    )
    usd_rate_on = models.DateField("ngày của tỷ giá USD", null=True, blank=True, editable=False)
    usd_rate_source = models.CharField("nguồn tỷ giá USD", max_length=200, blank=True, editable=False)
    usd_cents = models.BigIntegerField("giá trị USD (xu)", null=True, blank=True, editable=False)
    usd_basis = models.CharField(
        "căn cứ giá trị USD", max_length=10, choices=Basis.choices, default=Basis.NONE, editable=False
    )
    vnd = models.BigIntegerField("giá trị VND (đồng)", null=True, blank=True, editable=False)
    vnd_basis = models.CharField(
        "căn cứ giá trị VND", max_length=10, choices=Basis.choices, default=Basis.NONE, editable=False
    )
    search_key = SearchKeyField(sources=("document", "note"))

    dated = PartialDateColumns("dated_on", "dated_precision")
    objects = LedgerQuerySet.as_manager()
    parts = ("documents",)
    locked_by = ("dated_on",)

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~Q(amount=0), name="%(app_label)s_%(class)s_amount_not_zero"),
            models.CheckConstraint(condition=~Q(currency=""), name="%(app_label)s_%(class)s_currency_given"),
            models.CheckConstraint(
                condition=Q(dated_precision__in=Precision.values), name="%(app_label)s_%(class)s_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(usd_cents=None, usd_basis=Basis.NONE)
                | (Q(usd_cents__isnull=False) & ~Q(usd_basis=Basis.NONE)),
                name="%(app_label)s_%(class)s_usd_has_basis",
            ),
            models.CheckConstraint(
                condition=Q(vnd=None, vnd_basis=Basis.NONE) | (Q(vnd__isnull=False) & ~Q(vnd_basis=Basis.NONE)),
                name="%(app_label)s_%(class)s_vnd_has_basis",
            ),
            models.CheckConstraint(
                condition=~Q(currency="USD") | Q(usd_basis=Basis.SAME), name="%(app_label)s_%(class)s_usd_is_itself"
            ),
            models.CheckConstraint(
                condition=~Q(currency="VND") | Q(vnd_basis=Basis.SAME), name="%(app_label)s_%(class)s_vnd_is_itself"
            ),
            models.CheckConstraint(
                condition=~Q(usd_basis=Basis.RATE) | Q(usd_rate__isnull=False, usd_rate__gt=0),
                name="%(app_label)s_%(class)s_usd_rate_kept",
            ),
            models.CheckConstraint(
                condition=~Q(vnd_basis=Basis.RATE) | Q(rate__isnull=False, rate__gt=0),
                name="%(app_label)s_%(class)s_rate_kept",
            ),
        ]
        indexes = [
            # Covering: sums by project and by time read the index alone.
            models.Index(fields=["project", "dated_on", "usd_cents", "vnd"], name="%(app_label)s_%(class)s_project"),
            models.Index(fields=["dated_on", "usd_cents", "vnd"], name="%(app_label)s_%(class)s_dated"),
        ]

    @property
    def is_estimate(self) -> bool:
        return self.status == Status.ESTIMATE


class CommitmentQuerySet(LedgerQuerySet):
    def for_list(self) -> Self:
        return super().for_list().select_related("amendment")

    def for_detail(self) -> Self:
        return super().for_detail().select_related("amendment")


class Commitment(LedgerRow):
    """Money promised, dated at the approval or the change; a change is a further row."""

    kind = models.CharField(
        "loại cam kết", max_length=10, choices=CommitmentKind.choices, default=CommitmentKind.INITIAL
    )

    objects = CommitmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(LedgerRow.Meta):
        verbose_name = "cam kết"
        verbose_name_plural = "cam kết"
        constraints = [
            *LedgerRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(kind=CommitmentKind.INITIAL), name="aid_commitment_decrease_is_change"
            ),
        ]

    def __str__(self) -> str:
        return f"cam kết {self.dated}"

    @property
    def decision(self) -> Any:
        """The Amendment whose value stands in this row; None for a row that came without a decision."""
        return getattr(self, "amendment", None)

    def get_absolute_url(self) -> str:
        return reverse("aid:commitment-detail", args=[self.pk])


class Disbursement(LedgerRow):
    """Money, goods or work delivered; a negative row is a refund and says so."""

    is_refund = models.BooleanField("hoàn trả", default=False)

    class Meta(LedgerRow.Meta):
        verbose_name = "giải ngân"
        verbose_name_plural = "giải ngân"
        constraints = [
            *LedgerRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__lt=0, is_refund=True) | Q(amount__gt=0, is_refund=False),
                name="aid_disbursement_refund_is_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"giải ngân {self.dated}"

    def get_absolute_url(self) -> str:
        return reverse("aid:disbursement-detail", args=[self.pk])
