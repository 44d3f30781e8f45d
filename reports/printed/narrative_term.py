"""The sentences on the targets of the term, in the approved words. Pure: no Django."""

from config.kit.numbers import leading_zero, write_number, write_percent, write_scaled_vnd
from config.kit.text import collation_key, upper_first
from reports.printed.summary import TargetStand, TermStand
from reports.printed.wording import counted, goal_usd, joined, listed, million_usd

NO_GOAL = "Nhiệm kỳ chưa đặt chỉ tiêu bằng số."
COMPARISONS = {"more_than": "trên", "at_least": "ít nhất"}


def term_text(term: TermStand) -> str:
    """All measured targets in their order: totals, counts, what every year holds, partners."""
    told = {"total": total, "count": count, "every_year": every_year}
    sentences = [told[target.kind](target, term) for target in term.targets if target.kind in told]
    if any(target.kind == "partners" for target in term.targets):
        sentences.append(partners(term))
    return " ".join(_without_repeats(sentences))


def _without_repeats(sentences: list[str]) -> list[str]:
    """ "Nhiệm kỳ chưa đặt chỉ tiêu bằng số" is said once, at the end."""
    bare = [sentence.removesuffix(NO_GOAL).rstrip() for sentence in sentences]
    return [*bare, NO_GOAL] if bare != sentences else sentences


def amount(value: int, unit: str) -> str:
    """A reached value as sentences on targets say it."""
    if unit == "USD":
        return million_usd(value)
    return write_scaled_vnd(value) if unit == "đồng" else counted(value, unit)


def goal(target: TargetStand) -> str:
    """ "trên 35 triệu USD"; the words staff gave where they gave some."""
    if target.goal is None:
        return target.goal_text
    said = goal_usd(target.goal) if target.unit == "USD" else amount(target.goal, target.unit)
    return f"{COMPARISONS.get(target.comparison, '')} {said}".strip()


# Totals -----------------------------------------------------------------------


def total(target: TargetStand, term: TermStand) -> str:
    """A sum over the term, while it runs and at its end."""
    if target.actual is None:
        return f"Chưa có số liệu về {target.noun} của nhiệm kỳ {term.name}."
    reached = f"{target.noun} đạt {amount(target.actual, target.unit)}"
    if term.is_over:
        return f"Kết thúc nhiệm kỳ {term.name}, {reached}{_at_the_end(target)}"
    return f"Lũy kế từ đầu nhiệm kỳ đến ngày {term.as_of:%d/%m/%Y}, {reached}{_so_far(target)}"


def _of_goal(target: TargetStand) -> str:
    return f", bằng {write_percent(target.percent)}" if target.percent is not None else ""


def _at_the_end(target: TargetStand) -> str:
    if target.state == "no_goal":
        return f". {NO_GOAL}"
    met = "hoàn thành" if target.state == "met" else "chưa đạt"
    return f"{_of_goal(target)} chỉ tiêu, {met} chỉ tiêu Đại hội đề ra."


def _so_far(target: TargetStand) -> str:
    if target.state == "no_goal":
        return f". {NO_GOAL}"
    if target.state == "met":
        early = f" trước {target.months_early} tháng" if target.months_early else ""
        return f", vượt chỉ tiêu nhiệm kỳ ({goal(target)}){early}."
    said = f"{_of_goal(target)} chỉ tiêu nhiệm kỳ ({goal(target)})"
    if target.state == "on_course":
        return f"{said}, đúng tiến độ."
    if target.due is not None:
        return f"{said}, chậm so với tiến độ (theo mốc hằng năm phải đạt {write_percent(target.due)})."
    return f"{said}, chậm so với tiến độ ({write_percent(target.pace)} thời gian nhiệm kỳ đã qua)."


def count(target: TargetStand, term: TermStand) -> str:
    """A plain count as it stands on the day."""
    head = f"{upper_first(target.noun)} đến ngày {term.as_of:%d/%m/%Y}"
    if target.actual is None:
        return f"{head}: chưa có số liệu."
    said = f"{head}: {amount(target.actual, target.unit)}"
    if target.state == "no_goal":
        return f"{said}. {NO_GOAL}"
    met = "đạt" if target.state == "met" else "chưa đạt"
    return f"{said}{_of_goal(target)} chỉ tiêu nhiệm kỳ ({goal(target)}), {met} chỉ tiêu."


# Every year, partners ---------------------------------------------------------

BEGUN = ("đạt", "không đạt", "chưa hết năm")


