"""The addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

from config.kit.echo import echo
from config.kit.style_page import style_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reports.urls")),
    path("aid/", include("aid.urls")),
    path("delegations/", include("delegations.urls")),
    path("associations/", include("associations.urls")),
    path("accounts/", include("config.accounts.urls")),
    path("reference/", include("config.reference.urls")),
    path("", include("config.office.urls")),
    path("echo/", echo, name="echo"),
    path("style/", style_page, name="style"),
]
