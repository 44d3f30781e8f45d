"""The Word file of a report: styles, sections, tables and texts, each as the decree and an office want them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from config.kit.pdf import PdfUnavailable
from reports.printed import sheets
from reports.printed.asked import default_body
from reports.printed.compose import summary_of
from reports.printed.document import Block, Document, Head, KeptText, Paragraph, Signature, document
from reports.printed.sheets import Annex, PrintCell, PrintTable
from reports.printed.word import pictures
from reports.printed.word.letters import bold_lines, bold_width
from reports.printed.word.report import word_file
from tests.factories.annual import make_office
from tests.factories.printed import year_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
MILLIMETRE = 1440 / 25.4
"""Twips."""


class Paper:
    """A document beside the Word file that was made of it."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.content = doc, word_file(doc)
        self.file = docx.Document(io.BytesIO(self.content))
        self.body = self.file.element.body
        names = {style.style_id: style.name for style in self.file.styles}
        self.paragraphs = [(names[p.style], words(p), p) for p in self.body.iter(qn("w:p")) if p.style]

    def of(self, style: str) -> list[str]:
        return [text for name, text, _ in self.paragraphs if name == style]

    def elements(self, style: str) -> list[Any]:
        return [element for name, _, element in self.paragraphs if name == style]

    @property
    def tables(self) -> list[Any]:
        """The tables with lines, in their order."""
        return [
            table
            for table in self.body.iter(qn("w:tbl"))
            if table.tblPr.find(qn("w:tblStyle")).get(qn("w:val")) != "KhungChu"
        ]


def words(element: Any) -> str:
    """All text in an element; a break of the line is a line end."""
    parts = element.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in parts)


def printed_tables(doc: Document) -> list[PrintTable]:
    inside = [block.table for block in doc.blocks if block.table is not None]
    return [*inside, *(table for annex in doc.annexes for table in annex.tables)]


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Iterator[Paper]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_office()
        summary = summary_of(year_of(2019), as_of=date(2019, 12, 31), body=default_body())
        kept = KeptText(number="5", dated_on=date(2020, 3, 6), paragraphs={"I-1": "Đoạn một.\n\nĐoạn hai."})
        yield Paper(document(summary, kept, is_demonstration=True))
        transaction.set_rollback(True)


def made(*paragraphs: str, annexes: tuple[Annex, ...] = (), **fields: Any) -> Document:
    """A small document around some paragraphs."""
    values: dict[str, Any] = {
        "title": ("Tổng kết công tác", "năm 2019"),
        "head": Head("UBND tỉnh", "LIÊN HIỆP", "05/BC-LHHN", "Thái Nguyên, ngày 06 tháng 3 năm 2020"),
        "opening": tuple(Paragraph(text) for text in paragraphs),
        "blocks": (),
        "ending": (Paragraph("Trên đây là báo cáo./."),),
        "signature": Signature("TM. Ban Thường vụ", "Chủ tịch", "Trần Minh Đức", ("Lưu: VT.",)),
        "annexes": annexes,
        "enclosed": "(Kèm theo Báo cáo số 05/BC-LHHN)",
        "issuer": "Liên hiệp",
        "as_of": date(2019, 12, 31),
    }
    return Document(**values | fields)


def table_of(*cells: PrintCell, **fields: Any) -> PrintTable:
    values: dict[str, Any] = {"name": "t", "css": "bang-1", "widths": (10, 20, 0), "head": (), "is_wide": True}
    return PrintTable(body=(sheets.row(*cells),), **values | fields)


# The elements of NĐ 30/2020, Phụ lục I ------------------------------------------

