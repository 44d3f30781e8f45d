"""The form of a delegation."""

from typing import Any

from django.db.models import QuerySet

from config.kit.fields import DayField, NumberField, PartialDateField, PickField, TidyCharField, VndField
from config.kit.forms import RecordForm, Section
from config.reference.models import Agency
from delegations.choices import DelegationKind
from delegations.forms.checks import fewer_than_members, leaves_first, reported_first
from delegations.forms.headcount import Headcount, HeadcountField
from delegations.forms.parts import PARTS
from delegations.forms.results import lock_replaced, refuse_other_kind
from delegations.models import Delegation

NOT_MEDICAL = "Chỉ ghi cho đoàn y tế. Xóa ô này, hoặc chọn loại đoàn “Y tế”."
NOT_VOLUNTEERS = "Chỉ ghi cho đoàn sinh viên tình nguyện. Xóa ô này, hoặc chọn loại đoàn “Sinh viên tình nguyện”."

# What only one kind of delegation has to tell, and what is said when another kind tells it.
RESULTS_OF = (
    (DelegationKind.MEDICAL, ("patient_visits", "medicine_vnd", "specialties"), NOT_MEDICAL),
    (DelegationKind.VOLUNTEERS, ("volunteer_count", "works_count", "works_vnd"), NOT_VOLUNTEERS),
)

# All that a first letter says, with the countries right below; the rest of the dossier is folded away.
FIRST_FIELDS = (
    "name",
    "direction",
    "kind",
    "headcount",
    "arrival",
    "departure",
    "organisations",
    "head_name",
    "purpose",
)

MOST = 2_147_483_647
"""The largest count the database column holds."""


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
            "Thông tin trong thư",
            FIRST_FIELDS,
            spans=dict.fromkeys(("direction", "kind", "headcount"), 2) | dict.fromkeys(("name", "purpose"), 6),
        ),
        Section(
            "Trưởng đoàn, địa điểm, đón tiếp",
            ("head_title", "places", "host", "host_leader", "talking_points", "invitation"),
            is_open=False,
            spans={"talking_points": 6, "invitation": 6},
        ),
        Section(
            "Tình trạng, kết quả",
            (
                "status",
                "report_sent_on",
                "outcome",
                "patient_visits",
                "medicine_vnd",
                "specialties",
                "volunteer_count",
                "works_count",
                "works_vnd",
            ),
            is_open=False,
            spans={"outcome": 6}
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
    parts = PARTS

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
            "invitation",
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
            "talking_points",
            "note",
        ]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.headcount is not None:
            stored = Headcount(self.instance.headcount, self.instance.headcount_qualifier)
            self.initial.setdefault("headcount", stored)
        lock_replaced(self)
        if self.instance.pk is not None:
            # A stored delegation moves by the page of its statuses, which asks for what the next one needs.
            del self.fields["status"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        arrival = cleaned.get("arrival")
        refusals = {
            "departure": leaves_first(arrival, cleaned.get("departure")),
            "report_sent_on": reported_first(arrival, cleaned.get("report_sent_on")),
            "headcount": fewer_than_members(cleaned.get("headcount"), self._members()),
        }
        for name, sentence in refusals.items():
            if sentence:
                self.add_error(name, sentence)
        self._refuse_results_of_other_kinds(cleaned)
        refuse_other_kind(self, cleaned.get("kind"))
        return cleaned

    def _members(self) -> int:
        """How many members stand by name already; those have a page of their own."""
        return self.instance.members.count() if self.instance.pk is not None else 0

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
