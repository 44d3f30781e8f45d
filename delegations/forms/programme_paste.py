"""Lines of a programme pasted from Excel or a table of Word, as texts for the rows of the form. Nothing is judged
here: what cannot be read is refused in its row, with everything pasted still there."""

import csv
import re

from config.kit.text import fold, nfc, tidy
from delegations.forms.times import UnreadableTime, read_span, read_time

ORDER = ("day", "starts_at", "ends_at", "content", "place", "counterpart", "in_charge", "vehicle", "interpreter")
ORDER_WITH_SPANS = ("day", "hours", *ORDER[3:])

# How the head of a column begins, folded; a longer one before its beginning.
HEADS = (
    ("noi dung bang tieng anh", "content_en"),
    ("noi dung (tieng anh)", "content_en"),
    ("dia diem bang tieng anh", "place_en"),
    ("dia diem (tieng anh)", "place_en"),
    ("ngay", "day"),
    ("thoi gian", "hours"),
    ("gio bat dau", "starts_at"),
    ("gio ket thuc", "ends_at"),
    ("gio", "hours"),
    ("tu", "starts_at"),
    ("den", "ends_at"),
    ("noi dung", "content"),
    ("hoat dong", "content"),
    ("dia diem", "place"),
    ("thanh phan", "counterpart"),
    ("nguoi tiep", "counterpart"),
    ("phu trach", "in_charge"),
    ("nguoi phu trach", "in_charge"),
    ("xe", "vehicle"),
    ("phuong tien", "vehicle"),
    ("phien dich", "interpreter"),
)
WEEKDAY = re.compile(r"^(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|cn)[ ,]*(?:ngày )?(?=\d)", re.IGNORECASE)


def read_pasted(text: str) -> list[dict[str, str]]:
    """The lines with something in them, each as texts by field. A first line of column heads sets the columns,
    else they are in the order of the form; a day stands for the lines below it (merged cells come empty)."""
    lines = [[tidy(cell).replace("\n", " ") for cell in row] for row in csv.reader(_lines(text), delimiter="\t")]
    lines = [row for row in lines if any(row)]
    names = _heads(lines[0]) if lines else ()
    if names:
        lines = lines[1:]
    else:
        has_spans = any(len(row) > 1 and _is_span(row[1]) for row in lines)
        names = ORDER_WITH_SPANS if has_spans else ORDER
    return _days_carried([_row(names, cells) for cells in lines])


def _lines(text: str) -> list[str]:
    """As Excel copies them: a cell of several lines stands in quotes."""
    return nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").splitlines(keepends=True)


def _heads(cells: list[str]) -> tuple[str, ...]:
    """The fields a line of column heads names; nothing when it is no such line."""
    names = tuple(next((name for head, name in HEADS if fold(cell).startswith(head)), "") for cell in cells)
    return names if "content" in names and len([name for name in names if name]) > 1 else ()


def _row(names: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) == 1:
        return {"content": cells[0]}
    row = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
    if "hours" in row:
        row["starts_at"], row["ends_at"] = read_span(row.pop("hours"))
    if "day" in row:
        row["day"] = WEEKDAY.sub("", row["day"])
    return row


def _is_span(text: str) -> bool:
    first, second = read_span(text)
    try:
        return bool(second) and read_time(first) is not None and read_time(second) is not None
    except UnreadableTime:
        return False


def _days_carried(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    day = ""
    for row in rows:
        day = row.setdefault("day", day)
    return [row for row in rows if len(row) > 1 or row["day"]]
