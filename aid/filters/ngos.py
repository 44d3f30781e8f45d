"""Filters of the registers of NGOs and certificates."""

from datetime import date
from typing import Any

import django_filters

from aid.choices import DonorKind, RelationKind
from aid.models import ForeignNGO
from config.kit.clock import today
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.reference.models import Country


class NGOFilter(RegisterFilter):
    home_country = django_filters.ModelChoiceFilter(
        label="Quốc gia", queryset=Country.objects.active().order_by("name", "pk"), empty_label="Mọi nước"
    )
    donor_kind = choice("Loại", DonorKind.choices)
    relation = choice("Quan hệ hiện nay", RelationKind.choices, method="of_relation")
    certificate = choice(
        "Giấy đăng ký hôm nay",
        [("valid", "Còn hiệu lực"), ("none", "Không có giấy còn hiệu lực")],
        method="of_certificate",
    )
    related_on = DayFilter(label="Có quan hệ vào ngày", method="of_related_on")
    direct_on = DayFilter(label="Quan hệ trực tiếp vào ngày", method="of_direct_on")
    certified_on = DayFilter(label="Giấy đăng ký còn hiệu lực vào ngày", method="of_certified_on")

    class Meta:
        model = ForeignNGO
        fields: list[str] = []

    def of_relation(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.related_on(today(), RelationKind(value))

    def of_certificate(self, queryset: Any, name: str, value: str) -> Any:
        certified = queryset.certified_on(today())
        return certified if value == "valid" else queryset.exclude(pk__in=certified.values("pk"))

    def of_related_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.related_on(value)

    def of_direct_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.related_on(value, RelationKind.DIRECT)

    def of_certified_on(self, queryset: Any, name: str, value: date) -> Any:
        return queryset.certified_on(value)
