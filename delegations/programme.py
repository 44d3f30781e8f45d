"""What stands against a programme: hours that overlap, a leader, a car or an interpreter wanted twice at one time,
days outside the stay. Pure: nothing here asks the database.

Only warnings come of it. Two groups of one delegation may well work apart; the officer knows, the program does not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations
from typing import Any

from config.kit.text import fold, search_key, tidy

DAY_MINUTES = 24 * 60
MOST_SHOWN = 60
PLATE = re.compile(r"(?<!\d)\d{2} ?[a-z]{1,2}\d? ?[-–. ]? ?\d{3}[. ]?\d{1,2}")
HONORIFICS = re.compile(r"^(?:dong chi|d/c|ong|ba|anh|chi|mr|mrs|ms)\.? ")
SEVERAL = re.compile(r"[;+&/\n]| và ")
SEVERAL_PERSONS = re.compile(r"[;,+&/\n]| và ")

OWN = "Ngày {day:%d/%m/%Y}: “{first}” ({first_hours}) trùng giờ với “{second}” ({second_hours})."
SHARED = (
    "Ngày {day:%d/%m/%Y}: {what} cùng lúc với đoàn “{other}” – “{first}” ({first_hours}) và “{second}” "
    "({second_hours})."
)
LEADER = "{name} tiếp đoàn này"
VEHICLE = "{name} phục vụ đoàn này"
INTERPRETER = "phiên dịch {name} làm việc với đoàn này"
OUTSIDE = (
    "Mục “{content}” ghi ngày {day:%d/%m/%Y}, ngoài thời gian của đoàn ({stay}). Sửa ngày của mục, hoặc sửa ngày "
    "của đoàn trước."
)


# Hours --------------------------------------------------------------------------


def span_of(starts: time | None, ends: time | None) -> tuple[int, int]:
    """The minutes of the day a line takes, the last one not included: the whole day without hours, one minute for
    a beginning whose end is not known."""
    if starts is None:
        return 0, DAY_MINUTES
    first = starts.hour * 60 + starts.minute
    last = first if ends is None else ends.hour * 60 + ends.minute
    return first, max(last, first + 1)


def overlap(first: Any, second: Any) -> bool:
    """Whether two lines take the same time of the same day. One that ends when the other begins does not."""
    (a, b), (c, d) = (span_of(line.starts_at, line.ends_at) for line in (first, second))
    return bool(first.day == second.day and a < d and c < b)


def hours_of(item: Any) -> str:
    """ "08:30 – 10:00", "08:30", "cả ngày"."""
    if item.starts_at is None:
        return "cả ngày"
    return f"{item.starts_at:%H:%M}" + (f" – {item.ends_at:%H:%M}" if item.ends_at else "")


# The stay -----------------------------------------------------------------------


@dataclass(frozen=True)
class StayBounds:
    """The first and the last day a line of the programme may have; `last` None while the departure is not known."""

    first: date
    last: date | None
    text: str

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def stay_of(delegation: Any) -> StayBounds:
    """The days of a delegation, a rough end as wide as it may be: "5/2018" is the whole of May."""
    arrival, departure = delegation.arrival, delegation.departure
    if departure is not None:
        text = str(arrival) if departure == arrival else f"{arrival} – {departure}"
        return StayBounds(arrival.first, departure.last, text)
    last = None if arrival.precision == "day" else arrival.last
    return StayBounds(arrival.first, last, f"từ {arrival}" if last is None else str(arrival))


# Who and what is wanted twice -----------------------------------------------------


def person_key(text: str) -> str:
    """A person as compared: no marks, no title before the name, nothing behind a comma or a bracket."""
    name = re.split(r"[,(]| - | – ", tidy(text))[0]
    plain = fold(name)
    while found := HONORIFICS.match(plain):
        plain = plain[found.end() :]
    return plain


def persons(text: str) -> dict[str, str]:
    """The persons of a line ("Phạm Minh Châu, Lê Toàn"), by the key they are compared by; "3 phiên dịch" is nobody."""
    found = {person_key(part): tidy(part) for part in SEVERAL_PERSONS.split(text)}
    return {key: name for key, name in found.items() if key and not key[0].isdecimal()}


def vehicles(text: str) -> dict[str, str]:
    """The cars of a line by the key they are compared by: the number plate where one is written; "2 xe" is no car."""
    found: dict[str, str] = {}
    for part in SEVERAL.split(text):
        plates = PLATE.findall(fold(part))
        keys = [re.sub(r"[^0-9a-z]", "", plate) for plate in plates]
        if not keys and fold(part) and not fold(part)[0].isdecimal():
            keys = [fold(part)]
        found |= dict.fromkeys(keys, tidy(part))
    return found


def naming(leader: str, items: Iterable[Any]) -> list[Any]:
    """The lines that name a person, as who receives the guests or in what happens."""
    key = search_key(person_key(leader))
    return [item for item in items if key and key in search_key(item.counterpart, item.content)]


def received_by(leader: str, delegation: Any, items: Sequence[Any]) -> list[Any]:
    """The lines in which a leader receives a delegation: those that name the leader; where none does and the
    delegation says that the leader receives it, any of its lines may be the one."""
    is_host = bool(person_key(leader)) and person_key(delegation.host_leader) == person_key(leader)
    return naming(leader, items) or (list(items) if is_host else [])


@dataclass(frozen=True)
class Caution:
    """A sentence, and the other delegation it is about (None for one about this delegation alone)."""

    text: str
    other: Any = None


def own_overlaps(items: Sequence[Any]) -> Iterator[Caution]:
    """Lines of one delegation at one time. One for the whole day is the frame of the others and stands against none."""
    timed = [item for item in items if item.starts_at is not None]
    for first, second in combinations(timed, 2):
        if overlap(first, second):
            yield Caution(OWN.format(day=first.day, **_pair(first, second)))


def outside_stay(delegation: Any, items: Iterable[Any]) -> Iterator[Caution]:
    stay = stay_of(delegation)
    for item in items:
        if not stay.holds(item.day):
            yield Caution(OUTSIDE.format(content=item.content, day=item.day, stay=stay.text))


def shared_with(delegation: Any, items: Sequence[Any], others: Iterable[Any]) -> Iterator[Caution]:
    """What this delegation and the others want at one time. `others` are whole programmes, each line with its
    delegation; one warning for each person or car, day and other delegation."""
    programmes: dict[Any, list[Any]] = {}
    for item in others:
        programmes.setdefault(item.delegation, []).append(item)
    for other, theirs in programmes.items():
        seen = set()
        for key, what, first, second in _wanted_twice(delegation, items, other, theirs):
            if (key, first.day) not in seen:
                seen.add((key, first.day))
                text = SHARED.format(day=first.day, what=what, other=other.name, **_pair(first, second))
                yield Caution(text, other)


def _wanted_twice(ours: Any, items: Sequence[Any], other: Any, theirs: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    leaders = {person_key(name): tidy(name) for name in (other.host_leader, ours.host_leader) if person_key(name)}
    for key, name in leaders.items():
        for first, second in _at_one_time(received_by(name, ours, items), received_by(name, other, theirs)):
            yield ("leader", key), LEADER.format(name=name), first, second
    for first, second in _at_one_time(items, theirs):
        for kind, sentence, read in (("vehicle", VEHICLE, vehicles), ("interpreter", INTERPRETER, persons)):
            mine, others = read(getattr(first, kind)), read(getattr(second, kind))
            for key in sorted(mine.keys() & others.keys()):
                yield (kind, key), sentence.format(name=mine[key]), first, second


def _at_one_time(items: Sequence[Any], others: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return ((first, second) for first in items for second in others if overlap(first, second))


def _pair(first: Any, second: Any) -> dict[str, str]:
    return {
        "first": _short(first.content),
        "second": _short(second.content),
        "first_hours": hours_of(first),
        "second_hours": hours_of(second),
    }


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1].rstrip()}…"
