"""The tables on the page of a term: its targets, their milestones, and what each counting rule would make of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from config.kit.numbers import write_number
from config.kit.periods import Period
from config.kit.tables import Column, Link, Pill, Table, make_table
from config.kit.text import no_break
from reports.counting_effect import Effect, effects
from reports.measures import CATALOGUE
from reports.milestones import last_differs, outside_years
from reports.models import Target, Term
from reports.registers import TARGETS

HISTORY, ARCHIVE = no_break("Lịch", "sử"), no_break("Lưu", "trữ")
CHOSEN = Pill("Đang dùng", "ok", "check")


def days_of(period: Period) -> str:
    return f"{period.start:%d/%m/%Y} – {period.end:%d/%m/%Y}"


# Targets --------------------------------------------------------------------------


def target_table(targets: Sequence[Target], *, may_edit: bool) -> Table:
    """The targets with what they are measured by; those who may edit reach form and archive from here."""
    columns = [
        Column("label", "Chỉ tiêu", lambda target: target.label),
        Column("kind", "Kiểu", lambda target: target.get_kind_display()),
        Column("figure", "Con số đo", figure_name),
        Column("goal", "Mức đặt ra", goal_text),
        Column("assessment", "Đánh giá", assessment, sub=lambda target: target.assessment_text),
        Column("history", "Lịch sử", lambda target: Link(HISTORY, TARGETS.url("history", target.pk)), kind="link"),
    ]
    if may_edit:
        archive = Column(
            "archive", "Lưu trữ", lambda target: Link(ARCHIVE, TARGETS.url("archive", target.pk)), kind="link"
        )
        columns.append(archive)
    url = (lambda target: TARGETS.url("edit", target.pk)) if may_edit else None
    return make_table("Chỉ tiêu", columns, targets, url=url, empty="Nhiệm kỳ chưa đặt chỉ tiêu nào.")


def assessment(target: Target) -> str:
    """What staff say of a target that no figure measures."""
    return "" if target.figure else target.get_assessment_display()


def figure_name(target: Target) -> str:
    return CATALOGUE[target.figure].label if target.figure in CATALOGUE else target.figure


def unit_of(target: Target) -> str:
    return str(CATALOGUE[target.figure].unit) if target.figure in CATALOGUE else ""


def goal_text(target: Target) -> str:
    """The goal as the target states it, else its number with the unit of its figure."""
    if target.goal_text or target.goal is None:
        return target.goal_text
    return f"{target.get_comparison_display()} {write_number(target.goal)} {unit_of(target)}".strip()


# Milestones -----------------------------------------------------------------------


def milestone_tables(targets: Sequence[Target], term: Term) -> list[Table]:
    """One table of the targets that have milestones, a column a year; none where nobody has set any."""
    goals = {target.pk: {row.year: row.goal for row in target.milestones.all()} for target in targets}
    years = sorted({year for given in goals.values() for year in given})
    if not years:
        return []
    counted = term.period.years()

    def remarks(target: Target) -> str:
        given = goals[target.pk]
        said = (last_differs(given, target.goal), outside_years(given, counted))
        return " ".join(sentence for sentence in said if sentence)

    columns = [
        Column("label", "Chỉ tiêu", lambda target: target.label, sub=remarks),
        *(_milestone_column(goals, year) for year in years),
        Column("goal", "Mức đặt ra", lambda target: target.goal, kind="number"),
        Column("unit", "Đơn vị", unit_of),
    ]
    marked = [target for target in targets if goals[target.pk]]
    return [make_table("Mốc hằng năm, cộng từ đầu nhiệm kỳ", columns, marked)]


def _milestone_column(goals: Any, year: int) -> Column:
    return Column(f"y{year}", f"Hết {year}", lambda target: goals[target.pk].get(year), kind="number")


# The effect of counting -----------------------------------------------------------


def effect_table(term: Term, day: date) -> Table:
    """The four rules side by side at the end of `day`; each number opens its rows."""
    columns = (
        Column("rule", "Ngày được tính", lambda one: one.rule.label, sub=lambda one: days_of(one.whole)),
        Column("chosen", "Đang dùng", lambda one: CHOSEN if one.is_chosen else None, kind="pill"),
        _figure_column("committed_usd", "Cam kết (USD)", kind="usd"),
        _figure_column("disbursed_usd", "Giải ngân (USD)", kind="usd"),
        _figure_column("training_by_year", "Lớp tập huấn", kind="number", sub=_years_said),
        _figure_column("sea_partners_established", "Đối tác Đông Nam Á mới", kind="number"),
    )
    found = effects(term, day)
    caption = "Ảnh hưởng của cách tính"
    if day < max(one.whole.end for one in found):
        caption = f"{caption}, số liệu đến hết ngày {day:%d/%m/%Y}"
    return make_table(caption, columns, found)


def _figure_column(key: str, label: str, **more: Any) -> Column:
    return Column(key, label, lambda one: one.total(key), url=lambda one: one.rows(key), **more)


def _years_said(one: Effect) -> str:
    held, years = one.years_with_class
    return f"{held}/{years} năm có lớp"
