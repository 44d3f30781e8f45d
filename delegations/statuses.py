"""The way of a delegation from plan to report, as data: which moves there are, what officers call them, which of
them must say why, and which the dates propose. Pure: no database, no clock.

What a status needs stands in delegations.completeness; the page that moves a delegation and the marks of what it
lacks read the same list.
"""

from datetime import date

from config.kit.moves import Move, Way, back, on, out
from config.kit.partial_dates import PartialDate
from delegations.choices import DelegationStatus as Status
from delegations.choices import Direction

STEPS = (Status.PLANNED, Status.SUBMITTED, Status.PERMITTED, Status.HOSTING, Status.FINISHED, Status.REPORTED)
CANCEL = out(Status.CANCELLED, "Hủy đoàn")
NO_REASON = "Chưa ghi lý do. Trả về và hủy đoàn đều phải ghi lý do."


def _way(begin: str, under_way: str) -> Way:
    """`begin` is the button of the first day, `under_way` the name of the days that follow."""
    return Way(
        noun="Đoàn",
        word="trạng thái",
        column="status",
        no_reason=NO_REASON,
        labels={Status.HOSTING: under_way},
        moves={
            Status.PLANNED: (on(Status.SUBMITTED, "Trình xin phép"), CANCEL),
            Status.SUBMITTED: (on(Status.PERMITTED, "Ghi được phép"), back(Status.PLANNED), CANCEL),
            Status.PERMITTED: (on(Status.HOSTING, begin), back(Status.SUBMITTED), CANCEL),
            Status.HOSTING: (on(Status.FINISHED, "Kết thúc"), back(Status.PERMITTED), CANCEL),
            Status.FINISHED: (on(Status.REPORTED, "Ghi đã báo cáo"), back(Status.HOSTING, under_way)),
            Status.REPORTED: (back(Status.FINISHED),),
            # A visit that was called off and takes place after all starts again where it can be put in order.
            Status.CANCELLED: (back(Status.PLANNED),),
        },
    )


WAYS: dict[Direction, Way] = {
    Direction.IN: _way("Bắt đầu đón", "Đang đón"),
    Direction.OUT: _way("Lên đường", "Đang đi công tác"),
}
"""Guests are received, an outgoing delegation travels."""


def way_of(direction: str) -> Way:
    return WAYS[Direction(direction)]


def from_on(status: Status) -> tuple[Status, ...]:
    """A status of the way with all that come after it; a cancelled delegation comes after nothing."""
    return STEPS[STEPS.index(status) :]


def proposed(
    way: Way, status: str, arrival: PartialDate | None, departure: PartialDate | None, today: date
) -> Move | None:
    """The move that the dates speak for: a permitted delegation is here from its first day, one that is being
    received has left after its last. A rough date speaks only when its whole span does. Never made by itself."""
    has_come = arrival is not None and arrival.last <= today
    has_left = departure is not None and departure.last < today
    if status == Status.PERMITTED and has_come:
        return way.find(status, Status.HOSTING)
    if status == Status.HOSTING and has_left:
        return way.find(status, Status.FINISHED)
    return None
