"""Training classes: whether each year of the term had one, and which they were."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate, Precision
from config.kit.tables import Column
from reports import addresses
from reports.exhibits.exhibit import Exhibit, Seen
from reports.exhibits.words import joined, leaders
from reports.facts import Facts
from reports.measures import Part, figure
from reports.render.bar_charts import YearField, year_fields
from reports.targets import YearsProgress, YearState, every_year

FIELDS = {
    YearState.MET: "full",
    YearState.MISSED: "open",
    YearState.PENDING: "open",
    YearState.TO_COME: "future",
    YearState.NO_GOAL: "open",
}


def _sums_said(facts: Facts) -> str:
    classes, trainees = (figure(key).total(facts) for key in ("training_by_year", "trainees_by_year"))
    return f"{write_number(classes)} lớp, {write_number(trainees)} học viên"


def _note(facts: Facts) -> str:
    """What the counts hold only roughly."""
    unknown = sum(line.trainees is None for line in facts.training)
    lacks = (
        (unknown, "lớp chưa ghi số học viên"),
        (facts.rough_training, "lớp chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang"),
    )
    return " ".join(f"{write_number(count)} {words}." for count, words in lacks if count)


# Year by year -------------------------------------------------------------------


@dataclass(frozen=True)
class TrainingYear:
    """A year that has begun: its classes, its trainees, what the target says of it."""

    classes: Part
    trainees: int
    words: str


def training(seen: Seen) -> Exhibit | None:
    """Every year of the term with its classes, judged where the term has a target for them."""
    facts, classes, trainees = seen.facts, figure("training_by_year"), figure("trainees_by_year")
    if facts.is_empty:
        return None
    goal, years = judged(seen)
    if goal is None and not facts.training:
        return None
    parts = classes.parts(facts)
    states = {str(year): _words(state) for year, _, state in years.years}
    pairs = zip(parts, trainees.parts(facts), strict=True)
    finding = training_finding(years, goal, parts, _sums_said(facts))
    return Exhibit(
        key="training",
        heading="Lớp tập huấn theo năm",
        finding=finding,
        drawing=_fields(years, finding),
        columns=_year_columns(has_goal=goal is not None),
        items=[TrainingYear(one, other.value, states[one.key]) for one, other in pairs],
        totals={"classes": classes.total(facts), "trainees": trainees.total(facts)},
        total_addresses=dict.fromkeys(("classes", "trainees"), classes.rows(facts.period)),
        note=_note(facts),
    )


def judged(seen: Seen) -> tuple[int | None, YearsProgress]:
    """The goal of each year and how the years stand; without a target the counts alone."""
    key = "training_by_year"
    card = next((card for card in seen.cards if card.figure.key == key and card.years is not None), None)
    if card is not None and card.years is not None:
        return card.goal, card.years
    held = {int(part.key): part.value for part in figure(key).parts(seen.facts)}
    return None, every_year(held, None, seen.facts.term, seen.as_of)


def _words(state: YearState) -> str:
    return "" if state is YearState.NO_GOAL else str(state)


def _year_columns(*, has_goal: bool) -> list[Column]:
    return [
        Column(
            "year", "Năm", lambda row: row.classes.label, sub=lambda row: "một phần" if row.classes.is_partial else ""
        ),
        Column("classes", "Lớp", lambda row: row.classes.value, "number", url=lambda row: row.classes.url),
        Column("trainees", "Học viên", lambda row: row.trainees, "number"),
        *([Column("state", "Kết quả", lambda row: row.words)] if has_goal else []),
    ]


def _fields(years: YearsProgress, finding: str) -> SafeString:
    fields = [
        YearField(str(year), FIELDS[state], "–" if state is YearState.TO_COME else write_number(count), _words(state))
        for year, count, state in years.years
    ]
    said = "; ".join(f"Năm {one.label}: {one.count} lớp{', ' if one.words else ''}{one.words}" for one in fields)
    return year_fields(fields, name="training", title=finding, description=f"{said}.")


def training_finding(years: YearsProgress, goal: int | None, parts: Sequence[Part], sums: str) -> str:
    """Years without their classes first; else that each has them, with the sums of the term."""
    if goal is None:
        best = leaders(parts)
        if len(best) != 1 or len(parts) == 1:
            return f"{sums}."
        return f"{sums}; nhiều nhất năm {best[0].label} ({write_number(best[0].value)} lớp)."
    had = "có lớp" if goal <= 1 else f"đủ {write_number(goal)} lớp"
    if years.missed:
        empty = {year for year, count, _ in years.years if not count}
        lack = "không có lớp nào" if set(years.missed) <= empty else f"không {had}"
        return f"Năm {joined([str(year) for year in years.missed])} {lack}; cả kỳ {sums}."
    pending = [year for year, _, state in years.years if state is YearState.PENDING]
    if pending:
        return f"Năm {pending[0]} chưa {had}, năm chưa hết; cả kỳ {sums}."
    return f"Năm nào cũng {had}: {sums}."


# The classes --------------------------------------------------------------------


def training_classes(seen: Seen) -> Exhibit | None:
    """The classes of the period in order of time, their days as exactly as they are known."""
    facts = seen.facts
    if not facts.training:
        return None
    rows = addresses.training_classes(facts.period)
    last = facts.training[-1]
    trainees = f", {write_number(last.trainees)} học viên" if last.trainees is not None else ""
    return Exhibit(
        key="training_classes",
        heading="Các lớp tập huấn đã tổ chức",
        finding=f"{_sums_said(facts)}; lớp gần nhất: {last.title}{trainees}.",
        drawing=SafeString(""),
        columns=[
            Column("title", "Lớp tập huấn", lambda line: line.title),
            Column("on", "Ngày", lambda line: PartialDate(line.start_on, Precision(line.precision)), "date"),
            Column("trainees", "Học viên", lambda line: line.trainees, "number"),
        ],
        items=facts.training,
        totals={"trainees": figure("trainees_by_year").total(facts)},
        address=lambda line: addresses.training_class(line.pk),
        total_address=rows,
        note=_note(facts),
    )
