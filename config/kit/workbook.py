"""Reads a workbook's bytes into sheets of cells that know their row as Excel shows it.

A file that is no workbook, is locked or too large is refused with a sentence (`FileRefused`)
before anything is planned. Limits: 10 MB, 20.000 rows and 200 columns a sheet (see `packed`).
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from config.kit.importing import CellValue, cell_value
from config.kit.packed import MAX_COLUMNS, MAX_ROWS, Inspection, Place, inspect

MAX_BYTES = 10 * 1024 * 1024

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

Faults = dict[str, dict[Place, str]]


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
    faults = _checked(content)
    book = _opened(content)
    sheets = [_sheet(book, meta, faults.get(meta.name, {})) for meta in book.sheets_metadata]
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


def _checked(content: bytes) -> Faults:
    """The failed formulas of a file that may be opened. Raises FileRefused for one that may not."""
    if not content:
        raise FileRefused(_EMPTY)
    if len(content) > MAX_BYTES:
        raise FileRefused(TOO_LARGE)
    if content.startswith(_OLD_FILE):
        if _ENCRYPTED in content:
            raise FileRefused(_LOCKED)
        return {}
    found = _inspected(content)
    for is_wrong, sentence in (
        (found.is_too_large, TOO_LARGE),
        (not found.is_workbook, _NO_WORKBOOK),
        (bool(found.too_long), _TOO_LONG.format(found.too_long)),
    ):
        if is_wrong:
            raise FileRefused(sentence)
    return found.faults


def _inspected(content: bytes) -> Inspection:
    try:
        return inspect(zipfile.ZipFile(BytesIO(content)))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise FileRefused(_NO_WORKBOOK) from error
    except RuntimeError as error:  # a member with a password
        raise FileRefused(_LOCKED) from error


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(content)))
    except PasswordError as error:
        raise FileRefused(_LOCKED) from error


def _sheet(book: CalamineWorkbook, meta: Any, faults: dict[Place, str]) -> Sheet:
    if meta.visible is not SheetVisibleEnum.Visible:
        return Sheet(meta.name, (), is_hidden=True)
    found = _guarded(lambda: book.get_sheet_by_name(meta.name))
    if found.end is not None and (found.end[0] >= MAX_ROWS or found.end[1] >= MAX_COLUMNS):
        raise FileRefused(_TOO_LONG.format(meta.name))
    rows = _guarded(lambda: found.to_python(skip_empty_area=False))
    return Sheet(meta.name, tuple(row for row in _rows(rows, faults) if not row.is_blank))


def _rows(raw: list[list[Any]], faults: dict[Place, str]) -> Iterator[SheetRow]:
    for (row, column), told in faults.items():
        if row < len(raw) and column < len(raw[row]):
            raw[row][column] = told
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
