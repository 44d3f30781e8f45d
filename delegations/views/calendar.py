"""The calendar of delegations: a month as a grid, a year as bars."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.kit.partial_dates import EARLIEST_YEAR, LATEST_YEAR
from delegations.calendar import (
    Cell,
    Stay,
    grid_span,
    in_order,
    month_span,
    next_month,
    runs_of,
    stay_of,
    weeks_of,
)
from delegations.choices import Direction
from delegations.models import Delegation
from delegations.permissions import DelegationPermission
from delegations.queries import arrived_by, staying_from
from delegations.views.lists import TABS
from delegations.views.words import countries_of, headcount_of, time_of

UNREADABLE = "Chưa đọc được “{text}”. Ghi tháng như 12/2019 hoặc năm như 2019, từ 1900 đến 2100. Đang xem tháng này."
WEEKDAYS = (
    ("T2", "Thứ Hai"),
    ("T3", "Thứ Ba"),
    ("T4", "Thứ Tư"),
    ("T5", "Thứ Năm"),
    ("T6", "Thứ Sáu"),
    ("T7", "Thứ Bảy"),
    ("CN", "Chủ Nhật"),
)
MONTHS = range(1, 13)
LEAST_WIDTH = 3
"""Days that a bar of the year is wide at least, so that a visit of one day is seen."""


@dataclass(frozen=True)
class Entry:
    """A delegation as the calendar names it; `when` is its time as exactly as it is known."""

    name: str
    url: str
    when: str
    more: str
    is_out: bool


@dataclass(frozen=True)
class Bar:
    """Part of a row of the grid: an empty day, or a delegation over `days` days and how it goes on."""

    days: int
    entry: Entry | None = None
    since: str = ""
    until: str = ""
    css: str = ""


@dataclass(frozen=True)
class Loaded:
    """The delegations that may be here between two days: those with known days, and the rest, that stand below
    the grid, each with the first and the last day on which it may be here."""

    stays: Sequence[Stay]
    entries: Mapping[int, Entry]
    rough: Sequence[tuple[Entry, date, date]]

    def rough_in(self, first: date, last: date) -> list[Entry]:
        """Those without known days that may be here between the two days, both included."""
        return [entry for entry, comes, goes in self.rough if comes <= last and goes >= first]


def load(user: Any, first: date, last: date) -> Loaded:
    """All delegations that count and may be here between the two days; two queries, however many they are."""
    found = Delegation.objects.visible_to(user).counted().filter(staying_from(first), arrived_by(last)).for_calendar()
    stays: list[Stay] = []
    rough: list[tuple[Entry, date, date]] = []
    entries: dict[int, Entry] = {}
    for record in found:
        entry = entries[record.pk] = _entry(record)
        stay = stay_of(record.pk, record.arrival, record.departure)
        if stay is None:
            rough.append((entry, record.arrival.first, (record.departure or record.arrival).last))
        else:
            stays.append(stay)
    return Loaded(stays, entries, rough)


def _entry(record: Delegation) -> Entry:
    people = headcount_of(record) and f"{headcount_of(record)} người"
    more = " · ".join(part for part in (countries_of(record), people) if part)
    return Entry(record.name, record.get_absolute_url(), time_of(record), more, record.direction == Direction.OUT)


class DelegationCalendar(PermissionRequired, View):
    """`?month=2019-12` (or 12/2019) is a month, `?year=2019` a year, nothing the present month."""

    permission_required = DelegationPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        asked, year = request.GET.get("month", "").strip(), request.GET.get("year", "").strip()
        now = today()
        if asked and (month := read_month(asked)):
            return self.month(*month, now)
        if year and not asked and (number := _read_year(year)):
            return self.year(number, now)
        text = asked or year
        return self.month(now.year, now.month, now, UNREADABLE.format(text=text[:20]) if text else "")

    def month(self, year: int, month: int, now: date, notice: str = "") -> HttpResponse:
        first, last = month_span(year, month)
        loaded = load(self.request.user, *grid_span(year, month))
        here = [stay for stay in loaded.stays if stay.touches(first, last)]
        weeks = [
            {
                "days": [_day(day, month, now) for day in week.days],
                "lanes": [_bars(lane, loaded) for lane in week.lanes],
            }
            for week in weeks_of(year, month, loaded.stays)
        ]
        runs = [
            {"when": _span(run.first, run.last), "entries": _named(run.stays, loaded)}
            for run in runs_of(first, last, here)
        ]
        before, after = next_month(year, month, -1), next_month(year, month)
        context = {
            "heading": f"Lịch đoàn tháng {month}/{year}",
            "weekdays": WEEKDAYS,
            "weeks": weeks,
            "runs": runs,
            "rough": loaded.rough_in(first, last),
            "found": len(here),
            "asked": f"{month:02d}/{year}",
            "previous": _month_link(before),
            "following": _month_link(after),
            "year_url": f"?year={year}",
            "year": year,
        }
        return self.show("delegations/calendar_month.html", now, context | {"notice": notice})

    def year(self, year: int, now: date) -> HttpResponse:
        first, last = date(year, 1, 1), date(year, 12, 31)
        loaded = load(self.request.user, first, last)
        context = {
            "heading": f"Lịch đoàn năm {year}",
            "months": list(_months(year, loaded)),
            "month_numbers": MONTHS,
            "ticks": [(date(year, month, 1) - first).days for month in MONTHS[1:]],
            "length": (last - first).days + 1,
            "rough": loaded.rough_in(first, last),
            "found": len(loaded.stays),
            "asked": str(year),
            "previous": _year_link(year - 1),
            "following": _year_link(year + 1),
        }
        return self.show("delegations/calendar_year.html", now, context)

    def show(self, template: str, now: date, context: dict[str, Any]) -> HttpResponse:
        shared = {
            "section": "delegations",
            "tabs": [(label, reverse(name), name == "delegations:calendar") for label, name in TABS],
            "list_url": reverse("delegations:delegation-list"),
            "today": now,
        }
        return render(self.request, template, shared | context)


def read_month(text: str) -> tuple[int, int] | None:
    """ "2019-12", "12/2019" or "12-2019" as year and month; None for anything else."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})|([0-9]{1,2})[/-]([0-9]{4})", text)
    if found is None:
        return None
    year, month = int(found[1] or found[4]), int(found[2] or found[3])
    return (year, month) if EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 else None


