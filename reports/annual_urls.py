"""Addresses of the annual summary."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
