"""Reading a list of members: headings, lines that are no member, what identifies them."""

from decimal import Decimal

import pytest

from config.kit.workbook import Sheet, SheetRow
from delegations import member_list
from delegations.member_list import ListRefused, MemberList, ReadMember, read_members, rows_of_sheets, rows_of_text

COUNTRIES = {"lao": "Lào", "laos": "Lào", "lao pdr": "Lào", "han quoc": "Hàn Quốc"}


def read(text: str, **kwargs) -> MemberList:
    return read_members(rows_of_text(text), countries=COUNTRIES, **kwargs)


def told(notes):
    return [(note.line, note.text) for note in notes]


def test_vietnamese_headings_are_known():
    found = read("STT\tHọ và tên\tChức vụ\tQuốc tịch\tNhiệm vụ\n1\tBounthong Keo\tVụ trưởng\tLào\tTrưởng đoàn")

    assert found == MemberList((ReadMember(2, "Bounthong Keo", "Vụ trưởng", "Lào", "Trưởng đoàn"),))


def test_english_and_bilingual_headings_are_known():
    found = read(
        "No.\tHọ và tên / Full name\tPosition\tNationality (Quốc tịch)\tROLE\n1\tKim Min Su\tMayor\tLAOS\tHead"
    )

    assert found.members == (ReadMember(2, "Kim Min Su", "Mayor", "Lào", "Head"),)


def test_titles_groups_sums_and_blank_lines_are_left_out_by_number():
    found = read(
        "DANH SÁCH ĐOÀN\n\nSTT\tHọ và tên\tChức vụ\nI. Lãnh đạo\t\t\n1\tTrần Thị Mai\tChủ tịch\n\n"
        "STT\tHọ và tên\tChức vụ\n2\tLê Văn Bình\tThư ký\n\tTổng cộng: 2 người\t"
    )

    assert [member.name for member in found.members] == ["Trần Thị Mai", "Lê Văn Bình"]
    assert told(found.skipped) == [
        (1, "“DANH SÁCH ĐOÀN”, dòng tiêu đề phía trên danh sách"),
        (4, "“I. Lãnh đạo”, không có họ tên (dòng nhóm hoặc ô gộp)"),
        (7, "tiêu đề lặp lại"),
        (9, "dòng cộng"),
    ]
    assert found.blanks == 2


def test_merged_nationality_is_told_and_never_guessed():
    found = read("Họ tên\tQuốc tịch\nTrần Thị Mai\tLào\nLê Văn Bình\t\n")

    assert [member.nationality for member in found.members] == ["Lào", ""]
    assert told(found.notes) == [(3, "để trống quốc tịch (có thể là ô gộp), tự điền ở bảng")]


def test_unknown_nationality_stays_as_it_was_written():
    assert read("Họ tên\tQuốc tịch\nTrần Thị Mai\tAtlantis").members[0].nationality == "Atlantis"


def test_papers_are_left_out_and_only_their_columns_told():
    found = read("Họ tên\tSố hộ chiếu\tNgày sinh\nBounthong\tPA0912345\t05/03/1970")

    assert found.members == (ReadMember(2, "Bounthong"),)
    assert found.dropped == ("Số hộ chiếu", "Ngày sinh")


def test_papers_are_taken_when_asked_for():
    found = read("Name\tPassport No\tDate of birth\nBounthong\tPA0912345\t05/03/1970", takes_identities=True)

    assert found.members == (ReadMember(2, "Bounthong", passport="PA0912345", born="05/03/1970"),)
    assert found.dropped == ()
    assert "PA0912345" not in repr(found)


def test_columns_that_mean_nothing_here_are_told():
    assert read("Họ tên\tSố giường\nBounthong\t12").unknown == ("Số giường",)


def test_names_one_a_line_need_no_heading():
    found = read("1. Trần Thị Mai\n2) Lê Văn Bình\n\nNguyễn Thị Ưng")

    assert [(member.line, member.name) for member in found.members] == [
        (1, "Trần Thị Mai"),
        (2, "Lê Văn Bình"),
        (4, "Nguyễn Thị Ưng"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", member_list.EMPTY),
        ("\n \n\t\n", member_list.EMPTY),
        ("Trần Thị Mai\tChủ tịch\n", member_list.NO_HEADING),
        ("PA0912345\nPA0912346", member_list.NO_HEADING),
        ("Họ tên\tHọ và tên\nA\tB", "Có hai cột cùng là “Họ và tên”. Bỏ bớt một cột rồi đọc lại."),
        ("Họ tên\tChức vụ\n\tVụ trưởng", member_list.NO_MEMBER),
        ("x" * 100_001, member_list.TOO_LONG),
    ],
)
def test_list_that_cannot_be_read_is_refused_in_words(text: str, sentence: str):
    with pytest.raises(ListRefused) as refused:
        read(text)

    assert str(refused.value) == sentence


def test_quoted_cells_may_hold_line_ends_and_a_stray_quote_swallows_nothing():
    quoted = read('Họ tên\tChức vụ\nTrần Thị Mai\t"Chủ tịch\nHội hữu nghị"\nLê Văn Bình\tThư ký')
    stray = read('Họ tên\tChức vụ\nTrần Thị Mai\t"Chủ tịch\nLê Văn Bình\tThư ký')

    assert [(member.line, member.title) for member in quoted.members] == [
        (2, "Chủ tịch Hội hữu nghị"),
        (4, "Thư ký"),
    ]
    assert [member.name for member in stray.members] == ["Trần Thị Mai", "Lê Văn Bình"]


def test_more_than_the_table_holds_is_told():
    found = read("Họ tên\n" + "\n".join(f"Người {'ABCDEFGHIJ'[n % 10]}" for n in range(202)))

    assert len(found.members) == 200
    assert told(found.skipped) == [(202, "quá 200 thành viên"), (203, "quá 200 thành viên")]


def test_failed_formula_is_told_and_its_cell_left_empty():
    rows = [SheetRow(1, ("Họ tên", "Chức vụ")), SheetRow(2, ("Bounthong", "#N/A"))]

    found = read_members(rows, countries={})

    assert found.members == (ReadMember(2, "Bounthong"),)
    assert [note.line for note in found.notes] == [2]


def test_sheet_with_the_list_is_the_one_that_is_read():
    cover = Sheet("Bìa", (SheetRow(1, ("Đoàn Lào", Decimal(12))),))
    hidden = Sheet("Ẩn", (SheetRow(1, ("Họ tên",)),), is_hidden=True)
    listed = Sheet("Danh sách", (SheetRow(3, ("Họ tên",)), SheetRow(4, ("Bounthong",))))

    assert rows_of_sheets([cover, hidden, listed]) == list(listed.rows)
    assert rows_of_sheets([cover]) == list(cover.rows)
    assert rows_of_sheets([]) == []
