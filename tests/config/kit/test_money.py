from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.money import (
    CURRENCIES,
    CurrencyMismatch,
    Money,
    UnknownCurrency,
    allocate,
    currency_choices,
    fits,
    from_minor,
    percent,
    places,
    ratio,
    rounded,
    to_minor,
)

D = Decimal


# Currencies


def test_places_follow_iso_4217():
    found = {code: places(code) for code in ("USD", "VND", "KRW", "JPY", "EUR", "SEK")}

    assert found == {"USD": 2, "VND": 0, "KRW": 0, "JPY": 0, "EUR": 2, "SEK": 2}


@pytest.mark.parametrize("code", ["XXX", "usd", "", "USD "])
def test_places_of_an_unlisted_code_name_the_code(code):
    with pytest.raises(UnknownCurrency) as caught:
        places(code)

    assert str(caught.value) == (
        f"Không có loại tiền “{code}” trong danh mục; hãy chọn mã ba chữ cái như USD, VND, EUR."
    )


def test_choices_start_with_the_daily_five_and_hold_every_currency_once():
    codes = [code for code, _ in currency_choices()]

    assert codes[:7] == ["USD", "VND", "EUR", "KRW", "JPY", "AUD", "CAD"]
    assert codes[5:] == sorted(codes[5:])
    assert sorted(codes) == sorted(CURRENCIES)
    assert currency_choices()[0] == ("USD", "USD – đô la Mỹ")


def test_currencies_without_places_have_no_minor_name_and_the_others_do():
    assert [c.code for c in CURRENCIES.values() if (c.places == 0) != (c.minor_name == "")] == []


# Rounding


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.3449999", 2, "2.34"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("7", 2, "7.00"),
        ("-0.001", 2, "0.00"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)
def test_rounded_goes_half_away_from_zero(value, places, expected):
    assert str(rounded(D(value), places)) == expected


def test_to_minor_and_from_minor():
    assert to_minor(D("12.345"), 2) == 1235
    assert to_minor(D("-12.345"), 2) == -1235
    assert to_minor(D("1500000.4"), 0) == 1500000
    assert str(from_minor(1235, 2)) == "12.35"
    assert str(from_minor(-5, 2)) == "-0.05"
    assert str(from_minor(7, 0)) == "7"


@given(st.integers(-(10**18), 10**18), st.integers(0, 6))
def test_from_minor_and_to_minor_are_opposites(n, places):
    assert to_minor(from_minor(n, places), places) == n


@given(st.decimals(-(10**15), 10**15, places=6), st.integers(0, 5))
def test_rounding_moves_by_half_a_unit_at_most_and_is_symmetric(value, places):
    result = rounded(value, places)

    assert abs(Fraction(result) - Fraction(value)) <= Fraction(1, 2 * 10**places)
    assert rounded(-value, places) == -result


@pytest.mark.parametrize("value", [1.5, True, "1.5", None])
def test_rounded_refuses_what_is_not_exact(value):
    with pytest.raises(TypeError):
        rounded(value, 2)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_rounded_refuses_what_is_not_finite(value):
    with pytest.raises(ValueError, match="finite"):
        rounded(D(value), 2)


# Ratio and percent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1473786, 1958182, "75.3"),  # Huế 2016
        (158146, 615151, "25.7"),  # Lâm Đồng 2022
        (327447, 1174012, "27.9"),
        (1, 2000, "0.1"),  # 0,05 goes up
        (-1, 2000, "-0.1"),
        (0, 5, "0.0"),
        (D("36.2"), 35, "103.4"),
        (5, -10, "-50.0"),
        (10**18, 3 * 10**18, "33.3"),
    ],
)
def test_percent_has_one_decimal(part, whole, expected):
    assert str(percent(part, whole)) == expected


def test_percent_of_nothing_is_none():
    assert percent(5, 0) is None
    assert percent(0, D("0.00")) is None


def test_percent_refuses_a_float():
    with pytest.raises(TypeError):
        percent(0.5, 2)


def test_ratio_of_nothing_raises():
    with pytest.raises(ZeroDivisionError):
        ratio(1, 0, 2)


