"""The editor of a draft's words: what is kept, what comes back, two writers."""

import json
import re
from datetime import date

import pytest
from django.test import Client

from config.accounts.models import User
from reports.models import Report
from reports.printed.actions import kept_paragraphs
from reports.printed.sections import MARK, PIECES, has_moved, mark_of
from tests.factories.annual import make_office
from tests.factories.printed import make_report
from tests.factories.reports import commit, project
from tests.reports.printed import reading
from tests.reports.printed.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

PREVIEW, DRAFT, EDIT = "/reports/annual/2019/", "/reports/annual/2019/draft/", "/reports/annual/2019/edit/"


def opened(client: Client) -> dict[str, str]:
    """The editor's hidden values as they were given, and the choice that every browser sends."""
    return {**reading.opened(client, EDIT), "standing": "final"}


def test_a_paragraph_is_kept_and_printed_escaped(staff_client: Client, staff: User) -> None:
    make_office()
    text = "Đề nghị UBND tỉnh <b>bố trí</b> kinh phí.\r\n\r\nĐề nghị thứ hai & cuối."

    answer = staff_client.post(EDIT, {**opened(staff_client), "doan-IV": text, "number": "5", "dated_on": "6/3/2020"})

    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, DRAFT)  # type: ignore[attr-defined]
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
        "standing": "final",
        "doan-IV": form["doan-IV"].value(),
        "doan-II-3": form["doan-II-3"].value(),
    }
    admin_client.post(EDIT, values)

    kept = Report.objects.get().paragraphs
    assert (kept["IV"], kept["II-3"]) == ("Sửa lần hai.", "Của người thứ hai.")


def test_a_day_outside_the_year_is_refused_and_nothing_typed_is_lost(staff_client: Client) -> None:
    page = staff_client.post(EDIT, {**opened(staff_client), "as_of": "1/1/2020", "doan-IV": "Không được mất."})

    assert page.status_code == 200
    assert "Ngày 01/01/2020 không nằm trong kỳ báo cáo." in page.content.decode()
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


def test_estimates_and_final_figures_are_told_apart(staff_client: Client) -> None:
    staff_client.post(EDIT, {**opened(staff_client), "standing": "estimate"})
    assert Report.objects.get().standing == "estimate"

    page = staff_client.post(EDIT, {**opened(staff_client), "standing": "chưa rõ"})

    assert (page.status_code, "Chưa lưu: có 1 chỗ cần sửa" in page.content.decode()) == (200, True)
    assert Report.objects.get().standing == "estimate"


def test_paragraphs_under_left_out_and_added_headings_can_be_written(staff_client: Client) -> None:
    make_office()
    layout = [
        {"key": "I-5", "level": 3, "title": "", "is_shown": False},
        {"key": "them-1", "level": 3, "title": "Công tác kiều bào", "is_shown": True},
    ]
    make_report(layout=layout)

    page = staff_client.get(EDIT).content.decode()
    values = {"doan-them-1": "Đón kiều bào về quê.", "doan-I-5": "Không in nhưng vẫn giữ."}
    staff_client.post(EDIT, {**opened(staff_client), **values})

    said = text_of(staff_client.get(DRAFT))
    assert "<h2>Tập huấn, thông tin đối ngoại (không in)</h2>" in page
    assert "Công tác kiều bào" in page
    assert ("Đón kiều bào về quê." in said, "Không in nhưng vẫn giữ." in said) == (True, False)
    assert Report.objects.get().paragraphs["I-5"] == "Không in nhưng vẫn giữ."


def test_every_paragraph_can_be_written(staff_client: Client) -> None:
    make_office()
    values = {f"doan-{key}": f"Đoạn viết tay {place:02d}." for place, key in enumerate(piece.key for piece in PIECES)}

    staff_client.post(EDIT, {**opened(staff_client), **values})

    said = text_of(staff_client.get(PREVIEW))
    assert [text for text in values.values() if text not in said] == []


def test_marks_of_drafts() -> None:
    drafts = dict.fromkeys([piece.key for piece in PIECES], "Lời soạn sẵn.")
    first = kept_paragraphs({}, {"IV": "A"}, drafts)
    moved = {**drafts, "IV": "Lời khác."}

    assert first == {"IV": "A", f"IV{MARK}": mark_of("Lời soạn sẵn.")}
    assert has_moved("IV", moved, first)
    # Another paragraph saved later leaves the mark; the paragraph itself rewritten renews it.
    assert has_moved("IV", moved, kept_paragraphs(first, {"IV": "A", "III": "B"}, moved))
    assert not has_moved("IV", moved, kept_paragraphs(first, {"IV": "A sửa"}, moved))
    assert json.loads(json.dumps(first)) == first
