"""How the cells of the Excel file look: formats, patterns of numbers, heights of rows."""

import re
from decimal import Decimal
from typing import Any

from config.kit.numbers import write_number
from reports.printed.sheets import PrintCell

SIZE = 11
FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": SIZE}
CELL: dict[str, Any] = {**FONT, "border": 1, "valign": "top", "text_wrap": True}
HEAD: dict[str, Any] = {"bold": True, "align": "center", "valign": "vcenter"}
ALIGNED: dict[str, dict[str, Any]] = {"c": {"align": "center"}, "n": {"align": "right"}}
ROWS: dict[str, dict[str, Any]] = {
    "tong": {"bold": True},
    "nhom": {"bold": True, "bg_color": "#EEEEEE"},
    "so-cot": {"italic": True, "font_size": 9, "align": "center"},
}
"""What a row's class adds to the look of its cells (static/css/report.css)."""
LINES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"},
    "caption": {"bold": True, "font_size": 12, "align": "center", "valign": "vcenter"},
    "centred": {"align": "center"},
    "enclosed": {"italic": True, "font_size": 13, "align": "center"},
    "unit": {"italic": True, "align": "right"},
    "note": {"italic": True, "align": "justify", "valign": "top"},
}
"""Lines across the sheet, above and below a table."""
LONGEST = 32_000
"""Characters of one cell; Excel takes 32.767 and drops a longer text whole."""
HIGHEST = 409.0
"""Points of the highest row that Excel has."""

_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_POINTS_OF_A_PIXEL = 0.75
_SPACE, _BOLD = 0.25, 1.08


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def line(self, name: str) -> Any:
        return self._format({**FONT, "text_wrap": True, **LINES[name]})

    def cell(self, cell: PrintCell, row_css: str = "") -> Any:
        """By the cell's class and the class of its row; a number in its pattern, made smaller where it is too long."""
        look = {**CELL, **ALIGNED.get(cell.css, {}), **ROWS.get(row_css, {})}
        if cell.scope in {"col", "colgroup"}:
            look |= HEAD
        if cell.value is not None:
            look |= {"num_format": pattern(cell), "text_wrap": False, "shrink": True}
        return self._format(look)

    def link(self) -> Any:
        return self._format({**CELL, "font_color": "#0B4F8A", "underline": 1})

    def _format(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def pattern(cell: PrintCell) -> str:
    """The number format that shows what is printed: decimals, sign, and the words around the number. A year or the
    number of a row is printed without dots between thousands."""
    size, places = abs(cell.value or Decimal(0)), cell.places
    usual = f"#,##0.{'0' * places}" if places else "#,##0"
    forms = ((write_number(size, places), usual), (write_number(size, 0), usual), (f"{size:.0f}", "0"))
    written, plain = next(((text, form) for text, form in forms if text in cell.words), forms[0])
    before, _, after = cell.words.partition(written)
    if before.endswith("+"):
        return f"+{plain};-{plain};{plain}"
    return f"{_literal(before.removesuffix('-'))}{plain}{_literal(after)}"


def _literal(words: str) -> str:
    quoted = words.replace('"', "”")
    return f'"{quoted}"' if quoted else ""


def plain_words(text: str) -> str:
    """The text as a cell can hold it: without characters that XML has no place for, and never taken for the
    library's own marks of rich text."""
    found = _INVALID.sub("", text)
    if len(found) > LONGEST:
        found = f"{found[:LONGEST]}…"
    return f" {found}" if found.startswith("<r>") else found


def height(words: str, width: float, *, size: float = SIZE, is_bold: bool = False) -> float:
    """The height in points that words need in a cell of a width in pixels; by the mean width of the letters.

    Not every program fits rows when it opens a file, and none fits merged cells.
    """
    room = max(1.0, (width * _POINTS_OF_A_PIXEL - 5) / size) / (_BOLD if is_bold else 1)
    return min(HIGHEST, size * 1.25 * sum(_lines(part, room) for part in words.split("\n")) + 3)


def _lines(words: str, room: float) -> int:
    """How many lines the words fill; the room of a line in the letters' own size."""
    lines, used = 1, 0.0
    for word in words.split(" "):
        long = sum(map(_width, word))
        if used and used + _SPACE + long > room:
            lines, used = lines + 1, 0.0
        lines += int(long // room)
        used += long % room + (_SPACE if used else 0)
    return lines


def _width(letter: str) -> float:
    """The mean width of such a letter in Times."""
    if letter.isdigit():
        return 0.5
    return 0.7 if letter.isupper() else 0.44
