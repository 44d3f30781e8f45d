"""Đoàn vào, đoàn ra: a delegation with its countries, hosts, papers and costs.

Natural key: direction, folded name and time of arrival; of several the one that shares a country with the
row. The direction is a column, or the name of the sheet tells it. A status no column tells follows from the
papers alone, never from the clock: reported, with results → kết thúc, permitted, else dự kiến.
"""

from collections.abc import Sequence
from typing import Any

from config.kit.importing import folded_words, labels, read_day, read_text, read_whole
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, Change, Operation, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences
from config.office.importing.sheets.visits import (
    Parts,
    Wanted,
    head_of,
    read_parts,
    read_persons,
    read_time,
    same_visit,
)
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.models import Delegation

NAME = "delegations"
TITLE = "Đoàn vào, đoàn ra"
SHEET_NAMES = ("Đoàn vào, đoàn ra", "Đoàn vào", "Đoàn ra", "Danh sách đoàn vào", "Danh sách đoàn ra", "Các đoàn")
_CHOICE = "mục trong danh sách"
_DAY = "ngày/tháng/năm"
_PARTIAL = "ngày, hoặc chỉ tháng, quý, năm"
_WHOLE = "số nguyên"
COLUMNS = (
    ImportColumn("name", "Tên đoàn", ("Đoàn", "Đoàn khách"), is_required=True),
    ImportColumn("direction", "Chiều", ("Đoàn vào/ra", "Vào, ra"), "Đoàn vào hoặc Đoàn ra"),
    ImportColumn("kind", "Loại đoàn", ("Loại",), _CHOICE),
    ImportColumn(
        "countries",
        "Nước",
        ("Quốc gia", "Quốc gia, vùng lãnh thổ", "Nước đến", "Quốc tịch"),
        "tên nước; nhiều nước cách nhau bằng dấu chấm phẩy",
    ),
    ImportColumn("organisations", "Tổ chức cử đoàn", ("Cơ quan cử đoàn", "Tổ chức")),
    ImportColumn("head", "Trưởng đoàn, chức vụ", (), "tên, dấu phẩy, chức vụ"),
    ImportColumn("head_name", "Trưởng đoàn", ("Tên trưởng đoàn",)),
    ImportColumn("head_title", "Chức vụ trưởng đoàn", ("Chức vụ",)),
    ImportColumn(
        "persons", "Số người", ("Số thành viên", "Số khách", "Số lượng", "Số lượng người"), "số, hoặc “khoảng 20”"
    ),
    ImportColumn(
        "time",
        "Thời gian",
        ("Thời gian (từ - đến)", "Thời gian thăm", "Thời gian làm việc"),
        "05-08/3/2018, từ 28/02 đến 02/3/2017, 6/2017 hoặc 2016",
    ),
    ImportColumn("arrival", "Ngày đến", ("Từ ngày",), _PARTIAL),
    ImportColumn("departure", "Ngày rời đi", ("Đến ngày", "Ngày về"), _PARTIAL),
    ImportColumn("places", "Địa điểm", ("Nơi đến",)),
    ImportColumn("purpose", "Mục đích, nội dung", ("Nội dung", "Mục đích", "Nội dung làm việc")),
    ImportColumn(
        "host", "Cơ quan chủ trì đón tiếp", ("Cơ quan chủ trì", "Cơ quan đón tiếp", "Đơn vị đón tiếp"), "tên cơ quan"
    ),
    ImportColumn("cohosts", "Cơ quan phối hợp", (), "tên cơ quan; cách nhau bằng dấu chấm phẩy"),
    ImportColumn("host_leader", "Lãnh đạo tiếp đoàn", ("Lãnh đạo tiếp", "Người tiếp")),
    ImportColumn("invitation", "Thư mời", ("Cơ quan mời",)),
    ImportColumn(
        "permits",
        "Văn bản cho phép",
        ("Văn bản cho phép (số, ngày)", "Số văn bản cho phép", "Số văn bản"),
        "số, ngày; nhiều văn bản cách nhau bằng dấu chấm phẩy",
    ),
    ImportColumn("permit_on", "Ngày văn bản", (), _DAY),
    ImportColumn("permit_issuer", "Cơ quan cho phép", ("Cơ quan ban hành",)),
    ImportColumn("cost", "Kinh phí", ("Kinh phí (đồng)", "Số tiền"), "số tiền"),
    ImportColumn("currency", "Loại tiền", ("Đơn vị tiền",), "VND nếu để trống"),
    ImportColumn("cost_vnd", "Quy đổi (đồng)", ("Giá trị đồng",), "số nguyên, đồng"),
    ImportColumn("cost_source", "Nguồn kinh phí", ("Nguồn",)),
    ImportColumn("status", "Trạng thái", ("Tình trạng",), _CHOICE),
    ImportColumn("outcome", "Kết quả"),
    ImportColumn("report_sent_on", "Ngày gửi báo cáo", ("Đã gửi báo cáo",), _DAY),
    ImportColumn("patient_visits", "Lượt người khám", ("Lượt người khám, chữa bệnh",), _WHOLE),
    ImportColumn("medicine_vnd", "Trị giá thuốc (đồng)", ("Trị giá thuốc",), "số nguyên, đồng"),
    ImportColumn("volunteer_count", "Số tình nguyện viên", (), _WHOLE),
    ImportColumn("works_count", "Số công trình", ("Số công trình, phần việc",), _WHOLE),
    ImportColumn(
        "works_vnd", "Trị giá công trình (đồng)", ("Trị giá công trình, phần việc (đồng)",), "số nguyên, đồng"
    ),
    ImportColumn("note", "Ghi chú"),
)
_DIRECTIONS = labels(
    "chiều của đoàn", Direction.choices, {"Vào": Direction.IN, "Đến": Direction.IN, "Ra": Direction.OUT}
)
_KINDS = labels(
    "loại đoàn",
    DelegationKind.choices,
    {
        "Hữu nghị": DelegationKind.FRIENDSHIP,
        "Khám chữa bệnh": DelegationKind.MEDICAL,
        "Tình nguyện": DelegationKind.VOLUNTEERS,
        "Chuyên gia": DelegationKind.EXPERTS,
        "Khảo sát": DelegationKind.EXPERTS,
        "Văn hóa, nghệ thuật": DelegationKind.CULTURE,
        "Văn nghệ": DelegationKind.CULTURE,
    },
)
_STATUSES = labels("trạng thái", DelegationStatus.choices)
# Words of a name that tell the kind, the more particular ones first.
_KIND_WORDS = (
    (("bac si", "y te", "kham chua benh", "kham benh", "phau thuat"), DelegationKind.MEDICAL),
    (("tinh nguyen", "tinh nguyen vien"), DelegationKind.VOLUNTEERS),
    (("chuyen gia", "khao sat"), DelegationKind.EXPERTS),
    (("van nghe", "van hoa", "nghe thuat"), DelegationKind.CULTURE),
    (("doanh nghiep", "doanh nhan", "nha dau tu"), DelegationKind.BUSINESS),
    (("huu nghi",), DelegationKind.FRIENDSHIP),
    (("chinh quyen", "dai su quan", "lanh su quan", "thi truong", "tinh truong"), DelegationKind.GOVERNMENT),
)
# What only one kind of delegation tells; the form says the same (delegations/forms).
_RESULTS = (
    (DelegationKind.MEDICAL, ("patient_visits", "medicine_vnd")),
    (DelegationKind.VOLUNTEERS, ("volunteer_count", "works_count", "works_vnd")),
)
_AMOUNTS = ("medicine_vnd", "works_vnd")
NO_DIRECTION = "Chưa rõ đoàn vào hay đoàn ra; thêm cột “Chiều”, hoặc đặt tên trang là “Đoàn vào” hay “Đoàn ra”."
UNSURE_KIND = "Tên đoàn không cho biết loại đoàn nên ghi là “Khác”; chọn lại ở hồ sơ đoàn sau khi nhập."
WRONG_KIND = "Cột này chỉ ghi cho đoàn loại “{}”; để trống ô này hoặc sửa cột “Loại đoàn”."
SENT_FIRST = "Ngày gửi báo cáo ({:%d/%m/%Y}) đứng trước ngày đoàn đến ({}); hãy kiểm tra hai ngày."


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return [_plan_row(reader, known) for reader in readers]


