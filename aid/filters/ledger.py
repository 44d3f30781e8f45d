"""Filters of commitments and disbursements.

Figures open these lists: `from` and `to` bound the (stand-in) date, `counted=1` keeps what figures hold,
and `donor`, `country`, `sector`, `place` name a share. With `counted=1` a share finds exactly the rows that
have a part in it, and "many" the rows that none of the shares names; without, every row that touches it.
`owner`, `modality` and `form` divide whole rows; `cut=1` keeps the rough rows that `from` and `to` cut through.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from aid.choices import AidForm, CommitmentKind, Modality, Sector, Stage, Status
from aid.filters.options import (
    RowsFilter,
    YearFilter,
    country_options,
    donor_options,
    owner_options,
    place_options,
    with_rest,
)
from aid.models import Commitment, Disbursement, ForeignNGO, PlaceShare, ProjectDonor, SectorShare
from aid.queries.ledger import MANY, UNKNOWN, Wanted, cut_by, has_part, is_unsplit, places_within
from config.kit.choices import Precision
from config.kit.filters import DayFilter, RegisterFilter, choice
from config.kit.money import currency_choices

SHARE_FILTERS = ("donor", "country", "sector", "place")
PRECISIONS = [(value, f"Biết đến {label}") for value, label in Precision.choices]
SECTORS = [*Sector.choices, (MANY, "Nhiều lĩnh vực")]
FORMS = [*AidForm.choices, (UNKNOWN, "Chưa rõ")]


class LedgerFilter(RegisterFilter):
    year = YearFilter(label="Năm", field_name="dated_on", lookup_expr="year")
    currency = choice("Loại tiền", currency_choices())
    status = choice("Số liệu", Status.choices)
    donor = RowsFilter(
        label="Bên tài trợ",
        options=with_rest(donor_options, "Nhiều bên tài trợ"),
        empty_label="Tất cả",
        method="of_donor",
    )
    country = RowsFilter(
        label="Nước tài trợ",
        options=with_rest(country_options, "Nhiều bên tài trợ", "Chưa rõ nước"),
        empty_label="Tất cả",
        method="of_country",
    )
    sector = choice("Lĩnh vực", SECTORS, method="of_sector")
    place = RowsFilter(
        label="Địa bàn", options=with_rest(place_options, "Nhiều địa bàn"), empty_label="Tất cả", method="of_place"
    )
    stage = choice("Giai đoạn của khoản viện trợ", Stage.choices, field_name="project__stage")
    owner = RowsFilter(
        label="Chủ khoản viện trợ",
        options=with_rest(owner_options, unknown="Chưa rõ chủ khoản viện trợ"),
        empty_label="Tất cả",
        method="of_owner",
    )
    modality = choice("Hình thức của khoản viện trợ", Modality.choices, field_name="project__modality")
    converted = choice("Quy đổi", [("yes", "Đã quy đổi"), ("no", "Chưa quy đổi")], method="of_conversion")
    precision = choice("Mức rõ của ngày", PRECISIONS, field_name="dated_precision")
    cut = choice("Kỳ đang lọc", [("1", "Chỉ dòng bị kỳ cắt ngang")], method="of_cut")
    counted = choice("Tính vào số liệu", [("1", "Chỉ dòng được tính")], method="of_counted")

    @classmethod
    def get_filters(cls) -> Any:
        """Filters whose names Python or the filter set keep for themselves."""
        first = {
            "from": DayFilter(label="Từ ngày", field_name="dated_on", lookup_expr="gte"),
            "to": DayFilter(label="Đến ngày", field_name="dated_on", lookup_expr="lte"),
            "form": choice("Viện trợ bằng", FORMS, method="of_form"),
        }
        filters = super().get_filters()
        return type(filters)({**first, **filters})

    # Shares -------------------------------------------------------------------

    @property
    def is_exact(self) -> bool:
        """Whether the list was opened from a figure: only rows that have a part in the share."""
        return self.form.cleaned_data.get("counted") == "1"

    def wanted(self) -> Wanted | None:
        """The shares whose part of each row is told; None unless the list was opened from a share."""
        asked = {name: self.form.cleaned_data.get(name) for name in SHARE_FILTERS}
        if not self.is_exact or not any(asked.values()):
            return None
        return Wanted(
            givers=_givers(asked["donor"], asked["country"]),
            sectors=_keys(asked["sector"], str),
            places=_place_keys(asked["place"]),
        )

    def _touches(self, model: Any, match: Q) -> Q:
        if self.is_exact:
            return has_part(model, match)
        return Q(Exists(model.objects.filter(match, project=OuterRef("project"))))

    def of_sector(self, queryset: Any, name: str, value: str) -> Any:
        is_many = value == MANY
        return queryset.filter(is_unsplit(SectorShare) if is_many else self._touches(SectorShare, Q(sector=value)))

    def of_place(self, queryset: Any, name: str, value: str) -> Any:
        if value == MANY:
            return queryset.filter(is_unsplit(PlaceShare))
        return queryset.filter(self._touches(PlaceShare, Q(place__in=places_within(int(value)))))

    def of_donor(self, queryset: Any, name: str, value: str) -> Any:
        return self._of_giver(queryset, value, "pk", value)

    def of_country(self, queryset: Any, name: str, value: str) -> Any:
        return self._of_giver(queryset, value, "home_country", None if value == UNKNOWN else value)

    def _of_giver(self, queryset: Any, value: str, field: str, wanted: str | None) -> Any:
        """The row's own giver wins; else the givers of its project (docs/rules.md, Breakdowns)."""
        unnamed = Q(donor=None)
        if value == MANY:
            return queryset.filter(unnamed & is_unsplit(ProjectDonor))
        own = Q(**{f"donor__{field}": wanted, "donor__isnull": False})
        return queryset.filter(own | (unnamed & self._touches(ProjectDonor, Q(**{f"ngo__{field}": wanted}))))

    # The rest -----------------------------------------------------------------

    def of_owner(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(project__owner=None if value == UNKNOWN else int(value))

    def of_form(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(form="" if value == UNKNOWN else value)

    def of_cut(self, queryset: Any, name: str, value: str) -> Any:
        asked = self.form.cleaned_data
        return queryset.filter(cut_by(asked.get("from"), asked.get("to")))

    def of_conversion(self, queryset: Any, name: str, value: str) -> Any:
        lacking = Q(usd_cents=None) | Q(vnd=None)
        return queryset.filter(lacking if value == "no" else ~lacking)

    def of_counted(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.counted()


def _keys(value: str, kind: Any) -> frozenset[Any] | None:
    if not value:
        return None
    return frozenset({None}) if value == MANY else frozenset({kind(value)})


def _place_keys(value: str) -> frozenset[Any] | None:
    return places_within(int(value)) if value and value != MANY else _keys(value, int)


def _givers(donor: str, country: str) -> frozenset[Any] | None:
    """The givers that both filters leave; the unsplit part stands for None."""
    by_donor = _keys(donor, int)
    if not country:
        return by_donor
    if country == MANY:
        by_country: frozenset[Any] = frozenset({None})
    else:
        ngos = ForeignNGO.objects.filter(home_country=None if country == UNKNOWN else int(country))
        by_country = frozenset(ngos.values_list("pk", flat=True))
    return by_country if by_donor is None else by_country & by_donor


class CommitmentFilter(LedgerFilter):
    kind = choice("Loại cam kết", CommitmentKind.choices)

    class Meta:
        model = Commitment
        fields: list[str] = []


class DisbursementFilter(LedgerFilter):
    is_refund = choice("Hoàn trả", [("yes", "Chỉ hoàn trả"), ("no", "Không gồm hoàn trả")], method="of_refund")

    class Meta:
        model = Disbursement
        fields: list[str] = []

    def of_refund(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(is_refund=value == "yes")
