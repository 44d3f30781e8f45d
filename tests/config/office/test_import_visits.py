"""The cells of a sheet of delegations: time, persons, countries, direction, kind, papers, costs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.kit.importing import CellRefused
from config.office.importing import actions
from config.office.importing.plan import Plan
from config.office.importing.planning import plan_workbook
from config.office.importing.sheets.visits import papers, read_cost, several
from delegations.models import Delegation
from tests.factories.workbooks import Rows, workbook

pytestmark = pytest.mark.django_db

HEAD = ("Tên đoàn", "Nước", "Số người", "Thời gian")


def plan(rows: Rows, sheet: str = "Đoàn vào") -> Plan:
    return plan_workbook(workbook({sheet: rows}))


def store(rows: Rows, sheet: str = "Đoàn vào") -> None:
    actions.confirm(actions.preview(workbook({sheet: rows}), "đoàn.xlsx", by=None), by=None)


def only(head: Sequence[str], *cells: Any, sheet: str = "Đoàn vào") -> Delegation:
    store([("Tên đoàn", *head), ("Đoàn A", *cells)], sheet)
    return Delegation.objects.for_import().get()


def told(found: Plan) -> list[str]:
    return [row.action.value for row in found.rows]


def errors(found: Plan) -> list[tuple[int, str, str, str]]:
    return [(row.row, each.column, each.value, each.message) for row in found.rows for each in row.errors]


@pytest.mark.parametrize(
    ("cell", "arrival", "departure"),
    [
        ("05-08/3/2018", "05/03/2018", "08/03/2018"),
        ("từ 28/02 đến 02/3/2017", "28/02/2017", "02/03/2017"),
        ("Từ ngày 30/12/2018 đến ngày 02/01/2019", "30/12/2018", "02/01/2019"),
        ("tháng 6 - tháng 8/2017", "06/2017", "08/2017"),
        ("Quý III/2016", "quý III/2016", ""),
        ("T6/2017", "06/2017", ""),
        (2016, "2016", ""),
        ("năm 2016", "2016", ""),
        (date(2019, 4, 14), "14/04/2019", "14/04/2019"),
        ("29/02/2016", "29/02/2016", "29/02/2016"),
    ],
)
def test_a_time_in_one_cell(cell: Any, arrival: str, departure: str) -> None:
    held = only(["Thời gian"], cell)

    assert (str(held.arrival), str(held.departure or "")) == (arrival, departure)


@pytest.mark.parametrize(
    ("head", "cells", "arrival", "departure"),
    [
        (["Ngày đến", "Ngày rời đi"], ["28/12/2018", "3/1/2019"], "28/12/2018", "03/01/2019"),
        (["Từ ngày", "Đến ngày"], ["6/2017", None], "06/2017", ""),
        # An arrival alone does not say when they left.
        (["Ngày đến"], ["14/4/2019"], "14/04/2019", ""),
        # The list's own file says it both ways.
        (["Thời gian", "Ngày đến", "Ngày rời đi"], ["5-8/3/2018", "5/3/2018", "8/3/2018"], "05/03/2018", "08/03/2018"),
        (["Thời gian", "Ngày về"], ["5/3/2018", "8/3/2018"], "05/03/2018", "08/03/2018"),
    ],
)
def test_a_time_in_two_cells(head: list[str], cells: list[Any], arrival: str, departure: str) -> None:
    held = only(head, *cells)

    assert (str(held.arrival), str(held.departure or "")) == (arrival, departure)


@pytest.mark.parametrize(
    ("head", "cells", "column", "sentence"),
    [
        (["Thời gian"], [None], "Thời gian", "Chưa ghi thời gian; ghi cột “Thời gian” hoặc “Ngày đến”."),
        (
            ["Thời gian"],
            ["28/12 - 03/01/2019"],
            "Thời gian",
            "Ngày bắt đầu 28/12 chưa ghi năm; hãy ghi đủ năm, ví dụ 28/12/2018 - 03/01/2019.",
        ),
        (
            ["Ngày đến", "Ngày rời đi"],
            ["5/3/2018", "1/3/2018"],
            "Ngày rời đi",
            "Ngày kết thúc (01/03/2018) đứng trước ngày bắt đầu (05/03/2018); hãy kiểm tra và ghi lại hai ngày.",
        ),
        (
            ["Thời gian", "Ngày đến"],
            ["5-8/3/2018", "6/3/2018"],
            "Ngày đến",
            "Cột này ghi 06/03/2018, nhưng cột “Thời gian” ghi 05/03/2018; hãy sửa cho khớp.",
        ),
        (
            ["Thời gian", "Ngày về"],
            ["5-8/3/2018", "9/3/2018"],
            "Ngày về",
            "Cột này ghi 09/03/2018, nhưng cột “Thời gian” ghi 08/03/2018; hãy sửa cho khớp.",
        ),
        (
            ["Thời gian", "Ngày gửi báo cáo"],
            ["5-8/3/2018", "1/3/2018"],
            "Ngày gửi báo cáo",
            "Ngày gửi báo cáo (01/03/2018) đứng trước ngày đoàn đến (05/03/2018); hãy kiểm tra hai ngày.",
        ),
    ],
)
def test_a_wrong_time_is_refused_by_name(head: list[str], cells: list[Any], column: str, sentence: str) -> None:
    found = plan([("Tên đoàn", *head), ("Đoàn A", *cells)])

    assert told(found) == ["refused"]
    assert [(each[1], each[3]) for each in errors(found)] == [(column, sentence)]


@pytest.mark.parametrize(
    ("cell", "number", "qualifier"),
    [
        (12, 12, ""),
        ("khoảng 20", 20, "khoảng"),
        ("Hơn 30 người", 30, "hơn"),
        ("1.200", 1200, ""),
        ("gần 50", 50, "gần"),
        (None, None, ""),
    ],
)
def test_persons_keep_their_qualifier(cell: Any, number: int | None, qualifier: str) -> None:
    held = only(["Thời gian", "Số người"], "2016", cell)

    assert (held.headcount, held.headcount_qualifier) == (number, qualifier)


@pytest.mark.parametrize("cell", ["vài người", "20-25", -3, 0, 2.5, "khoảng"])
def test_persons_that_are_no_number_are_refused(cell: Any) -> None:
    found = plan([HEAD, ("Đoàn A", "Lào", cell, "2016")])

    assert (told(found), [each[1] for each in errors(found)]) == (["refused"], ["Số người"])


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Lào", ["LA"]),
        ("Lào, Campuchia và Thái Lan", ["KH", "LA", "TH"]),
        ("Hàn Quốc; Nhật Bản", ["JP", "KR"]),
        ("CHLB Đức/Pháp", ["DE", "FR"]),
        ("Lào\nThái Lan", ["LA", "TH"]),
        ("Bosnia và Herzegovina", ["BA"]),
        ("Bosnia và Herzegovina; Lào; lào", ["BA", "LA"]),
        ("LB Nga - Belarus", ["BY", "RU"]),
        ("Timor-Leste", ["TL"]),
    ],
)
def test_several_countries_in_one_cell(cell: str, codes: list[str]) -> None:
    held = only(["Thời gian", "Nước"], "2016", cell)

    assert sorted(each.country.code for each in held.countries.all()) == codes


def test_an_unknown_country_is_named() -> None:
    found = plan([HEAD, ("Đoàn A", "Lào, Nước Bạn", 3, "2016")])

    assert errors(found) == [
        (2, "Nước", "Lào, Nước Bạn", "Không có nước “Nước Bạn”; hãy sửa tên hoặc thêm trước khi nhập.")
    ]


def test_names_apart_are_found_once() -> None:
    assert several("a; b, a", lambda name: name if name in "ab" else None) == ["a", "b"]
    with pytest.raises(CellRefused, match=r"^Không đọc được tên trong “;”; hãy ghi lại\.$"):
        several(";", lambda name: name)


@pytest.mark.parametrize(
    ("sheet", "cell", "direction"),
    [
        ("Đoàn vào", None, "in"),
        ("Đoàn ra 2018", None, "out"),
        ("DANH SÁCH ĐOÀN RA", None, "out"),
        ("Đoàn vào, đoàn ra", "Đoàn ra", "out"),
        ("Đoàn vào", "ra", "out"),
        ("Sheet1", "Vào", "in"),
    ],
)
def test_direction_by_column_or_by_the_sheet(sheet: str, cell: str | None, direction: str) -> None:
    held = only(["Thời gian", "Chiều"], "2016", cell, sheet=sheet)

    assert held.direction == direction


@pytest.mark.parametrize("sheet", ["Sheet1", "Đoàn vào, đoàn ra"])
def test_a_direction_nobody_tells_is_asked_for(sheet: str) -> None:
    found = plan([HEAD, ("Đoàn A", "Lào", 3, "2016")], sheet)

    assert [(each[1], each[3]) for each in errors(found)] == [
        (
            "Chiều",
            "Chưa rõ đoàn vào hay đoàn ra; thêm cột “Chiều”, hoặc đặt tên trang là “Đoàn vào” hay “Đoàn ra”.",
        )
    ]


@pytest.mark.parametrize(
    ("name", "cell", "kind"),
    [
        ("Đoàn bác sĩ tình nguyện Daegu", None, "medical"),
        ("Đoàn sinh viên tình nguyện", "Hữu nghị", "friendship"),
        ("Đoàn A", "Văn nghệ", "culture"),
        ("Đoàn doanh nghiệp Gyeongsangbuk-do", None, "business"),
        ("Đoàn A", None, "other"),
    ],
)
def test_kind_by_column_else_by_words_of_the_name(name: str, cell: str | None, kind: str) -> None:
    store([("Tên đoàn", "Thời gian", "Loại đoàn"), (name, "2016", cell)])

    assert Delegation.objects.get().kind == kind


def test_a_kind_nobody_tells_is_pointed_out() -> None:
    found = plan([HEAD, ("Đoàn A", "Lào", 3, "2016")])

    assert [list(row.warnings) for row in found.rows] == [
        ["Tên đoàn không cho biết loại đoàn nên ghi là “Khác”; chọn lại ở hồ sơ đoàn sau khi nhập."]
    ]


@pytest.mark.parametrize(
    ("head", "cell", "status"),
    [
        ("Ghi chú", "x", "planned"),
        ("Văn bản cho phép", "12/UBND", "permitted"),
        ("Kết quả", "Ký thỏa thuận", "finished"),
        ("Ngày gửi báo cáo", "1/2/2018", "reported"),
        ("Trạng thái", "Hủy", "cancelled"),
    ],
)
def test_status_follows_from_the_papers(head: str, cell: str, status: str) -> None:
    assert only(["Thời gian", head], "1/2018", cell).status == status


def test_results_belong_to_their_kind() -> None:
    head = ("Tên đoàn", "Thời gian", "Loại đoàn", "Lượt người khám", "Trị giá thuốc (đồng)", "Số tình nguyện viên")
    store([head, ("Đoàn A", "2016", None, 1200, "812.000.000", None)])
    held = Delegation.objects.get()
    assert (held.kind, held.patient_visits, held.medicine_vnd) == ("medical", 1200, 812_000_000)

    found = plan([head, ("Đoàn A", "2016", None, None, None, 30), ("Đoàn B", "2016", "Văn hóa", 5, None, None)])

    assert [(each[0], each[1], each[3]) for each in errors(found)] == [
        (
            2,
            "Số tình nguyện viên",
            "Cột này chỉ ghi cho đoàn loại “Sinh viên tình nguyện”; để trống ô này hoặc sửa cột “Loại đoàn”.",
        ),
        (3, "Lượt người khám", "Cột này chỉ ghi cho đoàn loại “Y tế”; để trống ô này hoặc sửa cột “Loại đoàn”."),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1590/UBND-NC", [("1590/UBND-NC", None)]),
        ("Số 1590/UBND-NC ngày 05/3/2018", [("1590/UBND-NC", date(2018, 3, 5))]),
        ("15/SYT (01/3/2018)", [("15/SYT", date(2018, 3, 1))]),
        ("1590/UBND-NC, 05/3/2018; 15/SYT", [("1590/UBND-NC", date(2018, 3, 5)), ("15/SYT", None)]),
        ("1590/UBND-NC, ngày 5.3.2018\n15/SYT", [("1590/UBND-NC", date(2018, 3, 5)), ("15/SYT", None)]),
        ("Văn bản số: 7-CV/TU ngày 01/02/2016.", [("7-CV/TU", date(2016, 2, 1))]),
    ],
)  # fmt: skip
def test_papers_with_their_days(text: str, found: list[tuple[str, date | None]]) -> None:
    assert papers(text) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12/UBND ngày 29/02/2017", "Tháng 2 năm 2017 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2017."),
        (
            "12/UBND ngày 3/2017",
            "Cột này cần đủ ngày, tháng, năm, nhưng chỉ có “03/2017”; hãy ghi đủ, ví dụ 05/03/2016.",
        ),
        ("12/UBND; 12/UBND", "Văn bản “12/UBND” ghi hai lần; chỉ để một lần."),
        ("x" * 61, f"Số văn bản “{'x' * 40}…” dài hơn 60 ký tự; ghi gọn số, ký hiệu và ngày."),
    ],
)
def test_papers_that_cannot_be_read(text: str, sentence: str) -> None:
    with pytest.raises(CellRefused) as caught:
        papers(text)

    assert str(caught.value) == sentence


def test_permits_and_cost_become_rows() -> None:
    head = ["Thời gian", "Văn bản cho phép (số, ngày)", "Cơ quan cho phép", "Kinh phí", "Loại tiền", "Quy đổi (đồng)"]
    held = only(
        [*head, "Nguồn kinh phí"],
        "2018",
        "12/UBND ngày 5/3/2018; 15/SYT",
        "UBND tỉnh",
        2000,
        "USD",
        46000000,
        "Đoàn tự túc",
    )

    permits = [(each.kind, each.number, each.issued_on, each.issuer) for each in held.permits.order_by("pk")]
    assert permits == [
        ("visit", "12/UBND", date(2018, 3, 5), "UBND tỉnh"),
        ("visit", "15/SYT", None, "UBND tỉnh"),
    ]
    costs = [(each.source, each.amount, each.currency, each.vnd) for each in held.costs.all()]
    assert costs == [("Đoàn tự túc", Decimal(2000), "USD", 46_000_000)]


def test_an_outgoing_delegation_has_a_decision_to_go() -> None:
    held = only(["Thời gian", "Văn bản cho phép", "Ngày văn bản"], "2018", "12/QĐ", "5/3/2018", sheet="Đoàn ra")

    assert [(each.kind, each.issued_on) for each in held.permits.all()] == [("outgoing", date(2018, 3, 5))]


@pytest.mark.parametrize(
    ("cell", "currency", "found"),
    [
        (Decimal(45_000_000), None, (Decimal(45_000_000), "VND")),
        ("45 triệu", None, (Decimal(45_000_000), "VND")),
        ("2.000,50 USD", None, (Decimal("2000.50"), "USD")),
        ("1.500,00", "EUR", (Decimal("1500.00"), "EUR")),
    ],
)
def test_costs_in_their_currency(cell: Any, currency: str | None, found: tuple[Decimal, str]) -> None:
    assert read_cost(cell, currency) == found


@pytest.mark.parametrize(
    ("head", "cells", "column", "sentence"),
    [
        (
            ["Nguồn kinh phí"],
            ["Ngân sách"],
            "Kinh phí",
            "Có nguồn kinh phí nhưng chưa ghi số tiền; ghi số tiền, hoặc chuyển nội dung này sang cột “Ghi chú”.",
        ),
        (
            ["Kinh phí"],
            [5000000],
            "Nguồn kinh phí",
            "Có số tiền nhưng chưa ghi nguồn kinh phí; ghi nguồn, ví dụ “Ngân sách tỉnh” hoặc “Đoàn tự chi trả”.",
        ),
        (
            ["Kinh phí", "Nguồn"],
            [-5, "Tỉnh"],
            "Kinh phí",
            "Số tiền phải lớn hơn 0; để trống ô này nếu không có khoản nào.",
        ),
        (
            ["Kinh phí", "Nguồn", "Loại tiền"],
            ["5.000,00 USD", "Tỉnh", "EUR"],
            "Kinh phí",
            "Số tiền ghi USD nhưng cột loại tiền ghi EUR; hãy sửa cho khớp.",
        ),
        (
            ["Kinh phí", "Nguồn", "Quy đổi (đồng)"],
            [5000000, "Tỉnh", 6000000],
            "Quy đổi (đồng)",
            "Khoản này đã tính bằng đồng: để trống ô này, hoặc ghi đúng số tiền.",
        ),
        (
            ["Ngày văn bản"],
            ["1/2/2018"],
            "Văn bản cho phép",
            "Có ngày hoặc cơ quan cho phép nhưng chưa ghi số văn bản; hãy ghi số.",
        ),
        (
            ["Văn bản cho phép", "Ngày văn bản"],
            ["1/A; 2/B", "1/2/2018"],
            "Ngày văn bản",
            "Ghi nhiều văn bản thì ghi ngày ngay sau từng số văn bản, ví dụ “12/UBND-NC ngày 05/3/2018; 15/SYT”.",
        ),
        (
            ["Văn bản cho phép", "Ngày văn bản"],
            ["1/A ngày 2/2/2018", "1/2/2018"],
            "Ngày văn bản",
            "Cột này ghi 01/02/2018, nhưng cột “Văn bản cho phép” ghi 02/02/2018; hãy sửa cho khớp.",
        ),
    ],
)
def test_wrong_papers_and_costs_are_refused(head: list[str], cells: list[Any], column: str, sentence: str) -> None:
    found = plan([("Tên đoàn", "Thời gian", *head), ("Đoàn A", "2018", *cells)])

    assert [(each[1], each[3]) for each in errors(found)] == [(column, sentence)]
