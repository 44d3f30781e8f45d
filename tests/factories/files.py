"""Small files of each kind that may be kept, and some that lie."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

WORD_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def pdf(text: str = "Quyet dinh") -> bytes:
    """A page of PDF, small but whole."""
    return f"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


def packed(parts: Iterable[str], content: str = "<x/>", comment: bytes = b"") -> bytes:
    """A zip with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for part in parts:
            book.writestr(part, content)
        book.comment = comment
    return buffer.getvalue()


def docx(*more: str) -> bytes:
    return packed((*WORD_PARTS, *more))


def xlsx() -> bytes:
    """A workbook as xlsxwriter makes it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("Sổ").write(0, 0, "Giải ngân quý III")
    return buffer.getvalue()


def png() -> bytes:
    """A black point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as it comes from a form."""
    return SimpleUploadedFile(name, content)
