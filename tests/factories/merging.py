"""Two organisations and two agencies with everything that can hang on them, and the state of all tables."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from aid.choices import RelationKind, ReportKind, Sector
from aid.models import Amendment, ForeignNGO, NGOAlias, NGOContact, NGORelation, NGOSector
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, save
from config.reference.models import Agency, AgencyAlias
from tests.factories.aid import (
    country_of,
    make_agency,
    make_certificate,
    make_commitment,
    make_disbursement,
    make_document,
    make_ngo,
    make_project,
)
from tests.factories.delegations import make_delegation
from tests.factories.reporting import make_receipt

# What follows from each write and is never taken back: history, receipts, the log of merges itself.
NOT_COMPARED = {"RecordMerge", "FormReceipt", "Session", "LogEntry", "AccessLog", "AccessAttempt"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every column of every row of every table, the version of records left out."""
    found = {}
    for model in apps.get_models():
        if model.__name__.startswith("Historical") or model.__name__ in NOT_COMPARED:
            continue
        names = [field.attname for field in model._meta.concrete_fields if field.name != "version"]
        rows: Any = model._base_manager.order_by("pk").values(*names)
        found[model._meta.label] = list(rows)
    return found


def versions() -> dict[tuple[str, Any], int]:
    """The version of every record."""
    found: dict[tuple[str, Any], int] = {}
    for model in apps.get_models():
        if any(field.name == "version" for field in model._meta.concrete_fields) and not model.__name__.startswith("H"):
            rows: Any = model._base_manager.values_list("pk", "version")
            found |= {(model._meta.label, pk): version for pk, version in rows}
    return found


def _parts(ngo: ForeignNGO, *rows: models.Model) -> None:
    for row in rows:
        row.ngo = ngo  # type: ignore[attr-defined]
        save(row, by=None)


def make_two_ngos() -> tuple[ForeignNGO, ForeignNGO]:
    """Kept and gone: projects alone and together, with shares and without; ledger rows, papers, all parts."""
    kept = make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk-do", abbreviation="SAE", website="saemaul.example")
    gone = make_ngo(
        name="Kieng Sang Buk Saemaul",
        name_vi="Hội Làng mới Kiêng Sang Búk",
        abbreviation="KSB",
        website="ksb.example",
        home_country=country_of("KR"),
        representative="Kim Min-jae",
    )
    other = make_ngo(name="Quỹ Bàn tay Xanh")
    alone = make_project(donors=[(gone, "100")], name="Nước sạch xã La Bằng")
    shared = make_project(donors=[(kept, "30"), (gone, "50"), (other, "20")], name="Trạm y tế xã Phú Xuyên")
    make_project(donors=[(kept, None), (gone, None)], name="Đường bê tông xóm Rừng Vần")
    for project in (alone, shared):
        make_commitment("10000", project=project)
        make_disbursement("4000", project=project)
    make_commitment("500", project=shared, donor=gone)
    make_disbursement("-70", project=alone, donor=gone)
    archive(make_commitment("900", project=alone, donor=gone), by=None, reason="Nhập trùng")
    for ngo, number in ((kept, "01"), (gone, "01"), (gone, "02")):
        make_certificate(ngo=ngo, number=number)
    make_receipt(ngo=kept, year=2017)
    for year in (2017, 2018):
        make_receipt(ngo=gone, year=year, kind=ReportKind.ANNUAL)
    make_document(gone, "Giấy phép.pdf")
    make_delegation(["KR"], ngo=gone)
    direct = NGORelation(kind=RelationKind.DIRECT)
    direct.start = PartialDate.of_year(2005)
    _parts(kept, NGOAlias(name="Saemaul"), NGOSector(sector=Sector.HEALTH), NGOContact(name="Nguyễn Thị Hoa"))
    _parts(gone, NGOAlias(name="Saemaul"), NGOAlias(name="KSB Saemaul"), NGOSector(sector=Sector.HEALTH))
    _parts(gone, NGOSector(sector=Sector.EDUCATION), NGOContact(name="Nguyễn Thị Hoa"), NGOContact(name="Trần Thị Mai"))
    _parts(gone, direct)
    return kept, gone


def make_two_agencies() -> tuple[Agency, Agency]:
    """Kept and gone: owner, managing agency (both of one project), host of a delegation, in amendments."""
    kept = make_agency("Trường Tiểu học Rừng Vần", abbreviation="TH RV")
    gone = make_agency("Trường Tiểu học Vần Rừng", name_en="Rung Van Primary School")
    project = make_project(owner=gone, managing_agency=gone)
    make_project(owner=kept, managing_agency=gone)
    save(
        Amendment(project=project, number="12/QĐ-UBND", decided_on=date(2017, 3, 1), old_owner=kept, new_owner=gone),
        by=None,
    )
    save(
        Amendment(project=project, number="13/QĐ-UBND", decided_on=date(2018, 3, 1), old_owner=gone, new_owner=kept),
        by=None,
    )
    make_delegation(["LA"], host=gone)
    save(AgencyAlias(agency=gone, name="Trường cấp một Rừng Vần"), by=None)
    return kept, gone
