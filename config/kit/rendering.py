"""How controls become HTML: as Django prints them, but a list of choices as one string.

Django renders every option of a select by a template of its own, which took a third of the time of a list with its
filters (several hundred communes and agencies).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class HouseRenderer(DjangoTemplates):
    """Prints selects by itself and leaves every other control to Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select_html(context["widget"])
        return super().render(template_name, context, request)


def select_html(widget: Mapping[str, Any]) -> SafeString:
    """A select as Django's template prints it, from the same description of the widget."""
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return SafeString(f'<select name="{name}"{_attributes(widget["attrs"])}>{groups}\n</select>')


def _group(name: Any, options: Iterable[Mapping[str, Any]]) -> str:
    inner = "".join([_option(option) for option in options])
    return f'\n  <optgroup label="{conditional_escape(name)}">{inner}\n  </optgroup>' if name else inner


def _option(option: Mapping[str, Any]) -> str:
    value = conditional_escape(str(option["value"]))
    return f'\n  <option value="{value}"{_attributes(option["attrs"])}>{conditional_escape(option["label"])}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """True is an attribute without a value, False none at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
