"""What has changed since a report was issued: row by row, and what it does to the figures.

The frozen rows are compared with the rows that count in the same days now, and the frozen figures with those of the
catalogue for the same days, so that a list of changes and its effect never speak of different times.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.kit.periods import Period
from reports.facts import gather
from reports.models import IssuedReport
from reports.printed.figures import (
    ReportFigure,
    looks_at_the_report,
    read_figures,
    report_figures,
    says_total_again,
)
from reports.printed.frozen import RULES, setting_label, settings_now
from reports.printed.frozen_rows import KINDS, PROJECTS, UNDER_ARCHIVED, UNDER_REFUSED, Field, RowKind

ADDED, REMOVED, CHANGED = "thêm", "bỏ", "sửa"
DELETED = "đã xóa"


@dataclass(frozen=True)
class FieldMove:
    """A field in words, when the report was issued and now."""

    label: str
    then: str
    now: str


@dataclass(frozen=True)
class Trace:
    """Who touched a row since, when and why."""

    at: datetime
    who: str
    reason: str


@dataclass(frozen=True)
class RowChange:
    """A row that is not what it was: `act` is one of ADDED, REMOVED, CHANGED; `why` tells why it counts no more."""

    kind: str
    name: str
    act: str
    why: str = ""
    fields: tuple[FieldMove, ...] = ()
    traces: tuple[Trace, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class FigureMove:
    """A figure (or a part of one, named by `part`) that is not what it was; numbers in words."""

    key: str
    label: str
    unit: str
    then: str
    now: str
    difference: str
    url: str = ""
    part: str = ""


@dataclass(frozen=True)
class Changes:
    """Everything that is not what it was when the report was issued."""

    rows: tuple[RowChange, ...]
    figures: tuple[FigureMove, ...]
    settings: tuple[FieldMove, ...]
    rules: FieldMove | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.figures or self.settings or self.rules)


def changes_since_issue(issued: IssuedReport) -> Changes:
    """The changes of a report over the days that it counts; a fixed number of queries."""
    period = issued.counted
    return Changes(
        rows=tuple(_row_changes(issued, period)),
        figures=tuple(figure_moves(read_figures(issued.figures), report_figures(gather(period)), period)),
        settings=tuple(_setting_moves(issued.settings)),
        rules=FieldMove("Phiên bản quy tắc", issued.rules, RULES) if issued.rules != RULES else None,
    )


def _setting_moves(then: Mapping[str, str]) -> Iterable[FieldMove]:
    for key, now in settings_now().items():
        if then.get(key, now) != now:
            yield FieldMove(setting_label(key), then[key], now)


# Figures ----------------------------------------------------------------------


def figure_moves(then: Sequence[ReportFigure], now: Sequence[ReportFigure], period: Period) -> Iterable[FigureMove]:
    """The figures that moved, in the order of the catalogue, each with the parts of it that moved.

    Figures of what the registers lack today say nothing of the report, and within one calendar year a division by
    years only says the total again: both are left out.
    """
    before = {one.key: one for one in then}
    for one in now:
        old = before.get(one.key)
        is_twice = len(period.years()) == 1 and says_total_again(one.key)
        if old is not None and looks_at_the_report(one.key) and not is_twice:
            yield from _moves(old, one)


def _moves(old: ReportFigure, now: ReportFigure) -> Iterable[FigureMove]:
    keys = dict.fromkeys([part.key for part in (*now.parts, *old.parts)])
    parts = []
    for key in keys:
        was, is_now = old.part(key), now.part(key)
        label = (is_now or was).label  # type: ignore[union-attr]
        values = (was.value if was else 0, is_now.value if is_now else 0)
        if values[0] != values[1]:
            parts.append(_move(now, *values, url=is_now.url if is_now else "", part=label))
    if old.value != now.value or parts:
        yield _move(now, old.value, now.value, url=now.url)
        yield from parts


def _move(one: ReportFigure, then: int, now: int, *, url: str, part: str = "") -> FigureMove:
    return FigureMove(one.key, one.label, one.unit, one.said(then), one.said(now), one.signed(now - then), url, part)


# Rows -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Compared:
    """A row then and now: what was frozen (None: it did not count), the stored row (None: it is gone)."""

    kind: RowKind
    pk: int
    then: Mapping[str, Any] | None
    row: Any
    is_counted: bool

    @property
    def moves(self) -> tuple[FieldMove, ...]:
        """The fields that read otherwise; all of them for a row that is new."""
        return tuple(move for _, move in self._moved())

    @property
    def is_changed(self) -> bool:
        is_moved = any(not field.is_progress for field, _ in self._moved())
        return self.then is None or not self.is_counted or is_moved

    def _moved(self) -> Iterable[tuple[Field, FieldMove]]:
        """Fields that later rules added were not frozen and cannot be compared."""
        then = self.then["fields"] if self.then is not None else {}
        for field in self.kind.fields if self.row is not None else ():
            old, new = then.get(field.key, ""), field.read(self.row)
            if old != new and (self.then is None or field.key in then):
                yield field, FieldMove(field.label, old, new)

    @property
    def why(self) -> str:
        if self.then is None or self.is_counted:
            return ""
        return DELETED if self.row is None else self.kind.gone(self.row)

    @property
    def act(self) -> str:
        return ADDED if self.then is None else CHANGED if self.is_counted else REMOVED


def _row_changes(issued: IssuedReport, period: Period) -> Iterable[RowChange]:
    frozen: dict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for row in issued.rows:
        frozen[row["kind"]][row["id"]] = row
    found = [one for kind in KINDS for one in _compared(kind, frozen[kind.key], period) if one.is_changed]
    traces = _traces(found, issued.issued_at)
    for one in found:
        yield RowChange(
            one.kind.label,
            one.then["name"] if one.then is not None else one.kind.name(one.row),
            one.act,
            one.why,
            one.moves,
            tuple(traces[one.kind.key, one.pk]),
            _url(one.row),
        )


def _compared(kind: RowKind, frozen: Mapping[int, Mapping[str, Any]], period: Period) -> Iterable[_Compared]:
    """The rows of one kind, those of the report in their order and then the new ones."""
    counted = {row.pk: row for row in kind.counted(period)}
    lost = [pk for pk in frozen if pk not in counted]
    others = {row.pk: row for row in kind.rows(period).filter(pk__in=lost)} if lost else {}
    for pk, then in frozen.items():
        yield _Compared(kind, pk, then, counted.get(pk) or others.get(pk), pk in counted)
    for pk, row in counted.items():
        if pk not in frozen:
            yield _Compared(kind, pk, None, row, True)


def _url(row: Any) -> str:
    """The page of a row, or of the project it belongs to."""
    if row is None:
        return ""
    page = row if hasattr(row, "get_absolute_url") else row.project
    return str(page.get_absolute_url())


# Who, when, why ---------------------------------------------------------------


def _traces(found: Sequence[_Compared], since: datetime) -> dict[tuple[str, int], list[Trace]]:
    """What the history keeps of the changed rows since then, the oldest first; one query per kind of row."""
    touched: dict[str, set[int]] = defaultdict(set)
    for one in found:
        touched[one.kind.key].add(one.pk)
        if project := _project_of(one):
            touched[PROJECTS.key].add(project)
    kept = {kind.key: _kept(kind, touched[kind.key], since) for kind in KINDS if touched[kind.key]}
    traces: dict[tuple[str, int], list[Trace]] = defaultdict(list)
    for one in found:
        said = [*kept[one.kind.key].get(one.pk, ())]
        if project := _project_of(one):
            said += kept[PROJECTS.key].get(project, ())
        traces[one.kind.key, one.pk] = sorted(dict.fromkeys(said), key=lambda trace: trace.at)
    return traces


def _project_of(one: _Compared) -> int:
    """The project whose change took the row out; 0 when it did not."""
    return one.row.project_id if one.why in (UNDER_ARCHIVED, UNDER_REFUSED) else 0


def _kept(kind: RowKind, pks: set[int], since: datetime) -> dict[int, list[Trace]]:
    kept: dict[int, list[Trace]] = defaultdict(list)
    for model, column in ((kind.model, "id"), *kind.parts):
        rows = model.history.filter(**{f"{column}__in": pks}, history_date__gt=since).order_by("history_id")
        for pk, *told in rows.values_list(column, "history_date", "history_user__full_name", "history_change_reason"):
            at, who, reason = told
            kept[pk].append(Trace(at.replace(second=0, microsecond=0), who or "Hệ thống", reason or ""))
    return kept
