"""Pages of partner organisations abroad."""

from collections.abc import Sequence

from associations.filters import PartnerFilter
from associations.forms.partners import PartnerForm
from associations.models import PartnerOrganisation
from associations.registers import ASSOCIATION_TABS, PARTNERS
from associations.views.delegations import delegations_table
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Pill, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit

SIGNED_BEFORE_CONTACT = (
    "Văn bản ký ngày {signed:%d/%m/%Y} sớm hơn thời điểm thiết lập quan hệ ({contact}). "
    "Xem lại, vì chỉ tiêu nhiệm kỳ tính theo mốc thiết lập."
)


def agreements_in_words(partner: PartnerOrganisation) -> str:
    """The newest agreement, and how many more there are."""
    signed = sorted(partner.agreements.all(), key=lambda row: (row.signed_on, row.pk))
    if not signed:
        return ""
    return f"{signed[-1]}, {len(signed) - 1} văn bản khác" if len(signed) > 1 else str(signed[-1])


class PartnerList(RegisterList):
    register = PARTNERS
    filterset_class = PartnerFilter
    default_sort = "name"
    tabs = ASSOCIATION_TABS
    chips = (("Tổ chức nhân dân Đông Nam Á", "kind=peoples_organisation&southeast_asia=1"),)
    lede = "Tổ chức nhân dân, địa phương kết nghĩa và đối tác khác ở nước ngoài."
    columns = (
        Column("name", "Đối tác", lambda row: row.name, sort=("name",), sub=lambda row: row.name_original),
        Column("country", "Nước", lambda row: row.country.name, sort=("country__name",)),
        Column("kind", "Loại", lambda row: row.get_kind_display(), sort=("kind",)),
        Column("contact", "Thiết lập", lambda row: row.first_contact, kind="date", sort=("first_contact_on",)),
        Column("agreements", "Văn bản đã ký", agreements_in_words),
        Column("sea", "Đông Nam Á", lambda row: "Có" if row.country.is_southeast_asian else "", is_wide=True),
    )


class PartnerDetail(RecordDetail):
    register = PARTNERS

    def lede(self, record: PartnerOrganisation) -> str:
        return " · ".join(part for part in (record.country.name, record.name_original) if part)

    def pills(self, record: PartnerOrganisation) -> Sequence[Pill]:
        region = [Pill("Đông Nam Á", "live", "check")] if record.country.is_southeast_asian else []
        return [Pill(record.get_kind_display()), *region]

    def facts(self, record: PartnerOrganisation) -> Sequence[FactGroup]:
        main = (
            Fact("Tên gốc", record.name_original),
            Fact("Nước", record.country),
            Fact("Loại", record.get_kind_display()),
            Fact("Thiết lập quan hệ", record.first_contact, "date"),
            Fact("Quan hệ đến ngày", record.ended_on, "date"),
            Fact("Đầu mối liên hệ", record.contact),
            Fact("Ghi chú", record.note),
        )
        return [FactGroup("Thông tin chính", main)]

    def tables(self, record: PartnerOrganisation) -> Sequence[Table]:
        columns = (
            Column("kind", "Văn bản", lambda row: row.get_kind_display()),
            Column("signed", "Ngày ký", lambda row: row.signed_on, kind="date"),
            Column("valid_to", "Hiệu lực đến", lambda row: row.valid_to, kind="date"),
            Column("subject", "Nội dung", lambda row: row.subject),
        )
        signed = sorted(record.agreements.all(), key=lambda row: (row.signed_on, row.pk), reverse=True)
        return [
            make_table("Văn bản đã ký", columns, signed, empty="Chưa ghi văn bản nào."),
            delegations_table(record, self.request.user),
        ]

    def missing(self, record: PartnerOrganisation) -> Sequence[str]:
        contact = record.first_contact
        if contact is None:
            return ["Chưa ghi thời điểm thiết lập quan hệ: chỉ tiêu nhiệm kỳ chưa tính được đối tác này."]
        first = min((row.signed_on for row in record.agreements.all()), default=None)
        is_reversed = first is not None and first < contact.first
        return [SIGNED_BEFORE_CONTACT.format(signed=first, contact=contact)] if is_reversed else []


class PartnerCreate(RecordCreate):
    register = PARTNERS
    form_class = PartnerForm


class PartnerEdit(RecordEdit):
    register = PARTNERS
    form_class = PartnerForm
