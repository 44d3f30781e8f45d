"""Any ledger: every figure of money is an independent sum over its rows, every breakdown adds up, every list agrees.

With the tests of the other registers (test_properties_*.py) these are 200 random data sets, each seen on five days.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.choices import AidForm, Modality, Sector, Stage
from aid.models import AidProject, Commitment, Disbursement, ForeignNGO, PlaceShare, ProjectDonor, SectorShare
from aid.queries.completeness import Completeness
from config.accounts.models import User
from config.kit.periods import Period
from config.reference.models import Agency, Country, Place, PlaceSuccession
from reports.facts import gather
from reports.measures import CATALOGUE
from tests.reports.random_rows import (
    AS_OF,
    TERM,
    Known,
    Lists,
    Told,
    archived,
    assert_told,
    divide,
    known_days,
    seldom,
    shares,
    undone,
    within,
)

pytestmark = pytest.mark.django_db

SIDES = {"committed": Commitment, "disbursed": Disbursement}
KEYS = [key for key in CATALOGUE if key.partition("_")[0] in SIDES]
GIVERS, OWNERS, SECTORS, PLACES = 3, 2, (Sector.HEALTH, Sector.EDUCATION, Sector.OTHER), 4

PROJECT = st.fixed_dictionaries(
    {
        "donors": shares(GIVERS),
        "sectors": shares(len(SECTORS)),
        "places": shares(PLACES),
        "stage": st.sampled_from([Stage.IMPLEMENTING, Stage.REVOKED, Stage.REJECTED]),
        "modality": st.sampled_from(Modality.values),
        "owner": st.none() | st.integers(0, OWNERS - 1),
        "is_archived": seldom,
    }
)
CENTS = st.none() | st.integers(-(10**9), 10**9).filter(bool) | st.sampled_from([-1, 1, 2, 3, 7])
ROW = st.fixed_dictionaries(
    {
        "side": st.sampled_from(sorted(SIDES)),
        "project": st.integers(0, 2),
        "donor": st.none() | st.integers(0, GIVERS - 1),
        "known": known_days,
        "cents": CENTS,
        "vnd": st.none() | st.integers(-(10**12), 10**12),
        "status": st.sampled_from(["final", "estimate"]),
        "form": st.sampled_from([*AidForm.values, ""]),
        "is_archived": seldom,
    }
)


class Office:
    """The rows of one example in the database, and the plain lists they came from."""

    def __init__(self, projects: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
        self.projects, self.rows = projects, rows
        korea = Country.objects.get(code="KR")
        self.givers = [
            ForeignNGO.objects.create(code=f"G{i}", name=f"Bên {i}", home_country=land, **archived(i == 1))
            for i, land in enumerate([korea, korea, None])
        ]
        self.owners = [Agency.objects.create(name=f"Sở thử {i}") for i in range(OWNERS)]
        self.places = self._places()
        self.stored = [self._project(number, values) for number, values in enumerate(projects)]
        for name, model in SIDES.items():
            model.objects.bulk_create(self._row(model, values) for values in rows if values["side"] == name)

    def _places(self) -> list[Place]:
        district = Place.objects.create(code="d", name="Huyện thử", level="district")
        inside = [("c1", "Xã một", district), ("c2", "Xã hai", district), ("c3", "Xã mới", None)]
        return [district] + [
            Place.objects.create(code=code, name=name, level="commune", parent=parent) for code, name, parent in inside
        ]

    def _project(self, number: int, values: dict[str, Any]) -> AidProject:
        owner = None if values["owner"] is None else self.owners[values["owner"]]
        [made] = AidProject.objects.bulk_create(
            [
                AidProject(
                    code=f"P{number}",
                    name="Nước sạch",
                    modality=values["modality"],
                    stage=values["stage"],
                    owner=owner,
                    **archived(values["is_archived"]),
                )
            ]
        )
        kinds: Any = (
            (ProjectDonor, "ngo", "donors", self.givers),
            (SectorShare, "sector", "sectors", SECTORS),
            (PlaceShare, "place", "places", self.places),
        )
        for model, key, name, what in kinds:
            model.objects.bulk_create(
                model(project=made, percent=part, **{key: what[index]}) for index, part in values[name]
            )
        return made

    def _row(self, model: Any, values: dict[str, Any]) -> Any:
        cents, vnd = values["cents"], values["vnd"]
        own = {"kind": "amendment"} if model is Commitment else {"is_refund": cents is not None and cents < 0}
        return model(
            project=self.stored[values["project"] % len(self.stored)],
            donor=None if values["donor"] is None else self.givers[values["donor"]],
            amount=Decimal(1) if cents is None else Decimal(cents) / 100,
            currency="SEK" if cents is None else "USD",
            usd_cents=cents,
            usd_basis="none" if cents is None else "same",
            vnd=vnd,
            vnd_basis="none" if vnd is None else "document",
            status=values["status"],
            form=values["form"],
            **values["known"].columns("dated"),
            **own,
            **archived(values["is_archived"]),
        )

    def counted(self, name: str, period: Period) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The rows that count, each with its project, by the rule's own words."""
        found = []
        for row in self.rows:
            project = self.projects[row["project"] % len(self.projects)]
            is_out = row["is_archived"] or project["is_archived"] or project["stage"] == Stage.REJECTED
            if row["side"] == name and not is_out and within(row["known"].on, period):
                found.append((row, project))
        return found

    def shares_of(self, row: dict[str, Any], project: dict[str, Any], kind: str) -> list[tuple[Any, Any]]:
        """What a row divides into, each with its part; a row's own giver wins."""
        donors = project["donors"] if row["donor"] is None else [(row["donor"], None)]
        whole: dict[str, Any] = {
            "owner": "unknown" if project["owner"] is None else self.owners[project["owner"]].pk,
            "modality": project["modality"],
            "form": row["form"] or "unknown",
        }
        if kind in whole:
            return [(whole[kind], None)]
        return {
            "ngo": [(self.givers[key].pk, part) for key, part in donors],
            "country": [(self.givers[key].home_country_id or "unknown", part) for key, part in donors],
            "sector": [(SECTORS[key], part) for key, part in project["sectors"]],
            "district": [(self.places[0 if key < 3 else 3].pk, part) for key, part in project["places"]],
        }[kind]


