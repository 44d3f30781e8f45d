"""The form of a delegation."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from config.kit.choices import Qualifier
from config.kit.fields import DayField, NumberField, PartialDateField, PickField, TidyCharField, VndField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.kit.numbers import write_number
from config.kit.text import fold, tidy
from config.reference.models import Agency, Country
from delegations.choices import DelegationKind
from delegations.models import Delegation, DelegationCountry

LEAVES_FIRST = "Ngày rời đi ({departure}) trước ngày đến ({arrival}). Xem lại hai mốc thời gian."
REPORTED_FIRST = "Ngày gửi báo cáo ({sent}) trước ngày đoàn đến ({arrival}). Xem lại ngày."
NOT_MEDICAL = "Chỉ ghi cho đoàn y tế. Xóa ô này, hoặc chọn loại đoàn “Y tế”."
NOT_VOLUNTEERS = "Chỉ ghi cho đoàn sinh viên tình nguyện. Xóa ô này, hoặc chọn loại đoàn “Sinh viên tình nguyện”."

# What only one kind of delegation has to tell, and what is said when another kind tells it.
RESULTS_OF = (
    (DelegationKind.MEDICAL, ("patient_visits", "medicine_vnd", "specialties"), NOT_MEDICAL),
    (DelegationKind.VOLUNTEERS, ("volunteer_count", "works_count", "works_vnd"), NOT_VOLUNTEERS),
)

MOST = 2_147_483_647
"""The largest count the database column holds."""


class Headcount(NamedTuple):
    """A number of persons with what the paper says before it ("khoảng"); "" for an exact one."""

    number: int
    qualifier: str

    def __str__(self) -> str:
        return f"{self.qualifier} {write_number(self.number)}".strip()


class HeadcountField(NumberField):
    """A number of persons as papers give it: "20", "20 người", "khoảng 20"; gives a Headcount.

    A qualifier is one of hơn, trên, khoảng, gần; another word before the number is refused in words.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, lowest=1, highest=100_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Headcount) else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Headcount) or value is None or not str(value).strip():
            return value if isinstance(value, Headcount) else None
        text = tidy(str(value))
        for qualifier in Qualifier.values:
            typed = text[: len(qualifier)]
            if qualifier and fold(typed) == fold(qualifier) and text[len(qualifier) : len(qualifier) + 1] in {"", " "}:
                return self._read(text[len(qualifier) :], qualifier)
        return self._read(text, Qualifier.EXACT)

    def _read(self, text: str, qualifier: str) -> Headcount:
        text = text.strip()
        if fold(text).endswith("nguoi"):
            text = text[: -len("người")].strip()
        number = super().to_python(text)
        if number is None:
            raise ValidationError("Chưa ghi số người, ví dụ “khoảng 20”. Để trống nếu chưa rõ.", code="invalid")
        return Headcount(number, str(qualifier))

    def validate(self, value: Any) -> None:
        super().validate(value.number if isinstance(value, Headcount) else value)


class CountryForm(PartForm):
    country = PickField(label="Nước", queryset=Country.objects.active().order_by("name", "pk"), list_name="countries")

    class Meta:
        model = DelegationCountry
        fields = ["country"]


def linked(name: str) -> QuerySet[Any]:
    """The records of another register that a link may point to; registers know each other by string only."""
    target: Any = Delegation._meta.get_field(name).remote_field.model  # type: ignore[union-attr]
    found: QuerySet[Any] = target.objects.active().order_by("name", "pk")
    return found


