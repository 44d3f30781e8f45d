"""Links that keep the filters of the page."""

from typing import Any

from django import template

from config.kit.lists import query_with

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The present query string with some keys changed; an empty value drops its key."""
    return "?" + query_with(context["request"].GET, **{key: value or None for key, value in changes.items()})
