"""Reads a workbook's bytes into sheets of cells that know their row as Excel shows it.

A file that is no workbook, is locked or too large is refused with a sentence (`FileRefused`)
before anything is planned. Limits: 10 MB, 20.000 rows and 200 columns a sheet; the sizes are
counted in the packed file first, because one stray cell far below makes the reader allocate
everything above it.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from config.kit.importing import CellValue, cell_value

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_UNPACKED = 200 * 1024 * 1024

_NO_WORKBOOK = "Tệp này không phải tệp Excel đọc được. Mở tệp bằng Excel, chọn “Lưu thành” loại .xlsx rồi nhập lại."
_LOCKED = "Tệp Excel này có mật khẩu nên chưa đọc được. Bỏ mật khẩu mở tệp trong Excel rồi nhập lại."
_EMPTY = "Tệp này rỗng (0 byte). Kiểm tra lại tệp rồi nhập lại."
_BLANK = "Tệp này không có ô nào có nội dung. Kiểm tra lại tệp rồi nhập lại."
TOO_LARGE = "Tệp lớn hơn 10 MB. Tách thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
_TOO_LONG = (
    f"Trang “{{}}” có ô nằm quá dòng {MAX_ROWS:,} hoặc quá cột thứ {MAX_COLUMNS}. "
    "Xóa các ô thừa hoặc tách thành nhiều tệp rồi nhập lại."
).replace(",", ".", 1)

_OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A cell with content, in any order of its attributes; an empty styled cell ends in "/>".
_CELL = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


# Formulas whose result is an error, or which hold no result: the reader gives both as empty cells.
_FAULT = re.compile(
    rb'<c (?P<attributes>[^>]*)>(?:<is>.*?</is>|<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>(?P<value>[^<]*)</v>|<v/>)?</c>'
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?:id="([^"]*)"')
_TARGET = re.compile(r"<Relationship [^>]*>")

Faults = dict[str, dict[tuple[int, int], str]]


class FileRefused(ValueError):
    """The file cannot be brought in as a whole; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class SheetRow:
    """One row: `number` as Excel shows it, cells from column A on."""

    number: int
    cells: tuple[CellValue, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A sheet with its non-blank rows. `is_hidden` sheets are told about, not read."""

    name: str
    rows: tuple[SheetRow, ...]
    is_hidden: bool = False


def read_workbook(content: bytes) -> list[Sheet]:
    """All sheets of a workbook in their order. Raises FileRefused."""
    _check_size(content)
    book = _opened(content)
    sheets = [_sheet(book, meta) for meta in book.sheets_metadata]
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(_BLANK)
    return sheets


def letter(index: int) -> str:
    """The letter of a column counted from 0: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _check_size(content: bytes) -> None:
    if not content:
        raise FileRefused(_EMPTY)
    if len(content) > MAX_BYTES:
        raise FileRefused(TOO_LARGE)
    if content.startswith(_OLD_FILE):
        if _ENCRYPTED in content:
            raise FileRefused(_LOCKED)
        return
    try:
        _check_packed(zipfile.ZipFile(BytesIO(content)))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise FileRefused(_NO_WORKBOOK) from error
    except RuntimeError as error:  # a member with a password
        raise FileRefused(_LOCKED) from error


def _check_packed(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FileRefused(TOO_LARGE)
    for member in members:
        if "worksheets/" in member.filename and member.filename.endswith(".xml"):
            with packed.open(member) as stream:
                text = stream.read(MAX_UNPACKED + 1)
            if any(int(row) > MAX_ROWS or _column(name) > MAX_COLUMNS for name, row in _CELL.findall(text)):
                raise FileRefused(_TOO_LONG.format(member.filename.rpartition("/")[2].removesuffix(".xml")))


def _column(name: bytes) -> int:
    number = 0
    for each in name:
        number = number * 26 + each - 64
    return number


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(content)))
    except PasswordError as error:
        raise FileRefused(_LOCKED) from error


def _sheet(book: CalamineWorkbook, meta: Any) -> Sheet:
    if meta.visible is not SheetVisibleEnum.Visible:
        return Sheet(meta.name, (), is_hidden=True)
    found = _guarded(lambda: book.get_sheet_by_name(meta.name))
    if found.end is not None and (found.end[0] >= MAX_ROWS or found.end[1] >= MAX_COLUMNS):
        raise FileRefused(_TOO_LONG.format(meta.name))
    rows = _guarded(lambda: found.to_python(skip_empty_area=False))
    return Sheet(meta.name, tuple(row for row in _rows(rows) if not row.is_blank))


def _rows(raw: list[list[Any]]) -> Iterator[SheetRow]:
    for number, cells in enumerate(raw, start=1):
        yield SheetRow(number, tuple(cell_value(cell) for cell in cells))


def _guarded(read: Any) -> Any:
    """Whatever goes wrong inside the reader means a damaged file, also its panic, which is no Exception."""
    try:
        return read()
    except PasswordError:
        raise
    except (CalamineError, OSError, ValueError, TypeError, RuntimeError) as error:
        raise FileRefused(_NO_WORKBOOK) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused(_NO_WORKBOOK) from error