def _read_year(text: str) -> int | None:
    year = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _month_link(month: tuple[int, int]) -> dict[str, str] | None:
    year, number = month
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return {"url": f"?month={year}-{number:02d}", "label": f"Tháng {number}/{year}"}


def _year_link(year: int) -> dict[str, str] | None:
    return {"url": f"?year={year}", "label": f"Năm {year}"} if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _day(day: date, month: int, now: date) -> dict[str, Any]:
    text = str(day.day) if day.month == month else f"{day.day}/{day.month}"
    return {"text": text, "is_outside": day.month != month, "is_today": day == now}


def _bars(lane: Sequence[Cell], loaded: Loaded) -> list[Bar]:
    return [_bar(cell, loaded) for cell in lane]


def _bar(cell: Cell, loaded: Loaded) -> Bar:
    if cell.stay is None:
        return Bar(1)
    entry = loaded.entries[cell.stay.key]
    flags = {"out": entry.is_out, "begins": cell.begins, "ends": cell.ends and not cell.stay.is_open}
    return Bar(
        cell.days,
        entry,
        since="" if cell.begins else f"từ {cell.stay.first:%d/%m}",
        until=_until(cell),
        css=" ".join(name for name, holds in flags.items() if holds),
    )


def _until(cell: Cell) -> str:
    if cell.stay is None or (cell.ends and not cell.stay.is_open):
        return ""
    return "chưa rõ ngày rời đi" if cell.stay.is_open else f"đến {cell.stay.last:%d/%m}"


def _span(first: date, last: date) -> str:
    """ "Thứ Hai 02/12", or "Thứ Hai 02/12 – Thứ Tư 04/12"."""
    return " – ".join(f"{WEEKDAYS[day.weekday()][1]} {day:%d/%m}" for day in dict.fromkeys((first, last)))


def _named(stays: Sequence[Stay], loaded: Loaded) -> list[Entry]:
    return [loaded.entries[stay.key] for stay in stays]


def _months(year: int, loaded: Loaded) -> Iterator[dict[str, Any]]:
    """The delegations of a year by the month in which they are first here; every month is named."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: dict[int, list[dict[str, Any]]] = {month: [] for month in MONTHS}
    for stay in in_order(loaded.stays):
        start, end = max(stay.first, first), min(stay.last, last)
        width = max((end - start).days + 1, LEAST_WIDTH)
        bar = {"x": min((start - first).days, (last - first).days + 1 - width), "width": width}
        rows[start.month].append({"entry": loaded.entries[stay.key], **bar})
    for month in MONTHS:
        yield {"number": month, "url": f"?month={year}-{month:02d}", "rows": rows[month]}
