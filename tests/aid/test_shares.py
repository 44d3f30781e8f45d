"""A row is split to the cent, or left whole under "nhiều …"; nothing is lost and nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.rules.shares import part_of, split

D = Decimal


@pytest.mark.parametrize(
    ("cents", "shares", "parts"),
    [
        # One sole share holds the whole, whether its percentage is open or said.
        (1000, [("a", None)], [("a", 1000)]),
        (1000, [("a", D("100"))], [("a", 1000)]),
        # 80 % and 20 % of 601.166,96 USD: 480.933,568 and 120.233,392; the cent left over goes to ,568.
        (60116696, [("a", D("80")), ("b", D("20"))], [("a", 48093357), ("b", 12023339)]),
        # Thirds of a dollar: the first of three equal remainders gets the cent.
        (100, [("a", D("33.33")), ("b", D("33.33")), ("c", D("33.34"))], [("a", 33), ("b", 33), ("c", 34)]),
        (1, [("a", D("50")), ("b", D("50"))], [("a", 1), ("b", 0)]),
        # A decrease splits as its opposite.
        (-1, [("a", D("50")), ("b", D("50"))], [("a", -1), ("b", 0)]),
        (-60116696, [("a", D("80")), ("b", D("20"))], [("a", -48093357), ("b", -12023339)]),
        (0, [("a", D("50")), ("b", D("50"))], [("a", 0), ("b", 0)]),
        # Several open shares, a half-given list, or none: unsplit.
        (1000, [("a", None), ("b", None)], [(None, 1000)]),
        (1000, [("a", D("60")), ("b", None)], [(None, 1000)]),
        (1000, [], [(None, 1000)]),
        (-1000, [], [(None, -1000)]),
    ],
)
def test_a_row_is_split_by_its_shares(
    cents: int, shares: list[tuple[str, Decimal | None]], parts: list[tuple[str | None, int]]
) -> None:
    assert split(cents, shares) == parts


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(1, 9999), min_size=1, max_size=12))
def test_the_parts_add_up_to_the_row(cents: int, weights: list[int]) -> None:
    shares = [(number, D(weight) / 100) for number, weight in enumerate(weights)]
    parts = split(cents, shares)
    assert sum(part for _, part in parts) == cents
    assert [key for key, _ in parts] == [key for key, _ in shares]


def test_the_part_of_several_keys_is_their_sum() -> None:
    shares = [("a", D("50")), ("b", D("30")), ("c", D("20"))]
    assert part_of(1001, shares, frozenset({"a", "c"})) == 701  # 500,5 → 501 and 200,2 → 200


def test_a_key_without_a_share_has_no_part() -> None:
    assert part_of(1001, [("a", None)], frozenset({"b"})) == 0


def test_the_unsplit_part_is_asked_for_by_none() -> None:
    assert part_of(1001, [("a", None), ("b", None)], frozenset({None})) == 1001
    assert part_of(1001, [("a", None), ("b", None)], frozenset({"a"})) == 0
