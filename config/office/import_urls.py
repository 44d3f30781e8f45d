"""Addresses of bringing data in."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

# Included by config/office/urls.py, so the names stand in the namespace "office".
urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="office:administration"), name="import"),
    path("<int:pk>/", RedirectView.as_view(pattern_name="office:administration"), name="import-batch"),
]
