"""The pages of one record: detail, create, edit, archive, restore, history.

Create and edit are one mechanism that loses nothing: a form token saves once however often it is
sent; a version tells the second writer what changed; an expired session gives the form back.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from config.kit import locks, tokens, writing
from config.kit.access import PermissionRequired, can
from config.kit.changes import changes_of, changes_since
from config.kit.forms import RecordForm
from config.kit.merging import merged_data
from config.kit.printing import paper
from config.kit.registers import Register
from config.kit.tables import FactGroup, Pill, Table
from config.kit.writing import PeriodHeld, RuleBroken, StaleRecord

HISTORY_ON_PAGE = 12
ARCHIVED = "Đã lưu trữ {noun} “{record}”. Hồ sơ không còn trong danh sách và số liệu."


class NotSaved(Exception):
    """The form has errors: leave the transaction without a trace."""


class RegisterPage(PermissionRequired, View):
    """A page inside a register."""

    register: Register

    def visible(self) -> Any:
        """The rows of the register that this user may see."""
        return self.register.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]

    def page(self, **context: Any) -> dict[str, Any]:
        return {"register": self.register, "section": self.register.section, **context}


class RecordDetail(RegisterPage):
    """One page a meeting could be held on: facts, tables, what is missing, history."""

    template_name = "ui/detail_page.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.view

    # What a subclass gives ----------------------------------------------------

    def heading(self, record: Any) -> str:
        return str(record)

    def lede(self, record: Any) -> str:
        return ""

    def pills(self, record: Any) -> Sequence[Pill]:
        return ()

    def facts(self, record: Any) -> Sequence[FactGroup]:
        raise NotImplementedError

    def tables(self, record: Any) -> Sequence[Table]:
        return ()

    def paper_tables(self, record: Any) -> Sequence[Table]:
        """The tables of the printed sheet."""
        return self.tables(record)

    def missing(self, record: Any) -> Sequence[str]:
        """Sentences on what the record lacks, shown in a box of their own."""
        return ()

    def taken_over(self, record: Any) -> Any:
        """Into which record an archived one was merged (`kept`), and where that is taken back (`undo_url`)."""
        return None

    def documents(self, record: Any) -> Any:
        """The files kept with the record (kit.attachment_pages, KeepsDocuments); None where a register keeps none."""
        return None

    def actions(self, record: Any) -> Sequence[tuple[str, str]]:
        """Further buttons (label, address) for those who may edit."""
        return ()

    def more_context(self, record: Any) -> dict[str, Any]:
        """Further context for a subclass's own template."""
        return {}

    # The page -----------------------------------------------------------------

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible().for_detail(), pk=pk)
        if request.GET.get("export") == "pdf":
            return self._on_paper(record)
        may_edit = can(request.user, self.register.edit)
        changes = changes_of(record, limit=HISTORY_ON_PAGE + 1)
        context = self.page(
            record=record,
            heading=self.heading(record),
            lede=self.lede(record),
            pills=self.pills(record),
            groups=self.facts(record),
            tables=self.tables(record),
            missing=self.missing(record),
            taken_over=self.taken_over(record),
            documents=self.documents(record),
            actions=self.actions(record) if may_edit and not record.is_archived else (),
            changes=changes[:HISTORY_ON_PAGE],
            has_more_changes=len(changes) > HISTORY_ON_PAGE,
            can_edit=may_edit,
            **{f"{act}_url": self.register.url(act, record.pk) for act in ("edit", "archive", "restore", "history")},
            list_url=self.register.url("list"),
        )
        return render(request, self.template_name, context | self.more_context(record))

    def _on_paper(self, record: Any) -> HttpResponse:
        """The record as an A4 sheet: facts and tables, neither buttons nor history."""
        heading = self.heading(record)
        context = self.page(
            heading=heading,
            lede=self.lede(record),
            pills=self.pills(record),
            groups=self.facts(record),
            tables=self.paper_tables(record),
            missing=self.missing(record),
        )
        return paper(self.request, "ui/sheet_paper.html", heading, context)


class RecordFormPage(RegisterPage):
    """What create and edit share."""

    form_class: ClassVar[type[RecordForm]]
    template_name = "ui/form_page.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    # What a subclass may give -------------------------------------------------

    def perform(self, form: Any) -> Any:
        """The one domain call: store the record with its parts and return it."""
        return save_form(form, by=self.request.user)

    def saved_message(self, record: Any) -> str:
        return f"Đã lưu {self.register.noun} “{record}”."

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def hints(self, form: Any) -> Sequence[tuple[str, Sequence[str]]]:
        """Panels beside the form: (title, lines)."""
        return ()

    # The mechanism ------------------------------------------------------------

    def show(self, form: Any, token: str, **context: Any) -> HttpResponse:
        context = {"token": token, "hints": self.hints(form), "list_url": self.register.url("list"), **context}
        return render(self.request, self.template_name, self.page(form=form, **context))

    def answer(self, form_of: Any) -> HttpResponse:
        """Save the posted form once; `form_of` builds it inside the transaction."""
        token = self.request.POST.get(tokens.FIELD, "")
        form: Any = None
        try:
            with tokens.once(self.request) as receipt, locks.read_once():
                form = form_of()
                if not form.is_valid():
                    raise NotSaved
                record = self.perform(form)
                receipt.url = self.next_url(record)
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except NotSaved:
            return self.show(form, token, **self.show_context(form))
        except PeriodHeld as held:
            form.ask_reason(str(held))
            return self.show(form, token, **self.show_context(form))
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            return self.show(form, token, **self.show_context(form))
        messages.success(self.request, self.saved_message(record))
        return HttpResponseRedirect(receipt.url)

    def next_url(self, record: Any) -> str:
        """After saving: the record, or another empty form when the officer asked for one."""
        if self.request.POST.get("go") == "more":
            return self.register.url("create")
        return str(record.get_absolute_url())

    def show_context(self, form: Any) -> dict[str, Any]:
        return {}


