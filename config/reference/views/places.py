"""Pages of administrative units."""

from collections.abc import Sequence
from typing import Any

from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link, Pill, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.filters.places import PlaceFilter
from config.reference.forms.places import PlaceForm
from config.reference.models import Place
from config.reference.registers import PLACES

LISTED = (
    Column("name", "Địa bàn", lambda place: place.full_name),
    Column("code", "Mã", lambda place: place.code),
    Column("from", "Có từ ngày", lambda place: place.valid_from, kind="date"),
    Column("to", "Đến hết ngày", lambda place: place.valid_to, kind="date"),
)


def address_of(place: Place) -> str:
    return place.get_absolute_url()


class PlaceList(RegisterList):
    register = PLACES
    filterset_class = PlaceFilter
    default_sort = "name"
    lede = (
        "Đơn vị hành chính trước và sau ngày 01/07/2025. Khoản viện trợ giữ địa bàn có hiệu lực vào ngày của khoản đó."
    )
    chips = (
        ("9 huyện, thành phố, thị xã trước 01/07/2025", "level=district&parent=19&status=ended"),
        ("Xã, phường từ 01/07/2025", "level=commune&status=present"),
    )
    columns = (
        Column("name", "Địa bàn", lambda place: place.name, sort=("name", "valid_from")),
        Column("parent", "Thuộc", lambda place: place.parent and place.parent.name, sort=("parent__name", "name")),
        Column("level", "Cấp", lambda place: place.get_level_display(), sort=("level", "name")),
        Column("code", "Mã", lambda place: place.code, sort=("code", "valid_from")),
        Column("from", "Có từ ngày", lambda place: place.valid_from, kind="date", sort=("valid_from",), is_wide=True),
        Column("to", "Đến hết ngày", lambda place: place.valid_to, kind="date", sort=("valid_to",), is_wide=True),
    )


class PlaceDetail(RecordDetail):
    register = PLACES

    def lede(self, record: Place) -> str:
        above = record.parent
        if above is None:
            return ""
        return above.full_name

    def pills(self, record: Place) -> Sequence[Pill]:
        if record.valid_to is None:
            return ()
        return [Pill(f"Đến hết {record.valid_to:%d/%m/%Y}", "", "clock")]

    def facts(self, record: Place) -> Sequence[FactGroup]:
        above = record.parent
        facts = (
            Fact("Mã", record.code),
            Fact("Cấp", record.get_level_display()),
            Fact("Thuộc", above and Link(above.full_name, above.get_absolute_url()), kind="link"),
            Fact("Có từ ngày", record.valid_from, kind="date"),
            Fact("Đến hết ngày", record.valid_to, kind="date"),
        )
        return [FactGroup("Thông tin chính", facts)]

    def tables(self, record: Place) -> Sequence[Table]:
        after = [row.successor for row in record.successions.all()]
        before = [row.place for row in record.predecessions.all()]
        below = record.children.active().select_related("parent").order_by("name", "pk")
        found = [
            make_table("Nay thuộc", LISTED, after, url=address_of) if after else None,
            make_table("Hình thành từ", LISTED, before, url=address_of) if before else None,
            make_table("Đơn vị trực thuộc", LISTED, below, url=address_of, empty="Chưa ghi đơn vị nào."),
        ]
        return [table for table in found if table is not None]

    def actions(self, record: Place) -> Sequence[tuple[str, str]]:
        if record.level == Place.Level.HAMLET:
            return ()
        return [("Thêm đơn vị trực thuộc", f"{PLACES.url('create')}?parent={record.pk}")]


class PlaceCreate(RecordCreate):
    register = PLACES
    form_class = PlaceForm

    def hints(self, form: Any) -> Sequence[tuple[str, Sequence[str]]]:
        lines = (
            "Xóm, tổ dân phố không có mã quốc gia: để trống ô mã.",
            "Đơn vị đã sáp nhập: ghi ngày cuối cùng và nơi kế tiếp, không xóa.",
        )
        return [("Cách ghi", lines)]


class PlaceEdit(RecordEdit):
    register = PLACES
    form_class = PlaceForm
