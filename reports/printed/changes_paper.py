"""The annex of changes to an issued report, as its PDF prints it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reports.models import Report
from reports.printed.changes import ADDED, Changes, FieldMove, FigureMove, RowChange, Trace
from reports.printed.drafts import named_with_day
from reports.printed.sheets import Annex, PrintCell, PrintTable, heads, row, text

ROWS = "Các dòng số liệu đã thay đổi"
FIGURES = "Ảnh hưởng đến các con số của báo cáo"
SETTINGS = "Thiết lập, quy tắc đã thay đổi"
NOTHING = "Từ khi ban hành đến ngày {day:%d/%m/%Y}, số liệu của báo cáo không thay đổi."


@dataclass(frozen=True)
class ChangesPaper:
    """What the template prints."""

    annex: Annex
    enclosed: str
    name: str
    issuer: str
    sentence: str


def changes_paper(report: Report, changes: Changes, today: date) -> ChangesPaper:
    """The annex of a report loaded with its body and what was frozen."""
    tables = (_rows(changes.rows), _figures(changes.figures), _settings(changes))
    named = named_with_day(report)
    return ChangesPaper(
        annex=Annex(
            "changes",
            f"Thay đổi số liệu đến ngày {today:%d/%m/%Y}",
            tuple(table for table in tables if table is not None),
            is_wide=True,
            place=1,
        ),
        enclosed=f"(Kèm theo {named}\ncủa {report.body.name})",
        name=f"Phụ lục thay đổi của {report.issued}",
        issuer=report.body.name,
        sentence=NOTHING.format(day=today) if changes.is_empty else "",
    )


def _figures(moves: tuple[FigureMove, ...]) -> PrintTable | None:
    if not moves:
        return None
    return PrintTable(
        "thay-doi-con-so",
        "",
        (0, 26, 38, 38, 38),
        (heads("Con số", "Đơn vị", "Khi ban hành", "Hiện nay", "Chênh lệch"),),
        tuple(
            row(text(f"- {move.part}" if move.part else move.label), text(move.unit), *_numbers(move)) for move in moves
        ),
        caption=FIGURES,
        is_wide=True,
    )


def _numbers(move: FigureMove) -> Iterable[PrintCell]:
    return (PrintCell(words, "n") for words in (move.then, move.now, move.difference))


def _rows(changes: tuple[RowChange, ...]) -> PrintTable | None:
    if not changes:
        return None
    return PrintTable(
        "thay-doi-dong",
        "",
        (9, 26, 58, 22, 0, 50),
        (heads("TT", "Loại", "Dòng số liệu", "Việc", "Thay đổi", "Ai, khi nào, vì sao"),),
        tuple(
            row(
                text(str(place)),
                text(change.kind),
                text(change.name),
                text(f"{change.act}: {change.why}" if change.why else change.act),
                text("\n".join(_moved(change.act, move) for move in change.fields)),
                text("\n".join(_traced(trace) for trace in change.traces)),
            )
            for place, change in enumerate(changes, start=1)
        ),
        caption=ROWS,
        is_wide=True,
    )


def _moved(act: str, move: FieldMove) -> str:
    """ "số tiền: 100,00 USD → 120,00 USD"; a new row has nothing before."""
    if act == ADDED:
        return f"{move.label}: {move.now}"
    return f"{move.label}: {move.then or '–'} → {move.now or '–'}"


def _traced(trace: Trace) -> str:
    said = f"{timezone.localtime(trace.at):%H:%M %d/%m/%Y}, {trace.who}"
    return f"{said}: {trace.reason}" if trace.reason else said


def _settings(changes: Changes) -> PrintTable | None:
    moves = (*changes.settings, *((changes.rules,) if changes.rules else ()))
    if not moves:
        return None
    return PrintTable(
        "thay-doi-thiet-lap",
        "",
        (0, 45, 45),
        (heads("Thiết lập", "Khi ban hành", "Hiện nay"),),
        tuple(row(text(move.label), text(move.then), text(move.now)) for move in moves),
        caption=SETTINGS,
        is_wide=True,
    )
