"""The list of reports: what was issued, what is being written, years with data, and the form that asks for any."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from config.accounts.models import User
from config.kit.writing import archive, lock, save
from config.reference.models import IssuingBody
from reports.models import Report, Term
from tests.factories.printed import make_issued, make_report
from tests.factories.reports import commit, make_term, project
from tests.reports.printed.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.page]

LIST = "/reports/"
FIRST_TERM = "2015-2020"


def rows_of(page: Any, caption: str) -> list[str]:
    """The rows of a table of the page as they read, its head first."""
    html = page.content.decode()
    table = next(one for one in re.findall(r"<table.*?</table>", html, re.DOTALL) if f">{caption}</caption>" in one)
    return [plain(row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]


# Tables --------------------------------------------------------------------------


def test_years_with_data_stand_newest_first(leader_client: Client) -> None:
    one = project()
    for year in (2016, 2019, 2017):
        commit(one, date(year, 3, 1), "1")
    archive(commit(one, date(2011, 3, 1), "1"), by=None, reason="Nhập trùng")
    make_report(2019, paragraphs={"IV": "Đề nghị.", "IV@soạn": "0" * 16})
    make_issued(2016, number="05", dated_on=date(2017, 2, 10))

    rows = rows_of(leader_client.get(LIST), "Các năm có số liệu")

    assert rows[1:] == [
        "Năm 2019 Đã sửa 1 đoạn Tải PDF Tải Word Tải Excel",
        "Năm 2017 Soạn sẵn Tải PDF Tải Word Tải Excel",
        "Năm 2016 Đã ban hành, số 05 Tải PDF Tải Word Tải Excel",
    ]


def test_empty_list_says_what_to_do(leader_client: Client) -> None:
    page = leader_client.get(LIST).content.decode()

    assert "Chưa có năm nào có số liệu" in page
    assert ("Báo cáo đã ban hành" in page, "Báo cáo đang soạn" in page) == (False, False)


def test_issued_reports_stand_by_year_with_what_replaced_them(leader_client: Client) -> None:
    first = make_issued(2019, number="12", dated_on=date(2019, 12, 20), standing="estimate")
    make_issued(2018, number="03", dated_on=date(2019, 2, 15))
    make_issued(2019, number="07", dated_on=date(2020, 2, 14), replaces=first)

    page = leader_client.get(LIST)

    name, body = "Tổng kết công tác năm 2019", "Liên hiệp"
    assert rows_of(page, "Năm 2019")[1:] == [
        f"{name} thay báo cáo số 12 07/BC-LHHN 14/02/2020 {body} Số chính thức",
        f"{name} đã được thay bằng báo cáo số 07 12/BC-LHHN 20/12/2019 {body} Số ước",
    ]
    assert page.content.decode().index(">Năm 2019</caption>") < page.content.decode().index(">Năm 2018</caption>")


def test_draft_tells_who_changed_it_last(staff_client: Client, staff: User) -> None:
    draft = make_report(2019)
    draft = lock(Report, draft.pk)
    draft.number = "05"
    save(draft, by=staff)

    row = rows_of(staff_client.get(LIST), "Báo cáo đang soạn")[1]

    assert row.startswith("Tổng kết công tác năm 2019 Liên hiệp Soạn sẵn ")
    assert row.endswith(" Đặng Văn Thưởng")


@pytest.mark.parametrize("times", [1, 3])
def test_list_asks_the_same_number_of_questions(
    times: int, staff_client: Client, staff: User, django_assert_num_queries: Any
) -> None:
    one, bodies = project(), list(IssuingBody.objects.order_by("pk"))
    for number in range(times):
        commit(one, date(2010 + number, 3, 1), "1")
        old = make_issued(
            2010 + number, number=f"{number}1", dated_on=date(2015, 3, 1), standing="estimate", body=bodies[0]
        )
        make_issued(2010 + number, number=f"{number}2", dated_on=date(2016, 3, 1), replaces=old, body=bodies[0])
        save(lock(Report, make_report(2010 + number).pk), by=staff)

    # Session, user; the form's terms and bodies; drafts, issued reports, their corrections, names; four of the years;
    # the shell's office and demonstration mark; the session is stored in three.
    with django_assert_num_queries(17):
        staff_client.get(LIST)


# The form ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ({"kind": "annual", "year": "2019"}, "/reports/annual/2019/draft/"),
        ({"kind": "decree-year", "year": "2019"}, "/reports/decree-year/2019/draft/"),
        ({"kind": "half-year", "year": " 2019 ", "term": "", "start_on": ""}, "/reports/half-year/2019/draft/"),
        ({"kind": "nine-months", "year": "1945"}, "/reports/nine-months/1945/draft/"),
        (
            {"kind": "span", "start_on": "1/2/2019", "end_on": "31.5.2019"},
            "/reports/span/2019-02-01_2019-05-31/draft/",
        ),
        ({"kind": "span", "start_on": "1/2/2019", "end_on": "1/2/2019"}, "/reports/span/2019-02-01_2019-02-01/draft/"),
    ],
)
def test_form_leads_to_the_draft(asked: dict[str, str], address: str, leader_client: Client) -> None:
    answer = leader_client.get(LIST, asked)

    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert leader_client.get(address).status_code == 200
    assert not Report.objects.exists()


def test_form_leads_to_a_term_and_to_another_body(leader_client: Client) -> None:
    term = Term.objects.get(name=FIRST_TERM)
    usual, other = list(IssuingBody.objects.in_order_of_use())[:2]

    of_term = leader_client.get(LIST, {"kind": "term", "term": term.pk, "body": usual.pk})
    of_other = leader_client.get(LIST, {"kind": "annual", "year": "2019", "body": other.pk})

    assert of_term.headers["Location"] == f"/reports/term/{term.pk}/draft/"
    assert of_other.headers["Location"] == f"/reports/annual/2019/draft/?body={other.pk}"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"kind": "annual", "year": ""}, "Ghi năm của báo cáo, ví dụ "),
        ({"kind": "annual", "year": "1944"}, "Năm phải trong khoảng từ 1945 đến 2100."),
        ({"kind": "half-year", "year": "hai nghìn"}, "hai nghìn"),
        ({"kind": "term", "year": "2019"}, "Chọn nhiệm kỳ của báo cáo."),
        ({"kind": "term", "term": "999"}, "999"),
        ({"kind": "span", "start_on": "1/2/2019"}, "Báo cáo giữa hai ngày cần đủ ngày đầu và ngày cuối."),
        (
            {"kind": "span", "start_on": "1/2/2019", "end_on": "31/1/2019"},
            "Ngày cuối (31/01/2019) trước ngày đầu (01/02/2019). Xem lại hai ngày.",
        ),
        ({"kind": "span", "start_on": "31/2/2019", "end_on": "1/5/2019"}, "31/2/2019"),
        ({"kind": "span", "start_on": "2019", "end_on": "1/5/2019"}, "Ô này cần đủ ngày, tháng, năm"),
        ({"kind": "monthly", "year": "2019"}, "monthly"),
        ({"kind": "", "year": "2019"}, "Chưa nhập loại báo cáo."),
        ({"kind": "annual", "year": "2019", "body": "0"}, "Chưa lập được báo cáo"),
        ({"kind": "annual\x00", "year": "20\x0019"}, "ký tự rỗng"),
        ({"kind": "annual", "year": "<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(asked: dict[str, str], sentence: str, leader_client: Client) -> None:
    page = leader_client.get(LIST, asked)

    said = page.content.decode()
    assert (page.status_code, "Chưa lập được báo cáo" in said, sentence in said) == (200, True, True)
    assert "<script>alert" not in said


def test_office_with_one_body_is_not_asked_for_it(leader_client: Client) -> None:
    for body in IssuingBody.objects.filter(is_default=False):
        archive(body, by=None, reason="Thử")
    make_term(name="2030-2035", start_on=date(2030, 1, 1), end_on=date(2034, 12, 31))

    page = leader_client.get(LIST).content.decode()

    assert ('name="body"' in page, ">2030-2035</option>" in page) == (False, True)
