"""What a decision of change says, in words; from loaded rows only."""

from collections.abc import Sequence

from django.urls import reverse

from aid.models import Amendment
from config.kit.numbers import write_amount
from config.kit.partial_dates import PartialDate
from config.kit.tables import Column, Table, make_table

ROW_ARCHIVED = "dòng cam kết đã lưu trữ, không tính"


def told(amendment: Amendment) -> list[str]:
    """What it changed, a phrase each: as in "tăng 50.000,00 USD", "gia hạn từ 30/06/2018 đến 31/12/2019"."""
    content = " ".join(amendment.summary.split()).rstrip(".")
    phrases = (value_told(amendment), end_told(amendment), owner_told(amendment), content)
    return [phrase for phrase in phrases if phrase]


def sentence(amendment: Amendment) -> str:
    return "; ".join(told(amendment))


def value_told(amendment: Amendment) -> str:
    """More or less money; a ledger row that was archived since says that it no longer counts."""
    row = amendment.commitment
    if row is None:
        return ""
    what = f"{'tăng' if row.amount > 0 else 'giảm'} {write_amount(abs(row.amount), row.currency)}"
    return f"{what} ({ROW_ARCHIVED})" if row.is_archived else what


def end_told(amendment: Amendment) -> str:
    old, new = amendment.old_end, amendment.new_end
    if new is None:
        return ""
    if old is None:
        return f"thời gian kết thúc {new}"
    return f"gia hạn từ {old} đến {new}" if is_later(new, old) else f"rút ngắn từ {old} còn {new}"


def is_later(new: PartialDate, old: PartialDate) -> bool:
    return (new.last, new.on) >= (old.last, old.on)


def owner_told(amendment: Amendment) -> str:
    old, new = amendment.old_owner, amendment.new_owner
    if new is None:
        return ""
    return f"đổi chủ khoản viện trợ từ {old} sang {new}" if old else f"chủ khoản viện trợ {new}"


AMENDMENT_COLUMNS = (
    Column("number", "Quyết định", lambda row: row.number, sub=lambda row: row.issuer),
    Column("decided", "Ngày", lambda row: row.decided_on, "date"),
    Column("told", "Nội dung", sentence),
)


def amendments_table(amendments: Sequence[Amendment], *, may_edit: bool) -> Table:
    """The decisions in the order given; for those who may edit, the number opens the decision."""
    url = (lambda row: reverse("aid:amendment-edit", args=[row.pk])) if may_edit else None
    return make_table("Quyết định điều chỉnh", AMENDMENT_COLUMNS, amendments, url=url)
