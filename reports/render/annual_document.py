"""The annual summary as a document: head, paragraphs, tables, signature, annexes. Page and PDF print this one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.kit.partial_dates import long_date
from reports import narrative
from reports.annual_sections import CLOSING, HEADINGS, OPENING, Heading, Piece, drafts_of, text_of
from reports.render.annual_annexes import annexes
from reports.render.annual_charts import Chart, charts
from reports.render.annual_tables import text_tables
from reports.render.sheets import Annex, PrintTable
from reports.render.typography import NO_BREAK_SPACE, bind, bind_paragraph, two_lines
from reports.summary import Body, Summary

GAP = NO_BREAK_SPACE * 5
"""Space to write a number or a day by hand."""
DOTS = "…" * 30
"""What staff have not written yet."""
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class KeptText:
    """What was kept for the report: number, day of signing, texts by key of paragraph."""

    number: str = ""
    dated_on: date | None = None
    paragraphs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The head of an official document (NĐ 30/2020, Phụ lục I)."""

    parent: str
    body: str
    symbol: str
    place_and_day: str


@dataclass(frozen=True)
class Paragraph:
    """Text with its pointer to an annex; an open one is to be written by staff."""

    text: str
    pointer: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Block:
    """A heading with its paragraphs, the table after them and the charts below it."""

    level: int
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: PrintTable | None = None
    charts: tuple[Chart, ...] = ()

    @property
    def is_main(self) -> bool:
        return self.level == 2


@dataclass(frozen=True)
class Signature:
    """Who signs, and who gets the paper."""

    authority: str
    title: str
    name: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """Everything the template prints. `ending` stays on one page with the signature."""

    year: int
    title: tuple[str, str]
    head: Head
    opening: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    ending: tuple[Paragraph, ...]
    signature: Signature
    annexes: tuple[Annex, ...]
    enclosed: str
    issuer: str
    is_draft: bool = True
    is_demonstration: bool = False

    @property
    def name(self) -> str:
        """What the document is called in a list of files."""
        return f"Báo cáo tổng kết công tác năm {self.year} và phương hướng, nhiệm vụ năm {self.year + 1}"


def document(summary: Summary, kept: KeptText, *, is_demonstration: bool = False) -> Document:
    """The document of a summary with what staff kept; a year without data has head, title and one sentence."""
    head, symbol = _head(summary, kept), _symbol(summary.body, kept.number)
    first, second = f"Tổng kết công tác năm {summary.year}", f"và phương hướng, nhiệm vụ năm {summary.year + 1}"
    texts = _Texts(summary, kept.paragraphs)
    blocks, ending = ((), (Paragraph(narrative.NO_DATA),)) if summary.is_empty else _text(texts)
    return Document(
        year=summary.year,
        title=(first, second),
        head=head,
        opening=() if summary.is_empty else texts.paragraphs(OPENING),
        blocks=blocks,
        ending=ending,
        signature=_signature(summary.body),
        annexes=() if summary.is_empty else texts.annexes,
        enclosed=f"(Kèm theo Báo cáo số {symbol} {_day(kept.dated_on, summary.year)}\ncủa {summary.body.name})",
        issuer=summary.body.name,
        is_demonstration=is_demonstration,
    )


# Head and signature -----------------------------------------------------------


def _head(summary: Summary, kept: KeptText) -> Head:
    body = summary.body
    return Head(
        parent=body.parent_body,
        body=two_lines(body.name.upper()),
        symbol=_symbol(body, kept.number),
        place_and_day=f"{body.place_name}, {_day(kept.dated_on, summary.year)}",
    )


def _symbol(body: Body, number: str) -> str:
    """ "05/BC-LHHN"; below ten with a zero in front, without a number with space to write it."""
    if "/" in number:
        return number
    written = f"{int(number):02d}" if number.isdecimal() and number.isascii() else number
    return f"{written or GAP}/{body.report_symbol}"


def _day(day: date | None, year: int) -> str:
    """ "ngày 06 tháng 3 năm 2020"; without a day, space to write it in the year after the report's."""
    said = f"ngày{GAP}tháng{GAP}năm {year + 1}" if day is None else long_date(day)
    return bind(said)


def _signature(body: Body) -> Signature:
    lines = [f"{line};" for line in body.recipients]
    return Signature(body.authority, body.title, body.signatory, (*lines, f"Lưu: {body.filing_symbol or 'VT'}."))


# Text -------------------------------------------------------------------------


class _Texts:
    """The texts of one summary, drafted once."""

    def __init__(self, summary: Summary, kept: Mapping[str, str]) -> None:
        self.summary, self.kept = summary, kept
        self.drafts = drafts_of(summary)
        self.annexes = annexes(summary)
        self.numbers = {annex.key: annex.number for annex in self.annexes}

    def paragraphs(self, piece: Piece) -> tuple[Paragraph, ...]:
        """The paragraphs under a key; the pointer stands behind the last one, when its annex is printed."""
        found = text_of(piece, self.drafts, self.kept).replace("\r\n", "\n")
        texts = [part.strip() for part in found.split(narrative.PARAGRAPH) if part.strip()]
        if not texts:
            return (Paragraph(DOTS, is_open=True),) if piece.is_staff else ()
        last = Paragraph(bind_paragraph(texts[-1]), self._pointer(piece))
        return (*(Paragraph(bind_paragraph(text)) for text in texts[:-1]), last)

    def _pointer(self, piece: Piece) -> str:
        numbers = [self.numbers[key] for key in piece.annexes if key in self.numbers]
        return bind(piece.pointer.format(numbers=", ".join(numbers))) if numbers else ""


def _text(texts: _Texts) -> tuple[tuple[Block, ...], tuple[Paragraph, ...]]:
    """The blocks, and the ending: the last paragraph of the last block with the closing sentence."""
    tables, pictures = text_tables(texts.summary), charts(texts.summary)
    blocks = [_block(heading, texts, tables, pictures) for heading in HEADINGS]
    last = blocks.pop()
    blocks.append(Block(last.level, last.heading, last.paragraphs[:-1]))
    return tuple(blocks), (*last.paragraphs[-1:], *texts.paragraphs(CLOSING))


def _block(heading: Heading, texts: _Texts, tables: Mapping[str, PrintTable], pictures: tuple[Chart, ...]) -> Block:
    return Block(
        level=heading.level,
        heading=heading.words(texts.summary.year),
        paragraphs=tuple(paragraph for piece in heading.pieces for paragraph in texts.paragraphs(piece)),
        table=tables.get(heading.table),
        charts=pictures if heading.table == "targets" and "targets" in tables else (),
    )
