"""The form of a report's headings: each may be renamed, moved among its own, left out; new ones may be added."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from config.kit.fields import NumberField, TidyCharField
from config.kit.forms import RecordForm
from config.kit.numbers import write_roman
from reports.models import Report
from reports.printed.outline import (
    ADDED,
    Entry,
    Placed,
    added_heading,
    arranged,
    entries,
    grouped,
    new_key,
    numbered,
    stored,
)

LONGEST, MOST_PLACES = 200, 99
LAST = MOST_PLACES + 1
NEW = ("moi-1", "moi-2")
"""Keys of the empty rows in which a heading is added."""
MAIN = "Mục lớn (I, II, …)"
NO_TITLE = "Ghi tên của mục mới, hoặc để trống cả dòng."
HOLDS_TEXT = (
    "Mục “{name}” còn đoạn văn. Bỏ dấu In để không in mục này, hoặc xóa đoạn văn ở trang Sửa lời văn rồi mới xóa mục."
)
HOLDS_OTHERS = "Mục “{name}” còn mục con. Chuyển các mục con sang mục khác, hoặc bỏ dấu In để không in mục này."
PLACE, TITLE, SHOWN, PARENT = "thu-tu", "ten", "in", "thuoc"


@dataclass(frozen=True)
class Line:
    """A heading in the editor: its number and words as printed, and its fields."""

    number: str
    is_main: bool
    place: BoundField
    title: BoundField
    shown: BoundField | None = None
    parent: BoundField | None = None


class OutlineForm(RecordForm):
    """Fields carry the key of their heading: "thu-tu-I-2", "ten-I-2", "in-I-2", "thuoc-them-1"."""

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.found = entries(self.instance.layout)
        self.groups = grouped(self.found)
        self.occasion = self.instance.occasion
        self.parents: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.mains = [
            (main.key, f"{write_roman(number)}. {self.words_of(main)}")
            for number, (main, _) in enumerate(self.groups, start=1)
        ]
        for number, (main, under) in enumerate(self.groups, start=1):
            self._add(main, "", number)
            for place, entry in enumerate(under, start=1):
                self._add(entry, main.key, place)
        for key in NEW:
            self._add_new(key)
        self.dress(self.options)

    def _add(self, entry: Entry, parent: str, place: int) -> None:
        key, words = entry.key, self.words_of(entry)
        self.parents[key], self.places[key] = parent, place
        self._put(PLACE, key, _place(f"Thứ tự của mục “{words}”"), place)
        self._put(TITLE, key, _title(f"Tên của mục “{words}”"), words)
        shown = forms.BooleanField(label=f"In mục “{words}”", required=False)
        self._put(SHOWN, key, shown, entry.is_shown)
        if entry.is_added and not entry.is_main:
            self._put(PARENT, key, _parent(f"“{words}” thuộc mục", self.mains, is_required=True), parent)

    def _add_new(self, key: str) -> None:
        self._put(PLACE, key, _place("Thứ tự của mục mới", is_required=False), None)
        self._put(TITLE, key, _title("Tên của mục mới"), "")
        self._put(PARENT, key, _parent("Mục mới thuộc mục", [*self.mains, ("", MAIN)]), self.mains[0][0])

    def _put(self, kind: str, key: str, field: forms.Field, value: Any) -> None:
        self.fields[f"{kind}-{key}"] = field
        self.initial[f"{kind}-{key}"] = value

    def words_of(self, entry: Entry) -> str:
        """The words of a heading as people write them: capitals are the printer's."""
        return entry.title or entry.heading.words(self.occasion)

    # What was sent --------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for entry in self.found:
            if entry.is_added and not cleaned.get(f"{TITLE}-{entry.key}"):
                self._check_removal(entry, cleaned)
        for key in NEW:
            if cleaned.get(f"{PLACE}-{key}") is not None and not cleaned.get(f"{TITLE}-{key}"):
                self.add_error(f"{TITLE}-{key}", NO_TITLE)
        return cleaned

    def _check_removal(self, entry: Entry, cleaned: Mapping[str, Any]) -> None:
        """An added heading without a name goes; not while something stands under it."""
        name, field = self.words_of(entry), f"{TITLE}-{entry.key}"
        if entry.key in self.instance.paragraphs:
            self.add_error(field, HOLDS_TEXT.format(name=name))
        elif any(self._parent_of(key, cleaned) == entry.key for key in (*self.parents, *NEW)):
            self.add_error(field, HOLDS_OTHERS.format(name=name))

    def _parent_of(self, key: str, cleaned: Mapping[str, Any]) -> str:
        """The main heading above; none for a line that is empty or to go."""
        if key.startswith((ADDED, *NEW)) and not cleaned.get(f"{TITLE}-{key}"):
            return ""
        return str(cleaned.get(f"{PARENT}-{key}", self.parents.get(key, "")))

    def layout(self) -> list[dict[str, Any]]:
        """The layout to store; empty when the headings are those of the house."""
        kept = [placed for entry in self.found if (placed := self._placed(entry)) is not None]
        added = [
            self._new(key, number)
            for number, key in enumerate(key for key in NEW if self.cleaned_data[f"{TITLE}-{key}"])
        ]
        wanted = stored(arranged([*kept, *added]))
        return [] if wanted == stored(entries(())) else wanted

    def _placed(self, entry: Entry) -> Placed | None:
        """Where an entry is wanted; None when it is to go."""
        key, asked = entry.key, self.cleaned_data
        title = asked[f"{TITLE}-{key}"]
        if entry.is_added and not title:
            return None
        is_house = not entry.is_added and title == entry.heading.words(self.occasion)
        parent = self._parent_of(key, asked)
        return Placed(
            Entry(entry.heading, title="" if is_house else title, is_shown=asked[f"{SHOWN}-{key}"]),
            parent,
            asked[f"{PLACE}-{key}"],
            was=self.places[key] if parent == self.parents[key] else 0,
        )

    def _new(self, field: str, number: int) -> Placed:
        asked = self.cleaned_data
        parent, place = asked[f"{PARENT}-{field}"], asked[f"{PLACE}-{field}"]
        key = new_key(self.found, self.instance.paragraphs, number)
        heading = added_heading(key, 3 if parent else 2)
        return Placed(Entry(heading, title=asked[f"{TITLE}-{field}"]), parent, LAST if place is None else place)

    # What is shown --------------------------------------------------------------

    @property
    def lines(self) -> list[Line]:
        """The headings in their order, each with its fields."""
        printed = {one.heading.key: one.text.partition(" ")[0] for one in numbered(self.found, self.occasion)}
        order = [entry for main, under in self.groups for entry in (main, *under)]
        return [self._line(entry.key, printed.get(entry.key, "không in"), entry.is_main) for entry in order]

    @property
    def new_lines(self) -> list[Line]:
        return [self._line(key, "", False) for key in NEW]

    def _line(self, key: str, number: str, is_main: bool) -> Line:
        return Line(
            number,
            is_main,
            self[f"{PLACE}-{key}"],
            self[f"{TITLE}-{key}"],
            self[f"{SHOWN}-{key}"] if f"{SHOWN}-{key}" in self.fields else None,
            self[f"{PARENT}-{key}"] if f"{PARENT}-{key}" in self.fields else None,
        )


def _place(label: str, *, is_required: bool = True) -> NumberField:
    return NumberField(label=label, lowest=1, highest=MOST_PLACES, required=is_required)


def _title(label: str) -> TidyCharField:
    return TidyCharField(label=label, max_length=LONGEST, required=False)


def _parent(label: str, mains: Any, *, is_required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(mains), required=is_required)
