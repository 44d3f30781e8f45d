"""The life of a project by the pages an officer has: from a call for aid to the handover of what was built; two
organisations that turn out to be one; a certificate that ran out yesterday."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aid.models import AidProject
from config.accounts.models import User
from config.kit.clock import today
from tests.factories import aid as make
from tests.journeys.conftest import DESK, PHONE, save
from tests.journeys.test_axe import faults_of
from tests.journeys.test_project_page import decide, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NAME = "Xây dựng trạm y tế xã Hoàng Nông"
APPROVER = "Chủ tịch UBND tỉnh Thái Nguyên"
WAY = ("Đang vận động", "Trình thẩm định", "Đã phê duyệt", "Đang thực hiện", "Đã kết thúc", "Đã bàn giao")


def call_for_aid(page: Page) -> None:
    """From the list of calls to a new project: need, amount sought and contact; the giver is not known yet."""
    page.get_by_role("link", name="Thêm khoản kêu gọi").click()
    page.get_by_label("Tên khoản viện trợ").fill(NAME)
    page.get_by_label("Dự án", exact=True).check()
    page.get_by_label("Kết thúc").fill("30/6/2018")
    page.get_by_label("Lĩnh vực, dòng 1").select_option("health")
    page.get_by_label("Địa bàn, dòng 1").fill("hoang nong")
    page.get_by_label("Nội dung kêu gọi", exact=True).fill("Xây trạm y tế hai tầng, mười giường bệnh.")
    page.get_by_label("Số tiền kêu gọi").fill("120.000,00 USD")
    page.get_by_label("Đầu mối liên hệ").fill("Bà Ma Thị Hòa, Trạm trưởng, 0208 3824 115")
    save(page)


def move(page: Page, label: str, on: str, **answers: str) -> None:
    """Take the next step; `answers` by the label of each field asked for, which are all the page asks."""
    page.get_by_role("link", name="Chuyển giai đoạn").click()
    page.get_by_role("link", name=label, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Chuyển giai đoạn: {label[:1].lower()}{label[1:]}")
    named = {key.replace("__", ", ").replace("_", " "): text for key, text in answers.items()}
    assert asked(page) == ["Ngày chuyển giai đoạn", *named]
    page.get_by_label("Ngày chuyển giai đoạn").fill(on)
    for name, text in named.items():
        field = page.get_by_label(name, exact=False).first
        field.select_option(label=text) if is_choice(field) else field.fill(text)
    assert faults(page) == []
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def is_choice(field: Any) -> bool:
    return bool(field.evaluate("element => element.tagName === 'SELECT'"))


def asked(page: Page) -> list[str]:
    """The labels of the fields a form shows, without "(bắt buộc)"."""
    labels: list[str] = page.locator("main form .field > label").evaluate_all(
        "labels => labels.map(label => label.firstChild.textContent.trim())"
    )
    return labels


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, on a desk and on a phone."""
    found = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        found += [f"{viewport['width']}: {fault}" for fault in faults_of(page)]
    return found


def stands_at(page: Page, stage: str) -> None:
    """The pill and the steps say the same stage; all before it are done, none after it is."""
    number = WAY.index(stage)
    expect(page.locator(".head .pill").first).to_have_text(stage)
    expect(page.locator("[aria-current=step] span")).to_have_text(stage)
    expect(page.locator(".steps li.done span")).to_have_text(list(WAY[: number + 1]))


def pay(page: Page, amount: str, on: str) -> None:
    """A disbursement by the ordinary form, from the page of the project and back to it."""
    page.get_by_role("link", name="Ghi giải ngân").first.click()
    page.get_by_label("Số tiền").fill(amount)
    page.get_by_label("Ngày", exact=False).first.fill(on)
    save(page)
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state()


def committed_on(page: Page, project: AidProject, day: str) -> str:
    page.goto(f"{project.get_absolute_url()}?as_of={day}")
    return " ".join(page.locator(".sums .num").first.inner_text().split())


def test_a_project_from_call_to_handover(staff: User, page_for: Any):
    make.make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk-do")
    page = page_for("nhanvien", start="/aid/projects/calls/")

    call_for_aid(page)
    project = AidProject.objects.get()
    stands_at(page, "Đang vận động")
    page.goto("/aid/projects/calls/")
    call = page.get_by_role("row").filter(has_text=NAME)
    for text in ("mười giường bệnh", "120.000,00", "Bà Ma Thị Hòa"):
        expect(call).to_contain_text(text)

    # A step that is skipped by the address.
    page.goto(f"/aid/projects/{project.pk}/stage/?to=handed_over")
    expect(page.get_by_role("alert")).to_have_text(
        "Khoản viện trợ đang ở giai đoạn “Đang vận động”, không chuyển thẳng sang “Đã bàn giao” được. "
        "Chọn một trong các bước dưới đây."
    )
    assert faults(page) == []

    page.goto(project.get_absolute_url())
    move(page, "Trình thẩm định", "10/2/2016", Bên_tài_trợ="saemaul", Chủ_khoản_viện_trợ="UBND huyện Đại Từ")
    stands_at(page, "Trình thẩm định")
    move(
        page, "Phê duyệt", "28/4/2016",
        Số_quyết_định_phê_duyệt="1086/QĐ-UBND", Ngày_quyết_định_phê_duyệt="28/4/2016", Cơ_quan_phê_duyệt=APPROVER,
        Cam_kết_ban_đầu="100.000,00 USD", Cơ_sở_pháp_lý="Theo ngày quyết định phê duyệt",
    )  # fmt: skip
    stands_at(page, "Đã phê duyệt")
    expect(page.locator(".facts").first).to_contain_text("Nghị định 93/2009/NĐ-CP")
    move(page, "Bắt đầu thực hiện", "12/5/2016", Bắt_đầu="12/5/2016")
    stands_at(page, "Đang thực hiện")

    page.get_by_role("link", name="Ghi điều chỉnh").click()
    assert faults(page) == []
    page.goto(project.get_absolute_url())
    decide(page, "3514/QĐ-UBND", "20/11/2016", Giá_trị=("Số tiền tăng hoặc giảm", "50.000,00"))
    decide(page, "812/QĐ-UBND", "15/3/2017", Giá_trị=("Số tiền tăng hoặc giảm", "-20.000,00"))
    decide(page, "900/QĐ-UBND", "4/5/2018", Thời_gian=("Thời gian kết thúc mới", "31/12/2018"))
    pay(page, "30.000,00 USD", "5/7/2016")
    pay(page, "95.000,00 USD", "10/8/2018")

    move(page, "Kết thúc", "31/12/2018")
    stands_at(page, "Đã kết thúc")
    move(
        page, "Bàn giao", "20/2/2019",
        Ngày_bàn_giao="20/2/2019", Kết_quả__công_trình="Trạm y tế", Số_lượng="1", Đơn_vị_tính="",
    )  # fmt: skip
    stands_at(page, "Đã bàn giao")


    expect(page.locator(".facts").first).to_contain_text("từ 12/05/2016 đến 31/12/2018, gia hạn từ 30/06/2018")
    sheets, written = paper(page)
    assert sheets <= 2
