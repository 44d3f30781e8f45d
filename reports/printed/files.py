"""The three files of a report, out of one document."""

from collections.abc import Callable

from reports.choices import FileFormat
from reports.printed.document import Document
from reports.printed.occasions import Occasion
from reports.printed.pieces import pdf_file
from reports.printed.spreadsheet import spreadsheet
from reports.printed.word.report import word_file

CONTENT_TYPES: dict[str, str] = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMES = {
    "annual": "bao-cao-tong-ket",
    "decree-year": "bao-cao-nam-nghi-dinh-58",
    "half-year": "bao-cao-6-thang-dau-nam",
    "nine-months": "bao-cao-9-thang",
    "term": "bao-cao-tong-ket-nhiem-ky",
    "span": "bao-cao",
}


MAKERS: dict[str, Callable[[Document], bytes]] = {
    FileFormat.PDF: pdf_file,
    FileFormat.DOCX: word_file,
    FileFormat.XLSX: spreadsheet,
}


def file_name(occasion: Occasion, kind: str) -> str:
    """ "bao-cao-tong-ket-2019.pdf"; a term goes by its name."""
    which = occasion.name.removeprefix("nhiệm kỳ ") if occasion.kind == "term" else occasion.which
    return f"{NAMES[occasion.kind]}-{which.replace('_', '-den-')}.{kind}"
