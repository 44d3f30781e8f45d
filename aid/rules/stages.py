"""The way of an aid project through its stages, as data: which moves there are, what officers call them, and
which of them must say why. Pure: no database, no clock.

What a stage needs stands in aid.queries.completeness; both the page that moves a project and the marks of what it
lacks read the same lists.
"""

from aid.choices import Stage
from config.kit.moves import Way, back, on, out

STEPS = (Stage.SOLICITING, Stage.SUBMITTED, Stage.APPROVED, Stage.IMPLEMENTING, Stage.COMPLETED, Stage.HANDED_OVER)
SUSPEND = out(Stage.SUSPENDED, "Tạm dừng")
REJECT = out(Stage.REJECTED, "Không phê duyệt")
REVOKE = out(Stage.REVOKED, "Thu hồi")

NO_REASON = "Chưa ghi lý do. Trả về, tạm dừng, không phê duyệt, thu hồi đều phải ghi lý do."

WAY = Way(
    noun="Khoản viện trợ",
    word="giai đoạn",
    column="stage",
    no_reason=NO_REASON,
    moves={
        Stage.SOLICITING: (on(Stage.SUBMITTED, "Trình thẩm định"), REJECT),
        Stage.SUBMITTED: (on(Stage.APPROVED, "Phê duyệt"), back(Stage.SOLICITING), REJECT),
        Stage.APPROVED: (on(Stage.IMPLEMENTING, "Bắt đầu thực hiện"), back(Stage.SUBMITTED), SUSPEND, REVOKE),
        Stage.IMPLEMENTING: (on(Stage.COMPLETED, "Kết thúc"), back(Stage.APPROVED), SUSPEND, REVOKE),
        Stage.COMPLETED: (on(Stage.HANDED_OVER, "Bàn giao"), back(Stage.IMPLEMENTING)),
        Stage.HANDED_OVER: (back(Stage.COMPLETED),),
        Stage.SUSPENDED: (on(Stage.IMPLEMENTING, "Tiếp tục thực hiện"), back(Stage.APPROVED), REVOKE),
        Stage.REJECTED: (back(Stage.SUBMITTED), back(Stage.SOLICITING)),
        Stage.REVOKED: (back(Stage.APPROVED), back(Stage.IMPLEMENTING), back(Stage.SUSPENDED)),
    },
)


def from_on(stage: Stage) -> tuple[Stage, ...]:
    """A stage of the way with all that come after it. A suspended or withdrawn project was approved once; more
    is not known of it, so it counts as approved. A refused one comes after nothing."""
    number = STEPS.index(stage)
    approved = (Stage.SUSPENDED, Stage.REVOKED) if number <= STEPS.index(Stage.APPROVED) else ()
    return (*STEPS[number:], *approved)
