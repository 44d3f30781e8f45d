"""The tables inside the text of the annual summary: targets of the term, and the year beside the year before."""

from config.kit.money import percent as share_of
from config.kit.numbers import write_number
from config.kit.text import upper_first
from reports.narrative_term import COMPARISONS
from reports.render import sheets
from reports.render.sheets import PrintCell, PrintRow, PrintTable
from reports.summary import Rates, Summary, TargetStand, TermStand
from reports.summary_rows import ComparedLine
from reports.wording import joined

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
        widths=("w8", "w44", "w28", "w26", "w13", "w18", "wx"),
        head=(sheets.heads(*labels),),
        body=tuple(_target_row(place, target) for place, target in enumerate(term.targets, start=1)),
        notes=(counting_rule(term),),
    )


def counting_rule(term: TermStand) -> str:
    rule = term.counting_rule.strip().rstrip(".")
    share = share_of(term.days_gone, term.days)
    gone = f"{write_number(term.days_gone)}/{write_number(term.days)} ngày, bằng {write_number(share or 0, 1)}%"
    return f"Cách tính: {rule}. Thời gian nhiệm kỳ đã qua: {gone}."


def _target_row(place: int, target: TargetStand) -> PrintRow:
    cells = {"every_year": _years, "partners": _partners, "assessed": _assessed}.get(target.kind, _total)(target)
    name = target.label if not target.unit else f"{target.label} ({target.unit})"
    return sheets.row(sheets.centred(str(place)), sheets.text(name), *cells)


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
    return PrintCell(f"{COMPARISONS.get(target.comparison, '')} {whole.text}{whole.decimals or ''}".strip(), "n")


def _judged(target: TargetStand) -> str:
    return {"behind": "Chậm so với tiến độ", "no_goal": "Chưa đặt chỉ tiêu bằng số"}.get(target.state, target.words)


def _years(target: TargetStand) -> tuple[PrintCell, ...]:
    """Years that reached the goal among those begun."""
    begun = [state for _, _, state in target.years if state != "chưa đến"]
    held = sum(1 for state in begun if state == "đạt")
    missed = [str(year) for year, _, state in target.years if state == "không đạt"]
    said = f"Năm {', '.join(missed)} chưa tổ chức được" if missed else _judged(target)
    goal = PrintCell(f"{target.goal} {target.unit}/năm" if target.goal else sheets.NOTHING, "n")
    reached = PrintCell(f"{held}/{len(begun)} năm", "n")
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
    now, before = upper_first(summary.span.this), upper_first(summary.span.that)
    return PrintTable(
        name="compared",
        caption=f"Bảng 2. Một số kết quả chính {summary.span.this}, so sánh với {summary.span.that}",
        css="ss",
        widths=("w8", "w40", "w19", "w28", "w28", "w26", "wx"),
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


def _compared_row(place: int, line: ComparedLine) -> PrintRow:
    change, share = PrintCell(sheets.UNKNOWN, "n", ""), PrintCell(sheets.NOTHING, "n")
    if line.before is not None:
        change = sheets.signed(line.now - line.before, line.places)
        if line.before > 0:
            found = share_of(line.now - line.before, line.before)
            share = PrintCell(f"{'+' if found and found > 0 else ''}{write_number(found or 0, 1)}", "n")
    return sheets.row(
        sheets.centred(str(place)),
        sheets.text(line.label),
        sheets.centred(line.unit),
        sheets.number(line.before, line.places),
        sheets.number(line.now, line.places),
        change,
        share,
    )


def table_notes(summary: Summary) -> tuple[str, ...]:
    said = [f"Số liệu tính đến ngày {summary.as_of:%d/%m/%Y}; trong phần lời, giá trị USD được làm tròn đến đơn vị."]
    if not summary.is_whole_year:
        before = summary.before
        said.append(
            f"{upper_first(summary.span.that)}: từ ngày {before.start:%d/%m/%Y} đến ngày {before.end:%d/%m/%Y}."
        )
    said.append(rate_note(summary.rates))
    if any(line.before is None for line in summary.compared):
        said.append(f"Dấu “{sheets.UNKNOWN}”: chưa có số liệu để so sánh.")
    return (" ".join(said),)


def rate_note(rates: Rates) -> str:
    """The rule of conversion in one sentence, with the sources of the rates used."""
    source = f" ({joined(rates.sources)})" if rates.sources else ""
    said = (
        f"Quy đổi: từng khoản theo tỷ giá mới nhất trước hoặc đúng ngày phát sinh, không cũ quá {rates.max_age} "
        f"ngày{source}, rồi mới cộng"
    )
    document = "; giá trị quy đổi ghi trong văn bản được giữ nguyên" if rates.has_document_values else ""
    return f"{said}{document}."
