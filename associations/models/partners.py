"""Partner organisations abroad and the agreements with them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from associations.choices import AgreementKind, PartnerKind
from associations.permissions import AssociationPermission
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked


class PartnerQuerySet(RecordQuerySet):
    view_permission = AssociationPermission.VIEW

    def related_on(self, day: date) -> Self:
        """Partners with whom the relation goes on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day))

    def for_list(self) -> Self:
        return self.select_related("country").prefetch_related("agreements")

    def for_detail(self) -> Self:
        return self.for_list()


class PartnerOrganisation(Record):
    """An organisation abroad the Union or the province works with, known since its first contact."""

    name = models.CharField("tên đối tác", max_length=250, db_collation="vi_vn")
    name_original = models.CharField("tên gốc", max_length=250, blank=True)
    country = models.ForeignKey("reference.Country", models.PROTECT, verbose_name="nước", related_name="partners")
    kind = models.CharField("loại", max_length=25, choices=PartnerKind.choices)
    first_contact_on = models.DateField("thiết lập quan hệ", null=True, blank=True)
    first_contact_precision = models.CharField(
        "mức rõ của ngày thiết lập", max_length=7, choices=Precision.choices, blank=True
    )
    ended_on = models.DateField("quan hệ đến ngày", null=True, blank=True)
    contact = models.CharField("đầu mối liên hệ", max_length=250, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("name", "name_original", "contact"))

    first_contact = PartialDateColumns("first_contact_on", "first_contact_precision")
    objects = PartnerQuerySet.as_manager()
    parts = ("agreements",)

    class Meta(Record.Meta):
        verbose_name = "đối tác"
        verbose_name_plural = "đối tác"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first_contact_on=None, first_contact_precision="")
                | (Q(first_contact_on__isnull=False) & ~Q(first_contact_precision="")),
                name="associations_partner_first_contact_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("associations:partner-detail", args=[self.pk])


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def related_on(self, day: date) -> Self:
        """Agreements with partners in the register with whom the relation goes on that day."""
        return self.filter(partner__in=PartnerOrganisation.objects.active().related_on(day))

    def in_force_on(self, day: date) -> Self:
        return self.related_on(day).filter(Q(valid_to=None) | Q(valid_to__gte=day), signed_on__lte=day)

    def not_renewed_by(self, day: date, *, on: date) -> Self:
        """Agreements that end by `day` and after which, as known `on` that day, none of the same kind was signed
        with the same partner that runs longer."""
        later = Agreement.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")),
            partner=OuterRef("partner"),
            kind=OuterRef("kind"),
            signed_on__gt=OuterRef("signed_on"),
            signed_on__lte=on,
        )
        return self.related_on(on).filter(~Exists(later), signed_on__lte=on, valid_to__lte=day)


class Agreement(Tracked):
    """A memorandum or agreement with a partner; a new one with a known partner extends the relation."""

    partner = models.ForeignKey(PartnerOrganisation, models.CASCADE, verbose_name="đối tác", related_name="agreements")
    kind = models.CharField("loại văn bản", max_length=10, choices=AgreementKind.choices)
    subject = models.CharField("nội dung", max_length=250, blank=True)
    signed_on = models.DateField("ngày ký")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "thỏa thuận"
        verbose_name_plural = "thỏa thuận"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("signed_on")), name="associations_agreement_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ký {self.signed_on:%d/%m/%Y}"
