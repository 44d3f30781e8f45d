"""Records of a register that look alike: the list of pairs, and the answer while a name is typed."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from config.kit import tokens
from config.kit.access import can
from config.kit.registers import Register
from config.kit.text import tidy, unreadable_characters
from config.kit.views import RegisterPage
from config.kit.writing import RuleBroken
from config.reference.actions.merges import NOT_THERE, forget_apart, tell_apart
from config.reference.merging.log import merges_of, told_apart
from config.reference.namesakes import SHORTEST_TYPED, alike, alike_pairs, uses_of
from config.reference.registers import AGENCIES
from config.reference.rosters import AGENCY_ROSTER, Roster

PAIRS_A_PAGE = 50
LONGEST_ASKED = 250
AGENCY_TABS = (("Cơ quan, đơn vị", "reference:agency-list"), ("Tên trùng", "reference:agency-duplicates"))


class DuplicatesPage(RegisterPage):
    """Pairs that may be one record. POST says that two are two (`act=apart`), or takes that back (`act=again`)."""

    roster: ClassVar[Roster]
    tabs: ClassVar[Sequence[tuple[str, str]]] = ()
    template_name = "reference/duplicates.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.view if self.request.method in ("GET", "HEAD") else self.register.edit

    def get(self, request: HttpRequest) -> HttpResponse:
        may_edit = can(request.user, self.register.edit)
        paginator = Paginator(alike_pairs(self.roster), PAIRS_A_PAGE)
        page = paginator.get_page(request.GET.get("page"))
        apart = told_apart(self.roster)
        context = self.page(
            title=f"Tên trùng: {self.register.title.lower()}",
            pairs=self._pairs(list(page.object_list)),
            page=page,
            found=paginator.count,
            pages=[self._link(number, page.number) for number in paginator.page_range],
            apart=[{"pair": pair, "token": tokens.new_token(request.user)} for pair in apart],
            merges=merges_of(self.roster),
            tabs=[(label, reverse(name), name == self._own_name) for label, name in self.tabs],
            can_edit=may_edit,
            list_url=self.register.url("list"),
        )
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        own_address = reverse(self._own_name)
        acts = {"apart": self._apart, "again": self._again}
        act = acts.get(request.POST.get("act", ""))
        try:
            if act is None:
                raise RuleBroken(NOT_THERE)
            pair = _key(request.POST.get("first", "")), _key(request.POST.get("second", ""))
            with tokens.once(request):
                messages.success(request, act(*pair))
        except tokens.AlreadySaved:
            pass
        except RuleBroken as broken:
            messages.error(request, str(broken))
        return HttpResponseRedirect(own_address)

    def _apart(self, first: int, second: int) -> str:
        tell_apart(self.roster, first, second, by=self.request.user)
        return "Đã ghi hai hồ sơ này không trùng. Bỏ đánh dấu được ở cuối trang."

    def _again(self, first: int, second: int) -> str:
        forget_apart(self.roster, first, second, by=self.request.user)
        return "Đã bỏ đánh dấu không trùng."

    def _link(self, number: int, current: int) -> dict[str, Any]:
        return {"number": number, "is_current": number == current, "url": f"?page={number}"}

    @property
    def _own_name(self) -> str:
        return f"{self.register.name}-duplicates"

    def _pairs(self, found: Sequence[Any]) -> list[dict[str, Any]]:
        """The pairs of one page with their records and what hangs on each."""
        pks = {pk for first, second, _ in found for pk in (first, second)}
        records = self.visible().in_bulk(list(pks))
        uses = uses_of(self.roster, records)
        return [
            {
                "likeness": likeness,
                "sides": [{"record": records[pk], "uses": uses[pk]} for pk in (first, second)],
                "merge_url": f"{self.register.url('merge', first)}?with={second}",
                "token": tokens.new_token(self.request.user),
            }
            for first, second, likeness in found
            if first in records and second in records
        ]


def _key(text: str) -> int:
    """A record's key as it travelled in the form. Raises RuleBroken for anything else."""
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    raise RuleBroken(NOT_THERE)


class LikePage(RegisterPage):
    """A fragment for `?name=…` (the fields of the form by name; `pk` of the record that is edited): records
    that are like what is typed. Nothing when none is."""

    roster: ClassVar[Roster]
    http_method_names: Sequence[str] = ("get", "head")

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = {name: _typed(request.GET.get(name, "")) for name in self.roster.name_columns}
        text = request.GET.get("pk", "")
        pk = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
        found = alike(self.roster, typed, pk=pk) if any(typed.values()) else []
        return HttpResponse(render_to_string("reference/_like.html", {"found": found}))


def _typed(text: str) -> str:
    """What was typed so far; nothing while it is too short to mean anything, or cannot be read."""
    text = tidy(text[:LONGEST_ASKED])
    return "" if unreadable_characters(text) or len(text) < SHORTEST_TYPED else text


class AgencyDuplicates(DuplicatesPage):
    register: Register = AGENCIES
    roster = AGENCY_ROSTER
    tabs = AGENCY_TABS


class AgencyLike(LikePage):
    register: Register = AGENCIES
    roster = AGENCY_ROSTER
