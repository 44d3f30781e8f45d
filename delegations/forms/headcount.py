"""A number of persons as papers give it."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from config.kit.choices import Qualifier
from config.kit.fields import NumberField
from config.kit.numbers import write_number
from config.kit.text import fold, tidy


class Headcount(NamedTuple):
    """A number of persons with what the paper says before it ("khoảng"); "" for an exact one."""

    number: int
    qualifier: str

    def __str__(self) -> str:
        return f"{self.qualifier} {write_number(self.number)}".strip()


class HeadcountField(NumberField):
    """A number of persons as papers give it: "20", "20 người", "khoảng 20"; gives a Headcount.

    A qualifier is one of hơn, trên, khoảng, gần; another word before the number is refused in words.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, lowest=1, highest=100_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Headcount) else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Headcount) or value is None or not str(value).strip():
            return value if isinstance(value, Headcount) else None
        text = tidy(str(value))
        for qualifier in Qualifier.values:
            typed = text[: len(qualifier)]
            if qualifier and fold(typed) == fold(qualifier) and text[len(qualifier) : len(qualifier) + 1] in {"", " "}:
                return self._read(text[len(qualifier) :], qualifier)
        return self._read(text, Qualifier.EXACT)

    def _read(self, text: str, qualifier: str) -> Headcount:
        text = text.strip()
        if fold(text).endswith("nguoi"):
            text = text[: -len("người")].strip()
        number = super().to_python(text)
        if number is None:
            raise ValidationError("Chưa ghi số người, ví dụ “khoảng 20”. Để trống nếu chưa rõ.", code="invalid")
        return Headcount(number, str(qualifier))

    def validate(self, value: Any) -> None:
        super().validate(value.number if isinstance(value, Headcount) else value)
