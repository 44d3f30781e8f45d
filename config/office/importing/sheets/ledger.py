"""What the sheets of commitments and disbursements share: reading, matching, converting, warning.

Natural key: (project, date with precision, amount, currency, document, note, form) as a multiset:
the n-th equal row of the file is the n-th stored one. Rows that find no exact twin are matched
once more with stored rows that hold more than the file tells (a note typed later), so that an old
file brought in again adds nothing twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from aid.actions.ledger import HELD_BY_COMPONENTS, convert
from aid.choices import AidForm, Status
from aid.models import AidProject, Commitment
from config.kit.importing import CellRefused, folded_words, labels, read_date, read_money
from config.kit.money import Money
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, Change, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences

UNCONVERTED = "Sẽ ghi nhưng chưa quy đổi sang {} (chưa có tỷ giá {})."
BEFORE_COMMITMENT = "Giải ngân trước cam kết đầu tiên của dự án ({})."
NO_COMMITMENT = "Dự án chưa có cam kết nào."
_LARGEST = Decimal(10**13)

_STATUSES = labels("loại số liệu", Status.choices, {"Ước tính": Status.ESTIMATE, "Số chính thức": Status.FINAL})
_FORMS = labels(
    "hình thức",
    AidForm.choices,
    {
        "Tiền mặt": AidForm.CASH,
        "Chuyển khoản": AidForm.CASH,
        "Hàng": AidForm.GOODS,
        "Hàng hóa": AidForm.GOODS,
        "Chuyên gia": AidForm.EXPERTS,
        "Tình nguyện viên": AidForm.EXPERTS,
    },
)


def ledger_columns(*own: ImportColumn) -> tuple[ImportColumn, ...]:
    """The columns of a ledger sheet: the shared ones and the register's own."""
    return (
        ImportColumn("project", "Mã", ("Mã dự án", "Mã DA", "Mã khoản viện trợ"), "mã dự án", True),
        ImportColumn(
            "dated",
            "Ngày",
            ("Thời điểm", "Thời gian", "Ngày cam kết", "Ngày giải ngân"),
            "ngày, hoặc chỉ tháng, quý, năm",
            True,
        ),
        ImportColumn("amount", "Số tiền", ("Giá trị", "Số tiền nguyên tệ", "Giá trị nguyên tệ"), "số tiền", True),
        ImportColumn("currency", "Loại tiền", ("Đồng tiền", "Tiền tệ", "Nguyên tệ", "Mã tiền"), "mã tiền tệ", True),
        ImportColumn("form", "Hình thức", ("Hình thức viện trợ",), "Tiền, Hiện vật hoặc Chuyên gia"),
        ImportColumn("status", "Số liệu", ("Loại số liệu",), "Chính thức hoặc Ước"),
        ImportColumn("document", "Văn bản", ("Chứng từ", "Văn bản, chứng từ", "Số văn bản", "Số chứng từ")),
        ImportColumn("note", "Nội dung", ("Ghi chú", "Diễn giải")),
        ImportColumn("donor", "Bên tài trợ", ("Nhà tài trợ", "Tổ chức", "Tổ chức PCPNN"), "tên đã có"),
        *own,
    )


@dataclass
class LedgerRead:
    """A readable row: what identifies it, what it sets beside, and the stored row it was matched with."""

    reader: RowReader
    project: AidProject
    dated: PartialDate
    amount: Decimal
    currency: str
    texts: dict[str, str]
    values: dict[str, Any]
    stored: Any = None

    @property
    def group(self) -> tuple[str, date, str, Decimal, str]:
        """The part of the natural key that every match shares."""
        code = folded_words(self.project.code)
        return code, self.dated.on, self.dated.precision.value, self.amount, self.currency

    @property
    def title(self) -> str:
        return str(self.project.name)

    @property
    def detail(self) -> str:
        return f"{self.dated} · {Money(self.amount, self.currency)}"


Special = Callable[[LedgerRead, Known], dict[str, Any]]


def plan_ledger(readers: Sequence[RowReader], known: Known, model: Any, special: Special) -> list[RowPlan]:
    """Plan a sheet. `special` gives the register's own fields of a new row and refuses what it must."""
    rows = [_read(reader, known) for reader in readers]
    stored = known.stored_rows(model)
    for match in (_is_twin, _is_told_less):
        for row in rows:
            if isinstance(row, LedgerRead) and row.stored is None:
                row.stored = _take(stored.get(row.group, []), row, match)
    return [_plan_row(row, known, model, special) if isinstance(row, LedgerRead) else row for row in rows]


