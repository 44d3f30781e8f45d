"""The sentences of the dashboard: what stands out, and what is missing. Its drawings and tables are exhibits."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from config.kit.money import percent
from config.kit.numbers import write_number, write_percent, write_usd
from reports import addresses
from reports.facts import Facts
from reports.measures import figure
from reports.render.card_views import Linked
from reports.render.words import said_usd, small_count
from reports.scorecards import Card
from reports.targets import State

NAMES = {"committed": "Cam kết", "disbursed": "Giải ngân"}


# What stands out ----------------------------------------------------------------


def lead_parts(cards: Sequence[Card]) -> list[tuple[str, str]]:
    """The first sentence: how many targets stand how, as pairs (count in words, state in words)."""
    groups: dict[str, int] = {}
    for card in cards:
        state = card.years.state if card.years is not None else card.progress.state
        words = "chưa đặt con số" if state is State.NO_GOAL else card.words.lower()
        groups[words] = groups.get(words, 0) + 1
    return [(small_count(count), words) for words, count in groups.items()]


def attention(cards: Sequence[Card], as_of: date) -> str:
    """What to look at first: the money that lags behind the pace."""
    late = []
    for card in cards:
        if card.progress.state is State.BEHIND and card.course is not None and card.figure.unit == "USD":
            due = card.course.expected(as_of)
            word = NAMES[card.figure.key.partition("_")[0]].lower()
            late.append(f"{word} còn thiếu {said_usd(due - (card.actual or 0))} so với nhịp")
    return f"Cần chú ý: {'; '.join(late)}." if late else ""


# What is missing ------------------------------------------------------------------

MISSING = (
    ("committed_unconverted_rows", "dòng cam kết chưa quy đổi, không nằm trong tổng"),
    ("disbursed_unconverted_rows", "dòng giải ngân chưa quy đổi, không nằm trong tổng"),
    ("committed_estimate_rows", "dòng cam kết là số ước"),
    ("disbursed_estimate_rows", "dòng giải ngân là số ước"),
    ("committed_year_only_rows", "dòng cam kết chỉ biết năm, tính vào năm đó"),
    ("disbursed_year_only_rows", "dòng giải ngân chỉ biết năm, tính vào năm đó"),
    ("projects_without_commitment", "khoản viện trợ thiếu cam kết"),
)
CUT = (
    ("committed_cut_rows", "dòng cam kết"),
    ("disbursed_cut_rows", "dòng giải ngân"),
)


def missing_lines(facts: Facts) -> list[Linked]:
    """What the figures hold only roughly or not at all, each with its rows."""
    lines = []
    for key, words in MISSING:
        one = figure(key)
        if count := one.total(facts):
            estimate = figure(key.replace("_rows", "_usd")) if "estimate" in key else None
            value = f": {write_usd(estimate.total(facts))} USD" if estimate else ""
            lines.append(Linked(f"{write_number(count)} {words}{value}", one.rows(facts.period)))
    for key, words in CUT:
        if count := figure(key).total(facts):
            text = f"{write_number(count)} {words} chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang"
            lines.append(Linked(text, figure(key).rows(facts.period)))
    return lines + _rough_lines(facts)


def completeness_line(facts: Facts) -> Linked | None:
    """How many projects hold all that their stage wants, with its share; None without any project."""
    found = facts.completeness
    if not found.counted:
        return None
    share = write_percent(percent(found.complete, found.counted))
    counts = f"{write_number(found.complete)}/{write_number(found.counted)}"
    text = f"{counts} khoản viện trợ đủ thông tin của giai đoạn ({share})"
    rest = f"; {write_number(found.incomplete)} khoản còn thiếu" if found.incomplete else ""
    return Linked(f"{text}{rest}", figure("projects_incomplete").rows(facts.period))


def _rough_lines(facts: Facts) -> list[Linked]:
    wanted: Sequence[tuple[int, str, Any]] = (
        (facts.rough_training, "lớp tập huấn", addresses.training_classes),
        (facts.rough_delegations, "đoàn", addresses.delegations),
    )
    return [
        Linked(
            f"{write_number(count)} {word} chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang", rows(facts.period)
        )
        for count, word, rows in wanted
        if count
    ]
