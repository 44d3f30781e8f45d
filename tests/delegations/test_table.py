"""The periodic table of delegations: its lines and totals by hand, and that page, PDF and Excel say the same."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from pdfplumber.page import Page

from config.kit.partial_dates import PartialDate
from config.kit.pdf import PdfUnavailable
from config.kit.periods import Period
from config.kit.writing import archive, save
from config.reference.models import Agency
from delegations.choices import Direction
from delegations.models import Delegation, MedicalSession, VolunteerWork
from delegations.queries import delegation_lines
from delegations.table import DelegationTable, delegation_table
from tests.factories.delegations import make_cost, make_delegation, make_permit
from tests.factories.reference import make_period

pytestmark = pytest.mark.django_db

YEAR = Period.calendar_year(2018)
HEADS = [
    "TT", "Tên đoàn", "Quốc gia, vùng lãnh thổ", "Trưởng đoàn, chức vụ", "Số thành viên", "Thời gian (từ - đến)",
    "Địa điểm", "Mục đích, nội dung", "Cơ quan chủ trì đón tiếp", "Văn bản cho phép (số, ngày)", "Kinh phí, nguồn",
    "Kết quả", "Ghi chú",
]  # fmt: skip


def make_year() -> None:
    """Three incoming delegations of 2018, one outgoing, and three that do not belong."""
    lao = make_delegation(
        ["LA", "TH"],
        name="Đoàn tỉnh Luang Prabang",
        head_name="Ông Khamphanh Sisouvong",
        head_title="Phó Tỉnh trưởng",
        headcount=12,
        arrival_on=date(2018, 3, 5),
        departure_on=date(2018, 3, 8),
        places="ATK Định Hóa",
        purpose="Trao đổi hợp tác",
        host=Agency.objects.filter(name="Sở Ngoại vụ").first(),
        outcome="Ký biên bản ghi nhớ.",
        note="Đoàn lần đầu",
    )
    make_permit(lao, number="1590/UBND-NC", issued_on=date(2018, 2, 20))
    make_permit(lao, number="22/CAT")
    make_cost(lao, source="Ngân sách tỉnh", amount=Decimal(45_000_000), vnd=45_000_000)
    make_cost(lao, source="Đoàn tự chi trả", amount=Decimal(2000), currency="USD", vnd=None)
    medical = make_delegation(
        ["KR"],
        name="Đoàn bác sĩ Daegu",
        kind="medical",
        headcount=20,
        headcount_qualifier="khoảng",
        arrival=PartialDate.of_month(2018, 6),
    )
    save(MedicalSession(delegation=medical, site="Trạm y tế", patient_visits=300, medicine_vnd=120_000_000), by=None)
    save(MedicalSession(delegation=medical, site="Trường học", patient_visits=150), by=None)
    students = make_delegation(
        ["KR"], name="Đoàn sinh viên", kind="volunteers", volunteer_count=25, arrival=PartialDate.of_year(2018)
    )
    save(VolunteerWork(delegation=students, description="Sân chơi", value_vnd=280_000_000), by=None)
    last = date(2018, 12, 31)
    make_delegation(["DE"], name="Đoàn thăm Đức", direction="out", headcount=7, arrival_on=last, departure_on=last)
    make_delegation(["LA"], name="Đoàn năm trước", arrival_on=date(2017, 12, 31), departure_on=date(2018, 1, 2))
    make_delegation(["LA"], name="Đoàn hủy", arrival_on=date(2018, 5, 5), status="cancelled")
    archive(make_delegation(["LA"], name="Đoàn cũ", arrival_on=date(2018, 5, 5)), by=None, reason="ghi trùng")


IN_ROWS = [
    ["1", "Đoàn tỉnh Luang Prabang", "Lào, Thái Lan", "Ông Khamphanh Sisouvong, Phó Tỉnh trưởng", "12",
     "05/03/2018 - 08/03/2018", "ATK Định Hóa", "Trao đổi hợp tác", "Sở Ngoại vụ",
     "1590/UBND-NC, 20/02/2018; 22/CAT", "Ngân sách tỉnh: 45 triệu đồng; Đoàn tự chi trả: 2.000,00 USD",
     "Ký biên bản ghi nhớ", "Đoàn lần đầu"],
    ["2", "Đoàn bác sĩ Daegu", "Hàn Quốc", "", "khoảng 20", "06/2018", "", "", "", "", "",
     "450 lượt người; thuốc 120 triệu đồng", ""],
    ["3", "Đoàn sinh viên", "Hàn Quốc", "", "…", "2018", "", "", "", "", "",
     "01 công trình, phần việc, 280 triệu đồng", ""],
]  # fmt: skip
IN_TOTAL = ["Tổng cộng: 03 đoàn", "32", ""]
IN_NOTES = [
    "Tổng số thành viên: 32 người; chưa rõ 01 đoàn, có 01 số ước lượng.",
    "Cộng kết quả các đoàn: 450 lượt người khám, chữa bệnh; thuốc trị giá 120 triệu đồng; 25 tình nguyện viên; "
    "01 công trình, phần việc, trị giá 280 triệu đồng.",
]
OUT_ROWS = [["1", "Đoàn thăm Đức", "Đức", "", "7", "31/12/2018", *[""] * 7]]


def plain(text: str) -> str:
    return " ".join(text.split())


class Tables(HTMLParser):
    """The tables of a page as lists of cell texts, and its notes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.notes: list[str] = []
        self._text: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"} or (tag == "p" and ("class", "cuoi-bang") in attrs):
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._text is None:
            return
        if tag in {"td", "th"}:
            self.tables[-1][-1].append(plain("".join(self._text)))
            self._text = None
        elif tag == "p":
            self.notes.append(plain("".join(self._text)))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def table_of(period: Period, *directions: Direction) -> DelegationTable:
    return delegation_table(delegation_lines(Delegation.objects.all(), period), period, directions or tuple(Direction))


