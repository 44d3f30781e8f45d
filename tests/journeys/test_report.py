"""A report of half a year: asked for, headings and words changed, taken along as Word, issued, read by the leader."""

from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

HEADING, WORDS = "Phối hợp với các sở, ngành", "Phối hợp với 07 sở, ngành đón đoàn."


def test_report_is_written_issued_and_read(demonstration: None, page_for: Any):
    page = page_for("nhanvien", start="/reports/")
    ask_for_half_year(page, "2019")

    change(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải Word", exact=True).click()
    issue(page)

    said = [paragraph.text.replace("\u00a0", " ") for paragraph in docx.Document(str(taken.value.path())).paragraphs]
    assert (f"6. {HEADING}" in said, WORDS in said) == (True, True)
    expect(page.get_by_role("heading", level=1).first).to_contain_text("Báo cáo số 21/BC-LHHN")
    reader = page_for("lanhdao", viewport=PHONE, start="/reports/")
    reader.get_by_role("link", name="Kết quả công tác 6 tháng đầu năm 2019").click()
    reader.wait_for_load_state()
    article = reader.locator("article.van-ban")
    expect(article).to_contain_text(WORDS)
    expect(article).not_to_contain_text("DỰ THẢO")
    assert reader.locator("main form[method=post]").count() == 0


def ask_for_half_year(page: Page, year: str) -> None:
    page.get_by_label("Loại báo cáo").select_option(label="6 tháng đầu năm")
    page.locator("[name=year]").fill(year)
    page.get_by_role("button", name="Xem dự thảo").click()
    page.wait_for_load_state()


def change(page: Page) -> None:
    """Rename a heading and write its paragraph; the draft shows both."""
    page.get_by_role("link", name="Sửa các mục").click()
    page.get_by_label("Tên của mục “Công tác phối hợp”").fill(HEADING)
    save(page)
    page.get_by_role("link", name="Sửa lời văn").click()
    page.locator("[name=doan-I-6]").fill(WORDS)
    save(page)
    expect(page.locator("article.van-ban")).to_contain_text(f"6. {HEADING}")
    expect(page.locator("article.van-ban")).to_contain_text(WORDS)


def issue(page: Page) -> None:
    page.get_by_role("link", name="Ban hành").click()
    page.locator("[name=number]").fill("21")
    page.locator("[name=dated_on]").fill("10/7/2019")
    page.get_by_role("button", name="Ban hành").click()
    page.wait_for_load_state()
