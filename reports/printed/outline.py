"""The headings of one report in their order: those of the house, renamed, moved, left out or added by people.

A report stores its layout as a list of entries, each {"key", "level", "title", "is_shown"}; an empty list means
the headings of the house. Pure: no Django.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.kit.numbers import write_roman
from reports.printed.occasions import Occasion
from reports.printed.sections import HEADINGS, MARK, PIECES, Heading, Piece

ADDED = "them-"
"""Keys of headings that people added begin so; the rest is a number."""
HOUSE: Mapping[str, Heading] = {heading.key: heading for heading in HEADINGS}
HINT = "Mục do văn phòng thêm; mỗi ý một đoạn."


@dataclass(frozen=True)
class Entry:
    """A heading in the layout: its own words where people renamed it, whether it is printed."""

    heading: Heading
    title: str = ""
    is_shown: bool = True

    @property
    def key(self) -> str:
        return self.heading.key

    @property
    def is_added(self) -> bool:
        return self.key.startswith(ADDED)

    @property
    def is_main(self) -> bool:
        return self.heading.level == 2

    def words(self, occasion: Occasion) -> str:
        """Its words without the number; level 2 stands in capitals."""
        said = self.title or self.heading.words(occasion)
        return said.upper() if self.heading.level == 2 else said


@dataclass(frozen=True)
class NumberedHeading:
    """A heading as it is printed: "I. KẾT QUẢ CÔNG TÁC NĂM 2019", "2. Xây dựng tổ chức"."""

    heading: Heading
    text: str


def entries(layout: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """All headings of a layout, left out ones as well. Those of the house that a layout does not know (they came
    with a later version) stand at their own place, behind the heading before them."""
    found = [entry for stored in layout if (entry := _entry(stored)) is not None]
    known = {entry.key for entry in found}
    before = ""
    for heading in HEADINGS:
        if heading.key not in known:
            place = next((place for place, entry in enumerate(found, start=1) if entry.key == before), 0)
            found.insert(place, Entry(heading))
        before = heading.key
    return tuple(found)


def _entry(stored: Mapping[str, Any]) -> Entry | None:
    """None for a heading of the house that is gone."""
    key = str(stored.get("key", ""))
    heading = HOUSE.get(key)
    if heading is None and not key.startswith(ADDED):
        return None
    return Entry(
        heading or added_heading(key, int(stored.get("level", 3))),
        title=str(stored.get("title", "")),
        is_shown=bool(stored.get("is_shown", True)),
    )


def added_heading(key: str, level: int) -> Heading:
    """A heading that people added, with one paragraph of theirs."""
    return Heading(key, level, "Mục khác", (Piece(key, "Nội dung", hint=HINT, is_staff=True),))


def stored(found: Sequence[Entry]) -> list[dict[str, Any]]:
    """The layout as a report stores it."""
    return [
        {"key": entry.key, "level": entry.heading.level, "title": entry.title, "is_shown": entry.is_shown}
        for entry in found
    ]


def numbered(found: Sequence[Entry], occasion: Occasion) -> tuple[NumberedHeading, ...]:
    """The headings that are printed, numbered in their order; what stands under one left out is left out too."""
    printed: list[NumberedHeading] = []
    roman = arabic = 0
    is_open = True
    for entry in found:
        if entry.heading.level == 2:
            is_open = entry.is_shown
        if not (is_open and entry.is_shown):
            continue
        if entry.heading.level == 2:
            roman, arabic = roman + 1, 0
            number = write_roman(roman)
        else:
            arabic += 1
            number = str(arabic)
        printed.append(NumberedHeading(entry.heading, f"{number}. {entry.words(occasion)}"))
    return tuple(printed)


def pieces_of(found: Sequence[Entry]) -> tuple[Piece, ...]:
    """Every paragraph under the headings, in their order."""
    return tuple(piece for entry in found for piece in entry.heading.pieces)


# What people change --------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """Where people want a heading: under which main one (empty: it is one itself), at which place among its own, and
    where it stood before (0: it was not there)."""

    entry: Entry
    parent: str
    place: int
    was: int = 0


def grouped(found: Sequence[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Main headings with those under them; what stands before the first main one goes under it."""
    groups: list[tuple[Entry, list[Entry]]] = []
    early: list[Entry] = []
    for entry in found:
        if entry.is_main:
            groups.append((entry, early))
            early = []
        else:
            (groups[-1][1] if groups else early).append(entry)
    return groups


def arranged(wanted: Sequence[Placed]) -> tuple[Entry, ...]:
    """The headings in the order asked for; what stands under a main heading goes along with it."""
    under: dict[str, list[Placed]] = defaultdict(list)
    for one in wanted:
        under[one.parent].append(one)
    order = {parent: _in_places(ones) for parent, ones in under.items()}
    return tuple(entry for main in order.get("", []) for entry in (main, *order.get(main.key, [])))


def _in_places(ones: Sequence[Placed]) -> list[Entry]:
    """Those that move stand at the place they ask for, the others around them as they were."""
    found = [one.entry for one in ones if one.place == one.was]
    for one in sorted((one for one in ones if one.place != one.was), key=lambda one: one.place):
        found.insert(one.place - 1, one.entry)
    return found


def new_key(found: Sequence[Entry], kept: Mapping[str, str], more: int = 0) -> str:
    """A key that no heading and no text of the report has; `more` counts further ones given at once."""
    used = [key.removeprefix(ADDED) for key in (*(entry.key for entry in found), *kept) if key.startswith(ADDED)]
    numbers = [int(text) for text in used if text.isdecimal()]
    return f"{ADDED}{max(numbers, default=0) + 1 + more}"


# What the history says -----------------------------------------------------------


def said_layout(layout: Sequence[Mapping[str, Any]]) -> str:
    """What a layout changes in the headings of the house, in words."""
    found = entries(layout)
    said = []
    for entry in found:
        name = entry.heading.text.replace(" {heading}", "").replace(" {ahead}", "")
        if entry.is_added:
            said.append(f"thêm “{entry.title}”")
        elif entry.title:
            said.append(f"“{name}” ghi là “{entry.title}”")
        if not entry.is_shown:
            said.append(f"không in “{entry.title or name}”")
    if [entry.key for entry in found if not entry.is_added] != list(HOUSE):
        said.append("đổi thứ tự")
    return "; ".join(said) or "theo mẫu chung"


def said_texts(kept: Mapping[str, str]) -> str:
    """The texts people wrote, each behind the name of its paragraph."""
    labels = {piece.key: piece.label for piece in PIECES}
    return "; ".join(f"{labels.get(key, 'Mục khác')}: {text}" for key, text in kept.items() if not key.endswith(MARK))
