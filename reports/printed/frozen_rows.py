"""The rows behind the figures of a report, kind by kind: which they are, and what people recognise of each.

Fields are kept in words, as they were read on the day a report was issued: what is compared later is what a reader
would see. `RowKind.inside` are the rows that count in a period; `RowKind.rows` loads any of them, counted or not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import IntegerField, Prefetch, Q, Value

from aid.choices import Stage
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    NGORelation,
    PlaceShare,
    ProjectDonor,
    ProjectOutput,
    RegistrationCertificate,
    SectorShare,
)
from aid.queries.running import approved_in, gives_on, handed_over_in, running_in
from associations.choices import PartnerKind
from associations.models import (
    Agreement,
    FriendshipAssociation,
    MembershipCount,
    PartnerOrganisation,
    TrainingClass,
)
from associations.queries import extended_between, latest_count, members_on
from config.kit.money import from_minor, places
from config.kit.numbers import write_number
from config.kit.periods import Period
from config.reference.models import Country
from delegations.models import Delegation, DelegationCountry, MedicalSession, VolunteerWork
from delegations.queries import arrived_in

ARCHIVED = "đã lưu trữ"
UNDER_ARCHIVED = "khoản viện trợ đã lưu trữ"
UNDER_REFUSED = "khoản viện trợ không được phê duyệt"
REFUSED = "không được phê duyệt"
OUTSIDE = "không còn thuộc kỳ báo cáo"


@dataclass(frozen=True)
class Field:
    """What is kept of a row under a key, and how it is read; the label stands in lists of changes.

    `is_progress` moves on in the course of things (a stage): alone it makes no row a changed one.
    """

    key: str
    label: str
    read: Callable[[Any], str]
    is_progress: bool = False


@dataclass(frozen=True)
class RowKind:
    """One kind of rows.

    `parts` are the models of what belongs to a row, with the column that points to it: their history is the row's.
    `under_project` marks rows that count only while their project does.
    """

    key: str
    label: str
    name: Callable[[Any], str]
    rows: Callable[[Period], Any]
    inside: Callable[[Any, Period], Any]
    fields: tuple[Field, ...]
    model: Any
    parts: tuple[tuple[Any, str], ...] = ()
    under_project: bool = False

    def counted(self, period: Period) -> list[Any]:
        """The rows that count in the period; one query and those of what belongs to them."""
        return list(self.inside(self.rows(period), period))

    def fields_of(self, row: Any) -> dict[str, str]:
        return {field.key: field.read(row) for field in self.fields}

    def gone(self, row: Any) -> str:
        """Why a stored row counts no more in the period it counted in."""
        if getattr(row, "archived_at", None) is not None:
            return ARCHIVED
        if self.under_project and row.project.archived_at is not None:
            return UNDER_ARCHIVED
        if self.under_project and row.project.stage == Stage.REJECTED:
            return UNDER_REFUSED
        return REFUSED if getattr(row, "stage", "") == Stage.REJECTED else OUTSIDE


# Words ------------------------------------------------------------------------


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _money(value: int | None, decimals: int) -> str:
    return "" if value is None else write_number(from_minor(value, decimals), decimals)


def _count(value: int | None) -> str:
    return "" if value is None else write_number(value)


def _trimmed(value: Decimal) -> str:
    """ "60", "33,3": without decimals that say nothing."""
    return write_number(value.to_integral_value() if value == value.to_integral_value() else value.normalize())


def _shared(shares: Iterable[tuple[str, Decimal | None]]) -> str:
    """ "Giáo dục 40%; Y tế 60%", by name, so that the order of entry says nothing."""
    return "; ".join(name if part is None else f"{name} {_trimmed(part)}%" for name, part in sorted(shares, key=str))


def _project(row: Any) -> str:
    return f"{row.project.code} {row.project.name}"


# The ledger -------------------------------------------------------------------


def _amount(row: Any) -> str:
    return f"{write_number(row.amount, places(row.currency))} {row.currency}"


LEDGER_FIELDS = (
    Field("amount", "số tiền", _amount),
    Field("usd", "giá trị USD", lambda row: _money(row.usd_cents, 2)),
    Field("vnd", "giá trị VND", lambda row: _money(row.vnd, 0)),
    Field("dated", "ngày", lambda row: str(row.dated)),
    Field("donor", "bên tài trợ", lambda row: _said(row.donor)),
    Field("status", "số liệu", lambda row: row.get_status_display()),
    Field("form", "hình thức", lambda row: row.get_form_display()),
    Field("document", "văn bản, chứng từ", lambda row: row.document),
)


def _ledger(key: str, label: str, model: Any, *more: Field) -> RowKind:
    return RowKind(
        key,
        label,
        lambda row: f"{_project(row)}: {_amount(row)}, {row.dated}",
        lambda period: model.objects.for_list().order_by("dated_on", "pk"),
        lambda rows, period: rows.counted().filter(dated_on__range=(period.start, period.end)),
        (*LEDGER_FIELDS, *more),
        model,
        under_project=True,
    )


# Projects and what they hand over ---------------------------------------------


def _projects(period: Period) -> Any:
    shares = ("donors__ngo", "sector_shares", "place_shares__place")
    return AidProject.objects.select_related("owner").prefetch_related(*shares).order_by("code")


PROJECTS = RowKind(
    "project",
    "Khoản viện trợ",
    lambda row: f"{row.code} {row.name}",
    _projects,
    lambda rows, period: rows.counted().filter(running_in(period) | approved_in(period) | handed_over_in(period)),
    (
        Field("name", "tên", lambda row: row.name),
        Field("modality", "hình thức", lambda row: row.get_modality_display()),
        Field("stage", "giai đoạn", lambda row: row.get_stage_display(), is_progress=True),
        Field("approval", "quyết định phê duyệt", lambda row: f"{row.approval_number} {_day(row.approval_on)}".strip()),
        Field("basis", "cơ sở pháp lý", lambda row: row.get_legal_basis_display()),
        Field("owner", "chủ khoản viện trợ", lambda row: _said(row.owner)),
        Field("start", "bắt đầu", lambda row: _said(row.start)),
        Field("end", "kết thúc", lambda row: _said(row.end)),
        Field("donors", "bên tài trợ", lambda row: _shared((one.ngo.name, one.percent) for one in row.donors.all())),
        Field(
            "sectors",
            "lĩnh vực",
            lambda row: _shared((one.get_sector_display(), one.percent) for one in row.sector_shares.all()),
        ),
        Field(
            "places", "địa bàn", lambda row: _shared((one.place.name, one.percent) for one in row.place_shares.all())
        ),
    ),
    AidProject,
    ((ProjectDonor, "project_id"), (SectorShare, "project_id"), (PlaceShare, "project_id")),
)
OUTPUTS = RowKind(
    "output",
    "Kết quả, công trình bàn giao",
    lambda row: f"{_project(row)}: {_trimmed(row.quantity)} {row.unit}",
    lambda period: ProjectOutput.objects.select_related("project", "place").order_by("handed_over_on", "pk"),
    lambda rows, period: rows.counted().filter(handed_over_on__range=(period.start, period.end)),
    (
        Field("kind", "loại", lambda row: row.get_kind_display()),
        Field("description", "mô tả", lambda row: row.description),
        Field("quantity", "số lượng", lambda row: f"{_trimmed(row.quantity)} {row.unit}"),
        Field("place", "địa điểm", lambda row: _said(row.place and row.place.name)),
        Field("handed", "ngày bàn giao", lambda row: _day(row.handed_over_on)),
    ),
    ProjectOutput,
    under_project=True,
)


# Organisations ----------------------------------------------------------------


def _ngos(period: Period) -> Any:
    relations = Prefetch("relations", NGORelation.objects.running_on(period.end).order_by("pk"), to_attr="held")
    return ForeignNGO.objects.select_related("home_country").prefetch_related(relations).order_by("code")


def _standing_ngos(rows: Any, period: Period) -> Any:
    """Organisations that one of the four counts of the day holds."""
    day, every = period.end, ForeignNGO.objects.all()
    related, certified = every.related_on(day).values("pk"), every.certified_on(day).values("pk")
    return rows.active().filter(Q(pk__in=related) | Q(pk__in=certified) | gives_on(day))


NGOS = RowKind(
    "ngo",
    "Tổ chức PCPNN",
    lambda row: row.name,
    _ngos,
    _standing_ngos,
    (
        Field("name", "tên", lambda row: row.name),
        Field("country", "quốc gia", lambda row: _said(row.home_country)),
        Field("relation", "quan hệ", lambda row: "; ".join(sorted({one.get_kind_display() for one in row.held}))),
    ),
    ForeignNGO,
    ((NGORelation, "ngo_id"),),
)
CERTIFICATES = RowKind(
    "certificate",
    "Giấy đăng ký còn hiệu lực",
    lambda row: f"{row.ngo.name}: {row}",
    lambda period: RegistrationCertificate.objects.select_related("ngo").order_by("issued_on", "pk"),
    lambda rows, period: rows.valid_on(period.end).filter(ngo__archived_at=None),
    (
        Field("ngo", "tổ chức", lambda row: row.ngo.name),
        Field("kind", "loại giấy", lambda row: row.get_kind_display()),
        Field("number", "số", lambda row: row.number),
        Field("issued", "ngày cấp", lambda row: _day(row.issued_on)),
        Field("expires", "ngày hết hạn", lambda row: _day(row.expires_on)),
    ),
    RegistrationCertificate,
)


# Delegations ------------------------------------------------------------------


def _countries(row: Any) -> str:
    return ", ".join(sorted(link.country.name for link in row.countries.all()))


def _headcount(row: Any) -> str:
    qualifier = row.get_headcount_qualifier_display() if row.headcount_qualifier else ""
    return f"{qualifier} {_count(row.headcount)}".strip()


DELEGATIONS = RowKind(
    "delegation",
    "Đoàn",
    lambda row: row.name,
    lambda period: (
        Delegation.objects.with_results().prefetch_related("countries__country").order_by("arrival_on", "pk")
    ),
    lambda rows, period: rows.counted().filter(arrived_in(period)),
    (
        Field("name", "tên", lambda row: row.name),
        Field("direction", "chiều", lambda row: row.get_direction_display()),
        Field("kind", "loại", lambda row: row.get_kind_display()),
        Field("status", "trạng thái", lambda row: row.status_label, is_progress=True),
        Field("arrival", "ngày đến", lambda row: _said(row.arrival)),
        Field("headcount", "số người", _headcount),
        Field("countries", "nước", _countries),
        Field("visits", "lượt người khám, chữa bệnh", lambda row: _count(row.result_patient_visits)),
        Field("medicine", "trị giá thuốc (đồng)", lambda row: _count(row.result_medicine_vnd)),
        Field("volunteers", "số tình nguyện viên", lambda row: _count(row.volunteer_count)),
        Field("works", "số công trình, phần việc", lambda row: _count(row.result_works_count)),
        Field("works_vnd", "trị giá công trình (đồng)", lambda row: _count(row.result_works_vnd)),
    ),
    Delegation,
    ((DelegationCountry, "delegation_id"), (MedicalSession, "delegation_id"), (VolunteerWork, "delegation_id")),
)


# Associations, partners, classes ----------------------------------------------


def _members(row: Any, name: str) -> str:
    held = latest_count(row.membership_counts.all(), row.up_to)
    return "" if held is None else _count(getattr(held, name))


def _associations(period: Period) -> Any:
    rows = FriendshipAssociation.objects.for_list().order_by("name", "pk")
    return rows.annotate(up_to=Value(period.end.year, output_field=IntegerField()))


def _named_associations(rows: Any, period: Period) -> Any:
    """Members on the last day, and those founded or in congress in the period."""
    inside = (period.start, period.end)
    return rows.active().filter(members_on(period.end) | Q(founded_on__range=inside) | Q(congress_on__range=inside))


ASSOCIATIONS = RowKind(
    "association",
    "Hội hữu nghị",
    lambda row: row.name,
    _associations,
    _named_associations,
    (
        Field("name", "tên", lambda row: row.name),
        Field("since", "thành viên từ", lambda row: _day(row.member_since)),
        Field("until", "thành viên đến", lambda row: _day(row.member_until)),
        Field("founded", "ngày thành lập", lambda row: _day(row.founded_on)),
        Field("congress", "đại hội gần nhất", lambda row: _day(row.congress_on)),
        Field("official", "hội viên chính thức", lambda row: _members(row, "official")),
        Field("associate", "hội viên liên kết", lambda row: _members(row, "associate")),
        Field("honorary", "hội viên danh dự", lambda row: _members(row, "honorary")),
        Field("collective", "hội viên tập thể", lambda row: _members(row, "collective")),
    ),
    FriendshipAssociation,
    ((MembershipCount, "association_id"),),
)


def _partners(period: Period) -> Any:
    signed = Agreement.objects.filter(signed_on__range=(period.start, period.end)).order_by("signed_on", "pk")
    new = Prefetch("agreements", signed, to_attr="signed")
    return PartnerOrganisation.objects.select_related("country").prefetch_related(new).order_by("name", "pk")


def _southeast_asian(rows: Any, period: Period) -> Any:
    met = Q(first_contact_on__range=(period.start, period.end)) | extended_between(period.start, period.end)
    people = {"kind": PartnerKind.PEOPLES_ORGANISATION, "country__region": Country.Region.SOUTHEAST_ASIA}
    return rows.active().filter(met, **people)


PARTNERS = RowKind(
    "partner",
    "Đối tác Đông Nam Á",
    lambda row: row.name,
    _partners,
    _southeast_asian,
    (
        Field("name", "tên", lambda row: row.name),
        Field("country", "nước", lambda row: row.country.name),
        Field("kind", "loại", lambda row: row.get_kind_display()),
        Field("met", "thiết lập quan hệ", lambda row: _said(row.first_contact)),
        Field("signed", "thỏa thuận ký trong kỳ", lambda row: ", ".join(_day(one.signed_on) for one in row.signed)),
    ),
    PartnerOrganisation,
    ((Agreement, "partner_id"),),
)
CLASSES = RowKind(
    "class",
    "Lớp tập huấn",
    lambda row: row.title,
    lambda period: TrainingClass.objects.order_by("start_on", "pk"),
    lambda rows, period: rows.active().filter(start_on__range=(period.start, period.end)),
    (
        Field("title", "tên lớp", lambda row: row.title),
        Field("topic", "nội dung", lambda row: row.get_topic_display()),
        Field("start", "khai giảng", lambda row: _said(row.start)),
        Field("trainees", "số học viên", lambda row: _count(row.trainee_count)),
        Field("audience", "thành phần", lambda row: row.audience),
    ),
    TrainingClass,
)

KINDS: tuple[RowKind, ...] = (
    _ledger("commitment", "Cam kết", Commitment, Field("kind", "loại", lambda row: row.get_kind_display())),
    _ledger(
        "disbursement",
        "Giải ngân",
        Disbursement,
        Field("refund", "hoàn trả", lambda row: "có" if row.is_refund else ""),
    ),
    PROJECTS,
    OUTPUTS,
    NGOS,
    CERTIFICATES,
    DELEGATIONS,
    ASSOCIATIONS,
    PARTNERS,
    CLASSES,
)


def frozen_rows(period: Period) -> list[dict[str, Any]]:
    """The rows behind the figures of a period as they are stored with an issued report: their kind, number, name and
    fields in words. A fixed number of queries."""
    return [
        {"kind": kind.key, "id": row.pk, "name": kind.name(row), "fields": kind.fields_of(row)}
        for kind in KINDS
        for row in kind.counted(period)
    ]
