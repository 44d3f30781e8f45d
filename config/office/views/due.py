"""The work list of the office, as a page and as a calendar file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.kit.forms import HouseForm
from config.kit.numbers import write_number
from config.kit.text import lower_first
from config.office.due import DueGroup, When, due_calendar, due_groups, of_kinds
from reports.due import KINDS
from reports.permissions import ReportPermission

UNREADABLE = "Điều kiện lọc chưa đọc được nên chưa lọc. Chọn lại trong danh sách."
WHEN_WORDS = (
    (When.ALL, "Tất cả"),
    (When.OVERDUE, "Quá hạn"),
    (When.SOON, "Quá hạn hoặc đến hạn trong 30 ngày"),
    (When.MISSING, "Còn thiếu, không có hạn"),
)


class DueFilter(HouseForm):
    """Which kinds, and how far away; nothing chosen means all."""

    when = forms.ChoiceField(
        label="Thời hạn", required=False, choices=[(one.value, words) for one, words in WHEN_WORDS]
    )
    kind = forms.MultipleChoiceField(
        label="Loại việc",
        required=False,
        choices=[(kind.key, kind.title) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def asked_when(self) -> When:
        return When(self.cleaned_data["when"]) if self.is_valid() else When.ALL

    @property
    def asked_kinds(self) -> Sequence[str]:
        kinds: Sequence[str] = self.cleaned_data["kind"] if self.is_valid() else ()
        return kinds

    def count(self, groups: Sequence[DueGroup]) -> None:
        """Say beside each kind how much falls under it."""
        offered: Any = self.fields["kind"]
        offered.choices = [
            (group.key, f"{group.title} ({write_number(group.number)})" if group.number else group.title)
            for group in groups
        ]


def narrowed(when: When, kinds: Sequence[str]) -> str:
    """What the list is narrowed to, for the reader of its print: "quá hạn; 2 loại việc". Empty for the whole list."""
    parts = [lower_first(dict(WHEN_WORDS)[when]) if when else "", f"{len(kinds)} loại việc" if kinds else ""]
    return "; ".join(part for part in parts if part)


class DuePage(PermissionRequired, View):
    permission_required = ReportPermission.VIEW


class DueList(DuePage):
    """What is due and what is missing, by kind: `?kind=` (several), `?when=`."""

    template_name = "office/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        day, form = today(), DueFilter(request.GET)
        when, kinds = form.asked_when, form.asked_kinds
        every = due_groups(day, when)
        form.count(every)
        groups = of_kinds(every, kinds)
        context = {
            "form": form,
            "note": "" if form.is_valid() else UNREADABLE,
            "narrowed": narrowed(when, kinds),
            "groups": [group for group in groups if group.items],
            # Nothing overdue is not the same as nothing to do, so only the whole list says so.
            "nothing": [] if when else [group.empty for group in groups if not group.items],
            "count": sum(group.number for group in groups),
            "overdue": sum(item.count for group in groups for item in group.items if item.tone == "bad"),
            "today": day,
            "ics_url": f"{reverse('office:due-ics')}?{request.GET.urlencode()}",
            "section": "dashboard",
        }
        return render(request, self.template_name, context)


class DueIcs(DuePage):
    """The same work with its days, as a calendar file; a filter that cannot be read is left out."""

    def get(self, request: HttpRequest) -> HttpResponse:
        day, form = today(), DueFilter(request.GET)
        groups = of_kinds(due_groups(day, form.asked_when), form.asked_kinds)
        content = due_calendar(groups, day, request.build_absolute_uri("/").rstrip("/"))
        headers = {"Content-Disposition": 'attachment; filename="viec-den-han.ics"'}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
