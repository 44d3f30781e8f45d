"""Any ledger: every breakdown adds up to its total, and each number is an independent sum over the rows."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.choices import Sector, Stage
from aid.models import AidProject, Commitment, Disbursement, ForeignNGO, PlaceShare, ProjectDonor, SectorShare
from config.kit.clock import now
from config.kit.periods import Period
from config.reference.models import Country, Place
from reports.facts import gather
from reports.measures import figure

pytestmark = pytest.mark.django_db

PERIOD = Period(date(2015, 3, 1), date(2018, 10, 31), "kỳ")
FIRST_DAY, DAYS = date(2014, 6, 1), 2000
GIVERS, SECTORS, PLACES = 3, (Sector.HEALTH, Sector.EDUCATION, Sector.OTHER), 4


@st.composite
def shares(draw: Any, size: int) -> list[tuple[int, Decimal | None]]:
    """Some of `size` keys, each with a percentage or all without; percentages add up to 100,00."""
    keys = draw(st.lists(st.integers(0, size - 1), unique=True, max_size=size))
    if not keys or draw(st.booleans()):
        return [(key, None) for key in keys]
    cuts = sorted(draw(st.sets(st.integers(1, 9999), min_size=len(keys) - 1, max_size=len(keys) - 1)))
    return [(key, Decimal(b - a) / 100) for key, a, b in zip(keys, [0, *cuts], [*cuts, 10000], strict=True)]


PROJECT = st.fixed_dictionaries(
    {
        "donors": shares(GIVERS),
        "sectors": shares(len(SECTORS)),
        "places": shares(PLACES),
        "stage": st.sampled_from([Stage.IMPLEMENTING, Stage.IMPLEMENTING, Stage.REJECTED]),
        "is_archived": st.sampled_from([False, False, False, True]),
    }
)
ROW = st.fixed_dictionaries(
    {
        "side": st.sampled_from(["commitment", "disbursement"]),
        "project": st.integers(0, 2),
        "donor": st.none() | st.integers(0, GIVERS - 1),
        "day": st.integers(0, DAYS),
        "cents": st.none() | st.integers(-(10**9), 10**9).filter(bool),
        "status": st.sampled_from(["final", "estimate"]),
        "is_archived": st.sampled_from([False, False, False, True]),
    }
)


@contextmanager
def undone() -> Iterator[None]:
    """One example's rows, gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def archived(is_archived: bool) -> dict[str, Any]:
    return {"archived_at": now(), "archive_reason": "Nhập trùng"} if is_archived else {}


