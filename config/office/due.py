"""The work list of the office, by kind: what is due and what is missing, narrowed to what somebody asks for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Event

from config.kit.due import SOON, DueItem, nearest_first
from config.kit.ics import NAMESPACE, ZONE, new_calendar
from reports.due import KINDS, asked_on


class When(StrEnum):
    """How far away the work is that somebody asks for."""

    ALL = ""
    OVERDUE = "overdue"
    SOON = "soon"
    MISSING = "missing"

    def holds(self, item: DueItem, today: date) -> bool:
        if self is When.ALL:
            return True
        if item.due_on is None:
            return self is When.MISSING
        return {When.OVERDUE: item.due_on < today, When.SOON: item.due_on <= today + SOON}.get(self, False)


@dataclass(frozen=True)
class DueGroup:
    """One kind of work: its rule in a sentence, what falls under it, and where the records stand."""

    key: str
    title: str
    rule: str
    items: Sequence[DueItem]
    list_url: str
    empty: str

    @property
    def number(self) -> int:
        """How many records the lines stand for."""
        return sum(item.count for item in self.items)


def due_groups(today: date, when: When = When.ALL) -> list[DueGroup]:
    """Everything to be done on the day, by kind; the number of queries does not depend on how much there is."""
    asked = asked_on(today)
    return [
        DueGroup(
            kind.key,
            kind.title,
            kind.rule(asked),
            [item for item in nearest_first(kind.find(asked), today) if when.holds(item, today)],
            kind.address(asked),
            kind.empty,
        )
        for kind in KINDS
    ]


def of_kinds(groups: Iterable[DueGroup], keys: Collection[str]) -> list[DueGroup]:
    """The groups of these kinds; all of them when none is named."""
    return [group for group in groups if not keys or group.key in keys]


# The calendar file ----------------------------------------------------------------------------------


def due_calendar(groups: Iterable[DueGroup], today: date, root: str) -> bytes:
    """What has a day, as events of whole days; `root` begins the addresses, as in "https://union.example".

    An event is named for good by what is to be done: a file imported again replaces the events of the first. It is
    stamped with the beginning of the day, so that the same data give the same bytes.
    """
    stamp = datetime.combine(today, time(), ZoneInfo(ZONE))
    calendar = new_calendar("Việc đến hạn", "Việc đến hạn")
    for group in groups:
        for item in group.items:
            if item.due_on is not None:
                calendar.add_component(_event(group, item, item.due_on, stamp, root))
    return bytes(calendar.to_ical())


def _event(group: DueGroup, item: DueItem, due_on: date, stamp: datetime, root: str) -> Event:
    event = Event()
    event.add("uid", f"viec-{item.kind}-{item.ref}@{NAMESPACE}")
    event.add("dtstamp", stamp.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    # A deadline keeps nobody busy all day.
    event.add("transp", "TRANSPARENT")
    event.add("summary", item.label)
    lines = (("Việc", group.title), ("Đầu mối", item.person))
    event.add("description", "\n".join(f"{label}: {text}" for label, text in lines if text))
    event.add("url", f"{root}{item.url}")
    return event
