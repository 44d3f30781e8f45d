"""The tables of a report as an Excel file: a sheet for each, numbers as numbers, totals as formulas.

The first sheet lists the others. A formula stands only where it gives the printed total, so that opening the file
in any program shows the numbers of page, PDF and Word.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from config.kit.money import fits
from reports.printed import narrative, sheets
from reports.printed.document import Document
from reports.printed.sheets import PrintCell, PrintRow, PrintTable, placed
from reports.printed.spreadsheet_looks import LINES, Looks, height, plain_words

CONTENTS = "Mục lục"
NO_TABLES = "Báo cáo không có bảng số liệu."
DRAFT, INVENTED = "DỰ THẢO", "Dữ liệu minh họa"
A4 = 9
ACROSS, UPRIGHT = 251.5, 164.5
"""Millimetres between the margins of the paper."""
STRETCH = 1.4
"""The sheet's letters stand to those of the printed table as its columns do; printing shrinks both to the paper."""
LEAST = 20.0
"""Millimetres of a column that takes what is left."""
MARGINS = {"left": 30 / 25.4, "right": 15.5 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}
PAGE_NUMBER = '&C&"Times New Roman,Regular"&13&P'
LONGEST_FOOT = 120
MOST_PARTS = 255
"""Arguments of a function in Excel."""


@dataclass(frozen=True)
class Leaf:
    """A sheet: its name, what the list of sheets calls it, the lines above its table (words, look)."""

    name: str
    title: str
    above: tuple[tuple[str, str], ...]
    table: PrintTable


def spreadsheet(document: Document) -> bytes:
    """The workbook (.xlsx); the same document gives the same bytes."""
    buffer, found = io.BytesIO(), tuple(leaves(document))
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": plain_words(document.name),
                "author": plain_words(document.issuer),
                "comments": "Cầu Nối",
                "created": datetime.combine(document.as_of, time()),
            }
        )
        looks, foot = Looks(book), _foot(document)
        _Contents(book.add_worksheet(CONTENTS), looks, foot).write(document, found)
        for leaf in found:
            _Sheet(book.add_worksheet(leaf.name), looks, foot, leaf.table).write(leaf)
    return buffer.getvalue()


def leaves(document: Document) -> Iterator[Leaf]:
    """A sheet for each table: those of the text by their number, those of the annexes by the annex's."""
    for block in document.blocks:
        if block.table is not None:
            name, _, title = block.table.caption.partition(". ")
            yield Leaf(name, title, ((block.table.caption, "caption"),), block.table)
    for annex in document.annexes:
        label = f"Phụ lục {annex.number}"
        above = ((label, "title"), (annex.title.upper(), "title"), (document.enclosed.replace("\n", " "), "enclosed"))
        for place, table in enumerate(annex.tables, start=1):
            name = f"{label} ({place})" if len(annex.tables) > 1 else label
            caption = ((table.caption, "caption"),) if table.caption else ()
            title = f"{annex.title}. {table.caption.partition('. ')[2]}" if caption else annex.title
            yield Leaf(name, title, (*above, *caption), replace(table, is_wide=table.is_wide or annex.is_wide))


def _marks(document: Document) -> list[str]:
    said = (DRAFT, document.is_draft), (INVENTED, document.is_demonstration)
    return [mark for mark, is_said in said if is_said]


def _foot(document: Document) -> str:
    """The foot of every printed page: what it belongs to, and the sheet's name."""
    name = document.name if len(document.name) <= LONGEST_FOOT else f"{document.name[:LONGEST_FOOT]}…"
    said = plain_words(" · ".join((name, *_marks(document)))).replace("&", "&&")
    return f'&L&"Times New Roman,Italic"&9 {said}&R&"Times New Roman,Italic"&9 &A'


