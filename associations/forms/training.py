"""Forms of training classes and events."""

from typing import Any

from associations.models import Event, TrainingClass
from config.kit.fields import DayField, NumberField, PartialDateField, TidyCharField, VndField
from config.kit.forms import RecordForm, Section
from config.kit.numbers import write_number

ENDS_FIRST = "Ngày cuối ({end:%d/%m/%Y}) trước ngày đầu ({start}). Xem lại hai ngày."
PARTS_EXCEED = "Cộng các thành phần được {parts} học viên, lớn hơn tổng số {total}. Sửa tổng hoặc từng thành phần."
TRAINEE_KINDS = ("trainees_union", "trainees_associations", "trainees_departments", "trainees_localities")

MOST = 2_147_483_647
"""The largest count the database column holds."""


class HeldForm(RecordForm):
    """What training classes and events share: a first day known roughly or exactly, and a last day after it."""

    start = PartialDateField(label="Từ ngày (hoặc tháng, quý, năm)")
    end_on = DayField(label="Đến ngày", required=False)
    venue = TidyCharField(label="Địa điểm", max_length=200, required=False)
    organiser = TidyCharField(label="Đơn vị tổ chức", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end_on")
        if start and end and end < start.first:
            self.add_error("end_on", ENDS_FIRST.format(end=end, start=start))
        return cleaned


class TrainingForm(HeldForm):
    """A training class: title, topic and first day must be known."""

    title = TidyCharField(label="Tên lớp", max_length=300)
    co_organiser = TidyCharField(label="Đơn vị phối hợp", max_length=200, required=False)
    lecturers = TidyCharField(label="Giảng viên", max_length=300, required=False)
    trainee_count = NumberField(label="Tổng số học viên", required=False, highest=MOST)
    audience = TidyCharField(
        label="Thành phần",
        max_length=300,
        required=False,
        help_text="Như báo cáo ghi: cán bộ Liên hiệp, các hội thành viên…",
    )
    trainees_union = NumberField(label="Học viên của Liên hiệp", required=False, highest=MOST)
    trainees_associations = NumberField(label="Học viên hội thành viên", required=False, highest=MOST)
    trainees_departments = NumberField(label="Học viên sở, ban, ngành", required=False, highest=MOST)
    trainees_localities = NumberField(label="Học viên địa phương", required=False, highest=MOST)
    cost_vnd = VndField(label="Kinh phí (đồng)", required=False)
    cost_source = TidyCharField(label="Nguồn kinh phí", max_length=200, required=False)

    sections = (
        Section(
            "Thông tin đầu tiên",
            ("title", "topic", "start", "end_on", "trainee_count", "venue", "audience"),
            spans={"title": 6, "topic": 6, "start": 2, "end_on": 2, "trainee_count": 2},
        ),
        Section("Học viên theo thành phần", TRAINEE_KINDS, is_open=False),
        Section(
            "Tổ chức, giảng viên, kinh phí, ghi chú",
            ("organiser", "co_organiser", "lecturers", "cost_vnd", "cost_source", "note"),
            is_open=False,
            spans={"lecturers": 6, "note": 6},
        ),
    )

    class Meta:
        model = TrainingClass
        fields = [
            "title",
            "topic",
            "end_on",
            "venue",
            "organiser",
            "co_organiser",
            "lecturers",
            "trainee_count",
            "audience",
            *TRAINEE_KINDS,
            "cost_vnd",
            "cost_source",
            "note",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        total = cleaned.get("trainee_count")
        parts = sum(cleaned.get(kind) or 0 for kind in TRAINEE_KINDS)
        if total is not None and parts > total:
            sentence = PARTS_EXCEED.format(parts=write_number(parts), total=write_number(total))
            self.add_error("trainee_count", sentence)
        return cleaned


class EventForm(HeldForm):
    """An event: name, kind and first day must be known."""

    name = TidyCharField(label="Tên sự kiện", max_length=300)
    participant_count = NumberField(label="Số người dự", required=False, highest=MOST)

    sections = (
        Section(
            "Thông tin đầu tiên",
            ("name", "kind", "start", "end_on", "venue", "organiser", "participant_count"),
            spans={"name": 6, "kind": 2, "start": 2, "end_on": 2, "participant_count": 2},
        ),
        Section("Cam kết, ghi chú", ("pledges", "note"), is_open=False, spans={"pledges": 6, "note": 6}),
    )

    class Meta:
        model = Event
        fields = ["name", "kind", "end_on", "venue", "organiser", "participant_count", "pledges", "note"]
