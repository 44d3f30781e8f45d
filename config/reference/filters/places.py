"""Filters of the register of places."""

from typing import Any

import django_filters

from config.kit.clock import today
from config.kit.fields import TidyCharField
from config.kit.filters import RegisterFilter, choice
from config.reference.models import Place


class ParentCodeFilter(django_filters.CharFilter):
    """The code of the unit above, as the national list writes it."""

    field_class = TidyCharField


class PlaceFilter(RegisterFilter):
    level = choice("Cấp", Place.Level.choices)
    status = choice(
        "Hiệu lực hôm nay", [("present", "Đang có"), ("ended", "Đã sáp nhập, giải thể")], method="of_status"
    )
    parent = ParentCodeFilter(label="Mã đơn vị cấp trên", field_name="parent__code")

    class Meta:
        model = Place
        fields: list[str] = []

    def of_status(self, queryset: Any, name: str, value: str) -> Any:
        ended = queryset.filter(valid_to__lt=today())
        return ended if value == "ended" else queryset.exclude(pk__in=ended.values("pk"))
