"""Form fields that read as Vietnamese officers type. Every refusal is a sentence with a way out."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.kit.money import fits
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount, read_number, write_number
from config.kit.partial_dates import NoDateForm, PartialDate, UnreadableDate, read_partial_date
from config.kit.text import fold, tidy, unreadable_characters

MOST_CALLED = 10
FIRST_YEAR, LAST_YEAR = 1945, 2100
NOT_A_YEAR = f"Năm phải trong khoảng từ {FIRST_YEAR} đến {LAST_YEAR}."
NONE_MATCHES = "Không tìm thấy “{text}”. Chọn trong danh sách gợi ý hoặc thêm mới trước."


def readable(text: Any) -> None:
    """Validator: no NUL, no control characters, no lone surrogates."""
    sentence = unreadable_characters(text) if isinstance(text, str) else None
    if sentence:
        raise ValidationError(sentence, code="unreadable")


class TidyCharField(forms.CharField):
    """One line of text: composed Unicode, single spaces, nothing unreadable."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            readable(value)
            value = tidy(value)
        return super().to_python(value)


class PartialDateField(forms.CharField):
    """A day, or only its month, quarter or year, as the paper says it."""

    def __init__(self, *, exact: bool = False, **kwargs: Any) -> None:
        self.exact = exact
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value
        if value is None or not str(value).strip():
            return None
        try:
            found = read_partial_date(str(value))
        except NoDateForm as error:
            raise ValidationError(error.for_a_day if self.exact else str(error), code="invalid") from error
        except UnreadableDate as error:
            raise ValidationError(str(error), code="invalid") from error
        if self.exact and found.precision != "day":
            raise ValidationError("Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016.", code="invalid")
        return found

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        return None


class DayField(PartialDateField):
    """An exact day, in all the ways people write one; gives a date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(exact=True, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value)
        return found.on if isinstance(found, PartialDate) else found


class NumberField(forms.CharField):
    """A number as people write it ("1,5 triệu"), with `places` decimals; gives int or Decimal."""

    def __init__(self, *, places: int = 0, lowest: int | None = 0, highest: int | None = None, **kwargs: Any) -> None:
        self.places, self.lowest, self.highest = places, lowest, highest
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return self._written(value) if isinstance(value, (int, Decimal)) else value

    def _written(self, value: int | Decimal) -> str:
        """The number so that it is read again as itself: 21.036,0 where "21.036" would be doubtful."""
        if isinstance(value, Decimal):
            value = value.normalize() if value != value.to_integral() else value.to_integral()
        text = write_number(value)
        try:
            self.read(text)
        except DoubtfulNumber:
            return f"{text}0" if "," in text else f"{text},0"
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, (int, Decimal)) or not str(value).strip():
            return value if isinstance(value, (int, Decimal)) else None
        try:
            number = self.read(str(value))
        except DoubtfulNumber as error:
            raise ValidationError(str(error), code="doubtful") from error
        except UnreadableNumber as error:
            raise ValidationError(str(error), code="invalid") from error
        return int(number) if self.places == 0 else number

    def read(self, text: str) -> Decimal:
        return read_number(text, places=self.places)

    def validate(self, value: Any) -> None:
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        if self.lowest is not None and value < self.lowest:
            raise ValidationError(f"Số này không được nhỏ hơn {write_number(self.lowest)}.")
        if self.highest is not None and value > self.highest:
            raise ValidationError(f"Số này không được lớn hơn {write_number(self.highest)}.")
        if not fits(Decimal(value)):
            raise ValidationError("Số quá dài: nhiều nhất 15 chữ số.")

    def run_validators(self, value: Any) -> None:
        return None


class VndField(NumberField):
    """A value in đồng, not negative; gives int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, lowest=0, highest=10**15 - 1, **kwargs)
        self.widget.attrs["data-echo"] = "VND"

    def read(self, text: str) -> Decimal:
        """Also with the unit written out, "4 tỷ đồng"; another currency is refused by name."""
        number, currency = read_amount(text, "VND")
        if currency not in (None, "VND"):
            raise UnreadableNumber(f"Ô này tính bằng đồng, không phải {currency}. Ghi lại bằng đồng.")
        return number


