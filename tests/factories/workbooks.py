"""Workbooks made in memory: sheets of rows, the first row its headings."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]

NGO_HEAD = ("Tên tổ chức", "Quốc gia")
PROJECT_HEAD = ("Mã", "Tên khoản viện trợ", "Bên tài trợ", "Hình thức")
LEDGER_HEAD = ("Mã", "Ngày", "Số tiền", "Loại tiền")


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets; dates become date cells, None an empty cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    ) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(row_number, column, value, day)  # type: ignore[arg-type]
                    elif value is not None:
                        sheet.write(row_number, column, value)
    return buffer.getvalue()


def project_sheets(**more: Rows) -> dict[str, Rows]:
    """One organisation with one project, and further sheets."""
    return {
        "Tổ chức": [NGO_HEAD, ("Quỹ Hạt Giống", "Đức")],
        "Dự án": [PROJECT_HEAD, ("DA-1", "Trạm y tế xã Tức Tranh", "Quỹ Hạt Giống", "Dự án")],
        **more,
    }
