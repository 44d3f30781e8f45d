"""Reports owed as a list of the kit asks for them: filtered, searched, sorted, though computed and not stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from aid.choices import Reporter, ReportKind
from aid.models import AidProject, ForeignNGO, ReportDeadline
from aid.queries.reporting import ReportRow
from aid.rules.obligations import State
from config.kit.text import collation_key, search_key, word_starts
from config.reference.models import Agency

Key = Callable[[ReportRow], Any]
KEYS: dict[str, Key] = {
    "name": lambda row: collation_key(row.name),
    "title": lambda row: (row.year, collation_key(row.title)),
    "due_on": lambda row: row.due_on or date.min,
    "received_on": lambda row: row.received_on or date.min,
    "state": lambda row: list(State).index(row.state) if row.state is not None else len(State),
}


@dataclass(frozen=True)
class ReportRows:
    """Computed rows where lists of the kit ask a queryset."""

    rows: tuple[ReportRow, ...]
    model: ClassVar[type[ReportDeadline]] = ReportDeadline

    def __iter__(self) -> Iterator[ReportRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        return self.rows[place]

    def all(self) -> "ReportRows":
        return self

    def none(self) -> "ReportRows":
        return ReportRows(())

    def for_list(self) -> "ReportRows":
        return self

    def count(self) -> int:
        return len(self.rows)

    def keep(self, is_kept: Callable[[ReportRow], bool]) -> "ReportRows":
        return ReportRows(tuple(row for row in self.rows if is_kept(row)))

    def order_by(self, *names: str) -> "ReportRows":
        """Sorted by names of KEYS, "-" before one for the other way; others are ignored."""
        rows = list(self.rows)
        for name in reversed(names):
            key = KEYS.get(name.removeprefix("-"))
            if key is not None:
                rows.sort(key=key, reverse=name.startswith("-"))
        return ReportRows(tuple(rows))

    def search(self, text: str) -> "ReportRows":
        """Rows of projects and NGOs that their own searches find, by the owner too; the province's by their
        title. Three queries."""
        found: Any = AidProject.objects
        projects = set(found.search(text).values_list("pk", flat=True)) | set(_owned_by(text))
        ngos = set(ForeignNGO.objects.search(text).values_list("pk", flat=True))
        wanted = {Reporter.PROJECT: projects, Reporter.NGO: ngos}
        words = word_starts(text)

        def is_found(row: ReportRow) -> bool:
            if row.is_of_province:
                return all(word in search_key(row.title) for word in words)
            return row.who in wanted[Reporter(row.reporter)]

        return self.keep(is_found)


def _owned_by(text: str) -> Any:
    """Projects whose owner's name holds every word."""
    owners = Agency.objects.search(text).values("pk")
    return AidProject.objects.filter(owner__in=owners).values_list("pk", flat=True)


def said_kind(kind: str) -> str:
    """The kind of a report as filters offer it: a half-yearly one may be about either half."""
    return {ReportKind.HALF_YEAR: "Báo cáo 6 tháng"}.get(ReportKind(kind), str(ReportKind(kind).label))
