"""Reading a list of members, pasted from Excel or out of a workbook. Pure: no database, no clock.

Columns are known by their headings, Vietnamese or English. Lines that are no member (titles above the list, groups,
repeated headings, sums, blank lines) are left out and named by their number. What identifies a person (passport
number, birth date) is taken only when asked for; otherwise it is left out and only that it was there is told.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from config.kit.importing import CellRefused, CellValue, cell_value, read_text, refuse_fault, shown
from config.kit.text import search_key
from config.kit.workbook import Sheet, SheetRow

MOST_MEMBERS = 200
LONGEST_PASTE = 100_000
TOO_LONG = "Danh sách dán vào dài quá 100.000 ký tự. Chia thành nhiều lần dán."
EMPTY = "Chưa có gì để đọc. Dán danh sách vào ô, hoặc chọn tệp Excel, rồi bấm “Đọc danh sách”."
NO_HEADING = (
    "Không thấy dòng tiêu đề có cột “Họ và tên” (hoặc “Name”). Dán cả dòng tiêu đề, "
    "hoặc sửa tên cột trong tệp rồi đọc lại."
)
TWO_COLUMNS = "Có hai cột cùng là “{label}”. Bỏ bớt một cột rồi đọc lại."
NO_MEMBER = "Có dòng tiêu đề nhưng không có dòng nào ghi họ tên."
TITLE_LINE = "dòng tiêu đề phía trên danh sách"
NO_NAME = "không có họ tên (dòng nhóm hoặc ô gộp)"
AGAIN = "tiêu đề lặp lại"
SUM_LINE = "dòng cộng"
ONE_TOO_MANY = f"quá {MOST_MEMBERS} thành viên"
UNREAD = "{label} chưa đọc được: {problem}"

LABELS = {
    "name": "Họ và tên",
    "title": "Chức vụ",
    "nationality": "Quốc tịch",
    "role": "Nhiệm vụ",
    "passport": "Số hộ chiếu",
    "born": "Ngày sinh",
    "order": "STT",
}
SECRET = ("passport", "born")
_HEADINGS = {
    "order": "STT|TT|Số TT|Số thứ tự|No|Nr|Ord|Order",
    "name": "Họ và tên|Họ tên|Họ, chữ đệm và tên|Tên|Thành viên|Họ tên thành viên|Name|Full name|Names|Member",
    "title": "Chức vụ|Chức danh|Chức vụ, đơn vị|Chức vụ, đơn vị công tác|Chức vụ, nơi công tác|"
    "Chức danh, đơn vị|Title|Position|Job title|Occupation|Nghề nghiệp",
    "nationality": "Quốc tịch|Nước|Nationality|Citizenship|Country",
    "role": "Nhiệm vụ|Nhiệm vụ trong đoàn|Vai trò|Vai trò trong đoàn|Role|Role in the delegation|Function",
    "passport": "Số hộ chiếu|Hộ chiếu|Hộ chiếu số|Số HC|Số hộ chiếu, CCCD|Số giấy tờ|Passport|Passport No|"
    "Passport number|Passport Nr|PP No",
    "born": "Ngày sinh|Ngày tháng năm sinh|Ngày, tháng, năm sinh|Năm sinh|Sinh ngày|Date of birth|DOB|Birth date|"
    "Birthdate|Birthday|Born",
}


def folded(text: str) -> str:
    """The words of a heading or name for comparing. Not kit.importing's, which remembers what it was given."""
    return search_key(text).strip()


_KEYS = {folded(name): key for key, names in _HEADINGS.items() for name in names.split("|")}
_TAKEN = ("name", "title", "nationality", "role", "passport", "born")
_LONGEST_CELL = 2000  # the form tells what is too long for its column
_SUMS = ("tong cong", "tong so", "cong", "total")
_ORDINAL = re.compile(r"^\(?\d{1,3}\s*[.)/-]\s*(?=\D)")
_SHOWN = 60


