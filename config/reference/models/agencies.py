"""Departments, committees, schools and health stations, with the other names they go by."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from config.kit.records import Record, SearchKeyField, Tracked
from config.kit.text import search_key, word_starts
from config.reference.models.catalogue import ReferenceQuerySet


class AgencyQuerySet(ReferenceQuerySet):
    def for_list(self) -> Self:
        return self.select_related("place__parent")

    def for_detail(self) -> Self:
        return self.for_list().prefetch_related("aliases")

    def search(self, text: str) -> Self:
        """Each word is found in the agency's names or in one of its aliases."""
        found = self
        for word in word_starts(text):
            alias = AgencyAlias.objects.filter(agency=OuterRef("pk"), search_key__contains=word)
            found = found.filter(Q(search_key__contains=word) | Exists(alias))
        return found

    def called(self, text: str) -> Self:
        """Agencies with exactly this other name, marks and case aside."""
        return self.filter(Exists(AgencyAlias.objects.filter(agency=OuterRef("pk"), search_key=search_key(text))))


class Agency(Record):
    """A department, committee, school or health station that owns projects or hosts delegations."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "UBND tỉnh"
        DEPARTMENT = "department", "sở, ban, ngành"
        DISTRICT = "district", "UBND cấp huyện"
        COMMUNE = "commune", "UBND cấp xã"
        MASS_ORGANISATION = "mass_organisation", "Mặt trận, đoàn thể, hội"
        SCHOOL = "school", "trường học"
        HEALTH = "health", "cơ sở y tế"
        OTHER = "other", "khác"

    name = models.CharField("tên cơ quan", max_length=250, unique=True, db_collation="vi_vn")
    name_en = models.CharField("tên tiếng Anh", max_length=250, blank=True)
    abbreviation = models.CharField("viết tắt", max_length=30, blank=True)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    place = models.ForeignKey(
        "reference.Place", models.PROTECT, verbose_name="địa bàn", null=True, blank=True, related_name="agencies"
    )
    search_key = SearchKeyField(sources=("name", "name_en", "abbreviation"))

    objects = AgencyQuerySet.as_manager()
    parts = ("aliases",)

    class Meta(Record.Meta):
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:agency-detail", args=[self.pk])


class AgencyAlias(Tracked):
    """Another or an earlier name of an agency, searched like the name itself."""

    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name="cơ quan, đơn vị", related_name="aliases")
    name = models.CharField("tên gọi khác", max_length=250)
    search_key = SearchKeyField(sources=("name",))

    class Meta:
        verbose_name = "tên gọi khác"
        verbose_name_plural = "tên gọi khác"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="reference_agencyalias_once")]

    def __str__(self) -> str:
        return self.name
