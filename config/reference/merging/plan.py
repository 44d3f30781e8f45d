"""What a merge would do, worked out before it is done: the page shows it, the act carries it out.

Every row that points to the record that goes is moved to the one that is kept, archived rows too. Where a
unique rule forbids that, or an equal part stands there already, the register's own rule unites the two rows;
without a rule the row stays with the record that goes, and a record left so (a certificate) is archived.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.kit.records import Record
from config.kit.text import search_key
from config.reference.merging.references import Reference, Unique, references_to
from config.reference.merging.steps import put, values_of
from config.reference.models import DistinctPair
from config.reference.rosters import Roster

NAMED = 5
EQUAL_STANDS = "{kind} “{row}”: hồ sơ giữ lại đã có dòng như thế"
NOT_COMPARED = {"id", "version", "search_key"}


@dataclass(frozen=True)
class Moved:
    """Rows of one kind that change their record: how many, and the first of them by name."""

    label: str
    number: int
    names: tuple[str, ...]

    @property
    def rest(self) -> int:
        return self.number - len(self.names)


@dataclass(frozen=True)
class Column:
    """A field of both records, as people read its values."""

    label: str
    kept: str
    gone: str


@dataclass
class Plan:
    """What to write, and the same in words."""

    kept: Any
    gone: Any
    changes: dict[tuple[Any, Any], tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    deletions: list[Any] = field(default_factory=list)
    creations: list[Any] = field(default_factory=list)
    archived: list[Any] = field(default_factory=list)
    fill: dict[str, Any] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)
    united: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    filled: list[Column] = field(default_factory=list)
    differing: list[Column] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    def change(self, row: Any, **values: Any) -> None:
        """Note new values; a row that points to the record twice is written once."""
        self.changes.setdefault((type(row), row.pk), (row, {}))[1].update(values)


def plan_merge(roster: Roster, kept: Any, gone: Any, *, lock: bool = False) -> Plan:
    """Work out what merging `gone` into `kept` moves, unites and leaves; writes nothing.

    With `lock` the rows are locked on the way. The number of queries depends on the kinds of rows that point
    to the register, never on how many there are.
    """
    plan = Plan(kept, gone)
    _plan_columns(roster, plan)
    alias_names: set[str] = set()
    for reference in references_to(roster):
        rows = _rows(reference, plan, lock=lock)
        if reference.model is roster.alias_field.model:
            alias_names = {row.name for row in rows}
        _plan_rows(roster, reference, rows, plan)
    _plan_aliases(roster, plan, alias_names)
    _plan_pairs(roster, plan)
    return plan


def _rows(reference: Reference, plan: Plan, *, lock: bool) -> list[Any]:
    """The rows of both records, each with the record it is a part of."""
    found = reference.model._base_manager.filter(**{f"{reference.column}__in": (plan.kept.pk, plan.gone.pk)})
    owners = [key.name for key in reference.owner_keys()]
    if owners:
        found = found.select_related(*owners)
    return list((found.select_for_update(of=("self",)) if lock else found).order_by("pk"))


# Columns ------------------------------------------------------------------------


def _plan_columns(roster: Roster, plan: Plan) -> None:
    """Empty columns of the kept record are filled; where both say something, the kept one wins."""
    for column in roster.model._meta.concrete_fields:
        if not column.editable or column.unique:
            continue
        own, other = getattr(plan.kept, column.attname), getattr(plan.gone, column.attname)
        if other in (None, "") or own == other:
            continue
        told = Column(str(column.verbose_name), _said(plan.kept, column), _said(plan.gone, column))
        if own in (None, ""):
            plan.fill[column.attname] = other
            plan.filled.append(told)
        else:
            plan.differing.append(told)


def _said(record: Any, column: Any) -> str:
    if column.choices:
        return str(getattr(record, f"get_{column.name}_display")())
    value = getattr(record, column.name)
    return "" if value is None else str(value)


# Rows ---------------------------------------------------------------------------


def _plan_rows(roster: Roster, reference: Reference, rows: Sequence[Any], plan: Plan) -> None:
    own = [row for row in rows if getattr(row, reference.column) == plan.kept.pk]
    moving = []
    twins = _Twins(reference, own, rows)
    for row in rows:
        if getattr(row, reference.column) != plan.gone.pk:
            continue
        twin = twins.of(row)
        if twin is None:
            plan.change(row, **{reference.column: plan.kept.pk})
            moving.append(row)
        else:
            _plan_twin(roster, reference, (twin, row), plan)
    if moving:
        names = tuple(_told(reference, row) for row in moving[:NAMED])
        plan.moved.append(Moved(reference.label, len(moving), names))


def _plan_twin(roster: Roster, reference: Reference, rows: tuple[Any, Any], plan: Plan) -> None:
    """Two rows that may not both be the kept record's: united by the register's rule, else left apart."""
    twin, row = rows
    unite = roster.unite.get(reference.model._meta.label_lower)
    if unite is not None:
        before = values_of(twin)
        plan.united.append(unite(twin, row))
        changed = {name: getattr(twin, name) for name, value in values_of(twin).items() if value != before[name]}
        put(twin, {name: before[name] for name in changed})
        plan.change(twin, **changed)
        plan.deletions.append(row)
        return
    plan.left.append(EQUAL_STANDS.format(kind=reference.label, row=_told(reference, row)))
    if isinstance(row, Record) and not row.is_archived:
        plan.archived.append(row)


def _told(reference: Reference, row: Any) -> str:
    """A part by the record it belongs to, anything else by its own name."""
    for key in reference.owner_keys():
        owner = getattr(row, key.name)
        if owner is not None:
            return str(owner)
    return f"{row} (đã lưu trữ)" if isinstance(row, Record) and row.is_archived else str(row)


class _Twins:
    """The kept record's rows that a moved row would collide with."""

    def __init__(self, reference: Reference, own: Sequence[Any], rows: Sequence[Any]) -> None:
        self.reference, self.own = reference, own
        self.bound = [(unique, self._under(unique, rows)) for unique in reference.uniques]
        self.others = [
            column.attname
            for column in reference.model._meta.concrete_fields
            if column.name not in NOT_COMPARED and column.name != reference.field.name
        ]

    def of(self, row: Any) -> Any | None:
        for unique, pks in self.bound:
            key = self._key(row, unique)
            if key is not None and row.pk in pks:
                found = next((each for each in self.own if each.pk in pks and self._key(each, unique) == key), None)
                if found is not None:
                    return found
        if not self.reference.is_own_part:
            return None
        values = self._values(row)
        return next((each for each in self.own if self._values(each) == values), None)

    def _values(self, row: Any) -> list[Any]:
        return [getattr(row, name) for name in self.others]

    def _key(self, row: Any, unique: Unique) -> tuple[Any, ...] | None:
        """What must differ beside the foreign key; None where an empty column lets any two stand together."""
        columns = [
            self.reference.model._meta.get_field(name).attname
            for name in unique.fields
            if name != self.reference.field.name
        ]
        key = tuple(getattr(row, column) for column in columns)
        return None if None in key else key

    def _under(self, unique: Unique, rows: Sequence[Any]) -> set[Any]:
        """The rows for which the rule holds."""
        pks = {row.pk for row in rows}
        if unique.condition is None or not pks:
            return pks
        found = self.reference.model._base_manager.filter(unique.condition, pk__in=pks)
        return set(found.values_list("pk", flat=True))


