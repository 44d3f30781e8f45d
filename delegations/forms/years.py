"""Which period the table of delegations is for."""

from datetime import date
from typing import Any

from config.kit.fields import DayField, PartialDateField
from config.kit.forms import HouseForm
from config.kit.partial_dates import PartialDate, Precision
from config.kit.periods import Period

BOTH_ENDS = "Ghi cả “Từ ngày” và “Đến ngày”, hoặc chỉ ghi năm."
BACKWARDS = "“Đến ngày” trước “Từ ngày”. Xem lại hai ngày."


class PeriodForm(HouseForm):
    """A year (quarter, month), or any two days, which then win; nothing is the year given as `year_now`."""

    year = PartialDateField(label="Năm đến (hoặc quý, tháng)", required=False)
    from_day = DayField(label="Từ ngày", required=False)
    to_day = DayField(label="Đến ngày", required=False)

    def __init__(self, data: Any = None, *, year_now: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.year_now = year_now

    def add_prefix(self, field_name: str) -> str:
        """`from` and `to` in the address, as every list has them; they are no Python names."""
        return super().add_prefix(field_name.removesuffix("_day"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_day"), cleaned.get("to_day")
        if not self.errors and (start is None) != (end is None):
            self.add_error("to_day" if end is None else "from_day", BOTH_ENDS)
        elif start and end and end < start:
            self.add_error("to_day", BACKWARDS)
        return cleaned

    @property
    def period(self) -> Period:
        """The period asked for; the year of today where nothing, or nothing readable, was."""
        if not self.is_bound or not self.is_valid():
            return Period.calendar_year(self.year_now)
        start, end = self.cleaned_data["from_day"], self.cleaned_data["to_day"]
        if start and end:
            return Period.between(start, end)
        return _period_of(self.cleaned_data["year"] or PartialDate(date(self.year_now, 7, 1), Precision.YEAR))


def _period_of(when: PartialDate) -> Period:
    if when.precision == Precision.YEAR:
        return Period.calendar_year(when.year)
    if when.precision == Precision.QUARTER:
        return Period.quarter(when.year, when.quarter)
    return Period.between(when.first, when.last)
