"""Addresses of the dashboard, the definitions and the terms; those of the annual summary stand beside."""

from django.urls import URLPattern, URLResolver, include, path

from reports.views.dashboard import Dashboard
from reports.views.figures import FigureDefinitions

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", Dashboard.as_view(), name="dashboard"),
    path("reports/figures/", FigureDefinitions.as_view(), name="figures"),
    path("reports/", include("reports.annual_urls")),
]
