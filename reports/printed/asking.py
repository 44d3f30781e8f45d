"""The short form that asks for a report: its kind, its time, the body that issues it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from config.kit.fields import DayField, YearField
from config.kit.forms import NOT_CHOSEN, HouseForm, Section
from config.kit.periods import Period
from config.reference.models import IssuingBody
from reports.choices import ReportKind
from reports.models import Term
from reports.printed.asked import EARLIEST_YEAR, LATEST_YEAR, PERIODS, is_possible
from reports.printed.occasions import any_days

NO_YEAR = "Ghi năm của báo cáo, ví dụ {year}."
NO_TERM = "Chọn nhiệm kỳ của báo cáo."
NO_DAY = "Báo cáo giữa hai ngày cần đủ ngày đầu và ngày cuối."
ENDS_FIRST = "Ngày cuối ({end:%d/%m/%Y}) trước ngày đầu ({start:%d/%m/%Y}). Xem lại hai ngày."
OUTSIDE = f"Ngày phải trong khoảng từ năm {EARLIEST_YEAR} đến năm {LATEST_YEAR}."


class AskForm(HouseForm):
    """Which report is wanted. It only asks: `address()` is that of the draft, nothing is stored."""

    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices)
    year = YearField(label="Năm", required=False, help_text="Cho báo cáo năm, 6 tháng, 9 tháng.")
    term = forms.ChoiceField(label="Nhiệm kỳ", required=False, help_text="Cho báo cáo tổng kết nhiệm kỳ.")
    start_on = DayField(label="Từ ngày", required=False, help_text="Cho báo cáo giữa hai ngày bất kỳ.")
    end_on = DayField(label="Đến ngày", required=False, help_text="Cho báo cáo giữa hai ngày bất kỳ.")
    body = forms.ChoiceField(label="Cơ quan ban hành", required=False)

    sections = (
        Section(
            "",
            ("kind", "year", "term", "start_on", "end_on", "body"),
            spans={"kind": 2, "year": 2, "term": 2, "start_on": 2, "end_on": 2, "body": 2},
        ),
    )

    def __init__(self, data: Any, *, terms: Sequence[Term], bodies: Sequence[IssuingBody], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen: Any = self.fields
        chosen["term"].choices = [("", NOT_CHOSEN), *((str(term.pk), term.name) for term in terms)]
        chosen["body"].choices = [(str(body.pk), body.name) for body in bodies]
        self.usual_body = str(bodies[0].pk) if bodies else ""
        if len(bodies) < 2:
            del self.fields["body"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == ReportKind.TERM:
            self._want("term", cleaned, NO_TERM)
        elif kind == ReportKind.SPAN:
            self._check_days(cleaned.get("start_on"), cleaned.get("end_on"))
        elif kind in PERIODS:
            self._want("year", cleaned, NO_YEAR.format(year=self.initial.get("year", 2019)))
        return cleaned

    def address(self) -> str:
        """Where the draft that was asked for stands; call it on a valid form."""
        asked = self.cleaned_data
        found = reverse("reports:draft", args=[asked["kind"], self._which()])
        body = asked.get("body", "")
        return f"{found}?{urlencode({'body': body})}" if body and body != self.usual_body else found

    def _which(self) -> str:
        asked = self.cleaned_data
        if asked["kind"] == ReportKind.TERM:
            return str(asked["term"])
        if asked["kind"] == ReportKind.SPAN:
            return any_days(Period.between(asked["start_on"], asked["end_on"])).which
        return str(asked["year"])

    def _want(self, name: str, cleaned: dict[str, Any], sentence: str) -> None:
        if not cleaned.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def _check_days(self, start: date | None, end: date | None) -> None:
        for name, day in (("start_on", start), ("end_on", end)):
            self._want(name, {name: day}, NO_DAY)
            if day is not None and not is_possible(day.year):
                self.add_error(name, OUTSIDE)
        if start and end and end < start:
            self.add_error("end_on", ENDS_FIRST.format(start=start, end=end))
