"""A target card as the page prints it: state, big number, meter, sentences, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

from django.utils.safestring import SafeString

from config.kit.numbers import write_number, write_percent, write_scaled_vnd, write_usd
from reports.choices import TargetKind
from reports.facts import Facts, Unconverted
from reports.measures import Unit, figure, year_within
from reports.money_measures import SIDES
from reports.render import charts
from reports.render.card_sentences import amount, sentences
from reports.render.words import short_usd_beside
from reports.scorecards import Card
from reports.targets import State, YearState

NO_NUMBER = "Chưa đặt con số"

LOOKS = {
    State.MET: ("ok", "check"),
    State.ON_COURSE: ("ok", "up"),
    State.BEHIND: ("warn", "down"),
    State.NOT_YET: ("live", "half"),
    State.NOT_MET: ("bad", "bad"),
    State.NO_GOAL: ("live", "half"),
    State.NO_DATA: ("", "dot"),
}
YEAR_LOOKS = {
    YearState.MET: ("ok", "check", "full"),
    YearState.MISSED: ("bad", "bad", "track"),
    YearState.PENDING: ("", "clock", "future"),
    YearState.TO_COME: ("later", "clock", "future"),
    YearState.NO_GOAL: ("", "dot", "full"),
}


@dataclass(frozen=True)
class Linked:
    """Words that open rows."""

    text: str
    url: str


@dataclass(frozen=True)
class CardView:
    """A card ready to print. `url` opens the rows of the big number; it is empty before the term."""

    title: str
    words: str
    tone: str
    icon: str
    big: str
    big_unit: str
    url: str
    meter: SafeString
    pair: tuple[str, str]
    sentences: tuple[str, ...]
    missing: tuple[Linked, ...]


def card_view(card: Card, facts: Facts, as_of: date) -> CardView:
    """The view of one card by its kind."""
    has_begun = as_of >= facts.term.start
    big, unit = _big(card, facts)
    state = card.years.state if card.years is not None else card.progress.state
    tone, icon = LOOKS[state]
    no_goal = (f"{card.words}.",) if state is State.NO_GOAL else ()
    return CardView(
        title=card.label,
        words=NO_NUMBER if state is State.NO_GOAL else card.words,
        tone=tone,
        icon=icon,
        big=big,
        big_unit=unit,
        url=card.figure.rows(facts.period) if has_begun else "",
        meter=_meter(card, facts),
        pair=_pair(card, facts),
        sentences=(*sentences(card, facts, as_of), *no_goal) if has_begun else ("Nhiệm kỳ chưa bắt đầu.",),
        missing=tuple(_missing(card, facts)) if has_begun else (),
    )


def _big(card: Card, facts: Facts) -> tuple[str, str]:
    if card.years is not None and card.years.state is not State.NO_GOAL:
        met = sum(1 for _, _, state in card.years.years if state is YearState.MET)
        begun = sum(1 for _, _, state in card.years.years if state is not YearState.TO_COME)
        return f"{met}/{begun}", "năm có lớp" if card.figure.unit is Unit.CLASSES else "năm đạt mức"
    if card.kind is TargetKind.PARTNERS:
        countries = len({line.country for line in facts.partners.established})
        return write_number(card.actual or 0), f"tổ chức mới, {countries} nước"
    if card.figure.unit is Unit.USD:
        return short_usd_beside(card.actual or 0, card.goal)
    if card.figure.unit is Unit.VND:
        number, _, unit = write_scaled_vnd(card.actual or 0).partition(" ")
        return number, unit
    return write_number(card.actual or 0), str(card.figure.unit)


def _field(held: int, state: YearState) -> str:
    """How the field of a year is filled; without a goal, by whether anything was held."""
    return "track" if state is YearState.NO_GOAL and not held else YEAR_LOOKS[state][2]


def _meter(card: Card, facts: Facts) -> SafeString:
    if card.years is not None:
        fields = [(str(year), _field(held, state)) for year, held, state in card.years.years]
        said = "; ".join(f"năm {year}: {state}" for year, _, state in card.years.years)
        return charts.years_meter(fields, said)
    if card.kind is TargetKind.PARTNERS and card.goal is None:
        names = list(dict.fromkeys(line.country for line in facts.partners.established))
        return charts.dots_meter(names, f"Nước có đối tác mới: {', '.join(names)}") if names else SafeString("")
    percent, pace = card.progress.percent, card.progress.pace
    if percent is None or pace is None:
        return SafeString("")
    return charts.meter(percent, pace, is_over=card.progress.is_over)


def _pair(card: Card, facts: Facts) -> tuple[str, str]:
    """The two ends of the line under the meter: what was reached, what was aimed at."""
    goal = f"chỉ tiêu {card.goal_text.removesuffix(' USD')}" if card.goal_text else ""
    if card.years is not None:
        held = amount(card.actual or 0, card.figure.unit)
        if card.figure.unit is not Unit.CLASSES:
            return held, goal
        return held, amount(figure("trainees_by_year").total(facts), Unit.TRAINEES)
    if card.kind is TargetKind.PARTNERS and card.goal is None:
        return f"{len(facts.partners.new_countries)} nước mới", goal
    return (f"Đạt {write_percent(card.progress.percent)}" if card.progress.percent is not None else ""), goal


# What is missing --------------------------------------------------------------


def _missing(card: Card, facts: Facts) -> list[Linked]:
    name = card.figure.key.partition("_")[0]
    if name in SIDES:
        return _missing_money(name, facts)
    if card.years is not None:
        lack = "chưa ghi nhận lớp" if card.figure.unit is Unit.CLASSES else "chưa đủ mức"
        return [
            Linked(f"Năm {year}: {lack}", card.figure.rows(year_within(facts.term, year))) for year in card.years.missed
        ]
    return []


def _missing_money(name: str, facts: Facts) -> list[Linked]:
    """Rows the sum lacks, and the estimates it holds."""
    side = facts.committed if name == "committed" else facts.disbursed
    found = []
    if side.unconverted:
        text = f"{len(side.unconverted)} dòng chưa quy đổi ({_amounts(side.unconverted)})"
        found.append(Linked(text, figure(f"{name}_unconverted_rows").rows(facts.period)))
    if name == "committed" and facts.completeness.without_commitment:
        text = f"{facts.completeness.without_commitment} khoản viện trợ thiếu cam kết"
        found.append(Linked(text, figure("projects_without_commitment").rows(facts.period)))
    if name == "disbursed":
        silent = [part for part in figure("projects_without_figures").parts(facts) if part.value]
        for part, words in zip(silent, chain(["khoản viện trợ chưa có số liệu"], repeat("khoản năm")), strict=False):
            found.append(Linked(f"{write_number(part.value)} {words} {part.label}", part.url))
    if rows := figure(f"{name}_estimate_rows").total(facts):
        cents = figure(f"{name}_estimate_usd").total(facts)
        text = f"Trong đó {write_usd(cents)} USD là số ước ({rows} dòng)"
        found.append(Linked(text, figure(f"{name}_estimate_rows").rows(facts.period)))
    return found


def _amounts(rows: Sequence[Unconverted]) -> str:
    """The amounts of unconverted rows in their own currency, the first three."""
    said: list[Any] = [f"{write_number(row.amount.normalize())} {row.currency}" for row in rows[:3]]
    return "; ".join([*said, "…"] if len(rows) > 3 else said)
