"""Opens the product as each person can: from the start page by its links, one page of every kind, with the
demonstration data; and sends every form empty and full of signs. What came back is judged elsewhere."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import Resolver404

from aid.models import AidProject, ForeignNGO
from aid.rosters import NGO_ROSTER
from config.accounts.models import Role, User
from config.kit.writing import archive
from config.reference.actions.merges import merge, tell_apart
from config.reference.models import IssuingBody
from config.reference.rosters import AGENCY_ROSTER
from delegations.models import Delegation
from tests.contracts.posted import main_form
from tests.contracts.routes import ALL_REGISTERS, page_name
from tests.contracts.world import MAKERS, make_reports
from tests.factories.aid import make_agency, make_amendment, make_document, make_ngo
from tests.factories.delegations import make_document as make_letter

# How many addresses of one kind of page are opened: of those without a query, and of those with one.
PLAIN_EACH, ASKED_EACH = 1, 4
ON_PAPER = "export=pdf"  # one list, record or report of all: each takes seconds, and all are made alike
LONG_PAPERS = {"reports:report-file", "reports:draft-file"}
TWO_KINDS = {"office:import-batch"}  # a batch looks different while it is previewed
TAKES_AWAY = ("-archiving", "-restoring", "-remove", "-undo", "-merge")
SAMPLE = Path(__file__).parents[1] / "samples" / "so-theo-doi-vien-tro.xlsx"
SIGNS = "@@@ ### 123,4,5"
SHOWN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "label", "data-l")
UNSEEN = {"script", "style", "template"}
FOREIGN = re.compile(r"^(?!vi\b)", re.IGNORECASE)


@dataclass
class Page:
    """What a person got: who, from where, and the answer."""

    who: str
    url: str
    name: str
    status: int
    html: str
    headers: dict[str, str]
    is_sent: bool = False

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def what(self) -> str:
        return f"{self.who} {'sends' if self.is_sent else 'opens'} {self.url}"


@dataclass
class Visited:
    """Everything that was opened, and the words that the records hold."""

    pages: list[Page] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


class _Links(HTMLParser):
    """The addresses a page leads to by links and by forms that only ask."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.found.append(str(given["href"]))
        if tag == "form" and (given.get("method") or "get").lower() == "get":
            self.found.append(f"{given.get('action') or ''}?q=a")


def links_of(html: str) -> list[str]:
    reader = _Links()
    reader.feed(html)
    return reader.found


