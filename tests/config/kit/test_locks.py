"""Held days: which rows they lock, what is asked of whom, and how few queries that takes."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aid.models import Disbursement
from associations.choices import TrainingTopic
from associations.models import TrainingClass
from config.kit import locks, writing
from config.kit.locks import Hold
from config.kit.writing import PeriodHeld, RuleBroken
from delegations.models import Delegation, MedicalSession
from tests.factories.aid import make_disbursement, make_ngo
from tests.factories.associations import make_training
from tests.factories.delegations import make_delegation, make_session

pytestmark = pytest.mark.django_db

BY = "Báo cáo số 12/BC-LHHN ngày 15/01/2017"
WHY = "Bổ sung theo công văn số 45"


class Holder:
    """Holds days from a moment of the test on, and counts how often it is asked."""

    def __init__(self) -> None:
        self.holds: list[Hold] = []
        self.asked = 0

    def __call__(self) -> list[Hold]:
        self.asked += 1
        return self.holds

    def hold(self, year: int = 2016, by: str = BY) -> None:
        self.holds.append(Hold(date(year, 1, 1), date(year, 12, 31), by))


@pytest.fixture
def holder() -> Iterator[Holder]:
    made = Holder()
    locks.register(made)
    yield made
    locks.unregister(made)


def training(day: date) -> TrainingClass:
    return TrainingClass(title="Kỹ năng vận động viện trợ", topic=TrainingTopic.FOREIGN_AID, start_on=day)


def reasons(row: Any) -> list[str]:
    return [kept.history_change_reason for kept in row.history.all()]


class TestNewRows:
    @pytest.mark.parametrize("day", [date(2016, 1, 1), date(2016, 7, 1), date(2016, 12, 31)])
    def test_of_a_held_day_need_a_reason(self, holder: Holder, day: date) -> None:
        holder.hold()

        with pytest.raises(PeriodHeld) as caught:
            writing.save(training(day), by=None, reason="  ")

        assert str(caught.value) == (
            "Lớp tập huấn này thuộc kỳ của Báo cáo số 12/BC-LHHN ngày 15/01/2017 đã ban hành. "
            "Ghi lý do điều chỉnh; lý do được lưu vào lịch sử và danh sách điều chỉnh của báo cáo."
        )
        assert TrainingClass.objects.count() == 0

    def test_are_stored_with_one(self, holder: Holder) -> None:
        holder.hold()

        row = writing.save(training(date(2016, 7, 1)), by=None, reason=WHY)

        assert reasons(row) == [WHY]

    @pytest.mark.parametrize("day", [date(2015, 12, 31), date(2017, 1, 1)])
    def test_of_a_free_day_need_none(self, holder: Holder, day: date) -> None:
        holder.hold()

        writing.save(training(day), by=None)

        assert TrainingClass.objects.count() == 1

    def test_of_a_day_in_several_reports_name_the_newest(self, holder: Holder) -> None:
        holder.hold()
        holder.hold(by="Báo cáo số 3/BC-LHHN ngày 05/7/2016")

        with pytest.raises(PeriodHeld, match="ngày 15/01/2017 và 1 báo cáo khác đã ban hành"):
            writing.save(training(date(2016, 7, 1)), by=None)

    def test_of_other_registers_are_not_asked_about(self, holder: Holder) -> None:
        holder.hold()

        make_ngo()

        assert holder.asked == 0


class TestStoredRows:
    @pytest.fixture
    def row(self, holder: Holder) -> TrainingClass:
        """A class of July 2016, which is held from now on."""
        made = make_training(start_on=date(2016, 7, 1))
        holder.hold()
        return made

    def test_are_changed_with_a_reason_only(self, row: TrainingClass) -> None:
        row.trainee_count = 40

        with pytest.raises(PeriodHeld):
            writing.save(row, by=None)
        writing.save(row, by=None, reason=WHY)

        row.refresh_from_db()
        assert (row.trainee_count, row.version, reasons(row)[0]) == (40, 2, WHY)

    def test_do_not_leave_the_held_days_without_one(self, row: TrainingClass) -> None:
        row.start_on = date(2017, 7, 1)

        with pytest.raises(PeriodHeld):
            writing.save(row, by=None)

    def test_do_not_come_into_them_without_one(self, holder: Holder) -> None:
        row = make_training(start_on=date(2017, 7, 1))
        holder.hold()
        row.start_on = date(2016, 7, 1)

        with pytest.raises(PeriodHeld):
            writing.save(row, by=None)

    def test_saved_as_they_were_say_nothing(self, row: TrainingClass) -> None:
        writing.save(row, by=None)

        row.refresh_from_db()
        assert row.version == 2

    def test_are_deleted_with_a_reason_only(self, row: TrainingClass) -> None:
        with pytest.raises(PeriodHeld):
            writing.delete(row, by=None)
        writing.delete(row, by=None, reason=WHY)

        assert TrainingClass.objects.count() == 0

    def test_are_archived_with_the_reason_that_archiving_asks(self, row: TrainingClass) -> None:
        assert writing.archive(row, by=None, reason="nhập trùng").is_archived

    def test_come_back_with_a_reason_only(self, row: TrainingClass) -> None:
        writing.archive(row, by=None, reason="nhập trùng")

        with pytest.raises(PeriodHeld):
            writing.restore(row, by=None)
        restored = writing.restore(row, by=None, reason="không trùng")

        assert (restored.is_archived, reasons(row)[0]) == (False, "Khôi phục: không trùng")

    @pytest.mark.parametrize(("reason", "said"), [("x" * 481, "Lý do dài 481 ký tự"), ("a\x00b", "ký tự")])
    def test_do_not_come_back_with_what_no_history_keeps(self, row: TrainingClass, reason: str, said: str) -> None:
        writing.archive(row, by=None, reason="nhập trùng")

        with pytest.raises(RuleBroken, match=said):
            writing.restore(row, by=None, reason=reason)


class TestParts:
    """Sessions, works and countries are held with their delegation; members and programme are not."""

    @pytest.fixture
    def delegation(self, holder: Holder) -> Delegation:
        made = make_delegation(arrival_on=date(2016, 5, 10))
        make_session(made, patient_visits=100)
        holder.hold()
        return made

    @pytest.mark.parametrize(
        "wanted", [[], [{"site": "Trạm y tế xã La Bằng", "patient_visits": 90}], [{"site": "Bệnh viện", "id": None}]]
    )
    def test_of_a_held_record_need_a_reason(self, delegation: Delegation, wanted: list[dict[str, Any]]) -> None:
        with pytest.raises(PeriodHeld, match=r"^Đoàn này thuộc kỳ"):
            writing.set_parts(delegation, "sessions", wanted, by=None)

        writing.set_parts(delegation, "sessions", wanted, by=None, reason=WHY)
        assert MedicalSession.objects.count() == len(wanted)

    def test_as_they_were_need_none(self, delegation: Delegation) -> None:
        same = [{"site": "Trạm y tế xã La Bằng", "patient_visits": 100}]

        assert writing.set_parts(delegation, "sessions", same, by=None) is False

    def test_that_no_figure_holds_need_none(self, delegation: Delegation) -> None:
        writing.save(delegation, by=None)
        writing.set_parts(delegation, "follow_ups", [{"task": "Gửi thư cảm ơn"}], by=None)

        assert delegation.follow_ups.count() == 1

    def test_of_a_record_that_moves_into_held_days_go_with_it(self, holder: Holder) -> None:
        delegation = make_delegation(arrival_on=date(2017, 5, 10))
        holder.hold()
        delegation.arrival_on = date(2016, 5, 10)
        writing.save(delegation, by=None, reason=WHY)

        with pytest.raises(PeriodHeld):
            writing.set_parts(delegation, "sessions", [{"site": "Trạm"}], by=None)


class TestQueries:
    def taken(self, act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            act()
        return len(seen)

    def test_a_new_row_takes_one_more_and_none_with_a_reason(self) -> None:
        row = make_disbursement(on=date(2015, 3, 1))

        def entered(reason: str) -> int:
            values = {"project": row.project, "amount": Decimal(5), "currency": "USD", "dated_on": date(2015, 4, 1)}
            basis = {"usd_cents": 500, "usd_basis": "same"}
            return self.taken(lambda: writing.save(Disbursement(**values, **basis), by=None, reason=reason))

        assert entered("") - entered(WHY) == 1

    @pytest.mark.parametrize("count", [1, 3])
    def test_parts_take_the_same_for_any_number(self, holder: Holder, count: int) -> None:
        delegation = make_delegation(arrival_on=date(2017, 5, 10))
        rows = [make_session(delegation, site=f"Trạm {number}") for number in range(count)]
        holder.hold()
        for row in rows:
            row.patient_visits = 7

        # The holder of the reports and the rows as they are stored.
        assert self.taken(lambda: writing.refuse_held(rows, "")) == 2

    def test_inside_read_once_the_holders_are_asked_once(self, holder: Holder) -> None:
        holder.hold(2014)

        with locks.read_once():
            make_training(start_on=date(2016, 7, 1))
            with locks.read_once():
                make_training(start_on=date(2016, 7, 2))
            make_training(start_on=date(2016, 7, 3))
            inside = holder.asked
        make_training(start_on=date(2016, 7, 4))

        assert (inside, holder.asked) == (1, 2)

    def test_a_holder_registered_twice_is_asked_once(self, holder: Holder) -> None:
        locks.register(holder)

        locks.holds()

        assert holder.asked == 1
