"""Delegations out of a workbook: every line right, or refused by name; the office's own sample line by line."""

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from config.kit import writing
from config.kit.importing import folded_words
from config.kit.partial_dates import PartialDate
from config.kit.writing import part_models, record_models
from config.office.importing import actions
from config.office.importing.plan import Plan
from config.office.importing.planning import plan_workbook
from config.office.importing.sheets.delegations import COLUMNS
from config.office.importing.undo import undo
from config.reference.models import Agency, ImportBatch
from delegations.models import Delegation, DelegationCost, Permit
from tests.factories.delegations import make_delegation, make_permit
from tests.factories.reference import make_agency
from tests.factories.workbooks import Rows, workbook

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "delegations.xlsx"
HEAD = ("Tên đoàn", "Nước", "Số người", "Thời gian")


def plan(rows: Rows, sheet: str = "Đoàn vào") -> Plan:
    return plan_workbook(workbook({sheet: rows}))


def store(rows: Rows, sheet: str = "Đoàn vào") -> ImportBatch:
    return actions.confirm(actions.preview(workbook({sheet: rows}), "đoàn.xlsx", by=None), by=None)


def told(found: Plan) -> list[str]:
    return [row.action.value for row in found.rows]


def errors(found: Plan) -> list[tuple[int, str, str, str]]:
    return [(row.row, each.column, each.value, each.message) for row in found.rows for each in row.errors]


def changes(found: Plan) -> list[tuple[str, str, str]]:
    return [(each.label, each.old, each.new) for row in found.rows for each in row.changes]


def said(delegation: Delegation) -> tuple[Any, ...]:
    """A stored delegation as the sample's lines are told in its README."""
    countries = [each.country.name for each in delegation.countries.all()]
    stay = (str(delegation.arrival), str(delegation.departure or ""))
    persons = (delegation.headcount, delegation.headcount_qualifier)
    return (delegation.name, delegation.get_kind_display(), countries, *persons, *stay)


# The sample -------------------------------------------------------------------

RIGHT = [
    # Lines 1 and 2 end in 2019; line 3 is 12 to 15 June 2017; 4 and 5 keep month and year; 6 is one day.
    ("Đoàn hữu nghị nhân dân tỉnh bạn", "Hữu nghị nhân dân", ["Lào"], 12, "", "28/12/2018", "03/01/2019"),
    ("Đoàn sinh viên tình nguyện", "Sinh viên tình nguyện", ["Hàn Quốc"], 25, "", "30/12/2018", "02/01/2019"),
    ("Đoàn bác sĩ", "Y tế", ["Nhật Bản"], 9, "", "12/06/2017", "15/06/2017"),
    ("Đoàn khảo sát", "Chuyên gia, khảo sát dự án", ["Đức"], 4, "", "06/2017", ""),
    ("Đoàn Hội hữu nghị", "Hữu nghị nhân dân", ["Nga"], 15, "", "2016", ""),
    ("Đoàn lưu học sinh", "Khác", ["Lào"], 30, "", "14/04/2019", "14/04/2019"),
]


def test_every_line_of_the_sample_is_right_or_refused_by_name() -> None:
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"^Chưa ghi gì: 2 dòng bị từ chối\.$"):
        call_command("import_workbook", str(SAMPLE), "--format", "json", stdout=out)

    answer = json.loads(out.getvalue())
    assert answer["summary"] == {"new": 6, "changed": 0, "same": 0, "refused": 2}
    assert [(row["register"], row["row"], row["action"]) for row in answer["rows"]] == [
        ("delegations", number, "new" if number < 8 else "refused") for number in range(2, 10)
    ]
    assert [row["errors"] for row in answer["rows"] if row["errors"]] == [
        [
            {
                "column": "Thời gian",
                "value": "03/01/2019 - 28/12/2018",
                "message": "Ngày kết thúc (28/12/2018) đứng trước ngày bắt đầu (03/01/2019); "
                "hãy kiểm tra và ghi lại hai ngày.",
            }
        ],
        [
            {
                "column": "Thời gian",
                "value": "29/02/2017",
                "message": "Tháng 2 năm 2017 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2017.",
            }
        ],
    ]
    assert (Delegation.objects.count(), ImportBatch.objects.count()) == (0, 0)


def sample_rows() -> list[list[Any]]:
    rows: list[list[Any]] = CalamineWorkbook.from_path(str(SAMPLE)).get_sheet_by_index(0).to_python()
    return [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]