ELEMENTS = [
    ("Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, CENTER),
    ("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc", 13, True, False, CENTER),
    ("Cơ quan chủ quản", "UBND TỈNH THÁI NGUYÊN", 12, None, None, CENTER),
    ("Cơ quan ban hành", "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ TỈNH THÁI NGUYÊN", 12, True, None, CENTER),
    ("Số ký hiệu", "Số: 05/BC-LHHN", 13, None, None, CENTER),
    ("Địa danh ngày", "Thái Nguyên, ngày 06 tháng 3 năm 2020", 13, None, True, CENTER),
    ("Dấu dự thảo", "DỰ THẢO", 13, True, None, CENTER),
    ("Tên loại", "BÁO CÁO", 14, True, None, CENTER),
    ("Trích yếu", "Tổng kết công tác năm 2019\nvà phương hướng, nhiệm vụ năm 2020", 14, True, None, CENTER),
    ("Quyền hạn", "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH", 14, True, None, CENTER),
    ("Người ký", "Trần Minh Đức", 14, True, None, CENTER),
    ("Nơi nhận", "Nơi nhận:", 12, True, True, LEFT),
]


@pytest.mark.parametrize(("style", "text", "size", "bold", "italic", "align"), ELEMENTS, ids=[e[0] for e in ELEMENTS])
def test_each_element_stands_once_in_its_style(
    paper: Paper, style: str, text: str, size: int, bold: bool | None, italic: bool | None, align: Any
) -> None:
    found = paper.file.styles[style]

    assert [said.replace("\u00a0", " ") for said in paper.of(style)] == [text]
    assert (found.font.size, found.font.bold, found.paragraph_format.alignment) == (Pt(size), bold, align)
    assert bool(found.font.italic) is bool(italic)


def test_body_text_is_justified_with_its_indent(paper: Paper) -> None:
    style = paper.file.styles["Đoạn văn"]
    layout = style.paragraph_format

    assert (style.font.size, layout.alignment, layout.first_line_indent) == (Pt(14), JUSTIFY, Mm(12.7))
    assert layout.space_before == Pt(6)
    assert 1 <= layout.line_spacing <= 1.5
    assert [text for text in paper.of("Đoạn văn") if text.startswith("Đoạn")] == ["Đoạn\u00a0một.", "Đoạn\u00a0hai."]


def test_recipients_are_small_and_the_last_one_files_the_paper(paper: Paper) -> None:
    assert paper.file.styles["Danh sách nơi nhận"].font.size == Pt(11)
    assert paper.of("Danh sách nơi nhận") == [f"- {line}" for line in paper.doc.signature.recipients]
    assert paper.of("Danh sách nơi nhận")[-1].startswith("- Lưu: ")


def test_headings_are_those_of_word(paper: Paper) -> None:
    for level, name in ((0, "Heading 1"), (1, "Heading 2")):
        style = paper.file.styles[name]
        assert (style.font.size, style.font.bold, style.font.color.rgb) == (Pt(14), True, RGBColor(0, 0, 0))
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level)
        assert style.paragraph_format.keep_with_next
    assert paper.of("Heading 1") == [block.heading for block in paper.doc.blocks if block.is_main]
    assert paper.of("Heading 2") == [block.heading for block in paper.doc.blocks if not block.is_main]


def test_every_style_is_black_times_for_all_scripts(paper: Paper) -> None:
    for style in paper.file.styles:
        if style.type != 1:
            continue
        fonts = style.element.rPr.find(qn("w:rFonts"))
        named = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert (style.name, named, style.font.color.rgb) == (style.name, {"Times New Roman"}, RGBColor(0, 0, 0))
    assert [element.get(qn("w:val")) for element in paper.file.styles.element.iter(qn("w:lang"))] == ["vi-VN"] * 2


def rule(element: Any, column: float) -> float:
    """Millimetres of a rule in its column."""
    indent = element.pPr.find(qn("w:ind"))
    return column - sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right")) / MILLIMETRE


def test_rules_are_as_long_as_the_decree_wants(paper: Paper) -> None:
    (body, motto), (subject,) = paper.elements("Kẻ ngang"), paper.elements("Kẻ dưới trích yếu")

    # Measured in a PDF of the same face: 56,1 mm of motto, 65,0 mm of the issuing body, 81,3 mm of subject.
    assert abs(rule(motto, 94.5) - 56.1) < 1
    assert 65 / 3 <= rule(body, 70) <= 65 / 2
    assert 81.3 / 3 <= rule(subject, 164.5) <= 81.3 / 2
    assert paper.file.styles["Kẻ ngang"].element.pPr.find(qn("w:pBdr")) is not None


def test_widths_of_bold_letters() -> None:
    assert abs(bold_width("Độc lập - Tự do - Hạnh phúc", 13) - 56.1) < 1
    assert bold_width("A\nAA", 72) == bold_width("AA", 72)
    assert [bold_lines(text, 10, 20) for text in ("", "Năm", "Cam kết trong kỳ báo cáo", "Một\nhai")] == [1, 1, 3, 2]


# Sections ---------------------------------------------------------------------


