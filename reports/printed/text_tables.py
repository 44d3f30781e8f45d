"""The tables inside the text of the annual summary: targets of the term, and the year beside the year before."""

from config.kit.money import percent as share_of
from config.kit.numbers import write_number
from config.kit.text import upper_first
from reports.printed import sheets
from reports.printed.narrative_term import COMPARISONS
from reports.printed.sheets import PrintCell, PrintRow, PrintTable
from reports.printed.summary import Summary, TargetStand, TermStand
from reports.printed.summary_rows import ComparedLine
from reports.printed.tables.notes import money_note, term_note

PLACES = {"USD": 2}


def text_tables(summary: Summary) -> dict[str, PrintTable]:
    """The tables by the name their heading gives; one without rows is left out."""
    tables = {"compared": compared_table(summary)}
    if summary.term is not None and summary.term.targets:
        tables["targets"] = targets_table(summary.term)
    return tables


# Targets ----------------------------------------------------------------------


def targets_table(term: TermStand) -> PrintTable:
    labels = (
        "TT",
        "Nội dung",
        "Chỉ tiêu nhiệm kỳ",
        "Lũy kế thực hiện",
        "Đạt (%)",
        "Thời gian\nđã qua\n(%)",
        "Đánh giá",
    )
    return PrintTable(
        name="targets",
        caption=f"Bảng 1. Tiến độ thực hiện chỉ tiêu nhiệm kỳ {term.name} đến ngày {term.as_of:%d/%m/%Y}",
        css="ct",
        widths=(8, 44, 28, 26, 13, 18, 0),
        head=(sheets.heads(*labels),),
        body=tuple(_target_row(place, target) for place, target in enumerate(term.targets, start=1)),
        notes=(term_note(term, counting_rule(term)),),
    )


def counting_rule(term: TermStand) -> str:
    rule = term.counting_rule.strip().rstrip(".")
    share = share_of(term.days_gone, term.days)
    gone = f"{write_number(term.days_gone)}/{write_number(term.days)} ngày, bằng {write_number(share or 0, 1)}%"
    return f"Cách tính: {rule}. Thời gian nhiệm kỳ đã qua: {gone}."


def _target_row(place: int, target: TargetStand) -> PrintRow:
    cells = {"every_year": _years, "partners": _partners, "assessed": _assessed}.get(target.kind, _total)(target)
    name = target.label if not target.unit else f"{target.label} ({target.unit})"
    return sheets.row(sheets.ordinal(place), sheets.text(name), *cells)


def _total(target: TargetStand) -> tuple[PrintCell, ...]:
    places = PLACES.get(target.unit, 0)
    return (
        _goal(target, places),
        sheets.number(target.actual, places),
        sheets.percent(target.percent),
        sheets.percent(target.pace),
        sheets.text(_judged(target)),
    )


def _goal(target: TargetStand, places: int) -> PrintCell:
    if target.goal is None:
        return PrintCell(target.goal_text or sheets.NOTHING, "n")
    whole = sheets.number(target.goal, places)
    words = f"{COMPARISONS.get(target.comparison, '')} {whole.words}".strip()
    return sheets.worded(whole.value, words, places)


def _judged(target: TargetStand) -> str:
    return {"behind": "Chậm so với tiến độ", "no_goal": "Chưa đặt chỉ tiêu bằng số"}.get(target.state, target.words)


def _years(target: TargetStand) -> tuple[PrintCell, ...]:
    """Years that reached the goal among those begun."""
    begun = [state for _, _, state in target.years if state != "chưa đến"]
    held = sum(1 for state in begun if state == "đạt")
    missed = [str(year) for year, _, state in target.years if state == "không đạt"]
    said = f"Năm {', '.join(missed)} chưa tổ chức được" if missed else _judged(target)
    goal = sheets.worded(target.goal or None, f"{target.goal} {target.unit}/năm" if target.goal else sheets.NOTHING)
    reached = sheets.worded(held, f"{held}/{len(begun)} năm")
    return goal, reached, sheets.percent(share_of(held, len(begun))), PrintCell(sheets.NOTHING, "n"), sheets.text(said)


def _partners(target: TargetStand) -> tuple[PrintCell, ...]:
    goal = _goal(target, 0)
    dash = PrintCell(sheets.NOTHING, "n")
    return goal, sheets.number(target.actual), sheets.percent(target.percent), dash, sheets.text(_judged(target))


def _assessed(target: TargetStand) -> tuple[PrintCell, ...]:
    dash = PrintCell(sheets.NOTHING, "n")
    return PrintCell(target.goal_text or sheets.NOTHING, "n"), dash, dash, dash, sheets.text(target.words)


# The year beside the year before ----------------------------------------------


def compared_table(summary: Summary) -> PrintTable:
    if not summary.is_compared:
        return _results_table(summary)
    now, before = upper_first(summary.span.this), upper_first(summary.span.that)
    return PrintTable(
        name="compared",
        caption=f"Bảng 2. Một số kết quả chính {summary.span.this}, so sánh với {summary.span.that}",
        css="ss",
        widths=(8, 40, 19, 28, 28, 26, 0),
        head=(
            sheets.row(
                *(sheets.head(label, rowspan=2) for label in ("TT", "Chỉ tiêu", "Đơn vị tính", before, now)),
                sheets.head("Tăng (+), giảm (-)", colspan=2),
            ),
            sheets.heads("Số tuyệt đối", "%"),
        ),
        body=tuple(_compared_row(place, line) for place, line in enumerate(summary.compared, start=1)),
        notes=table_notes(summary),
    )


def _results_table(summary: Summary) -> PrintTable:
    """The results alone, where there is no time before to set them beside."""
    rows = (
        sheets.row(
            sheets.ordinal(place),
            sheets.text(line.label),
            sheets.centred(line.unit),
            sheets.number(line.now, line.places),
        )
        for place, line in enumerate(summary.compared, start=1)
    )
    return PrintTable(
        name="compared",
        caption=f"Bảng 2. Một số kết quả chính {summary.span.this}",
        css="ss",
        widths=(8, 0, 30, 45),
        head=(sheets.heads("TT", "Chỉ tiêu", "Đơn vị tính", upper_first(summary.span.this)),),
        body=tuple(rows),
        notes=table_notes(summary),
    )


def _compared_row(place: int, line: ComparedLine) -> PrintRow:
    change, share = PrintCell(sheets.UNKNOWN, "n", ""), PrintCell(sheets.NOTHING, "n")
    if line.before is not None:
        change = sheets.signed(line.now - line.before, line.places)
        if line.before > 0:
            share = sheets.signed_percent(share_of(line.now - line.before, line.before))
    return sheets.row(
        sheets.ordinal(place),
        sheets.text(line.label),
        sheets.centred(line.unit),
        sheets.number(line.before, line.places),
        sheets.number(line.now, line.places),
        change,
        share,
    )


def table_notes(summary: Summary) -> tuple[str, ...]:
    said = [f"Số liệu tính đến ngày {summary.as_of:%d/%m/%Y}; trong phần lời, giá trị USD được làm tròn đến đơn vị."]
    if summary.is_compared and not summary.is_whole:
        before = summary.before
        said.append(
            f"{upper_first(summary.span.that)}: từ ngày {before.start:%d/%m/%Y} đến ngày {before.end:%d/%m/%Y}."
        )
    said.append(money_note(summary))
    if summary.is_compared and any(line.before is None for line in summary.compared):
        said.append(f"Dấu “{sheets.UNKNOWN}”: chưa có số liệu để so sánh.")
    return (" ".join(said),)
