"""Forms of terms and their targets."""

from typing import Any

from django import forms
from django.db.models import Max

from config.kit.fields import DayField, NumberField, PickField, TidyCharField
from config.kit.forms import RecordForm, Section
from reports.choices import Comparison, TargetKind
from reports.measures import CATALOGUE
from reports.models import Target, Term

ENDS_FIRST = "Nhiệm kỳ kết thúc ({end}) trước khi bắt đầu ({start}). Xem lại hai ngày."
NAME_TAKEN = "Đã có nhiệm kỳ “{name}”. Đặt tên khác hoặc sửa nhiệm kỳ đó."
NEEDS_FIGURE = "Chọn con số để đo chỉ tiêu này, hoặc chọn kiểu “Đánh giá bằng lời”."
WRONG_FIGURE = "Con số này không đo được kiểu chỉ tiêu đã chọn. Chọn một trong: {names}."
NO_FIGURE = "Chỉ tiêu đánh giá bằng lời không có con số đo. Để trống ô này."
NO_GOAL = "Chỉ tiêu đánh giá bằng lời không có mức bằng số. Để trống ô này."
POSITION_TAKEN = "Thứ tự {position} đã có chỉ tiêu khác. Thứ tự còn trống: {free}."

FIGURES = {
    TargetKind.TOTAL: ("committed_usd", "disbursed_usd", "committed_vnd", "disbursed_vnd"),
    TargetKind.EVERY_YEAR: ("training_by_year", "delegations_in_by_year", "delegations_out_by_year"),
    TargetKind.PARTNERS: ("sea_partners_established", "sea_partners_extended", "sea_partners_new_countries"),
}


def figure_name(key: str) -> str:
    """A figure with its unit, which tells namesakes apart."""
    return f"{CATALOGUE[key].label} ({CATALOGUE[key].unit})"


def figure_choices() -> list[tuple[str, Any]]:
    """The figures a target can be measured by, under the kind of target each fits."""
    return [("", "Chọn con số")] + [
        (str(kind.label), [(key, figure_name(key)) for key in keys]) for kind, keys in FIGURES.items()
    ]


class TermForm(RecordForm):
    """A term: its days decide which rows count."""

    name = TidyCharField(label="Tên nhiệm kỳ", max_length=40, help_text="Ví dụ 2020-2025.")
    ordinal = TidyCharField(label="Nhiệm kỳ thứ", max_length=10, required=False, help_text="Số La Mã, ví dụ IV.")
    start_on = DayField(label="Từ ngày", help_text="Ví dụ 01/01/2020.")
    end_on = DayField(label="Đến ngày", help_text="Ví dụ 31/12/2025.")
    copy_from = PickField(
        label="Chép chỉ tiêu của nhiệm kỳ",
        queryset=Term.objects.active().order_by("-start_on", "pk"),
        list_name="terms",
        required=False,
        help_text="Chép tên, cách đo và mức đặt ra; sửa từng chỉ tiêu sau.",
    )

    sections = (
        Section("Nhiệm kỳ", ("name", "ordinal", "start_on", "end_on")),
        Section("Cách tính", ("counting_rule", "copy_from"), spans={"counting_rule": 6}),
    )

    class Meta:
        model = Term
        fields = ["name", "ordinal", "start_on", "end_on", "counting_rule"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["copy_from"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Term.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_TAKEN.format(name=name))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_on"), cleaned.get("end_on")
        if start and end and end <= start:
            self.add_error("end_on", ENDS_FIRST.format(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}"))
        return cleaned


class TargetForm(RecordForm):
    """A target: measured by a figure of the catalogue, or assessed in words."""

    term = PickField(label="Nhiệm kỳ", queryset=Term.objects.active().order_by("-start_on", "pk"), list_name="terms")
    position = NumberField(label="Thứ tự", lowest=1, highest=99)
    label = TidyCharField(label="Chỉ tiêu", max_length=300)
    figure = forms.ChoiceField(label="Con số đo", choices=figure_choices, required=False)
    goal = NumberField(
        label="Mức đặt ra",
        required=False,
        highest=10**15 - 1,
        help_text="Bằng USD, đồng, lớp hoặc đối tác; để trống nếu chưa đặt con số.",
    )
    goal_text = TidyCharField(
        label="Mức đặt ra bằng chữ", max_length=100, required=False, help_text="In bên cạnh, ví dụ trên 35 triệu USD."
    )
    assessment_text = TidyCharField(label="Câu đánh giá", max_length=500, required=False)

    sections = (
        Section(
            "Chỉ tiêu",
            ("label", "term", "position", "kind", "figure", "comparison", "goal", "goal_text"),
            spans={"label": 6, "term": 3, "position": 3},
        ),
        Section("Đánh giá bằng lời", ("assessment", "assessment_text"), spans={"assessment": 2, "assessment_text": 4}),
    )

    class Meta:
        model = Target
        fields = [
            "term",
            "position",
            "label",
            "kind",
            "figure",
            "comparison",
            "goal",
            "goal_text",
            "assessment",
            "assessment_text",
        ]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        term = self.initial.get("term")
        if self.instance.pk is None and isinstance(term, (int, Term)):
            self.initial["position"] = (
                Target.objects.filter(term=term).aggregate(last=Max("position"))["last"] or 0
            ) + 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if kind := cleaned.get("kind"):
            self._check_figure(TargetKind(kind), cleaned)
        self._check_position(cleaned)
        return cleaned

    def _check_figure(self, kind: TargetKind, cleaned: dict[str, Any]) -> None:
        figure = cleaned.get("figure", "")
        if kind is TargetKind.ASSESSED:
            if figure:
                self.add_error("figure", NO_FIGURE)
            if cleaned.get("goal") is not None:
                self.add_error("goal", NO_GOAL)
            return
        if not figure:
            self.add_error("figure", NEEDS_FIGURE)
        elif figure not in FIGURES[kind]:
            names = "; ".join(figure_name(key) for key in FIGURES[kind])
            self.add_error("figure", WRONG_FIGURE.format(names=names))
        cleaned["comparison"] = cleaned.get("comparison") or Comparison.AT_LEAST

    def _check_position(self, cleaned: dict[str, Any]) -> None:
        term, position = cleaned.get("term"), cleaned.get("position")
        if term is None or position is None:
            return
        taken = set(Target.objects.filter(term=term).exclude(pk=self.instance.pk).values_list("position", flat=True))
        if position in taken:
            free = next(number for number in range(1, 101) if number not in taken)
            self.add_error("position", POSITION_TAKEN.format(position=position, free=free))
