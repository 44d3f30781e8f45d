"""Addresses of the annual summary."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="reports:figures"), name="report-list"),
]
