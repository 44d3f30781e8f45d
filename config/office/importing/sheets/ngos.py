"""Tổ chức: a foreign NGO with its first certificate and its relation to the province.

Natural key: folded name or alias, or the office's code. One row tells one organisation; a further
certificate in a later file is added, a known one only has its expiry changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aid.choices import DonorKind, RelationKind
from aid.models import ForeignNGO, NGORelation, RegistrationCertificate
from config.kit.importing import folded_words, labels, read_date, read_day, shown
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, CellChange, Change, Operation, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences, say

NAME = "ngos"
TITLE = "Tổ chức PCPNN"
SHEET_NAMES = ("Tổ chức", "Tổ chức PCPNN", "Tổ chức phi chính phủ nước ngoài", "Bên tài trợ", "Nhà tài trợ")
_CHOICE = "mục trong danh sách"
_DAY = "ngày/tháng/năm"
COLUMNS = (
    ImportColumn("name", "Tên tổ chức", ("Tên gốc", "Tên tổ chức PCPNN", "Tổ chức", "Tổ chức PCPNN"), is_required=True),
    ImportColumn("code", "Mã tổ chức", ("Mã", "Mã TC")),
    ImportColumn("name_vi", "Tên tiếng Việt"),
    ImportColumn("abbreviation", "Viết tắt", ("Tên viết tắt",)),
    ImportColumn("home_country", "Quốc gia", ("Quốc tịch", "Nước"), "tên nước"),
    ImportColumn("donor_kind", "Loại tổ chức", ("Loại",), _CHOICE),
    ImportColumn("certificate_kind", "Loại giấy đăng ký", ("Loại giấy",), _CHOICE),
    ImportColumn("certificate_number", "Số giấy", ("Số giấy đăng ký", "Số đăng ký")),
    ImportColumn("issued_on", "Ngày cấp", (), _DAY),
    ImportColumn("expires_on", "Ngày hết hạn", ("Hết hạn", "Có giá trị đến"), _DAY),
    ImportColumn("relation", "Quan hệ", ("Quan hệ với tỉnh",), "Trực tiếp hoặc Gián tiếp"),
    ImportColumn("since", "Từ năm", ("Quan hệ từ", "Năm bắt đầu"), "năm, tháng hoặc ngày"),
    ImportColumn("website", "Trang tin", ("Website",)),
    ImportColumn("representative", "Người đại diện"),
)
_KINDS = labels("loại tổ chức", DonorKind.choices, {"Tổ chức PCPNN": DonorKind.NGO, "Quỹ": DonorKind.FUND})
_RELATIONS = labels("loại quan hệ", RelationKind.choices, {"Gián tiếp": RelationKind.INDIRECT})
OPEN_RELATION = "Quan hệ “{}” trước đó chưa ghi ngày kết thúc; kiểm tra ở hồ sơ tổ chức sau khi nhập."


@dataclass
class _Part:
    """What a row does beside the organisation's own fields."""

    operations: list[Operation] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    known.given_codes.update(folded_words(shown(reader.cell("code"))) for reader in readers)
    return [_plan_row(reader, known) for reader in readers]


def _plan_row(reader: RowReader, known: Known) -> RowPlan:
    reader.require("name")
    values = _values(reader, known)
    relation, certificate = _relation(reader), _certificate(reader, known)
    name = values.get("name", "")
    stored = _stored(reader, known, values)
    if stored is None:
        return _new(reader, known, values, relation, certificate)
    known.seen_ngos.refuse_double(reader, "name", stored.pk, "một tổ chức đã có")
    if stored.is_archived:
        reader.refuse("name", ARCHIVED.format(f"Tổ chức “{stored}”"))
    values = {key: value for key, value in values.items() if key not in {"name", "code"}}
    related, certified = _relate(reader, stored, relation), _certify(reader, stored, certificate)
    changes = [*differences(stored, values, reader), *related.changes, *certified.changes]
    if not changes:
        return reader.plan(Action.SAME, name)
    changed = changed_values(stored, values)
    own: list[Operation] = [Change(stored, changed)] if changed or related.operations else []
    return reader.plan(
        Action.CHANGED, name, changes=changes, operations=[*own, *related.operations, *certified.operations]
    )


def _values(reader: RowReader, known: Known) -> dict[str, Any]:
    """The organisation's own fields that the row fills."""
    values = {
        **reader.texts(ForeignNGO, "name", "code", "name_vi", "abbreviation", "website", "representative"),
        "home_country": reader.named("home_country", known.countries.get),
        "donor_kind": reader.named("donor_kind", _KINDS.get),
    }
    return {key: value for key, value in values.items() if value is not None}


