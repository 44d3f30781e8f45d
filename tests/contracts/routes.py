"""What addresses the product answers, read from its own URL table: the contracts walk it, so a new page
cannot be forgotten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from config.accounts.registers import USERS
from config.kit.registers import Register
from config.office.registers import REGISTERS

# Argument of an address -> the value with which the contracts open it.
ARGUMENTS: dict[str, Any] = {"key": "cumulative", "kind": "annual", "which": "2019", "format": "xlsx"}
ALL_REGISTERS: tuple[Register, ...] = (*REGISTERS, USERS)


@dataclass(frozen=True)
class Route:
    """An address of the product: its name ("aid:ngo-list"), its pattern ("/aid/ngos/"), the names of its arguments."""

    name: str
    pattern: str
    arguments: tuple[str, ...]
    view: Any = None  # the class that answers, or the function

    def url(self, records: "dict[str, Any] | None" = None) -> str:
        """An address that can be opened; `records` gives a record by the name of its register."""
        kwargs = {
            argument: records_pk(self.name, records or {}) if argument == "pk" else ARGUMENTS[argument]
            for argument in self.arguments
        }
        return reverse(self.name, kwargs=kwargs)


def records_pk(name: str, records: dict[str, Any]) -> int:
    """The key of the record that a page is opened on; 1 when there is none of its kind."""
    of = register_of(name) or ("office:import-batch" if name.startswith("office:import-") else name)
    return int(records[of].pk) if of in records else 1


def register_of(name: str) -> str | None:
    """The register a page belongs to: "aid:ngo" for "aid:ngo-edit"."""
    owners = [register.name for register in ALL_REGISTERS if name.startswith(f"{register.name}-")]
    return max(owners, key=len, default=None)


def _walk(patterns: Sequence[Any], before: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, before + str(entry.pattern), inside)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, str(entry.name)))
            view = getattr(entry.callback, "view_class", entry.callback)
            yield Route(name, before + str(entry.pattern), tuple(entry.pattern.converters), view)


@cache
def routes() -> dict[str, Route]:
    """Every route by name; where two share a name and an address, the one that answers."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver().url_patterns, "/", ()):
        found.setdefault(route.name, route)
    return found


def page_name(path: str) -> str:
    """The name of the page that answers a path. Raises Resolver404."""
    return resolve(path).view_name