def _plan_row(reader: RowReader, known: Known) -> RowPlan:
    reader.require("name")
    values, wanted = _values(reader, known), read_parts(reader, known)
    name, arrival = values.get("name", ""), values.get("arrival")
    if not name or arrival is None or values["direction"] is None:
        return reader.plan(Action.REFUSED, name)
    key = (values["direction"], folded_words(name), arrival)
    countries = frozenset(each["country"].pk for each in wanted.countries)
    known.seen_delegations.refuse_double(reader, "name", (*key, countries), "tên đoàn, chiều, thời gian và nước")
    stored = same_visit(known.delegations.get(key, ()), countries)
    if stored is None:
        return _new(reader, values, wanted)
    known.seen_delegations.refuse_double(reader, "name", stored.pk, "một đoàn đã có")
    if stored.is_archived:
        reader.refuse("name", ARCHIVED.format(f"Đoàn “{stored}”"))
    own = {key: value for key, value in values.items() if key not in {"name", "direction", "arrival"}}
    _check({"kind": stored.kind, "arrival": stored.arrival, **own}, reader)
    return _changed(reader, stored, own, Parts(stored, wanted))


def _new(reader: RowReader, values: dict[str, Any], wanted: Wanted) -> RowPlan:
    kind = _kind_of(values)
    if kind is None:
        reader.warnings.append(UNSURE_KIND)
    derived = {"kind": kind or DelegationKind.OTHER, "status": _status_of(values, wanted)}
    held = built(Delegation, {**derived, **values})
    _check({**derived, **values}, reader)
    operations: list[Operation] = [*_agencies(values, wanted), Add(held)]
    operations += [Add(part) for part in Parts(held, wanted).new()]
    told = " · ".join((held.get_direction_display(), str(values["arrival"])))
    return reader.plan(Action.NEW, held.name, told, operations=operations)


