"""The form of a programme: one row a line, typed from top to bottom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from config.kit.fields import DayField, TidyCharField
from config.kit.forms import MOST_ROWS, PartForm, Parts, RecordForm, composed
from config.kit.text import tidy
from delegations.actions.programme import END_ALONE, ENDS_FIRST
from delegations.forms.times import TimeField
from delegations.models import Delegation, ProgrammeItem
from delegations.programme import OUTSIDE, StayBounds, stay_of

PREFIX = "programme"
NEW_ROWS = 3
ENGLISH = ("content_en", "place_en")
TYPED = ("ends_at", "content", "place", "counterpart", "in_charge", "vehicle", "interpreter", *ENGLISH)
"""What a person writes; the day and the beginning of a new row may be proposals nobody has touched."""


def line(label: str, length: int, **kwargs: Any) -> TidyCharField:
    return TidyCharField(label=label, max_length=length, required=False, **kwargs)


class ItemForm(PartForm):
    """One line. Its day must lie in the stay, which the form of the whole programme tells it."""

    stay: StayBounds | None = None

    day = DayField(label="Ngày")
    starts_at = TimeField(label="Từ giờ", required=False)
    ends_at = TimeField(label="Đến giờ", required=False)
    content = TidyCharField(label="Nội dung", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    place = line("Địa điểm", 200)
    counterpart = line("Thành phần, người tiếp", 250)
    in_charge = line("Người phụ trách", 150)
    vehicle = line("Xe", 60)
    interpreter = line("Phiên dịch", 100)
    content_en = line("Nội dung bằng tiếng Anh", 500)
    place_en = line("Địa điểm bằng tiếng Anh", 200)

    class Meta:
        model = ProgrammeItem
        fields = ["day", "starts_at", "ends_at", *TYPED[1:]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, starts, ends = (cleaned.get(name) for name in ("day", "starts_at", "ends_at"))
        content = cleaned.get("content", "")
        if ends is not None and starts is None and "starts_at" not in self.errors:
            self.add_error("starts_at", END_ALONE.format(content=content))
        elif ends is not None and starts is not None and ends < starts:
            self.add_error("ends_at", ENDS_FIRST.format(content=content, starts=starts, ends=ends))
        if day is not None and self.stay is not None and not self.stay.holds(day):
            self.add_error("day", OUTSIDE.format(content=content, day=day, stay=self.stay.text))
        return cleaned

    @property
    def has_english(self) -> bool:
        """Whether the folded part holds something."""
        return any(self[name].value() for name in ENGLISH)

    @property
    def has_wrong_english(self) -> bool:
        """Whether the folded part must stand open."""
        return any(self[name].errors for name in ENGLISH)


class ProgrammeForm(RecordForm):
    """All lines of one delegation, and nothing else of it."""

    parts = (Parts(PREFIX, ItemForm, "Chương trình làm việc", extra=NEW_ROWS),)
    is_counted = False

    class Meta:
        model = Delegation
        fields: Sequence[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        stay = stay_of(kwargs["instance"])
        first_day = f"{stay.first:%d/%m/%Y}"
        data = composed(data)
        if data is not None:
            follow_rows_above(data, first_day)
        super().__init__(data, *args, **kwargs)
        for form in self.items.forms:
            form.stay = stay
        if data is None:
            self._propose(first_day if self.instance.arrival.precision == "day" else "")

    @property
    def items(self) -> Any:
        return self.rows[0]

    def _propose(self, first_day: str) -> None:
        """The first empty row goes on where the last line ends."""
        last = next(reversed(self.items.initial_forms), None)
        proposed = {"day": last.initial["day"], "starts_at": last.initial["ends_at"]} if last else {"day": first_day}
        for form in self.items.extra_forms[:1]:
            form.initial = proposed


# Rows as posted -------------------------------------------------------------------


def follow_rows_above(data: Any, first_day: str) -> None:
    """In posted data: a new row that holds proposals only is emptied, one without a day gets the day above it."""
    day, ends = first_day, ""
    for prefix in _prefixes(data):
        typed = {name: tidy(data.get(f"{prefix}-{name}", "")) for name in ("day", "starts_at", *TYPED)}
        is_new = not data.get(f"{prefix}-id")
        if is_new and _is_untouched(typed, day, ends):
            data[f"{prefix}-day"] = data[f"{prefix}-starts_at"] = ""
            continue
        if is_new and not typed["day"]:
            data[f"{prefix}-day"] = typed["day"] = day
        day, ends = typed["day"] or day, typed["ends_at"]


def _is_untouched(typed: Mapping[str, str], day: str, ends: str) -> bool:
    is_proposal = typed["day"] in {"", day} and typed["starts_at"] in {"", ends}
    return is_proposal and not any(typed[name] for name in TYPED)


def add_rows(data: Any, rows: Sequence[Mapping[str, str]]) -> int:
    """Write pasted rows into posted data, behind the last row with something in it; returns how many found room."""
    free = 0
    for number, prefix in enumerate(_prefixes(data), start=1):
        if data.get(f"{prefix}-id") or any(tidy(data.get(f"{prefix}-{name}", "")) for name in TYPED):
            free = number
    added = list(rows[: MOST_ROWS - free])
    for number, row in enumerate(added, start=free):
        for name in ("day", "starts_at", *TYPED):
            data[f"{PREFIX}-{number}-{name}"] = row.get(name, "")
    total = max(_total(data), free + len(added))
    data[f"{PREFIX}-TOTAL_FORMS"] = str(min(total, MOST_ROWS))
    return len(added)


def _prefixes(data: Any) -> Iterator[str]:
    return (f"{PREFIX}-{number}" for number in range(min(_total(data), MOST_ROWS)))


def _total(data: Any) -> int:
    text = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
