"""The page of what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kit.clock import today
from config.office.due import due_groups, unconverted


class DueList(View):
    """What is due, by kind. Needs sign-in only: each kind shows what the person may see."""

    template_name = "office/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        day = today()
        context = {
            "groups": due_groups(request.user, day),
            "unconverted": unconverted(request.user),
            "today": day,
            "section": "dashboard",
        }
        return render(request, self.template_name, context)
