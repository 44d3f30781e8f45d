from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.money import UnknownCurrency
from config.kit.numbers import (
    DoubtfulCurrency,
    DoubtfulNumber,
    TooLargeForWords,
    TooLong,
    TooManyDecimals,
    TwoCurrencies,
    UnreadableNumber,
    amount_in_words,
    in_words,
    leading_zero,
    read_amount,
    read_number,
    write_amount,
    write_million_usd,
    write_number,
    write_percent,
    write_scaled_vnd,
    write_short,
)

D = Decimal
NBSP = "\u00a0"


# Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.500.000", "1500000"),
        ("1500000", "1500000"),
        ("1.234.567,89", "1234567.89"),
        ("1.234,5", "1234.5"),
        ("1,234,567.89", "1234567.89"),
        ("1,234.5", "1234.5"),
        ("1,500,000", "1500000"),
        ("1 500 000", "1500000"),
        (f"1{NBSP}500{NBSP}000,5", "1500000.5"),
        ("1\u202f500", "1500"),
        ("1 500.5", "1500.5"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("1500.00", "1500"),
        ("1500,50", "1500.5"),
        ("0,5", "0.5"),
        ("0", "0"),
        ("007", "7"),
        ("  42\t", "42"),
        ("-1.500.000", "-1500000"),
        ("\u22125", "-5"),
        ("–5", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        ("(1.500.000)", "-1500000"),
        ("( 12,5 )", "-12.5"),
        ("-0", "0"),
        ("123456789012345", "123456789012345"),
        ("1234567890123,45", "1234567890123.45"),
        ("1,5 triệu", "1500000"),
        ("1.5 triệu", "1500000"),
        ("1,5triệu", "1500000"),
        ("1,5 Trieu", "1500000"),
        ("1,5 tr", "1500000"),
        ("35tr", "35000000"),
        ("4 tỷ", "4000000000"),
        ("4 tỉ", "4000000000"),
        ("4 TỶ 200 TRIỆU", "4200000000"),
        ("4tỷ200triệu", "4200000000"),
        ("4 tỷ 200 triệu 500 nghìn", "4200500000"),
        ("1 triệu 2,5 nghìn", "1002500"),
        ("35 nghìn", "35000"),
        ("35 ngàn", "35000"),
        ("5 nghìn tỷ", "5000000000000"),
        ("0,123 triệu", "123000"),
        ("-1,5 triệu", "-1500000"),
        ("(2 tỷ)", "-2000000000"),
        # Only one of the two readings leaves a whole number of tỷ before the triệu.
        ("1.500 tỷ 200 triệu", "1500200000000"),
    ],
)
def test_a_number_is_read(text, expected):
    assert str(read_number(text)) == expected


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.500", ("1500", "1.5")),
        ("1,500", ("1500", "1.5")),
        ("12.345", ("12345", "12.345")),
        ("-1.500", ("-1500", "-1.5")),
        ("(1.500)", ("-1500", "-1.5")),
        ("1.500 triệu", ("1500000000", "1500000")),
        ("1.000", ("1000", "1")),
    ],
)
def test_a_doubtful_number_gives_both_readings(text, readings):
    with pytest.raises(DoubtfulNumber) as caught:
        read_number(text)

    assert tuple(map(str, caught.value.readings)) == readings


def test_a_doubtful_number_is_asked_about_in_a_sentence():
    with pytest.raises(DoubtfulNumber) as small:
        read_number("1.500")
    with pytest.raises(DoubtfulNumber) as large:
        read_number("1.500 triệu", places=0)

    assert str(small.value) == "“1.500” có thể hiểu là 1500 hoặc 1,5; hãy ghi lại đúng số cần nhập."
    assert str(large.value) == (
        "“1.500 triệu” có thể hiểu là 1.500.000.000 hoặc 1.500.000; hãy ghi lại đúng số cần nhập."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.500", "1500"),
        ("1,500", "1500"),
        ("-1.500", "-1500"),
        ("1.500.000,00", "1500000"),
        ("1,500,000.00", "1500000"),
        ("1,5 triệu", "1500000"),
        ("1,2345 nghìn", None),
    ],
)
def test_without_places_a_mark_before_three_digits_parts_thousands(text, expected):
    if expected is None:
        with pytest.raises(TooManyDecimals):
            read_number(text, places=0)
    else:
        assert str(read_number(text, places=0)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1,2345",
        "1,234567",
        "1500.000",  # more likely 1.500.000 with a dot left out
        "1500,000",
        "0.500",
        "1.234,567",
        "1,5000",
    ],
)
def test_more_decimals_than_places_are_refused(text):
    with pytest.raises(TooManyDecimals) as caught:
        read_number(text)

    assert str(caught.value) == (
        f"Số “{text}” có quá 2 chữ số thập phân; hãy làm tròn, hoặc kiểm tra lại dấu chấm, dấu phẩy."
    )


