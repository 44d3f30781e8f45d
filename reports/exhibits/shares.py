"""How the money of one side divides: a bar for each sector, district, country, giver, owner, modality, form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from config.kit.money import percent
from config.kit.numbers import write_percent
from config.kit.tables import Column
from config.kit.text import lower_first, upper_first
from reports.exhibits.exhibit import Builder, Exhibit, Seen
from reports.exhibits.money import NEGATIVE, has_rows, lacks
from reports.exhibits.words import FEW, joined, leaders
from reports.measures import CATALOGUE, Part
from reports.render.bar_charts import Bar, bars
from reports.render.words import in_cell, said_usd, small_count

MOST = 12


@dataclass(frozen=True)
class Division:
    """A way to divide: its heading, one part of it, and how many bars are drawn before the rest is one."""

    heading: str
    noun: str
    drawn: int = MOST


DIVISIONS = {
    "sector": Division("Theo lĩnh vực", "lĩnh vực"),
    "district": Division("Theo địa bàn", "địa bàn"),
    "country": Division("Theo nước của bên tài trợ", "nước"),
    "ngo": Division("Theo bên tài trợ", "bên tài trợ", 10),
    "owner": Division("Theo chủ khoản viện trợ", "chủ khoản viện trợ", 10),
    "modality": Division("Theo hình thức viện trợ", "hình thức viện trợ"),
    "form": Division("Theo tiền, hiện vật, chuyên gia", "cách viện trợ"),
}


def division(key: str, seen: Seen) -> Exhibit | None:
    """One side of the ledger, divided; its total is the card's."""
    figures = CATALOGUE.get(f"{seen.measure}_usd_by_{key}")
    if figures is None or not has_rows(seen.facts, seen.measure):
        return None
    one, whole = DIVISIONS[key], CATALOGUE[f"{seen.measure}_usd"]
    parts, total = figures.parts(seen.facts), whole.total(seen.facts)
    finding = share_finding(parts, total, one.noun, seen)
    return Exhibit(
        key=key,
        heading=f"{upper_first(seen.word)} {lower_first(one.heading)}",
        finding=finding,
        drawing=bars(
            drawn(parts, total, one),
            name=key,
            unit="triệu USD (tỷ trọng)",
            title=finding,
            description=_in_words(parts, total),
        ),
        columns=[
            Column("name", upper_first(one.noun), lambda part: part.label),
            Column(
                "value", f"{upper_first(seen.word)} (USD)", lambda part: part.value, "usd", url=lambda part: part.url
            ),
            Column("share", "Tỷ trọng", lambda part: share(part.value, total), "percent"),
        ],
        items=parts,
        totals={"value": total, "share": share(total, total)},
        address=lambda part: part.url,
        total_address=whole.rows(seen.facts.period),
        note=f"{figures.definition} {lacks(seen.facts, seen.measure)}".strip(),
    )


DIVIDED: dict[str, Builder] = {key: partial(division, key) for key in DIVISIONS}
"""An exhibit for each way to divide, in the order of the dashboard."""


def share(value: int, total: int) -> Decimal | None:
    """A part in per cent of the whole; none where the whole is nothing or, after refunds, less than nothing."""
    return percent(value, total) if total > 0 else None


# The finding ------------------------------------------------------------------


def share_finding(parts: Sequence[Part], total: int, noun: str, seen: Seen) -> str:
    """Which named part is the largest, and what no name holds."""
    if total < 0:
        return f"Tổng {seen.word} {said_usd(total)}: {NEGATIVE[seen.measure]}, nên không có tỷ trọng."
    named = [part for part in parts if not part.is_rest and part.value > 0]
    if not named:
        unknown = any(part.is_rest and part.value for part in parts)
        return f"{said_usd(total)} {seen.word} đều chưa rõ {noun}." if unknown else f"Tổng {seen.word} bằng 0."
    return f"{_leading(named, total, noun, seen)}{_without_name(parts, total, noun)}."


def _leading(named: Sequence[Part], total: int, noun: str, seen: Seen) -> str:
    best, amount = leaders(named), _amount(named[0].value, total, named)
    if len(named) == 1 and best[0].value == total:
        return f"Toàn bộ {seen.word} {said_usd(total)} thuộc một {noun}: {best[0].label}"
    if len(best) == 1:
        return f"{best[0].label} nhiều nhất: {amount}{_first_few(named, total, noun)}"
    if len(best) > FEW:
        return f"{upper_first(small_count(len(best)))} {noun} cùng nhiều nhất, mỗi {noun} {amount}"
    return f"{joined([part.label for part in best])} cùng nhiều nhất, mỗi {noun} {amount}"


def _amount(value: int, total: int, named: Sequence[Part]) -> str:
    """The value with its share; a share above the whole, where refunds pull others below zero, says nothing."""
    part = share(value, total)
    is_plain = part is not None and sum(one.value for one in named) <= total
    return f"{said_usd(value)}, {write_percent(part)}" if is_plain else said_usd(value)


def _first_few(named: Sequence[Part], total: int, noun: str) -> str:
    """What the first three hold together, where there are more of them."""
    if len(named) <= FEW or sum(part.value for part in named) > total:
        return ""
    held = sum(part.value for part in named[:FEW])
    return f"; {small_count(FEW)} {noun} đầu chiếm {write_percent(share(held, total))}"


def _without_name(parts: Sequence[Part], total: int, noun: str) -> str:
    """What no single name holds, and how many parts refunds or decreases leave below zero."""
    rest = [part for part in parts if part.is_rest and part.value]
    said = [f"“{part.label}” {_amount(part.value, total, rest)}" for part in rest]
    below = [part for part in parts if part.value < 0 and not part.is_rest]
    if below:
        said.append(f"{small_count(len(below))} {noun} âm")
    return f"; {'; '.join(said)}" if said else ""


# The drawing ------------------------------------------------------------------


def drawn(parts: Sequence[Part], total: int, one: Division) -> list[Bar]:
    """The first parts as bars, the others together as one; what no name holds comes last."""
    named = [part for part in parts if not part.is_rest]
    shown = named if len(named) <= one.drawn + 1 else named[: one.drawn]
    lines = [_bar(part.label, part.value, total) for part in shown]
    if len(shown) < len(named):
        others = named[one.drawn :]
        value = sum(part.value for part in others)
        lines.append(_bar(f"{len(others)} {one.noun} khác", value, total, is_rest=True))
    return lines + [_bar(part.label, part.value, total, is_rest=True) for part in parts if part.is_rest]


def _bar(name: str, value: int, total: int, *, is_rest: bool = False) -> Bar:
    part = share(value, total)
    return Bar(name, value, in_cell(value) + (f" ({write_percent(part)})" if part is not None else ""), is_rest)


def _in_words(parts: Sequence[Part], total: int) -> str:
    said = [f"{part.label} {said_usd(part.value)}" for part in parts[: MOST + 1]]
    more = f"; và {len(parts) - len(said)} dòng khác" if len(parts) > len(said) else ""
    return f"{'; '.join(said)}{more}. Tổng {said_usd(total)}."
