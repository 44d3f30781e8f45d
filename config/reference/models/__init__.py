"""Reference data that all registers share, and the log of merged records."""

from config.reference.models.agencies import Agency, AgencyAlias
from config.reference.models.catalogue import (
    Country,
    ImportBatch,
    IssuingBody,
    Place,
    PlaceSuccession,
    ReportPeriod,
    Setting,
    Signatory,
)
from config.reference.models.merges import DistinctPair, RecordMerge

__all__ = [
    "Agency",
    "AgencyAlias",
    "Country",
    "DistinctPair",
    "ImportBatch",
    "IssuingBody",
    "Place",
    "PlaceSuccession",
    "RecordMerge",
    "ReportPeriod",
    "Setting",
    "Signatory",
]
