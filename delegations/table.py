"""The periodic table of delegations in and out: what page, PDF and Excel print, made once.

Columns follow the annex lists of the external-relations reports; delegations count by their arrival
(docs/rules.md). No database, no clock.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from config.kit.numbers import leading_zero, write_number, write_scaled_vnd
from config.kit.periods import Period
from delegations.choices import Direction
from delegations.lines import DelegationLine

UNKNOWN = "…"
"""Chưa có số liệu."""
NOTHING = "Không có đoàn nào trong kỳ."
GAP = "\u00a0" * 5
"""Space to write a number or a day by hand."""
TITLES = {Direction.IN: "Danh sách đoàn vào", Direction.OUT: "Danh sách đoàn ra"}
PAPERS = {Direction.IN: "ngang-1", Direction.OUT: "ngang-2"}
NUMBERS = ("I", "II")


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, the class of its width, the class of its cells, what a line has there, and its
    width in a spreadsheet in characters."""

    key: str
    label: str
    width: str
    css: str
    value: Callable[[DelegationLine], str]
    characters: int


COLUMNS: tuple[TableColumn, ...] = (
    TableColumn("name", "Tên đoàn", "w27", "", lambda line: line.name, 30),
    TableColumn("countries", "Quốc gia, vùng lãnh thổ", "w15-5", "", lambda line: line.countries, 16),
    TableColumn("head", "Trưởng đoàn, chức vụ", "w22", "", lambda line: line.head, 24),
    TableColumn("persons", "Số thành viên", "w12", "n", lambda line: line.persons or UNKNOWN, 11),
    TableColumn("stay", "Thời gian (từ - đến)", "w17-5", "c", lambda line: line.stay, 12),
    TableColumn("places", "Địa điểm", "w22-5", "", lambda line: line.places, 20),
    TableColumn("purpose", "Mục đích, nội dung", "w26", "", lambda line: line.purpose, 32),
    TableColumn("host", "Cơ quan chủ trì đón tiếp", "w20", "", lambda line: line.host, 22),
    TableColumn("permit", "Văn bản cho phép (số, ngày)", "w21-5", "", lambda line: line.permit, 22),
    TableColumn("cost", "Kinh phí, nguồn", "w18-5", "", lambda line: line.cost, 22),
    TableColumn("result", "Kết quả", "w23", "", lambda line: line.result, 32),
    TableColumn("note", "Ghi chú", "wx", "", lambda line: line.note, 18),
)
WIDTHS = ("w7", *(column.width for column in COLUMNS))
HEADS = ("TT", *(column.label for column in COLUMNS))
BEFORE_PERSONS = 4  # columns up to the number of persons: the words of the totals stand across them
AFTER_PERSONS = len(HEADS) - BEFORE_PERSONS - 1


@dataclass(frozen=True)
class TableCell:
    text: str
    css: str


@dataclass(frozen=True)
class Totals:
    """What the lines add up to. `persons` sums the known numbers; `unknown` delegations gave none, `rough` one
    with a qualifier; `cut` may have arrived outside the period. Values in đồng, attendances are lượt người."""

    delegations: int
    persons: int
    unknown: int
    rough: int
    cut: int
    patient_visits: int
    medicine_vnd: int
    volunteers: int
    works_count: int
    works_vnd: int


