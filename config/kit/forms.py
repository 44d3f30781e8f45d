"""Forms of records: sections, partial dates, money, and tables of parts, with one look everywhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseFormSet, BoundField, formset_factory

from config.kit import locks
from config.kit.fields import Options, PartialDateField, PickField, TidyCharField, readable
from config.kit.money import currency_choices
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount, write_amount, write_number
from config.kit.text import lower_first, nfc
from config.kit.writing import LONGEST_CORRECTION

SHARES_NOT_WHOLE = "Tỷ lệ cộng lại được {total}%, chưa đủ 100%. Sửa cho đủ 100%, hoặc để trống tất cả nếu chưa rõ."
SHARES_HALF_GIVEN = "Có dòng ghi tỷ lệ, có dòng để trống. Ghi đủ mọi dòng cho được 100%, hoặc để trống tất cả."
NOT_CHOSEN = "Chưa chọn"
TOO_LONG = "Dài %(show_value)d ký tự; ở đây nhiều nhất %(limit_value)d ký tự. Rút ngắn lại."
MOST_ROWS = 200
REPEATED = "“{name}” xuất hiện hai lần. Gộp lại thành một dòng."
REASON = "correction_reason"
"""Why a row is changed that an issued report holds: a field that stands in a form only then (config.kit.locks)."""


@dataclass(frozen=True)
class Section:
    """A titled group of fields; `spans` gives a field's width in sixths of the row (default 3)."""

    title: str
    fields: tuple[str, ...]
    is_open: bool = True
    spans: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Parts:
    """A table of parts inside a form: the related name, the form of one row, and a check over all rows.

    `key` names the field that tells rows apart: the same one twice is refused, and a row keeps its
    identity by it even when two rows change places. `check` gets the cleaned rows and raises
    ValidationError with a sentence. `is_first` puts the table right below the form's first section.
    """

    name: str
    form: type["PartForm"]
    title: str
    key: str = ""
    check: Callable[[list[dict[str, Any]]], None] | None = None
    is_open: bool = True
    help: str = ""
    extra: int = 1
    is_first: bool = False


CORRECTION = Section("Điều chỉnh số liệu đã báo cáo", (REASON,), spans={REASON: 6})


class HouseFormMixin:
    """Readable text only, our own wording for a missing value, options shared by the whole page."""

    fields: dict[str, forms.Field]
    initial: Any
    errors: Any
    cleaned_data: dict[str, Any]
    add_error: Callable[[str | None, Any], None]
    sections: ClassVar[tuple[Section, ...]] = ()
    rows: Sequence[Any] = ()
    money_pair: ClassVar[tuple[str, str]] = ("amount", "currency")  # an amount, and what stands beside it

    def dress(self, options: Options) -> None:
        for field in self.fields.values():
            label = str(field.label or "ô này")
            field.error_messages["required"] = f"Chưa nhập {lower_first(label)}."
            field.error_messages["unique"] = f"{label} này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có."
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                dash = BLANK_CHOICE_DASH[0]
                offered: Any = field.choices
                field.choices = [(value, NOT_CHOSEN if (value, name) == dash else name) for value, name in offered]
            if isinstance(field, forms.CharField):
                field.validators = [
                    MaxLengthValidator(check.limit_value, TOO_LONG) if isinstance(check, MaxLengthValidator) else check
                    for check in field.validators
                    if not isinstance(check, ProhibitNullCharactersValidator)
                ] + [readable]
            if isinstance(field, PickField):
                field.options = options

    def offer_reason(self, sentence: str = "") -> None:
        """Give the form its field for the reason of a correction; `sentence` says which report holds the row."""
        self.fields[REASON] = TidyCharField(
            label=locks.REASON_LABEL,
            max_length=LONGEST_CORRECTION,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=f"{sentence} {locks.ASKED}".strip(),
            validators=[readable],
            error_messages={"max_length": TOO_LONG},
        )

    def ask_reason(self, sentence: str) -> None:
        """The form comes back with the field, and says why: PeriodHeld of config.kit.writing."""
        if REASON not in self.fields:
            self.offer_reason()
        self.fields[REASON].help_text = ""  # the error says the same
        self.add_error(REASON, sentence)

    @property
    def correction_reason(self) -> str:
        """What was typed as the reason of a correction; "" where nobody was asked. After cleaning."""
        return str(self.cleaned_data.get(REASON, ""))

    def keep_picked(self) -> None:
        """A record picked before stays picked although it has been archived since."""
        for name, field in self.fields.items():
            if isinstance(field, PickField) and isinstance(self.initial.get(name), (Model, int)):
                field.keep(self.initial[name])

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """Sections with their bound fields; a folded one with an error or a value opens by itself."""
        bound: Any = self
        shown = []
        for section in self._laid_out():
            fields: list[dict[str, Any]] = [
                {"field": bound[name], "span": (section.spans or {}).get(name, 3)}
                for name in section.fields
                if name in self.fields and not self._stands_beside_amount(name)
            ]
            has_error = any(bound[name].errors for name in section.fields if name in self.fields)
            filled = sum(1 for entry in fields if entry["field"].value() not in (None, "", False, []))
            shown.append(
                {"title": section.title, "fields": fields, "is_open": section.is_open or has_error, "filled": filled}
            )
        return shown

    def _laid_out(self) -> tuple[Section, ...]:
        """The sections of the form; the reason of a correction comes last, above the button."""
        sections = self.sections or (Section("", tuple(name for name in self.fields if name != REASON)),)
        return (*sections, CORRECTION) if REASON in self.fields else sections

    def _stands_beside_amount(self, name: str) -> bool:
        """A currency is drawn together with its amount (ui/field.html), not as a field of its own."""
        amount, currency = self.money_pair
        return name == currency and amount in self.fields

    @property
    def datalists(self) -> list[Any]:
        """One list of suggestions per kind of record picked anywhere in the form."""
        picks = {}
        forms_shown: Iterable[Any] = [self, *(rows.empty_form for rows in self.rows)]
        for form in forms_shown:
            for field in form.fields.values():
                if isinstance(field, PickField):
                    picks[field.list_name] = field
        return [field.datalist() for field in picks.values()]

    @property
    def all_errors(self) -> list[dict[str, str]]:
        """Every error with the id of its field, for the summary at the top."""
        bound: Any = self
        found = []
        for name, errors in self.errors.items():
            target = "" if name == NON_FIELD_ERRORS else bound[name].id_for_label or bound[name].auto_id
            label = "" if name == NON_FIELD_ERRORS else f"{bound[name].label}: "
            found += [{"target": target, "text": f"{label}{error}"} for error in errors]
        for rows in self.rows:
            found += [
                {"target": f"parts-{rows.prefix}", "text": f"{rows.parts.title}: {error}"}
                for error in rows.non_form_errors()
            ]
            for number, form in enumerate(rows.forms, start=1):
                for name, errors in form.errors.items():
                    found += [
                        {"target": form[name].id_for_label, "text": f"{rows.parts.title}, dòng {number}: {error}"}
                        for error in errors
                    ]
        return found


