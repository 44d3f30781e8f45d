"""The tables of a report as real tables of Word: heads repeated on each page, rows kept whole, widths of the print."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape

from reports.printed.sheets import PrintCell, PrintRow, PrintTable, placed
from reports.printed.word.letters import LINE, bold_lines
from reports.printed.word.markup import cell, legal, paragraph, points, run, twips
from reports.printed.word.styles import cell_style

SIZES = {"bang-1": 8, "bang-2": 8.5, "bang-31": 10, "ss": 10.5}
"""Points of the letters by the look of a table (static/css/report.css)."""
USUAL_SIZE = 11
DECIMALS = 1.25
"""Ems that a comma and two digits take: a number without them ends as far before the edge, under the same units."""
LONGEST_ROW = 40
"""Lines in a cell above which its row may go over to the next page: such a row may be taller than one."""
PADDING = 2
"""Millimetres beside the words of a head, and points above and below them, on the whole."""
WHOLE = 14
"""Rows up to which a table of the text stands on one page."""
LETTER = 0.17
"""Millimetres that a letter takes for each point of its size, on the whole."""
END = paragraph("HetPhan")
"""Word wants a paragraph behind a table, and makes one table of two that touch."""


@dataclass(frozen=True)
class _Slot:
    """A cell at its column; `merge` says how it hangs together with those above and below."""

    column: int
    cell: PrintCell
    merge: str = ""


@dataclass(frozen=True)
class _Look:
    """How the cells of one row are set; `height` in twips at least."""

    size: float
    is_head: bool = False
    is_top: bool = False
    is_bold: bool = False
    is_grey: bool = False
    is_small: bool = False
    keeps: bool = False
    height: int = 0


def table_xml(table: PrintTable, width: float, *, title: str = "") -> str:
    """The unit above the table, its caption, the table in a text of so many millimetres, and the notes below. In an
    annex, whose title names a table without a caption, captions stand at the left."""
    unit = paragraph("DonViTinh", run(table.unit)) if table.unit else ""
    caption = paragraph("TenBangPhuLuc" if title else "TenBang", run(table.caption)) if table.caption else ""
    notes = "".join(paragraph("GhiChuBang", run(note)) for note in table.notes)
    return f"{unit}{caption}{_table(table, width, table.caption or title)}{notes or END}"


def column_widths(widths: Sequence[float], width: float) -> tuple[int, ...]:
    """Twips of each column; those without a width share what is left, 8 mm at least."""
    open_ones = sum(1 for found in widths if not found)
    rest = max((width - sum(widths)) / open_ones, 8) if open_ones else 0
    return tuple(twips(found or rest) for found in widths)


def _table(table: PrintTable, width: float, name: str) -> str:
    columns = column_widths(table.widths, width)
    style = "BangDanhMuc" if table.is_wide else "BangSoLieu"
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{escape(legal(name))}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_rows(table, columns)}</w:tbl>"
    )


def _rows(table: PrintTable, columns: Sequence[int]) -> str:
    size = SIZES.get(table.css, USUAL_SIZE)
    below = (*table.body, *table.foot)
    keeping = _kept_rows(table, below)
    heights = _head_heights(table.head, columns, size)
    made = [
        _row(slots, _Look(size, is_head=True, is_small=row.css == "so-cot", keeps=True, height=height), columns)
        for (row, slots), height in zip(_lines(table.head), heights, strict=True)
    ]
    for place, (row, slots) in enumerate(_lines(below)):
        look = _Look(
            size,
            is_top=table.is_wide and row.css != "tong",
            is_bold=row.css in ("tong", "nhom"),
            is_grey=row.css == "nhom",
            keeps=place in keeping,
        )
        made.append(_row(slots, look, columns))
    return "".join(made)


def _head_heights(rows: Sequence[PrintRow], columns: Sequence[int], size: float) -> list[int]:
    """Twips of each row of the head. A head that goes down over two rows needs them as tall as its words: where the
    head is repeated, LibreOffice cuts what does not fit."""
    heights = [0] * len(rows)
    for line, column, found in sorted(placed(rows), key=lambda place: place[2].rowspan):
        width = sum(columns[column : column + found.colspan]) / twips(1) - PADDING
        needed = points(bold_lines(found.text, size, width) * size * LINE)
        last = line + found.rowspan - 1
        heights[last] = max(heights[last], needed - sum(heights[line:last]))
    return [height + points(PADDING) for height in heights]


def _kept_rows(table: PrintTable, rows: Sequence[PrintRow]) -> set[int]:
    """Rows that stay with the next one: the head of a group, what stands before a total, the last one with notes;
    all of a short table in the text."""
    last = len(rows) - 1
    if not table.is_wide and len(rows) <= WHOLE:
        kept = set(range(last))
    else:
        kept = {place for place, row in enumerate(rows) if row.css == "nhom"}
        kept |= {place - 1 for place, row in enumerate(rows) if row.css == "tong"}
    return kept | ({last} if table.notes else set())


def _lines(rows: Sequence[PrintRow]) -> Iterable[tuple[PrintRow, list[_Slot]]]:
    """Each row with its cells by column; a cell that goes down over rows has an empty one in each of them."""
    lines: dict[int, list[_Slot]] = defaultdict(list)
    for line, column, found in placed(rows):
        lines[line].append(_Slot(column, found, "restart" if found.rowspan > 1 else ""))
        for below in range(line + 1, line + found.rowspan):
            lines[below].append(_Slot(column, found, "continue"))
    for line, row in enumerate(rows):
        yield row, sorted(lines[line], key=lambda slot: slot.column)


def _row(slots: Sequence[_Slot], look: _Look, columns: Sequence[int]) -> str:
    made = [(slot, sum(columns[slot.column : slot.column + slot.cell.colspan])) for slot in slots]
    tallest = max((_lines_of(slot.cell, width, look.size) for slot, width in made), default=0)
    whole = "<w:cantSplit/>" if tallest <= LONGEST_ROW else ""
    tall = f'<w:trHeight w:val="{look.height}" w:hRule="atLeast"/>' if look.is_head and not look.is_small else ""
    repeated = "<w:tblHeader/>" if look.is_head else ""
    cells = "".join(_cell(slot, width, look) for slot, width in made)
    return f"<w:tr><w:trPr>{whole}{tall}{repeated}</w:trPr>{cells}</w:tr>"


def _lines_of(found: PrintCell, width: int, size: float) -> int:
    """About how many lines the words of a cell take."""
    longest = max(int(width / twips(size * LETTER)), 1)
    return sum(len(line) // longest + 1 for line in found.words.split("\n"))


def _cell(slot: _Slot, width: int, look: _Look) -> str:
    found = slot.cell
    span = f'<w:gridSpan w:val="{found.colspan}"/>' if found.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{slot.merge}"/>' if slot.merge else ""
    grey = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>' if look.is_grey else ""
    stands = "top" if look.is_top else "center"
    words = "" if slot.merge == "continue" else found.words
    return cell(width, _words(found, words, look), before=f"{span}{merge}", after=f'{grey}<w:vAlign w:val="{stands}"/>')


def _words(found: PrintCell, words: str, look: _Look) -> str:
    style = "SoCot" if look.is_small else cell_style(look.size)
    align = "center" if look.is_head or found.css == "c" else "right" if found.css == "n" else "left"
    # The place of the decimals stays free where a number has none.
    free = points(look.size * DECIMALS) if found.css == "n" and found.decimals == "" else 0
    own = f'{f"<w:ind w:right={chr(34)}{free}{chr(34)}/>" if free else ""}<w:jc w:val="{align}"/>'
    is_bold = look.is_bold or (look.is_head and not look.is_small)
    return paragraph(style, run(words, bold=is_bold), keep=look.keeps, more=own)
