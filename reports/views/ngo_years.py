"""The page of organisations over the years."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from aid.views.lists import NGO_TABS
from config.kit.access import PermissionRequired
from config.kit.clock import today
from reports.ngo_years import ngo_years
from reports.permissions import ReportPermission
from reports.render.ngo_chart import finding, ngo_chart
from reports.render.published import published_lines


class NGOYearsPage(PermissionRequired, View):
    """Year by year, how many organisations stood how, each number a link to them."""

    permission_required = ReportPermission.VIEW
    template_name = "reports/ngo_years.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = ngo_years(today())
        context: dict[str, Any] = {
            "section": "ngos",
            "tabs": [(label, reverse(name), name == "reports:ngo-years") for label, name in NGO_TABS],
            "lines": found.lines,
            "columns": found.columns,
            "undated": found.undated,
            "published": published_lines(one.row for one in found.baselines),
            "today": today(),
        }
        if found.lines:
            context |= {"finding": finding(found), "chart": ngo_chart(found)}
        return render(request, self.template_name, context)
