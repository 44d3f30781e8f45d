"""What a record lacks, said once: the same conditions mark a page, filter a list, and hold up the next stage.

A `Need` is a condition of the database. Asked about one record or ten thousand, it is the same condition, so a
list of incomplete records and the box on a record's page can never disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When


@dataclass(frozen=True)
class Need:
    """Something a record should hold: `label` as in "Thiếu <label>", `lacks` true of the rows without it."""

    key: str
    label: str
    lacks: Q

    @property
    def sentence(self) -> str:
        return f"Thiếu {self.label}."


def with_needs(records: QuerySet[Any], needs: Iterable[Need]) -> QuerySet[Any]:
    """Each row with a boolean `lacks_<key>` for every need: no further query a row."""
    flags = {
        f"lacks_{need.key}": Case(When(need.lacks, then=Value(True)), default=Value(False), output_field=BooleanField())
        for need in needs
    }
    return records.annotate(**flags)


def lacking(record: Any, needs: Sequence[Need]) -> list[Need]:
    """The needs that a row loaded through `with_needs` does not meet, in their order."""
    return [need for need in needs if getattr(record, f"lacks_{need.key}")]


def any_lacking(needs: Iterable[Need]) -> Q:
    """Condition: at least one of the needs is not met. Raises TypeError without needs."""
    return reduce(or_, (need.lacks for need in needs))
