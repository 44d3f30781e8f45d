"""How a plan is shown on the pages: tiles, rows in the order of urgency, the empty template file."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from config.kit.tables import Pill
from config.office.importing.plan import Action, Plan, RowPlan
from config.office.importing.registers import KINDS

PILLS = {
    Action.NEW: Pill("Mới", "live", "plus"),
    Action.CHANGED: Pill("Thay đổi", "warn", "edit"),
    Action.SAME: Pill("Trùng khớp", "", "check"),
    Action.REFUSED: Pill("Từ chối", "bad", "bad"),
}
_CSS = {Action.REFUSED: "is-bad", Action.CHANGED: "is-warn"}
_URGENCY = (Action.REFUSED, Action.CHANGED, Action.NEW, Action.SAME)
# Which rows a tab shows: key, label, and whether a row belongs.
TABS = (
    ("todo", "Cần xem", lambda row: row.action is not Action.SAME),
    ("refused", "Từ chối", lambda row: row.action is Action.REFUSED),
    ("warned", "Có lưu ý", lambda row: bool(row.warnings)),
    ("all", "Tất cả", lambda row: True),
)


@dataclass(frozen=True)
class Tile:
    """A count with what will become of the rows."""

    number: int
    label: str
    note: str
    tone: str
    icon: str


@dataclass(frozen=True)
class ShownRow:
    """A row's plan with its state as a shape and a word."""

    plan: RowPlan

    @property
    def pill(self) -> Pill:
        return PILLS[self.plan.action]

    @property
    def css(self) -> str:
        return _CSS.get(self.plan.action, "")


def tiles(summary: Mapping[str, Any], *, is_done: bool) -> list[Tile]:
    """The four counts of a batch, before (`is_done` False) and after it was written."""
    notes = ("đã thêm", "đã sửa") if is_done else ("sẽ thêm", "sẽ sửa, xem từng ô")
    return [
        Tile(summary.get("new", 0), "dòng mới", notes[0], "live", "plus"),
        Tile(summary.get("changed", 0), "dòng thay đổi", notes[1], "warn", "edit"),
        Tile(summary.get("same", 0), "dòng trùng khớp", "bỏ qua, không ghi", "muted", "check"),
        Tile(summary.get("refused", 0), "dòng bị từ chối", "không ghi cho đến khi sửa", "bad", "bad"),
    ]


def tabs(plan: Plan, current: str) -> list[tuple[str, str, int, bool]]:
    """The tabs over the rows: key, label, number of rows, whether it is the open one."""
    counted = [(key, label, sum(map(belongs, plan.rows))) for key, label, belongs in TABS]
    return [(key, label, count, key == current) for key, label, count in counted]


def shown_rows(plan: Plan, tab: str) -> list[ShownRow]:
    """The rows of a tab: refused first, then changed, new, same; those with a warning first among equals."""
    belongs = next((belongs for key, _, belongs in TABS if key == tab), TABS[0][2])
    rows = [row for row in plan.rows if belongs(row)]
    rows.sort(key=lambda row: (_URGENCY.index(row.action), not row.warnings))
    return [ShownRow(row) for row in rows]


def template_workbook() -> bytes:
    """An empty workbook with one sheet per register and its headings; required ones are bold."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        required, optional = book.add_format({"bold": True, "bottom": 1}), book.add_format({"bottom": 1})
        for kind in KINDS:
            sheet = book.add_worksheet(kind.sheet_names[0])
            sheet.freeze_panes(1, 0)
            for index, column in enumerate(kind.columns):
                sheet.write_string(0, index, column.label, required if column.is_required else optional)
                sheet.set_column(index, index, max(14, len(column.label) + 4))
    return buffer.getvalue()
