"""Exchange rates as published: VND for one unit of a currency, from a date."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from aid.permissions import AidPermission
from config.kit.money import currency_choices
from config.kit.records import Record, RecordQuerySet, SearchKeyField


class ExchangeRateQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW


class ExchangeRate(Record):
    """One published rate. It holds until the next one, at most as many days as the office allows."""

    currency = models.CharField("loại tiền", max_length=3, choices=currency_choices())
    valid_from = models.DateField("từ ngày")
    vnd_per_unit = models.DecimalField("đồng cho 1 đơn vị", max_digits=15, decimal_places=6)
    source = models.CharField(
        "nguồn", max_length=200, blank=True, help_text="Ví dụ: Kho bạc Nhà nước, thông báo tháng 7/2016."
    )
    search_key = SearchKeyField(sources=("currency", "source"))

    objects = ExchangeRateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "tỷ giá"
        verbose_name_plural = "tỷ giá"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["currency", "valid_from"],
                condition=Q(archived_at=None),
                name="aid_exchangerate_once",
            ),
            models.CheckConstraint(condition=Q(vnd_per_unit__gt=0), name="aid_exchangerate_positive"),
            models.CheckConstraint(condition=~Q(currency="VND"), name="aid_exchangerate_not_of_vnd"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} từ {self.valid_from:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("aid:rate-detail", args=[self.pk])
