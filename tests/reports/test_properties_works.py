"""Any delegations, classes and partners: every figure is an independent count, every list agrees."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.queries.completeness import Completeness
from associations.models import Agreement, PartnerOrganisation, TrainingClass
from config.accounts.models import User
from config.kit.periods import Period
from config.reference.models import Country
from delegations.choices import DelegationKind
from delegations.models import Delegation, DelegationCountry, MedicalSession, VolunteerWork
from reports.facts import gather
from reports.measure import Subject
from reports.measures import CATALOGUE
from tests.reports.random_rows import (
    AS_OF,
    TERM,
    Lists,
    Told,
    archived,
    assert_told,
    columns_of,
    days,
    known_days,
    numbers,
    seldom,
    undone,
    within,
)

pytestmark = pytest.mark.django_db

SUBJECTS = (Subject.DELEGATIONS, Subject.MISSIONS, Subject.TRAINING, Subject.PARTNERS)
KEYS = [key for key, one in CATALOGUE.items() if one.basis.subject in SUBJECTS]
CODES = ("LA", "KH", "TH", "KR")  # the last is not in South-East Asia

DELEGATION = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["in", "in", "out"]),
        "kind": st.sampled_from([DelegationKind.MEDICAL, DelegationKind.VOLUNTEERS, DelegationKind.OTHER]),
        "status": st.sampled_from(["planned", "reported", "cancelled"]),
        "countries": st.sets(st.integers(0, 3), max_size=3),
        "known": known_days,
        "headcount": numbers,
        "patient_visits": numbers,
        "medicine_vnd": numbers,
        "volunteer_count": numbers,
        "works_count": numbers,
        "works_vnd": numbers,
        "sessions": st.lists(st.tuples(numbers, numbers), max_size=2),
        "works": st.lists(numbers, max_size=2),
        "is_archived": seldom,
    }
)
CLASS = st.fixed_dictionaries({"known": known_days, "trainees": numbers, "is_archived": seldom})
PARTNER = st.fixed_dictionaries(
    {
        "country": st.integers(0, 3),
        "kind": st.sampled_from(["peoples_organisation", "peoples_organisation", "university"]),
        "known": st.none() | known_days,
        "signed": st.lists(days, max_size=2),
        "is_archived": seldom,
    }
)
TYPED = ("patient_visits", "medicine_vnd", "volunteer_count", "works_count", "works_vnd")


class Office:
    """The records of one example in the database, and the plain lists they came from."""

    def __init__(self, delegations: list[Any], classes: list[Any], partners: list[Any]) -> None:
        self.delegations, self.classes, self.partners = delegations, classes, partners
        self.countries = [Country.objects.get(code=code) for code in CODES]
        for number, values in enumerate(delegations):
            self._delegation(number, values)
        TrainingClass.objects.bulk_create(
            TrainingClass(
                title="Lớp",
                topic="people_diplomacy",
                trainee_count=one["trainees"],
                **one["known"].columns("start"),
                **archived(one["is_archived"]),
            )
            for one in classes
        )
        for number, values in enumerate(partners):
            self._partner(number, values)

    def _delegation(self, number: int, values: dict[str, Any]) -> None:
        [made] = Delegation.objects.bulk_create(
            [
                Delegation(
                    name=f"Đoàn {number}",
                    headcount=values["headcount"],
                    **{name: values[name] for name in ("direction", "kind", "status", *TYPED)},
                    **values["known"].columns("arrival"),
                    **archived(values["is_archived"]),
                )
            ]
        )
        countries = [self.countries[place] for place in sorted(values["countries"])]
        DelegationCountry.objects.bulk_create(DelegationCountry(delegation=made, country=one) for one in countries)
        MedicalSession.objects.bulk_create(
            MedicalSession(delegation=made, patient_visits=visits, medicine_vnd=vnd)
            for visits, vnd in values["sessions"]
        )
        VolunteerWork.objects.bulk_create(
            VolunteerWork(delegation=made, description="Lớp học", value_vnd=vnd) for vnd in values["works"]
        )

    def _partner(self, number: int, values: dict[str, Any]) -> None:
        [made] = PartnerOrganisation.objects.bulk_create(
            [
                PartnerOrganisation(
                    name=f"Đối tác {number}",
                    kind=values["kind"],
                    country=self.countries[values["country"]],
                    **columns_of(values["known"], "first_contact"),
                    **archived(values["is_archived"]),
                )
            ]
        )
        Agreement.objects.bulk_create(Agreement(partner=made, kind="mou", signed_on=day) for day in values["signed"])


# Delegations ----------------------------------------------------------------------


def done(values: dict[str, Any]) -> dict[str, int]:
    """What a delegation did: its rows as soon as one tells it, else what was typed on it."""
    visits = [visits for visits, _ in values["sessions"] if visits is not None]
    medicine = [vnd for _, vnd in values["sessions"] if vnd is not None]
    worth = [vnd for vnd in values["works"] if vnd is not None]
    return {
        "patient_visits": sum(visits) if visits else values["patient_visits"] or 0,
        "medicine_vnd": sum(medicine) if medicine else values["medicine_vnd"] or 0,
        "volunteers": values["volunteer_count"] or 0,
        "volunteer_works": len(values["works"]) or values["works_count"] or 0,
        "volunteer_works_vnd": sum(worth) if worth else values["works_vnd"] or 0,
    }


def expected_delegations(office: Office, period: Period) -> tuple[dict[str, Told], dict[str, int]]:
    """All figures of delegations, and the totals of those whose parts do not add up."""
    counted = [
        one
        for one in office.delegations
        if not one["is_archived"] and one["status"] != "cancelled" and within(one["known"].on, period)
    ]
    found: dict[str, Told] = {}
    wholes: dict[str, int] = {}
    for direction in ("in", "out"):
        those = [one for one in counted if one["direction"] == direction]
        for name, weight in (("delegations", lambda one: 1), ("guests", lambda one: one["headcount"] or 0)):
            key = f"{name}_{direction}_by"
            found[f"{key}_year"] = added((str(one["known"].on.year), weight(one)) for one in those)
            found[f"{key}_kind"] = added((one["kind"], weight(one)) for one in those)
            found[f"{key}_country"] = added((land, weight(one)) for one in those for land in lands_of(office, one))
            wholes[f"{key}_country"] = sum(weight(one) for one in those)
    for key in done(DEFAULT):
        found[key] = sum(done(one)[key] for one in counted)
    for key in ("patient_visits", "medicine_vnd"):
        found[f"{key}_by_year"] = added((str(one["known"].on.year), done(one)[key]) for one in counted)
    return found, wholes


DEFAULT: dict[str, Any] = {"sessions": [], "works": []} | dict.fromkeys(TYPED)


def lands_of(office: Office, one: dict[str, Any]) -> list[str]:
    return [str(office.countries[place].pk) for place in one["countries"]] or ["none"]


def added(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for key, value in pairs:
        sums[key] += value
    return sums


# Training, partners ---------------------------------------------------------------


def expected_classes(office: Office, period: Period) -> dict[str, Told]:
    held = [one for one in office.classes if not one["is_archived"] and within(one["known"].on, period)]
    return {
        "training_by_year": added((str(one["known"].on.year), 1) for one in held),
        "trainees_by_year": added((str(one["known"].on.year), one["trainees"] or 0) for one in held),
    }


def expected_partners(office: Office, period: Period) -> dict[str, Told]:
    def is_old(one: dict[str, Any]) -> bool:
        since = one["known"].on if one["known"] is not None else min(one["signed"], default=None)
        return since is not None and since < period.start

    in_use = [one for one in office.partners if not one["is_archived"]]
    asian = [one for one in in_use if one["country"] < 3 and one["kind"] == "peoples_organisation"]
    new = [one for one in asian if one["known"] is not None and within(one["known"].on, period)]
    extended = [one for one in asian if is_old(one) and any(within(day, period) for day in one["signed"])]
    return {
        "sea_partners_established": len(new),
        "sea_partners_extended": len(extended),
        "sea_partners_new_countries": len(
            {one["country"] for one in new} - {one["country"] for one in filter(is_old, in_use)}
        ),
    }


@pytest.fixture
def lists(leader: User) -> Lists:
    return Lists(KEYS, leader, at_once=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    delegations=st.lists(DELEGATION, max_size=6),
    classes=st.lists(CLASS, max_size=4),
    partners=st.lists(PARTNER, max_size=5),
)
def test_works_of_any_office(lists: Lists, delegations: list[Any], classes: list[Any], partners: list[Any]) -> None:
    with undone():
        office = Office(delegations, classes, partners)
        for as_of in AS_OF:
            period = Period(TERM.start, as_of, "kỳ thử")

            with mock.patch("reports.facts.completeness", return_value=Completeness()):
                facts = gather(period, term=TERM, with_registers=False)

            told, wholes = expected_delegations(office, period)
            told |= expected_classes(office, period) | expected_partners(office, period)
            assert set(told) == set(KEYS)
            assert_told(facts, told, wholes)
            lists.assert_next(facts)
