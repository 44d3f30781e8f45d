"""The bytes of attachments: what is taken, judged by content, and how it is kept on the disk.

Why no library judges: filetype 1.2 and puremagic 1.30 were tried and call any zip with a folder `word/` a Word
file, one with macros too; python-magic needs a library of the system. Here the list of a zip's parts is read,
within bounds and without unpacking anything.
"""

import hashlib
import os
import re
import shutil
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

from config.kit.attachments import FileKind, size_text
from config.kit.text import nfc, unreadable_characters

LONGEST_NAME = 200
# Below this no file is taken: on a full disk neither the database nor a backup could be written.
RESERVE = 500 * 1024 * 1024
CHUNK = 64 * 1024
CONTENT_TYPES: dict[str, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ENDINGS: dict[str, FileKind] = {kind.value: kind for kind in FileKind} | {"jpg": FileKind.JPEG}
SPOKEN: dict[FileKind, str] = {
    FileKind.PDF: "tệp PDF",
    FileKind.DOCX: "tệp Word (.docx)",
    FileKind.XLSX: "tệp Excel (.xlsx)",
    FileKind.PNG: "ảnh PNG",
    FileKind.JPEG: "ảnh JPEG (.jpg)",
}
TAKEN = "PDF, Word (.docx), Excel (.xlsx), ảnh PNG và JPEG"

NO_NAME = "Có tệp không có tên. Đặt tên cho tệp rồi chọn lại."
LONG_NAME = "Tên tệp “{start}…” dài {length} ký tự; ở đây nhiều nhất {most}. Đặt tên ngắn hơn rồi chọn lại."
ODD_NAME = "Tên tệp “{name}” có ký tự không in được. Đổi tên tệp rồi chọn lại."
EMPTY = "Tệp “{name}” trống, không có nội dung nào."
TOO_LARGE = (
    "Tệp “{name}” nặng {size}; ở đây mỗi tệp nhiều nhất {most} MB. Quét lại ở mức thấp hơn hoặc tách thành nhiều tệp."
)
NOT_TAKEN = "Tệp “{name}” thuộc loại không nhận. Ở đây nhận {taken}."
OTHER_KIND = "Tệp “{name}” thực ra là {found}. Đổi đuôi tên tệp thành “.{ending}” rồi chọn lại."
OTHER = "Tệp “{name}” thực ra là {found}, không phải {wanted}. Ở đây nhận {taken}."
BROKEN = "Tệp “{name}” không phải {wanted}, hoặc đã hỏng. Mở thử, lưu lại rồi chọn lại."
MACROS = "Tệp “{name}” có macro (chương trình kèm theo) nên không nhận. Lưu lại thành tệp không có macro rồi chọn lại."
OLD_OFFICE = (
    "Tệp “{name}” là tệp Word, Excel kiểu cũ hoặc có mật khẩu. Mở ra, lưu lại thành .docx hoặc .xlsx không đặt mật "
    "khẩu rồi chọn lại."
)
DISK_FULL = "Chưa lưu tệp nào: ổ đĩa của máy chủ chỉ còn {free} trống. Báo người trông máy."
DISK_FAILED = "Chưa lưu tệp nào: máy chủ không ghi được vào ổ đĩa (còn {free} trống). Báo người trông máy."


class NotTaken(Exception):
    """A file is refused; the text is a Vietnamese sentence that names it."""


class DiskFailed(Exception):
    """The files could not be kept; the text is a Vietnamese sentence."""


class FileLost(Exception):
    """The kept bytes are not there any more, or are not those that were kept; the text says which, in English."""


# Names ------------------------------------------------------------------------


def clean_name(given: str) -> str:
    """The name a file came with: without folders, composed. Raises NotTaken for one that cannot be kept."""
    name = nfc(re.split(r"[/\\]", given)[-1]).strip()
    if name in ("", ".", ".."):
        raise NotTaken(NO_NAME)
    if unreadable_characters(name) or not name.isprintable():
        raise NotTaken(ODD_NAME.format(name="".join(ch if ch.isprintable() else "?" for ch in name[:LONGEST_NAME])))
    if len(name) > LONGEST_NAME:
        raise NotTaken(LONG_NAME.format(start=name[:40], length=len(name), most=LONGEST_NAME))
    return name


def ending_of(name: str) -> str:
    """The letters after the last dot, in lower case; empty without a dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


# Judging ----------------------------------------------------------------------

PDF, PNG, JPEG, ZIP, OLE = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What people send by mistake, and what is sent on purpose: told by name, so that the way out is plain.
OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "chương trình máy tính"),
    (0, b"\x7fELF", "chương trình máy tính"),
    (0, b"{\\rtf", "văn bản RTF"),
    (0, b"GIF8", "ảnh GIF"),
    (0, b"II*\x00", "ảnh TIFF"),
    (0, b"MM\x00*", "ảnh TIFF"),
    (0, b"BM", "ảnh BMP"),
    (8, b"WEBP", "ảnh WEBP"),
    (4, b"ftyphei", "ảnh HEIC của điện thoại"),
    (4, b"ftypmif", "ảnh HEIC của điện thoại"),
    (0, b"Rar!", "tệp nén RAR"),
    (0, b"7z\xbc\xaf", "tệp nén 7z"),
)
# An office file of some hundred sheets and pictures has some thousand parts.
MOST_PARTS = 10_000
LONGEST_LIST = 2 * 1024 * 1024
_END, _PART = b"PK\x05\x06", b"PK\x01\x02"
MAIN_PARTS: tuple[tuple[re.Pattern[str], FileKind | str], ...] = (
    (re.compile(r"word/document\d*\.xml"), FileKind.DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), FileKind.XLSX),
    (re.compile(r"xl/workbook\.bin"), "tệp Excel nhị phân (.xlsb)"),
    (re.compile(r"ppt/presentation\.xml"), "tệp trình chiếu PowerPoint"),
)
MACRO_PART = re.compile(r"(?i)(.*/)?vbaproject\.bin|xl/macrosheets/.*")


def judge(file: BinaryIO, name: str, size: int, most_mb: int) -> FileKind:
    """The kind of a file, whose ending and content agree. Raises NotTaken with a sentence otherwise."""
    wanted = ENDINGS.get(ending_of(name))
    if size == 0:
        raise NotTaken(EMPTY.format(name=name))
    if size > most_mb * 1024 * 1024:
        raise NotTaken(TOO_LARGE.format(name=name, size=size_text(size), most=most_mb))
    found = _found(file, name)
    if isinstance(found, FileKind):
        if found == wanted:
            return found
        raise NotTaken(OTHER_KIND.format(name=name, found=SPOKEN[found], ending=_ending(found)))
    if wanted is None:
        raise NotTaken(NOT_TAKEN.format(name=name, taken=TAKEN))
    said = BROKEN if found is None else OTHER
    raise NotTaken(said.format(name=name, found=found, wanted=SPOKEN[wanted], taken=TAKEN))


def _ending(kind: FileKind) -> str:
    return "jpg" if kind is FileKind.JPEG else str(kind.value)


def _found(file: BinaryIO, name: str) -> FileKind | str | None:
    """What the content is: a kind that is taken, the name of another one, or nothing that is known."""
    file.seek(0)
    head = file.read(1024)
    if head.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(PDF):
        return FileKind.PDF
    if head.startswith(PNG):
        return FileKind.PNG
    if head.startswith(JPEG):
        return FileKind.JPEG
    if head.startswith(OLE):
        raise NotTaken(OLD_OFFICE.format(name=name))
    if head.startswith(ZIP):
        return _office(file, name)
    return next((said for at, mark, said in OTHERS if head.startswith(mark, at)), None)


def _office(file: BinaryIO, name: str) -> FileKind | str | None:
    """Which office file a zip is, from the names of its parts; one with macros is refused."""
    parts = _parts(file)
    if parts is None:
        return None
    if any(MACRO_PART.fullmatch(part) for part in parts):
        raise NotTaken(MACROS.format(name=name))
    kinds = {kind for pattern, kind in MAIN_PARTS if any(pattern.fullmatch(part) for part in parts)}
    if "[Content_Types].xml" not in parts or len(kinds) != 1:
        return "tệp nén ZIP"
    return kinds.pop()


def _parts(file: BinaryIO) -> list[str] | None:
    """The names in the list at the end of a zip, read by hand within bounds; None when it cannot be read whole.

    Python's own reader loads a list of any length: 100 MB of it would take a gigabyte of memory.
    """
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - 65_557))  # the end record with the longest comment
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        return None
    count, listed, start, comment = struct.unpack_from("<HIIH", tail, at + 10)
    if count > MOST_PARTS or listed > LONGEST_LIST or at + 22 + comment != len(tail):
        return None
    file.seek(start)
    names = _names(file.read(listed))
    return names if len(names) == count else None


def _names(entries: bytes) -> list[str]:
    names, at = [], 0
    while entries.startswith(_PART, at) and at + 46 <= len(entries):
        name, extra, comment = struct.unpack_from("<HHH", entries, at + 28)
        names.append(entries[at + 46 : at + 46 + name].decode("utf-8", "replace"))
        at += 46 + name + extra + comment
    return names


# Keeping ----------------------------------------------------------------------

OUR_NAME = re.compile(rf"[0-9a-f]{{32}}\.({'|'.join(FileKind.values)})")


@dataclass(frozen=True)
class Stored:
    """What a row keeps of the bytes."""

    stored_as: str
    sha256: str
    size: int


def folder() -> Path:
    """Where the files lie; made when it is not there yet."""
    root = Path(settings.DOCUMENTS_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


def store(pieces: Iterable[bytes], kind: FileKind, size: int) -> Stored:
    """Keep the bytes under a new name: whole or not at all, on the disk before a row says so. Raises DiskFailed."""
    name = f"{uuid4().hex}.{kind.value}"
    try:
        root = folder()
        if shutil.disk_usage(root).free - size < RESERVE:
            raise DiskFailed(DISK_FULL.format(free=_free()))
        part = root / f"{name}.part"
        try:
            stored = _write(pieces, part, name)
            part.rename(root / name)
        finally:
            part.unlink(missing_ok=True)
        _sync(root)
    except OSError as error:
        raise DiskFailed(DISK_FAILED.format(free=_free())) from error
    return stored


def _write(pieces: Iterable[bytes], part: Path, name: str) -> Stored:
    digest, size = hashlib.sha256(), 0
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            digest.update(piece)
            size += out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return Stored(name, digest.hexdigest(), size)


def _sync(root: Path) -> None:
    """The new name itself is on the disk."""
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free() -> str:
    try:
        return size_text(shutil.disk_usage(folder()).free)
    except OSError:
        return "không rõ bao nhiêu"


def discard(stored_as: str) -> None:
    """Take back bytes for which there will be no row."""
    (folder() / stored_as).unlink(missing_ok=True)


def check(stored_as: str, sha256: str) -> Path:
    """Where the kept bytes lie, known to be those that were kept. Raises FileLost."""
    if not OUR_NAME.fullmatch(stored_as):
        raise FileLost(f"{stored_as!r} is no name of ours")
    path = folder() / stored_as
    try:
        with path.open("rb") as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError as error:
        raise FileLost(f"{stored_as} cannot be read: {error.strerror}") from error
    if not is_same:
        raise FileLost(f"{stored_as} is not what was kept: its hash differs")
    return path


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece; it is opened when the first is asked for."""
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def kept_names() -> set[str]:
    """Every name in the folder, remains of an interrupted upload included."""
    return {path.name for path in folder().iterdir()}
