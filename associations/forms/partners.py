"""Forms of partner organisations abroad and the agreements with them."""

from typing import Any

from associations.models import Agreement, PartnerOrganisation
from config.kit.fields import DayField, PartialDateField, PickField, TidyCharField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.models import Country

ENDS_FIRST = "Ngày hết hiệu lực ({end:%d/%m/%Y}) trước ngày ký ({signed:%d/%m/%Y}). Xem lại hai ngày."
RELATION_ENDS_FIRST = "Quan hệ kết thúc ({end:%d/%m/%Y}) trước khi thiết lập ({start}). Xem lại hai mốc thời gian."


class AgreementForm(PartForm):
    signed_on = DayField(label="Ngày ký")
    valid_to = DayField(label="Hiệu lực đến", required=False)
    subject = TidyCharField(label="Nội dung", max_length=250, required=False)

    class Meta:
        model = Agreement
        fields = ["kind", "signed_on", "valid_to", "subject"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        signed, end = cleaned.get("signed_on"), cleaned.get("valid_to")
        if signed and end and end < signed:
            self.add_error("valid_to", ENDS_FIRST.format(end=end, signed=signed))
        return cleaned


class PartnerForm(RecordForm):
    """A partner abroad: name, country and kind must be known; the first contact decides the term it counts in."""

    name = TidyCharField(label="Tên đối tác", max_length=250)
    name_original = TidyCharField(label="Tên gốc", max_length=250, required=False)
    country = PickField(label="Nước", queryset=Country.objects.active().order_by("name", "pk"), list_name="countries")
    first_contact = PartialDateField(
        label="Thiết lập quan hệ", required=False, help_text="Ngày, tháng, quý hoặc năm, như văn bản ghi."
    )
    ended_on = DayField(label="Quan hệ đến ngày", required=False, help_text="Để trống khi còn quan hệ.")
    contact = TidyCharField(label="Đầu mối liên hệ", max_length=250, required=False)

    sections = (
        Section(
            "Thông tin đầu tiên",
            ("name", "name_original", "country", "kind", "first_contact", "ended_on", "contact", "note"),
            spans={"contact": 6, "note": 6},
        ),
    )
    parts = (Parts("agreements", AgreementForm, "Văn bản đã ký"),)

    class Meta:
        model = PartnerOrganisation
        fields = ["name", "name_original", "country", "kind", "ended_on", "contact", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("first_contact"), cleaned.get("ended_on")
        if start and end and end < start.first:
            self.add_error("ended_on", RELATION_ENDS_FIRST.format(end=end, start=start))
        return cleaned
