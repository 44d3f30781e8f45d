"""Monthly accounting rates 2010-2020: plausible, invented, one for each currency and month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

from aid.models import ExchangeRate

FIRST_YEAR = 2010
# Đồng for one unit, in hundredths, in January of 2010, 2011, … 2021.
JANUARIES: dict[str, tuple[int, ...]] = {
    "USD": (1850000, 1950000, 2085000, 2084000, 2104000, 2125000, 2189000, 2216000, 2243000, 2282000, 2316000, 2314000),
    "EUR": (2645000, 2610000, 2690000, 2770000, 2860000, 2510000, 2385000, 2350000, 2710000, 2600000, 2570000, 2820000),
    "KRW": (1705, 1742, 1820, 1960, 1980, 1950, 1830, 1870, 2095, 2040, 1990, 2100),
    "JPY": (20100, 23200, 23900, 23500, 20200, 17900, 18500, 19300, 20000, 20900, 21300, 22300),
    "GBP": (2980000, 3030000, 3230000, 3340000, 3470000, 3220000, 3160000, 2760000, 3090000, 2920000, 3040000, 3160000),
    "AUD": (1670000, 1940000, 2180000, 2190000, 1870000, 1720000, 1560000, 1650000, 1760000, 1630000, 1590000, 1780000),
    "SEK": (259000, 285000, 301000, 321000, 324000, 271000, 258000, 247000, 276000, 253000, 244000, 280000),
}
# The USD moves least; the yen and the won are published with two decimals, the rest in whole đồng.
UNSTEADY = {"USD": 0}
IN_HUNDREDTHS = ("KRW", "JPY")


def monthly_rates(random: Random) -> Iterator[ExchangeRate]:
    """One rate for each currency and month, between the Januaries, a little unsteady."""
    for code, januaries in JANUARIES.items():
        for year, (before, after) in enumerate(pairwise(januaries), start=FIRST_YEAR):
            for month in range(1, 13):
                yield _rate(code, date(year, month, 1), before + (after - before) * (month - 1) // 12, random)


def _rate(code: str, on: date, hundredths: int, random: Random) -> ExchangeRate:
    spread = UNSTEADY.get(code, hundredths // 150)
    found = hundredths + random.randint(-spread, spread)
    if code not in IN_HUNDREDTHS:
        found = found // 100 * 100
    return ExchangeRate(
        currency=code,
        valid_from=on,
        vnd_per_unit=Decimal(found) / 100,
        source=f"Kho bạc Nhà nước, thông báo tháng {on.month}/{on.year}",
    )
