"""The charts of a report as pictures for Word, which shows no drawing of a page."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.html import escape
from docx.document import Document as WordDocument
from docx.shared import Mm

from config.kit.pdf import PdfUnavailable, make_pdf
from reports.printed.charts import Chart
from reports.printed.word.markup import legal

DOTS_PER_POINT = 300 / 72
WIDTH, HEIGHT = Mm(80), Mm(42.5)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A chart: its caption, its numbers in words, and the PNG; None on a machine that cannot draw."""

    caption: str
    description: str
    png: bytes | None


def pictures(charts: Sequence[Chart]) -> tuple[Picture, ...]:
    """The charts in their order."""
    drawn = _drawn(charts) if charts else []
    return tuple(Picture(chart.caption, _description(chart), png) for chart, png in zip(charts, drawn, strict=True))


def _description(chart: Chart) -> str:
    found = _DESCRIPTION.search(chart.svg)
    return html.unescape(found[1]) if found else chart.caption


def _drawn(charts: Sequence[Chart]) -> list[bytes | None]:
    """One page of a PDF for each chart, each page a picture in grey."""
    import pypdfium2

    try:
        content = make_pdf("reports/printed/drawings.html", {"charts": charts})
    except PdfUnavailable:
        return [None] * len(charts)
    with pypdfium2.PdfDocument(content) as pages:
        return [_png(page) for page in pages]


def _png(page: Any) -> bytes:
    image = page.render(scale=DOTS_PER_POINT).to_pil().convert("L")
    held = BytesIO()
    image.save(held, "PNG", optimize=True, dpi=(300, 300))
    return held.getvalue()


def picture_xml(file: WordDocument, picture: Picture, place: int) -> str:
    """The picture as a run of text, its numbers for those who cannot see it; `place` tells pictures apart."""
    relation, _ = file.part.get_or_add_image(BytesIO(picture.png or b""))
    size = f'cx="{WIDTH}" cy="{HEIGHT}"'
    said = f'id="{place}" name="Biểu đồ {place}" descr="{escape(legal(picture.description))}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {said}/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}"><pic:pic><pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
