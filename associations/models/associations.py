"""Friendship associations and their yearly membership."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from associations.permissions import AssociationPermission
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked


class AssociationQuerySet(RecordQuerySet):
    view_permission = AssociationPermission.VIEW

    def for_list(self) -> Self:
        return self.select_related("country").prefetch_related("membership_counts")

    def for_detail(self) -> Self:
        return self.for_list()


class FriendshipAssociation(Record):
    """A friendship association of the province, usually a member of the Union."""

    name = models.CharField("tên hội", max_length=250, unique=True, db_collation="vi_vn")
    country = models.ForeignKey(
        "reference.Country", models.PROTECT, verbose_name="nước", null=True, blank=True, related_name="associations"
    )
    founding_decision = models.CharField("quyết định thành lập", max_length=100, blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    charter_decision = models.CharField("quyết định phê duyệt điều lệ", max_length=100, blank=True)
    seat = models.CharField("trụ sở", max_length=250, blank=True)
    member_since = models.DateField("thành viên Liên hiệp từ", null=True, blank=True)
    member_until = models.DateField("thành viên Liên hiệp đến", null=True, blank=True)
    chair = models.CharField("chủ tịch hội", max_length=150, blank=True)
    congress_ordinal = models.PositiveSmallIntegerField("đại hội gần nhất lần thứ", null=True, blank=True)
    congress_on = models.DateField("ngày đại hội gần nhất", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("name", "founding_decision", "chair", "seat"))

    objects = AssociationQuerySet.as_manager()
    parts = ("membership_counts",)

    class Meta(Record.Meta):
        verbose_name = "hội hữu nghị"
        verbose_name_plural = "hội hữu nghị"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(member_until=None) | Q(member_since=None) | Q(member_until__gte=F("member_since")),
                name="associations_association_member_span",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("associations:association-detail", args=[self.pk])


class MembershipCount(Tracked):
    """Members at the end of a year, by kind: never one number for all kinds (docs/rules.md, Law)."""

    association = models.ForeignKey(
        FriendshipAssociation, models.CASCADE, verbose_name="hội", related_name="membership_counts"
    )
    year = models.PositiveSmallIntegerField("năm")
    official = models.PositiveIntegerField("hội viên chính thức", default=0)
    associate = models.PositiveIntegerField("hội viên liên kết", default=0)
    honorary = models.PositiveIntegerField("hội viên danh dự", default=0)
    collective = models.PositiveIntegerField("hội viên tập thể", default=0)

    class Meta:
        verbose_name = "số hội viên"
        verbose_name_plural = "số hội viên"
        constraints = [
            models.UniqueConstraint(fields=["association", "year"], name="associations_membership_once"),
            models.CheckConstraint(condition=Q(year__range=(1945, 2100)), name="associations_membership_year"),
        ]

    def __str__(self) -> str:
        return f"năm {self.year}"
