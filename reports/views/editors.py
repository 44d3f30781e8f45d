"""The two editors of a draft: its words, and its headings. The first save makes the kept report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from config.kit import clock, tokens
from config.kit.changes import changes_of
from config.kit.forms import RecordForm
from config.kit.views import RecordEdit
from config.kit.writing import StaleRecord
from reports.models import Report
from reports.printed.actions import keep_draft, keep_layout, open_draft
from reports.printed.drafts import draft_of, kept_draft, new_draft
from reports.printed.forms import DraftForm, field_of
from reports.printed.outline import entries, numbered
from reports.printed.outline_form import OutlineForm
from reports.printed.sections import CLOSING, OPENING, Piece, drafts_of, has_moved
from reports.registers import REPORTS
from reports.views.asked_report import ReportAsked

NO_BODY = "Chưa khai báo cơ quan ban hành nên chưa lưu được báo cáo. Thêm cơ quan ban hành ở mục Quản trị trước."
HISTORY_ON_PAGE = 8


class DraftEditor(ReportAsked, RecordEdit):
    """What both editors share: the kept row of a time and body, its version, two writers."""

    register = REPORTS

    def get(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        if not self.opened():
            return self._without_body()
        held, record, version = tokens.held_form(request), self._kept(), self._version()
        if held is None:
            return self.show(self.form_class(instance=record), tokens.new_token(request.user), version=version)
        if held.data.get("version") != str(version) and self.report is not None:
            return self._conflict(StaleRecord(self.report), held.data)
        form = self.form_class(held.data, instance=record)
        return self.show(form, held.data.get(tokens.FIELD, ""), version=version, is_held=True)

    def post(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        if not self.opened():
            return self._without_body()
        version = tokens.posted_version(request.POST)
        try:
            return self.answer(lambda: self._bound_to(version))
        except StaleRecord as stale:
            return self._conflict(stale, request.POST)

    def next_url(self, record: Any) -> str:
        return self.address("draft")

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        more = {
            "occasion": self.occasion,
            "body": self.body,
            **{f"{page}_url": self.address(name) for page, name in PAGES.items()},
        }
        return super().show(form, token, **more, **context)

    def opened(self) -> bool:
        """Load what was kept; False when no body can issue it."""
        self.report = kept_draft(self.occasion, self.body) if self.body is not None else None
        return self.body is not None

    def _without_body(self) -> HttpResponse:
        messages.error(self.request, NO_BODY)
        return HttpResponseRedirect(self.address("draft"))

    def _kept(self) -> Report:
        return self.report or new_draft(self.occasion, self.body)  # type: ignore[arg-type]

    def _version(self) -> int:
        return self.report.version if self.report is not None else 0

    def _bound_to(self, version: int) -> RecordForm:
        record = open_draft(self.occasion, self.body, version=version)  # type: ignore[arg-type]
        return self.form_class(self.request.POST, instance=record)


PAGES = {"draft": "draft", "edit": "draft-edit", "outline": "outline"}


# The words ----------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A paragraph in the editor: its field beside the drafted words."""

    piece: Piece
    field: Any
    draft: str
    is_edited: bool
    has_moved: bool


@dataclass(frozen=True)
class RowGroup:
    """The paragraphs under one heading."""

    title: str
    rows: tuple[Row, ...]


class DraftEdit(DraftEditor):
    """Staff write and change the paragraphs of a draft."""

    form_class = DraftForm
    template_name = "reports/printed/edit.html"

    def opened(self) -> bool:
        """Also the words that are drafted now."""
        found = draft_of(self.occasion, today=clock.today(), body=self.body)
        self.report, self.drafts = found.report, drafts_of(found.summary)
        return found.body is not None

    def perform(self, form: Any) -> Report:
        if form.instance.pk is not None and not form.has_changed():
            return form.instance
        return keep_draft(form.instance, texts=form.texts(), drafts=self.drafts, by=self.request.user)

    def saved_message(self, record: Any) -> str:
        return f"Đã lưu lời văn {record}."

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        changes = changes_of(self.report, limit=HISTORY_ON_PAGE) if self.report is not None else []
        return super().show(form, token, changes=changes, groups=self._groups(form), **context)

    def _groups(self, form: Any) -> Sequence[RowGroup]:
        found = entries(form.instance.layout)
        printed = {one.heading.key: one.text for one in numbered(found, self.occasion)}
        groups = [RowGroup("Mở đầu", (self._row(OPENING, form),))]
        for entry in found:
            if entry.heading.pieces:
                title = printed.get(entry.key, f"{entry.words(self.occasion)} (không in)")
                groups.append(RowGroup(title, tuple(self._row(piece, form) for piece in entry.heading.pieces)))
        return [*groups, RowGroup("Câu kết", (self._row(CLOSING, form),))]

    def _row(self, piece: Piece, form: Any) -> Row:
        kept = form.instance.paragraphs
        return Row(
            piece=piece,
            field=form[field_of(piece)],
            draft=self.drafts.get(piece.key, ""),
            is_edited=piece.key in kept,
            has_moved=has_moved(piece.key, self.drafts, kept),
        )


# The headings --------------------------------------------------------------------


class OutlineEdit(DraftEditor):
    """Staff rename, order, add and leave out headings."""

    form_class = OutlineForm
    template_name = "reports/printed/outline.html"

    def perform(self, form: Any) -> Report:
        if not form.has_changed():
            return form.instance
        return keep_layout(form.instance, layout=form.layout(), by=self.request.user)

    def saved_message(self, record: Any) -> str:
        return f"Đã lưu các mục của {record}."
