"""The targets of a term beside what was reached: one card a target, for page, command and report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.choices import Comparison, TargetKind
from reports.facts import Facts, Ledger, cut_rows
from reports.forecast import Forecast, SamePeriod, forecast, same_period
from reports.measures import Figure, Unit, figure
from reports.milestones import last_differs
from reports.models import Target
from reports.targets import Course, Progress, YearsProgress, every_year, progress


@dataclass(frozen=True)
class Outlook:
    """What the days of a sum of money say: where it leads, and how the year does beside the one before.

    `rough_rows` are those known only by month, quarter or year that the year up to the day or the one before cuts.
    """

    forecast: Forecast
    same_period: SamePeriod
    rough_rows: int


@dataclass(frozen=True)
class Card:
    """A target with its figure and how far it has come.

    `actual` and `goal` are in the figure's smallest unit (cents); None when nothing is known or set.
    `years` is given for an every-year target only, `course` where there is a goal to go evenly to, `outlook` for the
    sums of the ledger once the term has begun; `milestone_note` says that milestones end elsewhere than the goal.
    """

    label: str
    kind: TargetKind
    figure: Figure
    comparison: str
    actual: int | None
    goal: int | None
    goal_text: str
    progress: Progress
    years: YearsProgress | None = None
    course: Course | None = None
    outlook: Outlook | None = None
    milestone_note: str = ""

    @property
    def words(self) -> str:
        return self.years.words if self.years is not None else self.progress.words


@dataclass(frozen=True)
class Measured:
    """What a card needs of a target; a term without targets is shown with these alone.

    `milestones` are pairs of a year and what is to be reached by its end, in the unit of the goal.
    """

    label: str
    kind: TargetKind
    key: str
    comparison: str = Comparison.AT_LEAST
    goal: int | None = None
    goal_text: str = ""
    milestones: tuple[tuple[int, int], ...] = ()


WITHOUT_TARGETS = (
    Measured("Giá trị cam kết viện trợ PCPNN", TargetKind.TOTAL, "committed_usd"),
    Measured("Giá trị giải ngân viện trợ PCPNN", TargetKind.TOTAL, "disbursed_usd"),
    Measured("Lớp tập huấn", TargetKind.EVERY_YEAR, "training_by_year"),
    Measured("Đối tác Đông Nam Á", TargetKind.PARTNERS, "sea_partners_established"),
)


def cards(targets: Iterable[Target], facts: Facts, as_of: date) -> list[Card]:
    """The measured targets of a term in their order; without any, the four figures without a goal."""
    measured = [
        Measured(
            row.label,
            TargetKind(row.kind),
            row.figure,
            row.comparison,
            row.goal,
            row.goal_text,
            tuple((milestone.year, milestone.goal) for milestone in row.milestones.all()),
        )
        for row in targets
        if row.kind != TargetKind.ASSESSED
    ]
    return [_card(one, facts, as_of) for one in measured or WITHOUT_TARGETS]


def _card(one: Measured, facts: Facts, as_of: date) -> Card:
    counted = figure(one.key)
    course = _course(one, facts, 100 if counted.unit is Unit.USD else 1)
    goal = course.goal if course else None
    actual = counted.total(facts) if is_known(one, facts) else None
    comparison = one.comparison or Comparison.AT_LEAST
    years = None
    if one.kind == TargetKind.EVERY_YEAR:
        held = {int(part.key): part.value for part in counted.parts(facts)}
        years = every_year(None if actual is None else held, goal, facts.term, as_of)
        course = None
    stand = progress(actual, goal, comparison, _due(one, facts, course, as_of), as_of >= facts.term.end)
    return Card(
        one.label,
        one.kind,
        counted,
        comparison,
        actual,
        goal,
        one.goal_text,
        stand,
        years,
        course,
        _outlook(one, facts, as_of),
        last_differs(dict(one.milestones), one.goal),
    )


def _course(one: Measured, facts: Facts, scale: int) -> Course | None:
    """The way to the goal in the figure's smallest unit; None without a goal."""
    if one.goal is None:
        return None
    milestones = tuple((year, goal * scale) for year, goal in one.milestones)
    return Course(one.goal * scale, facts.term, milestones)


def _due(one: Measured, facts: Facts, course: Course | None, as_of: date) -> Decimal | None:
    """The share of the goal that should be reached; a plain count is asked for its milestones only."""
    if one.kind != TargetKind.COUNT:
        return course.share(as_of) if course else facts.term.elapsed(as_of)
    newest = course.newest_due(as_of) if course and course.goal else None
    return Decimal(newest[1]) / course.goal if newest and course else None


def _outlook(one: Measured, facts: Facts, as_of: date) -> Outlook | None:
    side = ledger_behind(one.key, facts)
    if one.kind != TargetKind.TOTAL or side is None or as_of < facts.term.start:
        return None
    compared = same_period(side.usd_by_day, facts.term, as_of)
    cut = cut_rows(side.marks, compared.now) + cut_rows(side.marks, compared.before)
    return Outlook(forecast(side.usd_by_day, facts.term, as_of), compared, cut)


def ledger_behind(key: str, facts: Facts) -> Ledger | None:
    """The side of the ledger whose whole sum in USD a figure is; None for every other figure."""
    for name, side in (("committed", facts.committed), ("disbursed", facts.disbursed)):
        if key == f"{name}_usd" or key.startswith(f"{name}_usd_by_"):
            return side
    return None


def is_known(one: Measured, facts: Facts) -> bool:
    """Whether there is anything to count: a ledger row for a sum of money, any record of the term for the rest."""
    if one.kind == TargetKind.COUNT and figure(one.key).total(facts):
        return True
    if one.kind != TargetKind.TOTAL:
        return not facts.is_empty
    sides = {"committed": facts.committed, "disbursed": facts.disbursed}
    side = sides.get(one.key.partition("_")[0])
    return bool(side.rows) if side is not None else not facts.is_empty
