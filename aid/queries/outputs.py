"""What was built or given, added up over any set of projects: by kind and unit, and whom it served by unit.

Quantities are added in the database as whole hundredths, because SQLite keeps decimals as floating point and
loses digits when it adds them (decision 0006).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Round

from aid.choices import OutputKind
from aid.models import AidProject, ProjectOutput
from aid.rules.output_words import output_words
from config.kit.money import from_minor
from config.kit.numbers import write_number

UNNAMED_OTHER = "kết quả khác"
UNNAMED_PEOPLE = "đối tượng"
HUNDREDTHS = Cast(Round(F("quantity") * 100), BigIntegerField())
ORDER = {str(kind): place for place, kind in enumerate(OutputKind)}


@dataclass(frozen=True)
class OutputSum:
    """Outputs of one kind in one unit; what is "khác" goes by its description.

    `rows` counts the lines they stand in; quantities are in `unit`, handed over and not yet.
    """

    kind: str
    described: str
    unit: str
    rows: int
    handed: Decimal
    waiting: Decimal

    @property
    def label(self) -> str:
        if self.kind != OutputKind.OTHER:
            return str(OutputKind(self.kind).label)
        return self.described or UNNAMED_OTHER

    @property
    def quantity(self) -> Decimal:
        return self.handed + self.waiting

    @property
    def handed_words(self) -> str:
        return output_words(written(self.handed), self.label, self.unit)

    @property
    def waiting_words(self) -> str:
        return output_words(written(self.waiting), self.label, self.unit)


@dataclass(frozen=True)
class OutputTotals:
    """Sums in the order of the kinds, with the sentences that tell them."""

    sums: tuple[OutputSum, ...] = ()

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.sums)

    @property
    def handed(self) -> str:
        """As in "1 nhà văn hóa, 1 trạm y tế, 3,5 km đường bê tông"; empty when nothing is handed over."""
        return ", ".join(one.handed_words for one in self.sums if one.handed)

    @property
    def waiting(self) -> str:
        return ", ".join(one.waiting_words for one in self.sums if one.waiting)


@dataclass(frozen=True)
class PeopleSum:
    """Whom projects serve, in one unit ("người", "hộ"), as each project states it."""

    unit: str
    count: int
    projects: int

    @property
    def words(self) -> str:
        return f"{write_number(self.count)} {self.unit or UNNAMED_PEOPLE}"


def written(quantity: Decimal) -> str:
    """A quantity without needless zeros: "1", "3,5", "1.200"."""
    whole = quantity.to_integral_value()
    return write_number(whole if whole == quantity else quantity.normalize())


def output_totals(projects: QuerySet[AidProject]) -> OutputTotals:
    """Outputs of the counted ones among these projects, by kind and unit: one query."""
    return sum_outputs(ProjectOutput.objects.filter(project__in=projects.order_by().values("pk")))


def sum_outputs(outputs: QuerySet[Any]) -> OutputTotals:
    """The counted ones among these outputs, by kind and unit: one query, rows are added and nothing is joined
    that could multiply them."""
    kept: Any = ProjectOutput.objects.filter(pk__in=outputs.order_by().values("pk"))
    groups = (
        kept.counted()
        .order_by()
        .annotate(described=_described())
        .values("kind", "described", "unit")
        .annotate(
            rows=Count("pk"),
            handed=Sum(HUNDREDTHS, filter=Q(handed_over_on__isnull=False), default=0),
            waiting=Sum(HUNDREDTHS, filter=Q(handed_over_on=None), default=0),
        )
    )
    return OutputTotals(tuple(_sorted(_made(row) for row in groups)))


def people_served(projects: QuerySet[AidProject]) -> tuple[PeopleSum, ...]:
    """Beneficiaries of the counted ones among these projects by unit, the largest first: one query."""
    kept: Any = AidProject.objects.filter(pk__in=projects.order_by().values("pk"), beneficiary_count__gt=0)
    groups = (
        kept.counted()
        .order_by()
        .values("beneficiary_unit")
        .annotate(count=Sum("beneficiary_count"), projects=Count("pk"))
        .order_by("-count", "beneficiary_unit")
    )
    return tuple(PeopleSum(row["beneficiary_unit"], row["count"], row["projects"]) for row in groups)


def _described() -> Case:
    return Case(When(kind=OutputKind.OTHER, then=F("description")), default=Value(""), output_field=CharField())


def _made(row: dict[str, Any]) -> OutputSum:
    return OutputSum(**row | {name: from_minor(row[name], 2) for name in ("handed", "waiting")})


def _sorted(sums: Iterable[OutputSum]) -> list[OutputSum]:
    return sorted(sums, key=lambda one: (ORDER[one.kind], one.described, one.unit))
