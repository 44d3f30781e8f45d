"""The PDF of a report, measured: every element of NĐ 30/2020, Phụ lục I, by place, size, face and case."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pdfplumber.page import Page

from config.kit.periods import Period
from config.reference.models import IssuingBody
from reports.facts import gather
from reports.measures import figure
from reports.printed.asked import default_body
from reports.printed.compose import summary_of
from reports.printed.document import Document, KeptText, document
from reports.printed.files import pdf_file
from tests.factories.annual import make_many_projects, make_office
from tests.factories.printed import year_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

MM = 72 / 25.4
PORTRAIT, LANDSCAPE = 112.25, 155.75
"""The middle of the text across the page: margins of 30 mm on the left, 15,5 on the right."""
PANGRAM = (
    "Do bạch kim rất quý nên sẽ dùng để lắp vô xương, ắ ằ ẵ ặ ẳ ễ ỹ Đ ế ề ể ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự "
    "ý ỳ ỷ ỵ ấ ầ ẩ ẫ ậ ơ ư ă â ê ô đ Ắ Ằ Ẵ Ặ Ễ Ỹ Ơ Ư."
)
FOOT = "DỰ THẢO Dữ liệu minh họa"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = (f"Liberation-Serif{style}" for style in ("", "-Bold", "-Italic", "-Bold-Italic"))


class Words:
    """One piece of text on a page, with what can be measured of it, in millimetres from the paper's left and top."""

    def __init__(self, page: Page, found: dict[str, Any]) -> None:
        self.page, self.text = page, found["text"].replace("\u00a0", " ")
        self.x0, self.x1, self.top, self.bottom = (found[name] / MM for name in ("x0", "x1", "top", "bottom"))
        chars = [char for char in found["chars"] if char["text"].strip()]
        self.faces = {char["fontname"].partition("+")[2] for char in chars}
        self.sizes = {round(char["size"], 1) for char in chars}
        self.baseline = round((page.height - chars[0]["matrix"][5]) / MM, 1)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def look(self) -> tuple[set[str], set[float]]:
        return self.faces, self.sizes

    def rule(self) -> tuple[float, float]:
        """The ends of the rule that stands below the words, at most four millimetres."""
        (found,) = [
            rect
            for rect in self.page.rects
            if 0 <= rect["top"] / MM - self.bottom < 4
            and rect["bottom"] - rect["top"] < 1
            and self.x0 - 1 < rect["x0"] / MM < self.x1
        ]
        return found["x0"] / MM, found["x1"] / MM


class Paper:
    """One PDF of an office with forty more projects, read once for all tests below."""

    def __init__(self, doc: Document, content: bytes) -> None:
        self.doc, self.content = doc, content
        self.pdf = pdfplumber.open(io.BytesIO(content))
        self.pages = self.pdf.pages
        self.texts = [" ".join((page.extract_text() or "").replace("\u00a0", " ").split()) for page in self.pages]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def pages_of(self, annex: str) -> list[int]:
        """Pages whose foot names the annex."""
        return [place for place, text in enumerate(self.texts) if text.endswith(f" {annex} {FOOT}")]

    def words(self, text: str, page: int | None = None) -> Words:
        """Where a text stands for the first time."""
        pattern = re.escape(text).replace(r"\ ", r"[\s\u00a0]+")
        for found in self.pages if page is None else [self.pages[page]]:
            if hits := found.search(pattern, regex=True):
                return Words(found, hits[0])
        raise AssertionError(f"not on paper: {text}")


def made(paragraphs: dict[str, str]) -> Paper:
    summary = summary_of(year_of(2019), as_of=date(2019, 12, 31), body=default_body())
    kept = KeptText(number="5", dated_on=date(2020, 3, 6), paragraphs=paragraphs)
    doc = document(summary, kept, is_demonstration=True)
    return Paper(doc, pdf_file(doc))


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Iterator[Paper]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_office()
        IssuingBody.objects.filter(is_default=True).update(parent_body="Ủy ban nhân dân tỉnh Thái Nguyên")
        make_many_projects(40)
        yield made({"IV": PANGRAM, "I-1": "Dòng đầu của đoạn.\n\nDòng đầu của đoạn sau."})
        transaction.set_rollback(True)


