"""Addresses of aid."""

from django.urls import path

from aid.views.certificates import CertificateCreate, CertificateDetail, CertificateEdit, CertificateList
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
from aid.views.ngos import NGOCreate, NGODetail, NGOEdit, NGOList
from aid.views.projects import ProjectCreate, ProjectDetail, ProjectEdit, ProjectList
from aid.views.rates import RateCreate, RateDetail, RateEdit, RateList, RateRestore
from aid.views.reconversion import CommitmentReconversion, DisbursementReconversion
from config.kit.registers import register_urls

app_name = "aid"
urlpatterns = [
    *register_urls("ngos/certificates", (CertificateList, CertificateDetail, CertificateCreate, CertificateEdit)),
    *register_urls("ngos", (NGOList, NGODetail, NGOCreate, NGOEdit)),
    *register_urls("projects", (ProjectList, ProjectDetail, ProjectCreate, ProjectEdit)),
    *register_urls("commitments", (CommitmentList, CommitmentDetail, CommitmentCreate, CommitmentEdit)),
    *register_urls("disbursements", (DisbursementList, DisbursementDetail, DisbursementCreate, DisbursementEdit)),
    path("commitments/<int:pk>/reconvert/", CommitmentReconversion.as_view(), name="commitment-reconvert"),
    path("disbursements/<int:pk>/reconvert/", DisbursementReconversion.as_view(), name="disbursement-reconvert"),
    # Before the register's own: bringing a rate back has a rule of its own.
    path("rates/<int:pk>/restore/", RateRestore.as_view(), name="rate-restore"),
    *register_urls("rates", (RateList, RateDetail, RateCreate, RateEdit)),
]
