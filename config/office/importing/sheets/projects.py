"""Dự án: an aid project with donors, sectors, place, owner and approval. Natural key: its code.

The stage is a column of few files. Without it the stage follows from the papers alone, never from
the clock: approved with a start date → đang thực hiện; approved → đã phê duyệt; else đang vận động.
An owner not yet known is added as an agency of the same batch.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from aid.actions.projects import HAS_COMPONENTS
from aid.choices import Modality, Stage
from aid.models import AidProject
from aid.rules.regimes import legal_basis_on
from config.kit.importing import folded_words, labels, read_date, read_day, read_text, read_whole
from config.kit.partial_dates import PartialDate, Precision
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, Change, Operation, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences
from config.office.importing.sheets.shares import SHARES, Shares, read_shares

NAME = "projects"
TITLE = "Khoản viện trợ"
SHEET_NAMES = ("Dự án", "Khoản viện trợ", "Dự án viện trợ", "Chương trình, dự án", "Danh mục dự án")
_CHOICE = "mục trong danh sách"
_DAY = "ngày/tháng/năm"
_PARTIAL = "ngày, hoặc chỉ tháng, quý, năm"
_NAMED = "tên đã có"
COLUMNS = (
    ImportColumn("code", "Mã", ("Mã dự án", "Mã DA", "Mã khoản viện trợ"), is_required=True),
    ImportColumn("name", "Tên khoản viện trợ", ("Tên dự án", "Tên DA", "Tên DA/khoản VT"), is_required=True),
    ImportColumn("name_en", "Tên tiếng Anh"),
    ImportColumn("donors", "Bên tài trợ", ("Nhà tài trợ", "Tổ chức", "Tổ chức tài trợ", "Tổ chức PCPNN"), _NAMED),
    ImportColumn("modality", "Hình thức", ("Loại khoản viện trợ", "Phương thức"), _CHOICE),
    ImportColumn("sector_shares", "Lĩnh vực", (), _CHOICE),
    ImportColumn("district", "Huyện", ("Huyện, thành phố", "Địa bàn", "Huyện/TP/TX"), "tên huyện, thành phố, thị xã"),
    ImportColumn("commune", "Xã", ("Xã, phường", "Xã/phường/thị trấn"), "tên xã, phường, thị trấn"),
    ImportColumn("owner", "Chủ dự án", ("Chủ khoản viện trợ", "Đơn vị thực hiện"), "tên cơ quan"),
    ImportColumn("managing_agency", "Cơ quan chủ quản", (), "tên cơ quan"),
    ImportColumn("start", "Bắt đầu", ("Ngày bắt đầu", "Từ ngày"), _PARTIAL),
    ImportColumn("end", "Kết thúc", ("Ngày kết thúc", "Đến ngày"), _PARTIAL),
    ImportColumn("approval_number", "Số quyết định", ("Quyết định phê duyệt", "Số QĐ")),
    ImportColumn("approval_on", "Ngày quyết định", ("Ngày phê duyệt", "Ngày QĐ"), _DAY),
    ImportColumn("approval_issuer", "Cơ quan phê duyệt"),
    ImportColumn("counterpart_vnd", "Vốn đối ứng (VND)", ("Vốn đối ứng", "Vốn đối ứng (đồng)"), "số nguyên, đồng"),
    ImportColumn("stage", "Giai đoạn", ("Tình trạng", "Trạng thái"), _CHOICE),
    ImportColumn("recipients", "Bên tiếp nhận"),
    ImportColumn("objectives", "Mục tiêu"),
    ImportColumn("note", "Ghi chú"),
)
_MODALITIES = labels("hình thức viện trợ", Modality.choices)
_STAGES = labels("giai đoạn", Stage.choices)


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return [_plan_row(reader, known) for reader in readers]


def _plan_row(reader: RowReader, known: Known) -> RowPlan:
    reader.require("code")
    values = _values(reader, known)
    shares = read_shares(reader, known, on=_day_of(values))
    code, key = values.get("code", ""), folded_words(values.get("code", ""))
    known.seen_projects.refuse_double(reader, "code", key or reader, "mã")
    stored = known.projects.get(key)
    if stored is None:
        return _new(reader, known, values, shares)
    if stored.is_archived:
        reader.refuse("code", ARCHIVED.format(f"Khoản viện trợ “{stored.code}”"))
    if stored._state.adding:  # the second row of one code in this file, refused above
        return reader.plan(Action.REFUSED, values.get("name", code))
    if shares.get("donors"):
        known.donors_of[key] = [wanted["ngo"] for wanted in shares["donors"]]
    values.pop("code", None)
    if stored.pk in known.programmes and values.get("modality", stored.modality) != Modality.PROGRAMME:
        reader.refuse("modality", HAS_COMPONENTS.format(project=stored))
    _check_order({"start": stored.start, "end": stored.end, **values}, reader)
    given = [(each, shares[each.name]) for each in SHARES if each.name in shares]
    replaced = [(each, wanted) for each, wanted in given if each.differs(stored, wanted)]
    changes = differences(stored, values, reader)
    changes += [each.change(stored, wanted, reader) for each, wanted in replaced]
    if not changes:
        return reader.plan(Action.SAME, stored.name, code)
    operations: list[Operation] = [*_agencies(values), Change(stored, changed_values(stored, values))]
    operations += [each.replace(stored, wanted) for each, wanted in replaced]
    return reader.plan(Action.CHANGED, stored.name, code, changes=changes, operations=operations)


def _new(reader: RowReader, known: Known, values: dict[str, Any], shares: Shares) -> RowPlan:
    reader.require("name", "modality")
    _check_order(values, reader)
    approved_on = values.get("approval_on")
    derived = {
        "stage": _stage_of(values),
        "legal_basis": legal_basis_on(approved_on) if approved_on is not None else "",
    }
    project = built(AidProject, {**derived, **values})
    key = folded_words(project.code)
    if key:
        known.projects[key] = project
        known.donors_of[key] = [wanted["ngo"] for wanted in shares.get("donors", ())]
    operations: list[Operation] = [*_agencies(values), Add(project)]
    for each in SHARES:
        operations += [Add(each.model(project=project, **wanted)) for wanted in shares.get(each.name, ())]
    return reader.plan(Action.NEW, project.name, project.code, operations=operations)


def _values(reader: RowReader, known: Known) -> dict[str, Any]:
    """The project's own fields that the row fills."""
    texts = ("code", "name", "name_en", "approval_number", "approval_issuer", "recipients", "objectives", "note")
    values = {
        **reader.texts(AidProject, *texts),
        "modality": reader.named("modality", _MODALITIES.get),
        "owner": reader.read("owner", lambda value: known.agency(read_text(value, limit=250))),
        "managing_agency": reader.read("managing_agency", lambda value: known.agency(read_text(value, limit=250))),
        "start": reader.read("start", read_date),
        "end": reader.read("end", read_date),
        "approval_on": reader.read("approval_on", read_day),
        "counterpart_vnd": reader.read("counterpart_vnd", lambda value: read_whole(value, highest=10**15 - 1)),
        "stage": reader.named("stage", _STAGES.get),
    }
    return {key: value for key, value in values.items() if value is not None}


def _day_of(values: dict[str, Any]) -> date | None:
    """The day on which the project's place must have existed."""
    start: PartialDate | None = values.get("start")
    approved: date | None = values.get("approval_on")
    return approved or (start.on if start is not None else None)


def _check_order(values: dict[str, Any], reader: RowReader) -> None:
    start, end = values.get("start"), values.get("end")
    if start is None or end is None or start.precision != Precision.DAY or end.precision != Precision.DAY:
        return
    if end.on < start.on:
        key = "end" if reader.cell("end") is not None else "start"
        reader.refuse(key, f"Ngày kết thúc ({end}) đứng trước ngày bắt đầu ({start}); hãy kiểm tra hai ngày.")


def _stage_of(values: dict[str, Any]) -> Stage:
    if "approval_number" not in values and "approval_on" not in values:
        return Stage.SOLICITING
    return Stage.IMPLEMENTING if "start" in values else Stage.APPROVED


def _agencies(values: dict[str, Any]) -> list[Add]:
    """Agencies the row names that are not stored yet; the writer stores each once."""
    named = (values.get("owner"), values.get("managing_agency"))
    return [Add(agency) for agency in named if agency is not None and agency.pk is None]
