"""What stands under the tables of money: where the rates come from, and what the sums lack (docs/rules.md)."""

from collections.abc import Iterable

from reports.printed.summary import Rates, Side, Summary, TermStand
from reports.printed.summary_rows import Lacks, Loose
from reports.printed.wording import amounts, counted, joined, whole_usd

Sides = Iterable[tuple[str, Side | Lacks]]
"""Sums of the ledger, each with the word for its rows."""


def money_note(summary: Summary, *said: str) -> str:
    """A footnote: what the table itself has to say, the rates, what the sums of the period lack."""
    aid = summary.aid
    lacking = lacks("Số liệu trong kỳ", both(aid.committed, aid.disbursed))
    return _note(*said, rate_note(summary.rates), lacking)


def term_note(term: TermStand, *said: str) -> str:
    """The same under a table of a term."""
    lacking = lacks("Số liệu trong nhiệm kỳ", both(term.committed, term.disbursed))
    return _note(*said, rate_note(term.rates), lacking)


def both(committed: Side | Lacks, disbursed: Side | Lacks) -> tuple[tuple[str, Side | Lacks], ...]:
    return ("cam kết", committed), ("giải ngân", disbursed)


def _note(*said: str) -> str:
    return " ".join(part for part in said if part)


def rate_note(rates: Rates) -> str:
    """The rule of conversion in one sentence, with the sources of the rates used."""
    source = f" ({joined(rates.sources)})" if rates.sources else ""
    said = (
        f"Quy đổi: từng khoản theo tỷ giá mới nhất trước hoặc đúng ngày phát sinh, không cũ quá {rates.max_age} "
        f"ngày{source}, rồi mới cộng"
    )
    document = "; giá trị quy đổi ghi trong văn bản được giữ nguyên" if rates.has_document_values else ""
    return f"{said}{document}."


# What the sums lack -----------------------------------------------------------


def lacks(sums: str, sides: Sides) -> str:
    """What sums leave out, and what they hold only roughly, in a sentence; nothing where they lack nothing."""
    found = tuple(sides)
    out, held = _left_out(found), [*_estimates(found), *_rough(found)]
    parts = [f"không gồm {joined(out)}"] if out else []
    parts += [f"đã gồm {joined(held)}"] if held else []
    return f"{sums} {'; '.join(parts)}." if parts else ""


def left_out(sums: str, sides: Sides) -> str:
    """What sums leave out alone."""
    out = _left_out(sides)
    return f"{sums} không gồm {joined(out)}." if out else ""


def without_dong(sums: str, word: str, rows: Iterable[Loose]) -> str:
    """What a sum in đồng leaves out."""
    held = tuple(rows)
    return f"{sums} không gồm {counted(len(held), f'khoản {word}')} ({amounts(held)})." if held else ""


def _left_out(sides: Sides) -> list[str]:
    return [
        f"{counted(len(side.without_usd), f'khoản {word}')} chưa quy đổi ra USD ({amounts(side.without_usd)})"
        for word, side in sides
        if side.without_usd
    ]


def _estimates(sides: Sides) -> list[str]:
    return [
        f"{counted(side.estimate_rows, f'khoản {word}')} là số ước ({whole_usd(side.estimate)})"
        for word, side in sides
        if side.estimate_rows
    ]


def _rough(sides: Sides) -> list[str]:
    found = tuple(sides)
    year_only, cut = (sum(getattr(side, name) for _, side in found) for name in ("year_only", "cut"))
    said = [f"{counted(year_only, 'khoản')} chỉ xác định được năm"] if year_only else []
    if cut:
        said.append(f"{counted(cut, 'khoản')} chỉ biết tháng, quý hoặc năm mà mốc số liệu cắt ngang")
    return said
