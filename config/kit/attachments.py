"""Files kept with records: the abstract row, judged by content, stored under a name of our own.

Each app has one concrete model with a foreign key to every kind of record that may hold a file, so that the
database knows what a file belongs to (a deleted or merged record can neither lose nor misplace one).
"""

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from config.kit.money import rounded
from config.kit.numbers import write_number
from config.kit.records import Record, RecordQuerySet
from config.kit.text import no_break

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class FileKind(models.TextChoices):
    """What may be kept, as found in the content, never by the name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    PNG = "png", "Ảnh PNG"
    JPEG = "jpeg", "Ảnh JPEG"


def size_text(size: int) -> str:
    """A number of bytes as people read it: "1,2 MB", "340 KB", "12 byte"; a kilobyte is 1.024 bytes."""
    if size < KILOBYTE:
        return no_break(write_number(size), "byte")
    if size < MEGABYTE:
        return no_break(write_number(size // KILOBYTE), "KB")
    return no_break(write_number(rounded(Decimal(size) / MEGABYTE, 1), 1), "MB")


class AttachmentQuerySet(RecordQuerySet):
    """Adds what a page of a record shows of its files."""

    def of(self, owner: models.Model) -> Self:
        """The files of one record."""
        return self.filter(**{self.model.owner_of(owner): owner})

    def for_panel(self) -> Self:
        """Newest first, each with `added_at` and `added_by` (a name, or None when no person added it)."""
        history: Any = self.model.history.model
        first = history.objects.filter(id=OuterRef("pk"), history_type="+").order_by("history_id")
        return self.annotate(
            added_at=Subquery(first.values("history_date")[:1]),
            added_by=Subquery(first.values("history_user__full_name")[:1]),
        ).order_by("-pk")

    def for_detail(self) -> Self:
        return self.select_related(*self.model.owners)


class Attachment(Record):
    """A file with the name it came with; its bytes lie outside the web root under `stored_as`."""

    title = models.CharField("tên văn bản", max_length=250, blank=True, help_text="Để trống thì lấy tên tệp.")
    file_name = models.CharField("tên tệp", max_length=255, editable=False)
    file_kind = models.CharField("loại tệp", max_length=5, choices=FileKind.choices, editable=False)
    size = models.PositiveBigIntegerField("dung lượng (byte)", editable=False)
    sha256 = models.CharField("mã kiểm", max_length=64, editable=False)
    stored_as = models.CharField("tên lưu", max_length=100, unique=True, editable=False)

    # Names of the foreign keys, of which exactly one is set; a concrete model gives them.
    owners: tuple[str, ...] = ()
    # The start of the names of its addresses ("aid:document"); that of an owner's page is "aid:ngo-detail".
    url_name: ClassVar[str] = ""
    # Several stand side by side in the history of a record: each is told by its name.
    named_in_history = ("title", "file_name")

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(size__gt=0), name="%(app_label)s_%(class)s_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @classmethod
    def owner_of(cls, owner: models.Model) -> str:
        """The name of the foreign key to this kind of record. Raises StopIteration for a kind that holds no files."""
        return next(name for name in cls.owners if isinstance(owner, cls._meta.get_field(name).related_model))  # type: ignore[arg-type]

    @property
    def owner_name(self) -> str:
        """The name of the foreign key that is set."""
        return next(name for name in self.owners if getattr(self, f"{name}_id") is not None)

    @property
    def owner(self) -> Any:
        """The record the file belongs to."""
        return getattr(self, self.owner_name)

    @property
    def size_text(self) -> str:
        return size_text(self.size)

    @property
    def download_url(self) -> str:
        return self._url("download")

    @property
    def rename_url(self) -> str:
        return self._url("rename")

    @property
    def archive_url(self) -> str:
        return self._url("archiving")

    @property
    def restore_url(self) -> str:
        return self._url("restoring")

    def _url(self, act: str) -> str:
        return reverse(f"{self.url_name}-{act}", args=[self.pk])

    def get_absolute_url(self) -> str:
        """Where the file stands: the documents on the page of its record."""
        space, name = self.url_name.split(":")[0], self.owner_name
        return f"{reverse(f'{space}:{name}-detail', args=[getattr(self, f'{name}_id')])}#documents"
