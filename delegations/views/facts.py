"""The facts and the tables of a delegation's page. All rows come loaded (DelegationQuerySet.for_detail)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.html import conditional_escape

from config.kit.money import Money
from config.kit.tables import Column, Fact, Link, Pill, Table, make_table, make_total
from delegations.choices import DelegationKind, Direction
from delegations.models import Delegation, DelegationCost, FollowUp
from delegations.results import results_of
from delegations.views.results import result_tables
from delegations.views.words import countries_of, headcount_of

SAME_RANK = "Chủ nhà cùng cấp với trưởng đoàn đón tiếp (Thông tư 05/2017/TT-BNG)."
"""Protocol of guests of a province; how it is applied is the office's to decide."""


# What the ends of a visit and its host are called, by direction.
WORDS = {
    Direction.IN: ("Ngày đến", "Ngày rời đi", "Cơ quan chủ trì đón tiếp", "Lãnh đạo tiếp đoàn"),
    Direction.OUT: ("Ngày đi", "Ngày về", "Cơ quan chủ trì", "Lãnh đạo nước bạn tiếp đoàn"),
}


def main_facts(record: Delegation) -> list[Fact]:
    arrives, leaves, *_ = WORDS[Direction(record.direction)]
    head = ", ".join(part for part in (record.head_name, record.head_title) if part)
    return [
        Fact("Tổ chức cử đoàn", record.organisations),
        Fact("Nước, vùng lãnh thổ", countries_of(record)),
        Fact("Trưởng đoàn", head),
        Fact("Số người", headcount_of(record)),
        Fact(arrives, record.arrival, "date"),
        Fact(leaves, record.departure, "date"),
        Fact("Địa điểm", record.places),
        Fact("Mục đích, nội dung", record.purpose),
    ]


def hosting_facts(record: Delegation) -> list[Fact]:
    *_, host, leader = WORDS[Direction(record.direction)]
    return [
        Fact(host, record.host),
        Fact(leader, record.host_leader),
        *_protocol(record),
        Fact("Cơ quan phối hợp", ", ".join(row.agency.name for row in record.cohosts.all())),
        *([Fact("Thư mời", record.invitation)] if record.direction == Direction.OUT or record.invitation else []),
    ]


def _protocol(record: Delegation) -> list[Fact]:
    """Who should receive the guests; a hint only, the office decides."""
    if not record.head_title or record.direction != Direction.IN:
        return []
    return [Fact("Gợi ý lễ tân", f"Trưởng đoàn: {record.head_title}. {SAME_RANK}")]


def result_facts(record: Delegation, due: date | None) -> list[Fact]:
    """Medical and volunteer results stand only where they belong, or where something was written."""
    found = results_of(record)
    medical = [
        Fact("Lượt người khám, chữa bệnh", found["patient_visits"], "number"),
        Fact("Trị giá thuốc (đồng)", found["medicine_vnd"], "vnd"),
        Fact("Chuyên khoa", record.specialties),
    ]
    volunteers = [
        Fact("Số tình nguyện viên", record.volunteer_count, "number"),
        Fact("Số công trình, phần việc", found["works_count"], "number"),
        Fact("Trị giá công trình (đồng)", found["works_vnd"], "vnd"),
    ]
    groups = ((DelegationKind.MEDICAL, medical), (DelegationKind.VOLUNTEERS, volunteers))
    own = [fact for kind, facts in groups for fact in facts if record.kind == kind or fact.value not in (None, "")]
    return [
        *own,
        Fact("Kết quả", record.outcome),
        Fact("Hạn báo cáo kết quả", due, "date"),
        Fact("Đã gửi báo cáo", record.report_sent_on, "date"),
    ]


def link_facts(record: Delegation) -> list[Fact]:
    linked = (
        ("Tổ chức PCPNN", record.ngo),
        ("Khoản viện trợ", record.project),
        ("Hội hữu nghị", record.association),
        ("Đối tác", record.partner),
    )
    links = [Fact(label, row and Link(str(row), row.get_absolute_url()), "link") for label, row in linked]
    return [*links, Fact("Ghi chú", record.note)]


PERMIT_COLUMNS = (
    Column("number", "Số văn bản", lambda row: row.number),
    Column("kind", "Cho phép", lambda row: row.get_kind_display()),
    Column("issued_on", "Ngày", lambda row: row.issued_on, "date"),
    Column("issuer", "Cơ quan ban hành", lambda row: row.issuer),
)
COST_COLUMNS = (
    Column("source", "Nguồn kinh phí", lambda row: row.source),
    Column("amount", "Số tiền", lambda row: (row.amount, row.currency), "money"),
    Column("vnd", "Giá trị đồng", lambda row: row.vnd, "vnd"),
)
GIFT_COLUMNS = (
    Column("description", "Quà tặng", lambda row: row.description),
    Column("side", "Bên tặng", lambda row: row.get_side_display()),
    Column("recipient", "Người nhận", lambda row: row.recipient),
)
PLEDGE_COLUMNS = (
    Column("description", "Nội dung cam kết", lambda row: row.description),
    Column("side", "Bên cam kết", lambda row: row.get_side_display()),
)


def follow_up_table(rows: Iterable[FollowUp], today: date) -> Table:
    """What is left to do, by whom and until when; what is overdue says by how much."""
    columns = (
        Column("task", "Việc cần làm", lambda row: row.task),
        Column("person", "Người phụ trách", lambda row: row.person),
        Column("due_on", "Hạn", lambda row: row.due_on, "date"),
        Column("state", "Tình trạng", lambda row: _state(row, today), "pill"),
    )
    return make_table("Việc theo dõi", columns, rows)


def _state(row: FollowUp, today: date) -> Pill:
    if row.done_on is not None:
        return Pill(f"Xong {row.done_on:%d/%m/%Y}", "ok", "check")
    if row.due_on is not None and row.due_on < today:
        return Pill(f"Quá hạn {(today - row.due_on).days} ngày", "bad", "bad")
    return Pill("Chưa xong", "", "clock")


def dossier_tables(record: Delegation, today: date) -> list[Table]:
    """Permits, costs, gifts, commitments and things to follow up; only those with rows."""
    tables = [
        make_table("Văn bản cho phép", PERMIT_COLUMNS, record.permits.all()),
        cost_table(record.costs.all()),
        *result_tables(record),
        make_table("Quà tặng", GIFT_COLUMNS, record.gifts.all()),
        make_table("Cam kết của hai bên", PLEDGE_COLUMNS, record.pledges.all()),
        follow_up_table(record.follow_ups.all(), today),
    ]
    return [table for table in tables if table.rows]


def cost_table(rows: Iterable[DelegationCost]) -> Table:
    """Costs with their sum in each currency, and in đồng over the rows where it is known."""
    costs = list(rows)
    known = [row.vnd for row in costs if row.vnd is not None]
    unknown = len(costs) - len(known)
    sums = {"vnd": sum(known) if known else None}
    note = f"{unknown} khoản chưa rõ giá trị đồng" if unknown else ""
    total = make_total(COST_COLUMNS, "Tổng", sums, note)
    words = " · ".join(str(money) for money in cost_sums(costs))
    total[1] = replace(total[1], html=conditional_escape(words))
    return make_table("Kinh phí", COST_COLUMNS, costs, total=total)


def cost_sums(costs: Sequence[DelegationCost]) -> list[Money]:
    """The sum in each currency, in the order in which the currencies first stand."""
    sums: dict[str, Decimal] = {}
    for row in costs:
        sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.amount
    return [Money(amount, currency) for currency, amount in sums.items()]
