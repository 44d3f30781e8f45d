"""Pages of foreign NGOs."""

from collections.abc import Sequence

from aid.choices import RelationKind
from aid.filters.ngos import NGOFilter
from aid.forms.ngos import NGOForm
from aid.models import ForeignNGO
from aid.registers import CERTIFICATES, NGOS, PROJECTS
from aid.views.lists import NGO_TABS
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link, Pill, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit


def relation_of(ngo: ForeignNGO) -> str:
    """How the organisation stands to the province, from its loaded relation rows."""
    kinds = {relation.kind for relation in ngo.relations.all() if relation.end is None or relation.end.last >= today()}
    if RelationKind.DIRECT in kinds:
        return str(RelationKind.DIRECT.label)
    return str(RelationKind.INDIRECT.label) if kinds else ""


class NGOList(RegisterList):
    register = NGOS
    filterset_class = NGOFilter
    default_sort = "name"
    tabs = NGO_TABS
    lede = "Tổ chức phi chính phủ nước ngoài và các bên tài trợ khác."
    columns = (
        Column(
            "name",
            "Tổ chức",
            lambda ngo: ngo.name,
            sort=("name",),
            sub=lambda ngo: " · ".join(part for part in (ngo.code, ngo.abbreviation, ngo.name_vi) if part),
        ),
        Column(
            "country", "Quốc gia", lambda ngo: ngo.home_country and ngo.home_country.name, sort=("home_country__name",)
        ),
        Column("kind", "Loại", lambda ngo: ngo.get_donor_kind_display(), sort=("donor_kind",), is_wide=True),
        Column("relation", "Quan hệ", relation_of),
    )


class NGODetail(RecordDetail):
    register = NGOS

    def lede(self, record: ForeignNGO) -> str:
        return " · ".join(part for part in (record.code, record.name_vi, record.abbreviation) if part)

    def pills(self, record: ForeignNGO) -> Sequence[Pill]:
        relation = relation_of(record)
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
        certificates = (
            Column("number", "Giấy đăng ký", str),
            Column("event", "Việc", lambda row: row.get_event_display()),
            Column("issued", "Ngày cấp", lambda row: row.issued_on, kind="date"),
            Column("expires", "Hết hạn", lambda row: row.expires_on, kind="date"),
        )
        projects = (
            Column(
                "name",
                "Khoản viện trợ",
                lambda row: Link(row.project.name, row.project.get_absolute_url()),
                kind="link",
            ),
            Column("code", "Mã", lambda row: row.project.code),
            Column("stage", "Giai đoạn", lambda row: row.project.get_stage_display()),
        )
        contacts = (
            Column("name", "Người liên hệ", lambda row: row.name),
            Column("title", "Chức danh", lambda row: row.title),
            Column("phone", "Điện thoại", lambda row: row.phone),
            Column("email", "Thư điện tử", lambda row: row.email),
        )
        donations = (
            record.donations.filter(project__archived_at=None).select_related("project").order_by("-project__code")
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
            make_table(
                "Khoản viện trợ", projects, donations.order_by("-project__code"), empty="Chưa có khoản viện trợ nào."
            ),
            make_table("Người liên hệ", contacts, record.contacts.all(), empty="Chưa ghi người liên hệ."),
        ]

    def actions(self, record: ForeignNGO) -> Sequence[tuple[str, str]]:
        return [
            ("Thêm giấy đăng ký", f"{CERTIFICATES.url('create')}?ngo={record.pk}"),
            ("Thêm khoản viện trợ", f"{PROJECTS.url('create')}?donor={record.pk}"),
        ]


class NGOCreate(RecordCreate):
    register = NGOS
    form_class = NGOForm


class NGOEdit(RecordEdit):
    register = NGOS
    form_class = NGOForm
