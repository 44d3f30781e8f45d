"""Addresses of delegations."""

from django.urls import path

from config.kit.attachment_pages import document_urls
from config.kit.registers import register_urls
from delegations.views.calendar import DelegationCalendar
from delegations.views.delegations import DelegationCreate, DelegationEdit, DelegationList
from delegations.views.detail import DelegationDetail
from delegations.views.documents import DOCUMENT_PAGES, DOCUMENT_PREFIXES, DocumentAdd
from delegations.views.identities import DelegationIdentities, DelegationIdentitiesEdit
from delegations.views.members import DelegationMembers
from delegations.views.programme import ProgrammeEdit
from delegations.views.programme_papers import ProgrammeIcs, ProgrammePdf
from delegations.views.results import DelegationResults
from delegations.views.statuses import DelegationStatusPage
from delegations.views.table import TablePage, TablePdf, TableXlsx
from delegations.views.year_table import DelegationYears

app_name = "delegations"
urlpatterns = [
    path("<int:pk>/status/", DelegationStatusPage.as_view(), name="delegation-status"),
    *document_urls(DocumentAdd, DOCUMENT_PAGES, DOCUMENT_PREFIXES),
    path("<int:pk>/members/", DelegationMembers.as_view(), name="delegation-members"),
    path("<int:pk>/identities/", DelegationIdentities.as_view(), name="delegation-identities"),
    path("<int:pk>/identities/edit/", DelegationIdentitiesEdit.as_view(), name="delegation-identities-entry"),
    path("table/", TablePage.as_view(), name="table"),
    path("table.pdf", TablePdf.as_view(), name="table-pdf"),
    path("table.xlsx", TableXlsx.as_view(), name="table-xlsx"),
    path("calendar/", DelegationCalendar.as_view(), name="calendar"),
    path("years/", DelegationYears.as_view(), name="years"),
    path("<int:pk>/programme/", ProgrammeEdit.as_view(), name="delegation-programme"),
    path("<int:pk>/programme.pdf", ProgrammePdf.as_view(), name="delegation-programme-pdf"),
    path("<int:pk>/programme.ics", ProgrammeIcs.as_view(), name="delegation-programme-ics"),
    path("<int:pk>/results/", DelegationResults.as_view(), name="results"),
    *register_urls("", (DelegationList, DelegationDetail, DelegationCreate, DelegationEdit)),
]
