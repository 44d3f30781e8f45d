"""Abstract bases of every stored record: history, version, archive, search key.

`Tracked` is a row that belongs to a record (a share, an alias): it has a history only.
`Record` is what a page can be opened on: it also has a version that each save raises, may be
archived with a reason, and knows the import batch it came with.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from config.kit.access import VisibleQuerySet
from config.kit.text import search_key, word_starts


class SearchKeyField(models.TextField):
    """The folded text a search looks in, filled from other fields whenever the row is saved.

    `queryset.update()` and `bulk_update` do not fill it; tracked models are never written that way.
    """

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        kwargs.update(blank=True, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("blank", "default", "editable"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = search_key(*(str(getattr(model_instance, name) or "") for name in self.sources))
        setattr(model_instance, self.attname, value)
        return value


class Tracked(models.Model):
    """A row whose every change is kept, field by field, with who, when and why."""

    history = HistoricalRecords(inherit=True, history_change_reason_field=models.CharField(max_length=500, null=True))

    # The days an issued report may hold (config.kit.locks); a part names that of its record, "delegation__arrival_on".
    locked_by: tuple[str, ...] = ()

    class Meta:
        abstract = True


class RecordQuerySet(VisibleQuerySet):
    """What all registers ask; each model adds one method per screen."""

    def active(self) -> Self:
        """Rows that count and are listed: not archived."""
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.exclude(archived_at=None)

    def search(self, text: str) -> Self:
        """Rows whose search key holds every word, in any order, without regard to marks or case."""
        found = self
        for word in word_starts(text):
            found = found.filter(search_key__contains=word)
        return found

    def for_list(self) -> Self:
        return self

    def for_detail(self) -> Self:
        return self


class Record(Tracked):
    """An editable record with a page of its own."""

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)
    archived_at = models.DateTimeField("lưu trữ lúc", null=True, blank=True, editable=False)
    archive_reason = models.CharField("lý do lưu trữ", max_length=500, blank=True, editable=False)
    import_batch = models.ForeignKey(
        "reference.ImportBatch",
        models.PROTECT,
        verbose_name="lô nhập",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # Related names whose rows are shown and counted as part of this record's history.
    parts: tuple[str, ...] = ()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(archived_at=None, archive_reason="")
                | (Q(archived_at__isnull=False) & ~Q(archive_reason="")),
                name="%(app_label)s_%(class)s_archived_with_reason",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="%(app_label)s_%(class)s_version_from_one"),
        ]

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
