"""Letters of the world's scripts on paper: what the fonts of this machine draw stays, the rest becomes legible.

A letter that no font has would come out as an empty box. Hangul is spelt by the names of its syllables
("새마을" is "Saemaeul"), of other scripts a bracketed word is left ("[chữ Lào]"), characters that are
nothing to read go.
"""

import re
import subprocess
import unicodedata
from collections.abc import Collection
from functools import lru_cache

# What the face of official documents has for certain (config/kit/pdf.py, LETTERS): nothing is asked for these.
_OTHER = re.compile("[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9–—‘’“”…•€₫]+")
_REPEATED = re.compile(r"(\[(?:chữ|ký) [^\]<>&]{1,20}\]|\[…\])(?:\s*\1)+")
_FIRST = re.compile(r"^[a-z]|(?<=\()[a-z]")
HANGUL = ("\uac00", "\ud7a3")
FINALS = {"g": "k", "d": "t", "b": "p"}
MARKUP = frozenset("<>&\"'")
LATIN_ENDS = 0x1EFF
SCRIPTS = {
    "ARABIC": "chữ Ả Rập",
    "ARMENIAN": "chữ Armenia",
    "BENGALI": "chữ Bengal",
    "CJK": "chữ Hán",
    "CYRILLIC": "chữ Nga",
    "DEVANAGARI": "chữ Ấn Độ",
    "ETHIOPIC": "chữ Ethiopia",
    "GEORGIAN": "chữ Gruzia",
    "GREEK": "chữ Hy Lạp",
    "HANGUL": "chữ Hàn",
    "HEBREW": "chữ Do Thái",
    "HIRAGANA": "chữ Nhật",
    "IDEOGRAPHIC": "chữ Hán",
    "KATAKANA": "chữ Nhật",
    "KHMER": "chữ Khmer",
    "LAO": "chữ Lào",
    "MONGOLIAN": "chữ Mông Cổ",
    "MYANMAR": "chữ Myanmar",
    "SINHALA": "chữ Sinhala",
    "TAMIL": "chữ Tamil",
    "THAI": "chữ Thái",
    "TIBETAN": "chữ Tạng",
}
OTHER_SCRIPT = "chữ nước khác"
SYMBOL = "ký hiệu"
LEFT_OUT = "[…]"
# Unicode calls these only "ideographic", "fullwidth" and the like, or gives no name of a script.
PUNCTUATION = {"、": ", ", "。": ". ", "「": "“", "」": "”", "『": "“", "』": "”", "・": " ", "〜": "–", "\u3000": " "}


def legible(text: str, known: Collection[int] | None = None, *, left_out: str = "") -> str:
    """The text, or markup with it, as the fonts can print it; `known` are their code points (those of this machine).

    What it puts in is never markup. `left_out` stands for letters of any script instead of its name.
    """
    if _OTHER.search(text) is None:
        return text
    letters = known_letters() if known is None else known
    written = _OTHER.sub(lambda run: _run(run, letters, left_out), text)
    return _REPEATED.sub(r"\1", written)


def printable(text: str) -> str:
    """The same for papers in two languages, which say under the text what […] means."""
    return legible(text, left_out=LEFT_OUT)


def _run(found: re.Match[str], known: Collection[int], left_out: str) -> str:
    """A run of letters outside the common ones: those with a font as they are, the others spelt or named."""
    written: list[str] = []
    missing = ""
    for ch in unicodedata.normalize("NFC", found[0]):
        if ord(ch) in known and unicodedata.category(ch)[0] not in "CZ":
            written.append(_spelt(missing, left_out) + ch)
            missing = ""
        else:
            missing += ch
    text = "".join(written) + _spelt(missing, left_out)
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{_gap(before, text[:1])}{text}{_gap(text[-1:], after)}"


def _gap(left: str, right: str) -> str:
    """A space between two words that would run together."""
    return " " if left.isalnum() and right.isalnum() and not (ord(left) > LATIN_ENDS or ord(right) > LATIN_ENDS) else ""


def _spelt(missing: str, left_out: str) -> str:
    """Letters without a font: Hangul by its syllables, the others as the name of their script."""
    parts: list[str] = []
    is_japanese = any(_script(ch) == SCRIPTS["KATAKANA"] for ch in missing)
    for ch in _compatible(missing):
        if HANGUL[0] <= ch <= HANGUL[1]:
            parts.append(_syllable(ch))
            continue
        said = PUNCTUATION.get(ch) or (ch if _OTHER.match(ch) is None else _named(ch, left_out, is_japanese))
        if said and parts[-1:] != [said]:
            parts.append(said)
    return _FIRST.sub(lambda first: first[0].upper(), "".join(parts))


def _syllable(ch: str) -> str:
    """ "경" is "gyeong", "국" "guk": the name of the syllable, its vowel and last consonant as Korea writes them."""
    name = unicodedata.name(ch).rsplit(" ", 1)[-1].lower().replace("yi", "ui")
    last = FINALS.get(name[-1:], "") if not name.endswith("ng") else ""
    return f"{name[:-1]}{last}" if last else name


def _compatible(missing: str) -> str:
    """Fullwidth, parenthesised and other forms of a letter as the letter itself, unless that would be markup."""
    return "".join(ch if ch in PUNCTUATION or MARKUP & set(plain := _plain(ch)) else plain for ch in missing)


def _plain(ch: str) -> str:
    return unicodedata.normalize("NFKC", ch)


def _named(ch: str, left_out: str, is_japanese: bool) -> str:
    script = _script(ch)
    if is_japanese and script == SCRIPTS["CJK"]:
        script = SCRIPTS["KATAKANA"]
    return (left_out or f"[{script}]") if script else ""


def _script(ch: str) -> str:
    """The script of a letter in words; empty for what is nothing to read: marks, format and control characters."""
    known = SCRIPTS.get(unicodedata.name(ch, "").partition(" ")[0].partition("-")[0], "")
    kind = unicodedata.category(ch)
    if kind[0] in "CZ" or (kind[0] == "M" and not known):
        return ""
    return known or (OTHER_SCRIPT if kind[0] in "LN" else SYMBOL)


@lru_cache(maxsize=1)
def known_letters() -> frozenset[int]:
    """Code points of all installed fonts, as fontconfig tells; asked once a process. None at all without it."""
    asked = ("fc-list", "--format", "%{charset}\n")
    try:
        # A fixed command without anything people typed.
        told = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    ranges = (part.partition("-") for part in set(told.split()))
    return frozenset(code for first, _, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1))
