"""What issued reports hold, and what was corrected in it since (docs/rules.md, Issued periods).

A row is held by the days of its own that its model names (`locked_by`): from the first day of the report to its last,
or to the day its figures were taken where that came first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from config.kit.changes import ACTS, Change, changes_of_rows
from config.kit.locks import Hold
from config.kit.text import upper_first
from reports.models import Report

GONE = "{kind} (đã xóa)"
BY = "Báo cáo số {symbol} ngày {dated_on:%d/%m/%Y}"
# A row's record says its project too, a part its record: what a sheet of corrections names them by.
NAMED_WITH = ("project", "delegation")


@dataclass(frozen=True)
class Correction:
    """A save of a held row after the report was issued: of what, and who, when, why, field by field.

    `title` begins with what kind of row it is; `url` is empty when its record is gone.
    """

    title: str
    url: str
    change: Change


def issued_holds() -> Iterator[Hold]:
    """The days of all issued reports of any kind, the newest first. One query."""
    for report in Report.objects.issued():
        days = report.issued.counted
        yield Hold(days.start, days.end, BY.format(symbol=report.issued.symbol, dated_on=report.dated_on))


def corrections_of(report: Report) -> list[Correction]:
    """What was added, changed, archived, moved or deleted since the report was issued among the rows of its days, the
    newest first; nothing for a draft. The number of queries depends on the kinds of rows, never on their number."""
    if not report.is_issued:
        return []
    counted, since = report.issued.counted, report.issued.issued_at
    days = (counted.start, counted.end)
    found = [one for model in _held_models() for one in _corrections(model, days, since)]
    return sorted(found, key=lambda one: one.change.at, reverse=True)


def _held_models() -> Iterable[Any]:
    return [model for model in apps.get_models() if getattr(model, "locked_by", ())]


def _corrections(model: Any, days: tuple[date, date], since: datetime) -> Iterator[Correction]:
    """The saves of one kind of row after `since` that touch the days: the row lay there before or after the save."""
    owner, _, column = model.locked_by[0].rpartition("__")
    saves = model.history.model.objects
    touched = saves.filter(history_date__gt=since, id__in=_ever_in(model, owner, column, days).values("id"))
    told = changes_of_rows(model, touched.values("id"), owner=f"{owner}_id" if owner else "")
    kept = [
        (row, change)
        for row, change, before in _with_before(told)
        if change.at > since
        and (change.fields or change.act != ACTS["~"])
        and (owner or any(days[0] <= getattr(one, column) <= days[1] for one in (row, before) if one is not None))
    ]
    records = _records(model, owner, {row.id for row, _ in kept})
    for row, change in kept:
        yield _correction(model, records.get(row.id), change)


def _ever_in(model: Any, owner: str, column: str, days: tuple[date, date]) -> QuerySet[Any]:
    """The kept saves of rows that lay in the days; of a part, whose record did."""
    saves: QuerySet[Any] = model.history.model.objects.all()
    if not owner:
        return saves.filter(**{f"{column}__range": days})
    record: Any = model._meta.get_field(owner).related_model
    owners = record.history.model.objects.filter(**{f"{column}__range": days})
    return saves.filter(Q(**{f"{owner}_id__in": owners.values("id")}))


def _with_before(told: list[tuple[Any, Change]]) -> list[tuple[Any, Change, Any]]:
    """Each save with the one before it of the same row; None for the first."""
    before: dict[int, Any] = {}
    found = []
    for row, change in reversed(told):
        found.append((row, change, before.get(row.id)))
        before[row.id] = row
    return found


def _records(model: Any, owner: str, ids: set[int]) -> dict[int, Any]:
    """The rows as they stand, with what they are named with. One query."""
    named = [name for name in NAMED_WITH if any(field.name == name for field in model._meta.fields)]
    rows: dict[int, Any] = model._base_manager.select_related(*named).in_bulk(list(ids)) if ids else {}
    return rows


def _correction(model: Any, row: Any, change: Change) -> Correction:
    kind = upper_first(str(model._meta.verbose_name))
    if row is None:
        return Correction(GONE.format(kind=kind), "", change)
    if owner := model.locked_by[0].rpartition("__")[0]:
        record = getattr(row, owner)
        return Correction(f"{kind} của {record._meta.verbose_name} “{record}”", record.get_absolute_url(), change)
    if hasattr(row, "dated_on"):
        return Correction(f"{upper_first(str(row))}, “{row.project}”", row.get_absolute_url(), change)
    return Correction(f"{kind} “{row}”", row.get_absolute_url(), change)
