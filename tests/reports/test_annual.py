"""The pages of the annual report: list, preview, editor, command."""

import json
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from config.kit.writing import archive
from config.reference.models import ImportBatch, IssuingBody
from reports.models import Report
from reports.render.typography import bind, bind_paragraph, two_lines
from tests.factories.annual import make_many_projects, make_office
from tests.factories.reports import commit, project

pytestmark = pytest.mark.django_db

PREVIEW, EDIT, PDF = "/reports/annual/2019/", "/reports/annual/2019/edit/", "/reports/annual/2019.pdf"


def text_of(page: Any) -> str:
    """What a reader sees of the document, with plain spaces."""
    html = page.content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    return " ".join(re.sub(r"<[^>]+>", " ", article).replace("\u00a0", " ").split())


# Preview ------------------------------------------------------------------------


def test_preview_shows_the_document(leader_client: Client) -> None:
    make_office()

    said = text_of(leader_client.get(PREVIEW))

    assert "Số: /BC-LHHN Thái Nguyên, ngày tháng năm 2020" in said
    assert (
        "Giá trị cam kết trong năm đạt 6.200.456 USD (tương đương 124 tỷ đồng), giảm 12,9% so với năm 2018." not in said
    )
    assert (
        "Giá trị cam kết trong năm đạt 6.200.456 USD (tương đương 124,0 tỷ đồng), giảm 12,9% so với năm 2018." in said
    )
    assert "(Danh mục tại Phụ lục I.)" in said
    assert "TM. BAN THƯỜNG VỤ CHỦ TỊCH Trần Minh Đức" in said
    assert "DỰ THẢO" in said


def test_leader_may_take_the_pdf_but_not_edit(leader_client: Client, staff_client: Client) -> None:
    seen_by_leader = leader_client.get(PREVIEW).content.decode()
    seen_by_staff = staff_client.get(PREVIEW).content.decode()

    assert ("Tải PDF" in seen_by_leader, "Sửa lời văn" in seen_by_leader) == (True, False)
    assert ("Tải PDF" in seen_by_staff, "Sửa lời văn" in seen_by_staff) == (True, True)
    assert leader_client.get(EDIT).status_code == 403
    assert leader_client.post(EDIT, {"doan-IV": "x"}).status_code == 403
    assert not Report.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for address in (PREVIEW, EDIT, PDF, "/reports/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/reports/annual/1944/",
        "/reports/annual/2101/",
        "/reports/annual/99999999999999999999/",
        "/reports/annual/0/",
        "/reports/annual/-2019/",
        "/reports/annual/hai-nghìn/",
        "/reports/annual/2019%00/",
        "/reports/annual/2101.pdf",
        "/reports/annual/2101/edit/",
        "/reports/annual/2019.docx",
    ],
)
def test_a_year_that_cannot_be_is_not_found(address: str, staff_client: Client) -> None:
    assert staff_client.get(address).status_code == 404


@pytest.mark.parametrize("year", [1945, 2100])
def test_the_first_and_the_last_year_open(year: int, leader_client: Client) -> None:
    said = text_of(leader_client.get(f"/reports/annual/{year}/"))

    assert f"Tổng kết công tác năm {year} và phương hướng, nhiệm vụ năm {year + 1}" in said
    assert "Không có số liệu trong kỳ báo cáo." in said
    assert "Phụ lục" not in said


@pytest.mark.parametrize("text", ["hôm nay", "2018-12-31", "32/12/2019", "2019", "\x00", "a" * 500, "<script>"])
def test_a_day_that_cannot_be_read_gets_a_sentence(text: str, leader_client: Client) -> None:
    make_office()

    page = leader_client.get(PREVIEW, {"as_of": text})

    assert page.status_code == 200
    assert "Chưa đổi được ngày tính số liệu" in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    assert "6.200.456 USD" in text_of(page)


def test_a_day_inside_the_year_changes_the_numbers(leader_client: Client) -> None:
    make_office()

    said = text_of(leader_client.get(PREVIEW, {"as_of": "30/6/2019"}))

    assert "Giá trị cam kết từ đầu năm đến ngày 30/06/2019 đạt 6.000.000 USD" in said
    assert "so với cùng kỳ năm 2018" in said


