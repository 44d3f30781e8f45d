"""What reports ask about associations, partners, training and events. Archived rows never count.

Every figure goes by the dates on the rows, a rough date by its stand-in day (docs/rules.md); the
caller clips a period with `Period.clipped` when it wants the state at an earlier day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from associations.choices import PartnerKind
from associations.models import (
    Agreement,
    Event,
    FriendshipAssociation,
    MembershipCount,
    PartnerOrganisation,
    TrainingClass,
)
from config.kit.choices import Precision
from config.kit.periods import Period
from config.reference.models import Country
from config.reference.office_settings import CONGRESS_YEARS, value_of

# A congress needs months of preparation; the law asks a report at least 30 days before it (NĐ 45/2010, Điều 24).
CONGRESS_NOTICE = timedelta(days=180)
# To agree on a new text and have it permitted; no law sets the time.
AGREEMENT_NOTICE = timedelta(days=90)


# Training ---------------------------------------------------------------------


@dataclass(frozen=True)
class TrainingLine:
    """A class held. `trainees` is None when nobody wrote the number down; `precision` says how exactly the day is
    known."""

    pk: int
    title: str
    topic: str
    start_on: date
    trainees: int | None
    audience: str
    precision: str = Precision.DAY


def training_classes(period: Period) -> list[TrainingLine]:
    """The classes whose first day lies in the period, in order of time."""
    rows = TrainingClass.objects.active().filter(start_on__range=(period.start, period.end)).order_by("start_on", "pk")
    names = ("pk", "title", "topic", "start_on", "trainee_count", "audience", "start_precision")
    return [TrainingLine(*row) for row in rows.values_list(*names)]


def training_by_year(period: Period) -> dict[int, int]:
    """Classes by the calendar year of their first day; every year the period touches is there, if only with 0.

    The target "mỗi năm ít nhất 1 lớp" reads this (docs/rules.md, Targets).
    """
    counts = dict.fromkeys(period.years(), 0)
    for line in training_classes(period):
        counts[line.start_on.year] += 1
    return counts


def trainees_by_year(period: Period) -> dict[int, int]:
    """Trainees (học viên) of those classes by year; a class without a number adds nothing."""
    counts = dict.fromkeys(period.years(), 0)
    for line in training_classes(period):
        counts[line.start_on.year] += line.trainees or 0
    return counts


def rough_training(period: Period) -> int:
    """Classes known only by month, quarter or year whose span the period cuts through (docs/rules.md, Time)."""
    rough = TrainingClass.objects.active().exclude(start_precision=Precision.DAY)
    return sum(1 for row in rough if row.start is not None and period.cuts(row.start))


# Events -----------------------------------------------------------------------


def events_in(period: Period) -> QuerySet[Event]:
    """Events whose first day lies in the period, in order of time."""
    found: QuerySet[Event] = Event.objects.active().filter(start_on__range=(period.start, period.end))
    return found.order_by("start_on", "pk")


# Partners ---------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerLine:
    """A partner with the day it is counted by: first contact, known to `precision`, or the agreement that extends the
    relation, whose day is exact."""

    pk: int
    name: str
    country: str
    on: date
    precision: str = Precision.DAY


@dataclass(frozen=True)
class SoutheastAsia:
    """Relations with people's organisations of South-East Asia in a term: three lists, shown apart."""

    established: list[PartnerLine] = field(default_factory=list)
    extended: list[PartnerLine] = field(default_factory=list)
    new_countries: list[str] = field(default_factory=list)


def known_before(day: date) -> Q:
    """Partners in relation before a day: by first contact or, where that is not recorded, by an earlier agreement."""
    signed = Agreement.objects.filter(partner=OuterRef("pk"), signed_on__lt=day)
    return Q(first_contact_on__lt=day) | (Q(first_contact_on=None) & Q(Exists(signed)))


def country_new_on(day: date) -> Q:
    """Partners of a country in which no partner of any kind was known before the day."""
    old = PartnerOrganisation.objects.active().filter(known_before(day)).values("country")
    return ~Q(country__in=old)


def signed_between(start: date | None, end: date | None) -> Q:
    """Partners with an agreement signed from `start` to `end`; None leaves that side open."""
    signed = Agreement.objects.filter(partner=OuterRef("pk"))
    if start is not None:
        signed = signed.filter(signed_on__gte=start)
    if end is not None:
        signed = signed.filter(signed_on__lte=end)
    return Q(Exists(signed))


def extended_between(start: date, end: date) -> Q:
    """Known before `start`, with a new agreement signed from `start` to `end`: the relation was extended."""
    return known_before(start) & signed_between(start, end)


def southeast_asian_partners(term: Period, as_of: date) -> SoutheastAsia:
    """The three counts of the target on South-East Asia (docs/rules.md, Targets), up to and including `as_of`.

    Established: first contact in the term. Extended: known before, new agreement in the term. New countries:
    those of the established ones in which no partner of any kind was known before the term.
    """
    span = term.clipped(as_of)
    if span is None:
        return SoutheastAsia()
    people = PartnerOrganisation.objects.active().filter(
        kind=PartnerKind.PEOPLES_ORGANISATION, country__region=Country.Region.SOUTHEAST_ASIA
    )
    established = people.filter(first_contact_on__range=(span.start, span.end))
    return SoutheastAsia(
        [_line(row, row.first_contact_on, row.first_contact_precision) for row in _first_contacts(established)],
        _extensions(people, span),
        _new_countries(established, term.start),
    )


