"""The conversion rule of docs/rules.md, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from aid.rules.conversion import Rate, RateBook

D = Decimal
DAY = date(2014, 1, 2)
KRW = Rate("KRW", date(2014, 1, 1), D("19.96"), "Kho bạc Nhà nước")
USD = Rate("USD", date(2014, 1, 1), D("21036"), "Kho bạc Nhà nước")


def book(*rates: Rate, max_age_days: int = 62) -> RateBook:
    return RateBook(rates, max_age_days=max_age_days)


def values(amount: str, currency: str, on: date, *rates: Rate) -> tuple[int | None, str, int | None, str]:
    """USD cents with basis, đồng with basis."""
    result = book(*rates).convert(D(amount), currency, on)
    return (result.usd.minor, result.usd.basis, result.vnd.minor, result.vnd.basis)


def test_the_worked_example() -> None:
    # 44.084.265 × 19,96 = 879.921.929,4; ÷ 21.036 = 41.829,336…
    result = book(KRW, USD).convert(D(44_084_265), "KRW", DAY)
    assert (result.vnd.minor, result.vnd.basis) == (879_921_929, "rate")
    assert (result.usd.minor, result.usd.basis) == (4_182_934, "rate")
    assert (result.rate, result.usd_rate) == (KRW, USD)


def test_a_dollar_row_is_its_own_dollars_and_needs_the_rate_for_dong_only() -> None:
    assert values("1000.50", "USD", DAY, USD) == (100_050, "same", 21_046_518, "rate")
    assert values("1000.50", "USD", DAY) == (100_050, "same", None, "none")


def test_a_dong_row_is_its_own_dong_and_needs_the_rate_of_the_dollar() -> None:
    # 1.250.000.000 ÷ 21.036 = 59.421,943…
    assert values("1250000000", "VND", DAY, USD) == (5_942_194, "rate", 1_250_000_000, "same")
    assert values("1250000000", "VND", DAY) == (None, "none", 1_250_000_000, "same")


def test_without_its_own_rate_a_row_is_converted_to_nothing() -> None:
    assert values("1000", "KRW", DAY, USD) == (None, "none", None, "none")


def test_without_the_rate_of_the_dollar_a_row_still_has_its_dong() -> None:
    assert values("1000", "KRW", DAY, KRW) == (None, "none", 19_960, "rate")


@pytest.mark.parametrize(("age", "is_found"), [(0, True), (61, True), (62, True), (63, False), (400, False)])
def test_a_rate_serves_its_number_of_days_and_not_one_more(age: int, is_found: bool) -> None:
    on = date.fromordinal(USD.valid_from.toordinal() + age)
    assert (book(USD).rate_for("USD", on) == USD) is is_found


def test_a_later_rate_is_never_taken() -> None:
    assert book(USD).rate_for("USD", date(2013, 12, 31)) is None


def test_the_newest_rate_before_the_day_is_taken_whatever_the_order_of_rows() -> None:
    older, newer, later = (Rate("USD", date(2014, month, 1), D(21_000 + month)) for month in (1, 2, 3))
    assert book(later, older, newer).rate_for("USD", date(2014, 2, 28)) == newer


def test_a_neighbour_currency_does_not_serve() -> None:
    assert book(KRW).rate_for("JPY", DAY) is None


@pytest.mark.parametrize(
    ("amount", "rate", "vnd"),
    [
        ("1", "0.5", 1),  # 0,5 goes away from zero
        ("-1", "0.5", -1),
        ("1", "0.499999", 0),
        ("3", "0.5", 2),  # 1,5 → 2
        ("-3", "0.5", -2),
        ("-1", "0.499999", 0),
    ],
)
def test_rounding_is_once_and_half_away_from_zero(amount: str, rate: str, vnd: int) -> None:
    assert values(amount, "KRW", DAY, Rate("KRW", DAY, D(rate)))[2] == vnd


def test_dollars_are_rounded_from_the_exact_quotient_not_from_rounded_dong() -> None:
    # 1 KRW = 0,4 đồng: 0 đồng when rounded, but 0,4 ÷ 20 = 0,02 USD.
    assert values("1", "KRW", DAY, Rate("KRW", DAY, D("0.4")), Rate("USD", DAY, D(20))) == (2, "rate", 0, "rate")


def test_a_decrease_converts_as_its_opposite() -> None:
    usd, _, vnd, _ = values("-44084265", "KRW", DAY, KRW, USD)
    assert (usd, vnd) == (-4_182_934, -879_921_929)


def test_long_amounts_lose_no_digit() -> None:
    # 9.999.999.999.999 × 12.345,678901 = 123.456.789.009.987.654,321099
    assert values("9999999999999", "EUR", DAY, Rate("EUR", DAY, D("12345.678901")))[2] == 123_456_789_009_987_654
