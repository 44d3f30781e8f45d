"""The annexes on the term, and on sectors and districts, as printed tables."""

from dataclasses import replace
from decimal import Decimal

from config.kit.money import percent as share_of
from config.kit.numbers import write_number
from config.kit.text import collation_key
from reports.render import sheets
from reports.render.annual_tables import counting_rule
from reports.render.sheets import Annex, PrintCell, PrintRow, PrintTable
from reports.summary import Summary, TermStand
from reports.summary_rows import Divided, PartnerRow, TermYear

# The term ---------------------------------------------------------------------


def term_annex(summary: Summary) -> Annex | None:
    term = summary.term
    if term is None:
        return None
    tables = [_years_table(term)]
    if term.partners:
        tables.append(_partners_table(term))
    return Annex("term", "pl-chi-tieu", f"Tiến độ thực hiện chỉ tiêu nhiệm kỳ {term.name}", tuple(tables))


def _years_table(term: TermStand) -> PrintTable:
    goals = {target.figure: target.goal for target in term.targets if target.kind == "total"}
    committed, disbursed = goals.get("committed_usd"), goals.get("disbursed_usd")
    last = term.years[-1] if term.years else None
    total = sheets.row(
        sheets.row_head("Cộng"),
        sheets.dollars(last.committed_sum if last else 0),
        sheets.blank(),
        sheets.percent(_share(last.committed_sum if last else 0, committed)),
        sheets.dollars(last.disbursed_sum if last else 0),
        sheets.blank(),
        sheets.percent(_share(last.disbursed_sum if last else 0, disbursed)),
        PrintCell(write_number(sum(line.classes for line in term.years)), "n"),
        PrintCell(write_number(sum(line.trainees for line in term.years)), "n"),
        css="tong",
    )
    notes = [counting_rule(term)]
    if any(line.is_partial for line in term.years):
        notes.append("Dấu (*): năm chỉ tính một phần.")
    return PrintTable(
        name="years",
        css="bang-31",
        caption="1. Giá trị cam kết, giải ngân viện trợ PCPNN (USD) và tập huấn theo năm",
        widths=("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"),
        head=(
            sheets.row(
                sheets.head("Năm", rowspan=2),
                sheets.head("Cam kết", colspan=3),
                sheets.head("Giải ngân", colspan=3),
                sheets.head("Tập huấn", colspan=2),
            ),
            sheets.heads("Trong năm", "Lũy kế", "Đạt (%)", "Trong năm", "Lũy kế", "Đạt (%)", "Lớp", "Học viên"),
        ),
        body=tuple(_year_row(line, committed, disbursed) for line in term.years),
        foot=(total,),
        notes=(" ".join(notes),),
    )


def _year_row(line: TermYear, committed: int | None, disbursed: int | None) -> PrintRow:
    return sheets.row(
        sheets.centred(f"{line.year}{' (*)' if line.is_partial else ''}"),
        sheets.dollars(line.committed, happened=bool(line.committed)),
        sheets.dollars(line.committed_sum),
        sheets.percent(_share(line.committed_sum, committed)),
        sheets.dollars(line.disbursed, happened=bool(line.disbursed)),
        sheets.dollars(line.disbursed_sum),
        sheets.percent(_share(line.disbursed_sum, disbursed)),
        PrintCell(write_number(line.classes), "n"),
        PrintCell(write_number(line.trainees), "n"),
    )


def _share(value: int, goal: int | None) -> Decimal | None:
    return None if not goal else share_of(value, goal)


def _partners_table(term: TermStand) -> PrintTable:
    rows = sorted(term.partners, key=lambda line: (not line.is_new, line.on, collation_key(line.name)))
    new = ", ".join(term.new_countries)
    return PrintTable(
        name="partners",
        css="bang-33",
        caption="2. Tổ chức nhân dân các nước Đông Nam Á",
        widths=("w10", "wx", "w28", "w28", "w28"),
        head=(sheets.heads("TT", "Đối tác", "Nước", "Ngày thiết lập, ký kết", "Kết quả"),),
        body=tuple(_partner_row(place, line) for place, line in enumerate(rows, start=1)),
        notes=(f"Nước lần đầu có quan hệ trong nhiệm kỳ: {new}.",) if new else (),
    )


def _partner_row(place: int, line: PartnerRow) -> PrintRow:
    return sheets.row(
        sheets.centred(str(place)),
        sheets.text(line.name),
        sheets.text(line.country),
        sheets.centred(f"{line.on:%d/%m/%Y}"),
        sheets.text("Thiết lập mới" if line.is_new else "Mở rộng"),
    )


# Sectors and districts --------------------------------------------------------


def divided_annex(summary: Summary) -> Annex | None:
    held = summary.annexes
    if not (held.by_sector.lines or held.by_district.lines):
        return None
    sectors = _divided_table("sectors", "1. Theo lĩnh vực", "Lĩnh vực", held.by_sector, summary)
    districts = _divided_table("districts", "2. Theo địa bàn", "Huyện, thành phố, thị xã", held.by_district, summary)
    note = (
        "Một bên tài trợ hoặc một khoản viện trợ có thể thuộc nhiều lĩnh vực, địa bàn nên số bên tài trợ và số khoản ở "
        "dòng Tổng cộng được đếm riêng, không phải tổng của các dòng. Giá trị được chia theo tỷ lệ ghi ở từng khoản. "
        "Tỷ trọng được làm tròn nên tổng các dòng có thể lệch 0,1."
    )
    title = f"Viện trợ PCPNN năm {summary.year} phân theo lĩnh vực và địa bàn"
    return Annex("divided", "pl-linh-vuc", title, (sectors, replace(districts, notes=(note,))))


def _divided_table(name: str, caption: str, label: str, held: Divided, summary: Summary) -> PrintTable:
    labels = (
        "TT",
        label,
        "Số bên tài trợ",
        "Số khoản viện trợ",
        "Cam kết trong kỳ (USD)",
        "Giải ngân trong kỳ (USD)",
        "Tỷ trọng giải ngân (%)",
    )
    aid = summary.aid
    total = sheets.row(
        sheets.blank(),
        sheets.row_head("Tổng cộng"),
        PrintCell(write_number(held.donors), "n"),
        PrintCell(write_number(held.projects), "n"),
        sheets.dollars(aid.committed.now.value, happened=aid.committed.now.happened),
        sheets.dollars(aid.disbursed.now.value, happened=aid.disbursed.now.happened),
        sheets.percent(share_of(aid.disbursed.now.value, aid.disbursed.now.value)),
        css="tong",
    )
    body = [
        sheets.row(
            sheets.centred(str(place)),
            sheets.text(f"{line.label} (chưa phân bổ)" if line.is_rest else line.label),
            PrintCell(write_number(line.donors), "n"),
            PrintCell(write_number(line.projects), "n"),
            sheets.dollars(line.committed, happened=bool(line.committed)),
            sheets.dollars(line.disbursed, happened=bool(line.disbursed)),
            sheets.percent(line.percent),
        )
        for place, line in enumerate(held.lines, start=1)
    ]
    widths = ("w10", "wx", "w15", "w16", "w28", "w28", "w18")
    return PrintTable(name, "bang-4", widths, (sheets.heads(*labels),), tuple(body), (total,), caption)
