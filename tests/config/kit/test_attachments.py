"""What may be kept is judged by content; what is kept lies whole under a name of our own."""

import contextlib
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit import attachment_files
from config.kit.attachment_files import (
    DiskFailed,
    FileLost,
    NotTaken,
    check,
    chunks,
    clean_name,
    discard,
    judge,
    kept_names,
    store,
)
from config.kit.attachment_pages import as_attachment
from config.kit.attachments import FileKind, size_text
from config.kit.checks import documents_are_not_public
from tests.factories import files

TAKEN = "PDF, Word (.docx), Excel (.xlsx), ảnh PNG và JPEG"


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    settings.DOCUMENTS_ROOT = tmp_path / "một thư mục" / "documents"
    return Path(settings.DOCUMENTS_ROOT)


def kind_of(name: str, content: bytes, most_mb: int = 20) -> FileKind:
    return judge(io.BytesIO(content), name, len(content), most_mb)


def refusal(name: str, content: bytes, most_mb: int = 20) -> str:
    with pytest.raises(NotTaken) as refused:
        kind_of(name, content, most_mb)
    return str(refused.value)


# What is taken --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Quyết định.pdf", files.pdf(), FileKind.PDF),
        ("QUYET DINH.PDF", files.pdf(), FileKind.PDF),
        ("có dấu đầu tệp.pdf", b"\xef\xbb\xbf\r\n" + files.pdf(), FileKind.PDF),
        ("Thỏa thuận.docx", files.docx(), FileKind.DOCX),
        ("phần đặt theo thứ tự khác.docx", files.packed(("customXml/item1.xml", *files.WORD_PARTS[::-1])), "docx"),
        ("từ Word trên mạng.docx", files.packed(("[Content_Types].xml", "word/document2.xml")), FileKind.DOCX),
        ("có ghi chú cuối.docx", files.packed(files.WORD_PARTS, comment=b"x" * 300), FileKind.DOCX),
        ("Giải ngân.xlsx", files.xlsx(), FileKind.XLSX),
        ("ảnh.png", files.png(), FileKind.PNG),
        ("ảnh.jpg", files.jpeg(), FileKind.JPEG),
        ("ảnh.jpeg", files.jpeg(), FileKind.JPEG),
    ],
)
def test_file_is_known_by_its_content(name: str, content: bytes, kind: FileKind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "hop-dong.pdf",
            files.docx(),
            "Tệp “hop-dong.pdf” thực ra là tệp Word (.docx). Đổi đuôi tên tệp thành “.docx” rồi chọn lại.",
        ),
        (
            "hop-dong",
            files.pdf(),
            "Tệp “hop-dong” thực ra là tệp PDF. Đổi đuôi tên tệp thành “.pdf” rồi chọn lại.",
        ),
        (
            "anh.png",
            files.jpeg(),
            "Tệp “anh.png” thực ra là ảnh JPEG (.jpg). Đổi đuôi tên tệp thành “.jpg” rồi chọn lại.",
        ),
        (
            "hop-dong.pdf",
            b"MZ\x90\0" + b"\0" * 200,
            f"Tệp “hop-dong.pdf” thực ra là chương trình máy tính, không phải tệp PDF. Ở đây nhận {TAKEN}.",
        ),
        (
            "a.docx",
            files.packed(["word/ke-hoach.txt"]),
            f"Tệp “a.docx” thực ra là tệp nén ZIP, không phải tệp Word (.docx). Ở đây nhận {TAKEN}.",
        ),
        (
            "a.docx",
            files.packed([*files.WORD_PARTS, "xl/workbook.xml"]),
            f"Tệp “a.docx” thực ra là tệp nén ZIP, không phải tệp Word (.docx). Ở đây nhận {TAKEN}.",
        ),
        (
            "a.docx",
            files.packed(["[Content_Types].xml", "ppt/presentation.xml"]),
            f"Tệp “a.docx” thực ra là tệp trình chiếu PowerPoint, không phải tệp Word (.docx). Ở đây nhận {TAKEN}.",
        ),
        (
            "anh.jpg",
            b"\0\0\0\x18ftypheic" + b"\0" * 40,
            f"Tệp “anh.jpg” thực ra là ảnh HEIC của điện thoại, không phải ảnh JPEG (.jpg). Ở đây nhận {TAKEN}.",
        ),
        (
            "a.pdf",
            b"<html><script>alert(1)</script>",
            "Tệp “a.pdf” không phải tệp PDF, hoặc đã hỏng. Mở thử, lưu lại rồi chọn lại.",
        ),
        (
            "a.docx",
            files.docx("word/vbaProject.bin"),
            "Tệp “a.docx” có macro (chương trình kèm theo) nên không nhận. Lưu lại thành tệp không có macro rồi chọn "
            "lại.",
        ),
        (
            "a.xlsx",
            files.packed(["[Content_Types].xml", "xl/workbook.xml", "XL/VBAPROJECT.BIN"]),
            "Tệp “a.xlsx” có macro (chương trình kèm theo) nên không nhận. Lưu lại thành tệp không có macro rồi chọn "
            "lại.",
        ),
        (
            "a.xlsx",
            files.packed(["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"]),
            "Tệp “a.xlsx” có macro (chương trình kèm theo) nên không nhận. Lưu lại thành tệp không có macro rồi chọn "
            "lại.",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "Tệp “a.docx” là tệp Word, Excel kiểu cũ hoặc có mật khẩu. Mở ra, lưu lại thành .docx hoặc .xlsx không đặt "
            "mật khẩu rồi chọn lại.",
        ),
        ("a.pdf", b"", "Tệp “a.pdf” trống, không có nội dung nào."),
        ("a.exe", b"MZ\x90\0", f"Tệp “a.exe” thuộc loại không nhận. Ở đây nhận {TAKEN}."),
        ("a.svg", b"<svg onload=alert(1)>", f"Tệp “a.svg” thuộc loại không nhận. Ở đây nhận {TAKEN}."),
    ],
)
def test_file_that_lies_is_refused_in_a_sentence(name: str, content: bytes, sentence: str):
    assert refusal(name, content) == sentence


