"""The forms of commitments and disbursements: what is understood, said back, and refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from aid.choices import Basis, CommitmentKind, Stage
from aid.models import Commitment, Disbursement
from config.accounts.models import User
from config.kit import tokens, writing
from config.kit.partial_dates import PartialDate
from tests.aid.conftest import errors_of
from tests.factories import aid as make

Post = Callable[..., Any]
D = Decimal
GIVEN, PAID = "aid:commitment", "aid:disbursement"


def row_data(**fields: Any) -> dict[str, Any]:
    """The least of a row; `project` names the one project there is."""
    defaults = {"amount": "1000", "currency": "USD", "dated": "12/05/2016", "kind": "initial"}
    return {**defaults, "status": "final", "form": "cash", "project": "VT-2016-001", **fields}


def said(response: Any) -> str:
    """The message after saving."""
    assert response.status_code == 302, [error["text"] for error in response.context["form"].all_errors]
    *_, last = get_messages(response.wsgi_request)
    return str(last).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def project(db: None) -> Any:
    return make.make_project(code="VT-2016-001", name="Nước sạch")


READ: list[tuple[str, str, Decimal]] = [
    ("1.500.000", "VND", D(1_500_000)),
    ("1500000", "VND", D(1_500_000)),
    ("1,5 triệu", "VND", D(1_500_000)),
    ("4 tỷ", "VND", D(4_000_000_000)),
    ("35 triệu USD", "USD", D(35_000_000)),
    ("392.180,50", "USD", D("392180.50")),
    ("1,500.00", "USD", D(1500)),
    ("620.000.000", "KRW", D(620_000_000)),
]


@pytest.mark.parametrize(("text", "currency", "amount"), READ)
def test_amounts_are_read_as_people_type_them(post: Post, text: str, currency: str, amount: Decimal) -> None:
    said(post(GIVEN, row_data(amount=text, currency=currency)))
    row = Commitment.objects.get()
    assert (row.amount, row.currency) == (amount, currency)


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"amount": ""}, ["Số tiền: Chưa nhập số tiền."]),
    ({"amount": "0"}, ["Số tiền: Số tiền phải khác 0."]),
    ({"amount": "0,00"}, ["Số tiền: Số tiền phải khác 0."]),
    (
        {"amount": "mười đô"},
        ["Số tiền: Không đọc được số “mười đô”; hãy ghi theo dạng 1.234.567,89, 1500000 hoặc 1,5 triệu."],
    ),
    ({"amount": "1 USD", "currency": "EUR"}, ["Loại tiền: Số tiền ghi USD nhưng loại tiền chọn EUR. Sửa cho khớp."]),
    (
        {"amount": "99999999999999", "currency": "VND"},
        ["Số tiền: Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0."],
    ),
    ({"dated": ""}, ["Ngày: Chưa nhập ngày."]),
    (
        {"dated": "03/2016/05/06"},
        [
            "Ngày: Không đọc được ngày “03/2016/05/06”; hãy ghi theo dạng 05/03/2016, hoặc 03/2016, quý I/2016, 2016 "
            "nếu không biết ngày."
        ],
    ),
    ({"dated": "2150"}, ["Ngày: Năm 2150 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."]),
    ({"project": ""}, ["Khoản viện trợ: Chưa nhập khoản viện trợ."]),
    (
        {"project": "VT-9999"},
        ["Khoản viện trợ: Không tìm thấy “VT-9999”. Chọn trong danh sách gợi ý hoặc thêm mới trước."],
    ),
    (
        {"stated_usd": "900"},
        ["Giá trị USD theo văn bản: Số tiền đã là USD, không cần ghi thêm. Để trống ô này."],
    ),
    (
        {"stated_vnd": "-1"},
        ["Giá trị đồng theo văn bản: Giá trị theo văn bản và số tiền phải cùng dấu: cùng dương hoặc cùng âm."],
    ),
    ({"note": "x" * 501}, ["Nội dung: Dài 501 ký tự; ở đây nhiều nhất 500 ký tự. Rút ngắn lại."]),
]


@pytest.mark.parametrize("name", [GIVEN, PAID])
@pytest.mark.parametrize(("fields", "sentences"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_said_in_a_sentence(
    post: Post, name: str, fields: dict[str, Any], sentences: list[str]
) -> None:
    assert errors_of(post(name, row_data(**fields))) == sentences
    assert (Commitment.objects.count(), Disbursement.objects.count()) == (0, 0)


def test_unknown_choices_are_refused(post: Post) -> None:
    sent = row_data(currency="XXX", status="sure", form="gold", kind="gift")
    assert len(errors_of(post(GIVEN, sent))) == 4
    assert Commitment.objects.count() == 0


def test_unreadable_characters_are_refused(post: Post) -> None:
    names = ("amount", "dated", "project", "donor", "document", "note")
    found = errors_of(post(GIVEN, row_data(**dict.fromkeys(names, "1\x00"))))
    assert len(found) == len(names)
    assert all("ký tự rỗng (NUL)" in sentence for sentence in found)


def test_a_doubtful_amount_is_asked_about_and_the_answer_taken(post: Post) -> None:
    refused = post(GIVEN, row_data(amount="1.500"))
    assert [text.replace("\u00a0", " ") for text in errors_of(refused)] == [
        "Số tiền: Số này là 1.500,00 USD hay 1,50 USD? Chọn bên dưới hoặc ghi lại."
    ]
    assert [choice["value"] for choice in refused.context["form"].reading_choices] == ["1500", "1.5"]
    said(post(GIVEN, row_data(amount="1.500", amount_meant="1500")))
    assert Commitment.objects.get().amount == 1500


def test_saving_says_the_amount_back_in_full_and_in_words(post: Post) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    assert said(post(GIVEN, row_data(amount="1,5 triệu", currency="VND"))) == (
        "Đã lưu cam kết 1.500.000 đồng (một triệu năm trăm nghìn đồng), bằng 75,00 USD của “Nước sạch”."
    )


def test_saving_says_why_a_row_is_not_converted(post: Post) -> None:
    assert said(post(PAID, row_data(amount="1000", currency="KRW"))) == (
        "Đã lưu giải ngân 1.000 KRW (một nghìn won Hàn Quốc) của “Nước sạch”. Chưa quy đổi ra USD và đồng: "
        "không có tỷ giá KRW và USD từ ngày 11/03/2016 đến ngày 12/05/2016."
    )


def test_saving_warns_of_a_payment_before_its_commitment_and_stores_it(post: Post, project: Any) -> None:
    make.make_commitment(project=project, on=date(2016, 5, 12))
    assert "Ngày giải ngân trước mọi cam kết" in said(post(PAID, row_data(dated="11/05/2016")))
    assert "trước mọi cam kết" not in said(post(PAID, row_data(dated="12/05/2016")))
    assert "trước mọi cam kết" not in said(post(PAID, row_data(dated="2016")))
    assert Disbursement.objects.count() == 3


@pytest.mark.parametrize("kind", [CommitmentKind.AMENDMENT, CommitmentKind.CLOSING])
def test_a_commitment_is_lowered_by_a_change(post: Post, kind: CommitmentKind) -> None:
    said(post(GIVEN, row_data(amount="-500", kind=kind)))
    assert Commitment.objects.get().usd_cents == -50_000


def test_a_first_commitment_is_never_negative(post: Post) -> None:
    assert errors_of(post(GIVEN, row_data(amount="-500"))) == [
        "Loại cam kết: Cam kết ban đầu không thể âm. Nếu là giảm cam kết, chọn “Điều chỉnh” hoặc "
        "“Đóng cam kết (thu hồi)”."
    ]


def test_a_refund_is_negative_and_says_so(post: Post) -> None:
    assert errors_of(post(PAID, row_data(amount="-500"))) == [
        "Hoàn trả: Giải ngân âm chỉ dùng khi bên nhận hoàn trả. Nếu đúng là hoàn trả, đánh dấu ô “hoàn trả”."
    ]
    assert errors_of(post(PAID, row_data(amount="500", is_refund="on"))) == [
        "Số tiền: Đã đánh dấu hoàn trả thì số tiền ghi số âm, ví dụ −5.000. Nếu không phải hoàn trả, bỏ đánh dấu."
    ]
    said(post(PAID, row_data(amount="-500", is_refund="on")))
    assert (Disbursement.objects.get().usd_cents, Disbursement.objects.get().is_refund) == (-50_000, True)


def test_a_stated_equivalent_is_kept_and_comes_back_in_the_form(post: Post, staff_client: Client) -> None:
    said(post(GIVEN, row_data(amount="620000000", currency="KRW", stated_usd="535.938,93", stated_vnd="11,7242 tỷ")))
    row = Commitment.objects.get()
    assert (row.usd_cents, row.usd_basis, row.vnd, row.vnd_basis) == (
        53_593_893,
        Basis.DOCUMENT,
        11_724_200_000,
        Basis.DOCUMENT,
    )
    form = staff_client.get(reverse("aid:commitment-edit", args=[row.pk])).context["form"]
    assert (form["stated_usd"].value(), form["stated_vnd"].value()) == ("535.938,93", "11.724.200.000")


def test_a_project_that_is_archived_or_unknown_takes_no_row(post: Post, staff: User, project: Any) -> None:
    writing.archive(project, by=staff, reason="Nhập trùng")
    assert errors_of(post(GIVEN, row_data())) == [
        "Khoản viện trợ: Không tìm thấy “VT-2016-001”. Chọn trong danh sách gợi ý hoặc thêm mới trước."
    ]


def test_a_programme_with_components_is_refused_in_a_sentence(post: Post) -> None:
    programme = make.make_project(modality="programme", code="VT-2016-900", name="Chương trình")
    make.make_project(parent=programme)
    assert errors_of(post(GIVEN, row_data(project="VT-2016-900"))) == [
        "“Chương trình” là chương trình có dự án thành phần: ghi tiền ở từng dự án thành phần, chương trình tự cộng."
    ]


def test_a_row_is_changed_and_its_money_converted_again(post: Post, project: Any) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    row = make.make_commitment("1000", "USD", project=project)
    said(post(GIVEN, row_data(amount="2000", project="VT-2016-001 Nước sạch"), pk=row.pk))
    row.refresh_from_db()
    assert (row.amount, row.vnd, row.version) == (2000, 40_000_000, 2)


def test_saving_without_a_change_writes_nothing(post: Post, project: Any) -> None:
    row = make.make_commitment("1000", "USD", project=project)
    said(post(GIVEN, row_data(amount="1.000,00", project="VT-2016-001 Nước sạch"), pk=row.pk))
    row.refresh_from_db()
    assert (row.version, row.history.count()) == (1, 1)


def test_the_second_writer_of_a_row_overwrites_nothing(post: Post, project: Any) -> None:
    row = make.make_commitment("1000", "USD", project=project)
    full = {"project": "VT-2016-001 Nước sạch", "amount": "1.000,00"}
    said(post(GIVEN, row_data(**full, note="Người thứ nhất"), pk=row.pk))
    response = post(GIVEN, row_data(**full, document="Văn bản 07"), pk=row.pk, version=1)
    assert response.status_code == 200
    assert response.context["form"]["note"].value() == "Người thứ nhất"
    row.refresh_from_db()
    assert (row.note, row.document, row.version) == ("Người thứ nhất", "", 2)


def test_a_row_sent_twice_is_stored_once(post: Post, staff: User) -> None:
    token = tokens.new_token(staff)
    for _ in range(2):
        assert post(PAID, row_data(), token=token).status_code == 302
    assert Disbursement.objects.count() == 1


def test_a_projects_page_fills_the_project(staff_client: Client, project: Any) -> None:
    form = staff_client.get(f"{reverse('aid:disbursement-create')}?project={project.pk}").context["form"]
    assert form["project"].value() == "VT-2016-001 Nước sạch"


def test_the_page_of_a_row_tells_amount_in_words_rates_and_basis(leader_client: Client) -> None:
    make.make_rate("KRW", "19.96", date(2014, 1, 1))
    make.make_rate("USD", "21036", date(2014, 1, 1))
    row = make.make_disbursement("44084265", "KRW", date(2014, 1, 2))
    response = leader_client.get(row.get_absolute_url())
    facts = {fact.label: str(fact.value) for group in response.context["groups"] for fact in group.facts}
    assert facts["Số tiền"].replace("\u00a0", " ") == (
        "44.084.265 KRW (bốn mươi tư triệu không trăm tám mươi tư nghìn hai trăm sáu mươi lăm won Hàn Quốc)"
    )
    assert facts["Ngày"] == "02/01/2014 (biết đến ngày)"
    assert facts["Tỷ giá KRW"] == "19,96 đồng, từ 01/01/2014, Kho bạc Nhà nước"
    assert facts["Tỷ giá USD"] == "21.036 đồng, từ 01/01/2014, Kho bạc Nhà nước"
    assert (facts["Căn cứ giá trị USD"], facts["Căn cứ giá trị đồng"]) == ("Theo tỷ giá", "Theo tỷ giá")
    assert response.context["missing"] == []


def test_the_page_of_a_row_says_when_it_is_not_counted(leader_client: Client) -> None:
    row = make.make_disbursement(project=make.make_project(stage=Stage.REJECTED))
    response = leader_client.get(row.get_absolute_url())
    assert [pill.text for pill in response.context["pills"]] == ["Không tính"]
    assert "Dòng này không tính vào số liệu: khoản viện trợ không phê duyệt." in response.context["missing"]


def test_converting_again_shows_both_and_then_keeps_the_new(staff_client: Client, leader_client: Client) -> None:
    row = make.make_commitment("1000", "USD", PartialDate.of_day(date(2016, 5, 12)))
    address = reverse("aid:commitment-reconvert", args=[row.pk])
    assert "không có gì để đổi" in staff_client.get(address).content.decode()
    make.make_rate("USD", "20000", date(2016, 5, 1))
    page = staff_client.get(address)
    assert (page.context["new"].vnd, page.context["is_same"]) == (20_000_000, False)
    row.refresh_from_db()
    assert row.vnd is None
    assert leader_client.get(address).status_code == 403
    stale = staff_client.post(address, {"version": 7, "usd_cents": 100_000, "vnd": 20_000_000})
    assert "vừa được người khác sửa" in stale.content.decode()
    other = staff_client.post(address, {"version": 1, "usd_cents": "²", "vnd": "9" * 40})
    assert "Tỷ giá vừa thay đổi" in other.content.decode()
    sent = {"version": 1, "usd_cents": 100_000, "vnd": 20_000_000}
    assert staff_client.post(address, sent)["Location"] == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.vnd, row.version) == (20_000_000, 2)
