"""Converting a stored row again: before and after are shown first, then it is done (docs/rules.md)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from aid.actions.ledger import reconvert, reconverted
from aid.queries.ledger import rate_book, why_unconverted
from aid.registers import COMMITMENTS, DISBURSEMENTS
from aid.views.ledger import conversion_facts
from config.kit import locks
from config.kit.tables import FactGroup
from config.kit.views import RegisterPage
from config.kit.writing import RuleBroken, StaleRecord

CHANGED_MEANWHILE = "Dòng này vừa được người khác sửa. Xem lại số mới rồi bấm lần nữa."


def _number(text: str) -> int | None:
    """A whole number as this page wrote it; nothing for a missing value or for what it never wrote."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else None


class Reconversion(RegisterPage):
    """GET shows both conversions, POST keeps the new one if it is the one that was shown."""

    template_name = "aid/reconvert.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(self._row(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(pk)
        version = _number(request.POST.get("version", "")) or 0
        expected = (_number(request.POST.get("usd_cents", "")), _number(request.POST.get("vnd", "")))
        try:
            reason = request.POST.get("reason", "")
            saved = reconvert(row, by=request.user, version=version, expected=expected, reason=reason)
        except StaleRecord:
            return self._show(row, CHANGED_MEANWHILE)
        except RuleBroken as broken:
            return self._show(row, str(broken))
        messages.success(request, f"Đã quy đổi lại. {why_unconverted(saved)}".strip())
        return HttpResponseRedirect(row.get_absolute_url())

    def _row(self, pk: int) -> Any:
        row = get_object_or_404(self.visible().for_detail(), pk=pk)
        if row.is_archived:
            raise Http404
        return row

    def _show(self, row: Any, error: str = "") -> HttpResponse:
        try:
            new = reconverted(row, rate_book())
        except RuleBroken as broken:
            new, error = row, str(broken)
        context = self.page(
            record=row,
            new=new,
            groups=[
                FactGroup("Đang ghi", conversion_facts(row)),
                FactGroup("Sau khi quy đổi lại", conversion_facts(new)),
            ],
            is_same=conversion_facts(row) == conversion_facts(new),
            reason=why_unconverted(new),
            held=locks.told(row),
            error=error,
        )
        return render(self.request, self.template_name, context)


class CommitmentReconversion(Reconversion):
    register = COMMITMENTS


class DisbursementReconversion(Reconversion):
    register = DISBURSEMENTS
