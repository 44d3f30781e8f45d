"""Converting many stored rows again after rates were added or changed: before and after first, then one save.

A row in the period of an issued report says so, and then a reason is asked for.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from aid.actions.reconversion import Change, Window, changes, digest, effects, reconvert_many
from aid.permissions import AidPermission
from aid.queries.ledger import rate_book
from aid.registers import COMMITMENTS, DISBURSEMENTS, RATES
from config.kit import locks, tokens
from config.kit.access import PermissionRequired
from config.kit.fields import DayField
from config.kit.forms import HouseForm, Section
from config.kit.money import currency_choices
from config.kit.numbers import write_number
from config.kit.tables import Column, Table, make_table
from config.kit.writing import RuleBroken

TITLES = {"commitment": COMMITMENTS.title, "disbursement": DISBURSEMENTS.title}
MOST = 500
HELD = "Có dòng thuộc kỳ của báo cáo đã ban hành, được đánh dấu trong bảng."
LOSS = "Sẽ thành chưa quy đổi: tỷ giá đã dùng không còn"

CURRENCIES = [("", "Mọi loại tiền"), *(pair for pair in currency_choices() if pair[0] not in ("USD", "VND"))]

EFFECT_COLUMNS = (
    Column("ledger", "Sổ", lambda effect: TITLES[effect.ledger]),
    Column("rows", "Số dòng", lambda effect: effect.rows, "number"),
    Column("usd_before", "USD đang ghi", lambda effect: effect.usd_before, "usd"),
    Column("usd_after", "USD sau quy đổi", lambda effect: effect.usd_after, "usd"),
    Column("vnd_before", "Đồng đang ghi", lambda effect: effect.vnd_before, "vnd"),
    Column("vnd_after", "Đồng sau quy đổi", lambda effect: effect.vnd_after, "vnd"),
)


class WindowForm(HouseForm):
    """Which rows are looked at: by date and currency; all of them when nothing is asked."""

    currency = forms.ChoiceField(label="Loại tiền", choices=CURRENCIES, required=False)

    sections = (Section("", ("from", "to", "currency"), spans={"from": 2, "to": 2, "currency": 2}),)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["from"] = DayField(label="Ngày của dòng từ", required=False)
        self.fields["to"] = DayField(label="đến", required=False)

    def window(self) -> Window:
        """The window asked for; a field that cannot be read narrows nothing."""
        asked = self.cleaned_data
        return Window(asked.get("from"), asked.get("to"), asked.get("currency") or "")


def row_of(change: Change, chosen: Collection[str] | None) -> dict[str, Any]:
    """A change as the page prints it, with what must be known before it is written; `chosen` are the rows that were
    ticked when the form was sent."""
    held = locks.told(change.row)
    notes = [note for note in (LOSS if change.is_loss else "", held) if note]
    return {
        "change": change,
        "amount": (change.row.amount, change.row.currency),
        "title": TITLES[change.ledger],
        "notes": notes,
        "held": held,
        "is_ticked": not change.is_loss if chosen is None else change.key in chosen,
    }


class Reconversion(PermissionRequired, View):
    """GET compares, POST writes the chosen rows if rows and rates are still those that were shown."""

    permission_required = AidPermission.EDIT
    template_name = "reports/reconversion.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(self._asked(request), tokens.new_token(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._asked(request)
        address = request.get_full_path()
        chosen = frozenset(request.POST.getlist("row"))
        asked = {name: request.POST.get(name, "") for name in ("seen", "reason")}
        try:
            with tokens.once(request) as receipt:
                written = reconvert_many(form.window(), chosen, **asked, by=request.user)
                receipt.url = address
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except RuleBroken as broken:
            return self._show(form, tokens.new_token(request.user), error=str(broken), chosen=chosen)
        messages.success(request, f"Đã ghi giá trị mới cho {write_number(len(written))} dòng.")
        return HttpResponseRedirect(address)

    def _asked(self, request: HttpRequest) -> WindowForm:
        form = WindowForm(request.GET)
        form.is_valid()
        return form

    def _show(
        self, form: WindowForm, token: str, error: str = "", chosen: Collection[str] | None = None
    ) -> HttpResponse:
        found = changes(form.window(), rate_book())
        with locks.read_once():
            rows = [row_of(change, chosen) for change in found[:MOST]]
        context = {
            "form": form,
            "token": token,
            "error": error,
            "seen": digest(found),
            "rows": rows,
            "held": HELD if any(row["held"] for row in rows) else "",
            "found": len(found),
            "left_out": max(len(found) - MOST, 0),
            "effects": _effects(found),
            "rates_url": RATES.url("list"),
            "section": "aid",
        }
        return render(self.request, self.template_name, context)


def _effects(found: Sequence[Change]) -> Table:
    return make_table("Tổng của các dòng dưới đây", EFFECT_COLUMNS, effects(found))
