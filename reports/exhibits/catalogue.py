"""All exhibits in the order of the dashboard. A new one is a function in the module of its subject and a line here."""

from reports.exhibits.exhibit import Builder, Exhibit, Seen

BUILDERS: dict[str, Builder] = {}


def exhibit(key: str, seen: Seen) -> Exhibit | None:
    """One exhibit by its key; None where there is nothing to show. Raises KeyError for an unknown key."""
    return BUILDERS[key](seen)


def exhibits(seen: Seen) -> list[Exhibit]:
    """Every exhibit that has something to show."""
    return [made for build in BUILDERS.values() if (made := build(seen)) is not None]
