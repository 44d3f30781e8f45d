"""What projects and organisations should hold, each said once as a condition of the database.

A project needs more the further it has come: each need names the stage from which it is wanted. The box on a
record's page, the filter "thiếu thông tin" of the lists, the work list, the figure on the dashboard and the page
that moves a project to its next stage all read these lists. A refused project wants nothing any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from aid.choices import DonorKind, Stage
from aid.models import (
    AidProject,
    Commitment,
    NGOContact,
    NGORelation,
    PlaceShare,
    ProjectDonor,
    ProjectOutput,
    RegistrationCertificate,
    SectorShare,
)
from aid.queries.running import without_figures_in
from aid.rules.stages import from_on
from config.kit.completeness import Need, any_lacking, with_needs
from config.kit.periods import Period


def _none(rows: QuerySet[Any], key: str) -> Q:
    """Condition on the outer rows: none of `rows` points to them by `key`."""
    return Q(~Exists(rows.filter(**{key: OuterRef("pk")})))


# Projects -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageNeed:
    """A need with the first stage that wants it; `need.lacks` alone does not ask for the stage."""

    need: Need
    since: Stage

    @property
    def wanted(self) -> Need:
        """The same need, lacking only where the row's own stage wants it."""
        return Need(self.need.key, self.need.label, Q(stage__in=from_on(self.since)) & self.need.lacks)


# As AidProjectQuerySet.without_commitment: money of a programme stands in its components.
NO_COMMITMENT = _none(Commitment.objects.active(), "project") & _none(AidProject.objects.active(), "parent")

BY_STAGE: tuple[StageNeed, ...] = (
    StageNeed(Need("donor", "bên tài trợ", _none(ProjectDonor.objects.all(), "project")), Stage.SUBMITTED),
    StageNeed(Need("sector", "lĩnh vực", _none(SectorShare.objects.all(), "project")), Stage.SOLICITING),
    StageNeed(Need("place", "địa bàn", _none(PlaceShare.objects.all(), "project")), Stage.SOLICITING),
    StageNeed(Need("owner", "chủ khoản viện trợ", Q(owner=None)), Stage.SUBMITTED),
    StageNeed(Need("approval_number", "số quyết định phê duyệt", Q(approval_number="")), Stage.APPROVED),
    StageNeed(Need("approval_on", "ngày quyết định phê duyệt", Q(approval_on=None)), Stage.APPROVED),
    StageNeed(Need("approval_issuer", "cơ quan phê duyệt", Q(approval_issuer="")), Stage.APPROVED),
    StageNeed(Need("commitment", "cam kết", NO_COMMITMENT), Stage.APPROVED),
    StageNeed(Need("legal_basis", "cơ sở pháp lý", Q(legal_basis="")), Stage.APPROVED),
    StageNeed(Need("start", "ngày bắt đầu", Q(start_on=None)), Stage.IMPLEMENTING),
    StageNeed(Need("end", "ngày kết thúc", Q(end_on=None)), Stage.COMPLETED),
    StageNeed(Need("handed_over_on", "ngày bàn giao", Q(handed_over_on=None)), Stage.HANDED_OVER),
    StageNeed(Need("output", "kết quả, công trình", _none(ProjectOutput.objects.all(), "project")), Stage.HANDED_OVER),
)
PROJECT_NEEDS: tuple[Need, ...] = tuple(one.wanted for one in BY_STAGE)
"""What a project's own stage wants."""


def needs_of(stage: Stage) -> tuple[Need, ...]:
    """What a project must hold to stand in a stage; the conditions do not ask where it stands now."""
    return tuple(one.need for one in BY_STAGE if stage in from_on(one.since))


def incomplete(projects: QuerySet[Any]) -> QuerySet[Any]:
    """Projects that lack something their own stage wants."""
    return projects.filter(any_lacking(PROJECT_NEEDS))


@dataclass(frozen=True)
class Completeness:
    """How many projects count, how many of them lack something for their stage, and how many a commitment;
    `without_figures` tells for years that are over how many projects carried out in them have no figures of them."""

    counted: int = 0
    incomplete: int = 0
    without_commitment: int = 0
    without_figures: Mapping[int, int] = field(default_factory=dict)

    @property
    def complete(self) -> int:
        return self.counted - self.incomplete


def completeness(years: Iterable[int] = ()) -> Completeness:
    """The register as it stands now, with its silence about `years`. One query, however many projects."""
    silent = {f"of_{year}": Count("pk", filter=without_figures_in(Period.calendar_year(year))) for year in years}
    sums = AidProject.objects.counted().aggregate(
        counted=Count("pk"),
        incomplete=Count("pk", filter=any_lacking(PROJECT_NEEDS)),
        without_commitment=Count("pk", filter=NO_COMMITMENT),
        **silent,
    )
    without_figures = {int(name.removeprefix("of_")): sums.pop(name) for name in silent}
    return Completeness(**sums, without_figures=without_figures)


def complete(projects: QuerySet[Any]) -> QuerySet[Any]:
    """Projects that count and lack nothing their own stage wants."""
    counted: QuerySet[Any] = projects.counted()  # type: ignore[attr-defined]
    return counted.filter(~any_lacking(PROJECT_NEEDS))


def with_missing(projects: QuerySet[Any], needs: Iterable[Need] = PROJECT_NEEDS) -> QuerySet[Any]:
    """Each row with a flag for every need, and in `missing_count` how many of them it lacks."""
    needs = tuple(needs)
    return with_needs(projects, needs).annotate(missing_count=_number_of(needs))


def _number_of(needs: tuple[Need, ...]) -> Any:
    flags = [
        Case(When(**{f"lacks_{need.key}": True}, then=Value(1)), default=Value(0), output_field=IntegerField())
        for need in needs
    ]
    return sum(flags[1:], flags[0]) if flags else F("pk") * 0


# Organisations ------------------------------------------------------------------------------------

NGO_NEEDS: tuple[Need, ...] = (
    Need("country", "quốc gia", Q(home_country=None)),
    Need("relation", "quan hệ với tỉnh", _none(NGORelation.objects.all(), "ngo")),
    # Only foreign NGOs register (NĐ 58/2022); a fund, a person or an embassy does not.
    Need(
        "certificate",
        "giấy đăng ký",
        Q(donor_kind=DonorKind.NGO) & _none(RegistrationCertificate.objects.active(), "ngo"),
    ),
    Need("contact", "người liên hệ", _none(NGOContact.objects.all(), "ngo")),
)
