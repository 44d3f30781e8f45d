"""The lists of delegations, associations and classes."""

from collections.abc import Mapping, Sequence

from config.kit.numbers import write_number, write_scaled_vnd
from config.kit.text import upper_first
from delegations.lines import DelegationLine
from reports.printed import sheets
from reports.printed.sheets import Annex, PrintCell, PrintTable
from reports.printed.summary import Summary
from reports.printed.summary_rows import MemberLine
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import Keys
from reports.printed.tables.columns import Column, place_column
from reports.printed.tables.projects import written_day

# Delegations ------------------------------------------------------------------

VISITS = (
    place_column(7),
    Column("name", "Tên đoàn", 30, lambda row: sheets.text(row.name), grows=True),
    Column("countries", "Quốc gia, vùng lãnh thổ", 17, lambda row: sheets.text(row.countries)),
    Column("head", "Trưởng đoàn, chức vụ", 24, lambda row: sheets.text(row.head), grows=True),
    Column("persons", "Số thành viên", 11, lambda row: sheets.worded(row.headcount, row.persons)),
    Column("stay", "Thời gian", 18, lambda row: sheets.centred(row.stay)),
    Column("places", "Địa điểm", 21, lambda row: sheets.text(row.places), grows=True),
    Column("purpose", "Mục đích, nội dung", 27, lambda row: sheets.text(row.purpose), grows=True),
    Column("host", "Cơ quan chủ trì", 21, lambda row: sheets.text(row.host)),
    Column("permit", "Văn bản cho phép (số, ngày)", 21, lambda row: sheets.centred(row.permit)),
    Column("cost", "Kinh phí, nguồn", 18, lambda row: sheets.text(row.cost)),
    Column("result", "Kết quả", 36.5, lambda row: sheets.text(row.result), grows=True),
)


def incoming_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
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
    table = _visits("incoming", lines, visits.guests, tables["incoming"], notes)
    return Annex("incoming", f"Danh sách đoàn vào {summary.occasion.heading}", (table,), is_wide=True)


def outgoing_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    lines = summary.annexes.outgoing
    if not lines:
        return None
    table = _visits("outgoing", lines, summary.visits.travellers, tables["outgoing"], [])
    return Annex("outgoing", f"Danh sách đoàn ra {summary.occasion.heading}", (table,), is_wide=True)


def _visits(name: str, lines: Sequence[DelegationLine], persons: int, keys: Keys, notes: Sequence[str]) -> PrintTable:
    columns = listing.chosen(VISITS, keys)
    sums = {"persons": sheets.added(sheets.count(persons))}
    return PrintTable(
        name=name,
        css="bang-2",
        is_wide=True,
        widths=listing.widths(columns, is_wide=True),
        head=listing.head(columns, is_numbered=True),
        body=listing.lines(columns, lines),
        foot=(listing.total(columns, f"Tổng cộng: {len(lines)} đoàn", sums, over=range(len(lines))),),
        notes=(" ".join(notes),) if notes else (),
    )


# Associations -----------------------------------------------------------------

MEMBER_KINDS = ("official", "associate", "honorary", "collective")


def _members(key: str, head: str, mm: float) -> Column:
    """Members of one kind: dots where the association has never told any."""
    return Column(key, head, mm, lambda row: sheets.number(getattr(row, key) if row.count_year is not None else None))


def _member_notes(row: MemberLine) -> PrintCell:
    notes = [f"số hội viên năm {row.count_year}" if row.count_year else "chưa có số hội viên"]
    if row.is_overdue:
        notes.append("đã hết nhiệm kỳ, chưa đại hội")
    return sheets.text(upper_first("; ".join(notes)))


MEMBERS = (
    place_column(8),
    Column("name", "Tên hội", 34.5, lambda row: sheets.text(row.name), grows=True),
    Column("founded_on", "Ngày thành lập", 19, lambda row: sheets.centred(written_day(row.founded_on))),
    Column("congress_on", "Đại hội gần nhất", 19, lambda row: sheets.centred(written_day(row.congress_on))),
    _members("official", "Hội viên chính thức", 15),
    _members("associate", "Hội viên liên kết", 15),
    _members("honorary", "Hội viên danh dự", 13),
    _members("collective", "Hội viên tập thể", 13),
    Column("notes", "Ghi chú", 28, _member_notes),
)


def members_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    lines, columns = summary.annexes.members, listing.chosen(MEMBERS, tables["members"])
    if not lines:
        return None
    held = summary.organisation
    sums = {kind: sheets.added(sheets.number(getattr(held, kind))) for kind in MEMBER_KINDS}
    table = PrintTable(
        name="members",
        css="bang-31",
        widths=listing.widths(columns, is_wide=False),
        head=listing.head(columns),
        body=listing.lines(columns, lines),
        foot=(listing.total(columns, f"Tổng cộng: {len(lines)} hội", sums, over=range(len(lines))),),
        notes=("Một người có thể là hội viên của nhiều hội; số hội viên là số mới nhất đến cuối kỳ báo cáo.",),
    )
    title = f"Hội thành viên của {summary.body.union} đến ngày {summary.as_of:%d/%m/%Y}"
    return Annex("members", title, (table,))


# Classes ----------------------------------------------------------------------

CLASSES = (
    place_column(8),
    Column("when", "Ngày", 22, lambda row: sheets.centred(row.when)),
    Column(
        "title",
        "Tên lớp, nội dung",
        38.5,
        lambda row: sheets.text("\n".join(part for part in (row.title, row.venue) if part)),
        grows=True,
    ),
    Column("organiser", "Đơn vị tổ chức", 40, lambda row: sheets.text(row.organiser)),
    Column("audience", "Thành phần", 40, lambda row: sheets.text(row.audience)),
    Column("trainees", "Học viên", 16, lambda row: sheets.number(row.trainees)),
)


def classes_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    lines, columns = summary.annexes.classes, listing.chosen(CLASSES, tables["classes"])
    if not lines:
        return None
    sums = {"trainees": sheets.added(sheets.number(summary.training.trainees))}
    table = PrintTable(
        name="classes",
        css="bang-31",
        widths=listing.widths(columns, is_wide=False),
        head=listing.head(columns),
        body=listing.lines(columns, lines),
        foot=(listing.total(columns, f"Tổng cộng: {len(lines)} lớp", sums, over=range(len(lines))),),
    )
    return Annex("classes", f"Lớp tập huấn {summary.occasion.heading}", (table,))
