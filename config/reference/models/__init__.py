"""Reference data that all registers share, and the log of merged records."""

from config.reference.models.catalogue import (
    Agency,
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
