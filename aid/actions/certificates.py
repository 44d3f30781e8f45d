"""Writes to the register of certificates."""

from typing import Any

from django.db import transaction

from aid.models import RegistrationCertificate
from aid.rules.certificates import covers
from config.kit import writing
from config.reference.models import IssuingBody


def proposed_coverage(certificate: RegistrationCertificate) -> bool | None:
    """Whether the registered area holds the province of the office's own body; None when that is left open."""
    name = IssuingBody.objects.in_order_of_use().values_list("province_name", flat=True).first()
    return covers(certificate.provinces, name) if name else None


@transaction.atomic
def save_certificate(
    certificate: RegistrationCertificate, *, by: Any, is_coverage_open: bool = True, reason: str = ""
) -> RegistrationCertificate:
    """Store a new or changed paper as one save.

    Where nobody said whether the province is covered, it is proposed from the registered area; `is_coverage_open`
    is False when a person has just set it back to "chưa rõ".
    """
    if is_coverage_open and certificate.covers_province is None and certificate.provinces:
        certificate.covers_province = proposed_coverage(certificate)
    return writing.save(certificate, by=by, reason=reason)
