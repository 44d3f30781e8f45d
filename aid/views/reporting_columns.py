"""How reports owed and received are told in tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from aid.choices import LegalBasis, ReportKind
from aid.models import AidProject, ForeignNGO, ReportDeadline
from aid.permissions import AidPermission
from aid.queries.reporting import ReportRow, obligations_of_ngo, obligations_of_project
from aid.rules.obligations import State
from config.kit.access import can
from config.kit.tables import Column, Link, Pill, Table, make_table

PILLS: dict[State, tuple[str, str, str, str]] = {
    State.OVERDUE: ("Quá hạn", "Quá hạn", "bad", "warn"),
    State.DUE: ("Đến hạn", "Đến hạn", "warn", "clock"),
    State.RECEIVED: ("Đã nhận", "Đã gửi", "ok", "check"),
    State.LATE: ("Nhận muộn", "Gửi muộn", "", "check"),
}
HISTORY = Pill("Đã nhận", "", "")


def state_pill(row: ReportRow) -> Pill:
    """Where a report stands; one from before the day followed from only came."""
    if row.state is None:
        return HISTORY
    received, sent, tone, icon = PILLS[row.state]
    return Pill(sent if row.is_of_province else received, tone, icon)


def period_said(row: ReportRow) -> str:
    """The days the report tells of, where they are no plain year."""
    if row.period is None or row.kind == ReportKind.FINAL or row.period.label == f"năm {row.year}":
        return ""
    return f"số liệu {row.period.start:%d/%m/%Y}–{row.period.end:%d/%m/%Y}"


def title_link(row: ReportRow) -> Link:
    """The report's name, leading to where it is written down or corrected."""
    return Link(row.title, row.receive_url if row.receipt is None else row.receipt_url)


DUE = Column("due", "Hạn", lambda row: row.due_on, "date", ("due_on",))
RECEIVED = Column("received", "Ngày nhận, gửi", lambda row: row.received_on, "date", ("received_on",))
STATE = Column("state", "Tình trạng", state_pill, "pill", ("state",))
REPORT = Column("title", "Báo cáo", lambda row: row.title, "text", ("title",), sub=period_said)
REPORT_LINK = Column("title", "Báo cáo", title_link, "link", ("title",), sub=period_said)
WHO = Column("who", "Ai báo cáo", lambda row: row.name, "text", ("name",), sub=lambda row: row.sub)

LIST_COLUMNS = (WHO, REPORT, DUE, RECEIVED, STATE)
LIST_COLUMNS_TO_ENTER = (WHO, REPORT_LINK, DUE, RECEIVED, STATE)
RECORD_COLUMNS = (REPORT, DUE, RECEIVED, STATE)
"""The columns of the table on the page of one project or NGO."""
RECORD_COLUMNS_TO_ENTER = (REPORT_LINK, DUE, RECEIVED, STATE)


def project_reports(project: AidProject, user: Any, day: date) -> Table:
    """The reports of one project, owed and received, as they stand on the day."""
    return _reports(project, obligations_of_project(project, day), user)


def ngo_reports(ngo: ForeignNGO, user: Any, day: date) -> Table:
    """The reports of one NGO, owed and received, as they stand on the day."""
    return _reports(ngo, obligations_of_ngo(ngo, day), user)


def _reports(record: Any, rows: Sequence[ReportRow], user: Any) -> Table:
    """For those who may edit, each report opens where it is written down or corrected."""
    may_edit = can(user, AidPermission.EDIT) and not record.is_archived
    columns = RECORD_COLUMNS_TO_ENTER if may_edit else RECORD_COLUMNS
    return make_table("Báo cáo", columns, rows, empty="Chưa có báo cáo nào đến hạn hoặc đã nhận.")


# Deadlines ------------------------------------------------------------------------------------------


def due_said(deadline: ReportDeadline) -> str:
    """The rule in words: "15/01 năm sau", "18/12", "6 tháng sau khi kết thúc"."""
    if deadline.kind == ReportKind.FINAL:
        return f"{deadline.months_after_end} tháng sau khi kết thúc"
    day = f"{deadline.day:02d}/{deadline.month:02d}"
    return f"{day} năm sau" if deadline.year_offset else f"{day} trong năm"


def force_said(deadline: ReportDeadline) -> str:
    """As in "từ 01/11/2022", "đến 31/10/2022"."""
    parts = (("từ", deadline.in_force_from), ("đến", deadline.in_force_to))
    return " ".join(f"{word} {day:%d/%m/%Y}" for word, day in parts if day is not None)


def basis_said(deadline: Any) -> str:
    return str(LegalBasis(deadline.legal_basis).label) if deadline.legal_basis else ""


DEADLINE_COLUMNS = (
    Column("label", "Báo cáo", lambda row: row.label, sort=("label",), sub=lambda row: row.source),
    Column("reporter", "Ai báo cáo", lambda row: row.get_reporter_display(), sort=("reporter", "kind")),
    Column("due", "Hạn", due_said, sort=("month", "day")),
    Column("basis", "Theo cơ sở pháp lý", basis_said, sort=("legal_basis",), is_wide=True),
    Column("force", "Áp dụng", force_said, is_wide=True),
)
