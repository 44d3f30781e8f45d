"""Numbers as Vietnamese offices write them: read without guessing, written in one way.

A dot stands between thousands and a comma before decimals (Luật Kế toán 2015, Điều 11), but sheets from
abroad have it the other way round. What can be read in two ways ("1.500" in a currency with cents) is
refused with both readings, so that the reader is asked and nothing is off by a thousand.
"""

import itertools
import re
import unicodedata
from decimal import Context, Decimal, Inexact

from config.kit.money import (
    CURRENCIES,
    MAX_DIGITS,
    Money,
    exactly,
    fits,
    grouped,
    ratio,
    to_minor,
)
from config.kit.money import currency as currency_of
from config.kit.money import places as places_of
from config.kit.text import fold, nfc, unreadable_characters


class UnreadableNumber(ValueError):
    """The text is no number in any way of writing that we accept."""


class TooManyDecimals(UnreadableNumber):
    """The number has more decimals than its currency."""

    def __init__(self, text: str, places: int) -> None:
        if places:
            wrong = f"có quá {places} chữ số thập phân; hãy làm tròn, hoặc kiểm tra lại dấu chấm, dấu phẩy."
        else:
            wrong = "có phần thập phân; ở đây chỉ nhận số nguyên, hãy ghi lại số."
        super().__init__(f"Số “{_shown(text)}” {wrong}")


class TooLong(UnreadableNumber):
    """The number has more digits than can be kept exactly."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Số “{_shown(text)}” dài quá {MAX_DIGITS} chữ số; hãy kiểm tra xem có gõ thừa chữ số không.")


class TwoCurrencies(UnreadableNumber):
    """The text names two different currencies."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{_shown(text)}” ghi hai loại tiền khác nhau; hãy chỉ ghi một loại tiền.")


