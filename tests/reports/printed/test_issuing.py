"""A report is issued: asked for, frozen with its three files, corrected by another, never touched again."""

import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aid.models import Commitment
from config.accounts.models import User
from config.kit import clock
from config.kit.pdf import PdfUnavailable
from config.kit.writing import RuleBroken, StaleRecord, archive, save
from config.reference.models import IssuingBody, Signatory
from reports.models import IssuedFile, IssuedReport, Report, WrittenOnce
from reports.printed import issuing
from reports.printed.drafts import draft_of
from reports.printed.files import MAKERS
from reports.printed.frozen import RULES
from reports.printed.issue_form import IssueForm
from reports.printed.issuing import Signing, correct, issue, prepare
from tests.factories.annual import make_office, make_signatory
from tests.factories.printed import make_report, year_of
from tests.factories.reports import commit, project

pytestmark = [pytest.mark.django_db, pytest.mark.page]

TODAY = date(2020, 3, 9)
PAGE = "/reports/annual/2019/issue/"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that cost nothing: what they would print, as text."""
    for kind in MAKERS:
        monkeypatch.setitem(MAKERS, kind, lambda said, kind=kind: f"{kind} {said.head} {said.blocks}".encode())


def body() -> IssuingBody:
    found: Any = IssuingBody.objects.for_detail().get(is_default=True)
    return found


def signing(**fields: Any) -> Signing:
    values = {"number": "5", "dated_on": date(2020, 3, 6), "standing": "final"}
    if "signatory" not in fields:
        values["signatory"] = Signatory.objects.filter(body__is_default=True).first() or make_signatory()
    return Signing(**values | fields)


def issued(by: Any = None, *, version: int = 0, year: int = 2019, **fields: Any) -> IssuedReport:
    prepared = prepare(year_of(year), body(), signing=signing(**fields), today=TODAY)
    return issue(prepared, version=version, by=by, today=TODAY, now=clock.now())


def form_of(page: Any) -> dict[str, str]:
    html = page.content.decode()
    found = (re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("form_token", "version"))
    token, version = (match[1] if match else "" for match in found)
    signs = Signatory.objects.filter(body__is_default=True).first()
    return {
        "form_token": token,
        "version": version,
        "number": "5",
        "dated_on": "6/3/2020",
        "signatory": str(signs.pk) if signs else "",
        "standing": "final",
    }


# What is frozen ---------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_issuing_freezes_the_report(staff: User) -> None:
    make_signatory(name="Lê Thị Phó", authority="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH", is_default=False)
    deputy = Signatory.objects.get(name="Lê Thị Phó")
    make_office()
    draft = make_report(paragraphs={"IV": "Đề nghị bố trí kinh phí."})

    found = issued(staff, version=draft.version, signatory=deputy)

    report = Report.objects.get()
    assert (report.pk, report.stage, report.number, report.dated_on) == (draft.pk, "issued", "5", date(2020, 3, 6))
    assert (found.symbol, found.as_of, found.issued_by, found.rules) == (
        "05/BC-LHHN",
        date(2019, 12, 31),
        staff,
        RULES,
    )
    assert (found.signatory, found.authority, found.title) == ("Lê Thị Phó", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert found.settings == {
        "rate-max-age-days": "62",
        "delegation-report-days": "10",
        "congress-term-years": "5",
    }
    said = found.article.replace("\u00a0", " ")
    assert "Đề nghị bố trí kinh phí." in said
    assert "Lê Thị Phó" in said
    assert "Thái Nguyên, ngày 06 tháng 3 năm 2020" in said
    assert "DỰ THẢO" not in said
    assert report.history.first().history_change_reason == "Ban hành"


@pytest.mark.usefixtures("quick")
def test_figures_and_rows_are_kept_as_people_read_them() -> None:
    make_office()

    found = issued()

    figures = {one["key"]: one for one in found.figures}
    assert (figures["committed_usd"]["value"], figures["committed_usd"]["unit"]) == (620_045_645, "USD")
    assert figures["disbursed_usd"]["value"] == 576_853_160
    assert figures["projects_running"]["parts"] == [
        {"key": "project", "label": "Dự án", "value": 2},
        {"key": "non_project", "label": "Phi dự án", "value": 1},
    ]
    kinds = [row["kind"] for row in found.rows]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "commitment": 2,
        "disbursement": 5,
        "project": 3,
        "output": 2,
        "ngo": 3,
        "certificate": 1,
        "delegation": 4,
        "association": 2,
        "partner": 1,
        "class": 1,
    }
    row = found.rows[0]
    assert row["name"] == "TN-2019-02 Nâng cao năng lực y tế cơ sở: 6.000.000,00 USD, 01/03/2019"
    assert row["fields"] == {
        "amount": "6.000.000,00 USD",
        "usd": "6.000.000,00",
        "vnd": "120.000.000.000",
        "dated": "01/03/2019",
        "donor": "",
        "status": "Chính thức",
        "form": "Tiền",
        "document": "",
        "kind": "Cam kết ban đầu",
    }
    health = next(row for row in found.rows if row["kind"] == "project" and row["name"].startswith("TN-2019-02"))
    assert health["fields"]["sectors"] == "Giải quyết các vấn đề xã hội 40%; Y tế 60%"


def test_three_files_are_kept_and_never_move(staff_client: Client, staff: User) -> None:
    make_office()
    report = issued(staff).report
    kept = {row.format: bytes(row.content) for row in IssuedFile.objects.all()}
    assert sorted(kept) == ["docx", "pdf", "xlsx"]
    assert all(sha256(kept[row.format]).hexdigest() == row.sha256 for row in IssuedFile.objects.all())

    row = Commitment.objects.get(amount=6_000_000)
    row.amount, row.usd_cents = row.amount + 1, row.usd_cents + 100
    save(row, by=staff, reason="Nhập nhầm")

    for kind, content in kept.items():
        assert staff_client.get(f"/reports/issued/{report.pk}/file.{kind}").content == content
        assert staff_client.get(f"/reports/annual/2019.{kind}").content == content
    page = staff_client.get("/reports/annual/2019/")
    assert (page.status_code, page.url) == (302, f"/reports/issued/{report.pk}/")  # type: ignore[attr-defined]
    assert IssuedReport.objects.get().article in staff_client.get(page.url).content.decode()  # type: ignore[attr-defined]


# What is refused --------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_a_report_is_issued_once(staff: User) -> None:
    make_office()
    issued(staff)

    with pytest.raises(
        RuleBroken, match="Báo cáo số 05/BC-LHHN ngày 06 tháng 3 năm 2020 về kỳ này đã ban hành với số chính thức"
    ):
        issued(staff, number="6")

    assert Report.objects.count() == 1


@pytest.mark.usefixtures("quick")
def test_estimates_in_december_and_finals_in_february() -> None:
    make_office()

    first = issued(standing="estimate").report
    second = issued(number="6").report

    assert [report.pk for report in Report.objects.issued()] == [second.pk, first.pk]


@pytest.mark.usefixtures("quick")
def test_a_number_is_given_once_a_year() -> None:
    make_office()
    issued()

    with pytest.raises(RuleBroken, match="Số 05/BC-LHHN năm 2020 đã dùng cho báo cáo"):
        issued(year=2018)


@pytest.mark.usefixtures("quick")
def test_a_draft_saved_meanwhile_is_not_issued(staff: User) -> None:
    make_office()
    draft = make_report()
    prepared = prepare(year_of(2019), body(), signing=signing(), today=TODAY)
    draft.number = "7"
    save(draft, by=staff)

    with pytest.raises(StaleRecord):
        issue(prepared, version=1, by=staff, today=TODAY, now=clock.now())

    assert not IssuedReport.objects.exists()


@pytest.mark.usefixtures("quick")
def test_figures_that_move_while_the_files_are_made_stop_it(staff: User) -> None:
    make_office()
    prepared = prepare(year_of(2019), body(), signing=signing(), today=TODAY)
    commit(project(), date(2019, 5, 1), "10")

    with pytest.raises(RuleBroken, match="Số liệu vừa thay đổi"):
        issue(prepared, version=0, by=staff, today=TODAY, now=clock.now())

    assert not Report.objects.exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 12, 30), "Ngày ký 30/12/2019 đứng trước ngày tính số liệu 31/12/2019."),
        (date(2020, 3, 10), "Ngày ký 10/03/2020 chưa đến."),
    ],
)
def test_a_day_that_cannot_be_is_refused(day: date, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        issued(dated_on=day)


@pytest.mark.usefixtures("quick")
def test_a_time_that_has_not_begun_is_not_issued() -> None:
    with pytest.raises(RuleBroken, match="Kỳ báo cáo bắt đầu từ ngày 01/01/2021"):
        issued(year=2021)


def test_without_pdf_nothing_is_saved(staff_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_signatory()

    def unable(said: Any) -> bytes:
        raise PdfUnavailable("Máy chủ thiếu thư viện tạo PDF.")

    values = form_of(staff_client.get(PAGE))
    monkeypatch.setitem(MAKERS, "pdf", unable)

    page = staff_client.post(PAGE, values)

    assert page.status_code == 503
    assert "Máy chủ thiếu thư viện tạo PDF." in page.content.decode()
    assert not Report.objects.exists()


# The page ---------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_the_page_issues_once_however_often_it_is_sent(staff_client: Client, staff: User) -> None:
    make_office()
    make_report(paragraphs={"IV": "Có."})
    page = staff_client.get(PAGE)
    values = form_of(page)
    assert "Còn 4 đoạn để dòng chấm chưa viết." in page.content.decode()

    answers: list[Any] = [staff_client.post(PAGE, values) for _ in range(2)]

    report = Report.objects.get()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"/reports/issued/{report.pk}/")] * 2
    assert "Đã ban hành Báo cáo số 05/BC-LHHN" in staff_client.get(answers[0].url).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": ""}, "Chưa nhập số."),
        ({"number": " "}, "Chưa nhập số."),
        ({"number": "5\x00"}, "ký tự rỗng"),
        ({"number": "5" * 31}, "Dài 31 ký tự; ở đây nhiều nhất 30 ký tự."),
        ({"dated_on": ""}, "Chưa nhập ngày ký."),
        ({"dated_on": "hôm qua"}, "hôm qua"),
        ({"signatory": ""}, "Chưa nhập người ký."),
        ({"signatory": "999999"}, "Chọn một người ký của cơ quan này."),
        ({"standing": ""}, "Chưa nhập loại số liệu."),
        ({"standing": "x"}, "x"),
    ],
)
def test_the_form_says_what_is_wrong(changed: dict[str, str], said: str) -> None:
    signs = make_signatory()
    values = {"number": "5", "dated_on": "6/3/2020", "signatory": str(signs.pk), "standing": "final"}
    assert IssueForm(values, body=body(), report=None).is_valid()

    form = IssueForm(values | changed, body=body(), report=None)

    assert not form.is_valid()
    assert said in str(form.errors)


def test_a_body_without_signatories_is_told() -> None:
    form = IssueForm({"number": "5", "dated_on": "6/3/2020", "standing": "final"}, body=body(), report=None)

    assert form.errors["signatory"] == ["Cơ quan này chưa có người ký. Thêm người ký ở hồ sơ cơ quan ban hành trước."]


@pytest.mark.usefixtures("quick")
def test_the_page_keeps_what_was_typed(staff_client: Client) -> None:
    make_signatory()
    values = form_of(staff_client.get(PAGE)) | {"dated_on": "30/12/2019", "number": "41"}

    page = staff_client.post(PAGE, values)

    html = page.content.decode()
    assert page.status_code == 200
    assert "Ngày ký 30/12/2019 đứng trước ngày tính số liệu 31/12/2019." in html
    assert 'value="41"' in html
    assert not Report.objects.exists()


@pytest.mark.usefixtures("quick")
def test_the_page_says_when_the_draft_was_saved_meanwhile(staff_client: Client, staff: User) -> None:
    make_signatory()
    draft = make_report()
    values = form_of(staff_client.get(PAGE))
    draft.number = "7"
    save(draft, by=staff)

    page = staff_client.post(PAGE, values)

    assert "Dự thảo vừa được người khác sửa." in page.content.decode()
    assert Report.objects.get().stage == "draft"


def test_who_may_issue(leader_client: Client, client: Client) -> None:
    assert leader_client.get(PAGE).status_code == 403
    assert leader_client.post(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_without_a_body_nothing_can_be_issued(staff_client: Client) -> None:
    for found in IssuingBody.objects.all():
        archive(found, by=None, reason="Thử")

    assert staff_client.get(PAGE).status_code == 302
    assert staff_client.post(PAGE, {}).status_code == 302


# The issued page --------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_a_damaged_file_says_so_and_is_not_served(leader_client: Client) -> None:
    make_office()
    report = issued().report
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_issuedfile SET sha256 = %s WHERE format = 'pdf'", ["0" * 64])

    for address in (f"/reports/issued/{report.pk}/file.pdf", "/reports/annual/2019.pdf"):
        page = leader_client.get(address)
        assert page.status_code == 503
        assert "không còn đúng như khi ban hành" in page.content.decode()
    assert leader_client.get(f"/reports/issued/{report.pk}/file.docx").status_code == 200


@pytest.mark.usefixtures("quick")
def test_a_draft_has_no_issued_page(leader_client: Client) -> None:
    draft = make_report()

    for address in ("", "file.pdf", "changes/", "changes.pdf"):
        assert leader_client.get(f"/reports/issued/{draft.pk}/{address}").status_code == 404


@pytest.mark.usefixtures("quick")
def test_the_issued_page_shows_the_leader_no_correction(leader_client: Client, staff_client: Client) -> None:
    make_office()
    report = issued().report
    address = report.get_absolute_url()

    seen = [each.get(address).content.decode() for each in (leader_client, staff_client)]

    assert ["Lập báo cáo thay thế" in page for page in seen] == [False, True]
    assert leader_client.post(f"{address}correct/").status_code == 403
    assert staff_client.get(f"{address}correct/").status_code == 405


# Correction -------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_a_correction_is_a_new_issue_that_names_the_old(staff_client: Client) -> None:
    make_office()
    make_report(paragraphs={"IV": "Đề nghị."}, layout=[])
    old = issued(version=1).report

    answer: Any = staff_client.post(f"{old.get_absolute_url()}correct/")

    draft = Report.objects.drafts().get()
    assert (draft.replaces, draft.paragraphs, draft.number) == (old, {"IV": "Đề nghị."}, "")
    assert answer.url == draft.get_absolute_url()
    said = "Báo cáo này thay thế Báo cáo số 05/BC-LHHN ngày 06 tháng 3 năm 2020 của Liên hiệp."
    assert said in staff_client.get(answer.url).content.decode().replace("\u00a0", " ")

    new = issued(version=draft.version, number="8").report

    assert said in new.issued.article.replace("\u00a0", " ")
    shown = staff_client.get(old.get_absolute_url()).content.decode()
    assert "Báo cáo này đã được thay thế bằng" in shown
    assert f'<a href="{new.get_absolute_url()}">Báo cáo số 08/BC-LHHN ngày 06/03/2020</a>' in shown
    assert [report.pk for report in Report.objects.issued()] == [new.pk, old.pk]


@pytest.mark.usefixtures("quick")
def test_the_newest_issue_is_corrected_only(staff_client: Client) -> None:
    make_office()
    first = issued().report
    second = issued(version=correct(first, by=None).version, number="8").report

    page = staff_client.post(f"{first.get_absolute_url()}correct/", follow=True)

    assert "đã được thay thế bằng Báo cáo số 08/BC-LHHN" in page.content.decode()
    third = issued(version=correct(second, by=None).version, number="9").report
    assert third.replaces == second


@pytest.mark.usefixtures("quick")
def test_an_open_draft_becomes_the_correction_and_keeps_its_words() -> None:
    make_office()
    old = issued().report
    draft = make_report(paragraphs={"IV": "Lời mới."})

    found, again = correct(old, by=None), correct(old, by=None)

    assert (found.pk, again.pk) == (draft.pk, draft.pk)
    assert (found.replaces, found.paragraphs, again.version) == (old, {"IV": "Lời mới."}, 2)


# For good ---------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_what_was_frozen_is_neither_changed_nor_deleted(staff_client: Client) -> None:
    make_office()
    found = issued()
    kept = found.files.first()
    assert kept is not None

    for act in (found.save, found.delete, kept.save, kept.delete):
        with pytest.raises(WrittenOnce):
            act()
    for rows in (IssuedReport.objects.all(), IssuedFile.objects.all()):
        with pytest.raises(WrittenOnce):
            rows.delete()
        with pytest.raises(WrittenOnce):
            rows.update(pk=1)
    with pytest.raises(ProtectedError):
        found.report.delete()
    refuses_in_the_database(lambda: archive(found.report, by=None, reason="Thử"))


@pytest.mark.usefixtures("quick")
def test_the_editor_of_an_issued_time_writes_a_new_draft(staff_client: Client) -> None:
    make_office()
    report = issued().report
    before = report.history.count()

    staff_client.post("/reports/annual/2019/edit/", {"doan-IV": "Lời khác.", "form_token": "", "version": "0"})

    assert Report.objects.get(pk=report.pk).paragraphs == {}
    assert report.history.count() == before


def refuses_in_the_database(act: Callable[[], Any], name: str = "reports_report_issued_is_complete_and_kept") -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert connection.vendor == "sqlite" or name in str(refusal.value)


def test_rules_of_the_database() -> None:
    draft = make_report()

    refuses_in_the_database(lambda: make_report(), "reports_report_one_draft")
    refuses_in_the_database(lambda: make_report(2018, end_on=date(2017, 1, 1)), "reports_report_ends_after_start")
    refuses_in_the_database(lambda: make_report(1944), "reports_report_year")
    draft.stage = "issued"
    refuses_in_the_database(lambda: save(draft, by=None), "reports_report_issued_is_complete_and_kept")


@pytest.mark.usefixtures("quick")
def test_a_format_is_kept_once() -> None:
    found = issued(year=2018)

    refuses_in_the_database(
        lambda: IssuedFile.objects.create(issued=found, format="pdf", name="x.pdf", content=b"x", sha256="0" * 64),
        "reports_issuedfile_once_a_format",
    )


# Queries ----------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_pages_ask_the_same_number_of_questions(staff_client: Client, staff: User) -> None:
    make_office()
    report = issued(staff).report
    addresses = [f"/reports/issued/{report.pk}/{page}" for page in ("", "changes/")]
    addresses += ["/reports/annual/2019/compare/", "/reports/annual/2019/issue/"]
    counts = []
    for number in (1, 3):
        for _ in range(number):
            one = project()
            row = Commitment(
                project=one, dated_on=date(2019, 5, 1), amount=10, currency="USD", usd_cents=1000, usd_basis="same"
            )
            save(row, by=staff, reason="Bổ sung")
        with CaptureQueriesContext(connection) as asked:
            pages = [staff_client.get(address) for address in addresses]
        assert [page.status_code for page in pages] == [200] * 4
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_draft_is_marked_and_the_issued_report_is_not() -> None:
    make_office()
    found = draft_of(year_of(2019), today=TODAY, body=body())

    assert found.document().is_draft
    assert not issuing.issued_document(found, signing()).is_draft
