"""Rows of the annexes and tables of a summary, as people read them. Pure data: no Django.

Money stays in cents or đồng, names are spelled out: page, PDF and later Word and Excel print the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from delegations.lines import DelegationLine


@dataclass(frozen=True)
class Loose:
    """An amount in its own currency that no rate has turned into dollars (or đồng)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Lacks:
    """What a sum over rows of the ledger leaves out (rows no rate has turned into dollars, or đồng), and what it holds
    roughly: estimates with their cents, rows known by year alone, rows whose month, quarter or year is cut."""

    without_usd: tuple[Loose, ...] = ()
    without_vnd: tuple[Loose, ...] = ()
    estimate: int = 0
    estimate_rows: int = 0
    year_only: int = 0
    cut: int = 0


@dataclass(frozen=True)
class ComparedLine:
    """A result of the year beside the year before; `before` is None where nothing is recorded that far back."""

    key: str
    label: str
    unit: str
    now: int
    before: int | None
    places: int = 0


@dataclass(frozen=True)
class ProjectLine:
    """A project carried out in the period. Money in cents, the counterpart in đồng; None: nothing recorded.

    `aid`, `paid` run up to the as-of date, `committed` and `disbursed` are of the period. Without `aid` there is no
    commitment at all, or, with `has_aid`, none that any rate has turned into dollars.
    """

    code: str
    name: str
    modality: str
    donors: str
    owner: str
    places: str
    sectors: str
    span: str
    approval_number: str
    approval_on: date | None
    aid: int | None
    counterpart_vnd: int | None
    committed: int
    disbursed: int
    paid: int
    percent: Decimal | None
    notes: tuple[str, ...]
    has_committed: bool = True
    has_disbursed: bool = True
    has_aid: bool = True


@dataclass(frozen=True)
class ProjectGroup:
    """The projects of one modality."""

    label: str
    lines: tuple[ProjectLine, ...]


@dataclass(frozen=True)
class Totals:
    """What a set of project lines adds up to."""

    aid: int
    counterpart_vnd: int
    committed: int
    disbursed: int
    paid: int


def totals_of(lines: Sequence[ProjectLine]) -> Totals:
    """Sums over lines; what is not recorded adds nothing."""
    return Totals(
        aid=sum(line.aid or 0 for line in lines),
        counterpart_vnd=sum(line.counterpart_vnd or 0 for line in lines),
        committed=sum(line.committed for line in lines),
        disbursed=sum(line.disbursed for line in lines),
        paid=sum(line.paid for line in lines),
    )


@dataclass(frozen=True)
class ApprovedLine:
    """A grant approved in the period; its value is the commitment up to the as-of date in cents and đồng, None
    where nothing is recorded or, with `has_value`, nothing is converted."""

    name: str
    donors: str
    recipient: str
    modality: str
    usd: int | None
    vnd: int | None
    number: str
    on: date | None
    issuer: str
    has_value: bool = True


@dataclass(frozen=True)
class ApprovedGroup:
    """The grants approved under one decree."""

    label: str
    lines: tuple[ApprovedLine, ...]


@dataclass(frozen=True)
class OutputRow:
    """What a grant handed over on a day of the period."""

    label: str
    description: str
    quantity: Decimal
    unit: str
    project: str
    donors: str
    owner: str
    place: str
    on: date


@dataclass(frozen=True)
class NGOLine:
    """An organisation with the paper its standing goes by on the as-of date, and the standing in words."""

    name: str
    country: str
    relation: str
    is_direct: bool
    kind: str
    number: str
    issued_on: date | None
    expires_on: date | None
    state: str


@dataclass(frozen=True)
class MemberLine:
    """A member association; the numbers are those of `count_year`, None where none is known."""

    name: str
    country: str
    founded_on: date | None
    congress_on: date | None
    count_year: int | None
    official: int
    associate: int
    honorary: int
    collective: int
    is_overdue: bool


@dataclass(frozen=True)
class ClassLine:
    """A training class."""

    title: str
    topic: str
    when: str
    venue: str
    organiser: str
    trainees: int | None
    audience: str


@dataclass(frozen=True)
class DividedLine:
    """Money, grants and givers of one sector, district, country or year.

    `is_rest` marks what no single name holds, `is_partial` a year that the period covers in part.
    """

    label: str
    donors: int
    projects: int
    committed: int
    disbursed: int
    percent: Decimal | None
    is_rest: bool = False
    is_partial: bool = False


@dataclass(frozen=True)
class Divided:
    """The lines of one division with the distinct givers and grants, which are counted apart."""

    lines: tuple[DividedLine, ...] = ()
    donors: int = 0
    projects: int = 0


@dataclass(frozen=True)
class TermYear:
    """A calendar year of the term up to the as-of date: cents, classes, trainees."""

    year: int
    is_partial: bool
    committed: int
    committed_sum: int
    disbursed: int
    disbursed_sum: int
    classes: int
    trainees: int


@dataclass(frozen=True)
class PartnerRow:
    """A people's organisation of South-East Asia: since when, and whether the relation is new or extended."""

    name: str
    country: str
    on: date
    is_new: bool


@dataclass(frozen=True)
class Annexes:
    """The lists behind the figures; an empty one is not printed.

    `aid_lacks`, `paid_lacks` and `approved_lacks` are of the columns that run up to the as-of date: commitments and
    payments of the projects carried out, commitments of those approved.
    """

    projects: tuple[ProjectGroup, ...] = ()
    incoming: tuple[DelegationLine, ...] = ()
    outgoing: tuple[DelegationLine, ...] = ()
    members: tuple[MemberLine, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    by_sector: Divided = Divided()
    by_district: Divided = Divided()
    by_country: Divided = Divided()
    by_year: Divided = Divided()
    approved: tuple[ApprovedGroup, ...] = ()
    aid_lacks: Lacks = Lacks()
    paid_lacks: Lacks = Lacks()
    approved_lacks: Lacks = Lacks()
    outputs: tuple[OutputRow, ...] = ()
    ngos: tuple[NGOLine, ...] = ()

    @property
    def project_lines(self) -> tuple[ProjectLine, ...]:
        return tuple(line for group in self.projects for line in group.lines)