class ListRefused(ValueError):
    """Nothing can be read; the text is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True)
class ReadMember:
    """A member as the list gives them, as text still to be checked; `passport` and `born` only when asked for."""

    line: int
    name: str
    title: str = ""
    nationality: str = ""
    role: str = ""
    passport: str = ""
    born: str = ""

    def __repr__(self) -> str:
        """Without what identifies the person: a traceback shows this."""
        return f"ReadMember(line={self.line})"


@dataclass(frozen=True)
class LineNote:
    """Something to tell about a line: why it was left out, or which cell was."""

    line: int
    text: str


@dataclass(frozen=True)
class MemberList:
    """What was read. `dropped` names the columns that this person may not bring in."""

    members: tuple[ReadMember, ...]
    skipped: tuple[LineNote, ...] = ()
    notes: tuple[LineNote, ...] = ()
    unknown: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    blanks: int = field(default=0)


def rows_of_text(text: str) -> list[SheetRow]:
    """The lines of a pasted table: cells parted by tabs as Excel copies them, quoted ones may hold line ends.

    Raises ListRefused when there is too much.
    """
    if len(text) > LONGEST_PASTE:
        raise ListRefused(TOO_LONG)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    quoting: Any = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), quoting=quoting)
    rows, start = [], 1
    for cells in reader:
        rows.append(SheetRow(start, tuple(cell_value(cell) for cell in cells)))
        start = reader.line_num + 1
    return rows


def _delimiter(text: str) -> str:
    return next((mark for mark in ("\t", ";", "|") if mark in text), "\t")


def rows_of_sheets(sheets: Iterable[Sheet]) -> list[SheetRow]:
    """The rows of the first shown sheet that holds a list, else of the first shown one."""
    shown_sheets = [list(sheet.rows) for sheet in sheets if not sheet.is_hidden and sheet.rows]
    with_list = (rows for rows in shown_sheets if any("name" in _columns(row) for row in rows))
    return next(with_list, shown_sheets[0] if shown_sheets else [])


def read_members(
    rows: Sequence[SheetRow], *, countries: Mapping[str, str], takes_identities: bool = False
) -> MemberList:
    """The members of a list. `countries` gives the name of a country by each of its folded names.

    Raises ListRefused when there is no heading, two columns for one thing, or no member.
    """
    filled = [row for row in rows if not row.is_blank]
    if not filled:
        raise ListRefused(EMPTY)
    start = next((place for place, row in enumerate(filled) if "name" in _columns(row)), None)
    if start is None:
        filled, start = _bare_names(filled), 0
    head = filled[start]
    columns = _columns(head)
    _refuse_two(head)
    skipped = [_title(row) for row in filled[:start]]
    members: list[ReadMember] = []
    notes: list[LineNote] = []
    for row in filled[start + 1 :]:
        if reason := _no_member(row, columns, len(members)):
            skipped.append(LineNote(row.number, reason))
            continue
        member, problems = _member(row, columns, takes_identities)
        members.append(replace(member, nationality=countries.get(folded(member.nationality), member.nationality)))
        notes += problems
    if not members:
        raise ListRefused(NO_MEMBER)
    return MemberList(
        tuple(members),
        tuple(skipped),
        (*notes, *_left_blank(members, columns)),
        tuple(shown(cell) for place, cell in enumerate(head.cells) if cell is not None and not _key(cell)),
        () if takes_identities else tuple(LABELS[key] for key in SECRET if key in columns),
        filled[-1].number - filled[0].number + 1 - len(filled),
    )


# Headings -----------------------------------------------------------------------


def _key(cell: CellValue) -> str:
    """What a heading means: as a whole, else one of its parts ("Họ và tên / Full name")."""
    if not isinstance(cell, str):
        return ""
    parts = [cell, *re.split(r"[/()\n|–-]", cell), *(re.split(r"[/()\n|–,-]", cell))]
    return next((_KEYS[words] for part in parts if (words := folded(part)) in _KEYS), "")


def _columns(row: SheetRow) -> dict[str, int]:
    """The place of each known heading in a row."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if key := _key(cell):
            found.setdefault(key, place)
    return found


def _refuse_two(head: SheetRow) -> None:
    keys = [key for cell in head.cells if (key := _key(cell))]
    for key in keys:
        if keys.count(key) > 1 and key != "order":
            raise ListRefused(TWO_COLUMNS.format(label=LABELS[key]))


def _bare_names(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """A list without headings is taken only when it is nothing but names, one a line."""
    if any(len([cell for cell in row.cells if cell is not None]) != 1 for row in rows):
        raise ListRefused(NO_HEADING)
    names = [SheetRow(row.number, tuple(cell for cell in row.cells if cell is not None)) for row in rows]
    if any(not isinstance(row.cells[0], str) or any(ch.isdigit() for ch in _bare(row.cells[0])) for row in names):
        raise ListRefused(NO_HEADING)
    return [SheetRow(0, (LABELS["name"],)), *names]


# Lines --------------------------------------------------------------------------


def _title(row: SheetRow) -> LineNote:
    """A line above the list; it is repeated only when it is one merged cell."""
    cells = [cell for cell in row.cells if cell is not None]
    text = f"“{shown(cells[0])[:_SHOWN]}”, " if len(cells) == 1 else ""
    return LineNote(row.number, f"{text}{TITLE_LINE}")


def _no_member(row: SheetRow, columns: Mapping[str, int], so_far: int) -> str:
    """Why a line under the headings is no member; nothing when it is one."""
    name = _cell(row, columns, "name")
    if name is None:
        first = _cell(row, columns, "order")
        told = f"“{shown(first)[:_SHOWN]}”, " if isinstance(first, str) else ""
        return f"{told}{NO_NAME}"
    words = folded(shown(name))
    if _key(name) == "name":
        return AGAIN
    if words.startswith(_SUMS) and (words in _SUMS or any(ch.isdigit() for ch in words)):
        return SUM_LINE
    return ONE_TOO_MANY if so_far >= MOST_MEMBERS else ""


def _cell(row: SheetRow, columns: Mapping[str, int], key: str) -> CellValue:
    place = columns.get(key)
    return row.cells[place] if place is not None and place < len(row.cells) else None


def _bare(cell: CellValue) -> str:
    """A name without the number typed before it: "1. Trần Thị Mai"."""
    return _ORDINAL.sub("", shown(cell))


def _member(row: SheetRow, columns: Mapping[str, int], takes_identities: bool) -> tuple[ReadMember, list[LineNote]]:
    texts: dict[str, str] = {}
    notes = []
    for key in _TAKEN:
        if key in SECRET and not takes_identities:
            continue
        cell = _cell(row, columns, key)
        try:
            refuse_fault(cell)
            texts[key] = read_text(cell, limit=_LONGEST_CELL)
        except CellRefused as refused:
            texts[key] = ""
            notes.append(LineNote(row.number, UNREAD.format(label=LABELS[key].lower(), problem=refused)))
    texts["name"] = _bare(texts["name"]) or shown(_cell(row, columns, "name"))
    return ReadMember(row.number, **texts), notes


def _left_blank(members: Sequence[ReadMember], columns: Mapping[str, int]) -> list[LineNote]:
    """Lines without a nationality while others have one: usually a merged cell, which is never guessed."""
    if "nationality" not in columns or not any(member.nationality for member in members):
        return []
    text = "để trống quốc tịch (có thể là ô gộp), tự điền ở bảng"
    return [LineNote(member.line, text) for member in members if not member.nationality]