def about(found: float, wanted: float, within: float = 0.5) -> bool:
    return abs(found - wanted) <= within


# Head ---------------------------------------------------------------------------------


def test_the_nation_and_its_motto(paper: Paper) -> None:
    nation, motto = paper.words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), paper.words("Độc lập - Tự do - Hạnh phúc")

    assert (nation.look, motto.look) == (({BOLD}, {12}), ({BOLD}, {13}))
    assert about(nation.middle, motto.middle)
    assert nation.x0 > PORTRAIT - 15
    assert motto.top - nation.bottom < 2
    start, end = motto.rule()
    assert (about(start, motto.x0), about(end, motto.x1)) == (True, True)


def test_the_bodies(paper: Paper) -> None:
    parent, first = paper.words("ỦY BAN NHÂN DÂN"), paper.words("LIÊN HIỆP CÁC TỔ CHỨC")
    last = paper.words("HỮU NGHỊ TỈNH THÁI NGUYÊN")

    assert (parent.look, first.look, last.look) == (({REGULAR}, {12}), ({BOLD}, {12}), ({BOLD}, {12}))
    assert (about(parent.middle, first.middle), about(first.middle, last.middle)) == (True, True)
    assert parent.x1 < PORTRAIT
    assert about(parent.top, paper.words("CỘNG HÒA XÃ HỘI").top)
    start, end = last.rule()
    assert 1 / 3 <= (end - start) / (last.x1 - last.x0) <= 1 / 2
    assert about((start + end) / 2, last.middle)


