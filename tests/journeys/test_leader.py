"""Minutes before a meeting: a leader reads the dashboard, opens a figure to its rows, takes the paper along."""

import io
from base64 import b64encode
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PLACES = (
    *("/", "/aid/ngos/", "/aid/projects/", "/aid/commitments/", "/aid/disbursements/", "/aid/rates/", "/delegations/"),
    *("/aid/ngos/certificates/", "/associations/", "/associations/partners/", "/associations/training/"),
    *("/associations/events/", "/reports/", "/reports/annual/2019/", "/reports/figures/", "/due/", "/history/"),
    *("/reports/term/2015-2020/", "/reports/half-year/2019/compare/"),
    *("/search/?q=saemaul", "/accounts/password/", "/reports/projector/", "/reports/exhibits/cumulative/"),
)
# What a reader may send: leave, and change the own password. Everything else only asks.
MAY_SEND = ("/accounts/logout/", "/accounts/password/")
WRITING = (
    "/new/",
    "/edit/",
    "/outline/",
    "/issue/",
    "/archive/",
    "/restore/",
    "/reconvert/",
    "/import/",
    "/administration/",
    "/accounts/users/",
)


def amount(text: str) -> Decimal:
    """ "31.051.322,28" as a number."""
    return Decimal(text.strip().removesuffix("USD").strip().replace(".", "").replace(",", "."))


def values_of(page: Page, label: str) -> list[Decimal]:
    """A column of money of a list, over all its pages."""
    found: list[Decimal] = []
    while True:
        cells = page.locator(f'table.list tbody td[data-l="{label}"]').all_inner_texts()
        found += [amount(cell.split("\n")[0]) for cell in cells if cell.strip() not in {"–", ""}]
        following = page.locator("nav.pager").get_by_role("link", name="Sau", exact=True)
        if not following.count():
            return found
        following.first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(
    ("place", "figure"), [(0, "31.051.322,28"), (1, "25.318.869,76")], ids=["committed", "disbursed"]
)
def test_figure_opens_to_rows_that_add_up_to_it(demonstration: None, page_for: Any, place: int, figure: str):
    page = page_for("lanhdao", start="/?as_of=2019-12-31")
    assert f"{figure} USD" in page.locator(".card").nth(place).inner_text().replace("\u00a0", " ")

    page.locator(".card a.big").nth(place).click()
    page.wait_for_load_state()
    total = page.locator("table.list tfoot").inner_text()
    rows = values_of(page, "USD")

    assert figure in "".join(total.split())
    assert sum(rows) == amount(figure)
    assert len(rows) > 50


@pytest.mark.parametrize("query", ["", "?as_of=2018-12-31"], ids=["term over", "term running"])
def test_dashboard_prints_on_two_sheets(demonstration: None, page_for: Any, query: str):
    page = page_for("lanhdao", start=f"/{query}")

    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        texts = [sheet.extract_text() for sheet in paper.pages]
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in paper.pages}

    assert (len(texts), sizes) == (2, {(595, 842)})
    # Digits come from a face of their own, which a PDF embeds without their names.
    assert "Tiến độ nhiệm kỳ" in texts[0]
    assert "Giải ngân theo lĩnh vực" in texts[1]
    assert "Giải ngân theo chủ khoản viện trợ" not in texts[1]


def test_phone_shows_the_cards_first(demonstration: None, page_for: Any):
    page = page_for("lanhdao", viewport=PHONE)

    tops = [box["y"] for card in page.locator(".card").all() if (box := card.bounding_box()) is not None]
    slider, drawing = page.locator(".stops").bounding_box(), page.locator(".exhibit").first.bounding_box()

    assert len(tops) == 4
    assert tops[0] < PHONE["height"] / 2 + 60
    assert slider is not None
    assert drawing is not None
    assert tops[-1] < slider["y"] < drawing["y"]


def test_projector_is_leafed_through_by_keys(demonstration: None, page_for: Any):
    page = page_for("lanhdao", start="/?as_of=2018-12-31")
    page.get_by_role("link", name="Trình chiếu", exact=True).click()
    page.wait_for_load_state()

    for key in ("ArrowRight", "PageDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#hinh-4 h2")).to_be_in_viewport()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#hinh-3 h2")).to_be_in_viewport()
    page.locator("#hinh-3").get_by_role("link", name="Bảng số liệu").click()
    page.wait_for_load_state()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/reports/exhibits/yearly/**")

    assert "as_of=2018-12-31" in page.url


def test_drawing_is_taken_away_and_opens_by_itself(demonstration: None, page_for: Any):
    page = page_for("lanhdao", start="/?as_of=2018-12-31")

    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải hình Lũy kế so với nhịp của nhiệm kỳ").click()
    page.goto(f"data:image/svg+xml;base64,{b64encode(taken.value.path().read_bytes()).decode()}")

    # 1008 pixels wide: the drawing of 960 between its margins.
    assert page.evaluate("document.documentElement.getBoundingClientRect().width") == 1008
    assert page.locator("text", has_text="Dữ liệu minh họa.").count() == 1


def test_report_is_downloaded_as_a_pdf(demonstration: None, page_for: Any):
    page = page_for("lanhdao", start="/reports/")

    page.get_by_role("link", name="Năm 2019", exact=True).click()
    answer = page.context.request.get("/reports/annual/2019.pdf")

    assert page.locator('a[href="/reports/annual/2019/draft.pdf"]').count() == 1
    assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")


def test_leader_finds_no_button_that_writes(demonstration: None, page_for: Any):
    page = page_for("lanhdao")
    records = []
    for place in PLACES:
        page.goto(place)
        assert writing_on(page) == [], place
        records += page.locator("table.list tbody th a").evaluate_all("links => links.slice(0, 1).map(a => a.href)")

    assert len(records) >= 8
    for record in records:
        page.goto(record)
        assert writing_on(page) == [], record


def writing_on(page: Page) -> list[str]:
    """What on the page leads to a change: forms that send, and links to pages that write."""
    sent: list[str] = page.locator("form[method=post]").evaluate_all(
        "forms => forms.map(form => new URL(form.action, location).pathname)"
    )
    led: list[str] = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [path for path in sent if path not in MAY_SEND] + [
        path for path in led if path.startswith("/") and any(part in path for part in WRITING)
    ]
