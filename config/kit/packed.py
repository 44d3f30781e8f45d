"""Looks into a packed workbook before the reader opens it: sizes, stray cells, failed formulas.

The reader allocates every cell between the first and the last, so one stray cell far below would
take all memory; and it gives a formula that failed, or whose result the file does not hold, as an
empty cell. Both are seen here in the packed text itself.
"""

import html
import re
import zipfile
from dataclasses import dataclass, field

from config.kit.importing import NO_RESULT

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_UNPACKED = 200 * 1024 * 1024

# A cell with content, in any order of its attributes; an empty styled cell ends in "/>".
_CELL = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_FORMULA = re.compile(rb"<c ([^>]*)>(<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>|<v/>)?</c>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(r"<sheet [^>]*>")
_RELATION = re.compile(r"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')

Place = tuple[int, int]


@dataclass
class Inspection:
    """What stands in the packed file: failed formulas by sheet name and (row, column from 0)."""

    faults: dict[str, dict[Place, str]] = field(default_factory=dict)
    is_workbook: bool = False
    is_too_large: bool = False
    too_long: str = ""


def inspect(packed: zipfile.ZipFile) -> Inspection:
    """Look through the packed file. Raises what zipfile raises for a damaged one."""
    found = Inspection()
    members = {member.filename for member in packed.infolist()}
    found.is_workbook = "xl/workbook.xml" in members
    found.is_too_large = sum(member.file_size for member in packed.infolist()) > MAX_UNPACKED
    if not found.is_workbook or found.is_too_large:
        return found
    names = _sheet_names(packed, members)
    for member in sorted(members):
        if "worksheets/" in member and member.endswith(".xml"):
            _inspect_sheet(packed.read(member), names.get(member, member.rpartition("/")[2]), found)
    return found


def _inspect_sheet(text: bytes, name: str, found: Inspection) -> None:
    if any(int(row) > MAX_ROWS or column_number(letters) > MAX_COLUMNS for letters, row in _CELL.findall(text)):
        found.too_long = found.too_long or name
    elif b"<f" in text or b't="e"' in text:
        found.faults[name] = dict(filter(None, (_fault(*match.groups()) for match in _FORMULA.finditer(text))))


def _fault(attributes: bytes, formula: bytes | None, value: bytes | None) -> tuple[Place, str] | None:
    place = _REFERENCE.search(attributes)
    if place is None:
        return None
    if b't="e"' in attributes:
        told = (value or b"#N/A").decode(errors="replace")
    elif formula and not value and b't="str"' not in attributes:
        told = NO_RESULT
    else:
        return None
    return (int(place[2]) - 1, column_number(place[1]) - 1), told


def column_number(letters: bytes) -> int:
    """The number of a column from 1: A → 1, AA → 27."""
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number


def _sheet_names(packed: zipfile.ZipFile, members: set[str]) -> dict[str, str]:
    """The sheet's name by the packed file that holds it; what cannot be told is left out."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in members:
        return {}
    targets = {}
    for each in _attributes(_RELATION, packed.read(relations)):
        target = each.get("Target", "")
        targets[each.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    sheets = _attributes(_SHEET, packed.read("xl/workbook.xml"))
    return {targets.get(each.get("r:id", ""), ""): each.get("name", "") for each in sheets}


def _attributes(element: re.Pattern[str], text: bytes) -> list[dict[str, str]]:
    found = element.findall(text.decode(errors="replace"))
    return [{name: html.unescape(value) for name, value in _ATTRIBUTE.findall(each)} for each in found]
