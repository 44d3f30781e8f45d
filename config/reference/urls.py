"""Addresses of reference data."""

from django.urls import URLPattern, path

from config.kit.registers import register_urls
from config.reference.registers import AGENCIES, BODIES
from config.reference.rosters import AGENCY_ROSTER
from config.reference.views.agencies import AgencyCreate, AgencyDetail, AgencyEdit, AgencyList
from config.reference.views.bodies import BodyArchive, BodyCreate, BodyDetail, BodyEdit, BodyList
from config.reference.views.countries import CountryCreate, CountryDetail, CountryEdit, CountryList
from config.reference.views.duplicates import AgencyDuplicates, AgencyLike
from config.reference.views.merges import AgencyMerge, AgencyUnmerge, MergedRestore
from config.reference.views.periods import PeriodCreate, PeriodDetail, PeriodEdit, PeriodList
from config.reference.views.places import PlaceCreate, PlaceDetail, PlaceEdit, PlaceList
from config.reference.views.settings import OfficeSettings

app_name = "reference"
urlpatterns: list[URLPattern] = [
    *register_urls("places", (PlaceList, PlaceDetail, PlaceCreate, PlaceEdit)),
    path("agencies/duplicates/", AgencyDuplicates.as_view(), name="agency-duplicates"),
    path("agencies/like/", AgencyLike.as_view(), name="agency-like"),
    path("agencies/<int:pk>/merge/", AgencyMerge.as_view(), name="agency-merge"),
    path("agencies/<int:pk>/merge/undo/", AgencyUnmerge.as_view(), name="agency-unmerge"),
    # Before the register's own: a merged agency comes back only with all that moved.
    path(
        "agencies/<int:pk>/restore/",
        MergedRestore.as_view(register=AGENCIES, roster=AGENCY_ROSTER),
        name="agency-restore",
    ),
    *register_urls("agencies", (AgencyList, AgencyDetail, AgencyCreate, AgencyEdit)),
    *register_urls("countries", (CountryList, CountryDetail, CountryCreate, CountryEdit)),
    # Stands before the kit's own page of the same address: the default body is not archived.
    path("bodies/<int:pk>/archive/", BodyArchive.as_view(register=BODIES), name="body-archive"),
    *register_urls("bodies", (BodyList, BodyDetail, BodyCreate, BodyEdit)),
    *register_urls("periods", (PeriodList, PeriodDetail, PeriodCreate, PeriodEdit)),
    path("settings/", OfficeSettings.as_view(), name="settings"),
]
