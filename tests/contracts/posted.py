"""Reads a form off a page and sends it as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Data = dict[str, list[str]]
TEXT_TYPES = {"text", "search", "email", "url", "number", "textarea", ""}


@dataclass
class PageForm:
    """A form of a page: its method, and its controls by name."""

    method: str
    action: str
    values: Data = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def with_(self, **changed: str) -> Data:
        """The data sent when some controls hold another text."""
        return self.values | {name: [text] for name, text in changed.items()}


class _Reader(HTMLParser):
    """Gathers forms; what stands in a <template> is not part of the page yet."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.form: PageForm | None = None
        self.templates = 0
        self.select = self.textarea = ""
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = {name: value or "" for name, value in attributes}
        if tag == "template":
            self.templates += 1
        if self.templates:
            return
        if tag == "form":
            self.form = PageForm(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None and hasattr(self, f"_{tag}"):
            getattr(self, f"_{tag}")(given, self.form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.templates -= 1
        elif tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.textarea and self.form is not None:
            self.form.values[self.textarea] = [self.text.removeprefix("\n")]
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text += data

    def _input(self, given: dict[str, Any], form: PageForm) -> None:
        name, kind = given.get("name"), given.get("type", "text")
        if not name or kind in {"submit", "button", "file", "reset"}:
            return
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
            return
        form.values[name] = [given.get("value", "")]
        if kind in TEXT_TYPES:
            form.texts.append(name)

    def _textarea(self, given: dict[str, Any], form: PageForm) -> None:
        self.textarea, self.text = given.get("name", ""), ""
        form.texts.append(self.textarea)

    def _select(self, given: dict[str, Any], form: PageForm) -> None:
        self.select = given.get("name", "")
        form.choices[self.select] = []

    def _option(self, given: dict[str, Any], form: PageForm) -> None:
        if not self.select:
            return
        form.choices[self.select].append(given.get("value", ""))
        if "selected" in given or self.select not in form.values:
            form.values[self.select] = [given.get("value", "")]


def forms_of(html: str) -> list[PageForm]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def main_form(html: str) -> PageForm:
    """The form that a page is about: the one that carries a token of the kit, else the last that is posted."""
    posted = [form for form in forms_of(html) if form.method == "post" and "logout" not in form.action]
    return next((form for form in posted if "form_token" in form.values), posted[-1])


def refused_names(response: Any) -> set[str]:
    """The names of the controls that a page with a refused form marks as wrong."""
    form = response.context["form"]
    names = {form.add_prefix(name) for name in form.errors}
    for rows in getattr(form, "rows", ()):
        names |= {row.add_prefix(name) for row in rows.forms for name in row.errors}
    return names
