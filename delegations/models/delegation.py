"""Incoming and outgoing friendship delegations."""

from functools import reduce
from operator import and_
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from config.kit.choices import Precision, Qualifier
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from config.kit.text import tidy, word_starts
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.models.outcomes import result_expressions
from delegations.models.parties import Permit
from delegations.permissions import DelegationPermission
from delegations.statuses import way_of


class DelegationQuerySet(RecordQuerySet):
    view_permission = DelegationPermission.VIEW

    def for_list(self) -> Self:
        return self.with_results().select_related("host").prefetch_related("countries__country")

    def with_results(self) -> Self:
        """Each with `result_patient_visits`, `result_medicine_vnd`, `result_works_count` and `result_works_vnd`:
        what its rows add up to, else what was typed on it (models/outcomes.py, result_expressions)."""
        return self.annotate(**{f"result_{name}": expression for name, expression in result_expressions().items()})

    def for_detail(self) -> Self:
        return (
            self.with_results()
            .select_related("host", "project", "ngo", "partner", "association")
            .prefetch_related(
                "countries__country",
                "cohosts__agency",
                "permits",
                "costs",
                "gifts",
                "pledges",
                "follow_ups",
                "sessions__place__parent",
                "works__place__parent",
            )
        )

    def search(self, text: str) -> Self:
        """Also by the number of a permit, once a digit was typed ("1590/UBND-NC")."""
        typed = tidy(text)
        if not any(letter.isdigit() for letter in typed):
            return super().search(text)
        permits = Permit.objects.filter(delegation=OuterRef("pk"), number__icontains=typed)
        words = reduce(and_, (Q(search_key__contains=word) for word in word_starts(text)), Q())
        return self.filter(words | Exists(permits))

    def for_table(self) -> Self:
        """With all that a line of the periodic table says (delegations/lines.py)."""
        return self.for_list().prefetch_related("permits", "costs")

    def for_import(self) -> Self:
        """With the parts that a sheet of delegations tells."""
        return self.select_related("host").prefetch_related("countries__country", "cohosts__agency", "permits", "costs")

    def for_calendar(self) -> Self:
        """In the order of arrival, with what a calendar names them by."""
        return self.prefetch_related("countries__country").order_by("arrival_on", "pk")

    def for_programme(self) -> Self:
        return self.select_related("host").prefetch_related("countries__country", "programme")

    def counted(self) -> Self:
        """Delegations that reports count: not archived, not cancelled."""
        return self.active().exclude(status=DelegationStatus.CANCELLED)


