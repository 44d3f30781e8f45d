"""Quick entry: the disbursements of one period on one page, one row a project, one save."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from aid.actions.quick_entry import RowsRefused, Saved, lock_projects, save_entries
from aid.choices import PeriodReply
from aid.forms.quick_entry import ANSWERS, CommonForm, EntryRow, EntrySheet
from aid.models import AidProject
from aid.queries.quick_entry import (
    PARTS,
    WHOLE_YEAR,
    AskedProject,
    EntryPeriod,
    UnknownPeriod,
    asked_projects,
    last_ended_quarter,
    last_writers,
    paid_before_commitments,
    read_period,
    sums_by_currency,
    undated_projects,
    written,
)
from aid.registers import DISBURSEMENTS
from aid.views.quick_entry_rows import STATUS_COLUMNS, ShownRow, counts_of, grouped_by_owner
from config.kit import clock, exporting, locks, tokens
from config.kit.forms import composed
from config.kit.lists import query_with
from config.kit.money import currency_choices
from config.kit.numbers import write_number
from config.kit.views import NotSaved, RegisterPage
from config.kit.writing import PeriodHeld

ROWS_A_PAGE = 200
SHOWN = {
    "all": ("Tất cả", lambda one: True),
    "open": ("Chưa trả lời", lambda one: not one.is_answered),
    "answered": ("Đã trả lời", lambda one: one.is_answered),
}
FIELDS = ("amount", "currency", "answer", "seen", "meant")
_NAME = re.compile(rf"p([1-9]\d{{0,9}})-({'|'.join(FIELDS)})", re.ASCII)
LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Asked:
    """What the address or the form asks for."""

    entry: EntryPeriod
    show: str
    page: str
    problem: str = ""

    @property
    def query(self) -> str:
        return f"?period={self.entry.key}&show={self.show}" + (f"&page={self.page}" if self.page else "")


def read_asked(data: QueryDict) -> Asked:
    """A period that cannot be entered becomes the last ended quarter, and a sentence says so."""
    today = clock.today()
    show = data.get("show", "")
    page = data.get("page", "")
    known = {"show": show if show in SHOWN else "all", "page": page if re.fullmatch(r"\d{1,4}", page, re.ASCII) else ""}
    text = data.get("period", "")
    if year := data.get("year", "").strip():
        part = data.get("part", WHOLE_YEAR)
        text = year if part == WHOLE_YEAR else f"{year}-{part}"
    try:
        entry = read_period(text, today=today) if text else last_ended_quarter(today)
    except UnknownPeriod as unknown:
        usual = last_ended_quarter(today)
        return Asked(usual, **known, problem=f"{unknown} Đang mở {usual.label}.")
    return Asked(entry, **known)


def posted_rows(data: QueryDict) -> dict[int, dict[str, str]]:
    """What was sent for each project, by pk; names that this page never wrote are passed over."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in data.items():
        if found := _NAME.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = str(value)
    return rows


