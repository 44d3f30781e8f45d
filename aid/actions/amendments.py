"""Decisions that change an approved aid project (NĐ 80/2020, Điều 16): recorded, corrected, taken back.

A change of value is a further ledger row of the decision's day. A new end or owner goes into the project, and
the decision keeps what it replaced; decisions may be entered in any order of their days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from aid.actions.ledger import record, stated_of
from aid.choices import CommitmentKind, Stage
from aid.models import AidProject, Amendment, Commitment
from aid.queries.standing import extending, reassigning, standing_of
from aid.rules.stages import from_on
from config.kit import writing
from config.kit.partial_dates import PartialDate
from config.kit.text import fold, tidy
from config.kit.writing import RuleBroken

AMENDABLE = from_on(Stage.APPROVED)
"""Stages of a project that was approved once."""

NOT_APPROVED = (
    "Khoản viện trợ đang ở giai đoạn “{stage}”, chưa được phê duyệt nên chưa có quyết định điều chỉnh. "
    "Nội dung thay đổi sửa thẳng vào hồ sơ."
)
CHANGES_NOTHING = "Chưa ghi điều chỉnh gì. Ghi ít nhất một mục: giá trị, thời gian, chủ khoản viện trợ hoặc nội dung."
BEFORE_APPROVAL = "Ngày quyết định ({day:%d/%m/%Y}) trước ngày phê duyệt ({approval:%d/%m/%Y}). Xem lại hai ngày."
TWICE = "Đã ghi quyết định {number} ngày {day:%d/%m/%Y} của khoản viện trợ này. Mở quyết định đó để sửa."
NO_AMOUNT = "Số tiền điều chỉnh phải khác 0. Nếu giá trị không đổi, để trống ô này."
ENDS_FIRST = "Thời gian kết thúc mới ({end}) trước khi bắt đầu ({start}). Xem lại hai mốc thời gian."
SAME_END = (
    "Thời gian kết thúc mới trùng với thời gian đang ghi ({end}). Nếu hồ sơ đã ghi sẵn ngày sau gia hạn, "
    "sửa hồ sơ về ngày trước gia hạn rồi ghi quyết định này."
)
SAME_OWNER = (
    "“{owner}” đang là chủ khoản viện trợ. Nếu hồ sơ đã ghi sẵn chủ mới, sửa hồ sơ về chủ cũ rồi ghi quyết định này."
)
NO_REASON = "Chưa ghi lý do hủy. Ghi ngắn gọn vì sao quyết định này bị ghi nhầm."
NOT_THE_LAST = (
    "Sau quyết định này còn {later} cũng đổi {what}. Hủy quyết định sau trước, rồi mới hủy được quyết định này."
)
CHANGED_SINCE = (
    "Hồ sơ đã sửa {what} khác với quyết định này (nay {now}, quyết định ghi {then}), nên không tự trả về như cũ "
    "được. Sửa hồ sơ về đúng như quyết định trước, rồi hủy."
)
END_BEFORE_START = "Trả về kết thúc cũ ({end}) thì kết thúc trước khi bắt đầu ({start}). Sửa ngày bắt đầu trước."
ORDER_CHANGES = (
    "Ngày mới làm đổi thứ tự với {other}. Hủy quyết định này rồi ghi lại với ngày đúng, để các mốc thời gian "
    "và chủ khoản viện trợ nối tiếp đúng."
)


@dataclass(frozen=True)
class Decision:
    """What a decision says; a part left empty is one that it does not change. `amount` is more or less money."""

    number: str
    decided_on: date
    issuer: str = ""
    summary: str = ""
    amount: Decimal | None = None
    currency: str = ""
    new_end: PartialDate | None = None
    new_owner: Any = None


Fault = tuple[str, str]
"""The field of a form that is wrong ("" for the whole) and the sentence."""


def why_not_amendable(project: AidProject) -> str:
    """A sentence when the project has no approval that a decision could change; else nothing."""
    return "" if project.stage in AMENDABLE else NOT_APPROVED.format(stage=project.get_stage_display())


def faults(project: AidProject, decision: Decision) -> list[Fault]:
    """What forbids a new decision, in the order of its fields."""
    known = list(project.amendments.all())
    now = standing_of(project, known, decision.decided_on)
    start, end, owner = project.start, decision.new_end, decision.new_owner
    is_empty = decision.amount is None and end is None and owner is None and not decision.summary
    found = _day_faults(project, decision.number, decision.decided_on, known)
    checks = (
        ("", is_empty, CHANGES_NOTHING),
        ("amount", decision.amount == 0, NO_AMOUNT),
        ("new_end", bool(end and start and end.last < start.first), ENDS_FIRST.format(end=end, start=start)),
        ("new_end", end is not None and end == now.end, SAME_END.format(end=end)),
        ("new_owner", owner is not None and owner == now.owner, SAME_OWNER.format(owner=owner)),
    )
    return found + [(field, sentence) for field, is_wrong, sentence in checks if is_wrong]


def _day_faults(project: AidProject, number: str, day: date, others: Sequence[Amendment]) -> list[Fault]:
    found = []
    if any(fold(one.number) == fold(number) and one.decided_on == day for one in others):
        found.append(("number", TWICE.format(number=number, day=day)))
    if project.approval_on is not None and day < project.approval_on:
        found.append(("decided_on", BEFORE_APPROVAL.format(day=day, approval=project.approval_on)))
    return found


# Recording -----------------------------------------------------------------------


@transaction.atomic
def amend(project: AidProject, decision: Decision, *, by: Any, correction: str = "") -> Amendment:
    """Store a decision with all it changes; the project is locked and gets a new version.

    Raises RuleBroken: for a project without approval, for what `faults` tells, and as the ledger does; PeriodHeld
    when its money lies in the period of an issued report and no `correction` says why it is entered now.
    """
    _refuse(why_not_amendable(project), *(sentence for _, sentence in faults(project, decision)))
    amendment = Amendment(
        project=project,
        number=decision.number,
        decided_on=decision.decided_on,
        issuer=decision.issuer,
        summary=decision.summary,
    )
    reason = f"Quyết định điều chỉnh {decision.number}"
    if decision.amount is not None:
        row = _row(project, decision, decision.amount)
        writing.refuse_held([row], correction)
        amendment.commitment = record(row, by=by, reason=writing.with_reason(reason, correction))
    known = list(project.amendments.all())
    for what, value, chain in (
        ("end", decision.new_end, extending(known)),
        ("owner", decision.new_owner, reassigning(known)),
    ):
        if value is not None:
            _supersede(project, amendment, what, value, chain, by=by, reason=reason)
    writing.save(project, by=by, reason=reason)
    return writing.save(amendment, by=by, reason=reason)


def _refuse(*sentences: str) -> None:
    """Raises RuleBroken with the first sentence there is."""
    for sentence in sentences:
        if sentence:
            raise RuleBroken(sentence)


def _row(project: AidProject, decision: Decision, amount: Decimal) -> Commitment:
    """The ledger row of a change of value, in the form of aid that the last row has."""
    last = project.commitments.active().order_by("dated_on", "pk").last()
    row = Commitment(
        project=project,
        kind=CommitmentKind.AMENDMENT,
        amount=amount,
        currency=decision.currency,
        document=decision.number,
        note=_note(decision.summary),
    )
    row.dated = PartialDate.of_day(decision.decided_on)
    if last is not None:
        row.form = last.form
    return row


def _note(summary: str) -> str:
    """The content of the decision as a ledger row can hold it: on one line."""
    return " ".join(summary.split())[:500]


def _supersede(
    project: AidProject,
    amendment: Amendment,
    what: str,
    value: Any,
    chain: Sequence[Amendment],
    *,
    by: Any,
    reason: str,
) -> None:
    """The project gets the new `what` ("end", "owner"), and the decision keeps what it replaced; where a later
    decision has set another since, that one then replaced this."""
    later = next((one for one in chain if one.decided_on > amendment.decided_on), None)
    holder, name = (project, what) if later is None else (later, f"old_{what}")
    setattr(amendment, f"new_{what}", value)
    setattr(amendment, f"old_{what}", getattr(holder, name))
    setattr(holder, name, value)
    if later is not None:
        writing.save(later, by=by, reason=reason)


# Correcting ----------------------------------------------------------------------


@transaction.atomic
def correct(
    project: AidProject,
    amendment: Amendment,
    *,
    number: str,
    decided_on: date,
    issuer: str,
    summary: str,
    by: Any,
    correction: str = "",
) -> Amendment:
    """Put a recorded decision right: its number, day, issuer and content. Its ledger row follows.

    `project` is locked and gets a new version. Raises RuleBroken; PeriodHeld when the ledger row lies in the period
    of an issued report and no `correction` says why it changes.
    """
    others = [one for one in project.amendments.all() if one.pk != amendment.pk]
    is_empty = not summary and not {amendment.commitment_id, amendment.new_end_on, amendment.new_owner_id} - {None}
    _refuse(
        CHANGES_NOTHING if is_empty else "",
        *(sentence for _, sentence in _day_faults(project, number, decided_on, others)),
        _order_fault(amendment, decided_on, others),
    )
    reason = f"Sửa quyết định điều chỉnh {number}"
    _correct_row(amendment, number, decided_on, summary, by=by, reason=reason, correction=correction)
    amendment.number, amendment.decided_on, amendment.issuer, amendment.summary = number, decided_on, issuer, summary
    writing.save(project, by=by, reason=reason)
    return writing.save(amendment, by=by, reason=reason)


def _order_fault(amendment: Amendment, day: date, others: Sequence[Amendment]) -> str:
    """A sentence when another day would put the decision on the other side of one that changed the same."""
    chains = (
        extending(others) if amendment.new_end_on is not None else [],
        reassigning(others) if amendment.new_owner_id is not None else [],
    )
    for other in (one for chain in chains for one in chain):
        place = (other.decided_on, other.pk)
        if (place < (amendment.decided_on, amendment.pk)) != (place < (day, amendment.pk)):
            return ORDER_CHANGES.format(other=other)
    return ""


def _correct_row(
    amendment: Amendment, number: str, day: date, summary: str, *, by: Any, reason: str, correction: str
) -> None:
    """What the ledger row took from the decision follows it; what somebody wrote there since stays."""
    if amendment.commitment_id is None:
        return
    row = writing.lock(Commitment, amendment.commitment_id)
    if row.is_archived:
        return
    took = {
        "dated": (PartialDate.of_day(amendment.decided_on), PartialDate.of_day(day)),
        "document": (amendment.number, number),
        "note": (_note(amendment.summary), _note(summary)),
    }
    changed = {name: new for name, (old, new) in took.items() if getattr(row, name) == old and old != new}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        writing.refuse_held([row], correction)
        record(row, by=by, stated=stated_of(row), reason=writing.with_reason(reason, correction))


# Taking back ---------------------------------------------------------------------


@transaction.atomic
def take_back(project: AidProject, amendment: Amendment, *, reason: str, by: Any) -> None:
    """Undo a decision recorded by mistake: end and owner go back, its ledger row is archived with the reason,
    the decision goes; its history stays. `project` is locked and gets a new version. Raises RuleBroken.
    """
    reason = tidy(reason)
    _refuse("" if reason else NO_REASON, *_chain_faults(project, amendment))
    told = f"Hủy quyết định điều chỉnh {amendment.number}: {reason}"
    if amendment.new_end_on is not None:
        project.end = amendment.old_end
    if amendment.new_owner_id is not None:
        project.owner = amendment.old_owner
    writing.save(project, by=by, reason=told)
    row = amendment.commitment
    # The decision first: a ledger row that a decision points to may not go.
    writing.delete(amendment, by=by, reason=told)
    if row is not None and not row.is_archived:
        writing.archive(row, by=by, reason=reason)


def _chain_faults(project: AidProject, amendment: Amendment) -> list[str]:
    """Why end and owner cannot go back; nothing when they can, or when the decision changed neither."""
    known = list(project.amendments.all())
    found = []
    if amendment.new_end_on is not None:
        is_kept = project.end == amendment.new_end
        found += _links(extending(known), amendment, "thời gian kết thúc", is_kept, project.end, amendment.new_end)
        old, start = amendment.old_end, project.start
        if old is not None and start is not None and old.last < start.first:
            found.append(END_BEFORE_START.format(end=old, start=start))
    if amendment.new_owner_id is not None:
        is_kept = project.owner_id == amendment.new_owner_id
        found += _links(
            reassigning(known), amendment, "chủ khoản viện trợ", is_kept, project.owner, amendment.new_owner
        )
    return found


def _links(chain: Sequence[Amendment], one: Amendment, what: str, is_kept: bool, now: Any, then: Any) -> list[str]:
    """The sentences of one chain of decisions."""
    if chain[-1].pk != one.pk:
        later = chain[[link.pk for link in chain].index(one.pk) + 1]
        return [NOT_THE_LAST.format(later=later, what=what)]
    if not is_kept:
        return [CHANGED_SINCE.format(what=what, now=now or "để trống", then=then)]
    return []
