"""Bringing a workbook in: upload, preview, confirm, undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from config.kit import tokens
from config.kit.access import PermissionRequired
from config.kit.exporting import XLSX
from config.kit.importing import shown
from config.kit.lists import query_with
from config.kit.numbers import write_number
from config.kit.tables import Column, Link, Pill, make_table
from config.kit.workbook import MAX_BYTES, TOO_LARGE
from config.kit.writing import RuleBroken
from config.office.importing import actions, showing
from config.office.importing.registers import BY_NAME, KINDS
from config.office.importing.undo import undo
from config.office.permissions import OfficePermission
from config.reference.models import ImportBatch

ROWS_ON_PAGE = 200
BATCHES_ON_PAGE = 50
NO_FILE = "Chưa chọn tệp. Chọn một tệp Excel (.xlsx) rồi bấm “Xem trước”."
HELD = "Phiên làm việc đã hết trước khi tệp được gửi. Chọn lại tệp rồi bấm “Xem trước”."
SAVED = "Đã ghi lô {}: {} dòng mới, {} dòng thay đổi. Cả lô hoàn tác được ở trang này."
UNDONE = "Đã hoàn tác lô {}. Các hồ sơ lô này thêm đã xóa, các ô lô này sửa đã trở về như trước."
DISCARDED = "Đã bỏ tệp “{}”. Chưa ghi gì vào dữ liệu."

State = ImportBatch.State
STATES = {
    State.PREVIEW: Pill("Đang xem trước", "warn", "half"),
    State.SAVED: Pill("Đã nhập", "ok", "check"),
    State.UNDONE: Pill("Đã hoàn tác", "", "undo"),
}


def _count(key: str) -> Any:
    return lambda batch: batch.summary.get(key, 0)


BATCH_COLUMNS = (
    Column("file", "Tệp", lambda batch: Link(batch.file_name, batch.get_absolute_url()), kind="link"),
    Column("number", "Lô", lambda batch: batch.pk, kind="number"),
    Column("state", "Trạng thái", lambda batch: STATES[batch.state], kind="pill"),
    Column("new", "Mới", _count("new"), kind="number"),
    Column("changed", "Thay đổi", _count("changed"), kind="number"),
    Column("same", "Trùng khớp", _count("same"), kind="number"),
    Column("refused", "Từ chối", _count("refused"), kind="number"),
    Column("by", "Người nhập", lambda batch: batch.created_by or "Lệnh trên máy chủ"),
    Column("at", "Tải lên lúc", lambda batch: batch.created_at, kind="date"),
)


class ImportView(PermissionRequired, View):
    """What all pages of the import share."""

    permission_required = OfficePermission.IMPORT

    def page(self, template: str, **context: Any) -> HttpResponse:
        return render(self.request, f"office/{template}.html", {"section": "import", **context})


class ImportPage(ImportView):
    """Choose a file; the batches so far; which sheets and headings are known."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(note=HELD if tokens.held_form(request) else "")

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            with tokens.once(request) as receipt:
                batch = self._preview(request)
                receipt.url = batch.get_absolute_url()
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except RuleBroken as broken:
            return self._show(error=str(broken))
        return HttpResponseRedirect(receipt.url)

    def _preview(self, request: HttpRequest) -> ImportBatch:
        uploaded = request.FILES.get("file")
        if uploaded is None:
            raise RuleBroken(NO_FILE)
        if uploaded.size is not None and uploaded.size > MAX_BYTES:
            raise RuleBroken(TOO_LARGE)
        register = request.POST.get("register", "")
        name = shown(uploaded.name) or "tệp không tên.xlsx"
        return actions.preview(uploaded.read(), name, register=register if register in BY_NAME else "", by=request.user)

    def _show(self, *, error: str = "", note: str = "") -> HttpResponse:
        batches = actions.workbooks().select_related("created_by").order_by("-pk")[:BATCHES_ON_PAGE]
        table = make_table("Các lô đã tải lên", BATCH_COLUMNS, batches, css="list stack", is_caption_hidden=True)
        return self.page(
            "import",
            error=error,
            note=note,
            table=table,
            kinds=KINDS,
            register=self.request.POST.get("register", ""),
            token=tokens.new_token(self.request.user),
        )


