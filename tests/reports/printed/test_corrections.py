"""What issued reports hold, and the list of what was corrected in it since."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aid.actions.ledger import record
from config.accounts.models import User
from config.kit import writing
from config.kit.locks import Hold
from config.kit.partial_dates import PartialDate
from reports.models import Report
from reports.printed.corrections import corrections_of, issued_holds
from tests.factories.aid import make_commitment, make_disbursement, make_project
from tests.factories.associations import make_training
from tests.factories.delegations import make_delegation, make_session
from tests.factories.printed import make_issued, make_report

pytestmark = pytest.mark.django_db

WHY = "theo đối chiếu"


def told(report: Report) -> list[tuple[str, str, str]]:
    """Of each correction the title, the act, the reason; the newest first."""
    return [(one.title, one.change.act, one.change.reason) for one in corrections_of(report)]


def fields(report: Report) -> dict[str, tuple[str, str]]:
    [one] = corrections_of(report)
    return {change.label: (change.old, change.new) for change in one.change.fields}


def changed(row: Any, reason: str = WHY, by: Any = None, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return writing.save(row, by=by, reason=reason)


class TestHeldDays:
    def test_are_those_of_every_kind_of_issued_report_the_newest_first(self) -> None:
        make_report(2017)
        make_issued(2015)
        make_issued(2016, kind="half-year", end_on=date(2016, 6, 30), number="45", dated_on=date(2016, 7, 5))
        make_issued(
            2015,
            kind="decree-year",
            start_on=date(2014, 12, 15),
            end_on=date(2015, 12, 14),
            as_of=date(2015, 11, 30),
            number="80",
            dated_on=date(2015, 12, 18),
        )

        assert list(issued_holds()) == [
            Hold(date(2016, 1, 1), date(2016, 6, 30), "Báo cáo số 45/BC-LHHN ngày 05/07/2016"),
            Hold(date(2015, 1, 1), date(2015, 12, 31), "Báo cáo số 12/BC-LHHN ngày 15/01/2016"),
            Hold(date(2014, 12, 15), date(2015, 11, 30), "Báo cáo số 80/BC-LHHN ngày 18/12/2015"),
        ]

    def test_take_one_query(self, django_assert_num_queries: Any) -> None:
        make_issued(2014)
        make_issued(2015)

        with django_assert_num_queries(1):
            list(issued_holds())


class TestCorrections:
    def test_of_a_draft_and_of_an_untouched_report_are_none(self) -> None:
        make_disbursement(on=date(2015, 7, 5))
        report = make_issued(2015)

        assert corrections_of(make_report(2016)) == []
        assert corrections_of(report) == []

    def test_tell_who_changed_what_from_what_to_what_and_why(self, staff: User) -> None:
        row = make_disbursement("1000", on=date(2015, 7, 5), project=make_project(name="Nước sạch"))
        report = make_issued(2015, issued_at=row.history.get().history_date)
        row.amount = Decimal(1200)
        record(row, by=staff, reason=WHY)

        [one] = corrections_of(report)

        assert (one.title, one.url) == ("Giải ngân 05/07/2015, “Nước sạch”", row.get_absolute_url())
        assert (one.change.who, one.change.act, one.change.reason) == (str(staff), "sửa", WHY)
        assert fields(report) == {"số tiền": ("1.000", "1.200"), "giá trị USD (xu)": ("100.000", "120.000")}

    def test_list_new_archived_and_deleted_rows(self) -> None:
        first, second = (make_disbursement(on=date(2015, 7, day), project=make_project()) for day in (1, 2))
        report = make_issued(2015)
        new = make_commitment(on=date(2015, 3, 1), project=make_project(name="Trạm y tế"), reason="văn bản về muộn")
        writing.archive(first, by=None, reason="trùng")
        writing.delete(second, by=None, reason="nhập nhầm")

        assert told(report) == [
            ("Giải ngân (đã xóa)", "xóa", "nhập nhầm"),
            (f"Giải ngân 01/07/2015, “{first.project}”", "sửa", "Lưu trữ: trùng"),
            (f"Cam kết {new.dated}, “Trạm y tế”", "thêm", "văn bản về muộn"),
        ]

    def test_list_rows_that_left_or_came(self) -> None:
        left, came, outside = (
            make_disbursement(on=day, project=make_project(name=name))
            for day, name in ((date(2015, 7, 5), "Đi"), (date(2016, 7, 5), "Đến"), (date(2016, 7, 6), "Ngoài"))
        )
        report = make_issued(2015)
        for row, day in ((left, date(2016, 2, 1)), (came, date(2015, 2, 1)), (outside, date(2016, 3, 1))):
            row.dated = PartialDate.of_day(day)
            writing.save(row, by=None, reason=WHY)
        changed(left, note="sửa sau khi đã ra khỏi kỳ")

        assert [title for title, _, _ in told(report)] == ["Giải ngân 01/02/2015, “Đến”", "Giải ngân 01/02/2016, “Đi”"]

    def test_end_with_the_day_of_the_figures(self) -> None:
        rows = [make_disbursement(on=day, project=make_project()) for day in (date(2015, 11, 30), date(2015, 12, 1))]
        report = make_issued(2015, as_of=date(2015, 11, 30))
        for row in rows:
            changed(row, note="đợt 2")

        assert [title for title, _, _ in told(report)] == [f"Giải ngân 30/11/2015, “{rows[0].project}”"]

    def test_leave_out_what_was_saved_before_and_saves_that_change_nothing(self) -> None:
        row = make_training(start_on=date(2015, 9, 12))
        changed(row, trainee_count=40)
        report = make_issued(2015, issued_at=row.history.first().history_date)
        changed(row)

        assert told(report) == []

    def test_speak_of_delegations_their_results_and_classes(self) -> None:
        training = make_training(start_on=date(2015, 9, 12), title="Tập huấn")
        mission = make_delegation(arrival_on=date(2015, 5, 10), name="Đoàn Daegu")
        other = make_delegation(arrival_on=date(2016, 5, 10), name="Đoàn khác")
        session, free = make_session(mission), make_session(other)
        report = make_issued(2015)
        changed(training, trainee_count=40)
        changed(mission, headcount=12)
        changed(session, patient_visits=120)
        changed(free, patient_visits=120)

        assert [title for title, _, _ in told(report)] == [
            "Buổi khám, chữa bệnh của đoàn “Đoàn Daegu”",
            "Đoàn “Đoàn Daegu”",
            "Lớp tập huấn “Tập huấn”",
        ]
        assert corrections_of(report)[0].url == mission.get_absolute_url()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(count: int, django_assert_num_queries: Any) -> None:
    rows: list[Any] = [make_disbursement(on=date(2015, 7, 5)) for _ in range(count)]
    rows += [make_delegation(arrival_on=date(2015, 5, 10)) for _ in range(count)]
    sessions = [make_session(row) for row in rows[count:]]
    report = Report.objects.issued().get(pk=make_issued(2015).pk)
    for row in rows:
        changed(row, note="sửa")
    for row in sessions:
        changed(row, patient_visits=9)

    # The history of seven kinds of rows; of three kinds the rows themselves; the projects and delegations they name.
    with django_assert_num_queries(12):
        assert len(corrections_of(report)) == 3 * count
