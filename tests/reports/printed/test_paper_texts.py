"""What people type, on paper: endless names, links, markup, letters of other scripts; and long lists in pieces."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from django.template.loader import render_to_string

from config.kit import pdf, scripts
from reports.printed import pieces, sheets
from reports.printed.annexes import MAKERS
from reports.printed.document import Block, Document, Head, Paragraph, Signature
from reports.printed.sheets import Annex, PrintTable
from reports.printed.typography import bind, bind_paragraph

pytestmark = pytest.mark.page

MM = 72 / 25.4
NAME = "Tổchứcphichínhphủ" * 33
LINK = "https://example.org/" + "a1b2c3d4e5" * 18
LONG = "Nội dung dự án gồm khám bệnh, cấp thuốc và tập huấn cho cán bộ y tế thôn bản. " * 120
MARKUP = '<img src="file:///etc/passwd"><script>alert(1)</script> A & B <b>đậm</b>'


def list_of(rows: int, *, name: str = "Dự án", note: str = "") -> PrintTable:
    """A list as wide as the paper, each row with its place and an amount of fifteen digits."""
    body = tuple(
        sheets.row(
            sheets.centred(str(place)),
            sheets.text(f"{name} {place}" if name == "Dự án" else name),
            sheets.text(note),
            sheets.count(999_999_999_999_999),
        )
        for place in range(1, rows + 1)
    )
    total = sheets.row(sheets.blank(), sheets.row_head("Tổng cộng", colspan=2), sheets.count(rows), css="tong")
    heads = sheets.heads("TT", "Tên", "Ghi chú", "Số tiền (đồng)")
    return PrintTable("list", "bang-1", (7, 40, 0, 25), (heads,), body, (total,), notes=("Ghi chú cuối bảng.",))


def doc_of(*tables: PrintTable, text: str = "Nội dung.", number: str = "01") -> Document:
    annexes = tuple(
        Annex(f"list-{place}", f"Danh sách {place}", (table,), is_wide=True, place=place)
        for place, table in enumerate(tables, start=1)
    )
    return Document(
        title=("Tổng kết công tác năm 2019", "và nhiệm vụ năm 2020"),
        head=Head("UBND tỉnh", "LIÊN HIỆP", f"{number}/BC-LHHN", "Thái Nguyên, ngày 06 tháng 3 năm 2020"),
        opening=(Paragraph(text),),
        blocks=(Block(2, "I. KẾT QUẢ", (Paragraph(text),)),),
        ending=(Paragraph("Trên đây là báo cáo."),),
        signature=Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Minh Đức", ("Như trên;", "Lưu: VT.")),
        annexes=annexes,
        enclosed=f"(Kèm theo Báo cáo số {number}/BC-LHHN)",
        issuer="Liên hiệp",
        as_of=date(2019, 12, 31),
    )


def read(content: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(content))


def squeezed(paper: Any) -> str:
    """All letters as they were drawn, cell by cell."""
    return re.sub(r"\s", "", "".join(char["text"] for page in paper.pages for char in page.chars))


def outside(paper: Any) -> list[str]:
    """Letters beyond the margins of 30 and 15 mm."""
    return [
        char["text"]
        for page in paper.pages
        for char in page.chars
        if char["text"].strip() and (char["x0"] < 29.5 * MM or char["x1"] > page.width - 15 * MM)
    ]


# Texts ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typed() -> Iterator[Any]:
    """One paper with the worst of each, in the text and in a list."""
    doc = doc_of(list_of(2, name=NAME, note=LINK), list_of(1, note=LONG), text=f"{NAME} {LINK} {MARKUP}")
    with read(pieces.pdf_file(doc)) as found:
        yield found


def test_names_and_links_without_an_end_break_inside_their_cell(typed: Any) -> None:
    said = squeezed(typed)

    assert len(NAME) > 548
    assert (said.count(NAME), said.count(LINK)) == (4, 4)
    assert outside(typed) == []


def test_an_amount_of_fifteen_digits_keeps_its_line(typed: Any) -> None:
    assert sum((page.extract_text() or "").count("999.999.999.999.999") for page in typed.pages) == 3


def test_a_row_longer_than_a_page_goes_on_on_the_next(typed: Any) -> None:
    assert squeezed(typed).count("bản.") == 120
    ends = [max(word["bottom"] for word in page.extract_words()) / MM for page in typed.pages]
    assert max(end for page, end in zip(typed.pages, ends, strict=True) if page.width > page.height) <= 210


def test_markup_is_text_and_nothing_is_fetched(typed: Any) -> None:
    said = squeezed(typed)

    assert said.count(re.sub(r"\s", "", MARKUP)) == 2
    assert "root:" not in said
    assert [page.images for page in typed.pages] == [[]] * len(typed.pages)


def test_a_line_before_a_pointer_is_filled() -> None:
    text = bind(
        "Đến ngày 31/12/2020, tỉnh có quan hệ với 73 tổ chức PCPNN, trong đó 34 tổ chức có quan hệ trực tiếp, 54 tổ "
        "chức có giấy đăng ký còn hiệu lực. Trong nhiệm kỳ có 100 khoản viện trợ được thực hiện (01 chương trình, 81 "
        "dự án, 15 khoản phi dự án, 03 khoản cứu trợ khẩn cấp), trong đó 71 khoản phê duyệt mới."
    )
    pointed = Paragraph(bind_paragraph(text), "(Danh mục tại Phụ lục\u00a0III, V.)")

    with read(pieces.pdf_file(replace(doc_of(), opening=(pointed,)))) as found:
        said = (found.pages[0].extract_text() or "").replace("\u00a0", " ")
    assert "15 khoản phi dự án, 03 khoản cứu trợ khẩn cấp), trong đó 71 khoản phê duyệt mới." in said
    assert "mới. (Danh mục tại Phụ lục III, V.)" in said.replace("\n", " ")


# Letters of other scripts ---------------------------------------------------------------


def test_letters_without_a_font_are_legible_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "known_letters", lambda: frozenset())
    doc = doc_of(list_of(1, name="Hội 새마을, ສະຫະພັນ, 友好协会"))

    with read(pieces.pdf_file(doc)) as found:
        said = squeezed(found)
        faces = {char["fontname"].partition("+")[2] for page in found.pages for char in page.chars}
    assert "HộiSaemaeul,[chữLào],[chữHán]" in said
    assert all(face.startswith("Liberation-Serif") for face in faces)


def test_letters_with_a_font_are_drawn() -> None:
    """Whatever fonts this machine has: no letter comes out as the box that stands for none."""
    doc = doc_of(list_of(1, name="새마을 ສະຫະພັນ 友好 Ψ Ж ☺ \U0001f600 \u202e\ufeff"))

    with read(pieces.pdf_file(doc)) as found:
        boxes = [char for page in found.pages for char in page.chars if "(cid:" in char["text"]]
        said = squeezed(found)
    assert boxes == []
    assert "ສະຫະພັນ" in said or "[chữLào]" in said


# The same bytes -------------------------------------------------------------------------

SCRIPT = """
import sys
import django
django.setup()
from config.kit import pdf
pdf.render_to_string = lambda *asked: open(sys.argv[1], encoding="utf-8").read()
sys.stdout.buffer.write(pdf.make_pdf("", {}))
"""


def test_the_same_document_gives_the_same_bytes_in_another_process(tmp_path: Any) -> None:
    doc = doc_of(list_of(3), list_of(2))
    html = tmp_path / "document.html"
    html.write_text(render_to_string(pieces.TEMPLATE, {"document": doc}), encoding="utf-8")
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"}

    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(html)], env=environment, capture_output=True, check=True, timeout=120
    ).stdout

    assert pieces.pdf_file(doc) == made
    assert b"CreationDate" not in made
    assert b"ModDate" not in made


def test_only_a_draft_is_marked_as_one() -> None:
    draft = doc_of(list_of(1))

    with read(pieces.pdf_file(draft)) as found, read(pieces.pdf_file(replace(draft, is_draft=False))) as issued:
        drafts = [(page.extract_text() or "").count("DỰ THẢO") for page in found.pages]
        assert drafts == [2, 1]
        assert [(page.extract_text() or "").count("DỰ THẢO") for page in issued.pages] == [0, 0]


# Long lists in pieces -------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_doc() -> Document:
    return doc_of(list_of(130, note="Ghi chú " * 12), list_of(0), list_of(3))


def joined(doc: Document, rows: int, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, list[str]]:
    steps: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(pieces, "LONG", 1)
        patched.setattr(pieces, "ROWS", rows)
        return pieces.pdf_file(doc, steps.append), steps


def test_pieces_read_like_one(long_doc: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    content, steps = joined(long_doc, 50, monkeypatch)

    with read(pieces.pdf_file(long_doc)) as whole, read(content) as found:
        assert [page.extract_text() for page in found.pages] == [page.extract_text() for page in whole.pages]
        assert [(page.width, page.height) for page in found.pages] == [
            (page.width, page.height) for page in whole.pages
        ]
        assert len(found.pages) > 6
    assert steps[0] == "Đang dựng phần lời văn"
    assert steps[1] == "Đang dựng Phụ lục I, dòng 1 trên 130"
    assert re.fullmatch(r"Đang dựng Phụ lục I, dòng \d+ trên 130", steps[2])
    assert steps[-2:] == ["Đang dựng Phụ lục III", "Đang ghép các phần"]


def test_pieces_keep_title_tags_and_bookmarks(long_doc: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pieces.pdf_file(long_doc)

    content, _ = joined(long_doc, 50, monkeypatch)

    assert bookmarks(content) == bookmarks(whole)
    with read(content) as found, read(whole) as one:
        assert found.metadata == one.metadata
        assert (found.doc.catalog["Lang"], found.doc.catalog["MarkInfo"]) == (b"vi", {"Marked": True})
        assert tags(found.structure_tree) == tags(one.structure_tree)
        names = [
            tag["attributes"]["Headers"] for tag in flat(found.structure_tree) if "Headers" in tag.get("attributes", {})
        ]
    assert names
    assert content == joined(long_doc, 50, monkeypatch)[0]


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    toc = pypdfium2.PdfDocument(content).get_toc()
    return [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in toc]


def flat(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from flat(node.get("children", []))


def tags(nodes: list[dict[str, Any]]) -> dict[str, int]:
    """How often each tag stands, but for the parts that the joining adds and the boxes around them."""
    found: dict[str, int] = {}
    for node in flat(nodes):
        found[node["type"]] = found.get(node["type"], 0) + 1
    return {
        name: count for name, count in found.items() if name in ("Document", "H1", "H2", "P", "Table", "TR", "TD", "TH")
    }


def test_a_row_longer_than_a_piece_does_not_stop_the_making(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = doc_of(list_of(4, note=LONG))

    content, _ = joined(doc, 1, monkeypatch)

    with read(content) as found:
        assert squeezed(found).count("bản.") == 4 * 120


def test_the_stylesheet_counts_the_pages_of_every_annex() -> None:
    css, _ = pdf.static_file("static:css/report.css")

    for place in range(1, len(MAKERS) + 1):
        for paper in (f"ngang-{place}", f"doc-{place}"):
            assert f"@page {paper}:nth(1 of {paper}){{counter-reset:page 1;".encode() in css


def test_rows_of_all_annexes_decide_what_is_long() -> None:
    assert pieces.rows_of(doc_of(list_of(130), list_of(0), list_of(3))) == 133


def test_a_machine_without_the_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_font", lambda: False)

    with pytest.raises(pdf.PdfUnavailable, match="fonts-liberation2"):
        pieces.pdf_file(doc_of())