# Allocation


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (100, ["1", "1", "1"], [34, 33, 33]),
        (-100, ["1", "1", "1"], [-34, -33, -33]),
        (200, ["1", "1", "1"], [67, 67, 66]),
        (1000, ["50", "33.33", "16.67"], [500, 333, 167]),
        (10, ["0.5", "0.3", "0.2"], [5, 3, 2]),
        (1, ["0", "1"], [0, 1]),
        (3, ["0", "1", "0"], [0, 3, 0]),
        (0, ["1", "2"], [0, 0]),
        (7, ["1"], [7]),
        (5, ["1", "1"], [3, 2]),
    ],
)
def test_allocate_by_largest_remainder(total, weights, expected):
    assert allocate(total, [D(weight) for weight in weights]) == expected


@pytest.mark.parametrize("weights", [[], ["0"], ["0", "0"], ["-1"], ["2", "-1"], ["NaN"], ["Infinity"]])
def test_allocate_refuses_weights_that_cannot_share(weights):
    with pytest.raises(ValueError, match=r"weights|finite"):
        allocate(10, [D(weight) for weight in weights])


_WEIGHTS = st.lists(st.decimals(0, 100, places=4), min_size=1, max_size=12).filter(sum)


@given(st.integers(-(10**17), 10**17), _WEIGHTS)
def test_allocate_adds_up_and_stays_within_one_of_the_share(total, weights):
    parts = allocate(total, weights)
    whole = sum(map(Fraction, weights))

    assert sum(parts) == total
    assert allocate(-total, weights) == [-part for part in parts]
    assert all(abs(part - total * Fraction(weight) / whole) < 1 for part, weight in zip(parts, weights, strict=True))


# Digits


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("123456789012345", True),
        ("1234567890123.45", True),
        ("-1234567890123.45", True),
        ("1234567890123456", False),
        ("12345678901234.50", False),  # sixteen as written
        ("0.00000000000001", True),
        ("0", True),
        ("1E+14", True),
        ("1E+15", False),
    ],
)
def test_fits_allows_fifteen_digits(value, expected):
    assert fits(D(value)) is expected


@given(st.decimals(-(10**13), 10**13, places=2).filter(fits))
def test_what_fits_survives_a_double(value):
    assert D(repr(float(value))) == value


# Money


def test_money_adds_and_subtracts_one_currency():
    assert Money(D("1.10"), "USD") + Money(D("2.20"), "USD") == Money(D("3.30"), "USD")
    assert Money(D("1.10"), "USD") - Money(D("2.20"), "USD") == Money(D("-1.10"), "USD")


def test_money_loses_no_digit_beyond_the_default_context():
    large = Money(D("123456789012345678901234567890.12"), "USD")

    assert str((large + Money(D("0.01"), "USD")).amount) == "123456789012345678901234567890.13"


@pytest.mark.parametrize("act", [Money.__add__, Money.__sub__])
def test_money_of_two_currencies_is_not_summed(act):
    with pytest.raises(CurrencyMismatch) as caught:
        act(Money(D(1), "USD"), Money(D(1), "VND"))

    assert str(caught.value) == ("Không cộng, trừ được USD với VND; hãy quy đổi về cùng một loại tiền trước.")


def test_money_takes_an_int_as_decimal():
    amount = Money(5, "USD").amount

    assert (amount, type(amount)) == (D(5), Decimal)


@pytest.mark.parametrize("amount", [1.5, True, "5", None])
def test_money_refuses_another_type(amount):
    with pytest.raises(TypeError):
        Money(amount, "USD")


def test_money_refuses_an_unknown_currency():
    with pytest.raises(UnknownCurrency):
        Money(D(1), "XXX")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1234.5", "USD", "1.234,50\u00a0USD"),
        ("1500000", "VND", "1.500.000\u00a0đồng"),
        ("-1234567.891", "EUR", "-1.234.567,89\u00a0EUR"),
        ("999.5", "KRW", "1.000\u00a0KRW"),
        ("-0.001", "USD", "0,00\u00a0USD"),
        ("1E+6", "VND", "1.000.000\u00a0đồng"),
    ],
)
def test_money_is_written_in_vietnamese(amount, currency, expected):
    assert str(Money(D(amount), currency)) == expected


def test_money_rounds_to_its_currency():
    assert str(Money(D("10.005"), "USD").rounded().amount) == "10.01"
    assert str(Money(D("10.5"), "VND").rounded().amount) == "11"