def test_each_annex_is_a_section_on_the_paper_it_needs(paper: Paper) -> None:
    wanted = [False, *(annex.is_wide for annex in paper.doc.annexes)]

    assert [section.orientation == WD_ORIENT.LANDSCAPE for section in paper.file.sections] == wanted
    for section, is_wide in zip(paper.file.sections, wanted, strict=True):
        size = (297, 210) if is_wide else (210, 297)
        assert (round(section.page_width.mm), round(section.page_height.mm)) == size
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_pages_are_numbered_on_top_from_one_in_each_section(paper: Paper) -> None:
    for section in paper.file.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        (number,) = section.header._element.iter(qn("w:fldSimple"))
        assert number.get(qn("w:instr")) == "PAGE"
        assert list(section.first_page_header._element.iter(qn("w:fldSimple"), qn("w:t"))) == []
        # 13 pt, one line of 5,3 mm, in the middle of the 20 mm above the text.
        assert abs(section.header_distance.mm + 5.3 / 2 - 10) < 0.5
    header = paper.file.styles["Header"]
    assert (header.font.size, header.paragraph_format.alignment) == (Pt(13), CENTER)


def test_the_foot_names_the_annex_and_the_marks(paper: Paper) -> None:
    names = ["", *(f"Phụ lục {annex.number}" for annex in paper.doc.annexes)]

    for section, name in zip(paper.file.sections, names, strict=True):
        assert words(section.footer._element) == f"{name}DỰ THẢODữ liệu minh họa"
        assert words(section.first_page_footer._element) == f"{name}DỰ THẢODữ liệu minh họa"


def test_an_issued_report_bears_no_mark_of_a_draft() -> None:
    paper = Paper(made("Lời.", is_draft=False))

    assert paper.of("Dấu dự thảo") == []
    assert words(paper.file.sections[0].footer._element) == ""


def test_annexes_have_number_title_and_what_they_belong_to(paper: Paper) -> None:
    titles = [f"Phụ lục {annex.number}\n{annex.title.upper()}" for annex in paper.doc.annexes]
    style = paper.file.styles["Phụ lục"]

    assert paper.of("Phụ lục") == titles
    assert (style.font.size, style.font.bold, style.paragraph_format.alignment) == (Pt(14), True, CENTER)
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert set(paper.of("Kèm theo")) == {paper.doc.enclosed}
    assert (paper.file.styles["Kèm theo"].font.size, paper.file.styles["Kèm theo"].font.italic) == (Pt(14), True)


# Tables -----------------------------------------------------------------------


def test_tables_hold_the_words_of_the_document(paper: Paper) -> None:
    for table, printed in zip(paper.tables, printed_tables(paper.doc), strict=True):
        rows = (*printed.head, *printed.body, *printed.foot)
        cells = [
            [words(cell) for cell in row.findall(qn("w:tc")) if not is_below(cell)] for row in table.iter(qn("w:tr"))
        ]
        assert cells == [[cell.words for cell in row.cells] for row in rows]


def is_below(cell: Any) -> bool:
    """Whether the cell only goes on with the one above it."""
    merge = cell.tcPr.find(qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val")) == "continue"


def test_heads_are_repeated_and_rows_stay_whole(paper: Paper) -> None:
    for table, printed in zip(paper.tables, printed_tables(paper.doc), strict=True):
        rows = list(table.iter(qn("w:tr")))
        heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        assert heads == [place < len(printed.head) for place in range(len(rows))]
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_columns_have_the_widths_of_the_print(paper: Paper) -> None:
    for table, printed in zip(paper.tables, printed_tables(paper.doc), strict=True):
        widths = [int(column.get(qn("w:w"))) / MILLIMETRE for column in table.iter(qn("w:gridCol"))]
        known = [(found, width) for found, width in zip(widths, printed.widths, strict=True) if width]
        assert all(abs(found - width) < 0.1 for found, width in known)
        assert abs(sum(widths) - (251.5 if printed.is_wide else 164.5)) < 0.2
        for row in table.iter(qn("w:tr")):
            cells = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.findall(qn("w:tc"))]
            assert abs(sum(cells) / MILLIMETRE - sum(widths)) < 0.2


