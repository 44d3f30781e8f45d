"""The page of what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kit.access import PermissionRequired
from config.kit.clock import today
from config.office.due import due_groups, unconverted
from reports.permissions import ReportPermission


class DueList(PermissionRequired, View):
    """What is due, by kind."""

    permission_required = ReportPermission.VIEW
    template_name = "office/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        day = today()
        context = {
            "groups": due_groups(day),
            "unconverted": unconverted(request.user),
            "today": day,
            "section": "dashboard",
        }
        return render(request, self.template_name, context)