class RecordCreate(RecordFormPage):
    """A new record. Query parameters named like fields fill them (`?ngo=3`)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held = tokens.held_form(request)
        if held is not None:
            form = self.form_class(held.data, instance=self.register.model(), **self.form_kwargs())
            return self.show(form, held.data.get(tokens.FIELD, ""), is_held=True, is_new=True)
        form = self.form_class(instance=self.register.model(), initial=self._asked(request), **self.form_kwargs())
        return self.show(form, tokens.new_token(request.user), is_new=True)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.answer(lambda: self.form_class(request.POST, instance=self.register.model(), **self.form_kwargs()))

    def show_context(self, form: Any) -> dict[str, Any]:
        return {"is_new": True}

    def _asked(self, request: HttpRequest) -> dict[str, Any]:
        """Initial values from the address; what is no number stays text, unknown names are ignored."""
        asked = {name: request.GET[name] for name in self.form_class.base_fields if name in request.GET}
        return {name: int(value) if value.isdecimal() and len(value) < 10 else value for name, value in asked.items()}


class RecordEdit(RecordFormPage):
    """Change a record; the version it was opened with travels in the form."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(pk)
        held = tokens.held_form(request)
        if held is None:
            form = self.form_class(instance=record, **self.form_kwargs())
            return self.show(form, tokens.new_token(request.user), version=record.version)
        if held.data.get("version") != str(record.version):
            return self._conflict(StaleRecord(record), held.data)
        form = self.form_class(held.data, instance=record, **self.form_kwargs())
        return self.show(form, held.data.get(tokens.FIELD, ""), version=record.version, is_held=True)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._record(pk)
        version = tokens.posted_version(request.POST)
        try:
            return self.answer(lambda: self._bound(pk, version))
        except StaleRecord as stale:
            return self._conflict(stale, request.POST)

    def show_context(self, form: Any) -> dict[str, Any]:
        return {"version": self.request.POST.get("version", "")}

    def _record(self, pk: int) -> Any:
        record = get_object_or_404(self.visible().for_detail(), pk=pk)
        if getattr(record, "is_archived", False):
            raise Http404
        return record

    def _bound(self, pk: int, version: int) -> Any:
        record = writing.lock(self.register.model, pk, version=version)
        return self.form_class(self.request.POST, instance=record, **self.form_kwargs())

    def _conflict(self, stale: StaleRecord, posted: Any) -> HttpResponse:
        """The second writer: own text kept, what others changed shown field by field."""
        version = tokens.posted_version(posted)
        data = merged_data(self.form_class, stale.current, version, posted)
        form = self.form_class(data, instance=stale.current, **self.form_kwargs())
        return self.show(
            form,
            tokens.new_token(self.request.user),
            version=stale.current.version,
            others=changes_since(stale.current, version),
        )


@transaction.atomic
def save_form(form: RecordForm, *, by: Any, reason: str = "") -> Any:
    """Store a valid form's record and parts as one save; a form without a change writes nothing.

    A change in the parts alone raises the record's version too: the record is what people open.
    """
    record = form.instance
    if record.pk is not None and not form.has_changed():
        return record
    reason = reason or form.correction_reason
    writing.save(record, by=by, reason=reason)
    for name, rows in form.parts_values().items():
        writing.set_parts(record, name, rows, by=by, reason=reason)
    return record


class RecordArchive(RegisterPage):
    """Ask for a reason, then archive."""

    register: Register = None  # type: ignore[assignment]  # given by as_view
    template_name = "ui/archive_page.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        return self._ask(record)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        try:
            writing.archive(record, by=request.user, reason=request.POST.get("reason", ""))
        except RuleBroken as broken:
            return self._ask(record, str(broken))
        messages.success(request, ARCHIVED.format(noun=self.register.noun, record=record))
        return HttpResponseRedirect(record.get_absolute_url())

    def _ask(self, record: Any, error: str = "") -> HttpResponse:
        token = tokens.new_token(self.request.user)
        context = self.page(record=record, error=error, held=locks.told(record), token=token)
        return render(self.request, self.template_name, context)


class RecordRestore(RegisterPage):
    """Bring an archived record back (POST only). One that an issued report holds is asked why first."""

    register: Register = None  # type: ignore[assignment]  # given by as_view
    template_name = "ui/restore_page.html"
    http_method_names: Sequence[str] = ["post"]

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        try:
            writing.restore(record, by=request.user, reason=request.POST.get("reason", ""))
            messages.success(request, f"Đã khôi phục {self.register.noun} “{record}”.")
        except PeriodHeld as held:
            return render(request, self.template_name, self.page(record=record, error=str(held)))
        except RuleBroken as broken:
            messages.error(request, str(broken))
        return HttpResponseRedirect(record.get_absolute_url())


class RecordHistory(RegisterPage):
    """All changes of one record and its parts."""

    register: Register = None  # type: ignore[assignment]  # given by as_view
    template_name = "ui/history_page.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.view

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        return render(request, self.template_name, self.page(record=record, changes=changes_of(record)))
