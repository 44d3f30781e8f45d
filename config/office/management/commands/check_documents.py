"""`manage.py check_documents`: every document has its file, unchanged, and every file its document."""

import sys
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from config.kit.attachment_files import FileLost, check, folder, kept_names
from config.kit.attachments import Attachment, size_text
from config.kit.numbers import write_number


class Command(BaseCommand):
    help = "So các văn bản đính kèm với tệp trên đĩa; kết thúc với mã 1 khi có tệp thiếu hoặc bị đổi."

    def handle(self, *args: Any, **options: Any) -> None:
        # Files first: one uploaded meanwhile is then no stray.
        on_disk = kept_names()
        lost, known, total = [], set(), 0
        for document in documents():
            known.add(document.stored_as)
            total += document.size
            if problem := _problem(document, on_disk):
                lost.append(f"{problem}: văn bản số {document.pk} “{document}”, tệp {document.stored_as}")
        strays = sorted(on_disk - known)
        for line in [*lost, *(f"Thừa: {name}" for name in strays)]:
            self.stdout.write(line)
        self.stdout.write(
            f"{folder()}: {write_number(len(known))} văn bản, {size_text(total)}; {write_number(len(lost))} tệp thiếu "
            f"hoặc bị đổi, {write_number(len(strays))} tệp thừa."
        )
        if lost:
            sys.exit(1)


def documents() -> list[Any]:
    """Every attachment of every kind, archived ones too."""
    kinds: list[Any] = [model for model in apps.get_models() if issubclass(model, Attachment)]
    return [document for model in kinds for document in model._base_manager.order_by("pk")]


def _problem(document: Any, on_disk: set[str]) -> str:
    """What is wrong with the file of a document; nothing when all is well."""
    try:
        check(document.stored_as, document.sha256)
    except FileLost:
        return "Bị đổi" if document.stored_as in on_disk else "Thiếu"
    return ""
