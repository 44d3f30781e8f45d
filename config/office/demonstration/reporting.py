"""The invented reports that came in 2016-2019: history, as the office follows due days from its installation on."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from aid.choices import DonorKind, ReportKind, Stage
from aid.models import AidProject, ForeignNGO, ReportReceipt
from config.office.demonstration.store import Store

YEARS = range(2016, 2020)
REPORTING = (Stage.IMPLEMENTING, Stage.COMPLETED, Stage.HANDED_OVER)
# One project and one organisation in so many kept no record of its reports.
SILENT_PROJECT, SILENT_NGO = 4, 3


def add_receipts(store: Store, projects: dict[str, AidProject], ngos: dict[str, ForeignNGO], random: Random) -> None:
    """Store what owners and organisations sent."""
    rows = [*_of_projects(projects.values(), random), *_of_ngos(ngos.values(), random)]
    store.add(ReportReceipt, rows)


def _of_projects(projects: Iterable[AidProject], random: Random) -> Iterator[ReportReceipt]:
    for number, project in enumerate(projects):
        if project.stage not in REPORTING or project.approval_on is None or number % SILENT_PROJECT == 0:
            continue
        ended = project.end.last if project.end else None
        for year in YEARS:
            if project.approval_on <= date(year, 12, 31) and (ended is None or ended >= date(year, 1, 1)):
                came = date(year + 1, 1, 31) + timedelta(days=random.randint(-20, 12))
                yield _receipt(random, came, project=project, kind=ReportKind.ANNUAL, year=year)
        if ended is not None and ended.year in YEARS:
            came = ended + timedelta(days=random.randint(40, 200))
            yield _receipt(random, came, project=project, kind=ReportKind.FINAL, year=ended.year)


def _of_ngos(ngos: Iterable[ForeignNGO], random: Random) -> Iterator[ReportReceipt]:
    for number, ngo in enumerate(ngos):
        if ngo.donor_kind != DonorKind.NGO or number % SILENT_NGO == 0:
            continue
        for year in YEARS:
            came = date(year + 1, 1, 15) + timedelta(days=random.randint(-25, 9))
            yield _receipt(random, came, ngo=ngo, kind=ReportKind.ANNUAL, year=year)


def _receipt(random: Random, came: date, **fields: object) -> ReportReceipt:
    document = f"{random.randint(3, 95)}/BC ngày {came - timedelta(days=random.randint(1, 5)):%d/%m/%Y}"
    return ReportReceipt(received_on=came, document=document, **fields)