class TemplateWorkbook(ImportView):
    """An empty workbook with the headings that are recognised."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(showing.template_workbook(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="mau-nhap-du-lieu.xlsx"'
        return response


class BatchPage(ImportView):
    """One batch: what it will do while previewed, what it did afterwards."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(actions.workbooks().select_related("created_by"), pk=pk)
        if batch.state == State.PREVIEW:
            return self._preview(batch)
        return self.page(
            "import_batch",
            batch=batch,
            state=STATES[State(batch.state)],
            tiles=showing.tiles(batch.summary, is_done=True),
            table=make_table("Các trang của tệp", SHEET_COLUMNS, batch.summary.get("sheets", ())),
        )

    def _preview(self, batch: ImportBatch) -> HttpResponse:
        plan = actions.plan_of(batch)
        tab = self.request.GET.get("show", "todo")
        tab = tab if tab in {key for key, *_ in showing.TABS} else "todo"
        page = Paginator(showing.shown_rows(plan, tab), ROWS_ON_PAGE).get_page(self.request.GET.get("page"))
        summary = plan.summary()
        twin = actions.workbooks().filter(sha256=batch.sha256, state=State.SAVED).exclude(pk=batch.pk)
        return self.page(
            "import_preview",
            batch=batch,
            plan=plan,
            summary=summary,
            total=len(plan.rows),
            written=summary["new"] + summary["changed"],
            tiles=showing.tiles(summary, is_done=False),
            tabs=showing.tabs(plan, tab),
            rows=page.object_list,
            page=page,
            found=page.paginator.count,
            pages=_pages(self.request, page),
            twin=twin.order_by("-pk").first(),
        )


SHEET_COLUMNS = (
    Column("name", "Trang", lambda sheet: sheet["name"]),
    Column("title", "Sổ", lambda sheet: sheet["title"]),
    Column("new", "Mới", lambda sheet: sheet["new"], kind="number"),
    Column("changed", "Thay đổi", lambda sheet: sheet["changed"], kind="number"),
    Column("same", "Trùng khớp", lambda sheet: sheet["same"], kind="number"),
)


class ConfirmBatch(ImportView):
    """Write the batch, once (POST); an opened address leads back to the preview."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("office:import-batch", args=[pk]))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(actions.workbooks(), pk=pk)
        try:
            saved = actions.confirm(batch, by=request.user)
            counts = [write_number(saved.summary[key]) for key in ("new", "changed")]
            messages.success(request, SAVED.format(saved.pk, *counts))
        except RuleBroken as broken:
            messages.error(request, str(broken))
        return HttpResponseRedirect(batch.get_absolute_url())


class UndoBatch(ImportView):
    """Ask, then take the batch back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(actions.workbooks(), pk=pk)
        if batch.state != State.SAVED:
            return HttpResponseRedirect(batch.get_absolute_url())
        return self.page("import_undo", batch=batch, tiles=showing.tiles(batch.summary, is_done=True)[:2])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(actions.workbooks(), pk=pk)
        try:
            undo(batch, by=request.user)
            messages.success(request, UNDONE.format(batch.pk))
        except RuleBroken as broken:
            messages.error(request, str(broken))
        return HttpResponseRedirect(batch.get_absolute_url())


class DiscardBatch(ImportView):
    """Forget a previewed file (POST); an opened address leads back to the preview."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("office:import-batch", args=[pk]))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(actions.workbooks(), pk=pk)
        try:
            actions.discard(batch)
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return HttpResponseRedirect(batch.get_absolute_url())
        messages.success(request, DISCARDED.format(batch.file_name))
        return HttpResponseRedirect(reverse("office:import"))


def _pages(request: HttpRequest, page: Page[Any]) -> list[dict[str, Any]]:
    """The numbers under the rows, in the form of ui/pager.html."""
    return [
        {
            "number": number,
            "is_gap": number == Paginator.ELLIPSIS,
            "is_current": number == page.number,
            "url": f"?{query_with(request.GET, page=number)}",
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
