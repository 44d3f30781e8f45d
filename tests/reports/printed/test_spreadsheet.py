"""The Excel file of a report: its sheets, numbers, formulas and print set-up, read back with openpyxl."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import openpyxl
import pytest

from reports.printed import sheets
from reports.printed.document import Block, Document, Head, Paragraph, Signature
from reports.printed.sheets import Annex, PrintCell, PrintRow, PrintTable
from reports.printed.spreadsheet import leaves, runs, spreadsheet
from reports.printed.spreadsheet_looks import height, pattern, plain_words

pytestmark = pytest.mark.page

TITLE = ("Tổng kết công tác năm 2019", "và phương hướng, nhiệm vụ năm 2020")


def line(place: int, name: str, cents: int | None, trainees: int) -> PrintRow:
    money = sheets.dollars(cents, happened=bool(cents) or cents is None)
    return sheets.row(sheets.ordinal(place), sheets.text(name), money, sheets.count(trainees))


def total(label: str, cents: int, trainees: int, over: Iterable[int], css: str = "tong") -> PrintRow:
    return sheets.row(
        sheets.blank(),
        sheets.row_head(label),
        sheets.added(sheets.dollars(cents)),
        sheets.added(sheets.count(trainees)),
        css=css,
        over=over,
    )


def table(body: tuple[PrintRow, ...], foot: tuple[PrintRow, ...] = (), **fields: Any) -> PrintTable:
    values: dict[str, Any] = {
        "name": "list",
        "css": "bang-1",
        "widths": (8, 0, 30, 20.5),
        "head": (
            sheets.row(sheets.head("TT", rowspan=2), sheets.head("Tên", rowspan=2), sheets.head("Trong kỳ", colspan=2)),
            sheets.heads("Giải ngân", "Học viên"),
            sheets.numbered_columns(4),
        ),
    }
    return PrintTable(**values | fields, body=body, foot=foot)


LIST = table(
    (
        total("A. Dự án (2 khoản)", 120_000_050, 85, (1, 2), css="nhom"),
        line(1, "=1+1", 20_000_050, 60),
        line(2, "Nước sạch & vệ sinh <b>", 100_000_000, 25),
        total("B. Phi dự án (2 khoản)", 11_350_000, 1, (4, 5), css="nhom"),
        line(3, "Máy tính", None, 0),
        line(4, "Sách", 11_350_000, 1),
    ),
    (total("Tổng cộng", 131_350_050, 86, (0, 3)),),
    is_wide=True,
    unit="Đơn vị tính: USD",
    notes=("Dấu “…”: chưa có số liệu.",),
)
YEARS = table((line(1, "Năm 2018", 0, 4), line(2, "Năm 2019", 250, 5)), caption="1. Theo năm")
COMPARED = table(
    (line(1, "Giải ngân", 5, 6),), caption="Bảng 2. Một số kết quả chính", head=(sheets.heads("TT", "A", "B", "C"),)
)


def document(**fields: Any) -> Document:
    values: dict[str, Any] = {
        "title": TITLE,
        "head": Head("UBND tỉnh Thái Nguyên", "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ", "05/BC-LHHN", "Thái Nguyên, ngày 06"),
        "opening": (),
        "blocks": (Block(2, "I. KẾT QUẢ", (Paragraph("Lời."),), COMPARED), Block(2, "II. ĐÁNH GIÁ")),
        "ending": (),
        "signature": Signature("", "CHỦ TỊCH", "Trần Minh Đức", ()),
        "annexes": (
            Annex("projects", "Danh mục khoản viện trợ", (LIST,), is_wide=True, place=1),
            Annex("term", "Tiến độ", (YEARS, table((), caption="2. Đối tác")), place=2),
        ),
        "enclosed": "(Kèm theo Báo cáo số 05/BC-LHHN\ncủa Liên hiệp)",
        "issuer": "Liên hiệp các tổ chức hữu nghị",
        "as_of": date(2019, 12, 31),
    }
    return Document(**values | fields)


def opened(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@lru_cache
def book(*, values: bool = False) -> Any:
    """The file of the document above; with `values`, what formulas showed when it was written."""
    return opened(spreadsheet(document()), values=values)


def only(body: tuple[PrintRow, ...], foot: tuple[PrintRow, ...] = (), *, values: bool = False, **fields: Any) -> Any:
    """The sheet of a table that stands alone in an annex, its first body row in row 7."""
    annex = Annex("one", "Danh mục", (table(body, foot, **fields),), place=1)
    return opened(spreadsheet(document(blocks=(), annexes=(annex,))), values=values)["Phụ lục I"]


def column(sheet: Any, letter: str, first: int, last: int) -> list[Any]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]


# Sheets --------------------------------------------------------------------------


def test_a_sheet_for_each_table_and_a_list_of_them() -> None:
    contents = book()["Mục lục"]

    assert book().sheetnames == ["Mục lục", "Bảng 2", "Phụ lục I", "Phụ lục II (1)", "Phụ lục II (2)"]
    assert column(contents, "A", 1, 9) == [
        "UBND TỈNH THÁI NGUYÊN",
        "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ",
        "Số: 05/BC-LHHN",
        "Thái Nguyên, ngày 06",
        "DỰ THẢO",
        "BÁO CÁO",
        *TITLE,
        "Số liệu tính đến ngày 31/12/2019",
    ]
    assert [[cell.value for cell in row] for row in contents["A11:C15"]] == [
        ["TT", "Trang tính", "Nội dung"],
        [1, "Bảng 2", "Một số kết quả chính"],
        [2, "Phụ lục I", "Danh mục khoản viện trợ"],
        [3, "Phụ lục II (1)", "Tiến độ. Theo năm"],
        [4, "Phụ lục II (2)", "Tiến độ. Đối tác"],
    ]
    assert contents["B13"].hyperlink.location == "'Phụ lục I'!A1"


def test_the_lines_above_and_below_a_table() -> None:
    sheet = book()["Phụ lục I"]

    assert column(sheet, "A", 1, 5) == [
        "Phụ lục I",
        "DANH MỤC KHOẢN VIỆN TRỢ",
        "(Kèm theo Báo cáo số 05/BC-LHHN của Liên hiệp)",
        "Đơn vị tính: USD",
        "TT",
    ]
    assert sheet["A15"].value == "Dấu “…”: chưa có số liệu."
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:D1", "A2:D2", "A3:D3", "A4:D4", "A5:A6", "B5:B6", "C5:D5", "A15:D15"}
    assert book()["Phụ lục II (1)"]["A4"].value == "1. Theo năm"
    assert book()["Bảng 2"]["A1"].value == "Bảng 2. Một số kết quả chính"


def test_a_draft_and_invented_data_are_marked() -> None:
    drafted, final = (
        opened(spreadsheet(document(is_draft=is_draft, is_demonstration=is_draft))) for is_draft in (True, False)
    )

    assert column(drafted["Mục lục"], "A", 5, 7) == ["DỰ THẢO", "Dữ liệu minh họa", "BÁO CÁO"]
    assert column(final["Mục lục"], "A", 5, 5) == ["BÁO CÁO"]
    name = "Báo cáo tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020"
    assert drafted["Bảng 2"].oddFooter.left.text.strip() == f"{name} · DỰ THẢO · Dữ liệu minh họa"
    assert final["Bảng 2"].oddFooter.left.text.strip() == name


def test_a_report_without_tables_says_so() -> None:
    empty, worded = (
        opened(spreadsheet(document(blocks=blocks, annexes=()))) for blocks in ((), (Block(2, "I. KẾT QUẢ"),))
    )

    assert (empty.sheetnames, empty["Mục lục"]["A11"].value) == (["Mục lục"], "Không có số liệu trong kỳ báo cáo.")
    assert worded["Mục lục"]["A11"].value == "Báo cáo không có bảng số liệu."


# Numbers -------------------------------------------------------------------------


def test_numbers_are_numbers_and_marks_are_words() -> None:
    sheet = book(values=True)["Phụ lục I"]

    assert column(sheet, "C", 8, 14) == [1_200_000.5, 200_000.5, 1_000_000, 113_500, "…", 113_500, 1_313_500.5]
    assert column(sheet, "D", 8, 14) == [85, 60, 25, 1, 0, 1, 86]
    assert column(sheet, "A", 9, 10) == [1, 2]
    assert (sheet["C9"].number_format, sheet["D9"].number_format) == ("#,##0.00", "#,##0")
    assert book(values=True)["Phụ lục II (1)"]["C8"].value == "-"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (sheets.dollars(123_456_789), "#,##0.00"),
        (sheets.dollars(100), "#,##0.00"),
        (sheets.dollars(-250), "#,##0.00"),
        (sheets.dollars(0), "#,##0.00"),
        (sheets.count(1234), "#,##0"),
        (sheets.percent(Decimal("27.9")), "#,##0.0"),
        (sheets.percent(Decimal("1100.0")), "#,##0.0"),
        (sheets.signed(25_000, 2), "+#,##0.00;-#,##0.00;#,##0.00"),
        (sheets.signed(-25_000, 2), "#,##0.00"),
        (sheets.signed_percent(Decimal("12.4")), "+#,##0.0;-#,##0.0;#,##0.0"),
        (sheets.ordinal(7), "#,##0"),
        (sheets.ordinal(1234), "0"),
        (sheets.worded(20, "khoảng 20"), '"khoảng "#,##0'),
        (sheets.worded(4, "4/5 năm"), '#,##0"/5 năm"'),
        (sheets.worded(Decimal("35000000.00"), "trên 35.000.000", 2), '"trên "#,##0.00'),
        (sheets.worded(2019, 'năm 2019 "*"'), '"năm "0" ”*”"'),
    ],
)
def test_the_pattern_of_a_number_shows_what_is_printed(cell: PrintCell, expected: str) -> None:
    assert pattern(cell) == expected


def test_a_number_longer_than_a_spreadsheet_holds_stays_words() -> None:
    """15 digits come back unharmed from a double, 17 do not."""
    body = (line(1, "Mười lăm chữ số", 999_999_999_999_999, 1), line(2, "Quá dài", 12_345_678_901_234_567, 1))
    foot = (total("Tổng cộng", 13_345_678_901_234_566, 2, (0, 1)),)

    sheet = only(body, foot)

    assert column(sheet, "C", 7, 9) == [9999999999999.99, "123.456.789.012.345,67", "133.456.789.012.345,66"]
    assert sheet["D9"].value == "=SUM(D7:D8)"


# Formulas ------------------------------------------------------------------------


def test_totals_are_formulas_over_what_they_add() -> None:
    sheet = book()["Phụ lục I"]

    assert column(sheet, "C", 8, 14) == [
        "=SUM(C9:C10)",
        200_000.5,
        1_000_000,
        "=SUM(C12:C13)",
        "…",
        113_500,
        "=SUM(C8,C11)",
    ]
    assert column(sheet, "D", 14, 14) == ["=SUM(D8,D11)"]


def test_a_total_that_the_cells_do_not_give_is_the_printed_number() -> None:
    """Shares rounded one by one, or counts of what stands in several rows."""
    sheet = only((line(1, "A", 100, 3), line(2, "B", 100, 3)), (total("Tổng cộng", 201, 5, (0, 1)),))

    assert (sheet["C9"].value, sheet["D9"].value) == (2.01, 5)


def test_a_total_over_more_stretches_than_a_formula_takes_is_the_printed_number() -> None:
    body = tuple(line(place, "A", 100, 1) for place in range(1, 520))

    sheet = only(body, (total("Tổng cộng", 26_000, 260, range(0, 519, 2)), total("", 51_900, 519, range(519))))

    assert column(sheet, "C", 526, 527) == [260, "=SUM(C7:C525)"]


def test_a_total_of_nothing_is_a_dash() -> None:
    nothing = sheets.row(
        sheets.blank(), sheets.row_head("Tổng cộng"), sheets.added(sheets.dollars(0, happened=False)), css="tong"
    )

    assert only((line(1, "A", 0, 0),), (nothing,))["C8"].value == "-"


@pytest.mark.parametrize(
    ("places", "expected"), [((), []), ((4,), [(4, 4)]), ((2, 1, 3, 7), [(1, 3), (7, 7)]), ((0, 2), [(0, 0), (2, 2)])]
)
def test_stretches(places: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    assert runs(places) == expected


# Bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "=HYPERLINK(A1)",
        "+84 912",
        "@SUM(A1)",
        "{=1}",
        "https://example.org/" + "a" * 200,
        "<img src=file:///etc/passwd>",
        "&amp; &",
        "_x0041_",
        "2019",
        "a" * 548,
        "한국 ສປປ ລາວ 中国",
    ],
)
def test_words_stay_the_words_they_are(words: str) -> None:
    cell = only((line(1, words, 1, 1),))["B7"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_words_that_no_cell_can_hold() -> None:
    assert plain_words("a\x00b\x0bc\ufffed\ud800e\nf") == "abcde\nf"
    assert plain_words("<r><t>x</t></r>") == " <r><t>x</t></r>"
    assert plain_words("a" * 40_000) == "a" * 32_000 + "…"
    assert only((line(1, "<r><t>x</t></r>", 1, 1),))["B7"].value == " <r><t>x</t></r>"


def test_a_very_long_name_of_the_report_still_has_a_foot() -> None:
    found = opened(spreadsheet(document(title=("A & B " * 60, ""), annexes=())))

    assert len(found["Bảng 2"].oddFooter.left.text) < 255


# Paper ---------------------------------------------------------------------------


def test_sheets_are_set_up_to_be_printed() -> None:
    wide, narrow = book()["Phụ lục I"], book()["Phụ lục II (1)"]

    assert (wide.page_setup.orientation, narrow.page_setup.orientation) == ("landscape", "portrait")
    for sheet in book().worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.page_setup.useFirstPageNumber
        assert (sheet.oddHeader.center.text, sheet.oddHeader.center.size) == ("&P", 13)
        assert sheet.oddFooter.right.text.strip() == "&A"
        assert [round(side * 25.4, 1) for side in (sheet.page_margins.left, sheet.page_margins.right)] == [30, 15.5]
        assert [round(side * 25.4, 1) for side in (sheet.page_margins.top, sheet.page_margins.bottom)] == [20, 20]
    assert (wide.print_title_rows, wide.freeze_panes) == ("$5:$7", "C8")
    assert (narrow.print_title_rows, narrow.freeze_panes) == ("$5:$7", "A8")


def test_columns_are_as_wide_as_the_printed_ones() -> None:
    """8 mm, what is left of 251,5 mm (193 mm), 30 mm and 20,5 mm, 1,4 times as wide on the screen at 96 dots an inch;
    the file counts in characters of 7 dots."""
    widths = [book()["Phụ lục I"].column_dimensions[letter].width for letter in "ABCD"]

    assert [round(width * 7) for width in widths] == [42, 1021, 159, 108]


def test_rows_are_as_high_as_their_words() -> None:
    one, three = height("Tên", 400), height("Tên\nmột\nhai", 400)

    assert (one, three) == (16.75, 44.25)
    assert height("Chăm sóc sức khỏe bà mẹ và trẻ em tại các xã đặc biệt khó khăn", 143) > three - 1
    assert height("a" * 5000, 20) == 409
    assert only((line(1, "Tên\nmột\nhai", 1, 1),)).row_dimensions[7].height == pytest.approx(three, abs=0.3)


# The file ------------------------------------------------------------------------


def test_the_same_document_is_the_same_file() -> None:
    content = spreadsheet(document())
    archive = zipfile.ZipFile(io.BytesIO(content))
    properties = opened(content).properties

    assert spreadsheet(document()) == content
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert (properties.created.date(), properties.modified.date()) == (date(2019, 12, 31), date(2019, 12, 31))
    assert (properties.title, properties.creator) == (document().name, "Liên hiệp các tổ chức hữu nghị")


def test_names_of_sheets_are_what_excel_takes() -> None:
    many = tuple(Annex(str(place), "Danh mục", (YEARS, YEARS), place=place) for place in range(1, 40))

    names = [leaf.name for leaf in leaves(document(annexes=many))]

    assert len(set(names)) == len(names) == 79
    assert max(map(len, names)) <= 31
