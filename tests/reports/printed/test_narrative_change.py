"""The approved words for a change against the year before, and the small words around numbers."""

from decimal import Decimal

import pytest

from config.kit.text import lower_first
from reports.printed.wording import Measured, Span, change_of_count, change_of_usd, goal_usd, joined, whole_usd

pytestmark = pytest.mark.page

SPAN = Span("năm 2019", "năm 2018")
SAME_STRETCH = Span("năm 2019", "cùng kỳ năm 2018", "từ đầu năm đến ngày 30/06/2019")
FIRST_TERM = Span("nhiệm kỳ 2015-2020", "")


def usd(dollars: str, rows: int = 1) -> Measured:
    return Measured(int(Decimal(dollars) * 100), rows)


NONE = Measured(0, 0)


# Change against the year before -------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("1124000", "1000000", "tăng 12,4% so với năm 2018"),
        ("919000", "1000000", "giảm 8,1% so với năm 2018"),
        ("1000000", "1000000", "bằng năm 2018"),
        ("3600000", "1000000", "gấp 3,6 lần năm 2018"),
        # Three times is no more than three times; a cent more is.
        ("3000000", "1000000", "tăng 200,0% so với năm 2018"),
        ("3000000.01", "1000000", "gấp 3,0 lần năm 2018"),
        # Less than a twentieth of a per cent is neither growth nor equality.
        ("1000000.01", "1000000", "xấp xỉ năm 2018"),
        ("999999.99", "1000000", "xấp xỉ năm 2018"),
    ],
)
def test_change_of_a_value(now: str, before: str, words: str) -> None:
    assert change_of_usd(usd(now), usd(before), SPAN) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (usd("5"), NONE, "năm 2018 không phát sinh"),
        (NONE, usd("1250000"), "trong năm 2019 không phát sinh (năm 2018: 1.250.000 USD)"),
        (usd("-12500"), usd("1000"), "năm 2019 hoàn trả 12.500 USD"),
        (usd("-12500"), None, "năm 2019 hoàn trả 12.500 USD"),
        (usd("5"), None, "chưa có số liệu năm 2018 để so sánh"),
        (NONE, NONE, "trong năm 2019 không phát sinh"),
        (NONE, None, "trong năm 2019 không phát sinh"),
        (usd("5"), usd("-7.5"), "năm 2018 hoàn trả 8 USD"),
        (usd("5"), usd("0", 2), "năm 2018: 0 USD"),
        (NONE, usd("-7"), "trong năm 2019 không phát sinh (năm 2018: hoàn trả 7 USD)"),
    ],
)
def test_change_where_a_percentage_would_lie(now: Measured, before: Measured | None, words: str) -> None:
    assert change_of_usd(now, before, SPAN) == words


def test_a_negative_commitment_is_a_decrease_not_a_refund() -> None:
    said = change_of_usd(usd("-12500"), usd("1"), SPAN, decrease="điều chỉnh giảm")

    assert said == "năm 2019 điều chỉnh giảm 12.500 USD"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (18, 15, "tăng 03 đoàn (20,0%) so với năm 2018"),
        (15, 18, "giảm 03 đoàn (16,7%) so với năm 2018"),
        (15, 15, "bằng năm 2018"),
        (18, 5, "gấp 3,6 lần năm 2018"),
        (3, 0, "năm 2018 không phát sinh"),
        (0, 3, "trong năm 2019 không phát sinh (năm 2018: 03 đoàn)"),
        (3, None, "chưa có số liệu năm 2018 để so sánh"),
        (30, 12, "tăng 18 đoàn (150,0%) so với năm 2018"),
    ],
)
def test_change_of_a_count(now: int, before: int | None, words: str) -> None:
    assert change_of_count(now, before, "đoàn", SPAN) == words


def test_a_year_that_is_cut_off_is_compared_with_the_same_stretch() -> None:
    assert change_of_usd(usd("112.4"), usd("100"), SAME_STRETCH) == "tăng 12,4% so với cùng kỳ năm 2018"
    assert change_of_usd(NONE, usd("7"), SAME_STRETCH) == (
        "từ đầu năm đến ngày 30/06/2019 không phát sinh (cùng kỳ năm 2018: 7 USD)"
    )
    assert change_of_count(0, 3, "đoàn", SAME_STRETCH) == (
        "từ đầu năm đến ngày 30/06/2019 không phát sinh (cùng kỳ năm 2018: 03 đoàn)"
    )


def test_without_a_time_before_no_comparison_is_told() -> None:
    assert change_of_usd(usd("5"), usd("4"), FIRST_TERM) == ""
    assert change_of_usd(usd("5"), None, FIRST_TERM) == ""
    assert change_of_usd(NONE, usd("4"), FIRST_TERM) == "trong nhiệm kỳ 2015-2020 không phát sinh"
    assert change_of_usd(usd("-5"), usd("4"), FIRST_TERM) == "nhiệm kỳ 2015-2020 hoàn trả 5 USD"
    assert change_of_count(5, 4, "đoàn", FIRST_TERM) == ""


def test_small_words() -> None:
    assert whole_usd(612345650) == "6.123.457 USD"
    assert goal_usd(3_500_000_000) == "35 triệu USD"
    assert goal_usd(425_000_000) == "4,25 triệu USD"
    assert goal_usd(12_345_600) == "123.456 USD"
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b và c"
    assert [lower_first(name) for name in ("Huyện Đại Từ", "TP Thái Nguyên", "Y tế")] == [
        "huyện Đại Từ",
        "TP Thái Nguyên",
        "y tế",
    ]
