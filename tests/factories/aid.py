"""Made-up givers, projects and money, stored as the product stores them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from aid.actions.ledger import Stated, record
from aid.choices import CertificateKind, Modality, OutputKind, Stage
from aid.models import (
    AidDocument,
    AidProject,
    Amendment,
    Commitment,
    Disbursement,
    ExchangeRate,
    ForeignNGO,
    PlaceShare,
    ProjectDonor,
    ProjectOutput,
    RegistrationCertificate,
    SectorShare,
)
from config.kit.attachment_acts import Chosen, attach
from config.kit.attachments import FileKind
from config.kit.partial_dates import PartialDate
from config.kit.writing import save
from config.reference.models import Agency, Place
from tests.factories import files
from tests.factories.associations import country_of

Share = tuple[Any, str | None]

__all__ = ["country_of"]


def make_ngo(**fields: Any) -> ForeignNGO:
    number = ForeignNGO.objects.count() + 1
    defaults: dict[str, Any] = {"code": f"TC-{number:03d}", "name": f"Hội Saemaul tỉnh Gyeongsangbuk-do số {number}"}
    return save(ForeignNGO(**defaults | fields), by=None)


def make_certificate(**fields: Any) -> RegistrationCertificate:
    """A certificate of operation of five years, valid 2015-2019."""
    number = RegistrationCertificate.objects.count() + 1
    defaults: dict[str, Any] = {
        "kind": CertificateKind.OPERATION,
        "number": f"{number:03d}/CNV-HĐ",
        "issued_on": date(2015, 1, 1),
        "expires_on": date(2019, 12, 31),
    }
    values = defaults | fields
    values["ngo"] = values.get("ngo") or make_ngo()
    return save(RegistrationCertificate(**values), by=None)


def make_place(name: str = "Huyện Suối Vàng", **fields: Any) -> Place:
    """A district that no reference data holds."""
    number = Place.objects.filter(code__startswith="T").count() + 1
    defaults: dict[str, Any] = {"code": f"T{number:04d}", "name": name, "level": Place.Level.DISTRICT}
    return save(Place(**defaults | fields), by=None)


def make_agency(name: str = "UBND huyện Đại Từ", **fields: Any) -> Agency:
    """An agency by its name: the one the installation brings, else one made here."""
    return Agency.objects.filter(name=name).first() or save(Agency(**{"name": name} | fields), by=None)


def make_project(
    donors: Iterable[Share] = (), sectors: Iterable[Share] = (), places: Iterable[Share] = (), **fields: Any
) -> AidProject:
    """A running project; shares are pairs of what is shared and its per cent as text, or None.

    `start` and `end` are given as PartialDate.
    """
    number = AidProject.objects.count() + 1
    defaults: dict[str, Any] = {
        "code": f"VT-2016-{number:03d}",
        "name": f"Mô hình nông thôn mới xóm Rừng Vần {number}",
        "modality": Modality.PROJECT,
        "stage": Stage.IMPLEMENTING,
    }
    rough = {name: fields.pop(name) for name in ("start", "end") if name in fields}
    project = AidProject(**defaults | fields)
    for name, value in rough.items():
        setattr(project, name, value)
    save(project, by=None)
    for ngo, percent in donors:
        save(ProjectDonor(project=project, ngo=ngo, percent=percent and Decimal(percent)), by=None)
    for sector, percent in sectors:
        save(SectorShare(project=project, sector=sector, percent=percent and Decimal(percent)), by=None)
    for place, percent in places:
        save(PlaceShare(project=project, place=place, percent=percent and Decimal(percent)), by=None)
    return project


def make_output(project: AidProject, **fields: Any) -> ProjectOutput:
    defaults: dict[str, Any] = {"kind": OutputKind.HEALTH_STATION, "quantity": Decimal(1), "unit": "trạm"}
    return save(ProjectOutput(project=project, **defaults | fields), by=None)


def make_amendment(project: AidProject | None = None, **fields: Any) -> Amendment:
    """A decision of change as it is kept; unless told otherwise it changes the content alone.

    `old_end` and `new_end` are given as PartialDate. The project itself stays as it is.
    """
    defaults: dict[str, Any] = {
        "number": f"{Amendment.objects.count() + 101}/QĐ-UBND",
        "decided_on": date(2017, 11, 20),
        "issuer": "Chủ tịch UBND tỉnh Thái Nguyên",
    }
    values = defaults | fields
    if not values.keys() & {"commitment", "new_end", "new_owner", "summary"}:
        values["summary"] = "Bổ sung hạng mục đường bê tông"
    rough = {name: values.pop(name) for name in ("old_end", "new_end") if name in values}
    amendment = Amendment(project=project or make_project(), **values)
    for name, value in rough.items():
        setattr(amendment, name, value)
    return save(amendment, by=None)


def make_commitment(
    amount: str = "1000", currency: str = "USD", on: date | PartialDate = date(2016, 5, 12), **fields: Any
) -> Commitment:
    """A commitment row, converted as the product converts it."""
    return _row(Commitment, amount, currency, on, fields)


def make_disbursement(
    amount: str = "1000", currency: str = "USD", on: date | PartialDate = date(2016, 7, 5), **fields: Any
) -> Disbursement:
    """A payment, converted as the product converts it; a negative one is a refund."""
    fields.setdefault("is_refund", amount.startswith("-"))
    return _row(Disbursement, amount, currency, on, fields)


def _row(model: Any, amount: str, currency: str, on: date | PartialDate, fields: dict[str, Any]) -> Any:
    stated, reason = fields.pop("stated", Stated()), fields.pop("reason", "")
    project = fields.pop("project", None) or make_project()
    row = model(project=project, amount=Decimal(amount), currency=currency, **fields)
    row.dated = on if isinstance(on, PartialDate) else PartialDate.of_day(on)
    return record(row, by=None, stated=stated, reason=reason)


def make_rate(currency: str = "USD", rate: str = "21036", on: date = date(2014, 1, 1), **fields: Any) -> ExchangeRate:
    defaults: dict[str, Any] = {"source": "Kho bạc Nhà nước"}
    values = defaults | fields
    return save(ExchangeRate(currency=currency, vnd_per_unit=Decimal(rate), valid_from=on, **values), by=None)


def make_document(owner: Any = None, name: str = "Quyết định phê duyệt.pdf", **more: Any) -> AidDocument:
    """A PDF kept with a record, by default with a new organisation; `by` and `title` may be given."""
    chosen = Chosen(files.uploaded(name, files.pdf(name)), name, FileKind.PDF)
    kept: Any = attach(AidDocument, owner or make_ngo(), [chosen], **{"by": None} | more)
    return kept[0]
