"""Days that something issued holds: a row of such a day is still changed, but says why.

The kit knows no reports. An app above registers what holds days when it is ready; a model names in `locked_by` the
days of its own that may be held; config.kit.writing keeps the rule (docs/rules.md, Issued periods).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.kit.text import upper_first

HELD = "{what} thuộc kỳ của {by} đã ban hành."
AND_OTHERS = "{by} và {count} báo cáo khác"
ASKED = "Ghi lý do điều chỉnh; lý do được lưu vào lịch sử và danh sách điều chỉnh của báo cáo."
REASON_LABEL = "Lý do điều chỉnh"

# Of a stored row: what moves without anybody changing what the row says.
SILENT = frozenset({"version", "search_key"})


@dataclass(frozen=True)
class Hold:
    """The days from `start` to `end`, both held, and by what: "Báo cáo số 12/BC-LHHN ngày 15/01/2016"."""

    start: date
    end: date
    by: str


Holder = Callable[[], Iterable[Hold]]

_holders: list[Holder] = []
_kept: ContextVar[list[tuple[Hold, ...]] | None] = ContextVar("kept_holds", default=None)


def register(holder: Holder) -> None:
    """Ask `holder` for days from now on. It answers with one query, the newest first."""
    if holder not in _holders:
        _holders.append(holder)


def unregister(holder: Holder) -> None:
    """Ask it no more; nothing happens to one that was never registered."""
    if holder in _holders:
        _holders.remove(holder)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the holders are asked once at most, however many rows are written; in another one nothing changes."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def holds() -> tuple[Hold, ...]:
    """All held days, as the holders give them. One query a holder."""
    kept = _kept.get()
    if kept:
        return kept[0]
    found = tuple(hold for holder in _holders for hold in holder())
    if kept is not None:
        kept.append(found)
    return found


def held_by(days: Iterable[date]) -> str:
    """What holds one of the days, the newest by its name and the others by their number; "" when nothing does."""
    asked = tuple(days)
    found = [hold.by for hold in holds() if any(hold.start <= day <= hold.end for day in asked)]
    if not found:
        return ""
    return found[0] if len(found) == 1 else AND_OTHERS.format(by=found[0], count=len(found) - 1)


def told(row: Any) -> str:
    """The sentence on a row whose days are held; "" for a free one. At most one query."""
    days = days_of(row)
    return told_of(f"{_what(row)} này", days) if days else ""


def told_of(what: str, days: Iterable[date]) -> str:
    """The same about anything of these days: "Quý III năm 2016 thuộc kỳ của …"."""
    by = held_by(days)
    return HELD.format(what=upper_first(what), by=by) if by else ""


@read_once()
def refusal(rows: Iterable[Any], *, are_going: bool = False) -> str:
    """The sentence on the first of the rows that says something else than before while a day of it, old or new, is
    held; "" when all are free. `are_going` for rows that will be deleted.

    No query for rows that no days lock, one for the holders, and one a model for what is stored where any day is held.
    """
    lockable = [row for row in rows if days_of(row)]
    if not lockable or not holds():
        return ""
    stored = {} if are_going else _stored(lockable)
    for row in lockable:
        before = stored.get((type(row), row.pk))
        if before is not None and not _differs(before, row):
            continue
        was = before if before is not None and not _is_part(row) else None
        if sentence := told(row) or (told(was) if was is not None else ""):
            return sentence
    return ""


def days_of(row: Any) -> tuple[date, ...]:
    """The days of a row that may be held; none for a model that no days lock."""
    days = (_of(row, path) for path in getattr(type(row), "locked_by", ()))
    return tuple(day for day in days if day is not None)


def _is_part(row: Any) -> bool:
    """Whether its day is that of the record it belongs to; that one is asked for its former day when it is saved."""
    return "__" in type(row).locked_by[0]


def _of(row: Any, path: str) -> date | None:
    """The day at the end of a path like "delegation__arrival_on"."""
    *owners, name = path.split("__")
    for owner in owners:
        row = getattr(row, owner)
    day: date | None = row._meta.get_field(name).to_python(getattr(row, name))
    return day


def _what(row: Any) -> str:
    """What the sentence speaks of: the record whose day is held, for a part the record it belongs to."""
    *owners, _ = type(row).locked_by[0].split("__")
    for owner in owners:
        row = getattr(row, owner)
    return str(row._meta.verbose_name)


def _stored(rows: Sequence[Any]) -> dict[tuple[Any, Any], Any]:
    """The rows as they are stored, by model and key. One query a model."""
    wanted: dict[Any, list[Any]] = {}
    for row in rows:
        if row.pk is not None:
            wanted.setdefault(type(row), []).append(row.pk)
    return {(model, pk): row for model, keys in wanted.items() for pk, row in model._base_manager.in_bulk(keys).items()}


def _differs(before: Any, row: Any) -> bool:
    fields = (field for field in row._meta.concrete_fields if field.name not in SILENT)
    return any(getattr(before, field.attname) != getattr(row, field.attname) for field in fields)
