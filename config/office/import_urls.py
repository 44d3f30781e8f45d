"""Addresses of bringing data in."""

from django.urls import URLPattern, path

from config.office.views.importing import (
    BatchPage,
    ConfirmBatch,
    DiscardBatch,
    ImportPage,
    TemplateWorkbook,
    UndoBatch,
)

# Included by config/office/urls.py, so the names stand in the namespace "office".
urlpatterns: list[URLPattern] = [
    path("", ImportPage.as_view(), name="import"),
    path("template.xlsx", TemplateWorkbook.as_view(), name="import-template"),
    path("<int:pk>/", BatchPage.as_view(), name="import-batch"),
    path("<int:pk>/confirm/", ConfirmBatch.as_view(), name="import-confirm"),
    path("<int:pk>/undo/", UndoBatch.as_view(), name="import-undo"),
    path("<int:pk>/discard/", DiscardBatch.as_view(), name="import-discard"),
]
