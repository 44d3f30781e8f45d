"""Pages of terms and their targets."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from config.kit.access import can
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link, Table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit, RegisterPage, save_form
from reports.actions import copy_targets
from reports.filters import TermFilter
from reports.forms import TargetForm, TermForm
from reports.models import Target, Term
from reports.registers import TARGETS, TERMS
from reports.render import term_tables

DAY = timedelta(days=1)


def dashboard_of(term: Term) -> str:
    return f"{reverse('reports:dashboard')}?term={term.pk}"


class TermList(RegisterList):
    register = TERMS
    filterset_class = TermFilter
    default_sort = "-start"
    lede = "Mỗi nhiệm kỳ có ngày bắt đầu, ngày kết thúc và các chỉ tiêu riêng."
    empty_hint = "Thêm nhiệm kỳ đầu tiên, ví dụ 2015-2020."
    columns = (
        Column("name", "Nhiệm kỳ", lambda term: term.name, sort=("name",)),
        Column("start", "Từ ngày", lambda term: term.start_on, kind="date", sort=("start_on",)),
        Column("end", "Đến ngày", lambda term: term.end_on, kind="date", sort=("end_on",)),
        Column("counting", "Ngày được tính", lambda term: term.get_counting_display()),
        Column("progress", "Tiến độ", lambda term: Link("Xem tiến độ", dashboard_of(term)), kind="link"),
    )


class TermDetail(RecordDetail):
    register = TERMS
    template_name = "reports/term_detail.html"

    def heading(self, record: Term) -> str:
        return f"Nhiệm kỳ {record.name}"

    def facts(self, record: Term) -> Sequence[FactGroup]:
        main = (
            Fact("Nhiệm kỳ thứ", record.ordinal),
            Fact("Từ ngày", record.start_on, "date"),
            Fact("Đến ngày", record.end_on, "date"),
            Fact("Tiến độ", Link("Xem tiến độ của nhiệm kỳ", dashboard_of(record)), "link"),
        )
        counting = (
            Fact("Ngày được tính", term_tables.days_of(record.period)),
            Fact("Cách chọn ngày", record.get_counting_display()),
        )
        return [FactGroup("Thời gian", main), FactGroup("Cách tính", counting)]

    def tables(self, record: Term) -> Sequence[Table]:
        targets = list(Target.objects.of_term(record))
        may_edit = can(self.request.user, TARGETS.edit) and not record.is_archived
        return [
            term_tables.target_table(targets, may_edit=may_edit),
            *term_tables.milestone_tables(targets, record),
            term_tables.effect_table(record, today()),
        ]

    def more_context(self, record: Term) -> dict[str, Any]:
        archived = Target.objects.archived().filter(term=record).order_by("position", "pk")
        return {
            "archived": [
                (target, TARGETS.url("history", target.pk), TARGETS.url("restore", target.pk)) for target in archived
            ],
            "may_restore": can(self.request.user, TARGETS.edit),
        }

    def actions(self, record: Term) -> Sequence[tuple[str, str]]:
        following = {"copy_from": record.pk, "start_on": f"{record.end_on + DAY:%d/%m/%Y}", "counting": record.counting}
        return [
            ("Thêm chỉ tiêu", f"{TARGETS.url('create')}?term={record.pk}"),
            ("Lập nhiệm kỳ sau", f"{TERMS.url('create')}?{urlencode(following)}"),
        ]


class TermCreate(RecordCreate):
    register = TERMS
    form_class = TermForm

    def perform(self, form: Any) -> Any:
        term = save_form(form, by=self.request.user)
        if source := form.cleaned_data.get("copy_from"):
            copy_targets(term, source=source, by=self.request.user)
        return term


class TermEdit(RecordEdit):
    register = TERMS
    form_class = TermForm


class TargetList(RegisterPage):
    """Targets stand on the page of their term."""

    register = TARGETS
    permission_required = TARGETS.view

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(TERMS.url("list"))


class TargetDetail(RegisterPage):
    """Targets stand on the page of their term."""

    register = TARGETS
    permission_required = TARGETS.view

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponseRedirect(get_object_or_404(self.visible(), pk=pk).get_absolute_url())


class TargetCreate(RecordCreate):
    register = TARGETS
    form_class = TargetForm


class TargetEdit(RecordEdit):
    register = TARGETS
    form_class = TargetForm
