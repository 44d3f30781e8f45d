"""The way of a delegation from plan to report, as data: which moves there are, what officers call them, which of
them must say why, and which the dates propose. Pure: no database, no clock.

What a status needs stands in delegations.completeness; the page that moves a delegation and the marks of what it
lacks read the same list.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from config.kit.partial_dates import PartialDate
from delegations.choices import DelegationStatus as Status

WAY = (Status.PLANNED, Status.SUBMITTED, Status.PERMITTED, Status.HOSTING, Status.FINISHED, Status.REPORTED)


class Course(Enum):
    """Where a move leads: one step on, back to where the delegation had been, or off the way."""

    FORWARD = "forward"
    BACK = "back"
    OUT = "out"


@dataclass(frozen=True)
class Move:
    """A move an officer may make from a status; `label` is the button in the office's words."""

    to: Status
    label: str
    course: Course

    @property
    def needs_reason(self) -> bool:
        """Moves back and a cancellation say why."""
        return self.course is not Course.FORWARD


def _on(to: Status, label: str) -> Move:
    return Move(to, label, Course.FORWARD)


def _back(to: Status) -> Move:
    return Move(to, f"Trả về “{to.label}”", Course.BACK)


CANCEL = Move(Status.CANCELLED, "Hủy đoàn", Course.OUT)

MOVES: dict[Status, tuple[Move, ...]] = {
    Status.PLANNED: (_on(Status.SUBMITTED, "Trình xin phép"), CANCEL),
    Status.SUBMITTED: (_on(Status.PERMITTED, "Ghi được phép"), _back(Status.PLANNED), CANCEL),
    Status.PERMITTED: (_on(Status.HOSTING, "Bắt đầu đón"), _back(Status.SUBMITTED), CANCEL),
    Status.HOSTING: (_on(Status.FINISHED, "Kết thúc"), _back(Status.PERMITTED), CANCEL),
    Status.FINISHED: (_on(Status.REPORTED, "Ghi đã báo cáo"), _back(Status.HOSTING)),
    Status.REPORTED: (_back(Status.FINISHED),),
    # A visit that was called off and takes place after all starts again where it can be put in order.
    Status.CANCELLED: (_back(Status.PLANNED),),
}


def move_to(status: str, to: str) -> Move | None:
    """The move from one status to another; None when there is none, or a status is unknown."""
    if status not in Status.values:
        return None
    return next((move for move in MOVES[Status(status)] if move.to == to), None)


def from_on(status: Status) -> tuple[Status, ...]:
    """A status of the way with all that come after it; a cancelled delegation comes after nothing."""
    return WAY[WAY.index(status) :]


def proposed(status: str, arrival: PartialDate | None, departure: PartialDate | None, today: date) -> Move | None:
    """The move that the dates speak for: a permitted delegation is here from its first day, one that is being
    received has left after its last. A rough date speaks only when its whole span does. Never made by itself."""
    has_come = arrival is not None and arrival.last <= today
    has_left = departure is not None and departure.last < today
    if status == Status.PERMITTED and has_come:
        return move_to(status, Status.HOSTING)
    if status == Status.HOSTING and has_left:
        return move_to(status, Status.FINISHED)
    return None
