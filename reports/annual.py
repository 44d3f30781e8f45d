"""Composes the annual summary of a year from the figures of the catalogue: one object for every form of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Min

from aid.choices import Basis, OutputKind
from aid.models import Commitment, Disbursement, RegistrationCertificate
from associations.choices import TrainingTopic
from associations.models import TrainingClass
from associations.queries import congress_due_on, is_round
from config.kit.periods import Period
from config.reference.models import IssuingBody
from config.reference.office_settings import CONGRESS_YEARS, DELEGATION_REPORT_DAYS, RATE_MAX_AGE, value_of
from delegations.choices import DelegationKind, Direction
from delegations.lines import DelegationLine
from delegations.models import Delegation
from delegations.queries import arrived_in, report_missing_on
from reports.annexes import annexes_of
from reports.annual_term import term_stand
from reports.facts import Facts, gather, nothing
from reports.measures import figure
from reports.models import Report
from reports.summary import (
    Ahead,
    Aid,
    Body,
    Count,
    Handed,
    Missions,
    Organisation,
    Rates,
    Side,
    Summary,
    Training,
    Visits,
)
from reports.summary_rows import Annexes, ComparedLine, Loose
from reports.wording import Measured, Span

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
NO_BODY = Body(name="Cơ quan ban hành chưa khai báo", short_name="cơ quan", province_name="tỉnh")


def annual_summary(year: int, *, as_of: date, body: IssuingBody | None) -> Summary:
    """The summary of a year as it stands at the end of `as_of`; a day after the year counts as its last.

    The number of queries does not depend on the number of rows. A year that has not begun is empty.
    """
    whole = Period.calendar_year(year)
    period = whole.clipped(as_of)
    if period is None:
        return _empty(year, whole, as_of, body)
    before = period.year_before()
    facts, then = gather(period), gather(before)
    annexes = annexes_of(facts)
    known = _Known.before(before)
    aid = _aid(facts, then, known)
    return Summary(
        year=year,
        period=period,
        before=before,
        as_of=period.end,
        span=_span(year, is_whole=period == whole),
        body=body_of(body),
        is_empty=facts.is_empty and facts.registers.is_empty,
        organisation=_organisation(facts),
        visits=_visits(facts, then, known, annexes.incoming),
        aid=aid,
        training=_training(facts, then, known),
        term=term_stand(period),
        compared=_compared(facts, then, known),
        annexes=annexes,
        rates=_rates(period),
        ahead=_ahead(facts, body),
    )


def _empty(year: int, whole: Period, as_of: date, body: IssuingBody | None) -> Summary:
    """Nothing can have happened yet."""
    return Summary(
        year=year,
        period=whole,
        before=whole.year_before(),
        as_of=min(as_of, whole.end),
        span=_span(year, is_whole=True),
        body=body_of(body),
        is_empty=True,
        annexes=Annexes(),
        aid=_aid(nothing(whole), nothing(whole), _Known()),
    )


def _span(year: int, *, is_whole: bool) -> Span:
    return Span(f"năm {year}", f"năm {year - 1}" if is_whole else f"cùng kỳ năm {year - 1}")


# The body that issues ---------------------------------------------------------


def default_body() -> IssuingBody | None:
    """The body reports are issued by, else the first one there is; two queries."""
    bodies: Any = IssuingBody.objects.in_order_of_use().for_detail()
    found: IssuingBody | None = bodies.first()
    return found


def kept_report(year: int, body: IssuingBody | None) -> Report | None:
    """What was kept for the year's report of that body."""
    found: Report | None = Report.objects.active().filter(year=year, body=body).first()
    return found


def body_of(body: IssuingBody | None) -> Body:
    """The body as the report names it, with its usual signatory."""
    if body is None:
        return NO_BODY
    signs = next((person for person in body.signatories.all() if person.is_default), None)
    recipients = tuple(line.strip().rstrip(";.") for line in body.recipients.splitlines() if line.strip())
    return Body(
        name=body.name,
        short_name=body.short_name,
        parent_body=body.parent_body,
        place_name=body.place_name,
        province_name=body.province_name,
        report_symbol=body.report_symbol,
        filing_symbol=body.filing_symbol,
        recipients=recipients,
        authority=signs.authority if signs else "",
        title=signs.title if signs else "",
        signatory=signs.name if signs else "",
        founded_on=body.founded_on,
    )


# What is known of the year before ---------------------------------------------


@dataclass(frozen=True)
class _Known:
    """Whether records reach back into the stretch before; without any, a comparison would invent a zero."""

    committed: bool = False
    disbursed: bool = False
    incoming: bool = False
    outgoing: bool = False
    training: bool = False

    @classmethod
    def before(cls, period: Period) -> "_Known":
        arrivals: Any = dict(
            Delegation.objects.counted().order_by().values_list("direction").annotate(first=Min("arrival_on"))
        )
        firsts = {
            "committed": Commitment.objects.counted().aggregate(first=Min("dated_on"))["first"],
            "disbursed": Disbursement.objects.counted().aggregate(first=Min("dated_on"))["first"],
            "incoming": arrivals.get(Direction.IN),
            "outgoing": arrivals.get(Direction.OUT),
            "training": TrainingClass.objects.active().aggregate(first=Min("start_on"))["first"],
        }
        return cls(**{name: first is not None and first <= period.end for name, first in firsts.items()})


