"""Addresses of the annual report."""

from django.urls import URLPattern, path

from reports.views.annual import AnnualEdit, AnnualPdf, AnnualPreview, ReportList

urlpatterns: list[URLPattern] = [
    path("", ReportList.as_view(), name="report-list"),
    path("annual/<int:year>/", AnnualPreview.as_view(), name="annual"),
    path("annual/<int:year>.pdf", AnnualPdf.as_view(), name="annual-pdf"),
    path("annual/<int:year>/edit/", AnnualEdit.as_view(), name="annual-edit"),
]
