"""Takes the demonstration out again, to the last row of its history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from config.accounts.models import FormReceipt, User
from config.kit.records import Record
from config.kit.writing import RuleBroken, part_models, record_models
from config.office.demonstration import LABEL, REGISTER
from config.office.demonstration.build import SIGNATORY
from config.reference.models import DistinctPair, ImportBatch, RecordMerge, Signatory
from delegations.models import Delegation, MemberIdentity
from reports.models import Milestone

NOTHING = "Cơ sở dữ liệu không có dữ liệu minh họa."
DEPENDENT = (
    "Chưa xóa gì: {count} hồ sơ do đơn vị nhập đang gắn với dữ liệu minh họa: {names}. "
    "Gắn các hồ sơ này vào dữ liệu thật, hoặc chạy “seed_demo --remove --with-dependents” để xóa cả chúng."
)
MORE = " và {count} hồ sơ khác"
SWITCHED_OFF = "Tài khoản {name} đã được ghi trong lịch sử của hồ sơ khác nên chỉ tắt, không xóa."
SHOWN = 10
AT_ONCE = 500

Rows = dict[type[models.Model], set[Any]]


@dataclass
class Doomed:
    """The records to delete, by model."""

    rows: Rows = field(default_factory=dict)

    def add(self, model: type[models.Model], pks: Iterable[Any]) -> None:
        if found := set(pks):
            self.rows.setdefault(model, set()).update(found)

    def holds(self, model: type[models.Model], pk: Any) -> bool:
        return pk in self.rows.get(model, ())


@transaction.atomic
def remove(*, with_dependents: bool = False) -> list[str]:
    """Delete the demonstration; the sentences say which accounts could only be switched off.

    Raises RuleBroken when there is none, and when a record of the office points to one of its records
    (unless those are to go as well).
    """
    batches = ImportBatch.objects.filter(register=REGISTER)
    if not batches.exists() and not User.objects.filter(is_demonstration=True, is_active=True).exists():
        raise RuleBroken(NOTHING)
    doomed = Doomed()
    for model in record_models():
        doomed.add(model, model._base_manager.filter(import_batch__in=batches).values_list("pk", flat=True))
    while found := list(_dependents(doomed)):
        if not with_dependents:
            raise RuleBroken(_listed(found))
        for row in found:
            doomed.add(type(row), [row.pk])
    _delete(doomed)
    _delete_signatory()
    _delete_milestones()
    batches.delete()
    return [
        SWITCHED_OFF.format(name=user.username) for user in User.objects.filter(is_demonstration=True) if _leave(user)
    ]


# What stands in the way ----------------------------------------------------------


def _dependents(doomed: Doomed) -> Iterator[Record]:
    """Records that would stay and point to a row that would go, directly or through one of their parts."""
    seen: set[tuple[type[models.Model], Any]] = set()
    for model in (*record_models(), *part_models()):
        for row in _pointing(model, doomed):
            owner = row if isinstance(row, Record) else _owner(row)
            key = (type(owner), owner.pk)
            if key not in seen and not doomed.holds(*key):
                seen.add(key)
                yield owner


def _pointing(model: type[models.Model], doomed: Doomed) -> Iterator[models.Model]:
    for foreign_key in _foreign_keys(model):
        for pks in _chunks(doomed.rows.get(foreign_key.related_model, ())):
            yield from model._base_manager.filter(**{f"{foreign_key.name}__in": pks})


def _foreign_keys(model: type[models.Model]) -> list[Any]:
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def _owner_keys(model: type[models.Model]) -> list[Any]:
    """The foreign keys of a part to its record, of which one is set: those it is deleted with."""
    return [key for key in _foreign_keys(model) if key.remote_field.on_delete is models.CASCADE]


def _owner(part: models.Model) -> Record:
    """The record a part belongs to; a report that the province sent belongs to its deadline."""
    keys = (*_owner_keys(type(part)), *_foreign_keys(type(part)))
    owner: Record = next(found for key in keys if (found := getattr(part, key.name)) is not None)
    return owner


def _listed(found: list[Record]) -> str:
    names = "; ".join(f"{row._meta.verbose_name} “{row}”" for row in found[:SHOWN])
    more = MORE.format(count=len(found) - SHOWN) if len(found) > SHOWN else ""
    return DEPENDENT.format(count=len(found), names=names + more)


# Deleting ------------------------------------------------------------------------


def _delete(doomed: Doomed) -> None:
    """Parts, records and their history. Foreign keys are checked when the transaction ends."""
    for pks in _chunks(doomed.rows.get(Delegation, ())):
        MemberIdentity.objects.filter(member__delegation__in=pks).delete()
    for model in part_models():
        for key in _owner_keys(model):
            for pks in _chunks(doomed.rows.get(key.related_model, ())):
                _raw(model, **{f"{key.attname}__in": pks})
                _raw(_history(model), **{f"{key.attname}__in": pks})
    for model, rows in doomed.rows.items():
        for pks in _chunks(rows):
            _forget_decisions(model, pks)
            _raw(model, pk__in=pks)
            _raw(_history(model), id__in=pks)
    for model in record_models():
        # Rows that an undone import had deleted before: only their history was left.
        _raw(_history(model), import_batch_id__in=list(_batch_ids()))


def _forget_decisions(model: type[models.Model], pks: list[Any]) -> None:
    """What was decided about records that look alike; these rows name records by their keys alone."""
    label = model._meta.label_lower
    for key in ("first_id", "second_id"):
        _raw(DistinctPair, model=label, **{f"{key}__in": pks})
        _raw(_history(DistinctPair), model=label, **{f"{key}__in": pks})
    for key in ("kept_id", "gone_id"):
        _raw(RecordMerge, model=label, **{f"{key}__in": pks})


def _delete_signatory() -> None:
    """The signatory of the demonstration, unless the office has put its own name there."""
    created = _history(Signatory).objects.filter(history_type="+", history_change_reason=LABEL)
    ours = Signatory.objects.filter(pk__in=created.values("id"), name=SIGNATORY["name"])
    for pk in list(ours.values_list("pk", flat=True)):
        _raw(Signatory, pk=pk)
        _raw(_history(Signatory), id=pk)


def _delete_milestones() -> None:
    """The milestones on the targets of the installation, unless the office has changed them since."""
    history = _history(Milestone).objects
    created = set(history.filter(history_type="+", history_change_reason=LABEL).values_list("id", flat=True))
    ours = created - set(history.filter(history_type="~").values_list("id", flat=True))
    for pks in _chunks(ours):
        _raw(Milestone, pk__in=pks)
        _raw(_history(Milestone), id__in=pks)


def _batch_ids() -> Iterable[int]:
    return ImportBatch.objects.filter(register=REGISTER).values_list("pk", flat=True)


def _history(model: Any) -> Any:
    return model.history.model


def _raw(model: type[models.Model], /, **which: Any) -> None:
    """Delete rows without signals: an ordinary delete would write the deletion into the history."""
    rows = model._base_manager.filter(**which)
    rows._raw_delete(rows.db)


def _chunks(pks: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(pks)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


# Accounts ------------------------------------------------------------------------


def _leave(user: User) -> bool:
    """Delete an account, or switch it off when something that stays names it; whether it was switched off."""
    FormReceipt.objects.filter(user=user).delete()
    if _is_named(user):
        was_active = user.is_active
        user.is_active = False
        user.version += 1
        user._change_reason = "Xóa dữ liệu minh họa"  # type: ignore[attr-defined]
        user.save()
        return was_active
    _raw(_history(User), id=user.pk)
    _raw(User, pk=user.pk)
    return False


def _is_named(user: User) -> bool:
    """Whether any row other than the account's own history points to it."""
    fields: list[Any] = User._meta.get_fields(include_hidden=True)
    pointing = [one for one in fields if one.auto_created and not one.concrete]
    for relation in pointing:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: user})
        if relation.related_model is _history(User):
            rows = rows.exclude(id=user.pk)
        if rows.exists():
            return True
    return False