def page(client: Client, query: str = "") -> str:
    response = client.get(reverse("delegations:table") + query)
    assert response.status_code == 200
    return response.content.decode()


# Lines and totals -------------------------------------------------------------


def test_lines_are_those_that_arrived_in_the_period(leader_client: Client) -> None:
    make_year()

    html = Tables(page(leader_client, "?period=nam&year=2018"))

    assert html.tables == [
        [HEADS, *IN_ROWS, IN_TOTAL],
        [HEADS, *OUT_ROWS, ["Tổng cộng: 01 đoàn", "7", ""]],
    ]
    assert html.notes == IN_NOTES


def test_totals_are_counted_by_hand() -> None:
    make_year()

    totals = table_of(YEAR).tables[0].totals

    assert (totals.delegations, totals.persons, totals.unknown, totals.rough, totals.cut) == (3, 32, 1, 1, 0)
    assert (totals.patient_visits, totals.medicine_vnd) == (450, 120_000_000)
    assert (totals.volunteers, totals.works_count, totals.works_vnd) == (25, 1, 280_000_000)


def test_a_rough_arrival_that_the_period_cuts_is_told() -> None:
    make_year()

    found = table_of(Period.between(date(2018, 6, 15), date(2018, 12, 30))).tables[0]

    assert [line.name for line in found.lines] == ["Đoàn bác sĩ Daegu", "Đoàn sinh viên"]
    assert found.notes[-1] == (
        "02 đoàn chỉ rõ tháng, quý hoặc năm đến, có thể đến ngoài kỳ này; xếp vào kỳ theo ngày giữa của thời gian đó."
    )


def test_a_period_without_delegations_says_so() -> None:
    found = table_of(YEAR)

    assert [(one.total_label, one.total_persons, one.notes) for one in found.tables] == [
        ("Tổng cộng: 0 đoàn", "0", ()),
        ("Tổng cộng: 0 đoàn", "0", ()),
    ]


