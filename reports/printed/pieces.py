"""The PDF of a report. A long one is laid out piece by piece: its text, then each annex, long tables some rows at a
time, so that memory does not grow with the rows (a row takes half a megabyte while it is laid out).

A piece ends with a full page: its last page is dropped, and the next piece begins with the first row that stood
there. The joined file reads like one made at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from config.kit.numbers import write_number
from config.kit.pdf import Piece, make_joined, make_pdf
from reports.printed.document import Document
from reports.printed.sheets import Annex, PrintTable

TEMPLATE = "reports/printed/document.html"
LONG = 500
"""Rows of annexes from which a PDF is made in pieces, and outside the request: some ten seconds."""
ROWS = 200
Place = tuple[int, int]
Told = Callable[[str], None]
ANCHOR = "hang-{}-{}"


def rows_of(document: Document) -> int:
    """How many rows the annexes hold."""
    return sum(_length(annex) for annex in document.annexes)


def pdf_file(document: Document, told: Told = lambda step: None) -> bytes:
    """`told` hears in words what is being made. Raises PdfUnavailable on a machine that cannot make PDFs."""
    if rows_of(document) < LONG:
        return make_pdf(TEMPLATE, {"document": document})
    return make_joined(_pieces(document, told))


def _length(annex: Annex) -> int:
    return sum(len(table.body) for table in annex.tables)


def _pieces(document: Document, told: Told) -> Iterator[Piece]:
    told("Đang dựng phần lời văn")
    yield Piece(TEMPLATE, {"document": replace(document, annexes=())}, "", len)
    for annex in document.annexes:
        yield from _AnnexPieces(document, annex, ROWS).pieces(told)
    told("Đang ghép các phần")


@dataclass
class _AnnexPieces:
    """An annex under way: how many rows to lay out, the table and row they begin with, and the pages so far."""

    document: Document
    annex: Annex
    rows: int
    next: Place | None = (0, 0)
    pages: int = 0

    def pieces(self, told: Told) -> Iterator[Piece]:
        while self.next is not None:
            told(self._step(self.next))
            tables, self.last = _cut(self.annex.tables, self.next, self.rows)
            context = {
                "document": self.document,
                "annex": replace(self.annex, tables=tables),
                "is_first": not self.pages,
            }
            yield Piece(TEMPLATE, context, self._css(), self._laid_out)

    def _step(self, place: Place) -> str:
        done = sum(len(table.body) for table in self.annex.tables[: place[0]]) + place[1]
        whole = _length(self.annex)
        told = f"Đang dựng Phụ lục {self.annex.number}"
        return f"{told}, dòng {write_number(done + 1)} trên {write_number(whole)}" if whole > ROWS else told

    def _css(self) -> str:
        """A further piece goes on counting pages and names its annex in the foot as the pages before; important, for
        these words stand against those of static/css/report.css."""
        if not self.pages:
            return ""
        name = self.annex.css
        return (
            f"@page {name}:nth(1 of {name}){{counter-reset:page {self.pages + 1}!important;"
            "@top-center{content:counter(page)!important}}"
            f'@page{{@bottom-left{{content:"Phụ lục {self.annex.number}"!important}}}}'
        )

    def _laid_out(self, anchors: list[set[str]]) -> int:
        """How many pages are kept; the next piece begins with the first row of the first one dropped."""
        shown = [_rows_on(names) for names in anchors]
        cut = _cut_page(shown) if self.last is not None else None
        if self.last is not None and cut is None:
            # Not one page was filled by whole rows: lay the same out again with more of them.
            self.rows *= 2
            return 0
        self.rows, self.next = ROWS, min(shown[cut]) if cut is not None else None
        kept = len(anchors) if cut is None else cut
        self.pages += kept
        return kept


def _rows_on(names: set[str]) -> set[Place]:
    """The rows on a page, from the names of its anchors."""
    return {(int(table), int(row)) for _, table, row in (name.split("-") for name in names)}


def _cut_page(shown: list[set[Place]]) -> int | None:
    """The last page that begins with a row of its own, not with the rest of a row of the page before."""
    for place in range(len(shown) - 1, 0, -1):
        if shown[place] and not (shown[place - 1] and min(shown[place]) in shown[place - 1]):
            return place
    return None


def _cut(tables: tuple[PrintTable, ...], start: Place, rows: int) -> tuple[tuple[PrintTable, ...], Place | None]:
    """The tables from a row on, as far as so many rows go, their rows marked; and where they were cut, if they were."""
    taken: list[PrintTable] = []
    for place in range(start[0], len(tables)):
        table, first = tables[place], start[1] if place == start[0] else 0
        part = _part(table, place, first, first + rows)
        taken.append(part)
        rows -= len(part.body)
        if first + len(part.body) < len(table.body) or (rows <= 0 and place + 1 < len(tables)):
            return tuple(taken), (place, first + len(part.body))
    return tuple(taken), None


def _part(table: PrintTable, place: int, first: int, end: int) -> PrintTable:
    """Rows of a table; what stands above a table stands above its first row only, what stands below below its last."""
    body = tuple(
        replace(row, anchor=ANCHOR.format(place, number))
        for number, row in enumerate(table.body[first:end], start=first)
    )
    part = replace(table, body=body)
    if first:
        part = replace(part, caption="", unit="")
    return part if end >= len(table.body) else replace(part, foot=(), notes=())
