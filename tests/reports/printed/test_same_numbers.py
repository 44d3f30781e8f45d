"""One number everywhere: each table cell by cell, and each number of the text, on the page and in the three files."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pdfplumber
import pytest
from django.db import transaction
from django.test import Client

from config.accounts.models import Role
from reports.printed.asked import default_body, occasion_named
from reports.printed.document import Document
from reports.printed.drafts import draft_of
from reports.printed.sheets import PrintCell, PrintTable, placed
from reports.printed.spreadsheet import Leaf, leaves
from tests.conftest import SIGN_IN_BACKEND, person
from tests.factories.annual import certified, make_many_projects, make_office
from tests.factories.reports import giver

pytestmark = [pytest.mark.django_db, pytest.mark.page]

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
LATER = date(2026, 1, 1)
"""A day after every report below has ended, as all days are on which the tests run."""
POINTS_PER_MM = 72 / 25.4
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Rows = list[list[str]]


def bare(text: str) -> str:
    """Without any space: narrow columns break lines anywhere."""
    return "".join(text.split())


def numbers(texts: Sequence[str]) -> list[str]:
    return [found for text in texts for found in NUMBER.findall(text)]


# What the document says ----------------------------------------------------------


def tables_of(document: Document) -> list[PrintTable]:
    in_text = [block.table for block in document.blocks if block.table is not None]
    return in_text + [table for annex in document.annexes for table in annex.tables]


def rows_of(table: PrintTable) -> Rows:
    return [[bare(cell.words) for cell in row.cells] for row in (*table.head, *table.body, *table.foot)]


# The page ------------------------------------------------------------------------


class Page(HTMLParser):
    """The article of a page: cells of its tables, its other texts in their order, labels of its drawings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self.texts: list[str] = []
        self.labels: list[str] = []
        self._inside: list[str] = []
        self.feed(html[html.index("<article") : html.index("</article>")])

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in {"br", "col", "line", "rect", "circle", "path"}:
            self.texts.append("")
            return
        self._inside.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        else:
            self.texts.append("")

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & {*self._inside}:
            self.tables[-1][-1][-1] += bare(data)
        elif "svg" not in self._inside:
            self.texts[-1] += data
        elif not {"title", "desc"} & {*self._inside}:
            self.labels.append(data)


# The PDF -------------------------------------------------------------------------


