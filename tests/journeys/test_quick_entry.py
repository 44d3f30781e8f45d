"""The disbursements of a quarter, typed for forty projects without touching the mouse."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from aid.choices import PeriodReply
from aid.models import AidProject, Disbursement, PeriodAnswer
from config.accounts.models import User
from config.kit.money import places, to_minor
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount
from config.kit.partial_dates import PartialDate
from tests.factories.aid import make_agency, make_disbursement, make_project, make_rate
from tests.journeys.conftest import PHONE
from tests.journeys.test_axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

URL = "/aid/disbursements/quick-entry/?period=2016-Q3"
MOST_KEYS = 3


class Keyboard:
    """Types as a person does, and counts each row's keys that are no digits."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: dict[str, int] = defaultdict(int)

    @property
    def row(self) -> str:
        return str(self.page.evaluate("document.activeElement.closest('[data-row]')?.dataset.code ?? ''"))

    def type(self, text: str) -> None:
        for key in text:
            self.keys[self.row] += not key.isdecimal()
            self.page.keyboard.type(key)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys[self.row] += 1
            self.page.keyboard.press(key)


def make_forty() -> list[AidProject]:
    owners = [make_agency(f"UBND xã Rừng Vần {number}") for number in range(1, 9)]
    span = {"start": PartialDate.of_year(2015), "end": PartialDate.of_year(2017)}
    projects = [make_project(code=f"VT-{n:02d}", owner=owners[(n - 1) // 5], **span) for n in range(1, 41)]
    for one in projects[20:]:
        make_disbursement("100", "EUR", date(2016, 1, 15), project=one)
    return projects


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def live(page: Page) -> Any:
    return page.locator("[data-live]")


def sums(rows: Any) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row.currency] += row.amount
    return dict(found)


def test_forty_projects_by_keyboard_alone(staff: User, leader_client: Client, page_for: Any):
    make_rate("USD", "22300", on=date(2016, 8, 1))
    make_rate("EUR", "25000", on=date(2016, 8, 1))
    projects = make_forty()
    assert leader_client.get(URL).status_code == 403
    page = page_for("nhanvien", start=URL)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand = Keyboard(page)
    expect(page.get_by_label("Số tiền của VT-01")).to_be_focused()

    # Twenty rows in dollars: an amount and Enter; the fifth in đồng, the tenth nothing, the fifteenth not yet.
    for number in range(1, 21):
        assert hand.row == f"VT-{number:02d}"
        if number == 10:
            hand.type("0")
        elif number == 15:
            hand.type("?")
        else:
            hand.type(f"{number}000")
        if number == 5:
            hand.press("Tab")
            hand.type("V")
        hand.press("Enter")
    # Sixteen in euros.
    for number in range(21, 31):
        hand.type(f"{number}0,5")
        hand.press("Enter")
    assert hand.row == "VT-31"
    assert {code for code, count in hand.keys.items() if count > MOST_KEYS} == set()
    # 1 to 20 without 5, 10 and 15: 180 thousand dollars. 21 to 30: 10 × 0,5 + 10 × 255 = 2.555 euros.
    expect(live(page)).to_have_text(
        "đã nhập 28 · không phát sinh 1 · chưa báo cáo 11 · đang nhập "
        "2.555,00\u00a0EUR; 180.000,00\u00a0USD; 5.000\u00a0đồng"
    )

    # A column of the last ten, with a gap, a text and its total; the currency beside it.
    column = ["310,5", "320", "", "chờ sao kê", "350", "360", "370", "380,25", "390", "400", "2.880,75"]
    paste(page, "".join(f"{text}\r\n" for text in column))

    notice = page.locator("[data-pasted]")
    expect(notice).to_contain_text("Đã điền 9 hàng, chưa lưu, 1 ô cần xem lại.")
    expect(notice).to_contain_text("Dòng cuối “11: 2.880,75” bằng tổng các dòng trên nên coi là dòng tổng, không điền.")
    expect(page.get_by_label("Số tiền của VT-33")).to_have_value("")
    expect(page.get_by_label("Số tiền của VT-34")).to_have_attribute("aria-invalid", "true")
    expect(live(page)).to_contain_text("5.435,75\u00a0EUR")
    expect(live(page)).to_contain_text("1 ô chưa đọc được")
    assert Disbursement.objects.filter(dated_on__gte=date(2016, 7, 1)).count() == 0

    # Saved with the text still there: nothing is kept, all stays, the hand is at the wrong row.
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("VT-34: Không đọc được số “chờ sao kê”")
    expect(page.get_by_label("Số tiền của VT-34")).to_be_focused()
    expect(page.get_by_label("Số tiền của VT-40")).to_have_value("400")
    expect(page.locator("[data-pasted]")).to_contain_text("2.880,75")
    assert Disbursement.objects.filter(dated_on__gte=date(2016, 7, 1)).count() == 0
    page.keyboard.press("Control+A")
    page.keyboard.type("340")
    page.keyboard.press("Control+Enter")

    told = page.get_by_role("status").filter(has_text="Đã lưu")
    # 2.555 + 310,5 + 320 + 340 + 350 + 360 + 370 + 380,25 + 390 + 400 = 5.775,75 euros.
    expect(told).to_contain_text(
        "Đã lưu quý III năm 2016: 37 dòng giải ngân "
        "(5.775,75\u00a0EUR; 180.000,00\u00a0USD; 5.000\u00a0đồng); 1 khoản không phát sinh; 1 khoản chưa báo cáo."
    )
    rows = Disbursement.objects.filter(dated_on=date(2016, 8, 15), dated_precision="quarter")
    assert sums(rows) == {"USD": 180_000, "VND": 5000, "EUR": Decimal("5775.75")}
    # 180.000 + 5.000 ÷ 22.300 (0,22) + each euro row × 25.000 ÷ 22.300, rounded one by one.
    euros = [row.amount for row in rows if row.currency == "EUR"]
    by_hand = sum(to_minor(amount * 25000 / Decimal(22300), 2) for amount in euros)
    assert sum(row.usd_cents or 0 for row in rows) == 18_000_000 + 22 + by_hand
    replies = PeriodAnswer.objects.order_by("project__code").values_list("project__code", "reply")
    assert list(replies) == [("VT-10", PeriodReply.NOTHING), ("VT-15", PeriodReply.WAITING)]

    # Who has not answered remains to be called.
    expect(page.get_by_label("Số tiền của VT-33")).to_be_focused()
    page.goto(f"{URL}&show=open")
    codes = page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.dataset.code)")
    assert codes == ["VT-15", "VT-33"]
    assert len(projects) == 40


def test_keys_lead_up_and_down_and_to_the_button(staff: User, page_for: Any):
    make_forty()
    page = page_for("nhanvien", start=URL)
    first, second = page.get_by_label("Số tiền của VT-01"), page.get_by_label("Số tiền của VT-02")

    for keys, focused in (
        ("ArrowDown", second),
        ("ArrowUp", first),
        ("Enter", second),
        ("Shift+Enter", first),
        ("ArrowUp", first),
        ("Tab", page.get_by_label("Loại tiền của VT-01")),
        ("Tab", page.get_by_label("Trả lời của VT-01")),
        ("Enter", second),
    ):
        page.keyboard.press(keys)
        expect(focused).to_be_focused()
    page.get_by_label("Số tiền của VT-40").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lưu", exact=True)).to_be_focused()
    assert Disbursement.objects.filter(dated_on__gte=date(2016, 7, 1)).count() == 0


def test_pasted_columns(staff: User, page_for: Any):
    make_forty()
    page = page_for("nhanvien", start=URL)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notice, undo = page.locator("[data-pasted]"), page.get_by_role("button", name="Hoàn tác lần dán")

    def values(*codes: str) -> list[tuple[str, str]]:
        return [
            (
                page.get_by_label(f"Số tiền của {code}").input_value(),
                page.get_by_label(f"Loại tiền của {code}").input_value(),
            )
            for code in codes
        ]

    # Amount and currency; quoted cells, no-break spaces, a currency that is none of ours.
    paste(page, '"1.234,50"\tEUR\r\n2\u00a0000\tđồng\r\n\tUSD\r\n30\tXYZ\r\n"hai\ndòng"\r\n')
    assert values("VT-01", "VT-02", "VT-03", "VT-04", "VT-05") == [
        ("1.234,50", "EUR"),
        ("2 000", "VND"),
        ("", "USD"),
        ("30 XYZ", "USD"),
        ("hai dòng", "USD"),
    ]
    expect(notice).to_contain_text("Đã điền 4 hàng, chưa lưu, 2 ô cần xem lại.")
    undo.click()
    assert values("VT-01", "VT-02", "VT-04") == [("", "USD")] * 3
    expect(undo).to_be_hidden()

    # More lines than rows.
    page.get_by_label("Số tiền của VT-39").focus()
    paste(page, "10\n20\n1.234.567\nghi chú\n")
    assert values("VT-39", "VT-40") == [("10", "EUR"), ("20", "EUR")]
    expect(notice).to_contain_text("Cột dán có 4 dòng, bảng còn 2 hàng; dòng thừa: “3: 1.234.567”; “4: ghi chú”")

    # Codes in front: each number finds its own row, in whatever order.
    page.get_by_label("Số tiền của VT-01").focus()
    paste(page, "Mã\tSố tiền\nVT-12\t500\nvt-03\t(700)\tVND\nVT-99\t9\n")
    assert values("VT-01", "VT-12", "VT-03") == [("", "USD"), ("500", "USD"), ("(700)", "VND")]
    expect(notice).to_contain_text("2 dòng không khớp mã nào trong bảng: 1: Mã Số tiền; 4: VT-99 9.")

    # Too wide a range is not guessed at.
    paste(page, "1\t2\t3\n4\t5\t6\n")
    expect(notice).to_contain_text("Chưa dán: vùng chép có quá nhiều cột.")
    assert values("VT-01") == [("", "USD")]


def test_an_amount_ends_the_answer_on_the_page_too(staff: User, page_for: Any):
    one = make_forty()[0]
    PeriodAnswer(project=one, start_on=date(2016, 7, 1), end_on=date(2016, 9, 30), reply="nothing").save()
    page = page_for("nhanvien", start=URL)
    amount, answer = page.get_by_label("Số tiền của VT-01"), page.get_by_label("Trả lời của VT-01")
    expect(live(page)).to_contain_text("không phát sinh 1")

    amount.fill("10")
    expect(answer).to_have_value("")
    expect(live(page)).to_contain_text("đã nhập 1 · không phát sinh 0")
    amount.fill("")
    expect(answer).to_have_value("nothing")


TEXTS = (
    *(
        "0",
        "7",
        "1500",
        "1.500",
        "1,500",
        "1.500,5",
        "1,500.25",
        "1.234,50",
        "1,234.50",
        "12.5",
        "12,5",
        "0.500",
        "00,500",
    ),
    *(
        "1.234.567",
        "1,234,567",
        "1 234 567",
        "1 234 567,25",
        "1.23.456",
        "12.3456",
        "1.500,000",
        "0,00",
        "1500,00",
        "5.000",
    ),
    *(
        "-7",
        "+7",
        "−7",
        "(1.234.567)",
        "- 7",
        "--7",
        "(-7)",
        "7-",
        "abc",
        "1e3",
        "7%",
        "1.500 000",
        "2\u00a0000",
        " 12 ",
    ),
    *("999999999999999", "1234567890123456", "12345678901234,5", "123456789012345,50", "1234567890123,45", "٣"),
)


def understood(text: str, currency: str) -> int | None:
    try:
        return to_minor(read_amount(text, currency)[0], places(currency))
    except (DoubtfulNumber, UnreadableNumber):
        return None


@pytest.mark.parametrize("currency", ["USD", "VND"])
def test_the_page_reads_numbers_as_the_server_does(staff: User, page_for: Any, currency: str):
    make_forty()
    page = page_for("nhanvien", start=URL)

    read = page.evaluate(
        "([texts, currency]) => texts.map(text => certainUnits(text, currency)?.toString() ?? null)",
        [list(TEXTS), currency],
    )

    found = {text: None if units is None else int(units) for text, units in zip(TEXTS, read, strict=True)}
    assert found == {text: understood(text, currency) for text in TEXTS}


def test_the_page_has_no_fault_on_a_phone_and_when_refused(staff: User, page_for: Any):
    make_forty()
    page = page_for("nhanvien", viewport=PHONE, start=URL)
    opened = faults_of(page)
    page.get_by_label("Số tiền của VT-01").fill("1.500")
    page.get_by_label("Số tiền của VT-02").fill("x")
    page.get_by_label("Số tiền của VT-03").fill("4 tỷ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_load_state()

    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu: có 2 chỗ cần sửa")
    expect(live(page)).to_contain_text("đang nhập 4.000.000.000,00\u00a0USD · 2 ô chưa đọc được")
    assert (opened, faults_of(page)) == ([], [])
    page.get_by_label("1.500,00\u00a0USD").check()
    expect(live(page)).to_contain_text("đang nhập 4.000.001.500,00\u00a0USD · 1 ô chưa đọc được")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert faults_of(page) == []
