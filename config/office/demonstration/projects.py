"""The invented aid projects with their shares and outputs (data/projects.txt, data/outputs.txt)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random

from aid.choices import LegalBasis, Modality, Sector, Stage
from aid.models import AidProject, ForeignNGO, PlaceShare, ProjectDonor, ProjectOutput, SectorShare
from config.kit.partial_dates import PartialDate
from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, read, shares

LAST_DAY = date(2020, 12, 31)
ND_80_SINCE = date(2020, 9, 17)
NO_DECISION_YET = (Stage.SOLICITING, Stage.SUBMITTED, Stage.REJECTED)
PROVINCE = "UBND tỉnh Thái Nguyên"
APPROVER = "Chủ tịch UBND tỉnh Thái Nguyên"
PROGRAMME = "VT-2012-001"
COMPONENTS = ("VT-2012-002", "VT-2012-003", "VT-2012-004")
ARCHIVED = "VT-2018-011"
ARCHIVED_AT = datetime(2019, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=7)))
ARCHIVED_BECAUSE = "Nhập trùng với đợt khám của VT-2016-002."
ENGLISH = {
    "VT-2020-012": "Guest house for poor patients of Thai Nguyen National Hospital",
    "VT-2020-013": "Footbridge for the people of Sang Moc commune",
    "VT-2016-007": "New rural village of Rung Van, La Bang commune, phase II",
}
RECOVERY = ("VT-2010-010", "VT-2015-011", "VT-2017-013")
OBJECTIVES: dict[str, str] = {
    Sector.AGRICULTURE: "Tăng thu nhập và cải thiện sinh kế bền vững cho hộ nghèo, hộ cận nghèo trong vùng dự án.",
    Sector.HEALTH: "Nâng cao chất lượng dịch vụ y tế và khả năng tiếp cận của người dân vùng khó khăn.",
    Sector.EDUCATION: "Cải thiện điều kiện dạy và học, giúp học sinh vùng khó khăn đến trường đầy đủ.",
    Sector.VOCATIONAL: "Trang bị nghề và kỹ năng làm việc, giúp người học có việc làm ổn định sau khóa học.",
    Sector.SOCIAL: "Giúp nhóm yếu thế hòa nhập cộng đồng và được hưởng các dịch vụ xã hội cơ bản.",
    Sector.ENVIRONMENT: "Bảo vệ nguồn nước, đất và rừng, cải thiện vệ sinh môi trường tại địa phương.",
    Sector.WAR_LEGACY: "Giảm hậu quả của chiến tranh đối với người dân và đất đai.",
    Sector.DISASTER: "Hỗ trợ kịp thời lương thực, nước sạch và vật dụng thiết yếu cho hộ bị thiệt hại.",
    Sector.CULTURE: "Gìn giữ bản sắc văn hóa, mở rộng giao lưu của người dân địa phương.",
    Sector.CLIMATE: "Nâng cao khả năng thích ứng với biến đổi khí hậu của cộng đồng.",
    Sector.OTHER: "Cải thiện hạ tầng thiết yếu phục vụ đời sống người dân.",
}
UNITS = {Sector.AGRICULTURE: "hộ", Sector.EDUCATION: "học sinh", Sector.VOCATIONAL: "học viên", Sector.DISASTER: "hộ"}


def add_projects(store: Store, ngos: dict[str, ForeignNGO], random: Random) -> dict[str, AidProject]:
    """Store the projects with donors, shares and outputs; they come back by code."""
    table = read("projects")
    rows = [_project(row, store, random) for row in table]
    _call(rows)
    projects = {row.code: row for row in store.add(AidProject, (row for row in rows if row.code not in COMPONENTS))}
    components = [row for row in rows if row.code in COMPONENTS]
    for row in components:
        row.parent = projects[PROGRAMME]
    projects |= {row.code: row for row in store.add(AidProject, components)}
    store.add(ProjectDonor, (one for row in table for one in _donors(row, projects[row["code"]], ngos)))
    store.add(SectorShare, (one for row in table for one in _sectors(row, projects[row["code"]])))
    store.add(PlaceShare, (one for row in table for one in _places(row, projects[row["code"]], store)))
    store.add(ProjectOutput, _outputs(projects, store))
    return projects


def _project(row: Row, store: Store, random: Random) -> AidProject:
    project = AidProject(
        code=row["code"],
        name=row["name"],
        name_en=ENGLISH.get(row["code"], ""),
        modality=row["modality"],
        is_disaster_recovery=row["code"] in RECOVERY,
        is_call_for_aid=row["stage"] == Stage.SOLICITING,
        owner=store.agencies[row["owner"]],
        stage=row["stage"],
    )
    _describe(project, row, random)
    if project.stage not in NO_DECISION_YET:
        _approve(project, row, store, random)
    if project.code == ARCHIVED:
        project.archived_at, project.archive_reason = ARCHIVED_AT, ARCHIVED_BECAUSE
    return project


def _call(projects: list[AidProject]) -> None:
    """What projects that look for a giver ask for."""
    by_code = {project.code: project for project in projects}
    for row in read("calls"):
        project = by_code[row["project"]]
        project.call_need, project.call_need_en, project.call_contact = row["need"], row["need_en"], row["contact"]
        project.sought_amount, project.sought_currency = Decimal(row["amount"]), row["currency"]


def _describe(project: AidProject, row: Row, random: Random) -> None:
    """What it is for and for whom."""
    sector = next((name for name, _ in shares(row["sectors"])), "")
    project.objectives = OBJECTIVES.get(sector, "")
    project.recipients = row["owner"]
    if sector and project.modality != Modality.PROGRAMME:
        project.beneficiary_count = random.randint(4, 90) * 20
        project.beneficiary_unit = UNITS.get(Sector(sector), "người")


def _approve(project: AidProject, row: Row, store: Store, random: Random) -> None:
    """The decision and what follows from it."""
    approved, end = date.fromisoformat(row["approved"]), date.fromisoformat(row["end"])
    project.managing_agency = store.agencies[PROVINCE]
    project.approval_number = row["decision"]
    project.approval_on = approved
    project.approval_issuer = APPROVER
    project.legal_basis = LegalBasis.ND_80_2020 if approved >= ND_80_SINCE else LegalBasis.ND_93_2009
    project.start = PartialDate.of_day(approved + timedelta(days=random.randint(5, 20)))
    project.end = PartialDate.of_day(end)
    if project.modality == Modality.PROJECT:
        project.counterpart_vnd = random.choice((0, 60, 120, 250, 480, 900)) * 1_000_000
    if project.stage == Stage.HANDED_OVER:
        project.handed_over_on = min(end + timedelta(days=random.randint(10, 60)), LAST_DAY)


def _donors(row: Row, project: AidProject, ngos: dict[str, ForeignNGO]) -> Iterator[ProjectDonor]:
    for code, percent in shares(row["donors"]):
        yield ProjectDonor(project=project, ngo=ngos[code], percent=percent)


def _sectors(row: Row, project: AidProject) -> Iterator[SectorShare]:
    for sector, percent in shares(row["sectors"]):
        yield SectorShare(project=project, sector=sector, percent=percent)


def _places(row: Row, project: AidProject, store: Store) -> Iterator[PlaceShare]:
    for name, percent in shares(row["places"]):
        yield PlaceShare(project=project, place=store.places[name], percent=percent)


def _outputs(projects: dict[str, AidProject], store: Store) -> Iterable[ProjectOutput]:
    for row in read("outputs"):
        yield ProjectOutput(
            project=projects[row["project"]],
            kind=row["kind"],
            description=row["description"],
            quantity=Decimal(row["quantity"]),
            unit=row["unit"],
            place=store.places[row["place"]] if row["place"] else None,
            handed_over_on=date.fromisoformat(row["handed_over"]) if row["handed_over"] else None,
        )