def test_heads_over_rows_and_columns_are_merged(paper: Paper) -> None:
    table = paper.tables[-len([t for annex in paper.doc.annexes for t in annex.tables])]
    first, second = list(table.iter(qn("w:tr")))[:2]
    spans = [cell.tcPr.find(qn("w:gridSpan")) for cell in first.findall(qn("w:tc"))]

    assert [span.get(qn("w:val")) for span in spans if span is not None] == ["2"]
    assert [words(cell) for cell in second.findall(qn("w:tc")) if not is_below(cell)] == ["Viện trợ", "Đối ứng"]
    assert sum(is_below(cell) for cell in second.findall(qn("w:tc"))) == 13


def test_numbers_end_their_units_at_one_place() -> None:
    cells = (sheets.dollars(100), sheets.dollars(12345), sheets.text("chữ"))
    (table,) = Paper(made(annexes=(Annex("a", "Bảng", (table_of(*cells),), is_wide=True, place=1),))).tables
    aligned = [(p.pPr.find(qn("w:jc")).get(qn("w:val")), p.pPr.find(qn("w:ind"))) for p in table.iter(qn("w:p"))]

    assert [align for align, _ in aligned] == ["right", "right", "left"]
    # 1,25 em of 8 points, in twips: what ",45" takes.
    assert [None if found is None else found.get(qn("w:right")) for _, found in aligned] == ["200", None, None]


def test_a_total_stays_with_the_row_before_it_and_a_group_with_the_next() -> None:
    line = sheets.row(sheets.text("dòng"))
    table = PrintTable(
        name="t",
        css="bang-1",
        is_wide=True,
        widths=(0,),
        head=(),
        body=(sheets.row(sheets.row_head("A. Dự án"), css="nhom"), line, line, line),
        foot=(sheets.row(sheets.row_head("Tổng cộng"), css="tong"),),
        notes=("Ghi chú.",),
    )
    paper = Paper(made(annexes=(Annex("a", "Bảng", (table,), is_wide=True, place=1),)))
    kept = [p.pPr.find(qn("w:keepNext")) is not None for p in paper.tables[0].iter(qn("w:p"))]
    bold = [r.rPr is not None and r.rPr.find(qn("w:b")) is not None for r in paper.tables[0].iter(qn("w:r"))]

    assert kept == [True, False, False, True, True]
    assert bold == [True, False, False, False, True]
    assert paper.of("Ghi chú bảng") == ["Ghi chú."]


def test_a_row_taller_than_a_page_may_break() -> None:
    cells = (sheets.text("ngắn"), sheets.text("dài " * 900), sheets.text("ngắn"))
    paper = Paper(made(annexes=(Annex("a", "Bảng", (table_of(*cells),), is_wide=True, place=1),)))

    assert list(paper.tables[0].iter(qn("w:cantSplit"))) == []


def test_tables_never_touch_one_another(paper: Paper) -> None:
    tags = [child.tag for child in paper.body]

    assert (qn("w:tbl"), qn("w:tbl")) not in pairwise(tags)
    assert (qn("w:tbl"), qn("w:sectPr")) not in pairwise(tags)


# Signature, charts ------------------------------------------------------------


def test_the_signature_stays_with_the_last_paragraph(paper: Paper) -> None:
    *_, table = [found for found in paper.body.iter(qn("w:tbl")) if "Nơi nhận:" in words(found)]
    before = table.getprevious()

    assert words(before) == paper.doc.ending[-1].text
    assert before.pPr.find(qn("w:keepNext")) is not None
    assert len(list(table.iter(qn("w:cantSplit")))) == len(list(table.iter(qn("w:tr")))) == 1


def test_charts_are_pictures_that_say_their_numbers(paper: Paper) -> None:
    charts = [chart for block in paper.doc.blocks for chart in block.charts]
    descriptions = [found.get("descr") for found in paper.body.iter(qn("wp:docPr"))]

    assert len(charts) == 2
    assert paper.of("Tên biểu đồ") == [chart.caption for chart in charts]
    assert descriptions[0].startswith("năm 2015: cam kết 0,0, giải ngân 0,0 triệu USD; ")
    assert "năm 2019: cam kết 6,2, giải ngân 5,8 triệu USD" in descriptions[0]
    assert [(shape.width, shape.height) for shape in paper.file.inline_shapes] == [(Mm(80), Mm(42.5))] * 2


