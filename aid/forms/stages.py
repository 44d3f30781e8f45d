"""The form that moves a project to another stage: it asks for what is missing there and for nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aid.actions.stages import CLOSING_TOO_LARGE, Given
from aid.choices import LegalBasis, OutputKind, Sector, Stage
from aid.forms.ledger import LARGEST, TOO_LARGE
from aid.forms.picks import pick_agency, pick_ngo, pick_place
from aid.forms.projects import ENDS_FIRST, HANDED_OVER_FIRST
from aid.forms.shares import QUANTITY_ZERO, unit_of
from aid.models import AidProject
from aid.rules.regimes import legal_basis_on
from config.kit.completeness import Need
from config.kit.fields import DayField, NumberField, PartialDateField, TidyCharField
from config.kit.forms import AmountField, CurrencyField, HouseForm, MoneyFormMixin, Section
from config.kit.money import places
from config.kit.moves import Move
from config.kit.numbers import write_amount, write_number
from config.kit.writing import LONGEST_REASON

IN_THE_FUTURE = "Ngày {day:%d/%m/%Y} chưa đến. Ghi ngày đã diễn ra, không muộn hơn hôm nay ({today:%d/%m/%Y})."
NOT_POSITIVE = "Cam kết ban đầu phải lớn hơn 0."
NOTHING_TO_CLOSE = "Chưa ghi số tiền đóng cam kết. Ghi số tiền, hoặc bỏ đánh dấu ô “ghi dòng đóng cam kết”."
BASIS_BY_DATE = "Theo ngày quyết định phê duyệt"
CLOSING = "closing_"

MONEY = ("amount", "currency")
OUTPUT = ("output_kind", "output_quantity", "output_unit")
# Which fields ask for a need; where none is named, the field is called like the need.
FIELDS_OF: dict[str, tuple[str, ...]] = {"commitment": MONEY, "output": OUTPUT}
# Where a field's value goes: a row of the project's parts, by the name of the part's column.
PART_FIELDS = {"donor": ("donors", "ngo"), "sector": ("sector_shares", "sector"), "place": ("place_shares", "place")}
PROJECT_FIELDS = (
    "owner",
    "approval_number",
    "approval_on",
    "approval_issuer",
    "legal_basis",
    "start",
    "end",
    "handed_over_on",
)

FIELDS: dict[str, Callable[[], forms.Field]] = {
    "donor": lambda: pick_ngo(label="Bên tài trợ", help_text="Nhiều bên tài trợ: ghi một bên, rồi sửa hồ sơ."),
    "sector": lambda: _choice("Lĩnh vực", Sector.choices),
    "place": lambda: pick_place(label="Địa bàn"),
    "owner": lambda: pick_agency(label="Chủ khoản viện trợ"),
    "approval_number": lambda: TidyCharField(label="Số quyết định phê duyệt", max_length=60),
    "approval_on": lambda: DayField(label="Ngày quyết định phê duyệt"),
    "approval_issuer": lambda: TidyCharField(label="Cơ quan phê duyệt", max_length=150),
    "amount": lambda: AmountField(
        label="Cam kết ban đầu", help_text="Ghi vào sổ cam kết theo ngày quyết định phê duyệt."
    ),
    "currency": lambda: CurrencyField(),
    "legal_basis": lambda: forms.ChoiceField(
        label="Cơ sở pháp lý", choices=[("", BASIS_BY_DATE), *LegalBasis.choices], required=False
    ),
    "start": lambda: PartialDateField(label="Bắt đầu", help_text="Ngày; nếu chưa rõ: tháng, quý hoặc năm."),
    "end": lambda: PartialDateField(label="Kết thúc", help_text="Ngày; nếu chưa rõ: tháng, quý hoặc năm."),
    "handed_over_on": lambda: DayField(label="Ngày bàn giao"),
    "output_kind": lambda: _choice("Kết quả, công trình", OutputKind.choices),
    "output_quantity": lambda: NumberField(label="Số lượng", places=2, highest=9_999_999_999),
    "output_unit": lambda: TidyCharField(
        label="Đơn vị tính", max_length=30, required=False, help_text="Trạm, trường, nhà: để trống cũng được."
    ),
}
SPANS = {
    "donor": 6,
    "place": 3,
    "owner": 6,
    "approval_number": 2,
    "approval_on": 2,
    "approval_issuer": 2,
    "reason": 6,
    "close": 6,
}


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "---------"), *choices])


class StageForm(MoneyFormMixin, HouseForm):
    """`asked` names what is missing, `optional` the keys among it that may stay open, `current` the commitment
    by currency that a withdrawal may close. Dates are measured against `today`, which the view gives."""

    to = forms.CharField(widget=forms.HiddenInput, required=False)
    changed_on = DayField(label="Ngày chuyển giai đoạn")
    reason = TidyCharField(label="Lý do", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        data: Any = None,
        *,
        project: AidProject,
        move: Move,
        asked: Sequence[Need],
        today: date,
        optional: Iterable[str] = (),
        current: Mapping[str, Decimal] | None = None,
    ) -> None:
        self.project, self.move, self.today = project, move, today
        self.asked, self.optional = asked, frozenset(optional)
        self.current = current or {}
        super().__init__(data, initial={"to": move.to.value, "changed_on": today})

    def dress(self, options: Any) -> None:
        """The fields of this move are added first, so that they get the house's manners too."""
        self._ask_for_missing()
        self._offer_closing()
        if not self.move.needs_reason:
            del self.fields["reason"]
        super().dress(options)

    def _ask_for_missing(self) -> None:
        for need in self.asked:
            for name in FIELDS_OF.get(need.key, (need.key,)):
                self.fields[name] = FIELDS[name]()
                self.fields[name].required = self.fields[name].required and need.key not in self.optional
        if "legal_basis" in self.fields:
            self._propose_basis(self.fields["legal_basis"])

    def _propose_basis(self, field: forms.Field) -> None:
        """Name the decree in force on the approval day, when that day is known already."""
        if self.project.approval_on is not None:
            proposed = LegalBasis(legal_basis_on(self.project.approval_on))
            self.initial["legal_basis"] = proposed.value
            field.help_text = f"Đề xuất theo ngày phê duyệt {self.project.approval_on:%d/%m/%Y}; đổi được."
        else:
            field.help_text = (
                "Để nguyên thì lấy văn bản có hiệu lực vào ngày phê duyệt: NĐ 93/2009 từ 08/01/2010, "
                "NĐ 80/2020 từ 17/09/2020, NĐ 313/2025 từ 08/12/2025."
            )

    def _offer_closing(self) -> None:
        if self.move.to != Stage.REVOKED or not self.current:
            return
        self.fields["close"] = forms.BooleanField(label="Ghi dòng đóng cam kết vào sổ", required=False)
        self.initial["close"] = True
        for currency, amount in self.current.items():
            name = f"{CLOSING}{currency}"
            self.fields[name] = NumberField(
                label=f"Số tiền đóng ({currency})", places=places(currency), highest=LARGEST, required=False
            )
            self.initial[name] = write_number(amount, places(currency))

    # What the page shows ------------------------------------------------------

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """The step, what is missing, and the closing of the commitment; empty ones are left out."""
        closing = ("close", *(f"{CLOSING}{currency}" for currency in self.current))
        missing = [name for need in self.asked for name in FIELDS_OF.get(need.key, (need.key,))]
        sections = (
            ("Bước chuyển", ("changed_on", "reason")),
            (f"Cần cho giai đoạn “{self.move.to.label}”", missing),
            ("Đóng cam kết", closing),
        )
        shown = [
            Section(title, tuple(name for name in names if name in self.fields), spans=SPANS)
            for title, names in sections
        ]
        self.sections = tuple(section for section in shown if section.fields)  # type: ignore[misc]
        return super().shown_sections

    # What is checked ----------------------------------------------------------

    def clean_changed_on(self) -> date:
        return self._past(self.cleaned_data["changed_on"])

    def clean_approval_on(self) -> date:
        return self._past(self.cleaned_data["approval_on"])

    def clean_handed_over_on(self) -> date:
        return self._past(self.cleaned_data["handed_over_on"])

    def _past(self, day: date) -> date:
        if day > self.today:
            raise ValidationError(IN_THE_FUTURE.format(day=day, today=self.today))
        return day

    def clean_output_quantity(self) -> Decimal:
        quantity: Decimal = self.cleaned_data["output_quantity"]
        if quantity == 0:
            raise ValidationError(QUANTITY_ZERO)
        return quantity

    def clean_output_unit(self) -> str:
        return unit_of(self.cleaned_data["output_unit"], self.cleaned_data.get("output_kind", ""))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_order(cleaned)
        if "amount" in self.fields:
            self._check_commitment(cleaned)
        if cleaned.get("close"):
            self._check_closing(cleaned)
        return cleaned

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        """End and handover never before the start, whichever of them was known before."""
        start, end, handed = (
            cleaned[name] if name in cleaned else getattr(self.project, name)
            for name in ("start", "end", "handed_over_on")
        )
        if start and end and end.last < start.first and self.fields.keys() & {"start", "end"}:
            self.add_error("end" if "end" in self.fields else "start", ENDS_FIRST.format(start=start, end=end))
        if start and handed and handed < start.first and self.fields.keys() & {"start", "handed_over_on"}:
            field = "handed_over_on" if "handed_over_on" in self.fields else "start"
            self.add_error(field, HANDED_OVER_FIRST.format(start=start, handed=handed))

    def _check_commitment(self, cleaned: dict[str, Any]) -> None:
        self.clean_money(cleaned)
        amount = cleaned.get("amount")
        if not isinstance(amount, Decimal):
            return
        if amount <= 0:
            self.add_error("amount", NOT_POSITIVE)
        elif amount >= LARGEST:
            self.add_error("amount", TOO_LARGE)

    def _check_closing(self, cleaned: dict[str, Any]) -> None:
        names = {currency: f"{CLOSING}{currency}" for currency in self.current}
        if not self.errors and not any(cleaned.get(name) for name in names.values()):
            self.add_error("close", NOTHING_TO_CLOSE)
        for currency, name in names.items():
            left = self.current[currency]
            if (cleaned.get(name) or 0) > left:
                self.add_error(name, CLOSING_TOO_LARGE.format(currency=currency, left=write_amount(left, currency)))

    # What was given -----------------------------------------------------------

    @property
    def given(self) -> Given:
        """The cleaned answers, sorted into fields, rows and money."""
        cleaned = self.cleaned_data
        parts = {part: [{key: cleaned[name]}] for name, (part, key) in PART_FIELDS.items() if name in self.fields}
        if "output_kind" in self.fields:
            kind, quantity, unit = (cleaned[name] for name in OUTPUT)
            handed = cleaned.get("handed_over_on", self.project.handed_over_on)
            parts["outputs"] = [{"kind": kind, "quantity": quantity, "unit": unit, "handed_over_on": handed}]
        return Given(
            values={name: cleaned[name] for name in PROJECT_FIELDS if name in self.fields},
            parts=parts,
            commitment=(cleaned["amount"], cleaned["currency"]) if cleaned.get("amount") else None,
            closing=self._closing(cleaned),
            reason=cleaned.get("reason", ""),
            correction=self.correction_reason,
        )

    def _closing(self, cleaned: dict[str, Any]) -> dict[str, Decimal]:
        if not cleaned.get("close"):
            return {}
        typed = {currency: cleaned.get(f"{CLOSING}{currency}") for currency in self.current}
        return {currency: Decimal(amount) for currency, amount in typed.items() if amount}
