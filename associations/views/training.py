"""Pages of training classes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, Sum

from associations.filters import TrainingFilter
from associations.forms.training import TRAINEE_KINDS, TrainingForm
from associations.models import TrainingClass
from associations.registers import TRAINING, TRAINING_TABS
from config.kit.lists import RegisterList
from config.kit.money import NO_BREAK_SPACE
from config.kit.numbers import write_number
from config.kit.tables import Column, Fact, FactGroup, Pill
from config.kit.views import RecordCreate, RecordDetail, RecordEdit


def time_of(record: Any) -> str:
    """ "12/09/2016 – 14/09/2016", the first day as exactly as it is known."""
    if record.end_on is None or record.end_on == record.start_on:
        return str(record.start)
    return f"{record.start}{NO_BREAK_SPACE}– {record.end_on:%d/%m/%Y}"


class TrainingList(RegisterList):
    register = TRAINING
    filterset_class = TrainingFilter
    default_sort = "-time"
    tabs = TRAINING_TABS
    lede = "Lớp tập huấn của Liên hiệp; chỉ tiêu đếm theo năm của ngày đầu."
    columns = (
        Column("title", "Lớp", lambda row: row.title, sort=("title",), sub=lambda row: row.audience),
        Column("topic", "Nội dung", lambda row: row.get_topic_display(), sort=("topic",)),
        Column("time", "Thời gian", time_of, sort=("start_on",)),
        Column("venue", "Địa điểm", lambda row: row.venue, sort=("venue",)),
        Column("trainees", "Học viên", lambda row: row.trainee_count, kind="number", sort=("trainee_count",)),
    )

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        """Trainees of the rows that count; archived ones are only named."""
        active = Q(archived_at=None)
        found: dict[str, int] = queryset.aggregate(
            classes=Count("pk", filter=active),
            left_out=Count("pk", filter=~active),
            unknown=Count("pk", filter=active & Q(trainee_count=None)),
            trainees=Sum("trainee_count", filter=active, default=0),
        )
        return found

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        notes = (
            (totals["unknown"], "lớp chưa rõ số học viên"),
            (totals["left_out"], "lớp đã lưu trữ không cộng"),
        )
        parts = [f"{write_number(number)} {what}" for number, what in notes if number]
        return "; ".join([f"{write_number(totals['classes'])} lớp", *parts])


class TrainingDetail(RecordDetail):
    register = TRAINING

    def lede(self, record: TrainingClass) -> str:
        return " · ".join(part for part in (time_of(record), record.venue) if part)

    def pills(self, record: TrainingClass) -> Sequence[Pill]:
        return [Pill(record.get_topic_display())]

    def facts(self, record: TrainingClass) -> Sequence[FactGroup]:
        main = (
            Fact("Thời gian", time_of(record)),
            Fact("Địa điểm", record.venue),
            Fact("Đơn vị tổ chức", record.organiser),
            Fact("Đơn vị phối hợp", record.co_organiser),
            Fact("Giảng viên", record.lecturers),
            Fact("Kinh phí (đồng)", record.cost_vnd, "vnd"),
            Fact("Nguồn kinh phí", record.cost_source),
            Fact("Ghi chú", record.note),
        )
        trainees = (
            Fact("Tổng số học viên", record.trainee_count, "number"),
            Fact("Thành phần", record.audience),
            Fact("Của Liên hiệp", record.trainees_union, "number"),
            Fact("Của hội thành viên", record.trainees_associations, "number"),
            Fact("Của sở, ban, ngành", record.trainees_departments, "number"),
            Fact("Của địa phương", record.trainees_localities, "number"),
        )
        return [FactGroup("Thông tin chính", main), FactGroup("Học viên", trainees)]

    def missing(self, record: TrainingClass) -> Sequence[str]:
        if record.trainee_count is not None:
            return []
        parts = sum(getattr(record, kind) or 0 for kind in TRAINEE_KINDS)
        by_kind = f" Các thành phần đã ghi cộng được {write_number(parts)} học viên." if parts else ""
        return [f"Chưa ghi tổng số học viên: báo cáo đếm lớp này nhưng không cộng học viên.{by_kind}"]


class TrainingCreate(RecordCreate):
    register = TRAINING
    form_class = TrainingForm


class TrainingEdit(RecordEdit):
    register = TRAINING
    form_class = TrainingForm