def test_the_sample_goes_in_when_its_two_lines_are_corrected() -> None:
    rows = sample_rows()
    rows[7][4], rows[8][4] = "28/12/2018 - 03/01/2019", "28/02/2017"

    store(rows)

    held = list(Delegation.objects.prefetch_related("countries__country").order_by("pk"))
    assert [said(each) for each in held] == [
        *RIGHT,
        ("Đoàn văn nghệ", "Văn hóa", ["Trung Quốc"], 20, "khoảng", "28/12/2018", "03/01/2019"),
        ("Đoàn giáo viên", "Khác", ["Hàn Quốc"], 6, "", "28/02/2017", "28/02/2017"),
    ]
    assert {(each.direction, each.status, each.purpose) for each in held} == {("in", "planned", "giao lưu")}
    assert told(plan(rows)) == ["same"] * 8


def test_undo_takes_everything_back() -> None:
    before = {model: model._base_manager.count() for model in (*record_models(), *part_models())}
    head = ("Tên đoàn", "Nước", "Thời gian", "Cơ quan chủ trì", "Cơ quan phối hợp", "Văn bản cho phép")
    batch = store(
        [(*head, "Kinh phí", "Nguồn kinh phí"), ("Đoàn A", "Lào", "2016", "Sở Mới", "Hội Mới", "1/UB", 5000000, "Đoàn")]
    )
    after = {model: model._base_manager.count() for model in before}
    grown = {model.__name__: count - before[model] for model, count in after.items() if count != before[model]}
    assert grown == {
        "Agency": 2, "Delegation": 1, "DelegationCountry": 1, "CoHost": 1, "Permit": 1, "DelegationCost": 1,
    }  # fmt: skip

    undo(batch, by=None)

    assert {model: model._base_manager.count() for model in before} == before


def test_undo_gives_a_changed_delegation_its_former_parts() -> None:
    delegation = make_delegation(["LA"], name="Đoàn A", arrival=PartialDate.of_year(2016), headcount=12)
    make_permit(delegation, number="1/UBND")
    head = ("Tên đoàn", "Nước", "Số người", "Thời gian", "Văn bản cho phép")
    batch = store([head, ("Đoàn A", "Lào; Đức", "hơn 12", "2016", "1/UBND; 2/UBND")])
    changed = Delegation.objects.for_import().get()
    assert sorted(each.country.code for each in changed.countries.all()) == ["DE", "LA"]
    assert sorted(each.number for each in changed.permits.all()) == ["1/UBND", "2/UBND"]

    undo(batch, by=None)

    back = Delegation.objects.for_import().get()
    assert [each.country.code for each in back.countries.all()] == ["LA"]
    assert [each.number for each in back.permits.all()] == ["1/UBND"]
    assert (back.headcount, back.headcount_qualifier) == (12, "")


# Known rows -------------------------------------------------------------------


def test_everything_a_sheet_says_is_stored_and_found_again() -> None:
    make_agency(name="Sở Giao lưu", abbreviation="SGL")
    head = (
        "Tên đoàn", "Thời gian", "Nước", "Tổ chức cử đoàn", "Trưởng đoàn, chức vụ", "Địa điểm", "Mục đích, nội dung",
        "Cơ quan chủ trì đón tiếp", "Cơ quan phối hợp", "Lãnh đạo tiếp đoàn", "Thư mời", "Ghi chú",
    )  # fmt: skip
    row = (
        "Đoàn tỉnh Luang Prabang", "5-8/3/2018", "Lào", "Mặt trận tỉnh", "Ông Khamphanh, Phó Tỉnh trưởng",
        "ATK Định Hóa", "Trao đổi", "SGL", "Hội Bạn bè Luang Prabang; Đoàn phường Mới", "Phó Chủ tịch UBND tỉnh",
        "Thư số 3", "Đoàn lần đầu",
    )  # fmt: skip
    store([head, row])

    held = Delegation.objects.for_import().get()
    assert (held.organisations, held.head_name, held.head_title) == (
        "Mặt trận tỉnh",
        "Ông Khamphanh",
        "Phó Tỉnh trưởng",
    )
    assert (held.places, held.purpose, held.invitation, held.note) == (
        "ATK Định Hóa",
        "Trao đổi",
        "Thư số 3",
        "Đoàn lần đầu",
    )
    assert (held.host and held.host.name, held.host_leader) == ("Sở Giao lưu", "Phó Chủ tịch UBND tỉnh")
    assert [each.agency.name for each in held.cohosts.order_by("pk")] == ["Hội Bạn bè Luang Prabang", "Đoàn phường Mới"]
    assert Agency.objects.get(name="Đoàn phường Mới").import_batch == held.import_batch
    assert told(plan([head, row])) == ["same"]


