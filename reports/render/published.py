"""Figures published before, with the word that belongs to each and its source; never in a sum."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.kit.numbers import write_million_usd, write_number, write_scaled_vnd
from reports.choices import PublishedUnit
from reports.models import PublishedFigure
from reports.render.words import qualified


@dataclass(frozen=True)
class PublishedLine:
    label: str
    period: str
    value: str
    note: str
    source: str


def published_lines(rows: Iterable[PublishedFigure]) -> list[PublishedLine]:
    """Every row as it is printed: "hơn 23 triệu USD", "khoảng 5-6 tổ chức"."""
    return [PublishedLine(row.label, row.period_label, said(row), row.note, row.source) for row in rows]


def said(row: PublishedFigure) -> str:
    """The number in the words of its source."""
    number = _number(row.value_low, row.unit)
    if row.value_high is not None:
        number = f"{number}-{_number(row.value_high, row.unit)}"
    unit = {
        PublishedUnit.USD: "triệu USD" if row.value_low >= 1_000_000 else "USD",
        PublishedUnit.VND: "",
        PublishedUnit.PERCENT_PER_YEAR: "mỗi năm",
    }.get(PublishedUnit(row.unit), PublishedUnit(row.unit).label)
    return qualified(row.qualifier, f"{number} {unit}".strip()).replace(" ", "\u00a0")


def _number(value: int, unit: str) -> str:
    if unit == PublishedUnit.USD and value >= 1_000_000:
        text = write_million_usd(value * 100)
        return text.rstrip("0").rstrip(",")
    if unit == PublishedUnit.VND:
        return write_scaled_vnd(value).replace(",0 ", " ")
    return f"{write_number(value)}%" if unit == PublishedUnit.PERCENT_PER_YEAR else write_number(value)
