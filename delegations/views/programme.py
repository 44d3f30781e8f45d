"""The page on which a programme is typed, and what is said about it: at one time, outside the stay."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from config.kit import tokens
from config.kit.days import weekday_and_day
from config.kit.numbers import write_number
from config.kit.views import RecordEdit
from delegations.actions.programme import save_programme
from delegations.choices import DelegationStatus
from delegations.forms.programme import ProgrammeForm, add_rows
from delegations.forms.programme_paste import read_pasted
from delegations.models import Delegation, ProgrammeItem
from delegations.programme import Caution, hours_of, outside_stay, own_overlaps, shared_with, stay_of
from delegations.registers import DELEGATIONS

NOTHING_PASTED = "Chưa có dòng nào để đọc. Dán các dòng chép từ Excel vào ô, rồi bấm Đọc nội dung dán."
PASTED = "Đã đọc {count} dòng vào các ô bên dưới, chưa lưu. Xem lại rồi bấm Lưu."
NO_ROOM = "Chương trình nhiều nhất 200 mục: còn {count} dòng chưa đọc."
MOST_CAUTIONS = 20


def cautions_of(record: Delegation, items: Sequence[Any]) -> list[Caution]:
    """What stands against a saved programme; one query for the programmes of others on the same days."""
    found = [*outside_stay(record, items), *own_overlaps(items)]
    if record.status == DelegationStatus.CANCELLED or record.is_archived:
        return found
    others = ProgrammeItem.objects.of_others_on({item.day for item in items}, record)
    return [*found, *shared_with(record, items, others)]


def papers_of(record: Delegation) -> list[tuple[str, str]]:
    """What is printed or taken along of a programme: label and address."""
    pdf = reverse("delegations:delegation-programme-pdf", args=[record.pk])
    return [
        ("Chương trình (PDF)", pdf),
        ("Bản tiếng Anh", f"{pdf}?lang=en"),
        ("Bản song ngữ", f"{pdf}?lang=both"),
        ("Tệp lịch (.ics)", reverse("delegations:delegation-programme-ics", args=[record.pk])),
        ("Phiếu tóm tắt cho lãnh đạo", reverse("reports:briefing", args=[record.pk])),
    ]


def programme_panel(record: Delegation, *, may_edit: bool) -> dict[str, Any]:
    """The programme on the page of its delegation, by day: what delegations/_programme.html prints. One query."""
    days = groupby(record.programme.all(), key=lambda item: item.day)
    edit_url = reverse("delegations:delegation-programme", args=[record.pk])
    return {
        "programme": [(weekday_and_day(day), [(item, hours_of(item)) for item in lines]) for day, lines in days],
        "programme_papers": papers_of(record),
        "programme_edit_url": edit_url if may_edit and not record.is_archived else "",
    }


class ProgrammeEdit(RecordEdit):
    """All lines of a programme on one page; saving stays here, where the warnings stand."""

    register = DELEGATIONS
    form_class = ProgrammeForm
    template_name = "delegations/programme.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.read_pasted(request, pk) if request.POST.get("go") == "read" else super().post(request, pk)

    def read_pasted(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The pasted lines as further rows of the form; nothing is saved yet."""
        record, data = self._record(pk), request.POST.copy()
        rows = read_pasted(request.POST.get("pasted", ""))
        count = add_rows(data, rows)
        notes = [PASTED.format(count=write_number(count)) if count else NOTHING_PASTED]
        if count < len(rows):
            notes.append(NO_ROOM.format(count=write_number(len(rows) - count)))
        form = ProgrammeForm(data, instance=record)
        token = request.POST.get(tokens.FIELD, "")
        return self.show(form, token, version=request.POST.get("version", ""), pasted=" ".join(notes))

    def perform(self, form: Any) -> Any:
        if not form.has_changed():
            return form.instance
        return save_programme(form.instance, form.parts_values()["programme"], by=self.request.user)

    def next_url(self, record: Any) -> str:
        return reverse("delegations:delegation-programme", args=[record.pk])

    def saved_message(self, record: Any) -> str:
        return f"Đã lưu chương trình của đoàn “{record}”."

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        record = form.instance
        cautions = cautions_of(record, list(record.programme.all()))
        context |= {"cautions": cautions[:MOST_CAUTIONS], "more_cautions": max(len(cautions) - MOST_CAUTIONS, 0)}
        context |= {"papers": papers_of(record), "stay": stay_of(record).text}
        return super().show(form, token, **context)

    def _record(self, pk: int) -> Any:
        """Only the delegation's own columns are needed; an archived one has no programme to change."""
        return get_object_or_404(self.visible(), pk=pk, archived_at=None)
