"""Pages of what identifies the members of a delegation: masked, shown on asking, typed blind."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from config.kit import tokens
from config.kit.clock import today
from config.kit.numbers import write_number
from config.kit.views import RegisterPage
from config.kit.writing import RuleBroken
from config.reference.office_settings import IDENTITIES_MONTHS, value_of
from delegations.actions.members import purged_on, reveal, save_identities
from delegations.forms.members import IdentitiesForm
from delegations.identities import masked_birth, masked_number, purge_due_on
from delegations.models import Delegation, DelegationMember
from delegations.permissions import DelegationPermission
from delegations.registers import DELEGATIONS
from delegations.views.members import NOT_HELD, MembersAct

PAPERS_SAVED = "Đã lưu giấy tờ của {count} thành viên."
PAPERS_REMOVED = "Đã xóa giấy tờ của {count} thành viên."
NOTHING_CHOSEN = "Chưa chọn thành viên. Bấm “Hiện giấy tờ” ở dòng của một thành viên."


@dataclass(frozen=True)
class ShownIdentity:
    """A member with what a page shows of its papers: masked, unless it was asked for."""

    member: DelegationMember
    passport: str = ""
    born: str = ""
    is_kept: bool = False
    is_open: bool = False

    def __repr__(self) -> str:
        return f"ShownIdentity({self.member.pk})"


@method_decorator(sensitive_post_parameters(), name="dispatch")
class DelegationIdentities(RegisterPage):
    """Masked for whoever holds the right; a POST shows one member's, once, and leaves a line in the history."""

    register = DELEGATIONS
    permission_required = DelegationPermission.SEE_IDENTITIES
    template_name = "delegations/identities.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(get_object_or_404(self.visible(), pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        asked = request.POST.get("show", "")
        if not asked.isdecimal() or len(asked) > 15:
            return self._show(record, problem=NOTHING_CHOSEN)
        member = get_object_or_404(DelegationMember.objects.visible_to(request.user), pk=asked, delegation=record)
        try:
            reveal(member, by=request.user)
        except RuleBroken as broken:
            return self._show(record, problem=str(broken))
        return self._show(record, opened=member.pk)

    @sensitive_variables("rows")
    def _show(self, record: Delegation, *, opened: int | None = None, problem: str = "") -> HttpResponse:
        members = DelegationMember.objects.visible_to(self.request.user).filter(delegation=record).for_identities()
        rows = [_shown(member, is_open=member.pk == opened) for member in members]
        context = self.page(
            record=record,
            rows=rows,
            problem=problem,
            has_rows_kept=any(row.is_kept for row in rows),
            list_url=self.register.url("list"),
            members_url=reverse("delegations:delegation-members", args=[record.pk]),
            edit_url="" if record.is_archived else reverse("delegations:delegation-identities-entry", args=[record.pk]),
            **kept_until(record),
        )
        return render(self.request, self.template_name, context)


@sensitive_variables()
def _shown(member: DelegationMember, *, is_open: bool) -> ShownIdentity:
    stored = getattr(member, "identity", None)
    if stored is None:
        return ShownIdentity(member)
    if is_open:
        born = f"{stored.born_on:%d/%m/%Y}" if stored.born_on else ""
        return ShownIdentity(member, stored.passport_number, born, is_kept=True, is_open=True)
    return ShownIdentity(member, masked_number(stored.passport_number), masked_birth(stored.born_on), is_kept=True)


def kept_until(delegation: Delegation) -> dict[str, Any]:
    """Until when identities of the delegation are kept, and when they were deleted."""
    months = value_of(IDENTITIES_MONTHS)
    due = purge_due_on(delegation, months)
    return {"months": months, "due_on": due, "is_past": due <= today(), "purged_on": purged_on(delegation)}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class DelegationIdentitiesEdit(MembersAct):
    """Type passport numbers and birth dates; the boxes start empty, with the mask of what is stored."""

    title = "Ghi giấy tờ của thành viên"
    button = "Lưu giấy tờ"
    template_name = "delegations/identities_form.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return DelegationPermission.SEE_IDENTITIES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing typed here is held when a session ends, so the form always starts empty."""
        record = self.record(pk)
        notice = NOT_HELD if tokens.held_form(request) is not None else ""
        return self.show(record, self.make_form(record), tokens.new_token(request.user), notice=notice)

    def make_form(self, record: Any, data: Any = None) -> IdentitiesForm:
        members = DelegationMember.objects.visible_to(self.request.user).filter(delegation=record).for_identities()
        return IdentitiesForm(data, members=list(members), today=today())

    @sensitive_variables("changes")
    def act(self, record: Delegation, form: Any) -> str:
        changes, removed = form.changes(), form.removed()
        save_identities(record, changes, removed, by=self.request.user)
        said = ((changes, PAPERS_SAVED), (removed, PAPERS_REMOVED))
        return " ".join(text.format(count=write_number(len(rows))) for rows, text in said if rows)

    def next_url(self, record: Any) -> str:
        return reverse("delegations:delegation-identities", args=[record.pk])

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {
            "form_rows": form.shown_rows,
            "members_url": reverse("delegations:delegation-members", args=[record.pk]),
        } | kept_until(record)