class _Text(HTMLParser):
    """What a person reads or hears: text and the attributes that are shown, foreign passages apart."""

    EMPTY = {"input", "img", "br", "hr", "meta", "link", "use", "col", "path", "rect", "line", "circle", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.stack: list[tuple[str, bool]] = []

    @property
    def is_read(self) -> bool:
        return all(is_read for _, is_read in self.stack)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        is_read = tag not in UNSEEN and not (given.get("lang") and FOREIGN.match(given["lang"]))
        if self.is_read and is_read:
            self.parts += [given[name] for name in SHOWN_ATTRIBUTES if name in given]
            is_suggestion = tag == "option" and any(above == "datalist" for above, _ in self.stack)
            if is_suggestion or (
                tag == "input" and given.get("type", "text") in {"submit", "button", "text", "search"}
            ):
                self.parts.append(given.get("value", ""))
        if tag not in self.EMPTY:
            self.stack.append((tag, is_read))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            if self.stack.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.is_read:
            self.parts.append(data)


def text_of(html: str) -> str:
    """The text of a page, one part a line."""
    reader = _Text()
    reader.feed(html)
    return "\n".join(part for part in reader.parts if part.strip())


# Crawling ---------------------------------------------------------------------


class Crawler:
    """One person's way through the product."""

    def __init__(self, who: str, client: Client) -> None:
        self.who, self.client = who, client
        self.opened: dict[tuple[str, bool], int] = {}
        self.seen: set[str] = set()

    def walk(self, start: str) -> Iterator[Page]:
        waiting = deque([start])
        while waiting:
            url = waiting.popleft()
            if not self._is_new(url):
                continue
            page = self._page(url, self.client.get(url))
            yield page
            if page.is_html:
                path = urlsplit(url).path
                waiting += [self._absolute(path, link) for link in links_of(page.html)]
            if page.status in (301, 302):
                waiting.append(page.headers["Location"])

    def send(self, page: Page) -> Iterator[Page]:
        """The form of a page, sent empty and full of signs; what asks for nothing is done at the first time."""
        if not page.is_html or "form_token" not in page.html:
            return
        form = main_form(page.html)
        for text in ("", SIGNS):
            data = form.with_(**dict.fromkeys(form.texts, text))
            answer = self._page(page.url, self.client.post(urlsplit(page.url).path, data), is_sent=True)
            yield answer
            if answer.status == 302:
                return

    def _page(self, url: str, response: Any, *, is_sent: bool = False) -> Page:
        is_text = response.headers.get("Content-Type", "").startswith("text/html")
        html = response.content.decode() if is_text else ""
        name = page_name(urlsplit(url).path)
        return Page(self.who, url, name, response.status_code, html, dict(response.headers), is_sent)

    def _absolute(self, path: str, link: str) -> str:
        link = link.partition("#")[0]
        return f"{path}{link}" if link.startswith("?") or not link else link

    def _is_new(self, url: str) -> bool:
        parts = urlsplit(url)
        if url in self.seen or parts.scheme or not parts.path.startswith("/") or parts.path.startswith("/static/"):
            return False
        self.seen.add(url)
        try:
            kind = (page_name(parts.path), bool(parts.query))
        except Resolver404:
            kind = (parts.path, False)
        if ON_PAPER in parts.query or (kind[0] in LONG_PAPERS and parts.path.endswith(".pdf")):
            kind = (ON_PAPER, False)
        self.opened[kind] = self.opened.get(kind, 0) + 1
        plain = 2 if kind[0] in TWO_KINDS else PLAIN_EACH
        return self.opened[kind] <= (ASKED_EACH if kind[1] else plain)


# The words of the records ---------------------------------------------------------

# Columns that hold keys of the program rather than words of people.
CODES = {
    "Setting.key",
    "Target.figure",
    "ImportBatch.register",
    "User.password",
    "IssuedReport.article",
    "IssuedFile.sha256",
    "FormReceipt.token",
    "FormReceipt.url",
}


def stored_words() -> set[str]:
    """Every word in a free text of a record: names of people, organisations and places may be foreign."""
    words: set[str] = set()
    for model in apps.get_models():
        if not model.__module__.startswith(("config", "aid", "delegations", "associations", "reports")):
            continue
        names = [
            one.name
            for one in model._meta.local_fields
            if isinstance(one, (models.CharField, models.TextField))
            and not one.choices
            and f"{model.__name__.removeprefix('Historical')}.{one.name}" not in CODES
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            for text in row:
                words.update(words_of(text or ""))
    return words


WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d]+)*", re.UNICODE)


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters; names of columns keep their underscores."""
    return WORD.findall(text)


def fill() -> None:
    """The demonstration with its accounts; records of every register where it has none yet."""
    call_command("seed_demo", verbosity=0)
    for register in ALL_REGISTERS:
        if not register.model._base_manager.exists():
            MAKERS[register.name](1)
    ngo = ForeignNGO.objects.active().order_by("name").first()
    make_document(ngo)
    archive(make_document(ngo, "Bản cũ.pdf"), by=None, reason="Đã có bản mới hơn")
    for delegation in Delegation.objects.active():  # whichever is opened leads to documents
        make_letter(delegation)
        archive(make_letter(delegation, "Thư cũ.pdf"), by=None, reason="Đã có bản mới hơn")
    for project in AidProject.objects.active():  # whichever is opened leads to a decision
        make_amendment(project)
    asking = User.objects.filter(role=Role.ADMIN).order_by("pk").first()
    make_reports(1, IssuingBody.objects.get(is_default=True), asking)


def look_alike() -> None:
    """Among organisations and agencies: two that look alike, two that were told apart, one merged into another."""
    for roster, make in ((NGO_ROSTER, make_ngo), (AGENCY_ROSTER, make_agency)):
        names = ("Hội Ánh Trăng", "Hội Trăng Ánh", "Hội Ánh Trăng tỉnh Lào Cai", "Quỹ Hội Ánh Trăng")
        first, _, third, merged = (make(name=name) for name in names)
        tell_apart(roster, first.pk, third.pk, by=None)
        merge(roster, first.pk, merged.pk, versions={}, reason="Nhập trùng", by=None)


def bring_in(client: Client) -> None:
    """Two workbooks in the import: one that waits for confirmation, one that was saved."""
    for is_confirmed in (True, False):
        with SAMPLE.open("rb") as workbook:
            preview = client.post("/import/", {"file": workbook}).headers["Location"]
        if is_confirmed:
            client.post(f"{preview}confirm/")


def visit() -> Visited:
    """Everything each person can open from the start page, a stranger from the sign-in page."""
    fill()
    look_alike()
    visited = Visited()
    crawlers = [Crawler("stranger", Client())]
    for role in Role.values:
        client = Client()
        user = User.objects.filter(role=role).order_by("pk").first()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        crawlers.append(Crawler(role, client))
    bring_in(crawlers[-1].client)
    for crawler in crawlers:
        opened = list(crawler.walk("/"))
        visited.pages += opened
        # What takes a record away comes last: the other acts on it are found no more afterwards.
        for page in sorted(opened, key=lambda page: (page.name.endswith("-archive"), page.name.endswith(TAKES_AWAY))):
            visited.pages += crawler.send(page)
    visited.words = stored_words()
    return visited
