"""Filters of the list of calls for aid, and of its paper."""

from typing import Any

from aid.choices import Sector
from aid.filters.options import RowsFilter, place_options
from aid.filters.projects import in_place, in_sector
from aid.models import AidProject
from aid.queries.calls import NEEDS
from config.kit.completeness import any_lacking
from config.kit.filters import RegisterFilter, choice

ANY = "any"
MISSING = [(ANY, "Thiếu ít nhất một mục"), *((need.key, f"Thiếu {need.label}") for need in NEEDS)]


class CallFilter(RegisterFilter):
    archived = None  # type: ignore[assignment]  # an archived project calls for nothing

    sector = choice("Lĩnh vực", Sector.choices, empty="Mọi lĩnh vực", method="of_sector")
    place = RowsFilter(label="Địa bàn", options=place_options, empty_label="Mọi địa bàn", method="of_place")
    missing = choice("Còn thiếu cho danh mục", MISSING, method="of_missing")

    class Meta:
        model = AidProject
        fields: list[str] = []

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(in_sector(value))

    def of_place(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(in_place(int(value)))

    def of_missing(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(any_lacking(need for need in NEEDS if value in (ANY, need.key)))
