"""The page that moves a project to another stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from aid.actions.stages import (
    NoSuchMove,
    asked_for,
    change_stage,
    current_commitment,
    disbursed,
    may_be_left,
    move_of,
)
from aid.choices import Stage
from aid.forms.stages import StageForm
from aid.models import AidProject
from aid.registers import PROJECTS
from aid.rules.stages import MOVES, Course, Move
from aid.views.project_page import starts_before_approval
from config.kit.acts import RecordAct
from config.kit.clock import today
from config.kit.money import Money
from config.kit.text import lower_first

TITLE = "Chuyển giai đoạn"
CLOSED_STAYS = (
    "Dòng đóng cam kết đã ghi vẫn nằm trong sổ. Khi khoản viện trợ trở lại, lưu trữ dòng đó hoặc ghi điều chỉnh."
)
KEPT = "phần nào giữ lại trong cam kết thì trừ khỏi số tiền đóng dưới đây."
COURSES = ((Course.FORWARD, "Chuyển tiếp"), (Course.BACK, "Trả về"), (Course.OUT, "Dừng lại"))


class NotPossible(Exception):
    """The project cannot go where the address or the form says; the text is a sentence for the person."""


@dataclass(frozen=True)
class OfferedMove:
    """A move as the page lists it: its button, where it leads, and what it will ask for."""

    label: str
    url: str
    to: str
    asks: str


class ProjectStage(RecordAct):
    """`?to=` names the stage; without it, or when the project cannot go there, the page lists the moves."""

    register = PROJECTS
    template_name = "aid/stage_form.html"

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
            (title, [self._offered(record, move) for move in MOVES[Stage(record.stage)] if move.course is course])
            for course, title in COURSES
        ]
        context = {
            "record": record,
            "title": TITLE,
            "refused": refused,
            "groups": [(title, moves) for title, moves in groups if moves],
            "list_url": self.register.url("list"),
        }
        return render(self.request, "aid/stage_moves.html", self.page(**context))

    def _offered(self, record: AidProject, move: Move) -> OfferedMove:
        labels = [lower_first(need.label) for need in asked_for(record, move)]
        asks = f"Sẽ hỏi: {', '.join(labels)}." if labels else "Đã đủ thông tin."
        if move.needs_reason:
            asks = "Phải ghi lý do."
        url = f"{reverse('aid:project-stage', args=[record.pk])}?to={move.to.value}"
        return OfferedMove(move.label, url, str(move.to.label), asks)

    def record(self, pk: int) -> Any:
        """Nothing of the project's parts is shown here, so none are loaded; an archived one moves nowhere."""
        return get_object_or_404(self.visible(), pk=pk, archived_at=None)

    # The act --------------------------------------------------------------------

    def make_form(self, record: Any, data: Any = None) -> StageForm:
        """The form of the move asked for, in the posted form or in the address. Raises NotPossible."""
        asked = data if data is not None and "to" in data else self.request.GET
        try:
            move = move_of(record, asked.get("to", ""))
        except NoSuchMove as refused:
            raise NotPossible(str(refused)) from refused
        self.title, self.button = f"{TITLE}: {lower_first(move.label)}", move.label
        needs = asked_for(record, move)
        is_revoked = move.to == Stage.REVOKED
        return StageForm(
            data,
            project=record,
            move=move,
            asked=needs,
            today=today(),
            optional=[need.key for need in needs if may_be_left(record, need)],
            current=current_commitment(record) if is_revoked else None,
        )

    def act(self, record: AidProject, form: Any) -> str:
        change = change_stage(
            record, form.move.to, on=form.cleaned_data["changed_on"], given=form.given, by=self.request.user
        )
        said = f"Đã chuyển {record.code} từ “{change.get_from_stage_display()}” sang “{change.get_to_stage_display()}”."
        warning = starts_before_approval(record)
        return f"{said} Lưu ý: {lower_first(warning)}" if warning else said

    def lede(self, record: Any) -> str:
        return f"{record.code}, đang ở giai đoạn “{record.get_stage_display()}”"

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {"notes": self._notes(record, form.current)}

    def _notes(self, record: AidProject, current: dict[str, Decimal]) -> Sequence[str]:
        """On a withdrawal what is still committed and what of it was paid out; on its undoing, that the closing
        rows stay."""
        if not current:
            return [CLOSED_STAYS] if record.stage == Stage.REVOKED else []
        paid = disbursed(record)
        said = f"Cam kết hiện hành còn {_written(current)}."
        return [f"{said} Đã giải ngân {_written(paid)}: {KEPT}" if paid else said]


def _written(sums: dict[str, Decimal]) -> str:
    """As in "392.180,00 USD và 1.500.000 đồng"."""
    return " và ".join(str(Money(amount, currency)) for currency, amount in sums.items())