def test_a_second_file_changes_what_it_says_and_leaves_the_rest() -> None:
    delegation = make_delegation(
        ["LA"], name="Đoàn A", arrival_on=date(2018, 3, 5), departure_on=date(2018, 3, 8), headcount=12, note="giữ"
    )
    make_permit(delegation, number="1/UBND", issuer="UBND tỉnh")
    head = (*HEAD, "Văn bản cho phép", "Kinh phí", "Nguồn kinh phí")
    row = ("ĐOÀN A", "Lào; Thái Lan", "khoảng 15", "5-9/3/2018", "1/UBND; 2/SYT", 45000000, "Tỉnh")

    found = plan([head, row])

    assert told(found) == ["changed"]
    assert changes(found) == [
        ("Ngày rời đi", "08/03/2018", "09/03/2018"),
        ("Nước", "Lào", "Lào; Thái Lan"),
        ("Văn bản cho phép", "–", "2/SYT"),
        ("Kinh phí", "–", "Tỉnh: 45.000.000\N{NO-BREAK SPACE}đồng"),
        ("Số người", "12", "khoảng 15"),
    ]
    store([head, row])
    assert told(plan([head, row])) == ["same"]
    held = Delegation.objects.get()
    assert (held.name, held.note, held.version, held.status) == ("Đoàn A", "giữ", 2, "finished")
    assert (Permit.objects.count(), DelegationCost.objects.count()) == (2, 1)


def test_namesakes_are_told_apart_by_country() -> None:
    rows = [HEAD, ("Đoàn khảo sát", "Đức", 4, "2017"), ("Đoàn khảo sát", "Nhật Bản", 5, "2017")]
    store(rows)

    assert Delegation.objects.count() == 2
    assert told(plan(rows)) == ["same", "same"]


def test_the_same_delegation_twice_in_a_file_is_refused() -> None:
    rows = [HEAD, ("Đoàn A", "Lào", 4, "5/2017"), ("đoàn a", "lào", 5, "tháng 5/2017")]

    assert errors(plan(rows)) == [
        (
            3,
            "Tên đoàn",
            "đoàn a",
            "Dòng này trùng với dòng 2 của trang “Đoàn vào”: cùng tên đoàn, chiều, thời gian và nước. "
            "Chỉ để lại một dòng.",
        )
    ]


def test_two_rows_of_one_stored_delegation_are_refused() -> None:
    make_delegation(["LA", "TH"], name="Đoàn A", arrival=PartialDate.of_year(2017))

    found = plan([HEAD, ("Đoàn A", "Lào", 4, "2017"), ("Đoàn A", "Thái Lan", 4, "2017")])

    assert [(each[0], each[3]) for each in errors(found)] == [
        (3, "Dòng này trùng với dòng 2 của trang “Đoàn vào”: cùng một đoàn đã có. Chỉ để lại một dòng.")
    ]


def test_an_archived_delegation_is_not_changed() -> None:
    writing.archive(make_delegation(name="Đoàn A", arrival=PartialDate.of_year(2017)), by=None, reason="trùng")

    found = plan([HEAD, ("Đoàn A", "Lào", 4, "2017")])

    assert [each[3] for each in errors(found)] == [
        "Đoàn “Đoàn A” đã được lưu trữ nên không nhập vào được. Khôi phục hồ sơ đó trước, hoặc bỏ dòng này khỏi tệp."
    ]


def test_no_heading_means_two_columns() -> None:
    names = [folded_words(name) for column in COLUMNS for name in (column.label, *column.aliases)]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("count", [1, 3])
def test_planning_asks_the_same_number_of_queries(count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        for permit in range(number + 1):
            make_permit(make_delegation(["LA"], name=f"Đoàn {number}{permit}", arrival=PartialDate.of_year(2016)))
    content = workbook({"Đoàn vào": [HEAD, *((f"Đoàn {number}0", "Lào", 3, "2016") for number in range(count))]})

    with django_assert_num_queries(8):
        found = plan_workbook(content)

    assert told(found) == ["changed"] * count
