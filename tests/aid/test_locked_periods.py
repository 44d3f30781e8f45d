"""Money in the period of an issued report: every way to write it keeps a reason or asks for one, and loses nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aid.actions.amendments import Decision, amend
from aid.choices import Stage
from aid.models import Commitment, Disbursement, PeriodAnswer
from aid.rosters import NGO_ROSTER
from config.accounts.models import User
from config.kit import clock, locks, tokens
from config.kit.forms import REASON
from config.kit.partial_dates import PartialDate
from config.kit.writing import PeriodHeld, archive, lock
from config.office.importing import actions as importing
from config.office.importing.planning import plan_workbook
from config.office.importing.undo import undo
from config.reference.actions.merges import merge
from config.reference.actions.unmerge import unmerge
from reports.printed.corrections import issued_holds
from tests.aid.conftest import errors_of
from tests.contracts.posted import main_form
from tests.factories import aid as make
from tests.factories.printed import make_issued
from tests.factories.workbooks import LEDGER_HEAD, project_sheets, workbook

pytestmark = pytest.mark.django_db

D = Decimal
Post = Callable[..., Any]
GIVEN, PAID = "aid:commitment", "aid:disbursement"
BY = "Báo cáo số 12/BC-LHHN ngày 15/01/2016 đã ban hành."
ASKED = f"Giải ngân này thuộc kỳ của {BY} {locks.ASKED}"
WHY = "Ngân hàng báo có muộn"


@pytest.fixture
def project() -> Any:
    return make.make_project(
        code="VT-2015-001", name="Nước sạch", start=PartialDate.of_year(2015), end=PartialDate.of_year(2017)
    )


@pytest.fixture
def row(project: Any) -> Disbursement:
    """A payment of 05/07/2015; the report of 2015 is issued after it was entered."""
    made = make.make_disbursement("1000", on=date(2015, 7, 5), project=project)
    make_issued(2015)
    return made


def typed(**fields: Any) -> dict[str, Any]:
    defaults = {"amount": "1000", "currency": "USD", "dated": "05/07/2015", "project": "VT-2015-001"}
    return {**defaults, "status": "final", "form": "cash", **fields}


def reasons(row: Any) -> list[str]:
    return [kept.history_change_reason for kept in row.history.all()]


class TestForms:
    def test_a_new_row_comes_back_with_the_field_and_all_that_was_typed(self, project: Any, post: Post) -> None:
        make_issued(2015)

        asked = post(PAID, typed(amount="1.234,50", note="đợt 2"))
        form = asked.context["form"]
        saved = post(PAID, typed(amount="1.234,50", note="đợt 2", correction_reason=f" {WHY} "))

        assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
        assert (form["amount"].value(), form["note"].value()) == ("1.234,50", "đợt 2")
        assert f'name="{REASON}"' in asked.content.decode()
        assert saved.status_code == 302
        assert reasons(Disbursement.objects.get()) == [WHY]

    def test_the_field_stays_while_something_else_is_wrong(self, project: Any, post: Post) -> None:
        make_issued(2015)

        asked = post(PAID, typed(amount="", correction_reason=WHY))

        assert errors_of(asked) == ["Số tiền: Chưa nhập số tiền."]
        assert asked.context["form"][REASON].value() == WHY

    @pytest.mark.parametrize(
        ("reason", "told"),
        [("x" * 401, "Lý do điều chỉnh: Dài 401 ký tự; ở đây nhiều nhất 400 ký tự. Rút ngắn lại."), (" \t", ASKED)],
    )
    def test_a_reason_that_is_none_is_refused(self, project: Any, post: Post, reason: str, told: str) -> None:
        make_issued(2015)

        assert told in errors_of(post(PAID, typed(correction_reason=reason)))[0]
        assert Disbursement.objects.count() == 0

    @pytest.mark.parametrize("dated", ["31/12/2014", "01/01/2016", "2016"])
    def test_a_row_outside_is_not_asked(self, project: Any, post: Post, dated: str) -> None:
        make_issued(2015)

        assert post(PAID, typed(dated=dated)).status_code == 302

    def test_a_row_known_by_year_is_held_by_its_stand_in_day(self, project: Any, post: Post) -> None:
        make_issued(2015, end_on=date(2015, 6, 30))
        assert post(PAID, typed(dated="2015")).status_code == 302  # 01/07/2015

        make_issued(2015, number="13", start_on=date(2015, 7, 1))
        assert errors_of(post(PAID, typed(dated="2015")))

    def test_rows_after_the_day_of_the_figures_are_free(self, project: Any, post: Post) -> None:
        make_issued(2015, as_of=date(2015, 11, 30))

        assert post(PAID, typed(dated="01/12/2015")).status_code == 302
        assert errors_of(post(PAID, typed(dated="30/11/2015")))

    def test_the_edit_page_of_a_held_row_asks_from_the_first(self, row: Disbursement, staff_client: Client) -> None:
        page = staff_client.get(reverse("aid:disbursement-edit", args=[row.pk])).content.decode()

        assert "Điều chỉnh số liệu đã báo cáo" in page
        assert ASKED in page

    def test_a_held_row_is_changed_with_a_reason_only(self, row: Disbursement, post: Post) -> None:
        asked = post(PAID, typed(amount="2000"), pk=row.pk)
        saved = post(PAID, typed(amount="2000", correction_reason=WHY), pk=row.pk)

        row.refresh_from_db()
        assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
        assert (saved.status_code, row.amount, row.version, reasons(row)[0]) == (302, D(2000), 2, WHY)

    def test_a_held_row_does_not_leave_unnoticed(self, row: Disbursement, post: Post) -> None:
        assert errors_of(post(PAID, typed(dated="05/07/2016"), pk=row.pk))

    @pytest.mark.parametrize("reason", ["", WHY])
    def test_a_form_without_a_change_writes_nothing(self, row: Disbursement, staff_client: Client, reason: str) -> None:
        address = reverse("aid:disbursement-edit", args=[row.pk])
        shown = main_form(staff_client.get(address).content.decode())

        assert staff_client.post(address, shown.with_(correction_reason=reason)).status_code == 302
        assert row.history.count() == 1

    def test_the_second_writer_keeps_the_reason(self, row: Disbursement, post: Post) -> None:
        post(PAID, typed(note="người trước", correction_reason="đã đối chiếu"), pk=row.pk)

        told = post(PAID, typed(amount="2000", correction_reason=WHY), pk=row.pk)

        form = told.context["form"]
        assert (form["note"].value(), form["amount"].value(), form[REASON].value()) == ("người trước", "2000", WHY)

    def test_entering_takes_one_query_more_than_without_reports(
        self, project: Any, staff_client: Client, staff: User
    ) -> None:
        make_issued(2015)

        def entered() -> int:
            sent = typed(dated="05/07/2016", form_token=tokens.new_token(staff))
            with CaptureQueriesContext(connection) as taken:
                assert staff_client.post(reverse("aid:disbursement-create"), sent).status_code == 302
            return len(taken)

        entered()
        asked = entered()
        locks.unregister(issued_holds)
        try:
            assert asked - entered() == 1
        finally:
            locks.register(issued_holds)


class TestActs:
    def test_archiving_says_what_it_touches(self, row: Disbursement, staff_client: Client) -> None:
        page = staff_client.get(reverse("aid:disbursement-archive", args=[row.pk])).content.decode()

        assert f"Giải ngân này thuộc kỳ của {BY} Lý do lưu trữ cũng vào danh sách điều chỉnh của báo cáo." in page

    def test_restoring_asks_why(self, row: Disbursement, staff_client: Client) -> None:
        archive(row, by=None, reason="nhập trùng")
        address = reverse("aid:disbursement-restore", args=[row.pk])

        asked = staff_client.post(address)
        restored = staff_client.post(address, {"reason": "không trùng"})

        row.refresh_from_db()
        assert (asked.status_code, ASKED in asked.content.decode()) == (200, True)
        assert (restored.status_code, row.is_archived, reasons(row)[0]) == (302, False, "Khôi phục: không trùng")

    def test_converting_again_asks_why(self, project: Any, staff_client: Client) -> None:
        row = make.make_disbursement("1000000", "KRW", date(2015, 7, 5), project=project)
        make.make_rate("KRW", "20", date(2015, 7, 1))
        make_issued(2015)
        address = reverse("aid:disbursement-reconvert", args=[row.pk])
        shown = main_form(staff_client.get(address).content.decode())

        asked = staff_client.post(address, shown.values)
        row.refresh_from_db()
        before = row.vnd
        saved = staff_client.post(address, shown.with_(reason="tỷ giá về muộn"))

        row.refresh_from_db()
        assert (asked.status_code, asked.context["error"], before) == (200, ASKED, None)
        assert (saved.status_code, row.vnd, reasons(row)[0]) == (302, 20_000_000, "Quy đổi lại: tỷ giá về muộn")

    def test_approving_with_money_asks_why(self, staff_client: Client, staff: User) -> None:
        project = make.make_project(
            donors=[(make.make_ngo(), None)],
            stage=Stage.SUBMITTED,
            owner=make.make_agency(),
            approval_number="1086/QĐ-UBND",
            approval_on=date(2015, 4, 28),
            approval_issuer="UBND tỉnh",
            legal_basis="nd93",
        )
        make_issued(2015)
        address = reverse("aid:project-stage", args=[project.pk]) + "?to=approved"
        shown = main_form(staff_client.get(address).content.decode())

        asked = staff_client.post(address, shown.with_(amount="1000", sector="health", place="Huyện Đại Từ"))
        again = main_form(asked.content.decode())
        saved = staff_client.post(address, again.with_(correction_reason=WHY))

        assert errors_of(asked) == [f"Lý do điều chỉnh: Cam kết này thuộc kỳ của {BY} {locks.ASKED}"]
        assert saved.status_code == 302, errors_of(saved)
        assert reasons(Commitment.objects.get()) == [f"Phê duyệt: {WHY}"]

    def test_a_decision_of_that_time_asks_why(self, project: Any, staff_client: Client) -> None:
        make_issued(2015)
        address = reverse("aid:project-amend", args=[project.pk])
        shown = main_form(staff_client.get(address).content.decode())
        given = {"number": "5/QĐ-UBND", "decided_on": "20/11/2015", "amount": "500", "currency": "USD"}

        asked = staff_client.post(address, shown.with_(**given))
        saved = staff_client.post(address, main_form(asked.content.decode()).with_(correction_reason=WHY))

        assert errors_of(asked) == [f"Lý do điều chỉnh: Cam kết này thuộc kỳ của {BY} {locks.ASKED}"]
        assert (saved.status_code, reasons(Commitment.objects.get())) == (
            302,
            [f"Quyết định điều chỉnh 5/QĐ-UBND: {WHY}"],
        )

    def test_so_does_its_correction(self, project: Any, staff_client: Client) -> None:
        decision = Decision(number="5/QĐ-UBND", decided_on=date(2016, 11, 20), amount=D(500), currency="USD")
        amendment = amend(lock(type(project), project.pk), decision, by=None)
        make_issued(2015)
        address = reverse("aid:amendment-edit", args=[amendment.pk])
        shown = main_form(staff_client.get(address).content.decode())

        asked = staff_client.post(address, shown.with_(decided_on="20/11/2015"))
        saved = staff_client.post(address, main_form(asked.content.decode()).with_(correction_reason=WHY))

        assert (asked.status_code, saved.status_code) == (200, 302)
        assert reasons(Commitment.objects.get())[0] == f"Sửa quyết định điều chỉnh 5/QĐ-UBND: {WHY}"


class TestQuickEntry:
    URL = "/aid/disbursements/quick-entry/?period=2015-Q3"

    @pytest.fixture(autouse=True)
    def _today(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "today", lambda: date(2016, 2, 1))

    def test_the_page_of_a_held_period_asks_for_one_reason(self, project: Any, staff_client: Client) -> None:
        make_issued(2015)
        shown = main_form(staff_client.get(self.URL).content.decode())
        amount = {f"p{project.pk}-amount": "1.500,00"}

        asked = staff_client.post(self.URL, shown.with_(**amount))
        saved = staff_client.post(self.URL, shown.with_(**amount, correction_reason=WHY))

        assert shown.values[REASON] == [""]
        assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
        assert asked.context["form"].rows[0].amount == "1.500,00"
        assert saved.status_code == 302
        assert reasons(Disbursement.objects.get()) == [f"Nhập nhanh quý III năm 2015: {WHY}"]

    def test_an_answer_alone_needs_none(self, project: Any, staff_client: Client) -> None:
        make_issued(2015)
        shown = main_form(staff_client.get(self.URL).content.decode())

        saved = staff_client.post(self.URL, shown.with_(**{f"p{project.pk}-amount": "0"}))

        assert (saved.status_code, PeriodAnswer.objects.count()) == (302, 1)

    def test_a_page_opened_before_the_report_was_issued_asks_too(self, project: Any, staff_client: Client) -> None:
        shown = main_form(staff_client.get(self.URL).content.decode())
        make_issued(2015)

        asked = staff_client.post(self.URL, shown.with_(**{f"p{project.pk}-amount": "10"}))

        assert (REASON in shown.values, errors_of(asked)) == (False, [f"Lý do điều chỉnh: {ASKED}"])


class TestManyRows:
    def test_an_import_says_which_file_and_asks_no_more_for_more_rows(self, staff: User) -> None:
        make_issued(2015)

        def imported(count: int) -> int:
            lines = [(f"DA-{count}", date(2015, 3, day + 1), 100 + day, "USD") for day in range(count)]
            sheets = project_sheets(**{"Giải ngân": [LEDGER_HEAD, *lines]})
            sheets["Dự án"][1] = (f"DA-{count}", *sheets["Dự án"][1][1:])
            batch = importing.preview(workbook(sheets), "tệp.xlsx", by=staff)
            with CaptureQueriesContext(connection) as taken:
                importing.confirm(batch, by=staff)
            return sum("reports_report" in query["sql"] for query in taken)

        assert (imported(1), imported(3)) == (1, 1)
        kept = Disbursement.history.first()
        assert kept.history_change_reason.endswith("tệp.xlsx, trang Giải ngân dòng 4")

    def test_the_preview_of_an_import_says_so_at_the_row(self, staff_client: Client) -> None:
        make_issued(2015)
        lines = [("DA-1", date(2015, 3, 2), 100, "USD"), ("DA-1", date(2016, 3, 2), 100, "USD")]
        sheets = project_sheets(**{"Giải ngân": [LEDGER_HEAD, *lines]})

        plan = plan_workbook(workbook(sheets))

        told = f"Giải ngân này thuộc kỳ của {BY} Khi ghi, lý do điều chỉnh trong lịch sử là tên tệp và dòng này."
        assert [told in row.warnings for row in plan.rows if row.register == "disbursements"] == [True, False]

    def test_an_import_is_taken_back(self, staff: User) -> None:
        sheets = project_sheets(**{"Giải ngân": [LEDGER_HEAD, ("DA-1", date(2015, 3, 2), 100, "USD")]})
        batch = importing.confirm(importing.preview(workbook(sheets), "tệp.xlsx", by=staff), by=staff)
        make_issued(2015)

        undo(batch, by=staff)

        assert Disbursement.history.first().history_change_reason == f"Hoàn tác lô {batch.pk}: tệp.xlsx"

    def test_merged_givers_take_their_held_rows_along(self, project: Any, staff: User) -> None:
        kept, gone = make.make_ngo(name="Quỹ Hạt Giống"), make.make_ngo(name="Quỹ Hạt Giống Đức")
        row = make.make_disbursement("1000", on=date(2015, 7, 5), project=project, donor=gone)
        make_issued(2015)

        done = merge(NGO_ROSTER, kept.pk, gone.pk, versions={}, reason="một quỹ", by=staff)
        unmerge(NGO_ROSTER, done.pk, by=staff)

        row.refresh_from_db()
        assert (row.donor, [reason.split(" (")[0] for reason in reasons(row)]) == (
            gone,
            ["Hoàn tác gộp hồ sơ", "Gộp hồ sơ: một quỹ", ""],
        )

    def test_without_a_reason_no_act_writes(self, project: Any) -> None:
        make_issued(2015)

        with pytest.raises(PeriodHeld):
            make.make_disbursement("1000", on=date(2015, 7, 5), project=project)
        make.make_disbursement("1000", on=date(2015, 7, 5), project=project, reason=WHY)
