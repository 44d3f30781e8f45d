"""Forms of commitments and disbursements."""

from decimal import Decimal
from typing import Any

from aid.actions.ledger import Stated
from aid.choices import Basis, CommitmentKind
from aid.forms.picks import pick_ngo, pick_project
from aid.models import Commitment, Disbursement
from config.kit.fields import NumberField, PartialDateField, TidyCharField
from config.kit.forms import AmountField, CurrencyField, MoneyFormMixin, RecordForm, Section
from config.kit.money import from_minor, to_minor

ZERO = "Số tiền phải khác 0."
TOO_LARGE = "Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0."
DECREASE_NEEDS_KIND = (
    "Cam kết ban đầu không thể âm. Nếu là giảm cam kết, chọn “Điều chỉnh” hoặc “Đóng cam kết (thu hồi)”."
)
REFUND_NOT_SAID = "Giải ngân âm chỉ dùng khi bên nhận hoàn trả. Nếu đúng là hoàn trả, đánh dấu ô “hoàn trả”."
REFUND_NOT_NEGATIVE = "Đã đánh dấu hoàn trả thì số tiền ghi số âm, ví dụ −5.000. Nếu không phải hoàn trả, bỏ đánh dấu."
OWN_CURRENCY = "Số tiền đã là {currency}, không cần ghi thêm. Để trống ô này."
OTHER_SIGN = "Giá trị theo văn bản và số tiền phải cùng dấu: cùng dương hoặc cùng âm."
LARGEST = 10**13
LARGEST_STATED = 10**13 - 1

REST_FIELDS = ("donor", "status", "form", "document", "note")
STATED_FIELDS = ("stated_usd", "stated_vnd")


class LedgerForm(MoneyFormMixin, RecordForm):
    """What commitments and disbursements share: an amount in its own currency, on a day or in a year."""

    project = pick_project(label="Khoản viện trợ")
    amount = AmountField(label="Số tiền", help_text="Gõ số hoặc gõ gọn: 392180 hoặc 392.180,00; 1,5 triệu; 4 tỷ.")
    currency = CurrencyField()
    dated = PartialDateField(
        label="Ngày", help_text="05/03/2016; nếu chỉ biết tháng, quý, năm: 03/2016, quý I/2016, 2016."
    )
    donor = pick_ngo(
        label="Bên tài trợ", required=False, help_text="Chỉ ghi khi khác với bên tài trợ của khoản viện trợ."
    )
    document = TidyCharField(label="Văn bản, chứng từ", max_length=150, required=False)
    note = TidyCharField(label="Nội dung", max_length=500, required=False)
    stated_usd = NumberField(
        label="Giá trị USD theo văn bản",
        places=2,
        lowest=-LARGEST_STATED,
        highest=LARGEST_STATED,
        required=False,
        help_text="Chỉ khi văn bản ghi sẵn số này; khi đó không quy đổi theo tỷ giá.",
    )
    stated_vnd = NumberField(
        label="Giá trị đồng theo văn bản",
        lowest=-(10**15 - 1),
        highest=10**15 - 1,
        required=False,
        help_text="Chỉ khi văn bản ghi sẵn số này; khi đó không quy đổi theo tỷ giá.",
    )

    class Meta:
        fields = ["project", "donor", "amount", "currency", "status", "form", "document", "note"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        row = self.instance
        if row.usd_basis == Basis.DOCUMENT and row.usd_cents is not None:
            self.initial["stated_usd"] = from_minor(row.usd_cents, 2)
        if row.vnd_basis == Basis.DOCUMENT:
            self.initial["stated_vnd"] = row.vnd

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.clean_money(cleaned)
        if isinstance(cleaned.get("amount"), Decimal):
            self._check_amount(cleaned)
        return cleaned

    def _check_amount(self, cleaned: dict[str, Any]) -> None:
        amount = cleaned["amount"]
        if amount == 0:
            self.add_error("amount", ZERO)
        elif abs(amount) >= LARGEST:
            self.add_error("amount", TOO_LARGE)
        else:
            self.check_sign(amount, cleaned)
            self._check_stated(amount, cleaned)

    def check_sign(self, amount: Decimal, cleaned: dict[str, Any]) -> None:
        """What a negative amount needs; each kind of row has its own rule."""
        raise NotImplementedError

    def _check_stated(self, amount: Decimal, cleaned: dict[str, Any]) -> None:
        for name, currency in (("stated_usd", "USD"), ("stated_vnd", "VND")):
            stated = cleaned.get(name)
            if stated is None:
                continue
            if cleaned["currency"] == currency:
                self.add_error(name, OWN_CURRENCY.format(currency=currency))
            elif stated == 0 or (stated > 0) != (amount > 0):
                self.add_error(name, OTHER_SIGN)

    def _get_validation_exclusions(self) -> set[str]:
        """An amount that could not be read with its currency is not checked a second time by the model."""
        is_read = isinstance(self.cleaned_data.get("amount"), Decimal)
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if is_read else excluded | {"amount"}

    @property
    def stated(self) -> Stated:
        """The equivalents typed from a document."""
        usd, vnd = self.cleaned_data.get("stated_usd"), self.cleaned_data.get("stated_vnd")
        return Stated(usd_cents=None if usd is None else to_minor(usd, 2), vnd=vnd)


STATED_SECTION = Section("Giá trị ghi sẵn trong văn bản", STATED_FIELDS, is_open=False)


class CommitmentForm(LedgerForm):
    sections = (
        Section(
            "Cam kết",
            ("project", "kind", "amount", "currency", "dated", *REST_FIELDS),
            spans={"project": 6, "kind": 6, "amount": 4, "dated": 2, "donor": 6, "note": 6, "document": 6},
        ),
        STATED_SECTION,
    )

    class Meta(LedgerForm.Meta):
        model = Commitment
        fields = [*LedgerForm.Meta.fields, "kind"]

    def check_sign(self, amount: Decimal, cleaned: dict[str, Any]) -> None:
        if amount < 0 and cleaned.get("kind") == CommitmentKind.INITIAL:
            self.add_error("kind", DECREASE_NEEDS_KIND)


class DisbursementForm(LedgerForm):
    sections = (
        Section(
            "Giải ngân",
            ("project", "amount", "currency", "dated", "is_refund", *REST_FIELDS),
            spans={"project": 6, "amount": 4, "dated": 2, "is_refund": 6, "donor": 6, "note": 6, "document": 6},
        ),
        STATED_SECTION,
    )

    class Meta(LedgerForm.Meta):
        model = Disbursement
        fields = [*LedgerForm.Meta.fields, "is_refund"]

    def check_sign(self, amount: Decimal, cleaned: dict[str, Any]) -> None:
        if amount < 0 and not cleaned.get("is_refund"):
            self.add_error("is_refund", REFUND_NOT_SAID)
        if amount > 0 and cleaned.get("is_refund"):
            self.add_error("amount", REFUND_NOT_NEGATIVE)
