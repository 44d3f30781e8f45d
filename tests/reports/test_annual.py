"""The pages of the annual report: list, preview, editor, command."""

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from config.accounts.models import User
from config.kit.writing import archive
from config.reference.models import ImportBatch, IssuingBody
from reports.annual_actions import kept_paragraphs
from reports.annual_sections import KEYS, MARK, has_moved, mark_of
from reports.models import Report
from reports.render import pdf
from reports.render.typography import bind, bind_paragraph, two_lines
from tests.factories.annual import make_office
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


# The editor ---------------------------------------------------------------------


def opened(client: Client) -> dict[str, str]:
    """The form's hidden values as they were given."""
    html = client.get(EDIT).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("form_token", "version")}  # type: ignore[index]


def test_a_paragraph_is_kept_and_printed_escaped(staff_client: Client, staff: User) -> None:
    make_office()
    text = "Đề nghị UBND tỉnh <b>bố trí</b> kinh phí.\r\n\r\nĐề nghị thứ hai & cuối."

    answer = staff_client.post(EDIT, {**opened(staff_client), "doan-IV": text, "number": "5", "dated_on": "6/3/2020"})

    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, PREVIEW)  # type: ignore[attr-defined]
    assert report.paragraphs["IV"] == "Đề nghị UBND tỉnh <b>bố trí</b> kinh phí.\n\nĐề nghị thứ hai & cuối."
    assert report.history.get().history_user == staff
    html = staff_client.get(PREVIEW).content.decode().replace("\u00a0", " ")
    assert "<p>Đề nghị UBND tỉnh &lt;b&gt;bố trí&lt;/b&gt; kinh phí.</p>" in html
    assert "<p>Đề nghị thứ hai &amp; cuối.</p>" in html
    assert 'Số: <span class="ky-hieu">05/BC-LHHN</span>' in html
    assert "Thái Nguyên, ngày 06 tháng 3 năm 2020" in html
    assert "(Kèm theo Báo cáo số 05/BC-LHHN ngày 06 tháng 3 năm 2020" in html


def test_the_drafted_words_come_back(staff_client: Client) -> None:
    make_office()
    staff_client.post(EDIT, {**opened(staff_client), "doan-I-5": "Lời của chuyên viên."})
    assert "Lời của chuyên viên." in text_of(staff_client.get(PREVIEW))

    values = {**opened(staff_client), "doan-I-5": "Lời của chuyên viên.", "reset": "I-5"}
    staff_client.post(EDIT, values)

    assert "Lời của chuyên viên." not in text_of(staff_client.get(PREVIEW))
    assert Report.objects.get().paragraphs == {}


def test_the_drafted_words_sent_back_are_no_edit(staff_client: Client) -> None:
    make_office()
    draft = next(
        row.draft for group in staff_client.get(EDIT).context["groups"] for row in group.rows if row.piece.key == "I-5"
    )

    staff_client.post(EDIT, {**opened(staff_client), "doan-I-5": draft, "doan-IV": "Có."})

    assert set(Report.objects.get().paragraphs) == {"IV", f"IV{MARK}"}


def test_moved_figures_mark_the_edited_paragraph(staff_client: Client) -> None:
    make_office()
    staff_client.post(EDIT, {**opened(staff_client), "doan-I-4-gia-tri": "Cam kết đạt hơn 6,2 triệu USD."})
    assert "Số liệu đã đổi sau lần sửa trước" not in staff_client.get(EDIT).content.decode()

    commit(project(), date(2019, 12, 1), "1000")

    rows = [row for group in staff_client.get(EDIT).context["groups"] for row in group.rows if row.has_moved]
    assert [row.piece.key for row in rows] == ["I-4-gia-tri"]
    assert "Số liệu đã đổi sau lần sửa trước" in staff_client.get(EDIT).content.decode()


def test_a_form_sent_twice_is_saved_once(staff_client: Client) -> None:
    values = {**opened(staff_client), "doan-IV": "Một lần."}

    answers = [staff_client.post(EDIT, values) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Report.objects.get().history.count() == 1


def test_an_unchanged_form_of_a_kept_report_writes_nothing(staff_client: Client) -> None:
    staff_client.post(EDIT, {**opened(staff_client), "doan-IV": "Có."})

    staff_client.post(EDIT, {**opened(staff_client), "doan-IV": "Có."})

    assert Report.objects.get().version == 1


def test_the_second_writer_is_told_and_overwrites_nothing(staff_client: Client, admin_client: Client) -> None:
    first, second = opened(staff_client), opened(admin_client)
    staff_client.post(EDIT, {**first, "doan-IV": "Của người thứ nhất."})

    page = admin_client.post(EDIT, {**second, "doan-II-3": "Của người thứ hai."})

    assert page.status_code == 200
    assert "Hồ sơ đã được người khác sửa trong lúc bạn nhập" in page.content.decode()
    assert "Của người thứ hai." in page.content.decode()
    assert Report.objects.get().paragraphs["IV"] == "Của người thứ nhất."


def test_two_edits_of_a_kept_report_are_merged(staff_client: Client, admin_client: Client) -> None:
    staff_client.post(EDIT, {**opened(staff_client), "doan-IV": "Gốc."})
    first, second = opened(staff_client), opened(admin_client)
    staff_client.post(EDIT, {**first, "doan-IV": "Sửa lần hai."})

    page = admin_client.post(EDIT, {**second, "doan-IV": "Gốc.", "doan-II-3": "Của người thứ hai."})
    token, version = (
        re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1] for name in ("form_token", "version")
    )  # type: ignore[index]
    form = page.context["form"]
    values = {
        "form_token": token,
        "version": version,
        "doan-IV": form["doan-IV"].value(),
        "doan-II-3": form["doan-II-3"].value(),
    }
    admin_client.post(EDIT, values)

    kept = Report.objects.get().paragraphs
    assert (kept["IV"], kept["II-3"]) == ("Sửa lần hai.", "Của người thứ hai.")


