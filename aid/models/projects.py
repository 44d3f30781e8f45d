"""Aid projects of every modality (khoản viện trợ), with their shares and outputs."""

from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from aid.choices import LegalBasis, Modality, OutputKind, Sector, Stage
from aid.models.ledger import Commitment, Disbursement
from aid.models.progress import Amendment
from aid.permissions import AidPermission
from config.kit.access import VisibleQuerySet
from config.kit.choices import Precision
from config.kit.money import currency_choices
from config.kit.partial_dates import PartialDateColumns
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from config.kit.text import search_key, word_starts

SHARE = Q(percent=None) | Q(percent__gt=0, percent__lte=100)


def per_project(rows: QuerySet[Any], figure: Sum | Count, key: str = "project") -> Subquery:
    """A figure over the rows of the project of the outer query: one subquery, so that two kinds of rows
    never multiply each other as two joins would."""
    return Subquery(
        rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(_figure=figure).values("_figure")
    )


class AidProjectQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW

    def for_list(self) -> Self:
        return self.with_sums().select_related("owner").prefetch_related("donors__ngo", "place_shares__place__parent")

    def for_detail(self) -> Self:
        return self.select_related("owner", "managing_agency", "parent").prefetch_related(
            "donors__ngo__home_country",
            "sector_shares",
            "place_shares__place__parent",
            "outputs__place",
            "stage_changes",
            "report_receipts",
            Prefetch("amendments", Amendment.objects.select_related("commitment", "old_owner", "new_owner")),
        )

    def for_calls(self) -> Self:
        """As the list of calls for aid and its paper print them."""
        return self.select_related("owner").prefetch_related("sector_shares", "place_shares__place__parent")

    def with_sums(self) -> Self:
        """Each project with the USD cents of its own rows in use, how many rows lack a USD value, and how
        many projects in use are parts of it. A sum is None when no row has a value."""
        committed, disbursed = Commitment.objects.active(), Disbursement.objects.active()
        return self.annotate(
            committed_cents=per_project(committed, Sum("usd_cents")),
            committed_rows=_or_zero(per_project(committed, Count("pk"))),
            committed_unconverted=_or_zero(per_project(committed.filter(usd_cents=None), Count("pk"))),
            disbursed_cents=per_project(disbursed, Sum("usd_cents")),
            disbursed_unconverted=_or_zero(per_project(disbursed.filter(usd_cents=None), Count("pk"))),
            component_count=_or_zero(per_project(AidProject.objects.active(), Count("pk"), "parent")),
        )

    def without_commitment(self) -> Self:
        """Projects that hold no commitment row in use ("thiếu cam kết"). A programme whose money stands in
        its components lacks none of its own."""
        commitment = Commitment.objects.active().filter(project=OuterRef("pk"))
        component = AidProject.objects.active().filter(parent=OuterRef("pk"))
        return self.filter(~Exists(commitment), ~Exists(component))

    def counted(self) -> Self:
        """Projects whose money counts: neither archived nor refused (docs/rules.md, What counts)."""
        return self.active().exclude(stage=Stage.REJECTED)

    def search(self, text: str) -> Self:
        """Each word is found in the project's own names, in a donor's or in one of its aliases."""
        found = self
        for word in word_starts(text):
            donors = ProjectDonor.objects.filter(project=OuterRef("pk"))
            donor = donors.filter(ngo__search_key__contains=word)
            alias = donors.filter(ngo__aliases__search_key__contains=word)
            found = found.filter(Q(search_key__contains=word) | Exists(donor) | Exists(alias))
        return found


def _or_zero(figure: Subquery) -> Coalesce:
    return Coalesce(figure, 0, output_field=models.BigIntegerField())


