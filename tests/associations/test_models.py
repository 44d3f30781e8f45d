"""What the database itself refuses about associations, partners, training and events."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.associations import (
    make_agreement,
    make_association,
    make_event,
    make_membership,
    make_partner,
    make_training,
)

pytestmark = pytest.mark.django_db


def breaks(record: Any, **values: Any) -> pytest.ExceptionInfo[IntegrityError]:
    """Writes the values past every form, and gives the refusal."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(**values)
    return refused


def test_a_membership_of_the_union_ends_after_it_began() -> None:
    refused = breaks(make_association(member_since=date(2015, 1, 1)), member_until=date(2014, 12, 31))

    assert refused.match("associations_association_member_span")


def test_association_names_are_unique() -> None:
    make_association(name="Hội hữu nghị Việt – Lào tỉnh")

    breaks(make_association(name="Hội khác"), name="Hội hữu nghị Việt – Lào tỉnh")


@pytest.mark.parametrize("year", [1944, 2101])
def test_membership_years_are_real(year: int) -> None:
    assert breaks(make_membership(make_association(), 2019), year=year).match("associations_membership_year")


def test_a_year_is_counted_once() -> None:
    association = make_association()
    make_membership(association, 2019)

    breaks(make_membership(association, 2018), year=2019)


@pytest.mark.parametrize("values", [{"first_contact_on": None}, {"first_contact_precision": ""}])
def test_a_first_contact_has_day_and_precision(values: dict[str, Any]) -> None:
    refused = breaks(make_partner(first_contact_on=date(2016, 1, 1)), **values)

    assert refused.match("associations_partner_first_contact_whole")


def test_an_agreement_ends_after_it_was_signed() -> None:
    refused = breaks(make_agreement(make_partner(), date(2017, 5, 1)), valid_to=date(2017, 4, 30))

    assert refused.match("associations_agreement_span")


@pytest.mark.parametrize(
    ("make", "name"),
    [(make_training, "associations_training_ends_after_start"), (make_event, "associations_event_ends_after_start")],
)
def test_classes_and_events_end_after_they_begin(make: Any, name: str) -> None:
    assert breaks(make(start_on=date(2016, 9, 12)), end_on=date(2016, 9, 11)).match(name)

    rough = make(start_on=date(2016, 7, 1), start_precision="year", end_on=date(2016, 3, 1))
    rough.refresh_from_db()
    assert rough.end_on == date(2016, 3, 1)


def test_costs_are_not_negative() -> None:
    assert breaks(make_training(), cost_vnd=-1).match("associations_training_cost_not_negative")
