"""Which letters the fonts of this machine can print. A name in Korean or Lao without a font comes out as boxes;
it is better to say that something is missing.

Reading every installed font takes a moment, so it is asked only for letters beyond those every font here has.
"""

import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.kit.pdf import font_folders

LEFT_OUT = "[…]"
NO_LETTERS = (
    "Máy chủ thiếu phông cho chữ của một số nước; chỗ ghi […] là chữ chưa in được. Cài bằng lệnh: "
    "sudo apt-get install fonts-noto-core fonts-noto-cjk, rồi chạy lại phần mềm."
)
LATIN = 0x0590  # below it: Latin, Greek, Cyrillic; the Latin of Vietnamese lies at 1E00-1EFF
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}


def printable(text: str) -> str:
    """The text with each run of letters that no installed font has replaced by […]."""
    if all(_is_common(ch) for ch in text):
        return text
    return _without(text, known_letters())


def _without(text: str, known: Collection[int]) -> str:
    kept: list[str] = []
    for ch in text:
        if _is_common(ch) or ord(ch) in known or unicodedata.category(ch) == "Cf":
            kept.append(ch)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return "".join(kept).replace(f"{LEFT_OUT} {LEFT_OUT}", LEFT_OUT)


def _is_common(ch: str) -> bool:
    code = ord(ch)
    return code < LATIN or 0x1E00 <= code < 0x1F00 or 0x2000 <= code < 0x2070 or ch == "₫"


@lru_cache(maxsize=1)
def known_letters() -> frozenset[int]:
    """Code points of all installed fonts; read once a process."""
    return frozenset(code for folder in font_folders() for path in folder.rglob("*") for code in _letters_of(path))


def _letters_of(path: Path) -> Iterator[int]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    if path.suffix.lower() not in FONT_ENDINGS:
        return
    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            found: Any = font.getBestCmap() or {}
            yield from found
    except (OSError, TTLibError, KeyError, ValueError):
        return
