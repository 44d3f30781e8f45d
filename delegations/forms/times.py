"""Hours as officers write them: 8h30, 8:30, 8 giờ 30, 0830, 14h, 2h chiều; "cả ngày" for a line without hours."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.kit.fields import readable
from config.kit.text import fold, tidy

UNREADABLE = "Không đọc được giờ “{text}”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày."
NO_SUCH_TIME = "Không có giờ “{text}”. Giờ từ 0 đến 23, phút từ 00 đến 59."
TWO_TIMES = "“{text}” là hai mốc giờ. Ghi giờ bắt đầu và giờ kết thúc vào hai ô riêng."
MIDNIGHT = "Ghi 23h59 nếu kéo dài đến hết ngày; phần sau nửa đêm ghi thành mục của ngày hôm sau."
WHOLE_DAY = frozenset({"ca ngay", "ca buoi", "-", "–"})

_HOURS = re.compile(r"(\d{1,2}) ?(?:h|g|gio|:|\.) ?(\d{2})?(?: ?(?:p|ph|phut))?(?::\d{2})?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})?")
_HALF = re.compile(r"(\d{1,2}) ?(?:h|g|gio) ?ruoi")
_PART_OF_DAY = re.compile(r" ?(sang|trua|chieu|toi|dem|am|pm)$")
# From which hour on a word moves the hour past noon: "1h trưa" is 13:00, "10h đêm" 22:00, "2h đêm" stays.
PAST_NOON = {"trua": range(1, 5), "chieu": range(1, 12), "toi": range(1, 12), "pm": range(1, 12), "dem": range(6, 12)}


class UnreadableTime(ValueError):
    """What was written is no hour of a day; the message says what to write."""


def read_time(text: str) -> time | None:
    """The hour meant, to the minute; None for nothing and for "cả ngày". Raises UnreadableTime."""
    shown = tidy(text)
    plain = fold(shown)
    if not plain or plain in WHOLE_DAY:
        return None
    plain, word = _without_part_of_day(plain)
    found = _parts(plain)
    if found is None:
        raise UnreadableTime((TWO_TIMES if _is_range(plain) else UNREADABLE).format(text=shown[:40]))
    hour, minute = found
    if (hour, minute) == (24, 0) or (hour == 12 and word == "dem"):
        raise UnreadableTime(MIDNIGHT)
    if hour > 23 or minute > 59:
        raise UnreadableTime(NO_SUCH_TIME.format(text=shown[:40]))
    return time(hour + 12 if hour in PAST_NOON.get(word, ()) else hour, minute)


def read_span(text: str) -> tuple[str, str]:
    """ "8h30 - 10h00" as its two texts, neither read yet; a single hour leaves the second empty."""
    first, *rest = re.split(r" ?(?:-|–|—|đến) ?", tidy(text), maxsplit=1)
    return first, rest[0] if rest else ""


def write_time(value: time | None) -> str:
    """ "08:30"; nothing for no hour."""
    return f"{value:%H:%M}" if value is not None else ""


def _without_part_of_day(plain: str) -> tuple[str, str]:
    """The text without "sáng", "chiều"…, and that word."""
    found = _PART_OF_DAY.search(plain)
    return (plain[: found.start()], found[1]) if found else (plain, "")


def _parts(plain: str) -> tuple[int, int] | None:
    if found := _HALF.fullmatch(plain):
        return int(found[1]), 30
    found = _HOURS.fullmatch(plain) or _DIGITS.fullmatch(plain)
    return (int(found[1]), int(found[2] or 0)) if found else None


def _is_range(plain: str) -> bool:
    first, second = read_span(plain.replace(" den ", "-"))
    return bool(second) and _parts(first) is not None and _parts(second) is not None


class TimeField(forms.CharField):
    """An hour of the day, in all the ways people write one; gives a time, or None for the whole day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return write_time(value) if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, time):
            return value
        readable(value)
        try:
            return read_time(str(value))
        except UnreadableTime as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        return None
