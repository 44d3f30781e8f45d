"""A target card as the page prints it: state, big number, meter, sentences, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from config.kit.money import ratio
from config.kit.numbers import leading_zero, write_number, write_percent, write_usd
from reports import addresses
from reports.choices import TargetKind
from reports.facts import Facts, Unconverted
from reports.measures import Unit, figure, year_within
from reports.money_measures import SIDES
from reports.render import charts
from reports.render.words import said_usd, said_vnd, short_usd, time_left
from reports.scorecards import Card
from reports.targets import State, YearsProgress, YearState

NO_NUMBER = "Chưa đặt con số"

LOOKS = {
    State.MET: ("ok", "check"),
    State.ON_COURSE: ("ok", "up"),
    State.BEHIND: ("warn", "down"),
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
        sentences=(*_sentences(card, facts, as_of), *no_goal) if has_begun else ("Nhiệm kỳ chưa bắt đầu.",),
        missing=tuple(_missing(card, facts)) if has_begun else (),
    )


def _big(card: Card, facts: Facts) -> tuple[str, str]:
    if card.years is not None and card.years.state is not State.NO_GOAL:
        met = sum(1 for _, _, state in card.years.years if state is YearState.MET)
        begun = sum(1 for _, _, state in card.years.years if state is not YearState.TO_COME)
        return f"{met}/{begun}", "năm có lớp"
    if card.kind is TargetKind.PARTNERS:
        countries = len({line.country for line in facts.partners.established})
        return write_number(card.actual or 0), f"tổ chức mới, {countries} nước"
    if card.figure.unit is Unit.USD:
        return short_usd(card.actual or 0)
    return write_number(card.actual or 0), str(card.figure.unit)


def _meter(card: Card, facts: Facts) -> SafeString:
    if card.years is not None:
        fields = [(str(year), YEAR_LOOKS[state][2]) for year, _, state in card.years.years]
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
        trainees = figure("trainees_by_year").total(facts)
        return f"{write_number(card.actual or 0)} lớp", f"{write_number(trainees)} học viên"
    if card.kind is TargetKind.PARTNERS and card.goal is None:
        return f"{len(facts.partners.new_countries)} nước mới", goal
    return (f"Đạt {write_percent(card.progress.percent)}" if card.progress.percent is not None else ""), goal


# Sentences --------------------------------------------------------------------


def _sentences(card: Card, facts: Facts, as_of: date) -> list[str]:
    if card.years is not None:
        return _year_sentences(card, card.years)
    if card.kind is TargetKind.PARTNERS:
        return _partner_sentences(facts)
    if card.actual is None:
        return ["Chưa có dòng nào trong kỳ."]
    exact = [_exact(card, facts)] if card.figure.unit is Unit.USD else []
    return [*exact, *_pace_sentences(card, facts, as_of)]


def _exact(card: Card, facts: Facts) -> str:
    vnd = figure(card.figure.key.replace("usd", "vnd")).total(facts)
    return f"{write_usd(card.actual or 0)} USD, tương đương {said_vnd(vnd)}."


def _pace_sentences(card: Card, facts: Facts, as_of: date) -> list[str]:
    """How far from the pace, and what is still to come."""
    if card.goal is None or card.actual is None:
        return []
    if card.progress.state in (State.MET, State.NOT_MET):
        return [_outcome(card, facts, as_of)]
    if not card.progress.percent or card.progress.pace is None:
        return [_still(card, facts, as_of)]
    away = card.progress.percent - card.progress.pace
    due = int(ratio(card.goal * int(facts.term.elapsed(as_of) * 10**6), 10**6, 0))
    word = "Nhanh hơn nhịp" if away >= 0 else "Chậm hơn nhịp"
    gap = _amount(abs(card.actual - due), card)
    return [f"{word} {write_number(abs(away), 1)} điểm phần trăm, tức {gap}. {_still(card, facts, as_of)}"]


def _outcome(card: Card, facts: Facts, as_of: date) -> str:
    over = (card.actual or 0) - (card.goal or 0)
    if card.progress.state is State.MET:
        ahead = "" if card.progress.is_over else f" trước {time_left(as_of, facts.term.end)}"
        return f"Vượt chỉ tiêu {_amount(over, card)}{ahead}." if over > 0 else f"Đạt chỉ tiêu{ahead}."
    return f"Kết thúc nhiệm kỳ còn thiếu {_amount(-over, card)}." if over < 0 else "Bằng mức đặt ra nhưng chưa vượt."


def _still(card: Card, facts: Facts, as_of: date) -> str:
    still = (card.goal or 0) - (card.actual or 0)
    more = "trên " if card.comparison == "more_than" else ""
    return f"Còn {time_left(as_of, facts.term.end)}, cần thêm {more}{_amount(still, card)}."


def _amount(value: int, card: Card) -> str:
    return said_usd(value) if card.figure.unit is Unit.USD else f"{write_number(value)} {card.figure.unit}"


def _year_sentences(card: Card, years: YearsProgress) -> list[str]:
    if years.missed:
        empty = {year for year, held, _ in years.years if held == 0}
        missed = ", ".join(str(year) for year in years.missed)
        lack = "không có lớp nào" if set(years.missed) <= empty else "chưa đủ số lớp"
        return [f"Năm {missed} {lack}: một năm không đủ là không đạt chỉ tiêu."]
    if years.state is State.MET and years.is_over:
        return [f"Mỗi năm trong nhiệm kỳ đều tổ chức ít nhất {leading_zero(card.goal or 1)} lớp tập huấn."]
    running = [year for year, _, state in years.years if state is YearState.PENDING]
    return [f"Năm {running[0]} chưa đủ số lớp, năm chưa hết."] if running else []


def _partner_sentences(facts: Facts) -> list[str]:
    found = facts.partners
    if not found.established and not found.extended:
        return ["Chưa ghi đối tác Đông Nam Á nào trong nhiệm kỳ."]
    names = f" ({', '.join(found.new_countries)})" if found.new_countries else ""
    return [
        f"Thiết lập mới {len(found.established)}, mở rộng quan hệ {len(found.extended)} tổ chức nhân dân; "
        f"{len(found.new_countries)} nước lần đầu có quan hệ{names}."
    ]


# What is missing --------------------------------------------------------------


def _missing(card: Card, facts: Facts) -> list[Linked]:
    name = card.figure.key.partition("_")[0]
    if name in SIDES:
        return _missing_money(name, facts)
    if card.years is not None:
        return [
            Linked(f"Năm {year}: chưa ghi nhận lớp", addresses.training_classes(year_within(facts.term, year)))
            for year in card.years.missed
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
    if rows := figure(f"{name}_estimate_rows").total(facts):
        cents = figure(f"{name}_estimate_usd").total(facts)
        text = f"Trong đó {write_usd(cents)} USD là số ước ({rows} dòng)"
        found.append(Linked(text, figure(f"{name}_estimate_rows").rows(facts.period)))
    return found


def _amounts(rows: Sequence[Unconverted]) -> str:
    """The amounts of unconverted rows in their own currency, the first three."""
    said: list[Any] = [f"{write_number(row.amount.normalize())} {row.currency}" for row in rows[:3]]
    return "; ".join([*said, "…"] if len(rows) > 3 else said)
