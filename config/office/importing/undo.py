"""Takes a saved batch back: what it added is deleted, what it changed gets its former values.

All or nothing. Refused, with the records named, when somebody changed one of them afterwards or
another record now depends on one that would go. The history and the batch stay.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError

from config.kit import clock, writing
from config.kit.records import Record
from config.kit.writing import RuleBroken
from config.office.importing.actions import locked, reason_start
from config.office.importing.registers import BY_NAME, CREATED
from config.reference.models import ImportBatch

NO_WORKBOOK = "Lô này không đến từ một tệp Excel nên không hoàn tác ở đây."
NOT_SAVED = "Lô này chưa ghi vào dữ liệu nên không có gì để hoàn tác."
CHANGED_SINCE = "đã sửa sau khi nhập: {}"
DEPENDED_ON = "đang được hồ sơ khác dùng: {}"
REFUSED = "Chưa hoàn tác được lô {}. Hồ sơ {}. Đưa các hồ sơ này về như trước rồi hoàn tác lại."
_NAMED = 10  # records a refusal names
_AT_ONCE = 500  # keys in one query; SQLite takes some thousands


def undo(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Undo the batch, once: an undone batch is given back as it is. Raises RuleBroken with the reasons."""
    try:
        return _undo(batch.pk, by)
    except ProtectedError as error:
        told = _told(error.protected_objects)
        raise RuleBroken(REFUSED.format(batch.pk, DEPENDED_ON.format(told))) from error


@transaction.atomic
def _undo(pk: int, by: Any) -> ImportBatch:
    batch = locked(pk)
    if batch.state == ImportBatch.State.UNDONE:
        return batch
    if batch.state == ImportBatch.State.PREVIEW:
        raise RuleBroken(NOT_SAVED)
    if batch.register and batch.register not in BY_NAME:
        raise RuleBroken(NO_WORKBOOK)
    added = {model: list(model._base_manager.filter(import_batch=batch).order_by("pk")) for model in CREATED}
    touched = [_touched(entry) for entry in batch.summary.get("touched", ())]
    _refuse_changed(batch, added, touched)
    reason = f"Hoàn tác lô {batch.pk}: {batch.file_name}"
    for record, _ in touched:
        if record is not None:
            _put_back(record, batch, by=by, reason=reason)
    _refuse_depended_on(batch, added)
    for model in reversed(CREATED):
        for record in added[model]:
            _remove(record, by=by, reason=reason)
    batch.state = ImportBatch.State.UNDONE
    batch.undone_at = clock.now()
    batch.save(update_fields=["state", "undone_at"])
    return batch


def _touched(entry: dict[str, Any]) -> tuple[Any, int]:
    """A record the batch changed, locked (None when it is gone), with the version the batch gave it."""
    model: Any = apps.get_model(entry["model"])
    record = model._base_manager.select_for_update().filter(pk=entry["pk"]).first()
    return record, entry["version"]


# Refusals ---------------------------------------------------------------------


def _refuse_changed(batch: ImportBatch, added: dict[type[Record], list[Any]], touched: list[tuple[Any, int]]) -> None:
    """A record the batch added stands at version 1, one it changed at the version the batch gave it."""
    since = [record for records in added.values() for record in records if record.version != 1]
    since += [record for record, version in touched if record is not None and record.version != version]
    if since:
        raise RuleBroken(REFUSED.format(batch.pk, CHANGED_SINCE.format(_told(since))))


def _refuse_depended_on(batch: ImportBatch, added: dict[type[Record], list[Any]]) -> None:
    """No row outside the batch may point to one that goes; parts of such rows go with them."""
    dependants: list[Any] = []
    going = {model: {record.pk for record in records} for model, records in added.items()}
    for model, pks in going.items():
        for relation in model._meta.related_objects:
            if pks and relation.field.concrete and not relation.field.many_to_many:
                dependants += _outside(relation, pks, going)
    if dependants:
        raise RuleBroken(REFUSED.format(batch.pk, DEPENDED_ON.format(_told(dependants))))


