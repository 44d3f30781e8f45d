"""Projects that call for aid: the list on the screen, and the one in two languages for a conference."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from aid.filters.calls import CallFilter
from aid.models import AidProject
from aid.permissions import AidPermission
from aid.queries.calls import NEEDS, Pair, call_paper, open_calls, place_pair, sector_pair
from aid.registers import PROJECTS
from aid.views.lists import AID_TABS
from config.kit import clock
from config.kit.access import PermissionRequired, can
from config.kit.completeness import lacking, with_needs
from config.kit.lists import ListPage, query_with
from config.kit.pdf import make_pdf
from config.kit.printing import pdf_answer
from config.kit.tables import Column, Pill
from config.reference.models import IssuingBody, Place
from config.reference.queries import holds_demonstration

FILE_NAME = "danh-muc-keu-goi-vien-tro.pdf"
NO_NAME_EN = "(chưa có tên tiếng Anh)"
NO_NEED_EN = "(chưa có nội dung bằng tiếng Anh)"


def missing_pill(project: Any) -> Pill:
    number = len(lacking(project, NEEDS))
    return Pill(f"thiếu {number} mục", "warn", "warn") if number else Pill("đủ", "ok", "check")


def missing_words(project: Any) -> str:
    return ", ".join(need.label for need in lacking(project, NEEDS))


def _sectors(project: Any) -> str:
    return sector_pair([share.sector for share in project.sector_shares.all()]).text


def _places(project: Any) -> str:
    return place_pair([share.place.full_name for share in project.place_shares.all()]).text


def _sought(project: Any) -> Any:
    return None if project.sought_amount is None else (project.sought_amount, project.sought_currency)


class CallList(ListPage):
    """What the list for a conference would hold today, and what its entries lack."""

    permission_required = AidPermission.VIEW
    title = "Kêu gọi viện trợ"
    noun = "khoản kêu gọi viện trợ"
    section = "aid"
    url_name = "aid:project-calls"
    tabs = AID_TABS
    filterset_class = CallFilter
    template_name = "aid/calls.html"
    default_sort = "name"
    lede = (
        "Các khoản viện trợ được đánh dấu kêu gọi, trừ khoản đã kết thúc, bàn giao, thu hồi hoặc không phê duyệt. "
        "Đã đủ nhà tài trợ thì bỏ đánh dấu."
    )
    empty_hint = "Đánh dấu ở mục “Kêu gọi viện trợ” khi thêm hoặc sửa một khoản viện trợ."
    chips = (("Còn thiếu nội dung", "missing=any"),)
    columns: Sequence[Column] = (  # type: ignore[misc]
        Column(
            "name", "Khoản viện trợ", lambda row: row.name, sort=("name",), sub=lambda row: row.name_en or NO_NAME_EN
        ),
        Column("need", "Nội dung kêu gọi", lambda row: row.call_need, sub=lambda row: row.call_need_en or NO_NEED_EN),
        Column("sector", "Lĩnh vực, địa bàn", _sectors, sub=_places),
        Column("sought", "Số tiền kêu gọi", _sought, "money", ("sought_currency", "sought_amount")),
        Column("contact", "Đầu mối liên hệ", lambda row: row.call_contact, is_wide=True),
        Column("missing", "Cho danh mục", missing_pill, "pill", sub=missing_words),
    )
    file_columns = (
        Column("code", "Mã", lambda row: row.code),
        Column("owner", "Chủ khoản viện trợ", lambda row: row.owner and row.owner.name),
        Column("stage", "Giai đoạn", lambda row: row.get_stage_display()),
    )

    def everything(self, request: HttpRequest) -> Any:
        return open_calls(AidProject.objects.visible_to(request.user))

    def loaded(self, queryset: Any) -> Any:
        return with_needs(queryset.for_calls(), NEEDS)

    def more_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        paper = query_with(request.GET, page=None, sort=None, export=None)
        return {
            "paper_url": f"{reverse('aid:project-calls-pdf')}{f'?{paper}' if paper else ''}",
            "new_url": f"{PROJECTS.url('create')}?is_call_for_aid=1" if can(request.user, PROJECTS.edit) else "",
        }


class CallPdf(PermissionRequired, View):
    """The same filters as the list, on paper, oldest code first."""

    permission_required = AidPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        everything = open_calls(AidProject.objects.visible_to(request.user))
        filters = CallFilter(request.GET, queryset=everything, request=request)
        if not filters.is_valid():
            return CallList.as_view()(request)  # type: ignore[return-value]
        paper = call_paper(
            filters.qs.for_calls().order_by("code", "pk"),
            issuing_body(),
            clock.today(),
            narrowed=narrowed_by(filters),
            is_demonstration=holds_demonstration(),
        )
        return pdf_answer(
            request,
            lambda: make_pdf("aid/calls_paper.html", {"paper": paper}),
            FILE_NAME,
            back=reverse("aid:project-calls"),
            section="aid",
        )


def issuing_body() -> IssuingBody | None:
    """The body papers are issued by, else the first one there is."""
    found: IssuingBody | None = IssuingBody.objects.in_order_of_use().first()
    return found


def narrowed_by(filters: CallFilter) -> list[Pair]:
    """The sector and the place that were asked for, in both languages, for the head of the paper."""
    sector, place = (filters.form.cleaned_data.get(name) for name in ("sector", "place"))
    unit = Place.objects.select_related("parent").filter(pk=int(place)).first() if place else None
    pairs = (sector and sector_pair([sector]), unit and place_pair([unit.full_name]))
    return [pair for pair in pairs if pair]
