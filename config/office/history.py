"""The newest changes over all registers, with the record each belongs to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from aid.registers import DOCUMENTS
from config.accounts.registers import USERS
from config.kit.access import can
from config.kit.changes import Change, recent_changes
from config.kit.registers import Register
from config.kit.writing import part_models
from config.office.registers import REGISTERS
from config.reference.models import Setting
from config.reference.office_settings import OFFICE_SETTINGS
from config.reference.registers import SETTINGS

NEWEST = 100
SETTING_NAMES = {setting.key: f"“{setting.label}”" for setting in OFFICE_SETTINGS}
# Rows a new installation starts with were entered by nobody; telling them would hide what people did.
STARTING_ROWS = ("Danh mục ban đầu", "Số liệu ban đầu")


@dataclass(frozen=True)
class Entry:
    """A change with the record it was made on; no address when the record is gone."""

    change: Change
    register: Register
    title: str
    url: str


def registers_of(user: Any) -> list[Register]:
    """The registers whose history this person may read."""
    return [register for register in (*REGISTERS, DOCUMENTS, SETTINGS, USERS) if can(user, register.view)]


def newest_changes(user: Any, *, register: Register | None = None, by: int | None = None) -> list[Entry]:
    """The newest changes in the registers the person may see, newest first, at most NEWEST.

    `register` narrows to one register, `by` to the changes of one person. The number of queries depends
    on the registers, never on the number of changes.
    """
    told = [one for one in registers_of(user) if register is None or one is register]
    found = [triple for one in told for triple in _changes(one, by)]
    found.sort(key=lambda triple: triple[2].at, reverse=True)
    return _with_records(found[:NEWEST])


def _changes(register: Register, by: int | None) -> Iterable[tuple[Register, int | None, Change]]:
    """Changes of a register's records and of their parts, each with the record's id."""
    model: Any = register.model
    for pk, change in recent_changes(model, limit=NEWEST, by=by):
        if change.reason not in STARTING_ROWS:
            yield register, pk, change
    for part, owner in _parts(model):
        newest = [pair for pair in recent_changes(part, limit=NEWEST, by=by) if pair[1].reason not in STARTING_ROWS]
        history = part.history.model.objects.filter(id__in={pk for pk, _ in newest}, **{f"{owner}__isnull": False})
        owners = dict(history.values_list("id", owner)) if newest else {}
        for pk, change in newest:
            # A kind of part that several registers share is told under the record it belongs to.
            if pk in owners:
                yield register, owners[pk], _of_part(part, owner, change)


def _of_part(part: Any, owner: str, change: Change) -> Change:
    """A part's change as told under its record: named by its kind, without the column that names the record."""
    hidden = str(part._meta.get_field(owner.removesuffix("_id")).verbose_name)
    fields = tuple(field for field in change.fields if field.label != hidden)
    return replace(change, subject=str(part._meta.verbose_name), fields=fields)


def _parts(model: Any) -> list[tuple[Any, str]]:
    """The kinds of parts of a record, each with the column that names the record."""
    kinds = set(part_models())
    fields = [model._meta.get_field(name) for name in model.parts]
    return [(field.related_model, field.remote_field.attname) for field in fields if field.related_model in kinds]


def _with_records(found: list[tuple[Register, int | None, Change]]) -> list[Entry]:
    wanted: dict[Any, set[int]] = defaultdict(set)
    for register, pk, _ in found:
        if pk is not None:
            wanted[register.model].add(pk)
    records = {
        (model, pk): record
        for model, pks in wanted.items()
        for pk, record in model._base_manager.in_bulk(list(pks)).items()
    }
    return [_entry(register, records.get((register.model, pk)), change) for register, pk, change in found]


def _entry(register: Register, record: Any, change: Change) -> Entry:
    if record is None:
        return Entry(change, register, f"{register.noun} (đã xóa)", "")
    title = SETTING_NAMES.get(record.key, record.key) if isinstance(record, Setting) else str(record)
    return Entry(change, register, title, record.get_absolute_url())
