"""The settings of the office on one page."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit import tokens
from config.kit.access import PermissionRequired
from config.kit.changes import Change, recent_changes
from config.reference.actions.settings import StaleSettings, change_settings
from config.reference.forms.settings import SettingsForm
from config.reference.models import Setting
from config.reference.office_settings import OFFICE_SETTINGS
from config.reference.permissions import ReferencePermission
from config.reference.queries import settings_now

SAVED = "Đã lưu thiết lập."
HISTORY_ON_PAGE = 20


def history(limit: int) -> list[Change]:
    """The newest changes of settings, each named by its setting."""
    labels = {setting.key: setting.label for setting in OFFICE_SETTINGS}
    names = {pk: labels.get(key, key) for pk, key in Setting.objects.values_list("pk", "key")}
    return [
        replace(
            change,
            subject=f"“{names.get(pk, '')}”",
            fields=tuple(field for field in change.fields if field.label == "giá trị"),
        )
        for pk, change in recent_changes(Setting, limit=limit)
    ]


class OfficeSettings(PermissionRequired, View):
    """Every value on one form; only what was changed is written."""

    permission_required = ReferencePermission.ADMINISTER
    template_name = "reference/settings.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        held = tokens.held_form(request)
        if held is not None:
            return self._show(SettingsForm(held.data), held.data.get("version", ""), is_held=True)
        now = settings_now()
        return self._show(SettingsForm(initial=now.values), now.version)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SettingsForm(request.POST)
        version = request.POST.get("version", "")
        if not form.is_valid():
            return self._show(form, version, token=request.POST.get(tokens.FIELD, ""))
        try:
            with tokens.once(request) as receipt:
                change_settings(form.cleaned_data, version=version, by=request.user)
                receipt.url = reverse("reference:settings")
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except StaleSettings as stale:
            return self._show(form, settings_now().version, others=stale.changed)
        messages.success(request, SAVED)
        return HttpResponseRedirect(reverse("reference:settings"))

    def _show(self, form: SettingsForm, version: str, *, token: str = "", **context: Any) -> HttpResponse:
        context = {
            "form": form,
            "version": version,
            "token": token or tokens.new_token(self.request.user),
            "changes": history(HISTORY_ON_PAGE),
            "section": "admin",
            **context,
        }
        return render(self.request, self.template_name, context)
