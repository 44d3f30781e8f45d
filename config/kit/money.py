"""Money without floats: currencies, rounding, splitting and percentages.

SQLite keeps decimals as doubles, so nothing here ever passes through a float: original amounts are
`Decimal` of at most `MAX_DIGITS` digits, converted values are whole numbers of the smallest unit (cents,
đồng), and one rule of rounding – half away from zero, once – serves the whole project (docs/rules.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

NO_BREAK_SPACE = "\u00a0"

MAX_DIGITS = 15
"""Most digits an amount may have: a double gives back 15 significant digits unharmed, not 16."""

_PRECISION = 50  # digits: far above 15 for the amount, 15 for a rate and the places of both


@dataclass(frozen=True)
class Currency:
    """A currency as ISO 4217 lists it.

    `places` is the number of decimals of an amount; `minor_name` is the Vietnamese name of the smallest
    unit, empty where the currency has none in use.
    """

    code: str
    name_vi: str
    places: int
    minor_name: str

    @property
    def unit(self) -> str:
        """What stands after a number: "đồng" for VND, the code for every other currency."""
        return "đồng" if self.code == "VND" else self.code


CURRENCIES: dict[str, Currency] = {
    currency.code: currency
    for currency in (
        Currency("AUD", "đô la Úc", 2, "xu"),
        Currency("CAD", "đô la Canada", 2, "xu"),
        Currency("CHF", "franc Thụy Sĩ", 2, "xu"),
        Currency("CNY", "nhân dân tệ", 2, "phân"),
        Currency("CZK", "koruna Séc", 2, "haler"),
        Currency("DKK", "krone Đan Mạch", 2, "øre"),
        Currency("EUR", "euro", 2, "xu"),
        Currency("GBP", "bảng Anh", 2, "xu"),
        Currency("HKD", "đô la Hồng Kông", 2, "xu"),
        Currency("HUF", "forint Hungary", 2, "fillér"),
        Currency("IDR", "rupiah Indonesia", 2, "sen"),
        Currency("INR", "rupee Ấn Độ", 2, "paisa"),
        Currency("JPY", "yên Nhật", 0, ""),
        Currency("KHR", "riel Campuchia", 2, "sen"),
        Currency("KRW", "won Hàn Quốc", 0, ""),
        Currency("LAK", "kíp Lào", 2, "at"),
        Currency("MMK", "kyat Myanmar", 2, "pya"),
        Currency("MYR", "ringgit Malaysia", 2, "sen"),
        Currency("NOK", "krone Na Uy", 2, "øre"),
        Currency("NZD", "đô la New Zealand", 2, "xu"),
        Currency("PHP", "peso Philippines", 2, "xu"),
        Currency("PLN", "zloty Ba Lan", 2, "grosz"),
        Currency("RUB", "rúp Nga", 2, "kopeck"),
        Currency("SEK", "krona Thụy Điển", 2, "öre"),
        Currency("SGD", "đô la Singapore", 2, "xu"),
        Currency("THB", "baht Thái Lan", 2, "satang"),
        Currency("TWD", "đô la Đài Loan", 2, "xu"),
        Currency("USD", "đô la Mỹ", 2, "xu"),
        Currency("VND", "đồng", 0, ""),
    )
}

_FIRST_IN_LISTS = ("USD", "VND", "EUR", "KRW", "JPY")


class UnknownCurrency(ValueError):
    """The code is not in `CURRENCIES`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Không có loại tiền “{code}” trong danh mục; hãy chọn mã ba chữ cái như USD, VND, EUR.")


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code in capitals. Raises `UnknownCurrency`."""
    try:
        return CURRENCIES[code]
    except KeyError:
        raise UnknownCurrency(code) from None


def places(code: str) -> int:
    """Number of decimals of a currency: USD 2, VND 0. Raises `UnknownCurrency`."""
    return currency(code).places


def currency_choices() -> list[tuple[str, str]]:
    """Pairs (code, label) for a select: the five the office meets daily, then the rest by code."""
    rest = sorted(code for code in CURRENCIES if code not in _FIRST_IN_LISTS)
    return [(code, f"{code} – {CURRENCIES[code].name_vi}") for code in (*_FIRST_IN_LISTS, *rest)]


def exactly(value: object) -> Decimal:
    """The value as a finite `Decimal`; int is taken, float, bool and text are not (they lose or hide digits).

    Raises `TypeError` for another type and `ValueError` for NaN and infinity: both are faults of the
    program, not of the person who typed.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"money is Decimal or int, not {type(value).__name__}")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"money is a finite number, not {number}")
    return number


