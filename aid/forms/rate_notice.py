"""The form of a month's notice of rates: one box for each currency, and one to paste the notice into."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aid.forms.rates import LARGEST, RateField
from config.kit.fields import DayField, Options, TidyCharField
from config.kit.forms import HouseForm
from config.kit.money import currency

NOTHING_WRITTEN = "Chưa ghi tỷ giá nào. Ghi vào ít nhất một ô, hoặc dán thông báo rồi bấm “Đọc nội dung dán”."
LONGEST_NOTICE = 20_000


def field_of(code: str) -> str:
    """The name of a currency's box."""
    return f"rate_{code}"


class NoticeForm(HouseForm):
    """Rates of one day. A box left empty writes nothing; a doubtful number is asked about."""

    valid_from = DayField(label="Từ ngày")
    source = TidyCharField(
        label="Nguồn", max_length=200, required=False, help_text="Ví dụ: Kho bạc Nhà nước, thông báo tháng 7/2016."
    )
    pasted = forms.CharField(
        label="Dán cả thông báo",
        required=False,
        max_length=LONGEST_NOTICE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một loại tiền, dán từ Excel, Word hoặc trang tin: “USD 21.873”, “1 EUR = 24.310,5”.",
    )

    def __init__(self, data: Any = None, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.codes = codes
        for code in codes:
            label = f"{code} – {currency(code).name_vi}"
            self.fields[field_of(code)] = RateField(label=label, places=6, lowest=None, highest=LARGEST, required=False)
        self.dress(Options())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.rates():
            raise ValidationError(NOTHING_WRITTEN)
        return cleaned

    def rates(self) -> dict[str, Decimal]:
        """The rates written, by currency."""
        written = {code: self.cleaned_data.get(field_of(code)) for code in self.codes}
        return {code: rate for code, rate in written.items() if rate is not None}

    def boxes(self, newest: Mapping[str, tuple[Decimal, date]]) -> list[dict[str, Any]]:
        """One row a currency: its box, and the newest rate known before."""
        return [{"field": self[field_of(code)], "newest": newest.get(code)} for code in self.codes]
