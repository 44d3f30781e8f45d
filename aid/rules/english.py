"""Places, amounts and days as papers meant for foreigners write them. Pure: no Django, no database."""

from datetime import date
from decimal import Decimal

from config.kit.money import places, rounded

# The first words of a place's name, with what stands behind it in English; a longer one before its beginning.
LEVELS: tuple[tuple[str, str], ...] = (
    ("tổ dân phố", "Residential Group"),
    ("thành phố", "City"),
    ("thị trấn", "Township"),
    ("thị xã", "Town"),
    ("huyện", "District"),
    ("quận", "District"),
    ("phường", "Ward"),
    ("xã", "Commune"),
    ("tỉnh", "Province"),
    ("xóm", "Hamlet"),
    ("thôn", "Village"),
    ("bản", "Village"),
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def place_in_english(name: str) -> str:
    """ "Xã La Bằng" → "La Bằng Commune", "Phường 3" → "Ward 3"; a name without a level word stays as it is."""
    lowered = name.lower()
    for word, level in LEVELS:
        if lowered.startswith(f"{word} "):
            own = name[len(word) :].strip()
            number = own.lower().removeprefix("số ").strip()
            return f"{level} {number}" if number.isdecimal() else f"{own} {level}"
    return name


def full_place_in_english(full_name: str) -> str:
    """ "Xã La Bằng, Huyện Đại Từ" → "La Bằng Commune, Đại Từ District"."""
    return ", ".join(place_in_english(part.strip()) for part in full_name.split(","))


def amount_in_english(amount: Decimal, currency: str) -> str:
    """ "USD 120,000", "USD 1,234.50": no decimals when there are none. Raises UnknownCurrency."""
    value = rounded(amount, places(currency))
    decimals = 0 if value == value.to_integral_value() else places(currency)
    return f"{currency} {value:,.{decimals}f}"


def day_in_english(day: date) -> str:
    """ "8 August 2003"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
