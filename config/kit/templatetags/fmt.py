"""Filters that write figures and dates as Vietnamese documents do."""

from typing import Any

from django import template

from config.kit import numbers, text
from config.kit.tables import show

register = template.Library()


@register.filter
def number(value: Any) -> str:
    """A count or decimal with dots: 1.234.567,89."""
    return "–" if value is None else numbers.write_number(value)


@register.filter
def usd(value: Any) -> Any:
    """Cents as dollars, decimals in a box of their own."""
    return show("usd", value)


@register.filter
def vnd(value: Any) -> Any:
    """Đồng, grouped."""
    return show("vnd", value)


@register.filter
def million_usd(value: Any) -> str:
    """Cents as millions of dollars with two decimals: 24,19."""
    return "–" if value is None else numbers.write_million_usd(value)


@register.filter
def percent(value: Any) -> str:
    """One decimal and the sign: 75,3%."""
    return numbers.write_percent(value)


@register.filter
def day(value: Any) -> Any:
    """dd/mm/yyyy, a partial date as it is known, or a moment with its hour."""
    return show("date", value)


@register.filter
def of_kind(value: Any, kind: str) -> Any:
    """A value printed as a table cell of that kind."""
    return show(kind, value)


@register.filter
def lower_first(value: Any) -> str:
    """A label inside a sentence: its first letter small, names and abbreviations as they are."""
    return text.lower_first(str(value))
