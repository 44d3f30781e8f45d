"""Addresses of the dashboard, the definitions and the terms; those of the printed reports stand beside."""

from django.urls import URLPattern, URLResolver, include, path

from config.kit.registers import register_urls
from reports.views.briefing import Briefing, BriefingPdf
from reports.views.dashboard import Dashboard
from reports.views.exhibits import ExhibitPage, ExhibitSvg, ExhibitXlsx, Projector
from reports.views.figures import FigureDefinitions
from reports.views.ngo_years import NGOYearsPage
from reports.views.reconversion import Reconversion
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
    path("reports/projector/", Projector.as_view(), name="projector"),
    path("reports/exhibits/<slug:key>/", ExhibitPage.as_view(), name="exhibit"),
    path("reports/exhibits/<slug:key>.svg", ExhibitSvg.as_view(), name="exhibit-svg"),
    path("reports/exhibits/<slug:key>.xlsx", ExhibitXlsx.as_view(), name="exhibit-xlsx"),
    *register_urls("reports/terms", (TermList, TermDetail, TermCreate, TermEdit)),
    *register_urls("reports/targets", (TargetList, TargetDetail, TargetCreate, TargetEdit)),
    path("reports/reconversion/", Reconversion.as_view(), name="reconversion"),
    path("reports/ngos/", NGOYearsPage.as_view(), name="ngo-years"),
    path("reports/", include("reports.report_urls")),
    path("delegations/<int:pk>/briefing/", Briefing.as_view(), name="briefing"),
    path("delegations/<int:pk>/briefing.pdf", BriefingPdf.as_view(), name="briefing-pdf"),
]