@pytest.mark.parametrize("text", ["1,5", "0,5", "1.500.000,50", "1500.000", "12.50"])
def test_decimals_without_places_are_refused(text):
    with pytest.raises(TooManyDecimals) as caught:
        read_number(text, places=0)

    assert str(caught.value) == f"Số “{text}” có phần thập phân; ở đây chỉ nhận số nguyên, hãy ghi lại số."


def test_a_rate_may_have_more_places():
    assert str(read_number("23450,1255", places=4)) == "23450.1255"
    assert str(read_number("23.450,125", places=4)) == "23450.125"


@pytest.mark.parametrize("text", ["1234567890123456", "9.999.999.999.999.999", "12345678901234,56", "1000 tỷ tỷ"])
def test_more_than_fifteen_digits_are_refused(text):
    with pytest.raises(UnreadableNumber) as caught:
        read_number(text)

    assert type(caught.value) is (UnreadableNumber if "tỷ" in text else TooLong)


def test_too_long_says_so():
    with pytest.raises(TooLong) as caught:
        read_number("1234567890123456")

    assert str(caught.value) == ("Số “1234567890123456” dài quá 15 chữ số; hãy kiểm tra xem có gõ thừa chữ số không.")


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "35k",
        "1.50.000",
        "1.5.0",
        "1,50,000",
        "0.000.001",
        "1 50",
        "1.500 000",
        "--5",
        "+-5",
        "(-5)",
        "-(5)",
        "5-",
        "(5",
        "()",
        "-",
        "5.",
        ".5",
        ",5",
        "1..500",
        "1'500",
        "1_000",
        "1e5",
        "1E5",
        "NaN",
        "Infinity",
        "-inf",
        "0x1F",
        "１２",
        "١٢",
        "²",
        "½",
        "1\u03005",  # a digit under a mark
        "5%",
        "4 tỷ 200",
        "triệu",
        "4 tỷ 2000 triệu",
        "4,5 tỷ 200 triệu",
        "200 triệu 4 tỷ",
        "4 tỷ 4 tỷ",
        "5 triệuabc",
        "5 công ty",
        "1.500.000 đồng",
        "1" * 81,
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(UnreadableNumber) as caught:
        read_number(text)

    assert str(caught.value) == (
        f"Không đọc được số “{text[:60]}”; hãy ghi theo dạng 1.234.567,89, 1500000 hoặc 1,5 triệu."
    )


@pytest.mark.parametrize("text", ["", "   ", NBSP, "\n"])
def test_nothing_is_asked_for(text):
    with pytest.raises(UnreadableNumber) as caught:
        read_number(text)

    assert str(caught.value) == "Chưa ghi số; hãy nhập một số, ví dụ 1.500.000."


def test_a_control_character_is_pointed_out():
    with pytest.raises(UnreadableNumber) as caught:
        read_number("15\x0000")

    assert str(caught.value) == ("Nội dung có ký tự rỗng (NUL) ở vị trí 3; hãy xóa ký tự đó hoặc gõ lại nội dung.")


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_in_words(text):
    message = "."
    try:
        read_number(text)
    except (UnreadableNumber, DoubtfulNumber) as error:
        message = str(error)

    assert message.endswith(".")


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_is_written_is_read_again(value):
    assert read_number(write_number(value, 2)) == value


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_written_are_read_again(value):
    assert read_number(write_number(value), places=0) == value


