"""Pages of terms and their targets."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from config.kit.access import can
from config.kit.lists import RegisterList
from config.kit.numbers import write_number
from config.kit.tables import Column, Fact, FactGroup, Link, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit, RegisterPage, save_form
from reports.actions import copy_targets
from reports.filters import TermFilter
from reports.forms import TargetForm, TermForm
from reports.measures import CATALOGUE
from reports.models import Target, Term
from reports.registers import TARGETS, TERMS


def dashboard_of(term: Term) -> str:
    return f"{reverse('reports:dashboard')}?term={term.pk}"


def goal_text(target: Target) -> str:
    """The goal as the target states it, else its number with the unit of its figure."""
    if target.goal_text or target.goal is None:
        return target.goal_text
    unit = CATALOGUE[target.figure].unit if target.figure in CATALOGUE else ""
    return f"{target.get_comparison_display()} {write_number(target.goal)} {unit}".strip()


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
        Column("progress", "Tiến độ", lambda term: Link("Xem tiến độ", dashboard_of(term)), kind="link"),
    )


class TermDetail(RecordDetail):
    register = TERMS

    def heading(self, record: Term) -> str:
        return f"Nhiệm kỳ {record.name}"

    def facts(self, record: Term) -> Sequence[FactGroup]:
        main = (
            Fact("Nhiệm kỳ thứ", record.ordinal),
            Fact("Từ ngày", record.start_on, "date"),
            Fact("Đến ngày", record.end_on, "date"),
            Fact("Tiến độ", Link("Xem tiến độ của nhiệm kỳ", dashboard_of(record)), "link"),
        )
        return [FactGroup("Thời gian", main), FactGroup("Cách tính", (Fact("In dưới các bảng", record.counting_rule),))]

    def tables(self, record: Term) -> Sequence[Table]:
        may_edit = can(self.request.user, TARGETS.edit)
        columns = (
            Column("label", "Chỉ tiêu", lambda target: target.label),
            Column("kind", "Kiểu", lambda target: target.get_kind_display()),
            Column("goal", "Mức đặt ra", goal_text),
            Column("assessment", "Đánh giá", lambda target: "" if target.figure else target.get_assessment_display()),
            Column("text", "Nhận xét", lambda target: target.assessment_text),
        )
        url = (lambda target: TARGETS.url("edit", target.pk)) if may_edit else None
        empty = "Nhiệm kỳ chưa đặt chỉ tiêu nào."
        return [make_table("Chỉ tiêu", columns, Target.objects.of_term(record), url=url, empty=empty)]

    def actions(self, record: Term) -> Sequence[tuple[str, str]]:
        return [("Thêm chỉ tiêu", f"{TARGETS.url('create')}?term={record.pk}")]


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