class AidProject(Record):
    """A programme, project, non-project aid or emergency relief. Money stands in the ledger only."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên khoản viện trợ", max_length=500, db_collation="vi_vn")
    name_en = models.CharField("tên tiếng Anh", max_length=500, blank=True)
    modality = models.CharField("hình thức", max_length=20, choices=Modality.choices)
    is_disaster_recovery = models.BooleanField("viện trợ khắc phục hậu quả", default=False)
    is_call_for_aid = models.BooleanField("kêu gọi viện trợ", default=False)
    legal_basis = models.CharField("cơ sở pháp lý", max_length=15, choices=LegalBasis.choices, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thuộc chương trình", null=True, blank=True, related_name="components"
    )
    managing_agency = models.ForeignKey(
        "reference.Agency",
        models.PROTECT,
        verbose_name="cơ quan chủ quản",
        null=True,
        blank=True,
        related_name="managed_projects",
    )
    owner = models.ForeignKey(
        "reference.Agency",
        models.PROTECT,
        verbose_name="chủ khoản viện trợ",
        null=True,
        blank=True,
        related_name="owned_projects",
    )
    recipients = models.CharField("bên tiếp nhận", max_length=500, blank=True)
    objectives = models.TextField("mục tiêu", blank=True)
    stage = models.CharField("giai đoạn", max_length=15, choices=Stage.choices, default=Stage.SOLICITING)
    start_on = models.DateField("ngày bắt đầu", null=True, blank=True)
    start_precision = models.CharField("mức rõ của ngày bắt đầu", max_length=7, choices=Precision.choices, blank=True)
    end_on = models.DateField("ngày kết thúc", null=True, blank=True)
    end_precision = models.CharField("mức rõ của ngày kết thúc", max_length=7, choices=Precision.choices, blank=True)
    approval_number = models.CharField("số quyết định phê duyệt", max_length=60, blank=True)
    approval_on = models.DateField("ngày quyết định phê duyệt", null=True, blank=True)
    approval_issuer = models.CharField("cơ quan phê duyệt", max_length=150, blank=True)
    counterpart_vnd = models.BigIntegerField(
        "vốn đối ứng (đồng)", null=True, blank=True, validators=[MinValueValidator(0)]
    )
    beneficiary_count = models.PositiveIntegerField("số đối tượng thụ hưởng", null=True, blank=True)
    beneficiary_unit = models.CharField("đơn vị thụ hưởng", max_length=60, blank=True, help_text="người, hộ, trường…")
    handed_over_on = models.DateField("ngày bàn giao", null=True, blank=True)
    call_need = models.TextField("nội dung kêu gọi", blank=True)
    call_need_en = models.TextField("nội dung kêu gọi bằng tiếng Anh", blank=True)
    # What is sought is no commitment: it stands in no ledger and enters no figure of aid.
    sought_amount = models.DecimalField("số tiền kêu gọi", max_digits=15, decimal_places=2, null=True, blank=True)
    sought_currency = models.CharField("loại tiền kêu gọi", max_length=3, choices=currency_choices(), blank=True)
    call_contact = models.CharField("đầu mối liên hệ", max_length=250, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("code", "name", "name_en", "approval_number"))

    start = PartialDateColumns("start_on", "start_precision")
    end = PartialDateColumns("end_on", "end_precision")
    objects = AidProjectQuerySet.as_manager()
    parts = (
        "donors",
        "sector_shares",
        "place_shares",
        "outputs",
        "stage_changes",
        "amendments",
        "period_answers",
        "report_receipts",
        "commitments",
        "disbursements",
        "documents",
    )

    class Meta(Record.Meta):
        verbose_name = "khoản viện trợ"
        verbose_name_plural = "khoản viện trợ"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_on=None, start_precision="") | (Q(start_on__isnull=False) & ~Q(start_precision="")),
                name="aid_project_start_whole",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None, end_precision="") | (Q(end_on__isnull=False) & ~Q(end_precision="")),
                name="aid_project_end_whole",
            ),
            # Two exact days compare; a stand-in for a month or year says nothing about order inside it.
            models.CheckConstraint(
                condition=~Q(start_precision="day")
                | ~Q(end_precision="day")
                | Q(start_on=None)
                | Q(end_on=None)
                | Q(end_on__gte=F("start_on")),
                name="aid_project_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(counterpart_vnd=None) | Q(counterpart_vnd__gte=0),
                name="aid_project_counterpart_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(sought_amount=None, sought_currency="")
                # Of no amount "more than 0" is unknown, and what is unknown breaks no rule of a database.
                | (Q(sought_amount__isnull=False, sought_amount__gt=0) & ~Q(sought_currency="")),
                name="aid_project_sought_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="aid_project_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("aid:project-detail", args=[self.pk])


class ProjectDonor(Tracked):
    """A giver of the project; shares are given for all donors or for none."""

    project = models.ForeignKey(AidProject, models.CASCADE, verbose_name="khoản viện trợ", related_name="donors")
    ngo = models.ForeignKey("aid.ForeignNGO", models.PROTECT, verbose_name="bên tài trợ", related_name="donations")
    percent = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "bên tài trợ"
        verbose_name_plural = "bên tài trợ"
        constraints = [
            models.UniqueConstraint(fields=["project", "ngo"], name="aid_projectdonor_once"),
            models.CheckConstraint(condition=SHARE, name="aid_projectdonor_percent"),
        ]

    def __str__(self) -> str:
        return f"bên tài trợ {self.ngo_id}"


class SectorShare(Tracked):
    """The part of the project's money in one sector; shares add to 100 or are all open."""

    project = models.ForeignKey(AidProject, models.CASCADE, verbose_name="khoản viện trợ", related_name="sector_shares")
    sector = models.CharField("lĩnh vực", max_length=20, choices=Sector.choices)
    percent = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        constraints = [
            models.UniqueConstraint(fields=["project", "sector"], name="aid_sectorshare_once"),
            models.CheckConstraint(condition=SHARE, name="aid_sectorshare_percent"),
        ]

    def __str__(self) -> str:
        return self.get_sector_display()