def _outside(relation: Any, pks: set[Any], going: dict[type[Record], set[Any]]) -> list[Any]:
    """Rows of a relation that point into `pks` and will not go themselves."""
    model, column, wanted = relation.related_model, relation.field.attname, sorted(pks)
    rows: list[Any] = []
    for start in range(0, len(wanted), _AT_ONCE):
        rows += model._base_manager.filter(**{f"{column}__in": wanted[start : start + _AT_ONCE]}).order_by("pk")
    return [row for row in rows if not _goes(row, going)]


def _goes(row: Any, going: dict[type[Record], set[Any]]) -> bool:
    if isinstance(row, Record):
        return row.pk in going.get(type(row), ())
    return any(
        getattr(row, field.attname) in going.get(field.related_model, ())
        for field in row._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    )


def _told(records: Iterable[Any]) -> str:
    """The records by kind and name, at most ten."""
    known = list(records)
    named = [f"{record._meta.verbose_name} “{_name(record)}”" for record in known[:_NAMED]]
    rest = f" và {len(known) - _NAMED} hồ sơ khác" if len(known) > _NAMED else ""
    return "; ".join(named) + rest


def _name(record: Any) -> str:
    """A part is told by the record it belongs to; a ledger row by its project too."""
    for name in ("project", "ngo", "commitment", "disbursement"):
        owner = getattr(record, name, None)
        if owner is not None:
            return f"{owner}: {record}" if isinstance(record, Record) else str(owner)
    return str(record)


# Taking back ------------------------------------------------------------------


def _put_back(record: Any, batch: ImportBatch, *, by: Any, reason: str) -> None:
    """Give a changed record and its parts the values they had before the batch, from the history."""
    start = reason_start(batch)
    own = record.history.filter(history_change_reason__startswith=start).order_by("history_id").first()
    before = _before(own) if own is not None else None
    if before is not None:
        _copy(before, record, but={"id", "version", "search_key"})
        writing.save(record, by=by, reason=reason)
    for name in record.parts:
        relation = record._meta.get_field(name)
        if not issubclass(relation.related_model, Record):
            _put_back_parts(relation, record, start, by=by, reason=reason)


def _before(kept: Any) -> Any:
    """The line of the history before this one, by its number: clocks may have been set back."""
    return type(kept).objects.filter(id=kept.id, history_id__lt=kept.history_id).order_by("-history_id").first()


def _put_back_parts(relation: Any, record: Any, start: str, *, by: Any, reason: str) -> None:
    """Undo the batch's own additions, changes and removals among a record's parts."""
    model: Any = relation.related_model
    kept = model.history.filter(**{relation.field.attname: record.pk}, history_change_reason__startswith=start)
    rows = list(kept.order_by("history_id"))
    for old in rows:
        if old.history_type == "+":
            for row in model._base_manager.filter(pk=old.id):
                writing.delete(row, by=by, reason=reason)
    for old in rows:
        if old.history_type == "+":
            continue
        before = old if old.history_type == "-" else _before(old)
        row = model._base_manager.filter(pk=old.id).first() or model(id=old.id)
        _copy(before, row, but={"id", "search_key"})
        writing.save(row, by=by, reason=reason)


def _copy(before: Any, row: Any, *, but: set[str]) -> None:
    for field in row._meta.concrete_fields:
        if field.name not in but:
            setattr(row, field.attname, getattr(before, field.attname))


def _remove(record: Record, *, by: Any, reason: str) -> None:
    """Delete a record the batch added, its parts first, so that each keeps the last line of its history."""
    for name in record.parts:
        if not issubclass(record._meta.get_field(name).related_model, Record):  # type: ignore[arg-type]
            for part in getattr(record, name).all():
                writing.delete(part, by=by, reason=reason)
    writing.delete(record, by=by, reason=reason)
