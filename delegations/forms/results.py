"""The forms of what a medical mission or a group of volunteers did, and the lock on totals that rows replace."""

from typing import Any, ClassVar

from django import forms
from django.db.models import prefetch_related_objects

from config.kit.fields import DayField, NumberField, PickField, TidyCharField, VndField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.models import Place
from delegations.choices import DelegationKind
from delegations.models import Delegation, MedicalSession, VolunteerWork
from delegations.results import disagreements, replaced

MOST, MOST_DAYS = 2_147_483_647, 32_767
OUTSIDE_STAY = "Ngày {day} nằm ngoài thời gian của đoàn ({stay}). Xem lại ngày, hoặc sửa thời gian ở hồ sơ đoàn."
SOME_OUTSIDE = "Có buổi khám nằm ngoài thời gian của đoàn. Xem dòng được đánh dấu."
FROM_ROWS = "Cộng từ các dòng ở trang kết quả của đoàn."
ROWS_OF_KIND = "Đoàn đã ghi {rows}. Bỏ các dòng đó ở trang kết quả trước khi đổi loại đoàn."
DROP_TYPED = "Bỏ tổng ghi trước đây, chỉ giữ tổng của các dòng"


def pick_place(**kwargs: Any) -> PickField:
    return PickField(
        queryset=Place.objects.for_choice(), list_name="places", label_of=lambda place: place.choice_label, **kwargs
    )


def visits_field(**kwargs: Any) -> NumberField:
    return NumberField(label="Lượt người khám", required=False, highest=MOST, **kwargs)


class SessionForm(PartForm):
    day = DayField(label="Ngày", required=False)
    site = TidyCharField(label="Điểm khám", max_length=200, required=False)
    place = pick_place(label="Địa bàn", required=False)
    specialty = TidyCharField(label="Chuyên khoa", max_length=150, required=False)
    patient_visits = visits_field()
    medicine_vnd = VndField(label="Trị giá thuốc (đồng)", required=False)
    equipment = TidyCharField(label="Trang thiết bị trao tặng", max_length=300, required=False)

    class Meta:
        model = MedicalSession
        fields = ["day", "site", "place", "specialty", "patient_visits", "medicine_vnd", "equipment"]


class WorkForm(PartForm):
    description = TidyCharField(label="Công trình, phần việc", max_length=300)
    place = pick_place(label="Địa bàn", required=False)
    days = NumberField(label="Số ngày", required=False, highest=MOST_DAYS)
    value_vnd = VndField(label="Trị giá (đồng)", required=False)

    class Meta:
        model = VolunteerWork
        fields = ["description", "place", "days", "value_vnd"]


class ResultsForm(RecordForm):
    """Results of one delegation. A total that its rows tell is not typed beside them."""

    totals: ClassVar[tuple[str, ...]] = ()
    drop_typed = forms.BooleanField(label=DROP_TYPED, required=False)

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        prefetch_related_objects([kwargs["instance"]], "sessions__place__parent", "works__place__parent")
        super().__init__(data, *args, **kwargs)
        self.replaced = replaced(self.instance)
        for name in self.replaced.intersection(self.totals):
            del self.fields[name]
        if not disagreements(self.instance):
            del self.fields["drop_typed"]

    def _post_clean(self) -> None:
        if self.cleaned_data.get("drop_typed"):
            for name in self.replaced:
                setattr(self.instance, name, None)
        super()._post_clean()


