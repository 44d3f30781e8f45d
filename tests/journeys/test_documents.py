"""A file with a Vietnamese name goes in through the browser and comes out with the same name and the same bytes."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aid.models import AidDocument
from tests.factories import files
from tests.factories.aid import make_project
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NAME = "Quyết định 1086-QĐ-UBND (bản có dấu).pdf"


def faults_at_both_widths(page: Page) -> list[str]:
    found = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        found += faults_of(page)
    return found


def choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").set_input_files(list(paths))
    page.get_by_role("button", name="Thêm văn bản").click()
    page.wait_for_load_state()


def test_document_goes_in_and_out_by_the_browser(staff: Any, page_for: Any, tmp_path: Path):
    good, lie = tmp_path / NAME, tmp_path / "lừa.pdf"
    good.write_bytes(files.pdf())
    lie.write_bytes(files.docx())
    project = make_project()
    page: Page = page_for("nhanvien", start=f"/aid/projects/{project.pk}/")
    faults: list[str] = []

    page.get_by_role("link", name="Thêm văn bản").click()
    choose(page, good, lie)
    expect(page.get_by_role("alert").first).to_contain_text("Chưa lưu tệp nào")
    expect(page.locator("#id_files_error")).to_contain_text("Tệp “lừa.pdf” thực ra là tệp Word (.docx)")
    faults += faults_at_both_widths(page)
    choose(page, good)

    section = page.get_by_role("region", name="Văn bản đính kèm")
    expect(section.get_by_role("listitem")).to_have_count(1)
    with page.expect_download() as waiting:
        section.get_by_role("link", name=NAME, exact=True).click()
    assert (waiting.value.suggested_filename, waiting.value.path().read_bytes()) == (NAME, good.read_bytes())

    section.get_by_role("link", name="Đổi tên").click()
    page.get_by_role("textbox", name="Tên văn bản").fill("Quyết định phê duyệt")
    faults += faults_at_both_widths(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    section.get_by_role("link", name="Lưu trữ").click()
    page.get_by_role("textbox", name="Lý do lưu trữ").fill("Gửi nhầm hồ sơ")
    faults += faults_at_both_widths(page)
    page.get_by_role("button", name="Lưu trữ văn bản").click()
    section.get_by_text("Văn bản đã lưu trữ: 1").click()
    faults += faults_at_both_widths(page)
    section.get_by_role("link", name="Khôi phục").click()
    faults += faults_at_both_widths(page)
    page.get_by_role("button", name="Khôi phục").click()

    expect(section.get_by_role("link", name="Quyết định phê duyệt", exact=True)).to_be_visible()
    assert faults == []
    assert [(row.title, row.file_name, row.is_archived) for row in AidDocument.objects.all()] == [
        ("Quyết định phê duyệt", NAME, False)
    ]