# Parts of the summary ---------------------------------------------------------


def total(key: str, facts: Facts) -> int:
    """A figure of the catalogue."""
    return figure(key).total(facts)


def _organisation(facts: Facts) -> Organisation:
    held = facts.registers
    members = held.membership
    return Organisation(
        members=total("associations_members", facts),
        official=members.official,
        associate=members.associate,
        honorary=members.honorary,
        collective=members.collective,
        without_count=members.unknown,
        founded=tuple(line.name for line in held.founded),
        congresses=tuple(line.name for line in held.congresses),
        overdue=tuple(line.name for line in held.overdue),
    )


def _visits(facts: Facts, then: Facts, known: _Known, incoming: Sequence[DelegationLine]) -> Visits:
    counts = [count for count in facts.delegations if count.direction == Direction.IN]
    countries = figure("delegations_in_by_country").parts(facts)
    late = report_missing_on(facts.period.end, value_of(DELEGATION_REPORT_DAYS))
    return Visits(
        incoming=_count("delegations_in_by_year", facts, then, known.incoming),
        guests=total("guests_in_by_year", facts),
        without_headcount=sum(count.unknown_headcount for count in counts),
        rough_headcount=sum(count.rough_headcount for count in counts),
        outgoing=_count("delegations_out_by_year", facts, then, known.outgoing),
        travellers=total("guests_out_by_year", facts),
        countries=tuple((part.label, part.value) for part in countries if not part.is_rest),
        missions=_missions(facts, incoming),
        without_report=Delegation.objects.counted().filter(arrived_in(facts.period)).filter(late).count(),
    )


def _count(key: str, facts: Facts, then: Facts, is_known: bool) -> Count:
    return Count(total(key, facts), total(key, then) if is_known else None)


def _missions(facts: Facts, incoming: Sequence[DelegationLine]) -> Missions:
    kinds = {part.key: part.value for part in figure("delegations_in_by_kind").parts(facts)}
    places = [line.places for line in incoming if line.kind == DelegationKind.MEDICAL]
    return Missions(
        medical=kinds.get(DelegationKind.MEDICAL, 0),
        patient_visits=total("patient_visits", facts),
        medicine_vnd=total("medicine_vnd", facts),
        medical_places=districts_in(places),
        volunteer_groups=kinds.get(DelegationKind.VOLUNTEERS, 0),
        volunteers=total("volunteers", facts),
        works=total("volunteer_works", facts),
        works_vnd=total("volunteer_works_vnd", facts),
    )


DISTRICT_WORDS = ("huyện ", "thành phố ", "thị xã ", "tp ", "tx ")


def districts_in(places: Iterable[str]) -> tuple[str, ...]:
    """Names of districts in free texts ("Xã La Bằng, huyện Đại Từ" → "Đại Từ"), each once, as first met."""
    found: dict[str, None] = {}
    for text in places:
        for piece in text.replace(";", ",").split(","):
            name = piece.strip()
            word = next((word for word in DISTRICT_WORDS if name.lower().startswith(word)), None)
            if word:
                found[name[len(word) :].strip()] = None
    return tuple(found)


def _aid(facts: Facts, then: Facts, known: _Known) -> Aid:
    ngos = facts.registers.ngos
    district = [part for part in figure("disbursed_usd_by_district").parts(facts) if _is_named(part)]
    sectors = [part for part in figure("disbursed_usd_by_sector").parts(facts) if _is_named(part)]
    return Aid(
        related=total("ngos_related", facts),
        direct=total("ngos_direct", facts),
        certified=total("ngos_certified", facts),
        certified_related=ngos.certified_related,
        running=tuple((part.label, part.value) for part in figure("projects_running").parts(facts)),
        approved=total("projects_approved", facts),
        approved_running=sum(row.approved_running for row in facts.registers.running),
        committed=_side("committed", facts, then, known.committed),
        disbursed=_side("disbursed", facts, then, known.disbursed),
        sectors=tuple((part.label, part.value) for part in sectors),
        district=(district[0].label, district[0].value) if district else None,
        handed_over=_handed_over(facts),
    )


def _is_named(part: Any) -> bool:
    return not part.is_rest and part.value > 0


def _side(name: str, facts: Facts, then: Facts, is_known: bool) -> Side:
    ledger, ledger_then = getattr(facts, name), getattr(then, name)
    all_loose = bool(ledger_then.rows) and sum(row.lacks_usd for row in ledger_then.unconverted) == ledger_then.rows
    before = Measured(total(f"{name}_usd", then), ledger_then.rows)
    return Side(
        now=Measured(total(f"{name}_usd", facts), ledger.rows),
        before=before if is_known and not all_loose else None,
        vnd=total(f"{name}_vnd", facts),
        estimate=total(f"{name}_estimate_usd", facts),
        estimate_rows=total(f"{name}_estimate_rows", facts),
        without_usd=tuple(Loose(row.amount, row.currency) for row in ledger.unconverted if row.lacks_usd),
        without_vnd=tuple(Loose(row.amount, row.currency) for row in ledger.unconverted if row.lacks_vnd),
        year_only=total(f"{name}_year_only_rows", facts),
        cut=total(f"{name}_cut_rows", facts),
    )


