"""The styles of a report in Word: one for each element of NĐ 30/2020, Phụ lục I, under its Vietnamese name.

An office changes a style once and the whole report follows; nothing but alignment in cells is set by hand.
"""

from dataclasses import dataclass

from docx.oxml.ns import nsdecls

from reports.printed.word.markup import points, twips

FACE = "Times New Roman"
INDENT = 12.7
"""Millimetres: how far the first line of a paragraph stands in."""
BODY_LINES = 250
"""240ths of a line: the pitch of the printed text, 1,04 lines of this face."""
CELL_SIZES = (8, 8.5, 10, 10.5, 11)
"""Points: the sizes of letters in tables."""


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes and spaces in points, indents in millimetres; `level` is that of a heading, from 0."""

    key: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first_line: float = 0
    hanging: float = 0
    lines: int = 240
    exact: float = 0
    keeps_next: bool = False
    level: int | None = None
    border: str = ""
    based_on: str = "Normal"
    follows: str = ""


BODY = "DoanVan"
BUILT_IN = {"heading 1", "heading 2", "caption", "header", "footer"}
"""Styles that Word knows by these names, and shows under its own."""
LINE_ABOVE = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
_SIDES = ("top", "left", "bottom", "right")
_BOX_LINES = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="000000"/>' for side in _SIDES)
BOX = f"<w:pBdr>{_BOX_LINES}</w:pBdr>"

LOOKS: tuple[Look, ...] = (
    Look("Heading1", "heading 1", bold=True, before=10, first_line=INDENT, keeps_next=True, level=0, follows=BODY),
    Look("Heading2", "heading 2", bold=True, before=7, first_line=INDENT, keeps_next=True, level=1, follows=BODY),
    Look(BODY, "Đoạn văn", align="both", before=6, first_line=INDENT, lines=BODY_LINES),
    Look("QuocHieu", "Quốc hiệu", 12, bold=True, align="center"),
    Look("TieuNgu", "Tiêu ngữ", 13, bold=True, align="center"),
    Look("CoQuanChuQuan", "Cơ quan chủ quản", 12, align="center"),
    Look("CoQuanBanHanh", "Cơ quan ban hành", 12, bold=True, align="center"),
    Look("SoKyHieu", "Số ký hiệu", 13, align="center", before=6),
    Look("DiaDanhNgay", "Địa danh ngày", 13, italic=True, align="center", before=6),
    Look("DauDuThao", "Dấu dự thảo", 13, bold=True, align="center", before=6, border=BOX),
    Look("TenLoai", "Tên loại", bold=True, align="center", before=16),
    Look("TrichYeu", "Trích yếu", bold=True, align="center"),
    Look("KeNgang", "Kẻ ngang", 2, align="center", before=2, exact=3, border=LINE_ABOVE),
    Look("KeTrichYeu", "Kẻ dưới trích yếu", 2, align="center", before=3, after=8, exact=3, border=LINE_ABOVE),
    Look("QuyenHan", "Quyền hạn", bold=True, align="center", before=14),
    # 30 mm for the hand and the stamp.
    Look("NguoiKy", "Người ký", bold=True, align="center", before=85),
    # Lower by the difference of the sizes, so that it stands on the line of who signs.
    Look("NoiNhan", "Nơi nhận", 12, bold=True, italic=True, before=15.9),
    Look("DanhSachNoiNhan", "Danh sách nơi nhận", 11, hanging=2),
    Look("PhuLuc", "Phụ lục", bold=True, align="center", keeps_next=True, level=0, follows="KemTheo"),
    Look("KemTheo", "Kèm theo", italic=True, align="center", after=6, keeps_next=True),
    Look("DonViTinh", "Đơn vị tính", 11, italic=True, align="right", after=3, keeps_next=True),
    Look("TenBang", "caption", 12, bold=True, align="center", before=8, after=4, keeps_next=True),
    Look("TenBangPhuLuc", "Tên bảng phụ lục", 12, bold=True, before=12, after=4, keeps_next=True, based_on="TenBang"),
    Look("GhiChuBang", "Ghi chú bảng", 11, italic=True, align="both", before=4),
    Look("BieuDo", "Biểu đồ", 11, align="center", before=6, keeps_next=True),
    Look("TenBieuDo", "Tên biểu đồ", 11, italic=True, align="center", before=2),
    Look("SoCot", "Số cột", 7, italic=True, align="center"),
    Look("HetPhan", "Hết phần", 1, exact=1),
    Look("Header", "header", 13, align="center"),
    Look("Footer", "footer", 9),
)


def cell_style(size: float) -> str:
    """The id of the style of cells in a size of letters."""
    return f"OBang{size:g}".replace(".", "-")


def _cell_looks() -> tuple[Look, ...]:
    return tuple(Look(cell_style(size), f"Ô bảng {size:g} pt".replace(".", ","), size) for size in CELL_SIZES)


def styles_xml() -> str:
    """The part that holds the styles."""
    looks = "".join(_paragraph_style(look) for look in (*LOOKS, *_cell_looks()))
    return (
        f"<w:styles {nsdecls('w')}>{_DEFAULTS}{_NORMAL}{looks}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{_TABLES}</w:styles>"
    )


_FONTS = f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
_LETTERS = (
    f'{_FONTS}<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
)
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_LETTERS}</w:rPr></w:rPrDefault>"
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f"<w:rPr>{_LETTERS}</w:rPr></w:style>"
)


def _margins(across: float, down: float) -> str:
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    inner = "".join(f'<w:{side} w:w="{points(space)}" w:type="dxa"/>' for side, space in sides)
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"


_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(5.4, 0)}</w:tblPr>'
    '</w:style><w:style w:type="table" w:customStyle="1" w:styleId="BangSoLieu"><w:name w:val="Bảng số liệu"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_LINES}</w:tblBorders>{_margins(2.5, 1.6)}</w:tblPr>'
    '</w:style><w:style w:type="table" w:customStyle="1" w:styleId="BangDanhMuc"><w:name w:val="Bảng danh mục"/>'
    f'<w:basedOn w:val="BangSoLieu"/><w:tblPr>{_margins(1.7, 1.4)}</w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="KhungChu"><w:name w:val="Khung chữ"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr>{_margins(0, 0)}</w:tblPr></w:style>'
)


def _paragraph_style(look: Look) -> str:
    own = "" if look.name in BUILT_IN else ' w:customStyle="1"'
    follows = f'<w:next w:val="{look.follows}"/>' if look.follows else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{look.key}"><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="{look.based_on}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _paragraph_properties(look: Look) -> str:
    keeps = "<w:keepNext/><w:keepLines/>" if look.keeps_next else ""
    line, rule = (points(look.exact), "exact") if look.exact else (look.lines, "auto")
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    return (
        f'{keeps}{look.border}<w:spacing w:before="{points(look.before)}" w:after="{points(look.after)}" '
        f'w:line="{line}" w:lineRule="{rule}"/>'
        f'{_indent(look)}<w:jc w:val="{look.align}"/>{level}'
    )


def _indent(look: Look) -> str:
    if look.hanging:
        return f'<w:ind w:left="{twips(look.hanging)}" w:hanging="{twips(look.hanging)}"/>'
    return f'<w:ind w:firstLine="{twips(look.first_line)}"/>' if look.first_line else ""


def _letters(look: Look) -> str:
    half_points = int(look.size * 2)
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    return (
        f'{_FONTS}{bold}{italic}<w:color w:val="000000"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )
