"""The periodic table of delegations: on the screen, as PDF, as Excel, all of one object."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View

from config.kit import clock
from config.kit.access import PermissionRequired
from config.kit.exporting import XLSX
from config.kit.pdf import make_pdf
from config.kit.printing import pdf_answer
from config.kit.text import slug
from config.reference.models import IssuingBody
from config.reference.queries import holds_demonstration
from delegations.forms.table import TableForm
from delegations.models import Delegation
from delegations.permissions import DelegationPermission
from delegations.queries import delegation_lines
from delegations.table import COLUMNS, HEADS, WIDTHS, DelegationTable, delegation_table
from delegations.table_file import table_file
from delegations.views.lists import TABS

TITLE = "Bảng đoàn vào, đoàn ra theo kỳ"
# What the template needs of the columns beside the rows.
SHAPE = {"heads": HEADS, "widths": WIDTHS, "column_count": len(COLUMNS) + 1}


class TableView(PermissionRequired, View):
    """What the three addresses share: the questions, and the table that answers them."""

    permission_required = DelegationPermission.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        form = TableForm(request.GET, today=clock.today())
        return self.answer(form, self.made(form)) if form.is_valid() else self.page(form, None)

    def made(self, form: TableForm) -> DelegationTable:
        body = IssuingBody.objects.active().order_by("-is_default", "pk").first()
        return delegation_table(
            delegation_lines(Delegation.objects.visible_to(self.request.user), form.span),
            form.span,
            form.directions,
            body=body.name if body is not None else "",
            is_demonstration=holds_demonstration(),
        )

    def page(self, form: TableForm, table: DelegationTable | None) -> HttpResponse:
        """The page on the screen; without a table the questions say what is wrong with them."""
        query = self.request.GET.urlencode()
        context: dict[str, Any] = {
            "title": TITLE,
            "section": "delegations",
            "tabs": [(label, reverse(name), name == "delegations:table") for label, name in TABS],
            "form": form,
            "table": table,
            "query": f"?{query}" if query else "",
            **SHAPE,
        }
        return render(self.request, "delegations/table.html", context)

    def answer(self, form: TableForm, table: DelegationTable) -> HttpResponse:
        return self.page(form, table)


class TablePage(TableView):
    """The table on the screen, as the PDF prints it."""


class TablePdf(TableView):
    def answer(self, form: TableForm, table: DelegationTable) -> HttpResponse:
        query = self.request.GET.urlencode()
        return pdf_answer(
            self.request,
            lambda: make_pdf("delegations/table_paper.html", {"table": table, **SHAPE}),
            f"{slug(table.title)}.pdf",
            back=f"{reverse('delegations:table')}{f'?{query}' if query else ''}",
            section="delegations",
        )


class TableXlsx(TableView):
    def answer(self, form: TableForm, table: DelegationTable) -> HttpResponse:
        headers = {"Content-Disposition": str(content_disposition_header(True, f"{slug(table.title)}.xlsx"))}
        return HttpResponse(table_file(table), content_type=XLSX, headers=headers)
