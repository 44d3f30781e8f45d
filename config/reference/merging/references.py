"""What points to the records of a register: every foreign key of every model, later ones included."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalChanges

from config.kit.records import Record
from config.reference.rosters import Roster


@dataclass(frozen=True)
class Unique:
    """Columns that no two rows may share, and the condition under which that holds."""

    fields: tuple[str, ...]
    condition: Any = None


@dataclass(frozen=True)
class Reference:
    """One foreign key to the register: the model that holds it, its column, what its rows are called."""

    model: Any
    field: Any
    label: str

    @property
    def column(self) -> str:
        return str(self.field.attname)

    @property
    def is_own_part(self) -> bool:
        """Rows that live and die with the record: aliases, contacts, sectors, reports received."""
        return bool(self.field.remote_field.on_delete is models.CASCADE and not issubclass(self.model, Record))

    @cached_property
    def uniques(self) -> list[Unique]:
        """The unique rules of the model that the foreign key takes part in."""
        meta, name = self.model._meta, self.field.name
        found = [
            Unique(tuple(rule.fields), rule.condition)
            for rule in meta.constraints
            if isinstance(rule, UniqueConstraint) and name in rule.fields
        ]
        found += [Unique(tuple(names)) for names in meta.unique_together if name in names]
        return [*found, Unique((name,))] if self.field.unique else found

    def owner_keys(self) -> list[Any]:
        """The foreign keys to the records whose part a row is, the register's own left out."""
        return [
            key
            for key in self.model._meta.concrete_fields
            if isinstance(key, models.ForeignKey)
            and key.remote_field.on_delete is models.CASCADE
            and key.name != self.field.name
            and issubclass(key.related_model, Record)
        ]


def references_to(roster: Roster) -> list[Reference]:
    """Every foreign key to the register but those of the history, which keeps what was."""
    relations = [
        relation
        for relation in roster.model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not issubclass(relation.related_model, HistoricalChanges)
    ]
    return [Reference(relation.related_model, relation.field, _label(relation, roster)) for relation in relations]


def _label(relation: Any, roster: Roster) -> str:
    given = roster.labels.get(relation.get_accessor_name() or "")
    return given or str(relation.related_model._meta.verbose_name)
