"""Filters of the register of certificates."""

from datetime import timedelta
from typing import Any

from aid.choices import CertificateEvent, CertificateKind
from aid.models import RegistrationCertificate
from config.kit.clock import today
from config.kit.filters import RegisterFilter, choice
from config.reference.office_settings import EXPIRY_NOTICE, value_of

STATES = [("valid", "Còn hiệu lực"), ("expiring", "Sắp hết hạn"), ("expired", "Đã hết hạn")]


class CertificateFilter(RegisterFilter):
    kind = choice("Loại giấy", CertificateKind.choices)
    event = choice("Việc", CertificateEvent.choices)
    state = choice("Hiệu lực hôm nay", STATES, method="of_state")

    class Meta:
        model = RegistrationCertificate
        fields: list[str] = []

    def of_state(self, queryset: Any, name: str, value: str) -> Any:
        day = today()
        if value == "expired":
            return queryset.filter(expires_on__lt=day)
        valid = queryset.valid_on(day)
        if value == "valid":
            return valid
        return valid.filter(expires_on__lte=day + timedelta(days=value_of(EXPIRY_NOTICE)))
