"""Files kept with records: the abstract row, judged by content, stored under a name of our own.

Each app has one concrete model with a foreign key to every kind of record that may hold a file, so that the
database knows what a file belongs to (a deleted or merged record can neither lose nor misplace one).
"""

from typing import Any

from django.db import models
from django.db.models import Q

from config.kit.records import Record


class FileKind(models.TextChoices):
    """What may be kept, as found in the content, never by the name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    PNG = "png", "Ảnh PNG"
    JPEG = "jpeg", "Ảnh JPEG"


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

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(size__gt=0), name="%(app_label)s_%(class)s_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def owner(self) -> Any:
        """The record the file belongs to."""
        return next(getattr(self, name) for name in self.owners if getattr(self, f"{name}_id") is not None)
