"""Pages of exchange rates."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from aid.actions.rates import restore_rate, save_rate
from aid.actions.reconversion import Reach, Window, reach_of
from aid.filters.rates import RateFilter
from aid.forms.rates import RateForm
from aid.models import ExchangeRate
from aid.registers import RATES
from aid.views.ledger_columns import plain
from aid.views.lists import AID_TABS
from config.kit.lists import RegisterList
from config.kit.money import currency
from config.kit.numbers import write_number
from config.kit.tables import Column, Fact, FactGroup
from config.kit.views import RecordCreate, RecordDetail, RecordEdit, RecordRestore
from config.kit.writing import RuleBroken
from config.reference.office_settings import RATE_MAX_AGE, value_of

PENDING = "{count} dòng đã lưu sẽ đổi giá trị nếu quy đổi lại theo tỷ giá đang có."
NOT_BACKWARDS = "Thêm hay sửa tỷ giá không đổi các dòng cam kết, giải ngân đã lưu: mỗi dòng giữ tỷ giá lúc ghi."


class RateList(RegisterList):
    register = RATES
    template_name = "aid/rate_list.html"
    filterset_class = RateFilter
    default_sort = "-day"
    tabs = AID_TABS
    lede = f"Đồng Việt Nam cho 1 đơn vị ngoại tệ, từ ngày ghi. {NOT_BACKWARDS}"
    empty_hint = "Thêm tỷ giá Kho bạc Nhà nước của từng tháng; chưa có tỷ giá thì các dòng ngoại tệ chưa quy đổi được."
    columns = (
        Column(
            "currency",
            "Loại tiền",
            lambda row: row.currency,
            sort=("currency", "-valid_from"),
            sub=lambda row: currency(row.currency).name_vi,
        ),
        Column("day", "Từ ngày", lambda row: row.valid_from, "date", ("valid_from", "currency")),
        Column("rate", "Đồng cho 1 đơn vị", lambda row: plain(row.vnd_per_unit), "number"),
        Column("source", "Nguồn", lambda row: row.source, is_wide=True),
    )


class RateDetail(RecordDetail):
    register = RATES

    def heading(self, record: ExchangeRate) -> str:
        return f"Tỷ giá {record}"

    def facts(self, record: ExchangeRate) -> Sequence[FactGroup]:
        days = write_number(value_of(RATE_MAX_AGE))
        facts = (
            Fact("Loại tiền", f"{record.currency} – {currency(record.currency).name_vi}"),
            Fact("Từ ngày", record.valid_from, "date"),
            Fact("Đồng cho 1 đơn vị", plain(record.vnd_per_unit), "number"),
            Fact("Nguồn", record.source),
            Fact("Dùng đến", f"khi có tỷ giá mới hơn, không quá {days} ngày"),
            Fact("Ảnh hưởng", NOT_BACKWARDS),
        )
        return [FactGroup("Tỷ giá", facts)]

    def missing(self, record: ExchangeRate) -> Sequence[str]:
        source = [] if record.source else ["Chưa ghi nguồn của tỷ giá."]
        return [*source, *pending_words(self._reach(record))]

    def actions(self, record: ExchangeRate) -> Sequence[tuple[str, str]]:
        reach = self._reach(record)
        return [("Xem, quy đổi lại", reconversion_url(reach.window))] if reach.pending else []

    def _reach(self, record: ExchangeRate) -> Reach:
        """Read once for the page."""
        if not hasattr(self, "_found"):
            self._found = reach_of(record)
        return self._found


def pending_words(reach: Reach) -> list[str]:
    """The sentence on rows that would get another value; none when there are none."""
    return [PENDING.format(count=write_number(reach.pending))] if reach.pending else []


def reconversion_url(window: Window) -> str:
    """The comparison of the rows of a window."""
    asked = {"from": window.first, "to": window.last, "currency": window.currency}
    query = urlencode(
        {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in asked.items()}
    )
    return f"{reverse('reports:reconversion')}?{query}"


class RateSaving:
    """What creating and editing say: a rate that would change stored rows names them."""

    def saved_message(self, record: ExchangeRate) -> str:
        return " ".join([f"Đã lưu tỷ giá “{record}”.", *pending_words(reach_of(record))])


class RateCreate(RateSaving, RecordCreate):
    register = RATES
    form_class = RateForm

    def perform(self, form: Any) -> ExchangeRate:
        return save_rate(form.instance, by=self.request.user)


class RateEdit(RateSaving, RecordEdit):
    register = RATES
    form_class = RateForm

    def perform(self, form: Any) -> ExchangeRate:
        return save_rate(form.instance, by=self.request.user) if form.has_changed() else form.instance


class RateRestore(RecordRestore):
    """As everywhere, but another rate may have taken the day meanwhile."""

    register = RATES

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        try:
            restore_rate(record, by=request.user)
            messages.success(request, f"Đã khôi phục tỷ giá “{record}”.")
        except RuleBroken as broken:
            messages.error(request, str(broken))
        return HttpResponseRedirect(record.get_absolute_url())
