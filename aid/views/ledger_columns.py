"""Columns and words of ledger rows, shared by the lists, the page of a row and the page of a project."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from aid.choices import Stage
from aid.models import Commitment, Disbursement
from config.kit.numbers import TooLargeForWords, amount_in_words, write_amount, write_number
from config.kit.tables import Cell, Column, Pill, show

Ledger = Commitment | Disbursement


def plain(number: Decimal) -> Decimal:
    """The number without the zeros that the database adds: 19,96 and not 19,960000."""
    return number.to_integral() if number == number.to_integral() else number.normalize()


def plain_rate(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else plain(rate)


def is_counted(row: Ledger) -> bool:
    """Whether figures hold the row (docs/rules.md, What counts)."""
    return not row.is_archived and not row.project.is_archived and row.project.stage != Stage.REJECTED


def is_converted(row: Ledger) -> bool:
    return row.usd_cents is not None and row.vnd is not None


def state(row: Ledger) -> Pill:
    """The most pressing thing to know of a row."""
    if not is_counted(row):
        return Pill("Không tính", "bad", "bad")
    if row.usd_cents is None:
        return Pill("Chưa quy đổi", "bad", "bad")
    if row.vnd is None:
        return Pill("Chưa quy đổi ra đồng", "warn", "warn")
    if row.is_estimate:
        return Pill("Ước", "warn", "warn")
    return Pill("Chính thức", "", "")


def why_not_counted(row: Ledger) -> str:
    """Why figures leave the row out, when the row itself is in use; else nothing."""
    if is_counted(row) or row.is_archived:
        return ""
    return "khoản viện trợ đã lưu trữ" if row.project.is_archived else "khoản viện trợ không phê duyệt"


def state_note(row: Ledger) -> str:
    """What the pill leaves unsaid."""
    is_plain = is_counted(row) and is_converted(row)
    notes = (
        why_not_counted(row),
        "chưa quy đổi" if not is_counted(row) and not is_converted(row) else "",
        "ước" if row.is_estimate and not is_plain else "",
    )
    return ", ".join(note for note in notes if note)


def row_css(row: Ledger) -> str:
    """The mark at the edge of a row that a total does not hold, or holds in one currency only."""
    if not is_counted(row) or row.usd_cents is None:
        return "is-bad"
    return "is-warn" if row.vnd is None else ""


def in_full(amount: Decimal, currency: str) -> str:
    """As in "1.500.000 đồng (một triệu năm trăm nghìn đồng)"."""
    try:
        return f"{write_amount(amount, currency)} ({amount_in_words(amount, currency)})"
    except TooLargeForWords:
        return write_amount(amount, currency)


def content(row: Ledger) -> str:
    """What the row is: its own words, else its kind."""
    if isinstance(row, Commitment):
        return row.note or row.get_kind_display()
    return row.note or ("Hoàn trả" if row.is_refund else "Giải ngân")


def content_sub(row: Ledger) -> str:
    """Below what the row is: its kind, its giver, its paper. The decision of an amendment is a link to it."""
    kind = row.get_kind_display() if isinstance(row, Commitment) else "Hoàn trả" if row.is_refund else ""
    given = row.donor.name if row.donor else ""
    return _parted(kind if row.note else "", given, document(row))


def document(row: Ledger) -> str:
    decision = row.decision if isinstance(row, Commitment) else None
    if decision is None:
        return row.document
    return format_html('<a href="{}">{}</a>', decision.get_absolute_url(), row.document or str(decision))


def _parted(*parts: str) -> SafeString:
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def told_below(row: Ledger) -> str:
    """Below the project's name in a list: its code, and what the row is."""
    return _parted(row.project.code, content(row), content_sub(row))


def shown_rate(row: Ledger) -> Decimal | None:
    """The rate of the row's own currency; of a row in đồng the rate of USD that gave its USD value."""
    return plain_rate(row.usd_rate if row.currency == "VND" else row.rate)


LEDGER_COLUMNS: tuple[Column, ...] = (
    Column("dated", "Ngày", lambda row: row.dated, "date"),
    Column("content", "Nội dung, chứng từ", content, sub=content_sub),
    Column("amount", "Nguyên tệ", lambda row: (row.amount, row.currency), "money"),
    Column("rate", "Tỷ giá (đồng)", shown_rate, "number"),
    Column("usd", "USD", lambda row: row.usd_cents, "usd"),
    Column("vnd", "Đồng", lambda row: row.vnd, "vnd"),
    Column("state", "Số liệu", state, "pill", sub=state_note),
)


def subtotal(columns: Sequence[Column], label: str, rows: Sequence[Ledger]) -> list[Cell]:
    """The line below a group: what is known is added, what is not is counted beside it."""
    lacking = sum(1 for row in rows if not is_converted(row))
    note = f"chưa gồm {write_number(lacking)} dòng chưa quy đổi" if lacking else ""
    head = format_html('{}<span class="sub">{}</span>', label, note) if note else conditional_escape(label)
    cells = [Cell(head, "", "", is_header=True)]
    for column in columns[1:]:
        values = [column.value(row) for row in rows] if column.kind in {"usd", "vnd"} else []
        known = [value for value in values if value is not None]
        html = show(column.kind, sum(known)) if known else SafeString("")
        cells.append(Cell(html, "n" if column.is_figure else "", column.label if known else ""))
    return cells
