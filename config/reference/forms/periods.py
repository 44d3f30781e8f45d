"""The form of a kind of report period."""

from datetime import date
from typing import Any

from django import forms

from config.kit.fields import NumberField, TidyCharField
from config.kit.forms import RecordForm, Section
from config.kit.text import slug
from config.reference.models import ReportPeriod

# A common year, so that 29/02 is refused: the period must exist in every year.
A_YEAR = 2023
LABEL_NEEDS_YEAR = "Cách ghi phải có {năm} ở chỗ sẽ in năm, ví dụ: năm {năm}."
NO_SUCH_DAY = "Không phải năm nào cũng có ngày {day:02d}/{month:02d}. Chọn ngày khác."
REVERSED = "Kỳ kết thúc trước khi bắt đầu. Sửa ngày, hoặc chọn “năm trước” ở năm bắt đầu."
TOO_LONG = "Kỳ dài hơn một năm. Sửa ngày đầu hoặc ngày cuối."
NAME_TAKEN = "Đã có kỳ mang tên này. Đặt tên khác."
OFFSETS = [(0, "năm báo cáo"), (-1, "năm trước")]


class PeriodForm(RecordForm):
    """Where in the year a report starts and ends."""

    name = TidyCharField(label="Tên kỳ", max_length=100)
    label = TidyCharField(label="Cách ghi", max_length=120, help_text="Chữ {năm} được thay bằng năm.")
    start_year_offset = forms.TypedChoiceField(label="Năm bắt đầu", choices=OFFSETS, coerce=int, initial=0)
    start_day = NumberField(label="Ngày đầu", lowest=1, highest=31, initial=1)
    start_month = NumberField(label="Tháng đầu", lowest=1, highest=12, initial=1)
    end_day = NumberField(label="Ngày cuối", lowest=1, highest=31, initial=31)
    end_month = NumberField(label="Tháng cuối", lowest=1, highest=12, initial=12)

    sections = (
        Section(
            "Thông tin chính",
            ("name", "label", "start_day", "start_month", "start_year_offset", "end_day", "end_month"),
            spans={"start_day": 2, "start_month": 2, "start_year_offset": 2, "end_day": 2, "end_month": 2},
        ),
    )

    class Meta:
        model = ReportPeriod
        fields = ["name", "label", "start_year_offset", "start_day", "start_month", "end_day", "end_month"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("label") and "{năm}" not in cleaned["label"]:
            self.add_error("label", LABEL_NEEDS_YEAR)
        start = self._day("start", A_YEAR + cleaned.get("start_year_offset", 0))
        end = self._day("end", A_YEAR)
        if start and end and end < start:
            self.add_error("end_day", REVERSED)
        elif start and end and (end - start).days > 365:
            self.add_error("end_day", TOO_LONG)
        self._give_key(cleaned.get("name", ""))
        return cleaned

    def _day(self, end: str, year: int) -> date | None:
        """The first or last day in a common year; an error on its field when there is none."""
        day, month = self.cleaned_data.get(f"{end}_day"), self.cleaned_data.get(f"{end}_month")
        if not day or not month:
            return None
        try:
            return date(year, month, day)
        except ValueError:
            self.add_error(f"{end}_day", NO_SUCH_DAY.format(day=day, month=month))
            return None

    def _give_key(self, name: str) -> None:
        """A new period is called by its name in plain letters; the key never changes afterwards."""
        if self.instance.pk is not None or not name:
            return
        self.instance.key = slug(name)[:30].strip("-") or "ky"
        if ReportPeriod.objects.filter(key=self.instance.key).exists():
            self.add_error("name", NAME_TAKEN)