def _changed(reader: RowReader, stored: Delegation, values: dict[str, Any], parts: Parts) -> RowPlan:
    changes = [*differences(stored, _told(values), reader), *parts.changes(reader)]
    persons = {key: value for key, value in values.items() if key.startswith("headcount")}
    if changed_values(stored, persons):
        changes.append(parts.persons_change(reader, persons))
    told = " · ".join((stored.get_direction_display(), str(stored.arrival)))
    if not changes:
        return reader.plan(Action.SAME, stored.name, told)
    operations: list[Operation] = [*_agencies(values, parts.wanted), Change(stored, changed_values(stored, values))]
    return reader.plan(
        Action.CHANGED, stored.name, told, changes=changes, operations=[*operations, *parts.operations()]
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Without the number of persons, which is told with its qualifier."""
    return {key: value for key, value in values.items() if not key.startswith("headcount")}


# The row ----------------------------------------------------------------------


def _values(reader: RowReader, known: Known) -> dict[str, Any]:
    """The delegation's own fields that the row fills; the direction always, None when nothing tells it."""
    texts = ("name", "organisations", "head_name", "head_title", "places", "purpose", "host_leader", "invitation")
    arrival, departure = read_time(reader)
    values = {
        **head_of(reader),
        **reader.texts(Delegation, *texts, "outcome", "note"),
        "kind": reader.named("kind", _KINDS.get),
        "arrival": arrival,
        "departure": departure,
        "host": reader.read("host", lambda value: known.agency(read_text(value, limit=250))),
        "status": reader.named("status", _STATUSES.get),
        "report_sent_on": reader.read("report_sent_on", read_day),
    }
    for _, names in _RESULTS:
        for name in names:
            highest = 10**15 - 1 if name in _AMOUNTS else 2**31 - 1
            values[name] = reader.read(name, lambda value, highest=highest: read_whole(value, highest=highest))  # type: ignore[misc]
    filled = {key: value for key, value in values.items() if value is not None}
    return {**filled, **read_persons(reader), "direction": _direction(reader)}


def _direction(reader: RowReader) -> Direction | None:
    """The column, else the name of the sheet when it names one of the two."""
    if reader.cell("direction") is not None:
        found = reader.named("direction", _DIRECTIONS.get)
        return Direction(found) if found is not None else None
    words = f" {folded_words(reader.sheet)} "
    told = [each for each in Direction if f" {folded_words(each.label)} " in words]
    if len(told) == 1:
        return told[0]
    reader.refuse("direction", NO_DIRECTION)
    return None


def _check(values: dict[str, Any], reader: RowReader) -> None:
    """Results that another kind of delegation has, and a report sent before the delegation came, are refused."""
    for kind, names in _RESULTS:
        for name in names:
            if values.get(name) is not None and reader.cell(name) is not None and values["kind"] != kind:
                reader.refuse(name, WRONG_KIND.format(kind.label))
    sent, arrival = values.get("report_sent_on"), values["arrival"]
    if sent is not None and sent < arrival.first:
        reader.refuse("report_sent_on", SENT_FIRST.format(sent, arrival))


def _kind_of(values: dict[str, Any]) -> DelegationKind | None:
    """The kind of the column, else the one that results or words tell: the name's first, then the purpose's."""
    if "kind" in values:
        return DelegationKind(values["kind"])
    for kind, names in _RESULTS:
        if any(name in values for name in names):
            return kind
    for text in (values.get("name", ""), values.get("purpose", "")):
        words = f" {folded_words(text)} "
        for told, kind in _KIND_WORDS:
            if any(f" {each} " in words for each in told):
                return kind
    return None


def _status_of(values: dict[str, Any], wanted: Wanted) -> DelegationStatus:
    if "report_sent_on" in values:
        return DelegationStatus.REPORTED
    if "outcome" in values or any(name in values for _, names in _RESULTS for name in names):
        return DelegationStatus.FINISHED
    return DelegationStatus.PERMITTED if wanted.permits else DelegationStatus.PLANNED


def _agencies(values: dict[str, Any], wanted: Wanted) -> list[Operation]:
    """Agencies the row names that are not stored yet; the writer stores each once."""
    named = [values.get("host"), *(each["agency"] for each in wanted.cohosts)]
    return [Add(agency) for agency in named if agency is not None and agency.pk is None]
