"""Recognises a sheet's register and columns by their Vietnamese headings.

Headings are compared by their folded words, so "TÊN DA", "Tên  DA:" and a decomposed "Tên DA" are
one. A heading that fits no column is pointed out and ignored; a missing required column, two
columns for one field, and a sheet that fits no register stop the import.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from config.kit.importing import folded_words, shown
from config.kit.workbook import Sheet, SheetRow, letter


@dataclass(frozen=True)
class ImportColumn:
    """A column a register knows: `label` is its usual heading, `reading` says how cells are read."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    reading: str = "chữ"
    is_required: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(folded_words(name) for name in (self.label, *self.aliases))


@dataclass(frozen=True)
class FoundColumn:
    """A column of the sheet: its place, its heading, an example, and the column it was taken for."""

    index: int
    heading: str
    example: str
    column: ImportColumn | None

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True)
class SheetColumns:
    """All columns of one sheet and what is wrong with them."""

    heading_row: int
    found: tuple[FoundColumn, ...]
    problems: tuple[tuple[str, str], ...] = field(default=())

    @property
    def unmatched(self) -> list[FoundColumn]:
        """Columns that were taken for nothing and are left out."""
        return [each for each in self.found if each.column is None]

    def index_of(self) -> dict[str, FoundColumn]:
        return {each.column.key: each for each in self.found if each.column is not None}


def recognise(sheet: Sheet, columns: Sequence[ImportColumn]) -> SheetColumns:
    """Match the sheet's heading row with a register's columns. Problems are (heading, sentence)."""
    head, *rest = sheet.rows
    by_name = {name: column for column in columns for name in column.names}
    found = []
    for index, cell in enumerate(head.cells):
        column = by_name.get(folded_words(shown(cell))) if cell is not None else None
        example = next((shown(row.cells[index]) for row in rest if row.cells[index] is not None), "")
        if cell is not None or example:
            found.append(FoundColumn(index, shown(cell), example, column))
    return SheetColumns(head.number, tuple(found), tuple(_problems(found, columns)))


def fit(head: SheetRow, columns: Sequence[ImportColumn]) -> int:
    """How many of the register's columns a row of headings names; 0 when a required one is missing."""
    words = {folded_words(shown(cell)) for cell in head.cells if cell is not None}
    named = [column for column in columns if column.names & words]
    return len(named) if all(column in named for column in columns if column.is_required) else 0


def _problems(found: Sequence[FoundColumn], columns: Sequence[ImportColumn]) -> list[tuple[str, str]]:
    problems = []
    for column in columns:
        places = [each for each in found if each.column is column]
        if column.is_required and not places:
            problems.append((column.label, f"Trang này thiếu cột “{column.label}”; thêm cột hoặc sửa lại tiêu đề cột."))
        if len(places) > 1:
            told = " và ".join(f"{each.letter} “{each.heading}”" for each in places)
            problems.append((column.label, f"Cột {told} cùng là “{column.label}”; chỉ để một cột, đổi tên cột kia."))
    return problems
