"""The official working programme on paper: in Vietnamese, in English, side by side."""

import io
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.template.loader import render_to_string
from django.test import Client

from config.kit import scripts
from config.kit.days import partial_en, weekday_and_day, weekday_and_day_en
from config.kit.partial_dates import PartialDate
from config.kit.pdf import PdfUnavailable
from config.reference.models import Agency
from delegations.models import Delegation
from delegations.programme_paper import ProgrammePaper, programme_paper
from tests.factories.delegations import make_delegation, make_item

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)
HOST = ("Liên hiệp các tổ chức hữu nghị tỉnh", "Provincial Union of Friendship Organisations")


def visit(**fields: Any) -> Delegation:
    known = {"arrival_on": DAY, "departure_on": date(2018, 3, 8), "name": "Đoàn bác sĩ Daegu", "head_name": "Kim"}
    return make_delegation(["KR"], **known | {"headcount": 12, "headcount_qualifier": "khoảng"} | fields)


def paper_of(delegation: Delegation, language: str = "vi", **more: Any) -> ProgrammePaper:
    record = Delegation.objects.for_programme().get(pk=delegation.pk)
    return programme_paper(record, list(record.programme.all()), **{"language": language, "host": HOST} | more)


def html_of(paper: ProgrammePaper) -> str:
    return render_to_string("delegations/programme_paper.html", {"paper": paper})


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [page.extract_text() for page in paper.pages]


# Days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2018, 3, 5), "Thứ Hai, ngày 05/3/2018", "Monday, 5 March 2018"),
        (date(2019, 2, 10), "Chủ nhật, ngày 10/02/2019", "Sunday, 10 February 2019"),
        (date(2016, 12, 31), "Thứ Bảy, ngày 31/12/2016", "Saturday, 31 December 2016"),
    ],
)
def test_days_are_headed_as_documents_do(day: date, vietnamese: str, english: str) -> None:
    assert (weekday_and_day(day), weekday_and_day_en(day)) == (vietnamese, english)


def test_a_rough_date_in_english() -> None:
    rough = (
        PartialDate.of_day(DAY),
        PartialDate.of_month(2018, 3),
        PartialDate.of_quarter(2018, 3),
        PartialDate.of_year(2018),
    )

    assert [partial_en(one) for one in rough] == ["5 March 2018", "March 2018", "third quarter of 2018", "2018"]


# What stands on it ------------------------------------------------------------------


def test_the_paper_holds_days_with_their_lines() -> None:
    delegation = visit(host_leader="Lê Toàn")
    make_item(delegation, date(2018, 3, 6), "", "Khám bệnh", vehicle="20A-123.45", interpreter="Minh Châu")
    make_item(delegation, DAY, "14:00", "Thăm trường", content_en="School visit")
    make_item(
        delegation, DAY, "08:30-10:00", "Tiếp xã giao", place="UBND tỉnh", counterpart="Lê Toàn", in_charge="Thu Hà"
    )

    paper = paper_of(delegation)

    assert [day.heading.text for day in paper.days] == ["Thứ Hai, ngày 05/3/2018", "Thứ Ba, ngày 06/3/2018"]
    told = [(line.hours.text, line.content.text, line.place.text, line.who) for day in paper.days for line in day.lines]
    assert told == [
        ("08:30 – 10:00", "Tiếp xã giao", "UBND tỉnh", "Lê Toàn"),
        ("14:00", "Thăm trường", "", ""),
        ("cả ngày", "Khám bệnh", "", ""),
    ]
    cares = [[(care.label, care.text) for care in line.cares] for day in paper.days for line in day.lines]
    assert cares == [[("", "Thu Hà")], [], [("Xe", "20A-123.45"), ("Phiên dịch", "Minh Châu")]]
    assert [(fact.label, fact.value.text, fact.value.text_en) for fact in paper.facts] == [
        ("Nước", "Hàn Quốc", paper.facts[0].value.text_en),
        ("Trưởng đoàn", "Kim", "Kim"),
        ("Số người", "khoảng 12", "about 12"),
        ("Lãnh đạo tiếp đoàn", "Lê Toàn", "Lê Toàn"),
    ]
    assert (paper.stay.text, paper.stay.text_en) == ("05/03/2018 – 08/03/2018", "5 March 2018 – 8 March 2018")
    assert paper.has_marks is False


def test_what_has_no_english_stands_in_vietnamese_with_a_star_and_a_note() -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30", "Tiếp xã giao", content_en="Courtesy call", place="UBND tỉnh")

    paper = paper_of(delegation, "both")
    html = html_of(paper)

    (line,) = paper.days[0].lines
    assert (line.content.text_en, line.content.is_marked) == ("Courtesy call", False)
    assert (line.place.text_en, line.place.is_marked) == ("UBND tỉnh", True)
    assert '<span lang="vi">UBND tỉnh</span><sup>*</sup>' in html
    assert "* Chưa có bản tiếng Anh, ghi bằng tiếng Việt." in html