# Amounts


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("35 triệu USD", "35000000", "USD"),
        ("$1,500.00", "1500", "USD"),
        ("US$ 3,000,000.00", "3000000", "USD"),
        ("4 tỷ đồng", "4000000000", "VND"),
        ("7 tỉ đ", "7000000000", "VND"),
        ("1.5 triệu đô la", "1500000", "USD"),
        ("1,5 triệu đô la Mỹ", "1500000", "USD"),
        ("5 đô la Úc", "5", "AUD"),
        ("€ 5", "5", "EUR"),
        ("500€", "500", "EUR"),
        ("1.500 won", "1500", "KRW"),
        ("300 yên", "300", "JPY"),
        ("300 yên Nhật", "300", "JPY"),
        ("5 nhân dân tệ", "5", "CNY"),
        ("500.000đ", "500000", "VND"),
        ("500.000 VNĐ", "500000", "VND"),
        ("VND 500.000", "500000", "VND"),
        ("500.000 ₫", "500000", "VND"),
        ("2.000.000 đồng Việt Nam", "2000000", "VND"),
        ("(1.500,00 USD)", "-1500", "USD"),
        ("(1.500,00) USD", "-1500", "USD"),
        ("-$5", "-5", "USD"),
        ("$-5", "-5", "USD"),
        ("$1,234.00 USD", "1234", "USD"),
        ("$1,234.00 AUD", "1234", "AUD"),
        ("85.000,50 SEK", "85000.5", "SEK"),
        ("1.500", None, None),
    ],
)
def test_an_amount_is_read_with_its_currency(text, number, code):
    if number is None:
        with pytest.raises(DoubtfulNumber):
            read_amount(text)
    else:
        value, found = read_amount(text)
        assert (str(value), found) == (number, code)


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("1500", None, (D(1500), None)),
        ("12,5", None, (D("12.5"), None)),
        ("1.500", "VND", (D(1500), "VND")),
        ("1,5 triệu", "VND", (D(1500000), "VND")),
        ("5 USD", "VND", (D(5), "USD")),
        ("$5", "AUD", (D(5), "AUD")),
        ("$5", "VND", (D(5), "USD")),
        ("¥5", "CNY", (D(5), "CNY")),
        ("5 krone", "NOK", (D(5), "NOK")),
    ],
)
def test_the_default_currency_counts_where_none_is_written(text, default, expected):
    assert read_amount(text, default) == expected


def test_the_currency_decides_the_places():
    with pytest.raises(DoubtfulNumber) as caught:
        read_amount("1.500 USD", "VND")
    assert caught.value.readings == (D(1500), D("1.5"))
    with pytest.raises(TooManyDecimals):
        read_amount("1,5 đồng", "USD")


@pytest.mark.parametrize("text", ["$5 đồng", "USD 5 VND", "€5 £"])
def test_two_currencies_are_refused(text):
    with pytest.raises(TwoCurrencies) as caught:
        read_amount(text)

    assert str(caught.value) == f"“{text}” ghi hai loại tiền khác nhau; hãy chỉ ghi một loại tiền."


def test_a_sign_of_several_currencies_is_asked_about():
    with pytest.raises(DoubtfulCurrency) as caught:
        read_amount("¥500", "USD")

    assert caught.value.codes == ("JPY", "CNY")
    assert str(caught.value) == ("Loại tiền trong “¥500” có thể là JPY hoặc CNY; hãy ghi rõ mã loại tiền.")


@pytest.mark.parametrize("text", ["", "USD", "5 XYZ", "5 USD VND", "năm đồng", "-$-5", "5 đồng chẵn"])
def test_an_unreadable_amount_is_refused(text):
    with pytest.raises(UnreadableNumber):
        read_amount(text)


def test_an_unknown_default_is_refused_even_when_not_needed():
    with pytest.raises(UnknownCurrency):
        read_amount("5 USD", "XXX")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["USD", "VND", "EUR", "KRW"]))
def test_an_amount_written_is_read_again(cents, code):
    value = D(cents) if code in ("VND", "KRW") else D(cents).scaleb(-2)

    assert read_amount(write_amount(value, code)) == (value, code)


# Writing


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (D("1234567.89"), None, "1.234.567,89"),
        (D("1.50"), None, "1,50"),
        (1500000, None, "1.500.000"),
        (D("-1234.5"), None, "-1.234,5"),
        (D("1E+3"), None, "1.000"),
        (D("2.345"), 2, "2,35"),
        (D("-0.001"), 2, "0,00"),
        (5, 2, "5,00"),
        (0, None, "0"),
        (999, None, "999"),
    ],
)
def test_write_number(value, places, expected):
    assert write_number(value, places) == expected


