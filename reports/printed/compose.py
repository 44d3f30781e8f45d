"""Composes a report from the figures of the catalogue: one object for every form of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Min

from aid.choices import OutputKind
from aid.models import Commitment, Disbursement, RegistrationCertificate
from associations.choices import TrainingTopic
from associations.models import TrainingClass
from associations.queries import congress_due_on, is_round
from config.kit.periods import Period
from config.reference.models import IssuingBody
from config.reference.office_settings import CONGRESS_YEARS, DELEGATION_REPORT_DAYS, value_of
from delegations.choices import DelegationKind, Direction
from delegations.lines import DelegationLine
from delegations.models import Delegation
from delegations.queries import arrived_in, report_missing_on
from reports.choices import ReportKind
from reports.facts import Facts, Ledger, gather, money_in, nothing
from reports.measures import Part, figure
from reports.printed.compose_term import term_stand
from reports.printed.occasions import Occasion
from reports.printed.rows.annexes import annexes_of
from reports.printed.sides import rates_in, side_of
from reports.printed.summary import (
    Ahead,
    Aid,
    Body,
    Count,
    Handed,
    Missions,
    Organisation,
    Outlook,
    Side,
    Summary,
    Training,
    Visits,
    YearAhead,
    YearLine,
    YearSum,
)
from reports.printed.summary_rows import Annexes, ComparedLine, Loose
from reports.printed.wording import Measured

NO_BODY = Body(name="Cơ quan ban hành chưa khai báo", short_name="cơ quan", province_name="tỉnh")


def summary_of(occasion: Occasion, *, as_of: date, body: IssuingBody | None) -> Summary:
    """The summary of a time as it stands at the end of `as_of`; a later day counts as its last.

    The number of queries does not depend on the number of rows. A time that has not begun is empty.
    """
    period, occasion = occasion.period.clipped(as_of), occasion.seen_on(as_of)
    if period is None:
        return _empty(occasion, as_of, body)
    before = before_of(occasion, period)
    facts, then = gather(period), gather(before)
    annexes = annexes_of(facts)
    known = _Known.before(before) if occasion.before_name else _Known()
    aid = _aid(facts, then, known)
    return Summary(
        occasion=occasion,
        period=period,
        before=before,
        as_of=period.end,
        body=body_of(body),
        is_empty=facts.is_empty and facts.registers.is_empty,
        organisation=_organisation(facts),
        visits=_visits(facts, then, known, annexes.incoming),
        aid=aid,
        outlook=_outlook(occasion, facts),
        years=_years(facts),
        training=_training(facts, then, known),
        term=term_stand(period, int(occasion.which) if occasion.kind == ReportKind.TERM else None),
        compared=_compared(facts, then, known, is_compared=bool(occasion.before_name)),
        annexes=annexes,
        rates=rates_in(period),
        ahead=_ahead(facts, occasion.coming, body),
    )


def before_of(occasion: Occasion, period: Period) -> Period:
    """What the report is compared with: the same stretch when it is cut off; for a term the days from its start."""
    if period == occasion.period:
        return occasion.before
    if occasion.kind == ReportKind.TERM:
        return occasion.before.clipped(occasion.before.start + (period.end - period.start)) or occasion.before
    return period.year_before()


def _empty(occasion: Occasion, as_of: date, body: IssuingBody | None) -> Summary:
    """Nothing can have happened yet."""
    whole = occasion.period
    return Summary(
        occasion=occasion,
        period=whole,
        before=occasion.before,
        as_of=min(as_of, whole.end),
        body=body_of(body),
        is_empty=True,
        annexes=Annexes(),
        aid=_aid(nothing(whole), nothing(whole), _Known()),
    )


# The body that issues ---------------------------------------------------------


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
    """Whether records reach back into the stretch before, of a term into its first year; without any, a comparison
    would invent a zero."""

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
        latest = min(period.end, period.start + timedelta(days=365))
        return cls(**{name: first is not None and first <= latest for name, first in firsts.items()})


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
    ledger_then = getattr(then, name)
    all_loose = bool(ledger_then.rows) and sum(row.lacks_usd for row in ledger_then.unconverted) == ledger_then.rows
    before = Measured(total(f"{name}_usd", then), ledger_then.rows)
    return side_of(name, facts, before if is_known and not all_loose else None)


def _outlook(occasion: Occasion, facts: Facts) -> Outlook | None:
    """The year whose end lies ahead, when estimates stand in the ledger for the rest of it; four queries."""
    year, as_of = occasion.foreseen, facts.period.end
    if year is None or as_of >= year.end:
        return None
    rest = money_in(Period.between(as_of + timedelta(days=1), year.end), facts.keys)
    if not any(total(f"{name}_estimate_rows", rest) for name in ("committed", "disbursed")):
        return None
    return Outlook(year.label, _year_ahead("committed", facts, rest), _year_ahead("disbursed", facts, rest))


def _year_ahead(name: str, facts: Facts, rest: Facts) -> YearAhead:
    ledger, later = getattr(facts, name), getattr(rest, name)
    now, ahead = total(f"{name}_usd", facts), total(f"{name}_usd", rest)
    return YearAhead(
        usd=now + ahead,
        vnd=total(f"{name}_vnd", facts) + total(f"{name}_vnd", rest),
        rows=ledger.rows + later.rows,
        open_usd=total(f"{name}_estimate_usd", facts) + ahead,
        later_rows=later.rows,
        estimate_rows=total(f"{name}_estimate_rows", facts) + total(f"{name}_estimate_rows", rest),
        without_usd=tuple(Loose(row.amount, row.currency) for row in later.unconverted if row.lacks_usd),
    )


YEARS_OF = ("committed_usd_by_year", "disbursed_usd_by_year", "delegations_in_by_year")


def _years(facts: Facts) -> tuple[YearLine, ...]:
    """The years one by one where there are at least three: two halves of a winter are no development."""
    if len(facts.period.years()) < 3:
        return ()
    parts = zip(*(figure(key).parts(facts) for key in YEARS_OF), strict=True)
    return tuple(
        YearLine(
            int(money.key),
            money.is_partial,
            _year_sum(money, facts.committed),
            _year_sum(paid, facts.disbursed),
            came.value,
        )
        for money, paid, came in parts
    )


def _year_sum(part: Part, ledger: Ledger) -> YearSum:
    """Nothing and not converted are no zero."""
    year = int(part.key)
    if year not in ledger.usd_by_year:
        return YearSum()
    if not part.value and any(row.lacks_usd and row.on.year == year for row in ledger.unconverted):
        return YearSum(is_unconverted=True)
    return YearSum(part.value)


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


def _compared(facts: Facts, then: Facts, known: _Known, *, is_compared: bool) -> tuple[ComparedLine, ...]:
    lines = []
    for key, label, unit, kind in COMPARED:
        is_known = getattr(known, kind) if kind else is_compared
        before = _value(key, then) if is_known else None
        lines.append(ComparedLine(key, label, unit, _value(key, facts), before, 2 if unit == "USD" else 0))
    return tuple(lines)


def _value(key: str, facts: Facts) -> int:
    if key == "members_official":
        parts = figure("association_members_by_kind").parts(facts)
        return next(part.value for part in parts if part.key == "official")
    return total(key, facts)


# The time to come --------------------------------------------------------------


def _ahead(facts: Facts, coming: Period, body: IssuingBody | None) -> Ahead:
    valid = RegistrationCertificate.objects.valid_on(facts.period.end).filter(ngo__archived_at=None)
    expiring = valid.filter(expires_on__range=(coming.start, coming.end))
    years = value_of(CONGRESS_YEARS)
    members = facts.registers.members
    due = [
        line.name
        for line in members
        if line.congress_on is not None and coming.contains(congress_due_on(line.congress_on, years))
    ]
    founded = [(line.name, line.founded_on) for line in members]
    if body is not None:
        founded.insert(0, (body.name, body.founded_on))
    return Ahead(
        expiring_certificates=expiring.count(),
        congresses_due=tuple(due),
        anniversaries=tuple(
            (name, year - on.year, on)
            for year in coming.years()
            for name, on in founded
            if on and _is_celebrated(on, year, coming)
        ),
    )


def _is_celebrated(on: date, year: int, coming: Period) -> bool:
    """Whether a round anniversary falls into the days to come; those born on 29/02 have theirs on 28/02."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return is_round(year - on.year) and coming.contains(date(year, on.month, day))
