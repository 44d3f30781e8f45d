"""The rows of quick entry: what was typed for each project, read and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms

from aid.actions.quick_entry import Common, Entry
from aid.choices import AidForm, PeriodReply, Status
from aid.forms.ledger import LARGEST, TOO_LARGE
from aid.queries.quick_entry import AskedProject, EntryPeriod, State, spoken_reply, sums_by_currency, written
from config.kit.fields import TidyCharField
from config.kit.forms import REASON, AmountField, CurrencyField, HouseForm, MoneyFormMixin
from config.kit.numbers import write_number

NOTHING_TYPED = "Chưa nhập gì. Gõ số tiền hoặc chọn câu trả lời cho ít nhất một khoản rồi lưu."
HAS_ROWS = "Kỳ này đã có {stood} nên không ghi “{reply}” được. Để trống trả lời, hoặc sửa các dòng đã có trước."
BOTH = "Có số tiền thì không chọn “{reply}”. Bỏ số tiền, hoặc để trống trả lời."
TWO_ANSWERS = "Ô số tiền nghĩa là “{typed}” nhưng trả lời chọn “{chosen}”. Giữ một trong hai."
STOOD_CHANGED = "Trong lúc bạn nhập, {who} đã {what}; xem lại, sửa nếu cần, rồi lưu lần nữa."
NOT_THERE = "Có {count} hàng của khoản viện trợ không còn trong sổ, đã bỏ ra khỏi bảng: {typed}. Kiểm tra rồi lưu lại."

ANSWERS = [("", "Để trống"), *PeriodReply.choices]


class CommonForm(HouseForm):
    """What holds for every row of one save."""

    status = forms.ChoiceField(label="Số liệu", choices=Status.choices)
    form = forms.ChoiceField(label="Hình thức", choices=AidForm.choices)
    document = TidyCharField(label="Văn bản, chứng từ", max_length=150, required=False)

    def __init__(self, data: Any = None, *, held: str = "") -> None:
        """`held` says which issued report holds the period; then a reason stands among the fields."""
        super().__init__(data)
        if held:
            self.offer_reason(held)

    @property
    def reason_field(self) -> Any:
        """The field for the reason; None where nobody asks for one."""
        return self[REASON] if REASON in self.fields else None

    @property
    def common(self) -> Common:
        typed = {name: self.cleaned_data[name] for name in ("status", "form", "document")}
        return Common(**typed, reason=self.correction_reason)


class EntryForm(MoneyFormMixin, HouseForm):
    """One row that was touched: an amount, or an answer in its stead.

    `asked` is what stands; `was` the answer that stood when the page was opened. Cleaned: `amount` is a
    Decimal or None, `reply` the answer ("" for none).
    """

    amount = AmountField(label="Số tiền", required=False)
    currency = CurrencyField(required=False)
    answer = forms.ChoiceField(label="Trả lời", choices=ANSWERS, required=False)

    def __init__(self, data: Mapping[str, str], asked: AskedProject, was: str) -> None:
        super().__init__(data)
        self.asked, self.was = asked, was

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text, chosen = cleaned.get("amount"), cleaned.get("answer", "")
        cleaned["amount"], cleaned["reply"] = None, chosen
        if not text:
            self._check_reply(cleaned)
            return cleaned
        spoken = spoken_reply(text)
        if spoken is None:
            cleaned["amount"] = text
            self._read(cleaned)
            spoken = PeriodReply.NOTHING if cleaned.get("amount") == 0 else None
        if spoken is not None:
            self._say(spoken, cleaned)
        elif isinstance(cleaned.get("amount"), Decimal):
            self._check_amount(cleaned)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("currency"):
            if "currency" not in self.errors:
                self.add_error("currency", "Chưa chọn loại tiền.")
            return
        self.clean_money(cleaned)

    def _say(self, spoken: PeriodReply, cleaned: dict[str, Any]) -> None:
        """What stands in the box for the amount is an answer."""
        chosen = cleaned["reply"]
        if chosen not in ("", self.was, spoken):
            sentence = TWO_ANSWERS.format(typed=spoken.label, chosen=PeriodReply(chosen).label)
            self.add_error("answer", sentence)
            return
        cleaned["amount"], cleaned["reply"] = None, str(spoken)
        self._check_reply(cleaned)

    def _check_reply(self, cleaned: dict[str, Any]) -> None:
        reply = cleaned["reply"]
        if reply and self.asked.rows:
            stood = f"{write_number(len(self.asked.rows))} dòng ({written(self.asked.amounts)})"
            field = "amount" if self.data.get("amount") else "answer"
            self.add_error(field, HAS_ROWS.format(stood=stood, reply=PeriodReply(reply).label))

    def _check_amount(self, cleaned: dict[str, Any]) -> None:
        """An amount replaces the answer that stood before, never one that is given with it."""
        if abs(cleaned["amount"]) >= LARGEST:
            self.add_error("amount", TOO_LARGE)
        if cleaned["reply"] not in ("", self.was):
            self.add_error("answer", BOTH.format(reply=PeriodReply(cleaned["reply"]).label))
        cleaned["reply"] = ""


def _what_stands(asked: AskedProject) -> str:
    if asked.rows:
        return f"ghi {write_number(len(asked.rows))} dòng ({written(asked.amounts)}) cho khoản này trong kỳ"
    return f"ghi “{PeriodReply(asked.reply).label}” cho khoản này" if asked.reply else "bỏ số liệu kỳ này của khoản này"


@dataclass
class EntryRow:
    """A row of the page: what stands, what was typed, what is wrong with it."""

    asked: AskedProject
    posted: Mapping[str, str] = field(default_factory=dict)
    form: EntryForm | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return f"p{self.asked.project.pk}"

    @property
    def amount(self) -> str:
        return self.posted.get("amount", "")

    @property
    def currency(self) -> str:
        return self.posted.get("currency") or self.asked.project.usual_currency

    @property
    def was(self) -> str:
        """The answer that stood when the page was opened."""
        return self.posted.get("seen", self.asked.marker).partition("/")[2]

    @property
    def answer(self) -> str:
        """The answer chosen here; the one that stands where nobody chose another."""
        chosen = self.posted.get("answer", self.was)
        return self.asked.reply if chosen == self.was else chosen

    @property
    def is_touched(self) -> bool:
        return bool(self.amount.strip()) or self.posted.get("answer", self.was) != self.was

    @property
    def has_amount(self) -> bool:
        return self.form is not None and isinstance(self.form.cleaned_data.get("amount"), Decimal)

    @property
    def state(self) -> State:
        """Where the project will stand once this is saved."""
        if self.asked.rows or self.has_amount:
            return State.ENTERED
        if self.form is None:
            return self.asked.state
        reply = self.form.cleaned_data.get("reply", self.asked.reply)
        return State(reply) if reply else State.OPEN

    @property
    def readings(self) -> list[dict[str, str]]:
        return self.form.reading_choices if self.form is not None else []

    def refuse(self, name: str, sentence: str) -> None:
        self.errors.setdefault(name, []).append(sentence)

    def check(self) -> None:
        if not self.is_touched:
            return
        self.form = EntryForm({**self.posted, "amount_meant": self.posted.get("meant", "")}, self.asked, self.was)
        for name, sentences in self.form.errors.items():
            self.errors.setdefault(name, []).extend(str(sentence) for sentence in sentences)
        if self.asked.refusal:
            self.refuse("amount", f"“{self.asked.project}” {self.asked.refusal}")

    @property
    def entry(self) -> Entry:
        cleaned = self.form.cleaned_data if self.form is not None else {}
        return Entry(self.asked, cleaned.get("amount"), cleaned.get("currency", ""), cleaned.get("reply", ""))


class EntrySheet:
    """The page as it was sent: the common fields and one row a project. Unsent, it holds what stands."""

    def __init__(self, entry: EntryPeriod, rows: Sequence[EntryRow], common: CommonForm) -> None:
        self.entry, self.rows, self.common = entry, rows, common
        self.top_errors: list[str] = []

    @property
    def touched(self) -> list[EntryRow]:
        return [row for row in self.rows if row.is_touched]

    @property
    def changed_meanwhile(self) -> list[EntryRow]:
        """Touched rows of which something else stands now than the person saw."""
        return [row for row in self.touched if row.posted.get("seen", "") != row.asked.marker]

    def refuse_changed(self, writers: Mapping[int, Any], by: Any) -> None:
        """Say at each row that changed meanwhile what stands now and who wrote it."""
        for row in self.changed_meanwhile:
            writer = writers.get(row.asked.project.pk)
            who = "chính bạn, ở cửa sổ khác," if writer == by else writer.full_name if writer else "người khác"
            row.refuse("amount", STOOD_CHANGED.format(who=who, what=_what_stands(row.asked)))

    def check(self, *, gone: Mapping[int, str]) -> None:
        """Read every touched row. `gone`: what was typed for projects that are no more."""
        for row in self.rows:
            row.check()
        if gone:
            typed = "; ".join(text[:40] for text in gone.values())
            self.top_errors.append(NOT_THERE.format(count=write_number(len(gone)), typed=typed))
        if not self.touched and not gone:
            self.top_errors.append(NOTHING_TYPED)

    @property
    def is_valid(self) -> bool:
        return not self.top_errors and self.common.is_valid() and not any(row.errors for row in self.rows)

    @property
    def entries(self) -> list[Entry]:
        return [row.entry for row in self.touched]

    @property
    def all_errors(self) -> list[dict[str, str]]:
        """Every error with the control it belongs to, a row's under its project's code."""
        found = [{"target": "", "text": text} for text in self.top_errors]
        found += self.common.all_errors if self.common.is_bound else []
        for row in self.rows:
            for name, sentences in row.errors.items():
                target = f"id_{row.prefix}-{name}"
                found += [{"target": target, "text": f"{row.asked.project.code}: {text}"} for text in sentences]
        return found

    @property
    def typed_sums(self) -> dict[str, Decimal]:
        """What the readable amounts typed here add up to, one sum a currency."""
        amounts = [row.entry for row in self.touched if row.has_amount]
        return sums_by_currency((one.currency, one.amount) for one in amounts if one.amount is not None)

    @property
    def unread(self) -> int:
        """Boxes with a text that is no amount and no answer yet."""
        return sum(1 for row in self.touched if "amount" in row.errors and not row.has_amount)