class PlaceShare(Tracked):
    """The part of the project's money in one place; shares add to 100 or are all open."""

    project = models.ForeignKey(AidProject, models.CASCADE, verbose_name="khoản viện trợ", related_name="place_shares")
    place = models.ForeignKey("reference.Place", models.PROTECT, verbose_name="địa bàn", related_name="project_shares")
    percent = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        constraints = [
            models.UniqueConstraint(fields=["project", "place"], name="aid_placeshare_once"),
            models.CheckConstraint(condition=SHARE, name="aid_placeshare_percent"),
        ]

    def __str__(self) -> str:
        return f"địa bàn {self.place_id}"


class ProjectOutputQuerySet(VisibleQuerySet):
    view_permission = AidPermission.VIEW

    def for_list(self) -> Self:
        return self.select_related("project__owner", "place__parent").prefetch_related(
            "project__place_shares__place__parent"
        )

    def counted(self) -> Self:
        """Outputs of projects that are neither archived nor refused (docs/rules.md, What counts)."""
        return self.filter(project__archived_at=None).exclude(project__stage=Stage.REJECTED)

    def search(self, text: str) -> Self:
        """Each word is found in the kind, the description, the place or the project."""
        found = self
        for word in word_starts(text):
            found = found.filter(_kind_or_description_with(word) | _place_or_project_with(word))
        return found


def _kind_or_description_with(word: str) -> Q:
    """Descriptions have no folded copy in the database: the different ones are folded here."""
    kinds = [kind for kind, label in OutputKind.choices if word in search_key(str(label))]
    texts = ProjectOutput.objects.exclude(description="").values_list("description", flat=True).distinct().order_by()
    return Q(kind__in=kinds) | Q(description__in=[text for text in texts if word in search_key(text)])


def _place_or_project_with(word: str) -> Q:
    return (
        Q(project__search_key__contains=word)
        | Q(place__search_key__contains=word)
        | Q(place__parent__search_key__contains=word)
    )


class ProjectOutput(Tracked):
    """What was built or given: "1 trạm y tế", "3,5 km đường bê tông", handed over when."""

    project = models.ForeignKey(AidProject, models.CASCADE, verbose_name="khoản viện trợ", related_name="outputs")
    kind = models.CharField("loại công trình, kết quả", max_length=20, choices=OutputKind.choices)
    description = models.CharField("mô tả", max_length=250, blank=True)
    quantity = models.DecimalField("số lượng", max_digits=12, decimal_places=2)
    unit = models.CharField("đơn vị tính", max_length=30)
    place = models.ForeignKey(
        "reference.Place", models.PROTECT, verbose_name="địa điểm", null=True, blank=True, related_name="outputs"
    )
    handed_over_on = models.DateField("bàn giao ngày", null=True, blank=True)

    objects = ProjectOutputQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả, công trình"
        verbose_name_plural = "kết quả, công trình"
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="aid_projectoutput_quantity_positive")]

    def __str__(self) -> str:
        return self.get_kind_display()
