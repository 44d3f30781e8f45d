"""Pages of reports owed: the list, writing down one that came, correcting it, taking it out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from aid.actions import reporting as actions
from aid.choices import Reporter, ReportKind
from aid.filters.reporting import ReportFilter
from aid.forms import reporting as forms
from aid.models import AidProject, ForeignNGO, ReportDeadline, ReportReceipt
from aid.permissions import AidPermission
from aid.queries.report_rows import ReportRows
from aid.queries.reporting import AHEAD, ReportRow, report_rows_since
from aid.registers import DEADLINES, NGOS, PROJECTS
from aid.rules.obligations import State
from aid.views.lists import AID_TABS
from aid.views.reporting_columns import LIST_COLUMNS, LIST_COLUMNS_TO_ENTER
from config.kit import tokens
from config.kit.access import can
from config.kit.acts import RecordAct
from config.kit.clock import today
from config.kit.forms import HouseForm
from config.kit.lists import ListPage
from config.kit.numbers import write_number
from config.kit.registers import Register
from config.kit.tables import Column
from config.reference.office_settings import FOLLOW_UP_FROM, day_of

WHO_OWES = (
    "Chủ khoản viện trợ đã phê duyệt và còn thực hiện trong kỳ; tổ chức PCPNN có quan hệ với tỉnh hoặc có giấy "
    "đăng ký còn hiệu lực trong kỳ; các báo cáo của tỉnh."
)
HEADINGS: dict[str, str] = {
    Reporter.PROJECT: "Khoản viện trợ chưa gửi báo cáo",
    Reporter.NGO: "Tổ chức PCPNN chưa gửi báo cáo",
    Reporter.PROVINCE: "Báo cáo của tỉnh chưa gửi",
}
TALLIES = (
    (State.OVERDUE, "quá hạn"),
    (State.DUE, "đến hạn"),
    (State.RECEIVED, "đã có đúng hạn"),
    (State.LATE, "đã có nhưng muộn"),
)
FORM_05 = "theo mẫu số 05 của Nghị định 58/2022/NĐ-CP"


class ReportsDue(ListPage):
    """Every report that falls due from the day followed from, as it stands today."""

    permission_required = AidPermission.VIEW
    title = "Báo cáo phải nộp"
    noun = "báo cáo phải nộp"
    section = "aid"
    url_name = "aid:obligations"
    filterset_class = ReportFilter
    default_sort = "-due"
    tabs = AID_TABS
    page_size = 500  # who has not answered is printed on one list
    lede = WHO_OWES
    chips = (
        ("Quá hạn", "state=overdue"),
        ("Đến hạn", "state=due"),
        ("Chủ khoản viện trợ chưa báo cáo", "reporter=project&state=overdue"),
        ("Tổ chức PCPNN chưa báo cáo", "reporter=ngo&state=overdue"),
        ("Báo cáo của tỉnh", "reporter=province"),
    )
    empty_hint = "Chưa có báo cáo nào đến hạn kể từ ngày bắt đầu theo dõi."
    template_name = "aid/reports_due.html"

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return LIST_COLUMNS_TO_ENTER if can(self.request.user, AidPermission.EDIT) else LIST_COLUMNS

    @cached_property
    def day(self) -> date:
        """One day for the whole page."""
        return today()

    @cached_property
    def since(self) -> date | None:
        return day_of(FOLLOW_UP_FROM)

    def everything(self, request: HttpRequest) -> ReportRows:
        return ReportRows(tuple(report_rows_since(self.since, self.day)))

    def _ordering(self, sort: str) -> list[str]:
        """Of one day, by who and what."""
        return [*super()._ordering(sort), "name", "title"]

    def row_url(self, item: ReportRow) -> str:
        return item.url

    def totals(self, queryset: ReportRows) -> Mapping[str, Any]:
        return {"states": Counter(row.state for row in queryset)}

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        counts = totals["states"]
        return "; ".join(f"{write_number(counts[state])} {said}" for state, said in TALLIES)

    def more_context(self, request: HttpRequest, found: ReportRows) -> dict[str, Any]:
        heading = self._heading(request)
        return {
            "title": heading or self.title,
            "about": self._about(found) if heading else "",
            "since": self.since,
            "until": self.day + AHEAD,
            "day": self.day,
            "deadlines_url": DEADLINES.url("list"),
        }

    def _heading(self, request: HttpRequest) -> str:
        """The name of the list of those who have not answered; empty for any other."""
        if request.GET.get("state") not in {"open", State.OVERDUE}:
            return ""
        return HEADINGS.get(request.GET.get("reporter", ""), "")

    def _about(self, found: ReportRows) -> str:
        """Which days the missing reports tell of, when they are all the same."""
        periods = {(row.period.start, row.period.end, row.reporter) for row in found if row.period is not None}
        kinds = {row.kind for row in found}
        if len(periods) != 1 or kinds & {ReportKind.FINAL}:
            return ""
        start, end, reporter = periods.pop()
        form = f", {FORM_05}" if reporter == Reporter.NGO and start.month == 12 else ""
        return f"Số liệu từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}{form}."


# One report -----------------------------------------------------------------------------------------

FORMS: dict[type[Any], tuple[type[HouseForm], type[HouseForm]]] = {
    AidProject: (forms.ProjectReceiptForm, forms.ProjectReceiptCorrectionForm),
    ForeignNGO: (forms.ReceiptForm, forms.ReceiptCorrectionForm),
    ReportDeadline: (forms.SentForm, forms.SentCorrectionForm),
}
REGISTER_OF: dict[type[Any], Register] = {AidProject: PROJECTS, ForeignNGO: NGOS, ReportDeadline: DEADLINES}
FILLED = ("kind", "year", "received_on", "document", "note")


class Receive(RecordAct):
    """Write down a report that came; the address fills what it names (`?kind=annual&year=2026`)."""

    title = "Ghi nhận báo cáo"
    button = "Ghi nhận"

    def make_form(self, record: Any, data: Any = None) -> Any:
        asked = {name: self.request.GET[name] for name in ("kind", "year") if name in self.request.GET}
        return FORMS[type(record)][0](data, initial=asked)

    def act(self, record: Any, form: Any) -> str:
        receipt = ReportReceipt(**form.cleaned_data)
        actions.receive(record, receipt, today=today(), by=self.request.user)
        return f"Đã ghi nhận {self.said(receipt)}."

    def said(self, receipt: ReportReceipt) -> str:
        return f"“{receipt}” của “{receipt.owner}”"


class ProjectReceive(Receive):
    register = PROJECTS


class NGOReceive(Receive):
    register = NGOS


class DeadlineSent(Receive):
    """The province has sent a report of its own: a matter of the officers, not of administrators."""

    register = DEADLINES
    permission_required = AidPermission.EDIT
    title = "Ghi nhận báo cáo đã gửi"
    button = "Đã gửi"

    def said(self, receipt: ReportReceipt) -> str:
        return f"“{receipt.deadline}” năm {receipt.year} đã gửi ngày {receipt.received_on:%d/%m/%Y}"


class ReceiptAct(RecordAct):
    """An act on a report that was written down; what is locked and versioned is the record it belongs to."""

    permission_required = AidPermission.EDIT
    register: Register = PROJECTS  # replaced for each request by the register of the receipt's owner

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return super().get(request, self._owner(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not ReportReceipt.objects.filter(pk=pk).exists():
            return self._sent_again(request)
        return super().post(request, self._owner(pk))

    def _sent_again(self, request: HttpRequest) -> HttpResponse:
        """The form that took the report out, sent a second time, leads where the first one did."""
        try:
            with tokens.once(request):
                raise Http404
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)

    def _owner(self, pk: int) -> Any:
        self.receipt = get_object_or_404(ReportReceipt.objects.select_related("project", "ngo", "deadline"), pk=pk)
        self.register = REGISTER_OF[type(self.receipt.owner)]
        return self.receipt.owner.pk

    def lede(self, record: Any) -> str:
        return f"{self.receipt} – {record}"


class ReceiptEdit(ReceiptAct):
    title = "Sửa báo cáo đã ghi nhận"
    template_name = "aid/receipt_edit.html"

    def make_form(self, record: Any, data: Any = None) -> Any:
        stored = {name: getattr(self.receipt, name) for name in FILLED}
        return FORMS[type(record)][1](data, initial=stored)

    def act(self, record: Any, form: Any) -> str:
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        for name, value in values.items():
            setattr(self.receipt, name, value)
        actions.correct(self.receipt, today=today(), by=self.request.user, reason=reason)
        return "Đã sửa báo cáo đã ghi nhận."

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {"receipt": self.receipt}


class ReceiptRemove(ReceiptAct):
    title = "Bỏ báo cáo đã ghi nhận"
    button = "Bỏ báo cáo"
    form_class = forms.TakeOutForm

    def act(self, record: Any, form: Any) -> str:
        actions.take_out(self.receipt, by=self.request.user, reason=form.cleaned_data["reason"])
        return f"Đã bỏ “{self.receipt}” khỏi các báo cáo đã nhận."