def _first_contacts(partners: QuerySet[PartnerOrganisation]) -> QuerySet[PartnerOrganisation]:
    return partners.select_related("country").order_by("first_contact_on", "pk")


def _line(partner: PartnerOrganisation, on: Any, precision: str = Precision.DAY) -> PartnerLine:
    return PartnerLine(partner.pk, partner.name, partner.country.name, on, precision or Precision.DAY)


def _extensions(people: QuerySet[PartnerOrganisation], span: Period) -> list[PartnerLine]:
    """Each partner once, with its first agreement of the term, in order of time."""
    inside = Agreement.objects.filter(signed_on__range=(span.start, span.end)).order_by("signed_on", "pk")
    known = people.filter(extended_between(span.start, span.end)).select_related("country")
    partners = known.prefetch_related(Prefetch("agreements", queryset=inside, to_attr="new_agreements"))
    return sorted(
        (_line(row, row.new_agreements[0].signed_on) for row in partners), key=lambda line: (line.on, line.pk)
    )


def _new_countries(established: QuerySet[PartnerOrganisation], start: date) -> list[str]:
    countries = Country.objects.filter(pk__in=established.filter(country_new_on(start)).values("country"))
    return list(countries.order_by("name", "pk").values_list("name", flat=True))


# Associations -----------------------------------------------------------------


@dataclass(frozen=True)
class Membership:
    """Members at the end of a year, by kind: never one number for all kinds (docs/rules.md, Law)."""

    year: int
    official: int
    associate: int
    honorary: int
    collective: int


@dataclass(frozen=True)
class AssociationLine:
    """A friendship association as reports name it; `membership` is None when no count is known."""

    pk: int
    name: str
    country: str
    membership: Membership | None
    founded_on: date | None
    congress_on: date | None


@dataclass(frozen=True)
class MembershipTotals:
    """Sums by kind over several associations; `unknown` counts those without any number."""

    official: int
    associate: int
    honorary: int
    collective: int
    unknown: int


def is_round(years: int) -> bool:
    """Whether so many years are an anniversary that offices keep: every five."""
    return years > 0 and years % 5 == 0


def add_years(day: date, years: int) -> date:
    """The same day some years later or earlier; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def congress_due_on(congress_on: date, years: int) -> date:
    """The last day by which the next congress is due: a term of `years` years (NĐ 45/2010, Điều 20)."""
    return add_years(congress_on, years)


def overdue_on(day: date, years: int) -> Q:
    """Associations whose last congress is more than `years` years before the day."""
    return Q(congress_on__lt=_earliest_in_time(day, years))


def due_soon_on(day: date, years: int) -> Q:
    """Associations whose next congress is due from the day on, within the time of notice."""
    first, last = (_earliest_in_time(each, years) for each in (day, day + CONGRESS_NOTICE + timedelta(days=1)))
    return Q(congress_on__gte=first, congress_on__lt=last)


def _earliest_in_time(day: date, years: int) -> date:
    """The earliest day of a congress whose next one is not overdue on `day`: 29/02 answers to 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def members_on(day: date) -> Q:
    """Associations that are members of the Union on a day; one whose entry is not recorded is not counted."""
    return Q(member_since__lte=day) & (Q(member_until=None) | Q(member_until__gte=day))


def member_associations(day: date) -> list[AssociationLine]:
    """The members of the Union on a day, by name, each with its latest count of that year or before."""
    return _lines(members_on(day), day.year)


def associations_founded(period: Period) -> list[AssociationLine]:
    """Associations founded in the period."""
    return _lines(Q(founded_on__range=(period.start, period.end)), period.end.year)


def congresses_held(period: Period) -> list[AssociationLine]:
    """Associations whose latest recorded congress lies in the period."""
    return _lines(Q(congress_on__range=(period.start, period.end)), period.end.year)


def congresses_overdue(day: date) -> list[AssociationLine]:
    """Associations that let the term of the office's setting pass without a congress."""
    return _lines(overdue_on(day, value_of(CONGRESS_YEARS)), day.year)


def membership_totals(lines: Iterable[AssociationLine]) -> MembershipTotals:
    """Sums by kind over the lines; they add up to what the lines show."""
    lines = list(lines)
    known = [line.membership for line in lines if line.membership is not None]
    return MembershipTotals(
        official=sum(count.official for count in known),
        associate=sum(count.associate for count in known),
        honorary=sum(count.honorary for count in known),
        collective=sum(count.collective for count in known),
        unknown=len(lines) - len(known),
    )


def latest_count(counts: Iterable[MembershipCount], year: int | None = None) -> MembershipCount | None:
    """The newest of loaded counts, of `year` or before when a year is given."""
    wanted = [count for count in counts if year is None or count.year <= year]
    return max(wanted, key=lambda count: count.year, default=None)


def _lines(condition: Q, year: int) -> list[AssociationLine]:
    rows = FriendshipAssociation.objects.active().filter(condition).for_list().order_by("name", "pk")
    return [association_line(row, year) for row in rows]


def association_line(row: FriendshipAssociation, year: int | None) -> AssociationLine:
    """A loaded association with its newest count, of `year` or before when a year is given."""
    country = row.country.name if row.country else ""
    held = _membership(latest_count(row.membership_counts.all(), year))
    return AssociationLine(row.pk, row.name, country, held, row.founded_on, row.congress_on)


def _membership(count: MembershipCount | None) -> Membership | None:
    if count is None:
        return None
    return Membership(count.year, count.official, count.associate, count.honorary, count.collective)
