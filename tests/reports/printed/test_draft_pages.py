"""The page of a draft: what it shows to whom, its toolbar, its days and bodies."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from config.kit.writing import archive
from config.reference.models import ImportBatch, IssuingBody
from reports.models import Report, Term
from reports.printed.sections import mark_of
from tests.factories.annual import make_many_projects, make_office
from tests.factories.printed import make_issued, make_report
from tests.reports.printed.reading import plain, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

PREVIEW, DRAFT = "/reports/annual/2019/", "/reports/annual/2019/draft/"
EDIT, OUTLINE = "/reports/annual/2019/edit/", "/reports/annual/2019/outline/"
PDF = "/reports/annual/2019.pdf"
WRITING = ("Sửa lời văn", "Sửa các mục", "Ban hành")


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
    assert "(Danh mục tại Phụ lục I" in said
    assert "TM. BAN THƯỜNG VỤ CHỦ TỊCH Trần Minh Đức" in said
    assert "DỰ THẢO" in said


def test_leader_may_take_the_files_but_not_edit(leader_client: Client, staff_client: Client) -> None:
    for_leader, for_staff = (toolbar_of(client.get(PREVIEW)) for client in (leader_client, staff_client))

    files = ["Tải PDF", "Tải Word", "Tải Excel"]
    assert [word for word in files if word not in for_leader] == []
    assert [word for word in WRITING if word in for_leader] == []
    assert [word for word in (*WRITING, *files, "So sánh") if word not in for_staff] == []
    for address in (EDIT, OUTLINE):
        assert (leader_client.get(address).status_code, leader_client.post(address).status_code) == (403, 403)
    assert not Report.objects.exists()


def toolbar_of(page: Any) -> str:
    """What stands above the document."""
    html = page.content.decode()
    return plain(html[html.index("<main") : html.index("<article")])


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for address in (PREVIEW, DRAFT, EDIT, OUTLINE, PDF, "/reports/"):
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
        "/reports/annual/2019.doc/",
        "/reports/annual/02019/",
        "/reports/monthly/2019/",
        "/reports/term/2099-2100/",
        "/reports/term/999999999999/",
        "/reports/span/2019-02-30_2019-05-31/",
        "/reports/span/2019-06-01_2019-05-31/",
        "/reports/span/1900-06-01_2019-05-31/",
        "/reports/annual/2019/?body=9999",
        "/reports/annual/2019/?body=x",
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
    assert [word for word in WRITING if word in toolbar_of(staff_client.get(PREVIEW))] == []
    assert [
        send(address).status_code for address in (EDIT, OUTLINE) for send in (staff_client.get, staff_client.post)
    ] == ([302] * 4)
    assert not Report.objects.exists()


# Body, day, files -----------------------------------------------------------------


def test_every_kind_opens_by_its_address(leader_client: Client) -> None:
    term = Term.objects.get(name="2015-2020")
    titles = {
        "annual/2019": "Tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020",
        "decree-year/2019": "Tổng kết công tác năm 2019 (từ ngày 15/12/2018 đến ngày 14/12/2019)",
        "half-year/2019": "Kết quả công tác 6 tháng đầu năm 2019 và phương hướng, nhiệm vụ 6 tháng cuối năm 2019",
        "nine-months/2019": "Kết quả công tác 9 tháng năm 2019 và phương hướng, nhiệm vụ 3 tháng cuối năm 2019",
        f"term/{term.pk}": "Tổng kết công tác nhiệm kỳ 2015-2020 và phương hướng, nhiệm vụ nhiệm kỳ tới",
        "term/2015-2020": "Tổng kết công tác nhiệm kỳ 2015-2020 và phương hướng, nhiệm vụ nhiệm kỳ tới",
        "span/2019-02-01_2019-05-31": "Kết quả công tác từ ngày 01/02/2019 đến ngày 31/05/2019",
    }

    said = {which: text_of(leader_client.get(f"/reports/{which}/draft/")) for which in titles}

    assert [which for which, title in titles.items() if title not in said[which]] == []


def test_another_body_is_chosen_and_goes_along(staff_client: Client) -> None:
    other = IssuingBody.objects.in_order_of_use()[1]

    page = staff_client.get(DRAFT, {"body": other.pk, "as_of": "30/6/2019"})

    html = page.content.decode()
    assert f"/{other.report_symbol}" in text_of(page)
    assert f'<option value="{other.pk}" selected>{other.name}</option>' in html
    assert f'href="{EDIT}?body={other.pk}"' in html
    assert f'href="{OUTLINE}?body={other.pk}"' in html
    assert f'href="/reports/annual/2019/draft.docx?body={other.pk}&amp;as_of=2019-06-30"' in html


def test_two_bodies_keep_their_own_words(staff_client: Client) -> None:
    make_office()
    usual, other = IssuingBody.objects.in_order_of_use()[:2]
    make_report(body=usual, paragraphs={"IV": "Lời của Liên hiệp."})
    make_report(body=other, paragraphs={"IV": "Lời của Sở."})

    said = [text_of(staff_client.get(DRAFT, {"body": body.pk})) for body in (usual, other)]

    assert [("Lời của Liên hiệp." in text, "Lời của Sở." in text) for text in said] == [(True, False), (False, True)]


def test_an_issued_time_still_has_its_draft(leader_client: Client) -> None:
    issued = make_issued(2019, number="12", dated_on=date(2020, 2, 14))

    page = leader_client.get(DRAFT)

    said = toolbar_of(page)
    assert "Báo cáo này đã ban hành, số 12 ngày 14/02/2020: mở báo cáo đã ban hành" in said
    assert f'href="/reports/issued/{issued.pk}/"' in page.content.decode()
    assert leader_client.get(PREVIEW).headers["Location"] == f"/reports/issued/{issued.pk}/"


# Edited words under moved figures --------------------------------------------------


def test_moved_figures_show_both_wordings_to_those_who_edit(staff_client: Client, leader_client: Client) -> None:
    make_office()
    words = {"I-5": "Lời <b>của</b> chuyên viên.", "I-5@soạn": mark_of("Lời soạn cũ."), "IV": "Chưa có lời soạn."}
    make_report(paragraphs={**words, "IV@soạn": mark_of("")})

    for_staff, for_leader = (client.get(DRAFT).content.decode() for client in (staff_client, leader_client))

    moved = for_staff[for_staff.index("Đoạn đã sửa mà số liệu đã đổi") : for_staff.index("<article")]
    assert "trong 1 đoạn dưới đây" in moved
    assert "Lời &lt;b&gt;của&lt;/b&gt; chuyên viên." in moved
    assert "Trong năm tổ chức 01 lớp tập huấn" in moved.replace("\u00a0", " ")
    assert f'href="{EDIT}#id_doan-I-5"' in moved
    assert "Chưa có lời soạn." not in moved
    assert "Đoạn đã sửa mà số liệu đã đổi" not in for_leader


def test_a_left_out_paragraph_and_another_day_tell_nothing(staff_client: Client) -> None:
    make_office()
    report = make_report(paragraphs={"I-5": "Lời cũ.", "I-5@soạn": mark_of("Lời soạn cũ.")})

    on_another_day = staff_client.get(DRAFT, {"as_of": "30/6/2019"}).content.decode()
    report.layout = [{"key": "I-5", "level": 3, "title": "", "is_shown": False}]
    report.save()
    left_out = staff_client.get(DRAFT).content.decode()

    assert ["Đoạn đã sửa mà số liệu đã đổi" in page for page in (on_another_day, left_out)] == [False, False]


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

    with django_assert_num_queries(141):
        leader_client.get(PREVIEW)
