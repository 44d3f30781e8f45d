"""Tables as a document prints them: rows of cells that are words, and numbers beside them.

Page, PDF and Word print the words; Excel writes `value` where a cell has one, and a formula where it is a sum.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from config.kit.money import from_minor
from config.kit.numbers import write_number, write_roman

NOTHING = "-"
"""Không phát sinh."""
UNKNOWN = "…"
"""Chưa có số liệu."""


@dataclass(frozen=True)
class PrintCell:
    """A cell: text (line breaks stay), its class, the decimals in a box of their own, spans, and whether it heads.

    `value` is the number the words say, in the unit of the column, with `places` decimals; None for words. `adds`
    says that it is the sum of its column over the rows its row names.
    """

    text: str = ""
    css: str = ""
    decimals: str | None = None
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    value: Decimal | None = None
    places: int = 0
    adds: bool = False

    @property
    def words(self) -> str:
        """All that is printed in the cell."""
        return f"{self.text}{self.decimals or ''}"


@dataclass(frozen=True)
class PrintRow:
    """`over` are the places in the body of the rows that a line of totals adds up; `anchor` names a row whose page is
    asked for (reports/printed/pieces.py)."""

    cells: tuple[PrintCell, ...]
    css: str = ""
    over: tuple[int, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class PrintTable:
    """`css` names its look, `widths` each column in millimetres, by halves (0: what is left); `foot` is the line of
    totals."""

    name: str
    css: str
    widths: tuple[float, ...]
    head: tuple[PrintRow, ...]
    body: tuple[PrintRow, ...]
    foot: tuple[PrintRow, ...] = ()
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    is_wide: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The class of each column (static/css/report.css): "w27" for 27 mm, "w6-5" for 6,5 mm."""
        return tuple(f"w{width:g}".replace(".", "-") if width else "wx" for width in self.widths)


@dataclass(frozen=True)
class Annex:
    """An annex with its number, title and tables; a wide one lies across the paper."""

    key: str
    title: str
    tables: tuple[PrintTable, ...]
    is_wide: bool = False
    place: int = 0

    @property
    def number(self) -> str:
        return write_roman(self.place)

    @property
    def css(self) -> str:
        """The paper it lies on; each annex counts its own pages (static/css/report.css)."""
        return f"{'ngang' if self.is_wide else 'doc'}-{self.place}"


# Cells ------------------------------------------------------------------------


def text(value: str, css: str = "") -> PrintCell:
    """Words; columns are narrow, so a line may end anywhere."""
    return PrintCell(value, css)


def centred(value: str) -> PrintCell:
    return PrintCell(value, "c")


def ordinal(place: int) -> PrintCell:
    """The number of a row in its list."""
    return PrintCell(str(place), "c", value=Decimal(place))


def head(value: str, *, colspan: int = 1, rowspan: int = 1) -> PrintCell:
    return PrintCell(value, scope="colgroup" if colspan > 1 else "col", colspan=colspan, rowspan=rowspan)


def row_head(value: str, *, colspan: int = 1) -> PrintCell:
    return PrintCell(value, scope="row", colspan=colspan)


def number(value: int | Decimal | None, places: int = 0, *, happened: bool = True) -> PrintCell:
    """A figure in its column: cents with `places` 2; a dash for what did not happen, dots for the unknown."""
    if value is None:
        return PrintCell(UNKNOWN, "n", "")
    if not happened:
        return PrintCell(NOTHING, "n", "")
    exact = from_minor(value, places) if isinstance(value, int) else value
    whole, comma, decimals = write_number(exact, places).partition(",")
    return PrintCell(whole, "n", f"{comma}{decimals}" if decimals.strip("0") else "", value=exact, places=places)


def dollars(cents: int | None, *, happened: bool = True) -> PrintCell:
    """Cents; the cents are left out when there are none, their place stays."""
    return number(cents, 2, happened=happened)


def count(value: int, *, dash: bool = False) -> PrintCell:
    """A whole number without a place for decimals; with `dash`, none at all is a dash."""
    if dash and not value:
        return PrintCell(NOTHING, "n")
    return PrintCell(write_number(value), "n", value=Decimal(value))


def percent(value: Decimal | None) -> PrintCell:
    if value is None:
        return PrintCell(NOTHING, "n")
    return PrintCell(write_number(value, 1), "n", value=value, places=1)


def added(cell: PrintCell) -> PrintCell:
    """The cell as a sum of its column; a dash or dots stay what they are."""
    return replace(cell, adds=cell.value is not None)


def signed(value: int, places: int = 0) -> PrintCell:
    """A difference with its sign."""
    return _with_sign(number(value, places))


def signed_percent(value: Decimal | None) -> PrintCell:
    """A growth with its sign."""
    return _with_sign(percent(value))


def _with_sign(cell: PrintCell) -> PrintCell:
    return replace(cell, text=f"+{cell.text}") if cell.value is not None and cell.value > 0 else cell


def worded(number: Decimal | int | None, words: str, places: int = 0) -> PrintCell:
    """A number among words of its column: "ít nhất 35.000.000", "khoảng 20"; dots for the unknown."""
    return PrintCell(words or UNKNOWN, "n", value=None if number is None else Decimal(number), places=places)


def row(*cells: PrintCell, css: str = "", over: Iterable[int] = ()) -> PrintRow:
    return PrintRow(cells, css, tuple(over))


def places_of(rows: Iterable[PrintRow], css: str) -> tuple[int, ...]:
    """Where in a body the rows of one look stand."""
    return tuple(place for place, found in enumerate(rows) if found.css == css)


def placed(rows: Iterable[PrintRow]) -> Iterator[tuple[int, int, PrintCell]]:
    """Each cell with the row and the column of its upper left corner, spans kept free."""
    taken: set[tuple[int, int]] = set()
    for line, found in enumerate(rows):
        column = 0
        for cell in found.cells:
            while (line, column) in taken:
                column += 1
            yield line, column, cell
            if cell.rowspan > 1:
                below, beside = range(line + 1, line + cell.rowspan), range(column, column + cell.colspan)
                taken.update(product(below, beside))
            column += cell.colspan


def blank() -> PrintCell:
    return PrintCell()


def numbered_columns(count: int) -> PrintRow:
    """The line "(1) (2) …" under the heads of a list."""
    return PrintRow(tuple(PrintCell(f"({place})") for place in range(1, count + 1)), "so-cot")


def heads(*labels: str) -> PrintRow:
    return PrintRow(tuple(head(label) for label in labels))
