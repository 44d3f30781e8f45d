"""Filters of reports owed and of the deadlines."""

from typing import Any

from aid.choices import LegalBasis, Reporter, ReportKind
from aid.filters.options import YearFilter
from aid.models import ReportDeadline
from aid.queries.report_rows import ReportRows, said_kind
from aid.rules.obligations import OPEN, State
from config.kit.filters import RegisterFilter, choice

REPORTERS = Reporter.choices
KINDS = [(kind.value, said_kind(kind)) for kind in ReportKind]
STATES = [
    ("open", "Chưa có"),
    (State.OVERDUE.value, "Quá hạn"),
    (State.DUE.value, "Đến hạn"),
    (State.RECEIVED.value, "Đã có, đúng hạn"),
    (State.LATE.value, "Đã có, muộn"),
]


class ReportFilter(RegisterFilter):
    """Narrows computed rows (ReportRows), as other filters narrow a queryset."""

    archived = None  # type: ignore[assignment]
    reporter = choice("Ai báo cáo", REPORTERS, method="of_reporter")
    kind = choice("Loại báo cáo", KINDS, method="of_kind")
    year = YearFilter(label="Năm báo cáo", method="of_year")
    state = choice("Tình trạng", STATES, method="of_state")

    class Meta:
        model = ReportDeadline
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Each filter in turn; the kit's own check that a filter gives a queryset does not hold here."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def of_reporter(self, rows: ReportRows, name: str, value: str) -> ReportRows:
        return rows.keep(lambda row: row.reporter == value)

    def of_kind(self, rows: ReportRows, name: str, value: str) -> ReportRows:
        return rows.keep(lambda row: row.kind == value)

    def of_year(self, rows: ReportRows, name: str, value: int) -> ReportRows:
        return rows.keep(lambda row: row.year == value)

    def of_state(self, rows: ReportRows, name: str, value: str) -> ReportRows:
        return rows.keep(lambda row: row.state in OPEN if value == "open" else row.state == value)


class DeadlineFilter(RegisterFilter):
    reporter = choice("Ai báo cáo", REPORTERS)
    kind = choice("Loại báo cáo", KINDS)
    legal_basis = choice("Theo cơ sở pháp lý", LegalBasis.choices)

    class Meta:
        model = ReportDeadline
        fields: list[str] = []
