"""How much room bold letters take: for rules as long as a part of a text, and for heads of columns. About right.

The widths are those of Times; marks take no room.
"""

import unicodedata

MILLIMETRES = 25.4 / 72
"""Of a point."""
_WIDTHS = {
    letter: width
    for width, letters in {
        250: " .,\u00a0",
        278: "ijl/:",
        333: "ft-sz()",
        389: "IJ",
        444: "cer",
        500: "aogvxy0123456789",
        556: "bdhknpquSđ",
        611: "FP",
        667: "BELTZ",
        722: "ACDNRUVXYwĐ",
        778: "GHKOQ",
        833: "m",
        944: "M",
        1000: "W%",
    }.items()
    for letter in letters
}
_MEAN = 600
LINE = 1.15
"""Ems that a line takes from the one above it."""


def bold_width(text: str, size: float) -> float:
    """Millimetres of the longest line of a text in letters of so many points."""
    return max(_width(line) for line in text.split("\n")) * size * MILLIMETRES / 1000


def bold_lines(text: str, size: float, width: float) -> int:
    """How many lines the text takes in a column of so many millimetres."""
    room = width / size / MILLIMETRES * 1000
    count = 0
    for line in text.split("\n"):
        left = -1.0
        for word in line.split(" "):
            needed = _width(word)
            if needed > left:
                count, left = count + 1, room
            left -= needed + _WIDTHS[" "]
    return count


def _width(text: str) -> int:
    """Thousandths of the size of the letters."""
    return sum(_WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _MEAN) for letter in text)
