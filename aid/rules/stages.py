"""The way of an aid project through its stages, as data: which moves there are, what officers call them, and
which of them must say why. Pure: no database, no clock.

What a stage needs stands in aid.queries.completeness; both the page that moves a project and the marks of what it
lacks read the same lists.
"""

from dataclasses import dataclass
from enum import Enum

from aid.choices import Stage

WAY = (Stage.SOLICITING, Stage.SUBMITTED, Stage.APPROVED, Stage.IMPLEMENTING, Stage.COMPLETED, Stage.HANDED_OVER)


class Course(Enum):
    """Where a move leads: one step on, back to where the project had been, or off the way."""

    FORWARD = "forward"
    BACK = "back"
    OUT = "out"


@dataclass(frozen=True)
class Move:
    """A move an officer may make from a stage; `label` is the button in the office's words."""

    to: Stage
    label: str
    course: Course

    @property
    def needs_reason(self) -> bool:
        """Moves back and moves off the way say why."""
        return self.course is not Course.FORWARD


def _on(to: Stage, label: str) -> Move:
    return Move(to, label, Course.FORWARD)


def _back(to: Stage) -> Move:
    return Move(to, f"Trả về “{to.label}”", Course.BACK)


def _out(to: Stage, label: str) -> Move:
    return Move(to, label, Course.OUT)


SUSPEND = _out(Stage.SUSPENDED, "Tạm dừng")
REJECT = _out(Stage.REJECTED, "Không phê duyệt")
REVOKE = _out(Stage.REVOKED, "Thu hồi")

MOVES: dict[Stage, tuple[Move, ...]] = {
    Stage.SOLICITING: (_on(Stage.SUBMITTED, "Trình thẩm định"), REJECT),
    Stage.SUBMITTED: (_on(Stage.APPROVED, "Phê duyệt"), _back(Stage.SOLICITING), REJECT),
    Stage.APPROVED: (_on(Stage.IMPLEMENTING, "Bắt đầu thực hiện"), _back(Stage.SUBMITTED), SUSPEND, REVOKE),
    Stage.IMPLEMENTING: (_on(Stage.COMPLETED, "Kết thúc"), _back(Stage.APPROVED), SUSPEND, REVOKE),
    Stage.COMPLETED: (_on(Stage.HANDED_OVER, "Bàn giao"), _back(Stage.IMPLEMENTING)),
    Stage.HANDED_OVER: (_back(Stage.COMPLETED),),
    Stage.SUSPENDED: (_on(Stage.IMPLEMENTING, "Tiếp tục thực hiện"), _back(Stage.APPROVED), REVOKE),
    Stage.REJECTED: (_back(Stage.SUBMITTED), _back(Stage.SOLICITING)),
    Stage.REVOKED: (_back(Stage.APPROVED), _back(Stage.IMPLEMENTING), _back(Stage.SUSPENDED)),
}


def move_to(stage: str, to: str) -> Move | None:
    """The move from one stage to another; None when there is none, or a stage is unknown."""
    if stage not in Stage.values:
        return None
    return next((move for move in MOVES[Stage(stage)] if move.to == to), None)


def from_on(stage: Stage) -> tuple[Stage, ...]:
    """A stage of the way with all that come after it. A suspended or withdrawn project was approved once; more
    is not known of it, so it counts as approved. A refused one comes after nothing."""
    number = WAY.index(stage)
    approved = (Stage.SUSPENDED, Stage.REVOKED) if number <= WAY.index(Stage.APPROVED) else ()
    return (*WAY[number:], *approved)
