"""The page that moves a project to another stage."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from aid.actions.stages import asked_for, change_stage, current_commitment, disbursed, may_be_left
from aid.choices import Stage
from aid.forms.stages import StageForm
from aid.models import AidProject
from aid.registers import PROJECTS
from aid.rules.stages import WAY
from aid.views.project_page import starts_before_approval
from config.kit.clock import today
from config.kit.completeness import Need
from config.kit.money import Money
from config.kit.move_pages import RecordMove
from config.kit.moves import Move
from config.kit.text import lower_first

CLOSED_STAYS = (
    "Dòng đóng cam kết đã ghi vẫn nằm trong sổ. Khi khoản viện trợ trở lại, lưu trữ dòng đó hoặc ghi điều chỉnh."
)
KEPT = "phần nào giữ lại trong cam kết thì trừ khỏi số tiền đóng dưới đây."


class ProjectStage(RecordMove):
    """Moves a project; a withdrawal also says what is still committed and may close it."""

    register = PROJECTS
    way = WAY

    def name_of(self, record: AidProject) -> str:
        return record.code

    def asked_for(self, record: AidProject, move: Move) -> list[Need]:
        return asked_for(record, move)

    def form_of(self, record: AidProject, move: Move, data: Any) -> StageForm:
        needs = asked_for(record, move)
        return StageForm(
            data,
            project=record,
            move=move,
            asked=needs,
            today=today(),
            optional=[need.key for need in needs if may_be_left(record, need)],
            current=current_commitment(record) if move.to == Stage.REVOKED else None,
        )

    def act(self, record: AidProject, form: Any) -> str:
        change = change_stage(
            record, form.move.to, on=form.cleaned_data["changed_on"], given=form.given, by=self.request.user
        )
        said = f"Đã chuyển {record.code} từ “{change.get_from_stage_display()}” sang “{change.get_to_stage_display()}”."
        warning = starts_before_approval(record)
        return f"{said} Lưu ý: {lower_first(warning)}" if warning else said

    def notes(self, record: AidProject, form: StageForm) -> Sequence[str]:
        """On a withdrawal what is still committed and what of it was paid out; on its undoing, that the closing
        rows stay."""
        current = form.current
        if not current:
            return [CLOSED_STAYS] if record.stage == Stage.REVOKED else []
        paid = disbursed(record)
        said = f"Cam kết hiện hành còn {_written(current)}."
        return [f"{said} Đã giải ngân {_written(paid)}: {KEPT}" if paid else said]


def _written(sums: Mapping[str, Decimal]) -> str:
    """As in "392.180,00 USD và 1.500.000 đồng"."""
    return " và ".join(str(Money(amount, currency)) for currency, amount in sums.items())