def test_number_and_day_stand_on_one_line(paper: Paper) -> None:
    number, day = paper.words("Số: 05/BC-LHHN"), paper.words("Thái Nguyên, ngày 06 tháng 3 năm 2020")

    assert (number.look, day.look) == (({REGULAR}, {13}), ({ITALIC}, {13}))
    assert number.baseline == day.baseline
    assert about(number.middle, paper.words("LIÊN HIỆP CÁC TỔ CHỨC").middle)
    assert about(day.middle, paper.words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").middle)


def test_the_draft_mark_stands_under_the_number(paper: Paper) -> None:
    mark, number = paper.words("DỰ THẢO"), paper.words("Số: 05/BC-LHHN")

    assert mark.faces == {BOLD}
    assert about(mark.middle, number.middle)
    assert number.bottom < mark.top < paper.words("BÁO CÁO").top


def test_kind_and_subject(paper: Paper) -> None:
    kind, subject = paper.words("BÁO CÁO"), paper.words("Tổng kết công tác năm 2019")
    last = paper.words("và phương hướng, nhiệm vụ năm 2020")

    assert (kind.look, subject.look, last.look) == (({BOLD}, {14}),) * 3
    assert [about(words.middle, PORTRAIT) for words in (kind, subject, last)] == [True] * 3
    start, end = last.rule()
    assert 1 / 3 <= (end - start) / (max(subject.x1, last.x1) - min(subject.x0, last.x0)) <= 1 / 2
    assert about((start + end) / 2, PORTRAIT)


# Text ---------------------------------------------------------------------------------


def test_body_text(paper: Paper) -> None:
    first, second = paper.words("Dòng đầu của đoạn."), paper.words("Dòng đầu của đoạn sau.")

    assert first.look == second.look == ({REGULAR}, {14})
    assert about(first.x0, 42.7, 0.2)
    line = 14 * 1.149 / MM
    assert line - 0.1 <= second.baseline - first.baseline - 6 / MM <= 1.5 * line


def body_lines(paper: Paper, page: int) -> list[list[dict[str, Any]]]:
    """The words of each line in the size of the text."""
    words = paper.pages[page].extract_words(extra_attrs=["size"], keep_blank_chars=False, use_text_flow=False)
    lines: dict[int, list[dict[str, Any]]] = {}
    for word in words:
        if round(word["size"], 1) == 14 and 20 < word["top"] / MM < 275:
            lines.setdefault(round(word["bottom"]), []).append(word)
    return [sorted(line, key=lambda word: word["x0"]) for line in lines.values()]


def test_lines_are_justified_without_holes(paper: Paper) -> None:
    """Full lines end at the edge; their gaps are equal, and none is wider than two spaces and a bit (one is 3,5 pt)."""
    lines = [
        line for page in (0, 1, 2) for line in body_lines(paper, page) if len(line) > 4 and line[-1]["x1"] / MM > 190
    ]
    gaps = [[after["x0"] - before["x1"] for before, after in pairwise(line)] for line in lines]

    assert len(lines) > 30
    assert max(max(line) for line in gaps) < 2.2 * 3.5
    assert max(max(line) - min(line) for line in gaps) < 0.5
    assert {round(line[-1]["x1"] / MM) for line in lines} <= {194, 195}


def test_headings(paper: Paper) -> None:
    main, second = paper.words("I. KẾT QUẢ CÔNG TÁC NĂM 2019"), paper.words("1. Công tác tham mưu, chỉ đạo")

    assert main.look == second.look == ({BOLD}, {14})
    assert (about(main.x0, 42.7, 0.2), about(second.x0, 42.7, 0.2)) == (True, True)


def test_no_heading_stands_last_on_a_page(paper: Paper) -> None:
    headings = {block.heading for block in paper.doc.blocks}
    ends = [text.removesuffix(FOOT).rstrip() for text in paper.texts]

    assert [end[-60:] for end in ends if any(end.endswith(heading) for heading in headings)] == []


def test_signature_and_recipients(paper: Paper) -> None:
    place = next(place for place, text in enumerate(paper.texts) if "TM. BAN THƯỜNG VỤ" in text)
    authority, title, name, heard, first, filed = (
        paper.words(text, place)
        for text in (
            "TM. BAN THƯỜNG VỤ",
            "CHỦ TỊCH",
            "Trần Minh Đức",
            "Nơi nhận:",
            f"- {paper.doc.signature.recipients[0]}",
            "- Lưu: ",
        )
    )

    assert (authority.look, title.look, name.look) == (({BOLD}, {14}),) * 3
    assert about(authority.middle, title.middle)
    assert about(title.middle, name.middle)
    assert authority.x0 > PORTRAIT
    assert 25 <= name.top - title.bottom <= 35
    assert (heard.look, first.look, filed.look) == (({BOLD_ITALIC}, {12}), ({REGULAR}, {11}), ({REGULAR}, {11}))
    assert heard.baseline == authority.baseline
    assert about(heard.x0, 30)
    assert "Trên đây là báo cáo" in paper.texts[place]


def test_each_recipient_ends_as_the_decree_says(paper: Paper) -> None:
    lines = paper.doc.signature.recipients

    assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + ["."]
    assert all(f"- {line}" in paper.text for line in lines)


# Annexes ------------------------------------------------------------------------------


def test_head_of_an_annex(paper: Paper) -> None:
    place = paper.pages_of("Phụ lục I")[0]
    number = paper.words("Phụ lục I", place)
    enclosed = paper.words("(Kèm theo Báo cáo số 05/BC-LHHN ngày 06 tháng 3 năm 2020", place)
    title = paper.words("DANH MỤC CHƯƠNG TRÌNH, DỰ ÁN", place)

    assert (number.look, title.look, enclosed.look) == (({BOLD}, {14}), ({BOLD}, {14}), ({ITALIC}, {14}))
    assert (about(number.middle, LANDSCAPE), about(enclosed.middle, LANDSCAPE)) == (True, True)
    assert number.bottom <= title.top + 0.5


def number_on(page: Page) -> list[dict[str, Any]]:
    """Words in the top margin."""
    return [word for word in page.extract_words(extra_attrs=["size", "fontname"]) if word["bottom"] / MM < 20]


def test_page_numbers_stand_centred_on_top_from_page_two(paper: Paper) -> None:
    assert number_on(paper.pages[0]) == []
    for place in (1, 2):
        (word,) = number_on(paper.pages[place])
        assert (word["text"], round(word["size"])) == (str(place + 1), 13)
        assert word["fontname"].endswith("+Liberation-Serif")
        assert about((word["x0"] + word["x1"]) / 2 / MM, PORTRAIT)
        assert about((word["top"] + word["bottom"]) / 2 / MM, 10, 1.5)


def test_each_annex_is_numbered_on_its_own(paper: Paper) -> None:
    for annex in paper.doc.annexes:
        pages = paper.pages_of(f"Phụ lục {annex.number}")
        said = [[word["text"] for word in number_on(paper.pages[place])] for place in pages]
        assert said == [[], *([str(number)] for number in range(2, len(pages) + 1))]
        middle = LANDSCAPE if annex.is_wide else PORTRAIT
        for place in pages[1:]:
            (word,) = number_on(paper.pages[place])
            assert about((word["x0"] + word["x1"]) / 2 / MM, middle)


def test_margins_are_those_of_the_decree(paper: Paper) -> None:
    for page in paper.pages:
        words = [
            word for word in page.extract_words() if word["bottom"] / MM > 20 and (page.height - word["top"]) / MM > 20
        ]
        assert min(word["x0"] for word in words) / MM >= 29.5
        assert (page.width - max(word["x1"] for word in words)) / MM >= 15
        assert min(word["top"] for word in words) / MM >= 20
        assert (page.height - max(word["bottom"] for word in words)) / MM >= 20
        assert {round(page.width / MM), round(page.height / MM)} == {210, 297}
    assert min(word["top"] for word in paper.pages[0].extract_words()) / MM < 22


def test_wide_annexes_lie_across_the_paper(paper: Paper) -> None:
    across = {place for place, page in enumerate(paper.pages) if page.width > page.height}
    wide = [annex for annex in paper.doc.annexes if annex.is_wide]

    assert across == {place for annex in wide for place in paper.pages_of(f"Phụ lục {annex.number}")}
    assert len(wide) > 2


def test_the_head_of_a_list_repeats_on_every_page(paper: Paper) -> None:
    pages = paper.pages_of("Phụ lục I")

    assert len(pages) > 2
    assert [paper.texts[place].count("(1) (2) (3) (4)") for place in pages] == [1] * len(pages)


def test_the_totals_stand_once_with_a_row_before_them(paper: Paper) -> None:
    pages = paper.pages_of("Phụ lục I")
    totals = [place for place in pages if "Tổng cộng" in paper.texts[place]]

    assert totals == [pages[-1]]
    before = paper.texts[pages[-1]].partition("Tổng cộng")[0]
    assert re.search(r"\b43 Chăm sóc", before)


def test_units_of_money_stand_under_one_another(paper: Paper) -> None:
    """The last digit before the comma has one place in a column, with cents and without."""
    words = [
        word
        for place in paper.pages_of("Phụ lục I")
        for word in paper.pages[place].extract_words()
        if re.fullmatch(r"[\d.]{5,}(,\d\d)?", word["text"]) and 160 < word["x0"] / MM < 260
    ]
    # A comma is a quarter of the size wide, a digit a half.
    ends = sorted(word["x1"] / MM - (1.25 * 8 / MM if "," in word["text"] else 0) for word in words)
    columns = [end for before, end in pairwise([0.0, *ends]) if end - before > 0.3]

    # Aid, committed, disbursed and paid so far; counterpart funds are whole đồng and have no cents.
    assert {len(word["text"].partition(",")[2]) for word in words} == {0, 2}
    assert len(columns) <= 5


def test_no_text_leaves_its_cell(paper: Paper) -> None:
    """Tables are drawn with rules: no letter of a list crosses one of the upright ones."""
    page = paper.pages[paper.pages_of("Phụ lục I")[1]]
    (table,) = page.find_tables()
    cells = [cell for cell in table.cells if cell is not None]
    letters = [char for char in page.chars if char["text"].strip() and table.bbox[1] < char["top"] < table.bbox[3]]
    outside = [
        char["text"]
        for char in letters
        if not any(
            x0 - 0.6 <= char["x0"] and char["x1"] <= x1 + 0.6 and top - 1 <= char["top"] <= bottom
            for x0, top, x1, bottom in cells
        )
    ]

    assert outside == []


# The whole ----------------------------------------------------------------------------


def test_every_letter_survives_extraction(paper: Paper) -> None:
    assert PANGRAM in paper.text


def test_only_liberation_serif_is_embedded(paper: Paper) -> None:
    faces = {char["fontname"].partition("+")[2] for page in paper.pages for char in page.chars}
    embedded = {char["fontname"].partition("+")[0] for page in paper.pages for char in page.chars}

    assert faces == {REGULAR, BOLD, ITALIC, BOLD_ITALIC}
    # A subset tag of six capitals stands before the name of an embedded face.
    assert all(re.fullmatch("[A-Z]{6}", tag) for tag in embedded)


def test_all_text_is_black(paper: Paper) -> None:
    colours = {tuple(char["non_stroking_color"]) for page in paper.pages for char in page.chars}

    assert colours == {(0.0, 0.0, 0.0)}


def test_marks_stand_on_every_page(paper: Paper) -> None:
    assert all(text.endswith(FOOT) for text in paper.texts)


def test_numbers_are_those_of_the_document_and_of_the_figures(paper: Paper) -> None:
    facts = gather(Period.calendar_year(2019))
    committed = figure("committed_usd").total(facts)

    # 6.200.456,45 and forty projects of 1.000,25 to 1.039,25.
    assert committed == 620_045_645 + sum(100_025 + 100 * place for place in range(40))
    assert "6.241.246,45" in paper.text
    assert "đạt 6.241.246 USD" in paper.text


def test_paragraphs_are_those_of_the_page(paper: Paper) -> None:
    said = re.sub(r"\s+", "", paper.text)
    missing = [
        paragraph.text
        for block in paper.doc.blocks
        for paragraph in block.paragraphs
        if not paragraph.is_open and re.sub(r"\s+", "", paragraph.text) not in said
    ]

    # A paragraph that runs over a page break has the foot of the page inside.
    assert len(missing) <= 1


def test_language_title_and_tags(paper: Paper) -> None:
    catalog = paper.pdf.doc.catalog

    assert paper.pdf.metadata["Title"] == (
        "Báo cáo tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020 (dữ liệu minh họa)"
    )
    assert paper.pdf.metadata["Author"] == "Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên"
    assert (catalog["Lang"], catalog["MarkInfo"]) == (b"vi", {"Marked": True})
    assert "StructTreeRoot" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp_of(paper) or b'pdfuaid:part="1"' in xmp_of(paper)


def xmp_of(paper: Paper) -> bytes:
    from pdfminer.pdftypes import resolve1

    return bytes(resolve1(paper.pdf.doc.catalog["Metadata"]).get_data())


def test_tables_are_tagged_as_tables(paper: Paper) -> None:
    def kinds(node: dict[str, Any]) -> Iterator[str]:
        yield node["type"]
        for child in node.get("children", ()):
            yield from kinds(child)

    found = [kind for node in paper.pdf.structure_tree for kind in kinds(node)]

    assert found[0] == "Document"
    assert {"H1", "H2", "H3", "P", "Table", "TH", "TD", "Figure", "Caption", "L", "LI"} <= set(found)


def test_headings_and_annexes_are_bookmarks(paper: Paper) -> None:
    toc = [
        (entry.level, entry.get_title(), entry.get_dest().get_index())
        for entry in pypdfium2.PdfDocument(paper.content).get_toc()
    ]

    assert toc[:3] == [
        (0, "BÁO CÁO", 0),
        (1, "I. KẾT QUẢ CÔNG TÁC NĂM 2019", 0),
        (2, "1. Công tác tham mưu, chỉ đạo", 0),
    ]
    annexes = [(title, page) for level, title, page in toc if level == 0][1:]
    assert annexes == [
        (f"Phụ lục {annex.number}. {annex.title}", paper.pages_of(f"Phụ lục {annex.number}")[0])
        for annex in paper.doc.annexes
    ]


def test_sums_are_equal_wherever_they_stand(paper: Paper) -> None:
    committed = Decimal("6241246.45")
    values = [
        cell.value
        for annex in paper.doc.annexes
        for table in annex.tables
        for row in table.foot
        for cell in row.cells
        if cell.value is not None
    ]

    assert values.count(committed) >= 2
