"""A real browser before the running product. Every journey fails on a request to another machine, on an error in
the console, and on anything the content security policy had to stop."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import PASSWORD

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 15_000  # milliseconds; two slow cores may be busy with other tests

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for all journeys.

    Its driver keeps an event loop in this thread, and beside a loop Django hands out another connection: it
    gets what the first one knows, the reference data that each journey starts with.
    """
    if not os.path.exists(CHROMIUM):
        pytest.skip(f"{CHROMIUM} is not installed")
    reference_data = connections["default"]._test_serialized_contents  # type: ignore[attr-defined]
    with sync_playwright() as playwright:
        connections["default"]._test_serialized_contents = reference_data  # type: ignore[attr-defined]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
        # PostgreSQL drops the tests' database only when nobody holds a connection to it.
        connections.close_all()


class Gate:
    """Lets one request at a time into the product, and none between two journeys.

    The embedded database of the tests is one connection for all threads. Two of them in it at once can wait for
    each other for ever: one is inside the database and wants the interpreter for a collation, the other has the
    interpreter and wants the database.
    """

    def __init__(self, application: Any) -> None:
        self.application, self.turn, self.is_open = application, Lock(), False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.turn:
            if not self.is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return [b""]
            answer = self.application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                close = getattr(answer, "close", None)
                if close is not None:
                    close()

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        """Waits for the request that is under way."""
        with self.turn:
            self.is_open = False


@pytest.fixture(scope="session")
def live_server(chromium: Browser, live_server: Any) -> Any:
    """The product on a free port; started after the browser, so that both sides use one connection."""
    return live_server


@pytest.fixture(scope="session")
def gate(live_server: Any) -> Gate:
    """The gate in front of the product."""
    server = live_server.thread.httpd
    gate = Gate(server.get_app())
    server.set_app(gate)
    return gate


@dataclass
class Watch:
    """What went wrong in any page of a journey."""

    home: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("request", lambda request: self._is_ours(request.url))
        page.on("console", lambda message: message.type == "error" and self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on(
            "response", lambda answer: answer.status >= 400 and self.faults.append(f"{answer.status}: {answer.url}")
        )

    def _is_ours(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "about:", "blob:")):
            self.faults.append(f"asks another machine: {url}")


SignIn = Callable[..., Page]


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    found = Watch(live_server.url)
    yield found
    assert found.faults == []


@pytest.fixture
def browser_of(
    chromium: Browser, live_server: Any, gate: Gate, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of one's own: its cookies are nobody else's."""
    opened: list[BrowserContext] = []
    gate.open()

    def make(viewport: dict[str, int] = DESK) -> BrowserContext:
        context = chromium.new_context(viewport=viewport, locale="vi-VN", base_url=live_server.url)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("page", watch.over)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    gate.close()


@pytest.fixture
def page_for(browser_of: Callable[..., BrowserContext]) -> SignIn:
    """Signs a person in by the form, each in a browser of their own; gives the page that follows."""

    def signed_in(username: str, viewport: dict[str, int] = DESK, start: str = "/") -> Page:
        page = browser_of(viewport).new_page()
        # Proposals of like names come while a person types. The browser and the embedded database of the tests
        # share one connection, which two requests at a time would tear; no journey here is about proposals.
        page.route("**/like/?*", lambda route: route.fulfill(status=200, body=""))
        page.goto(f"/accounts/login/?next={start}")
        sign_in(page, username)
        return page

    return signed_in


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in form that the page shows."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()


@pytest.fixture
def demonstration(transactional_db: None) -> None:
    """The invented data with its three accounts."""
    call_command("seed_demo", verbosity=0)


def save(page: Page) -> None:
    """Press the first button of the save bar."""
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_load_state()
