"""The page that moves a delegation to another status."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from config.kit.clock import today
from config.kit.completeness import Need
from config.kit.move_pages import RecordMove
from config.kit.moves import Move, Way
from delegations.actions.statuses import asked_for, change_status
from delegations.forms.statuses import StatusForm
from delegations.models import Delegation
from delegations.registers import DELEGATIONS
from delegations.statuses import way_of

NOTHING_ASKED = "Hồ sơ đã đủ thông tin cho bước này, không phải ghi thêm."


def status_url(record: Delegation, to: str = "") -> str:
    url = reverse("delegations:delegation-status", args=[record.pk])
    return f"{url}?to={to}" if to else url


class DelegationStatusPage(RecordMove):
    """Moves a delegation, in the words of its direction."""

    register = DELEGATIONS

    def way_of(self, record: Delegation) -> Way:
        return way_of(record.direction)

    def asked_for(self, record: Delegation, move: Move) -> list[Need]:
        return asked_for(record, move)

    def form_of(self, record: Delegation, move: Move, data: Any) -> StatusForm:
        return StatusForm(data, delegation=record, move=move, asked=asked_for(record, move), today=today())

    def act(self, record: Delegation, form: Any) -> str:
        before = record.status_label
        change_status(record, form.move.to, given=form.given, by=self.request.user)
        return f"Đã chuyển “{record}” từ “{before}” sang “{record.status_label}”."

    def notes(self, record: Delegation, form: StatusForm) -> Sequence[str]:
        return () if form.shown_sections else (NOTHING_ASKED,)
