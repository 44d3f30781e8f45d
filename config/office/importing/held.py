"""Rows of a file that would write into the period of an issued report say so before anything is written."""

from copy import copy
from typing import Any

from config.kit import locks
from config.office.importing.plan import Add, Change, Operation, Plan, RowPlan

REASON_GIVEN = "Khi ghi, lý do điều chỉnh trong lịch sử là tên tệp và dòng này."


def warn_of_held(plan: Plan) -> None:
    """Add the sentence to each row that is held. One query for the whole file."""
    with locks.read_once():
        if not locks.holds():
            return
        for row in plan.rows:
            if sentence := _sentence(row):
                row.warnings = (*row.warnings, f"{sentence} {REASON_GIVEN}")


def _sentence(row: RowPlan) -> str:
    return next(
        (told for operation in row.operations for state in _states(operation) if (told := locks.told(state))), ""
    )


def _states(operation: Operation) -> list[Any]:
    """The row of an operation as it will be, and before that as it stands; parts go with the record's own row."""
    if isinstance(operation, Add):
        return [operation.row]
    if isinstance(operation, Change):
        changed = copy(operation.record)
        for name, value in operation.values.items():
            setattr(changed, name, value)
        return [changed, operation.record]
    return [operation.record]
