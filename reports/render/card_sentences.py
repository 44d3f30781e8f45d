"""What a target card says below its number: the stand against the pace, what is still to come, where it leads, how the
year does beside the one before. Each sentence stands alone; what cannot be said is left out or says why."""

from datetime import date

from config.kit.money import ratio
from config.kit.numbers import leading_zero, write_number, write_usd
from config.kit.periods import Period
from config.kit.text import upper_first
from reports.choices import TargetKind
from reports.facts import Facts
from reports.forecast import Forecast, SamePeriod, Silence, needed
from reports.measures import CATALOGUE, Unit, figure
from reports.printed.wording import Span, change_of_usd
from reports.render.words import about_usd, goal_said, said_usd, said_vnd, time_left
from reports.scorecards import Card, Outlook
from reports.targets import Course, State, YearsProgress, YearState

LESS = {
    "committed": ("giảm", "điều chỉnh giảm nhiều hơn cam kết mới"),
    "disbursed": ("hoàn trả", "hoàn trả nhiều hơn giải ngân"),
}
CAME = {"committed": "cam kết", "disbursed": "giải ngân"}
NO_FORECAST = "nên không ước mức cuối nhiệm kỳ"
ONLY_EQUAL = "Bằng mức đặt ra nhưng chưa vượt"


def sentences(card: Card, facts: Facts, as_of: date) -> list[str]:
    """Of a term that has begun, by the kind of the target."""
    if card.years is not None:
        return _year_sentences(card, card.years)
    if card.kind is TargetKind.PARTNERS and card.goal is None:
        return [_partners(facts)]
    if card.actual is None:
        is_money = card.kind is TargetKind.TOTAL and card.figure.unit is Unit.USD
        return ["Chưa có dòng nào trong kỳ." if is_money else "Chưa có số liệu trong kỳ."]
    return [
        *([_partners(facts)] if card.kind is TargetKind.PARTNERS else []),
        *_exact(card, facts),
        *_stand(card, facts.term, as_of),
        *(_outlook(card, card.outlook) if card.outlook else []),
        *_milestones(card, as_of),
    ]


def amount(value: int, unit: Unit) -> str:
    """A value with its unit, money in its short form."""
    if unit is Unit.USD:
        return said_usd(value)
    return said_vnd(value) if unit is Unit.VND else f"{write_number(value)} {unit}"


def _exact(card: Card, facts: Facts) -> list[str]:
    """A sum in dollars to the cent, with its value in đồng where the catalogue knows one."""
    if card.figure.unit is not Unit.USD:
        return []
    same = card.figure.key.partition("_usd")[0] + "_vnd"
    is_whole = card.outlook is not None and same in CATALOGUE
    vnd = f", tương đương {said_vnd(figure(same).total(facts))}" if is_whole else ""
    return [f"{write_usd(card.actual or 0)} USD{vnd}."]


# Against the pace -----------------------------------------------------------------


def _stand(card: Card, term: Period, as_of: date) -> list[str]:
    """How far from the pace, and what is still to come; at the end, the outcome."""
    if card.goal is None or card.actual is None:
        return []
    if card.progress.state in (State.MET, State.NOT_MET):
        return [_outcome(card, card.actual - card.goal, term, as_of)]
    if card.actual == card.goal:
        return [f"{ONLY_EQUAL}: chỉ tiêu là {goal_said(card.goal, card.comparison, card.figure.unit)}."]
    is_paced = card.kind is not TargetKind.COUNT and card.course is not None and card.goal
    pace = [_pace(card, card.actual, card.course, as_of)] if is_paced and card.course else []
    return [*pace, _still(card, card.goal - card.actual, term, as_of)]


def _outcome(card: Card, over: int, term: Period, as_of: date) -> str:
    unit = card.figure.unit
    if card.progress.state is State.MET:
        ahead = "" if card.progress.is_over else f" trước {time_left(as_of, term.end)}"
        return f"Vượt chỉ tiêu {amount(over, unit)}{ahead}." if over > 0 else f"Đạt chỉ tiêu{ahead}."
    return f"Kết thúc nhiệm kỳ còn thiếu {amount(-over, unit)}." if over < 0 else f"{ONLY_EQUAL}."


def _pace(card: Card, actual: int, course: Course, as_of: date) -> str:
    """In money and in months of the even pace."""
    due, unit = course.expected(as_of), card.figure.unit
    way = "theo mốc hằng năm" if course.has_milestones else "theo nhịp đều"
    asked = f"{way} đến ngày {as_of:%d/%m/%Y} cần {amount(due, unit)}"
    if actual == due:
        return f"Đúng nhịp: {asked}."
    word = "Nhanh" if actual > due else "Chậm"
    months = course.months_away(actual, as_of)
    in_months = f", tức {write_number(abs(months), 1)} tháng" if months else ""
    return f"{word} hơn nhịp {amount(abs(actual - due), unit)}{in_months}; {asked}."


