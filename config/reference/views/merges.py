"""Making two records one, with a preview; taking it back; what an archived record's page says about it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from config.kit import tokens
from config.kit.acts import CHANGED_MEANWHILE
from config.kit.registers import Register
from config.kit.views import NotSaved, RecordRestore, RegisterPage
from config.kit.writing import RuleBroken, StaleRecord
from config.reference.actions.merges import NOT_THERE, merge, refuse_unmergeable
from config.reference.actions.unmerge import unmerge
from config.reference.forms.likeness import ConfirmForm, MergeForm, PartnerForm
from config.reference.merging.log import Merge, merge_of
from config.reference.merging.plan import plan_merge
from config.reference.merging.steps import CHANGED, CREATED, DELETED, model_of
from config.reference.namesakes import alike
from config.reference.registers import AGENCIES
from config.reference.rosters import AGENCY_ROSTER, Roster

NOT_MERGED = "Hồ sơ này chưa gộp vào hồ sơ nào."
MERGED = "Đã gộp “{gone}” vào “{kept}”. Muốn lấy lại, mở hồ sơ được gộp và bấm “Hoàn tác gộp”."
UNDONE = "Đã hoàn tác: “{gone}” và “{kept}” trở lại như trước khi gộp."
IS_MERGED = "Hồ sơ này đã gộp vào “{}”. Dùng “Hoàn tác gộp” để lấy lại cả những gì đã chuyển đi."


class MergeAct(RegisterPage):
    """What merging and its undoing share: the record of the address, a token, the form given back."""

    roster: ClassVar[Roster]

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def record(self, pk: int) -> Any:
        return get_object_or_404(self.visible(), pk=pk)


class MergePage(MergeAct):
    """Without `?with=` asks for the other record; with it shows what would happen, and on POST does it.

    The record of the address is kept, the other one goes.
    """

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = self.record(pk)
        held = tokens.held_form(request)
        asked = held.data if held else request.GET
        if "with" not in asked:
            return self._choose(kept)
        try:
            gone = self._partner(kept, asked.get("with", ""))
        except RuleBroken as broken:
            return self._choose(kept, str(broken))
        token = asked.get(tokens.FIELD, "") if held else tokens.new_token(request.user)
        return self._preview(kept, gone, MergeForm(held.data if held else None), token)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = self.record(pk)
        token, form = request.POST.get(tokens.FIELD, ""), MergeForm(request.POST)
        try:
            with tokens.once(request) as receipt:
                receipt.url = kept.get_absolute_url()
                gone = self._partner(kept, request.POST.get("with", ""))
                if not form.is_valid():
                    raise NotSaved
                versions = {kept.pk: _version(request, "version"), gone.pk: _version(request, "other_version")}
                reason = form.cleaned_data["reason"]
                merge(self.roster, kept.pk, gone.pk, versions=versions, reason=reason, by=request.user)
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except NotSaved:
            return self._preview(kept, gone, form, token)
        except RuleBroken as broken:
            return self._refused(kept, form, token, str(broken))
        except StaleRecord:
            fresh = self.record(pk)
            return self._preview(fresh, self.record(gone.pk), form, tokens.new_token(request.user), CHANGED_MEANWHILE)
        messages.success(request, MERGED.format(gone=gone, kept=kept))
        return HttpResponseRedirect(receipt.url)

    def _partner(self, kept: Any, text: str) -> Any:
        """The record that goes. Raises RuleBroken when it is not there or the two cannot be merged."""
        is_key = text.isascii() and text.isdecimal() and len(text) < 19
        gone = self.visible().filter(pk=int(text)).first() if is_key else None
        if gone is None:
            raise RuleBroken(NOT_THERE)
        refuse_unmergeable(self.roster, kept, gone)
        return gone

    def _refused(self, kept: Any, form: Any, token: str, sentence: str) -> HttpResponse:
        """Back on the preview when there is one, with the reason as it was typed; else on the choice."""
        try:
            gone = self._partner(kept, self.request.POST.get("with", ""))
        except RuleBroken as broken:
            return self._choose(kept, str(broken))
        return self._preview(kept, gone, form, token, sentence)

    # The two pages ------------------------------------------------------------

    def _choose(self, kept: Any, error: str = "") -> HttpResponse:
        asked = self.request.GET if "other" in self.request.GET else None
        form = PartnerForm(asked, roster=self.roster, pk=kept.pk)
        if asked is not None and not error and form.is_valid():
            return HttpResponseRedirect(self._address(kept, form.cleaned_data["other"]))
        values = {name: getattr(kept, name) for name in self.roster.name_columns}
        found = [
            {"alike": each, "url": self._address(kept, each.record)} for each in alike(self.roster, values, pk=kept.pk)
        ]
        context = self._page(kept, title="Gộp với hồ sơ khác", form=form, error=error, found=found)
        return render(self.request, "reference/merge_choose.html", context)

    def _preview(self, kept: Any, gone: Any, form: Any, token: str, notice: str = "") -> HttpResponse:
        try:
            plan = plan_merge(self.roster, kept, gone)
        except RuleBroken as broken:
            return self._choose(kept, str(broken))
        context = self._page(
            kept,
            title="Gộp hai hồ sơ",
            gone=gone,
            plan=plan,
            form=form,
            token=token,
            version=kept.version,
            notice=notice,
            swap_url=self._address(gone, kept),
        )
        return render(self.request, "reference/merge.html", context)

    def _page(self, kept: Any, **context: Any) -> dict[str, Any]:
        return self.page(record=kept, list_url=self.register.url("list"), **context)

    def _address(self, kept: Any, gone: Any) -> str:
        return f"{self.register.url('merge', kept.pk)}?with={gone.pk}"


def _version(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class UnmergePage(MergeAct):
    """Asks whether to take the merge of this record back; POST does it."""

    template_name = "reference/merge_undo.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        gone = self.record(pk)
        tokens.held_form(request)
        return self._show(gone, ConfirmForm(None), tokens.new_token(request.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        gone = self.record(pk)
        token = request.POST.get(tokens.FIELD, "")
        done = merge_of(self.roster, gone)
        if done is None:
            return self._show(gone, ConfirmForm(None), token)
        try:
            with tokens.once(request) as receipt:
                receipt.url = gone.get_absolute_url()
                unmerge(self.roster, done.entry.pk, by=request.user)
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except RuleBroken as broken:
            form = ConfirmForm({})
            form.add_error(None, str(broken))
            return self._show(gone, form, token)
        messages.success(request, UNDONE.format(gone=gone, kept=done.kept))
        return HttpResponseRedirect(receipt.url)

    def _show(self, gone: Any, form: Any, token: str) -> HttpResponse:
        done = merge_of(self.roster, gone)
        if done is None:
            messages.error(self.request, NOT_MERGED)
            return HttpResponseRedirect(gone.get_absolute_url())
        context = self.page(
            record=gone,
            merge=done,
            counts=_counts(done),
            form=form,
            token=token,
            list_url=self.register.url("list"),
        )
        return render(self.request, self.template_name, context)


def _counts(done: Merge) -> list[str]:
    """What goes back, by kind: "3 cam kết trở lại"."""
    acts = {CHANGED: "trở lại như trước", DELETED: "được ghi lại", CREATED: "được bỏ đi"}
    found: dict[tuple[str, str], int] = {}
    for step in done.entry.steps:
        key = (step["act"], str(model_of(step)._meta.verbose_name))
        found[key] = found.get(key, 0) + 1
    return [f"{count} {kind} {acts[act]}" for (act, kind), count in found.items()]


class MergedRestore(RecordRestore):
    """A merged record is not restored by itself: that would leave it without all that moved."""

    roster: Roster = None  # type: ignore[assignment]  # given by as_view

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        done = merge_of(self.roster, record)
        if done is None:
            return super().post(request, pk)
        messages.error(request, IS_MERGED.format(done.kept))
        return HttpResponseRedirect(done.undo_url)


class Mergeable:
    """Mixed into a RecordDetail: the page of a merged record names the one that stands for it."""

    roster: ClassVar[Roster]
    register: Register

    def taken_over(self, record: Any) -> Merge | None:
        return merge_of(self.roster, record) if record.is_archived else None

    def merge_action(self, record: Any) -> tuple[str, str]:
        """The button that leads to merging, for `actions`."""
        return ("Gộp với hồ sơ khác", self.register.url("merge", record.pk))


class AgencyMerge(MergePage):
    register: Register = AGENCIES
    roster = AGENCY_ROSTER


class AgencyUnmerge(UnmergePage):
    register: Register = AGENCIES
    roster = AGENCY_ROSTER
