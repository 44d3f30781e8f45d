"""The form of a registration certificate."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from aid.forms.picks import pick_ngo
from aid.models import RegistrationCertificate
from config.kit.fields import DayField, TidyCharField
from config.kit.forms import RecordForm, Section

EXPIRES_FIRST = "Ngày hết hạn ({expires:%d/%m/%Y}) trước ngày cấp ({issued:%d/%m/%Y}). Xem lại hai ngày."
ALREADY_THERE = (
    "Giấy này đã có: cùng tổ chức, loại giấy, số, việc và ngày cấp. Mở giấy đã có để sửa; "
    "nếu không thấy trong danh sách thì giấy đó đang được lưu trữ."
)


class CertificateForm(RecordForm):
    """A certificate as issued, renewed, changed, suspended or revoked: one record for each paper."""

    ngo = pick_ngo(label="Tổ chức")
    number = TidyCharField(label="Số giấy", max_length=60)
    issued_on = DayField(label="Ngày cấp")
    expires_on = DayField(label="Ngày hết hạn", required=False)
    provinces = TidyCharField(label="Địa bàn đăng ký", max_length=300, required=False)

    sections = (
        Section(
            "Giấy đăng ký",
            ("ngo", "kind", "event", "number", "issued_on", "expires_on", "fields", "provinces", "note"),
            spans={"ngo": 6, "number": 2, "issued_on": 2, "expires_on": 2, "note": 6},
        ),
    )

    class Meta:
        model = RegistrationCertificate
        fields = ["ngo", "kind", "event", "number", "issued_on", "expires_on", "fields", "provinces", "note"]
        error_messages = {NON_FIELD_ERRORS: {"unique_together": ALREADY_THERE}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", EXPIRES_FIRST.format(issued=issued, expires=expires))
        return cleaned