class World:
    """The rows of one example in the database, and the plain lists they came from."""

    def __init__(self, projects: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
        self.projects, self.rows = projects, rows
        lands = [Country.objects.get(code="KR"), Country.objects.get(code="KR"), None]
        self.givers = [
            ForeignNGO.objects.create(code=f"G{i}", name=f"Bên {i}", home_country=land) for i, land in enumerate(lands)
        ]
        district = Place.objects.create(code="d", name="Huyện thử", level="district")
        self.places = [
            district,
            Place.objects.create(code="c1", name="Xã một", level="commune", parent=district),
            Place.objects.create(code="c2", name="Xã hai", level="commune", parent=district),
            Place.objects.create(code="c3", name="Xã mới", level="commune"),
        ]
        self.stored = [self._project(number, values) for number, values in enumerate(projects)]
        for values in rows:
            self._row(values)

    def _project(self, number: int, values: dict[str, Any]) -> AidProject:
        made = AidProject.objects.create(
            code=f"P{number}",
            name="Nước sạch",
            modality="project",
            stage=values["stage"],
            **archived(values["is_archived"]),
        )
        ProjectDonor.objects.bulk_create(
            ProjectDonor(project=made, ngo=self.givers[key], percent=part) for key, part in values["donors"]
        )
        SectorShare.objects.bulk_create(
            SectorShare(project=made, sector=SECTORS[key], percent=part) for key, part in values["sectors"]
        )
        PlaceShare.objects.bulk_create(
            PlaceShare(project=made, place=self.places[key], percent=part) for key, part in values["places"]
        )
        return made

    def _row(self, values: dict[str, Any]) -> None:
        cents = values["cents"]
        is_known = cents is not None
        model = Commitment if values["side"] == "commitment" else Disbursement
        own = {"kind": "amendment"} if model is Commitment else {"is_refund": is_known and cents < 0}
        model.objects.create(
            project=self.stored[values["project"] % len(self.stored)],
            donor=None if values["donor"] is None else self.givers[values["donor"]],
            dated_on=FIRST_DAY + timedelta(days=values["day"]),
            amount=Decimal(cents) / 100 if is_known else Decimal(1),
            currency="USD" if is_known else "SEK",
            usd_cents=cents,
            usd_basis="same" if is_known else "none",
            vnd=cents * 200 if is_known else None,
            vnd_basis="document" if is_known else "none",
            status=values["status"],
            **own,
            **archived(values["is_archived"]),
        )

    def counted(self, side: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The rows that count, each with its project, by the rule's own words."""
        found = []
        for row in self.rows:
            project = self.projects[row["project"] % len(self.projects)]
            day = FIRST_DAY + timedelta(days=row["day"])
            is_out = row["is_archived"] or project["is_archived"] or project["stage"] == Stage.REJECTED
            if row["side"] == side and not is_out and PERIOD.start <= day <= PERIOD.end:
                found.append((row, project))
        return found


def divide(cents: int, given: list[tuple[Any, Decimal | None]]) -> dict[Any, int]:
    """Largest remainder written out once more, in hundredths of a per cent."""
    if len(given) == 1:
        return {given[0][0]: cents}
    if not given or given[0][1] is None:
        return {"many": cents}
    sign = -1 if cents < 0 else 1
    weights = [int(part * 100) for _, part in given if part is not None]
    parts = [abs(cents) * weight // 10000 for weight in weights]
    order = sorted(range(len(given)), key=lambda i: (-(abs(cents) * weights[i] % 10000), i))
    for i in order[: abs(cents) - sum(parts)]:
        parts[i] += 1
    return {key: sign * part for (key, _), part in zip(given, parts, strict=True)}


def expected(world: World, side: str, kind: str) -> dict[str, int]:
    names = {
        "ngo": lambda key: str(world.givers[key].pk),
        "country": lambda key: str(world.givers[key].home_country_id or "unknown"),
        "sector": lambda key: str(SECTORS[key]),
        "district": lambda key: str(world.places[0 if key < 3 else 3].pk),
    }
    fields = {"ngo": "donors", "country": "donors", "sector": "sectors", "district": "places"}
    sums: dict[str, int] = defaultdict(int)
    for row, project in world.counted(side):
        shares_of = project[fields[kind]]
        if fields[kind] == "donors" and row["donor"] is not None:
            shares_of = [(row["donor"], None)]
        for key, cents in divide(row["cents"] or 0, shares_of).items():
            sums["many" if key == "many" else names[kind](key)] += cents
    return {key: cents for key, cents in sums.items() if cents}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects=st.lists(PROJECT, min_size=1, max_size=3), rows=st.lists(ROW, max_size=14))
def test_breakdowns_add_up_and_equal_sums_over_the_rows(
    db: None, projects: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> None:
    with undone():
        world = World(projects, rows)
        facts = gather(PERIOD)

        for name, side in (("committed", "commitment"), ("disbursed", "disbursement")):
            counted = world.counted(side)
            total = sum(row["cents"] or 0 for row, _ in counted)
            estimates = sum(row["cents"] or 0 for row, _ in counted if row["status"] == "estimate")
            by_year: dict[str, int] = defaultdict(int)
            for row, _ in counted:
                by_year[str((FIRST_DAY + timedelta(days=row["day"])).year)] += row["cents"] or 0
            assert figure(f"{name}_usd").total(facts) == total
            assert figure(f"{name}_vnd").total(facts) == total * 200
            assert figure(f"{name}_estimate_usd").total(facts) == estimates
            assert figure(f"{name}_unconverted_rows").total(facts) == sum(row["cents"] is None for row, _ in counted)
            assert {part.key: part.value for part in figure(f"{name}_usd_by_year").parts(facts)} == {
                str(year): by_year[str(year)] for year in PERIOD.years()
            }
            for kind in ("sector", "district", "country", "ngo"):
                parts = figure(f"{name}_usd_by_{kind}").parts(facts)
                assert sum(part.value for part in parts) == total
                assert {part.key: part.value for part in parts if part.value} == expected(world, side, kind)
