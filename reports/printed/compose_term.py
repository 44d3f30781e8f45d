"""The stand of the term in a summary: targets, years, partners."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Sum

from aid.models import Commitment, Disbursement
from config.kit.money import rounded
from config.kit.periods import Period
from config.kit.text import lower_first
from reports.choices import TargetKind
from reports.facts import Facts
from reports.measures import figure
from reports.models import Target, Term
from reports.printed.sides import rates_in, side_of
from reports.printed.summary import TargetStand, TermStand
from reports.printed.summary_rows import PartnerRow, TermYear
from reports.scorecards import Card, cards
from reports.targets import State, is_reached
from reports.windows import Window

NOUNS = {"committed_usd": "giá trị cam kết", "disbursed_usd": "giá trị giải ngân"}
LEDGERS: dict[str, tuple[Any, str]] = {
    "committed_usd": (Commitment, "usd_cents"),
    "disbursed_usd": (Disbursement, "usd_cents"),
}


def term_of(period: Period) -> Term | None:
    """The term the period lies in: the newest one begun by its end that was not over before its start."""
    terms = Term.objects.active().filter(start_on__lte=period.end, end_on__gte=period.start)
    found: Term | None = terms.order_by("-start_on", "-pk").first()
    return found


def term_stand(period: Period, pk: int | None = None) -> TermStand | None:
    """The term at the end of the period: the one of that number, else the one the period lies in; None without any."""
    term = term_of(period) if pk is None else Term.objects.filter(pk=pk).first()
    if term is None:
        return None
    as_of = min(period.end, term.period.end)
    targets = list(Target.objects.of_term(term))
    facts = Window(term, as_of).facts(measuring=targets)
    reached = {name: _running_sums(name, facts.period) for name in LEDGERS}
    return TermStand(
        name=term.name,
        start=term.period.start,
        end=term.period.end,
        counting_rule=term.printed_rule,
        as_of=as_of,
        targets=tuple(_stands(targets, facts, as_of, reached)),
        years=_years(facts),
        partners=_partners(facts),
        new_countries=tuple(facts.partners.new_countries),
        committed=side_of("committed", facts),
        disbursed=side_of("disbursed", facts),
        rates=rates_in(facts.period),
    )


def _stands(targets: Sequence[Target], facts: Facts, as_of: date, reached: Any) -> list[TargetStand]:
    """One a target in the order of the term; without measured targets the four figures stand alone."""
    measured = cards(targets, facts, as_of)
    if all(target.kind == TargetKind.ASSESSED for target in targets):
        return [*(_measured(card, facts, as_of, reached) for card in measured), *map(_assessed, targets)]
    left = iter(measured)
    return [
        _assessed(target) if target.kind == TargetKind.ASSESSED else _measured(next(left), facts, as_of, reached)
        for target in targets
    ]


def _measured(card: Card, facts: Facts, as_of: date, reached: Any) -> TargetStand:
    key = card.figure.key
    state = card.years.state if card.years is not None else card.progress.state
    has_milestones = card.course is not None and card.course.has_milestones
    gone = rounded(facts.term.elapsed(as_of) * 100, 1)
    return TargetStand(
        kind=str(card.kind),
        label=card.label,
        noun=NOUNS.get(key, lower_first(card.figure.label)),
        unit=str(card.figure.unit),
        state=str(state),
        words=card.words,
        comparison=str(card.comparison),
        actual=card.actual,
        goal=card.goal,
        goal_text=card.goal_text,
        percent=card.progress.percent,
        pace=gone if card.progress.pace is not None else None,
        due=card.progress.pace if has_milestones else None,
        months_early=_months_early(card, facts.term.end, reached.get(key)) if state is State.MET else None,
        years=tuple((year, number, str(stand)) for year, number, stand in card.years.years) if card.years else (),
        figure=key,
    )


def _assessed(target: Target) -> TargetStand:
    said = target.assessment_text or target.get_assessment_display()
    label = target.label
    return TargetStand("assessed", label, label, "", str(target.assessment), said, goal_text=target.goal_text)


def _running_sums(name: str, period: Period) -> list[tuple[date, int]]:
    """Sums by day, in order of time: one query."""
    model, column = LEDGERS[name]
    rows = model.objects.counted().filter(dated_on__range=(period.start, period.end))
    sums = rows.order_by("dated_on").values("dated_on").annotate(sum=Sum(column, default=0))
    return [(row["dated_on"], int(row["sum"])) for row in sums]


def _months_early(card: Card, end: date, sums: list[tuple[date, int]] | None) -> int | None:
    """Whole months from the day the goal was passed for good to the end of the term."""
    if sums is None or card.goal is None:
        return None
    passed: date | None = None
    running = 0
    for day, value in sums:
        running += value
        if not is_reached(running, card.goal, card.comparison):
            passed = None
        elif passed is None:
            passed = day
    return None if passed is None else _whole_months(passed, end)


def _whole_months(start: date, end: date) -> int:
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - 1 if end.day < start.day else months


def _years(facts: Facts) -> tuple[TermYear, ...]:
    keys = ("committed_usd_by_year", "disbursed_usd_by_year", "training_by_year", "trainees_by_year")
    committed, disbursed, classes, trainees = (figure(key).parts(facts) for key in keys)
    lines, sums = [], [0, 0]
    for money, paid, held, learnt in zip(committed, disbursed, classes, trainees, strict=True):
        sums = [sums[0] + money.value, sums[1] + paid.value]
        lines.append(
            TermYear(
                year=int(money.key),
                is_partial=money.is_partial,
                committed=money.value,
                committed_sum=sums[0],
                disbursed=paid.value,
                disbursed_sum=sums[1],
                classes=held.value,
                trainees=learnt.value,
            )
        )
    return tuple(lines)


def _partners(facts: Facts) -> tuple[PartnerRow, ...]:
    found = facts.partners
    new = [PartnerRow(line.name, line.country, line.on, is_new=True) for line in found.established]
    old = [PartnerRow(line.name, line.country, line.on, is_new=False) for line in found.extended]
    return (*new, *old)
