"""Foreign NGOs, aid projects, the ledger and exchange rates."""

from aid.models.ledger import Commitment, Disbursement, LedgerRow
from aid.models.ngos import (
    ForeignNGO,
    NGOAlias,
    NGOContact,
    NGORelation,
    NGOSector,
    RegistrationCertificate,
)
from aid.models.projects import AidProject, PlaceShare, ProjectDonor, ProjectOutput, SectorShare
from aid.models.rates import ExchangeRate

__all__ = [
    "AidProject",
    "Commitment",
    "Disbursement",
    "ExchangeRate",
    "ForeignNGO",
    "LedgerRow",
    "NGOAlias",
    "NGOContact",
    "NGORelation",
    "NGOSector",
    "PlaceShare",
    "ProjectDonor",
    "ProjectOutput",
    "RegistrationCertificate",
    "SectorShare",
]
