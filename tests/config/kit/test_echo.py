"""What is typed as an amount is said back in figures and words, and no text makes it fail."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from config.kit.echo import said

ANSWERS = {
    ("1.500.000", "VND"): "<b>1.500.000 đồng</b> Một triệu năm trăm nghìn đồng.",
    ("1,5 triệu", "VND"): "<b>1.500.000 đồng</b> Một triệu năm trăm nghìn đồng.",
    ("35 triệu USD", "USD"): "<b>35.000.000,00 USD</b> Ba mươi lăm triệu đô la Mỹ.",
    ("392180,5", "USD"): (
        "<b>392.180,50 USD</b> Ba trăm chín mươi hai nghìn một trăm tám mươi đô la Mỹ và năm mươi xu."
    ),
    ("1.500", "USD"): '<span class="warn">Số này là 1.500,00 USD hay 1,50 USD? Ghi lại cho rõ.</span>',
    ("4 tỷ đồng", "USD"): ('<span class="warn">Số tiền ghi VND nhưng loại tiền chọn USD. Sửa cho khớp.</span>'),
}


@pytest.mark.parametrize(("typed", "answer"), ANSWERS.items())
def test_amount_is_said_back(typed, answer):
    assert str(said(*typed)).replace("\u00a0", " ") == answer


def test_markup_in_the_text_stays_text():
    assert "<script>" not in str(said("<script>alert(1)</script>", "USD"))


def test_unknown_currency_is_refused_in_a_sentence():
    assert "Không có loại tiền" in str(said("1000", "<XYZ>"))


@given(text=st.text(max_size=120), currency=st.one_of(st.sampled_from(["USD", "VND", "KRW", ""]), st.text(max_size=5)))
def test_any_text_gives_a_sentence(text, currency):
    assert str(said(text, currency)).endswith((".", "</span>"))


@pytest.mark.parametrize(
    "query", ["", "?text=", "?text=%00&currency=USD", "?text=%FF&currency=%00", "?text=" + "9" * 5000]
)
def test_page_answers_any_query(staff_client, query):
    assert staff_client.get(f"/echo/{query}").status_code == 200


def test_empty_text_says_nothing(staff_client):
    assert staff_client.get("/echo/?text=++&currency=USD").content == b""


def test_stranger_is_sent_to_sign_in(db):
    assert Client().get("/echo/?text=1").status_code == 302
