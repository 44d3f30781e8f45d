"""Addresses of what spans all registers."""

from django.urls import URLPattern, URLResolver, include, path

from config.office.views.administration import Administration, Roles
from config.office.views.due import DueIcs, DueList
from config.office.views.health import healthz
from config.office.views.history import HistoryPage
from config.office.views.search import SearchPage

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", SearchPage.as_view(), name="search"),
    path("history/", HistoryPage.as_view(), name="history"),
    path("due/", DueList.as_view(), name="due"),
    path("due.ics", DueIcs.as_view(), name="due-ics"),
    path("administration/", Administration.as_view(), name="administration"),
    path("administration/roles/", Roles.as_view(), name="roles"),
    path("import/", include("config.office.import_urls")),
    path("healthz", healthz, name="healthz"),
]