class DoubtfulCurrency(UnreadableNumber):
    """The sign or word of money belongs to several currencies."""

    def __init__(self, text: str, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__(f"Loại tiền trong “{_shown(text)}” có thể là {' hoặc '.join(codes)}; hãy ghi rõ mã loại tiền.")


class DoubtfulNumber(ValueError):
    """The text can be read in two ways; `readings` holds them, the one that parts thousands first."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        self.readings = readings
        first, second = map(_unmistakable, readings)
        super().__init__(f"“{_shown(text)}” có thể hiểu là {first} hoặc {second}; hãy ghi lại đúng số cần nhập.")


def _shown(text: str) -> str:
    """The text as a message may repeat it: printable and short."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:60]


def _unmistakable(value: Decimal) -> str:
    """The number written so that it is not doubtful again: 1500 and 1,5, but 1.500.000 in full."""
    return write_number(value) if abs(value) >= 1_000_000 else f"{value:f}".replace(".", ",")


def read_number(text: str, *, places: int = 2) -> Decimal:
    """Read a number with at most `places` decimals.

    Accepts "1.500.000", "1500000", "1 500 000", "1.234.567,89", "1,234,567.89", "12.5", "1,5 triệu",
    "4 tỷ 200 triệu", a sign or accounting parentheses. The result has no needless zeros.

    Raises `DoubtfulNumber` for one mark before exactly three digits ("1.500") unless `places` is 0, where it
    can only part thousands; `TooManyDecimals`, `TooLong`, or else `UnreadableNumber`.
    """
    return _read(_cleaned(text), text, places)


_MINUS_SIGNS = re.compile("[\u2010-\u2015\u2212]")
_LONGEST_TEXT = 80  # characters: the longest amount in figures and words stays far below

_UNREADABLE = "Không đọc được số “{}”; hãy ghi theo dạng 1.234.567,89, 1500000 hoặc 1,5 triệu."
_NOTHING = "Chưa ghi số; hãy nhập một số, ví dụ 1.500.000."


def _unreadable(text: str) -> UnreadableNumber:
    shown = _shown(text)
    return UnreadableNumber(_UNREADABLE.format(shown) if shown else _NOTHING)


def _cleaned(text: str) -> str:
    """Folded text with plain minus signs; refuses what folding would pass over in silence."""
    if problem := unreadable_characters(text):
        raise UnreadableNumber(problem)
    composed = nfc(text)
    # Digits of other scripts and marks on a digit (left alone by NFC) look like a number but are none.
    foreign = any(not ch.isascii() and unicodedata.category(ch)[0] in "NM" for ch in composed)
    if foreign or len(composed) > _LONGEST_TEXT:
        raise _unreadable(text)
    return fold(_MINUS_SIGNS.sub("-", composed))


def _read(body: str, text: str, places: int) -> Decimal:
    """The number in cleaned text; `text` is what was typed, for the messages."""
    negative, body = _without_sign(body)
    readings = _readings(body, places)
    if not readings:
        raise _unreadable(text)
    signed = [-value if negative and value else value for value in map(_plain, readings)]
    if len(signed) > 1:
        raise DoubtfulNumber(text, (signed[0], signed[1]))
    if not _has_places(readings[0], places):
        raise TooManyDecimals(text, places)
    if not fits(signed[0]):
        raise TooLong(text)
    return signed[0]


def _without_sign(body: str) -> tuple[bool, str]:
    """Whether the number is negative, and what remains; a second sign remains, and is then unreadable."""
    if body.startswith("(") and body.endswith(")"):  # accountants' minus
        return True, body[1:-1].strip()
    if body.startswith(("+", "-")):
        return body[0] == "-", body[1:].lstrip()
    return False, body


_SCALES = {
    "nghin ty": 10**12,
    "ngan ty": 10**12,
    "nghin ti": 10**12,
    "ngan ti": 10**12,
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
}
_SCALE = re.compile(rf" ?({'|'.join(_SCALES)})(?![a-z]) ?")


def _readings(body: str, places: int) -> list[Decimal]:
    """Every value the text can have, decimals as written; the reading with more thousands first."""
    pieces = _SCALE.split(body)
    if len(pieces) > 1:
        return _scaled_readings(pieces)
    readings = _bare_readings(body)
    return readings[:1] if places == 0 else readings


_WHOLE = re.compile(r"\d+", re.ASCII)
_GROUPED = tuple(
    re.compile(rf"([1-9]\d{{0,2}}(?:{group}\d{{3}})+)(?:{mark}(\d+))?", re.ASCII)
    for group, mark in ((r"\.", ","), (",", r"\."), (" ", "[.,]"))
)
_ONE_MARK = re.compile(r"(\d+)[.,](\d+)", re.ASCII)


def _bare_readings(body: str) -> list[Decimal]:
    """Values of a number without words: one, two when a single mark stands before three digits, or none."""
    if _WHOLE.fullmatch(body):
        return [Decimal(body)]
    readings = []
    for form in _GROUPED:
        if found := form.fullmatch(body):
            whole, decimals = found.groups()
            readings.append(Decimal(re.sub("[., ]", "", whole) + (f".{decimals}" if decimals else "")))
    if found := _ONE_MARK.fullmatch(body):
        readings.append(Decimal(".".join(found.groups())))
    return readings


# More digits than `_LONGEST_TEXT` and the largest scale can give; Inexact would be a fault of this module.
_EXACT = Context(prec=_LONGEST_TEXT + 20, traps=[Inexact])


def _scaled_readings(pieces: list[str]) -> list[Decimal]:
    """Values of "4 tỷ 200 triệu", split at the words: numbers and words in turn, "" at the end."""
    *numbers, rest = pieces[::2]
    scales = [_SCALES[word] for word in pieces[1::2]]
    if rest:  # "4 tỷ 200": two hundred what?
        return []
    choices = itertools.product(*map(_bare_readings, numbers))
    found = [_plain(_total(choice, scales)) for choice in choices if _descends(choice, scales)]
    return sorted(found, reverse=True)


def _total(numbers: tuple[Decimal, ...], scales: list[int]) -> Decimal:
    context = _EXACT.copy()
    total = Decimal(0)
    for number, scale in zip(numbers, scales, strict=True):
        total = context.fma(number, Decimal(scale), total)
    return total


def _descends(numbers: tuple[Decimal, ...], scales: list[int]) -> bool:
    """Whether each part is smaller than one of the scale before it, and only the last has decimals."""
    for i in range(1, len(scales)):
        if numbers[i - 1] != int(numbers[i - 1]) or numbers[i] * scales[i] >= scales[i - 1]:
            return False
    return True


def _decimals(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def _plain(value: Decimal) -> Decimal:
    """The same value without zeros at the end of its decimals and without an exponent."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _has_places(value: Decimal, places: int) -> bool:
    """Whether the decimals as written are allowed: not more than `places`, or the ",00" of a bank's sheet.

    Longer runs of zeros are refused, because "1500.000" is more likely "1.500.000" with a dot left out.
    """
    return _decimals(value) <= places or (_decimals(value) <= 2 and value == int(value))


_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD")
_CROWNS = ("SEK", "NOK", "DKK", "CZK")

# Folded words and signs of money, with the currencies each may mean.
_WORDS: dict[str, tuple[str, ...]] = {
    **{code.lower(): (code,) for code in CURRENCIES},
    **{fold(each.name_vi): (each.code,) for each in CURRENCIES.values()},
    **dict.fromkeys(("$", "do", "do la", "dola", "dollar", "dollars"), _DOLLARS),
    **dict.fromkeys(("us$", "$us", "usd$", "do my", "dola my"), ("USD",)),
    **dict.fromkeys(("a$", "au$", "do uc"), ("AUD",)),
    **{"ca$": ("CAD",), "nz$": ("NZD",), "s$": ("SGD",), "hk$": ("HKD",), "nt$": ("TWD",)},
    **dict.fromkeys(("d", "dong", "\u20ab", "vn dong", "dong vn", "dong viet nam", "viet nam dong"), ("VND",)),
    **dict.fromkeys(("\u20ac", "euros"), ("EUR",)),
    **dict.fromkeys(("\u00a3", "bang"), ("GBP",)),
    **dict.fromkeys(("\u20a9", "won"), ("KRW",)),
    **dict.fromkeys(("yen", "jp\u00a5"), ("JPY",)),
    **dict.fromkeys(("te", "rmb", "ndt", "cn\u00a5"), ("CNY",)),
    "\u00a5": ("JPY", "CNY"),
    **dict.fromkeys(("curon", "krona", "krone", "koruna"), _CROWNS),
    **{"franc": ("CHF",), "\u0e3f": ("THB",), "baht": ("THB",), "bat": ("THB",)},
    **{"\u20ad": ("LAK",), "kip": ("LAK",), "riel": ("KHR",), "rup": ("RUB",), "\u20bd": ("RUB",)},
    **{"ringgit": ("MYR",), "rupiah": ("IDR",), "peso": ("PHP",), "rupee": ("INR",), "\u20b9": ("INR",)},
    **{"zloty": ("PLN",), "forint": ("HUF",), "kyat": ("MMK",)},
}
_ANY_WORD = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_WORD_BEFORE = re.compile(rf"({_ANY_WORD})(?![a-z]) ?")
_WORD_AFTER = re.compile(rf" ?(?<![a-z])({_ANY_WORD})$")


def read_amount(text: str, default_currency: str | None = None) -> tuple[Decimal, str | None]:
    """Read an amount with its currency before or after it: "35 triệu USD", "$1,500.00", "4 tỷ đồng".

    Gives the number and the currency's code, `default_currency` where none is written. The currency decides
    how many decimals there may be (2 where there is none at all). "$" and "đô la" are US dollars unless the
    default is another dollar.

    Raises what `read_number` raises, `TwoCurrencies`, `DoubtfulCurrency` for "krone" or the sign of yen and
    yuan without a default that settles it, and `UnknownCurrency` for a default outside the list.
    """
    body, words = _without_words(_cleaned(text))
    code = _settled(words, default_currency, text)
    return _read(body, text, places_of(code) if code else 2), code


def _without_words(body: str) -> tuple[str, list[str]]:
    """The number with its sign, and the words of money that stood around it."""
    if body.startswith("(") and body.endswith(")"):
        inner, words = _without_words(body[1:-1].strip())
        return f"({inner})", words
    sign = body[:1] if body.startswith(("+", "-")) else ""
    body = body.removeprefix(sign).lstrip()
    words = []
    if before := _WORD_BEFORE.match(body):
        words.append(before[1])
        body = body[before.end() :]
    if after := _WORD_AFTER.search(body):
        words.append(after[1])
        body = body[: after.start()]
    return sign + body, words


def _settled(words: list[str], default: str | None, text: str) -> str | None:
    """The one currency that the words (and, where they leave a choice, the default) mean."""
    if default is not None:
        places_of(default)
    if not words:
        return default
    codes = tuple(code for code in _WORDS[words[0]] if all(code in _WORDS[word] for word in words))
    if not codes:
        raise TwoCurrencies(text)
    if default in codes:
        return default
    if len(codes) == 1 or codes == _DOLLARS:
        return codes[0]
    raise DoubtfulCurrency(text, codes)


def write_number(value: Decimal | int, places: int | None = None) -> str:
    """The number in Vietnamese ("1.234.567,89"), rounded to `places`; None keeps the decimals it has."""
    number = exactly(value)
    return grouped(number, _decimals(number) if places is None else places)


def write_amount(value: Decimal, currency: str) -> str:
    """Number and unit at the currency's places: "1.234,50 USD", "1.500.000 đồng", a no-break space between.

    Raises `UnknownCurrency`.
    """
    return str(Money(value, currency))


def write_percent(value: Decimal | None) -> str:
    """A percentage as running text has it: "75,3%"; a dash where there is none."""
    return "–" if value is None else f"{write_number(value, 1)}%"


_MILLION = 10**6
_BILLION = 10**9


def write_scaled_vnd(vnd: int) -> str:
    """Đồng as reports say them: "141,2 tỷ đồng", "812 triệu đồng", below a million in full ("950.000 đồng").

    One decimal, always for tỷ, only when not zero for triệu. What would round to 1.000 triệu is 1,0 tỷ. The
    spaces are plain, as in the approved sentences of the reports.
    """
    in_millions = ratio(vnd, _MILLION, 1)
    if abs(in_millions) >= 1000:
        return f"{write_number(ratio(vnd, _BILLION, 1))} tỷ đồng"
    if abs(vnd) >= _MILLION:
        return f"{write_number(_plain(in_millions))} triệu đồng"
    return f"{write_number(vnd)} đồng"


def write_short(n: int) -> str:
    """A whole number in tỷ or triệu where two decimals hold it exactly ("30 triệu", "34,96 triệu"), else in full."""
    for size, word in ((_BILLION, "tỷ"), (_MILLION, "triệu")):
        if abs(n) >= size and n % (size // 100) == 0:
            return f"{write_number(_plain(ratio(n, size, 2)))} {word}"
    return write_number(n)


def write_million_usd(cents: int, decimals: int = 2) -> str:
    """Cents as millions of dollars, without unit: 2.419.000.000 cents → "24,19"."""
    return write_number(ratio(cents, 100 * _MILLION, decimals))


def write_usd(cents: int) -> str:
    """Cents as dollars with both decimals, without unit: 2.418.877.150 cents → "24.188.771,50"."""
    return write_number(ratio(cents, 100, 2), 2)


def leading_zero(n: int) -> str:
    """A count in running text: "05" for 1 to 9, "0", "12", "2.480". Not for tables, money, percent, years."""
    return f"{n:02d}" if 1 <= n <= 9 else write_number(n)


class TooLargeForWords(ValueError):
    """Beyond a billion billions there are no words in use."""

    def __init__(self) -> None:
        super().__init__("Số quá lớn để đọc thành chữ; hãy kiểm tra lại số.")


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LARGEST_IN_WORDS = 10**18


def in_words(n: int) -> str:
    """The number in northern Vietnamese: "một triệu năm trăm nghìn", "hai mươi tư", "một trăm linh năm".

    Raises `TooLargeForWords` beyond 10**18 either way.
    """
    if abs(n) > _LARGEST_IN_WORDS:
        raise TooLargeForWords
    if n < 0:
        return f"âm {in_words(-n)}"
    return " ".join(_words(n, full=False)) or _DIGITS[0]


def _words(n: int, *, full: bool) -> list[str]:
    """Words of a number, none for 0; `full` names the hundreds even when there are none, as after "nghìn"."""
    for scale, name in ((_BILLION, "tỷ"), (_MILLION, "triệu"), (1000, "nghìn")):
        if n >= scale:
            return [*_words(n // scale, full=full), name, *_words(n % scale, full=True)]
    return _words_below_thousand(n, full=full) if n else []


def _words_below_thousand(n: int, *, full: bool) -> list[str]:
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    """The last digit, which changes after tens: hai mươi mốt, hai mươi tư, mười lăm."""
    if tens >= 2 and ones in (1, 4):
        return {1: "mốt", 4: "tư"}[ones]
    return "lăm" if tens and ones == 5 else _DIGITS[ones]


def amount_in_words(value: Decimal, currency: str) -> str:
    """The amount in words, rounded to the currency's places: "một nghìn đô la Mỹ và năm mươi xu".

    Raises `UnknownCurrency`, `TooLargeForWords`.
    """
    unit = currency_of(currency)
    minor = to_minor(value, unit.places)
    whole, rest = divmod(abs(minor), 10**unit.places)
    words = f"{in_words(whole)} {unit.name_vi}"
    if rest:
        words += f" và {in_words(rest)} {unit.minor_name}"
    return f"âm {words}" if minor < 0 else words


ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def write_roman(number: int) -> str:
    """A number from 1 to 39 in Roman figures, as headings and annexes carry it. Raises ValueError beyond."""
    if not 0 < number < 40:
        raise ValueError(f"no Roman number is written for {number}")
    said = ""
    for value, letters in ROMAN:
        said += letters * (number // value)
        number %= value
    return said
