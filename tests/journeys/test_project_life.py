"""The life of a project by the pages an officer has: from a call for aid to the handover of what was built; two
organisations that turn out to be one; a certificate that ran out yesterday."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aid.models import AidProject, ForeignNGO
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

SKIPPED = (
    "Khoản viện trợ đang ở giai đoạn “Đang vận động”, không chuyển thẳng sang “Đã bàn giao” được. "
    "Chọn một trong các bước dưới đây."
)
STORY = [
    "10/02/2016 Chuyển sang “Trình thẩm định”",
    f"28/04/2016 Phê duyệt theo quyết định 1086/QĐ-UBND, {APPROVER}",
    "28/04/2016 Cam kết 100.000,00 USD",
    "12/05/2016 Chuyển sang “Đang thực hiện”",
    "05/07/2016 Giải ngân 30.000,00 USD",
    "20/11/2016 Quyết định điều chỉnh 3514/QĐ-UBND: tăng 50.000,00 USD",
    "15/03/2017 Quyết định điều chỉnh 812/QĐ-UBND: giảm 20.000,00 USD",
    "04/05/2018 Quyết định điều chỉnh 900/QĐ-UBND: gia hạn từ 30/06/2018 đến 31/12/2018",
    "10/08/2018 Giải ngân 95.000,00 USD",
    "31/12/2018 Chuyển sang “Đã kết thúc”",
    "20/02/2019 Bàn giao 1 trạm y tế",
    "20/02/2019 Bàn giao khoản viện trợ",
]


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
    return page.locator(".sums .num").first.inner_text().strip()


def lines(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_a_project_from_call_to_handover(staff: User, page_for: Any):
    make.make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk-do")
    for on in ("2016-04-01", "2016-07-01", "2016-11-01", "2017-03-01", "2018-08-01"):
        make.make_rate("USD", "22300", on=date.fromisoformat(on))
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
    expect(page.get_by_role("alert")).to_have_text(SKIPPED)
    assert faults(page) == []
    page.goto(project.get_absolute_url())

    move(page, "Trình thẩm định", "10/2/2016", Bên_tài_trợ="saemaul", Chủ_khoản_viện_trợ="UBND huyện Đại Từ")
    stands_at(page, "Trình thẩm định")
    move(
        page, "Phê duyệt", "28/4/2016",
        Số_quyết_định_phê_duyệt="1086/QĐ-UBND", Ngày_quyết_định_phê_duyệt="28/4/2016", Cơ_quan_phê_duyệt=APPROVER,
        Cam_kết_ban_đầu="100.000,00", Cơ_sở_pháp_lý="Theo ngày quyết định phê duyệt",
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
    pay(page, "30.000,00", "5/7/2016")
    pay(page, "95.000,00", "10/8/2018")

    move(page, "Kết thúc", "31/12/2018")
    stands_at(page, "Đã kết thúc")
    move(
        page, "Bàn giao", "20/2/2019",
        Ngày_bàn_giao="20/2/2019", Kết_quả__công_trình="Trạm y tế", Số_lượng="1", Đơn_vị_tính="",
    )  # fmt: skip
    stands_at(page, "Đã bàn giao")

    assert lines(page, ".story li") == STORY
    expect(page.locator(".facts").first).to_contain_text("từ 12/05/2016 đến 31/12/2018, gia hạn từ 30/06/2018")
    assert lines(page, ".sums .num") == ["130.000,00", "125.000,00"]
    expect(page.get_by_text("Hồ sơ còn thiếu")).to_have_count(0)
    sheets, written = paper(page)
    assert sheets <= 2
    assert "gia hạn từ" in written.replace("\u00a0", " ")

    # 100.000 with the approval; + 50.000 on 20/11/2016; − 20.000 on 15/03/2017.
    days = ("2016-04-27", "2016-04-28", "2016-11-20", "2017-03-15")
    assert [committed_on(page, project, day) for day in days] == [
        "thiếu cam kết", "100.000,00", "150.000,00", "130.000,00",
    ]  # fmt: skip

    page.goto("/aid/outputs/")
    expect(page.get_by_role("row").filter(has_text=NAME)).to_contain_text("Trạm y tế")
    expect(page.locator("main")).to_contain_text("1 trạm y tế")


def test_two_organisations_become_one(staff: User, page_for: Any):
    kept = make.make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk-do", code="TC-001")
    gone = make.make_ngo(name="Hoi Saemaul, tinh Gyeongsangbuk do", code="TC-002")
    own = {kept: "Mô hình nông thôn mới xóm Rừng Vần", gone: "Trạm y tế xã Hoàng Nông"}
    for ngo, name in own.items():
        make.make_project(name=name, donors=[(ngo, None)])
    page = page_for("nhanvien", start="/aid/ngos/")

    page.get_by_role("link", name="Tên trùng").click()
    expect(page.get_by_text("1 cặp")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="So sánh, gộp").click()
    expect(page.get_by_role("heading", name="Giữ lại", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Chuyển sang hồ sơ giữ lại").locator("..")).to_contain_text(own[gone])
    assert faults(page) == []
    page.get_by_role("button", name="Gộp hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa nhập lý do gộp.")
    page.get_by_label("Lý do gộp").fill("Cùng một tổ chức, nhập hai lần.")
    page.get_by_role("button", name="Gộp hồ sơ").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(kept.name)
    assert projects_of(page, kept) == sorted(own.values())
    page.goto("/aid/ngos/?q=saemaul")
    assert lines(page, "table.list tbody th a") == [kept.name]

    page.get_by_role("link", name="Tên trùng").click()
    page.get_by_role("link", name="Hoàn tác").click()
    assert faults(page) == []
    page.get_by_role("button", name="Hoàn tác gộp").click()
    expect(page.get_by_role("status")).to_contain_text("trở lại như trước khi gộp")
    assert {ngo: projects_of(page, ngo) for ngo in own} == {ngo: [name] for ngo, name in own.items()}


def projects_of(page: Page, ngo: ForeignNGO) -> list[str]:
    """The projects that the page of an organisation lists."""
    page.goto(ngo.get_absolute_url())
    table = page.get_by_role("table", name="Khoản viện trợ", exact=True)
    return sorted(" ".join(text.split()) for text in table.locator("tbody th a").all_inner_texts())


def test_a_certificate_that_ran_out_yesterday(staff: User, page_for: Any):
    yesterday = today() - timedelta(days=1)
    ngo = make.make_ngo(name="Hội Ánh Sáng", code="TC-009")
    number = "117/CNV-HĐ"
    make.make_certificate(ngo=ngo, number=number, issued_on=yesterday - timedelta(days=1095), expires_on=yesterday)
    page = page_for("nhanvien", start=ngo.get_absolute_url())

    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("Đã hết hạn")
    page.goto("/aid/ngos/")
    expect(page.get_by_role("row").filter(has_text=ngo.name)).to_contain_text(f"Đã hết hạn ngày {yesterday:%d/%m/%Y}")
    page.goto("/aid/ngos/certificates/")
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("Đã hết hạn")
    page.goto("/due/")
    due = page.get_by_role("row").filter(has_text=f"Giấy đăng ký hoạt động của {ngo.name} hết hạn")
    expect(due).to_contain_text(f"{yesterday:%d/%m/%Y}")
    expect(due).to_contain_text("Quá hạn 1 ngày")
