"""What a merge did, row by row, as it is kept in RecordMerge.steps: enough to put every column back.

A step is a dict: `act` (changed, deleted, created), `model`, `pk`; a changed row has `before` and `after`, the
columns that changed; a deleted or created one has `values`, all its columns. Dates and decimals stand as text.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

CHANGED, DELETED, CREATED = "changed", "deleted", "created"
# These follow from each save and are never compared or put back.
_NOT_KEPT = {"version", "search_key"}

Step = dict[str, Any]


def stored(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def columns_of(row: Any) -> list[Any]:
    """The columns that a step keeps: all but the version and the search key."""
    return [field for field in row._meta.concrete_fields if field.name not in _NOT_KEPT]


def values_of(row: Any, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Columns of a row by their attribute (`ngo_id`), as JSON holds them; all of them when none are named."""
    wanted = names if names is not None else [field.attname for field in columns_of(row)]
    return {name: stored(getattr(row, name)) for name in wanted}


def step_of(act: str, row: Any, **values: Any) -> Step:
    return {"act": act, "model": row._meta.label_lower, "pk": row.pk, **values}


def model_of(step: Step) -> Any:
    return apps.get_model(step["model"])


def fields_by_column(model: Any) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}


def loaded(field: Any, value: Any) -> Any:
    """A kept value as the column holds it."""
    target = getattr(field, "target_field", field)
    return None if value is None else target.to_python(value)


def put(row: Any, values: Mapping[str, Any]) -> None:
    """Write kept values into a row that is not saved yet."""
    fields = fields_by_column(type(row))
    for column, value in values.items():
        setattr(row, column, loaded(fields[column], value))


def differing(row: Any, values: Mapping[str, Any]) -> list[Any]:
    """The fields in which a row no longer holds the kept values."""
    fields = fields_by_column(type(row))
    return [fields[column] for column, value in values.items() if getattr(row, column) != loaded(fields[column], value)]
