"""The page of a project at a meeting: decisions typed by an officer, read as of a day, printed on two sheets."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from aid.choices import ReportKind, Stage
from aid.models import AidProject, ReportReceipt, StageChange
from config.accounts.models import User
from config.kit.changes import changes_of
from config.kit.partial_dates import PartialDate
from config.kit.writing import save
from tests.factories import aid as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Digits of equal width are glyphs without a letter of their own in the font.
EVEN_DIGITS = {0xE071 + digit: str(digit) for digit in range(10)}
APPROVER = "Chủ tịch UBND tỉnh Thái Nguyên"


def day(text: str) -> PartialDate:
    return PartialDate.of_day(date.fromisoformat(text))


def full_project(payments: int = 4) -> AidProject:
    """Two donors, two sectors, three places, all facts, outputs, steps and reports; one commitment of 120.000 USD."""
    places = [make.make_place(name) for name in ("Xã La Bằng", "Xã Hoàng Nông", "Xã Phú Xuyên")]
    project = make.make_project(
        name="Mô hình nông thôn mới xóm Rừng Vần, xã La Bằng, giai đoạn II",
        donors=[(make.make_ngo(), "60"), (make.make_ngo(), "40")],
        sectors=[("agriculture", "60"), ("health", "40")],
        places=list(zip(places, ("50", "30", "20"), strict=True)),
        managing_agency=make.make_agency("UBND tỉnh Thái Nguyên"),
        owner=make.make_agency("UBND huyện Đại Từ"),
        legal_basis="nd93-2009",
        start=day("2016-05-12"),
        end=day("2018-06-30"),
        approval_number="1086/QĐ-UBND",
        approval_on=date(2016, 4, 28),
        approval_issuer=APPROVER,
        recipients="UBND xã La Bằng",
        counterpart_vnd=1_120_000_000,
        beneficiary_count=316,
        beneficiary_unit="hộ",
        name_en="New rural village of Rung Van, La Bang commune, phase II",
        objectives="Tăng thu nhập và cải thiện sinh kế bền vững cho hộ nghèo, hộ cận nghèo trong vùng dự án.",
        note="Theo dõi hằng quý.",
        handed_over_on=date(2020, 2, 20),
        stage=Stage.HANDED_OVER,
    )
    make.make_commitment("120000", project=project, on=date(2016, 5, 12), document="Thỏa thuận viện trợ số 07/TT-2016")
    for number in range(payments):
        on = date(2016, 7, 5) + timedelta(days=number * 1200 // payments)
        note = f"Đợt {number + 1}: nhà tài trợ chi trực tiếp cho nhà thầu"
        make.make_disbursement("2000", project=project, on=on, note=note, document=f"Giấy báo có {451 + number:04d}")
    _results(project, places[0])
    return project


def _results(project: AidProject, place: Any) -> None:
    for kind, quantity, unit, on in (
        ("culture_house", "1", "nhà", date(2016, 12, 19)),
        ("health_station", "1", "trạm", date(2017, 8, 30)),
        ("road", "1.2", "km", date(2019, 11, 2)),
        ("house", "316", "nhà", None),
    ):
        make.make_output(
            project, kind=kind, quantity=Decimal(quantity), unit=unit, handed_over_on=on, place=place, description="mới"
        )
    for before, after, on in (
        (Stage.SOLICITING, Stage.SUBMITTED, date(2016, 2, 10)),
        (Stage.SUBMITTED, Stage.APPROVED, date(2016, 4, 28)),
        (Stage.APPROVED, Stage.IMPLEMENTING, date(2016, 5, 12)),
        (Stage.IMPLEMENTING, Stage.COMPLETED, date(2019, 12, 31)),
        (Stage.COMPLETED, Stage.HANDED_OVER, date(2020, 2, 20)),
    ):
        save(StageChange(project=project, from_stage=before, to_stage=after, changed_on=on), by=None)
    for year, kind in ((2016, ReportKind.ANNUAL), (2018, ReportKind.HALF_YEAR), (2019, ReportKind.FINAL)):
        received = {"year": year, "kind": kind, "received_on": date(year + 1, 1, 20), "document": f"{year}/BC-UBND"}
        save(ReportReceipt(project=project, **received), by=None)


def decide(page: Page, number: str, on: str, **groups: tuple[str, str]) -> None:
    """Record a decision: by the title of each fold, the label inside it and what to type."""
    page.get_by_role("link", name="Ghi điều chỉnh").click()
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Ngày quyết định").fill(on)
    for title, (label, text) in groups.items():
        page.locator("summary", has_text=title.replace("_", " ")).click()
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Lưu quyết định").click()
    page.wait_for_load_state()


def paper(page: Page) -> tuple[int, str]:
    """How many sheets of A4 the page prints on, and what is written on them."""
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(595, 842)}
        words = " ".join(sheet.extract_text() for sheet in pdf.pages).translate(EVEN_DIGITS)
        return len(pdf.pages), " ".join(words.split())


def test_decisions_are_recorded_and_the_page_is_read_as_of_four_days(staff: User, page_for: Any):
    project = full_project()
    page = page_for("nhanvien", start=project.get_absolute_url())

    decide(page, "3514/QĐ-UBND", "20/11/2017", Giá_trị=("Số tiền tăng hoặc giảm", "50.000,00"))
    expect(page.get_by_role("status")).to_contain_text("Cam kết hiện hành từ 120.000,00 thành 170.000,00 USD.")
    decide(page, "812/QĐ-UBND", "15/3/2018", Giá_trị=("Số tiền tăng hoặc giảm", "-12.500,00"))
    decide(page, "900/QĐ-UBND", "4/5/2018", Thời_gian=("Thời gian kết thúc mới", "31/12/2019"))
    expect(page.locator(".facts").first).to_contain_text("từ 12/05/2016 đến 31/12/2019, gia hạn từ 30/06/2018")

    # 120.000; + 50.000 on 20/11/2017; − 12.500 on 15/03/2018; the end is put off on 04/05/2018.
    for on, committed, end in (
        ("19/11/2017", "120.000,00", "30/06/2018"),
        ("20/11/2017", "170.000,00", "30/06/2018"),
        ("15/03/2018", "157.500,00", "30/06/2018"),
        ("04/05/2018", "157.500,00", "31/12/2019"),
    ):
        page.get_by_role("textbox", name="Tính đến ngày").fill(on)
        page.get_by_role("button", name="Xem", exact=True).click()
        page.wait_for_load_state()
        expect(page.get_by_role("heading", name=f"Số liệu tính đến ngày {on}", exact=True)).to_be_visible()
        expect(page.locator(".sums .num").first).to_have_text(committed)
        expect(page.locator(".facts").first).to_contain_text(f"đến {end}")
    page.get_by_role("link", name="Xem số liệu hiện nay").click()
    expect(page).to_have_url(f"{page.url.split('/aid')[0]}{project.get_absolute_url()}")


@pytest.mark.parametrize("payments", [4, 37], ids=["full", "long"])
def test_the_page_prints_on_two_sheets(staff: User, page_for: Any, payments: int):
    project = full_project(payments)
    page = page_for("nhanvien", start=project.get_absolute_url())
    decide(
        page,
        "3514/QĐ-UBND",
        "20/11/2017",
        Giá_trị=("Số tiền tăng hoặc giảm", "50.000,00"),
        Thời_gian=("Thời gian kết thúc mới", "31/12/2019"),
        Nội_dung=("Nội dung điều chỉnh", "Bổ sung đường bê tông liên xóm 1,2 km"),
    )
    decide(
        page, "812/QĐ-UBND", "15/3/2018", Giá_trị=("Số tiền tăng hoặc giảm", "-12.500,00"),
        Chủ_khoản_viện_trợ=("Chủ khoản viện trợ mới", "Sở Nông nghiệp và Phát triển nông thôn"),
    )  # fmt: skip
    assert len(changes_of(project)) >= 20

    sheets, written = paper(page)

    assert sheets == 2
    paid = {4: "8.000,00", 37: "74.000,00"}[payments]
    for text in (
        "Mô hình nông thôn mới xóm Rừng Vần",
        "157.500,00",
        paid,
        "1086/QĐ-UBND",
        "gia hạn",
        "Đợt 1: nhà tài trợ",
        f"Đợt {payments}: nhà tài trợ",
        "Quyết định điều chỉnh 3514/QĐ-UBND: tăng",
        "Bàn giao khoản viện trợ",
        "1,2 km",
    ):
        assert text in written.replace("\u00a0", " "), text
