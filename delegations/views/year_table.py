"""The table of delegations by country and kind for a year or a period."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit import exporting
from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.kit.lists import query_with
from config.kit.numbers import write_number
from config.kit.periods import Period
from config.kit.tables import Column
from delegations.choices import DelegationKind, Direction
from delegations.forms.years import PeriodForm
from delegations.permissions import DelegationPermission
from delegations.views.lists import TABS
from delegations.year_table import DirectionTable, Line, YearTable, year_table

WITHOUT_COUNTRY = "none"
"""How the list is asked for delegations without a country (filters/delegations.py)."""


@dataclass(frozen=True)
class Number:
    """A number under its head, with the list of its rows; no address for nothing."""

    head: str
    value: int
    url: str


@dataclass(frozen=True)
class ShownLine:
    """A line of the table; `note` says what the number of persons does not hold."""

    name: str
    numbers: tuple[Number, ...]
    note: str


class DelegationYears(PermissionRequired, View):
    """`?year=2019`, or `?from=…&to=…`; nothing is the present year."""

    permission_required = DelegationPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        is_asked = any(request.GET.get(name) for name in ("year", "from", "to"))
        form = PeriodForm(request.GET if is_asked else None, year_now=today().year)
        period = form.period
        found = year_table(period)
        kind = request.GET.get("export")
        if kind in {"xlsx", "csv"} and not form.errors:
            return exporting.export(kind, f"Đoàn theo nước, theo loại, {period.label}", _columns(found), _flat(found))
        context: dict[str, Any] = {
            "section": "delegations",
            "tabs": [(label, reverse(name), name == "delegations:years") for label, name in TABS],
            "list_url": reverse("delegations:delegation-list"),
            "form": form,
            "fields": [form[name] for name in form.fields],
            "period": period,
            "tables": [_shown(table, found.kinds, period) for table in found.tables if table.lines],
            "export_xlsx": query_with(request.GET, export="xlsx"),
            "export_csv": query_with(request.GET, export="csv"),
        }
        return render(request, "delegations/years.html", context)


def _shown(table: DirectionTable, kinds: tuple[str, ...], period: Period) -> dict[str, Any]:
    heads = [str(DelegationKind(kind).label) for kind in kinds]
    countries = [
        _shown_line(line, kinds, period, direction=table.direction, country=line.country_id or WITHOUT_COUNTRY)
        for line in table.lines
    ]
    return {
        "title": str(Direction(table.direction).label),
        "key": table.direction,
        "heads": [*heads, "Cộng số đoàn", "Số người"],
        "lines": countries,
        "total": _shown_line(table.total, kinds, period, direction=table.direction),
        "is_shared": table.is_shared,
    }


def _shown_line(line: Line, kinds: tuple[str, ...], period: Period, **filters: Any) -> ShownLine:
    by_kind = [
        Number(str(DelegationKind(kind).label), line.kinds.get(kind, 0), _rows(period, **filters, kind=kind))
        for kind in kinds
    ]
    everything = _rows(period, **filters)
    sums = (Number("Cộng số đoàn", line.delegations, everything), Number("Số người", line.persons, everything))
    notes = ((line.unknown, "đoàn chưa rõ số người"), (line.rough, "đoàn ghi ước chừng"))
    note = "; ".join(f"{write_number(number)} {what}" for number, what in notes if number)
    return ShownLine(line.name, (*by_kind, *sums), note)


def _rows(period: Period, **filters: Any) -> str:
    """The list of exactly the delegations that a number counts: by arrival, none cancelled or archived."""
    span = {"arrived_from": period.start.isoformat(), "arrived_to": period.end.isoformat()}
    return f"{reverse('delegations:delegation-list')}?{urlencode({'counted': 1, **filters, **span})}"


def _flat(found: YearTable) -> list[tuple[str, Line]]:
    """Both directions under one another, each with its total, as a file has them."""
    tables = [table for table in found.tables if table.lines]
    return [(str(Direction(table.direction).label), line) for table in tables for line in (*table.lines, table.total)]


def _columns(found: YearTable) -> list[Column]:
    def of_kind(kind: str) -> Column:
        return Column(kind, str(DelegationKind(kind).label), lambda row: row[1].kinds.get(kind, 0), "number")

    return [
        Column("direction", "Chiều", lambda row: row[0]),
        Column("country", "Nước, vùng lãnh thổ", lambda row: row[1].name),
        *(of_kind(kind) for kind in found.kinds),
        Column("delegations", "Cộng số đoàn", lambda row: row[1].delegations, "number"),
        Column("persons", "Số người", lambda row: row[1].persons, "number"),
        Column("unknown", "Số đoàn chưa rõ số người", lambda row: row[1].unknown, "number"),
        Column("rough", "Số đoàn ghi số người ước chừng", lambda row: row[1].rough, "number"),
    ]
