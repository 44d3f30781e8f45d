"""The term year by year against its targets, and its partners."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from config.kit.money import percent as share_of
from config.kit.text import collation_key
from reports.printed import sheets
from reports.printed.sheets import Annex, PrintTable
from reports.printed.summary import Summary, TermStand
from reports.printed.summary_rows import TermYear
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import Keys
from reports.printed.tables.columns import Column, place_column
from reports.printed.tables.notes import term_note
from reports.printed.text_tables import counting_rule


class _Year(NamedTuple):
    """A year with what part of the goals its running sums are; None without a goal."""

    line: TermYear
    committed_percent: Decimal | None
    disbursed_percent: Decimal | None


YEARS = (
    Column("year", "Năm", 15, lambda row: sheets.centred(f"{row.line.year}{' (*)' if row.line.is_partial else ''}")),
    Column(
        "committed",
        "Trong năm",
        22.5,
        lambda row: sheets.dollars(row.line.committed, happened=bool(row.line.committed)),
        above="Cam kết",
    ),
    Column("committed_sum", "Lũy kế", 24, lambda row: sheets.dollars(row.line.committed_sum), above="Cam kết"),
    Column("committed_percent", "Đạt (%)", 13, lambda row: sheets.percent(row.committed_percent), above="Cam kết"),
    Column(
        "disbursed",
        "Trong năm",
        22.5,
        lambda row: sheets.dollars(row.line.disbursed, happened=bool(row.line.disbursed)),
        above="Giải ngân",
    ),
    Column("disbursed_sum", "Lũy kế", 24, lambda row: sheets.dollars(row.line.disbursed_sum), above="Giải ngân"),
    Column("disbursed_percent", "Đạt (%)", 13, lambda row: sheets.percent(row.disbursed_percent), above="Giải ngân"),
    Column("classes", "Lớp", 11, lambda row: sheets.count(row.line.classes), above="Tập huấn"),
    Column("trainees", "Học viên", 19.5, lambda row: sheets.count(row.line.trainees), above="Tập huấn", grows=True),
)
PARTNERS = (
    place_column(10),
    Column("name", "Đối tác", 70.5, lambda row: sheets.text(row.name), grows=True),
    Column("country", "Nước", 28, lambda row: sheets.text(row.country)),
    Column("on", "Ngày thiết lập, ký kết", 28, lambda row: sheets.centred(f"{row.on:%d/%m/%Y}")),
    Column("result", "Kết quả", 28, lambda row: sheets.text("Thiết lập mới" if row.is_new else "Mở rộng")),
)


def term_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    term = summary.term
    if term is None:
        return None
    made = [_years_table(term, tables["years"])]
    if term.partners:
        made.append(_partners_table(term, tables["partners"]))
    return Annex("term", f"Tiến độ thực hiện chỉ tiêu nhiệm kỳ {term.name}", tuple(made))


def _years_table(term: TermStand, keys: Keys) -> PrintTable:
    goals = {target.figure: target.goal for target in term.targets if target.kind == "total"}
    committed, disbursed = goals.get("committed_usd"), goals.get("disbursed_usd")
    columns = listing.chosen(YEARS, keys)
    rows = [
        _Year(line, _share(line.committed_sum, committed), _share(line.disbursed_sum, disbursed)) for line in term.years
    ]
    last = rows[-1] if rows else _Year(TermYear(0, False, 0, 0, 0, 0, 0, 0), None, None)
    sums = {
        "committed": sheets.added(sheets.dollars(last.line.committed_sum)),
        "committed_percent": sheets.percent(last.committed_percent),
        "disbursed": sheets.added(sheets.dollars(last.line.disbursed_sum)),
        "disbursed_percent": sheets.percent(last.disbursed_percent),
        "classes": sheets.added(sheets.count(sum(line.classes for line in term.years))),
        "trainees": sheets.added(sheets.count(sum(line.trainees for line in term.years))),
    }
    return PrintTable(
        name="years",
        css="bang-31",
        caption="1. Giá trị cam kết, giải ngân viện trợ PCPNN (USD) và tập huấn theo năm",
        widths=listing.widths(columns, is_wide=False),
        head=listing.head(columns),
        body=listing.lines(columns, rows),
        foot=(listing.total(columns, "Cộng", sums, over=range(len(rows))),),
        notes=(_notes(term),),
    )


def _share(value: int, goal: int | None) -> Decimal | None:
    return None if not goal else share_of(value, goal)


def _notes(term: TermStand) -> str:
    notes = [counting_rule(term)]
    if any(line.is_partial for line in term.years):
        notes.append("Dấu (*): năm chỉ tính một phần.")
    return term_note(term, *notes)


def _partners_table(term: TermStand, keys: Keys) -> PrintTable:
    rows = sorted(term.partners, key=lambda line: (not line.is_new, line.on, collation_key(line.name)))
    new, columns = ", ".join(term.new_countries), listing.chosen(PARTNERS, keys)
    return PrintTable(
        name="partners",
        css="bang-33",
        caption="2. Tổ chức nhân dân các nước Đông Nam Á",
        widths=listing.widths(columns, is_wide=False),
        head=listing.head(columns),
        body=listing.lines(columns, rows),
        notes=(f"Nước lần đầu có quan hệ trong nhiệm kỳ: {new}.",) if new else (),
    )
