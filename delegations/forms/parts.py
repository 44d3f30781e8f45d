"""The rows of a delegation's dossier: countries, permits, costs, gifts, commitments, things to follow up."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from config.kit.fields import DayField, PickField, TidyCharField, VndField
from config.kit.forms import AmountField, CurrencyField, PartForm, Parts
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount, write_amount
from config.reference.models import Agency, Country
from delegations.choices import PermitKind
from delegations.models import CoHost, DelegationCost, DelegationCountry, FollowUp, Gift, Permit, Pledge

PERMIT_TWICE = "Văn bản “{number}” ({kind}) ghi hai lần. Gộp lại thành một dòng."
NOT_POSITIVE = "Số tiền phải lớn hơn 0; bỏ dòng này nếu không có khoản nào."
DOUBTFUL = "Số này là {ways}? Ghi lại cho rõ, ví dụ 1.500,00 hoặc 1500."
OTHER_CURRENCY = "Số tiền ghi {named} nhưng loại tiền chọn {currency}. Sửa cho khớp."
SAME_IN_VND = "Khoản này đã tính bằng đồng: để trống ô này, hoặc ghi đúng số tiền bên cạnh."
TOO_LARGE = "Số quá lớn: nhiều nhất 13 chữ số phần nguyên. Xem lại số tiền."
LARGEST = Decimal(10) ** 13


class CountryForm(PartForm):
    country = PickField(label="Nước", queryset=Country.objects.active().order_by("name", "pk"), list_name="countries")

    class Meta:
        model = DelegationCountry
        fields = ["country"]


class CoHostForm(PartForm):
    agency = PickField(label="Cơ quan", queryset=Agency.objects.active().order_by("name", "pk"), list_name="agencies")

    class Meta:
        model = CoHost
        fields = ["agency"]


class PermitForm(PartForm):
    number = TidyCharField(label="Số văn bản", max_length=60)
    issued_on = DayField(label="Ngày", required=False)
    issuer = TidyCharField(label="Cơ quan ban hành", max_length=150, required=False)

    class Meta:
        model = Permit
        fields = ["kind", "number", "issued_on", "issuer"]


class CostForm(PartForm):
    """What one source pays; the value in đồng is that of the paper, and for đồng the amount itself."""

    source = TidyCharField(label="Nguồn kinh phí", max_length=200)
    amount = AmountField(label="Số tiền")
    currency = CurrencyField(initial="VND")
    vnd = VndField(label="Giá trị đồng", required=False, help_text="Khi là ngoại tệ, nếu biết.")

    class Meta:
        model = DelegationCost
        fields = ["source", "amount", "currency", "vnd"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("currency") == "VND":
            # As it was typed: whole đồng, and not the same number a second time.
            self.initial["amount"] = self.initial["amount"].to_integral() if self.initial.get("amount") else None
            self.initial["vnd"] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text, currency = cleaned.get("amount"), cleaned.get("currency")
        if text and currency:
            amount = self._read(str(text), currency)
            cleaned["amount"] = amount
            if amount is not None and currency == "VND":
                self._set_vnd(cleaned, int(amount))
        if cleaned.get("vnd") == 0:
            self.add_error("vnd", NOT_POSITIVE)
        return cleaned

    def _set_vnd(self, cleaned: dict[str, Any], amount: int) -> None:
        if cleaned.get("vnd") not in (None, amount):
            self.add_error("vnd", SAME_IN_VND)
        cleaned["vnd"] = amount

    def _read(self, text: str, currency: str) -> Decimal | None:
        """The amount in its currency; None when the field got an error."""
        try:
            amount, named = read_amount(text, currency)
        except DoubtfulNumber as error:
            ways = " hay ".join(write_amount(reading, currency) for reading in error.readings)
            self.add_error("amount", DOUBTFUL.format(ways=ways))
            return None
        except UnreadableNumber as error:
            self.add_error("amount", str(error))
            return None
        if named not in (None, currency):
            self.add_error("currency", OTHER_CURRENCY.format(named=named, currency=currency))
        elif amount <= 0:
            self.add_error("amount", NOT_POSITIVE)
        elif amount >= LARGEST:
            self.add_error("amount", TOO_LARGE)
        else:
            return amount
        return None


class GiftForm(PartForm):
    description = TidyCharField(label="Quà tặng", max_length=250)
    recipient = TidyCharField(label="Người nhận", max_length=150, required=False)

    class Meta:
        model = Gift
        fields = ["side", "description", "recipient"]


class PledgeForm(PartForm):
    description = TidyCharField(label="Nội dung cam kết", max_length=500)

    class Meta:
        model = Pledge
        fields = ["side", "description"]


class FollowUpForm(PartForm):
    task = TidyCharField(label="Việc cần làm", max_length=300)
    person = TidyCharField(label="Người phụ trách", max_length=150, required=False)
    due_on = DayField(label="Hạn", required=False)
    done_on = DayField(label="Xong ngày", required=False)

    class Meta:
        model = FollowUp
        fields = ["task", "person", "due_on", "done_on"]


def check_permits(rows: list[dict[str, Any]]) -> None:
    """The same paper stands once. Raises ValidationError naming it."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row["kind"], row["number"])
        if key in seen:
            raise ValidationError(PERMIT_TWICE.format(number=row["number"], kind=PermitKind(row["kind"]).label))
        seen.add(key)


PARTS = (
    Parts("countries", CountryForm, "Nước, vùng lãnh thổ", key="country", is_first=True),
    Parts(
        "permits",
        PermitForm,
        "Văn bản cho phép",
        check=check_permits,
        is_open=False,
        help="Đoàn y tế cần thêm văn bản của ngành y tế cho phép khám, chữa bệnh nhân đạo.",
    ),
    Parts("costs", CostForm, "Kinh phí theo nguồn", is_open=False),
    Parts("cohosts", CoHostForm, "Cơ quan phối hợp đón tiếp", key="agency", is_open=False),
    Parts("gifts", GiftForm, "Quà tặng", is_open=False),
    Parts(
        "pledges",
        PledgeForm,
        "Cam kết của hai bên",
        is_open=False,
        help="Chỉ là lời hứa của hai bên; cam kết viện trợ ghi trong sổ của khoản viện trợ.",
    ),
    Parts("follow_ups", FollowUpForm, "Việc theo dõi sau chuyến thăm", is_open=False),
)
