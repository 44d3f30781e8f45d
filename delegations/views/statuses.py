"""The page that moves a delegation to another status."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.kit.acts import RecordAct
from config.kit.clock import today
from config.kit.text import lower_first
from delegations.actions.statuses import NoSuchMove, asked_for, change_status, move_of
from delegations.choices import DelegationStatus
from delegations.forms.statuses import StatusForm
from delegations.models import Delegation
from delegations.registers import DELEGATIONS
from delegations.statuses import MOVES, Course, Move

TITLE = "Chuyển trạng thái"
NOTHING_ASKED = "Hồ sơ đã đủ thông tin cho bước này, không phải ghi thêm."
COURSES = ((Course.FORWARD, "Chuyển tiếp"), (Course.BACK, "Trả về"), (Course.OUT, "Dừng lại"))


class NotPossible(Exception):
    """The delegation cannot go where the address or the form says; the text is a sentence for the person."""


@dataclass(frozen=True)
class OfferedMove:
    """A move as the page lists it: its button, where it leads, and what it will ask for."""

    label: str
    url: str
    to: str
    asks: str


def status_url(record: Delegation, to: str = "") -> str:
    url = reverse("delegations:delegation-status", args=[record.pk])
    return f"{url}?to={to}" if to else url


class DelegationStatusPage(RecordAct):
    """`?to=` names the status; without it, or when the delegation cannot go there, the page lists the moves."""

    register = DELEGATIONS
    template_name = "delegations/status_form.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().get(request, pk)
        except NotPossible as refused:
            return self.choose(pk, str(refused) if "to" in request.GET else "")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().post(request, pk)
        except NotPossible as refused:
            return self.choose(pk, str(refused))

    def choose(self, pk: int, refused: str) -> HttpResponse:
        """The possible moves as links, with a sentence on one that was asked for and is not possible."""
        record = self.record(pk)
        groups = [
            (
                title,
                [_offered(record, move) for move in MOVES[DelegationStatus(record.status)] if move.course is course],
            )
            for course, title in COURSES
        ]
        context = {
            "record": record,
            "title": TITLE,
            "refused": refused,
            "groups": [(title, moves) for title, moves in groups if moves],
            "list_url": self.register.url("list"),
        }
        return render(self.request, "delegations/status_moves.html", self.page(**context))

    def record(self, pk: int) -> Any:
        """Nothing of the delegation's parts is shown here, so none are loaded; an archived one moves nowhere."""
        return get_object_or_404(self.visible(), pk=pk, archived_at=None)

    # The act --------------------------------------------------------------------

    def make_form(self, record: Any, data: Any = None) -> StatusForm:
        """The form of the move asked for, in the posted form or in the address. Raises NotPossible."""
        asked = data if data is not None and "to" in data else self.request.GET
        try:
            move = move_of(record, asked.get("to", ""))
        except NoSuchMove as refused:
            raise NotPossible(str(refused)) from refused
        self.title, self.button = f"{TITLE}: {lower_first(move.label)}", move.label
        return StatusForm(data, delegation=record, move=move, asked=asked_for(record, move), today=today())

    def act(self, record: Delegation, form: Any) -> str:
        before = record.get_status_display()
        move = change_status(record, form.move.to, given=form.given, by=self.request.user)
        return f"Đã chuyển “{record}” từ “{before}” sang “{move.to.label}”."

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {"note": "" if form.shown_sections else NOTHING_ASKED}

    def lede(self, record: Any) -> str:
        return f"{record}, đang ở trạng thái “{record.get_status_display()}”"


def _offered(record: Delegation, move: Move) -> OfferedMove:
    labels = [lower_first(need.label) for need in asked_for(record, move)]
    asks = f"Sẽ hỏi: {', '.join(labels)}." if labels else "Đã đủ thông tin."
    if move.needs_reason:
        asks = "Phải ghi lý do."
    return OfferedMove(move.label, status_url(record, move.to.value), str(move.to.label), asks)