def test_charts_are_told_in_words_where_nothing_can_be_drawn(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*args: Any) -> bytes:
        raise PdfUnavailable("thiếu thư viện")

    monkeypatch.setattr(pictures, "make_pdf", unable)
    (charts,) = (block.charts for block in paper.doc.blocks if block.charts)
    told = Paper(made(blocks=(Block(2, "I. MỤC", charts=charts),)))

    assert len(told.file.inline_shapes) == 0
    assert told.of("Đoạn văn")[0].startswith("Biểu đồ 1. Cam kết và giải ngân theo năm: năm 2015: cam kết 0,0")


# The file ---------------------------------------------------------------------


def test_properties_name_the_report(paper: Paper) -> None:
    properties = paper.file.core_properties

    assert properties.title == f"{paper.doc.name} (dữ liệu minh họa)"
    assert properties.author == properties.last_modified_by == paper.doc.issuer
    assert (properties.language, properties.subject, properties.comments) == ("vi-VN", "Dự thảo", "")
    assert properties.created == properties.modified == datetime(2019, 12, 31, 12, tzinfo=UTC)


def test_the_same_document_gives_the_same_bytes(paper: Paper) -> None:
    assert word_file(paper.doc) == paper.content
    with ZipFile(io.BytesIO(paper.content)) as held:
        assert {entry.date_time for entry in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(rb"python-docx|Macintosh|http://(?!schemas|www\.w3|purl)", held.read("docProps/core.xml"))
        assert sorted(name for name in held.namelist() if "footer" not in name) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/header1.xml",
            "word/header2.xml",
            "word/media/image1.png",
            "word/media/image2.png",
            "word/settings.xml",
            "word/styles.xml",
        ]


ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "sectPr"],
    "rPr": ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "shd", "vAlign"],
    "tblPr": ["tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
    "sectPr": [
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "titlePg",
        "docGrid",
    ],
    "style": ["name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr"],
}


def test_elements_stand_in_the_order_that_word_asks_for(paper: Paper) -> None:
    for root in (paper.file.element, paper.file.styles.element):
        for parent, order in ORDER.items():
            for element in root.iter(qn(f"w:{parent}")):
                names = [child.tag.partition("}")[2] for child in element]
                kinds = [name for name in names if name not in ("headerReference", "footerReference")]
                assert kinds == sorted(kinds, key=order.index)


def test_a_year_without_data_is_a_proper_letter() -> None:
    paper = Paper(made(opening=(), ending=(Paragraph("Không có số liệu trong kỳ báo cáo."),)))

    assert paper.of("Đoạn văn") == ["Không có số liệu trong kỳ báo cáo."]
    assert paper.of("Tên loại") == ["BÁO CÁO"]
    assert paper.body[-2].tag == qn("w:p")


ODD = [
    "<b>đậm</b> & <script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "x" * 548,
    "https://example.vn/" + "a" * 181,
    "999.999.999.999.999 đồng",
    "한국 국제 협력단, ວຽງຈັນ, 北京",
    "]]> &amp; {{ 7 }} “ngoặc”",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_words_stay_words(text: str) -> None:
    table = table_of(sheets.text(text), sheets.text("b"), sheets.text("c"), caption=text, notes=(text,))
    paper = Paper(
        made(
            text,
            annexes=(Annex("a", text, (table,), is_wide=True, place=1),),
            blocks=(Block(3, text, (Paragraph("lời", pointer=text),)),),
            issuer=text,
        )
    )

    assert paper.of("Đoạn văn")[:2] == [text, f"lời {text}"]
    assert paper.of("Heading 2") == paper.of("Tên bảng phụ lục") == paper.of("Ghi chú bảng") == [text]
    assert words(next(paper.tables[0].iter(qn("w:tc")))) == text
    assert paper.file.core_properties.author == text[:255]


def test_signs_that_xml_cannot_hold_are_dropped() -> None:
    paper = Paper(made("một\x00\x0b\ud800 hai\uffff\tba\r\nbốn"))

    assert paper.of("Đoạn văn")[0] == "một hai ba\nbốn"


def test_a_paper_without_parent_body_or_signatory() -> None:
    doc = made(signature=Signature("", "Giám đốc", "", ("Lưu: VT.",)))
    paper = Paper(replace(doc, head=replace(doc.head, parent="")))

    assert paper.of("Cơ quan chủ quản") == []
    assert (paper.of("Quyền hạn"), paper.of("Người ký")) == (["GIÁM ĐỐC"], [""])
