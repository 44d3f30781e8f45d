"""Pages of foreign NGOs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse

from aid.forms.ngos import NGOForm
from aid.models import ForeignNGO
from aid.queries.completeness import NGO_NEEDS
from aid.queries.givers import GiverMoney, money_of
from aid.registers import CERTIFICATES, NGOS, PROJECTS
from aid.rosters import NGO_ROSTER
from aid.views import ngo_page as page
from aid.views.certificates import validity
from aid.views.documents import HasDocuments
from aid.views.reporting_columns import ngo_reports
from config.kit.clock import today
from config.kit.completeness import lacking, with_needs
from config.kit.tables import Column, Fact, FactGroup, Pill, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.office_settings import EXPIRY_NOTICE, value_of
from config.reference.views.merges import Mergeable


class NGODetail(Mergeable, HasDocuments, RecordDetail):
    register = NGOS
    roster = NGO_ROSTER
    template_name = "aid/ngo_detail.html"

    def visible(self) -> Any:
        """With a flag for each thing the record may lack, in the same query."""
        return with_needs(super().visible(), NGO_NEEDS)

    def missing(self, record: ForeignNGO) -> Sequence[str]:
        return [need.sentence for need in lacking(record, NGO_NEEDS)]

    def lede(self, record: ForeignNGO) -> str:
        return " · ".join(part for part in (record.code, record.name_vi, record.abbreviation) if part)

    def pills(self, record: ForeignNGO) -> Sequence[Pill]:
        relation = page.relation_of(record, today())
        return [Pill(f"Quan hệ: {relation.lower()}", "live", "half")] if relation else []

    def facts(self, record: ForeignNGO) -> Sequence[FactGroup]:
        main = (
            Fact("Tên tiếng Việt", record.name_vi),
            Fact("Quốc gia", record.home_country),
            Fact("Loại", record.get_donor_kind_display()),
            Fact("Lĩnh vực", ", ".join(str(row) for row in record.sectors.all())),
            Fact("Tên gọi khác", "; ".join(alias.name for alias in record.aliases.all())),
        )
        office = (
            Fact("Văn phòng tại Việt Nam", record.vietnam_office),
            Fact("Người đại diện", record.representative),
            Fact("Trang tin", record.website),
            Fact("Ghi chú", record.note),
        )
        return [FactGroup("Thông tin chính", main), FactGroup("Văn phòng, đại diện", office)]

    def tables(self, record: ForeignNGO) -> Sequence[Table]:
        relations = (
            Column("kind", "Quan hệ", lambda row: row.get_kind_display()),
            Column("start", "Từ", lambda row: row.start, kind="date"),
            Column("end", "Đến", lambda row: row.end or "nay", kind="date"),
        )
        day, notice = today(), timedelta(days=value_of(EXPIRY_NOTICE))
        certificates = (
            Column("number", "Giấy đăng ký", str),
            Column("event", "Việc", lambda row: row.get_event_display()),
            Column("issued", "Ngày cấp", lambda row: row.issued_on, kind="date"),
            Column("expires", "Hết hạn", lambda row: row.expires_on, kind="date"),
            Column("state", "Hiệu lực", lambda row: validity(row, day, notice), kind="pill"),
        )
        contacts = (
            Column("name", "Người liên hệ", lambda row: row.name),
            Column("title", "Chức danh", lambda row: row.title),
            Column("phone", "Điện thoại", lambda row: row.phone),
            Column("email", "Thư điện tử", lambda row: row.email),
        )
        return [
            make_table("Quan hệ với tỉnh", relations, record.relations.all(), empty="Chưa ghi quan hệ với tỉnh."),
            make_table(
                "Giấy đăng ký",
                certificates,
                record.certificates.all(),
                url=lambda row: row.get_absolute_url(),
                empty="Chưa ghi giấy đăng ký nào.",
            ),
            page.projects_table(record, self._money(record)),
            ngo_reports(record, self.request.user, today()),
            make_table("Người liên hệ", contacts, record.contacts.all(), empty="Chưa ghi người liên hệ."),
        ]

    def more_context(self, record: ForeignNGO) -> dict[str, Any]:
        money = self._money(record)
        return {
            "sums": page.sums(money),
            "years": page.years_table(money),
            "ledgers": page.ledger_links(record),
            "profile_url": reverse("aid:ngo-profile", args=[record.pk]),
        }

    def _money(self, record: ForeignNGO) -> GiverMoney:
        """Read once for the page."""
        if not hasattr(self, "_sums"):
            self._sums = money_of(record)
        return self._sums

    def actions(self, record: ForeignNGO) -> Sequence[tuple[str, str]]:
        return [
            ("Thêm giấy đăng ký", f"{CERTIFICATES.url('create')}?ngo={record.pk}"),
            ("Thêm khoản viện trợ", f"{PROJECTS.url('create')}?donor={record.pk}"),
            ("Ghi nhận báo cáo", reverse("aid:ngo-receive", args=[record.pk])),
            self.merge_action(record),
        ]


class NGOCreate(RecordCreate):
    register = NGOS
    form_class = NGOForm


class NGOEdit(RecordEdit):
    register = NGOS
    form_class = NGOForm
