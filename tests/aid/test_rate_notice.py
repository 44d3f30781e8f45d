"""A month's notice of rates: reading what was pasted, saving all or none, months that lack one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from aid.models import ExchangeRate
from aid.queries.rates import Gap, rate_gaps
from aid.rules.rate_notice import NO_CURRENCY, NO_NUMBER, SEVERAL_NUMBERS, read_notice
from config.kit.tokens import new_token
from tests.factories import aid as make

pytestmark = pytest.mark.django_db

NOTICE = "/aid/rates/notice/"


@pytest.mark.parametrize(
    ("line", "currency", "rate"),
    [
        ("USD 21873", "USD", "21873"),
        ("USD\t21.873", "USD", "21873"),
        ("1 EUR = 24.310,5 VND", "EUR", "24310.5"),
        ("3\tĐô la Mỹ\tUSD\t21.873,00", "USD", "21873"),
        ("usd: 21,873.00", "USD", "21873"),
        ("Yên Nhật 211,35", "JPY", "211.35"),
        ("12. won Hàn Quốc: 18,9", "KRW", "18.9"),
        ("1 KRW = 18,90 đồng", "KRW", "18.9"),
    ],
)
def test_a_line_gives_currency_and_rate(line: str, currency: str, rate: str) -> None:
    known = {"USD": Decimal("22300"), "EUR": Decimal("24000")}

    [read] = read_notice(line, known)

    assert (read.currency, read.rate, read.problem) == (currency, Decimal(rate), "")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Thông báo tỷ giá hạch toán tháng 7/2016", NO_CURRENCY),
        ("USD", NO_NUMBER),
        ("USD mua 21.800,5 bán 21.900,5", SEVERAL_NUMBERS),
        ("USD và EUR 21873", NO_CURRENCY),
        ("USD 0", "tỷ giá phải lớn hơn 0"),
        ("SEK 2.543", "“2.543” có thể hiểu là 2543 hoặc 2,543; hãy ghi lại đúng số cần nhập."),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, problem: str) -> None:
    [read] = read_notice(line, {"USD": Decimal("22300")})

    assert (read.rate, read.problem) == (None, problem)


def test_a_known_rate_settles_a_doubtful_mark() -> None:
    lines = read_notice("KRW 18.952\nUSD 21.873\n\nSEK 2.543", {"KRW": Decimal("19"), "USD": Decimal("22000")})

    assert [(line.number, line.currency, line.rate) for line in lines] == [
        (1, "KRW", Decimal("18.952")),
        (2, "USD", Decimal("21873")),
        (4, "SEK", None),
    ]


def test_a_currency_met_again_with_another_rate_is_left_to_the_person() -> None:
    lines = read_notice("EUR 24310,5\nEUR 24310,5\nEUR 25000,5", {})

    assert [line.problem for line in lines] == ["", "", "EUR đã có ở dòng trên với tỷ giá khác"]


def sent(user: Any, **fields: str) -> dict[str, str]:
    return {"form_token": new_token(user), "valid_from": "01/07/2016", "source": "", "go": "save", **fields}


def rates() -> list[tuple[str, date, Decimal, str]]:
    rows = ExchangeRate.objects.order_by("currency", "valid_from")
    return [(row.currency, row.valid_from, row.vnd_per_unit, row.source) for row in rows]


def test_reading_fills_the_boxes_and_saves_nothing(staff_client: Client, staff: Any) -> None:
    make.make_rate("USD", "22300", date(2016, 6, 1))

    page = staff_client.post(
        NOTICE, sent(staff, go="read", pasted="USD 21.873\nKRW 18,95\nCộng 2 dòng")
    ).content.decode()

    assert 'value="21873"' in page or 'value="21.873,0"' in page
    assert 'value="18,95"' in page
    assert "Dòng 3: “Cộng 2 dòng” – không thấy loại tiền" in page
    assert len(rates()) == 1


def test_a_notice_is_saved_whole(staff_client: Client, staff: Any) -> None:
    make.make_rate("USD", "22000", date(2016, 7, 1), source="Kho bạc")
    make.make_rate("KRW", "18.95", date(2016, 7, 1), source="Kho bạc")

    answer = staff_client.post(NOTICE, sent(staff, rate_USD="21873", rate_KRW="18,95", rate_EUR="24310,5"), follow=True)

    assert "thêm 1, sửa 1, giữ như cũ 1" in answer.content.decode()
    assert rates() == [
        ("EUR", date(2016, 7, 1), Decimal("24310.5"), ""),
        ("KRW", date(2016, 7, 1), Decimal("18.95"), "Kho bạc"),
        ("USD", date(2016, 7, 1), Decimal("21873"), "Kho bạc"),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rate_USD": "21873", "rate_EUR": "abc"}, "Không đọc được số “abc”"),
        ({"rate_USD": "21.873"}, "“21.873” có thể hiểu là 21873 hoặc 21,873"),
        ({"rate_USD": "0"}, "Tỷ giá phải lớn hơn 0."),
        ({}, "Chưa ghi tỷ giá nào."),
        ({"rate_USD": "21873", "valid_from": "7/2016"}, "Ô này cần đủ ngày, tháng, năm"),
    ],
)
def test_one_wrong_box_saves_none(staff_client: Client, staff: Any, fields: dict[str, str], sentence: str) -> None:
    answer = staff_client.post(NOTICE, sent(staff, **fields))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert rates() == []


def test_a_notice_sent_twice_is_saved_once(staff_client: Client, staff: Any) -> None:
    form = sent(staff, rate_USD="21873")

    first, second = staff_client.post(NOTICE, form), staff_client.post(NOTICE, form)

    assert (first.status_code, second.status_code, first["Location"]) == (302, 302, second["Location"])
    assert ExchangeRate.history.count() == 1


def test_months_without_a_rate_are_named_with_the_rows_that_ask() -> None:
    make.make_rate("USD", "21036", date(2014, 1, 1))
    make.make_rate("KRW", "19.96", date(2014, 1, 1))
    make.make_commitment("1000000", "KRW", date(2014, 1, 20))  # both rates of its month stand
    make.make_commitment("1000000", "KRW", date(2014, 2, 20))  # January's rates still serve
    make.make_disbursement("1000000", "KRW", date(2014, 8, 5))  # nothing serves
    make.make_disbursement("500", "USD", date(2014, 8, 6))  # its đồng value lacks the dollar's rate
    make.make_disbursement("5000000", "VND", date(2014, 2, 7))

    assert rate_gaps() == [
        Gap("KRW", date(2014, 8, 1), 1, 1),
        Gap("USD", date(2014, 8, 1), 2, 2),
        Gap("KRW", date(2014, 2, 1), 1, 0),
        Gap("USD", date(2014, 2, 1), 2, 0),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_reads_as_often_for_many_rows(
    staff_client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make.make_disbursement("1000000", "KRW", date(2014, 1 + number, 5))
        make.make_rate("EUR", "24000", date(2014, 1 + number, 1))

    with django_assert_num_queries(13):
        staff_client.get(NOTICE)
