"""Who hosts a delegation beside the one in charge, by whose leave it comes, at whose cost."""

from django.db import models
from django.db.models import Q

from config.kit.money import currency_choices
from config.kit.records import Tracked
from delegations.choices import PermitKind


class CoHost(Tracked):
    """An agency that hosts beside the one in charge."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="cohosts"
    )
    agency = models.ForeignKey(
        "reference.Agency", models.PROTECT, verbose_name="cơ quan phối hợp", related_name="cohosted_delegations"
    )

    class Meta:
        verbose_name = "cơ quan phối hợp"
        verbose_name_plural = "cơ quan phối hợp"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "agency"], name="delegations_cohost_once")]

    def __str__(self) -> str:
        return f"cơ quan phối hợp {self.agency_id}"


class Permit(Tracked):
    """A paper that lets the delegation come, work or go: medical missions need the health authority's too."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="permits"
    )
    kind = models.CharField("loại văn bản", max_length=12, choices=PermitKind.choices, default=PermitKind.VISIT)
    number = models.CharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=150, blank=True)

    class Meta:
        verbose_name = "văn bản cho phép"
        verbose_name_plural = "văn bản cho phép"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "kind", "number"], name="delegations_permit_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DelegationCost(Tracked):
    """What a source pays, in its own currency; `vnd` is the value in đồng where it is known."""

    delegation = models.ForeignKey("delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="costs")
    source = models.CharField("nguồn kinh phí", max_length=200)
    amount = models.DecimalField("số tiền", max_digits=15, decimal_places=2)
    currency = models.CharField("loại tiền", max_length=3, choices=currency_choices(), default="VND")
    vnd = models.BigIntegerField("giá trị đồng", null=True, blank=True)

    class Meta:
        verbose_name = "kinh phí"
        verbose_name_plural = "kinh phí"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="delegations_cost_positive"),
            models.CheckConstraint(condition=Q(vnd=None) | Q(vnd__gt=0), name="delegations_cost_vnd_positive"),
        ]

    def __str__(self) -> str:
        return self.source
