"""The dashboard as the page prints it: charts, tables and lists built from the figures of one term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from associations.queries import PartnerLine
from config.kit.money import percent, ratio
from config.kit.numbers import write_million_usd, write_number, write_percent, write_usd
from config.kit.partial_dates import PartialDate, Precision
from config.kit.periods import Period
from config.kit.text import lower_first
from reports import addresses
from reports.breakdowns import Part
from reports.facts import Facts, RoughDays
from reports.measures import figure, year_within
from reports.render import charts
from reports.render.card_views import YEAR_LOOKS, Linked
from reports.render.words import in_cell, said_usd, small_count
from reports.scorecards import Card
from reports.targets import State, every_year
from reports.work_measures import delegation_matrix

SHOWN_PARTS = 12
TOP_DONORS = 10

# Table -> (heading, first column, plural of what is folded away).
BREAKDOWNS = {
    "sector": ("Theo lĩnh vực", "Lĩnh vực", "lĩnh vực khác"),
    "district": ("Theo địa bàn", "Huyện, thành phố, xã", "địa bàn khác"),
    "country": ("Theo nước của bên tài trợ", "Nước", "nước khác"),
    "ngo": ("Bên tài trợ nhiều nhất", "Bên tài trợ", "bên tài trợ khác"),
}
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


def attention(cards: Sequence[Card], facts: Facts, as_of: date) -> str:
    """What to look at first: the money that lags behind the pace."""
    late = []
    for card in cards:
        if card.progress.state is State.BEHIND and card.goal is not None and card.figure.unit == "USD":
            due = int(ratio(card.goal * int(facts.term.elapsed(as_of) * 10**6), 10**6, 0))
            word = NAMES[card.figure.key.partition("_")[0]].lower()
            late.append(f"{word} còn thiếu {said_usd(due - (card.actual or 0))} so với nhịp")
    return f"Cần chú ý: {'; '.join(late)}." if late else ""


# Charts -------------------------------------------------------------------------


def cumulative_chart(cards: Sequence[Card], facts: Facts, as_of: date) -> SafeString:
    """Cumulative committed and disbursed against the pace to their goals."""
    term, last = facts.term, min(as_of, facts.term.end)
    goals = {card.figure.key: card for card in cards}
    series = []
    for name in ("committed", "disbursed"):
        card = goals.get(f"{name}_usd")
        goal = card.goal if card else None
        words = card.goal_text.removesuffix(" USD").removesuffix(" triệu") if card else ""
        points = _points(figure(f"{name}_usd_by_year").parts(facts), term, last)
        series.append(charts.Series(NAMES[name], name == "disbursed", points, goal, words))
    years = [
        charts.YearSpan(str(year), (span.start - term.start).days, (span.end - term.start).days + 1)
        for year in term.years()
        for span in (year_within(term, year),)
    ]
    return charts.cumulative(
        series,
        years,
        term.days,
        (last - term.start).days + 1,
        today_label=f"đến {last:%d/%m/%Y}",
        description=_cumulative_words(series, term, last),
    )


def _points(parts: Sequence[Part], term: Period, last: date) -> list[tuple[int, int]]:
    """The running sum at the start, at the end of each year, and on the last day counted."""
    points, total = [(0, 0)], 0
    for part in parts:
        total += part.value
        end = min(date(int(part.key), 12, 31), last)
        points.append(((end - term.start).days + 1, total))
    return points


def _cumulative_words(series: Sequence[charts.Series], term: Period, last: date) -> str:
    said = []
    for one in series:
        total = one.points[-1][1]
        words = f"{one.name.lower()} lũy kế {said_usd(total)}"
        if one.goal is not None:
            away = total - int(ratio(one.goal * int(term.elapsed(last) * 10**6), 10**6, 0))
            words += f", {'cao' if away >= 0 else 'thấp'} hơn nhịp {said_usd(abs(away))}"
        said.append(words)
    return f"Đến ngày {last:%d/%m/%Y} {'; '.join(said)}."


def yearly_chart(facts: Facts) -> SafeString:
    """Committed and disbursed year by year; years behind the period are named as to come."""
    committed = {part.key: part.value for part in figure("committed_usd_by_year").parts(facts)}
    disbursed = {part.key: part.value for part in figure("disbursed_usd_by_year").parts(facts)}
    years = [
        charts.YearBars(str(year), committed.get(str(year)), disbursed.get(str(year))) for year in facts.term.years()
    ]
    said = [
        f"Năm {key}: cam kết {write_million_usd(cents)}, giải ngân {write_million_usd(disbursed[key])} triệu USD."
        for key, cents in committed.items()
    ]
    return charts.yearly(years, description=" ".join(said))


# Tables -------------------------------------------------------------------------


@dataclass(frozen=True)
class YearRow:
    """A year of the table: both values with their addresses, and what part was paid."""

    label: str
    is_partial: bool
    committed: Part
    disbursed: Part
    share: str


@dataclass(frozen=True)
class YearTable:
    rows: tuple[YearRow, ...]
    committed: int
    disbursed: int
    committed_vnd: int
    disbursed_vnd: int
    committed_url: str
    disbursed_url: str
    share: str


def year_table(facts: Facts) -> YearTable:
    """Committed and disbursed by calendar year with their totals."""
    pairs = zip(figure("committed_usd_by_year").parts(facts), figure("disbursed_usd_by_year").parts(facts), strict=True)
    rows = tuple(
        YearRow(one.label, one.is_partial, one, other, paid_share(one.value, other.value)) for one, other in pairs
    )
    committed, disbursed = figure("committed_usd"), figure("disbursed_usd")
    return YearTable(
        rows=rows,
        committed=committed.total(facts),
        disbursed=disbursed.total(facts),
        committed_vnd=figure("committed_vnd").total(facts),
        disbursed_vnd=figure("disbursed_vnd").total(facts),
        committed_url=committed.rows(facts.period),
        disbursed_url=disbursed.rows(facts.period),
        share=paid_share(committed.total(facts), disbursed.total(facts)),
    )


def paid_share(committed: int, disbursed: int) -> str:
    """Disbursed in per cent of committed; a dash where nothing was committed (docs/rules.md)."""
    return write_percent(ratio(disbursed * 100, committed, 1) if committed > 0 else None)


@dataclass(frozen=True)
class BarTable:
    """A breakdown as a table of bars: the first rows, and the rest folded away."""

    key: str
    heading: str
    first_column: str
    caption: str
    rows: SafeString
    rest_rows: SafeString
    rest_label: str
    total: str
    url: str


def bar_tables(facts: Facts, name: str) -> list[BarTable]:
    """The four breakdowns of one side: sector, district, country, giver."""
    total = figure(f"{name}_usd").total(facts)
    return [_bar_table(facts, name, key, total) for key in BREAKDOWNS]


def _bar_table(facts: Facts, name: str, key: str, total: int) -> BarTable:
    heading, first_column, others = BREAKDOWNS[key]
    parts = figure(f"{name}_usd_by_{key}").parts(facts)
    most = TOP_DONORS if key == "ngo" else SHOWN_PARTS
    shown, rest = (parts, ()) if len(parts) <= most + 1 else (parts[:most], parts[most:])
    folded = Part("rest", f"Các {others} ({len(rest)})", sum(part.value for part in rest), "", is_rest=True)
    lines = [*shown, folded] if rest else list(shown)
    largest = max((part.value for part in lines), default=0)
    return BarTable(
        key=key,
        heading=heading,
        first_column=first_column,
        caption=f"{NAMES[name]} {lower_first(heading)}, triệu USD",
        rows=charts.bar_rows(lines, total, [in_cell(part.value) for part in lines], largest),
        rest_rows=charts.bar_rows(rest, total, [in_cell(part.value) for part in rest], largest),
        rest_label=f"Xem đủ {len(rest)} {others}" if rest else "",
        total=in_cell(total),
        url=figure(f"{name}_usd").rows(facts.period),
    )


@dataclass(frozen=True)
class TrainingYear:
    """A year of the training list: its count, state, look and rows."""

    label: str
    classes: str
    state: str
    tone: str
    icon: str
    url: str


def training_years(facts: Facts, cards: Sequence[Card], as_of: date) -> list[TrainingYear]:
    """Every year of the term with its classes; judged when the term has a target for them."""
    card = next((one for one in cards if one.years is not None), None)
    held = {int(part.key): part.value for part in figure("training_by_year").parts(facts)}
    years = card.years if card and card.years else every_year(held, None, facts.term, as_of)
    found = []
    for year, count, state in years.years:
        tone, icon, _ = YEAR_LOOKS[state]
        is_ahead = tone == "later"
        url = "" if is_ahead else addresses.training_classes(year_within(facts.term, year))
        words = "" if state.name == "NO_GOAL" else str(state)
        found.append(TrainingYear(str(year), "–" if is_ahead else str(count), words, tone, icon, url))
    return found


@dataclass(frozen=True)
class Matrix:
    """Delegations of one direction by kind and year, with the totals of each year."""

    heading: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, list[Part], Part], ...]
    totals: tuple[Part, ...]
    guests: tuple[Part, ...]
    total: int
    guest_total: int
    url: str


def delegation_tables(facts: Facts) -> list[Matrix]:
    """Incoming and outgoing delegations; a direction without any is left out."""
    tables = []
    for direction, heading in (("in", "Đoàn vào"), ("out", "Đoàn ra")):
        totals = figure(f"delegations_{direction}_by_year").parts(facts)
        guests = figure(f"guests_{direction}_by_year").parts(facts)
        total = sum(part.value for part in totals)
        if total:
            years = tuple(part.label for part in totals)
            rows = tuple(delegation_matrix(facts, direction))
            url = figure(f"delegations_{direction}_by_year").rows(facts.period)
            people = sum(part.value for part in guests)
            tables.append(Matrix(heading, years, rows, totals, guests, total, people, url))
    return tables


@dataclass(frozen=True)
class ClassRow:
    """A class held, its day as exactly as it is known."""

    title: str
    url: str
    on: PartialDate
    trainees: int | None


def class_rows(facts: Facts, rough: RoughDays) -> list[ClassRow]:
    """The classes of the period in order of time."""
    return [
        ClassRow(
            line.title,
            addresses.training_class(line.pk),
            _as_known(line.start_on, rough.classes.get(line.pk)),
            line.trainees,
        )
        for line in facts.training
    ]


def _as_known(on: date, precision: str | None) -> PartialDate:
    return PartialDate(on, Precision(precision or "day"))


@dataclass(frozen=True)
class PartnerRow:
    """A partner of South-East Asia with the day it is counted by, as exactly as it is known."""

    name: str
    url: str
    country: str
    on: PartialDate
    result: str


def partner_rows(facts: Facts, rough: RoughDays) -> list[PartnerRow]:
    """New partners first, then those with whom the relation was extended (an agreement has an exact day)."""
    found = facts.partners
    known = rough.contacts
    return [
        *(_partner_row(line, _as_known(line.on, known.get(line.pk)), "Thiết lập mới") for line in found.established),
        *(_partner_row(line, PartialDate.of_day(line.on), "Mở rộng: ký thêm thỏa thuận") for line in found.extended),
    ]


def _partner_row(line: PartnerLine, on: PartialDate, result: str) -> PartnerRow:
    return PartnerRow(line.name, addresses.partner(line.pk), line.country, on, result)


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
