"""Quick entry of a period: who is asked, what is saved, what is refused with everything typed still there."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from aid.choices import AidForm, PeriodReply, Stage, Status
from aid.models import AidProject, Disbursement, PeriodAnswer
from aid.queries.quick_entry import (
    State,
    UnknownPeriod,
    asked_projects,
    last_ended_quarter,
    read_period,
    spoken_reply,
    undated_projects,
)
from config.accounts.models import User
from config.kit import clock
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, lock, save
from tests.conftest import PASSWORD
from tests.contracts.posted import forms_of, main_form
from tests.factories.aid import make_agency, make_commitment, make_disbursement, make_project, make_rate

pytestmark = pytest.mark.django_db

URL = "/aid/disbursements/quick-entry/"
TODAY = date(2016, 11, 2)
YEAR_2016 = {"start": PartialDate.of_year(2016), "end": PartialDate.of_year(2016)}
Q3 = read_period("2016-Q3", today=TODAY)
NB = "\u00a0"


@pytest.fixture(autouse=True)
def _second_of_november(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def project(code: str, **fields: Any) -> AidProject:
    return make_project(**{"code": code, **YEAR_2016, **fields})


def codes(period: str = "2016-Q3") -> list[str]:
    entry = read_period(period, today=TODAY)
    return [one.project.code for one in asked_projects(entry, AidProject.objects.all()) if one.project.is_asked]


class Sheet:
    """The page as an officer has it open: type into rows, then send."""

    def __init__(self, client: Client, user: User, query: str = "period=2016-Q3") -> None:
        self.client, self.user = client, user
        self.response = client.get(f"{URL}?{query}")
        self.data = main_form(self.response.content.decode()).values

    def type(self, one: AidProject, amount: str = "", **fields: str) -> "Sheet":
        values = {"amount": amount, **fields} if amount else fields
        self.data |= {f"p{one.pk}-{name}": [value] for name, value in values.items()}
        return self

    def send(self, **fields: str) -> Any:
        return self.client.post(URL, self.data | {name: [value] for name, value in fields.items()})


@pytest.fixture
def sheet(staff_client: Client, staff: User) -> Any:
    return lambda query="period=2016-Q3": Sheet(staff_client, staff, query)


def errors(response: Any) -> list[str]:
    assert response.status_code == 200, response.get("Location")
    return [error["text"] for error in response.context["form"].all_errors]


def stored() -> list[tuple[str, str, str, str]]:
    rows = Disbursement.objects.order_by("project__code", "pk")
    return [(row.project.code, f"{row.amount.normalize():f}", row.currency, str(row.dated)) for row in rows]


def answers() -> list[tuple[str, str]]:
    return [(one.project.code, one.reply) for one in PeriodAnswer.objects.order_by("project__code")]


# The period -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "start", "end", "dated"),
    [
        ("2016-Q3", "quý III năm 2016", date(2016, 7, 1), date(2016, 9, 30), "quý III/2016"),
        ("2016-02", "tháng 2 năm 2016", date(2016, 2, 1), date(2016, 2, 29), "02/2016"),
        ("2016-H1", "6 tháng đầu năm 2016", date(2016, 1, 1), date(2016, 6, 30), "quý II/2016"),
        ("2015-H2", "6 tháng cuối năm 2015", date(2015, 7, 1), date(2015, 12, 31), "quý IV/2015"),
        ("2016", "năm 2016", date(2016, 1, 1), date(2016, 12, 31), "2016"),
    ],
)
def test_period_is_read_from_its_key(text: str, label: str, start: date, end: date, dated: str):
    entry = read_period(text, today=TODAY)

    assert (entry.label, entry.period.start, entry.period.end, str(entry.dated)) == (label, start, end, dated)
    assert entry.period.contains(entry.dated.on)


@pytest.mark.parametrize(
    "text", ["2016-Q5", "2016-13", "2016-00", "quý 3", "0000-Q1", "2101", "2016-q3", "٢٠١٦", "\x00"]
)
def test_what_is_no_period_is_told_so(text: str):
    with pytest.raises(UnknownPeriod, match=r"^Không có kỳ “.*”\. Chọn năm và quý"):
        read_period(text, today=TODAY)


def test_period_that_has_not_begun_is_refused_in_words():
    with pytest.raises(UnknownPeriod, match=r"^Quý I năm 2017 chưa bắt đầu"):
        read_period("2017-Q1", today=TODAY)
    assert read_period("2016-Q4", today=TODAY).label == "quý IV năm 2016"


@pytest.mark.parametrize(
    ("today", "key"), [(date(2016, 11, 2), "2016-Q3"), (date(2016, 12, 31), "2016-Q3"), (date(2017, 1, 1), "2016-Q4")]
)
def test_last_ended_quarter(today: date, key: str):
    assert last_ended_quarter(today).key == key


def test_page_opens_the_last_ended_quarter(staff_client: Client):
    project("VT-01")

    page = staff_client.get(URL)

    assert page.context["entry"].key == "2016-Q3"
    assert "<h1>Giải ngân quý III năm 2016</h1>" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("period=2017-Q2", "Quý II năm 2017 chưa bắt đầu nên chưa ghi giải ngân được. Chọn kỳ đã bắt đầu."),
        ("period=abc", "Không có kỳ “abc”. Chọn năm và quý, tháng, 6 tháng hoặc cả năm trong hai ô bên dưới."),
        (
            "year=2016&part=Q9",
            "Không có kỳ “2016-Q9”. Chọn năm và quý, tháng, 6 tháng hoặc cả năm trong hai ô bên dưới.",
        ),
    ],
)
def test_bad_period_in_the_address_is_a_sentence_and_the_default(staff_client: Client, query: str, sentence: str):
    page = staff_client.get(f"{URL}?{query}")

    assert (page.status_code, page.context["entry"].key) == (200, "2016-Q3")
    assert page.context["problem"] == f"{sentence} Đang mở quý III năm 2016."
    assert sentence in page.content.decode()


def test_year_and_part_choose_the_period(staff_client: Client):
    chosen = [staff_client.get(f"{URL}?year=2016&part={part}").context["entry"].key for part in ("Q1", "H1", "Y", "07")]

    assert chosen == ["2016-Q1", "2016-H1", "2016", "2016-07"]


# Who is asked -----------------------------------------------------------------------------------------


def test_running_projects_are_asked_by_owner_and_code():
    dai_tu, vo_nhai = make_agency("UBND huyện Đại Từ"), make_agency("UBND huyện Võ Nhai")
    project("VT-09", owner=vo_nhai)
    project("VT-02", owner=dai_tu)
    project("VT-01", owner=vo_nhai)
    project("VT-00")
    project("VT-15", owner=dai_tu, start=PartialDate.of_year(2014), end=PartialDate.of_year(2015))
    project("VT-17", owner=dai_tu, start=PartialDate.of_year(2017), end=PartialDate.of_year(2018))
    project("VT-20", owner=dai_tu, stage=Stage.REJECTED)
    project("VT-21", owner=dai_tu, stage=Stage.SUBMITTED)
    archive(project("VT-22", owner=dai_tu), by=None, reason="Ghi nhầm")

    assert codes() == ["VT-02", "VT-01", "VT-09", "VT-00"]


def test_programme_is_asked_through_its_components():
    programme = project("CT-01", modality="programme")
    project("VT-01", parent=programme)

    assert codes() == ["VT-01"]


def test_project_without_a_known_end_is_asked_until_it_is_completed():
    one = project("VT-01", end=None)
    assert (codes("2016-Q3"), codes("2015-Q4")) == (["VT-01"], [])

    one.stage = Stage.COMPLETED
    save(one, by=None)
    assert codes("2016-Q3") == []


def test_projects_under_way_without_any_date_are_named(staff_client: Client):
    make_project(code="VT-77")
    project("VT-01")

    assert [one.code for one in undated_projects(Q3, AidProject.objects.all())] == ["VT-77"]
    assert "1 khoản đang thực hiện không có trong bảng vì chưa ghi ngày" in staff_client.get(URL).content.decode()


def test_usual_currency_is_that_of_the_last_disbursement_else_commitment_else_dollars():
    paid, promised, new = project("VT-01"), project("VT-02"), project("VT-03")
    make_commitment(project=paid, currency="EUR")
    make_disbursement(project=paid, currency="KRW", on=date(2016, 1, 5))
    make_disbursement(project=paid, currency="JPY", on=date(2015, 1, 5))
    make_commitment(project=promised, currency="VND", amount="1000")

    found = {one.project.pk: one.project.usual_currency for one in asked_projects(Q3, AidProject.objects.all())}
    assert found == {paid.pk: "KRW", promised.pk: "VND", new.pk: "USD"}


def test_state_of_a_project_in_the_period():
    entered, nothing, waiting, open_ = (project(f"VT-0{n}") for n in range(1, 5))
    make_disbursement("5", "USD", date(2016, 7, 1), project=entered)
    make_disbursement("7", "EUR", date(2016, 9, 30), project=entered)
    make_disbursement("9", "USD", date(2016, 10, 1), project=open_)
    span = {"start_on": date(2016, 7, 1), "end_on": date(2016, 9, 30)}
    save(PeriodAnswer(project=nothing, reply=PeriodReply.NOTHING, **span), by=None)
    save(PeriodAnswer(project=waiting, reply=PeriodReply.WAITING, **span), by=None)
    other = {"start_on": date(2016, 1, 1), "end_on": date(2016, 12, 31)}
    save(PeriodAnswer(project=open_, reply=PeriodReply.NOTHING, **other), by=None)

    found = asked_projects(Q3, AidProject.objects.all())

    assert [one.state for one in found] == [State.ENTERED, State.NOTHING, State.WAITING, State.OPEN]
    assert [one.is_answered for one in found] == [True, True, False, False]
    assert found[0].amounts == {"EUR": Decimal(7), "USD": Decimal(5)}


@pytest.mark.parametrize(
    ("text", "reply"),
    [("-", "nothing"), ("–", "nothing"), ("Không phát sinh", "nothing"), ("?", "waiting"), ("chưa báo cáo", "waiting")],
)
def test_words_in_place_of_an_amount(text: str, reply: str):
    assert spoken_reply(text) == reply


@pytest.mark.parametrize("text", ["0", "-1", "chưa rõ", "", "1500"])
def test_other_words_are_no_answer(text: str):
    assert spoken_reply(text) is None


# Saving ---------------------------------------------------------------------------------------------


def test_amounts_and_answers_are_saved_at_once(sheet: Any, staff: User):
    make_rate("USD", "22000", on=date(2016, 8, 1))
    make_rate("EUR", "24200", on=date(2016, 8, 1))
    ones = [project(f"VT-0{n}") for n in range(1, 8)]
    page = sheet()
    page.type(ones[0], "1,5 triệu", currency="VND").type(ones[1], "1.234,50", currency="EUR").type(ones[2], "-200")
    page.type(ones[3], "0").type(ones[4], "-").type(ones[5], answer="waiting")

    response = page.send(status="estimate", form="goods", document="CV 12/BC")

    assert response.status_code == 302
    assert response.headers["Location"] == f"{URL}?period=2016-Q3&show=all"
    assert stored() == [
        ("VT-01", "1500000", "VND", "quý III/2016"),
        ("VT-02", "1234.5", "EUR", "quý III/2016"),
        ("VT-03", "-200", "USD", "quý III/2016"),
    ]
    assert answers() == [("VT-04", "nothing"), ("VT-05", "nothing"), ("VT-06", "waiting")]
    rows = Disbursement.objects.order_by("project__code")
    # 1.500.000 ÷ 22.000 = 68,18 USD; 1.234,5 × 24.200 ÷ 22.000 = 1.357,95 USD.
    assert [row.usd_cents for row in rows] == [6818, 135795, -20000]
    assert [row.vnd for row in rows] == [1500000, 29874900, -4400000]
    assert [row.is_refund for row in rows] == [False, False, True]
    assert {(row.status, row.form, row.document) for row in rows} == {(Status.ESTIMATE, AidForm.GOODS, "CV 12/BC")}
    assert {row.history.get().history_user for row in rows} == {staff}
    assert {row.history.get().history_change_reason for row in rows} == {"Nhập nhanh quý III năm 2016"}


def test_what_was_saved_is_told(sheet: Any, staff_client: Client):
    ones = [project(f"VT-0{n}") for n in range(1, 4)]
    page = sheet().type(ones[0], "10", currency="USD").type(ones[1], "-4", currency="USD").type(ones[2], "0")

    told = staff_client.get(page.send().headers["Location"]).content.decode()

    sentence = (
        f"Đã lưu quý III năm 2016: 2 dòng giải ngân (6,00{NB}USD); 1 dòng trong đó là hoàn trả; "
        "1 khoản không phát sinh; 2 dòng chưa quy đổi vì thiếu tỷ giá."
    )
    assert sentence in told


@pytest.mark.parametrize(
    ("period", "dated", "note"),
    [("2016-07", "07/2016", ""), ("2016", "2016", ""), ("2016-H1", "quý II/2016", "Giải ngân 6 tháng đầu năm 2016")],
)
def test_rows_are_dated_as_exactly_as_the_period(sheet: Any, period: str, dated: str, note: str):
    one = project("VT-01")

    sheet(f"period={period}").type(one, "10").send()

    assert [(str(row.dated), row.note) for row in Disbursement.objects.all()] == [(dated, note)]


def test_a_form_sent_twice_is_saved_once(sheet: Any):
    one = project("VT-01")
    page = sheet().type(one, "10")

    first, second = page.send(), page.send()

    assert (first.headers["Location"], len(stored())) == (second.headers["Location"], 1)


def test_an_amount_beside_rows_is_a_further_row_and_the_page_says_so(sheet: Any):
    one = project("VT-01")
    make_disbursement("5000", project=one)
    page = sheet()
    text = page.response.content.decode()
    assert (f"1 dòng: 5.000,00{NB}USD" in text, "Nhập nữa là thêm một dòng." in text) == (True, True)

    page.type(one, "10").send()

    assert [row[1] for row in stored()] == ["5000", "10"]


def test_an_amount_ends_the_answer_that_stood_and_its_history_stays(sheet: Any):
    one = project("VT-01")
    sheet().type(one, answer="nothing").send()

    page = sheet()
    assert page.data[f"p{one.pk}-answer"] == ["nothing"]
    page.type(one, "10").send()

    assert (answers(), len(stored())) == ([], 1)
    kept = PeriodAnswer.history.order_by("history_id")
    assert [(row.history_type, row.history_change_reason) for row in kept] == [
        ("+", "Nhập nhanh quý III năm 2016"),
        ("-", "Đã ghi số tiền quý III năm 2016"),
    ]


def test_an_answer_is_changed_and_taken_back_with_history(sheet: Any):
    one = project("VT-01")
    sheet().type(one, answer="waiting").send()
    sheet().type(one, "0").send()
    assert answers() == [("VT-01", "nothing")]

    sheet().type(one, answer="").send()

    assert answers() == []
    kept = PeriodAnswer.history.order_by("history_id")
    assert [(row.history_type, row.reply) for row in kept] == [("+", "waiting"), ("~", "nothing"), ("-", "nothing")]


def test_a_payment_before_every_commitment_is_warned_about(sheet: Any, staff_client: Client):
    early, fine = project("VT-01"), project("VT-02")
    make_commitment(project=early, on=date(2016, 10, 1))
    make_commitment(project=fine, on=date(2016, 9, 30))

    page = staff_client.get(sheet().type(early, "10").type(fine, "10").send().headers["Location"]).content.decode()

    assert "Giải ngân trước mọi cam kết của khoản viện trợ: VT-01. Xem lại." in page


# Refused ------------------------------------------------------------------------------------------------


def test_one_wrong_row_keeps_all_and_saves_nothing(sheet: Any):
    good, wrong = project("VT-01"), project("VT-02")

    response = sheet().type(good, "10", currency="EUR").type(wrong, "chưa rõ").send(document="CV 12")

    sentence = "Không đọc được số “chưa rõ”; hãy ghi theo dạng 1.234.567,89, 1500000 hoặc 1,5 triệu."
    assert errors(response) == [f"VT-02: {sentence}"]
    assert (stored(), answers()) == ([], [])
    kept = main_form(response.content.decode()).values
    assert [
        kept[name] for name in (f"p{good.pk}-amount", f"p{good.pk}-currency", f"p{wrong.pk}-amount", "document")
    ] == [
        ["10"],
        ["EUR"],
        ["chưa rõ"],
        ["CV 12"],
    ]
    page = response.content.decode()
    assert f'<a href="#id_p{wrong.pk}-amount">VT-02: Không đọc được' in page
    assert page.count('aria-invalid="true"') == 1


def test_a_refused_form_is_saved_when_sent_again(sheet: Any, staff_client: Client):
    one = project("VT-01")
    refused = sheet().type(one, "x").send()

    again = main_form(refused.content.decode()).values | {f"p{one.pk}-amount": ["10"]}
    staff_client.post(URL, again)

    assert len(stored()) == 1


def test_a_doubtful_amount_is_asked_about(sheet: Any, staff_client: Client):
    one = project("VT-01")
    asked = sheet().type(one, "1.500").send()
    assert errors(asked) == [f"VT-01: Số này là 1.500,00{NB}USD hay 1,50{NB}USD? Chọn bên dưới hoặc ghi lại."]

    form = main_form(asked.content.decode())
    assert form.choices[f"p{one.pk}-meant"] == ["1500", "1.5"]
    staff_client.post(URL, form.values | {f"p{one.pk}-meant": ["1500"]})

    assert stored() == [("VT-01", "1500", "USD", "quý III/2016")]


@pytest.mark.parametrize(
    ("amount", "fields", "sentence"),
    [
        ("1234567890123456", {}, "Số “1234567890123456” dài quá 15 chữ số; hãy kiểm tra xem có gõ thừa chữ số không."),
        ("10000000000000", {}, "Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0."),
        ("10 EUR", {}, "Số tiền ghi EUR nhưng loại tiền chọn USD. Sửa cho khớp."),
        (
            "10",
            {"answer": "nothing"},
            "Có số tiền thì không chọn “Không phát sinh”. Bỏ số tiền, hoặc để trống trả lời.",
        ),
        (
            "0",
            {"answer": "waiting"},
            "Ô số tiền nghĩa là “Không phát sinh” nhưng trả lời chọn “Chưa báo cáo”. Giữ một trong hai.",
        ),
        ("1,5", {"currency": "VND"}, "Số “1,5” có phần thập phân; ở đây chỉ nhận số nguyên, hãy ghi lại số."),
        ("10", {"currency": ""}, "Chưa chọn loại tiền."),
        ("a\x00b", {}, "Nội dung có ký tự rỗng (NUL) ở vị trí 2; hãy xóa ký tự đó hoặc gõ lại nội dung."),
    ],
)
def test_a_row_that_cannot_be_kept(sheet: Any, amount: str, fields: dict[str, str], sentence: str):
    one = project("VT-01")

    found = errors(sheet().type(one, amount, **fields).send())

    assert found == [f"VT-01: {sentence}"]
    assert (stored(), answers()) == ([], [])


def test_a_choice_that_is_not_offered_is_refused(sheet: Any):
    one = project("VT-01")

    response = sheet().type(one, "10", currency="XXX").send(status="x")

    assert [text.partition(":")[0] for text in errors(response)] == ["Số liệu", "VT-01"]
    assert stored() == []


@pytest.mark.parametrize(("amount", "fields"), [("0", {}), ("?", {}), ("", {"answer": "nothing"})])
def test_an_answer_never_stands_beside_money(sheet: Any, amount: str, fields: dict[str, str]):
    one = project("VT-01")
    make_disbursement("5000", project=one)

    found = errors(sheet().type(one, amount, **fields).send())

    assert [text[: text.index(" nên")] for text in found] == [f"VT-01: Kỳ này đã có 1 dòng (5.000,00{NB}USD)"]
    assert answers() == []


def test_nothing_typed_is_told(sheet: Any):
    project("VT-01")

    assert errors(sheet().send()) == ["Chưa nhập gì. Gõ số tiền hoặc chọn câu trả lời cho ít nhất một khoản rồi lưu."]


def test_a_value_beyond_reason_is_told_beside_its_row(sheet: Any):
    make_rate("GBP", "30000", on=date(2016, 8, 1))
    one, other = project("VT-01"), project("VT-02")

    found = errors(sheet().type(one, "100000000000", currency="GBP").type(other, "10").send())

    assert found == ["VT-01: Giá trị quy đổi vượt quá một triệu tỷ. Kiểm tra lại số tiền, loại tiền và tỷ giá."]
    assert stored() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("archive", "vừa được lưu trữ nên không nhận thêm tiền."),
        ("refuse", "vừa chuyển sang “Không phê duyệt” nên không nhận thêm tiền."),
        ("split", "nay có dự án thành phần: ghi tiền ở từng dự án thành phần."),
        ("end", "không còn thực hiện trong kỳ này vì thời gian hoặc giai đoạn vừa được sửa."),
    ],
)
def test_a_project_that_takes_no_money_meanwhile(sheet: Any, change: str, sentence: str):
    one = project("VT-01", name="Trạm y tế xã La Bằng")
    page = sheet().type(one, "10")
    if change == "archive":
        archive(one, by=None, reason="Ghi nhầm")
    elif change == "split":
        project("VT-02", parent=one)
    else:
        current = lock(AidProject, one.pk)
        current.stage = Stage.REJECTED if change == "refuse" else current.stage
        current.start = current.end = PartialDate.of_year(2015)
        save(current, by=None)

    response = page.send()

    assert [text[: text.index(". ") + 1] for text in errors(response)] == [f"VT-01: “Trạm y tế xã La Bằng” {sentence}"]
    assert main_form(response.content.decode()).values[f"p{one.pk}-amount"] == ["10"]
    assert stored() == []


def test_a_project_that_is_no_more_is_told_with_what_was_typed(sheet: Any):
    project("VT-01")
    page = sheet()
    page.data["p99999-amount"] = ["1.234,50"]

    assert errors(page.send()) == [
        "Có 1 hàng của khoản viện trợ không còn trong sổ, đã bỏ ra khỏi bảng: 1.234,50. Kiểm tra rồi lưu lại."
    ]


def test_a_future_period_cannot_be_sent(sheet: Any):
    one = project("VT-01", end=PartialDate.of_year(2018))

    found = errors(sheet().type(one, "10").send(period="2017-Q1"))

    assert found[0].startswith("Quý I năm 2017 chưa bắt đầu")
    assert stored() == []


# Two people ---------------------------------------------------------------------------------------------


def test_what_somebody_else_wrote_meanwhile_is_shown_before_anything_is_saved(
    sheet: Any, admin: User, admin_client: Client, staff_client: Client
):
    one, other = project("VT-01"), project("VT-02")
    mine = sheet().type(one, "10").type(other, "20")
    Sheet(admin_client, admin).type(one, "7.000,00").send()

    refused = mine.send()

    assert errors(refused) == [
        f"VT-01: Trong lúc bạn nhập, {admin.full_name} đã ghi 1 dòng (7.000,00{NB}USD) cho khoản này trong kỳ; "
        "xem lại, sửa nếu cần, rồi lưu lần nữa."
    ]
    assert [row[1] for row in stored()] == ["7000"]

    seen = main_form(refused.content.decode()).values
    assert (seen[f"p{one.pk}-amount"], seen[f"p{other.pk}-amount"]) == (["10"], ["20"])
    staff_client.post(URL, seen)
    assert [row[:2] for row in stored()] == [("VT-01", "7000"), ("VT-01", "10"), ("VT-02", "20")]


def test_an_answer_given_meanwhile_is_kept_where_nobody_typed(sheet: Any, admin: User, admin_client: Client):
    one, other = project("VT-01"), project("VT-02")
    mine = sheet().type(other, "20")
    Sheet(admin_client, admin).type(one, "0").send()

    assert mine.send().status_code == 302

    assert (answers(), len(stored())) == ([("VT-01", "nothing")], 1)


def test_an_answer_given_meanwhile_is_shown_where_somebody_typed(sheet: Any, admin: User, admin_client: Client):
    one = project("VT-01")
    mine = sheet().type(one, "10")
    Sheet(admin_client, admin).type(one, "0").send()

    refused = mine.send()

    assert errors(refused) == [
        f"VT-01: Trong lúc bạn nhập, {admin.full_name} đã ghi “Không phát sinh” cho khoản này; "
        "xem lại, sửa nếu cần, rồi lưu lần nữa."
    ]
    assert main_form(refused.content.decode()).values[f"p{one.pk}-answer"] == ["nothing"]


def test_a_row_changed_or_archived_meanwhile_is_noticed(sheet: Any):
    one = project("VT-01")
    row = make_disbursement("5000", project=one)
    mine = sheet().type(one, "10")
    archive(row, by=None, reason="Ghi nhầm")

    assert errors(mine.send()) == [
        "VT-01: Trong lúc bạn nhập, người khác đã bỏ số liệu kỳ này của khoản này; "
        "xem lại, sửa nếu cần, rồi lưu lần nữa."
    ]


def test_own_second_window_is_named(sheet: Any):
    one = project("VT-01")
    mine = sheet().type(one, "10")
    sheet().type(one, "7").send()

    assert "Trong lúc bạn nhập, chính bạn, ở cửa sổ khác, đã ghi 1 dòng" in errors(mine.send())[0]


@pytest.mark.parametrize("seen", ["", "x", "/nothing", "²/²", "\x00"])
def test_a_crafted_marker_saves_nothing(sheet: Any, seen: str):
    one = project("VT-01")

    response = sheet().type(one, "10", seen=seen).send()

    assert (response.status_code, stored()) == (200, [])


# The page ------------------------------------------------------------------------------------------------


@pytest.fixture
def answered() -> list[AidProject]:
    ones = [project(f"VT-0{n}", owner=make_agency("UBND huyện Đại Từ")) for n in range(1, 5)]
    make_disbursement("5000", project=ones[0])
    span = {"start_on": date(2016, 7, 1), "end_on": date(2016, 9, 30)}
    save(PeriodAnswer(project=ones[1], reply=PeriodReply.NOTHING, **span), by=None)
    save(PeriodAnswer(project=ones[2], reply=PeriodReply.WAITING, **span), by=None)
    return ones


def shown_codes(page: Any) -> list[str]:
    return [shown.project.code for _, rows in page.context["groups"] for shown in rows]


def test_who_has_answered_is_filtered(staff_client: Client, answered: list[AidProject]):
    pages = {show: staff_client.get(f"{URL}?period=2016-Q3&show={show}") for show in ("all", "open", "answered", "x")}

    assert {show: shown_codes(page) for show, page in pages.items()} == {
        "all": ["VT-01", "VT-02", "VT-03", "VT-04"],
        "open": ["VT-03", "VT-04"],
        "answered": ["VT-01", "VT-02"],
        "x": ["VT-01", "VT-02", "VT-03", "VT-04"],
    }
    text = pages["open"].content.decode()
    assert "đã nhập 1 · không phát sinh 1 · chưa báo cáo 2" in text
    assert [label for label, _, _ in pages["all"].context["chips"]] == ["Tất cả: 4", "Chưa trả lời: 2", "Đã trả lời: 2"]


def test_counts_and_sums_hold_what_is_typed(sheet: Any, answered: list[AidProject]):
    page = sheet().type(answered[0], "10,5").type(answered[2], "0").type(answered[3], "x").send()

    text = page.content.decode()
    assert "đã nhập 1 · không phát sinh 2 · chưa báo cáo 1" in text
    assert f"đang nhập 10,50{NB}USD · 1 ô chưa đọc được" in " ".join(
        text.split("data-live-sums>")[1].split("</span>")[0].split(" ")
    ).replace("· đang", "đang")


def test_rows_with_something_typed_stay_whatever_is_filtered(sheet: Any, answered: list[AidProject]):
    page = sheet("period=2016-Q3&show=open").type(answered[3], "x").send()

    assert (shown_codes(page), page.context["show"]) == (["VT-03", "VT-04"], "open")


def test_state_of_the_period_as_excel(staff_client: Client, answered: list[AidProject]):
    response = staff_client.get(f"{URL}?period=2016-Q3&show=all&export=xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert response.headers["Content-Disposition"] == 'attachment; filename="giai-ngan-quy-iii-nam-2016.xlsx"'
    assert [row[1:7] for row in rows] == [
        ["Mã", "Chủ khoản viện trợ", "Tình trạng", "Số dòng trong kỳ", "Nguyên tệ trong kỳ", "USD trong kỳ"],
        ["VT-01", "UBND huyện Đại Từ", "Đã nhập", 1.0, f"5.000,00{NB}USD", 5000.0],
        ["VT-02", "UBND huyện Đại Từ", "Không phát sinh", 0.0, "", ""],
        ["VT-03", "UBND huyện Đại Từ", "Chưa báo cáo", 0.0, "", ""],
        ["VT-04", "UBND huyện Đại Từ", "Chưa trả lời", 0.0, "", ""],
    ]


def test_a_contradiction_made_elsewhere_is_said(staff_client: Client, answered: list[AidProject]):
    make_disbursement("3", project=answered[1])

    text = staff_client.get(f"{URL}?period=2016-Q3").content.decode()

    assert "Đã ghi “Không phát sinh” nhưng có dòng giải ngân; đang tính theo dòng giải ngân." in text


def test_pages_of_two_hundred(staff_client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("aid.views.quick_entry.ROWS_A_PAGE", 2)
    for number in range(3):
        project(f"VT-0{number}")

    pages = [staff_client.get(f"{URL}?page={page}") for page in ("1", "2", "99", "x")]

    assert [shown_codes(page) for page in pages] == [["VT-00", "VT-01"], ["VT-02"], ["VT-02"], ["VT-00", "VT-01"]]


def test_what_was_left_over_from_a_paste_comes_back(sheet: Any):
    one = project("VT-01")

    page = sheet().type(one, "x").send(pasted="Dòng thừa: “41: 1.234.567”").content.decode()

    assert main_form(page).values["pasted"] == ["Dòng thừa: “41: 1.234.567”"]
    assert "Dòng thừa: “41: 1.234.567”</div>" in page


def test_an_expired_session_gives_the_form_back_in_its_own_period(sheet: Any, staff_client: Client):
    one = project("VT-01")
    page = sheet("period=2016-Q2").type(one, "12,50")
    staff_client.logout()

    page.send()
    signed_in = staff_client.post(f"/accounts/login/?next={URL}", {"username": "nhanvien", "password": PASSWORD})

    back = staff_client.get(signed_in.headers["Location"])
    assert (back.context["entry"].key, back.context["is_held"], stored()) == ("2016-Q2", True, [])
    assert main_form(back.content.decode()).values[f"p{one.pk}-amount"] == ["12,50"]


def test_leader_is_refused_and_sees_no_button(leader_client: Client, staff_client: Client):
    assert leader_client.get(URL).status_code == 403
    assert leader_client.post(URL).status_code == 403
    lists = [client.get("/aid/disbursements/").content.decode() for client in (leader_client, staff_client)]
    assert ["Nhập nhanh một kỳ" in page for page in lists] == [False, True]


def test_the_period_is_chosen_with_a_plain_form(staff_client: Client):
    forms = forms_of(staff_client.get(URL).content.decode())
    chosen = next(form for form in forms if "part" in form.values)

    assert (chosen.method, chosen.values["year"], chosen.values["part"]) == ("get", ["2016"], ["Q3"])


# Queries ---------------------------------------------------------------------------------------------------


def filled(number: int) -> None:
    for place in range(number):
        one = project(f"VT-{place:03d}", owner=make_agency(f"UBND xã Rừng Vần {place}"))
        make_commitment(project=one)
        make_disbursement(project=one)
        make_disbursement(project=one)


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_page_asks_as_often_however_many_projects(
    number: int, staff_client: Client, django_assert_num_queries: Any
):
    filled(number)

    with django_assert_num_queries(12):
        staff_client.get(f"{URL}?period=2016-Q3")


def reads_of(page: Sheet) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert page.send().status_code == 302
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


@pytest.mark.parametrize("number", [1, 3, 40])
def test_saving_reads_as_often_however_many_rows(number: int, sheet: Any):
    filled(number)
    page = sheet()
    for one in AidProject.objects.all():
        page.type(one, "10")

    assert len(reads_of(page)) == 10
