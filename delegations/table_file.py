"""The periodic table of delegations as an Excel file, ready to print: the same lines as page and PDF.

Numbers are numbers (a qualifier is part of their format), exact days are dates; what is known only roughly
is text, as on paper.
"""

import io
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from config.kit.partial_dates import PartialDate, Precision
from delegations.lines import DelegationLine
from delegations.table import BEFORE_PERSONS, COLUMNS, NOTHING, UNKNOWN, DelegationTable, DirectionTable

SHEET_NAMES = {"in": "Đoàn vào", "out": "Đoàn ra"}
FONT = {"font_name": "Times New Roman", "font_size": 11}
A4 = 9
FROM, TO = "Từ ngày", "Đến ngày"
# The stay stands in two columns here, so that each end can be a date.
FILE_HEADS = tuple(
    label
    for head in ("TT", *(column.label for column in COLUMNS))
    for label in ((FROM, TO) if "(từ" in head else (head,))
)


def table_file(table: DelegationTable) -> bytes:
    """The workbook: a sheet for each direction."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": table.title, "author": table.body, "comments": "Cầu Nối"})
        formats = _Formats(book)
        for one in table.tables:
            _Sheet(book.add_worksheet(SHEET_NAMES[one.direction]), formats, table, one).write()
    return buffer.getvalue()


class _Formats:
    """Cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._counts: dict[str, Any] = {}
        cell = {**FONT, "border": 1, "valign": "top", "text_wrap": True}
        self._number = {**cell, "align": "right"}
        self.title = book.add_format({**FONT, "font_size": 14, "bold": True, "align": "center", "text_wrap": True})
        self.enclosed = book.add_format({**FONT, "italic": True, "align": "center", "text_wrap": True})
        self.basis = book.add_format({**FONT, "italic": True, "align": "right"})
        self.head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        self.text = book.add_format(cell)
        self.centred = book.add_format({**cell, "align": "center"})
        self.right = book.add_format(self._number)
        self.day = book.add_format({**cell, "align": "center", "num_format": "dd/mm/yyyy"})
        self.total = book.add_format({**cell, "bold": True})
        self.total_number = book.add_format({**self._number, "bold": True, "num_format": "#,##0"})
        self.note = book.add_format({**FONT, "italic": True, "text_wrap": True, "valign": "top"})

    def count(self, qualifier: str) -> Any:
        """A number of persons that shows its qualifier and still adds up."""
        if qualifier not in self._counts:
            pattern = f'"{qualifier} "#,##0' if qualifier else "#,##0"
            self._counts[qualifier] = self._book.add_format({**self._number, "num_format": pattern})
        return self._counts[qualifier]


class _Sheet:
    """One list on its sheet: heading of an annex, table, totals, notes, set up for A4 landscape."""

    def __init__(self, sheet: Any, formats: _Formats, table: DelegationTable, one: DirectionTable) -> None:
        self.sheet, self.formats, self.table, self.one = sheet, formats, table, one
        self.last = len(FILE_HEADS) - 1

    def write(self) -> None:
        """The whole sheet."""
        head_row = self._heading()
        self.sheet.write_row(head_row, 0, FILE_HEADS, self.formats.head)
        first = row = head_row + 1
        for place, line in enumerate(self.one.lines, start=1):
            self._line(row, place, line)
            row += 1
        if not self.one.lines:
            self.sheet.merge_range(row, 0, row, self.last, NOTHING, self.formats.centred)
            row += 1
        self._total(row, first)
        for note in self.one.notes:
            row += 1
            self.sheet.merge_range(row, 0, row, self.last, note, self.formats.note)
        self._paper(head_row, row)

    def _heading(self) -> int:
        """Title lines; gives the row of the table's head."""
        one, formats = self.one, self.formats
        self._across(0, f"Phụ lục {one.number}".strip(), formats.title, 20)
        self._across(1, one.title.upper(), formats.title, 20)
        self._across(2, self.table.enclosed.replace("\n", " "), formats.enclosed, 18)
        marked = " · Dữ liệu minh họa" if self.table.is_demonstration else ""
        self._across(3, f"{one.basis}{marked}", formats.basis, 18)
        return 4

    def _across(self, row: int, text: str, style: Any, height: int) -> None:
        self.sheet.merge_range(row, 0, row, self.last, text, style)
        self.sheet.set_row(row, height)

    def _line(self, row: int, place: int, line: DelegationLine) -> None:
        self.sheet.write_number(row, 0, place, self.formats.centred)
        column = 1
        for each in COLUMNS:
            if each.key == "stay":
                self._day(row, column, line.arrival)
                self._day(row, column + 1, line.departure)
                column += 1
            elif each.key == "persons":
                self._persons(row, column, line)
            else:
                self.sheet.write_string(row, column, each.value(line), self.formats.text)
            column += 1

    def _persons(self, row: int, column: int, line: DelegationLine) -> None:
        if line.headcount is None:
            self.sheet.write_string(row, column, UNKNOWN, self.formats.right)
        else:
            self.sheet.write_number(row, column, line.headcount, self.formats.count(line.qualifier))

    def _day(self, row: int, column: int, day: PartialDate | None) -> None:
        if day is None:
            self.sheet.write_blank(row, column, None, self.formats.text)
        elif day.precision is Precision.DAY:
            self.sheet.write_datetime(row, column, day.on, self.formats.day)
        else:
            self.sheet.write_string(row, column, str(day), self.formats.centred)

    def _total(self, row: int, first: int) -> None:
        self.sheet.merge_range(row, 0, row, BEFORE_PERSONS - 1, self.one.total_label, self.formats.total)
        if self.one.lines:
            cells = f"{xl_rowcol_to_cell(first, BEFORE_PERSONS)}:{xl_rowcol_to_cell(row - 1, BEFORE_PERSONS)}"
            persons = self.one.totals.persons
            self.sheet.write_formula(row, BEFORE_PERSONS, f"=SUM({cells})", self.formats.total_number, persons)
        else:
            self.sheet.write_number(row, BEFORE_PERSONS, 0, self.formats.total_number)
        for column in range(BEFORE_PERSONS + 1, self.last + 1):
            self.sheet.write_blank(row, column, None, self.formats.total)

    def _paper(self, head_row: int, last_row: int) -> None:
        sheet, column = self.sheet, 1
        sheet.set_column(0, 0, 5)
        for each in COLUMNS:
            for _ in range(2 if each.key == "stay" else 1):
                sheet.set_column(column, column, each.characters)
                column += 1
        sheet.freeze_panes(head_row + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head_row)
        sheet.print_area(0, 0, last_row, self.last)
        sheet.set_header('&C&"Times New Roman,Regular"&13&P')
