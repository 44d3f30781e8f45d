"""Tập huấn: training classes. Natural key: folded title and first day."""

from collections.abc import Sequence
from typing import Any

from associations.choices import TrainingTopic
from associations.models import TrainingClass
from config.kit.importing import folded_words, labels, read_date, read_day, read_whole
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, Change, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences

NAME = "training"
TITLE = "Tập huấn"
SHEET_NAMES = ("Tập huấn", "Lớp tập huấn", "Các lớp tập huấn")
COLUMNS = (
    ImportColumn("title", "Tên lớp", ("Tên lớp tập huấn", "Lớp tập huấn", "Lớp"), is_required=True),
    ImportColumn(
        "start", "Từ ngày", ("Ngày bắt đầu", "Bắt đầu", "Thời gian", "Ngày"), "ngày, hoặc chỉ tháng, năm", True
    ),
    ImportColumn("end_on", "Đến ngày", ("Ngày kết thúc", "Kết thúc"), "ngày/tháng/năm"),
    ImportColumn("venue", "Địa điểm", ("Nơi tổ chức",)),
    ImportColumn("trainee_count", "Số học viên", ("Học viên", "Số người"), "số nguyên"),
    ImportColumn("audience", "Thành phần", ("Đối tượng",)),
    ImportColumn("topic", "Chủ đề", ("Nội dung",), "mục trong danh sách"),
    ImportColumn("organiser", "Đơn vị tổ chức", ("Cơ quan tổ chức",)),
    ImportColumn("lecturers", "Giảng viên", ("Báo cáo viên",)),
)
_TOPICS = labels("chủ đề", TrainingTopic.choices)


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return [_plan_row(reader, known) for reader in readers]


def _plan_row(reader: RowReader, known: Known) -> RowPlan:
    reader.require("title", "start")
    values = _values(reader)
    title, start = values.get("title", ""), values.get("start")
    if start is None or not title:
        return reader.plan(Action.REFUSED, title)
    key = (folded_words(title), start)
    known.seen_training.refuse_double(reader, "title", key, "tên lớp và ngày")
    stored = known.training.get(key)
    if stored is None:
        held = built(TrainingClass, {"topic": _topic_of(title), **values})
        return reader.plan(Action.NEW, title, str(start), operations=[Add(held)])
    if stored.is_archived:
        reader.refuse("title", ARCHIVED.format(f"Lớp “{stored}”"))
    values.pop("title")
    changes = differences(stored, values, reader)
    if not changes:
        return reader.plan(Action.SAME, title, str(start))
    change = Change(stored, changed_values(stored, values))
    return reader.plan(Action.CHANGED, title, str(start), changes=changes, operations=[change])


def _values(reader: RowReader) -> dict[str, Any]:
    """The row's fields that are filled; an end before the start is refused."""
    start, end = reader.read("start", read_date), reader.read("end_on", read_day)
    if start is not None and end is not None and end < start.first:
        reader.refuse("end_on", f"Ngày kết thúc đứng trước ngày bắt đầu ({start}); hãy kiểm tra hai ngày.")
    values = {
        **reader.texts(TrainingClass, "title", "venue", "audience", "organiser", "lecturers"),
        "start": start,
        "end_on": end,
        "trainee_count": reader.read("trainee_count", read_whole),
        "topic": reader.named("topic", _TOPICS.get),
    }
    return {key: value for key, value in values.items() if value is not None}


def _topic_of(title: str) -> TrainingTopic:
    """The topic a title tells, for the target that counts classes by topic."""
    words = folded_words(title)
    if "doi ngoai nhan dan" in words:
        return TrainingTopic.PEOPLE_DIPLOMACY
    if "vien tro" in words or "pcpnn" in words or "phi chinh phu" in words:
        return TrainingTopic.FOREIGN_AID
    return TrainingTopic.OTHER
