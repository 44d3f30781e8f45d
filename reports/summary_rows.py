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

    `aid`, `paid` run up to the as-of date, `committed` and `disbursed` are of the period.
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
    """Money and number of projects in one sector or district; `is_rest` marks what no single name holds."""

    label: str
    donors: int
    projects: int
    committed: int
    disbursed: int
    percent: Decimal | None
    is_rest: bool = False


@dataclass(frozen=True)
class Divided:
    """The lines of one division with the totals, which are counted apart."""

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
    """The lists behind the figures; an empty one is not printed."""

    projects: tuple[ProjectGroup, ...] = ()
    incoming: tuple[DelegationLine, ...] = ()
    outgoing: tuple[DelegationLine, ...] = ()
    members: tuple[MemberLine, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    by_sector: Divided = Divided()
    by_district: Divided = Divided()

    @property
    def project_lines(self) -> tuple[ProjectLine, ...]:
        return tuple(line for group in self.projects for line in group.lines)
