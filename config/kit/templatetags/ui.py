"""Components of the visual language that need more than an include."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite in base.html; decoration only, the word stands beside it."""
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.simple_tag
def pill(text: str, tone: str = "", shape: str = "dot") -> SafeString:
    """A state as shape and word."""
    return format_html('<span class="pill {}">{}{}</span>', tone, icon(shape), text)


@register.simple_tag
def product_version() -> str:
    """The version in the foot of the page; "version" in a context is that of the record in a form."""
    return str(settings.VERSION)


@register.simple_tag
def control(bound: Any, label: str = "", place: Any = "") -> SafeString:
    """The widget of a field, tied to its help, its echo and its error; `label` (and the place of its
    row) names it where no label stands."""
    described = [
        f"{bound.auto_id}_{part}"
        for part, is_there in (
            ("helptext", bound.help_text and not label),
            ("echo", echo_of(bound)),
            ("error", bound.errors),
        )
        if is_there
    ]
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if label:
        attrs["aria-label"] = f"{label}{place}"
    return SafeString(bound.as_widget(attrs=attrs))


@register.filter
def echo_of(bound: Any) -> str:
    """The currency in which what is typed is said back: a code, "field" for the one beside it, or nothing."""
    return str(bound.field.widget.attrs.get("data-echo", ""))


@register.filter
def paired_currency(bound: Any) -> Any:
    """The currency that stands beside an amount; None when the form has none."""
    amount, currency = getattr(bound.form, "money_pair", ("", ""))
    return bound.form[currency] if bound.name == amount and currency in bound.form.fields else None


@register.filter
def widget_kind(bound: Any) -> str:
    """Which drawing ui/field.html uses for a field."""
    name = bound.field.widget.__class__.__name__
    if getattr(bound.field, "is_money", False):
        return "money"
    return {
        "CheckboxInput": "checkbox",
        "RadioSelect": "choices",
        "CheckboxSelectMultiple": "choices",
        "HiddenInput": "hidden",
    }.get(name, "plain")
