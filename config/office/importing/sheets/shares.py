"""Donors, sectors and places of a project, read from its row: names apart by ";"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aid.models import AidProject, PlaceShare, ProjectDonor, SectorShare
from config.kit.importing import CellRefused, read_text
from config.office.importing.known import Known
from config.office.importing.plan import CellChange, Replace
from config.office.importing.rows import RowReader
from config.reference.models import Place

Shares = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class ShareKind:
    """One kind of part: its related name, its model, the field that says what the share is of."""

    name: str
    model: type[Any]
    subject: str
    column: str

    def differs(self, project: AidProject, wanted: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the row names other subjects than the stored shares; percentages are not in the file."""
        return self._held(project) != [each[self.subject] for each in wanted] and not self._is_same_set(project, wanted)

    def _is_same_set(self, project: AidProject, wanted: Sequence[Mapping[str, Any]]) -> bool:
        held = self._held(project)
        return len(held) == len(wanted) and all(each[self.subject] in held for each in wanted)

    def _held(self, project: AidProject) -> list[Any]:
        return [getattr(share, self.subject) for share in getattr(project, self.name).all()]

    def change(self, project: AidProject, wanted: Sequence[Mapping[str, Any]], reader: RowReader) -> CellChange:
        shares = [self.model(project=project, **each) for each in wanted]
        old, new = (self._told(rows) for rows in (getattr(project, self.name).all(), shares))
        return CellChange(reader.label(self.column), old, new)

    def _told(self, shares: Any) -> str:
        told = (share if self.subject == "sector" else getattr(share, self.subject) for share in shares)
        return "; ".join(map(str, told)) or "–"

    def replace(self, project: AidProject, wanted: Sequence[Mapping[str, Any]]) -> Replace:
        return Replace(project, self.name, wanted)


SHARES = (
    ShareKind("donors", ProjectDonor, "ngo", "donors"),
    ShareKind("sector_shares", SectorShare, "sector", "sector_shares"),
    ShareKind("place_shares", PlaceShare, "place", "district"),
)


def read_shares(reader: RowReader, known: Known, *, on: date | None) -> Shares:
    """The shares that the row fills, by related name; a kind that the row leaves empty is missing."""
    found = {
        "donors": reader.read("donors", lambda value: _several(value, "ngo", known.donor)),
        "sector_shares": reader.read("sector_shares", lambda value: _several(value, "sector", known.sectors.get)),
        "place_shares": _place(reader, known, on),
    }
    return {name: wanted for name, wanted in found.items() if wanted}


def _several(value: Any, subject: str, find: Callable[[str], Any]) -> list[dict[str, Any]]:
    """One name, or several apart by ";", each once."""
    text = read_text(value, limit=1000)
    things: list[Any] = []
    for name in filter(None, (part.strip() for part in text.split(";"))):
        thing = find(name)
        if thing not in things:
            things.append(thing)
    if not things:
        raise CellRefused(f"Không đọc được tên trong “{text}”; hãy ghi lại.")
    return [{subject: thing} for thing in things]


def _place(reader: RowReader, known: Known, on: date | None) -> list[dict[str, Any]]:
    """The commune where the row names one, else the district; a commune is sought inside its district."""
    levels = Place.Level
    district = reader.named("district", lambda name: known.places.get(levels.DISTRICT, name, on=on))
    if reader.cell("commune") is None or (district is None and reader.cell("district") is not None):
        return [{"place": district}] if district is not None else []
    commune = reader.named("commune", lambda name: known.places.get(levels.COMMUNE, name, within=district, on=on))
    return [{"place": commune}] if commune is not None else []
