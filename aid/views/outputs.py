"""The list of what aid built or gave, with totals by kind and unit."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest

from aid.filters.outputs import OutputFilter
from aid.models import AidProject, ProjectOutput
from aid.permissions import AidPermission
from aid.queries.outputs import OutputTotals, sum_outputs, written
from aid.views.ledger_columns import plain
from aid.views.lists import AID_TABS
from aid.views.project_page import place_in_short
from aid.views.projects import NOT_COUNTED, is_counted
from config.kit.lists import ListPage
from config.kit.tables import Column, Link, Table, make_table

EVERYWHERE = "theo khoản viện trợ"
NOT_HANDED = "chưa bàn giao"


def place_of(output: Any) -> str:
    """Its own place, else the places of the project."""
    return output.place.full_name if output.place else place_in_short(output.project)


def _place_note(output: Any) -> str:
    return EVERYWHERE if output.place is None and place_of(output) else ""


def _project_note(output: Any) -> str:
    project: AidProject = output.project
    return project.code if is_counted(project) else f"{project.code} · {NOT_COUNTED}"


class OutputList(ListPage):
    """Outputs are parts of projects, without pages of their own."""

    permission_required = AidPermission.VIEW
    title = "Kết quả, công trình"
    noun = "kết quả, công trình"
    section = "aid"
    url_name = "aid:outputs"
    tabs = AID_TABS
    filterset_class = OutputFilter
    template_name = "aid/outputs.html"
    default_sort = "-handed"
    lede = (
        "Những gì viện trợ đã làm ra hoặc trao, ghi ở từng khoản viện trợ; "
        "không tính khoản không phê duyệt hoặc đã lưu trữ."
    )
    empty_hint = "Ghi ở mục “Kết quả, công trình” khi thêm hoặc sửa một khoản viện trợ."
    chips = (("Đã bàn giao", "handed_over=yes"), ("Chưa bàn giao", "handed_over=no"))
    columns = (
        Column(
            "kind",
            "Kết quả, công trình",
            lambda row: row.get_kind_display(),
            sort=("kind", "description"),
            sub=lambda row: row.description,
        ),
        Column("quantity", "Số lượng", lambda row: f"{written(row.quantity)} {row.unit}", sort=("quantity",)),
        Column("place", "Địa điểm", place_of, sort=("place__name",), sub=_place_note),
        Column(
            "project",
            "Khoản viện trợ",
            lambda row: Link(row.project.name, row.project.get_absolute_url()),
            "link",
            ("project__name",),
            sub=_project_note,
        ),
        Column("owner", "Chủ khoản viện trợ", lambda row: row.project.owner and row.project.owner.name, is_wide=True),
        Column("handed", "Bàn giao", lambda row: row.handed_over_on or NOT_HANDED, "date", ("handed_over_on",)),
    )

    file_columns = (
        Column("number", "Số lượng (số)", lambda row: plain(row.quantity), "number"),
        Column("unit", "Đơn vị tính", lambda row: row.unit),
    )

    def everything(self, request: HttpRequest) -> Any:
        return ProjectOutput.objects.visible_to(request.user)

    def row_url(self, item: Any) -> str:
        return ""

    def _ordering(self, sort: str) -> list[Any]:
        """What is not handed over, or has no place, follows in either direction, on both databases alike."""
        names = super()._ordering(sort)
        return [
            F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True)
            for name in names
        ]

    def more_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        totals = sum_outputs(found)
        return {"outputs": totals, "totals_table": totals_table(totals)}


TOTAL_COLUMNS = (
    Column("label", "Loại", lambda one: one.label),
    Column("unit", "Đơn vị tính", lambda one: one.unit),
    Column("rows", "Số dòng", lambda one: one.rows, "number"),
    Column("quantity", "Cộng", lambda one: plain(one.quantity), "number"),
    Column("handed", "Đã bàn giao", lambda one: plain(one.handed), "number"),
    Column("waiting", "Chưa bàn giao", lambda one: plain(one.waiting), "number"),
)


def totals_table(totals: OutputTotals) -> Table:
    return make_table("Cộng theo loại và đơn vị tính", TOTAL_COLUMNS, totals.sums)
