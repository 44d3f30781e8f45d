"""What is done with attachments: add several or none, give another title. Archiving is kit.writing's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.attachment_files import DiskFailed, discard, store
from config.kit.attachments import Attachment, FileKind
from config.kit.records import Record
from config.kit.writing import RuleBroken

OWNER_ARCHIVED = "Hồ sơ này đã lưu trữ nên không thêm văn bản được. Khôi phục hồ sơ trước."

ARCHIVED = "Văn bản này đã lưu trữ nên không đổi tên được. Khôi phục văn bản trước."


@dataclass(frozen=True)
class Chosen:
    """A file that was looked at and may be kept; `file` gives its bytes in `chunks()`."""

    file: Any
    name: str
    kind: FileKind


@transaction.atomic
def attach(
    model: type[Attachment], owner: Record, files: Sequence[Chosen], *, by: Any, title: str = ""
) -> list[Attachment]:
    """Keep the files with a record: all, or none with a sentence (RuleBroken). The record's version stays: its
    own fields do not change, and a form somebody has open on it is not out of date.
    """
    if owner.is_archived:
        raise RuleBroken(OWNER_ARCHIVED)
    added: list[Attachment] = []
    try:
        for chosen in files:
            stored = store(chosen.file.chunks(), chosen.kind, chosen.file.size)
            added.append(
                model(
                    **{model.owner_of(owner): owner},
                    title=title,
                    file_name=chosen.name,
                    file_kind=chosen.kind,
                    size=stored.size,
                    sha256=stored.sha256,
                    stored_as=stored.stored_as,
                )
            )
        for document in added:
            writing.save(document, by=by)
    except BaseException as error:
        for document in added:
            discard(document.stored_as)
        if isinstance(error, DiskFailed):
            raise RuleBroken(str(error)) from error
        raise
    return added


@transaction.atomic
def rename(document: Attachment, title: str, *, by: Any) -> bool:
    """Give another title; empty means the file's name. Returns whether anything changed.

    Raises RuleBroken for an archived document.
    """
    if document.is_archived:
        raise RuleBroken(ARCHIVED)
    if title == document.title:
        return False
    document.title = title
    writing.save(document, by=by)
    return True
