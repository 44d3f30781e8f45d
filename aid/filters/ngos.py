"""Filters of the register of NGOs. What an organisation has many of is asked through subqueries, so that no filter
multiplies the rows of the list."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef

from aid.choices import DonorKind, RelationKind, Sector
from aid.models import ForeignNGO, NGOSector, RegistrationCertificate
from aid.queries.completeness import NGO_NEEDS
from aid.queries.running import gives_on
from aid.rules.certificates import Standing
from config.kit.clock import today
from config.kit.completeness import any_lacking
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.reference.models import Country
from config.reference.office_settings import EXPIRY_NOTICE, value_of

VALID = (Standing.VALID, Standing.EXPIRING)
CERTIFICATES = [
    ("valid", "Còn hiệu lực"),
    ("expiring", "Sắp hết hạn"),
    ("expired", "Đã hết hạn"),
    ("ended", "Đình chỉ, thu hồi"),
    ("none", "Chưa có giấy nào"),
    ("invalid", "Không có giấy còn hiệu lực"),
]
STANDINGS: dict[str, tuple[Standing, ...]] = {
    "valid": VALID,
    "expiring": (Standing.EXPIRING,),
    "expired": (Standing.EXPIRED,),
    "ended": (Standing.SUSPENDED, Standing.REVOKED),
    "none": (Standing.NONE,),
    "invalid": tuple(one for one in Standing if one not in VALID),
}
RELATIONS = [*RelationKind.choices, ("any", "Trực tiếp hoặc qua tổ chức khác"), ("none", "Không có quan hệ")]
COVERS = [("yes", "Có"), ("no", "Không"), ("unknown", "Chưa rõ")]
RUNNING = [("yes", "Có khoản đang thực hiện"), ("no", "Không có khoản nào đang thực hiện")]
MISSING = [*((need.key, f"Thiếu {need.label}") for need in NGO_NEEDS), ("any", "Thiếu ít nhất một thứ")]


class NGOFilter(RegisterFilter):
    home_country = django_filters.ModelChoiceFilter(
        label="Quốc gia", queryset=Country.objects.active().order_by("name", "pk"), empty_label="Mọi nước"
    )
    relation = choice("Quan hệ hiện nay", RELATIONS, method="of_relation")
    certificate = choice("Giấy đăng ký hôm nay", CERTIFICATES, method="of_certificate")
    sector = choice("Lĩnh vực", Sector.choices, empty="Mọi lĩnh vực", method="of_sector")
    missing = choice("Thiếu thông tin", MISSING, method="of_missing")
    donor_kind = choice("Loại", DonorKind.choices)
    running = choice("Khoản viện trợ hôm nay", RUNNING, method="of_running")
    covers = choice("Tỉnh ta trong địa bàn đăng ký", COVERS, method="of_covers")
    related_on = DayFilter(label="Có quan hệ vào ngày", method="of_related_on")
    direct_on = DayFilter(label="Quan hệ trực tiếp vào ngày", method="of_direct_on")
    certified_on = DayFilter(label="Giấy đăng ký còn hiệu lực vào ngày", method="of_certified_on")
    running_on = DayFilter(label="Có khoản đang thực hiện vào ngày", method="of_running_on")

    class Meta:
        model = ForeignNGO
        fields: list[str] = []

    def of_relation(self, queryset: Any, name: str, value: str) -> Any:
        if value in RelationKind.values:
            return queryset.related_on(today(), RelationKind(value))
        related = queryset.related_on(today())
        return related if value == "any" else queryset.exclude(pk__in=related.values("pk"))

    def of_certificate(self, queryset: Any, name: str, value: str) -> Any:
        notice = timedelta(days=value_of(EXPIRY_NOTICE))
        return queryset.with_standing(today(), notice).filter(standing__in=STANDINGS[value])

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(NGOSector.objects.filter(ngo=OuterRef("pk"), sector=value)))

    def of_missing(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(any_lacking(need for need in NGO_NEEDS if value in (need.key, "any")))

    def of_running(self, queryset: Any, name: str, value: str) -> Any:
        given = gives_on(today())
        return queryset.filter(given) if value == "yes" else queryset.filter(~given)

    def of_covers(self, queryset: Any, name: str, value: str) -> Any:
        """By the papers valid today: one that holds the province is enough; else one of which it is not known."""
        papers: Any = RegistrationCertificate.objects.filter(ngo=OuterRef("pk"))
        valid = papers.valid_on(today())
        holds, unclear = Exists(valid.filter(covers_province=True)), Exists(valid.filter(covers_province=None))
        if value == "yes":
            return queryset.filter(holds)
        if value == "unknown":
            return queryset.filter(~holds, unclear)
        return queryset.filter(Exists(valid), ~holds, ~unclear)

    def of_related_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.related_on(value)

    def of_direct_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.related_on(value, RelationKind.DIRECT)

    def of_certified_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.certified_on(value)

    def of_running_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.filter(gives_on(value))