def every_year(target: TargetStand, term: TermStand) -> str:
    """Years that hold enough among the years begun; the last year counts as begun on its first day."""
    what, verb, lacks = _held(target)
    begun = [(year, state) for year, _, state in target.years if state in BEGUN]
    if target.state == "no_data" or not begun:
        held = [year for year, number, _ in target.years if number]
        said = f"Có {leading_zero(len(held))} năm {verb} {what}." if held else f"Chưa có số liệu về {what}."
        return f"{said} {NO_GOAL}" if target.state == "no_goal" and held else said
    lacking = [year for year, state in begun if state != "đạt"]
    if not lacking and term.is_over:
        return f"Mỗi năm trong nhiệm kỳ đều {verb} ít nhất {_each(target)}, đạt chỉ tiêu."
    held_years = f"Có {leading_zero(len(begun) - len(lacking))}/{leading_zero(len(begun))} năm {verb}"
    enough = what if target.goal in (None, 1) else f"đủ {_each(target)}"
    if not lacking:
        return f"{held_years} {enough}, đúng tiến độ."
    return f"{held_years} {enough}; năm {', '.join(str(year) for year in lacking)} {lacks}."


def _held(target: TargetStand) -> tuple[str, str, str]:
    """What is held or counted each year, the verb for it, and what is said of a year that lacks it."""
    if target.unit == "lớp":
        return "lớp tập huấn", "tổ chức", "chưa tổ chức được"
    return (target.noun if target.unit in ("USD", "đồng") else target.unit), "có", "chưa đủ"


def _each(target: TargetStand) -> str:
    """The goal of a year."""
    number = target.goal or 1
    if target.unit in ("USD", "đồng"):
        return goal_usd(number) if target.unit == "USD" else amount(number, target.unit)
    return counted(number, _held(target)[0])


def partners(term: TermStand) -> str:
    """People's organisations of South-East Asia: new relations and extended ones, apart."""
    new = [row for row in term.partners if row.is_new]
    extended = [row for row in term.partners if not row.is_new]
    if not term.partners:
        return "Trong nhiệm kỳ chưa thiết lập thêm quan hệ với tổ chức nhân dân các nước Đông Nam Á."
    parts = []
    if new:
        countries = _countries([row.country for row in new])
        parts.append(
            f"đã thiết lập quan hệ với {counted(len(new), 'tổ chức nhân dân')} của "
            f"{counted(len(countries), 'nước Đông Nam Á')}{listed(countries)}"
        )
    if extended:
        countries = _countries([row.country for row in extended])
        parts.append(f"mở rộng quan hệ với {counted(len(extended), 'đối tác đã có')}{listed(countries)}")
    return f"Trong nhiệm kỳ {'; '.join(parts)}."


def _countries(names: list[str]) -> list[str]:
    return sorted(set(names), key=collation_key)


# What staff are offered -------------------------------------------------------


def remaining(term: TermStand) -> str:
    """How much the money targets still lack, in the words of a task; empty when nothing is missing."""
    tasks = {"giá trị cam kết": "vận động cam kết thêm", "giá trị giải ngân": "đôn đốc giải ngân thêm"}
    parts = []
    for target in term.targets:
        lacks = (target.goal or 0) - (target.actual or 0)
        if target.kind == "total" and target.unit == "USD" and lacks >= 0 and target.goal and target.state != "met":
            task = tasks.get(target.noun, f"nâng {target.noun} thêm")
            strict = "trên " if target.comparison == "more_than" else ""
            parts.append(f"{task} {strict}{_missing_usd(lacks)}")
    said = joined(parts) if len(parts) < 2 else ", ".join(parts)
    return f"{upper_first(said)} để hoàn thành chỉ tiêu nhiệm kỳ {term.name}." if said else ""


def _missing_usd(cents: int) -> str:
    """Cut down to two decimals, so that "trên" stays true; below a hundredth of a million in full dollars."""
    hundredths = cents // (10**6)
    if not hundredths:
        return f"{write_number(cents // 100)} USD"
    return f"{write_number(hundredths // 100)},{hundredths % 100:02d} triệu USD"


def behind(term: TermStand) -> list[str]:
    """Targets that lag or were missed, as weaknesses."""
    found = []
    for target in term.targets:
        if target.kind == "total" and target.state == "behind":
            found.append(f"{upper_first(target.noun)} lũy kế chậm so với tiến độ của nhiệm kỳ.")
        elif target.kind == "total" and target.state == "not_met":
            found.append(f"{upper_first(target.noun)} chưa đạt chỉ tiêu của nhiệm kỳ {term.name}.")
        elif target.kind == "every_year":
            missed = [str(year) for year, _, state in target.years if state == "không đạt"]
            if missed:
                what, _, lacks = _held(target)
                found.append(f"Năm {', '.join(missed)} {lacks} {what} theo chỉ tiêu nhiệm kỳ.")
    return found