class Delegation(Record):
    """A visit. Reports count it in the period of its arrival."""

    direction = models.CharField("chiều", max_length=3, choices=Direction.choices, default=Direction.IN)
    kind = models.CharField("loại đoàn", max_length=12, choices=DelegationKind.choices)
    name = models.CharField("tên đoàn", max_length=300, db_collation="vi_vn")
    organisations = models.CharField("tổ chức cử đoàn", max_length=300, blank=True)
    head_name = models.CharField("trưởng đoàn", max_length=150, blank=True)
    head_title = models.CharField("chức vụ trưởng đoàn", max_length=200, blank=True)
    headcount = models.PositiveIntegerField("số người", null=True, blank=True)
    headcount_qualifier = models.CharField(
        "mức chính xác của số người", max_length=6, choices=Qualifier.choices, blank=True
    )
    arrival_on = models.DateField("ngày đến")
    arrival_precision = models.CharField(
        "mức rõ của ngày đến", max_length=7, choices=Precision.choices, default=Precision.DAY
    )
    departure_on = models.DateField("ngày đi", null=True, blank=True)
    departure_precision = models.CharField("mức rõ của ngày đi", max_length=7, choices=Precision.choices, blank=True)
    purpose = models.TextField("mục đích, nội dung", blank=True)
    places = models.CharField("địa điểm", max_length=300, blank=True)
    host = models.ForeignKey(
        "reference.Agency",
        models.PROTECT,
        verbose_name="cơ quan chủ trì đón tiếp",
        null=True,
        blank=True,
        related_name="hosted_delegations",
    )
    host_leader = models.CharField("lãnh đạo tiếp đoàn", max_length=200, blank=True)
    invitation = models.CharField(
        "thư mời", max_length=250, blank=True, help_text="Đoàn ra: cơ quan mời, số và ngày thư mời."
    )
    status = models.CharField(
        "trạng thái", max_length=10, choices=DelegationStatus.choices, default=DelegationStatus.PLANNED
    )
    outcome = models.TextField("kết quả", blank=True)
    report_sent_on = models.DateField("ngày gửi báo cáo kết quả", null=True, blank=True)
    ngo = models.ForeignKey(
        "aid.ForeignNGO",
        models.PROTECT,
        verbose_name="tổ chức PCPNN",
        null=True,
        blank=True,
        related_name="delegations",
    )
    project = models.ForeignKey(
        "aid.AidProject",
        models.PROTECT,
        verbose_name="khoản viện trợ liên quan",
        null=True,
        blank=True,
        related_name="delegations",
    )
    association = models.ForeignKey(
        "associations.FriendshipAssociation",
        models.PROTECT,
        verbose_name="hội hữu nghị",
        null=True,
        blank=True,
        related_name="delegations",
    )
    partner = models.ForeignKey(
        "associations.PartnerOrganisation",
        models.PROTECT,
        verbose_name="đối tác",
        null=True,
        blank=True,
        related_name="delegations",
    )
    # Results of medical missions and of student volunteers; their values never enter the aid totals.
    patient_visits = models.PositiveIntegerField("lượt người khám, chữa bệnh", null=True, blank=True)
    medicine_vnd = models.BigIntegerField(
        "trị giá thuốc (đồng)", null=True, blank=True, validators=[MinValueValidator(0)]
    )
    specialties = models.CharField("chuyên khoa", max_length=200, blank=True)
    partner_school = models.CharField("trường, đơn vị phối hợp", max_length=200, blank=True)
    volunteer_days = models.PositiveSmallIntegerField("số ngày tình nguyện", null=True, blank=True)
    volunteer_count = models.PositiveIntegerField("số tình nguyện viên", null=True, blank=True)
    works_count = models.PositiveIntegerField("số công trình, phần việc", null=True, blank=True)
    works_vnd = models.BigIntegerField(
        "trị giá công trình, phần việc (đồng)", null=True, blank=True, validators=[MinValueValidator(0)]
    )
    talking_points = models.TextField(
        "nội dung cần trao đổi", blank=True, help_text="In ở phiếu tóm tắt cho lãnh đạo tiếp đoàn; mỗi dòng một ý."
    )
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("name", "organisations", "head_name", "places", "host_leader"))

    arrival = PartialDateColumns("arrival_on", "arrival_precision")
    departure = PartialDateColumns("departure_on", "departure_precision")
    objects = DelegationQuerySet.as_manager()
    locked_by = ("arrival_on",)
    parts = (
        "countries",
        "cohosts",
        "permits",
        "costs",
        "members",
        "programme",
        "sessions",
        "works",
        "gifts",
        "pledges",
        "follow_ups",
        "documents",
    )

    class Meta(Record.Meta):
        verbose_name = "đoàn"
        verbose_name_plural = "đoàn"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(departure_on=None, departure_precision="")
                | (Q(departure_on__isnull=False) & ~Q(departure_precision="")),
                name="delegations_delegation_departure_whole",
            ),
            models.CheckConstraint(
                condition=~Q(arrival_precision="day")
                | ~Q(departure_precision="day")
                | Q(departure_on=None)
                | Q(departure_on__gte=F("arrival_on")),
                name="delegations_delegation_leaves_after_arrival",
            ),
            models.CheckConstraint(
                condition=(Q(medicine_vnd=None) | Q(medicine_vnd__gte=0)) & (Q(works_vnd=None) | Q(works_vnd__gte=0)),
                name="delegations_delegation_values_not_negative",
            ),
        ]

    @property
    def status_label(self) -> str:
        """What its status is called on its way: guests are received, an outgoing delegation travels."""
        return way_of(self.direction).label(self.status)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("delegations:delegation-detail", args=[self.pk])


class DelegationCountry(Tracked):
    """A country the guests come from, or an outgoing delegation goes to."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, verbose_name="đoàn", related_name="countries")
    country = models.ForeignKey("reference.Country", models.PROTECT, verbose_name="nước", related_name="delegations")

    locked_by = ("delegation__arrival_on",)

    class Meta:
        verbose_name = "nước"
        verbose_name_plural = "nước"
        constraints = [models.UniqueConstraint(fields=["delegation", "country"], name="delegations_country_once")]

    def __str__(self) -> str:
        return f"nước {self.country_id}"
