"""What the tests over random data share: days known roughly, shares, and the lists that figures open."""

import calendar
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import strategies as st

from aid.queries.ledger import parts_of
from config.accounts.models import User
from config.kit.clock import now
from config.kit.periods import Period
from reports.facts import Facts
from reports.measures import CATALOGUE, Figure, Unit

TERM = Period(date(2015, 3, 1), date(2018, 10, 31), "kỳ thử")
AS_OF = (date(2015, 3, 1), date(2015, 12, 31), date(2016, 2, 29), date(2017, 8, 14), date(2018, 10, 31))
EDGES = [TERM.start - timedelta(days=1), *AS_OF, *(day + timedelta(days=1) for day in AS_OF)]

# Days -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A date as people know it. `on` is where it stands in time: mid-month, mid-quarter, 1 July."""

    day: date
    precision: str

    @property
    def on(self) -> date:
        middle = {
            "day": self.day,
            "month": self.day.replace(day=15),
            "quarter": date(self.day.year, (self.day.month - 1) // 3 * 3 + 2, 15),
            "year": date(self.day.year, 7, 1),
        }
        return middle[self.precision]

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day it may have been."""
        quarter = (self.day.month - 1) // 3 * 3 + 1
        months = {"month": (self.day.month, self.day.month), "quarter": (quarter, quarter + 2), "year": (1, 12)}
        if self.precision == "day":
            return self.day, self.day
        first, last = months[self.precision]
        year = self.day.year
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])

    def columns(self, name: str) -> dict[str, Any]:
        return {f"{name}_on": self.on, f"{name}_precision": self.precision}


def columns_of(known: Known | None, name: str) -> dict[str, Any]:
    return {} if known is None else known.columns(name)


days = st.integers(0, 1900).map(lambda number: date(2014, 3, 1) + timedelta(days=number)) | st.sampled_from(EDGES)
known_days = st.builds(Known, days, st.sampled_from(["day", "day", "day", "month", "quarter", "year"]))
seldom = st.sampled_from([False, False, False, True])
numbers = st.none() | st.integers(0, 2000)


def archived(is_archived: bool) -> dict[str, Any]:
    return {"archived_at": now(), "archive_reason": "Nhập trùng"} if is_archived else {}


def within(day: date | None, period: Period) -> bool:
    return day is not None and period.start <= day <= period.end


# Shares ---------------------------------------------------------------------------

Shares = list[tuple[int, Decimal | None]]


@st.composite
def shares(draw: Any, size: int) -> Shares:
    """Some of `size` keys, each with a percentage or all without; percentages add up to 100,00."""
    keys = draw(st.lists(st.integers(0, size - 1), unique=True, max_size=size))
    if not keys or draw(st.booleans()):
        return [(key, None) for key in keys]
    cuts = sorted(draw(st.sets(st.integers(1, 9999), min_size=len(keys) - 1, max_size=len(keys) - 1)))
    return [(key, Decimal(b - a) / 100) for key, a, b in zip(keys, [0, *cuts], [*cuts, 10000], strict=True)]


def divide(cents: int, given: list[tuple[Any, Decimal | None]]) -> dict[Any, int]:
    """Largest remainder written out once more, in hundredths of a per cent."""
    if len(given) == 1:
        return {given[0][0]: cents}
    if not given or given[0][1] is None:
        return {"many": cents}
    sign = -1 if cents < 0 else 1
    weights = [int(part * 100) for _, part in given if part is not None]
    parts = [abs(cents) * weight // 10000 for weight in weights]
    order = sorted(range(len(given)), key=lambda i: (-(abs(cents) * weights[i] % 10000), i))
    for i in order[: abs(cents) - sum(parts)]:
        parts[i] += 1
    return {key: sign * part for (key, _), part in zip(given, parts, strict=True)}


# What is compared -----------------------------------------------------------------

Told = int | Mapping[str, int]


def assert_told(facts: Facts, expected: Mapping[str, Told], wholes: Mapping[str, int] | None = None) -> None:
    """Every figure as it was computed apart; a breakdown adds up to its total, or its total is in `wholes`."""
    for key, told in expected.items():
        one = CATALOGUE[key]
        if isinstance(told, int):
            assert one.total(facts) == told, key
            continue
        parts = {part.key: part.value for part in one.parts(facts)}
        assert _without_zeros(parts) == _without_zeros(told), key
        whole = sum(told.values()) if one.adds_up else (wholes or {}).get(key)
        assert whole is None or one.total(facts) == whole, key


def _without_zeros(parts: Mapping[str, int]) -> dict[str, int]:
    return {key: value for key, value in parts.items() if value}


class Lists:
    """Opens lists behind figures: at each call the next few of all addresses, so that every figure has its turn."""

    def __init__(self, keys: list[str], reader: User | AnonymousUser, at_once: int) -> None:
        self.keys, self.reader, self.at_once = keys, reader, at_once
        self.opened = 0

    def assert_next(self, facts: Facts) -> None:
        wanted = [(CATALOGUE[key], *told) for key in self.keys for told in addressed(CATALOGUE[key], facts)]
        for step in range(self.at_once):
            # A step that has no part in common with any length visits all of them in time.
            one, part, url, value = wanted[(self.opened + step) * 7919 % len(wanted)]
            assert found(one, part, url, self.reader) == value, (one.key, part, url)
        self.opened += self.at_once


def addressed(one: Figure, facts: Facts) -> Iterator[tuple[str, str, int]]:
    """The addresses of a figure and of its parts, each with the key of the part and the number it stands behind."""
    if one.unit is not Unit.MEMBERS:  # the kinds of members are never one number
        yield "", one.rows(facts.period), one.total(facts)
    for part in one.parts(facts):
        yield part.key, part.url, part.value


def found(one: Figure, part: str, url: str, reader: User | AnonymousUser) -> int:
    """What the list at an address adds up to in the unit of the figure, as its own totals line says it."""
    view: Any = resolve(url.partition("?")[0]).func.view_class()  # type: ignore[attr-defined]
    request = RequestFactory().get(url)
    request.user = reader
    view.setup(request)
    filters = view.filterset_class(request.GET, queryset=view.everything(request), request=request)
    assert filters.is_valid(), (url, filters.errors)
    rows = filters.qs
    if one.unit is Unit.USD and (wanted := filters.wanted()) is not None:
        return sum(part for part in parts_of(rows, wanted).values() if part is not None)
    if one.unit is Unit.COUNTRIES:
        return int(rows.order_by().values("country").distinct().count())
    if one.unit is Unit.MEMBERS:
        return int(getattr(view.totals(rows)["sums"], part))
    column = RESULTS.get(one.key.removesuffix("_by_year")) or COLUMNS.get(one.unit)
    return int(view.totals(rows)[column] or 0) if column else int(rows.count())


# The sums of a list's totals line, by figure or by unit; other figures count the rows.
RESULTS = {
    "patient_visits": "sum_patient_visits",
    "medicine_vnd": "sum_medicine_vnd",
    "volunteers": "sum_volunteer_count",
    "volunteer_works": "sum_works_count",
    "volunteer_works_vnd": "sum_works_vnd",
}
COLUMNS = {Unit.USD: "usd", Unit.VND: "vnd", Unit.GUESTS: "persons", Unit.TRAINEES: "trainees"}


@contextmanager
def undone() -> Iterator[None]:
    """One example's rows, gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
