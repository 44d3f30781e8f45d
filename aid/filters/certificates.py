"""Filters of the register of certificates."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from aid.choices import CertificateEvent, CertificateKind
from aid.filters.options import RowsFilter, country_options
from aid.models import RegistrationCertificate
from config.kit.clock import today
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.reference.office_settings import EXPIRY_NOTICE, value_of

STATES = [
    ("valid", "Còn hiệu lực"),
    ("expiring", "Sắp hết hạn, chưa có giấy mới"),
    ("expired", "Đã hết hạn, chưa có giấy mới"),
    ("due", "Cần gia hạn: sắp hết hoặc đã hết hạn"),
    ("ended", "Đình chỉ, thu hồi"),
]
COVERS = [("yes", "Có"), ("no", "Không"), ("unknown", "Chưa rõ")]
STORED = {"yes": True, "no": False, "unknown": None}


class CertificateFilter(RegisterFilter):
    kind = choice("Loại giấy", CertificateKind.choices)
    event = choice("Việc", CertificateEvent.choices)
    state = choice("Hiệu lực", STATES, method="of_state")
    as_of = DayFilter(label="Xét hiệu lực vào ngày", method="of_day")
    covers = choice("Tỉnh ta trong địa bàn", COVERS, method="of_covers")
    country = RowsFilter(
        label="Quốc gia của tổ chức", options=country_options, empty_label="Mọi nước", method="of_country"
    )
    expires_from = DayFilter(label="Hết hạn từ ngày", field_name="expires_on", lookup_expr="gte")
    expires_to = DayFilter(label="Hết hạn đến ngày", field_name="expires_on", lookup_expr="lte")

    class Meta:
        model = RegistrationCertificate
        fields: list[str] = []

    @cached_property
    def day(self) -> date:
        """The day whose state is asked for: today, unless another is given and can be read."""
        asked = self.form.cleaned_data.get("as_of") if self.form.is_valid() else None
        return asked or today()

    @cached_property
    def notice(self) -> timedelta:
        return timedelta(days=value_of(EXPIRY_NOTICE))

    def of_state(self, queryset: Any, name: str, value: str) -> Any:
        day, soon = self.day, self.day + self.notice
        if value == "valid":
            return queryset.valid_on(day)
        if value == "ended":
            return queryset.ended_by(day)
        if value == "expired":
            return queryset.not_renewed_by(day - timedelta(days=1), on=day)
        due = queryset.not_renewed_by(soon, on=day)
        return due.filter(expires_on__gte=day) if value == "expiring" else due

    def of_day(self, queryset: Any, name: str, value: date) -> Any:
        """The day narrows nothing by itself: it says when the state is asked for."""
        return queryset

    def of_covers(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(covers_province=STORED[value])

    def of_country(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(ngo__home_country=int(value))
