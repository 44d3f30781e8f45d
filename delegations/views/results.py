"""Results of medical missions and of volunteers: their page, and how other pages show them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.kit.numbers import write_amount, write_number
from config.kit.tables import Column, Table, make_row, make_total
from config.kit.views import RecordEdit
from delegations.forms.results import FORMS
from delegations.models import Delegation, MedicalSession
from delegations.registers import DELEGATIONS
from delegations.results import NAMES, disagreements, sums_of_rows

WORDS = {
    "patient_visits": lambda number: f"{write_number(number)} lượt người khám",
    "medicine_vnd": lambda number: f"thuốc {write_amount(number, 'VND')}",
    "works_count": lambda number: f"{write_number(number)} công trình, phần việc",
    "works_vnd": lambda number: f"công trình {write_amount(number, 'VND')}",
}
"""A result with its unit: attendances are "lượt người", never "người"."""


def disagreement_sentences(record: Delegation) -> list[str]:
    """Older typed totals that are not what the rows add up to."""
    return [
        f"Tổng ghi trước đây là {WORDS[one.name](one.typed)}, các dòng cộng lại là {WORDS[one.name](one.summed)}. "
        "Số liệu lấy theo các dòng."
        for one in disagreements(record)
    ]


def result_totals(record: Delegation) -> list[str]:
    """What counts for this delegation, as stored: its rows, else its typed totals. The record is for_detail()."""
    values = ((name, getattr(record, f"result_{name}")) for name in NAMES)
    return [WORDS[name](value) for name, value in values if value is not None]


def has_results(record: Delegation) -> bool:
    """Whether the kind of the delegation has results of its own."""
    return record.kind in FORMS


def results_url(record: Delegation) -> str:
    return reverse("delegations:results", args=[record.pk])


def site_of(row: MedicalSession) -> str:
    return row.site or (row.place.full_name if row.place else "")


SESSION_COLUMNS = (
    Column("day", "Ngày", lambda row: row.day, "date"),
    Column("site", "Điểm khám", site_of, sub=lambda row: row.place.full_name if row.site and row.place else ""),
    Column("specialty", "Chuyên khoa", lambda row: row.specialty),
    Column("patient_visits", "Lượt người khám", lambda row: row.patient_visits, "number"),
    Column("medicine_vnd", "Trị giá thuốc (đồng)", lambda row: row.medicine_vnd, "vnd"),
    Column("equipment", "Trang thiết bị trao tặng", lambda row: row.equipment),
)
WORK_COLUMNS = (
    Column("description", "Công trình, phần việc", lambda row: row.description),
    Column("place", "Địa bàn", lambda row: row.place and row.place.full_name),
    Column("days", "Số ngày", lambda row: row.days, "number"),
    Column("works_vnd", "Trị giá (đồng)", lambda row: row.value_vnd, "vnd"),
)


def result_tables(record: Delegation) -> list[Table]:
    """The sessions and works of a delegation with their sums; nothing for one without rows."""
    sums = {name: value for name, value in sums_of_rows(record).items() if value is not None}
    kinds: Sequence[tuple[str, Sequence[Column], Any, str]] = (
        ("Buổi khám, chữa bệnh", SESSION_COLUMNS, record.sessions.all(), "buổi"),
        ("Công trình, phần việc", WORK_COLUMNS, record.works.all(), "công trình, phần việc"),
    )
    return [
        Table(
            caption,
            columns,
            [make_row(columns, row) for row in rows],
            make_total(columns, f"Cộng {write_number(len(rows))} {noun}", sums),
        )
        for caption, columns, rows, noun in kinds
        if rows
    ]


class DelegationResults(RecordEdit):
    """What one mission did, row by row; only the part that fits its kind."""

    register = DELEGATIONS
    template_name = "delegations/results.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return super().get(request, pk) if self._has_form(pk) else self._nothing()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return super().post(request, pk) if self._has_form(pk) else self._nothing()

    def _has_form(self, pk: int) -> bool:
        """Whether the kind of the delegation has results of its own; picks their form."""
        # With the rows alone: the rest of the dossier is not shown here.
        loaded = self.visible().with_results().prefetch_related("sessions__place__parent", "works__place__parent")
        self.delegation: Delegation = get_object_or_404(loaded, pk=pk, archived_at=None)
        form_class = FORMS.get(self.delegation.kind)
        if form_class is not None:
            self.form_class = form_class  # type: ignore[misc]
        return form_class is not None

    def _record(self, pk: int) -> Delegation:
        return self.delegation

    def _nothing(self) -> HttpResponse:
        context = self.page(record=self.delegation, list_url=self.register.url("list"))
        edit_url = self.register.url("edit", self.delegation.pk)
        return render(self.request, "delegations/results_none.html", context | {"edit_url": edit_url})

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        told = {"totals": result_totals(self.delegation), "disagreements": disagreement_sentences(self.delegation)}
        return super().show(form, token, record=self.delegation, **told, **context)

    def saved_message(self, record: Delegation) -> str:
        stored = Delegation.objects.with_results().get(pk=record.pk)
        totals = "; ".join(result_totals(stored)) or "chưa có số liệu"
        return f"Đã lưu kết quả của đoàn “{record}”: {totals}."

    def next_url(self, record: Delegation) -> str:
        return results_url(record)
