"""Tables of shares and outputs inside the form of a project."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aid.choices import USUAL_UNITS, Sector
from aid.forms.picks import pick_ngo, pick_place
from aid.models import PlaceShare, ProjectDonor, ProjectOutput, SectorShare
from config.kit.fields import DayField, NumberField, PercentField, TidyCharField
from config.kit.forms import PartForm

QUANTITY_ZERO = "Số lượng phải lớn hơn 0."
UNIT_UNKNOWN = "Chưa nhập đơn vị tính (km, m, bộ…)."


def unit_of(unit: str, kind: str) -> str:
    """The unit typed; left empty, the one that always goes with the kind. Where there is none it is asked for, by
    a ValidationError; not when the kind itself is missing, which is said there."""
    known = unit or USUAL_UNITS.get(kind, "")
    if not known and kind:
        raise ValidationError(UNIT_UNKNOWN)
    return known


class DonorForm(PartForm):
    ngo = pick_ngo(label="Bên tài trợ")
    percent = PercentField(label="Tỷ lệ (%)", required=False)

    class Meta:
        model = ProjectDonor
        fields = ["ngo", "percent"]


class SectorShareForm(PartForm):
    sector = forms.ChoiceField(label="Lĩnh vực", choices=[("", "Chọn lĩnh vực"), *Sector.choices])
    percent = PercentField(label="Tỷ lệ (%)", required=False)

    class Meta:
        model = SectorShare
        fields = ["sector", "percent"]


class PlaceShareForm(PartForm):
    place = pick_place(label="Địa bàn")
    percent = PercentField(label="Tỷ lệ (%)", required=False)

    class Meta:
        model = PlaceShare
        fields = ["place", "percent"]


class OutputForm(PartForm):
    """What was built or given; an output may be known before it is handed over."""

    description = TidyCharField(label="Mô tả", max_length=250, required=False)
    quantity = NumberField(label="Số lượng", places=2, highest=9_999_999_999)
    unit = TidyCharField(label="Đơn vị tính", max_length=30, required=False)
    place = pick_place(label="Địa điểm", required=False)
    handed_over_on = DayField(label="Bàn giao ngày", required=False)

    class Meta:
        model = ProjectOutput
        fields = ["kind", "description", "quantity", "unit", "place", "handed_over_on"]

    def clean_quantity(self) -> Any:
        quantity = self.cleaned_data["quantity"]
        if quantity == 0:
            raise ValidationError(QUANTITY_ZERO)
        return quantity

    def clean_unit(self) -> Any:
        return unit_of(self.cleaned_data["unit"], self.cleaned_data.get("kind", ""))
