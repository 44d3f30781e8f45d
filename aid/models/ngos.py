"""Foreign NGOs and other givers, with their certificates and their relation to the province."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from aid.choices import CertificateEvent, CertificateKind, DonorKind, RelationKind, Sector
from aid.permissions import AidPermission
from aid.rules.certificates import ENDING_EVENTS, NO_END, Standing
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate, PartialDateColumns
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from config.kit.text import search_key, word_starts


class ForeignNGOQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW

    def for_list(self) -> Self:
        return self.select_related("home_country").prefetch_related("relations", _certificates_in_use())

    def for_detail(self) -> Self:
        return self.select_related("home_country").prefetch_related(
            "aliases", "contacts", "relations", _certificates_in_use(), "sectors"
        )

    def search(self, text: str) -> Self:
        """Each word is found in the organisation's names or in one of its aliases."""
        found = self
        for word in word_starts(text):
            alias = NGOAlias.objects.filter(ngo=OuterRef("pk"), search_key__contains=word)
            found = found.filter(Q(search_key__contains=word) | Exists(alias))
        return found

    def called(self, text: str) -> Self:
        """Organisations with exactly this other name, marks and case aside."""
        return self.filter(Exists(NGOAlias.objects.filter(ngo=OuterRef("pk"), search_key=search_key(text))))

    def related_on(self, day: date, kind: RelationKind | None = None) -> Self:
        """In relation with the province on a day; open ends count as still running."""
        relation = NGORelation.objects.filter(ngo=OuterRef("pk")).running_on(day)
        if kind is not None:
            relation = relation.filter(kind=kind)
        return self.filter(Exists(relation))

    def certified_on(self, day: date) -> Self:
        """With a registration certificate valid on a day."""
        return self.filter(Exists(RegistrationCertificate.objects.filter(ngo=OuterRef("pk")).valid_on(day)))

    def with_standing(self, day: date, notice: timedelta) -> Self:
        """Each organisation with how it stands by its papers on a day (`standing`, a Standing; the rule of
        aid.rules.certificates.standing_on)."""
        newest = _papers_by(day).order_by("-issued_on", _ENDING_FIRST, "-pk").values("event")[:1]
        annotated: Self = self.annotate(_valid_until=Subquery(_valid_until(day)), _newest=Subquery(newest)).annotate(
            standing=Case(
                When(_valid_until__gt=day + notice, then=Value(Standing.VALID.value)),
                When(_valid_until__isnull=False, then=Value(Standing.EXPIRING.value)),
                When(_newest=CertificateEvent.SUSPENDED, then=Value(Standing.SUSPENDED.value)),
                When(_newest=CertificateEvent.REVOKED, then=Value(Standing.REVOKED.value)),
                When(_newest__isnull=False, then=Value(Standing.EXPIRED.value)),
                default=Value(Standing.NONE.value),
                output_field=models.CharField(),
            )
        )
        return annotated


def certificate_order(day: date) -> Coalesce:
    """What a list of organisations is sorted by: until when the best paper is valid, else when the last one ran out."""
    last = _papers_by(day).exclude(expires_on=None).order_by("-expires_on").values("expires_on")[:1]
    return Coalesce(Subquery(_valid_until(day)), Subquery(last))


def _papers_by(day: date) -> Any:
    """Papers in use of the organisation of the outer query, dated up to a day."""
    return RegistrationCertificate.objects.active().filter(ngo=OuterRef("pk"), issued_on__lte=day)


def _valid_until(day: date) -> Any:
    """The last day of the best valid paper; NO_END for one without an end, null without a valid one."""
    valid: Any = RegistrationCertificate.objects.filter(ngo=OuterRef("pk")).valid_on(day)
    until = Coalesce("expires_on", Value(NO_END), output_field=models.DateField())
    return valid.annotate(_until=until).order_by("-_until").values("_until")[:1]


_ENDING_FIRST = Case(When(event__in=ENDING_EVENTS, then=Value(0)), default=Value(1))


def _certificates_in_use() -> "Prefetch[Any]":
    """An archived certificate shows nowhere as one that the organisation holds."""
    return Prefetch("certificates", RegistrationCertificate.objects.active().with_end().order_by("-issued_on", "-pk"))


