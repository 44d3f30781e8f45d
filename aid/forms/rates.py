"""The form of an exchange rate."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aid.actions.rates import already_there, is_taken
from aid.models import ExchangeRate
from config.kit.fields import DayField, NumberField, TidyCharField
from config.kit.forms import RecordForm, Section
from config.kit.money import currency_choices
from config.kit.numbers import DoubtfulNumber

NOT_POSITIVE = "Tỷ giá phải lớn hơn 0."
LARGEST = 999_999_999


class RateField(NumberField):
    """Đồng for one unit, up to six decimals. "21.036" is asked about in words that can be typed back."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as refusal:
            if isinstance(refusal.__cause__, DoubtfulNumber):
                raise ValidationError(str(refusal.__cause__), code="doubtful") from refusal
            raise

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value <= 0:
            raise ValidationError(NOT_POSITIVE)


class RateForm(RecordForm):
    """A published rate. VND itself has none."""

    currency = forms.ChoiceField(
        label="Loại tiền", choices=[(code, label) for code, label in currency_choices() if code != "VND"]
    )
    valid_from = DayField(label="Từ ngày")
    vnd_per_unit = RateField(
        label="Đồng cho 1 đơn vị",
        places=6,
        lowest=None,
        highest=LARGEST,
        help_text="Ghi liền, dấu phẩy trước phần lẻ: 21036 hoặc 19,96.",
    )
    source = TidyCharField(
        label="Nguồn", max_length=200, required=False, help_text="Ví dụ: Kho bạc Nhà nước, thông báo tháng 7/2016."
    )

    sections = (
        Section(
            "Tỷ giá",
            ("currency", "valid_from", "vnd_per_unit", "source"),
            spans={"currency": 2, "valid_from": 2, "vnd_per_unit": 2, "source": 6},
        ),
    )

    class Meta:
        model = ExchangeRate
        fields = ["currency", "valid_from", "vnd_per_unit", "source"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        currency, day = cleaned.get("currency"), cleaned.get("valid_from")
        if currency and day:
            asked = ExchangeRate(pk=self.instance.pk, currency=currency, valid_from=day)
            if is_taken(asked):
                self.add_error("valid_from", already_there(asked))
        return cleaned