class _Paper:
    """A sheet with columns of given widths, and lines across all of them."""

    def __init__(self, sheet: Any, looks: Looks, foot: str, widths: Iterable[float], *, is_wide: bool) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 0
        self.widths = _pixels(tuple(widths), ACROSS if is_wide else UPRIGHT)
        for column, width in enumerate(self.widths):
            sheet.set_column_pixels(column, column, width)
        if is_wide:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_start_page(1)
        sheet.set_margins(**MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(PAGE_NUMBER, {"margin": 8 / 25.4})
        sheet.set_footer(foot, {"margin": 8 / 25.4})
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def across(self, words: str, look: str) -> None:
        """The next line, as high as its words need: Excel does not fit merged cells."""
        self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", self.looks.line(look))
        self.sheet.write_string(self.row, 0, plain_words(words), self.looks.line(look))
        shape = LINES[look]
        need = height(words, sum(self.widths), size=shape.get("font_size", 11), is_bold="bold" in shape)
        self.sheet.set_row(self.row, need)
        self.row += 1

    def put(self, row: int, column: int, cell: PrintCell, row_css: str = "", formula: str = "") -> None:
        """A cell over its spans: a formula, a number that Excel holds exactly, else words."""
        look = self.looks.cell(cell, row_css)
        if cell.colspan > 1 or cell.rowspan > 1:
            self.sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", look)
        if not is_number(cell):
            self.sheet.write(row, column, plain_words(cell.words) or None, look)
        elif formula:
            self.sheet.write_formula(row, column, formula, look, cell.value)
        else:
            self.sheet.write_number(row, column, cell.value, look)


class _Contents(_Paper):
    """The first sheet: what the report is, and the list of the sheets."""

    def __init__(self, sheet: Any, looks: Looks, foot: str) -> None:
        super().__init__(sheet, looks, foot, (10, 36, 0), is_wide=False)

    def write(self, document: Document, found: tuple[Leaf, ...]) -> None:
        self._heading(document)
        if not found:
            self.across(NO_TABLES if document.blocks else narrative.NO_DATA, "centred")
            return
        for column, label in enumerate(("TT", "Trang tính", "Nội dung")):
            self.put(self.row, column, sheets.head(label))
        self.sheet.repeat_rows(self.row)
        self.row += 1
        for place, leaf in enumerate(found, start=1):
            self.put(self.row, 0, sheets.ordinal(place))
            self.sheet.write_url(self.row, 1, f"internal:'{leaf.name}'!A1", self.looks.link(), leaf.name)
            self.put(self.row, 2, sheets.text(leaf.title))
            self.sheet.set_row(self.row, height(leaf.title, self.widths[2]))
            self.row += 1

    def _heading(self, document: Document) -> None:
        head = document.head
        said = [(head.parent.upper().replace("\n", " "), "centred"), (head.body.replace("\n", " "), "caption")]
        said += [(f"Số: {head.symbol}", "centred"), (head.place_and_day, "enclosed")]
        said += [(mark, "caption") for mark in _marks(document)]
        said += [("BÁO CÁO", "title"), *((line, "title") for line in document.title)]
        said += [(f"Số liệu tính đến ngày {document.as_of:%d/%m/%Y}", "enclosed")]
        for words, look in said:
            if words:
                self.across(words, look)
        self.row += 1


class _Sheet(_Paper):
    """A printed table on its sheet."""

    def __init__(self, sheet: Any, looks: Looks, foot: str, table: PrintTable) -> None:
        super().__init__(sheet, looks, foot, table.widths, is_wide=table.is_wide)
        self.table = table
        self.numbers = {
            (line, column): cell.value
            for line, column, cell in placed(table.body)
            if cell.value is not None and is_number(cell)
        }

    def write(self, leaf: Leaf) -> None:
        for words, look in leaf.above:
            self.across(words, look)
        if self.table.unit:
            self.across(self.table.unit, "unit")
        start = self.row
        self._rows(self.table.head)
        self.sheet.repeat_rows(start, self.row - 1)
        self.sheet.freeze_panes(self.row, 2 if self.table.is_wide else 0)
        first = self.row
        self._rows(self.table.body, first)
        self._rows(self.table.foot, first)
        for note in self.table.notes:
            self.across(note, "note")

    def _rows(self, rows: tuple[PrintRow, ...], first: int = 0) -> None:
        """Rows from here on; sums of the body whose first row is `first`."""
        heights = [0.0] * len(rows)
        for line, column, cell in placed(rows):
            found = rows[line]
            formula = self._sum(cell, column, found.over, first) if cell.adds else ""
            self.put(self.row + line, column, cell, found.css, formula)
            last = line + cell.rowspan - 1
            heights[last] = max(heights[last], self._need(cell, column) - sum(heights[line:last]))
        for line, need in enumerate(heights):
            self.sheet.set_row(self.row + line, need)
        self.row += len(rows)

    def _need(self, cell: PrintCell, column: int) -> float:
        """The height of the cell's words; numbers never break."""
        if is_number(cell):
            return height("0", 0)
        width = sum(self.widths[column : column + cell.colspan])
        return height(cell.words, width, is_bold=bool(cell.scope))

    def _sum(self, cell: PrintCell, column: int, over: tuple[int, ...], first: int) -> str:
        """ "=SUM(E9:E20)"; empty where the cells of the sheet do not give the printed total."""
        parts = [xl_range(first + start, column, first + end, column) for start, end in runs(over)]
        total = sum((self.numbers.get((place, column), Decimal(0)) for place in over), Decimal(0))
        is_sum = total == cell.value and 0 < len(parts) <= MOST_PARTS
        return f"=SUM({','.join(parts)})" if is_sum else ""


def is_number(cell: PrintCell) -> bool:
    """Whether Excel can hold the cell's number to its last digit."""
    return cell.value is not None and fits(cell.value)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Places as stretches without a gap: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and place == found[-1][1] + 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _pixels(widths: tuple[float, ...], paper: float) -> list[int]:
    """Columns in pixels; those without a width share what is left of the paper."""
    rest = max(LEAST, (paper - sum(widths)) / max(1, widths.count(0)))
    return [round((width or rest) * STRETCH * 96 / 25.4) for width in widths]
