"""The targets of a term beside what was reached: one card a target, for page, command and report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.choices import Comparison, TargetKind
from reports.facts import Facts
from reports.measures import Figure, Unit, figure
from reports.models import Target
from reports.targets import Progress, YearsProgress, every_year, progress


@dataclass(frozen=True)
class Card:
    """A target with its figure and how far it has come.

    `actual` and `goal` are in the figure's smallest unit (cents); None when nothing is known or set.
    `years` is given for an every-year target only.
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

    @property
    def words(self) -> str:
        return self.years.words if self.years is not None else self.progress.words


@dataclass(frozen=True)
class Measured:
    """What a card needs of a target; a term without targets is shown with these alone."""

    label: str
    kind: TargetKind
    key: str
    comparison: str = Comparison.AT_LEAST
    goal: int | None = None
    goal_text: str = ""


WITHOUT_TARGETS = (
    Measured("Giá trị cam kết viện trợ PCPNN", TargetKind.TOTAL, "committed_usd"),
    Measured("Giá trị giải ngân viện trợ PCPNN", TargetKind.TOTAL, "disbursed_usd"),
    Measured("Lớp tập huấn", TargetKind.EVERY_YEAR, "training_by_year"),
    Measured("Đối tác Đông Nam Á", TargetKind.PARTNERS, "sea_partners_established"),
)


def cards(targets: Iterable[Target], facts: Facts, as_of: date) -> list[Card]:
    """The measured targets of a term in their order; without any, the four figures without a goal."""
    measured = [
        Measured(row.label, TargetKind(row.kind), row.figure, row.comparison, row.goal, row.goal_text)
        for row in targets
        if row.kind != TargetKind.ASSESSED
    ]
    return [_card(one, facts, as_of) for one in measured or WITHOUT_TARGETS]


def _card(one: Measured, facts: Facts, as_of: date) -> Card:
    counted = figure(one.key)
    goal = one.goal
    if goal is not None and counted.unit is Unit.USD:
        goal *= 100
    actual = counted.total(facts) if is_known(one, facts) else None
    comparison = one.comparison or Comparison.AT_LEAST
    elapsed, is_over = facts.term.elapsed(as_of), as_of >= facts.term.end
    years = None
    if one.kind == TargetKind.EVERY_YEAR:
        held = {int(part.key): part.value for part in counted.parts(facts)}
        years = every_year(None if actual is None else held, goal, facts.term, as_of)
    stand = progress(actual, goal, comparison, elapsed, is_over)
    return Card(one.label, one.kind, counted, comparison, actual, goal, one.goal_text, stand, years)


def is_known(one: Measured, facts: Facts) -> bool:
    """Whether there is anything to count: a ledger row for money, any record of the term for the rest."""
    if one.kind != TargetKind.TOTAL:
        return not facts.is_empty
    sides = {"committed": facts.committed, "disbursed": facts.disbursed}
    side = sides.get(one.key.partition("_")[0])
    return bool(side.rows) if side is not None else not facts.is_empty
