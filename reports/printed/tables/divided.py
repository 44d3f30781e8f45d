"""The aid of a period by sector, district, country and year."""

from collections.abc import Mapping
from dataclasses import replace

from config.kit.money import percent as share_of
from reports.printed import sheets
from reports.printed.sheets import Annex, PrintCell, PrintTable
from reports.printed.summary import Summary
from reports.printed.summary_rows import Divided, DividedLine
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import Keys
from reports.printed.tables.columns import Column, place_column
from reports.printed.tables.notes import money_note
from reports.printed.wording import joined

MOST_ON_A_PAGE = 30


def _name(row: DividedLine) -> PrintCell:
    mark = " (chưa phân bổ)" if row.is_rest else " (*)" if row.is_partial else ""
    return sheets.text(f"{row.label}{mark}")


# Heads of the columns that the divisions have in common; that of the name goes by the division.
DIVIDED = (
    place_column(10),
    Column("name", "", 49.5, _name, grows=True),
    Column("donors", "Số bên tài trợ", 15, lambda row: sheets.count(row.donors)),
    Column("projects", "Số khoản viện trợ", 16, lambda row: sheets.count(row.projects)),
    Column(
        "committed",
        "Cam kết trong kỳ (USD)",
        28,
        lambda row: sheets.dollars(row.committed, happened=bool(row.committed)),
    ),
    Column(
        "disbursed",
        "Giải ngân trong kỳ (USD)",
        28,
        lambda row: sheets.dollars(row.disbursed, happened=bool(row.disbursed)),
    ),
    Column("percent", "Tỷ trọng giải ngân (%)", 18, lambda row: sheets.percent(row.percent)),
)
# Where the lines stand in Annexes, the head of the names, how title and note call them.
DIVISIONS = {
    "sectors": ("by_sector", "Lĩnh vực", "lĩnh vực"),
    "districts": ("by_district", "Huyện, thành phố, thị xã", "địa bàn"),
    "countries": ("by_country", "Nước của bên tài trợ", "nước của bên tài trợ"),
    "years": ("by_year", "Năm", "năm"),
}


def divided_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    """A table for each division that has lines; the notes stand once, under the last."""
    held = {name: getattr(summary.annexes, DIVISIONS[name][0]) for name in tables}
    printed = [name for name in tables if held[name].lines]
    if not printed:
        return None
    made = [_table(name, place, held[name], tables[name], summary) for place, name in enumerate(printed, start=1)]
    made[-1] = replace(made[-1], notes=(_note(summary, printed),))
    title = f"Viện trợ PCPNN {summary.occasion.heading} phân theo {_ways(printed)}"
    return Annex("divided", title, tuple(made))


def _ways(printed: list[str]) -> str:
    return joined([DIVISIONS[name][2] for name in printed])


def _table(name: str, place: int, held: Divided, keys: Keys, summary: Summary) -> PrintTable:
    _, label, way = DIVISIONS[name]
    columns = [
        Column(column.key, label, column.mm, column.cell, grows=True) if column.key == "name" else column
        for column in listing.chosen(DIVIDED, keys)
    ]
    aid = summary.aid
    committed, disbursed = aid.committed.now, aid.disbursed.now
    sums = {
        "donors": sheets.count(held.donors),
        "projects": sheets.count(held.projects),
        "committed": sheets.added(sheets.dollars(committed.value, happened=committed.happened)),
        "disbursed": sheets.added(sheets.dollars(disbursed.value, happened=disbursed.happened)),
        "percent": sheets.percent(share_of(disbursed.value, disbursed.value) if disbursed.value > 0 else None),
    }
    return PrintTable(
        # The term has a table "years" of its own.
        name="aid_years" if name == "years" else name,
        # A short table stays on one page (static/css/report.css), a long one may break.
        css="bang-4" if len(held.lines) <= MOST_ON_A_PAGE else "bang-dai",
        widths=listing.widths(columns, is_wide=False),
        head=listing.head(columns),
        body=listing.lines(columns, held.lines),
        foot=(listing.total(columns, "Tổng cộng", sums, over=range(len(held.lines))),),
        caption=f"{place}. Theo {way}",
    )


def _note(summary: Summary, printed: list[str]) -> str:
    ways = _ways(printed).replace(" và ", ", ")
    said = [
        f"Một bên tài trợ hoặc một khoản viện trợ có thể thuộc nhiều {ways} nên số bên tài trợ và số khoản ở dòng Tổng "
        "cộng được đếm riêng, không phải tổng của các dòng. Giá trị được chia theo tỷ lệ ghi ở từng khoản. Tỷ trọng "
        "được làm tròn nên tổng các dòng có thể lệch 0,1."
    ]
    if "years" in printed and any(line.is_partial for line in summary.annexes.by_year.lines):
        said.append("Dấu (*): năm chỉ tính một phần.")
    return money_note(summary, *said)
