"""Reads the tables of the demonstration: text files with a head line and cells between bars.

Lists inside a cell are separated by ";", a share follows its name after ": ".
"""

from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """The rows of a table, each by column name."""
    head, *lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    columns = _cells(head)
    return [_row(columns, _cells(line), name) for line in lines if line.strip()]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _row(columns: list[str], cells: list[str], name: str) -> Row:
    if len(cells) > len(columns):
        raise ValueError(f"{name}: more cells than columns in {cells[0]}")
    return dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def listed(cell: str) -> list[str]:
    """The parts of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def shares(cell: str) -> list[tuple[str, Decimal | None]]:
    """Names with their share in percent; None where the cell gives none."""
    found = []
    for part in listed(cell):
        name, _, percent = part.partition(": ")
        found.append((name.strip(), Decimal(percent) if percent else None))
    return found
