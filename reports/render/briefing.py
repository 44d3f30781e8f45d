"""The briefing note in words, as full as it may be or cut so that it fits one page; what is left out is counted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.kit.numbers import write_number
from config.kit.tables import Column, Fact, Table, make_table
from delegations.choices import Side
from delegations.programme import hours_of
from delegations.views.words import countries_of, headcount_of, time_of
from reports.briefing import Briefing, Visit

NOT_NAMED = "Chưa mục nào của chương trình nêu tên lãnh đạo tiếp đoàn; dưới đây là các mục đã ghi người tiếp."
NO_MEETING = "Chương trình chưa ghi ai tiếp đoàn, ở đâu, lúc nào."
AS_OF = "Số liệu tính đến ngày {day:%d/%m/%Y}; tiền là phần của tổ chức, tính theo tỷ lệ đã ghi."
LETTERS = "Chỗ ghi […] là chữ máy chủ chưa có phông để in (fonts-noto-core, fonts-noto-cjk)."
CUT = " … (xem tiếp ở hồ sơ đoàn)"


@dataclass(frozen=True)
class Room:
    """How much is printed: rows of each list, letters of a line and of a longer text; `css` sets the type."""

    rows: int
    line: int
    text: int
    css: str = ""


ON_SCREEN = Room(rows=1000, line=1000, text=100_000)
ON_PAPER = (
    Room(rows=8, line=400, text=2500),
    Room(rows=6, line=250, text=1600, css="gon"),
    Room(rows=4, line=160, text=900, css="gon"),
    Room(rows=3, line=100, text=450, css="gon"),
    Room(rows=2, line=70, text=200, css="gon"),
)


@dataclass(frozen=True)
class Note:
    """Everything the page prints; nothing is read after it is made."""

    body: str
    name: str
    css: str
    facts: Sequence[Fact]
    purpose: str
    leader: str
    meetings: Sequence[str]
    meeting_note: str
    talking_points: Sequence[str]
    visits: Table
    projects: Table | None
    follow_ups: Sequence[str]
    pledges: Sequence[str]
    notes: Sequence[str]


class _Page:
    """Cuts and spells texts for one page."""

    def __init__(self, room: Room, spell: Callable[[str], str]) -> None:
        self.room, self.spell, self.lacks_letters = room, spell, False

    def line(self, text: str, most: int = 0, cut: str = "…") -> str:
        spelt = self.spell(text)
        self.lacks_letters |= spelt != text
        most = most or self.room.line
        return spelt if len(spelt) <= most else f"{spelt[:most].rstrip()}{cut}"

    def rows(self, texts: Sequence[str], what: str) -> list[str]:
        """The first rows, and how many are left out: "và 3 việc nữa"."""
        left = len(texts) - self.room.rows
        shown = [self.line(text) for text in texts[: self.room.rows]]
        return [*shown, f"và {write_number(left)} {what} nữa"] if left > 0 else shown


def notes_on_paper(found: Briefing, body: str, day: date, *, is_demonstration: bool, spell: Any) -> Iterator[Note]:
    """The note in fewer and fewer words, for the first that fits a page."""
    for room in ON_PAPER:
        yield note_of(found, body, day, room=room, is_demonstration=is_demonstration, spell=spell)


def note_of(
    found: Briefing,
    body: str,
    day: date,
    *,
    room: Room = ON_SCREEN,
    is_demonstration: bool = False,
    spell: Callable[[str], str] = str,
) -> Note:
    """`body` is the office; `day` the day the figures stand at."""
    page, record = _Page(room, spell), found.delegation
    note: dict[str, Any] = {
        "body": page.line(body),
        "name": page.line(record.name),
        "css": room.css,
        "facts": _facts(record, page),
        "purpose": page.line(record.purpose, room.text, CUT),
        "leader": page.line(record.host_leader),
        "meetings": page.rows([_meeting(item) for item in found.meetings], "mục"),
        "meeting_note": "" if found.is_leader_named else (NOT_NAMED if found.meetings else NO_MEETING),
        "talking_points": page.line(record.talking_points, room.text, CUT).splitlines(),
        "visits": _visits(found.visits, page, is_linked=room is ON_SCREEN),
        "projects": _projects(found, page),
        "follow_ups": page.rows([_follow_up(row) for row in found.follow_ups], "việc"),
        "pledges": page.rows([_pledge(row) for row in found.pledges], "cam kết"),
    }
    notes = ((found.money is not None, AS_OF.format(day=day)), (page.lacks_letters, LETTERS))
    told = [sentence for is_told, sentence in notes if is_told]
    return Note(**note, notes=[*told, "Dữ liệu minh họa."] if is_demonstration else told)


def _facts(record: Any, page: _Page) -> list[Fact]:
    head = ", ".join(part for part in (record.head_name, record.head_title) if part)
    people = headcount_of(record)
    pairs = (
        ("Nước", countries_of(record)),
        ("Tổ chức cử đoàn", record.organisations),
        ("Trưởng đoàn", head),
        ("Số người", f"{people} người" if people else ""),
        ("Thời gian", time_of(record)),
        ("Loại đoàn", f"{record.get_direction_display()}, {record.get_kind_display().lower()}"),
        ("Địa điểm", record.places),
        ("Cơ quan chủ trì đón tiếp", record.host.name if record.host else ""),
        ("Tổ chức PCPNN", record.ngo.name if record.ngo else ""),
    )
    return [Fact(label, page.line(text)) for label, text in pairs if text]


def _meeting(item: Any) -> str:
    """ "05/03/2018, 08:30 – 10:00: Tiếp xã giao; Phòng khách UBND tỉnh; người tiếp: …"."""
    parts = (item.content, item.place, item.counterpart and f"người tiếp: {item.counterpart}")
    told = "; ".join(part for part in parts if part)
    return f"{item.day:%d/%m/%Y}, {hours_of(item)}: {told}"


def _follow_up(row: Any) -> str:
    """ "Gửi danh sách học sinh (Lê Toàn, hạn 01/06/2018) – đoàn …"."""
    due = row.due_on and f"hạn {row.due_on:%d/%m/%Y}"
    who = ", ".join(part for part in (row.person, due) if part)
    return f"{row.task}{f' ({who})' if who else ''} – {row.delegation.name}, {row.delegation.arrival}"


def _pledge(row: Any) -> str:
    return f"{Side(row.side).label}: {row.description} – {row.delegation.name}, {row.delegation.arrival}"


# Tables -----------------------------------------------------------------------------


def _visits(visits: Sequence[Visit], page: _Page, *, is_linked: bool) -> Table:
    columns = (
        Column("name", "Đoàn", lambda visit: page.line(visit.delegation.name, min(page.room.line, 160))),
        Column("time", "Thời gian", lambda visit: time_of(visit.delegation)),
        Column("head", "Trưởng đoàn", lambda visit: page.line(_head(visit), min(page.room.line, 120))),
        Column("same", "Liên quan", lambda visit: "cùng tổ chức" if visit.is_same_organisation else "cùng nước"),
    )
    return make_table(
        "Các lần trước",
        columns,
        visits,
        url=(lambda visit: visit.delegation.get_absolute_url()) if is_linked else None,
        empty="Chưa có đoàn nào trước đây của tổ chức hay nước này.",
    )


def _head(visit: Visit) -> str:
    record = visit.delegation
    return ", ".join(part for part in (record.head_name, record.head_title) if part)


def _projects(found: Briefing, page: _Page) -> Table | None:
    """None when no organisation is linked: nothing can be said then."""
    if found.money is None:
        return None
    columns = (
        Column(
            "name", "Khoản viện trợ", lambda row: page.line(f"{row.project.code} {row.project.name}", page.room.line)
        ),
        Column("committed", "Cam kết (USD)", lambda row: row.money.committed, "usd"),
        Column("disbursed", "Giải ngân (USD)", lambda row: row.money.disbursed, "usd"),
    )
    shown, left = found.projects[: page.room.rows], len(found.projects) - page.room.rows
    caption = "Khoản viện trợ đang thực hiện của tổ chức"
    return make_table(
        f"{caption} (và {write_number(left)} khoản nữa)" if left > 0 else caption,
        columns,
        shown,
        empty="Không có khoản nào đang thực hiện.",
    )
