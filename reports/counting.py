"""Which days of a term count: its own days, or whole calendar years. Pure: no database, no clock."""

from datetime import date

from config.kit.periods import Period
from reports.choices import CountingRule

DRAFTED = (
    "Cộng các dòng có ngày từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}, {span}. Cam kết tính theo ngày phê duyệt hoặc điều "
    "chỉnh; giải ngân tính theo ngày giải ngân, kể cả của khoản viện trợ phê duyệt trước đó. Mỗi dòng quy đổi theo tỷ "
    "giá của ngày đó rồi mới cộng."
)


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


def drafted_rule(rule: CountingRule, start: date, end: date) -> str:
    """The sentence printed under charts and in reports where staff have written none of their own."""
    counted = counted_period(rule, start, end, "")
    return DRAFTED.format(start=counted.start, end=counted.end, span=_span(rule, start, end))


def _span(rule: CountingRule, start: date, end: date) -> str:
    """Those days in words: what they are of the term, and which year is left out."""
    if rule is CountingRule.DAYS:
        return "đúng thời gian của nhiệm kỳ"
    if start.year == end.year:
        return f"trọn năm {start.year}"
    whole = "trọn các năm nhiệm kỳ đi qua"
    if rule is CountingRule.ALL_YEARS:
        return whole
    if rule is CountingRule.WITHOUT_FIRST:
        return f"{whole}, không tính năm đầu {start.year}"
    return f"{whole}, không tính năm cuối {end.year}"
