"""Pages of agencies."""

from collections.abc import Sequence

from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.filters.agencies import AgencyFilter
from config.reference.forms.agencies import AgencyForm
from config.reference.models import Agency
from config.reference.registers import AGENCIES
from config.reference.rosters import AGENCY_ROSTER
from config.reference.views.duplicates import AGENCY_TABS
from config.reference.views.merges import Mergeable


class AgencyList(RegisterList):
    register = AGENCIES
    filterset_class = AgencyFilter
    tabs = AGENCY_TABS
    default_sort = "name"
    lede = "Sở, ban, ngành, UBND các cấp, đoàn thể, trường học, cơ sở y tế làm chủ khoản viện trợ hoặc đón tiếp đoàn."
    columns = (
        Column(
            "name", "Cơ quan, đơn vị", lambda agency: agency.name, sort=("name",), sub=lambda agency: agency.name_en
        ),
        Column("abbreviation", "Viết tắt", lambda agency: agency.abbreviation, sort=("abbreviation",)),
        Column("kind", "Loại", lambda agency: agency.get_kind_display(), sort=("kind", "name")),
        Column("place", "Địa bàn", lambda agency: agency.place and agency.place.full_name, sort=("place__name",)),
    )


class AgencyDetail(Mergeable, RecordDetail):
    register = AGENCIES
    roster = AGENCY_ROSTER

    def facts(self, record: Agency) -> Sequence[FactGroup]:
        place = record.place
        facts = (
            Fact("Viết tắt", record.abbreviation),
            Fact("Tên tiếng Anh", record.name_en),
            Fact("Tên gọi khác", "; ".join(alias.name for alias in record.aliases.all())),
            Fact("Loại", record.get_kind_display()),
            Fact("Địa bàn", place and Link(place.full_name, place.get_absolute_url()), kind="link"),
        )
        return [FactGroup("Thông tin chính", facts)]

    def actions(self, record: Agency) -> Sequence[tuple[str, str]]:
        return [self.merge_action(record)]


class AgencyCreate(RecordCreate):
    register = AGENCIES
    form_class = AgencyForm


class AgencyEdit(RecordEdit):
    register = AGENCIES
    form_class = AgencyForm
