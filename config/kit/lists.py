"""The list page of a register: filter, search, sort, page, totals, export; each from one declaration."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from config.kit import exporting
from config.kit.access import PermissionRequired, can
from config.kit.filters import RegisterFilter
from config.kit.numbers import write_number
from config.kit.printing import MOST_ON_PAPER, TOO_LONG, paper
from config.kit.registers import Register
from config.kit.tables import Column, Row, make_row, make_total
from config.kit.text import lower_first

PAGE_SIZE = 50
# `?page=all` shows the whole list on one page, to be printed; a longer one is taken as a file.
WHOLE, MOST_AT_ONCE = "all", 2000


def query_with(data: QueryDict, **changes: Any) -> str:
    """The query string with some keys changed; None drops a key; a new sort or filter drops the page."""
    copy = data.copy()
    for key, value in changes.items():
        copy.pop(key, None)
        if value is not None:
            copy[key] = str(value)
    return copy.urlencode()


class ListPage(PermissionRequired, View):
    """A list as pages show it. Subclasses say what is listed, with which columns and filters."""

    title: str
    noun: str  # one row in a sentence: "khoản viện trợ"
    section: str
    url_name: str
    columns: ClassVar[Sequence[Column]]
    file_columns: ClassVar[Sequence[Column]] = ()  # further columns of exported files
    filterset_class: ClassVar[type[RegisterFilter]]
    default_sort: ClassVar[str]
    lede: ClassVar[str] = ""
    empty_hint: ClassVar[str] = "Thêm hồ sơ đầu tiên, hoặc nhập từ tệp Excel đang dùng."
    chips: ClassVar[Sequence[tuple[str, str]]] = ()
    tabs: ClassVar[Sequence[tuple[str, str]]] = ()  # lists of one section: label, URL name
    page_size: ClassVar[int] = 0  # rows of one page; 0 is the usual number
    template_name = "ui/list_page.html"

    # What a subclass gives ----------------------------------------------------

    def everything(self, request: HttpRequest) -> Any:
        """All rows this person may see."""
        raise NotImplementedError

    # What a subclass may give -------------------------------------------------

    def loaded(self, queryset: Any) -> Any:
        """The rows of a page or a file with all that their columns read."""
        return queryset.for_list()

    def more_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        """Further context for a subclass's own template; `found` are all filtered rows."""
        return {}

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        """Sums over all filtered rows by column key; an empty mapping means no totals line."""
        return {}

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        """What the sums do not hold, named beside them."""
        return ""

    def row_css(self, item: Any) -> str:
        return ""

    def row_url(self, item: Any) -> str:
        return str(item.get_absolute_url())

    # The page -----------------------------------------------------------------

    def get(self, request: HttpRequest) -> HttpResponse:
        everything = self.everything(request)
        filters = self.filterset_class(request.GET, queryset=everything, request=request)
        is_readable = filters.is_valid()
        found = filters.qs if is_readable else everything.none()
        sort = self._sort(request)
        ordered = found.order_by(*self._ordering(sort), "pk")
        kind = request.GET.get("export")
        if kind in {"xlsx", "csv"}:
            columns = [*self.columns, *self.file_columns]
            return exporting.export(kind, self.title, columns, self.loaded(ordered))
        if kind == "pdf" and is_readable:
            return self._on_paper(request, filters, found, ordered)
        return render(request, self.template_name, self._context(request, filters, found, ordered, sort))

    def _on_paper(self, request: HttpRequest, filters: Any, found: Any, ordered: Any) -> HttpResponse:
        """The whole list as filtered, A4 landscape; one that is too long for paper comes back as the page."""
        count = found.count()
        if count > MOST_ON_PAPER:
            said = TOO_LONG.format(found=write_number(count), most=write_number(MOST_ON_PAPER))
            context = self._context(request, filters, found, ordered, self._sort(request))
            return render(request, self.template_name, context | {"refused": said})
        totals = self.totals(found) if count else {}
        context = {
            "title": self.title,
            "said": "; ".join(f"{lower_first(entry['label'])}: {entry['text']}" for entry in filters.used),
            "found": count,
            "columns": self.columns,
            "rows": [self._row(item) for item in self.loaded(ordered)],
            "total": self._total(count, totals) if totals else None,
            "section": self.section,
        }
        return paper(request, "ui/list_paper.html", self.title, context)

    def _context(self, request: HttpRequest, filters: Any, found: Any, ordered: Any, sort: str) -> dict[str, Any]:
        is_whole = request.GET.get("page") == WHOLE
        paginator = Paginator(self.loaded(ordered), MOST_AT_ONCE if is_whole else self.page_size or PAGE_SIZE)
        paginator.count = found.count()
        page = paginator.get_page(request.GET.get("page"))
        totals = self.totals(found) if paginator.count else {}
        return {
            "title": self.title,
            "noun": self.noun,
            "lede": self.lede,
            "filters": filters,
            "heads": [self._head(request, column, sort) for column in self.columns],
            "rows": [self._row(item) for item in page.object_list],
            "total": self._total(paginator.count, totals) if totals else None,
            "page": page,
            "found": paginator.count,
            "pages": self._pages(request, page),
            "chips": [(label, query, request.GET.urlencode() == query) for label, query in self.chips],
            "tabs": [(label, reverse(name), name == self.url_name) for label, name in self.tabs],
            "export_xlsx": query_with(request.GET, export="xlsx", page=None),
            "export_csv": query_with(request.GET, export="csv", page=None),
            "export_pdf": query_with(request.GET, export="pdf", page=None),
            "section": self.section,
            "empty_hint": self.empty_hint,
            **self.more_context(request, found),
        }

    def _row(self, item: Any) -> Row:
        return make_row(self.columns, item, url=self.row_url(item), css=self.row_css(item))

    def _total(self, count: int, totals: Mapping[str, Any]) -> Any:
        return make_total(self.columns, f"Tổng {write_number(count)} dòng đang lọc", totals, self.totals_note(totals))

    def _sort(self, request: HttpRequest) -> str:
        asked = request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in known else self.default_sort

    def _ordering(self, sort: str) -> list[str]:
        column = next(column for column in self.columns if column.key == sort.removeprefix("-"))
        if not sort.startswith("-"):
            return list(column.sort)
        return [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in column.sort]

    def _head(self, request: HttpRequest, column: Column, sort: str) -> dict[str, Any]:
        is_sorted = sort.removeprefix("-") == column.key
        is_down = is_sorted and sort.startswith("-")
        following = column.key if is_down or not is_sorted else f"-{column.key}"
        return {
            "column": column,
            "url": f"?{query_with(request.GET, sort=following, page=None)}" if column.sort else "",
            "aria": ("descending" if is_down else "ascending") if is_sorted else "",
            "icon": ("down" if is_down else "up") if is_sorted else "sort",
        }

    def _pages(self, request: HttpRequest, page: Any) -> list[dict[str, Any]]:
        return [
            {
                "number": number,
                "is_gap": number == Paginator.ELLIPSIS,
                "is_current": number == page.number,
                "url": f"?{query_with(request.GET, page=number)}",
            }
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ]


class RegisterList(ListPage):
    """The list of a register. Subclasses name the register, the columns and the filters."""

    register: ClassVar[Register]

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.view

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.register.title

    @property
    def noun(self) -> str:  # type: ignore[override]
        return self.register.noun

    @property
    def section(self) -> str:  # type: ignore[override]
        return self.register.section

    @property
    def url_name(self) -> str:  # type: ignore[override]
        return f"{self.register.name}-list"

    def everything(self, request: HttpRequest) -> Any:
        return self.register.model.objects.visible_to(request.user)  # type: ignore[attr-defined]

    def _context(self, request: HttpRequest, filters: Any, found: Any, ordered: Any, sort: str) -> dict[str, Any]:
        return super()._context(request, filters, found, ordered, sort) | {
            "register": self.register,
            "can_edit": can(request.user, self.register.edit),
            "create_url": self.register.url("create"),
        }
