"""The page of one delegation: its dossier on a page a meeting could be held on."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from config.kit.access import can
from config.kit.clock import today
from config.kit.completeness import lacking
from config.kit.tables import FactGroup, Pill, Table
from config.kit.views import RecordDetail
from config.reference.office_settings import DELEGATION_REPORT_DAYS, value_of
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.completeness import DELEGATION_NEEDS, with_missing
from delegations.models import Delegation
from delegations.queries import CLOSED, report_due_on
from delegations.registers import DELEGATIONS
from delegations.results import results_of
from delegations.statuses import STEPS, proposed, way_of
from delegations.views.documents import HasDocuments
from delegations.views.facts import dossier_tables, hosting_facts, link_facts, main_facts, result_facts
from delegations.views.members import members_panel
from delegations.views.programme import programme_panel
from delegations.views.results import disagreement_sentences, has_results, results_url
from delegations.views.statuses import status_url
from delegations.views.words import countries_of, headcount_of, status_pill, time_of

# What a missing thing costs, by the key of its need.
WHY = {
    "country": "Báo cáo theo nước không đếm được đoàn này.",
    "headcount": "Báo cáo đếm đoàn này nhưng không cộng số khách.",
    "departure": "Chưa tính được hạn báo cáo kết quả.",
}
BEHIND = "Hồ sơ ghi {what} {when}, mà trạng thái vẫn là “{status}”."
# What the two ends of a stay are called, by direction.
ENDS = {Direction.IN: ("ngày đến", "ngày rời đi"), Direction.OUT: ("ngày đi", "ngày về")}


class DelegationDetail(HasDocuments, RecordDetail):
    register = DELEGATIONS
    template_name = "delegations/delegation_detail.html"

    def visible(self) -> Any:
        """With a flag for each thing the record may lack, in the same query."""
        return with_missing(super().visible())

    def lede(self, record: Delegation) -> str:
        people = headcount_of(record) and f"{headcount_of(record)} người"
        parts = (record.get_direction_display(), countries_of(record), people, time_of(record), record.places)
        return " · ".join(part for part in parts if part)

    def pills(self, record: Delegation) -> Sequence[Pill]:
        return [status_pill(record), Pill(record.get_kind_display(), "", "user")]

    def facts(self, record: Delegation) -> Sequence[FactGroup]:
        return [
            FactGroup("Thông tin chính", main_facts(record)),
            FactGroup("Đón tiếp" if record.direction == Direction.IN else "Cử đoàn", hosting_facts(record)),
            FactGroup("Kết quả", result_facts(record, self.report_due(record))),
            FactGroup("Hồ sơ liên quan", link_facts(record)),
        ]

    def tables(self, record: Delegation) -> Sequence[Table]:
        return dossier_tables(record, today())

    def missing(self, record: Delegation) -> Sequence[str]:
        if record.status == DelegationStatus.CANCELLED:
            return []
        needs = [f"{need.sentence} {WHY.get(need.key, '')}".strip() for need in lacking(record, DELEGATION_NEEDS)]
        found = [*needs, *_missing_results(record, self.report_due(record))]
        return [*found, *disagreement_sentences(record)]

    def more_context(self, record: Delegation) -> dict[str, Any]:
        panel = programme_panel(record, may_edit=can(self.request.user, self.register.edit))
        panel |= members_panel(record, self.request.user)
        return {"steps": _steps(record, self.report_due(record)), "proposal": _proposal(record, today()), **panel}

    def actions(self, record: Delegation) -> Sequence[tuple[str, str]]:
        results = [("Ghi kết quả", results_url(record))] if has_results(record) else []
        return [("Chuyển trạng thái", status_url(record)), *results]

    def report_due(self, record: Delegation) -> date | None:
        return report_due_on(record, self._report_days)

    @cached_property
    def _report_days(self) -> int:
        return value_of(DELEGATION_REPORT_DAYS)


def _proposal(record: Delegation, day: date) -> dict[str, str] | None:
    """The move that the dates speak for, in a sentence with its button; an officer makes it, or not."""
    move = (
        None
        if record.is_archived
        else proposed(way_of(record.direction), record.status, record.arrival, record.departure, day)
    )
    if move is None:
        return None
    begins, ends = ENDS[Direction(record.direction)]
    is_start = move.to == DelegationStatus.HOSTING
    what, when = (begins, record.arrival) if is_start else (ends, record.departure)
    text = BEHIND.format(what=what, when=when, status=record.status_label)
    return {"text": text, "label": move.label, "url": status_url(record, move.to.value)}


def _missing_results(record: Delegation, due: date | None) -> list[str]:
    """What is owed once the delegation has left; nothing before."""
    is_gone = record.departure is not None and record.departure.last < today()
    is_medical, is_volunteers = (record.kind == kind for kind in (DelegationKind.MEDICAL, DelegationKind.VOLUNTEERS))
    is_late = due is not None and due < today() and record.report_sent_on is None and record.status not in CLOSED
    visits = results_of(record)["patient_visits"]
    gaps = (
        (is_gone and is_medical and visits is None, "Chưa ghi số lượt người khám, chữa bệnh."),
        (is_gone and is_volunteers and record.volunteer_count is None, "Chưa ghi số tình nguyện viên."),
        (is_late, f"Báo cáo kết quả đã quá hạn ngày {due:%d/%m/%Y}." if due else ""),
    )
    return [sentence for is_gap, sentence in gaps if is_gap]


def _steps(record: Delegation, due: date | None) -> list[dict[str, Any]]:
    """The way of a delegation from plan to report, with the days that are known; none for a cancelled one."""
    if record.status == DelegationStatus.CANCELLED:
        return []
    way = way_of(record.direction)
    now = STEPS.index(DelegationStatus(record.status))
    reported = record.report_sent_on and f"{record.report_sent_on:%d/%m/%Y}"
    permitted = [row.issued_on for row in record.permits.all() if row.issued_on is not None]
    notes = {
        DelegationStatus.PERMITTED: f"{max(permitted):%d/%m/%Y}" if permitted else "",
        DelegationStatus.HOSTING: time_of(record),
        DelegationStatus.REPORTED: reported or (f"hạn {due:%d/%m/%Y}" if due else ""),
    }
    return [
        {"label": way.label(step), "is_done": place <= now, "is_now": place == now, "note": notes.get(step, "")}
        for place, step in enumerate(STEPS)
    ]
