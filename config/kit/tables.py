"""Tables and facts as data: a column knows its label, its value and its kind; one renderer prints
all kinds on screen, another gives plain values for Excel and CSV.

Cells are built as strings, not by templates: a template per cell is ten times slower.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from config.kit.money import from_minor, places
from config.kit.numbers import write_number, write_percent
from config.kit.partial_dates import PartialDate

NOTHING = mark_safe('<span class="muted">–</span>')


@dataclass(frozen=True)
class Pill:
    """A state as shape and word; `tone` only repeats it in colour (ok, warn, bad, live or none).

    Without an icon it is the plain word: a state that needs no attention.
    """

    text: str
    tone: str = ""
    icon: str = "dot"


@dataclass(frozen=True)
class Link:
    """Text that opens an address."""

    text: str
    url: str


@dataclass(frozen=True)
class Column:
    """One column of a list. `kind`: text, number, usd (cents), vnd, money (amount, currency),
    percent, date, pill, link. `sort` names the ordering of an ascending sort, `url` the rows behind a value."""

    key: str
    label: str
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] = ()
    sub: Callable[[Any], str] | None = None
    is_wide: bool = False
    url: Callable[[Any], str] | None = None

    @property
    def is_figure(self) -> bool:
        return self.kind in {"number", "usd", "vnd", "money", "percent"}


@dataclass(frozen=True)
class Cell:
    """A printed cell: its HTML, its class, and the label it carries on a phone."""

    html: SafeString
    css: str
    label: str
    is_header: bool = False


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    css: str = ""


@dataclass(frozen=True)
class Table:
    """A small table on a page, printed by ui/table.html."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Sequence[Cell] | None = None
    empty: str = "Chưa có dòng nào."
    css: str = "ledger stack"
    is_caption_hidden: bool = False


@dataclass(frozen=True)
class Fact:
    """A label with its value, as printed in a detail page."""

    label: str
    value: Any
    kind: str = "text"

    @property
    def html(self) -> SafeString:
        return show(self.kind, self.value)


@dataclass(frozen=True)
class FactGroup:
    title: str
    facts: Sequence[Fact] = field(default_factory=tuple)


def money_html(value: Decimal, decimals: int) -> SafeString:
    """A figure whose units stand under each other: decimals in a box of fixed width."""
    text = write_number(value, decimals)
    whole, comma, fraction = text.partition(",")
    return format_html('{}<span class="dec">{}{}</span>', whole, comma, fraction)


def _show_usd(cents: int) -> SafeString:
    return money_html(from_minor(cents, 2), 2)


def _show_money(value: tuple[Decimal, str]) -> SafeString:
    amount, currency = value
    return format_html('{} <span class="cur">{}</span>', money_html(amount, places(currency)), currency)


def _show_pill(pill: Pill) -> SafeString:
    if not pill.icon:
        return conditional_escape(pill.text)
    return format_html(
        '<span class="pill {}"><svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>{}</span>',
        pill.tone,
        pill.icon,
        pill.text,
    )


def _show_date(value: date | datetime | PartialDate) -> SafeString:
    if isinstance(value, datetime):
        return conditional_escape(timezone.localtime(value).strftime("%H:%M %d/%m/%Y"))
    if isinstance(value, date):
        return conditional_escape(value.strftime("%d/%m/%Y"))
    return conditional_escape(str(value))


SHOW: Mapping[str, Callable[[Any], SafeString]] = {
    "text": conditional_escape,
    "number": lambda value: conditional_escape(write_number(value)),
    "usd": _show_usd,
    "vnd": lambda value: money_html(Decimal(value), 0),
    "money": _show_money,
    "percent": lambda value: conditional_escape(write_percent(value)),
    "date": _show_date,
    "pill": _show_pill,
    "link": lambda link: format_html('<a href="{}">{}</a>', link.url, link.text),
}


def show(kind: str, value: Any) -> SafeString:
    """A value as printed on the screen; a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    return SHOW[kind](value)


def plain(kind: str, value: Any) -> Any:
    """A value for a spreadsheet: numbers as numbers, words as words."""
    if value is None:
        return ""
    if kind == "usd":
        return from_minor(value, 2)
    if kind == "money":
        return value[0]
    if kind == "pill":
        return value.text
    if kind == "link":
        return value.text
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, PartialDate):
        return value.on if value.precision == "day" else str(value)
    return value


def make_row(columns: Sequence[Column], item: Any, *, url: str = "", css: str = "") -> Row:
    """Print one item; the first cell heads the row and, with `url`, opens the record."""
    cells = []
    for index, column in enumerate(columns):
        html = show(column.kind, column.value(item))
        if to := url if index == 0 and url else column.url(item) if column.url else "":
            html = format_html('<a href="{}">{}</a>', to, html)
        if column.sub is not None and (below := column.sub(item)):
            html = format_html('{}<span class="sub">{}</span>', html, below)
        cells.append(Cell(html, _css(column), column.label, is_header=index == 0))
    return Row(cells, css)


def make_total(
    columns: Sequence[Column],
    label: str,
    totals: Mapping[str, Any],
    note: str = "",
    urls: Mapping[str, str] | None = None,
) -> list[Cell]:
    """The totals line: `totals` maps a column's key to its sum, `urls` to the rows summed; the first cell says what
    is summed."""
    head = format_html('{}<span class="sub">{}</span>', label, note) if note else conditional_escape(label)
    cells = [Cell(head, "", "", is_header=True)]
    for column in columns[1:]:
        html = show(column.kind, totals.get(column.key)) if column.key in totals else mark_safe("")
        if to := (urls or {}).get(column.key):
            html = format_html('<a href="{}">{}</a>', to, html)
        cells.append(Cell(html, _css(column), column.label))
    return cells


def make_table(
    caption: str,
    columns: Sequence[Column],
    items: Iterable[Any],
    *,
    url: Callable[[Any], str] | None = None,
    **extra: Any,
) -> Table:
    """A table over loaded items; `url` gives each row's address."""
    rows = [make_row(columns, item, url=url(item) if url else "") for item in items]
    return Table(caption, columns, rows, **extra)


def _css(column: Column) -> str:
    return " ".join(
        name
        for name in (
            "n" if column.is_figure else "",
            "nb" if column.kind == "date" else "",
            "wide" if column.is_wide else "",
        )
        if name
    )
