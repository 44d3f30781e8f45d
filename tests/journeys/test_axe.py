"""Every kind of page, read by axe at both widths: no violation, and no page wider than a phone."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import Page

from config.accounts.models import User
from tests.contracts.crawl import Crawler, bring_in
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
# What axe says in a sentence: the rule, and where.
# Contrast is by far the slowest rule; the colours of a page are the same at every width, so one width tells.
# Suggestions and choices are words only: several hundred of them a page would be read for nothing.
RUN = """async rules => (await axe.run(
    {exclude: [["datalist"], ["option"]]}, {resultTypes: ["violations"], rules})).violations
    .map(found => `${found.id}: ${found.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`)"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def addresses() -> list[str]:
    """One address of every kind of page, by the links an administrator has; the style page has none."""
    client = Client()
    client.force_login(User.objects.get(username="quantri"), backend="django.contrib.auth.backends.ModelBackend")
    bring_in(client)
    pages = list(Crawler("admin", client).walk("/"))
    kinds = {page.name: page.url for page in pages if page.is_html and page.status == 200 and "?" not in page.url}
    asked = {page.name: page.url for page in pages if page.is_html and page.status == 200 and "?" in page.url}
    return ["/style/", *kinds.values(), *(url for name, url in asked.items() if name not in kinds or "search" in name)]


def faults_of(page: Page, *, contrast: bool = True) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, {"color-contrast": {"enabled": contrast}})
    return found + (["wider than the screen"] if page.evaluate(WIDER) else [])


def test_no_page_has_a_fault_at_either_width(demonstration: None, page_for: Any):
    page = page_for("quantri")
    urls = addresses()
    found: dict[str, list[str]] = {}

    for url in urls:
        page.goto(url)
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            if faults := faults_of(page, contrast=viewport is DESK):
                found[f"{viewport['width']} {url}"] = faults

    assert found == {}
    assert len(urls) > 60


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_sign_in_and_refused_forms_have_no_fault(demonstration: None, page_for: Any, browser_of: Any, viewport: Any):
    stranger = browser_of(viewport).new_page()
    stranger.goto("/accounts/login/")
    found = {"/accounts/login/": faults_of(stranger)}
    page = page_for("nhanvien", viewport=viewport)
    for url in ("/aid/ngos/new/", "/aid/projects/new/", "/aid/commitments/new/", "/delegations/new/"):
        page.goto(url)
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.wait_for_load_state()
        found[url] = faults_of(page)

    assert {url: faults for url, faults in found.items() if faults} == {}
