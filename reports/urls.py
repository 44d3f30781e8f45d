"""Addresses of the dashboard, the definitions and the terms; those of the annual summary stand beside."""

from django.urls import URLPattern, URLResolver, include, path

from config.kit.registers import register_urls
from reports.views.dashboard import Dashboard
from reports.views.figures import FigureDefinitions
from reports.views.terms import (
    TargetCreate,
    TargetDetail,
    TargetEdit,
    TargetList,
    TermCreate,
    TermDetail,
    TermEdit,
    TermList,
)

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", Dashboard.as_view(), name="dashboard"),
    path("reports/figures/", FigureDefinitions.as_view(), name="figures"),
    *register_urls("reports/terms", (TermList, TermDetail, TermCreate, TermEdit)),
    *register_urls("reports/targets", (TargetList, TargetDetail, TargetCreate, TargetEdit)),
    path("reports/", include("reports.annual_urls")),
]