class PercentField(NumberField):
    """A share in per cent with at most two decimals, above 0, at most 100; gives Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=2, lowest=0, highest=100, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value == 0:
            raise ValidationError("Tỷ lệ phải lớn hơn 0; bỏ dòng này nếu không có phần nào.")


class Options:
    """The rows a form offers for one kind of record, loaded once a request and shared by all rows of
    all parts of the form. Names and codes are matched without regard to marks and case."""

    def __init__(self) -> None:
        self._loaded: dict[Any, list[tuple[Any, str, Any]]] = {}

    def of(self, field: "PickField") -> list[tuple[Any, str, Any]]:
        """(row, label, folded label) of each row the field offers."""
        key = (field.queryset.model, field.list_name)
        if key not in self._loaded:
            self._loaded[key] = [(row, field.label_of(row), fold(field.label_of(row))) for row in field.queryset.all()]
        return self._loaded[key]


class YearField(NumberField):
    """A calendar year, written without a dot; gives int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lowest=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value <= LAST_YEAR:
            raise ValidationError(NOT_A_YEAR)


class PickWidget(forms.TextInput):
    """A text box with suggestions; the list itself is printed once a page (ui/datalists.html)."""

    def __init__(self, list_name: str) -> None:
        super().__init__(attrs={"list": f"dl-{list_name}", "autocomplete": "off"})


class PickField(forms.CharField):
    """Choose a record by typing its name (or code): exact label, else the one row whose folded label
    starts with or holds what was typed, else (where the register keeps them) the one with exactly that other
    name. Several or none: a sentence, never a guess."""

    def __init__(
        self, *, queryset: QuerySet[Any], list_name: str, label_of: Callable[[Any], str] = str, **kwargs: Any
    ) -> None:
        self.queryset, self.list_name, self.label_of = queryset, list_name, label_of
        self.options = Options()
        self._kept: tuple[str, Any] = ("", None)
        super().__init__(widget=PickWidget(list_name), **kwargs)

    def keep(self, value: Any) -> None:
        """Let the stored row (or its id) stand although it is no longer offered, archived since."""
        self._kept = (self.prepare_value(value) or "", value)

    def _kept_row(self) -> Any:
        value = self._kept[1]
        return value if isinstance(value, Model) else self.queryset.model._base_manager.get(pk=value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Model):
            return self.label_of(value)
        if isinstance(value, int):
            row = next((row for row, _, _ in self.options.of(self) if row.pk == value), None)
            row = row or self.queryset.model._base_manager.filter(pk=value).first()
            return self.label_of(row) if row is not None else ""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Model):
            return value
        readable(value)
        text = tidy(str(value))
        if text and text == self._kept[0]:
            return self._kept_row()
        return self._find(text) if text else None

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        return None

    def _find(self, text: str) -> Any:
        for matches in self._matches(text):
            if len(matches) == 1:
                return matches[0]
            if matches:
                names = "; ".join(f"“{self.label_of(row)}”" for row in matches[:3])
                raise ValidationError(
                    f"“{text}” khớp {len(matches)} mục: {names}. Gõ đủ tên hoặc chọn trong danh sách."
                )
        raise ValidationError(NONE_MATCHES.format(text=text))

    def _matches(self, text: str) -> Iterator[list[Any]]:
        """What the text may mean, the surest reading first; the database is asked only when no label matches."""
        options = self.options.of(self)
        wanted = fold(text)
        yield [row for row, label, _ in options if label == text]
        yield [row for row, _, folded in options if folded == wanted]
        yield [row for row, _, folded in options if folded.startswith(wanted)]
        yield [row for row, _, folded in options if wanted in folded]
        called = getattr(self.queryset, "called", None)
        yield list(called(text)[:MOST_CALLED]) if called is not None else []

    def datalist(self) -> SafeString:
        """The suggestions, to be printed once a page."""
        labels = ((label,) for _, label, _ in self.options.of(self))
        options = format_html_join("", '<option value="{}"></option>', labels)
        return format_html('<datalist id="dl-{}">{}</datalist>', self.list_name, options)