def _stored(reader: RowReader, known: Known, values: dict[str, Any]) -> ForeignNGO | None:
    """The stored organisation of the row; the second row of a name or code in one file is refused."""
    for key, what in (("code", "mã tổ chức"), ("name", "tên tổ chức")):
        if key in values:
            known.seen_ngos.refuse_double(reader, key, (key, folded_words(values[key])), what)
    found = None
    for key in ("code", "name"):
        if found is None and key in values:
            found = reader.named(key, known.ngos.find)
    return found if found is not None and found.pk is not None else None


def _new(
    reader: RowReader, known: Known, values: dict[str, Any], relation: dict[str, Any], certificate: dict[str, Any]
) -> RowPlan:
    name = values.get("name", "")
    ngo = built(ForeignNGO, {"code": values.get("code") or known.next_ngo_code(), **values})
    if name and not known.ngos.all(name):
        known.add_ngo(ngo)
    operations: list[Operation] = [Add(ngo)]
    if relation:
        operations.append(Add(built(NGORelation, {"ngo": ngo, **relation})))
    if certificate:
        operations.append(Add(built(RegistrationCertificate, {"ngo": ngo, **certificate})))
    country = values.get("home_country")
    return reader.plan(Action.NEW, name, str(country or ""), operations=operations)


# Relation ---------------------------------------------------------------------


def _relation(reader: RowReader) -> dict[str, Any]:
    kind, since = reader.named("relation", _RELATIONS.get), reader.read("since", read_date)
    if since is not None and reader.cell("relation") is None:
        reader.refuse("relation", "Có năm bắt đầu nhưng chưa ghi quan hệ; hãy ghi Trực tiếp hoặc Gián tiếp.")
    if kind is None:
        return {}
    return {"kind": kind} | ({"start": since} if since is not None else {})


def _relate(reader: RowReader, ngo: ForeignNGO, relation: dict[str, Any]) -> _Part:
    """Add the relation to a stored organisation unless it has one of that kind (and start)."""
    stored = list(ngo.relations.all())
    if not relation or any(all(getattr(each, key) == value for key, value in relation.items()) for each in stored):
        return _Part()
    for each in stored:
        if each.end_on is None:
            reader.warnings.append(OPEN_RELATION.format(each.get_kind_display()))
    row = built(NGORelation, {"ngo": ngo, **relation})
    told = " từ ".join(filter(None, (row.get_kind_display(), str(row.start or ""))))
    old = "; ".join(each.get_kind_display() for each in stored) or "–"
    return _Part([Add(row)], [CellChange(reader.label("relation"), old, told)])


# Certificate ------------------------------------------------------------------


def _certificate(reader: RowReader, known: Known) -> dict[str, Any]:
    keys = ("certificate_kind", "certificate_number", "issued_on")
    if all(reader.cell(key) is None for key in (*keys, "expires_on")):
        return {}
    reader.require(*keys)
    issued, expires = reader.read("issued_on", read_day), reader.read("expires_on", read_day)
    if issued is not None and expires is not None and expires < issued:
        reader.refuse("expires_on", f"Ngày hết hạn đứng trước ngày cấp ({issued:%d/%m/%Y}); hãy kiểm tra hai ngày.")
    return {
        "kind": reader.named("certificate_kind", known.certificate_kinds.get),
        "number": reader.text("certificate_number", limit=60),
        "issued_on": issued,
        "expires_on": expires,
    }


def _certify(reader: RowReader, ngo: ForeignNGO, certificate: dict[str, Any]) -> _Part:
    """Add the certificate to a stored organisation, or change the expiry of a known one."""
    if not certificate:
        return _Part()
    key = ("kind", "number", "issued_on")
    for each in ngo.certificates.all():
        if all(getattr(each, name) == certificate[name] for name in key):
            return _known_certificate(reader, each, certificate)
    row = built(RegistrationCertificate, {"ngo": ngo, **certificate})
    return _Part([Add(row)], [CellChange(reader.label("certificate_number"), "–", certificate["number"])])


def _known_certificate(reader: RowReader, stored: RegistrationCertificate, certificate: dict[str, Any]) -> _Part:
    if stored.is_archived:
        reader.refuse("certificate_number", ARCHIVED.format(f"{stored}"))
    expires = certificate["expires_on"]
    if expires is None or expires == stored.expires_on:
        return _Part()
    change = CellChange(
        reader.label("expires_on"), say(stored, "expires_on", stored.expires_on), say(stored, "expires_on", expires)
    )
    return _Part([Change(stored, {"expires_on": expires})], [change])
