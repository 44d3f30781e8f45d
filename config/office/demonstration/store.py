"""Stores rows by the hundred with their history, and finds the reference data they point to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from simple_history.utils import bulk_create_with_history

from config.accounts.models import User
from config.kit.records import Record
from config.kit.writing import RuleBroken
from config.office.demonstration import LABEL
from config.reference.models import Agency, Country, ImportBatch, Place

M = TypeVar("M", bound=models.Model)

MISSING = "Danh mục thiếu “{name}”; dữ liệu minh họa dùng danh mục của tỉnh Thái Nguyên."
AT_ONCE = 500


class Names(dict[str, Any]):
    """Reference rows by name; one that is missing is refused in words."""

    def __missing__(self, name: str) -> Any:
        raise RuleBroken(MISSING.format(name=name))


@dataclass(frozen=True)
class Store:
    """Where the demonstration goes: its batch, the person in its history, and the reference rows."""

    batch: ImportBatch
    by: User
    countries: Names = field(default_factory=lambda: Names({row.code: row for row in Country.objects.active()}))
    agencies: Names = field(default_factory=lambda: Names({row.name: row for row in Agency.objects.active()}))
    places: Names = field(default_factory=lambda: Names({row.full_name: row for row in _places_of_the_term()}))

    def add(self, model: type[M], rows: Iterable[M]) -> Sequence[M]:
        """Store rows of one model in order; records get the batch. The rows come back with their ids."""
        wanted = list(rows)
        if issubclass(model, Record):
            for row in wanted:
                row.import_batch = self.batch  # type: ignore[attr-defined]
        stored: Sequence[M] = bulk_create_with_history(
            wanted, model, batch_size=AT_ONCE, default_user=self.by, default_change_reason=LABEL
        )
        return stored


def _places_of_the_term() -> Iterable[Place]:
    """The units of before 01/07/2025: districts, and communes with their district."""
    return Place.objects.active().filter(valid_from=None).select_related("parent")
