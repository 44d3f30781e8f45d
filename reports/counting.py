"""Which days of a term count: its own days, or whole calendar years. Pure: no database, no clock."""

from datetime import date

from config.kit.periods import Period
from reports.choices import CountingRule


def counted_period(rule: CountingRule, start: date, end: date, label: str) -> Period:
    """The days that count of a term from `start` to `end`.

    A term that lies in one calendar year has no year to leave out: it counts whole.
    """
    if rule is CountingRule.DAYS:
        return Period(start, end, label)
    first, last = start.year, end.year
    if first < last:
        first += rule is CountingRule.WITHOUT_FIRST
        last -= rule is CountingRule.WITHOUT_LAST
    return Period(date(first, 1, 1), date(last, 12, 31), label)