def composed(data: Any) -> Any:
    """The posted text in composed Unicode (NFC), so that what is compared is what is stored."""
    if data is None or not hasattr(data, "setlist"):
        return data
    data = data.copy()
    for name, values in list(data.lists()):
        data.setlist(name, [nfc(value) if isinstance(value, str) else value for value in values])
    return data


class HouseForm(HouseFormMixin, forms.Form):
    """A plain form in the house's manners."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(composed(data), *args, **kwargs)
        if data is not None and REASON in data:
            self.offer_reason()
        self.dress(Options())


class PartForm(HouseFormMixin, forms.ModelForm):
    """One row of parts. `id` names the row that is kept; its cleaned data is what will be stored."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress(options)
        self.keep_picked()

    def _post_clean(self) -> None:
        """The row is written by kit.writing.set_parts; here only its values are cleaned."""

    @property
    def shown_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in {"id", "DELETE"}]

    def values(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "DELETE"}


class PartRows(BaseFormSet):
    """All rows of one kind of part, with the check over them."""

    parts: Parts

    def clean(self) -> None:
        if any(self.errors):
            return
        if self.parts.key:
            self._refuse_repeated()
        if self.parts.check is not None:
            self.parts.check(self.kept())

    def kept(self) -> list[dict[str, Any]]:
        """The cleaned values of the rows that stay, in the order shown."""
        rows = [form.values() for form in self._staying()]
        if not self.parts.key:
            return rows
        stored = {row[self.parts.key]: row["id"] for row in self.initial or ()}
        return [{**row, "id": stored.get(row[self.parts.key])} for row in rows]

    def _staying(self) -> list[Any]:
        filled = [form for form in self.forms if form.has_changed() or form.cleaned_data.get("id")]
        return [form for form in filled if form.cleaned_data and not form.cleaned_data.get("DELETE")]

    def _refuse_repeated(self) -> None:
        seen = set()
        for form in self._staying():
            value = form.cleaned_data[self.parts.key]
            if value in seen:
                raise ValidationError(REPEATED.format(name=spoken(form[self.parts.key], value)))
            seen.add(value)

    @property
    def head_fields(self) -> list[BoundField]:
        return self.empty_form.shown_fields


def spoken(bound: BoundField, value: Any) -> str:
    """A cleaned value as the form shows it: the label of a choice, the label of a picked record."""
    field: Any = bound.field
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    return str(field.prepare_value(value))


def rows_of(parts: Parts, instance: Any, data: Any, options: Options) -> PartRows:
    """The rows as stored (or as posted), with empty ones to add."""
    factory = formset_factory(
        parts.form,
        formset=PartRows,
        extra=parts.extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 1,
        validate_max=True,
    )
    names = [name for name in parts.form.base_fields if name != "id"]
    stored = getattr(instance, parts.name).all() if instance.pk is not None else ()
    initial = [{"id": row.pk, **{name: getattr(row, name) for name in names}} for row in stored]
    rows: Any = factory(data, initial=initial, prefix=parts.name, form_kwargs={"options": options})
    rows.parts = parts
    return rows


