"""The page of a delegation's members, typed or read from Excel, and their table in the dossier."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from config.kit import tokens
from config.kit.access import can
from config.kit.acts import RecordAct
from config.kit.clock import today
from config.kit.numbers import write_number
from config.kit.tables import Column, Table, make_table
from config.kit.workbook import MAX_BYTES, TOO_LARGE, FileRefused, read_workbook
from delegations.actions.members import purged_on, save_members
from delegations.forms.members import MembersForm
from delegations.member_list import EMPTY, ListRefused, MemberList, read_members, rows_of_sheets, rows_of_text
from delegations.models import Delegation, DelegationMember
from delegations.permissions import DelegationPermission
from delegations.registers import DELEGATIONS
from delegations.views.member_reading import PASTED, WITH_IDENTITIES, country_names, filled, without_list

FILE = "list_file"
SAVED = "Đã lưu danh sách {count} thành viên của đoàn."
RAISED = " Số người của đoàn nay là {count}."
SAME = "Danh sách thành viên không có gì thay đổi."
NOT_HELD = (
    "Phiên làm việc đã hết trước khi lưu. Số hộ chiếu, ngày sinh và nội dung dán không được giữ lại; nhập lại các ô đó."
)


def sees_identities(user: Any) -> bool:
    return can(user, DelegationPermission.SEE_IDENTITIES)


class MembersAct(RecordAct):
    """An act on the members: nothing else of the dossier is shown, so nothing else is loaded."""

    register = DELEGATIONS

    def record(self, pk: int) -> Any:
        return get_object_or_404(self.visible(), pk=pk, archived_at=None)


def load_members(delegation: Delegation) -> None:
    """The members with all that their table shows, in one query."""
    prefetch_related_objects([delegation], Prefetch("members", DelegationMember.objects.for_table()))


# The list -----------------------------------------------------------------------


MEMBER_COLUMNS = (
    Column("name", "Họ và tên", lambda row: row.name),
    Column("title", "Chức vụ", lambda row: row.title),
    Column("nationality", "Quốc tịch", lambda row: row.nationality and row.nationality.name),
    Column("role", "Nhiệm vụ", lambda row: row.role),
)


def members_table(delegation: Delegation) -> Table:
    """The members as the dossier shows them. Loads them."""
    load_members(delegation)
    rows = delegation.members.all()
    empty = "Chưa ghi thành viên nào; số người của đoàn không cần đủ danh sách."
    return make_table("Danh sách thành viên", MEMBER_COLUMNS, rows, empty=empty, is_caption_hidden=True)


def members_panel(delegation: Delegation, user: Any) -> dict[str, Any]:
    """What delegations/_members.html shows: the members, where they are changed, when their papers were deleted."""
    may_enter = can(user, DELEGATIONS.edit) and not delegation.is_archived
    return {
        "members": members_table(delegation),
        "members_url": reverse("delegations:delegation-members", args=[delegation.pk]) if may_enter else "",
        "identities_url": identities_url(delegation, user),
        "purged_on": purged_on(delegation),
    }


def identities_url(delegation: Delegation, user: Any) -> str:
    """Where the papers of the members stand; nothing without the right."""
    return reverse("delegations:delegation-identities", args=[delegation.pk]) if sees_identities(user) else ""


@method_decorator(sensitive_post_parameters(), name="dispatch")
class DelegationMembers(MembersAct):
    """The members in one table; "read" fills it from a pasted list or a workbook, and saves nothing."""

    title = "Thành viên đoàn"
    button = "Lưu danh sách"
    template_name = "delegations/members.html"
    read: MemberList | None = None
    problem = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            add_never_cache_headers(response)
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.POST.get("go") == "read":
            return self._read(self.record(pk))
        return super().post(request, pk)

    def make_form(self, record: Any, data: Any = None) -> MembersForm:
        load_members(record)
        with_identities = data is not None and WITH_IDENTITIES in data and sees_identities(self.request.user)
        return MembersForm(data, delegation=record, today=today() if with_identities else None)

    def act(self, record: Delegation, form: Any) -> str:
        entries = form.entries()
        is_raised = form.is_too_many
        if not form.has_changed() and not is_raised:
            return SAME
        save_members(record, entries, raise_headcount=is_raised, by=self.request.user)
        count = write_number(len(entries))
        return SAVED.format(count=count) + (RAISED.format(count=count) if is_raised else "")

    def lede(self, record: Any) -> str:
        return f"{record}. Có đến đâu ghi đến đó; số người của đoàn ghi ở hồ sơ, không cần đủ danh sách."

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {
            "rows": form.rows[0],
            "read": self.read,
            "problem": self.problem,
            "form_id": "members-form",
            "identities_url": identities_url(record, self.request.user),
        }

    def show(self, record: Any, form: Any, token: str, **context: Any) -> HttpResponse:
        if context.get("is_held") and sees_identities(self.request.user):
            context["notice"] = NOT_HELD
        return super().show(record, form, token, **context)

    # Reading a list -------------------------------------------------------------

    @sensitive_variables("data", "found", "form")
    def _read(self, record: Delegation) -> HttpResponse:
        """Fill the table with what the list says, beside what stands in it; nothing is saved."""
        load_members(record)
        posted = self.request.POST
        token, version = posted.get(tokens.FIELD, ""), posted.get("version", "")
        try:
            found = self._list_of(self.request)
        except (ListRefused, FileRefused) as refused:
            self.problem = str(refused)
            return self.show(record, self.make_form(record, without_list(posted)), token, version=version)
        self.read = found
        form = self.make_form(record, filled(posted, found, with_identities=sees_identities(self.request.user)))
        form.is_valid()
        return self.show(record, form, token, version=version)

    def _list_of(self, request: HttpRequest) -> MemberList:
        """What was pasted, else what the workbook holds. Raises ListRefused or FileRefused."""
        text, uploaded = request.POST.get(PASTED, ""), request.FILES.get(FILE)
        if not text.strip() and uploaded is None:
            raise ListRefused(EMPTY)
        if not text.strip() and uploaded is not None and (uploaded.size or 0) > MAX_BYTES:
            raise FileRefused(TOO_LARGE)
        rows = rows_of_text(text) if text.strip() else rows_of_sheets(read_workbook(uploaded.read()))  # type: ignore[union-attr]
        countries = country_names()
        return read_members(rows, countries=countries, takes_identities=sees_identities(request.user))
