"""Forms of the decisions that change a project: a new one, its correction, and why one is taken back."""

from decimal import Decimal
from typing import Any

from django import forms

from aid.actions.amendments import Decision, faults
from aid.forms.ledger import LARGEST, TOO_LARGE
from aid.forms.picks import pick_agency
from aid.models import AidProject, Amendment
from config.kit.fields import DayField, PartialDateField, TidyCharField, readable
from config.kit.forms import AmountField, CurrencyField, HouseForm, MoneyFormMixin, Section
from config.kit.text import nfc

HEAD = ("number", "decided_on", "issuer")
HEAD_SPANS = {"number": 2, "decided_on": 2, "issuer": 2}


class SummaryField(forms.CharField):
    """Several lines of text, nothing unreadable in them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            readable(value)
            value = nfc(value).replace("\r\n", "\n")
        return super().to_python(value)


class DecisionForm(HouseForm):
    """What every decision has: number, day, issuer and content."""

    number = TidyCharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    issuer = TidyCharField(label="Cơ quan quyết định", max_length=150, required=False)
    summary = SummaryField(label="Nội dung điều chỉnh")


class AmendmentForm(MoneyFormMixin, DecisionForm):
    """A new decision: its head, and four groups of which at least one is filled."""

    amount = AmountField(label="Số tiền tăng hoặc giảm", required=False)
    currency = CurrencyField()
    new_end = PartialDateField(
        label="Thời gian kết thúc mới", required=False, help_text="31/12/2019; nếu chỉ biết tháng, năm: 12/2019, 2019."
    )
    new_owner = pick_agency(label="Chủ khoản viện trợ mới", required=False)

    sections = (
        Section("Quyết định", HEAD, spans=HEAD_SPANS),
        Section("Giá trị", ("amount", "currency"), is_open=False, spans={"amount": 6}),
        Section("Thời gian", ("new_end",), is_open=False, spans={"new_end": 6}),
        Section("Chủ khoản viện trợ", ("new_owner",), is_open=False, spans={"new_owner": 6}),
        Section("Nội dung", ("summary",), is_open=False, spans={"summary": 6}),
    )

    def __init__(self, data: Any = None, *args: Any, project: AidProject, told: dict[str, str], **kwargs: Any) -> None:
        """`told` says by field how things stand now."""
        super().__init__(data, *args, **kwargs)
        self.project = project
        for name, sentence in told.items():
            self.fields[name].help_text = " ".join(filter(None, (sentence, str(self.fields[name].help_text))))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.clean_money(cleaned)
        amount = cleaned.get("amount")
        if isinstance(amount, Decimal) and abs(amount) >= LARGEST:
            self.add_error("amount", TOO_LARGE)
        if not self.errors:
            for field, sentence in faults(self.project, self.decision):
                self.add_error(field or None, sentence)
        return cleaned

    @property
    def decision(self) -> Decision:
        """What was typed, once it can be read."""
        cleaned = self.cleaned_data
        amount = cleaned["amount"] if isinstance(cleaned["amount"], Decimal) else None
        return Decision(
            number=cleaned["number"],
            decided_on=cleaned["decided_on"],
            issuer=cleaned["issuer"],
            summary=cleaned["summary"],
            amount=amount,
            currency=cleaned["currency"] if amount is not None else "",
            new_end=cleaned["new_end"],
            new_owner=cleaned["new_owner"],
        )


class CorrectionForm(DecisionForm):
    """What may be put right in a recorded decision."""

    sections = (Section("", (*HEAD, "summary"), spans=HEAD_SPANS | {"summary": 6}),)

    def __init__(self, data: Any = None, *, amendment: Amendment) -> None:
        names = (*HEAD, "summary")
        super().__init__(data, initial={name: getattr(amendment, name) for name in names})

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*HEAD, "summary")}


class TakeBackForm(HouseForm):
    """Why the decision goes."""

    reason = TidyCharField(label="Lý do hủy", max_length=400, help_text="Ví dụ: ghi nhầm vào dự án khác.")

    sections = (Section("", ("reason",), spans={"reason": 6}),)
