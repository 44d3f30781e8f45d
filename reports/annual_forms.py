"""The form of an annual report: as-of date, number, day of signing, and a text for every paragraph."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.kit.fields import DayField, TidyCharField, readable
from config.kit.forms import RecordForm, Section
from config.kit.text import tidy
from reports.annual_report import OUTSIDE
from reports.annual_sections import PIECES, Piece
from reports.models import Report

LONGEST = 20_000
RESET = "reset"


def field_of(piece: Piece) -> str:
    """The name of a paragraph's field."""
    return f"doan-{piece.key}"


class ParagraphField(forms.CharField):
    """Some paragraphs of plain text, parted by blank lines; empty means the drafted words."""

    widget = forms.Textarea

    def __init__(self, piece: Piece) -> None:
        super().__init__(label=piece.label, required=False, max_length=LONGEST, strip=True)
        self.widget.attrs["rows"] = 6

    def to_python(self, value: Any) -> str:
        if isinstance(value, str):
            readable(value)
            value = "\n".join(line.strip() for line in tidy(value).split("\n"))
        return str(super().to_python(value) or "")


Paragraphs = type("Paragraphs", (forms.Form,), {field_of(piece): ParagraphField(piece) for piece in PIECES})
"""One field a paragraph, declared once for the form below."""


class AnnualForm(RecordForm, Paragraphs):  # type: ignore[misc,valid-type]
    as_of = DayField(
        label="Số liệu tính đến",
        required=False,
        help_text="Để trống: hết năm báo cáo, hoặc hôm nay nếu năm chưa hết.",
    )
    number = TidyCharField(label="Số", max_length=30, required=False, help_text="Ví dụ 05. Để trống: chừa chỗ ghi tay.")
    dated_on = DayField(label="Ngày ký", required=False, help_text="Để trống: chừa chỗ ghi tay.")

    sections = (
        Section("Số, ngày", ("as_of", "number", "dated_on"), spans=dict.fromkeys(("as_of", "number", "dated_on"), 2)),
    )

    class Meta:
        model = Report
        fields = ["as_of", "number", "dated_on"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for piece in PIECES:
            self.initial[field_of(piece)] = self.instance.paragraphs.get(piece.key, "")

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and day.year != self.instance.year:
            raise ValidationError(OUTSIDE.format(day=day, year=self.instance.year))
        return day

    def has_changed(self) -> bool:
        return bool(super().has_changed() or self._reset_keys())

    def texts(self) -> dict[str, str]:
        """The text of each paragraph by its key; one that goes back to the drafted words is empty."""
        reset = self._reset_keys()
        return {piece.key: "" if piece.key in reset else self.cleaned_data.get(field_of(piece), "") for piece in PIECES}

    def _reset_keys(self) -> set[str]:
        return set(self.data.getlist(RESET)) if hasattr(self.data, "getlist") else set()