KINDS = ("sector", "district", "country", "ngo", "owner", "modality", "form")


def expected(office: Office, name: str, period: Period) -> dict[str, Told]:
    """All figures of one side, added up from the plain rows."""
    counted = office.counted(name, period)
    rows = [row for row, _ in counted]
    estimates = [row for row in rows if row["status"] == "estimate"]
    found: dict[str, Told] = {
        "usd": added(rows, "cents"),
        "vnd": added(rows, "vnd"),
        "usd_by_year": by_year(rows, "cents"),
        "vnd_by_year": by_year(rows, "vnd"),
        "estimate_usd": by_year(estimates, "cents"),
        "estimate_rows": len(estimates),
        "unconverted_rows": sum(row["cents"] is None or row["vnd"] is None for row in rows),
        "year_only_rows": sum(row["known"].precision == "year" for row in rows),
        "cut_rows": sum(is_cut(row["known"], period) for row in rows),
    }
    for kind in KINDS:
        sums: dict[str, int] = defaultdict(int)
        for row, project in counted:
            given_shares = office.shares_of(row, project, kind)
            for place, cents in enumerate_parts(row["cents"] or 0, given_shares):
                sums[place] += cents
        found[f"usd_by_{kind}"] = sums
    return {f"{name}_{key}": told for key, told in found.items()}