def _read(reader: RowReader, known: Known) -> LedgerRead | RowPlan:
    """The row as read; its refused plan when one of the four cells that identify it is unreadable."""
    reader.require("project", "dated", "amount", "currency")
    project = reader.named("project", known.project)
    currency = reader.named("currency", known.currencies.get)
    amount = reader.read("amount", lambda value: _amount(value, currency))
    dated = reader.read("dated", read_date)
    if project is not None and project.pk in known.programmes:
        reader.refuse("project", HELD_BY_COMPONENTS.format(project=project))
    values = {"status": reader.named("status", _STATUSES.get), "donor": _donor(reader, known, project)}
    texts = {**reader.texts(Commitment, "document", "note"), "form": reader.named("form", _FORMS.get) or ""}
    if project is None or dated is None or amount is None or currency is None:
        return reader.plan(Action.REFUSED, str(project.name) if project else "")
    given = {key: value for key, value in values.items() if value is not None}
    return LedgerRead(reader, project, dated, amount, currency, texts, given)


def _amount(value: Any, currency: str | None) -> Decimal | None:
    amount = read_money(value, currency)
    if amount is not None and not 0 < abs(amount) < _LARGEST:
        raise CellRefused("Số tiền phải khác 0 và có không quá 13 chữ số trước dấu phẩy.")
    return amount


def _donor(reader: RowReader, known: Known, project: AidProject | None) -> Any:
    """The row's own donor; None where it is the project's only one, which the row need not repeat."""
    donor = reader.named("donor", known.donor)
    if donor is None or project is None:
        return None
    return None if known.donors_of.get(folded_words(project.code)) == [donor] else donor


# Matching ---------------------------------------------------------------------


def _take(candidates: list[Any], row: LedgerRead, match: Callable[[Any, LedgerRead], bool]) -> Any:
    """Take out the stored row that matches, an equal status first."""
    status = row.values.get("status", Status.FINAL)
    found = [each for each in candidates if match(each, row)]
    for each in sorted(found, key=lambda one: (one.is_archived, one.status != status)):
        candidates.remove(each)
        return each
    return None


def _is_twin(stored: Any, row: LedgerRead) -> bool:
    texts = row.texts
    return (stored.document, stored.note, stored.form) == (
        texts.get("document", ""),
        texts.get("note", ""),
        texts["form"] or AidForm.CASH,
    )


def _is_told_less(stored: Any, row: LedgerRead) -> bool:
    return all(not text or getattr(stored, key) == text for key, text in row.texts.items())


# The plan of a row ------------------------------------------------------------


def _plan_row(row: LedgerRead, known: Known, model: Any, special: Special) -> RowPlan:
    reader, stored = row.reader, row.stored
    own = special(row, known)
    if stored is None:
        return _new(row, known, model, own)
    if stored.is_archived:
        reader.refuse("project", ARCHIVED.format(f"Dòng {stored} của “{row.title}”"))
    changes = differences(stored, row.values, reader)
    if not changes:
        return reader.plan(Action.SAME, row.title, row.detail)
    change = Change(stored, changed_values(stored, row.values))
    return reader.plan(Action.CHANGED, row.title, row.detail, changes=changes, operations=[change])


def _new(row: LedgerRead, known: Known, model: Any, own: dict[str, Any]) -> RowPlan:
    texts = {key: text for key, text in row.texts.items() if text}
    values = {"project": row.project, "dated": row.dated, "amount": row.amount, "currency": row.currency}
    held = built(model, {**values, **texts, **row.values, **own})
    try:
        convert(held, known.rate_book)
    except RuleBroken as broken:  # a value beyond all reason
        row.reader.refuse("amount", str(broken))
    else:
        _warn_unconverted(row, held)
    return row.reader.plan(Action.NEW, row.title, row.detail, operations=[Add(held)])


def _warn_unconverted(row: LedgerRead, held: Any) -> None:
    """Say which rate is missing; the row is stored all the same (docs/rules.md, Money)."""
    for target, value in (("USD", held.usd_cents), ("VND", held.vnd)):
        if value is None:
            missing = row.currency if held.rate is None and row.currency not in ("VND", "USD") else "USD"
            row.reader.warnings.append(UNCONVERTED.format(target, missing))


def warn_order(row: LedgerRead, known: Known) -> None:
    """A payment before its first commitment, or without any, is told about and never refused."""
    first = known.first_commitments.get(row.group[0])
    if first is None:
        row.reader.warnings.append(NO_COMMITMENT)
    elif row.dated.last < first.first:
        row.reader.warnings.append(BEFORE_COMMITMENT.format(first))
