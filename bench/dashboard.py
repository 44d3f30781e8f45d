"""Times the data of the dashboard against hand-written SQL over the same rows and rules.

    .venv/bin/python bench/dashboard.py [--projects 1000] [--rounds 7]

Makes a database of its own under /tmp, fills it with random rows (fixed seed), checks that both ways give the
same numbers, and prints medians of runs taken in turn. Goal: at most twice the hand SQL, and 60 ms a page.
With DATABASE_URL=postgres://... it uses that empty database instead.
"""

# ruff: noqa: E402, S106, S311, T201
# A script: Django is set up before its models are imported, random rows need no secrecy, results are printed.

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-dashboard-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aid.choices import Sector
from aid.models import AidProject, Commitment, Disbursement, ForeignNGO, PlaceShare, ProjectDonor, SectorShare
from config.kit.periods import Period
from config.reference.models import Country, Place
from reports.exhibits.catalogue import exhibits
from reports.exhibits.exhibit import Seen
from reports.facts import gather
from reports.measures import figure

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")
SEED = 20150101
DIMENSIONS = ("sector", "district", "country", "ngo")


# Rows -------------------------------------------------------------------------


def percents(rng: random.Random, count: int) -> list[Decimal | None]:
    """Half the time open, else whole hundredths that add up to 100."""
    if count == 1 or rng.random() < 0.5:
        return [None] * count
    cuts = sorted(rng.sample(range(1, 10000), count - 1))
    return [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 10000], strict=True)]


