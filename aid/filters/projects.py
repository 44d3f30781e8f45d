"""Filters of the register of aid projects. To-many relations are asked through EXISTS, so that no
filter multiplies the rows of the list."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from aid.choices import Modality, Sector, Stage
from aid.filters.options import RowsFilter, YearFilter, country_options, donor_options, place_options
from aid.models import AidProject, Commitment, Disbursement, PlaceShare, ProjectDonor, SectorShare
from aid.queries import places_within
from aid.running import approved_in, handed_over_in, running_in
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.kit.periods import Period

MISSING = [
    ("commitment", "Thiếu cam kết"),
    ("sector", "Thiếu lĩnh vực"),
    ("place", "Thiếu địa bàn"),
    ("donor", "Thiếu bên tài trợ"),
]
# Figures of a period link here with both days; one day alone asks for nothing.
SPANS = {"running": running_in, "approved": approved_in, "handed_over": handed_over_in}


class ProjectFilter(RegisterFilter):
    stage = choice("Giai đoạn", Stage.choices, empty="Mọi giai đoạn")
    sector = choice("Lĩnh vực", Sector.choices, empty="Mọi lĩnh vực", method="of_sector")
    place = RowsFilter(label="Địa bàn", options=place_options, empty_label="Mọi địa bàn", method="of_place")
    donor = RowsFilter(label="Bên tài trợ", options=donor_options, empty_label="Mọi bên tài trợ", method="of_donor")
    country = RowsFilter(label="Nước tài trợ", options=country_options, empty_label="Mọi nước", method="of_country")
    modality = choice("Hình thức", Modality.choices, empty="Mọi hình thức")
    approval_year = YearFilter(label="Phê duyệt năm", field_name="approval_on", lookup_expr="year")
    active_from = YearFilter(label="Có tiền từ năm", method="of_activity")
    active_to = YearFilter(label="Có tiền đến năm", method="of_activity")
    is_call_for_aid = choice("Kêu gọi viện trợ", [("yes", "Đang kêu gọi")], method="of_call")
    missing = choice("Thiếu thông tin", MISSING, method="of_missing")
    running_from = DayFilter(label="Thực hiện từ ngày", method="of_activity")
    running_to = DayFilter(label="Thực hiện đến ngày", method="of_activity")
    approved_from = DayFilter(label="Phê duyệt từ ngày", method="of_activity")
    approved_to = DayFilter(label="Phê duyệt đến ngày", method="of_activity")
    handed_over_from = DayFilter(label="Bàn giao từ ngày", method="of_activity")
    handed_over_to = DayFilter(label="Bàn giao đến ngày", method="of_activity")

    class Meta:
        model = AidProject
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """The two years are asked together: one row must lie between them."""
        found = super().filter_queryset(queryset)
        first, last = (self.form.cleaned_data.get(name) for name in ("active_from", "active_to"))
        if first is not None or last is not None:
            span = {"dated_on__gte": date(first or 1, 1, 1), "dated_on__lte": date(last or 9999, 12, 31)}
            rows = [
                model.objects.active().filter(project=OuterRef("pk"), **span) for model in (Commitment, Disbursement)
            ]
            found = found.filter(Q(Exists(rows[0])) | Q(Exists(rows[1])))
        return self._within_spans(found)

    def _within_spans(self, queryset: Any) -> Any:
        """Only projects that figures count, when a figure's two days are asked for."""
        for name, condition in SPANS.items():
            first, last = (self.form.cleaned_data.get(f"{name}_{end}") for end in ("from", "to"))
            if first is not None and last is not None and first <= last:
                queryset = queryset.counted().filter(condition(Period.between(first, last)))
        return queryset

    def of_activity(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(SectorShare.objects.filter(project=OuterRef("pk"), sector=value)))

    def of_place(self, queryset: Any, name: str, value: str) -> Any:
        shares = PlaceShare.objects.filter(project=OuterRef("pk"), place__in=places_within(int(value)))
        return queryset.filter(Exists(shares))

    def of_donor(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(ProjectDonor.objects.filter(project=OuterRef("pk"), ngo=int(value))))

    def of_country(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(
            Exists(ProjectDonor.objects.filter(project=OuterRef("pk"), ngo__home_country=int(value)))
        )

    def of_call(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(is_call_for_aid=True)

    def of_missing(self, queryset: Any, name: str, value: str) -> Any:
        if value == "commitment":
            return queryset.counted().without_commitment()
        shares: Any = {"sector": SectorShare, "place": PlaceShare, "donor": ProjectDonor}[value]
        return queryset.filter(~Exists(shares.objects.filter(project=OuterRef("pk"))))