@dataclass(frozen=True)
class DirectionTable:
    """One list: đoàn vào or đoàn ra of a period, by arrival. `number` is that of the annex, empty for one alone."""

    direction: Direction
    period: Period
    lines: tuple[DelegationLine, ...]
    number: str = ""

    @property
    def title(self) -> str:
        """ "Danh sách đoàn vào 6 tháng đầu năm 2018"."""
        return f"{TITLES[self.direction]} {self.period.label}"

    @property
    def css(self) -> str:
        """The paper it is printed on (static/css/report.css)."""
        return PAPERS[self.direction]

    @property
    def basis(self) -> str:
        """By which day delegations are counted."""
        day = "đến" if self.direction is Direction.IN else "đi"
        return f"Tính theo ngày {day}, từ ngày {self.period.start:%d/%m/%Y} đến ngày {self.period.end:%d/%m/%Y}"

    @property
    def rows(self) -> list[list[TableCell]]:
        """Cells of each line, its number first."""
        return [
            [TableCell(str(place), "c"), *(TableCell(column.value(line), column.css) for column in COLUMNS)]
            for place, line in enumerate(self.lines, start=1)
        ]

    @property
    def totals(self) -> Totals:
        """Sums over the lines; what is not known adds nothing."""
        lines = self.lines
        return Totals(
            delegations=len(lines),
            persons=sum(line.headcount or 0 for line in lines),
            unknown=sum(line.headcount is None for line in lines),
            rough=sum(line.headcount is not None and line.qualifier != "" for line in lines),
            cut=sum(self.period.cuts(line.arrival) for line in lines),
            patient_visits=sum(line.patient_visits or 0 for line in lines),
            medicine_vnd=sum(line.medicine_vnd or 0 for line in lines),
            volunteers=sum(line.volunteers or 0 for line in lines),
            works_count=sum(line.works_count or 0 for line in lines),
            works_vnd=sum(line.works_vnd or 0 for line in lines),
        )

    @property
    def total_label(self) -> str:
        return f"Tổng cộng: {leading_zero(len(self.lines))} đoàn"

    @property
    def total_persons(self) -> str:
        return write_number(self.totals.persons)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the totals hold and what they do not."""
        totals = self.totals
        return tuple(note for note in (_persons_note(totals), _results_note(totals), _cut_note(totals, self)) if note)


@dataclass(frozen=True)
class DelegationTable:
    """The lists of a period with the body that issues them."""

    period: Period
    tables: tuple[DirectionTable, ...]
    body: str = ""
    is_demonstration: bool = False

    @property
    def title(self) -> str:
        """What the document is called in a list of files."""
        if len(self.tables) == 1:
            return self.tables[0].title
        return f"Danh sách đoàn vào, đoàn ra {self.period.label}"

    @property
    def enclosed(self) -> str:
        """The line under the title of an annex (NĐ 30/2020, Phụ lục I), with space for number and day."""
        of_body = f"\ncủa {self.body}" if self.body else ""
        return f"(Kèm theo Báo cáo số{GAP}{GAP}ngày{GAP}tháng{GAP}năm{GAP}{GAP}{of_body})"


def delegation_table(
    lines: Mapping[Direction, Sequence[DelegationLine]],
    period: Period,
    directions: Sequence[Direction],
    *,
    body: str = "",
    is_demonstration: bool = False,
) -> DelegationTable:
    """The table of the directions asked for; two are annexes I and II, one alone has no number."""
    numbers = NUMBERS if len(directions) > 1 else ("",)
    tables = tuple(
        DirectionTable(direction, period, tuple(lines[direction]), number)
        for direction, number in zip(directions, numbers, strict=True)
    )
    return DelegationTable(period, tables, body, is_demonstration)


def _persons_note(totals: Totals) -> str:
    parts = [
        f"{what[0]} {leading_zero(number)} {what[1]}"
        for number, what in ((totals.unknown, ("chưa rõ", "đoàn")), (totals.rough, ("có", "số ước lượng")))
        if number
    ]
    return f"Tổng số thành viên: {write_number(totals.persons)} người; {', '.join(parts)}." if parts else ""


def _results_note(totals: Totals) -> str:
    """ "lượt người" are attendances; values stand beside aid, never in it."""
    works = f", trị giá {write_scaled_vnd(totals.works_vnd)}" if totals.works_vnd else ""
    parts = [
        said
        for number, said in (
            (totals.patient_visits, f"{write_number(totals.patient_visits)} lượt người khám, chữa bệnh"),
            (totals.medicine_vnd, f"thuốc trị giá {write_scaled_vnd(totals.medicine_vnd)}"),
            (totals.volunteers, f"{write_number(totals.volunteers)} tình nguyện viên"),
            (
                totals.works_count or totals.works_vnd,
                f"{leading_zero(totals.works_count)} công trình, phần việc{works}",
            ),
        )
        if number
    ]
    return f"Cộng kết quả các đoàn: {'; '.join(parts)}." if parts else ""


def _cut_note(totals: Totals, table: DirectionTable) -> str:
    if not totals.cut:
        return ""
    day = "đến" if table.direction is Direction.IN else "đi"
    return (
        f"{leading_zero(totals.cut)} đoàn chỉ rõ tháng, quý hoặc năm {day}, có thể {day} ngoài kỳ này; "
        "xếp vào kỳ theo ngày giữa của thời gian đó."
    )
