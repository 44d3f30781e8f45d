"""Forms of terms and their targets."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Max

from config.kit.fields import DayField, NumberField, PickField, TidyCharField, YearField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.kit.periods import Period
from reports.choices import Comparison, CountingRule, TargetKind
from reports.counting import counted_period
from reports.measures import figure_name
from reports.models import Milestone, Target, Term
from reports.target_kinds import KINDS, MILESTONES, fits, keys_by_subject, said_kinds

ENDS_FIRST = "Nhiệm kỳ kết thúc ({end}) trước khi bắt đầu ({start}). Xem lại hai ngày."
NAME_TAKEN = "Đã có nhiệm kỳ “{name}”. Đặt tên khác hoặc sửa nhiệm kỳ đó."
OTHER_DAYS = "Câu này ghi khác các ngày được tính (từ {start} đến {end}). Sửa lại, hoặc để trống để soạn theo đó."
NEEDS_FIGURE = "Chọn con số để đo chỉ tiêu này, hoặc chọn kiểu “Đánh giá bằng lời”."
WRONG_FIGURE = "“{figure}” không đo được kiểu “{kind}”, chỉ đo được kiểu {kinds}. Đổi kiểu hoặc chọn con số khác."
UNKNOWN_FIGURE = "Con số này không đo được chỉ tiêu nào. Chọn một con số trong danh sách."
NO_FIGURE = "Chỉ tiêu đánh giá bằng lời không có con số đo. Để trống ô này."
NO_GOAL = "Chỉ tiêu đánh giá bằng lời không có mức bằng số. Để trống ô này."
POSITION_TAKEN = "Thứ tự {position} đã có chỉ tiêu khác. Thứ tự còn trống: {free}."
NO_MILESTONES = "Mốc hằng năm chỉ dùng cho kiểu {kinds}. Bỏ các dòng mốc, hoặc đổi kiểu chỉ tiêu."
OUTSIDE_TERM = "Năm {year} không nằm trong các năm được tính của nhiệm kỳ ({first}-{last})."
SOME_OUTSIDE = "Có mốc ở năm không được tính. Xem lại năm ở bảng mốc hằng năm."
MOST = 10**15 - 1


def figure_choices() -> list[tuple[str, Any]]:
    """The figures a target can be measured by, under what they are about."""
    named = [(subject, [(key, figure_name(key)) for key in keys]) for subject, keys in keys_by_subject().items()]
    return [("", "Chọn con số"), *named]


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
        help_text="Chép tên, cách đo và mức đặt ra, không chép mốc hằng năm; sửa từng chỉ tiêu sau.",
    )

    sections = (
        Section("Nhiệm kỳ", ("name", "ordinal", "start_on", "end_on")),
        Section("Cách tính", ("counting", "counting_rule"), spans={"counting_rule": 6}),
        Section("Chỉ tiêu", ("copy_from",)),
    )

    class Meta:
        model = Term
        fields = ["name", "ordinal", "start_on", "end_on", "counting", "counting_rule"]
        help_texts = {"counting": "Trang của nhiệm kỳ cho thấy từng cách tính làm con số khác nhau ra sao."}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["copy_from"]

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """A section whose fields are all gone is not shown: only a new term copies targets."""
        return [section for section in super().shown_sections if section["fields"]]

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
        elif start and end and cleaned.get("counting"):
            self._check_rule(cleaned["counting_rule"], start, end, CountingRule(cleaned["counting"]))
        return cleaned

    def _check_rule(self, text: str, start: date, end: date, rule: CountingRule) -> None:
        """A typed sentence that names days of the term names those that count, not those of another choice."""
        possible = [counted_period(each, start, end, "") for each in CountingRule]
        if self.instance.pk is not None:
            possible.append(self.instance.period)
        counted = _written(counted_period(rule, start, end, ""))
        named = {day for period in possible for day in _written(period) if day in text}
        if named and not named.issuperset(counted):
            self.add_error("counting_rule", OTHER_DAYS.format(start=counted[0], end=counted[1]))


def _written(period: Period) -> tuple[str, str]:
    return f"{period.start:%d/%m/%Y}", f"{period.end:%d/%m/%Y}"


class MilestoneForm(PartForm):
    year = YearField(label="Năm")
    goal = NumberField(label="Lũy kế đến hết năm", highest=MOST)

    class Meta:
        model = Milestone
        fields = ["year", "goal"]


class TargetForm(RecordForm):
    """A target: measured by a figure of the catalogue, or assessed in words."""

    term = PickField(label="Nhiệm kỳ", queryset=Term.objects.active().order_by("-start_on", "pk"), list_name="terms")
    position = NumberField(label="Thứ tự", lowest=1, highest=99)
    label = TidyCharField(label="Chỉ tiêu", max_length=300)
    figure = forms.ChoiceField(
        label="Con số đo",
        choices=figure_choices,
        required=False,
        error_messages={"invalid_choice": UNKNOWN_FIGURE},
    )
    goal = NumberField(
        label="Mức đặt ra",
        required=False,
        highest=MOST,
        help_text="Theo đơn vị của con số đo; để trống nếu chưa đặt con số.",
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
    parts = (
        Parts(
            "milestones",
            MilestoneForm,
            "Mốc hằng năm",
            key="year",
            is_open=False,
            help="Không bắt buộc. Mỗi mốc là mức cộng từ đầu nhiệm kỳ đến hết năm đó; mức đặt ra của cả nhiệm kỳ vẫn "
            "giữ nguyên.",
            extra=3,
        ),
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
            self._check_milestones(TargetKind(kind), cleaned.get("term"))
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
            if "figure" not in self.errors:
                self.add_error("figure", NEEDS_FIGURE)
        elif not fits(kind, figure):
            words = {"figure": figure_name(figure), "kind": kind.label, "kinds": said_kinds(KINDS[figure])}
            self.add_error("figure", WRONG_FIGURE.format(**words))
        cleaned["comparison"] = cleaned.get("comparison") or Comparison.AT_LEAST

    def _check_milestones(self, kind: TargetKind, term: Term | None) -> None:
        """Milestones belong to a target that grows through the term, and to a year of it that counts."""
        rows = [row for row in self.rows[0].forms if _is_kept(row)]
        if rows and kind not in MILESTONES:
            self.add_error(None, NO_MILESTONES.format(kinds=said_kinds(MILESTONES)))
        elif rows and term is not None:
            years = term.period.years()
            outside = [row for row in rows if row.cleaned_data["year"] not in years]
            for row in outside:
                words = {"year": row.cleaned_data["year"], "first": years[0], "last": years[-1]}
                row.add_error("year", OUTSIDE_TERM.format(**words))
            if outside:
                self.add_error(None, SOME_OUTSIDE)

    def _check_position(self, cleaned: dict[str, Any]) -> None:
        term, position = cleaned.get("term"), cleaned.get("position")
        if term is None or position is None:
            return
        taken = set(Target.objects.filter(term=term).exclude(pk=self.instance.pk).values_list("position", flat=True))
        if position in taken:
            free = next(number for number in range(1, 101) if number not in taken)
            self.add_error("position", POSITION_TAKEN.format(position=position, free=free))


def _is_kept(row: Any) -> bool:
    """Whether a row of milestones is filled in, readable, and to stay."""
    values = getattr(row, "cleaned_data", None) or {}
    return values.get("year") is not None and not values.get("DELETE")
