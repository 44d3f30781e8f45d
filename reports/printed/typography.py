"""Where a printed line must not break. Pure: no Django.

A no-break space joins a number to the first syllable of its unit, "năm", "ngày", "Phụ lục" and the like to
their number, the dash of "Việt - Lào" to the word before it, and the last two words of a paragraph. Whole
phrases are not bound: justified lines would come out loose.
"""

import re

NO_BREAK_SPACE = "\u00a0"
_UNIT = re.compile(r"(?<=\d%)[ ](?=\()|(?<=\d)[ ](?=[^\W\d_])")
_NAMED = re.compile(r"\b([Nn]ăm|[Nn]gày|[Tt]háng|[Qq]uý|Phụ lục|Bảng|Điều|[Gg]iai đoạn) (?=[\dIVX])")
_DASH = re.compile(r" (?=- )")
_LAST = re.compile(r" (?=\S+\s*$)")
LONGEST_LAST = 12


def bind(text: str) -> str:
    """The text with no-break spaces where a line must not end."""
    found = _UNIT.sub(NO_BREAK_SPACE, text)
    found = _NAMED.sub(rf"\1{NO_BREAK_SPACE}", found)
    return _DASH.sub(NO_BREAK_SPACE, found)


def bind_paragraph(text: str) -> str:
    """As `bind`, and the last two words stay together unless the last is long."""
    found = bind(text)
    last = found.rsplit(" ", 1)[-1]
    return _LAST.sub(NO_BREAK_SPACE, found) if len(last) <= LONGEST_LAST else found


def two_lines(name: str, longest: int = 26) -> str:
    """A long name broken into two lines as equal as its words allow."""
    if len(name) <= longest or " " not in name:
        return name
    cuts = [place for place, ch in enumerate(name) if ch == " "]
    cut = min(cuts, key=lambda place: max(place, len(name) - place - 1))
    return f"{name[:cut]}\n{name[cut + 1 :]}"
