"""A staff member's day: from signing in to figures on the dashboard, on a desk and on a phone."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from aid.models import Commitment, Disbursement, ForeignNGO
from config.accounts.models import User
from delegations.models import Delegation
from tests.factories.aid import make_ngo, make_project, make_rate
from tests.journeys.conftest import PHONE, save, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def text_of(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_staff_enters_aid_and_finds_it_on_the_dashboard(staff: User, page_for: Any):
    make_rate("USD", "22300", on=date(2016, 6, 1))
    make_rate("KRW", "19.5", on=date(2016, 6, 1))
    page = page_for("nhanvien")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tiến độ nhiệm kỳ 2015-2020")

    # An NGO.
    page.get_by_role("link", name="Tổ chức PCPNN", exact=True).first.click()
    page.get_by_role("link", name="Thêm tổ chức PCPNN").first.click()
    page.get_by_label("Tên gốc").fill("Hội Saemaul tỉnh Gyeongsangbuk-do")
    page.get_by_label("Mã").fill("TC-001")
    page.get_by_label("Quốc gia").fill("han quoc")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội Saemaul tỉnh Gyeongsangbuk-do")

    # A project of its.
    page.get_by_role("link", name="Viện trợ PCPNN", exact=True).click()
    page.get_by_role("link", name="Thêm khoản viện trợ").first.click()
    page.get_by_label("Tên khoản viện trợ").fill("Mô hình nông thôn mới xóm Rừng Vần")
    page.get_by_label("Dự án", exact=True).check()
    page.get_by_label("Bên tài trợ, dòng 1").fill("saemaul")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mô hình nông thôn mới xóm Rừng Vần")

    # A commitment of "1,5 triệu", said back before it is saved.
    page.get_by_role("link", name="Ghi cam kết").first.click()
    page.get_by_label("Số tiền").fill("1,5 triệu")
    expect(page.locator("#id_amount_echo")).to_have_text(
        re.compile(r"1\.500\.000,00.USD Một triệu năm trăm nghìn đô la Mỹ\.")
    )
    page.get_by_label("Ngày", exact=False).first.fill("12/5/2016")
    save(page)
    assert [(row.amount, row.currency, row.usd_cents) for row in Commitment.objects.all()] == [
        (1500000, "USD", 150_000_000)
    ]

    # A disbursement in KRW: 200.000.000 × 19,5 ÷ 22.300 = 174.887,89 USD.
    page.get_by_role("link", name="Viện trợ PCPNN", exact=True).click()
    page.get_by_role("link", name="Mô hình nông thôn mới xóm Rừng Vần").first.click()
    page.get_by_role("link", name="Ghi giải ngân").first.click()
    page.get_by_label("Số tiền").fill("200 triệu")
    page.get_by_label("Loại tiền").select_option("KRW")
    expect(page.locator("#id_amount_echo")).to_contain_text("Hai trăm triệu won")
    page.get_by_label("Ngày", exact=False).first.fill("5/7/2016")
    save(page)
    assert [(row.currency, row.usd_cents) for row in Disbursement.objects.all()] == [("KRW", 17_488_789)]

    # Both on the dashboard, each opening to its row.
    page.goto("/?as_of=2016-12-31")
    cards = text_of(page, ".card")
    assert "1.500.000,00 USD" in cards[0], cards[0]
    assert "174.887,89 USD" in cards[1], cards[1]
    page.locator(".card a.big").first.click()
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    expect(page.locator("table.list tbody tr")).to_contain_text("Mô hình nông thôn mới xóm Rừng Vần")


def test_doubtful_amount_is_asked_about_and_never_guessed(staff: User, page_for: Any):
    project = make_project(donors=[(make_ngo(), None)])
    page = page_for("nhanvien", start=f"/aid/commitments/new/?project={project.pk}")

    page.get_by_label("Số tiền").fill("1.500")
    page.get_by_label("Ngày", exact=False).first.fill("2016")
    save(page)

    choices = page.get_by_role("group", name="Số tiền này là bao nhiêu?")
    expect(choices).to_contain_text(re.compile(r"1\.500,00.USD\s*1,50.USD"))
    assert Commitment.objects.count() == 0
    choices.get_by_label(re.compile(r"^1\.500,00")).check()
    save(page)
    assert [(row.amount, str(row.dated)) for row in Commitment.objects.all()] == [(1500, "2016")]


def test_delegation_is_added_on_a_phone(staff: User, page_for: Any):
    page = page_for("nhanvien", viewport=PHONE)
    page.get_by_role("button", name="Mục lục").click()
    page.get_by_role("link", name="Đoàn", exact=True).click()
    page.get_by_role("link", name="Thêm đoàn").first.click()

    page.get_by_label("Tên đoàn").fill("Đoàn bác sĩ tình nguyện Hàn Quốc")
    page.get_by_label("Loại đoàn").select_option("medical")
    page.get_by_label("Ngày đến").fill("10/5/2016")
    page.get_by_label("Nước, dòng 1").fill("han quoc")
    save(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Đoàn bác sĩ tình nguyện Hàn Quốc")
    assert [(visit.kind, visit.arrival_on) for visit in Delegation.objects.all()] == [("medical", date(2016, 5, 10))]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_record_is_found_and_entered_with_the_keyboard_alone(staff: User, page_for: Any):
    make_ngo(name="Quỹ Bạn bè Võ Nhai", code="TC-007")
    page = page_for("nhanvien", start="/aid/ngos/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm trong toàn bộ dữ liệu")).to_be_focused()
    page.keyboard.type("vo nhai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=vo+nhai")
    expect(page.get_by_role("link", name="Quỹ Bạn bè Võ Nhai")).to_be_visible()

    page.goto("/aid/ngos/new/")
    page.get_by_label("Tên gốc").focus()
    page.keyboard.type("Hội Ánh Sáng")
    visited = [focused_label(page)]
    for _ in range(5):
        page.keyboard.press("Tab")
        visited.append(focused_label(page))
    assert visited == ["Tên gốc", "Tên tiếng Việt", "Tên viết tắt", "Quốc gia", "Loại", "Mã"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/aid/ngos/\d+/$"))
    assert sorted(ForeignNGO.objects.values_list("code", flat=True)) == ["TC-007", "TC-008"]


def focused_label(page: Page) -> str:
    """The label of the control that has the focus, without "(bắt buộc)"."""
    label: str = page.evaluate("document.activeElement.labels?.[0]?.firstChild.textContent.trim() ?? ''")
    return label


# Nothing typed is lost --------------------------------------------------------


def test_two_browsers_on_one_record_lose_nothing(staff: User, admin: User, page_for: Any):
    ngo = make_ngo(name="Hội Saemaul", code="TC-001")
    edit = f"/aid/ngos/{ngo.pk}/edit/"
    first, second = page_for("nhanvien", start=edit), page_for("quantri", start=edit)

    first.get_by_label("Tên tiếng Việt").fill("Hội Làng mới")
    save(first)
    second.get_by_label("Tên viết tắt").fill("SMU")
    save(second)

    expect(second.get_by_label("Tên tiếng Việt")).to_have_value("Hội Làng mới")
    expect(second.get_by_label("Tên viết tắt")).to_have_value("SMU")
    expect(second.locator("main")).to_contain_text("Đặng Văn Thưởng")
    ngo.refresh_from_db()
    assert (ngo.name_vi, ngo.abbreviation) == ("Hội Làng mới", "")
    save(second)
    ngo.refresh_from_db()
    assert (ngo.name_vi, ngo.abbreviation, ngo.version) == ("Hội Làng mới", "SMU", 3)


def test_double_click_saves_once(staff: User, page_for: Any):
    page = page_for("nhanvien", start="/aid/ngos/new/")
    page.get_by_label("Tên gốc").fill("Hội Saemaul")
    page.get_by_label("Mã").fill("TC-001")

    page.get_by_role("button", name="Lưu", exact=True).dblclick()

    page.wait_for_url(re.compile(r"/aid/ngos/\d+/$"))
    assert ForeignNGO.objects.count() == 1


def test_form_sent_ten_times_saves_once(staff: User, page_for: Any):
    """As a shaky line does it: the same form again and again, although the page itself sends it once only."""
    page = page_for("nhanvien", start="/aid/ngos/new/")
    page.get_by_label("Tên gốc").fill("Hội Saemaul")

    places = page.evaluate("""async () => {
        const data = new URLSearchParams(new FormData(document.querySelector("form.beside")));
        const places = new Set();
        for (let time = 0; time < 10; time += 1) places.add((await fetch("", {method: "POST", body: data})).url);
        return [...places];
    }""")

    assert places == [page.url.replace("/aid/ngos/new/", ForeignNGO.objects.get().get_absolute_url())]


def test_expired_session_loses_nothing(staff: User, page_for: Any):
    page = page_for("nhanvien", start="/aid/ngos/new/")
    page.get_by_label("Tên gốc").fill("Hội Saemaul")
    page.get_by_label("Mã").fill("TC-001")
    page.get_by_text("Văn phòng, lĩnh vực, ghi chú").click()
    page.get_by_label("Ghi chú").fill("mười phút gõ")
    Session.objects.all().delete()

    save(page)
    expect(page.locator("main")).to_contain_text("Nội dung đang nhập được giữ lại")
    sign_in(page, "nhanvien")

    expect(page.locator("main")).to_contain_text("Nội dung bạn đã nhập còn nguyên bên dưới")
    expect(page.get_by_label("Ghi chú")).to_have_value("mười phút gõ")
    assert ForeignNGO.objects.count() == 0
    save(page)
    assert [(ngo.name, ngo.note) for ngo in ForeignNGO.objects.all()] == [("Hội Saemaul", "mười phút gõ")]


def test_leaving_an_edited_page_asks(staff: User, page_for: Any):
    page = page_for("nhanvien", start="/aid/ngos/new/")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_label("Tên gốc").click()
    page.keyboard.type("Hội")
    expect(page.locator("[data-unsaved-note]")).to_contain_text("1 ô đã sửa, chưa lưu")

    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Bỏ", exact=True).click(no_wait_after=True)

    assert asked.value.type == "beforeunload"
    expect(page.get_by_label("Tên gốc")).to_have_value("Hội")


def test_back_and_forward_keep_what_was_typed(staff: User, page_for: Any):
    page = page_for("nhanvien", start="/aid/ngos/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/aid/ngos/new/")
    page.get_by_label("Tên gốc").click()
    page.keyboard.type("Hội Ánh Sáng")

    page.go_back()
    page.go_forward()

    expect(page.get_by_label("Tên gốc")).to_have_value("Hội Ánh Sáng")


def test_refused_form_is_kept_and_opens_at_the_first_wrong_field(staff: User, page_for: Any):
    page = page_for("nhanvien", start="/delegations/new/")
    page.get_by_label("Tên đoàn").fill("Đoàn tỉnh Udomxay")
    page.get_by_label("Loại đoàn").select_option("friendship")
    page.get_by_label("Ngày đến").fill("31/02/2016")

    save(page)

    expect(page.get_by_role("alert")).to_contain_text("Tháng 2 năm 2016 có 29 ngày")
    expect(page.get_by_label("Tên đoàn")).to_have_value("Đoàn tỉnh Udomxay")
    expect(page.get_by_label("Ngày đến")).to_be_focused()
    assert Delegation.objects.count() == 0