def test_size_is_limited_to_the_byte():
    content = files.pdf().ljust(1024 * 1024, b"\n")

    assert kind_of("a.pdf", content, most_mb=1) == FileKind.PDF
    assert refusal("a.pdf", content + b"\n", most_mb=1) == (
        "Tệp “a.pdf” nặng 1,0\u00a0MB; ở đây mỗi tệp nhiều nhất 1 MB. Quét lại ở mức thấp hơn hoặc tách thành nhiều "
        "tệp."
    )


BROKEN_WORD = "Tệp “a.docx” không phải tệp Word (.docx), hoặc đã hỏng. Mở thử, lưu lại rồi chọn lại."


@pytest.mark.parametrize("cut", [1, 10, 21, 22, 60, 200])
def test_office_file_cut_short_is_refused(cut: int):
    assert refusal("a.docx", files.docx()[:-cut]) == BROKEN_WORD


def test_list_of_parts_that_is_too_long_is_not_read():
    assert refusal("a.docx", files.packed([*files.WORD_PARTS, *(f"word/{n}" for n in range(10_001))])) == BROKEN_WORD


def test_nothing_is_unpacked():
    """Ten million signs packed into ten kilobytes: the list of parts is all that is read."""
    bomb = files.packed(files.WORD_PARTS, content="0" * 10_000_000)
    read: list[int] = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            read.append(len(found))
            return found

    assert judge(Counted(bomb), "a.docx", len(bomb), 20) == FileKind.DOCX
    assert sum(read) < 3 * len(bomb)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"PK\x03\x04PK\x05\x06"]),
)
def test_no_content_is_a_fault(content: bytes, start: bytes):
    for name in ("a.docx", "a.pdf", "a"):
        with contextlib.suppress(NotTaken):
            kind_of(name, start + content)


# Names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Đề nghị gia hạn (bản 2).pdf", "Đề nghị gia hạn (bản 2).pdf"),
        ("Quye\u0302\u0301t đi\u0323nh.pdf", "Quyết định.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Hồ sơ\\Thỏa thuận.docx", "Thỏa thuận.docx"),
        ("  khoảng trống.pdf ", "khoảng trống.pdf"),
    ],
)
def test_name_is_kept_without_its_folders(given_name: str, name: str):
    assert clean_name(given_name) == name