class Pdf:
    """Rows of the tables of all pages, and the text around them; page numbers and feet left out."""

    def __init__(self, content: bytes) -> None:
        self.rows: Rows = []
        self.texts: list[str] = []
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                self._read(page)

    def _read(self, page: Any) -> None:
        # Two bars of a chart make a box as well; every table has four columns and more.
        found = [table for table in page.find_tables() if len(table.rows[0].cells) > 3]
        for table in found:
            self.rows += [[bare(cell) for cell in row if cell is not None] for row in table.extract()]
        boxes = [table.bbox for table in found]
        top, bottom = 18 * POINTS_PER_MM, page.height - 18 * POINTS_PER_MM

        def is_text(thing: Any) -> bool:
            middle = ((thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2)
            inside = any(box[0] < middle[0] < box[2] and box[1] < middle[1] < box[3] for box in boxes)
            return not inside and top < middle[1] < bottom

        self.texts.append(page.filter(is_text).extract_text())


def without_repeated_heads(found: Rows, tables: Sequence[PrintTable]) -> Rows:
    """The rows without those heads that a page begins with because a table goes on."""
    expected = [(row, rows_of(table)[: len(table.head)]) for table in tables for row in rows_of(table)]
    kept: Rows = []
    for row in found:
        wanted, heads = expected[min(len(kept), len(expected) - 1)]
        if row == wanted or row not in heads:
            kept.append(row)
    return kept


# The Word file -------------------------------------------------------------------


class Word:
    """Rows of the tables that have a style of tables, and the paragraphs around them."""

    def __init__(self, content: bytes) -> None:
        self.tables: list[Rows] = []
        self.texts: list[str] = []
        xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
        body = ElementTree.fromstring(xml).find(f"{WORD}body")  # noqa: S314  our own file
        assert body is not None
        for part in body:
            style = part.find(f"{WORD}tblPr/{WORD}tblStyle")
            if style is not None and style.get(f"{WORD}val") in {"BangDanhMuc", "BangSoLieu"}:
                self.tables.append([self._row(row) for row in part.iter(f"{WORD}tr")])
            else:
                self.texts += [self._text(paragraph) for paragraph in part.iter(f"{WORD}p")]

    def _row(self, row: Any) -> list[str]:
        """The cells that begin here; the rest of one that goes down over rows says nothing."""
        cells = row.findall(f"{WORD}tc")
        merged = [cell.find(f"{WORD}tcPr/{WORD}vMerge") for cell in cells]
        return [
            bare(self._text(cell))
            for cell, merge in zip(cells, merged, strict=True)
            if merge is None or merge.get(f"{WORD}val") == "restart"
        ]

    def _text(self, part: Any) -> str:
        breaks = {f"{WORD}br", f"{WORD}tab"}
        return "".join(" " if found.tag in breaks else found.text or "" for found in part.iter() if self._says(found))

    def _says(self, found: Any) -> bool:
        return found.tag in {f"{WORD}t", f"{WORD}br", f"{WORD}tab"}


# The Excel file ------------------------------------------------------------------


class Excel:
    """The workbook twice: with its formulas, and with the numbers that stood in them when it was written."""

    def __init__(self, content: bytes) -> None:
        self.formulas, self.values = (
            openpyxl.load_workbook(io.BytesIO(content), data_only=data_only) for data_only in (False, True)
        )

    def cells(self, leaf: Leaf) -> Iterator[tuple[PrintCell, Any, Any]]:
        """Each printed cell of a table, with the cell of the sheet and the number its formula showed."""
        row = len(leaf.above) + bool(leaf.table.unit) + 1
        sheet, shown = self.formulas[leaf.name], self.values[leaf.name]
        for part in (leaf.table.head, leaf.table.body, leaf.table.foot):
            for line, column, cell in placed(part):
                place = {"row": row + line, "column": column + 1}
                yield cell, sheet.cell(**place), shown.cell(**place).value
            row += len(part)

    def computed(self, cell: Any) -> Decimal:
        """The number of a cell, a formula added up from its ranges anew."""
        if cell.data_type != "f":
            return Decimal(str(cell.value)) if cell.data_type == "n" and cell.value is not None else Decimal(0)
        ranges = re.fullmatch(r"=SUM\(([A-Z0-9:,]+)\)", cell.value)
        assert ranges, cell.value
        total = Decimal(0)
        for part in ranges[1].split(","):
            held = cell.parent[part]
            for found in [one for row in held for one in row] if isinstance(held, tuple) else [held]:
                total += self.computed(found)
        return total


def as_shown(value: Decimal, number_format: str) -> str:
    """The number as a Vietnamese Excel shows it."""
    first = number_format.split(";")[1 if value < 0 and ";" in number_format else 0]
    before, plain, places, after = re.fullmatch(r'([+-]|"[^"]*")?(#,##0|0)((?:\.0+)?)("[^"]*")?', first).groups()  # type: ignore[union-attr]
    digits = max(len(places) - 1, 0)
    written = f"{abs(value):,.{digits}f}" if "," in plain else f"{abs(value):.{digits}f}"
    swapped = written.translate(str.maketrans(",.", ".,"))
    minus = "-" if value < 0 and ";" not in number_format else ""
    return bare(f"{minus}{(before or '').strip(chr(34))}{swapped}{(after or '').strip(chr(34))}")


# All of them ---------------------------------------------------------------------


@dataclass(frozen=True)
class Forms:
    document: Document
    page: Page
    pdf: Pdf
    word: Word
    excel: Excel

    @property
    def tables(self) -> list[PrintTable]:
        return tables_of(self.document)


@pytest.fixture(scope="module", params=["annual/2019", "term/2015-2020"])
def forms(request: Any, django_db_setup: None, django_db_blocker: Any) -> Forms:
    """A report of a made-up office on a leader's screen, and the three files as they come from there."""
    address = f"/reports/{request.param}"
    with django_db_blocker.unblock(), transaction.atomic():
        make_office()
        make_many_projects(20)
        certified(giver(name="Tổ chức Tầm nhìn"), date(2019, 6, 30))
        client = Client()
        client.force_login(person("lanhdao", "Nguyễn Thị Ngọc Ưng", Role.LEADER), backend=SIGN_IN_BACKEND)
        draft = draft_of(occasion_named(*request.param.split("/")), today=LATER, body=default_body())
        made = Forms(
            draft.document(),
            Page(client.get(f"{address}/").content.decode()),
            Pdf(client.get(f"{address}.pdf").content),
            Word(client.get(f"{address}.docx").content),
            Excel(client.get(f"{address}.xlsx").content),
        )
        transaction.set_rollback(True)
    return made


def test_the_office_has_every_table(forms: Forms) -> None:
    """Else the tests below compare less than they say."""
    names = [table.name for table in forms.tables]

    assert len(names) == len(set(names))
    assert {*names} >= {"targets", "projects", "incoming", "outgoing", "members", "classes", "years", "partners"}
    assert len(forms.document.annexes) >= 9


def test_tables_of_the_page(forms: Forms) -> None:
    assert forms.page.tables == [rows_of(table) for table in forms.tables]


def test_tables_of_the_pdf(forms: Forms) -> None:
    expected = [row for table in forms.tables for row in rows_of(table)]

    assert without_repeated_heads(forms.pdf.rows, forms.tables) == expected


def test_tables_of_the_word_file(forms: Forms) -> None:
    assert forms.word.tables == [rows_of(table) for table in forms.tables]


def test_tables_of_the_excel_file(forms: Forms) -> None:
    """A number shows the printed words, a formula gives the number it was written with, words are the words."""
    for leaf in leaves(forms.document):
        for printed, cell, shown in forms.excel.cells(leaf):
            if printed.value is None:
                assert bare(str(cell.value or "")) == bare(printed.words)
                continue
            assert forms.excel.computed(cell) == Decimal(str(shown)) == printed.value
            said = as_shown(printed.value, cell.number_format)
            assert said.replace(",00", "") == bare(printed.words).replace(",00", "")


def test_every_sum_is_a_formula(forms: Forms) -> None:
    found = [
        (leaf.name, cell.coordinate, cell.value)
        for leaf in leaves(forms.document)
        for printed, cell, _ in forms.excel.cells(leaf)
        if printed.adds and cell.data_type != "f"
    ]

    assert found == []


def test_every_number_of_a_table_is_a_number(forms: Forms) -> None:
    """In a column of numbers only marks are words."""
    found = {
        cell.words
        for table in forms.tables
        for row in (*table.body, *table.foot)
        for cell in row.cells
        if cell.css == "n" and cell.value is None
    }

    assert found <= {"-", "…", "một số"}


def test_numbers_of_the_text(forms: Forms) -> None:
    """In their order on the page and in Word; the PDF has them by place on the paper, with those of the charts."""
    on_page = numbers(forms.page.texts)

    assert len(on_page) > 150
    assert numbers(forms.word.texts) == on_page
    assert Counter(numbers(forms.pdf.texts)) == Counter(on_page + numbers(forms.page.labels))