def fill(projects: int) -> None:
    """NGOs a tenth of the projects, two commitments and ten disbursements a project, over 25 years."""
    rng = random.Random(SEED)
    countries = list(Country.objects.values_list("pk", flat=True)[:40])
    ngos = ForeignNGO.objects.bulk_create(
        ForeignNGO(code=f"N{i}", name=f"Tổ chức {i}", home_country_id=rng.choice(countries))
        for i in range(projects // 10)
    )
    places = list(Place.objects.exclude(level="province").values_list("pk", flat=True))
    made = AidProject.objects.bulk_create(
        AidProject(code=f"P{i}", name=f"Dự án {i}", modality="project", stage="implementing") for i in range(projects)
    )
    shares: tuple[tuple[Any, str, list[Any]], ...] = (
        (ProjectDonor, "ngo_id", [ngo.pk for ngo in ngos]),
        (SectorShare, "sector", list(Sector.values)),
        (PlaceShare, "place_id", places),
    )
    for model, name, choices in shares:
        rows = []
        for project in made:
            count = rng.choice((1, 1, 1, 2, 3))
            for key, percent in zip(rng.sample(choices, count), percents(rng, count), strict=True):
                rows.append(model(project=project, percent=percent, **{name: key}))
        model.objects.bulk_create(rows, batch_size=5000)
    for model, each in ((Commitment, 2), (Disbursement, 10)):
        model.objects.bulk_create(
            (ledger_row(model, rng, project, ngos) for project in made for _ in range(each)), batch_size=2000
        )


def ledger_row(model: Any, rng: random.Random, project: AidProject, ngos: list[ForeignNGO]) -> Any:
    cents = rng.randrange(100, 50_000_000)
    return model(
        project=project,
        donor=rng.choice(ngos) if rng.random() < 0.1 else None,
        amount=Decimal(cents) / 100,
        currency="USD",
        dated_on=date(1996, 1, 1) + timedelta(days=rng.randrange(25 * 365)),
        usd_cents=cents,
        usd_basis="same",
        vnd=cents * 220,
        vnd_basis="document",
        status="estimate" if rng.random() < 0.03 else "final",
    )


# Hand-written SQL -------------------------------------------------------------

COUNTED = """
SELECT r.id, r.project_id, r.donor_id, r.usd_cents AS cents FROM {table} r JOIN aid_aidproject p ON p.id = r.project_id
WHERE r.archived_at IS NULL AND p.archived_at IS NULL AND p.stage <> 'rejected' AND r.dated_on BETWEEN %s AND %s
"""

BY_YEAR = """
SELECT {year} AS y, SUM(r.usd_cents), SUM(r.vnd) FROM {table} r JOIN aid_aidproject p ON p.id = r.project_id
WHERE r.archived_at IS NULL AND p.archived_at IS NULL AND p.stage <> 'rejected' AND r.dated_on BETWEEN %s AND %s
GROUP BY y
"""

# Rows that split alike are summed by project first; rows of divided projects go one by one: cents cut down, and
# what is left over to the largest remainders.
DIVIDED = """
WITH rows_counted AS ({counted}),
kinds AS (SELECT project_id, COUNT(*) AS n, COUNT(percent) AS given, MIN({key}) AS k FROM {shares} GROUP BY project_id),
sums AS (SELECT project_id, SUM(cents) AS cents FROM rows_counted WHERE {unnamed} GROUP BY project_id),
alike AS (
  SELECT CASE WHEN kinds.n = 1 THEN kinds.k END AS k, sums.cents AS cents FROM sums
  LEFT JOIN kinds ON kinds.project_id = sums.project_id
  WHERE kinds.n IS NULL OR kinds.n = 1 OR kinds.given < kinds.n),
cut AS (
  SELECT r.id, s.{key} AS k, s.id AS sid, r.cents AS whole,
    r.cents * CAST(ROUND(s.percent * 100) AS BIGINT) / 10000 AS part,
    r.cents * CAST(ROUND(s.percent * 100) AS BIGINT) %% 10000 AS rest
  FROM rows_counted r JOIN kinds ON kinds.project_id = r.project_id AND kinds.n > 1 AND kinds.given = kinds.n
  JOIN {shares} s ON s.project_id = r.project_id WHERE {unnamed_r}),
ranked AS (
  SELECT k, part, whole - SUM(part) OVER (PARTITION BY id) AS left_over,
    ROW_NUMBER() OVER (PARTITION BY id ORDER BY rest DESC, sid) AS place FROM cut),
parts AS (
  SELECT k, cents FROM alike UNION ALL
  SELECT k, part + CASE WHEN place <= left_over THEN 1 ELSE 0 END FROM ranked {named})
SELECT {into}, SUM(parts.cents) FROM parts {joins} GROUP BY 1
"""

INTO = {
    "sector": ("aid_sectorshare", "sector", "parts.k", ""),
    "district": (
        "aid_placeshare",
        "place_id",
        "CASE WHEN up.level = 'district' THEN up.id ELSE pl.id END",
        "LEFT JOIN reference_place pl ON pl.id = parts.k LEFT JOIN reference_place up ON up.id = pl.parent_id",
    ),
    "country": ("aid_projectdonor", "ngo_id", "n.home_country_id", "LEFT JOIN aid_foreignngo n ON n.id = parts.k"),
    "ngo": ("aid_projectdonor", "ngo_id", "parts.k", ""),
}


def divided_sql(dimension: str, table: str) -> str:
    shares, key, into, joins = INTO[dimension]
    is_giver = dimension in ("country", "ngo")
    return DIVIDED.format(
        counted=COUNTED.format(table=table),
        shares=shares,
        key=key,
        into=into,
        joins=joins,
        unnamed="donor_id IS NULL" if is_giver else "1 = 1",
        unnamed_r="r.donor_id IS NULL" if is_giver else "1 = 1",
        named="UNION ALL SELECT donor_id, cents FROM rows_counted WHERE donor_id IS NOT NULL" if is_giver else "",
    )


def by_hand() -> dict[str, dict[Any, int]]:
    """Both sides by year and the disbursed breakdowns, as one would write them without the product."""
    span = [TERM.start.isoformat(), TERM.end.isoformat()]
    year = "SUBSTR(CAST(r.dated_on AS VARCHAR), 1, 4)"
    found: dict[str, dict[Any, int]] = {}
    with connection.cursor() as cursor:
        for name, table in (("committed", "aid_commitment"), ("disbursed", "aid_disbursement")):
            cursor.execute(BY_YEAR.format(table=table, year=year), span)
            rows = cursor.fetchall()
            found[f"{name}_usd_by_year"] = {key: int(usd) for key, usd, _ in rows}
            found[f"{name}_vnd_by_year"] = {key: int(vnd) for key, _, vnd in rows}
        for dimension in DIMENSIONS:
            cursor.execute(divided_sql(dimension, "aid_disbursement"), span)
            found[f"disbursed_usd_by_{dimension}"] = {
                "many" if key is None else str(key): int(cents) for key, cents in cursor.fetchall() if cents
            }
    return found


WANTED = ("committed_usd_by_year", "committed_vnd_by_year", "disbursed_usd_by_year", "disbursed_vnd_by_year")


def by_product() -> dict[str, dict[Any, int]]:
    """The same numbers through the facts and the catalogue."""
    facts = gather(TERM, with_registers=False)
    keys = [*WANTED, *(f"disbursed_usd_by_{dimension}" for dimension in DIMENSIONS)]
    return {key: {part.key: part.value for part in figure(key).parts(facts) if part.value} for key in keys}


# Times ------------------------------------------------------------------------


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(rounds: int, *works: Callable[[], Any]) -> list[float]:
    """Medians in milliseconds, the ways taken in turn after a warm-up."""
    for work in works:
        work()
    times = [[timed(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    fill(options.projects)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if by_hand() != by_product():
        differing = [key for key, value in by_hand().items() if value != by_product()[key]]
        raise SystemExit(f"numbers differ: {differing}")
    hand, product = in_turn(options.rounds, by_hand, by_product)
    user = get_user_model().objects.create_user(username="bench", password="x", full_name="Bench", role="leader")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    (page,) = in_turn(options.rounds, lambda: client.get("/"))
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    seen = Seen(gather(TERM, with_registers=False), (), TERM.end)
    (drawn,) = in_turn(options.rounds, lambda: [one.table for one in exhibits(seen)])
    print(f"{connection.vendor}, {options.projects} projects")
    print(f"  data: hand SQL {hand:8.1f} ms   product {product:8.1f} ms   ratio {product / hand:.2f}")
    print(f"  exhibits with their tables: {drawn:.1f} ms")
    print(f"  page: {page:.1f} ms, {len(queries)} queries")


if __name__ == "__main__":
    main()
