"""What the page and the list of a project say: pills, steps, facts, tables; from loaded rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from aid.choices import Stage
from aid.models import AidProject, StageChange
from aid.queries.completeness import PROJECT_NEEDS
from aid.queries.ledger import ProjectLedger
from aid.queries.standing import Standing
from aid.rules.regimes import legal_basis_on
from aid.rules.stages import STEPS
from aid.views.amendment_words import is_later
from aid.views.call_facts import call_facts
from aid.views.ledger_columns import LEDGER_COLUMNS, plain, row_css, subtotal
from config.kit.choices import Precision
from config.kit.completeness import lacking
from config.kit.money import percent
from config.kit.numbers import write_amount, write_number, write_percent, write_usd
from config.kit.partial_dates import PartialDate
from config.kit.tables import Cell, Column, Fact, FactGroup, Link, Pill, Row, Table, make_row, make_table

PILLS: dict[Stage, tuple[str, str]] = {
    Stage.SOLICITING: ("", "dot"),
    Stage.SUBMITTED: ("", "dot"),
    Stage.APPROVED: ("live", "check"),
    Stage.IMPLEMENTING: ("live", "half"),
    Stage.COMPLETED: ("ok", "check"),
    Stage.HANDED_OVER: ("ok", "check"),
    Stage.SUSPENDED: ("warn", "warn"),
    Stage.REJECTED: ("bad", "bad"),
    Stage.REVOKED: ("bad", "bad"),
}
# Longer ledgers are set close on paper.
ROWS_SET_LOOSELY = 16
# Where a project that left the way had come to.
LEFT_AT = {Stage.SUSPENDED: Stage.IMPLEMENTING, Stage.REJECTED: Stage.SUBMITTED, Stage.REVOKED: Stage.APPROVED}
OTHER_BASIS = "Cơ sở pháp lý khác với văn bản có hiệu lực vào ngày phê duyệt."
STARTS_FIRST = "Bắt đầu ({start}) trước ngày phê duyệt ({approved:%d/%m/%Y}). Xem lại hai mốc thời gian."


@dataclass(frozen=True)
class Step:
    """A stage on the way, with its date; `is_done` up to where the project has come."""

    label: str
    when: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class MoneySummary:
    """The sums of a project as its page shows them, in words ready to print; a dash where no row has a value."""

    committed: str
    initial: str
    amendments: int
    disbursed: str
    estimate: str
    unconverted: int
    has_commitment: bool
    is_below_zero: bool
    is_counted: bool
    rate: Decimal | None

    @property
    def rate_text(self) -> str:
        return write_percent(self.rate)

    @property
    def bar(self) -> str:
        """Width of the meter in per cent with a decimal point; a project paid out in excess fills it."""
        if self.rate is None:
            return ""
        return f"{min(max(self.rate, Decimal(0)), Decimal(100)):f}"


def stage_pill(project: AidProject) -> Pill:
    tone, icon = PILLS[Stage(project.stage)]
    return Pill(project.get_stage_display(), tone, icon)


def code_and_donors(project: AidProject) -> str:
    """As in "VT-2016-014 · Hội Saemaul"; a project without donors says so."""
    donors = [donor.ngo.name for donor in project.donors.all()]
    return f"{project.code} · {', '.join(donors) or 'chưa có bên tài trợ'}"


def place_in_short(project: AidProject) -> str:
    places = [share.place.full_name for share in project.place_shares.all()]
    return places[0] if len(places) == 1 else "Nhiều địa bàn" if places else ""


def time_in_short(project: AidProject) -> str | None:
    """Months only, as in 05/2016–06/2019; open where a date is not known."""
    if project.start is None and project.end is None:
        return None
    return f"{_month(project.start)}–{_month(project.end)}"


def _month(when: PartialDate | None) -> str:
    if when is None:
        return ""
    return f"{when.on:%m/%Y}" if when.precision == Precision.DAY else str(when)


def time_in_full(project: AidProject, standing: Standing) -> str:
    """As in "từ 12/05/2016 đến 31/12/2019, gia hạn từ 30/06/2018"; a shortened one says what stood there before."""
    parts = (("từ", project.start), ("đến", standing.end))
    span = " ".join(f"{word} {when}" for word, when in parts if when is not None)
    earlier, end = standing.earlier_ends, standing.end
    if not earlier:
        return span
    is_extended = end is not None and all(is_later(end, one) for one in earlier)
    return f"{span}, {'gia hạn từ' if is_extended else 'trước đây'} {', '.join(map(str, earlier))}"


def owner_in_full(standing: Standing) -> str:
    """The owner in force, with those before it."""
    earlier = ", ".join(map(str, standing.earlier_owners))
    return ", trước đây ".join(part for part in (str(standing.owner or ""), earlier) if part)


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def steps(project: AidProject, end: PartialDate | None) -> list[Step]:
    """The way of a project with the dates that are known: its own, else the day it was moved there."""
    moved = {row.to_stage: row for row in sorted(project.stage_changes.all(), key=lambda row: (row.changed_on, row.pk))}
    stage, own = Stage(project.stage), _own_dates(project, end)
    reached = STEPS.index(_came_to(stage, moved.get(stage)))
    way = []
    for number, one in enumerate(STEPS):
        is_done = number <= reached
        when = own.get(one) or (_moved_on(moved.get(one)) if is_done else "")
        way.append(Step(str(one.label), when, is_done, one == stage))
    if stage in LEFT_AT:
        way.insert(reached + 1, Step(str(stage.label), _moved_on(moved.get(stage)), True, True))
    return way


def _own_dates(project: AidProject, end: PartialDate | None) -> dict[Stage, str]:
    return {
        Stage.APPROVED: _day(project.approval_on),
        Stage.IMPLEMENTING: f"từ {project.start}" if project.start else "",
        Stage.COMPLETED: str(end or ""),
        Stage.HANDED_OVER: _day(project.handed_over_on),
    }


def _came_to(stage: Stage, change: StageChange | None) -> Stage:
    """How far on the way a project came; one that left it stood where its last step began."""
    if stage not in LEFT_AT:
        return stage
    if change is None or change.from_stage not in STEPS:
        return LEFT_AT[stage]
    return Stage(change.from_stage)


def _moved_on(change: StageChange | None) -> str:
    return _day(change.changed_on) if change is not None else ""


def _shared(rows: Any, name: Any) -> str:
    """As in "Y tế 60%; Giáo dục 40%"."""
    return "; ".join(
        f"{name(row)} {write_number(plain(row.percent))}%" if row.percent is not None else name(row) for row in rows
    )


def facts(project: AidProject, standing: Standing) -> Sequence[FactGroup]:
    decision = " ".join(
        part
        for part in (
            project.approval_number,
            project.approval_on and f"ngày {_day(project.approval_on)}",
            project.approval_issuer,
        )
        if part
    )
    count = write_number(project.beneficiary_count) if project.beneficiary_count is not None else ""
    main = [
        Fact("Bên tài trợ", _shared(project.donors.all(), _donor_name)),
        Fact("Cơ quan chủ quản", project.managing_agency),
        Fact("Chủ khoản viện trợ", owner_in_full(standing)),
        Fact("Địa bàn", _shared(project.place_shares.all(), lambda row: row.place.full_name)),
        Fact("Lĩnh vực", _shared(project.sector_shares.all(), str)),
        Fact("Thời gian", time_in_full(project, standing)),
        Fact("Quyết định phê duyệt", decision),
        Fact("Cơ sở pháp lý", project.get_legal_basis_display()),
    ]
    more = [
        Fact("Bên tiếp nhận", project.recipients),
        Fact("Đối tượng thụ hưởng", f"{count} {project.beneficiary_unit}".strip()),
        Fact(
            "Vốn đối ứng",
            write_amount(Decimal(project.counterpart_vnd), "VND") if project.counterpart_vnd is not None else "",
        ),
        Fact("Tên tiếng Anh", project.name_en),
        Fact("Thuộc chương trình", _parent_link(project), "link"),
        Fact("Viện trợ khắc phục hậu quả", "Có" if project.is_disaster_recovery else ""),
        Fact("Mục tiêu", project.objectives),
        Fact("Ghi chú", project.note),
    ]
    known = [fact for fact in more if fact.value]
    further = [FactGroup("Thông tin thêm", known)] if known else []
    return [FactGroup("Thông tin chính", main), *further, *call_facts(project)]


def _donor_name(row: Any) -> str:
    country = row.ngo.home_country
    return f"{row.ngo.name}, {country.name}" if country else row.ngo.name


def _parent_link(project: AidProject) -> Link | None:
    parent = project.parent
    return Link(f"{parent.code} {parent.name}", parent.get_absolute_url()) if parent else None


def money(ledger: ProjectLedger, is_counted: bool) -> MoneySummary:
    committed, disbursed = ledger.committed_cents, ledger.disbursed_cents
    is_whole = all(row.usd_cents is not None for row in ledger.commitments)
    paid = disbursed if disbursed is not None or ledger.disbursements else 0
    return MoneySummary(
        committed=usd_text(committed),
        initial=usd_text(ledger.initial_cents),
        amendments=ledger.amendments,
        disbursed=usd_text(paid),
        estimate="" if ledger.estimate_cents is None else usd_text(ledger.estimate_cents),
        unconverted=ledger.unconverted,
        has_commitment=bool(ledger.commitments),
        is_below_zero=committed is not None and committed < 0,
        is_counted=is_counted,
        rate=percent(paid, committed) if committed and paid is not None and is_whole else None,
    )


def usd_text(cents: int | None) -> str:
    """As in "601.166,96"; a dash for what is not known."""
    return "–" if cents is None else write_usd(cents)


@dataclass(frozen=True)
class LedgerGroup:
    """The rows of one kind with their subtotal, printed by aid/_ledger.html."""

    title: str
    rows: Sequence[Row]
    total: Sequence[Cell]
    empty: str


def ledger_groups(ledger: ProjectLedger) -> dict[str, Any]:
    """The ledger of the page: its columns and its two groups."""
    groups = [
        _group("Cam kết", "Cam kết hiện hành", ledger.commitments, LEDGER_COLUMNS, "Chưa ghi cam kết nào."),
        _group("Giải ngân", "Giải ngân lũy kế", ledger.disbursements, LEDGER_COLUMNS, "Chưa ghi giải ngân nào."),
    ]
    return {
        "columns": LEDGER_COLUMNS,
        "groups": groups,
        "has_rows": bool(ledger.rows),
        "is_long": ledger.rows > ROWS_SET_LOOSELY,
    }


def _group(title: str, label: str, rows: Sequence[Any], columns: Sequence[Column], empty: str) -> LedgerGroup:
    printed = [make_row(columns, row, url=row.get_absolute_url(), css=row_css(row)) for row in rows]
    return LedgerGroup(title, printed, subtotal(columns, label, rows), empty)


OUTPUT_COLUMNS = (
    Column("kind", "Kết quả, công trình", lambda row: row.get_kind_display(), sub=lambda row: row.description),
    Column("quantity", "Số lượng", lambda row: f"{write_number(plain(row.quantity))} {row.unit}"),
    Column("place", "Địa điểm", lambda row: row.place and row.place.full_name),
    Column("handed", "Bàn giao", lambda row: row.handed_over_on or "chưa bàn giao", "date"),
)
COMPONENT_COLUMNS = (
    Column("name", "Dự án thành phần", lambda row: row.name, sub=lambda row: row.code),
    Column("stage", "Giai đoạn", stage_pill, "pill"),
    Column("committed", "Cam kết (USD)", lambda row: row.committed_cents, "usd"),
    Column("disbursed", "Giải ngân (USD)", lambda row: row.disbursed_cents, "usd"),
)


def outputs_table(project: AidProject) -> Table:
    return make_table("Kết quả, công trình", OUTPUT_COLUMNS, project.outputs.all(), empty="Chưa ghi kết quả nào.")


def stand_on(components: Sequence[Any], ledger: ProjectLedger) -> None:
    """Give loaded components the sums of the rows of `ledger` in place of today's."""
    for part in components:
        for name, rows in (("committed_cents", ledger.commitments), ("disbursed_cents", ledger.disbursements)):
            known = [row.usd_cents for row in rows if row.project_id == part.pk and row.usd_cents is not None]
            setattr(part, name, sum(known) if known else None)


