"""A register: one kind of record with its list, detail, form and archive pages, described once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, path, reverse

from config.kit.records import Record


@dataclass(frozen=True)
class Register:
    """What every page of a register needs to know.

    `name` is the URL name without its act ("aid:ngo"); `section` is the navigation entry it
    belongs to; `noun` stands in sentences ("tổ chức PCPNN"), `title` heads the list.
    """

    model: type[Record]
    name: str
    section: str
    noun: str
    title: str
    view: str
    edit: str
    is_searched: bool = True

    def url(self, act: str, pk: int | None = None) -> str:
        """The address of an act: list, create (no pk); detail, edit, archive, restore, history (pk)."""
        return reverse(f"{self.name}-{act}", args=[] if pk is None else [pk])


def register_urls(prefix: str, pages: Sequence[Any]) -> list[URLPattern]:
    """The addresses of a register: `pages` are its list, detail, create and edit views.

    Archive, restore and history come from the kit, for the register the list names. An empty prefix
    puts the list at the root of its app.
    """
    from config.kit.views import RecordArchive, RecordHistory, RecordRestore

    listing, detail, create, edit = pages
    register: Register = listing.register
    name = register.name.split(":")[1]
    root = f"{prefix}/" if prefix else ""
    return [
        path(root, listing.as_view(), name=f"{name}-list"),
        path(f"{root}new/", create.as_view(), name=f"{name}-create"),
        path(f"{root}<int:pk>/", detail.as_view(), name=f"{name}-detail"),
        path(f"{root}<int:pk>/edit/", edit.as_view(), name=f"{name}-edit"),
        path(f"{root}<int:pk>/archive/", RecordArchive.as_view(register=register), name=f"{name}-archive"),
        path(f"{root}<int:pk>/restore/", RecordRestore.as_view(register=register), name=f"{name}-restore"),
        path(f"{root}<int:pk>/history/", RecordHistory.as_view(register=register), name=f"{name}-history"),
    ]
