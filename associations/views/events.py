"""Pages of events."""

from collections.abc import Sequence

from associations.filters import EventFilter
from associations.forms.training import EventForm
from associations.models import Event
from associations.registers import EVENTS, TRAINING_TABS
from associations.views.training import time_of
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Pill
from config.kit.views import RecordCreate, RecordDetail, RecordEdit


class EventList(RegisterList):
    register = EVENTS
    filterset_class = EventFilter
    default_sort = "-time"
    tabs = TRAINING_TABS
    lede = "Hội nghị, gặp mặt, kỷ niệm, giao lưu do Liên hiệp tổ chức hoặc tham gia."
    columns = (
        Column("name", "Sự kiện", lambda row: row.name, sort=("name",)),
        Column("kind", "Loại", lambda row: row.get_kind_display(), sort=("kind",)),
        Column("time", "Thời gian", time_of, sort=("start_on",)),
        Column("venue", "Địa điểm", lambda row: row.venue, sort=("venue",)),
        Column("organiser", "Đơn vị tổ chức", lambda row: row.organiser, sort=("organiser",), is_wide=True),
        Column("people", "Người dự", lambda row: row.participant_count, kind="number", sort=("participant_count",)),
    )


class EventDetail(RecordDetail):
    register = EVENTS

    def lede(self, record: Event) -> str:
        return " · ".join(part for part in (time_of(record), record.venue) if part)

    def pills(self, record: Event) -> Sequence[Pill]:
        return [Pill(record.get_kind_display())]

    def facts(self, record: Event) -> Sequence[FactGroup]:
        main = (
            Fact("Thời gian", time_of(record)),
            Fact("Địa điểm", record.venue),
            Fact("Đơn vị tổ chức", record.organiser),
            Fact("Số người dự", record.participant_count, "number"),
            Fact("Cam kết tại sự kiện", record.pledges),
            Fact("Ghi chú", record.note),
        )
        return [FactGroup("Thông tin chính", main)]


class EventCreate(RecordCreate):
    register = EVENTS
    form_class = EventForm


class EventEdit(RecordEdit):
    register = EVENTS
    form_class = EventForm
