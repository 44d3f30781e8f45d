"""Reads one row of a sheet by its columns and gathers every error of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from config.kit.importing import CellRefused, CellValue, read_text, refuse_fault, shown
from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate
from config.kit.workbook import SheetRow
from config.office.importing.headings import FoundColumn, ImportColumn
from config.office.importing.plan import Action, CellChange, CellError, Operation, RowPlan

T = TypeVar("T")

ARCHIVED = "{} đã được lưu trữ nên không nhập vào được. Khôi phục hồ sơ đó trước, hoặc bỏ dòng này khỏi tệp."
DOUBLED = "Dòng này trùng với dòng {} của trang “{}”: cùng {}. Chỉ để lại một dòng."


class RowReader:
    """One row under its register's columns. A cell that cannot be read becomes an error and reads as nothing."""

    def __init__(
        self,
        sheet: str,
        register: str,
        row: SheetRow,
        found: Mapping[str, FoundColumn],
        columns: Sequence[ImportColumn],
    ) -> None:
        self.sheet, self.register, self.row = sheet, register, row
        self._found = found
        self._labels = {column.key: column.label for column in columns}
        self.errors: list[CellError] = []
        self.warnings: list[str] = []

    def cell(self, key: str) -> CellValue:
        """The cell of a column; None when it is empty or the sheet has no such column."""
        column = self._found.get(key)
        return self.row.cells[column.index] if column is not None else None

    def label(self, key: str) -> str:
        """The column's heading as the file has it, else as the register calls it."""
        column = self._found.get(key)
        return column.heading if column is not None else self._labels[key]

    def refuse(self, key: str, message: str) -> None:
        """Refuse the row because of a column."""
        self.errors.append(CellError(self.label(key), shown(self.cell(key)), message))

    def read(self, key: str, reader: Callable[[Any], T]) -> T | None:
        """The cell through a reader of kit.importing; None when empty or refused."""
        value = self.cell(key)
        if value is None:
            return None
        try:
            refuse_fault(value)
            return reader(value)
        except CellRefused as error:
            self.refuse(key, str(error))
            return None

    def text(self, key: str, *, limit: int) -> str:
        return self.read(key, lambda value: read_text(value, limit=limit)) or ""

    def named(self, key: str, find: Callable[[str], T]) -> T | None:
        """What a name in the cell means; `find` raises CellRefused."""
        return self.read(key, lambda value: find(read_text(value, limit=500)))

    def require(self, *keys: str) -> None:
        """Refuse the row for each of these columns that is empty."""
        for key in keys:
            if self.cell(key) is None:
                self.refuse(key, f"Chưa ghi “{self._labels[key]}”; cột này bắt buộc phải có.")

    def texts(self, model: type[models.Model], *keys: str) -> dict[str, str]:
        """Non-empty text columns named like the model's fields, within the fields' lengths."""
        limits = {key: model._meta.get_field(key).max_length or 5000 for key in keys}  # type: ignore[union-attr]
        read = {key: self.text(key, limit=limit) for key, limit in limits.items()}
        return {key: text for key, text in read.items() if text}

    # The plan of the row ------------------------------------------------------

    def plan(
        self,
        action: Action,
        title: str,
        detail: str = "",
        *,
        changes: Sequence[CellChange] = (),
        operations: Sequence[Operation] = (),
    ) -> RowPlan:
        """The row's plan; with errors it is refused whatever was meant."""
        if self.errors:
            action, changes, operations = Action.REFUSED, (), ()
        return RowPlan(
            self.sheet,
            self.row.number,
            self.register,
            action,
            title=title,
            detail=detail,
            errors=tuple(self.errors),
            warnings=tuple(self.warnings),
            changes=changes,
            operations=operations,
        )


class Seen:
    """Natural keys met in this file, to refuse the second row of one record."""

    def __init__(self) -> None:
        self._rows: dict[Any, RowReader] = {}

    def refuse_double(self, reader: RowReader, column: str, key: Any, what: str) -> None:
        first = self._rows.setdefault(key, reader)
        if first is not reader:
            reader.refuse(column, DOUBLED.format(first.row.number, first.sheet, what))


def built(model: Callable[[], T], values: Mapping[str, Any]) -> T:
    """An unsaved row with these values; partial dates go through their attribute into two columns."""
    row = model()
    for key, value in values.items():
        setattr(row, key, value)
    return row


def differences(record: Any, values: Mapping[str, Any], reader: RowReader) -> list[CellChange]:
    """The fields of a stored record that the row gives otherwise, with both values as people read them."""
    return [
        CellChange(reader.label(key), say(record, key, getattr(record, key)), say(record, key, value))
        for key, value in values.items()
        if getattr(record, key) != value
    ]


def changed_values(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that differ from the record's."""
    return {key: value for key, value in values.items() if getattr(record, key) != value}


def say(record: Any, key: str, value: Any) -> str:
    """A value of a record's field as a person reads it."""
    if value is None or value == "":
        return "–"
    names = {field.name: field for field in record._meta.concrete_fields}
    if key in names and names[key].choices:
        return str(dict(names[key].flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return write_number(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)))
    if isinstance(value, date | PartialDate):
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
    return write_number(value) if isinstance(value, int) else str(value)
