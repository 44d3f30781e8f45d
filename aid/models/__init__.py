"""Foreign NGOs, aid projects, the ledger and exchange rates."""

from aid.models.documents import AidDocument
from aid.models.ledger import Commitment, Disbursement, LedgerRow
from aid.models.ngos import (
    ForeignNGO,
    NGOAlias,
    NGOContact,
    NGORelation,
    NGOSector,
    RegistrationCertificate,
)
from aid.models.progress import Amendment, PeriodAnswer, StageChange
from aid.models.projects import AidProject, PlaceShare, ProjectDonor, ProjectOutput, SectorShare
from aid.models.rates import ExchangeRate
from aid.models.reporting import ReportDeadline, ReportReceipt

__all__ = [
    "AidDocument",
    "AidProject",
    "Amendment",
    "Commitment",
    "Disbursement",
    "ExchangeRate",
    "ForeignNGO",
    "LedgerRow",
    "NGOAlias",
    "NGOContact",
    "NGORelation",
    "NGOSector",
    "PeriodAnswer",
    "PlaceShare",
    "ProjectDonor",
    "ProjectOutput",
    "RegistrationCertificate",
    "ReportDeadline",
    "ReportReceipt",
    "SectorShare",
    "StageChange",
]
