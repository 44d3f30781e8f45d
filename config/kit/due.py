"""What is to be done: kinds of work, each listed by its app in a module `due`, and the things they find.

A kind says its rule in a sentence and finds what falls under it on a day. Work with a day is due; work without one
is missing now: a row to convert, a record to complete.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from config.kit.numbers import write_number

SOON = timedelta(days=30)
TOLD_ONE_BY_ONE = 20
"""So many records that lack something are told one by one, more as one line that opens their list."""
T = TypeVar("T")


@dataclass(frozen=True)
class DueItem:
    """One thing to do: what, until when, by whom, where to do it.

    `due_on` is None for what is missing now. `tone` is "bad" (overdue), "warn" (within 30 days) or ""; `said` puts
    the distance, or what is missing, in words. `kind` and `ref` name the thing for good, on whatever day it is found.
    `person` may do it or be asked about it, and is empty where nobody is on record. `count` is the number of
    records that the line stands for.
    """

    kind: str
    ref: str
    label: str
    due_on: date | None
    url: str
    tone: str
    said: str
    person: str = ""
    count: int = 1


@dataclass(frozen=True)
class Asked:
    """What a kind is asked about: the day, the office's settings by their keys, and how many are wanted at most."""

    today: date
    settings: Mapping[str, Any]
    most: int | None = None
    _known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, read: Callable[["Asked"], T]) -> T:
        """What `read` finds, read one time for all kinds that build on it."""
        if read not in self._known:
            self._known[read] = read(self)
        found: T = self._known[read]
        return found

    def due(self, kind: str, ref: Any, label: str, due_on: date, url: str, **more: Any) -> DueItem:
        """Something with a day; `more`: person, count."""
        distance = (due_on - self.today).days
        if distance < 0:
            tone, said = "bad", f"Quá hạn {write_number(-distance)} ngày"
        else:
            tone = "warn" if due_on <= self.today + SOON else ""
            said = f"Còn {write_number(distance)} ngày" if distance else "Hôm nay là hạn"
        return DueItem(kind, str(ref), label, due_on, url, tone, said, **more)


def missing(kind: str, ref: Any, label: str, url: str, said: str, **more: Any) -> DueItem:
    """Something missing now, without a day; `more`: person, count."""
    return DueItem(kind, str(ref), label, None, url, "", said, **more)


@dataclass(frozen=True)
class DueKind:
    """A kind of work: `rule` says when something falls under it, `empty` that nothing does; `address` is the list
    where the records stand. `has_days` is False for what is missing now.

    `find` takes a fixed number of queries, however much there is.
    """

    key: str
    title: str
    rule: Callable[[Asked], str]
    empty: str
    address: Callable[[Asked], str]
    find: Callable[[Asked], Iterable[DueItem]]
    has_days: bool = True


def nearest_first(items: Iterable[DueItem], today: date) -> list[DueItem]:
    """The nearest to the day first, before or after it; what has no day keeps its order at the end."""
    items = list(items)
    dated = [(item.due_on, item) for item in items if item.due_on is not None]
    dated.sort(key=lambda pair: (abs(pair[0] - today), pair[0], pair[1].label))
    return [item for _, item in dated] + [item for item in items if item.due_on is None]


def told(items: Sequence[DueItem], together: Callable[[int], DueItem]) -> Sequence[DueItem]:
    """The items one by one, or one line for all of them when they are more than anybody reads."""
    return items if len(items) <= TOLD_ONE_BY_ONE else [together(len(items))]
