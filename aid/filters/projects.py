"""Filters of the register of aid projects. To-many relations are asked through EXISTS, so that no
filter multiplies the rows of the list."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from aid.choices import AidForm, DonorKind, LegalBasis, Modality, Sector, Stage
from aid.filters.options import (
    RowsFilter,
    YearFilter,
    country_options,
    donor_options,
    manager_options,
    owner_options,
    place_options,
)
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    PlaceShare,
    ProjectDonor,
    RegistrationCertificate,
    SectorShare,
)
from aid.queries.completeness import PROJECT_NEEDS, complete, incomplete
from aid.queries.ledger import places_within
from aid.queries.running import approved_in, handed_over_in, running_in, without_figures_in
from config.kit.clock import today
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.kit.periods import Period

ANYTHING, NOTHING = "any", "none"
MISSING = [
    (ANYTHING, "Thiếu thông tin của giai đoạn"),
    (NOTHING, "Đủ thông tin của giai đoạn"),
    *((need.key, need.sentence.rstrip(".")) for need in PROJECT_NEEDS),
]
NO_BASIS = "none"
LEGAL_BASES = [*LegalBasis.choices, (NO_BASIS, "Chưa ghi")]
CERTIFICATES = [("valid", "Còn hiệu lực"), ("expired", "Có giấy nhưng đã hết hiệu lực"), ("none", "Chưa ghi giấy nào")]
# Figures of a period link here with both days; one day alone leaves the other end open.
SPANS = {
    "running": running_in,
    "approved": approved_in,
    "handed_over": handed_over_in,
    "no_figures": without_figures_in,
}


def in_sector(sector: str) -> Exists:
    """Projects with a share in the sector."""
    return Exists(SectorShare.objects.filter(project=OuterRef("pk"), sector=sector))


def in_place(pk: int) -> Exists:
    """Projects with a share in the place or in a unit below it."""
    return Exists(PlaceShare.objects.filter(project=OuterRef("pk"), place__in=places_within(pk)))


class ProjectFilter(RegisterFilter):
    stage = choice("Giai đoạn", Stage.choices, empty="Mọi giai đoạn")
    sector = choice("Lĩnh vực", Sector.choices, empty="Mọi lĩnh vực", method="of_sector")
    place = RowsFilter(label="Địa bàn", options=place_options, empty_label="Mọi địa bàn", method="of_place")
    donor = RowsFilter(label="Bên tài trợ", options=donor_options, empty_label="Mọi bên tài trợ", method="of_donor")
    country = RowsFilter(label="Nước tài trợ", options=country_options, empty_label="Mọi nước", method="of_country")
    owner = RowsFilter(label="Chủ khoản viện trợ", options=owner_options, empty_label="Mọi chủ khoản viện trợ")
    managing_agency = RowsFilter(label="Cơ quan chủ quản", options=manager_options, empty_label="Mọi cơ quan")
    modality = choice("Hình thức", Modality.choices, empty="Mọi hình thức")
    legal_basis = choice("Cơ sở pháp lý", LEGAL_BASES, empty="Mọi cơ sở pháp lý", method="of_basis")
    certificate = choice("Giấy đăng ký hôm nay", CERTIFICATES, method="of_certificate")
    aid_form = choice("Viện trợ bằng", AidForm.choices, method="of_form")
    approval_year = YearFilter(label="Phê duyệt năm", field_name="approval_on", lookup_expr="year")
    active_from = YearFilter(label="Có tiền từ năm", method="of_activity")
    active_to = YearFilter(label="Có tiền đến năm", method="of_activity")
    is_call_for_aid = choice("Kêu gọi viện trợ", [("yes", "Đang kêu gọi")], method="of_call")
    missing = choice("Thiếu thông tin", MISSING, method="of_missing")
    no_figures_from = DayFilter(label="Chưa có số liệu giải ngân từ ngày", method="of_activity")
    no_figures_to = DayFilter(label="Chưa có số liệu giải ngân đến ngày", method="of_activity")
    running_from = DayFilter(label="Thực hiện từ ngày", method="of_activity")
    running_to = DayFilter(label="Thực hiện đến ngày", method="of_activity")
    approved_from = DayFilter(label="Phê duyệt từ ngày", method="of_activity")
    approved_to = DayFilter(label="Phê duyệt đến ngày", method="of_activity")
    handed_over_from = DayFilter(label="Bàn giao từ ngày", method="of_activity")
    handed_over_to = DayFilter(label="Bàn giao đến ngày", method="of_activity")

    class Meta:
        model = AidProject
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """The two years are asked together: one row must lie between them."""
        found = super().filter_queryset(queryset)
        first, last = (self.form.cleaned_data.get(name) for name in ("active_from", "active_to"))
        if first is not None or last is not None:
            span = {"dated_on__gte": date(first or 1, 1, 1), "dated_on__lte": date(last or 9999, 12, 31)}
            rows = [
                model.objects.active().filter(project=OuterRef("pk"), **span) for model in (Commitment, Disbursement)
            ]
            found = found.filter(Q(Exists(rows[0])) | Q(Exists(rows[1])))
        return self._within_spans(found)

    def _within_spans(self, queryset: Any) -> Any:
        """Only projects that figures count, when a figure's two days are asked for."""
        for name, condition in SPANS.items():
            first, last = (self.form.cleaned_data.get(f"{name}_{end}") for end in ("from", "to"))
            if first is None and last is None:
                continue
            start, end = first or date.min, last or date.max
            inside = queryset.counted().filter(condition(Period.between(start, end))) if start <= end else None
            queryset = queryset.none() if inside is None else inside
        return queryset

    def of_activity(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(in_sector(value))

    def of_place(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(in_place(int(value)))

    def of_donor(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Exists(ProjectDonor.objects.filter(project=OuterRef("pk"), ngo=int(value))))

    def of_country(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(
            Exists(ProjectDonor.objects.filter(project=OuterRef("pk"), ngo__home_country=int(value)))
        )

    def of_basis(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(legal_basis="" if value == NO_BASIS else value)

    def of_certificate(self, queryset: Any, name: str, value: str) -> Any:
        """Projects with a donor whose certificates stand so today."""
        held = RegistrationCertificate.objects.active().filter(ngo=OuterRef("ngo"))
        valid = Exists(held.valid_on(today()))
        states = {"valid": Q(valid), "expired": Q(Exists(held)) & ~Q(valid), "none": ~Q(Exists(held))}
        donors = ProjectDonor.objects.filter(states[value], project=OuterRef("pk"))
        # Only foreign NGOs register (NĐ 58/2022): a person, a fund or an embassy lacks nothing.
        return queryset.filter(Exists(donors if value == "valid" else donors.filter(ngo__donor_kind=DonorKind.NGO)))

    def of_form(self, queryset: Any, name: str, value: str) -> Any:
        """Projects with a commitment or a disbursement of this form."""
        rows = [
            model.objects.active().filter(project=OuterRef("pk"), form=value) for model in (Commitment, Disbursement)
        ]
        return queryset.filter(Q(Exists(rows[0])) | Q(Exists(rows[1])))

    def of_call(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(is_call_for_aid=True)

    def of_missing(self, queryset: Any, name: str, value: str) -> Any:
        """What the project's own stage wants. A commitment is missed at every stage that counts: the figures
        that link here say what their sums lack."""
        if value == ANYTHING:
            return incomplete(queryset)
        if value == NOTHING:
            return complete(queryset)
        if value == "commitment":
            return queryset.counted().without_commitment()
        need = next(need for need in PROJECT_NEEDS if need.key == value)
        return queryset.filter(need.lacks)
