"""Addresses of aid."""

from django.urls import path

from aid.views.amendments import AmendmentEdit, AmendmentRemove, ProjectAmend
from aid.views.calls import CallList, CallPdf
from aid.views.certificates import CertificateCreate, CertificateDetail, CertificateEdit, CertificateList
from aid.views.deadlines import DeadlineCreate, DeadlineDetail, DeadlineEdit, DeadlineList
from aid.views.documents import DOCUMENT_PAGES, DOCUMENT_PREFIXES, DocumentAdd
from aid.views.duplicates import NGO_RESTORE, NGODuplicates, NGOLike, NGOMerge, NGOUnmerge
from aid.views.ledger import (
    CommitmentCreate,
    CommitmentDetail,
    CommitmentEdit,
    CommitmentList,
    DisbursementCreate,
    DisbursementDetail,
    DisbursementEdit,
    DisbursementList,
)
from aid.views.ngo_list import NGOList
from aid.views.ngo_profile import NGOProfile, NGOProfilePdf
from aid.views.ngos import NGOCreate, NGODetail, NGOEdit
from aid.views.outputs import OutputList
from aid.views.projects import ProjectCreate, ProjectDetail, ProjectEdit, ProjectList
from aid.views.quick_entry import QuickEntry
from aid.views.rate_notice import RateNotice
from aid.views.rates import RateCreate, RateDetail, RateEdit, RateList, RateRestore
from aid.views.reconversion import CommitmentReconversion, DisbursementReconversion
from aid.views.reporting import (
    DeadlineSent,
    NGOReceive,
    ProjectReceive,
    ReceiptEdit,
    ReceiptRemove,
    ReportsDue,
)
from aid.views.stages import ProjectStage
from config.kit.attachment_pages import document_urls
from config.kit.registers import register_urls

app_name = "aid"
urlpatterns = [
    *register_urls("ngos/certificates", (CertificateList, CertificateDetail, CertificateCreate, CertificateEdit)),
    path("ngos/duplicates/", NGODuplicates.as_view(), name="ngo-duplicates"),
    path("ngos/like/", NGOLike.as_view(), name="ngo-like"),
    path("ngos/<int:pk>/merge/", NGOMerge.as_view(), name="ngo-merge"),
    path("ngos/<int:pk>/merge/undo/", NGOUnmerge.as_view(), name="ngo-unmerge"),
    # Before the register's own: a merged organisation comes back only with all that moved.
    path("ngos/<int:pk>/restore/", NGO_RESTORE, name="ngo-restore"),
    *register_urls("ngos", (NGOList, NGODetail, NGOCreate, NGOEdit)),
    path("projects/<int:pk>/stage/", ProjectStage.as_view(), name="project-stage"),
    path("projects/calls/", CallList.as_view(), name="project-calls"),
    path("projects/calls.pdf", CallPdf.as_view(), name="project-calls-pdf"),
    path("outputs/", OutputList.as_view(), name="outputs"),
    path("ngos/<int:pk>/profile/", NGOProfile.as_view(), name="ngo-profile"),
    path("ngos/<int:pk>/profile.pdf", NGOProfilePdf.as_view(), name="ngo-profile-pdf"),
    *register_urls("projects", (ProjectList, ProjectDetail, ProjectCreate, ProjectEdit)),
    *register_urls("commitments", (CommitmentList, CommitmentDetail, CommitmentCreate, CommitmentEdit)),
    *register_urls("disbursements", (DisbursementList, DisbursementDetail, DisbursementCreate, DisbursementEdit)),
    path("projects/<int:pk>/amend/", ProjectAmend.as_view(), name="project-amend"),
    path("projects/amendments/<int:pk>/edit/", AmendmentEdit.as_view(), name="amendment-edit"),
    path("projects/amendments/<int:pk>/remove/", AmendmentRemove.as_view(), name="amendment-remove"),
    path("reports-due/", ReportsDue.as_view(), name="obligations"),
    path("projects/<int:pk>/reports/receive/", ProjectReceive.as_view(), name="project-receive"),
    path("ngos/<int:pk>/reports/receive/", NGOReceive.as_view(), name="ngo-receive"),
    path("deadlines/<int:pk>/sent/", DeadlineSent.as_view(), name="deadline-sent"),
    path("reports/<int:pk>/edit/", ReceiptEdit.as_view(), name="receipt-edit"),
    path("reports/<int:pk>/remove/", ReceiptRemove.as_view(), name="receipt-remove"),
    *register_urls("deadlines", (DeadlineList, DeadlineDetail, DeadlineCreate, DeadlineEdit)),
    path("disbursements/quick-entry/", QuickEntry.as_view(), name="quick-entry"),
    path("commitments/<int:pk>/reconvert/", CommitmentReconversion.as_view(), name="commitment-reconvert"),
    path("disbursements/<int:pk>/reconvert/", DisbursementReconversion.as_view(), name="disbursement-reconvert"),
    *document_urls(DocumentAdd, DOCUMENT_PAGES, DOCUMENT_PREFIXES),
    path("rates/notice/", RateNotice.as_view(), name="rate-notice"),
    # Before the register's own: bringing a rate back has a rule of its own.
    path("rates/<int:pk>/restore/", RateRestore.as_view(), name="rate-restore"),
    *register_urls("rates", (RateList, RateDetail, RateCreate, RateEdit)),
]
