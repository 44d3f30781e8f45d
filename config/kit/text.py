"""Vietnamese text: one stored form, one folding for search, one order for lists.

Text from a Mac or a scanner comes decomposed, "đ" has a look-alike (Icelandic "ð"), and by code point "Đà"
sorts after "Dz": each is met here once, so no other module handles characters.
"""

import re
import unicodedata
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"

# Every space that does not break the line into two; spelled out, because \s also takes control characters.
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_BREAKS = re.compile(" ?(?:\r\n|\r|\n) ?")


def nfc(s: str) -> str:
    """The text composed (Unicode NFC), the only form that is stored and compared."""
    return unicodedata.normalize("NFC", s)


def tidy(s: str) -> str:
    """NFC, each run of spaces (no-break and tab included) one space, none at the ends or around line breaks.

    Line breaks stay (as \\n), because notes have paragraphs.
    """
    return _LINE_BREAKS.sub("\n", _SPACES.sub(" ", nfc(s))).strip(" \n")


# Letters that Unicode does not take apart. Ð and ð look like Đ and đ and are typed for them; ø and ł stand in
# the names of Nordic and Polish organisations, which nobody here types with the stroke.
_STROKED = str.maketrans("ĐđÐðØøŁł", "DdDdOoLl")


def fold(s: str) -> str:
    """The text as people type it in a hurry: no marks, d for đ, lower case, single spaces, none at the ends.

    For comparing only, never shown. Two foldings are the same as one.
    """
    lowered = unicodedata.normalize("NFD", s.translate(_STROKED).casefold())
    kept = (ch for ch in lowered if not unicodedata.combining(ch) and unicodedata.category(ch) != "Cf")
    return " ".join("".join(kept).split())


def search_words(query: str) -> list[str]:
    """The folded words of a query, each once, in the order typed; punctuation only separates."""
    letters = "".join(ch if ch.isalnum() else " " for ch in fold(query))
    return list(dict.fromkeys(letters.split()))


def word_starts(query: str) -> list[str]:
    """The words of a query as a search key holds their beginnings: "bang" finds "Bằng", never "Luang Prabang"."""
    return [f" {word}" for word in search_words(query)]


def search_key(*parts: str) -> str:
    """What is stored for searching a record: its folded words with one space between, before and after.

    Because of the space in front, `f" {word}" in key` finds a word by its beginning, in any order of words,
    and never the middle of a word. Empty when the parts hold no letter or digit.
    """
    letters = "".join(ch if ch.isalnum() else " " for ch in fold(" ".join(parts)))
    words = letters.split()
    return f" {' '.join(words)} " if words else ""


