"""Lists as spreadsheets: the same columns and filters as on the screen."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from config.kit.tables import Column, plain
from config.kit.text import slug

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(kind: str, title: str, columns: Sequence[Column], items: Iterable[Any]) -> HttpResponse:
    """A response with the rows as `xlsx` or `csv`. Raises KeyError for another kind."""
    heads = [head for column in columns for head in _heads(column)]
    rows = ([value for column in columns for value in _values(column, item)] for item in items)
    content, content_type = {"xlsx": _xlsx, "csv": _csv}[kind](heads, rows)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slug(title)}.{kind}"'
    return response


def _heads(column: Column) -> list[str]:
    heads = [column.label]
    if column.kind == "money":
        heads.append("Loại tiền")
    if column.sub is not None:
        heads.append(f"{column.label} (ghi thêm)")
    return heads


def _values(column: Column, item: Any) -> list[Any]:
    value = column.value(item)
    values = [plain(column.kind, value)]
    if column.kind == "money":
        values.append(value[1] if value else "")
    if column.sub is not None:
        values.append(column.sub(item))
    return values


def _xlsx(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[bytes, str]:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Danh sách")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        cents = book.add_format({"num_format": "#,##0.00"})
        whole = book.add_format({"num_format": "#,##0"})
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, max(1, len(heads) - 1), 18)
        for number, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, Decimal):
                    sheet.write_number(number, column, value, cents)
                elif isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(number, column, value, whole)
                else:
                    sheet.write_string(number, column, str(value))
    return buffer.getvalue(), XLSX


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[bytes, str]:
    """UTF-8 with a mark at the start and semicolons, as Excel with Vietnamese settings opens it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(heads)
    for values in rows:
        writer.writerow([_csv_text(value) for value in values])
    return buffer.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def _csv_text(value: Any) -> str:
    """Plain text; a leading = + - @ in words is defused so that no spreadsheet runs it."""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    text = str(value)
    if isinstance(value, str) and text[:1] in {"=", "+", "-", "@", "\t"}:
        return "'" + text
    return text
