"""Pages of countries and territories."""

from collections.abc import Sequence

from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.filters.countries import CountryFilter
from config.reference.forms.countries import CountryForm
from config.reference.models import Country
from config.reference.registers import COUNTRIES


class CountryList(RegisterList):
    register = COUNTRIES
    filterset_class = CountryFilter
    default_sort = "name"
    lede = "Tên nước như báo cáo ghi; khu vực quyết định nước nào tính vào chỉ tiêu Đông Nam Á."
    columns = (
        Column("name", "Tên nước", lambda country: country.name, sort=("name",), sub=lambda country: country.aliases),
        Column("code", "Mã", lambda country: country.code, sort=("code",)),
        Column("name_en", "Tên tiếng Anh", lambda country: country.name_en, sort=("name_en",), is_wide=True),
        Column("region", "Khu vực", lambda country: country.get_region_display(), sort=("region", "name")),
    )


class CountryDetail(RecordDetail):
    register = COUNTRIES

    def facts(self, record: Country) -> Sequence[FactGroup]:
        facts = (
            Fact("Mã", record.code),
            Fact("Tên tiếng Anh", record.name_en),
            Fact("Tên gọi khác", record.aliases),
            Fact("Khu vực", record.get_region_display()),
        )
        return [FactGroup("Thông tin chính", facts)]


class CountryCreate(RecordCreate):
    register = COUNTRIES
    form_class = CountryForm


class CountryEdit(RecordEdit):
    register = COUNTRIES
    form_class = CountryForm
