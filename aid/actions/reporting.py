"""Writes to the reports that came: recorded, corrected, taken out again."""

from datetime import date
from typing import Any

from django.db import transaction

from aid.choices import ReportKind
from aid.models import AidProject, ForeignNGO, ReportDeadline, ReportReceipt
from aid.rules.obligations import report_title
from config.kit import writing
from config.kit.text import tidy
from config.kit.writing import RuleBroken

ALREADY = "{title} đã ghi nhận ngày {day:%d/%m/%Y}{document}. Mở báo cáo đã ghi để sửa, hoặc chọn báo cáo, năm khác."
IN_FUTURE = "Ngày {day:%d/%m/%Y} chưa đến. Ghi ngày đã nhận hoặc đã gửi báo cáo, chậm nhất là hôm nay."
YEAR_AHEAD = "Năm {year} chưa đến, chưa có báo cáo để ghi. Xem lại năm báo cáo."
NO_FINAL = "Báo cáo kết thúc chỉ có ở khoản viện trợ."
NO_REASON = "Chưa ghi lý do. Ghi ngắn gọn vì sao bỏ báo cáo này."

Owner = AidProject | ForeignNGO | ReportDeadline
OWNERS: dict[type[Any], str] = {AidProject: "project", ForeignNGO: "ngo", ReportDeadline: "deadline"}


@transaction.atomic
def receive(owner: Owner, receipt: ReportReceipt, *, today: date, by: Any) -> ReportReceipt:
    """Write down that a report of the owner came (of the province: was sent); the owner's version goes up.

    Raises RuleBroken when the same report is written down already, or when its day or year lies ahead.
    """
    setattr(receipt, OWNERS[type(owner)], owner)
    if isinstance(owner, ReportDeadline):
        receipt.kind = owner.kind
    return _store(owner, receipt, today, by, "Ghi nhận báo cáo")


@transaction.atomic
def correct(receipt: ReportReceipt, *, today: date, by: Any, reason: str) -> ReportReceipt:
    """Change what was written down about a report. Raises RuleBroken as `receive` does."""
    return _store(receipt.owner, receipt, today, by, reason)


@transaction.atomic
def take_out(receipt: ReportReceipt, *, by: Any, reason: str) -> None:
    """Remove a report that was written down by mistake; its history stays. Raises RuleBroken without a reason."""
    if not tidy(reason):
        raise RuleBroken(NO_REASON)
    owner = writing.lock(type(receipt.owner), receipt.owner.pk)
    writing.save(owner, by=by, reason=reason)
    writing.delete(receipt, by=by, reason=reason)


def _store(owner: Owner, receipt: ReportReceipt, today: date, by: Any, reason: str) -> ReportReceipt:
    locked = writing.lock(type(owner), owner.pk)
    _check(receipt, today)
    writing.save(locked, by=by, reason=reason)
    return writing.save(receipt, by=by, reason=reason)


def _check(receipt: ReportReceipt, today: date) -> None:
    if receipt.received_on > today:
        raise RuleBroken(IN_FUTURE.format(day=receipt.received_on))
    if receipt.year > today.year:
        raise RuleBroken(YEAR_AHEAD.format(year=receipt.year))
    if receipt.ngo_id is not None and receipt.kind == ReportKind.FINAL:
        raise RuleBroken(NO_FINAL)
    other = same_report(receipt)
    if other is not None:
        document = f", văn bản {other.document}" if other.document else ""
        raise RuleBroken(ALREADY.format(title=_title(other), day=other.received_on, document=document))


def same_report(receipt: ReportReceipt) -> ReportReceipt | None:
    """Another receipt of the same report; of a final report the year does not matter."""
    name = next(name for name in OWNERS.values() if getattr(receipt, f"{name}_id") is not None)
    others = ReportReceipt.objects.filter(**{f"{name}_id": getattr(receipt, f"{name}_id")}).exclude(pk=receipt.pk)
    if name != "deadline":
        others = others.filter(kind=receipt.kind)
    if name == "deadline" or receipt.kind != ReportKind.FINAL:
        others = others.filter(year=receipt.year)
    return others.order_by("pk").first()


def _title(receipt: ReportReceipt) -> str:
    if receipt.deadline is not None:
        return f"{receipt.deadline.label}, năm {receipt.year}"
    return report_title(receipt.kind, receipt.year)
