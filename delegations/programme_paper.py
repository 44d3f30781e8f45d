"""The working programme as it is printed: in Vietnamese, in English, or both side by side. Pure.

What nobody wrote in English stands in Vietnamese with a mark, and a note under the table says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from config.kit.days import partial_en, weekday_and_day, weekday_and_day_en
from config.kit.numbers import write_number
from config.kit.scripts import LEFT_OUT
from config.kit.text import fold
from delegations.programme import hours_of

LANGUAGES = ("vi", "en", "both")
QUALIFIERS_EN = {"": "", "hơn": "more than ", "trên": "more than ", "khoảng": "about ", "gần": "nearly "}
CARE = (("in_charge", "", ""), ("vehicle", "Xe", "Vehicle"), ("interpreter", "Phiên dịch", "Interpreter"))


@dataclass(frozen=True)
class Pair:
    """One thing in both languages; `is_marked` when the English one is the Vietnamese again, or a part of it is."""

    text: str
    text_en: str
    is_marked: bool = False


@dataclass(frozen=True)
class Fact:
    """A line of the head: its label and its value, each in both languages."""

    label: str
    label_en: str
    value: Pair


@dataclass(frozen=True)
class Care:
    """Who or what looks after a line; the label is empty for the person in charge."""

    label: str
    label_en: str
    text: str


@dataclass(frozen=True)
class Line:
    hours: Pair
    content: Pair
    place: Pair
    who: str
    cares: Sequence[Care]


@dataclass(frozen=True)
class Day:
    heading: Pair
    lines: Sequence[Line]


@dataclass(frozen=True)
class ProgrammePaper:
    """All that is printed. `language` is one of LANGUAGES; `has_marks` and `lacks_letters` ask for their notes."""

    language: str
    host: Pair
    name: Pair
    stay: Pair
    facts: Sequence[Fact]
    days: Sequence[Day]
    has_marks: bool
    lacks_letters: bool
    is_demonstration: bool

    @property
    def has_vietnamese(self) -> bool:
        return self.language != "en"

    @property
    def has_english(self) -> bool:
        return self.language != "vi"


class _Words:
    """Puts texts on paper, and remembers whether one was left in Vietnamese or could not be printed whole."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        self.spell, self.has_marks, self.lacks_letters = spell, False, False

    def one(self, text: str) -> str:
        spelt = self.spell(text)
        self.lacks_letters |= LEFT_OUT in spelt and LEFT_OUT not in text
        return spelt

    def pair(self, text: str, text_en: str) -> Pair:
        is_marked = bool(text) and not text_en
        self.has_marks |= is_marked
        return Pair(self.one(text), self.one(text_en or text), is_marked)


def programme_paper(
    delegation: Any,
    items: Sequence[Any],
    *,
    language: str,
    host: tuple[str, str],
    is_demonstration: bool = False,
    spell: Callable[[str], str] = str,
) -> ProgrammePaper:
    """`delegation` is loaded with its countries, `items` are in order; `host` names the hosting body in both
    languages; `spell` replaces what the machine's fonts cannot print."""
    words = _Words(spell)
    facts, days = _facts(delegation, words), _days(items, words)
    has_marks = words.has_marks
    name, hosting = words.pair(delegation.name, ""), words.pair(*host)
    return ProgrammePaper(
        language=language,
        host=hosting,
        name=name,
        stay=_stay(delegation),
        facts=facts,
        days=days,
        # Side by side the head is not said twice; in English alone the name of the delegation is always marked.
        has_marks=language == "en" or (language == "both" and has_marks),
        lacks_letters=words.lacks_letters,
        is_demonstration=is_demonstration,
    )


def _stay(delegation: Any) -> Pair:
    arrival, departure = delegation.arrival, delegation.departure
    if departure is None or departure == arrival:
        return Pair(str(arrival), partial_en(arrival))
    return Pair(f"{arrival} – {departure}", f"{partial_en(arrival)} – {partial_en(departure)}")


def _facts(delegation: Any, words: _Words) -> list[Fact]:
    countries = [row.country for row in delegation.countries.all()]
    count = "" if delegation.headcount is None else write_number(delegation.headcount)
    head = words.one(", ".join(part for part in (delegation.head_name, delegation.head_title) if part))
    facts = (
        Fact("Nước", "Country", _all_of([(country.name, country.name_en) for country in countries])),
        Fact("Tổ chức cử đoàn", "Organisation", _same(words.one(delegation.organisations))),
        Fact("Trưởng đoàn", "Head of delegation", _same(head)),
        Fact("Số người", "Members", _headcount(count, delegation.headcount_qualifier)),
        Fact("Lãnh đạo tiếp đoàn", "Received by", _same(words.one(delegation.host_leader))),
    )
    return [fact for fact in facts if fact.value.text]


def _all_of(names: Sequence[tuple[str, str]]) -> Pair:
    return Pair(", ".join(name for name, _ in names), ", ".join(name_en or name for name, name_en in names))


def _same(text: str) -> Pair:
    """Names and titles have one form, that of the papers they come from."""
    return Pair(text, text)


def _headcount(count: str, qualifier: str) -> Pair:
    return Pair(f"{qualifier} {count}".strip(), f"{QUALIFIERS_EN.get(qualifier, '')}{count}" if count else "")


def _days(items: Sequence[Any], words: _Words) -> list[Day]:
    return [
        Day(Pair(weekday_and_day(day), weekday_and_day_en(day)), [_line(item, words) for item in lines])
        for day, lines in groupby(items, key=lambda item: item.day)
    ]


def _line(item: Any, words: _Words) -> Line:
    hours = hours_of(item)
    return Line(
        hours=Pair(hours, hours if item.starts_at else "all day"),
        content=words.pair(item.content, item.content_en),
        place=words.pair(item.place, item.place_en),
        who=words.one(item.counterpart),
        cares=_cares(item, words),
    )


def _cares(item: Any, words: _Words) -> list[Care]:
    """ "Xe 29 chỗ" says itself that it is a car and needs no label."""
    return [
        Care("" if fold(text).startswith(fold(label)) else label, label_en, words.one(text))
        for name, label, label_en in CARE
        if (text := getattr(item, name))
    ]