def _still(card: Card, still: int, term: Period, as_of: date) -> str:
    """What is to come, and for each year (month) that is left; a plain count stands and has no yearly part."""
    unit = card.figure.unit
    more = "trên " if card.comparison == "more_than" else ""
    said = f"Cần thêm {more}{amount(still, unit)}"
    to_come = needed(still, term, as_of)
    if to_come.each is not None and to_come.each != still and card.kind is not TargetKind.COUNT:
        part = ratio(to_come.each.numerator, to_come.each.denominator, 0 if unit in (Unit.USD, Unit.VND) else 1)
        each = amount(int(part), unit) if unit in (Unit.USD, Unit.VND) else f"{write_number(part, 1)} {unit}"
        said += f", trung bình {each} mỗi {to_come.unit}"
    return f"{said} trong {time_left(as_of, term.end)} còn lại."


def _milestones(card: Card, as_of: date) -> list[str]:
    """What a plain count's newest milestone says, and that the last one is another number than the goal."""
    unit, found = card.figure.unit, []
    newest = card.course.newest_due(as_of) if card.course and card.kind is TargetKind.COUNT else None
    if newest and card.actual is not None:
        year, goal = newest
        stand = "đã đạt" if card.actual >= goal else f"còn thiếu {amount(goal - card.actual, unit)}"
        found.append(f"Mốc đến hết năm {year} là {amount(goal, unit)}: {stand}.")
    return [*found, card.milestone_note] if card.milestone_note else found


# Where it leads, and the year before ------------------------------------------------


def _outlook(card: Card, outlook: Outlook) -> list[str]:
    name = card.figure.key.partition("_")[0]
    ahead = _forecast(outlook.forecast, name, card.goal)
    return [*([ahead] if ahead else []), _same_period(outlook.same_period, name, outlook.rough_rows)]


def _forecast(found: Forecast, name: str, goal: int | None) -> str:
    """With the rule it follows, or why there is none; nothing of a term that is over."""
    past = "12 tháng qua" if found.is_whole else "từ đầu nhiệm kỳ"
    if found.total is not None:
        recent, total = about_usd(found.recent), about_usd(found.total, beside=goal)
        return f"Nếu giữ mức {past} ({recent}) thì cuối nhiệm kỳ đạt khoảng {total}."
    silent = {
        Silence.TOO_SHORT: f"Nhiệm kỳ chưa qua 3 tháng {NO_FORECAST}.",
        Silence.NOTHING_CAME: f"{upper_first(past)} không có thêm {CAME[name]} {NO_FORECAST}.",
        Silence.LESS_CAME: f"{upper_first(past)} {LESS[name][1]} {NO_FORECAST}.",
    }
    return silent.get(found.silence, "") if found.silence else ""


def _same_period(found: SamePeriod, name: str, rough_rows: int) -> str:
    year, before = found.now.end.year, found.before.end.year
    is_whole = (found.now.end.month, found.now.end.day) == (12, 31)
    this = f"năm {year}" if is_whole else f"năm {year} đến ngày {found.now.end:%d/%m}"
    that = f"năm {before}" if is_whole else f"cùng kỳ năm {before}"
    if found.base is None:
        return f"{upper_first(that)} không thuộc nhiệm kỳ nên không so sánh."
    said = change_of_usd(found.value, found.base, Span(this, that), decrease=LESS[name][0])
    if found.value.happened and found.value.value >= 0:
        base = f" ({said_usd(found.base.value)})" if found.base.value > 0 else ""
        said = f"{this} {CAME[name]} {said_usd(found.value.value)}, {said}{base}"
    rough = f"; {rough_rows} dòng chỉ biết tháng, quý hoặc năm tính theo ngày quy ước" if rough_rows else ""
    return f"{upper_first(said)}{rough}."


# Every year, partners ---------------------------------------------------------------


def _year_sentences(card: Card, years: YearsProgress) -> list[str]:
    unit = "số tiền" if card.figure.unit in (Unit.USD, Unit.VND) else str(card.figure.unit)
    lacking = "chưa đủ số tiền" if unit == "số tiền" else f"chưa đủ số {unit}"
    if years.missed:
        empty = {year for year, held, _ in years.years if held == 0}
        missed = ", ".join(str(year) for year in years.missed)
        lack = f"không có {unit} nào" if set(years.missed) <= empty else lacking
        return [f"Năm {missed} {lack}: một năm không đủ là không đạt chỉ tiêu."]
    if years.state is State.MET and years.is_over:
        return [f"Mỗi năm trong nhiệm kỳ đều {_yearly(card)}."]
    running = [year for year, _, state in years.years if state is YearState.PENDING]
    return [f"Năm {running[0]} {lacking}, năm chưa hết."] if running else []


def _yearly(card: Card) -> str:
    """What each year holds: "tổ chức ít nhất 01 lớp tập huấn"."""
    if card.figure.key == "training_by_year":
        return f"tổ chức ít nhất {leading_zero(card.goal or 1)} lớp tập huấn"
    more = "trên" if card.comparison == "more_than" else "ít nhất"
    return f"có {more} {amount(card.goal or 1, card.figure.unit)}"


def _partners(facts: Facts) -> str:
    found = facts.partners
    if not found.established and not found.extended:
        return "Chưa ghi đối tác Đông Nam Á nào trong nhiệm kỳ."
    names = f" ({', '.join(found.new_countries)})" if found.new_countries else ""
    return (
        f"Thiết lập mới {len(found.established)}, mở rộng quan hệ {len(found.extended)} tổ chức nhân dân; "
        f"{len(found.new_countries)} nước lần đầu có quan hệ{names}."
    )
