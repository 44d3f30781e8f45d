"""What a page says of the yearly milestones of a target. Pure: no database, no clock.

Milestones are cumulative and count in the goal's own unit (whole dollars, đồng, classes). They never change the goal.
"""

from collections.abc import Collection, Iterable, Mapping

from config.kit.numbers import write_short

OTHER_GOAL = "Mốc cuối {last} khác mức đặt ra {goal}; chỉ tiêu nhiệm kỳ vẫn là {goal}."
NO_GOAL = "Mốc cuối {last}; chỉ tiêu nhiệm kỳ chưa đặt con số."
OUTSIDE = "Mốc năm {years} nằm ngoài các năm được tính nên không dùng để xét tiến độ."


def last_differs(goals: Mapping[int, int], goal: int | None) -> str:
    """The sentence for milestones that end elsewhere than the goal; empty when they agree or there are none.

    `goals` maps a year to what is to be reached by its end.
    """
    if not goals:
        return ""
    last = goals[max(goals)]
    if goal is None:
        return NO_GOAL.format(last=write_short(last))
    return "" if last == goal else OTHER_GOAL.format(last=write_short(last), goal=write_short(goal))


def outside_years(years: Iterable[int], counted: Collection[int]) -> str:
    """The sentence for milestones of years that do not count; empty when there are none."""
    outside = [str(year) for year in sorted(years) if year not in counted]
    return OUTSIDE.format(years=", ".join(outside)) if outside else ""
