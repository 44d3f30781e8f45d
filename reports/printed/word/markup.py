"""Pieces of WordprocessingML as text: runs, paragraphs, lengths. Whatever people typed stays text.

Elements stand in the order the format's schema asks for; Word refuses a file that breaks it.
"""

import re

from django.utils.html import escape

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029")


def legal(text: str) -> str:
    """The text without characters that XML cannot hold, line ends as one sign."""
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def twips(millimetres: float) -> int:
    """Twentieths of a point, from millimetres."""
    return round(millimetres * 1440 / 25.4)


def points(size: float) -> int:
    """Twentieths of a point, from points."""
    return round(size * 20)


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Words of one look; a line break in them is a break of the line, not of the paragraph."""
    look = f"{'<w:b/><w:bCs/>' if bold else ''}{'<w:i/><w:iCs/>' if italic else ''}"
    lines = legal(text).replace("\t", " ").split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{words}</w:r>"


def paragraph(style: str, *runs: str, keep: bool = False, more: str = "") -> str:
    """A paragraph of a style (its id); `keep` holds it together with the next one. `more` are properties of its own
    that follow those in the schema's order."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{more}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field that the office program computes, with what it shows until then."""
    return f'<w:fldSimple w:instr="{instruction}">{run(shown)}</w:fldSimple>'


def cell(width: int, content: str, *, before: str = "", after: str = "") -> str:
    """A cell of a table; `before` and `after` are its properties around those of the width."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{before}{after}</w:tcPr>{content}</w:tc>'


def frame(widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A table without lines that holds texts side by side; its rows never break over a page."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(cell(width, content) for width, content in zip(widths, row, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="KhungChu"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
    )
