"""The lists of aid: carried out, approved, handed over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from config.kit.money import percent as share_of
from reports.printed import sheets
from reports.printed.narrative import handed_words
from reports.printed.sheets import Annex, PrintCell, PrintRow, PrintTable
from reports.printed.summary import Summary
from reports.printed.summary_rows import (
    ApprovedGroup,
    ApprovedLine,
    OutputRow,
    ProjectGroup,
    ProjectLine,
    totals_of,
)
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import Keys
from reports.printed.tables.columns import Column, place_column
from reports.printed.tables.notes import both, lacks, left_out, money_note, rate_note, without_dong

LETTERS = "ABCDEFG"
Sums = Callable[[Sequence[Any]], Mapping[str, PrintCell]]


def written_day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""


def _decision(number: str, on: date | None) -> PrintCell:
    return sheets.centred("\n".join(part for part in (number, written_day(on)) if part))


def _value(cents: int | None, places: int, *, has_rows: bool) -> PrintCell:
    """Dots where rows are recorded that no rate has turned into this currency; a dash where there are none."""
    return sheets.number(cents, places, happened=has_rows)


# Carried out ------------------------------------------------------------------

PROJECTS = (
    place_column(6.5),
    Column("name", "Tên chương trình, dự án, phi dự án", 27, lambda row: sheets.text(row.name), grows=True),
    Column("donors", "Bên tài trợ (quốc gia, vùng lãnh thổ)", 21.5, lambda row: sheets.text(row.donors), grows=True),
    Column("owner", "Cơ quan chủ quản / Chủ dự án", 20, lambda row: sheets.text(row.owner), grows=True),
    Column("places", "Địa bàn", 16.5, lambda row: sheets.text(row.places), grows=True),
    Column("sectors", "Lĩnh vực", 16.5, lambda row: sheets.text(row.sectors), grows=True),
    Column("span", "Thời gian thực hiện", 12.5, lambda row: sheets.centred(row.span)),
    Column(
        "decision",
        "Quyết định phê duyệt (số, ngày)",
        21,
        lambda row: _decision(row.approval_number, row.approval_on),
    ),
    Column("aid", "Viện trợ", 17.5, lambda row: _value(row.aid, 2, has_rows=row.has_aid), above="Tổng vốn", grows=True),
    Column(
        "counterpart", "Đối ứng", 20, lambda row: sheets.count(row.counterpart_vnd or 0, dash=True), above="Tổng vốn"
    ),
    Column(
        "committed",
        "Cam kết trong kỳ",
        16.5,
        lambda row: sheets.dollars(row.committed, happened=row.has_committed),
        grows=True,
    ),
    Column(
        "disbursed",
        "Giải ngân trong kỳ",
        16.5,
        lambda row: sheets.dollars(row.disbursed, happened=row.has_disbursed),
        grows=True,
    ),
    Column("paid", "Lũy kế giải ngân", 17.5, lambda row: sheets.dollars(row.paid, happened=bool(row.paid)), grows=True),
    Column("percent", "Tỷ lệ (%)", 8.5, lambda row: sheets.percent(row.percent)),
    Column("notes", "Ghi chú", 13.5, lambda row: sheets.text("; ".join(row.notes)), grows=True),
)
MEANINGS = {
    "aid": "Viện trợ: cam kết hiện hành đến ngày cuối kỳ.",
    "percent": "Tỷ lệ: lũy kế giải ngân so với viện trợ.",
}
NOTHING = "Dấu “-”: không phát sinh."


def projects_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    groups, columns = summary.annexes.projects, listing.chosen(PROJECTS, tables["projects"])
    if not groups:
        return None
    period, keys = summary.period, tables["projects"]
    in_dong = "; vốn đối ứng: đồng" if "counterpart" in keys else ""
    body = _grouped(columns, [(_with_count(group), group.lines) for group in groups], _project_sums)
    lines = [line for group in groups for line in group.lines]
    table = PrintTable(
        name="projects",
        css="bang-1",
        is_wide=True,
        widths=listing.widths(columns, is_wide=True),
        unit=f"Đơn vị tính: USD{in_dong}; kỳ báo cáo từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}",
        head=listing.head(columns, is_numbered=True),
        body=body,
        foot=(_grand_total(columns, body, _project_sums(lines)),),
        notes=(_projects_note(summary, keys),),
    )
    title = f"Danh mục chương trình, dự án, khoản phi dự án viện trợ PCPNN {summary.occasion.heading}"
    return Annex("projects", title, (table,), is_wide=True)


def _projects_note(summary: Summary, keys: Keys) -> str:
    """What the columns mean; those that run up to the as-of date may leave out rows from before the period."""
    said = [words for key, words in MEANINGS.items() if key in keys]
    return money_note(summary, *said, NOTHING, _earlier(summary) if {"aid", "paid"} & set(keys) else "")


def _earlier(summary: Summary) -> str:
    """All rows of the period belong to projects of the list: more rows without a value lie before the period."""
    held, aid = summary.annexes, summary.aid
    up_to, within = both(held.aid_lacks, held.paid_lacks), both(aid.committed, aid.disbursed)
    known, told = (sum(len(side.without_usd) for _, side in sides) for sides in (up_to, within))
    return left_out("Số lũy kế đến ngày cuối kỳ", up_to) if known > told else ""


def _with_count(group: ProjectGroup | ApprovedGroup) -> str:
    return f"{group.label} ({len(group.lines)} khoản)"


def _grouped(
    columns: Sequence[Column], groups: Iterable[tuple[str, Sequence[Any]]], sums: Sums
) -> tuple[PrintRow, ...]:
    """The lines of each group under a line of its totals; lines are numbered through all groups."""
    rows: list[PrintRow] = []
    place = 0
    for letter, (label, lines) in zip(LETTERS, groups, strict=False):
        below = range(len(rows) + 1, len(rows) + 1 + len(lines))
        rows.append(listing.total(columns, f"{letter}. {label}", sums(lines), css="nhom", over=below))
        rows += [listing.line(columns, place + number, line) for number, line in enumerate(lines, start=1)]
        place += len(lines)
    return tuple(rows)


def _grand_total(columns: Sequence[Column], body: Sequence[PrintRow], sums: Mapping[str, PrintCell]) -> PrintRow:
    return listing.total(columns, "Tổng cộng", sums, over=sheets.places_of(body, "nhom"))


def _project_sums(lines: Sequence[ProjectLine]) -> Mapping[str, PrintCell]:
    sums = totals_of(lines)
    committed, disbursed = (any(getattr(line, f"has_{side}") for line in lines) for side in ("committed", "disbursed"))
    return {
        "aid": sheets.added(sheets.dollars(sums.aid)),
        "counterpart": sheets.added(sheets.count(sums.counterpart_vnd, dash=True)),
        "committed": sheets.added(sheets.dollars(sums.committed, happened=committed)),
        "disbursed": sheets.added(sheets.dollars(sums.disbursed, happened=disbursed)),
        "paid": sheets.added(sheets.dollars(sums.paid, happened=bool(sums.paid))),
        "percent": sheets.percent(share_of(sums.paid, sums.aid) if sums.aid > 0 else None),
    }


# Approved ---------------------------------------------------------------------

APPROVED = (
    place_column(7),
    Column("name", "Tên chương trình, dự án, phi dự án", 45, lambda row: sheets.text(row.name), grows=True),
    Column("donors", "Bên tài trợ (quốc gia, vùng lãnh thổ)", 35, lambda row: sheets.text(row.donors), grows=True),
    Column("recipient", "Bên tiếp nhận", 32, lambda row: sheets.text(row.recipient), grows=True),
    Column("modality", "Hình thức", 13, lambda row: sheets.centred(row.modality)),
    Column("usd", "USD", 25, lambda row: _value(row.usd, 2, has_rows=row.has_value), above="Giá trị"),
    Column("vnd", "Đồng", 29, lambda row: _value(row.vnd, 0, has_rows=row.has_value), above="Giá trị"),
    Column("decision", "Số, ngày quyết định", 31, lambda row: _decision(row.number, row.on)),
    Column("issuer", "Cấp phê duyệt", 30, lambda row: sheets.text(row.issuer), grows=True),
)
FORMS = "CT: chương trình; DA: dự án; PDA: phi dự án; CTKC: cứu trợ khẩn cấp."


def approved_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    groups, columns = summary.annexes.approved, listing.chosen(APPROVED, tables["approved"])
    if not groups:
        return None
    body = _grouped(columns, [(_with_count(group), group.lines) for group in groups], _approved_sums)
    lines = [line for group in groups for line in group.lines]
    table = PrintTable(
        name="approved",
        css="bang-1",
        is_wide=True,
        widths=listing.widths(columns, is_wide=True),
        head=listing.head(columns, is_numbered=True),
        body=body,
        foot=(_grand_total(columns, body, _approved_sums(lines)),),
        notes=(_approved_note(summary, lines),),
    )
    title = f"Khoản viện trợ PCPNN được phê duyệt {summary.occasion.heading}, phân theo cơ sở pháp lý"
    return Annex("approved", title, (table,), is_wide=True)


def _approved_sums(lines: Sequence[ApprovedLine]) -> Mapping[str, PrintCell]:
    has_value = any(line.has_value for line in lines)
    return {
        name: sheets.added(_value(sum(getattr(line, name) or 0 for line in lines), places, has_rows=has_value))
        for name, places in (("usd", 2), ("vnd", 0))
    }


def _approved_note(summary: Summary, lines: Iterable[ApprovedLine]) -> str:
    """Its sums run up to the as-of date, so they lack other rows than those of the period."""
    lacking = summary.annexes.approved_lacks
    said = (
        FORMS,
        f"Giá trị: cam kết của khoản đến ngày {summary.as_of:%d/%m/%Y}, gồm cả điều chỉnh.",
        rate_note(summary.rates),
        lacks("Giá trị", [("cam kết", lacking)]),
        without_dong("Giá trị bằng đồng", "cam kết", lacking.without_vnd),
        _unknown(lines),
    )
    return " ".join(part for part in said if part)


def _unknown(lines: Iterable[ApprovedLine]) -> str:
    has_dots = any(line.has_value and None in (line.usd, line.vnd) for line in lines)
    return f"Dấu “{sheets.UNKNOWN}”: chưa quy đổi, không tính vào tổng." if has_dots else ""


# Handed over ------------------------------------------------------------------


def _what(row: OutputRow) -> PrintCell:
    return sheets.text("\n".join(part for part in (row.label, row.description) if part))


def _quantity(row: OutputRow) -> PrintCell:
    """As many decimals as the quantity has."""
    places = max(0, -int(row.quantity.normalize().as_tuple().exponent))
    whole = sheets.number(row.quantity, places)
    return PrintCell(whole.words, "n", value=row.quantity, places=places)


OUTPUTS = (
    place_column(7),
    Column("what", "Công trình, kết quả", 45, _what, grows=True),
    Column("quantity", "Số lượng", 16, _quantity),
    Column("unit", "Đơn vị tính", 16, lambda row: sheets.centred(row.unit)),
    Column("project", "Khoản viện trợ", 50, lambda row: sheets.text(row.project), grows=True),
    Column("donors", "Bên tài trợ (quốc gia, vùng lãnh thổ)", 34, lambda row: sheets.text(row.donors), grows=True),
    Column("owner", "Chủ dự án", 28, lambda row: sheets.text(row.owner), grows=True),
    Column("where", "Địa điểm", 32, lambda row: sheets.text(row.place), grows=True),
    Column("on", "Ngày bàn giao", 20, lambda row: sheets.centred(written_day(row.on))),
)


def outputs_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    rows, columns = summary.annexes.outputs, listing.chosen(OUTPUTS, tables["outputs"])
    if not rows:
        return None
    sums = ", ".join(handed_words(line) for line in summary.aid.handed_over)
    table = PrintTable(
        name="outputs",
        css="bang-2",
        is_wide=True,
        widths=listing.widths(columns, is_wide=True),
        head=listing.head(columns),
        body=listing.lines(columns, rows),
        notes=(f"Cộng theo loại: {sums}. Số lượng chỉ cộng trong cùng một loại, một đơn vị tính.",),
    )
    title = f"Công trình, kết quả viện trợ PCPNN bàn giao {summary.occasion.heading}"
    return Annex("outputs", title, (table,), is_wide=True)
