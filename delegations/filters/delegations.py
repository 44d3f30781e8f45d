"""Filters of the register of delegations."""

from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, Q

from config.kit.clock import today
from config.kit.filters import DayFilter, RegisterFilter, WhenFilter, choice
from config.reference.models import Agency, Country
from config.reference.office_settings import DELEGATION_REPORT_DAYS, value_of
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.completeness import DELEGATION_NEEDS, incomplete
from delegations.models import Delegation, DelegationCountry, FollowUp
from delegations.queries import RESULTS, arrived_by, report_missing_on, staying_from

MISSING = [("any", "Thiếu ít nhất một thứ"), *((need.key, f"Thiếu {need.label}") for need in DELEGATION_NEEDS)]

# Figures count delegations of a country that was archived since, and open the list by it.
IN_USE = Q(archived_at=None) | Q(Exists(DelegationCountry.objects.filter(country=OuterRef("pk"))))
# What a mission did, by the names under which sums of results read it.
DID = RESULTS | {"volunteer_count": F("volunteer_count")}
DID_WORDS = [
    ("patient_visits", "Có lượt người khám"),
    ("medicine_vnd", "Có trị giá thuốc"),
    ("volunteer_count", "Có số tình nguyện viên"),
    ("works_count", "Có công trình, phần việc"),
    ("works_vnd", "Có trị giá công trình"),
]


class DelegationFilter(RegisterFilter):
    """`from` and `to` find stays that touch a period; `arrived_from` and `arrived_to` go by arrival, as counts do."""

    direction = choice("Chiều", Direction.choices)
    kind = choice("Loại đoàn", DelegationKind.choices)
    country = django_filters.ModelChoiceFilter(
        label="Nước",
        field_name="countries__country",
        queryset=Country.objects.filter(IN_USE).order_by("name", "pk"),
        empty_label="Mọi nước",
        null_label="Chưa ghi nước",
        null_value="none",
    )
    status = choice("Trạng thái", DelegationStatus.choices)
    year = WhenFilter(label="Năm đến (hoặc quý, tháng)", field_name="arrival_on")
    arrived_from = DayFilter(label="Đến từ ngày", field_name="arrival_on", lookup_expr="gte")
    arrived_to = DayFilter(label="Đến chậm nhất ngày", field_name="arrival_on", lookup_expr="lte")
    host = django_filters.ModelChoiceFilter(
        label="Cơ quan đón tiếp", queryset=Agency.objects.active().order_by("name", "pk"), empty_label="Mọi cơ quan"
    )
    report = choice("Báo cáo kết quả", [("missing", "Quá hạn, chưa gửi")], method="of_report")
    missing = choice("Thiếu thông tin", MISSING, method="of_missing")
    follow_up = choice("Việc theo dõi", [("open", "Còn việc chưa xong")], method="of_follow_up")
    did = choice("Kết quả y tế, tình nguyện", DID_WORDS, method="of_result")
    counted = choice("Tính vào số liệu", [("1", "Chỉ đoàn được tính (không hủy, không lưu trữ)")], method="of_counted")

    class Meta:
        model = Delegation
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> Any:
        """Adds the filters whose public names are no Python names."""
        filters = super().get_filters()
        filters["from"] = DayFilter(label="Có mặt từ ngày", method="of_from")
        filters["to"] = DayFilter(label="Có mặt đến ngày", method="of_to")
        return filters

    def of_from(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(staying_from(value))

    def of_to(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(arrived_by(value))

    def of_report(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(report_missing_on(today(), value_of(DELEGATION_REPORT_DAYS)))

    def of_missing(self, queryset: Any, name: str, value: str) -> Any:
        """What a delegation's own status wants and it does not hold."""
        if value == "any":
            return incomplete(queryset)
        return queryset.filter(next(need.lacks for need in DELEGATION_NEEDS if need.key == value))

    def of_follow_up(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(FollowUp.objects.filter(delegation=OuterRef("pk"), done_on=None)))

    def of_result(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.alias(_did=DID[value]).filter(_did__gt=0)

    def of_counted(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.counted()
