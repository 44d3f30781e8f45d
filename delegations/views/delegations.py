"""The list of delegations, and the form that writes them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest

from config.kit.completeness import lacking
from config.kit.lists import RegisterList
from config.kit.numbers import write_number
from config.kit.tables import Column
from config.kit.views import RecordCreate, RecordEdit
from delegations.choices import DelegationStatus
from delegations.completeness import DELEGATION_NEEDS, with_missing
from delegations.filters.delegations import DID, MISSING, DelegationFilter
from delegations.forms.delegations import DelegationForm
from delegations.models import Delegation
from delegations.registers import DELEGATIONS
from delegations.results import results_of
from delegations.views.lists import TABS
from delegations.views.words import countries_of, headcount_of, results_in_words, status_pill, time_of


def _result(name: str) -> Callable[[Delegation], int | None]:
    return lambda row: results_of(row)[name]


# Shown only when the list is asked for what is missing.
LACKS = Column("missing", "Còn thiếu", lambda row: ", ".join(need.label for need in lacking(row, DELEGATION_NEEDS)))


class DelegationList(RegisterList):
    register = DELEGATIONS
    filterset_class = DelegationFilter
    tabs = TABS
    default_sort = "-time"
    lede = "Đoàn vào và đoàn ra; số liệu tính theo ngày đến."
    chips = (
        ("Đoàn vào", "direction=in"),
        ("Đoàn ra", "direction=out"),
        ("Quá hạn báo cáo", "report=missing"),
        ("Đang đón", "status=hosting"),
        ("Còn thiếu thông tin", "missing=any"),
        ("Còn việc theo dõi", "follow_up=open"),
    )
    columns = (
        Column(
            "name",
            "Đoàn",
            lambda row: row.name,
            sort=("name",),
            sub=lambda row: " · ".join(part for part in (countries_of(row), row.organisations) if part),
        ),
        Column(
            "direction",
            "Chiều, loại",
            lambda row: row.get_direction_display(),
            sort=("direction", "kind"),
            sub=lambda row: row.get_kind_display(),
        ),
        Column("time", "Thời gian", time_of, sort=("arrival_on",)),
        Column("headcount", "Số người", headcount_of, sort=("headcount",)),
        Column("host", "Đón tiếp", lambda row: row.host and row.host.name, sort=("host__name",), is_wide=True),
        Column("results", "Kết quả", lambda row: results_in_words(results_of(row))),
        Column("status", "Trạng thái", status_pill, kind="pill", sort=("status",)),
    )
    file_columns = (
        Column("arrival", "Ngày đến", lambda row: row.arrival, kind="date"),
        Column("departure", "Ngày rời đi", lambda row: row.departure, kind="date"),
        Column("persons", "Số người (số)", lambda row: row.headcount, kind="number"),
        Column("patient_visits", "Lượt người khám", _result("patient_visits"), kind="number"),
        Column("medicine_vnd", "Trị giá thuốc (đồng)", _result("medicine_vnd"), kind="vnd"),
        Column("volunteer_count", "Số tình nguyện viên", _result("volunteer_count"), kind="number"),
        Column("works_count", "Số công trình", _result("works_count"), kind="number"),
        Column("works_vnd", "Trị giá công trình (đồng)", _result("works_vnd"), kind="vnd"),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Asked for what is missing, the list says of each delegation what it lacks."""
        super().setup(request, *args, **kwargs)
        if self._is_work_list():
            name, *rest = (column for column in self.columns if not column.is_wide)
            self.columns = (name, LACKS, *rest)  # type: ignore[misc, assignment]

    def _is_work_list(self) -> bool:
        return self.request.GET.get("missing") in dict(MISSING)

    def everything(self, request: HttpRequest) -> Any:
        delegations = super().everything(request)
        return with_missing(delegations) if self._is_work_list() else delegations

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        """Sums over the rows that count; cancelled and archived ones are only named."""
        counted = Q(archived_at=None) & ~Q(status=DelegationStatus.CANCELLED)
        sums: dict[str, int] = queryset.aggregate(
            delegations=Count("pk", filter=counted),
            left_out=Count("pk", filter=~counted),
            unknown=Count("pk", filter=counted & Q(headcount=None)),
            persons=Sum("headcount", filter=counted, default=0),
            rough=Count("pk", filter=counted & Q(headcount__isnull=False) & ~Q(headcount_qualifier="")),
            **{f"sum_{name}": Sum(result, filter=counted, default=0) for name, result in DID.items()},
        )
        results = {name: sums[f"sum_{name}"] for name in DID}
        return sums | {"headcount": write_number(sums["persons"]), "results": results_in_words(results)}

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        notes = (
            (totals["unknown"], "đoàn chưa rõ số người"),
            (totals["rough"], "đoàn có số người ước chừng"),
            (totals["left_out"], "đoàn hủy hoặc đã lưu trữ không cộng"),
        )
        parts = [f"{write_number(number)} {what}" for number, what in notes if number]
        return "; ".join([f"{write_number(totals['delegations'])} đoàn", *parts])


class DelegationCreate(RecordCreate):
    register = DELEGATIONS
    form_class = DelegationForm


class DelegationEdit(RecordEdit):
    register = DELEGATIONS
    form_class = DelegationForm
