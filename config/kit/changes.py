"""Reads the kept history as sentences: who changed which field from what to what, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate, Precision

SILENT_FIELDS = {"id", "version", "search_key", "import_batch", "archived_at", "password", "last_login"}
SILENT_FIELDS |= {"sha256", "stored_as"}  # of attachments: keys of the program, no words of people
EMPTY: tuple[Any, ...] = (None, "", [], {})
ACTS = {"+": "thêm", "~": "sửa", "-": "xóa"}


@dataclass(frozen=True)
class FieldChange:
    """One field's label with its value before and after, as people read them."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One kept save: `subject` names the part when it was not the record itself."""

    at: datetime
    who: str
    act: str
    subject: str
    reason: str
    fields: tuple[FieldChange, ...]


def changes_of(record: Any, *, limit: int | None = None) -> list[Change]:
    """All changes of a record and its parts, newest first.

    The number of queries depends on the kinds of parts, never on the number of changes.
    """
    owners: dict[Any, str] = {}
    rows = [(record._meta.model, row) for row in _history_rows(type(record), {"id": record.pk})]
    for name in record.parts:
        field = record._meta.get_field(name)
        owners[field.related_model] = field.remote_field.attname
        rows += [
            (field.related_model, row)
            for row in _history_rows(field.related_model, {field.remote_field.attname: record.pk})
        ]
    return [change for _, change in _pairs(rows, own=type(record), owners=owners)][:limit]


def changes_since(record: Any, version: int) -> list[Change]:
    """What others saved after this version of the record: shown to the second writer."""
    since = first_save_after(record, version)
    return [change for change in changes_of(record) if since is not None and change.at >= since]


def first_save_after(record: Any, version: int) -> datetime | None:
    """When the first later version was saved. A save writes the record first, then its parts, so
    everything kept from this moment on came after the version, and everything before belongs to it."""
    later: datetime | None = (
        record.history.filter(version__gt=version).order_by("history_id").values_list("history_date", flat=True).first()
    )
    return later


def recent_changes(model: type[models.Model], *, limit: int, by: int | None = None) -> list[tuple[Any, Change]]:
    """The newest changes over all rows of one model, each with the id of its row; `by` keeps one person's."""
    history = model.history.model  # type: ignore[attr-defined]
    kept = history.objects.all() if by is None else history.objects.filter(history_user=by)
    newest = list(kept.order_by("-history_id")[:limit])
    ids = {row.id for row in newest}
    keep = {row.history_id for row in newest}
    rows = [(model, row) for row in _history_rows(model, {"id__in": ids})]
    return [(row.id, change) for (_, row), change in _pairs(rows, own=model, owners={}) if row.history_id in keep]


def changes_of_rows(model: type[models.Model], ids: Any, *, owner: str = "") -> list[tuple[Any, Change]]:
    """All changes of the rows with these ids (a collection, or a query that gives them), newest first, each with the
    row as the history keeps it. `owner` is a part's column for its record: it is not told."""
    rows = [(model, row) for row in _history_rows(model, {"id__in": ids})]
    return [(row, change) for (_, row), change in _pairs(rows, own=model, owners={model: owner})]


def _history_rows(model: Any, lookup: dict[str, Any]) -> list[Any]:
    history = model.history.model
    return list(history.objects.filter(**lookup).select_related("history_user").order_by("history_id"))


def _pairs(rows: list[tuple[Any, Any]], own: Any, owners: dict[Any, str]) -> list[tuple[tuple[Any, Any], Change]]:
    """Each history row with its Change, newest first; saves that changed nothing visible are left out.

    `owners` names, per kind of part, the column that points to the record: it is not told.
    """
    names = _related_names(rows)
    before: dict[tuple[Any, Any], Any] = {}
    told = []
    for model, row in rows:
        key = (model, row.id)
        subject = "" if model is own else _subject(model, row)
        change = _change(model, row, before.get(key), names, subject=subject, hidden=owners.get(model, ""))
        before[key] = row
        if change.fields or row.history_type != "~" or change.reason:
            told.append(((model, row), change))
    told.sort(key=lambda pair: (pair[1].at, pair[0][1].history_id), reverse=True)
    return told


def _subject(model: Any, row: Any) -> str:
    """What kind of part it is; with its name where a model gives one (`named_in_history`)."""
    name = next((text for one in getattr(model, "named_in_history", ()) if (text := getattr(row, one))), "")
    kind = str(model._meta.verbose_name)
    return f"{kind} “{name}”" if name else kind


def _change(model: Any, row: Any, previous: Any, names: dict[Any, str], *, subject: str, hidden: str) -> Change:
    fields = []
    for field in _spoken_fields(model):
        new = _value(row, field)
        old = _value(previous, field) if previous is not None else None
        if row.history_type == "-":
            old, new = new, None
        if field.attname == hidden or old == new or (old in EMPTY and new in EMPTY):
            continue
        fields.append(FieldChange(str(field.verbose_name), _say(field, old, names), _say(field, new, names)))
    user = row.history_user
    return Change(
        at=row.history_date,
        who=str(user) if user else "Hệ thống",
        act=ACTS[row.history_type],
        subject=subject,
        reason=row.history_change_reason or "",
        fields=tuple(fields),
    )


def _spoken_fields(model: Any) -> Iterable[Any]:
    """The fields a person reads; the precision of a partial date is told with its date."""
    names = {field.name for field in model._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        is_precision = field.name.endswith("_precision") and field.name.removesuffix("precision") + "on" in names
        if field.name not in SILENT_FIELDS and not is_precision:
            yield field


def _value(row: Any, field: Any) -> Any:
    """A field's stored value; a date that has a precision comes as the partial date it is."""
    value = getattr(row, field.attname)
    precision = getattr(row, f"{field.name.removesuffix('on')}precision", "") if field.name.endswith("_on") else ""
    return PartialDate(value, Precision(precision)) if precision and value is not None else value


def _related_names(rows: list[tuple[Any, Any]]) -> dict[Any, str]:
    """Names of all rows that foreign keys in the history point to: one query per related model."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for model, row in rows:
        for field in _spoken_fields(model):
            if field.is_relation and getattr(row, field.attname) is not None:
                wanted[field.related_model].add(getattr(row, field.attname))
    return {
        (related, pk): str(found)
        for related, ids in wanted.items()
        for pk, found in related._base_manager.in_bulk(list(ids)).items()
    }


def _say(field: Any, value: Any, names: dict[Any, str]) -> str:
    """A stored value as a person reads it; a model tells its own keys in words (`said_in_history`)."""
    if value is None or value == "":
        return "–"
    if field.is_relation:
        return names.get((field.related_model, value), f"hồ sơ số {value} (đã xóa)")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if say := getattr(field.model, "said_in_history", {}).get(field.name):
        return str(say(value))
    return _say_plain(value)


def _say_plain(value: Any) -> str:
    """A value without choices or relation; the order matters, as bool is an int and datetime a date."""
    for kind, say in PLAIN.items():
        if isinstance(value, kind):
            return say(value)
    return str(value)


PLAIN: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "có" if value else "không",
    datetime: lambda value: timezone.localtime(value).strftime("%H:%M %d/%m/%Y"),
    date: lambda value: str(value.strftime("%d/%m/%Y")),
    time: lambda value: str(value.strftime("%H:%M")),
    Decimal: lambda value: write_number(value.to_integral() if value == value.to_integral() else value),
    int: write_number,
    dict: lambda value: "; ".join(f"{key}: {text}" for key, text in value.items()),
}