class QuickEntry(RegisterPage):
    """GET shows who is asked in the period and what stands; POST saves everything typed, or nothing."""

    register = DISBURSEMENTS
    template_name: ClassVar[str] = "aid/quick_entry.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def get(self, request: HttpRequest) -> HttpResponse:
        held = tokens.held_form(request)
        data = composed(held.data) if held is not None else None
        asked = read_asked(request.GET if data is None else data)
        if request.GET.get("export") == "xlsx":
            return self._export(asked)
        sheet, everything = self._sheet(asked, data)
        token = tokens.new_token(request.user) if data is None else data.get(tokens.FIELD, "")
        return self._show(asked, sheet, everything, token, data, is_held=data is not None)

    def post(self, request: HttpRequest) -> HttpResponse:
        data = composed(request.POST)
        asked = read_asked(data)
        token = data.get(tokens.FIELD, "")
        sheet: Any = None
        everything: list[AskedProject] = []
        try:
            with tokens.once(request) as receipt, locks.read_once():
                lock_projects(list(posted_rows(data)))
                sheet, everything = self._sheet(asked, data)
                saved = self._save(asked, sheet)
                receipt.url = f"{request.path}{asked.query}"
        except tokens.AlreadySaved as before:
            return HttpResponseRedirect(before.url)
        except NotSaved:
            return self._show(asked, sheet, everything, token, data)
        messages.success(request, saved_message(saved, asked.entry))
        if early := paid_before_commitments(saved.rows):
            messages.warning(request, f"Giải ngân trước mọi cam kết của khoản viện trợ: {', '.join(early)}. Xem lại.")
        return HttpResponseRedirect(receipt.url)

    # Reading and saving -------------------------------------------------------

    def _sheet(self, asked: Asked, data: QueryDict | None) -> tuple[EntrySheet, list[AskedProject]]:
        """The rows of the page and everybody who is asked. Rows with something typed are on the page always."""
        posted = posted_rows(data) if data is not None else {}
        projects = AidProject.objects.visible_to(self.request.user)
        found = asked_projects(asked.entry, projects, also=list(posted))
        everything = [one for one in found if one.project.is_asked]
        rows = [EntryRow(one, posted.get(one.project.pk, {})) for one in found]
        on_page = {one.project.pk for one in self._page(asked, everything)}
        kept = [row for row in rows if row.is_touched or row.asked.project.pk in on_page]
        held = locks.told_of(asked.entry.label, [asked.entry.dated.on])
        sheet = EntrySheet(asked.entry, kept, CommonForm(data, held=held))
        if data is not None:
            there = {one.project.pk for one in found}
            gone = {pk: row.get("amount", "") for pk, row in posted.items() if pk not in there}
            sheet.check(gone={pk: text for pk, text in gone.items() if text.strip()})
            if asked.problem:
                sheet.top_errors.insert(0, asked.problem)
        return sheet, everything

    def _page(self, asked: Asked, everything: Sequence[AskedProject]) -> Any:
        chosen = [one for one in everything if SHOWN[asked.show][1](one)]
        return Paginator(chosen, ROWS_A_PAGE).get_page(asked.page or 1)

    def _save(self, asked: Asked, sheet: EntrySheet) -> Saved:
        """Raises NotSaved with the reasons at the rows of the sheet."""
        if changed := sheet.changed_meanwhile:
            writers = last_writers(asked.entry, [row.asked.project.pk for row in changed])
            sheet.refuse_changed(writers, self.request.user)
        if not sheet.is_valid:
            raise NotSaved
        try:
            return save_entries(sheet.entries, asked.entry, sheet.common.common, by=self.request.user)
        except PeriodHeld as held:
            sheet.common.ask_reason(str(held))
            raise NotSaved from held
        except RowsRefused as refused:
            for row in sheet.touched:
                if sentence := refused.sentences.get(row.asked.project.pk):
                    row.refuse("amount", sentence)
            raise NotSaved from refused

    # Showing ------------------------------------------------------------------

    def _show(
        self,
        asked: Asked,
        sheet: EntrySheet,
        everything: Sequence[AskedProject],
        token: str,
        data: QueryDict | None,
        *,
        is_held: bool = False,
    ) -> HttpResponse:
        page = self._page(asked, everything)
        standing = sums_by_currency((row.currency, row.amount) for one in everything for row in one.rows)
        context = self.page(
            entry=asked.entry,
            show=asked.show,
            problem="" if data is not None else asked.problem,
            is_running=asked.entry.period.end >= clock.today(),
            form=sheet,
            groups=grouped_by_owner([ShownRow(row, asked.entry) for row in sheet.rows]),
            counts=counts_of(sheet.rows, everything),
            typed=written(sheet.typed_sums),
            standing=written(standing),
            currencies=currency_choices(),
            answers=ANSWERS,
            years=self._years(asked.entry),
            parts=PARTS,
            chips=self._chips(asked, everything),
            pages=self._pages(asked, page),
            undated=undated_projects(asked.entry, AidProject.objects.visible_to(self.request.user)),
            pasted=data.get("pasted", "")[:LONGEST_NOTE] if data is not None else "",
            export=f"?{query_with(QueryDict(asked.query[1:]), export='xlsx', page=None)}",
            token=token,
            is_sent=data is not None,
            is_held=is_held,
            list_url=self.register.url("list"),
            url=reverse("aid:quick-entry"),
        )
        return render(self.request, self.template_name, context)

    def _chips(self, asked: Asked, everything: Sequence[AskedProject]) -> list[tuple[str, str, bool]]:
        return [
            (
                f"{label}: {write_number(sum(1 for one in everything if holds(one)))}",
                f"?period={asked.entry.key}&show={key}",
                key == asked.show,
            )
            for key, (label, holds) in SHOWN.items()
        ]

    def _pages(self, asked: Asked, page: Any) -> list[tuple[int, str, bool]]:
        root = f"?period={asked.entry.key}&show={asked.show}&page="
        numbers = page.paginator.page_range if page.paginator.num_pages > 1 else ()
        return [(number, f"{root}{number}", number == page.number) for number in numbers]

    def _years(self, entry: EntryPeriod) -> list[int]:
        newest = clock.today().year
        return sorted({*range(newest - 20, newest + 1), entry.year}, reverse=True)

    def _export(self, asked: Asked) -> HttpResponse:
        found = asked_projects(asked.entry, AidProject.objects.visible_to(self.request.user))
        chosen = [one for one in found if SHOWN[asked.show][1](one)]
        return exporting.export("xlsx", f"Giải ngân {asked.entry.label}", STATUS_COLUMNS, chosen)


def saved_message(saved: Saved, entry: EntryPeriod) -> str:
    """What was saved, as in "Đã lưu quý III năm 2016: 12 dòng giải ngân (…); 5 khoản không phát sinh."."""
    rows, refunds = saved.rows, sum(1 for row in saved.rows if row.is_refund)
    lacking = sum(1 for row in rows if row.usd_cents is None or row.vnd is None)
    sums = written(sums_by_currency((row.currency, row.amount) for row in rows))
    parts = (
        (len(rows), f"dòng giải ngân ({sums})"),
        (refunds, "dòng trong đó là hoàn trả"),
        (saved.replies.count(PeriodReply.NOTHING), "khoản không phát sinh"),
        (saved.replies.count(PeriodReply.WAITING), "khoản chưa báo cáo"),
        (saved.replies.count(""), "khoản bỏ câu trả lời cũ"),
        (lacking, "dòng chưa quy đổi vì thiếu tỷ giá"),
    )
    return f"Đã lưu {entry.label}: {'; '.join(f'{write_number(count)} {what}' for count, what in parts if count)}."
