"""An exhibit as an Excel file: the rows of its table as numbers, and a total that the sheet adds up itself."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from config.kit.tables import Column, plain
from reports.exhibits.exhibit import Exhibit

FONT = {"font_name": "Times New Roman", "font_size": 11}
A4 = 9
UNITS = {"usd": "USD", "vnd": "đồng", "percent": "%"}
PATTERNS = {"usd": "#,##0.00", "vnd": "#,##0", "number": "#,##0", "percent": '0.0"%"', "date": "dd/mm/yyyy"}
TOTAL = "Tổng"


def exhibit_file(exhibit: Exhibit, basis: str) -> bytes:
    """The workbook; `basis` says the term and the day (and that data are invented)."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": exhibit.heading, "comments": "Cầu Nối"})
        _Sheet(book, exhibit).write(basis)
    return buffer.getvalue()


def unit_line(columns: Any) -> str:
    """The units of the columns that have one: "Đơn vị: USD, %"; a count says its own in its heading."""
    units = list(dict.fromkeys(UNITS[column.kind] for column in columns if column.kind in UNITS))
    return f"Đơn vị: {', '.join(units) if units else 'ghi ở đầu mỗi cột'}"


class _Sheet:
    """The one sheet: heading, finding, basis, unit, then the table with its total and its note."""

    def __init__(self, book: Any, exhibit: Exhibit) -> None:
        self.exhibit, self.columns = exhibit, exhibit.columns
        self.sheet = book.add_worksheet("Số liệu")
        self.title = book.add_format({**FONT, "font_size": 14, "bold": True})
        self.line = book.add_format(FONT)
        self.bold = book.add_format({**FONT, "bold": True})
        cell = {**FONT, "border": 1, "valign": "top"}
        self.head = book.add_format({**cell, "bold": True, "text_wrap": True, "align": "center"})
        self.cells = self._formats(book, {**cell, "text_wrap": True})
        self.total_cells = self._formats(book, {**cell, "bold": True})

    @staticmethod
    def _formats(book: Any, look: Mapping[str, Any]) -> dict[str, Any]:
        return {kind: book.add_format({**look, "num_format": pattern}) for kind, pattern in PATTERNS.items()} | {
            "text": book.add_format(look)
        }

    def write(self, basis: str) -> None:
        above = (
            (self.exhibit.heading, self.title),
            (self.exhibit.finding, self.bold),
            (basis, self.line),
            (unit_line(self.columns), self.line),
        )
        for row, (words, look) in enumerate(above):
            self.sheet.write_string(row, 0, words, look)
        first = len(above) + 2
        self.sheet.write_row(first - 1, 0, [column.label for column in self.columns], self.head)
        row = first
        for item in self.exhibit.items:
            for place, column in enumerate(self.columns):
                self._put(row, place, column, plain(column.kind, column.value(item)), self.cells)
            row += 1
        if self.exhibit.totals is not None:
            self._total(first, row)
            row += 1
        if self.exhibit.note:
            self.sheet.write_string(row + 1, 0, self.exhibit.note, self.line)
        self._paper(first)

    def _put(self, row: int, place: int, column: Column, value: Any, cells: Mapping[str, Any]) -> None:
        look = cells.get(column.kind, cells["text"])
        if isinstance(value, date):
            self.sheet.write_datetime(row, place, value, cells["date"])
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            self.sheet.write_number(row, place, value, look)
        else:
            self.sheet.write_string(row, place, str(value), cells["text"])

    def _total(self, first: int, row: int) -> None:
        """A formula where the column adds up to its total; otherwise (shares, rates) the number itself."""
        totals = self.exhibit.totals or {}
        self.sheet.write_string(row, 0, TOTAL, self.total_cells["text"])
        for place, column in enumerate(self.columns[1:], start=1):
            total = totals.get(column.key)
            if total is None:
                self.sheet.write_blank(row, place, None, self.total_cells["text"])
            elif self._adds_up(column, total):
                formula = f"=SUM({xl_range(first, place, row - 1, place)})"
                look = self.total_cells.get(column.kind, self.total_cells["text"])
                self.sheet.write_formula(row, place, formula, look, plain(column.kind, total))
            else:
                self._put(row, place, column, plain(column.kind, total), self.total_cells)

    def _adds_up(self, column: Column, total: Any) -> bool:
        if column.kind not in {"usd", "vnd", "number"} or not self.exhibit.items:
            return False
        return bool(sum(column.value(item) or 0 for item in self.exhibit.items) == total)

    def _paper(self, first: int) -> None:
        self.sheet.set_column(0, 0, 44)
        self.sheet.set_column(1, max(1, len(self.columns) - 1), 20)
        self.sheet.freeze_panes(first, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(first - 1)