def test_a_day_outside_the_year_is_refused_and_nothing_typed_is_lost(staff_client: Client) -> None:
    page = staff_client.post(EDIT, {**opened(staff_client), "as_of": "1/1/2020", "doan-IV": "Không được mất."})

    assert page.status_code == 200
    assert "Ngày 01/01/2020 không nằm trong năm 2019." in page.content.decode()
    assert "Không được mất." in page.content.decode()
    assert not Report.objects.exists()


def test_unreadable_characters_are_refused(staff_client: Client) -> None:
    page = staff_client.post(EDIT, {**opened(staff_client), "doan-IV": "a\x00b"})

    assert page.status_code == 200
    assert "ký tự rỗng" in page.content.decode()


def test_the_kept_day_rules_the_report_until_another_is_asked(staff_client: Client) -> None:
    make_office()
    staff_client.post(EDIT, {**opened(staff_client), "as_of": "30/6/2019"})

    assert "Giá trị cam kết từ đầu năm đến ngày 30/06/2019" in text_of(staff_client.get(PREVIEW))
    assert "Giá trị cam kết trong năm đạt" in text_of(staff_client.get(PREVIEW, {"as_of": "31/12/2019"}))


def test_the_kept_report_is_listed(staff_client: Client) -> None:
    staff_client.post(EDIT, {**opened(staff_client), "number": "05", "doan-IV": "Có."})

    line = staff_client.get("/reports/").context["kept"][0]

    assert (line.year, line.report.number, line.edited) == (2019, "05", 1)


def test_every_paragraph_can_be_written(staff_client: Client) -> None:
    make_office()
    values = {f"doan-{key}": f"Đoạn viết tay {place:02d}." for place, key in enumerate(KEYS)}

    staff_client.post(EDIT, {**opened(staff_client), **values})

    said = text_of(staff_client.get(PREVIEW))
    assert [text for text in values.values() if text not in said] == []


def test_marks_of_drafts() -> None:
    drafts = dict.fromkeys(KEYS, "Lời soạn sẵn.")
    first = kept_paragraphs({}, {"IV": "A"}, drafts)
    moved = {**drafts, "IV": "Lời khác."}

    assert first == {"IV": "A", f"IV{MARK}": mark_of("Lời soạn sẵn.")}
    assert has_moved("IV", moved, first)
    # Another paragraph saved later leaves the mark; the paragraph itself rewritten renews it.
    assert has_moved("IV", moved, kept_paragraphs(first, {"IV": "A", "III": "B"}, moved))
    assert not has_moved("IV", moved, kept_paragraphs(first, {"IV": "A sửa"}, moved))
    assert json.loads(json.dumps(first)) == first


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


# The command, and a machine without PDF ----------------------------------------------


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    make_office()
    out, said = tmp_path / "bc.pdf", StringIO()

    call_command("make_report", "annual", "2019", "--output", str(out), "--as-of", "30/11/2019", stdout=said)

    assert out.read_bytes().startswith(b"%PDF-")
    assert said.getvalue().strip().endswith("số liệu tính đến ngày 30/11/2019.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2019", "--format", "docx"), "Báo cáo dạng Word chưa có trong bản này"),
        (("2019", "--format", "xlsx"), "Báo cáo dạng Excel chưa có trong bản này"),
        (("1800",), "Năm báo cáo phải từ 1945 đến 2100."),
        (("2019", "--as-of", "1/1/2020"), "không nằm trong năm 2019"),
        (("2019", "--as-of", "hôm qua"), "Không đọc được ngày"),
    ],
)
def test_the_command_refuses_in_words(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("make_report", "annual", *words, "--output", str(tmp_path / "x"))


def test_the_command_says_why_a_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("make_report", "annual", "1990", "--output", str(tmp_path / "không" / "x.pdf"))


def test_a_machine_without_the_libraries_gets_a_page(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise pdf.PdfUnavailable(pdf.NO_LIBRARY)

    monkeypatch.setattr(pdf, "_library", missing)

    page = leader_client.get(PDF)

    assert page.status_code == 503
    assert "libpangoft2-1.0-0" in page.content.decode()
    assert PREVIEW in page.content.decode()


def test_a_machine_without_the_font_gets_a_page(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_font", lambda: False)

    assert "fonts-liberation2" in leader_client.get(PDF).content.decode()
