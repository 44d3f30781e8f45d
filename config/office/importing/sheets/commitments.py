"""Cam kết: dated commitments; a change is a further row, a decrease is negative."""

from collections.abc import Sequence
from typing import Any

from aid.choices import CommitmentKind
from aid.models import Commitment
from config.kit.importing import folded_words
from config.office.importing.known import Known
from config.office.importing.plan import RowPlan
from config.office.importing.rows import RowReader
from config.office.importing.sheets.ledger import LedgerRead, ledger_columns, plan_ledger

NAME = "commitments"
TITLE = "Cam kết"
SHEET_NAMES = ("Cam kết", "Cam kết viện trợ", "CK")
COLUMNS = ledger_columns()

NEGATIVE_INITIAL = (
    "Cam kết ban đầu không thể là số âm; nếu là điều chỉnh giảm, hãy ghi “Điều chỉnh giảm” ở cột nội dung."
)
_KINDS = (
    (("cam ket ban dau", "ban dau"), CommitmentKind.INITIAL),
    (("bo sung", "dieu chinh", "gia han"), CommitmentKind.AMENDMENT),
    (("dong cam ket", "thu hoi", "cham dut"), CommitmentKind.CLOSING),
)


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return plan_ledger(readers, known, Commitment, _special)


def _special(row: LedgerRead, known: Known) -> dict[str, Any]:
    """The kind: as the text says; else a negative or later row is an amendment, the first one initial."""
    code = row.group[0]
    kind = _told_kind(row.texts.get("note", ""))
    if kind is CommitmentKind.INITIAL and row.amount < 0:
        row.reader.refuse("amount", NEGATIVE_INITIAL)
    if kind is None:
        is_later = code in known.first_commitments or row.amount < 0
        kind = CommitmentKind.AMENDMENT if is_later else CommitmentKind.INITIAL
    first = known.first_commitments.get(code)
    known.first_commitments[code] = min(first, row.dated) if first else row.dated
    return {"kind": kind}


def _told_kind(note: str) -> CommitmentKind | None:
    words = folded_words(note)
    for beginnings, kind in _KINDS:
        if any(words.startswith(beginning) for beginning in beginnings):
            return kind
    return None
