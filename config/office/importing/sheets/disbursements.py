"""Giải ngân: payments; a negative one is a refund and its note says so."""

from collections.abc import Sequence
from typing import Any

from aid.models import Disbursement
from config.kit.importing import folded_words
from config.office.importing.known import Known
from config.office.importing.plan import RowPlan
from config.office.importing.rows import RowReader
from config.office.importing.sheets.ledger import LedgerRead, ledger_columns, plan_ledger, warn_order

NAME = "disbursements"
TITLE = "Giải ngân"
SHEET_NAMES = ("Giải ngân", "Giải ngân viện trợ", "GN")
COLUMNS = ledger_columns()

NOT_A_REFUND = (
    "Số tiền giải ngân âm nhưng nội dung không nói là hoàn trả; "
    "nếu là tiền hoàn trả, hãy ghi “Hoàn trả” ở cột ghi chú, nếu không, hãy bỏ dấu trừ."
)
_REFUND_WORDS = ("hoan tra", "hoan lai", "tra lai", "thu hoi")


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return plan_ledger(readers, known, Disbursement, _special)


def _special(row: LedgerRead, known: Known) -> dict[str, Any]:
    words = f" {folded_words(row.texts.get('note', ''))} "
    says_refund = any(f" {word} " in words for word in _REFUND_WORDS)
    if row.amount < 0 and not says_refund and row.stored is None:
        row.reader.refuse("amount", NOT_A_REFUND)
    if row.stored is None:
        warn_order(row, known)
    return {"is_refund": row.amount < 0}
