"""The annexes of the annual summary as printed tables; an annex without rows is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from config.kit.money import percent as share_of
from config.kit.numbers import write_number, write_scaled_vnd
from config.kit.text import upper_first
from delegations.lines import DelegationLine
from reports.render import sheets
from reports.render.annual_annexes_money import divided_annex, term_annex
from reports.render.annual_tables import rate_note
from reports.render.sheets import Annex, PrintCell, PrintRow, PrintTable
from reports.summary import Summary
from reports.summary_rows import (
    Annexes,
    MemberLine,
    ProjectGroup,
    ProjectLine,
    totals_of,
)

NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII")
LETTERS = "ABCDEFG"


def annexes(summary: Summary) -> tuple[Annex, ...]:
    """The annexes that have rows, numbered in their order."""
    makers: tuple[Callable[[Summary], Annex | None], ...] = (
        _projects,
        _incoming,
        _outgoing,
        _members,
        _classes,
        term_annex,
        divided_annex,
    )
    made = [annex for annex in (make(summary) for make in makers) if annex is not None]
    return tuple(replace(annex, number=NUMBERS[place]) for place, annex in enumerate(made))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""


# Projects ---------------------------------------------------------------------

PROJECT_WIDTHS = ("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15")
PROJECT_HEADS = (
    "TT",
    "Tên chương trình, dự án, phi dự án",
    "Bên tài trợ (quốc gia, vùng lãnh thổ)",
    "Cơ quan chủ quản / Chủ dự án",
    "Địa bàn",
    "Lĩnh vực",
    "Thời gian thực hiện",
    "Quyết định phê duyệt (số, ngày)",
)
MONEY_HEADS = ("Cam kết trong kỳ", "Giải ngân trong kỳ", "Lũy kế giải ngân", "Tỷ lệ (%)", "Ghi chú")


def _projects(summary: Summary) -> Annex | None:
    groups = summary.annexes.projects
    if not groups:
        return None
    period = summary.period
    table = PrintTable(
        name="projects",
        css="bang-1",
        is_wide=True,
        widths=PROJECT_WIDTHS,
        unit=(
            "Đơn vị tính: USD; vốn đối ứng: đồng; kỳ báo cáo từ ngày "
            f"{period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
        ),
        head=(
            sheets.row(
                *(sheets.head(label, rowspan=2) for label in PROJECT_HEADS),
                sheets.head("Tổng vốn", colspan=2),
                *(sheets.head(label, rowspan=2) for label in MONEY_HEADS),
            ),
            sheets.heads("Viện trợ", "Đối ứng"),
            sheets.numbered_columns(len(PROJECT_WIDTHS)),
        ),
        body=_project_rows(groups),
        foot=(_project_total("Tổng cộng", summary.annexes, css="tong"),),
        notes=(
            "Viện trợ: cam kết hiện hành đến ngày cuối kỳ. Tỷ lệ: lũy kế giải ngân so với viện trợ. Dấu “-”: không "
            f"phát sinh. {rate_note(summary.rates)}",
        ),
    )
    title = f"Danh mục chương trình, dự án, khoản phi dự án viện trợ PCPNN năm {summary.year}"
    return Annex("projects", "pl-du-an", title, (table,))


def _project_rows(groups: tuple[ProjectGroup, ...]) -> tuple[PrintRow, ...]:
    rows: list[PrintRow] = []
    place = 0
    for letter, group in zip(LETTERS, groups, strict=False):
        label = f"{letter}. {group.label} ({len(group.lines)} khoản)"
        rows.append(_project_total(label, Annexes(projects=(group,)), css="nhom"))
        for line in group.lines:
            place += 1
            rows.append(_project_row(place, line))
    return tuple(rows)


def _project_total(label: str, held: Annexes, *, css: str) -> PrintRow:
    lines = held.project_lines
    sums = totals_of(lines)
    return sheets.row(
        sheets.blank(),
        sheets.row_head(label, colspan=7),
        sheets.dollars(sums.aid),
        PrintCell(write_number(sums.counterpart_vnd) if sums.counterpart_vnd else sheets.NOTHING, "n"),
        sheets.dollars(sums.committed, happened=any(line.has_committed for line in lines)),
        sheets.dollars(sums.disbursed, happened=any(line.has_disbursed for line in lines)),
        sheets.dollars(sums.paid, happened=bool(sums.paid)),
        sheets.percent(share_of(sums.paid, sums.aid)),
        sheets.blank(),
        css=css,
    )


def _project_row(place: int, line: ProjectLine) -> PrintRow:
    decision = "\n".join(part for part in (line.approval_number, _day(line.approval_on)) if part)
    return sheets.row(
        sheets.centred(str(place)),
        *(sheets.text(value) for value in (line.name, line.donors, line.owner, line.places, line.sectors)),
        sheets.centred(line.span),
        sheets.centred(decision),
        sheets.dollars(line.aid, happened=True) if line.aid is not None else PrintCell(sheets.NOTHING, "n", ""),
        PrintCell(write_number(line.counterpart_vnd) if line.counterpart_vnd else sheets.NOTHING, "n"),
        sheets.dollars(line.committed, happened=line.has_committed),
        sheets.dollars(line.disbursed, happened=line.has_disbursed),
        sheets.dollars(line.paid, happened=bool(line.paid)),
        sheets.percent(line.percent),
        sheets.text("; ".join(line.notes)),
    )


# Delegations ------------------------------------------------------------------

VISIT_WIDTHS = ("b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12")
VISIT_HEADS = (
    "TT",
    "Tên đoàn",
    "Quốc gia, vùng lãnh thổ",
    "Trưởng đoàn, chức vụ",
    "Số thành viên",
    "Thời gian",
    "Địa điểm",
    "Mục đích, nội dung",
    "Cơ quan chủ trì",
    "Văn bản cho phép (số, ngày)",
    "Kinh phí, nguồn",
    "Kết quả",
)


def _incoming(summary: Summary) -> Annex | None:
    lines = summary.annexes.incoming
    if not lines:
        return None
    visits, missions = summary.visits, summary.visits.missions
    countries = ", ".join(f"{name} {count}" for name, count in visits.countries)
    notes = [f"Số đoàn theo nước: {countries}."] if countries else []
    if missions.medical:
        notes.append(
            f"Đoàn y tế: {missions.medical} đoàn, tổng trị giá thuốc {write_scaled_vnd(missions.medicine_vnd)}."
        )
    if missions.volunteer_groups:
        notes.append(
            f"Đoàn sinh viên tình nguyện: {missions.volunteer_groups} đoàn, {write_number(missions.volunteers)} tình "
            f"nguyện viên, trị giá {write_scaled_vnd(missions.works_vnd)}."
        )
    table = _visits("incoming", lines, visits.guests, notes)
    return Annex("incoming", "pl-doan-vao", f"Danh sách đoàn vào năm {summary.year}", (table,))


def _outgoing(summary: Summary) -> Annex | None:
    lines = summary.annexes.outgoing
    if not lines:
        return None
    table = _visits("outgoing", lines, summary.visits.travellers, [])
    return Annex("outgoing", "pl-doan-ra", f"Danh sách đoàn ra năm {summary.year}", (table,))


def _visits(name: str, lines: tuple[DelegationLine, ...], persons: int, notes: list[str]) -> PrintTable:
    total = sheets.row(
        sheets.blank(),
        sheets.row_head(f"Tổng cộng: {len(lines)} đoàn", colspan=3),
        PrintCell(write_number(persons), "n"),
        *(sheets.blank() for _ in range(7)),
        css="tong",
    )
    return PrintTable(
        name=name,
        css="bang-2",
        is_wide=True,
        widths=VISIT_WIDTHS,
        head=(sheets.heads(*VISIT_HEADS), sheets.numbered_columns(len(VISIT_HEADS))),
        body=tuple(_visit_row(place, line) for place, line in enumerate(lines, start=1)),
        foot=(total,),
        notes=(" ".join(notes),) if notes else (),
    )


def _visit_row(place: int, line: DelegationLine) -> PrintRow:
    return sheets.row(
        sheets.centred(str(place)),
        *(sheets.text(value) for value in (line.name, line.countries, line.head)),
        PrintCell(line.persons or sheets.UNKNOWN, "n"),
        sheets.centred(line.stay),
        *(sheets.text(value) for value in (line.places, line.purpose, line.host)),
        sheets.centred(line.permit),
        *(sheets.text(value) for value in (line.cost, line.result)),
    )


# Associations, classes --------------------------------------------------------


def _members(summary: Summary) -> Annex | None:
    lines = summary.annexes.members
    if not lines:
        return None
    held = summary.organisation
    labels = (
        "TT",
        "Tên hội",
        "Ngày thành lập",
        "Đại hội gần nhất",
        "Hội viên chính thức",
        "Hội viên liên kết",
        "Hội viên danh dự",
        "Hội viên tập thể",
        "Ghi chú",
    )
    total = sheets.row(
        sheets.blank(),
        sheets.row_head(f"Tổng cộng: {len(lines)} hội", colspan=3),
        *(sheets.number(value) for value in (held.official, held.associate, held.honorary, held.collective)),
        sheets.blank(),
        css="tong",
    )
    table = PrintTable(
        name="members",
        css="bang-31",
        widths=("w8", "wx", "w19", "w19", "w15", "w15", "w13", "w13", "w28"),
        head=(sheets.heads(*labels),),
        body=tuple(_member_row(place, line) for place, line in enumerate(lines, start=1)),
        foot=(total,),
        notes=("Một người có thể là hội viên của nhiều hội; số hội viên là số mới nhất đến cuối kỳ báo cáo.",),
    )
    title = f"Hội thành viên của {summary.body.short_name} đến ngày {summary.as_of:%d/%m/%Y}"
    return Annex("members", "pl-hoi", title, (table,))


def _member_row(place: int, line: MemberLine) -> PrintRow:
    notes = [f"số hội viên năm {line.count_year}" if line.count_year else "chưa có số hội viên"]
    if line.is_overdue:
        notes.append("đã hết nhiệm kỳ, chưa đại hội")
    said = "; ".join(notes)
    is_known = line.count_year is not None
    numbers = (line.official, line.associate, line.honorary, line.collective)
    return sheets.row(
        sheets.centred(str(place)),
        sheets.text(line.name),
        sheets.centred(_day(line.founded_on)),
        sheets.centred(_day(line.congress_on)),
        *(sheets.number(value if is_known else None) for value in numbers),
        sheets.text(upper_first(said)),
    )


def _classes(summary: Summary) -> Annex | None:
    lines = summary.annexes.classes
    if not lines:
        return None
    labels = ("TT", "Ngày", "Tên lớp, nội dung", "Đơn vị tổ chức", "Thành phần", "Học viên")
    total = sheets.row(
        sheets.blank(),
        sheets.row_head(f"Tổng cộng: {len(lines)} lớp", colspan=4),
        sheets.number(summary.training.trainees),
        css="tong",
    )
    table = PrintTable(
        name="classes",
        css="bang-31",
        widths=("w8", "w22", "wx", "w40", "w40", "w16"),
        head=(sheets.heads(*labels),),
        body=tuple(
            sheets.row(
                sheets.centred(str(place)),
                sheets.centred(line.when),
                sheets.text("\n".join(part for part in (line.title, line.venue) if part)),
                sheets.text(line.organiser),
                sheets.text(line.audience),
                sheets.number(line.trainees),
            )
            for place, line in enumerate(lines, start=1)
        ),
        foot=(total,),
    )
    return Annex("classes", "pl-tap-huan", f"Lớp tập huấn năm {summary.year}", (table,))
