"""The page of the newest changes over all registers."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.accounts.models import User
from config.kit.access import PermissionRequired
from config.kit.forms import HouseForm
from config.office.history import NEWEST, newest_changes, registers_of
from config.office.permissions import OfficePermission

UNREADABLE = "Điều kiện lọc chưa đọc được nên chưa lọc. Chọn lại trong danh sách."


class HistoryFilter(HouseForm):
    """Whose changes, in which register; nothing chosen means all."""

    by = forms.ChoiceField(label="Người làm", required=False)
    register = forms.ChoiceField(label="Danh sách", required=False)

    def __init__(self, data: Any, *, registers: list[Any]) -> None:
        super().__init__(data)
        people = User.objects.order_by("full_name", "pk").values_list("pk", "full_name")
        self.fields["by"].choices = [("", "Mọi người"), *people]  # type: ignore[attr-defined]
        self.fields["register"].choices = [  # type: ignore[attr-defined]
            ("", "Mọi danh sách"),
            *((register.name, register.title) for register in registers),
        ]


class HistoryPage(PermissionRequired, View):
    """Who changed what, newest first, with a link to the record."""

    permission_required = OfficePermission.SEE_HISTORY
    template_name = "office/history.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        registers = registers_of(request.user)
        form = HistoryFilter(request.GET, registers=registers)
        asked = form.cleaned_data if form.is_valid() else {}
        chosen = {register.name: register for register in registers}
        entries = newest_changes(
            request.user,
            register=chosen.get(asked.get("register", "")),
            by=int(asked["by"]) if asked.get("by") else None,
        )
        context = {
            "form": form,
            "entries": entries,
            "newest": NEWEST,
            "note": "" if form.is_valid() else UNREADABLE,
            "is_filtered": any(asked.values()),
            "section": "",
        }
        return render(request, self.template_name, context)
