"""The one door for writes: lock, compare the version, save, keep history.

Forms, imports, commands and actions all come through here, inside one transaction of the caller
or their own. `by` is the user (None for a command without one); `reason` goes into the history.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from config.kit import clock, locks
from config.kit.records import Record, Tracked
from config.kit.text import tidy, unreadable_characters

# With the words before it, a reason fits the 500 characters that the history keeps.
LONGEST_REASON = 480
# The reason of a correction may stand behind the name and number of a decision.
LONGEST_CORRECTION = 400


R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=models.Model)


class RuleBroken(Exception):
    """A rule of the domain refuses the act; the text is a Vietnamese sentence for the person."""


class PeriodHeld(RuleBroken):
    """Something issued holds the row's day, and nobody said why the row is changed (config.kit.locks)."""


class StaleRecord(Exception):
    """Somebody saved the record after this person had opened it."""

    def __init__(self, current: Record) -> None:
        super().__init__("Hồ sơ đã được người khác sửa sau khi bạn mở.")
        self.current = current


def lock(model: type[R], pk: Any, *, version: int | None = None) -> R:
    """The row as it stands now, locked until the transaction ends.

    Raises StaleRecord when `version` is given and is not the row's; model.DoesNotExist as usual.
    """
    current: R = model._base_manager.select_for_update().get(pk=pk)
    if version is not None and current.version != version:
        raise StaleRecord(current)
    return current


def _keep(row: models.Model, by: Any, reason: str) -> None:
    row._history_user = by if by is not None and by.is_authenticated else None  # type: ignore[attr-defined]
    row._change_reason = reason[:500]  # type: ignore[attr-defined]


def refuse_held(rows: Iterable[models.Model], reason: str, *, are_going: bool = False) -> None:
    """Raises PeriodHeld without a `reason` for a row whose day, as stored or as it will be, is held.

    Every write asks this of the reason it keeps. An act whose kept reason is but its own name ("Quy đổi lại") asks
    it before, of the words of a person.
    """
    if reason.strip():
        return
    if sentence := locks.refusal(rows, are_going=are_going):
        raise PeriodHeld(f"{sentence} {locks.ASKED}")


def with_reason(act: str, reason: str) -> str:
    """What the history keeps of an act that has a name, with the words of a person where there are any."""
    return f"{act}: {reason}" if reason else act


@transaction.atomic
def save(row: T, *, by: Any, reason: str = "") -> T:
    """Insert or update one row with its history; a Record's version goes up by one on update.

    To update a Record, load it with `lock` in the same transaction. Raises PeriodHeld (see refuse_held).
    """
    refuse_held([row], reason)
    return _store(row, by, reason)


def _store(row: T, by: Any, reason: str) -> T:
    if row.pk is not None and hasattr(row, "version"):
        row.version += 1
    _keep(row, by, reason)
    row.save()
    return row


@transaction.atomic
def delete(row: Tracked, *, by: Any, reason: str = "") -> None:
    """Remove a part of a record (a share, an alias) or undo an imported row; the history stays.

    Raises PeriodHeld (see refuse_held).
    """
    refuse_held([row], reason, are_going=True)
    _drop(row, by, reason)


def _drop(row: Tracked, by: Any, reason: str) -> None:
    _keep(row, by, reason)
    row.delete()


@transaction.atomic
def set_parts(parent: Record, name: str, wanted: Iterable[Mapping[str, Any]], *, by: Any, reason: str = "") -> bool:
    """Make the parent's parts equal `wanted` (dicts of field values; `id` names a row to keep).

    Rows without an `id` are matched by equal values first, so an unchanged list writes nothing.
    Returns whether anything changed. Deletions go first, so that unique rules hold on the way.
    Raises PeriodHeld (see refuse_held), with the same few queries for any number of parts.
    """
    manager = getattr(parent, name)
    existing = {row.pk: row for row in manager.all()}
    saves: list[Tracked] = []
    for values in wanted:
        row = _match(existing, dict(values)) or manager.model(**{manager.field.name: parent})
        fields = {key: value for key, value in values.items() if key != "id"}
        changed = [key for key, value in fields.items() if getattr(row, key, None) != value]
        for key in changed:
            setattr(row, key, fields[key])
        if changed or row.pk is None:
            saves.append(row)
    refuse_held(existing.values(), reason, are_going=True)
    refuse_held(saves, reason)
    for row in existing.values():
        _drop(row, by, reason)
    for row in saves:
        _store(row, by, reason)
    return bool(existing or saves)


def _match(existing: dict[Any, Any], values: dict[str, Any]) -> Any | None:
    """Take out of `existing` the row that `values` means: by id, else by equal values."""
    pk = values.pop("id", None)
    if pk is not None:
        return existing.pop(pk, None)
    for key, row in existing.items():
        if all(getattr(row, name) == value for name, value in values.items()):
            return existing.pop(key)
    return None


@transaction.atomic
def archive(record: R, *, by: Any, reason: str) -> R:
    """Take a record out of lists and figures; it stays readable and can be restored.

    Raises RuleBroken without a readable reason of at most 480 characters, or when it is archived already.
    """
    current = lock(type(record), record.pk)
    reason = readable_reason(reason)
    if not reason:
        raise RuleBroken("Chưa ghi lý do lưu trữ. Ghi ngắn gọn vì sao hồ sơ này không dùng nữa.")
    if current.is_archived:
        raise RuleBroken("Hồ sơ này đã được lưu trữ trước đó.")
    current.archived_at = clock.now()
    current.archive_reason = reason
    return save(current, by=by, reason=f"Lưu trữ: {reason}")


def readable_reason(reason: str) -> str:
    """A reason as a person typed it, tidied. Raises RuleBroken for one that the history cannot keep."""
    reason = tidy(reason)
    if sentence := unreadable_characters(reason):
        raise RuleBroken(sentence)
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(f"Lý do dài {len(reason)} ký tự; ở đây nhiều nhất {LONGEST_REASON} ký tự. Rút ngắn lại.")
    return reason


@transaction.atomic
def restore(record: R, *, by: Any, reason: str = "") -> R:
    """Bring an archived record back; `reason` only where something issued holds its day (PeriodHeld).

    Raises RuleBroken when it is not archived.
    """
    current = lock(type(record), record.pk)
    if not current.is_archived:
        raise RuleBroken("Hồ sơ này đang được dùng, không cần khôi phục.")
    reason = readable_reason(reason)
    current.archived_at = None
    current.archive_reason = ""
    refuse_held([current], reason)
    return save(current, by=by, reason=f"Khôi phục: {reason}" if reason else "Khôi phục từ lưu trữ")


def record_models() -> list[type[Record]]:
    """Every concrete register, in the order Django knows them."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Record)]


def part_models() -> list[type[models.Model]]:
    """Every concrete part of a record."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Tracked) and not issubclass(model, Record)]