class MedicalForm(ResultsForm):
    specialties = TidyCharField(label="Chuyên khoa", max_length=200, required=False)
    patient_visits = visits_field(help_text="Tổng, khi chưa ghi theo từng buổi.")
    medicine_vnd = VndField(
        label="Trị giá thuốc (đồng)", required=False, help_text="Tổng, khi chưa ghi theo từng buổi."
    )

    totals = ("patient_visits", "medicine_vnd")
    sections = (
        Section(
            "Chung cho cả đoàn",
            ("specialties", "patient_visits", "medicine_vnd", "drop_typed"),
            spans={"specialties": 2, "patient_visits": 2, "medicine_vnd": 2, "drop_typed": 6},
        ),
    )
    parts = (
        Parts(
            "sessions",
            SessionForm,
            "Buổi khám, chữa bệnh",
            help="Mỗi ngày ở một điểm khám là một dòng. Một người khám hai lần là hai lượt.",
            extra=2,
        ),
    )

    class Meta(ResultsForm.Meta):
        fields: ClassVar[list[str]] = ["specialties", "patient_visits", "medicine_vnd"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if [row for row in self.rows[0].forms if self._refuse_outside(row)]:
            self.add_error(None, SOME_OUTSIDE)
        return cleaned

    def _refuse_outside(self, row: Any) -> bool:
        """Whether the day of the row lies before the arrival or after the departure; the row says so."""
        values = getattr(row, "cleaned_data", None) or {}
        day, arrival, departure = values.get("day"), self.instance.arrival, self.instance.departure
        if day is None or values.get("DELETE"):
            return False
        if day >= arrival.first and (departure is None or day <= departure.last):
            return False
        stay = f"{arrival} – {departure}" if departure else f"từ {arrival}"
        row.add_error("day", OUTSIDE_STAY.format(day=f"{day:%d/%m/%Y}", stay=stay))
        return True


class VolunteersForm(ResultsForm):
    partner_school = TidyCharField(label="Trường, đơn vị phối hợp", max_length=200, required=False)
    volunteer_count = NumberField(label="Số tình nguyện viên", required=False, highest=MOST)
    volunteer_days = NumberField(label="Số ngày tình nguyện", required=False, highest=MOST_DAYS)
    works_count = NumberField(
        label="Số công trình, phần việc", required=False, highest=MOST, help_text="Tổng, khi chưa ghi từng công trình."
    )
    works_vnd = VndField(
        label="Trị giá công trình, phần việc (đồng)", required=False, help_text="Tổng, khi chưa ghi từng công trình."
    )

    totals = ("works_count", "works_vnd")
    sections = (
        Section(
            "Chung cho cả đoàn",
            ("partner_school", "volunteer_count", "volunteer_days", "works_count", "works_vnd", "drop_typed"),
            spans={"partner_school": 2, "volunteer_count": 2, "volunteer_days": 2, "drop_typed": 6},
        ),
    )
    parts = (
        Parts("works", WorkForm, "Công trình, phần việc", help="Mỗi công trình hoặc phần việc một dòng.", extra=2),
    )

    class Meta(ResultsForm.Meta):
        fields: ClassVar[list[str]] = [
            "partner_school",
            "volunteer_count",
            "volunteer_days",
            "works_count",
            "works_vnd",
        ]


FORMS: dict[str, type[ResultsForm]] = {
    DelegationKind.MEDICAL: MedicalForm,
    DelegationKind.VOLUNTEERS: VolunteersForm,
}
"""The form of each kind that has results of its own; other kinds write theirs as text."""

ROWS = (
    (DelegationKind.MEDICAL, "sessions", "các buổi khám"),
    (DelegationKind.VOLUNTEERS, "works", "các công trình, phần việc"),
)


def lock_replaced(form: Any) -> None:
    """In the form of the whole delegation, what rows tell is shown and not typed."""
    if form.instance.pk is None:
        return
    for name in replaced(form.instance):
        if name in form.fields:
            form.fields[name].disabled = True
            form.fields[name].help_text = FROM_ROWS


def refuse_other_kind(form: Any, kind: str | None) -> None:
    """Rows that only one kind has keep the delegation of that kind."""
    if form.instance.pk is None or not kind:
        return
    for owner, name, rows in ROWS:
        if kind != owner and getattr(form.instance, name).exists():
            form.add_error("kind", ROWS_OF_KIND.format(rows=rows))