def test_side_by_side_with_all_english_needs_no_note() -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30", "Tiếp xã giao", content_en="Courtesy call", place="UBND", place_en="Office")

    assert "<sup>" not in html_of(paper_of(delegation, "both"))


def test_the_english_paper_says_everything_it_can_in_english() -> None:
    delegation = visit()
    make_item(
        delegation, DAY, "", "Khám bệnh", content_en="Medical care", place="Xã", place_en="Commune", vehicle="20A"
    )

    html = html_of(paper_of(delegation, "en"))

    wanted = (
        "WORKING PROGRAMME",
        "Monday, 5 March 2018",
        "all day",
        "Medical care",
        "Commune",
        "Vehicle: ",
        HOST[1].upper(),
    )
    assert [text in html for text in wanted] == [True] * len(wanted)
    assert [text in html for text in ("CHƯƠNG TRÌNH", "Khám bệnh", "cả ngày", "Thứ Hai")] == [False] * 4
    assert "* In Vietnamese: not yet translated." in html


def test_what_was_typed_is_never_markup() -> None:
    delegation = visit(name="<b>Đoàn</b>")
    make_item(delegation, DAY, "08:30", "<script>x</script>", place="<i>", counterpart="<img>")

    html = html_of(paper_of(delegation, "both"))

    assert [text in html for text in ("<script", "<img", "<b>Đoàn", "&lt;script&gt;")] == [False, False, False, True]


# Letters without a font ---------------------------------------------------------------


def test_letters_without_a_font_are_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "known_letters", lambda: frozenset())
    delegation = visit(head_name="Kim 김영희 ລາວ")

    html = html_of(paper_of(delegation, "vi", spell=scripts.printable))

    assert "Kim Gimyeonghui […]" in html
    assert "Máy chủ thiếu phông cho chữ này" in html


# The file ----------------------------------------------------------------------------


def test_the_pdf_in_three_languages(leader_client: Client) -> None:
    delegation = visit(host=Agency.objects.filter(name_en="").first())
    make_item(delegation, DAY, "08:30-10:00", "Tiếp xã giao", content_en="Courtesy call")
    url = f"/delegations/{delegation.pk}/programme.pdf"

    texts = {lang: pages_of(leader_client.get(f"{url}?lang={lang}").content)[0] for lang in ("vi", "en", "both", "xx")}

    assert ("CHƯƠNG TRÌNH LÀM VIỆC" in texts["vi"], "WORKING PROGRAMME" in texts["vi"]) == (True, False)
    assert ("CHƯƠNG TRÌNH LÀM VIỆC" in texts["en"], "WORKING PROGRAMME" in texts["en"]) == (False, True)
    assert ("CHƯƠNG TRÌNH LÀM VIỆC" in texts["both"], "Courtesy call" in texts["both"]) == (True, True)
    assert texts["xx"] == texts["vi"]


def test_the_pdf_is_named_typed_and_always_the_same(leader_client: Client) -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30", "Đón đoàn")
    url = f"/delegations/{delegation.pk}/programme.pdf"

    first, second = leader_client.get(url), leader_client.get(url)

    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/pdf")
    assert first.headers["Content-Disposition"] == 'inline; filename="chuong-trinh-doan-bac-si-daegu.pdf"'
    assert first.content == second.content


def test_a_long_programme_repeats_its_head_and_loses_nothing(leader_client: Client) -> None:
    delegation = visit()
    for number in range(40):
        content = f"Mục số {number:02d}: " + "khám bệnh, cấp thuốc miễn phí cho nhân dân trong xã " * 4
        make_item(delegation, date(2018, 3, 5 + number // 10), f"{7 + number % 10:02d}:00", content[:500])

    pages = pages_of(leader_client.get(f"/delegations/{delegation.pk}/programme.pdf").content)

    whole = " ".join(pages)
    assert [f"Mục số {number:02d}" in whole for number in range(40)] == [True] * 40
    assert ["Thời gian" in page for page in pages] == [True] * len(pages)
    assert len(pages) > 2


def test_a_machine_without_pdf_says_what_to_install(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(template: str, context: Any) -> bytes:
        raise PdfUnavailable("Máy chủ thiếu thư viện tạo PDF.")

    monkeypatch.setattr("delegations.views.programme_papers.make_pdf", refuse)
    response = leader_client.get(f"/delegations/{visit().pk}/programme.pdf")

    assert response.status_code == 503
    assert "Máy chủ thiếu thư viện tạo PDF." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_paper_do_not_grow(
    count: int, leader_client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delegations.views.programme_papers.make_pdf", lambda template, context: b"%PDF-")
    delegation = make_delegation(["KR", "LA", "TH"][:count], arrival_on=DAY)
    for _ in range(count):
        make_item(delegation, DAY, "08:30")

    with django_assert_num_queries(11):
        leader_client.get(f"/delegations/{delegation.pk}/programme.pdf")
