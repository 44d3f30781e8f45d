"""Pages of delegations."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Sum

from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.money import NO_BREAK_SPACE
from config.kit.numbers import write_amount, write_number
from config.kit.tables import Column, Fact, FactGroup, Link, Pill
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.office_settings import DELEGATION_REPORT_DAYS, value_of
from delegations.choices import DelegationKind, DelegationStatus
from delegations.filters import DelegationFilter
from delegations.forms import DelegationForm, Headcount
from delegations.models import Delegation
from delegations.queries import CLOSED, report_due_on
from delegations.registers import DELEGATIONS

STATUS_PILLS = {
    DelegationStatus.PLANNED: Pill("Dự kiến"),
    DelegationStatus.SUBMITTED: Pill("Đã trình, chờ cho phép", "warn", "clock"),
    DelegationStatus.PERMITTED: Pill("Được phép", "live", "check"),
    DelegationStatus.HOSTING: Pill("Đang đón", "live", "half"),
    DelegationStatus.FINISHED: Pill("Kết thúc", "ok", "check"),
    DelegationStatus.REPORTED: Pill("Đã báo cáo", "ok", "check"),
    DelegationStatus.CANCELLED: Pill("Hủy", "bad", "bad"),
}
"""How each status looks: shape and word, the tone only repeats them."""

STEPS: list[DelegationStatus] = [status for status in DelegationStatus if status != DelegationStatus.CANCELLED]


def countries_of(delegation: Delegation) -> str:
    rows = sorted(delegation.countries.all(), key=lambda row: row.pk)
    return ", ".join(row.country.name for row in rows)


def time_of(delegation: Delegation) -> str:
    """ "30/12/2018 – 02/01/2019", each end as exactly as it is known."""
    if delegation.departure is None or delegation.departure == delegation.arrival:
        return str(delegation.arrival)
    return f"{delegation.arrival}{NO_BREAK_SPACE}– {delegation.departure}"


def headcount_of(delegation: Delegation) -> str:
    """ "khoảng 20"; nothing when unknown."""
    if delegation.headcount is None:
        return ""
    return str(Headcount(delegation.headcount, delegation.headcount_qualifier))


def results_in_words(values: Mapping[str, int | None]) -> str:
    """What medical missions and volunteers did: attendances are "lượt người", never "người"."""
    texts = (
        ("patient_visits", lambda n: f"{write_number(n)} lượt người khám"),
        ("medicine_vnd", lambda n: f"thuốc {write_amount(n, 'VND')}"),
        ("volunteer_count", lambda n: f"{write_number(n)} tình nguyện viên"),
        ("works_vnd", lambda n: f"công trình {write_amount(n, 'VND')}"),
    )
    return " · ".join(text(number) for name, text in texts if (number := values[name]))


RESULTS = ("patient_visits", "medicine_vnd", "volunteer_count", "works_count", "works_vnd")


class DelegationList(RegisterList):
    register = DELEGATIONS
    filterset_class = DelegationFilter
    default_sort = "-time"
    lede = "Đoàn vào và đoàn ra; số liệu tính theo ngày đến."
    chips = (("Đoàn vào", "direction=in"), ("Đoàn ra", "direction=out"), ("Quá hạn báo cáo", "report=missing"))
    columns = (
        Column(
            "name",
            "Đoàn",
            lambda row: row.name,
            sort=("name",),
            sub=lambda row: " · ".join(part for part in (countries_of(row), row.organisations) if part),
        ),
        Column(
            "direction",
            "Chiều, loại",
            lambda row: row.get_direction_display(),
            sort=("direction", "kind"),
            sub=lambda row: row.get_kind_display(),
        ),
        Column("time", "Thời gian", time_of, sort=("arrival_on",)),
        Column("headcount", "Số người", headcount_of, sort=("headcount",)),
        Column("host", "Đón tiếp", lambda row: row.host and row.host.name, sort=("host__name",), is_wide=True),
        Column("results", "Kết quả", lambda row: results_in_words({name: getattr(row, name) for name in RESULTS})),
        Column("status", "Trạng thái", lambda row: STATUS_PILLS[row.status], kind="pill", sort=("status",)),
    )
    file_columns = (
        Column("arrival", "Ngày đến", lambda row: row.arrival, kind="date"),
        Column("departure", "Ngày rời đi", lambda row: row.departure, kind="date"),
        Column("persons", "Số người (số)", lambda row: row.headcount, kind="number"),
        Column("patient_visits", "Lượt người khám", lambda row: row.patient_visits, kind="number"),
        Column("medicine_vnd", "Trị giá thuốc (đồng)", lambda row: row.medicine_vnd, kind="vnd"),
        Column("volunteer_count", "Số tình nguyện viên", lambda row: row.volunteer_count, kind="number"),
        Column("works_count", "Số công trình", lambda row: row.works_count, kind="number"),
        Column("works_vnd", "Trị giá công trình (đồng)", lambda row: row.works_vnd, kind="vnd"),
    )

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        """Sums over the rows that count; cancelled and archived ones are only named."""
        counted = Q(archived_at=None) & ~Q(status=DelegationStatus.CANCELLED)
        sums: dict[str, int] = queryset.aggregate(
            delegations=Count("pk", filter=counted),
            left_out=Count("pk", filter=~counted),
            unknown=Count("pk", filter=counted & Q(headcount=None)),
            persons=Sum("headcount", filter=counted, default=0),
            **{f"sum_{name}": Sum(name, filter=counted, default=0) for name in RESULTS},
        )
        results = {name: sums[f"sum_{name}"] for name in RESULTS}
        return sums | {"headcount": write_number(sums["persons"]), "results": results_in_words(results)}

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        notes = (
            (totals["unknown"], "đoàn chưa rõ số người"),
            (totals["left_out"], "đoàn hủy hoặc đã lưu trữ không cộng"),
        )
        parts = [f"{write_number(number)} {what}" for number, what in notes if number]
        return "; ".join([f"{write_number(totals['delegations'])} đoàn", *parts])


class DelegationDetail(RecordDetail):
    register = DELEGATIONS
    template_name = "delegations/delegation_detail.html"

    def lede(self, record: Delegation) -> str:
        people = headcount_of(record) and f"{headcount_of(record)} người"
        parts = (record.get_direction_display(), countries_of(record), people, time_of(record), record.places)
        return " · ".join(part for part in parts if part)

    def pills(self, record: Delegation) -> Sequence[Pill]:
        return [STATUS_PILLS[DelegationStatus(record.status)], Pill(record.get_kind_display(), "", "user")]

    def facts(self, record: Delegation) -> Sequence[FactGroup]:
        return [
            FactGroup("Thông tin chính", _main_facts(record)),
            FactGroup("Đón tiếp, văn bản cho phép, kinh phí", _hosting_facts(record)),
            FactGroup("Kết quả", _result_facts(record, self.report_due(record))),
            FactGroup("Hồ sơ liên quan", _link_facts(record)),
        ]

    def missing(self, record: Delegation) -> Sequence[str]:
        if record.status == DelegationStatus.CANCELLED:
            return []
        return [*_missing_facts(record), *_missing_results(record, self.report_due(record))]

    def more_context(self, record: Delegation) -> dict[str, Any]:
        return {"steps": _steps(record, self.report_due(record))}

    def report_due(self, record: Delegation) -> date | None:
        return report_due_on(record, self._report_days)

    @cached_property
    def _report_days(self) -> int:
        return value_of(DELEGATION_REPORT_DAYS)


def _main_facts(record: Delegation) -> list[Fact]:
    head = ", ".join(part for part in (record.head_name, record.head_title) if part)
    return [
        Fact("Tổ chức cử đoàn", record.organisations),
        Fact("Nước, vùng lãnh thổ", countries_of(record)),
        Fact("Trưởng đoàn", head),
        Fact("Số người", headcount_of(record)),
        Fact("Ngày đến", record.arrival, "date"),
        Fact("Ngày rời đi", record.departure, "date"),
        Fact("Địa điểm", record.places),
        Fact("Mục đích, nội dung", record.purpose),
    ]


def _hosting_facts(record: Delegation) -> list[Fact]:
    return [
        Fact("Cơ quan chủ trì đón tiếp", record.host),
        Fact("Lãnh đạo tiếp đoàn", record.host_leader),
        Fact("Văn bản cho phép", record.permit_number),
        Fact("Ngày văn bản", record.permit_on, "date"),
        Fact("Cơ quan cho phép", record.permit_issuer),
        Fact("Kinh phí (đồng)", record.cost_vnd, "vnd"),
        Fact("Nguồn kinh phí", record.cost_source),
    ]


def _result_facts(record: Delegation, due: date | None) -> list[Fact]:
    """Medical and volunteer results stand only where they belong, or where something was written."""
    medical = [
        Fact("Lượt người khám, chữa bệnh", record.patient_visits, "number"),
        Fact("Trị giá thuốc (đồng)", record.medicine_vnd, "vnd"),
        Fact("Chuyên khoa", record.specialties),
    ]
    volunteers = [
        Fact("Số tình nguyện viên", record.volunteer_count, "number"),
        Fact("Số công trình, phần việc", record.works_count, "number"),
        Fact("Trị giá công trình (đồng)", record.works_vnd, "vnd"),
    ]
    groups = ((DelegationKind.MEDICAL, medical), (DelegationKind.VOLUNTEERS, volunteers))
    own = [fact for kind, facts in groups for fact in facts if record.kind == kind or fact.value not in (None, "")]
    return [
        *own,
        Fact("Kết quả", record.outcome),
        Fact("Hạn báo cáo kết quả", due, "date"),
        Fact("Đã gửi báo cáo", record.report_sent_on, "date"),
    ]


def _link_facts(record: Delegation) -> list[Fact]:
    linked = (
        ("Tổ chức PCPNN", record.ngo),
        ("Khoản viện trợ", record.project),
        ("Hội hữu nghị", record.association),
        ("Đối tác", record.partner),
    )
    links = [Fact(label, row and Link(str(row), row.get_absolute_url()), "link") for label, row in linked]
    return [*links, Fact("Ghi chú", record.note)]


def _missing_facts(record: Delegation) -> list[str]:
    """What reports and the permission need and nobody wrote yet."""
    gaps = (
        (not record.countries.all(), "Chưa ghi nước: báo cáo theo nước không đếm được đoàn này."),
        (record.headcount is None, "Chưa rõ số người: báo cáo đếm đoàn này nhưng không cộng số khách."),
        (not record.permit_number, f"Chưa ghi văn bản cho phép, cần có trước khi đoàn đến ({record.arrival})."),
        (record.departure is None, "Chưa ghi ngày rời đi, nên chưa tính được hạn báo cáo kết quả."),
    )
    return [sentence for is_gap, sentence in gaps if is_gap]


def _missing_results(record: Delegation, due: date | None) -> list[str]:
    """What is owed once the delegation has left; nothing before."""
    is_gone = record.departure is not None and record.departure.last < today()
    is_medical, is_volunteers = (record.kind == kind for kind in (DelegationKind.MEDICAL, DelegationKind.VOLUNTEERS))
    is_late = due is not None and due < today() and record.report_sent_on is None and record.status not in CLOSED
    is_undated = record.status == DelegationStatus.REPORTED and record.report_sent_on is None
    gaps = (
        (is_gone and is_medical and record.patient_visits is None, "Chưa ghi số lượt người khám, chữa bệnh."),
        (is_gone and is_volunteers and record.volunteer_count is None, "Chưa ghi số tình nguyện viên."),
        (is_late, f"Báo cáo kết quả đã quá hạn ngày {due:%d/%m/%Y}." if due else ""),
        (is_undated, "Trạng thái là “Đã báo cáo” nhưng chưa ghi ngày gửi báo cáo."),
    )
    return [sentence for is_gap, sentence in gaps if is_gap]


def _steps(record: Delegation, due: date | None) -> list[dict[str, Any]]:
    """The way of a delegation from plan to report, with the days that are known; none for a cancelled one."""
    if record.status == DelegationStatus.CANCELLED:
        return []
    now = STEPS.index(DelegationStatus(record.status))
    reported = record.report_sent_on and f"{record.report_sent_on:%d/%m/%Y}"
    notes = {
        DelegationStatus.PERMITTED: f"{record.permit_on:%d/%m/%Y}" if record.permit_on else "",
        DelegationStatus.HOSTING: time_of(record),
        DelegationStatus.REPORTED: reported or (f"hạn {due:%d/%m/%Y}" if due else ""),
    }
    return [
        {"label": step.label, "is_done": place <= now, "is_now": place == now, "note": notes.get(step, "")}
        for place, step in enumerate(STEPS)
    ]


class DelegationCreate(RecordCreate):
    register = DELEGATIONS
    form_class = DelegationForm


class DelegationEdit(RecordEdit):
    register = DELEGATIONS
    form_class = DelegationForm
