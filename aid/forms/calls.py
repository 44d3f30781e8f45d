"""What the form of a project asks about a call for aid: the amount sought, with its currency."""

from decimal import Decimal
from typing import Any

from django import forms

from config.kit.forms import NOT_CHOSEN, AmountField, MoneyFormMixin, Section
from config.kit.money import currency_choices
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount

NO_CURRENCY = "Chưa chọn loại tiền của số tiền kêu gọi. Chọn loại tiền, hoặc xóa số tiền."
NO_AMOUNT = "Đã chọn loại tiền nhưng chưa ghi số tiền kêu gọi. Ghi số tiền, hoặc bỏ chọn loại tiền."
NOT_POSITIVE = "Số tiền kêu gọi phải lớn hơn 0."
TOO_LARGE = "Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0."
LARGEST = 10**13

CALL_FIELDS = (
    "is_call_for_aid",
    "name_en",
    "call_need",
    "call_need_en",
    "sought_amount",
    "sought_currency",
    "call_contact",
)
CALL_SECTION = Section(
    "Kêu gọi viện trợ",
    CALL_FIELDS,
    is_open=False,
    spans={"is_call_for_aid": 6, "name_en": 6, "sought_amount": 6, "call_contact": 6},
)


def sought_amount_field() -> AmountField:
    return AmountField(
        label="Số tiền kêu gọi",
        required=False,
        empty_value=None,
        help_text="Gõ số hoặc gõ gọn: 120.000,00 USD; 1,5 tỷ đồng. Số này không tính vào cam kết.",
    )


def sought_currency_field() -> forms.ChoiceField:
    return forms.ChoiceField(label="Loại tiền kêu gọi", choices=[("", NOT_CHOSEN), *currency_choices()], required=False)


class CallMoneyMixin(MoneyFormMixin):
    """Reads the amount sought; it and its currency are given together or not at all."""

    money_pair = ("sought_amount", "sought_currency")
    cleaned_data: dict[str, Any]

    def clean_call(self, cleaned: dict[str, Any]) -> None:
        text, currency = cleaned.get("sought_amount"), cleaned.get("sought_currency")
        if text and not currency:
            try:
                currency = cleaned["sought_currency"] = _named(str(text))
            except UnreadableNumber as unreadable:
                self.add_error("sought_amount", str(unreadable))  # type: ignore[attr-defined]
                return
        if bool(text) != bool(currency):
            self._ask_for_other("sought_currency" if text else "sought_amount")
            return
        self.clean_money(cleaned)
        amount = cleaned.get("sought_amount")
        if isinstance(amount, Decimal):
            self._check_sought(amount)

    def _ask_for_other(self, name: str) -> None:
        """Unless the other one stands there and has an error of its own."""
        if name not in self.errors:  # type: ignore[attr-defined]
            sentence = NO_CURRENCY if name == "sought_currency" else NO_AMOUNT
            self.add_error(name, sentence)  # type: ignore[attr-defined]

    def _check_sought(self, amount: Decimal) -> None:
        if amount <= 0:
            self.add_error("sought_amount", NOT_POSITIVE)  # type: ignore[attr-defined]
        elif amount >= LARGEST:
            self.add_error("sought_amount", TOO_LARGE)  # type: ignore[attr-defined]

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """What a call needs stands open where the project is marked as one, or was asked for from the list of calls."""
        shown: list[dict[str, Any]] = super().shown_sections  # type: ignore[misc]
        bound: Any = self
        for section in shown:
            section["is_open"] |= section["title"] == CALL_SECTION.title and bool(bound["is_call_for_aid"].value())
        return shown

    def _get_validation_exclusions(self) -> set[str]:
        """An amount that could not be read with its currency is not checked a second time by the model."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        is_read = isinstance(self.cleaned_data.get("sought_amount"), Decimal | None)
        return excluded if is_read else excluded | {"sought_amount"}


def _named(text: str) -> str:
    """The currency written beside the number ("120.000 USD"), also of a doubtful one; empty where none is.
    Raises UnreadableNumber."""
    try:
        return read_amount(text)[1] or ""
    except DoubtfulNumber:
        return read_amount(text.replace(".", "").replace(",", ""))[1] or ""