# The questions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?period=nam&year=2018", ["DANH SÁCH ĐOÀN VÀO NĂM 2018", "DANH SÁCH ĐOÀN RA NĂM 2018"]),
        ("?period=6-thang-dau&year=2018&direction=in", ["DANH SÁCH ĐOÀN VÀO 6 THÁNG ĐẦU NĂM 2018"]),
        ("?period=9-thang&year=2018&direction=out", ["DANH SÁCH ĐOÀN RA 9 THÁNG NĂM 2018"]),
        ("?period=quy-1&year=2018&direction=in", ["DANH SÁCH ĐOÀN VÀO QUÝ I/2018"]),
        (
            "?period=nam-nghi-dinh&year=2018&direction=in",
            ["DANH SÁCH ĐOÀN VÀO NĂM BÁO CÁO 2018 (TỪ 15/12 NĂM TRƯỚC ĐẾN 14/12)"],
        ),
        (
            "?from=5/3/2018&to=8/3/2018&direction=in",
            ["DANH SÁCH ĐOÀN VÀO TỪ NGÀY 05/03/2018 ĐẾN NGÀY 08/03/2018"],
        ),
        (
            "?period=&year=2018&from=2018-03-05&to=2018-03-05&direction=in",
            ["DANH SÁCH ĐOÀN VÀO TỪ NGÀY 05/03/2018 ĐẾN NGÀY 05/03/2018"],
        ),
    ],
)
def test_any_period_and_direction(leader_client: Client, query: str, titles: list[str]) -> None:
    html = page(leader_client, query)

    assert re.findall(r'class="pl-ten">([^<]+)<', html) == titles


@pytest.mark.parametrize(
    ("query", "basis"),
    [
        ("?period=nam&year=2018&direction=in", "Tính theo ngày đến, từ ngày 01/01/2018 đến ngày 31/12/2018"),
        ("?period=nam-nghi-dinh&year=2018&direction=out", "Tính theo ngày đi, từ ngày 15/12/2017 đến ngày 14/12/2018"),
    ],
)
def test_the_days_counted_stand_over_the_table(leader_client: Client, query: str, basis: str) -> None:
    assert re.findall(r'class="dvt">([^<]+)<', page(leader_client, query)) == [basis]


def test_without_a_question_it_is_the_current_year(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.kit.clock.today", lambda: date(2018, 5, 1))

    assert re.findall(r'class="pl-ten">([^<]+)<', page(leader_client))[0] == "DANH SÁCH ĐOÀN VÀO NĂM 2018"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?period=thang-13&year=2018", "Không có kỳ báo cáo này. Chọn một kỳ trong danh sách."),
        ("?period=nam&year=", "Chưa ghi năm của kỳ báo cáo, ví dụ 2018."),
        ("?period=nam&year=2018&from=1/1/2018", "Đã ghi ngày thì chọn kỳ “Hai ngày tự chọn”"),
        ("?from=1/1/2018", "Chưa ghi ngày. Ghi đủ hai ngày, hoặc chọn một kỳ báo cáo."),
        ("?period=&from=&to=", "Chưa ghi ngày. Ghi đủ hai ngày, hoặc chọn một kỳ báo cáo."),
        ("?from=2/1/2018&to=1/1/2018", "Ngày cuối (01/01/2018) đứng trước ngày đầu (02/01/2018). Xem lại hai ngày."),
        ("?from=29/02/2017&to=1/3/2017", "Tháng 2 năm 2017 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2017."),
        ("?from=2017&to=1/3/2018", "Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016."),
        ("?year=2018&direction=up", "Chọn đoàn vào, đoàn ra hoặc cả hai."),
    ],
)
@pytest.mark.parametrize("name", ["table", "table-pdf", "table-xlsx"])
def test_a_question_that_cannot_be_read_is_asked_again(
    leader_client: Client, name: str, query: str, sentence: str
) -> None:
    response = leader_client.get(reverse(f"delegations:{name}") + query)

    html = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert (sentence in html, "Chưa lập được bảng" in html, "van-ban" in html) == (True, True, False)


