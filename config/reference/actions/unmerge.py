"""Taking a merge back: every column of every row it touched as before, or nothing at all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from config.kit import clock, writing
from config.kit.records import Record
from config.kit.writing import RuleBroken
from config.reference.merging.steps import (
    CHANGED,
    CREATED,
    DELETED,
    Step,
    differing,
    fields_by_column,
    model_of,
    put,
)
from config.reference.models import RecordMerge
from config.reference.rosters import Roster

UNDONE_BEFORE = "Lần gộp này đã được hoàn tác trước đó."
LATER_FIRST = "Sau đó “{gone}” đã được gộp vào “{kept}”. Hoàn tác lần gộp sau trước, rồi quay lại đây."
CHANGED_SINCE = "Chưa hoàn tác được, vì sau khi gộp đã có thay đổi: {}. Đưa các chỗ này về như sau khi gộp rồi thử lại."
BREAKS_A_RULE = "Chưa hoàn tác được: một hồ sơ ghi sau khi gộp trùng với hồ sơ sẽ quay lại. Chưa có gì thay đổi."
NAMED = 10

Rows = dict[tuple[str, Any], Any]


@transaction.atomic
def unmerge(roster: Roster, merge_pk: int, *, by: Any) -> RecordMerge:
    """Put back every row of a merge, with its key and all its values, archived state included.

    Only the version of a record never goes back: it goes up once more, because a form that was opened in
    between must be told. What was edited elsewhere in a moved row stays as it is now; a column that the merge
    wrote and somebody changed since refuses the whole (RuleBroken, with the names), as do a row deleted since
    and a later merge of one of the two.
    """
    merge = RecordMerge.objects.select_for_update().get(pk=merge_pk, model=roster.label)
    if merge.undone_at is not None:
        raise RuleBroken(UNDONE_BEFORE)
    pair = sorted((merge.kept_id, merge.gone_id))
    records = {pk: writing.lock(roster.model, pk) for pk in pair}
    _refuse_later(roster, merge)
    rows = _locked(merge.steps)
    _refuse_changed(merge.steps, rows)
    reason = f"Hoàn tác gộp hồ sơ (“{records[merge.gone_id]}” khỏi “{records[merge.kept_id]}”)"
    try:
        with transaction.atomic():
            for step in reversed(merge.steps):
                _take_back(step, rows, by=by, reason=reason)
            for owner in _owners(merge.steps, rows):
                writing.save(owner, by=by, reason=reason)
    except IntegrityError as error:
        raise RuleBroken(BREAKS_A_RULE) from error
    merge.undone_by, merge.undone_at = by, clock.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _locked(steps: Iterable[Step]) -> Rows:
    """The rows of all steps as they stand now, locked, by model and key."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for step in steps:
        wanted[step["model"]].add(step["pk"])
    found: Rows = {}
    for label in sorted(wanted):
        model: Any = model_of({"model": label})
        for row in model._base_manager.select_for_update().filter(pk__in=wanted[label]).order_by("pk"):
            found[label, row.pk] = row
    return found


# Refusals -------------------------------------------------------------------------


def _refuse_later(roster: Roster, merge: RecordMerge) -> None:
    both = (merge.kept_id, merge.gone_id)
    later = (
        RecordMerge.objects.filter(model=roster.label, undone_at=None, pk__gt=merge.pk)
        .filter(Q(kept_id__in=both) | Q(gone_id__in=both))
        .order_by("-pk")
        .first()
    )
    if later is not None:
        named = roster.model._base_manager.in_bulk([later.kept_id, later.gone_id])
        raise RuleBroken(LATER_FIRST.format(gone=named[later.gone_id], kept=named[later.kept_id]))


def _refuse_changed(steps: Iterable[Step], rows: Rows) -> None:
    """Every row must still hold what the merge wrote, and what it will point to must still be there."""
    told = [sentence for step in steps for sentence in _changed_since(step, rows)]
    told += _missing_targets(steps)
    if told:
        named = list(dict.fromkeys(told))
        rest = f" và {len(named) - NAMED} chỗ khác" if len(named) > NAMED else ""
        raise RuleBroken(CHANGED_SINCE.format("; ".join(named[:NAMED]) + rest))


def _changed_since(step: Step, rows: Rows) -> Iterable[str]:
    row = rows.get((step["model"], step["pk"]))
    kind = model_of(step)._meta.verbose_name
    if step["act"] == DELETED:
        return [f"{kind} số {step['pk']} đã được ghi lại"] if row is not None else []
    if row is None:
        # What the merge added may have been taken out by hand: that is what undoing would do.
        return [f"{kind} số {step['pk']} đã bị xóa"] if step["act"] == CHANGED else []
    expected = step["after"] if step["act"] == CHANGED else step["values"]
    changed = differing(row, expected)
    labels = ", ".join(dict.fromkeys(str(field.verbose_name) for field in changed))
    return [f"{kind} “{_named(row)}” đã sửa {labels}"] if changed else []


def _missing_targets(steps: Iterable[Step]) -> list[str]:
    """Databases check foreign keys only when the transaction ends; here the kind of the missing row is told."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for step in steps:
        fields = fields_by_column(model_of(step))
        values = step["before"] if step["act"] == CHANGED else step["values"] if step["act"] == DELETED else {}
        for column, value in values.items():
            if isinstance(fields[column], models.ForeignKey) and value is not None:
                wanted[fields[column].related_model].add(value)
    return [
        f"{model._meta.verbose_name} số {pk} đã bị xóa"
        for model, pks in wanted.items()
        for pk in sorted(pks - set(model._base_manager.filter(pk__in=pks).values_list("pk", flat=True)))
    ]


def _named(row: Any) -> str:
    """A part is told by the record it belongs to beside the merged one."""
    owners = [getattr(row, key.name) for key in _owner_keys(type(row))]
    return str(next((owner for owner in owners if owner is not None), row))


def _owner_keys(model: Any) -> list[models.ForeignKey[Any, Any]]:
    if issubclass(model, Record):
        return []
    return [
        key
        for key in model._meta.concrete_fields
        if isinstance(key, models.ForeignKey)
        and key.remote_field.on_delete is models.CASCADE
        and issubclass(key.related_model, Record)
    ]


# Putting back ---------------------------------------------------------------------


def _take_back(step: Step, rows: Rows, *, by: Any, reason: str) -> None:
    key = (step["model"], step["pk"])
    row = rows.get(key)
    if step["act"] == CREATED:
        if row is not None:
            writing.delete(row, by=by, reason=reason)
        return
    if row is None:
        row = rows[key] = model_of(step)()
    put(row, step["before"] if step["act"] == CHANGED else step["values"])
    writing.save(row, by=by, reason=reason)


def _owners(steps: Iterable[Step], rows: Rows) -> list[Any]:
    """The records whose parts were put back and that were not written themselves, locked in order."""
    keys = set()
    for step in steps:
        row = rows.get((step["model"], step["pk"]))
        if row is not None and step["act"] != CREATED:
            for key in _owner_keys(type(row)):
                model: Any = key.related_model
                keys.add((model._meta.label_lower, getattr(row, key.attname)))
    wanted = sorted(key for key in keys if key[1] is not None and key not in rows)
    return [writing.lock(model_of({"model": label}), pk) for label, pk in wanted]
