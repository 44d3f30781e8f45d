"""The form that moves a delegation to another status: it asks for what is missing there and for nothing else."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.kit.completeness import Need
from config.kit.fields import DayField, PartialDateField, PickField, TidyCharField
from config.kit.forms import HouseForm, Section
from config.kit.moves import Move
from config.kit.writing import LONGEST_REASON
from config.reference.models import Country
from delegations.actions.statuses import Given
from delegations.choices import Direction, PermitKind
from delegations.forms.checks import fewer_than_members, leaves_first, reported_first
from delegations.forms.headcount import HeadcountField
from delegations.models import Delegation
from delegations.statuses import way_of

IN_THE_FUTURE = "Ngày {day:%d/%m/%Y} chưa đến. Ghi ngày đã gửi, không muộn hơn hôm nay ({today:%d/%m/%Y})."
NUMBER, DAY, ISSUER = "number", "issued_on", "issuer"


def _permit_fields(prefix: str, what: str) -> dict[str, Callable[[], forms.Field]]:
    return {
        f"{prefix}_{NUMBER}": lambda: TidyCharField(label=f"Số {what}", max_length=60),
        f"{prefix}_{DAY}": lambda: DayField(label="Ngày văn bản", required=False),
        f"{prefix}_{ISSUER}": lambda: TidyCharField(label="Cơ quan ban hành", max_length=150, required=False),
    }


def _text(label: str) -> forms.Field:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}))


# What asks for a need, by the need's key.
FIELDS: dict[str, dict[str, Callable[[], forms.Field]]] = {
    "purpose": {"purpose": lambda: _text("Mục đích, nội dung")},
    "country": {
        "country": lambda: PickField(
            label="Nước, vùng lãnh thổ",
            queryset=Country.objects.active().order_by("name", "pk"),
            list_name="countries",
            help_text="Đoàn của nhiều nước: ghi một nước, rồi sửa hồ sơ.",
        )
    },
    "headcount": {"headcount": lambda: HeadcountField(label="Số người", help_text="Ghi được cả “khoảng 20”.")},
    "permit": _permit_fields("permit", "văn bản cho phép"),
    "medical_permit": _permit_fields("medical_permit", "văn bản của ngành y tế"),
    "departure": {"departure": lambda: PartialDateField(label="Ngày rời đi")},
    "report_sent_on": {"report_sent_on": lambda: DayField(label="Ngày gửi báo cáo kết quả")},
    "outcome": {"outcome": lambda: _text("Kết quả")},
}
VALUES = ("purpose", "departure", "report_sent_on", "outcome")
SPANS = {name: 2 for key in ("permit", "medical_permit") for name in FIELDS[key]} | dict.fromkeys(
    ("purpose", "outcome", "reason"), 6
)


class StatusForm(HouseForm):
    """`asked` names what is missing. Days are measured against `today`, which the view gives."""

    to = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = TidyCharField(label="Lý do", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, data: Any = None, *, delegation: Delegation, move: Move, asked: Sequence[Need], today: date
    ) -> None:
        self.delegation, self.move, self.asked, self.today = delegation, move, asked, today
        super().__init__(data, initial={"to": move.to.value})

    def dress(self, options: Any) -> None:
        """The fields of this move are added first, so that they get the house's manners too."""
        for need in self.asked:
            for name, field in FIELDS[need.key].items():
                self.fields[name] = field()
        if not self.move.needs_reason:
            del self.fields["reason"]
        super().dress(options)

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """What is missing, or the reason; none when the move asks for nothing."""
        missing = tuple(name for need in self.asked for name in FIELDS[need.key])
        title = f"Cần cho trạng thái “{way_of(self.delegation.direction).label(self.move.to)}”"
        shown = [Section(title, missing, spans=SPANS)] if missing else []
        if "reason" in self.fields:
            shown.append(Section("", ("reason",), spans=SPANS))
        self.sections = tuple(shown)  # type: ignore[misc]
        return super().shown_sections if shown else []

    # What is checked ----------------------------------------------------------

    def clean_report_sent_on(self) -> date:
        day: date = self.cleaned_data["report_sent_on"]
        if day > self.today:
            raise ValidationError(IN_THE_FUTURE.format(day=day, today=self.today))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        arrival = self.delegation.arrival
        refusals = {
            "departure": leaves_first(arrival, cleaned.get("departure")),
            "report_sent_on": reported_first(arrival, cleaned.get("report_sent_on")),
            "headcount": self._members_refused(cleaned),
        }
        for name, sentence in refusals.items():
            if sentence:
                self.add_error(name, sentence)
        return cleaned

    def _members_refused(self, cleaned: dict[str, Any]) -> str:
        if not cleaned.get("headcount"):
            return ""
        return fewer_than_members(cleaned["headcount"], self.delegation.members.count())

    # What was given -----------------------------------------------------------

    @property
    def given(self) -> Given:
        """The cleaned answers, sorted into fields and rows."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in VALUES if name in self.fields}
        if "headcount" in self.fields:
            values["headcount"], values["headcount_qualifier"] = cleaned["headcount"]
        rows: dict[str, list[dict[str, Any]]] = {"permits": self._permits(cleaned)}
        if "country" in self.fields:
            rows["countries"] = [{"country": cleaned["country"]}]
        return Given(values=values, rows=rows, reason=cleaned.get("reason", ""))

    def _permits(self, cleaned: dict[str, Any]) -> list[dict[str, Any]]:
        own = PermitKind.VISIT if self.delegation.direction == Direction.IN else PermitKind.OUTGOING
        kinds = {"permit": own, "medical_permit": PermitKind.MEDICAL}
        return [
            {"kind": kind, **{name: cleaned[f"{prefix}_{name}"] for name in (NUMBER, DAY, ISSUER)}}
            for prefix, kind in kinds.items()
            if f"{prefix}_{NUMBER}" in self.fields
        ]
