"""Files, sheets and headings that cannot go in: a sentence each, nothing saved, never an error page."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from config.kit import packed as inspecting
from config.kit import workbook as reading
from config.kit.writing import record_models
from config.office.importing.planning import plan_workbook
from config.reference.models import ImportBatch
from tests.factories.workbooks import LEDGER_HEAD, NGO_HEAD, PROJECT_HEAD, Rows, project_sheets, workbook

pytestmark = pytest.mark.django_db

NO_WORKBOOK = "Tệp này không phải tệp Excel đọc được. Mở tệp bằng Excel, chọn “Lưu thành” loại .xlsx rồi nhập lại."
LOCKED = "Tệp Excel này có mật khẩu nên chưa đọc được. Bỏ mật khẩu mở tệp trong Excel rồi nhập lại."
SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


GOOD = workbook({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Đức")]})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp này rỗng (0 byte). Kiểm tra lại tệp rồi nhập lại."),
        (b"Ten to chuc;Quoc gia\nA;B", NO_WORKBOOK),
        (b"%PDF-1.4 no workbook", NO_WORKBOOK),
        (packed(a=b"x"), NO_WORKBOOK),
        (GOOD[:900], NO_WORKBOOK),
        (OLD + b"\0" * 600, NO_WORKBOOK),
        (OLD + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (workbook({"Tổ chức": []}), "Tệp này không có ô nào có nội dung. Kiểm tra lại tệp rồi nhập lại."),
        (workbook({"Tổ chức": [NGO_HEAD]}), "Tệp chỉ có tiêu đề, chưa có dòng nào để nhập."),
        (
            b"PK\x03\x04" + b"\0" * reading.MAX_BYTES,
            "Tệp lớn hơn 10 MB. Tách thành nhiều tệp nhỏ hơn rồi nhập từng tệp.",
        ),
    ],
)
def test_a_file_that_is_no_workbook(content: bytes, sentence: str) -> None:
    answer = plan_workbook(content).as_json()

    assert answer == {
        "rows": [
            {
                "sheet": "",
                "row": 0,
                "register": "",
                "action": "refused",
                "errors": [{"column": "", "value": "", "message": sentence}],
            }
        ],
        "summary": {"new": 0, "changed": 0, "same": 0, "refused": 1},
    }


def test_a_damaged_sheet_is_refused() -> None:
    damaged = with_member(GOOD, SHEET, b"</c>", b"<c")

    assert plan_workbook(damaged).summary() == {"new": 0, "changed": 0, "same": 0, "refused": 1}


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 0), (0, 16_383), (1_048_575, 16_383), (20_000, 0)])
def test_a_stray_cell_far_away_is_refused_before_it_is_read(row: int, column: int) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Tổ chức")
        sheet.write_row(0, 0, NGO_HEAD)
        sheet.write(row, column, "x")

    assert plan_workbook(buffer.getvalue()).file_problem == (
        "Trang “Tổ chức” có ô nằm quá dòng 20.000 hoặc quá cột thứ 200. "
        "Xóa các ô thừa hoặc tách thành nhiều tệp rồi nhập lại."
    )


def test_a_packed_file_that_grows_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "MAX_UNPACKED", 100_000)
    bomb = packed(xl__workbook=b"", xl__worksheets__sheet1=b" " * 100_001)

    assert plan_workbook(bomb).file_problem == "Tệp lớn hơn 10 MB. Tách thành nhiều tệp nhỏ hơn rồi nhập từng tệp."


def test_failed_formulas_are_refused_and_not_read_as_empty() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Tổ chức")
        sheet.write_row(0, 0, (*NGO_HEAD, "Viết tắt", "Trang tin"))
        sheet.write_string(1, 0, "Quỹ A")
        sheet.write_formula(1, 1, "=VLOOKUP(1,A1:B2,9)", None, "#REF!")
        sheet.write_formula(1, 2, '="Q"&"A"', None, "QA")
        sheet.write_formula(1, 3, '=""', None, "nothing")
        sheet.write_string(2, 0, "#N/A")
    counted = with_member(buffer.getvalue(), SHEET, b"<v>nothing</v>", b"<v></v>")
    uncounted = with_member(with_member(counted, SHEET, b"<v>QA</v>", b""), SHEET, b't="str"', b"")

    told = [
        [(row.row, each.column, each.value, each.message) for row in plan_workbook(content).rows for each in row.errors]
        for content in (counted, uncounted)
    ]

    fault = "Ô này là lỗi công thức “{}” của Excel; hãy sửa công thức hoặc ghi thẳng giá trị."
    name = (3, "Tên tổ chức", "#N/A", fault.format("#N/A"))
    country = (2, "Quốc gia", "#REF!", fault.format("#REF!"))
    empty = "Ô này là công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi nhập."
    assert told[0] == [country, name]
    assert told[1][:2] == [(2, "Viết tắt", "#CHƯA TÍNH", empty), (2, "Trang tin", "#CHƯA TÍNH", empty)]


def with_member(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one packed file replaced."""
    source = zipfile.ZipFile(io.BytesIO(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in source.namelist():
            text = source.read(name)
            file.writestr(name, text.replace(old, new) if name == member else text)
    return buffer.getvalue()


def sheet_errors(sheets: dict[str, Rows]) -> list[tuple[str, int, str, str, str]]:
    plan = plan_workbook(workbook(sheets))
    return [(row.sheet, row.row, row.register, each.column, each.message) for row in plan.rows for each in row.errors]


def test_a_sheet_of_no_register_is_refused() -> None:
    found = sheet_errors({"Trang 1": [("Một", "Hai"), ("a", "b")]})

    assert found == [
        (
            "Trang 1",
            1,
            "",
            "",
            "Không nhận ra trang này là sổ nào: tên trang và tiêu đề cột không khớp sổ nào. "
            "Đặt tên trang là một trong: “Tỷ giá”, “Tổ chức”, “Dự án”, “Cam kết”, “Giải ngân”, “Tập huấn”, "
            "“Đoàn vào, đoàn ra”; hoặc bỏ trang này khỏi tệp.",
        )
    ]


def test_a_sheet_that_may_be_two_registers_is_asked_about() -> None:
    found = sheet_errors({"Sheet1": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD")]})

    assert [message for *_, message in found] == [
        "Trang này có thể là “Cam kết” hoặc “Giải ngân”. Đặt tên trang theo sổ cần nhập, ví dụ “Cam kết”."
    ]


def test_headings_alone_tell_the_register() -> None:
    plan = plan_workbook(workbook({"Sheet": [("STT", *NGO_HEAD), (1, "Quỹ A", "Đức")]}))

    assert [(row.register, row.action.value) for row in plan.rows] == [("ngos", "new")]


def test_a_missing_and_a_doubled_heading_are_told_at_once() -> None:
    found = sheet_errors({"Dự án": [None, ("Tên dự án", "Lĩnh vực", "Lĩnh vực", "Màu"), ("A", "Y tế", "", "đỏ")][1:]})

    assert found == [
        ("Dự án", 1, "projects", "Mã", "Trang này thiếu cột “Mã”; thêm cột hoặc sửa lại tiêu đề cột."),
        (
            "Dự án",
            1,
            "projects",
            "Lĩnh vực",
            "Cột B “Lĩnh vực” và C “Lĩnh vực” cùng là “Lĩnh vực”; chỉ để một cột, đổi tên cột kia.",
        ),
    ]


def test_every_column_is_shown_with_its_guess_and_unknown_ones_are_pointed_out() -> None:
    head = ("TT", "MÃ DA", "TÊN DA", "Nhà tài trợ", "", "Hình  thức:")
    plan = plan_workbook(workbook({"Dự án": [head, (1, "DA-1", "Học bổng", "", "x", "Dự án")]}))

    columns = plan.sheets[0].columns
    assert columns is not None
    told = [(each.letter, each.heading, each.example, each.column and each.column.key) for each in columns.found]
    assert told == [
        ("A", "TT", "1", None),
        ("B", "MÃ DA", "DA-1", "code"),
        ("C", "TÊN DA", "Học bổng", "name"),
        ("D", "Nhà tài trợ", "", "donors"),
        ("E", "", "x", None),
        ("F", "Hình thức:", "Dự án", "modality"),
    ]
    assert [each.letter for each in columns.unmatched] == ["A", "E"]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    rows: list[Any] = [(), (), NGO_HEAD, ("Quỹ A", ""), (), ("", "Đức")]

    plan = plan_workbook(workbook({"Tổ chức": rows}))

    assert [(row.row, row.action.value) for row in plan.rows] == [(4, "new"), (6, "refused")]


def test_decomposed_headings_and_cells_are_composed() -> None:
    import unicodedata

    decomposed = [
        [unicodedata.normalize("NFD", text) for text in row] for row in (NGO_HEAD, ("Quỹ Ánh Sáng", "Thụy Sĩ"))
    ]

    plan = plan_workbook(workbook({unicodedata.normalize("NFD", "Tổ chức"): decomposed}))

    assert [(row.title, row.detail, row.action.value) for row in plan.rows] == [("Quỹ Ánh Sáng", "Thụy Sĩ", "new")]


def test_control_characters_in_a_sheet_make_it_unreadable() -> None:
    content = workbook({"Tổ chức": [NGO_HEAD, ("Quỹ MARK", "Đức")]})

    plan = plan_workbook(with_member(content, "xl/sharedStrings.xml", b"MARK", b"\x01\x00"))

    assert plan.summary()["refused"] == 1


# The command ------------------------------------------------------------------


def written(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)
    return str(path)


def records() -> int:
    return sum(model._base_manager.count() for model in record_models())


def test_one_bad_row_anywhere_saves_nothing_and_both_are_named(tmp_path: Path) -> None:
    sheets = project_sheets(
        **{
            "Cam kết": [LEDGER_HEAD, ("DA-1", "2016", "mười nghìn", "USD")],
            "Giải ngân": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD"), ("DA-9", "31/02/2016", 5, "USD")],
        }
    )
    before = records()
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"^Chưa ghi gì: 2 dòng bị từ chối\.$") as stopped:
        call_command("import_workbook", written(tmp_path, workbook(sheets)), "--format", "json", stdout=out)

    assert stopped.value.returncode == 1
    answer = json.loads(out.getvalue())
    refused = [(row["sheet"], row["row"], [error["column"] for error in row["errors"]]) for row in answer["rows"]
               if row["action"] == "refused"]  # fmt: skip
    assert refused == [("Cam kết", 2, ["Số tiền"]), ("Giải ngân", 3, ["Mã", "Ngày"])]
    assert answer["summary"] == {"new": 3, "changed": 0, "same": 0, "refused": 2}
    assert (records(), ImportBatch.objects.count()) == (before, 0)


def test_text_output_names_sheet_row_and_column(tmp_path: Path) -> None:
    out = io.StringIO()
    sheets = {"Dự án": [PROJECT_HEAD, ("DA-1", "A", "", "Tặng")]}

    with pytest.raises(CommandError):
        call_command("import_workbook", written(tmp_path, workbook(sheets)), stdout=out)

    assert out.getvalue().splitlines() == [
        "Trang Dự án, dòng 2, cột “Hình thức”: "
        "Không có hình thức viện trợ “Tặng”; hãy sửa tên hoặc thêm trước khi nhập."
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_workbook", str(tmp_path / "khong-co.xlsx"), "--format", "json", stdout=out)

    message = json.loads(out.getvalue())["rows"][0]["errors"][0]["message"]
    assert message == f"Không mở được tệp {tmp_path}/khong-co.xlsx. Kiểm tra lại đường dẫn và quyền đọc tệp."


def test_a_register_the_file_does_not_hold(tmp_path: Path) -> None:
    sheets = {"Tổ chức": [NGO_HEAD, ("Quỹ A", "")], "Dự án": [PROJECT_HEAD, ("DA-1", "A", "", "Dự án")]}
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_workbook", written(tmp_path, workbook(sheets)), "--register", "rates", stdout=out)

    assert out.getvalue().splitlines() == [
        "Tệp: Tệp này không có trang nào là “Tỷ giá”. Kiểm tra tên trang hoặc chọn sổ khác."
    ]
