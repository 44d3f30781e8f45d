"""Columns of the lists: what stands in each, how wide it is, and how heads, lines and totals are made of them.

A list is described once with all its columns; a report prints those that tables/choice.py names for its kind.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from config.kit.text import lower_first
from reports.printed import sheets
from reports.printed.sheets import PrintCell, PrintRow

WIDE, UPRIGHT = 251.5, 164.5
"""Millimetres between the margins of a page across and upright (static/css/report.css)."""
WIDEST = 70


@dataclass(frozen=True)
class Column:
    """A column: its key, its head (under `above`, a head over several), its least width in millimetres.

    `cell` makes the cell of a row; None for the number of the row. What the paper leaves over goes to those that grow.
    """

    key: str
    head: str
    mm: float
    cell: Callable[[Any], PrintCell] | None = None
    above: str = ""
    grows: bool = False


def place_column(mm: float = 8) -> Column:
    """ "TT": the number of the row."""
    return Column("place", "TT", mm)


def chosen(columns: Iterable[Column], keys: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these keys in this order; one alone under a head says both. Raises KeyError for a key that the
    list does not have."""
    found = {column.key: column for column in columns}
    printed = [found[key] for key in keys]
    shared = Counter(column.above for column in printed)
    return tuple(_alone(column) if column.above and shared[column.above] == 1 else column for column in printed)


def _alone(column: Column) -> Column:
    return replace(column, head=f"{column.above} {lower_first(column.head)}", above="")


def widths(columns: Sequence[Column], *, is_wide: bool) -> tuple[float, ...]:
    """Millimetres by halves: what is left over is shared by those that grow; the last of them takes the rest (0)."""
    free = (WIDE if is_wide else UPRIGHT) - sum(column.mm for column in columns)
    growing = [place for place, column in enumerate(columns) if column.grows]
    base = sum(columns[place].mm for place in growing)
    found = [column.mm for column in columns]
    for place in growing:
        found[place] = min(WIDEST, columns[place].mm + int(2 * free * columns[place].mm / base) / 2)
    found[growing[-1]] = 0
    return tuple(found)


def head(columns: Sequence[Column], *, is_numbered: bool = False) -> tuple[PrintRow, ...]:
    """The heads, in two rows where some stand under one; then "(1) (2) …" in a list that is referred to."""
    rows = [_upper(columns), _lower(columns)] if any(column.above for column in columns) else []
    rows = rows or [sheets.heads(*(column.head for column in columns))]
    return (*rows, sheets.numbered_columns(len(columns))) if is_numbered else tuple(rows)


def _upper(columns: Sequence[Column]) -> PrintRow:
    cells: list[PrintCell] = []
    for above, group in groupby(columns, key=lambda column: column.above):
        held = list(group)
        if above:
            cells.append(sheets.head(above, colspan=len(held)))
        else:
            cells += [sheets.head(column.head, rowspan=2) for column in held]
    return sheets.row(*cells)


def _lower(columns: Sequence[Column]) -> PrintRow:
    return sheets.heads(*(column.head for column in columns if column.above))


def line(columns: Iterable[Column], place: int, row: Any) -> PrintRow:
    """A row of the list under its number."""
    return sheets.row(*(sheets.ordinal(place) if column.cell is None else column.cell(row) for column in columns))


def lines(columns: Sequence[Column], rows: Iterable[Any]) -> tuple[PrintRow, ...]:
    return tuple(line(columns, place, row) for place, row in enumerate(rows, start=1))


def total(
    columns: Sequence[Column], label: str, sums: Mapping[str, PrintCell], *, css: str = "tong", over: Iterable[int] = ()
) -> PrintRow:
    """A line of totals: the label up to the first column that has one, blank where there is none."""
    first = next((place for place, column in enumerate(columns) if column.key in sums), len(columns))
    before = [sheets.blank()] if columns[0].cell is None and first > 1 else []
    named = sheets.row_head(label, colspan=max(first - len(before), 1))
    cells = (sums.get(column.key, sheets.blank()) for column in columns[first:])
    return sheets.row(*before, named, *cells, css=css, over=over)