class DelegationForm(RecordForm):
    """A delegation: name, direction, kind and arrival are all that must be known."""

    name = TidyCharField(label="Tên đoàn", max_length=300)
    arrival = PartialDateField(label="Ngày đến", help_text="Đoàn ra: ngày đi. Ghi được cả 5/2016.")
    departure = PartialDateField(label="Ngày rời đi", required=False, help_text="Đoàn ra: ngày về.")
    headcount = HeadcountField(label="Số người", required=False, help_text="Ghi được cả “khoảng 20”, “hơn 30”.")
    organisations = TidyCharField(label="Tổ chức cử đoàn", max_length=300, required=False)
    head_name = TidyCharField(label="Trưởng đoàn", max_length=150, required=False)
    head_title = TidyCharField(label="Chức vụ trưởng đoàn", max_length=200, required=False)
    places = TidyCharField(label="Địa điểm", max_length=300, required=False)
    host = PickField(
        label="Cơ quan chủ trì đón tiếp",
        queryset=Agency.objects.active().order_by("name", "pk"),
        list_name="agencies",
        required=False,
    )
    host_leader = TidyCharField(label="Lãnh đạo tiếp đoàn", max_length=200, required=False)
    permit_number = TidyCharField(label="Số văn bản cho phép", max_length=60, required=False)
    permit_on = DayField(label="Ngày văn bản cho phép", required=False)
    permit_issuer = TidyCharField(label="Cơ quan cho phép", max_length=150, required=False)
    cost_vnd = VndField(label="Kinh phí (đồng)", required=False)
    cost_source = TidyCharField(label="Nguồn kinh phí", max_length=200, required=False)
    report_sent_on = DayField(label="Ngày gửi báo cáo kết quả", required=False)
    patient_visits = NumberField(
        label="Lượt người khám, chữa bệnh",
        required=False,
        highest=MOST,
        help_text="Một người khám hai lần là hai lượt.",
    )
    medicine_vnd = VndField(label="Trị giá thuốc (đồng)", required=False)
    specialties = TidyCharField(label="Chuyên khoa", max_length=200, required=False)
    volunteer_count = NumberField(label="Số tình nguyện viên", required=False, highest=MOST)
    works_count = NumberField(label="Số công trình, phần việc", required=False, highest=MOST)
    works_vnd = VndField(label="Trị giá công trình, phần việc (đồng)", required=False)
    ngo = PickField(label="Tổ chức PCPNN", queryset=linked("ngo"), list_name="ngos", required=False)
    project = PickField(
        label="Khoản viện trợ liên quan",
        queryset=linked("project"),
        list_name="projects",
        label_of=lambda project: f"{project.code} {project.name}",
        required=False,
    )
    association = PickField(
        label="Hội hữu nghị", queryset=linked("association"), list_name="associations", required=False
    )
    partner = PickField(label="Đối tác", queryset=linked("partner"), list_name="partners", required=False)

    sections = (
        Section(
            "Thông tin đầu tiên",
            ("name", "direction", "kind", "status", "arrival", "departure", "headcount"),
            spans=dict.fromkeys(("direction", "kind", "status", "arrival", "departure", "headcount"), 2) | {"name": 6},
        ),
        Section(
            "Khách, mục đích, địa điểm",
            ("organisations", "head_name", "head_title", "places", "purpose"),
            is_open=False,
            spans={"purpose": 6},
        ),
        Section(
            "Đón tiếp, văn bản cho phép, kinh phí",
            ("host", "host_leader", "permit_number", "permit_on", "permit_issuer", "cost_vnd", "cost_source"),
            is_open=False,
            spans={"permit_number": 2, "permit_on": 2, "permit_issuer": 2},
        ),
        Section(
            "Kết quả",
            (
                "outcome",
                "report_sent_on",
                "patient_visits",
                "medicine_vnd",
                "specialties",
                "volunteer_count",
                "works_count",
                "works_vnd",
            ),
            is_open=False,
            spans={"outcome": 6, "report_sent_on": 6}
            | dict.fromkeys(("patient_visits", "medicine_vnd", "specialties"), 2)
            | dict.fromkeys(("volunteer_count", "works_count", "works_vnd"), 2),
        ),
        Section(
            "Hồ sơ liên quan, ghi chú",
            ("ngo", "project", "association", "partner", "note"),
            is_open=False,
            spans={"note": 6},
        ),
    )
    parts = (Parts("countries", CountryForm, "Nước, vùng lãnh thổ", key="country", extra=2),)

    class Meta:
        model = Delegation
        fields = [
            "direction",
            "kind",
            "name",
            "organisations",
            "head_name",
            "head_title",
            "purpose",
            "places",
            "host",
            "host_leader",
            "permit_number",
            "permit_on",
            "permit_issuer",
            "cost_vnd",
            "cost_source",
            "status",
            "outcome",
            "report_sent_on",
            "ngo",
            "project",
            "association",
            "partner",
            "patient_visits",
            "medicine_vnd",
            "specialties",
            "volunteer_count",
            "works_count",
            "works_vnd",
            "note",
        ]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.headcount is not None:
            stored = Headcount(self.instance.headcount, self.instance.headcount_qualifier)
            self.initial.setdefault("headcount", stored)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        arrival, departure, sent = (cleaned.get(name) for name in ("arrival", "departure", "report_sent_on"))
        if arrival and departure and departure.last < arrival.first:
            self.add_error("departure", LEAVES_FIRST.format(arrival=arrival, departure=departure))
        if arrival and sent and sent < arrival.first:
            self.add_error("report_sent_on", REPORTED_FIRST.format(arrival=arrival, sent=f"{sent:%d/%m/%Y}"))
        self._refuse_results_of_other_kinds(cleaned)
        return cleaned

    def _refuse_results_of_other_kinds(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("kind")
        for owner, names, sentence in RESULTS_OF:
            for name in names:
                if kind and kind != owner and cleaned.get(name) not in (None, ""):
                    self.add_error(name, sentence)

    def _post_clean(self) -> None:
        if "headcount" in self.cleaned_data:
            found = self.cleaned_data["headcount"] or Headcount(None, "")  # type: ignore[arg-type]
            self.instance.headcount, self.instance.headcount_qualifier = found
        super()._post_clean()
