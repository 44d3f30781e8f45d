"""Splitting a ledger row over donors, sectors or places. Pure arithmetic: no database, no clock.

The rule (docs/rules.md, Breakdowns): one sole share holds the whole; shares that add to 100 % split
the row to the cent by largest remainder; several shares without percentages, or none at all, leave
the row unsplit under "nhiều bên tài trợ", "nhiều lĩnh vực" or "nhiều địa bàn" (here the key None).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from config.kit.money import allocate

K = TypeVar("K")

UNSPLIT = None


def split(cents: int, shares: Sequence[tuple[K, Decimal | None]]) -> list[tuple[K | None, int]]:
    """The parts of a row's value by key, in the order of the shares; they add up to `cents` exactly.

    `cents` may be any whole number of smallest units (cents, đồng), negative for a decrease or a refund.
    """
    if len(shares) == 1:
        return [(shares[0][0], cents)]
    weights = [percent for _, percent in shares if percent is not None]
    if not shares or len(weights) != len(shares):
        return [(UNSPLIT, cents)]
    keys = [key for key, _ in shares]
    return list(zip(keys, allocate(cents, weights), strict=True))


def part_of(cents: int, shares: Sequence[tuple[K, Decimal | None]], wanted: frozenset[K | None]) -> int:
    """How much of a row belongs to the wanted keys; 0 when none of them has a share."""
    return sum(part for key, part in split(cents, shares) if key in wanted)
