"""The PDF of the annual report, measured: letters, faces, page numbers, margins, heads, numbers."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest
from django.test import Client

from config.kit.pdf import ForeignAddress, has_font, make_pdf, static_file
from config.kit.periods import Period
from reports.annual import annual_summary, default_body
from reports.facts import gather
from reports.measures import figure
from reports.render.annual_document import Document, KeptText, document
from tests.factories.annual import make_many_projects, make_office

POINTS_PER_MM = Decimal(72) / Decimal("25.4")
PANGRAM = (
    "Do bạch kim rất quý nên sẽ dùng để lắp vô xương, ắ ằ ẵ ặ ẳ ễ ỹ Đ ế ề ể ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự "
    "ý ỳ ỷ ỵ ấ ầ ẩ ẫ ậ ơ ư ă â ê ô đ Ắ Ằ Ẵ Ặ Ễ Ỹ Ơ Ư."
)
TEMPLATE = "reports/annual/document.html"


def mm(points: Any) -> Decimal:
    return Decimal(str(points)) / POINTS_PER_MM


def made(paragraphs: dict[str, str] | None = None) -> tuple[Document, bytes]:
    found = document(
        annual_summary(2019, as_of=date(2019, 12, 31), body=default_body()),
        KeptText(paragraphs=paragraphs or {}),
        is_demonstration=True,
    )
    return found, make_pdf(TEMPLATE, {"document": found})


class Paper:
    """One PDF of an office with forty more projects, read once for all tests below."""

    def __init__(self, doc: Document, content: bytes) -> None:
        self.doc = doc
        self.pdf = pdfplumber.open(io.BytesIO(content))
        self.pages = self.pdf.pages
        self.texts = [" ".join((page.extract_text() or "").replace("\u00a0", " ").split()) for page in self.pages]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def pages_of(self, annex: str) -> list[int]:
        """Pages whose foot names the annex."""
        return [place for place, text in enumerate(self.texts) if f"{annex} DỰ THẢO Dữ liệu minh họa" in text]


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Iterator[Paper]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_office()
        make_many_projects(40)
        yield Paper(*made({"IV": PANGRAM}))
        transaction.set_rollback(True)


def test_every_letter_survives_extraction(paper: Paper) -> None:
    assert PANGRAM in paper.text


def test_only_liberation_serif_is_embedded(paper: Paper) -> None:
    faces = {char["fontname"].partition("+")[2] for page in paper.pages for char in page.chars}
    embedded = {char["fontname"].partition("+")[0] for page in paper.pages for char in page.chars}

    assert faces == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }
    # A subset tag of six capitals stands before the name of an embedded face.
    assert all(re.fullmatch("[A-Z]{6}", tag) for tag in embedded)


def number_on(page: Any) -> list[dict[str, Any]]:
    """Words in the top margin."""
    return [word for word in page.extract_words() if mm(word["bottom"]) < 20]


def test_page_numbers_stand_centred_on_top_from_page_two(paper: Paper) -> None:
    assert number_on(paper.pages[0]) == []
    for place in (1, 2):
        (word,) = number_on(paper.pages[place])
        assert word["text"] == str(place + 1)
        # The middle of the text between the margins of 30 and 15,5 mm.
        assert abs(mm((word["x0"] + word["x1"]) / 2) - Decimal("112.25")) < 1


def test_each_annex_is_numbered_on_its_own(paper: Paper) -> None:
    pages = paper.pages_of("Phụ lục I")

    assert len(pages) > 2
    assert number_on(paper.pages[pages[0]]) == []
    assert [number_on(paper.pages[place])[0]["text"] for place in pages[1:]] == [
        str(number) for number in range(2, len(pages) + 1)
    ]


def test_margins_are_those_of_the_decree(paper: Paper) -> None:
    for page in paper.pages:
        words = [
            word for word in page.extract_words() if mm(word["bottom"]) > 20 and mm(page.height - word["top"]) > 20
        ]
        assert min(mm(word["x0"]) for word in words) >= Decimal("29.5")
        assert min(mm(page.width - word["x1"]) for word in words) >= Decimal("15")
        assert Decimal(20) <= min(mm(word["top"]) for word in words)
        assert min(mm(page.height - word["bottom"]) for word in words) >= Decimal(20)
    first = paper.pages[0].extract_words()
    assert mm(min(word["top"] for word in first)) < Decimal("22")


def test_lists_are_landscape_and_the_rest_portrait(paper: Paper) -> None:
    landscape = {place for place, page in enumerate(paper.pages) if page.width > page.height}
    wanted = {place for annex in ("Phụ lục I", "Phụ lục II", "Phụ lục III") for place in paper.pages_of(annex)}

    assert landscape == wanted


def test_the_head_of_the_list_repeats_on_every_page(paper: Paper) -> None:
    pages = paper.pages_of("Phụ lục I")

    assert [paper.texts[place].count("(1) (2) (3) (4)") for place in pages] == [1] * len(pages)


def test_the_totals_stand_once_with_a_row_before_them(paper: Paper) -> None:
    pages = paper.pages_of("Phụ lục I")
    totals = [place for place in pages if "Tổng cộng" in paper.texts[place]]

    assert totals == [pages[-1]]
    before = paper.texts[pages[-1]].partition("Tổng cộng")[0]
    assert re.search(r"\b43 Chăm sóc", before)


def test_the_signature_shares_its_page_with_the_closing_sentence(paper: Paper) -> None:
    (page,) = [text for text in paper.texts if "TM. BAN THƯỜNG VỤ" in text]

    assert "Trên đây là báo cáo tổng kết công tác năm 2019" in page
    assert "Trần Minh Đức" in page


def test_marks_stand_on_every_page(paper: Paper) -> None:
    assert all(text.endswith("DỰ THẢO Dữ liệu minh họa") for text in paper.texts)


def test_numbers_are_those_of_the_document_and_of_the_figures(paper: Paper) -> None:
    facts = gather(Period.calendar_year(2019))
    committed = figure("committed_usd").total(facts)

    # 6.200.456,45 and forty projects of 1.000,25 to 1.039,25.
    assert committed == 620_045_645 + sum(100_025 + 100 * place for place in range(40))
    assert paper.text.count("6.241.246,45") == 5
    assert "đạt 6.241.246 USD" in paper.text


def test_paragraphs_are_those_of_the_page(paper: Paper) -> None:
    said = re.sub(r"\s+", "", paper.text)
    missing = [
        paragraph.text
        for block in paper.doc.blocks
        for paragraph in block.paragraphs
        if not paragraph.is_open and re.sub(r"\s+", "", paragraph.text) not in said
    ]

    # A paragraph that runs over a page break has the foot of the page inside; none of these does.
    assert missing == []


def test_title_and_language(paper: Paper) -> None:
    assert paper.pdf.metadata["Title"] == (
        "Báo cáo tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020 (dữ liệu minh họa)"
    )
    assert paper.pdf.metadata["Author"] == "Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên"


# Small papers ----------------------------------------------------------------------


@pytest.mark.django_db
def test_a_year_without_data_is_one_proper_page(leader_client: Client) -> None:
    answer = leader_client.get("/reports/annual/1990.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="bao-cao-tong-ket-1990.pdf"'
    with pdfplumber.open(io.BytesIO(answer.content)) as found:
        (page,) = found.pages
        said = (page.extract_text() or "").replace("\u00a0", " ")
    assert "Không có số liệu trong kỳ báo cáo." in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said


@pytest.mark.django_db
def test_markup_in_a_paragraph_fetches_nothing() -> None:
    make_office()
    text = '<img src="http://127.0.0.1:9/a.png"><link rel="stylesheet" href="file:///etc/passwd">'

    _, content = made({"IV": text})

    with pdfplumber.open(io.BytesIO(content)) as found:
        said = " ".join(" ".join((page.extract_text() or "").split()) for page in found.pages)
    assert "http://127.0.0.1:9/a.png" in said
    assert "root:" not in said


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.css",
        "file:///etc/passwd",
        "data:text/css,*{}",
        "static:../config/settings/base.py",
        "static:css/../../pyproject.toml",
        "static:css/missing.css",
        "static:js/print.js",
        "static:%2e%2e/manage.py",
        "",
    ],
)
def test_only_our_own_static_files_are_served(url: str) -> None:
    with pytest.raises(ForeignAddress):
        static_file(url)


def test_the_stylesheet_is_served() -> None:
    content, kind = static_file("static:css/report.css")

    assert (content.startswith(b"/* V"), kind) == (True, "text/css")


def test_this_machine_has_the_font() -> None:
    assert has_font()
