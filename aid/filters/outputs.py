"""Filters of the list of outputs. Figures open it with both days of a period: `handed_from`, `handed_to`."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from aid.choices import OutputKind, Sector
from aid.filters.options import RowsFilter, YearFilter, donor_options, place_options
from aid.models import PlaceShare, ProjectDonor, ProjectOutput, SectorShare
from aid.queries.ledger import places_within
from config.kit.filters import DayFilter, RegisterFilter, choice


class OutputFilter(RegisterFilter):
    archived = None  # type: ignore[assignment]  # a part of a project is archived with it

    kind = choice("Loại", OutputKind.choices, empty="Mọi loại")
    place = RowsFilter(label="Địa điểm", options=place_options, empty_label="Mọi địa điểm", method="of_place")
    handed_over = choice("Bàn giao", [("yes", "Đã bàn giao"), ("no", "Chưa bàn giao")], method="of_handover")
    handed_year = YearFilter(label="Bàn giao năm", field_name="handed_over_on", lookup_expr="year")
    donor = RowsFilter(label="Bên tài trợ", options=donor_options, empty_label="Mọi bên tài trợ", method="of_donor")
    sector = choice("Lĩnh vực", Sector.choices, empty="Mọi lĩnh vực", method="of_sector")
    handed_from = DayFilter(label="Bàn giao từ ngày", field_name="handed_over_on", lookup_expr="gte")
    handed_to = DayFilter(label="Bàn giao đến ngày", field_name="handed_over_on", lookup_expr="lte")
    scope = choice(
        "Khoản viện trợ",
        [("all", "Cả khoản không phê duyệt, lưu trữ")],
        empty="Chỉ khoản được tính",
        method="of_scope",
    )

    class Meta:
        model = ProjectOutput
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("scope") == "all" else found.counted()

    def of_scope(self, queryset: Any, name: str, value: str) -> Any:
        return queryset

    def of_place(self, queryset: Any, name: str, value: str) -> Any:
        """The output's own place; one without lies there when its whole project does."""
        units = places_within(int(value))
        shares = PlaceShare.objects.filter(project=OuterRef("project"))
        is_whole = Exists(shares.filter(place__in=units)) & ~Exists(shares.exclude(place__in=units))
        return queryset.filter(Q(place__in=units) | (Q(place=None) & Q(is_whole)))

    def of_handover(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(handed_over_on__isnull=value == "no")

    def of_donor(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(ProjectDonor.objects.filter(project=OuterRef("project"), ngo=int(value))))

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(SectorShare.objects.filter(project=OuterRef("project"), sector=value)))
