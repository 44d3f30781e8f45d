"""Which delegations the periodic table lists: a period of a year or two days, and the direction."""

from datetime import date
from typing import Any

from django import forms

from config.kit.fields import DayField, NumberField
from config.kit.forms import HouseForm, Section
from config.kit.periods import Period
from config.reference.models import ReportPeriod
from delegations.choices import Direction

TWO_DAYS = ""
USUAL_PERIOD = "nam"
BOTH = [("", "Cả vào và ra")]
DAYS_AND_PERIOD = "Đã ghi ngày thì chọn kỳ “Hai ngày tự chọn”; nếu theo kỳ báo cáo thì xóa hai ô ngày."
REVERSED = "Ngày cuối ({end:%d/%m/%Y}) đứng trước ngày đầu ({start:%d/%m/%Y}). Xem lại hai ngày."
NO_DAY = "Chưa ghi ngày. Ghi đủ hai ngày, hoặc chọn một kỳ báo cáo."
NO_YEAR = "Chưa ghi năm của kỳ báo cáo, ví dụ 2018."
NO_SUCH_DAYS = "Kỳ này không có đủ ngày trong năm {year}. Chọn năm khác, hoặc sửa kỳ báo cáo ở mục Quản trị."
NO_PERIOD = "Không có kỳ báo cáo này. Chọn một kỳ trong danh sách."
FIRST_YEAR, LAST_YEAR = 1950, 2100


class TableForm(HouseForm):
    """The questions of the address; what the address leaves out is the current year, both directions."""

    period = forms.ChoiceField(label="Kỳ báo cáo", required=False, error_messages={"invalid_choice": NO_PERIOD})
    year = NumberField(label="Năm", places=0, lowest=FIRST_YEAR, highest=LAST_YEAR, required=False)
    direction = forms.ChoiceField(
        label="Đoàn",
        required=False,
        choices=[*BOTH, *Direction.choices],
        error_messages={"invalid_choice": "Chọn đoàn vào, đoàn ra hoặc cả hai."},
    )

    sections = (
        Section(
            "",
            ("period", "year", "from", "to", "direction"),
            spans={"period": 2, "year": 1, "from": 1, "to": 1, "direction": 1},
        ),
    )

    def __init__(self, data: Any, *, today: date) -> None:
        asked = {key: data.get(key, "") for key in ("period", "year", "from", "to", "direction")}
        if "period" not in data and not (asked["from"] or asked["to"]):
            asked["period"] = USUAL_PERIOD
        if "year" not in data:
            asked["year"] = str(today.year)
        super().__init__(asked)
        self._periods = {one.key: one for one in ReportPeriod.objects.active().order_by("pk")}
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            *((key, one.name) for key, one in self._periods.items()),
            (TWO_DAYS, "Hai ngày tự chọn"),
        ]
        self.fields["from"] = DayField(label="Từ ngày", required=False)
        self.fields["to"] = DayField(label="Đến ngày", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["span"] = self._two_days(cleaned) if cleaned["period"] == TWO_DAYS else self._of_year(cleaned)
        return cleaned

    def _two_days(self, cleaned: dict[str, Any]) -> Period | None:
        start, end = cleaned["from"], cleaned["to"]
        for name in ("from", "to"):
            if cleaned[name] is None:
                self.add_error(name, NO_DAY)
        if start is None or end is None:
            return None
        if end < start:
            self.add_error("to", REVERSED.format(start=start, end=end))
            return None
        return Period.between(start, end)

    def _of_year(self, cleaned: dict[str, Any]) -> Period | None:
        if cleaned["from"] is not None or cleaned["to"] is not None:
            self.add_error("period", DAYS_AND_PERIOD)
            return None
        if cleaned["year"] is None:
            self.add_error("year", NO_YEAR)
            return None
        try:
            return self._periods[cleaned["period"]].of_year(int(cleaned["year"]))
        except ValueError:
            self.add_error("year", NO_SUCH_DAYS.format(year=cleaned["year"]))
            return None

    @property
    def span(self) -> Period:
        """The period asked for, of a valid form."""
        found: Period = self.cleaned_data["span"]
        return found

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions asked for, of a valid form."""
        asked = self.cleaned_data["direction"]
        return (Direction(asked),) if asked else tuple(Direction)