class ForeignNGO(Record):
    """A giver of aid: a foreign NGO, or a fund, person, company or public body (`donor_kind`)."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên gốc", max_length=250, db_collation="vi_vn")
    name_vi = models.CharField("tên tiếng Việt", max_length=250, blank=True)
    abbreviation = models.CharField("tên viết tắt", max_length=40, blank=True)
    home_country = models.ForeignKey(
        "reference.Country", models.PROTECT, verbose_name="quốc gia", null=True, blank=True, related_name="ngos"
    )
    donor_kind = models.CharField("loại", max_length=20, choices=DonorKind.choices, default=DonorKind.NGO)
    website = models.CharField("trang tin", max_length=250, blank=True)
    vietnam_office = models.CharField("văn phòng tại Việt Nam", max_length=250, blank=True)
    representative = models.CharField("người đại diện", max_length=150, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("code", "name", "name_vi", "abbreviation"))

    objects = ForeignNGOQuerySet.as_manager()
    parts = ("aliases", "contacts", "relations", "sectors", "certificates", "report_receipts", "documents")

    class Meta(Record.Meta):
        verbose_name = "tổ chức PCPNN"
        verbose_name_plural = "tổ chức PCPNN"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("aid:ngo-detail", args=[self.pk])


class NGOAlias(Tracked):
    """Another or an earlier name, searched like the name itself."""

    ngo = models.ForeignKey(ForeignNGO, models.CASCADE, verbose_name="tổ chức", related_name="aliases")
    name = models.CharField("tên gọi khác", max_length=250)
    search_key = SearchKeyField(sources=("name",))

    class Meta:
        verbose_name = "tên gọi khác"
        verbose_name_plural = "tên gọi khác"
        constraints = [models.UniqueConstraint(fields=["ngo", "name"], name="aid_ngoalias_once")]

    def __str__(self) -> str:
        return self.name


class NGOContact(Tracked):
    """A person to write to or call."""

    ngo = models.ForeignKey(ForeignNGO, models.CASCADE, verbose_name="tổ chức", related_name="contacts")
    name = models.CharField("họ và tên", max_length=150)
    title = models.CharField("chức danh", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "người liên hệ"
        verbose_name_plural = "người liên hệ"

    def __str__(self) -> str:
        return self.name


class NGOSector(Tracked):
    """A sector the organisation works in."""

    ngo = models.ForeignKey(ForeignNGO, models.CASCADE, verbose_name="tổ chức", related_name="sectors")
    sector = models.CharField("lĩnh vực hoạt động", max_length=20, choices=Sector.choices)

    class Meta:
        verbose_name = "lĩnh vực hoạt động"
        verbose_name_plural = "lĩnh vực hoạt động"
        constraints = [models.UniqueConstraint(fields=["ngo", "sector"], name="aid_ngosector_once")]

    def __str__(self) -> str:
        return self.get_sector_display()


class NGORelationQuerySet(models.QuerySet["NGORelation"]):
    def running_on(self, day: date) -> Self:
        """Relations in force on a day. A rough start counts from the first day it may have been, a rough end
        to the last: the stand-in day lies in the same month, quarter or year."""
        started, not_ended = Q(start_on=None), Q(end_on=None)
        for precision in DatePrecision:
            span = PartialDate(day, precision)
            started |= Q(start_precision=precision.value, start_on__lte=span.last)
            not_ended |= Q(end_precision=precision.value, end_on__gte=span.first)
        return self.filter(started, not_ended)


class NGORelation(Tracked):
    """A stretch of time in which the organisation worked with the province, directly or through others."""

    ngo = models.ForeignKey(ForeignNGO, models.CASCADE, verbose_name="tổ chức", related_name="relations")
    kind = models.CharField("quan hệ", max_length=10, choices=RelationKind.choices)
    start_on = models.DateField("từ", null=True, blank=True)
    start_precision = models.CharField("mức rõ của ngày đầu", max_length=7, choices=Precision.choices, blank=True)
    end_on = models.DateField("đến", null=True, blank=True)
    end_precision = models.CharField("mức rõ của ngày cuối", max_length=7, choices=Precision.choices, blank=True)

    start = PartialDateColumns("start_on", "start_precision")
    end = PartialDateColumns("end_on", "end_precision")
    objects = NGORelationQuerySet.as_manager()

    class Meta:
        verbose_name = "quan hệ với tỉnh"
        verbose_name_plural = "quan hệ với tỉnh"
        constraints = [
            models.CheckConstraint(
                condition=Q(start_on=None, start_precision="") | (Q(start_on__isnull=False) & ~Q(start_precision="")),
                name="aid_ngorelation_start_whole",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None, end_precision="") | (Q(end_on__isnull=False) & ~Q(end_precision="")),
                name="aid_ngorelation_end_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class RegistrationCertificateQuerySet(RecordQuerySet):
    view_permission = AidPermission.VIEW

    def for_list(self) -> Self:
        return self.with_end().select_related("ngo")

    def for_detail(self) -> Self:
        return self.with_end().select_related("ngo")

    def search(self, text: str) -> Self:
        """Each word is found in the certificate, in the organisation's names or in one of its aliases."""
        found = self
        for word in word_starts(text):
            alias = NGOAlias.objects.filter(ngo=OuterRef("ngo"), search_key__contains=word)
            found = found.filter(Q(search_key__contains=word) | Q(ngo__search_key__contains=word) | Exists(alias))
        return found

    def with_end(self) -> Self:
        """Each paper with the day of the first suspension or revocation after it (`ended_on`), and of the first
        later certificate of its kind (`renewed_on`)."""
        renewals = _later().exclude(event__in=ENDING_EVENTS)
        return self.annotate(
            ended_on=Subquery(_endings().order_by("issued_on").values("issued_on")[:1]),
            renewed_on=Subquery(renewals.order_by("issued_on").values("issued_on")[:1]),
        )

    def valid_on(self, day: date) -> Self:
        """Certificates in force on a day; suspensions and revocations are no certificates, and end those
        of the same kind that the organisation held before (NĐ 58/2022, Điều 18-19)."""
        return (
            self.active()
            .exclude(event__in=ENDING_EVENTS)
            .filter(~Exists(_endings().filter(issued_on__lte=day)), issued_on__lte=day)
            .filter(Q(expires_on=None) | Q(expires_on__gte=day))
        )

    def not_renewed_by(self, day: date, *, on: date) -> Self:
        """Certificates that run out by `day` and after which, as known `on` that day, the organisation, still in
        the register, got no paper of the same kind: neither a new one nor a suspension or revocation."""
        return (
            self.active()
            .exclude(event__in=ENDING_EVENTS)
            .filter(~Exists(_endings().filter(issued_on__lte=on)), ~Exists(_later().filter(issued_on__lte=on)))
            .filter(ngo__archived_at=None, issued_on__lte=on, expires_on__lte=day)
        )

    def ended_by(self, day: date) -> Self:
        """Suspensions and revocations up to a day, and the certificates that they ended."""
        ended = Q(event__in=ENDING_EVENTS) | Exists(_endings().filter(issued_on__lte=day))
        return self.active().filter(ended, issued_on__lte=day)


