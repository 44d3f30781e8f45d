"""The form of a draft: day of its figures and what they are, number, day of signing, a text for every paragraph."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from config.kit.fields import DayField, TidyCharField, readable
from config.kit.forms import TOO_LONG, RecordForm, Section
from config.kit.text import tidy
from reports.models import Report
from reports.printed.drafts import OUTSIDE
from reports.printed.outline import entries, pieces_of
from reports.printed.sections import CLOSING, OPENING, Piece

LONGEST = 20_000
RESET = "reset"


def field_of(piece: Piece) -> str:
    """The name of a paragraph's field."""
    return f"doan-{piece.key}"


class ParagraphField(forms.CharField):
    """Some paragraphs of plain text, parted by blank lines; empty means the drafted words."""

    widget = forms.Textarea

    def __init__(self, piece: Piece) -> None:
        super().__init__(
            label=piece.label, required=False, strip=True, validators=[MaxLengthValidator(LONGEST, TOO_LONG)]
        )
        self.widget.attrs["rows"] = 6

    def to_python(self, value: Any) -> str:
        if isinstance(value, str):
            readable(value)
            value = "\n".join(line.strip() for line in tidy(value).split("\n"))
        return str(super().to_python(value) or "")


class DraftForm(RecordForm):
    as_of = DayField(
        label="Số liệu tính đến",
        required=False,
        help_text="Để trống: ngày cuối kỳ báo cáo, hoặc hôm nay nếu kỳ chưa hết.",
    )
    number = TidyCharField(label="Số", max_length=30, required=False, help_text="Ví dụ 05. Để trống: chừa chỗ ghi tay.")
    dated_on = DayField(label="Ngày ký", required=False, help_text="Để trống: chừa chỗ ghi tay.")

    sections = (
        Section(
            "Số, ngày", ("as_of", "number", "dated_on", "standing"), spans={"as_of": 2, "number": 2, "dated_on": 2}
        ),
    )

    class Meta:
        model = Report
        fields = ["as_of", "number", "dated_on", "standing"]
        labels = {"standing": "Số liệu trong báo cáo là"}
        help_texts = {"standing": "Báo cáo lập trước khi hết kỳ thường là số ước, báo cáo sau đó là số chính thức."}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.pieces = (OPENING, *pieces_of(entries(self.instance.layout)), CLOSING)
        for piece in self.pieces:
            self.fields[field_of(piece)] = ParagraphField(piece)
            self.initial[field_of(piece)] = self.instance.paragraphs.get(piece.key, "")

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        start, end = self.instance.start_on, self.instance.end_on
        if day is not None and not start <= day <= end:
            raise ValidationError(OUTSIDE.format(day=day, start=start, end=end))
        return day

    def has_changed(self) -> bool:
        return bool(super().has_changed() or self._reset_keys())

    def texts(self) -> dict[str, str]:
        """The text of each paragraph by its key; one that goes back to the drafted words is empty."""
        reset = self._reset_keys()
        return {
            piece.key: "" if piece.key in reset else self.cleaned_data.get(field_of(piece), "") for piece in self.pieces
        }

    def _reset_keys(self) -> set[str]:
        return set(self.data.getlist(RESET)) if hasattr(self.data, "getlist") else set()
