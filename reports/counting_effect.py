"""What each counting rule would make of a term: its days, and the figures of those days, side by side."""

from dataclasses import dataclass
from datetime import date

from config.kit.periods import Period
from reports.choices import CountingRule
from reports.facts import Facts, gather
from reports.measures import figure
from reports.models import Term


@dataclass(frozen=True)
class Effect:
    """One rule of a term. `whole` are its days, `facts` those of them up to the day asked; None before they begin."""

    rule: CountingRule
    is_chosen: bool
    whole: Period
    facts: Facts | None

    def total(self, key: str) -> int | None:
        """A figure of the catalogue by this rule."""
        return figure(key).total(self.facts) if self.facts is not None else None

    def rows(self, key: str) -> str:
        """The list that holds exactly the rows of the figure."""
        return figure(key).rows(self.facts.period) if self.facts is not None else ""

    @property
    def years_with_class(self) -> tuple[int, int]:
        """In how many calendar years a class was held, of how many that count, whether begun or not."""
        held = figure("training_by_year").parts(self.facts) if self.facts is not None else ()
        return sum(1 for part in held if part.value), len(self.whole.years())


def effects(term: Term, day: date) -> list[Effect]:
    """The four rules in their order, at the end of `day`. Rules that count the same days share their facts."""
    known: dict[tuple[date, date], Facts | None] = {}
    found = []
    for rule in CountingRule:
        whole = term.period_by(rule)
        span = (whole.start, whole.end)
        if span not in known:
            known[span] = _facts(whole, day)
        found.append(Effect(rule, rule == term.counting, whole, known[span]))
    return found


def _facts(whole: Period, day: date) -> Facts | None:
    counted = whole.clipped(day)
    return gather(counted, term=whole, with_registers=False) if counted is not None else None
