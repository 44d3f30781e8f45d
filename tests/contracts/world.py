"""One record of every register, or several, to open pages on."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from aid.choices import Sector
from config.accounts.models import Role, User
from config.kit import clock
from config.kit.writing import archive, save
from config.reference.models import Country, ImportBatch, IssuingBody, Place, ReportPeriod
from reports.choices import JobState
from reports.models import FileJob, IssuedFile, Target
from tests.factories import aid, associations, delegations, printed, reporting, reports

Made = Callable[[int], Any]


def _project(number: int) -> Any:
    project = aid.make_project(
        donors=[(aid.make_ngo(), "60"), (aid.make_ngo(), "40")],
        sectors=[(Sector.HEALTH, "50"), (Sector.EDUCATION, "50")],
        places=[(aid.make_place(), "100")],
        owner=aid.make_agency(f"UBND huyện Võ Nhai, phòng {number}"),
    )
    aid.make_output(project)
    aid.make_commitment(project=project)
    aid.make_disbursement(project=project)
    return project


def _association(number: int) -> Any:
    association = associations.make_association(country=associations.country_of("LA"))
    associations.make_membership(association, 2016, official=40)
    return association


def _partner(number: int) -> Any:
    partner = associations.make_partner(first_contact_on=date(2016, 3, 1))
    associations.make_agreement(partner, date(2017, 3, 1))
    return partner


def _place(number: int) -> Any:
    return aid.make_place(f"Xã Rừng Vần {number}", level=Place.Level.COMMUNE, parent=aid.make_place())


def _country(number: int) -> Any:
    return save(
        Country(
            code="QXZ"[number % 3] * 2, name=f"Nước thử {number}", name_en="Testland", region=Country.Region.EUROPE
        ),
        by=None,
    )


def _body(number: int) -> Any:
    names = {"short_name": "Liên hiệp", "place_name": "Thái Nguyên", "province_name": "tỉnh Thái Nguyên"}
    return save(IssuingBody(name=f"Cơ quan ban hành {number}", report_symbol="BC-LHHN", **names), by=None)


def _period(number: int) -> Any:
    return save(ReportPeriod(key=f"ky-{number}", name=f"Kỳ {number}", label="kỳ năm {năm}"), by=None)


def _term(number: int) -> Any:
    start = 2030 + 5 * number
    span = {"start_on": date(start, 1, 1), "end_on": date(start + 4, 12, 31)}
    return reports.make_term(name=f"{start}-{start + 5}", **span)


def _target(number: int) -> Any:
    found = Target.objects.filter(label="Chỉ tiêu thử").first()
    return reports.make_target(found.term if found else _term(9), label="Chỉ tiêu thử")


def _user(number: int) -> Any:
    return User.objects.create_user(f"nguoi{number}", full_name=f"Người thứ {number}", role=Role.LEADER)


# How a record of each register is made; `number` keeps names apart.
MAKERS: dict[str, Made] = {
    "aid:ngo": lambda number: aid.make_ngo(),
    "aid:certificate": lambda number: aid.make_certificate(),
    "aid:project": _project,
    "aid:commitment": lambda number: aid.make_commitment(),
    "aid:disbursement": lambda number: aid.make_disbursement(),
    "aid:rate": lambda number: aid.make_rate(on=date(2014, number, 1)),
    "aid:deadline": lambda number: reporting.make_deadline(),
    "delegations:delegation": lambda number: delegations.make_delegation(["LA", "KR"]),
    "associations:association": _association,
    "associations:partner": _partner,
    "associations:training": lambda number: associations.make_training(),
    "associations:event": lambda number: associations.make_event(),
    "reports:term": _term,
    "reports:target": _target,
    "reference:place": _place,
    "reference:agency": lambda number: aid.make_agency(f"Trường tiểu học xã La Bằng {number}"),
    "reference:country": _country,
    "reference:body": _body,
    "reference:period": _period,
    "accounts:user": _user,
}


def _workbook() -> bytes:
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()


def _issued(year: int, **fields: Any) -> Any:
    """An issued report about a year without any row, with one of its files."""
    report, content = printed.make_issued(year, **fields), _workbook()
    file = {"name": "bao-cao.xlsx", "content": content, "sha256": sha256(content).hexdigest()}
    IssuedFile.objects.create(issued=report.issued, format="xlsx", **file)
    return report


def make_reports(number: int, body: IssuingBody, user: User) -> dict[str, Any]:
    """A draft; an issued report; one that was replaced; a file somebody asked for."""
    issued, replaced = _issued(1950 + number, body=body), _issued(1960 + number, body=body)
    _issued(1960 + number, body=body, number="13", replaces=replaced)
    by = User.objects.filter(role=Role.ADMIN).first() or user
    payload = {"kind": "annual", "which": "2019", "format": "xlsx", "body": "", "as_of": ""}
    done = {"state": JobState.DONE, "content": _workbook(), "name": "bao-cao.xlsx", "asked_at": clock.now()}
    job = FileJob.objects.create(asked_by=by, payload=payload, **done)
    return {
        "reports:report": printed.make_report(2020 - number, body=body),
        **dict.fromkeys([f"reports:issued{page}" for page in ("", "-file", "-changes", "-changes-pdf")], issued),
        "reports:issued-correct": replaced,
        "reports:job": job,
        "reports:job-file": job,
    }


def make_records(first: int = 1) -> dict[str, Any]:
    """A record of each register by the register's name, and what the pages without a register open."""
    records = {name: make(first) for name, make in MAKERS.items()}
    moment = datetime(2019, 12, 2, 9, 30, tzinfo=UTC)
    summary = {"new": 1, "changed": 0, "same": 0, "refused": 0, "sheets": []}
    batch = {"summary": summary, "register": "ngos", "state": ImportBatch.State.SAVED, "saved_at": moment}
    records["office:import-batch"] = ImportBatch.objects.create(
        file_name="so-theo-doi.xlsx", content=b"", sha256="0" * 64, **batch
    )
    body = IssuingBody.objects.filter(is_default=True).first() or records["reference:body"]
    records |= make_reports(first, body, records["accounts:user"])
    records["reports:briefing"] = records["reports:briefing-pdf"] = records["delegations:delegation"]
    document = records["aid:document-download"] = aid.make_document(records["aid:ngo"])
    records["aid:document-rename"] = records["aid:document-archiving"] = document
    old = aid.make_document(records["aid:project"], "Bản cũ.pdf")
    records["aid:document-restoring"] = archive(old, by=None, reason="Đã có bản mới hơn")
    mission = records["delegations:results"] = delegations.make_delegation(["KR"], kind="medical")
    delegations.make_session(mission, day=mission.arrival_on, patient_visits=120, medicine_vnd=40_000_000)
    letter = delegations.make_document(records["delegations:delegation"])
    for act in ("download", "rename", "archiving"):
        records[f"delegations:document-{act}"] = letter
    old = delegations.make_document(records["delegations:delegation"], "Thư cũ.pdf")
    records["delegations:document-restoring"] = archive(old, by=None, reason="Đã có bản mới hơn")
    records["aid:amendment-edit"] = records["aid:amendment-remove"] = aid.make_amendment(records["aid:project"])
    records["aid:receipt-edit"] = records["aid:receipt-remove"] = reporting.make_receipt(project=records["aid:project"])
    return records