@pytest.mark.parametrize("year", ["0", "99999", "x", "2018,5", "1e3"])
def test_a_year_that_is_none_is_refused(leader_client: Client, year: str) -> None:
    assert "Chưa lập được bảng" in page(leader_client, f"?period=nam&year={year}")


def test_a_period_whose_days_a_year_lacks_is_refused(leader_client: Client) -> None:
    make_period(key="thang-2", name="Tháng 2", label="tháng 02/{năm}", start_month=2, end_month=2, end_day=29)

    assert "Kỳ này không có đủ ngày trong năm 2017." in page(leader_client, "?period=thang-2&year=2017")
    assert "DANH SÁCH ĐOÀN VÀO THÁNG 02/2016" in page(leader_client, "?period=thang-2&year=2016")


def test_page_links_the_two_files_with_the_same_question(leader_client: Client) -> None:
    html = page(leader_client, "?period=quy-1&year=2018")

    links = re.findall(r'href="(/delegations/table\.[^"]+)"', html)
    assert links == [f"/delegations/table.{kind}?period=quy-1&amp;year=2018" for kind in ("xlsx", "pdf")]


# Paper ------------------------------------------------------------------------


def pdf_of(client: Client, query: str) -> pdfplumber.PDF:
    response = client.get(reverse("delegations:table-pdf") + query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return pdfplumber.open(io.BytesIO(response.content))


def squeezed(rows: list[list[Any]]) -> list[list[str]]:
    """Cells without spaces: where a line of a cell ends is the paper's own business."""
    return [["".join((cell or "").split()) for cell in row] for row in rows]


def cells_of(found: Page) -> list[list[str]]:
    return squeezed(found.extract_table() or [])


def test_pdf_says_what_the_page_says(leader_client: Client) -> None:
    make_year()

    with pdf_of(leader_client, "?period=nam&year=2018") as pdf:
        first, second = pdf.pages
        incoming, outgoing = cells_of(first), cells_of(second)
        text = first.extract_text()

    assert incoming[:-1] == squeezed([HEADS, *IN_ROWS])
    assert [cell for cell in incoming[-1] if cell] == squeezed([IN_TOTAL[:2]])[0]
    assert outgoing[1] == squeezed(OUT_ROWS)[0]
    assert text.splitlines()[:2] == ["Phụ lục I", "DANH SÁCH ĐOÀN VÀO NĂM 2018"]
    assert [note for note in IN_NOTES if plain(note) in plain(text)] == IN_NOTES
    assert (round(first.width), round(first.height)) == (842, 595)


def test_300_rows_repeat_the_heads_and_number_the_pages(leader_client: Client) -> None:
    for number in range(300):
        make_delegation(
            name=f"Đoàn số {number} của Hội hữu nghị và hợp tác kinh tế, văn hóa Gyeongsangbuk-do",
            arrival_on=date(2018, 1, 1 + number % 28),
            headcount=1,
        )

    with pdf_of(leader_client, "?period=nam&year=2018&direction=in") as pdf:
        tables = [cells_of(found) for found in pdf.pages]
        tops = [plain(found.within_bbox((0, 0, found.width, 56)).extract_text()) for found in pdf.pages]

    assert {tuple(rows[0]) for rows in tables} == {tuple(squeezed([HEADS])[0])}
    assert tops == ["", *(str(number) for number in range(2, len(tops) + 1))]
    assert [row[0] for rows in tables for row in rows[1:]][:-1] == [str(number) for number in range(1, 301)]
    assert [cell for cell in tables[-1][-1] if cell] == ["Tổngcộng:300đoàn", "300"]


def test_without_the_library_the_page_says_what_to_install(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> bytes:
        raise PdfUnavailable("Máy chủ thiếu phông chữ.")

    monkeypatch.setattr("delegations.views.table.make_pdf", refuse)

    response = leader_client.get(reverse("delegations:table-pdf") + "?year=2018")

    html = response.content.decode()
    assert response.status_code == 503
    assert ("Máy chủ thiếu phông chữ." in html, 'href="/delegations/table/?year=2018"' in html) == (True, True)


# Excel ------------------------------------------------------------------------


def book_of(client: Client, query: str, *, computed: bool = True) -> openpyxl.Workbook:
    response = client.get(reverse("delegations:table-xlsx") + query)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content), data_only=computed)


