"""The form of an administrative unit and of what came after it."""

from typing import Any

from django import forms

from config.kit.fields import DayField, PickField, TidyCharField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.actions.places import next_code
from config.reference.models import Place, PlaceSuccession

NEEDS_CODE = "Chưa nhập mã. Chỉ xóm, tổ dân phố mới để trống được."
CODE_TAKEN = "Đã có địa bàn mã {code} từ ngày này. Tìm theo mã, kể cả hồ sơ đã lưu trữ."
ENDS_FIRST = "Ngày cuối đứng trước ngày đầu. Xem lại hai ngày."
NEEDS_PARENT = "Chưa chọn đơn vị cấp trên; chỉ tỉnh mới để trống."
NO_PARENT = "Tỉnh không thuộc đơn vị nào ở đây. Để trống ô này."
PARENT_NOT_ABOVE = "{parent} không ở cấp trên. Chọn đơn vị cấp cao hơn."
SUCCEEDS_ITSELF = "Địa bàn không thể là nơi kế tiếp của chính mình."
RANKS = {level: rank for rank, level in enumerate(Place.Level.values)}


def pick(label: str, *, list_name: str, queryset: Any, **kwargs: Any) -> PickField:
    return PickField(
        label=label, queryset=queryset, list_name=list_name, label_of=lambda place: place.choice_label, **kwargs
    )


class SuccessionForm(PartForm):
    successor = pick("Địa bàn kế tiếp", list_name="places", queryset=Place.objects.for_choice())

    class Meta:
        model = PlaceSuccession
        fields = ["successor"]


class PlaceForm(RecordForm):
    """A unit with its span of time; units that are gone stay, with their successors."""

    name = TidyCharField(label="Tên", max_length=120, help_text="Cả loại đơn vị, ví dụ Xã La Bằng.")
    level = forms.ChoiceField(label="Cấp", choices=Place.Level.choices)
    parent = pick(
        "Thuộc",
        list_name="parents",
        queryset=Place.objects.active()
        .exclude(level=Place.Level.HAMLET)
        .select_related("parent")
        .order_by("name", "pk"),
        required=False,
    )
    code = TidyCharField(
        label="Mã", max_length=10, required=False, help_text="Mã quốc gia; xóm, tổ dân phố để trống, mã được tự đặt."
    )
    valid_from = DayField(label="Có từ ngày", required=False, help_text="Để trống nếu có từ lâu.")
    valid_to = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu đang có.")

    sections = (
        Section(
            "Thông tin chính",
            ("name", "level", "parent", "code", "valid_from", "valid_to"),
            spans={"code": 2, "valid_from": 2, "valid_to": 2, "name": 6},
        ),
    )
    parts = (
        Parts(
            "successions",
            SuccessionForm,
            "Địa bàn kế tiếp",
            key="successor",
            is_open=False,
            help="Nơi nhận phần đất của địa bàn này khi sáp nhập; có thể nhiều nơi.",
        ),
    )

    class Meta:
        model = Place
        fields = ["name", "level", "parent", "code", "valid_from", "valid_to"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial["level"] = self.initial.get("level") or Place.Level.HAMLET

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_parent(cleaned.get("level"), cleaned.get("parent"))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", ENDS_FIRST)
        self._check_code(cleaned)
        return cleaned

    def is_valid(self) -> bool:
        is_fine = super().is_valid()
        if self.instance.pk is None or not self.rows[0].is_valid():
            return is_fine
        if any(row["successor"].pk == self.instance.pk for row in self.rows[0].kept()):
            self.add_error(None, SUCCEEDS_ITSELF)
        return bool(is_fine and not self.errors)

    def _check_parent(self, level: str | None, parent: Place | None) -> None:
        if level is None or "parent" in self.errors:
            return
        if level == Place.Level.PROVINCE:
            if parent is not None:
                self.add_error("parent", NO_PARENT)
        elif parent is None:
            self.add_error("parent", NEEDS_PARENT)
        elif RANKS[parent.level] >= RANKS[level]:
            self.add_error("parent", PARENT_NOT_ABOVE.format(parent=parent.name))

    def _check_code(self, cleaned: dict[str, Any]) -> None:
        if "code" in self.errors or "valid_from" in self.errors:
            return
        if not cleaned.get("code"):
            if cleaned.get("level") != Place.Level.HAMLET:
                self.add_error("code", NEEDS_CODE)
                return
            cleaned["code"] = next_code()
        same = Place.objects.filter(code=cleaned["code"], valid_from=cleaned.get("valid_from"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("code", CODE_TAKEN.format(code=cleaned["code"]))