def enumerate_parts(cents: int, given_shares: list[tuple[Any, Any]]) -> list[tuple[str, int]]:
    """The parts of a row by name; two shares may have one name, as communes have one district."""
    numbered = [(number, part) for number, (_, part) in enumerate(given_shares)]
    parts = divide(cents, numbered)
    return [("many" if number == "many" else str(given_shares[number][0]), part) for number, part in parts.items()]


def added(rows: list[dict[str, Any]], field: str) -> int:
    return sum(row[field] or 0 for row in rows)


def by_year(rows: list[dict[str, Any]], field: str) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[str(row["known"].on.year)] += row[field] or 0
    return sums


def is_cut(known: Known, period: Period) -> bool:
    first, last = known.span
    return first < period.start or last > period.end


@pytest.fixture
def lists(leader: User) -> Lists:
    """The lists of the ledger. The places of the installation only make their filter bar slow."""
    Agency.objects.update(place=None)
    for model in (PlaceSuccession, Place):
        rows: Any = model.objects.all()
        rows._raw_delete(rows.db)
    return Lists(KEYS, leader, at_once=1)


def seen(period: Period) -> Any:
    """The facts of the period; what no figure of money reads is not asked for."""
    with mock.patch("reports.facts.completeness", return_value=Completeness()):
        return gather(period, term=TERM, with_registers=False)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects=st.lists(PROJECT, min_size=1, max_size=3), rows=st.lists(ROW, max_size=14))
def test_money_of_any_ledger(lists: Lists, projects: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    with undone():
        office = Office(projects, rows)
        for as_of in AS_OF:
            period = Period(TERM.start, as_of, "kỳ thử")

            facts = seen(period)

            told = expected(office, "committed", period) | expected(office, "disbursed", period)
            assert set(told) == set(KEYS)
            assert_told(facts, told)
            for name in SIDES:
                years = [str(year) for year in period.years()]
                assert [part.key for part in CATALOGUE[f"{name}_usd_by_year"].parts(facts)] == years
                for kind in ("year", *KINDS):
                    assert CATALOGUE[f"{name}_usd_by_{kind}"].total(facts) == CATALOGUE[f"{name}_usd"].total(facts)
            lists.assert_next(facts)


def test_all_lists_of_a_ledger_agree(lists: Lists) -> None:
    """Every address of every figure of money, on every day, for one ledger that holds each kind of row."""
    split = {"donors": [(0, Decimal("33.33")), (1, Decimal("66.67"))], "sectors": [(0, Decimal(50)), (1, Decimal(50))]}
    whole = {"donors": [(2, None)], "sectors": [(2, None)], "places": [(1, None)]}
    common = {"stage": Stage.IMPLEMENTING, "is_archived": False}
    projects = [
        {**split, "places": [(1, Decimal("12.5")), (3, Decimal("87.5"))], "modality": "project", "owner": 0, **common},
        {"donors": [(0, None), (1, None)], "sectors": [], "places": [], "modality": "programme", "owner": 1, **common},
        {**whole, "modality": "non_project", "owner": None, **common},
    ]
    rows = [
        {
            "side": side,
            "project": number % 3,
            "donor": 2 if number % 5 == 4 else None,
            "known": Known(day, ("day", "month", "quarter", "year")[number % 4]),
            "cents": None if number % 7 == 6 else (number + 1) * 1001 * (-1 if number % 6 == 5 else 1),
            "vnd": None if number % 8 == 7 else number * 7,
            "status": ("final", "estimate")[number % 2],
            "form": (*AidForm.values, "")[number % 4],
            "is_archived": False,
        }
        for side in SIDES
        for number, day in enumerate(date(2015 + n // 6, 1 + n * 2 % 12, 3) for n in range(24))
    ]
    with undone():
        Office(projects, rows)
        for as_of in AS_OF:
            facts = seen(Period(TERM.start, as_of, "kỳ thử"))
            lists.at_once = sum(1 + len(CATALOGUE[key].parts(facts)) for key in KEYS)
            lists.assert_next(facts)