def components_table(components: Sequence[AidProject]) -> Table:
    return make_table("Dự án thành phần", COMPONENT_COLUMNS, components, url=lambda row: row.get_absolute_url())


def missing(project: Any, ledger: ProjectLedger) -> list[str]:
    """What the project's own stage wants and it lacks (loaded through with_needs), and what looks wrong."""
    checks = (
        (_is_other_basis(project), OTHER_BASIS),
        (bool(starts_before_approval(project)), starts_before_approval(project)),
        (bool(ledger.unconverted), f"{write_number(ledger.unconverted)} dòng tiền chưa quy đổi đủ ra USD và đồng."),
        (_is_paid_first(ledger), "Có giải ngân ghi trước mọi cam kết. Xem lại ngày, hoặc bổ sung cam kết ban đầu."),
    )
    lacks = [need.sentence for need in lacking(project, PROJECT_NEEDS)]
    return lacks + [sentence for is_wrong, sentence in checks if is_wrong]


def _is_other_basis(project: AidProject) -> bool:
    """Whether the legal basis is not the one in force on the approval day: marked, never changed silently."""
    if not project.legal_basis or project.approval_on is None:
        return False
    return project.legal_basis != legal_basis_on(project.approval_on)


def starts_before_approval(project: AidProject) -> str:
    """A sentence when the whole start lies before the approval: warned about, never refused."""
    if project.start is None or project.approval_on is None or project.start.last >= project.approval_on:
        return ""
    return STARTS_FIRST.format(start=project.start, approved=project.approval_on)


def _is_paid_first(ledger: Any) -> bool:
    if not ledger.commitments or not ledger.disbursements:
        return False
    first = min(row.dated.first for row in ledger.commitments)
    return any(row.dated.last < first for row in ledger.disbursements)
