"""What the database itself refuses about delegations."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from config.kit.partial_dates import PartialDate
from delegations.choices import DelegationStatus
from delegations.models import Delegation, DelegationCountry
from tests.factories.delegations import country_of, make_delegation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("delegations_delegation_departure_whole", {"departure_on": date(2016, 5, 12)}),
        ("delegations_delegation_departure_whole", {"departure_precision": "day"}),
        (
            "delegations_delegation_leaves_after_arrival",
            {"departure_on": date(2016, 5, 9), "departure_precision": "day"},
        ),
        ("delegations_delegation_values_not_negative", {"cost_vnd": -1}),
        ("delegations_delegation_values_not_negative", {"medicine_vnd": -1}),
        ("delegations_delegation_values_not_negative", {"works_vnd": -1}),
        ("delegations_delegation_archived_with_reason", {"archive_reason": "Nhập trùng."}),
        ("delegations_delegation_version_from_one", {"version": 0}),
    ],
)
def test_the_database_refuses(name: str, values: dict[str, Any]) -> None:
    pk = make_delegation(arrival_on=date(2016, 5, 10)).pk

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delegation.objects.filter(pk=pk).update(**values)


def test_the_database_takes_a_rough_departure_whose_stand_in_day_is_earlier() -> None:
    delegation = make_delegation(arrival_on=date(2016, 5, 20), departure=PartialDate.of_month(2016, 5))

    assert Delegation.objects.get(pk=delegation.pk).departure == PartialDate.of_month(2016, 5)


def test_the_database_refuses_a_country_twice() -> None:
    delegation = make_delegation(["KR"])

    with pytest.raises(IntegrityError), transaction.atomic():
        DelegationCountry.objects.create(delegation=delegation, country=country_of("KR"))


def test_counted_are_neither_cancelled_nor_archived() -> None:
    stays = make_delegation()
    make_delegation(status=DelegationStatus.CANCELLED)

    assert list(Delegation.objects.counted()) == [stays]