def _context() -> Context:
    # A context of our own: the thread's default of 28 digits would silently round a long product.
    return Context(prec=_PRECISION, rounding=ROUND_HALF_UP)


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with exactly `places` decimals, half away from zero (2,345 → 2,35; -2,345 → -2,35).

    Never gives a negative zero. Raises `decimal.InvalidOperation` beyond 50 digits.
    """
    result = _context().quantize(exactly(value), Decimal(1).scaleb(-places))
    return result if result else result.copy_abs()


def to_minor(value: Decimal, places: int) -> int:
    """The value as a whole number of smallest units, half away from zero (12,345 USD → 1235 cents)."""
    return int(rounded(value, places).scaleb(places, _context()))


def from_minor(n: int, places: int) -> Decimal:
    """The opposite of `to_minor`: 1235 cents → Decimal("12.35")."""
    return exactly(n).scaleb(-places, _context())


def fits(value: Decimal) -> bool:
    """Whether the value, written out, has at most `MAX_DIGITS` digits, its decimals included.

    Zeros written after the decimal mark count, leading zeros do not.
    """
    _, digits, exponent = exactly(value).as_tuple()
    return len(digits) + max(int(exponent), 0) <= MAX_DIGITS


def ratio(part: int | Decimal, whole: int | Decimal, places: int) -> Decimal:
    """part ÷ whole to `places` decimals, half away from zero, rounded once from the exact fraction.

    Raises `ZeroDivisionError` when the whole is 0.
    """
    exact = Fraction(exactly(part)) / Fraction(exactly(whole)) * 10**places
    units = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return from_minor(units if exact >= 0 else -units, places)


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """How many percent the part is of the whole, to one decimal; None when the whole is 0.

    A share of nothing is no number: it is neither 0 % nor 100 % (docs/rules.md).
    """
    if whole == 0:
        return None
    return ratio(exactly(part) * 100, whole, 1)


def allocate(total: int, weights: Sequence[Decimal]) -> list[int]:
    """Split a whole number (cents, đồng) by weights so that the parts add up to it exactly.

    Largest remainder: each part gets its share cut to a whole, and the units left over go one by one to the
    largest remainders, the earlier first when equal. A negative total is split as its opposite and the signs
    turned. Raises `ValueError` for no weights, a negative weight, or a sum of 0.
    """
    exact = [exactly(weight) for weight in weights]
    places = max((-int(weight.as_tuple().exponent) for weight in exact), default=0)
    units = [to_minor(weight, max(places, 0)) for weight in exact]  # whole numbers in the same proportion
    whole = sum(units)
    if whole <= 0 or min(units) < 0:
        raise ValueError("weights must be given, not negative, and add up to more than 0")
    cuts = [divmod(abs(total) * unit, whole) for unit in units]
    parts = [part for part, _ in cuts]
    order = sorted(range(len(cuts)), key=lambda i: -cuts[i][1])
    for i in order[: abs(total) - sum(parts)]:
        parts[i] += 1
    return parts if total >= 0 else [-part for part in parts]


def grouped(value: Decimal, places: int) -> str:
    """The value rounded to `places`, in Vietnamese: dots between thousands, a comma before the decimals."""
    return f"{rounded(value, places):,.{places}f}".translate({ord(","): ".", ord("."): ","})


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""

    def __init__(self, first: str, second: str) -> None:
        self.currencies = (first, second)
        super().__init__(f"Không cộng, trừ được {first} với {second}; hãy quy đổi về cùng một loại tiền trước.")


@dataclass(frozen=True)
class Money:
    """An amount in a currency, in whole units (dollars, đồng) with its decimals.

    The amount is kept as given, not rounded. Raises `TypeError` for a float, a bool or a text,
    `UnknownCurrency` for a code outside `CURRENCIES`.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", exactly(self.amount))
        places(self.currency)

    def __add__(self, other: "Money") -> "Money":
        """Sum of two amounts of one currency, no digit lost. Raises `CurrencyMismatch`."""
        self._same_currency(other)
        return Money(_context().add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Difference of two amounts of one currency, no digit lost. Raises `CurrencyMismatch`."""
        self._same_currency(other)
        return Money(_context().subtract(self.amount, other.amount), self.currency)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)

    def rounded(self) -> "Money":
        """The amount rounded to the places of its currency, half away from zero."""
        return Money(rounded(self.amount, places(self.currency)), self.currency)

    def __str__(self) -> str:
        """In Vietnamese, at the places of the currency: "1.234,50 USD", "1.500.000 đồng".

        The space is a no-break space, so that a line never ends between number and unit.
        """
        return f"{grouped(self.amount, places(self.currency))}{NO_BREAK_SPACE}{currency(self.currency).unit}"
