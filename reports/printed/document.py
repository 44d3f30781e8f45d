"""The report as a document: head, paragraphs, tables, signature, annexes. Page, PDF, Word and Excel print this one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from config.kit.partial_dates import long_date
from config.kit.text import lower_first
from reports.printed import narrative
from reports.printed.annexes import annexes
from reports.printed.charts import Chart, charts
from reports.printed.outline import NumberedHeading, entries, numbered
from reports.printed.sections import CLOSING, OPENING, Piece, drafts_of, text_of
from reports.printed.sheets import Annex, PrintTable
from reports.printed.summary import Body, Summary
from reports.printed.text_tables import text_tables
from reports.printed.typography import NO_BREAK_SPACE, bind, bind_paragraph, two_lines

GAP = NO_BREAK_SPACE * 5
"""Space to write a number or a day by hand."""
DOTS = "…" * 30
"""What staff have not written yet."""
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class KeptText:
    """What was kept for the report: number, day of signing, texts by key of paragraph, the layout of its headings
    (outline.py), and whether its figures are estimates or final (reports.choices.Standing). `replaces` names the
    report that it corrects; `is_draft` until it is issued."""

    number: str = ""
    dated_on: date | None = None
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    layout: tuple[Mapping[str, Any], ...] = ()
    standing: str = ""
    replaces: str = ""
    is_draft: bool = True


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

    title: tuple[str, str]
    head: Head
    opening: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    ending: tuple[Paragraph, ...]
    signature: Signature
    annexes: tuple[Annex, ...]
    enclosed: str
    issuer: str
    as_of: date
    is_draft: bool = True
    is_demonstration: bool = False

    @property
    def name(self) -> str:
        """What the document is called in a list of files."""
        return f"Báo cáo {lower_first(' '.join(self.title))}"


def document(summary: Summary, kept: KeptText, *, is_demonstration: bool = False) -> Document:
    """The document of a summary with what staff kept; a year without data has head, title and one sentence."""
    summary = replace(summary, standing=kept.standing)
    head, symbol = _head(summary, kept), _symbol(summary.body, kept.number)
    signed = _day(kept.dated_on, summary.signed_in)
    texts = _Texts(summary, kept.paragraphs)
    blocks, ending = _parts(texts, kept)
    return Document(
        title=summary.occasion.title,
        head=head,
        opening=() if summary.is_empty else texts.paragraphs(OPENING),
        blocks=blocks,
        ending=ending,
        signature=_signature(summary.body),
        annexes=() if summary.is_empty else texts.annexes,
        enclosed=f"(Kèm theo Báo cáo số {symbol} {signed}\ncủa {summary.body.name})",
        issuer=summary.body.name,
        as_of=summary.as_of,
        is_draft=kept.is_draft,
        is_demonstration=is_demonstration,
    )


def _parts(texts: "_Texts", kept: KeptText) -> tuple[tuple[Block, ...], tuple[Paragraph, ...]]:
    """The blocks and the ending; a time without data has one sentence."""
    replacing = _replacing(texts.summary, kept)
    if texts.summary.is_empty:
        return (), (Paragraph(narrative.NO_DATA), *replacing)
    blocks, (*last, closing) = _text(texts, kept.layout)
    return blocks, (*last, *replacing, closing)


def _replacing(summary: Summary, kept: KeptText) -> tuple[Paragraph, ...]:
    """The sentence of a report that is issued in place of another; it stands before the closing one."""
    if not kept.replaces:
        return ()
    return (Paragraph(bind_paragraph(f"Báo cáo này thay thế {kept.replaces} của {summary.body.short_name}.")),)


# Head and signature -----------------------------------------------------------


def _head(summary: Summary, kept: KeptText) -> Head:
    body = summary.body
    return Head(
        parent=two_lines(body.parent_body),
        body=two_lines(body.name.upper()),
        symbol=_symbol(body, kept.number),
        place_and_day=f"{body.place_name}, {_day(kept.dated_on, summary.signed_in)}",
    )


def _symbol(body: Body, number: str) -> str:
    """ "05/BC-LHHN"; below ten with a zero in front, without a number with space to write it."""
    if "/" in number:
        return number
    written = f"{int(number):02d}" if number.isdecimal() and number.isascii() else number
    return f"{written or GAP}/{body.report_symbol}"


def _day(day: date | None, year: int) -> str:
    """ "ngày 06 tháng 3 năm 2020"; without a day, space to write it in the year it is usually signed."""
    said = f"ngày{GAP}tháng{GAP}năm {year}" if day is None else long_date(day)
    return bind(said)


def _signature(body: Body) -> Signature:
    lines = [f"{line};" for line in body.recipients]
    return Signature(body.authority, body.title, body.signatory, (*lines, f"Lưu: {body.filing_symbol or 'VT'}."))


# Text -------------------------------------------------------------------------


class _Texts:
    """The texts of one summary, drafted once."""

    def __init__(self, summary: Summary, kept: Mapping[str, str]) -> None:
        self.summary, self.kept = summary, kept
        self.drafts = defaultdict(str, drafts_of(summary))
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


def _text(texts: _Texts, layout: Sequence[Mapping[str, Any]]) -> tuple[tuple[Block, ...], tuple[Paragraph, ...]]:
    """The blocks, and the ending: the last paragraph of the last block with the closing sentence."""
    tables, pictures = text_tables(texts.summary), charts(texts.summary)
    headings = numbered(entries(layout), texts.summary.occasion)
    blocks = [_block(heading, texts, tables, pictures) for heading in headings]
    closing = texts.paragraphs(CLOSING)
    if not blocks or blocks[-1].table is not None:
        return tuple(blocks), closing
    last = blocks.pop()
    blocks.append(replace(last, paragraphs=last.paragraphs[:-1]))
    return tuple(blocks), (*last.paragraphs[-1:], *closing)


def _block(
    found: NumberedHeading, texts: _Texts, tables: Mapping[str, PrintTable], pictures: tuple[Chart, ...]
) -> Block:
    heading = found.heading
    return Block(
        level=heading.level,
        heading=found.text,
        paragraphs=tuple(paragraph for piece in heading.pieces for paragraph in texts.paragraphs(piece)),
        table=tables.get(heading.table),
        charts=pictures if heading.table == "targets" and "targets" in tables else (),
    )