class RecordForm(HouseFormMixin, forms.ModelForm):
    """The form of a record: checks and converts; saving is the action's work."""

    parts: ClassVar[tuple[Parts, ...]] = ()
    is_counted: ClassVar[bool] = True  # whether what is entered here stands in reports, which then ask for a reason

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = composed(data)
        super().__init__(data, *args, **kwargs)
        self.options = Options()
        if self.is_counted and (data is None or REASON in data):
            self._offer_reason_if_held(is_sent=data is not None)
        self.dress(self.options)
        for name, field in self.fields.items():
            if isinstance(field, PartialDateField) and name not in self.initial:
                self.initial[name] = getattr(self.instance, name, None)
        self.keep_picked()
        self.rows = [rows_of(parts, self.instance, data, self.options) for parts in self.parts]

    def _offer_reason_if_held(self, *, is_sent: bool) -> None:
        """A stored row whose day is held asks for a reason from the first; a new one when its day is known, by
        `ask_reason`, and from then on the field comes with the form."""
        sentence = locks.told(self.instance) if self.instance.pk is not None else ""
        if sentence or is_sent:
            self.offer_reason(sentence)

    def is_valid(self) -> bool:
        wrong_rows = [rows for rows in self.rows if not rows.is_valid()]  # all are checked, so all errors show
        return bool(super().is_valid() and not wrong_rows)

    def has_changed(self) -> bool:
        return bool(
            {*self.changed_data} - {REASON} or any(form.has_changed() for rows in self.rows for form in rows.forms)
        )

    def _post_clean(self) -> None:
        """Partial dates set two columns; constraints of the database speak through the form."""
        for name, field in self.fields.items():
            if isinstance(field, PartialDateField) and name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]

    def add_error(self, field: str | None, error: Any) -> None:
        """An error on a field the form does not show stands at the top instead of failing."""
        if field is not None and field not in self.fields and not isinstance(error, ValidationError):
            field = None
        super().add_error(field, error)

    def parts_values(self) -> dict[str, list[dict[str, Any]]]:
        """The cleaned rows of each kind of part."""
        return {rows.parts.name: rows.kept() for rows in self.rows}


class MoneyFormMixin:
    """An amount with its currency, typed as people do; a doubtful "1.500" is asked about.

    The form has `amount` (text), `currency` (choice) and, when asked, `amount_meant` (the reading
    the person picked). After cleaning, `amount` is a Decimal and `currency` a code. A form that calls
    them otherwise names the two in `money_pair`.
    """

    money_pair: ClassVar[tuple[str, str]] = ("amount", "currency")

    amount_readings: tuple[Decimal, ...] = ()
    is_negative_allowed = True

    def clean_money(self, cleaned: dict[str, Any]) -> None:
        """Read amount and currency together; call it from clean()."""
        amount_name, currency_name = self.money_pair
        text, currency = cleaned.get(amount_name), cleaned.get(currency_name)
        if not text or not currency:
            return
        try:
            amount, named = read_amount(str(text), currency)
        except DoubtfulNumber as error:
            self._ask(error, cleaned)
            return
        except UnreadableNumber as error:
            self.add_error(amount_name, str(error))  # type: ignore[attr-defined]
            return
        if named is not None and named != currency:
            sentence = f"Số tiền ghi {named} nhưng loại tiền chọn {currency}. Sửa cho khớp."
            self.add_error(currency_name, sentence)  # type: ignore[attr-defined]
            return
        cleaned[amount_name] = amount

    def _ask(self, error: DoubtfulNumber, cleaned: dict[str, Any]) -> None:
        amount_name, currency_name = self.money_pair
        self.amount_readings = error.readings
        meant = self.data.get("amount_meant", "")  # type: ignore[attr-defined]
        for reading in error.readings:
            if meant == str(reading):
                cleaned[amount_name] = reading
                return
        ways = " hay ".join(write_amount(reading, cleaned[currency_name]) for reading in error.readings)
        self.add_error(amount_name, f"Số này là {ways}? Chọn bên dưới hoặc ghi lại.")  # type: ignore[attr-defined]

    @property
    def reading_choices(self) -> list[dict[str, str]]:
        currency = self.cleaned_data.get(self.money_pair[1]) or "USD"  # type: ignore[attr-defined]
        return [{"value": str(reading), "label": write_amount(reading, currency)} for reading in self.amount_readings]


class CurrencyField(forms.ChoiceField):
    """A currency of the kit's table."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=currency_choices(), label=kwargs.pop("label", "Loại tiền"), **kwargs)


class AmountField(forms.CharField):
    """The typed amount; MoneyFormMixin reads it with the currency."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "data-echo": "field"})
        self.is_money = True

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or ""))


def check_shares(rows: list[dict[str, Any]]) -> None:
    """Shares add to exactly 100, or are all left open."""
    given = [row["percent"] for row in rows if row["percent"] is not None]
    if not given:
        return
    if len(given) != len(rows):
        raise ValidationError(SHARES_HALF_GIVEN)
    if sum(given) != 100:
        raise ValidationError(SHARES_NOT_WHOLE.format(total=write_number(sum(given, Decimal(0)))))
