"""The dossier of a delegation: the form for a letter, its folded parts, and the page that shows them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from config.kit.writing import save
from config.reference.models import Agency
from delegations.choices import DelegationStatus, Side
from delegations.forms.delegations import FIRST_FIELDS, DelegationForm
from delegations.models import CoHost, Delegation, Gift, Pledge
from delegations.views.facts import cost_table
from tests.factories.delegations import (
    country_of,
    make_cost,
    make_delegation,
    make_document,
    make_follow_up,
    make_member,
    make_permit,
    no_rows,
)

pytestmark = pytest.mark.django_db

LETTER = {
    "name": "Đoàn tỉnh Luang Prabang",
    "direction": "in",
    "kind": "friendship",
    "status": "planned",
    "headcount": "12",
    "arrival": "20/09/2019",
    "departure": "24/09/2019",
    "organisations": "UBND tỉnh Luang Prabang",
    "head_name": "Ông Bounthong Keo",
    "purpose": "Trao đổi kinh nghiệm",
}


def rows(name: str, *typed: dict[str, str]) -> dict[str, str]:
    """Rows of one part as the form posts them."""
    data = {f"{name}-{place}-{field}": value for place, row in enumerate(typed) for field, value in row.items()}
    return data | {f"{name}-TOTAL_FORMS": str(len(typed))}


def form_of(instance: Delegation | None = None, **fields: str) -> DelegationForm:
    data = QueryDict(mutable=True)
    data.update(LETTER | no_rows() | fields)
    return DelegationForm(data, instance=instance or Delegation())


def said(form: DelegationForm) -> list[str]:
    return [error["text"] for error in form.all_errors]


def cost(**fields: str) -> dict[str, str]:
    return {"source": "Ngân sách tỉnh", "amount": "20.000.000", "currency": "VND"} | fields


# The form ---------------------------------------------------------------------


def test_a_letter_is_typed_into_ten_fields_on_top(staff_client: Client) -> None:
    form = staff_client.get("/delegations/new/").context["form"]

    opened = [
        entry["field"].name for section in form.shown_sections if section["is_open"] for entry in section["fields"]
    ]
    first = [field.name for one in form.rows if one.parts.is_first for field in one.head_fields]

    assert (opened, first) == (list(FIRST_FIELDS), ["country"])
    assert len(opened) + len(first) == 10
    assert [one.parts.name for one in form.rows if one.parts.is_open] == ["countries"]


def test_the_countries_stand_right_below_the_first_section(staff_client: Client) -> None:
    content = staff_client.get("/delegations/new/").content.decode()

    places = [content.index(text) for text in ('id="id_purpose"', 'id="parts-countries"', 'id="id_head_title"')]

    assert places == sorted(places)
    assert content.count('id="parts-countries"') == 1


def test_a_letter_becomes_a_dossier_in_one_save(staff_client: Client) -> None:
    country_of("LA"), country_of("TH")
    save(Agency(name="Trung tâm Y tế"), by=None)
    data = (
        LETTER
        | no_rows()
        | rows("countries", {"country": "Lào"}, {"country": "thai lan"}, {"country": ""})
        | rows("cohosts", {"agency": "Trung tâm Y tế"})
        | rows(
            "permits",
            {"kind": "visit", "number": "120/UBND-NC", "issued_on": "1/9/2019", "issuer": "UBND tỉnh"},
            {"kind": "medical", "number": "120/UBND-NC", "issued_on": "", "issuer": ""},
            {"kind": "visit", "number": "", "issued_on": "", "issuer": ""},
        )
        | rows(
            "costs",
            cost(),
            cost(source="Đoàn tự chi trả", amount="1.500,00", currency="USD", vnd="35 triệu"),
            cost(source="", amount=""),
        )
        | rows("gifts", {"side": "ours", "description": "Tranh chè Tân Cương", "recipient": "Trưởng đoàn"})
        | rows("pledges", {"side": "guest", "description": "Mời đoàn tỉnh thăm lại năm 2020"})
        | rows("follow_ups", {"task": "Gửi thư cảm ơn", "person": "Nguyễn Thu Hà", "due_on": "30/09/2019"})
    )

    response = staff_client.post("/delegations/new/", data)

    delegation = Delegation.objects.get()
    assert response.status_code == 302
    assert [row.country.code for row in delegation.countries.order_by("pk")] == ["LA", "TH"]
    assert [row.agency.name for row in delegation.cohosts.all()] == ["Trung tâm Y tế"]
    assert [(row.kind, row.number, row.issued_on) for row in delegation.permits.all()] == [
        ("visit", "120/UBND-NC", date(2019, 9, 1)),
        ("medical", "120/UBND-NC", None),
    ]
    assert [(row.source, row.amount, row.currency, row.vnd) for row in delegation.costs.all()] == [
        ("Ngân sách tỉnh", Decimal(20_000_000), "VND", 20_000_000),
        ("Đoàn tự chi trả", Decimal(1500), "USD", 35_000_000),
    ]
    assert [(row.side, row.recipient) for row in delegation.gifts.all()] == [("ours", "Trưởng đoàn")]
    assert [row.side for row in delegation.pledges.all()] == ["guest"]
    assert [(row.person, row.due_on, row.done_on) for row in delegation.follow_ups.all()] == [
        ("Nguyễn Thu Hà", date(2019, 9, 30), None)
    ]
    assert delegation.history.count() == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (cost(amount="0"), "Số tiền phải lớn hơn 0; bỏ dòng này nếu không có khoản nào."),
        (cost(amount="-5"), "Số tiền phải lớn hơn 0; bỏ dòng này nếu không có khoản nào."),
        (cost(amount="20000000 USD"), "Số tiền ghi USD nhưng loại tiền chọn VND. Sửa cho khớp."),
        (
            cost(amount="1.500", currency="USD"),
            "Số này là 1.500,00\xa0USD hay 1,50\xa0USD? Ghi lại cho rõ, ví dụ 1.500,00 hoặc 1500.",
        ),
        (cost(amount="12345678901234"), "Số quá lớn: nhiều nhất 13 chữ số phần nguyên. Xem lại số tiền."),
        (cost(vnd="21.000.000"), "Khoản này đã tính bằng đồng: để trống ô này, hoặc ghi đúng số tiền bên cạnh."),
        (
            cost(amount="1.500,00", currency="USD", vnd="0"),
            "Số tiền phải lớn hơn 0; bỏ dòng này nếu không có khoản nào.",
        ),
        (cost(source=""), "Chưa nhập nguồn kinh phí."),
        (cost(amount=""), "Chưa nhập số tiền."),
    ],
)
def test_a_cost_that_cannot_be_is_refused_in_its_row(typed: dict[str, str], expected: str) -> None:
    form = form_of(**rows("costs", typed))

    assert not form.is_valid()
    assert said(form) == [f"Kinh phí theo nguồn, dòng 1: {expected}"]


def test_what_is_no_number_is_refused_in_its_row() -> None:
    form = form_of(**rows("costs", cost(amount="nhiều")))

    assert not form.is_valid()
    assert said(form)[0].startswith("Kinh phí theo nguồn, dòng 1: ")


def test_the_same_paper_twice_is_refused_and_another_kind_is_not() -> None:
    paper = {"kind": "visit", "number": "120/UBND-NC", "issued_on": "", "issuer": ""}

    assert form_of(**rows("permits", paper, paper | {"kind": "survey"})).is_valid()
    form = form_of(**rows("permits", paper, paper))
    assert not form.is_valid()
    assert said(form) == [
        "Văn bản cho phép: Văn bản “120/UBND-NC” (Cho phép đón đoàn) ghi hai lần. Gộp lại thành một dòng."
    ]


def test_the_bad_input_of_old_sheets_is_refused_with_everything_kept(staff_client: Client) -> None:
    data = LETTER | no_rows() | {"arrival": "29/02/2017", "departure": "20/09/2016", "headcount": "khoảng 20"}

    content = staff_client.post("/delegations/new/", data).content.decode()

    assert "Tháng 2 năm 2017 có 28 ngày" in content
    for value in ("29/02/2017", "20/09/2016", "khoảng 20", "Ông Bounthong Keo"):
        assert f'value="{value}"' in content
    assert Delegation.objects.count() == 0


def test_a_rough_headcount_keeps_its_word(staff_client: Client) -> None:
    staff_client.post("/delegations/new/", LETTER | no_rows() | {"headcount": "khoảng 20"})

    delegation = Delegation.objects.get()
    assert (delegation.headcount, delegation.headcount_qualifier) == (20, "khoảng")
    assert 'value="khoảng 20"' in staff_client.get(f"/delegations/{delegation.pk}/edit/").content.decode()


@pytest.mark.parametrize(
    ("typed", "is_refused"), [("1", True), ("khoảng 1", True), ("2", False), ("hơn 1", False), ("", False)]
)
def test_fewer_persons_than_members_by_name(typed: str, is_refused: bool) -> None:
    delegation = make_delegation(headcount=2)
    for name in ("Bounthong Keo", "Somchai Vong"):
        make_member(delegation, name=name)

    form = form_of(delegation, headcount=typed)

    assert form.is_valid() is not is_refused
    assert form.errors.get("headcount", []) == (
        [
            f"Số người ({typed}) ít hơn danh sách thành viên đã nhập (2). "
            "Sửa số người, hoặc sửa danh sách thành viên trước."
        ]
        if is_refused
        else []
    )


# The page ---------------------------------------------------------------------


def fill(count: int) -> Delegation:
    """A delegation with so many rows of each part."""
    delegation = make_delegation(["KR", "LA", "TH"][:count], head_title="Phó Tỉnh trưởng")
    for number in range(count):
        agency = save(Agency(name=f"Trung tâm Y tế {number}"), by=None)
        save(CoHost(delegation=delegation, agency=agency), by=None)
        make_permit(delegation)
        make_cost(delegation)
        make_follow_up(delegation)
        make_document(delegation, f"Thư {number}.pdf")
        save(Gift(delegation=delegation, side=Side.OURS, description=f"Tranh {number}"), by=None)
        save(Pledge(delegation=delegation, side=Side.GUEST, description=f"Mời {number}"), by=None)
    return delegation


def test_the_page_shows_the_whole_dossier(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delegations.views.detail.today", lambda: date(2019, 10, 5))
    delegation = fill(1)
    make_follow_up(delegation, task="Gửi ảnh", due_on=date(2019, 10, 2))
    make_follow_up(delegation, task="Gửi báo cáo", due_on=date(2019, 10, 2), done_on=date(2019, 10, 1))
    make_cost(delegation, source="Đoàn trả", amount=Decimal("1500.50"), currency="USD", vnd=None)

    response = leader_client.get(delegation.get_absolute_url())

    content = response.content.decode()
    assert [table.caption for table in response.context["tables"]][:2] == ["Văn bản cho phép", "Kinh phí"]
    for text in ("Trung tâm Y tế 0", "Tranh 0", "Mời 0", "Thư 0.pdf", "Quá hạn 3 ngày", "Xong 01/10/2019", "Chưa xong"):
        assert text in content
    assert (
        "<dd>Trưởng đoàn: Phó Tỉnh trưởng. Chủ nhà cùng cấp với trưởng đoàn đón tiếp (Thông tư 05/2017/TT-BNG).</dd>"
    ) in content


def test_costs_add_up_by_currency_and_in_dong_where_known() -> None:
    delegation = make_delegation()
    make_cost(delegation)
    make_cost(delegation, source="Đối tác", amount=Decimal("1500.50"), currency="USD", vnd=35_000_000)
    make_cost(delegation, source="Đoàn trả", amount=Decimal(200), currency="USD", vnd=None)

    total = cost_table(delegation.costs.all()).total

    assert total is not None
    assert [cell.html for cell in total] == [
        'Tổng<span class="sub">1 khoản chưa rõ giá trị đồng</span>',
        "20.000.000\xa0đồng · 1.700,50\xa0USD",
        '55.000.000<span class="dec"></span>',
    ]


def test_no_hint_of_protocol_without_a_title_or_for_our_own(leader_client: Client) -> None:
    for delegation in (make_delegation(), make_delegation(head_title="Chủ tịch", direction="out")):
        assert "Gợi ý lễ tân" not in leader_client.get(delegation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    url = fill(count).get_absolute_url()

    with django_assert_num_queries(40):
        content = leader_client.get(url).content.decode()

    assert content.count("Gửi thư cảm ơn</th>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_edit_queries_do_not_grow(count: int, staff_client: Client, django_assert_num_queries: Any) -> None:
    url = f"/delegations/{fill(count).pk}/edit/"

    with django_assert_num_queries(26):
        content = staff_client.get(url).content.decode()

    assert content.count('value="Gửi thư cảm ơn"') == count


# Found by ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("1590/UBND-NC", True),
        ("1590", True),
        ("1590/ubnd", True),
        ("1591", False),
        ("UBND-NC", False),
        ("saemaul 1590", False),
    ],
)
def test_a_delegation_is_found_by_the_number_of_a_permit(typed: str, is_found: bool, leader_client: Client) -> None:
    make_permit(make_delegation(name="Đoàn Saemaul"), number="1590/UBND-NC")
    make_delegation(name="Đoàn khác")

    assert ("Đoàn Saemaul" in leader_client.get("/search/", {"q": typed}).content.decode()) is is_found
    assert [str(row) for row in Delegation.objects.search(typed)] == (["Đoàn Saemaul"] if is_found else [])


def test_words_with_a_number_are_still_found_in_the_name() -> None:
    made = make_delegation(name="Đoàn sinh viên đợt 2 năm 2019")

    assert list(Delegation.objects.search("2019 sinh vien")) == [made]


def test_the_list_finds_delegations_with_something_left_to_do(leader_client: Client) -> None:
    make_follow_up(make_delegation(name="Còn việc"))
    make_follow_up(make_delegation(name="Xong việc"), done_on=date(2019, 1, 1))
    make_delegation(name="Không việc")

    content = leader_client.get("/delegations/", {"follow_up": "open", "export": "csv"}).content.decode("utf-8-sig")

    assert [line.split(";")[0] for line in content.splitlines()[1:]] == ["Còn việc"]


def test_a_cancelled_delegation_lacks_nothing(leader_client: Client) -> None:
    delegation = make_delegation(status=DelegationStatus.CANCELLED)

    assert "Thiếu " not in leader_client.get(delegation.get_absolute_url()).content.decode()
