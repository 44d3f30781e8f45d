"""What an import will do, row by row, before anything is written.

A row's plan holds the unsaved rows it would write as operations (`Add`, `Change`, `Replace`);
actions.Writer alone carries them out, so a way that writes in bulk can take its place.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from config.kit.records import Record, Tracked
from config.office.importing.headings import SheetColumns


class Action(StrEnum):
    """What a row will do; the values stand in the JSON of `import_workbook`."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class CellError:
    """Why a cell (or, without a column, the row) is refused."""

    column: str
    value: str
    message: str


@dataclass(frozen=True)
class CellChange:
    """A field that the row changes, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Add:
    """Store a new record or part; rows it points to were added before it."""

    row: Tracked


@dataclass(frozen=True)
class Change:
    """Set fields of a stored record, which must still have the version it was planned with."""

    record: Record
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Replace:
    """Make the parts of a stored record equal `wanted` (kit.writing.set_parts)."""

    record: Record
    name: str
    wanted: Sequence[Mapping[str, Any]]


Operation = Add | Change | Replace


@dataclass
class RowPlan:
    """One row of the file: what it is, what it will do, and why not."""

    sheet: str
    row: int
    register: str
    action: Action
    title: str = ""
    detail: str = ""
    errors: Sequence[CellError] = ()
    warnings: Sequence[str] = ()
    changes: Sequence[CellChange] = ()
    operations: Sequence[Operation] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "register": self.register,
            "action": self.action.value,
            "errors": [
                {"column": error.column, "value": error.value, "message": error.message} for error in self.errors
            ],
        }


@dataclass
class SheetPlan:
    """One sheet: the register it was taken for, its columns, its rows."""

    name: str
    register: str = ""
    title: str = ""
    columns: SheetColumns | None = None
    rows: list[RowPlan] = field(default_factory=list)
    note: str = ""

    def counts(self) -> dict[str, int]:
        return _counts(self.rows)


@dataclass
class Plan:
    """The whole file, sheets in their order in the file; `load_order` is the order of writing."""

    sheets: list[SheetPlan]
    load_order: Sequence[str] = ()
    file_problem: str = ""

    @property
    def rows(self) -> list[RowPlan]:
        return [row for sheet in self.sheets for row in sheet.rows]

    def summary(self) -> dict[str, int]:
        """How many rows are new, changed, same and refused."""
        return _counts(self.rows)

    @property
    def is_refused(self) -> bool:
        return any(row.action is Action.REFUSED for row in self.rows)

    @property
    def has_writes(self) -> bool:
        return any(row.operations for row in self.rows)

    def in_load_order(self) -> list[RowPlan]:
        """Rows in the order in which they can be written: what others point to first."""
        place = {name: index for index, name in enumerate(self.load_order)}
        return sorted(self.rows, key=lambda row: place.get(row.register, len(place)))

    def as_json(self) -> dict[str, Any]:
        """The form that outside checks rely on."""
        return {"rows": [row.as_json() for row in self.rows], "summary": self.summary()}


def _counts(rows: Sequence[RowPlan]) -> dict[str, int]:
    counted = Counter(row.action.value for row in rows)
    return {action.value: counted.get(action.value, 0) for action in Action}


def refused_file(message: str) -> Plan:
    """The plan of a file that cannot be read at all."""
    row = RowPlan("", 0, "", Action.REFUSED, errors=(CellError("", "", message),))
    return Plan([SheetPlan("", rows=[row])], file_problem=message)
