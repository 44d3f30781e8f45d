"""A report as a Word file that an office goes on editing: its styles, headings and tables are those of Word."""

from collections.abc import Iterable

from docx.document import Document as WordDocument

from reports.printed.document import Block, Document, Paragraph
from reports.printed.sheets import Annex
from reports.printed.word.formal import head_xml, signature_xml
from reports.printed.word.markup import frame, paragraph, run, twips
from reports.printed.word.package import empty_file, filled, packed
from reports.printed.word.pages import SECTION_END, TEXT_WIDTH, WIDE_TEXT_WIDTH, lay_out_annex, lay_out_text
from reports.printed.word.pictures import Picture, picture_xml, pictures
from reports.printed.word.styles import BODY
from reports.printed.word.tables import END, table_xml


def word_file(document: Document) -> bytes:
    """The document in Word's form (.docx)."""
    file = empty_file(document)
    parts = [head_xml(document), *_text(file, document), *_ending(document)]
    for annex in document.annexes:
        parts += [SECTION_END, *_annex(document, annex)]
    file = filled(file, "".join(parts))
    main, *others = file.sections
    lay_out_text(main, document)
    for section, annex in zip(others, document.annexes, strict=True):
        lay_out_annex(section, document, annex)
    return packed(file)


# Text -------------------------------------------------------------------------


def _text(file: WordDocument, document: Document) -> Iterable[str]:
    yield from (_paragraph(found) for found in document.opening)
    for block in document.blocks:
        yield from _block(file, block)


def _block(file: WordDocument, block: Block) -> Iterable[str]:
    yield paragraph("Heading1" if block.is_main else "Heading2", run(block.heading))
    yield from (_paragraph(found) for found in block.paragraphs)
    if block.table is not None:
        yield table_xml(block.table, TEXT_WIDTH)
    if block.charts:
        yield _pictures(file, pictures(block.charts))


def _paragraph(found: Paragraph, *, keep: bool = False) -> str:
    pointer = (run(" "), run(found.pointer, italic=True)) if found.pointer else ()
    return paragraph(BODY, run(found.text), *pointer, keep=keep)


def _ending(document: Document) -> Iterable[str]:
    """The last paragraphs stay with the signature."""
    yield from (_paragraph(found, keep=True) for found in document.ending)
    yield signature_xml(document.signature)
    if not document.annexes:
        yield END


def _pictures(file: WordDocument, found: tuple[Picture, ...]) -> str:
    """The charts side by side; where they could not be drawn, their numbers in words."""
    if any(picture.png is None for picture in found):
        return "".join(paragraph(BODY, run(f"{picture.caption}: {picture.description}.")) for picture in found)
    cells = tuple(
        paragraph("BieuDo", picture_xml(file, picture, place)) + paragraph("TenBieuDo", run(picture.caption))
        for place, picture in enumerate(found, start=1)
    )
    return frame(tuple(twips(TEXT_WIDTH / len(found)) for _ in found), (cells,)) + END


# Annexes ----------------------------------------------------------------------


def _annex(document: Document, annex: Annex) -> Iterable[str]:
    yield paragraph("PhuLuc", run(f"Phụ lục {annex.number}\n{annex.title.upper()}"))
    yield paragraph("KemTheo", run(document.enclosed))
    width = WIDE_TEXT_WIDTH if annex.is_wide else TEXT_WIDTH
    yield from (table_xml(table, width, title=annex.title) for table in annex.tables)