def test_write_amount_rounds_to_the_currency():
    assert write_amount(D("1500000"), "VND") == f"1.500.000{NBSP}đồng"
    assert write_amount(D("1234.505"), "USD") == f"1.234,51{NBSP}USD"
    with pytest.raises(UnknownCurrency):
        write_amount(D(1), "XXX")


def test_write_percent():
    assert [write_percent(value) for value in (D("75.3"), D("12"), D("-8.05"), D("0"), None)] == [
        "75,3%",
        "12,0%",
        "-8,1%",
        "0,0%",
        "–",
    ]


@pytest.mark.parametrize(
    ("vnd", "expected"),
    [
        (141_234_000_000, "141,2 tỷ đồng"),
        (125_250_000_000, "125,3 tỷ đồng"),
        (4_000_000_000, "4,0 tỷ đồng"),
        (812_000_000, "812 triệu đồng"),
        (812_345_678, "812,3 triệu đồng"),
        (999_949_999, "999,9 triệu đồng"),
        (999_950_000, "1,0 tỷ đồng"),
        (1_000_000, "1 triệu đồng"),
        (999_999, "999.999 đồng"),
        (0, "0 đồng"),
        (-2_450_000_000, "-2,5 tỷ đồng"),
        (1_234_567_000_000, "1.234,6 tỷ đồng"),
    ],
)
def test_write_scaled_vnd(vnd, expected):
    assert write_scaled_vnd(vnd) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "0"),
        (999_999, "999.999"),
        (1_000_000, "1 triệu"),
        (34_960_000, "34,96 triệu"),
        (34_999_999, "34.999.999"),
        (1_500_000_000, "1,5 tỷ"),
        (1_001_000_000, "1.001 triệu"),
        (-2_500_000, "-2,5 triệu"),
    ],
)
def test_write_short_is_exact(n: int, expected: str):
    assert write_short(n) == expected


def test_write_million_usd():
    assert write_million_usd(2_419_000_000) == "24,19"
    assert write_million_usd(2_980_499_999, 1) == "29,8"
    assert write_million_usd(0) == "0,00"
    assert write_million_usd(-150_000_000, 0) == "-2"


def test_leading_zero_only_below_ten():
    assert [leading_zero(n) for n in (0, 1, 5, 9, 10, 85, 2480)] == [
        "0",
        "01",
        "05",
        "09",
        "10",
        "85",
        "2.480",
    ]


# Words


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "không"),
        (5, "năm"),
        (-5, "âm năm"),  # num2words says "mười lăm"
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),  # num2words says "một nghìn lẻ mười lăm"
        (1_500_000, "một triệu năm trăm nghìn"),
        (2_000_005, "hai triệu không trăm linh năm"),
        (2_005_000, "hai triệu không trăm linh năm nghìn"),
        (10**9, "một tỷ"),
        (4_200_000_000, "bốn tỷ hai trăm triệu"),
        (10**9 + 5, "một tỷ không trăm linh năm"),
        (10**12, "một nghìn tỷ"),
        (
            1_234_567_890_123,
            "một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu "
            "tám trăm chín mươi nghìn một trăm hai mươi ba",
        ),
        (10**18, "một tỷ tỷ"),
        (-(10**18), "âm một tỷ tỷ"),
    ],
)
def test_in_words(n, expected):
    assert in_words(n) == expected


@pytest.mark.parametrize("n", [10**18 + 1, -(10**18) - 1])
def test_in_words_ends_at_a_billion_billions(n):
    with pytest.raises(TooLargeForWords):
        in_words(n)


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_two_numbers_never_share_their_words(a, b):
    assert (in_words(a) == in_words(b)) == (a == b)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("1500000", "VND", "một triệu năm trăm nghìn đồng"),
        ("1500.50", "USD", "một nghìn năm trăm đô la Mỹ và năm mươi xu"),
        ("2.05", "EUR", "hai euro và năm xu"),
        ("0.5", "USD", "không đô la Mỹ và năm mươi xu"),
        ("0", "VND", "không đồng"),
        ("-3", "USD", "âm ba đô la Mỹ"),
        ("12", "KRW", "mười hai won Hàn Quốc"),
        ("1.999", "USD", "hai đô la Mỹ"),
    ],
)
def test_amount_in_words(value, code, expected):
    assert amount_in_words(D(value), code) == expected
