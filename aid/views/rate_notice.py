"""A month's notice of rates, typed or pasted in one go, with the months that lack one."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from aid.actions.rates import NoticeSaved, save_notice
from aid.actions.reconversion import Window, changes
from aid.forms.rate_notice import NoticeForm, field_of
from aid.queries.ledger import rate_book
from aid.queries.rates import Gap, Offered, offered, rate_gaps
from aid.registers import COMMITMENTS, DISBURSEMENTS, RATES
from aid.rules.rate_notice import NoticeLine, read_notice
from aid.views.ledger_columns import plain
from config.kit import tokens
from config.kit.clock import today
from config.kit.money import CURRENCIES
from config.kit.numbers import write_number
from config.kit.tables import Column, Link, Table, make_table
from config.kit.views import NotSaved, RegisterPage
from config.kit.writing import RuleBroken

MOST_GAPS = 60
MORE_GAPS = "Còn {count} tháng nữa; bổ sung các tháng trên trước."
GAPS = "Tháng chưa có tỷ giá"
NO_GAPS = "Không thiếu tháng nào: mọi dòng ngoại tệ đều có tỷ giá công bố trong tháng của nó."


GAP_COLUMNS = (
    Column("currency", "Loại tiền", lambda gap: f"{gap.currency} – {CURRENCIES[gap.currency].name_vi}"),
    Column("month", "Tháng", lambda gap: f"{gap.month:%m/%Y}", "date"),
    Column("rows", "Số dòng cần tỷ giá", lambda gap: gap.rows, "number"),
    Column("unconverted", "Trong đó chưa quy đổi đủ", lambda gap: gap.unconverted, "number"),
    Column(
        "write",
        "Nhập",
        lambda gap: Link("Nhập tháng này", f"?{urlencode({'from': gap.month.isoformat()})}"),
        "link",
    ),
)


def gaps_table(gaps: list[Gap]) -> Table:
    return make_table(GAPS, GAP_COLUMNS, gaps[:MOST_GAPS], empty=NO_GAPS)


class RateNotice(RegisterPage):
    """GET shows the boxes, "read" fills them from the pasted text, "save" stores all of them or none."""

    register = RATES
    template_name = "aid/rate_notice.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def get(self, request: HttpRequest) -> HttpResponse:
        choice, held = offered(), tokens.held_form(request)
        if held is not None:
            return self._show(choice, self._form(choice, held.data), held.data.get(tokens.FIELD, ""), is_held=True)
        initial = {"valid_from": _first_day(request.GET.get("from", ""))}
        return self._show(choice, self._form(choice, initial=initial), tokens.new_token(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        choice = offered()
        token = request.POST.get(tokens.FIELD, "")
        if request.POST.get("go") == "read":
            return self._read(choice, request.POST, token)
        form = self._form(choice, request.POST)
        try:
            with tokens.once(request) as receipt:
                if not form.is_valid():
                    raise NotSaved
                day, source = form.cleaned_data["valid_from"], form.cleaned_data["source"]
                saved = save_notice(form.rates(), on=day, source=source, by=request.user)
                receipt.url, pending = _next(day)
        except tokens.AlreadySaved as already:
            return HttpResponseRedirect(already.url)
        except NotSaved:
            return self._show(choice, form, token)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            return self._show(choice, form, token)
        messages.success(request, _said(saved, day, pending))
        return HttpResponseRedirect(receipt.url)

    def _form(self, choice: Offered, data: Any = None, **kwargs: Any) -> NoticeForm:
        return NoticeForm(data, codes=(*choice.used, *choice.others), **kwargs)

    def _read(self, choice: Offered, posted: QueryDict, token: str) -> HttpResponse:
        """Put what the pasted lines say into the boxes; what was typed into others stays."""
        lines = read_notice(posted.get("pasted", ""), {code: rate for code, (rate, _) in choice.newest.items()})
        initial = {name: posted.get(name, "") for name in posted}
        for line in lines:
            if line.rate is not None and not line.problem:
                initial[field_of(line.currency)] = plain(line.rate)  # type: ignore[assignment]
        return self._show(choice, self._form(choice, initial=initial), token, lines=lines)

    def _show(
        self, choice: Offered, form: NoticeForm, token: str, lines: list[NoticeLine] | None = None, **context: Any
    ) -> HttpResponse:
        gaps = rate_gaps()
        boxes = form.boxes({code: (plain(rate), day) for code, (rate, day) in choice.newest.items()})
        context = {
            "form": form,
            "token": token,
            "boxes": boxes[: len(choice.used)],
            "further": boxes[len(choice.used) :],
            "lines": lines,
            "unread": [line for line in lines or () if line.problem],
            "read": sum(1 for line in lines or () if not line.problem),
            "gaps": gaps_table(gaps),
            "more_gaps": MORE_GAPS.format(count=len(gaps) - MOST_GAPS) if len(gaps) > MOST_GAPS else "",
            "list_url": RATES.url("list"),
            "ledgers": [(one.title, f"{one.url('list')}?converted=no") for one in (COMMITMENTS, DISBURSEMENTS)],
            **context,
        }
        return render(self.request, self.template_name, self.page(**context))


def _first_day(text: str) -> date:
    """The first day of the asked month, else of the current one."""
    try:
        return date.fromisoformat(text).replace(day=1)
    except ValueError:
        return today().replace(day=1)


def _next(day: date) -> tuple[str, int]:
    """Where saving leads: to the rows that the new rates would change, when there are any; and how many."""
    pending = len(changes(Window(first=day), rate_book()))
    if not pending:
        return f"{RATES.url('list')}?year={day.year}", 0
    return f"{reverse('reports:reconversion')}?{urlencode({'from': day.isoformat()})}", pending


def _said(saved: NoticeSaved, day: date, pending: int) -> str:
    counts = ((saved.added, "thêm"), (saved.changed, "sửa"), (saved.same, "giữ như cũ"))
    what = ", ".join(f"{word} {write_number(count)}" for count, word in counts if count)
    said = f"Đã lưu tỷ giá từ ngày {day:%d/%m/%Y}: {what}."
    if not pending:
        return said
    return f"{said} Có {write_number(pending)} dòng sẽ đổi giá trị nếu quy đổi lại; xem bảng dưới đây."
