"""Pages of the deadlines of reports."""

from collections.abc import Sequence

from aid.filters.reporting import DeadlineFilter
from aid.forms.reporting import DeadlineForm
from aid.models import ReportDeadline
from aid.registers import DEADLINES
from aid.views.reporting_columns import DEADLINE_COLUMNS, basis_said, due_said, force_said
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit


class DeadlineList(RegisterList):
    register = DEADLINES
    filterset_class = DeadlineFilter
    default_sort = "reporter"
    columns = DEADLINE_COLUMNS
    lede = "Ngày phải nộp của từng loại báo cáo. Nghị định không định ngày thì theo quy định của tỉnh."


class DeadlineDetail(RecordDetail):
    register = DEADLINES

    def lede(self, record: ReportDeadline) -> str:
        return f"{record.get_reporter_display()} · {due_said(record)}"

    def facts(self, record: ReportDeadline) -> Sequence[FactGroup]:
        main = (
            Fact("Ai báo cáo", record.get_reporter_display()),
            Fact("Loại báo cáo", record.get_kind_display()),
            Fact("Hạn", due_said(record)),
            Fact("Theo cơ sở pháp lý", basis_said(record)),
            Fact("Áp dụng", force_said(record)),
            Fact("Căn cứ", record.source),
        )
        return [FactGroup("Hạn báo cáo", main)]

    def tables(self, record: ReportDeadline) -> Sequence[Table]:
        """What the province has sent; reports of others stand on their own pages."""
        sent = list(record.receipts.order_by("-year"))
        columns = (
            Column("year", "Năm báo cáo", lambda row: str(row.year)),
            Column("sent", "Ngày gửi", lambda row: row.received_on, "date"),
            Column("document", "Văn bản", lambda row: row.document),
            Column("note", "Ghi chú", lambda row: row.note),
        )
        return [make_table("Đã gửi", columns, sent)] if sent else []


class DeadlineCreate(RecordCreate):
    register = DEADLINES
    form_class = DeadlineForm


class DeadlineEdit(RecordEdit):
    register = DEADLINES
    form_class = DeadlineForm
