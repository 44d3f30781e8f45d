"""What is due: each kind on its first and its last day, and what is not due."""

from datetime import date, timedelta
from typing import Any

import pytest

from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from delegations.choices import DelegationStatus, Direction
from reports.queries import DueItem, Kind, due_items
from tests.factories.aid import make_certificate, make_ngo
from tests.factories.associations import make_association, make_training
from tests.factories.delegations import make_delegation

pytestmark = pytest.mark.django_db

TODAY = date(2019, 1, 14)


@pytest.fixture(autouse=True)
def _a_class_was_held() -> None:
    make_training(start_on=date(2019, 1, 5))


def found(today: date = TODAY) -> list[tuple[str, date, str, str]]:
    return [(item.label, item.due_on, item.tone, item.said) for item in due_items(today)]


def test_nothing_is_due_in_an_empty_office() -> None:
    assert due_items(TODAY) == []


def test_a_certificate_is_due_from_sixty_days_before_its_end() -> None:
    certificate = make_certificate(ngo=make_ngo(name="Quỹ Trẻ em miền núi"), expires_on=date(2019, 3, 15))

    assert due_items(TODAY) == [
        DueItem(
            "Giấy đăng ký hoạt động của Quỹ Trẻ em miền núi hết hạn",
            date(2019, 3, 15),
            f"/aid/ngos/certificates/{certificate.pk}/",
            "",
            "Còn 60 ngày",
            Kind.CERTIFICATE,
        )
    ]
    assert found(date(2019, 1, 13)) == []
    assert found(date(2019, 2, 13))[0][2:] == ("warn", "Còn 30 ngày")
    assert found(date(2019, 3, 15))[0][2:] == ("warn", "Hôm nay là hạn")
    assert found(date(2019, 3, 16))[0][2:] == ("bad", "Quá hạn 1 ngày")


def test_a_renewed_certificate_is_not_due() -> None:
    ngo = make_ngo()
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 1, 20))
    make_certificate(ngo=ngo, issued_on=date(2018, 12, 1), expires_on=date(2023, 1, 20))

    assert found() == []


def test_a_delegation_owes_its_report_when_the_days_allowed_are_over() -> None:
    make_delegation(name="Đoàn bác sĩ Daegu", arrival_on=date(2018, 12, 28), departure_on=date(2019, 1, 3))

    assert found(date(2019, 1, 13)) == []
    assert found() == [("Báo cáo kết quả: Đoàn bác sĩ Daegu", date(2019, 1, 13), "bad", "Quá hạn 1 ngày")]


def test_a_sent_report_a_cancelled_and_an_archived_delegation_owe_nothing() -> None:
    left = {"arrival_on": date(2018, 12, 1), "departure_on": date(2018, 12, 3)}
    make_delegation(**left, report_sent_on=date(2018, 12, 10))
    make_delegation(**left, status=DelegationStatus.CANCELLED)
    archive(make_delegation(**left), by=None, reason="Nhập trùng")

    assert found() == []


def test_an_incoming_delegation_about_to_arrive_needs_its_permit() -> None:
    soon = {"arrival_on": TODAY + timedelta(days=7), "status": DelegationStatus.SUBMITTED}
    make_delegation(name="Đoàn Busan", **soon)
    make_delegation(name="Đoàn có phép", permit_number="12/UBND", **soon)
    make_delegation(name="Đoàn ra", direction=Direction.OUT, **soon)
    make_delegation(name="Đoàn xa", status=DelegationStatus.PLANNED, arrival=PartialDate.of_year(2019))

    assert found() == [("Văn bản cho phép: Đoàn Busan", date(2019, 1, 21), "warn", "Còn 7 ngày")]


def test_an_association_owes_its_congress() -> None:
    make_association(name="Hội hữu nghị Việt – Đức", congress_on=date(2014, 1, 10))
    make_association(name="Hội hữu nghị Việt – Nga", congress_on=date(2018, 1, 10))

    assert found() == [("Đại hội Hội hữu nghị Việt – Đức", date(2019, 1, 10), "bad", "Quá hạn 4 ngày")]


def test_the_class_of_the_year_is_due_in_a_term_that_asks_for_one() -> None:
    assert found(date(2020, 6, 1)) == [("Lớp tập huấn năm 2020: chưa tổ chức", date(2020, 12, 31), "", "Còn 213 ngày")]
    assert found(date(2021, 6, 1)) == []


def test_the_nearest_comes_first() -> None:
    make_association(name="Hội cũ", congress_on=date(2013, 1, 1))
    make_certificate(ngo=make_ngo(name="Quỹ A"), expires_on=date(2019, 1, 30))
    make_certificate(ngo=make_ngo(name="Quỹ B"), expires_on=date(2019, 1, 12))

    assert [item.due_on for item in due_items(TODAY)] == [date(2019, 1, 12), date(2019, 1, 30), date(2018, 1, 1)]


@pytest.mark.parametrize("times", [1, 3])
def test_the_number_of_questions_is_fixed(times: int, django_assert_num_queries: Any) -> None:
    for _ in range(times):
        make_certificate(expires_on=date(2019, 1, 30))
        make_association(congress_on=date(2013, 1, 1))
        make_delegation(arrival_on=date(2018, 12, 1), departure_on=date(2018, 12, 3))

    with django_assert_num_queries(6):
        due_items(TODAY)
