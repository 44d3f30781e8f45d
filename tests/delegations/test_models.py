"""What the database itself refuses about delegations."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from config.kit.partial_dates import PartialDate
from config.kit.writing import save
from config.reference.models import Agency
from delegations.choices import DelegationStatus
from delegations.models import CoHost, Delegation, DelegationCountry, Permit
from tests.factories.delegations import country_of, make_cost, make_delegation, make_document

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


@pytest.mark.parametrize(
    ("name", "make", "values"),
    [
        ("delegations_cost_positive", make_cost, {"amount": 0}),
        ("delegations_cost_vnd_positive", make_cost, {"vnd": 0}),
        ("delegations_delegationdocument_not_empty", make_document, {"size": 0}),
        ("delegations_delegationdocument_archived_with_reason", make_document, {"archive_reason": "Gửi nhầm"}),
        ("delegations_delegationdocument_version_from_one", make_document, {"version": 0}),
    ],
)
def test_the_database_refuses_of_the_dossier(name: str, make: Any, values: dict[str, Any]) -> None:
    row = make(make_delegation())

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)


# SQLite names the columns of a broken unique rule, PostgreSQL the rule.
@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("delegations_cohost_once", "delegation_id, delegations_cohost.agency_id"),
        ("delegations_permit_once", "delegation_id, delegations_permit.kind, delegations_permit.number"),
    ],
)
def test_the_database_refuses_the_same_twice(name: str, columns: str) -> None:
    delegation = make_delegation()
    host = save(Agency(name="Trung tâm Y tế"), by=None)
    rows: dict[str, Any] = {
        "delegations_cohost_once": lambda: CoHost.objects.create(delegation=delegation, agency=host),
        "delegations_permit_once": lambda: Permit.objects.create(delegation=delegation, number="12/UBND"),
    }
    rows[name]()

    with pytest.raises(IntegrityError, match=f"{name}|{columns}"), transaction.atomic():
        rows[name]()
