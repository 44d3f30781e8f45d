"""The figures of delegations, over data whose sums are written out by hand."""

from datetime import date

import pytest

from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.kit.writing import archive
from delegations import queries
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.models import Delegation
from delegations.queries import CountryCount, DelegationCount
from tests.factories.delegations import country_of, make_delegation

pytestmark = pytest.mark.django_db

YEARS = Period.between(date(2018, 1, 1), date(2019, 12, 31))


def test_counts_by_direction_kind_and_year_of_arrival() -> None:
    make_delegation(kind=DelegationKind.MEDICAL, arrival_on=date(2018, 1, 1), headcount=8, patient_visits=600)
    make_delegation(
        kind=DelegationKind.MEDICAL,
        arrival_on=date(2018, 12, 30),
        departure_on=date(2019, 1, 3),
        headcount=20,
        headcount_qualifier="khoảng",
        patient_visits=920,
        medicine_vnd=812_000_000,
    )
    make_delegation(kind=DelegationKind.MEDICAL, arrival_on=date(2019, 3, 1), medicine_vnd=1)
    make_delegation(
        kind=DelegationKind.VOLUNTEERS,
        arrival_on=date(2019, 7, 1),
        headcount=30,
        volunteer_count=28,
        works_count=2,
        works_vnd=2_400_000_000,
    )
    make_delegation(direction=Direction.OUT, arrival_on=date(2019, 5, 5), headcount=6)
    make_delegation(arrival_on=date(2017, 12, 31), headcount=99)
    make_delegation(arrival_on=date(2019, 5, 5), headcount=99, status=DelegationStatus.CANCELLED)
    archive(make_delegation(arrival_on=date(2019, 5, 5), headcount=99), by=None, reason="Nhập trùng.")

    assert queries.delegation_counts(YEARS) == [
        DelegationCount("in", "medical", 2018, 2, 28, 0, 1, 1520, 812_000_000, 0, 0, 0),
        DelegationCount("in", "medical", 2019, 1, 0, 1, 0, 0, 1, 0, 0, 0),
        DelegationCount("in", "volunteers", 2019, 1, 30, 0, 0, 0, 0, 28, 2, 2_400_000_000),
        DelegationCount("out", "friendship", 2019, 1, 6, 0, 0, 0, 0, 0, 0, 0),
    ]


def test_counts_of_nothing() -> None:
    assert queries.delegation_counts(YEARS) == []
    assert queries.delegations_by_country(YEARS) == []


def test_great_sums_are_exact() -> None:
    make_delegation(arrival_on=date(2018, 1, 1), medicine_vnd=999_999_999_999_999)
    make_delegation(arrival_on=date(2018, 1, 2), medicine_vnd=999_999_999_999_998)

    assert queries.delegation_counts(YEARS)[0].medicine_vnd == 1_999_999_999_999_997


def test_by_country_counts_a_delegation_in_each_of_its_countries() -> None:
    make_delegation(["KR", "LA"], arrival_on=date(2018, 2, 2), headcount=7)
    make_delegation(["KR"], arrival_on=date(2018, 3, 3), headcount=5)
    make_delegation(["TH"], arrival_on=date(2018, 3, 3), direction=Direction.OUT)
    make_delegation(["TH"], arrival_on=date(2018, 3, 3), status=DelegationStatus.CANCELLED)
    make_delegation([], arrival_on=date(2018, 3, 3))
    make_delegation(["LA"], arrival_on=date(2020, 1, 1))

    assert queries.delegations_by_country(YEARS) == [
        CountryCount("in", country_of("KR").pk, "Hàn Quốc", 2, 12),
        CountryCount("in", country_of("LA").pk, "Lào", 1, 7),
        CountryCount("in", None, "", 1, 0),
        CountryCount("out", country_of("TH").pk, "Thái Lan", 1, 0),
    ]


def test_rough_arrivals_are_told_where_the_period_cuts_them() -> None:
    make_delegation(arrival=PartialDate.of_year(2018))
    make_delegation(arrival=PartialDate.of_quarter(2018, 2))
    make_delegation(arrival=PartialDate.of_year(2018), status=DelegationStatus.CANCELLED)
    make_delegation(arrival_on=date(2018, 6, 30))

    assert queries.rough_arrivals(Period.half_year(2018, 1)) == 1
    assert queries.rough_arrivals(Period.calendar_year(2018)) == 0


def stays(first: date, last: date) -> bool:
    return Delegation.objects.filter(queries.arrived_by(last), queries.staying_from(first)).exists()


def test_a_stay_over_new_year_is_in_both_years() -> None:
    make_delegation(arrival_on=date(2018, 12, 30), departure_on=date(2019, 1, 2))

    assert stays(date(2018, 1, 1), date(2018, 12, 31))
    assert stays(date(2019, 1, 1), date(2019, 12, 31))
    assert not stays(date(2019, 1, 3), date(2019, 12, 31))
    assert not stays(date(2018, 1, 1), date(2018, 12, 29))


def test_a_stay_known_by_month_quarter_or_year_overlaps_its_whole_span() -> None:
    make_delegation(arrival=PartialDate.of_quarter(2018, 4), departure=PartialDate.of_month(2019, 2))

    assert stays(date(2018, 9, 1), date(2018, 10, 1))
    assert not stays(date(2018, 9, 1), date(2018, 9, 30))
    assert stays(date(2019, 2, 28), date(2019, 3, 31))
    assert not stays(date(2019, 3, 1), date(2019, 3, 31))


def test_a_stay_without_departure_ends_with_the_span_of_its_arrival() -> None:
    make_delegation(arrival=PartialDate.of_month(2018, 6))

    assert stays(date(2018, 6, 30), date(2018, 7, 31))
    assert not stays(date(2018, 7, 1), date(2018, 7, 31))


def is_missing(on: date) -> bool:
    return Delegation.objects.filter(queries.report_missing_on(on, 10)).exists()


@pytest.mark.parametrize(
    ("departure", "due"),
    [
        (PartialDate.of_day(date(2018, 3, 20)), date(2018, 3, 30)),
        (PartialDate.of_month(2018, 2), date(2018, 3, 10)),
        (PartialDate.of_quarter(2018, 1), date(2018, 4, 10)),
        (PartialDate.of_year(2018), date(2019, 1, 10)),
    ],
)
def test_report_is_missing_from_the_day_after_it_was_due(departure: PartialDate, due: date) -> None:
    delegation = make_delegation(arrival_on=date(2018, 1, 2), departure=departure)

    assert queries.report_due_on(delegation, 10) == due
    assert not is_missing(due)
    assert is_missing(date.fromordinal(due.toordinal() + 1))


def test_report_is_not_missing_when_sent_cancelled_or_departure_unknown() -> None:
    make_delegation(departure_on=date(2018, 1, 5), arrival_on=date(2018, 1, 1), report_sent_on=date(2018, 1, 20))
    make_delegation(departure_on=date(2018, 1, 5), arrival_on=date(2018, 1, 1), status=DelegationStatus.REPORTED)
    make_delegation(departure_on=date(2018, 1, 5), arrival_on=date(2018, 1, 1), status=DelegationStatus.CANCELLED)
    unknown = make_delegation(arrival_on=date(2018, 1, 1))

    assert not is_missing(date(2019, 1, 1))
    assert queries.report_due_on(unknown, 10) is None
