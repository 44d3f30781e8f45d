"""The paper of each part of a report in Word: size, margins, the number on top, the marks at the foot."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm

from reports.printed.document import Document
from reports.printed.sheets import Annex
from reports.printed.word.markup import field, paragraph, run, twips

SHORT_SIDE, LONG_SIDE = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15.5
"""Millimetres of the margins, the same on pages that lie across."""
TEXT_WIDTH, WIDE_TEXT_WIDTH = SHORT_SIDE - LEFT - RIGHT, LONG_SIDE - LEFT - RIGHT
HEADER_DISTANCE, FOOTER_DISTANCE = 7.5, 9
"""Millimetres from the edge: the page number stands in the middle of the top margin."""
SECTION_END = '<w:p><w:pPr><w:pStyle w:val="HetPhan"/><w:sectPr/></w:pPr></w:p>'
"""The paragraph that ends a section and holds its paper, to be laid out here."""


def lay_out_text(section: Section, document: Document) -> None:
    """The report itself; the annexes take over the numbers of its pages."""
    _lay_out(section, document, is_wide=False, name="")
    _fill(section.header, paragraph("Header", field("PAGE", "2")))
    _fill(section.first_page_header, paragraph("Header"))


def lay_out_annex(section: Section, document: Document, annex: Annex) -> None:
    """An annex on pages of its own, which its foot names."""
    _lay_out(section, document, is_wide=annex.is_wide, name=f"Phụ lục {annex.number}")


def _lay_out(section: Section, document: Document, *, is_wide: bool, name: str) -> None:
    across, down = (LONG_SIDE, SHORT_SIDE) if is_wide else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.gutter = Mm(0)
    section.header_distance, section.footer_distance = Mm(HEADER_DISTANCE), Mm(FOOTER_DISTANCE)
    # Counted from 1, the number hidden on the first page (NĐ 30/2020). In the schema it stands behind the margins.
    section._sectPr.find(qn("w:pgMar")).addnext(OxmlElement("w:pgNumType", {qn("w:start"): "1"}))
    section.different_first_page_header_footer = True
    foot = _foot(document, WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH, name)
    for part in (section.footer, section.first_page_footer):
        _fill(part, foot)


def _foot(document: Document, width: float, name: str) -> str:
    """The annex on the left, the mark of a draft in the middle, that of made-up figures on the right."""
    middle, right = twips(width / 2), twips(width)
    stops = f'<w:tabs><w:tab w:val="center" w:pos="{middle}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    tab = "<w:r><w:tab/></w:r>"
    draft = run("DỰ THẢO", bold=True) if document.is_draft else ""
    shown = run("Dữ liệu minh họa", italic=True) if document.is_demonstration else ""
    return paragraph("Footer", run(name), tab, draft, tab, shown, more=stops)


def _fill(part: Any, content: str) -> None:
    """A head or foot of a section: one paragraph, its own."""
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(f"<w:hdr {nsdecls('w')}>{content}</w:hdr>")))