# Names and pairs ------------------------------------------------------------------


def _plan_aliases(roster: Roster, plan: Plan, known: Iterable[str]) -> None:
    """The names of the record that goes are searched with the one that is kept."""
    seen = {search_key(name) for name in known}
    seen |= {search_key(str(plan.fill.get(name) or getattr(plan.kept, name))) for name in roster.name_columns}
    key = roster.alias_field
    for column in roster.name_columns:
        name = getattr(plan.gone, column)
        if name and search_key(name) not in seen:
            seen.add(search_key(name))
            plan.aliases.append(name)
            plan.creations.append(key.model(**{key.attname: plan.kept.pk, "name": name}))


def _plan_pairs(roster: Roster, plan: Plan) -> None:
    """Who was known not to be the one is not the other either."""
    pairs = list(DistinctPair.objects.filter(model=roster.label).order_by("pk").values_list("first_id", "second_id"))
    apart = {frozenset(pair) for pair in pairs}
    for pair in pairs:
        if plan.gone.pk not in pair:
            continue
        other = next(pk for pk in pair if pk != plan.gone.pk)
        if other != plan.kept.pk and frozenset((other, plan.kept.pk)) not in apart:
            first, second = sorted((other, plan.kept.pk))
            plan.creations.append(DistinctPair(model=roster.label, first_id=first, second_id=second))