def shown(cell: Any) -> str:
    """A cell as Excel shows it."""
    if isinstance(cell.value, datetime):
        return f"{cell.value:%d/%m/%Y}"
    quoted = re.match(r'"([^"]*)"', cell.number_format)
    return plain(f"{quoted[1] if quoted else ''}{'' if cell.value is None else cell.value}")


def test_excel_says_what_the_page_says(leader_client: Client) -> None:
    make_year()

    book = book_of(leader_client, "?period=nam&year=2018")

    assert book.sheetnames == ["Đoàn vào", "Đoàn ra"]
    rows = [[shown(cell) for cell in row] for row in book["Đoàn vào"].iter_rows()]
    assert [rows[0][0], rows[1][0], rows[3][0]] == [
        "Phụ lục I",
        "DANH SÁCH ĐOÀN VÀO NĂM 2018",
        "Tính theo ngày đến, từ ngày 01/01/2018 đến ngày 31/12/2018",
    ]
    assert rows[4] == [*HEADS[:5], "Từ ngày", "Đến ngày", *HEADS[6:]]
    stays = [" - ".join(filter(None, row[5:7])) for row in rows[5:8]]
    assert [[*row[:5], stay, *row[7:]] for row, stay in zip(rows[5:8], stays, strict=True)] == IN_ROWS
    assert [rows[8][0], rows[8][4]] == IN_TOTAL[:2]
    assert [row[0] for row in rows[9:]] == IN_NOTES


def test_excel_holds_numbers_dates_and_a_sum(leader_client: Client) -> None:
    make_year()

    sheet = book_of(leader_client, "?period=nam&year=2018", computed=False)["Đoàn vào"]

    assert [cell.value for cell in sheet["A"][5:8]] == [1, 2, 3]
    assert [cell.value for cell in sheet["E"][5:9]] == [12, 20, "…", "=SUM(E6:E8)"]
    assert [cell.value for cell in sheet["F"][5:8]] == [datetime(2018, 3, 5), "06/2018", "2018"]  # noqa: DTZ001
    assert [cell.value for cell in sheet["G"][5:8]] == [datetime(2018, 3, 8), None, None]  # noqa: DTZ001


def test_excel_is_set_up_for_the_printer(leader_client: Client) -> None:
    make_year()

    sheet = book_of(leader_client, "?period=nam&year=2018&direction=in")["Đoàn vào"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$5", "C6")
    assert sheet.cell(1, 1).value == "Phụ lục"


def test_excel_of_an_empty_period(leader_client: Client) -> None:
    sheet = book_of(leader_client, "?period=nam&year=2018&direction=out")["Đoàn ra"]

    assert [sheet.cell(6, 1).value, sheet.cell(7, 1).value, sheet.cell(7, 5).value] == [
        "Không có đoàn nào trong kỳ.",
        "Tổng cộng: 0 đoàn",
        0,
    ]


def test_a_cell_that_looks_like_a_formula_stays_text(leader_client: Client) -> None:
    make_delegation(name="=1+1", arrival_on=date(2018, 1, 5))

    sheet = book_of(leader_client, "?period=nam&year=2018&direction=in", computed=False)["Đoàn vào"]

    assert (sheet.cell(6, 2).value, sheet.cell(6, 2).data_type) == ("=1+1", "s")


# Queries ----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("table", 15), ("table-pdf", 13), ("table-xlsx", 13)])
def test_queries_do_not_grow_with_rows(
    leader_client: Client, count: int, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        held = make_delegation(["LA", "TH", "KR"][: number + 1], arrival_on=date(2018, 3, 5))
        for _ in range(number + 1):
            make_permit(held)
            make_cost(held)

    with django_assert_num_queries(queries):
        leader_client.get(reverse(f"delegations:{name}") + "?period=nam&year=2018")
