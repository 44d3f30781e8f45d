"""Money over time: cumulative against the pace of the term, and year by year with its growth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.kit.money import percent
from config.kit.numbers import write_million_usd, write_number, write_percent
from config.kit.periods import Period
from config.kit.tables import Column
from config.kit.text import upper_first
from reports import addresses
from reports.exhibits.exhibit import Exhibit, Seen
from reports.facts import Facts
from reports.measure import growth_by_year
from reports.measures import Part, figure, year_within
from reports.money_measures import SIDES
from reports.render import charts
from reports.render.words import said_usd
from reports.scorecards import Card
from reports.targets import is_reached

NEGATIVE = {"committed": "điều chỉnh giảm nhiều hơn cam kết mới", "disbursed": "hoàn trả nhiều hơn chi"}


def has_rows(facts: Facts, *names: str) -> bool:
    """Whether any of the sides ("committed", "disbursed") has a row in the period."""
    return any(getattr(facts, name).rows for name in names)


# What the sums lack -------------------------------------------------------------


RATE = "Mỗi dòng quy ra USD theo tỷ giá của ngày đó rồi mới cộng."


def lacks(facts: Facts, *names: str) -> str:
    """What the sums hold only roughly or not at all, as a sentence; empty where they lack nothing."""
    unconverted = sum(row.lacks_usd for name in names for row in getattr(facts, name).unconverted)
    counts = (
        (unconverted, "dòng chưa quy đổi ra USD không nằm trong tổng"),
        (_rows(facts, names, "estimate_rows"), "dòng là số ước"),
        (_rows(facts, names, "year_only_rows"), "dòng chỉ biết năm, tính vào năm đó"),
        (_rows(facts, names, "cut_rows"), "dòng chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang"),
    )
    said = "; ".join(f"{write_number(count)} {words}" for count, words in counts if count)
    return f"{said}." if said else ""


def _rows(facts: Facts, names: Sequence[str], key: str) -> int:
    return sum(figure(f"{name}_{key}").total(facts) for name in names)


# Cumulative against the pace ----------------------------------------------------


@dataclass(frozen=True)
class Reached:
    """What was reached by the end of a day, by side, and how far that is from the pace (None without a goal)."""

    day: date
    sums: Mapping[str, int]
    gaps: Mapping[str, int | None]


def cumulative(seen: Seen) -> Exhibit | None:
    """Cumulative committed and disbursed against the pace to their goals, at the end of each year."""
    facts = seen.facts
    if not has_rows(facts, *SIDES):
        return None
    goals = goals_of(seen.cards)
    items = _reached(facts, goals)
    finding = _cumulative_finding(items[-1], goals, facts)
    return Exhibit(
        key="cumulative",
        heading="Lũy kế so với nhịp của nhiệm kỳ",
        finding=finding,
        drawing=_cumulative_drawing(items, goals, facts, finding),
        columns=[
            Column("day", "Đến hết ngày", lambda row: f"{row.day:%d/%m/%Y}"),
            *(column for name in SIDES for column in _side_columns(name, facts, has_pace=bool(goals))),
        ],
        items=items,
        note=f"Số lũy kế đã gồm các năm trước, nên các dòng không cộng với nhau. {RATE} {lacks(facts, *SIDES)}".strip(),
    )


def goals_of(cards: Sequence[Card]) -> dict[str, Card]:
    """The cards of the two sides that have a goal, by side."""
    found = {card.figure.key: card for card in reversed(cards) if card.course is not None}
    return {name: found[f"{name}_usd"] for name in SIDES if f"{name}_usd" in found}


def _reached(facts: Facts, goals: Mapping[str, Card]) -> list[Reached]:
    """The running sums at the end of each year and on the last day counted. Ends of years alone: a row known only by
    its year is certain there."""
    parts = {name: figure(f"{name}_usd_by_year").parts(facts) for name in SIDES}
    found, sums = [], dict.fromkeys(SIDES, 0)
    for place, year in enumerate(facts.period.years()):
        day = year_within(facts.period, year).end
        sums = {name: sums[name] + parts[name][place].value for name in SIDES}
        gaps = {name: _gap(sums[name], goals.get(name), day) for name in SIDES}
        found.append(Reached(day, sums, gaps))
    return found


def _gap(total: int, card: Card | None, day: date) -> int | None:
    return total - card.course.expected(day) if card is not None and card.course is not None else None


def _side_columns(name: str, facts: Facts, *, has_pace: bool) -> list[Column]:
    side, word = SIDES[name]
    start = facts.period.start
    reached = Column(
        name,
        f"{upper_first(word)} lũy kế (USD)",
        lambda row: row.sums[name],
        "usd",
        url=lambda row: addresses.ledger_rows(side, Period.between(start, row.day)),
    )
    return [reached, Column(f"{name}_gap", "So với nhịp (USD)", lambda row: row.gaps[name], "usd")][: 1 + has_pace]


def _cumulative_finding(last: Reached, goals: Mapping[str, Card], facts: Facts) -> str:
    is_over = last.day >= facts.term.end
    said = [
        _stand(name, last, goals.get(name), is_over=is_over) if has_rows(facts, name) else f"chưa có {SIDES[name][1]}"
        for name in SIDES
    ]
    return f"{'Hết nhiệm kỳ' if is_over else f'Đến ngày {last.day:%d/%m/%Y}'}, {'; '.join(said)}."


def _stand(name: str, last: Reached, card: Card | None, *, is_over: bool) -> str:
    """One side in words: against the goal once the term is over, against the pace before."""
    total, said = last.sums[name], f"{SIDES[name][1]} {said_usd(last.sums[name])}"
    if card is None or card.goal is None:
        return said
    if is_over:
        over = total - card.goal
        if over:
            return f"{said}, {'vượt' if over > 0 else 'thiếu'} {said_usd(abs(over))} so với chỉ tiêu"
        return f"{said}, bằng chỉ tiêu{'' if is_reached(total, card.goal, card.comparison) else ' nhưng chưa vượt'}"
    gap = last.gaps[name] or 0
    if gap == 0:
        return f"{said}, đúng nhịp"
    return f"{said}, {'nhanh hơn nhịp' if gap > 0 else 'chậm hơn nhịp'} {said_usd(abs(gap))}"


def _cumulative_drawing(
    items: Sequence[Reached], goals: Mapping[str, Card], facts: Facts, finding: str
) -> charts.SafeString:
    term, last = facts.term, items[-1].day
    series = [_line(name, items, goals.get(name), term) for name in SIDES]
    years = [
        charts.YearSpan(str(year), (span.start - term.start).days, (span.end - term.start).days + 1)
        for year in term.years()
        for span in (year_within(term, year),)
    ]
    said = [
        f"{one.day:%d/%m/%Y}: " + ", ".join(f"{SIDES[n][1]} {said_usd(one.sums[n])}" for n in SIDES) for one in items
    ]
    return charts.cumulative(
        series,
        years,
        term.days,
        (last - term.start).days + 1,
        today_label=f"đến {last:%d/%m/%Y}",
        title=finding,
        description=f"Lũy kế đến ngày {'; '.join(said)}.",
    )


def _line(name: str, items: Sequence[Reached], card: Card | None, term: Period) -> charts.Series:
    points = [(0, 0), *(((one.day - term.start).days + 1, one.sums[name]) for one in items)]
    title, is_filled = upper_first(SIDES[name][1]), name == "disbursed"
    if card is None:
        return charts.Series(title, is_filled, points)
    words = card.goal_text.removesuffix(" USD").removesuffix(" triệu")
    return charts.Series(title, is_filled, points, card.goal, words, card.course.points if card.course else ())


# Year by year -------------------------------------------------------------------


@dataclass(frozen=True)
class YearRow:
    """A year with both sides and their growth on the year before, in per cent (None where there is nothing to
    compare with)."""

    label: str
    is_partial: bool
    parts: Mapping[str, Part]
    growth: Mapping[str, Decimal | None]

    @property
    def share(self) -> Decimal | None:
        """Disbursed in per cent of committed."""
        return paid_share(self.parts["committed"].value, self.parts["disbursed"].value)


def paid_share(committed: int, disbursed: int) -> Decimal | None:
    """None where nothing was committed: neither 0 % nor 100 % (docs/rules.md)."""
    return percent(disbursed, committed) if committed > 0 else None


def yearly(seen: Seen) -> Exhibit | None:
    """Committed and disbursed year by year with growth; years behind the period are named as to come."""
    facts = seen.facts
    if not has_rows(facts, *SIDES):
        return None
    items = _year_rows(facts)
    finding = year_finding(seen, items)
    totals = {name: figure(f"{name}_usd").total(facts) for name in SIDES}
    return Exhibit(
        key="yearly",
        heading="Cam kết và giải ngân theo năm",
        finding=finding,
        drawing=_yearly_drawing(seen, items, finding),
        columns=_yearly_columns(),
        items=items,
        totals={**totals, "share": paid_share(totals["committed"], totals["disbursed"])},
        total_addresses={name: figure(f"{name}_usd").rows(facts.period) for name in SIDES},
        note=f"Chỉ so hai năm trọn vẹn, khi năm trước lớn hơn 0. {RATE} {lacks(facts, *SIDES)}".strip(),
    )


def _year_rows(facts: Facts) -> list[YearRow]:
    parts = {name: figure(f"{name}_usd_by_year").parts(facts) for name in SIDES}
    growths = {name: growth_by_year(parts[name]) for name in SIDES}
    return [
        YearRow(
            one.label,
            one.is_partial,
            {name: parts[name][place] for name in SIDES},
            {name: growths[name][place] for name in SIDES},
        )
        for place, one in enumerate(parts["committed"])
    ]


def _yearly_columns() -> list[Column]:
    columns = [Column("year", "Năm", lambda row: row.label, sub=lambda row: "một phần" if row.is_partial else "")]
    for name in SIDES:
        columns += [
            Column(
                name,
                f"{upper_first(SIDES[name][1])} (USD)",
                lambda row, name=name: row.parts[name].value,  # type: ignore[misc]
                "usd",
                url=lambda row, name=name: row.parts[name].url,  # type: ignore[misc]
            ),
            Column(
                f"{name}_growth",
                "So với năm trước",
                lambda row, name=name: row.growth[name],  # type: ignore[misc]
                "percent",
            ),
        ]
    return [*columns, Column("share", "Giải ngân so với cam kết", lambda row: row.share, "percent")]


def year_finding(seen: Seen, items: Sequence[YearRow]) -> str:
    """The last year of the side looked at, its growth, and the year that was the highest."""
    if not has_rows(seen.facts, seen.measure):
        return f"Chưa có dòng {seen.word} nào trong kỳ."
    last = items[-1]
    value, growth = last.parts[seen.measure].value, last.growth[seen.measure]
    until = f" (đến ngày {seen.facts.period.end:%d/%m})" if last.is_partial else ""
    said = f"{upper_first(seen.word)} năm {last.label}{until} {'là' if value < 0 else 'đạt'} {said_usd(value)}"
    if value < 0:
        said += f", {NEGATIVE[seen.measure]}"
    elif growth is not None:
        said += f", {_grown(growth, items[-2], is_same=value == items[-2].parts[seen.measure].value)}"
    return f"{said}{_highest(seen.measure, items)}."


def _grown(growth: Decimal, before: YearRow, *, is_same: bool) -> str:
    """ "tăng 12,3% so với năm 2017"; a change too small for one decimal is near, not equal."""
    if not growth:
        return f"{'bằng' if is_same else 'xấp xỉ'} năm {before.label}"
    return f"{'tăng' if growth > 0 else 'giảm'} {write_percent(abs(growth))} so với năm {before.label}"


def _highest(name: str, items: Sequence[YearRow]) -> str:
    """Which year was the highest, where there is more than one to choose from and something in it."""
    values = [row.parts[name].value for row in items]
    most = max(values)
    if len(items) < 2 or most <= 0:
        return ""
    best = [row.label for row in items if row.parts[name].value == most]
    if len(best) == len(items):
        return "; các năm bằng nhau"
    if best == [items[-1].label]:
        return ", cao nhất trong các năm"
    return f"; cao nhất là năm {', '.join(best)} ({said_usd(most)})"


def _yearly_drawing(seen: Seen, items: Sequence[YearRow], finding: str) -> charts.SafeString:
    by_year = {row.label: row for row in items}
    bars = [_bars_of(str(year), by_year.get(str(year)), seen.measure) for year in seen.facts.term.years()]
    said = [
        f"Năm {row.label}: cam kết {write_million_usd(row.parts['committed'].value)}, "
        f"giải ngân {write_million_usd(row.parts['disbursed'].value)} triệu USD."
        for row in items
    ]
    rates = f" Số dưới năm: {seen.word} so với năm trước." if any(bar.growth for bar in bars) else ""
    return charts.yearly(bars, title=finding, description=" ".join(said) + rates)


def _bars_of(label: str, row: YearRow | None, measure: str) -> charts.YearBars:
    if row is None:
        return charts.YearBars(label, None, None)
    growth = row.growth[measure]
    mark = "" if growth is None else f"{'▲' if growth > 0 else '▼' if growth < 0 else '='} {write_percent(abs(growth))}"
    return charts.YearBars(label, row.parts["committed"].value, row.parts["disbursed"].value, mark)
