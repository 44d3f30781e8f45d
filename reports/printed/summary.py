"""A report as one object: every number that page, PDF, Word and Excel print. Pure data: no Django.

reports/printed/compose.py composes it from the figures of the catalogue; narrative.py turns it into sentences.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from config.kit.periods import Period
from reports.printed.occasions import Occasion
from reports.printed.summary_rows import Annexes, ComparedLine, Loose, PartnerRow, TermYear
from reports.printed.wording import Measured, Span


@dataclass(frozen=True)
class Body:
    """Who issues the report, with who signs it; empty texts where nothing is recorded."""

    name: str = ""
    short_name: str = ""
    parent_body: str = ""
    place_name: str = ""
    province_name: str = ""
    report_symbol: str = ""
    filing_symbol: str = ""
    recipients: tuple[str, ...] = ()
    authority: str = ""
    title: str = ""
    signatory: str = ""
    founded_on: date | None = None

    @property
    def province_word(self) -> str:
        """ "tỉnh" or "thành phố", as a sentence calls the province after its first mention."""
        return "thành phố" if self.province_name.lower().startswith("thành phố") else "tỉnh"

    @property
    def is_union(self) -> bool:
        """Whether it is the Union itself, whose members and terms the report speaks of, and not a department."""
        return self.name.lower().startswith("liên hiệp")

    @property
    def union(self) -> str:
        """The Union, as a report of this body calls it."""
        return self.short_name if self.is_union else f"Liên hiệp các tổ chức hữu nghị {self.province_word}"


@dataclass(frozen=True)
class Count:
    """A number of the period and of the period before; None where nothing is recorded that far back."""

    now: int = 0
    before: int | None = None


@dataclass(frozen=True)
class Organisation:
    """Member associations on the as-of date, and what happened to associations in the period."""

    members: int = 0
    official: int = 0
    associate: int = 0
    honorary: int = 0
    collective: int = 0
    without_count: int = 0
    founded: tuple[str, ...] = ()
    congresses: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.members or self.founded or self.congresses)


@dataclass(frozen=True)
class Missions:
    """Results of medical missions and of volunteers; values in đồng."""

    medical: int = 0
    patient_visits: int = 0
    medicine_vnd: int = 0
    medical_places: tuple[str, ...] = ()
    volunteer_groups: int = 0
    volunteers: int = 0
    works: int = 0
    works_vnd: int = 0


@dataclass(frozen=True)
class Visits:
    """Delegations in and out. `without_headcount` gave no number, `rough_headcount` one with a qualifier."""

    incoming: Count = field(default_factory=Count)
    guests: int = 0
    without_headcount: int = 0
    rough_headcount: int = 0
    outgoing: Count = field(default_factory=Count)
    travellers: int = 0
    countries: tuple[tuple[str, int], ...] = ()
    missions: Missions = field(default_factory=Missions)
    without_report: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.incoming.now or self.outgoing.now)


@dataclass(frozen=True)
class Side:
    """One side of the ledger in the period: cents, đồng, and what the sums hold only roughly or not at all.

    `without_usd` and `without_vnd` are the rows that no rate has turned into that currency.
    """

    now: Measured
    before: Measured | None
    vnd: int = 0
    estimate: int = 0
    estimate_rows: int = 0
    without_usd: tuple[Loose, ...] = ()
    without_vnd: tuple[Loose, ...] = ()
    year_only: int = 0
    cut: int = 0

    @property
    def is_unconverted(self) -> bool:
        """There are rows, but none of them has a value in dollars."""
        return self.now.happened and len(self.without_usd) == self.now.rows


NOTHING = Side(Measured(0, 0), None)


@dataclass(frozen=True)
class Handed:
    """What was handed over, by kind and unit."""

    label: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True)
class Aid:
    """Organisations on the as-of date, projects and money of the period. Shares go by disbursed cents."""

    related: int = 0
    direct: int = 0
    certified: int = 0
    certified_related: int = 0
    running: tuple[tuple[str, int], ...] = ()
    approved: int = 0
    approved_running: int = 0
    committed: Side = NOTHING
    disbursed: Side = NOTHING
    sectors: tuple[tuple[str, int], ...] = ()
    district: tuple[str, int] | None = None
    handed_over: tuple[Handed, ...] = ()

    @property
    def projects(self) -> int:
        return sum(number for _, number in self.running)

    @property
    def is_empty(self) -> bool:
        money = self.committed.now.happened or self.disbursed.now.happened
        return not (self.related or self.certified or self.projects or self.approved or money or self.handed_over)


@dataclass(frozen=True)
class YearAhead:
    """One side of the ledger over a whole year whose end lies after the as-of date: cents, đồng, rows.

    `open_usd` are the cents of `usd` that are estimates, or dated after the as-of date (`later_rows`);
    `without_usd` the rows dated after it that no rate has turned into dollars.
    """

    usd: int = 0
    vnd: int = 0
    rows: int = 0
    open_usd: int = 0
    later_rows: int = 0
    estimate_rows: int = 0
    without_usd: tuple[Loose, ...] = ()


@dataclass(frozen=True)
class Outlook:
    """What the ledger already foresees of a year that is not over on the as-of date; `name` as in "năm 2019"."""

    name: str
    committed: YearAhead
    disbursed: YearAhead


@dataclass(frozen=True)
class YearSum:
    """Cents of a year; None without a row, or, when it `is_unconverted`, without any that has dollars."""

    cents: int | None = None
    is_unconverted: bool = False


@dataclass(frozen=True)
class YearLine:
    """A calendar year of a report over several years: both sides of the ledger, delegations that came."""

    year: int
    is_partial: bool
    committed: YearSum
    disbursed: YearSum
    incoming: int


@dataclass(frozen=True)
class Training:
    """Classes of the period; `trainees` is None where no class recorded a number."""

    classes: Count = field(default_factory=Count)
    trainees: int | None = None
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetStand:
    """A target of the term beside what was reached. `actual` and `goal` in the figure's smallest unit.

    `kind`, `state` and the states of years are the values of reports.choices and reports.targets.
    `pace` is the per cent of the term's time gone; `due` what yearly milestones ask for by now, None without any.
    `months_early` is how many whole months before the end of the term the goal was passed for good.
    """

    kind: str
    label: str
    noun: str
    unit: str
    state: str
    words: str
    comparison: str = ""
    actual: int | None = None
    goal: int | None = None
    goal_text: str = ""
    percent: Decimal | None = None
    pace: Decimal | None = None
    due: Decimal | None = None
    months_early: int | None = None
    years: tuple[tuple[int, int, str], ...] = ()
    figure: str = ""


@dataclass(frozen=True)
class Rates:
    """Where the rates of the period come from, and how old one may be (days)."""

    sources: tuple[str, ...] = ()
    max_age: int = 0
    has_document_values: bool = False


@dataclass(frozen=True)
class TermStand:
    """The term on the as-of date; both sides of the ledger from its first day, with the rates they use."""

    name: str
    start: date
    end: date
    counting_rule: str
    as_of: date
    targets: tuple[TargetStand, ...] = ()
    years: tuple[TermYear, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    new_countries: tuple[str, ...] = ()
    committed: Side = NOTHING
    disbursed: Side = NOTHING
    rates: Rates = field(default_factory=Rates)

    @property
    def is_over(self) -> bool:
        return self.as_of >= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def days_gone(self) -> int:
        return min((self.as_of - self.start).days + 1, self.days)


@dataclass(frozen=True)
class Ahead:
    """What the registers say of the year to come."""

    expiring_certificates: int = 0
    congresses_due: tuple[str, ...] = ()
    anniversaries: tuple[tuple[str, int, date], ...] = ()


@dataclass(frozen=True)
class Summary:
    """Everything a report says in numbers.

    `period` ends on the as-of date, `before` is the stretch it is compared with. `outlook` is there when estimates
    foresee the rest of the year, `years` when the report covers several years. `standing` says whether people call
    the figures estimates or final (reports.choices.Standing); empty where they have not said.
    """

    occasion: Occasion
    period: Period
    before: Period
    as_of: date
    body: Body = field(default_factory=Body)
    is_empty: bool = False
    standing: str = ""
    organisation: Organisation = field(default_factory=Organisation)
    visits: Visits = field(default_factory=Visits)
    aid: Aid = field(default_factory=Aid)
    outlook: Outlook | None = None
    years: tuple[YearLine, ...] = ()
    training: Training = field(default_factory=Training)
    term: TermStand | None = None
    compared: tuple[ComparedLine, ...] = ()
    annexes: Annexes = field(default_factory=Annexes)
    rates: Rates = field(default_factory=Rates)
    ahead: Ahead = field(default_factory=Ahead)

    @property
    def is_whole(self) -> bool:
        """Whether the as-of date lets the whole time of the report count."""
        return self.period == self.occasion.period

    @property
    def span(self) -> Span:
        return self.occasion.span(until=None if self.is_whole else self.as_of)

    @property
    def is_compared(self) -> bool:
        """Whether there is a time before to compare with."""
        return bool(self.span.that)

    @property
    def signed_in(self) -> int:
        """The year in which such a report is usually signed: that of the day after the last one counted."""
        return date.fromordinal(self.period.end.toordinal() + 1).year

    @property
    def within(self) -> str:
        """ "trong năm", or up to which day of a time that is cut off."""
        return self.occasion.within if self.is_whole else self.occasion.within_until(self.as_of)