def test_the_demonstration_is_marked(leader_client: Client) -> None:
    make_office()
    before = text_of(leader_client.get(PREVIEW))
    ImportBatch.objects.create(
        file_name="Dữ liệu minh họa",
        content=b"",
        sha256="0" * 64,
        register="demo",
        state=ImportBatch.State.SAVED,
        saved_at="2020-01-01T00:00:00Z",
    )

    after = text_of(leader_client.get(PREVIEW))

    assert ("Dữ liệu minh họa" in before, "Dữ liệu minh họa" in after) == (False, True)


def test_without_an_issuing_body_the_page_says_so(leader_client: Client, staff_client: Client) -> None:
    for body in IssuingBody.objects.all():
        archive(body, by=None, reason="Thử")

    assert "Chưa khai báo cơ quan ban hành" in leader_client.get(PREVIEW).content.decode()
    assert staff_client.get(EDIT).status_code == 302


# The list -----------------------------------------------------------------------


def test_the_list_has_the_years_with_data_newest_first(leader_client: Client) -> None:
    one = project()
    for year in (2016, 2019, 2017):
        commit(one, date(year, 3, 1), "1")
    archive(commit(one, date(2011, 3, 1), "1"), by=None, reason="Nhập trùng")

    page = leader_client.get("/reports/")

    assert [line.year for line in page.context["lines"]] == [2019, 2017, 2016]


def test_the_empty_list_says_what_to_do(leader_client: Client) -> None:
    assert "Chưa có năm nào có số liệu" in leader_client.get("/reports/").content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    times: int, staff_client: Client, django_assert_num_queries: Any
) -> None:
    one, body = project(), IssuingBody.objects.get(is_default=True)
    for number in range(times):
        commit(one, date(2010 + number, 3, 1), "1")
        Report.objects.create(year=2010 + number, body=body)

    with django_assert_num_queries(14):
        staff_client.get("/reports/")


# Lines that must not break ---------------------------------------------------------


def test_no_break_spaces() -> None:
    assert bind("Đến ngày 31/12/2019 có 05 hội Việt - Lào (Phụ lục II)") == (
        "Đến ngày\u00a031/12/2019\u00a0có 05\u00a0hội Việt\u00a0- Lào (Phụ lục\u00a0II)"
    )
    assert bind_paragraph("đạt 12,4% so với cùng kỳ") == "đạt 12,4% so với cùng\u00a0kỳ"


def test_a_long_name_breaks_into_even_lines() -> None:
    assert two_lines("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH THÁI NGUYÊN") == (
        "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ TỈNH THÁI NGUYÊN"
    )
    assert two_lines("SỞ NGOẠI VỤ") == "SỞ NGOẠI VỤ"


# One number everywhere ---------------------------------------------------------------


def test_figures_command_preview_and_term_show_the_same_numbers(leader_client: Client) -> None:
    make_office()
    of_year, of_term = (
        json.loads(printed("figures", *words, "--format", "json"))
        for words in (("--from", "2019-01-01", "--to", "2019-12-31"), ("2015-2020", "--as-of", "31/12/2019"))
    )

    said = text_of(leader_client.get(PREVIEW))

    assert of_year["committed_usd"]["total"] == of_term["committed_usd"]["by_year"]["2019"] == "6200456.45"
    assert of_year["disbursed_usd"]["total"] == of_term["disbursed_usd"]["by_year"]["2019"] == "5768531.60"
    assert of_year["projects_running"] == {"Dự án": 2, "Phi dự án": 1}
    assert "6.200.456 ,45 -917.570 ,05 -12,9" in said
    assert "5.768.531 ,60 +637.957 ,40 +12,4" in said
    assert "Trong năm có 03 khoản viện trợ được thực hiện (02 dự án, 01 khoản phi dự án)" in said


def printed(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("times", [1, 3])
def test_the_preview_asks_the_same_number_of_questions(
    times: int, leader_client: Client, django_assert_num_queries: Any
) -> None:
    make_office()
    make_many_projects(times)

    with django_assert_num_queries(124):
        leader_client.get(PREVIEW)
