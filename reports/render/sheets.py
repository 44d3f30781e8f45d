"""Tables as a document prints them: rows of cells that are already words. One template draws them all."""

from dataclasses import dataclass
from decimal import Decimal

from config.kit.money import from_minor
from config.kit.numbers import write_number

NOTHING = "-"
"""Không phát sinh."""
UNKNOWN = "…"
"""Chưa có số liệu."""


@dataclass(frozen=True)
class PrintCell:
    """A cell: text (line breaks stay), its class, the decimals in a box of their own, spans, and whether it heads."""

    text: str = ""
    css: str = ""
    decimals: str | None = None
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""


@dataclass(frozen=True)
class PrintRow:
    cells: tuple[PrintCell, ...]
    css: str = ""


@dataclass(frozen=True)
class PrintTable:
    """`css` names its look, `widths` the class of each column; `foot` is the line of totals."""

    name: str
    css: str
    widths: tuple[str, ...]
    head: tuple[PrintRow, ...]
    body: tuple[PrintRow, ...]
    foot: tuple[PrintRow, ...] = ()
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True)
class Annex:
    """An annex with its number, title and tables; `css` gives the paper."""

    key: str
    css: str
    title: str
    tables: tuple[PrintTable, ...]
    number: str = ""


# Cells ------------------------------------------------------------------------


def text(value: str, css: str = "") -> PrintCell:
    """Words; columns are narrow, so a line may end anywhere."""
    return PrintCell(value, css)


def centred(value: str) -> PrintCell:
    return PrintCell(value, "c")


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
    written = write_number(from_minor(value, places) if isinstance(value, int) else value, places)
    whole, comma, decimals = written.partition(",")
    return PrintCell(whole, "n", f"{comma}{decimals}" if decimals.strip("0") else "")


def dollars(cents: int | None, *, happened: bool = True) -> PrintCell:
    """Cents; the cents are left out when there are none, their place stays."""
    return number(cents, 2, happened=happened)


def percent(value: Decimal | None) -> PrintCell:
    return PrintCell(NOTHING if value is None else write_number(value, 1), "n")


def signed(value: int, places: int = 0) -> PrintCell:
    """A difference with its sign."""
    cell = number(value, places)
    return PrintCell(f"+{cell.text}" if value > 0 else cell.text, cell.css, cell.decimals)


def row(*cells: PrintCell, css: str = "") -> PrintRow:
    return PrintRow(cells, css)


def blank() -> PrintCell:
    return PrintCell()


def numbered_columns(count: int) -> PrintRow:
    """The line "(1) (2) …" under the heads of a list."""
    return PrintRow(tuple(PrintCell(f"({place})") for place in range(1, count + 1)), "so-cot")


def heads(*labels: str) -> PrintRow:
    return PrintRow(tuple(head(label) for label in labels))