def _handed_over(facts: Facts) -> tuple[Handed, ...]:
    """Quantities by kind and unit in the order of the kinds; what is "khác" goes by its description."""
    order = [str(kind) for kind, _ in OutputKind.choices]
    labels = dict(OutputKind.choices)

    def key(line: Any) -> tuple[int, str, str]:
        described = line.description if line.kind == OutputKind.OTHER else ""
        return order.index(line.kind), described or str(labels[line.kind]), line.unit.strip()

    groups = groupby(sorted(facts.registers.outputs, key=key), key=key)
    return tuple(
        Handed(label, unit, sum((line.quantity for line in lines), Decimal(0))) for (_, label, unit), lines in groups
    )


def _training(facts: Facts, then: Facts, known: _Known) -> Training:
    labels = dict(TrainingTopic.choices)
    topics = [line.title if line.topic == TrainingTopic.OTHER else str(labels[line.topic]) for line in facts.training]
    has_numbers = any(line.trainees is not None for line in facts.training)
    return Training(
        classes=_count("training_by_year", facts, then, known.training),
        trainees=total("trainees_by_year", facts) if has_numbers else None,
        topics=tuple(dict.fromkeys(topics)),
        audiences=tuple(dict.fromkeys(line.audience for line in facts.training if line.audience)),
    )


# The year beside the year before ----------------------------------------------

COMPARED = (
    ("associations_members", "Hội thành viên", "hội", ""),
    ("members_official", "Hội viên chính thức", "hội viên", ""),
    ("ngos_related", "Tổ chức PCPNN có quan hệ", "tổ chức", ""),
    ("delegations_in_by_year", "Đoàn vào", "đoàn", "incoming"),
    ("guests_in_by_year", "Khách của các đoàn vào", "lượt khách", "incoming"),
    ("delegations_out_by_year", "Đoàn ra", "đoàn", "outgoing"),
    ("patient_visits", "Khám, chữa bệnh miễn phí", "lượt người", "incoming"),
    ("medicine_vnd", "Trị giá thuốc", "đồng", "incoming"),
    ("volunteers", "Tình nguyện viên nước ngoài", "người", "incoming"),
    ("projects_running", "Khoản viện trợ được thực hiện", "khoản", ""),
    ("committed_usd", "Giá trị cam kết", "USD", "committed"),
    ("disbursed_usd", "Giá trị giải ngân", "USD", "disbursed"),
    ("training_by_year", "Lớp tập huấn", "lớp", "training"),
    ("trainees_by_year", "Học viên tập huấn", "học viên", "training"),
)


def _compared(facts: Facts, then: Facts, known: _Known) -> tuple[ComparedLine, ...]:
    lines = []
    for key, label, unit, kind in COMPARED:
        is_known = getattr(known, kind) if kind else True
        before = _value(key, then) if is_known else None
        lines.append(ComparedLine(key, label, unit, _value(key, facts), before, 2 if unit == "USD" else 0))
    return tuple(lines)


def _value(key: str, facts: Facts) -> int:
    if key == "members_official":
        parts = figure("association_members_by_kind").parts(facts)
        return next(part.value for part in parts if part.key == "official")
    return total(key, facts)


# Rates, and the year to come --------------------------------------------------


def _rates(period: Period) -> Rates:
    sources: dict[str, None] = {}
    has_document_values = False
    for model in (Commitment, Disbursement):
        rows = model.objects.counted().filter(dated_on__range=(period.start, period.end)).order_by()
        columns = ("rate_source", "usd_rate_source", "usd_basis", "vnd_basis")
        for rate, usd_rate, *bases in rows.values_list(*columns).distinct():
            has_document_values = has_document_values or Basis.DOCUMENT in bases
            sources |= dict.fromkeys(_office(text) for text in (rate, usd_rate) if text)
    return Rates(tuple(sorted(sources)), value_of(RATE_MAX_AGE), has_document_values)


def _office(source: str) -> str:
    """The office of a source without the notice's number: "Kho bạc Nhà nước"."""
    return source.split(",")[0].strip()


def _ahead(facts: Facts, body: IssuingBody | None) -> Ahead:
    day, year = facts.period.end, facts.period.end.year + 1
    expiring = RegistrationCertificate.objects.valid_on(day).filter(ngo__archived_at=None, expires_on__year=year)
    years = value_of(CONGRESS_YEARS)
    members = facts.registers.members
    due = [
        line.name
        for line in members
        if line.congress_on is not None and congress_due_on(line.congress_on, years).year == year
    ]
    founded = [(line.name, line.founded_on) for line in members]
    if body is not None:
        founded.insert(0, (body.name, body.founded_on))
    return Ahead(
        expiring_certificates=expiring.count(),
        congresses_due=tuple(due),
        anniversaries=tuple((name, year - on.year, on) for name, on in founded if on and is_round(year - on.year)),
    )