def slug(s: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens ("Đường số 5" → "duong-so-5"); may be empty."""
    return re.sub("[^a-z0-9]+", "-", fold(s)).strip("-")


# Order of single characters as ICU 72 gives it for "vi": spaces, punctuation, signs, currency signs, digits,
# then the 29 letters of the alphabet with f, j, w, z and a few foreign ones in their places.
_ORDER = (
    "\t\n _-\u2010\u2012\u2013\u2014\u2015,;:!\u00a1?\u00bf.\u00b7'\u2018\u2019\u201a\u2039\u203a\""
    "\u201c\u201d\u201e\u00ab\u00bb()[]{}\u00a7\u00b6@*/\\&#%\u2030\u2020\u2021\u2022\u2032`\u00b4^\u00af\u00a8\u00b8"
    "\u00b0\u00a9\u00ae\u2192+\u00b1\u00f7\u00d7<=>\u00ac|\u00a6~\u2212\u00a4\u00a2$\u00a3\u00a5\u20a9\u20ab\u20ac\u20ad"
    "\u20bd0123456789aăâbcdđeêfghi\u0131jklmnŋoôơpqrst\u0167uưvwxyz\u00fe"
)
_PRIMARY = {ch: rank for rank, ch in enumerate(_ORDER)}

# Second level: the five tones (huyền, hỏi, ngã, sắc, nặng), then the foreign marks.
_MARKS = (
    "\u0300\u0309\u0303\u0301\u0323"
    "\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304\u0335\u031b\u0326\u0331"
)
_SECONDARY = {mark: rank for rank, mark in enumerate(_MARKS, start=1)}
_OVERLAID = {"ø": "o\u0338", "ł": "l\u0335", "ħ": "h\u0335"}
_JOINED = {"æ": "ae", "œ": "oe", "ß": "ss", "ð": "d"}  # sorted as these, after every mark
_AFTER_EVERY_MARK = 1_000_000

CollationKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
_Element = tuple[int | None, int, int]  # letter (None: a mark), mark, case


@lru_cache(maxsize=16_384)  # a sort compares each name with a dozen others, and each page sorts the same names
def collation_key(s: str) -> CollationKey:
    """Sort key that gives the order of ICU's Vietnamese collation: letters first, then tones, then case.

    Equal to ICU "vi" for Latin letters with their usual marks, digits and common signs (compared with ICU 72
    on a million random pairs); letters of other scripts come after z by code point. Composed and decomposed
    text give the same key.
    """
    elements = [element for ch in nfc(s) for element in _elements(ch)]
    return (
        tuple(letter for letter, _, _ in elements if letter is not None),
        tuple(mark for _, mark, _ in elements),
        tuple(case for _, _, case in elements),
    )


def collate(a: str, b: str) -> int:
    """-1, 0 or 1 as `a` sorts before, with or after `b`: the function SQLite's collation is made of."""
    key_a, key_b = collation_key(a), collation_key(b)
    return (key_a > key_b) - (key_a < key_b)


@lru_cache(maxsize=4096)  # a sort asks for the same two hundred characters thousands of times
def _elements(ch: str) -> list[_Element]:
    lowered = ch.lower()
    case = int(ch != lowered)
    if lowered in _PRIMARY:
        return [(_PRIMARY[lowered], 0, case)]
    if lowered in _JOINED:
        letters = [(_PRIMARY[letter], 0, case) for letter in _JOINED[lowered]]
        return [(letters[0][0], _AFTER_EVERY_MARK, case), *letters[1:]]
    if unicodedata.category(ch) in ("Cf", "Cc"):
        return []
    base, *marks = list(unicodedata.normalize("NFD", _OVERLAID.get(lowered, lowered)))
    if not all(map(unicodedata.combining, marks)):  # a Korean syllable falls apart into letters, not marks
        return [_other(ch)]
    return [*_base(base, marks, case), *((None, _weight(mark), 0) for mark in marks)]


def _base(base: str, marks: list[str], case: int) -> list[_Element]:
    """The letter of a decomposed character; takes from `marks` the one that makes it another letter."""
    if unicodedata.combining(base):
        return [(None, _weight(base), 0)]
    for mark in marks:
        if (letter := nfc(base + mark)) in _PRIMARY:
            marks.remove(mark)
            return [(_PRIMARY[letter], 0, case)]
    if base in _PRIMARY:
        return [(_PRIMARY[base], 0, case)]
    return _compatible(base, case)


def _compatible(ch: str, case: int) -> list[_Element]:
    """Elements of "…" as three dots, "²" as 2, no-break space as space; each after the plain character."""
    plain = unicodedata.normalize("NFKD", ch)
    if plain == ch:
        return [_other(ch)]
    return [(letter, mark, 2 + case) for one in plain for letter, mark, case in _elements(one)]


def _other(ch: str) -> _Element:
    return (len(_ORDER) + ord(ch.lower()[0]), 0, int(ch != ch.lower()))


def _weight(mark: str) -> int:
    return _SECONDARY.get(mark, len(_MARKS) + ord(mark))


def unreadable_characters(s: str) -> str | None:
    """A Vietnamese sentence when the text holds something no database should store, else None.

    That is NUL (PostgreSQL refuses it), the other control characters except tab and line breaks, and halves
    of surrogate pairs (they cannot be written as UTF-8).
    """
    for position, ch in enumerate(s, start=1):
        if ch == "\0":
            found = "ký tự rỗng (NUL)"
        elif unicodedata.category(ch) == "Cc" and ch not in "\t\n\r":
            found = f"ký tự điều khiển (mã {ord(ch):04X})"
        elif unicodedata.category(ch) == "Cs":
            found = "ký tự bị hỏng (nửa mã Unicode)"
        else:
            continue
        return f"Nội dung có {found} ở vị trí {position}; hãy xóa ký tự đó hoặc gõ lại nội dung."
    return None


def lower_first(s: str) -> str:
    """A label or name inside a sentence: "loại tiền"; abbreviations at the start and names further on stay."""
    is_abbreviation = len(s) > 1 and s[1].isupper()
    return s if is_abbreviation else f"{s[:1].lower()}{s[1:]}"


def upper_first(s: str) -> str:
    """The beginning of a sentence."""
    return f"{s[:1].upper()}{s[1:]}"


def no_break(number_text: str, unit: str) -> str:
    """Number and unit with a no-break space between, so that a line never ends after the number."""
    return f"{number_text}{NO_BREAK_SPACE}{unit}"