def _endings() -> RegistrationCertificateQuerySet:
    """Suspensions and revocations, in use, that end the certificate of the outer query."""
    found: RegistrationCertificateQuerySet = RegistrationCertificate.objects.active().filter(
        ngo=OuterRef("ngo"), kind=OuterRef("kind"), event__in=ENDING_EVENTS, issued_on__gte=OuterRef("issued_on")
    )
    return found


def _later() -> RegistrationCertificateQuerySet:
    """Papers in use of the same kind and organisation, dated after that of the outer query."""
    found: RegistrationCertificateQuerySet = RegistrationCertificate.objects.active().filter(
        ngo=OuterRef("ngo"), kind=OuterRef("kind"), issued_on__gt=OuterRef("issued_on")
    )
    return found


class RegistrationCertificate(Record):
    """A registration certificate (NĐ 12/2012, NĐ 58/2022) as issued, renewed or changed."""

    ngo = models.ForeignKey(ForeignNGO, models.PROTECT, verbose_name="tổ chức", related_name="certificates")
    kind = models.CharField("loại giấy", max_length=25, choices=CertificateKind.choices)
    event = models.CharField("việc", max_length=10, choices=CertificateEvent.choices, default=CertificateEvent.ISSUED)
    number = models.CharField("số giấy", max_length=60)
    issued_on = models.DateField("ngày cấp")
    expires_on = models.DateField("ngày hết hạn", null=True, blank=True)
    fields = models.CharField("lĩnh vực đăng ký", max_length=300, blank=True)
    provinces = models.CharField("địa bàn đăng ký", max_length=300, blank=True)
    covers_province = models.BooleanField("có tỉnh ta trong địa bàn đăng ký", null=True, blank=True)
    overlap_reason = models.CharField("lý do có hai giấy cùng hiệu lực", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(sources=("number", "provinces"))

    objects = RegistrationCertificateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "giấy đăng ký"
        verbose_name_plural = "giấy đăng ký"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="aid_certificate_expires_after_issue",
            ),
            models.UniqueConstraint(
                fields=["ngo", "kind", "number", "event", "issued_on"], name="aid_certificate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("aid:certificate-detail", args=[self.pk])