@pytest.mark.parametrize(
    ("given_name", "sentence"),
    [
        ("", "Có tệp không có tên. Đặt tên cho tệp rồi chọn lại."),
        ("..", "Có tệp không có tên. Đặt tên cho tệp rồi chọn lại."),
        ("thư mục/", "Có tệp không có tên. Đặt tên cho tệp rồi chọn lại."),
        ("a\0b.pdf", "Tên tệp “a?b.pdf” có ký tự không in được. Đổi tên tệp rồi chọn lại."),
        ("a\nb.pdf", "Tên tệp “a?b.pdf” có ký tự không in được. Đổi tên tệp rồi chọn lại."),
        ("hop\u202efdp.exe", "Tên tệp “hop?fdp.exe” có ký tự không in được. Đổi tên tệp rồi chọn lại."),
        (
            "ệ" * 197 + ".pdf",
            f"Tên tệp “{'ệ' * 40}…” dài 201 ký tự; ở đây nhiều nhất 200. Đặt tên ngắn hơn rồi chọn lại.",
        ),
    ],
)
def test_name_that_cannot_be_kept_is_refused(given_name: str, sentence: str):
    with pytest.raises(NotTaken) as refused:
        clean_name(given_name)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "Đoàn Lào 2017.pdf",
            "attachment; filename=\"Doan Lao 2017.pdf\"; filename*=UTF-8''%C4%90o%C3%A0n%20L%C3%A0o%202017.pdf",
        ),
        (
            'a"; filename="b.exe".pdf',
            "attachment; filename=\"a filenameb.exe.pdf\"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe%22.pdf",
        ),
        ("협정.pdf", "attachment; filename=\"van-ban.pdf\"; filename*=UTF-8''%ED%98%91%EC%A0%95.pdf"),
    ],
)
def test_download_is_named_for_old_and_new_browsers(name: str, header: str):
    assert as_attachment(name) == header


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1\u00a0byte"),
        (1023, "1.023\u00a0byte"),
        (1024, "1\u00a0KB"),
        (1024 * 1024 - 1, "1.023\u00a0KB"),
        (1_258_291, "1,2\u00a0MB"),
        (20 * 1024 * 1024, "20,0\u00a0MB"),
        (1200 * 1024 * 1024, "1.200,0\u00a0MB"),
    ],
)
def test_size_in_words(size: int, text: str):
    assert size_text(size) == text


# On the disk ------------------------------------------------------------------------


def test_bytes_are_kept_whole_under_a_name_of_our_own(root: Path):
    content = files.pdf()

    stored = store([content[:20], content[20:]], FileKind.PDF, len(content))

    path = root / stored.stored_as
    assert (path.read_bytes(), path.suffix, len(path.stem)) == (content, ".pdf", 32)
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert kept_names() == {stored.stored_as}
    assert [stat.S_IMODE(os.stat(one).st_mode) for one in (path, root)] == [0o600, 0o700]
    assert b"".join(chunks(check(stored.stored_as, stored.sha256))) == content


def test_failure_in_the_middle_leaves_nothing(root: Path):
    def broken() -> Any:
        yield b"%PDF-"
        raise OSError(28, "No space left on device")

    with pytest.raises(DiskFailed, match=r"Chưa lưu tệp nào: máy chủ không ghi được vào ổ đĩa \(còn .* trống\)"):
        store(broken(), FileKind.PDF, 5)

    assert kept_names() == set()


def test_nothing_is_taken_when_the_disk_is_nearly_full(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attachment_files, "RESERVE", 10**18)

    with pytest.raises(DiskFailed, match=r"Chưa lưu tệp nào: ổ đĩa của máy chủ chỉ còn [\d.,]+\xa0MB trống"):
        store([b"%PDF-"], FileKind.PDF, 5)

    assert kept_names() == set()


def test_folder_that_cannot_be_made_is_told(tmp_path: Path, settings: Any):
    (tmp_path / "tệp").write_text("không phải thư mục")
    settings.DOCUMENTS_ROOT = tmp_path / "tệp"

    with pytest.raises(DiskFailed, match="còn không rõ bao nhiêu trống"):
        store([b"%PDF-"], FileKind.PDF, 5)


def test_file_that_is_gone_or_changed_is_not_given_out(root: Path):
    stored = store([files.pdf()], FileKind.PDF, 5)
    path = root / stored.stored_as
    path.write_bytes(files.pdf("khác"))

    with pytest.raises(FileLost, match="hash differs"):
        check(stored.stored_as, stored.sha256)

    path.unlink()
    with pytest.raises(FileLost, match="cannot be read"):
        check(stored.stored_as, stored.sha256)
    discard(stored.stored_as)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a.pdf", "", "0" * 32 + ".exe"])
def test_only_names_of_our_own_are_opened(root: Path, name: str):
    with pytest.raises(FileLost, match="no name of ours"):
        check(name, "0" * 64)


@pytest.mark.parametrize(
    ("inside", "ids"), [("data/static/documents", ["kit.E003"]), ("static", ["kit.E003"]), ("data/documents", [])]
)
def test_folder_that_is_served_is_refused(settings: Any, inside: str, ids: list[str]):
    settings.DOCUMENTS_ROOT = settings.BASE_DIR / inside

    assert [error.id for error in documents_are_not_public(None)] == ids
