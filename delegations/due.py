"""What is due and what is missing in the register of delegations. The conditions are those of its list."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from config.kit.due import SOON, Asked, DueItem, DueKind, missing
from config.kit.numbers import write_number
from config.reference.office_settings import DELEGATION_REPORT_DAYS
from delegations.choices import DelegationStatus, Direction
from delegations.completeness import NO_MEDICAL_PERMIT, NO_PERMIT, incomplete
from delegations.models import Delegation, FollowUp
from delegations.queries import report_due_on, report_missing_on
from delegations.registers import DELEGATIONS

PERMIT_NOTICE = timedelta(days=30)
REPORT = "report"
PERMIT = "permit"
FOLLOW_UP = "follow_up"
INCOMPLETE = "incomplete_delegations"


def _list(**filters: str) -> str:
    return f"{DELEGATIONS.url('list')}?{urlencode(filters)}"


def _host(delegation: Delegation) -> str:
    return delegation.host.name if delegation.host else ""


def _reports(asked: Asked) -> Iterable[DueItem]:
    """Reports on delegations that left and of which nothing was sent in time."""
    days = asked.settings[DELEGATION_REPORT_DAYS.key]
    late = Delegation.objects.active().filter(report_missing_on(asked.today, days)).select_related("host")
    for row in late.order_by("-departure_on", "pk")[: asked.most]:
        due_on = report_due_on(row, days)
        if due_on is not None:
            label = f"Báo cáo kết quả: {row.name}"
            yield asked.due(REPORT, row.pk, label, due_on, row.get_absolute_url(), person=_host(row))


def _permits(asked: Asked) -> Iterable[DueItem]:
    """Incoming delegations about to arrive without a permit on record; medical missions need two."""
    ahead = (
        Delegation.objects.active()
        .filter(
            direction=Direction.IN,
            status__in=(DelegationStatus.PLANNED, DelegationStatus.SUBMITTED),
            arrival_on__range=(asked.today, asked.today + PERMIT_NOTICE),
        )
        .filter(NO_PERMIT | NO_MEDICAL_PERMIT)
        .select_related("host")
    )
    for row in ahead.order_by("arrival_on", "pk")[: asked.most]:
        label = f"Văn bản cho phép: {row.name}"
        yield asked.due(PERMIT, row.pk, label, row.arrival_on, row.get_absolute_url(), person=_host(row))


def _follow_ups(asked: Asked) -> Iterable[DueItem]:
    """What was to be done after a visit, overdue or due within 30 days: the task with its person and delegation."""
    until = asked.today + SOON
    rows = FollowUp.objects.filter(done_on=None, due_on__lte=until, delegation__in=Delegation.objects.counted())
    for row in rows.select_related("delegation").order_by("-due_on", "pk")[: asked.most]:
        if row.due_on is not None:
            label = f"{row.task}: {row.delegation.name}"
            url = row.delegation.get_absolute_url()
            yield asked.due(FOLLOW_UP, row.pk, label, row.due_on, url, person=row.person)


def _incomplete(asked: Asked) -> Iterable[DueItem]:
    number = incomplete(Delegation.objects.active()).count()
    if number:
        label = f"{write_number(number)} đoàn thiếu thông tin"
        yield missing(INCOMPLETE, "", label, _list(missing="any"), "Thiếu thông tin", count=number)


KINDS = (
    DueKind(
        REPORT,
        "Báo cáo kết quả đoàn",
        lambda asked: (
            f"Đoàn đã rời tỉnh quá {asked.settings[DELEGATION_REPORT_DAYS.key]} ngày, chưa ghi ngày gửi báo cáo."
        ),
        "Không có đoàn nào quá hạn báo cáo.",
        lambda asked: _list(report="missing"),
        _reports,
    ),
    DueKind(
        PERMIT,
        "Văn bản cho phép đón đoàn",
        lambda asked: (
            "Đoàn vào đến trong 30 ngày tới, chưa ghi văn bản cho phép; đoàn y tế cần thêm văn bản của ngành y tế."
        ),
        "Không có đoàn nào sắp đến mà thiếu văn bản cho phép.",
        lambda asked: _list(direction="in"),
        _permits,
    ),
    DueKind(
        FOLLOW_UP,
        "Việc theo dõi sau chuyến thăm",
        lambda asked: "Việc ghi ở hồ sơ đoàn, quá hạn hoặc đến hạn trong 30 ngày tới, chưa ghi ngày xong.",
        "Không có việc theo dõi nào đến hạn.",
        lambda asked: _list(follow_up="open"),
        _follow_ups,
    ),
    DueKind(
        INCOMPLETE,
        "Hồ sơ đoàn thiếu thông tin",
        lambda asked: "Hồ sơ thiếu điều mà trạng thái của đoàn cần có.",
        "Mọi đoàn đều đủ thông tin của trạng thái.",
        lambda asked: _list(missing="any"),
        _incomplete,
        has_days=False,
    ),
)
