"""What is asked when a report is issued: its number, its day, who signs, and what its figures are."""

from typing import Any

from django import forms

from config.kit.fields import DayField, TidyCharField
from config.kit.forms import HouseForm, Section
from config.reference.models import IssuingBody, Signatory
from reports.choices import Standing
from reports.models import Report
from reports.printed.issuing import Signing

NO_SIGNATORY = "Cơ quan này chưa có người ký. Thêm người ký ở hồ sơ cơ quan ban hành trước."
NOT_OF_BODY = "Chọn một người ký của cơ quan này."


class IssueForm(HouseForm):
    number = TidyCharField(label="Số", max_length=30, help_text="Ví dụ 05; ký hiệu của cơ quan được thêm vào.")
    dated_on = DayField(label="Ngày ký", help_text="Ngày ghi trên văn bản, ví dụ 6/3/2020.")
    signatory = forms.ChoiceField(label="Người ký", error_messages={"invalid_choice": NOT_OF_BODY})
    standing = forms.ChoiceField(label="Loại số liệu", choices=Standing.choices)

    sections = (Section("", ("number", "dated_on", "signatory", "standing")),)

    def __init__(self, data: Any = None, *, body: IssuingBody, report: Report | None) -> None:
        self.people = {str(person.pk): person for person in _in_order(body)}
        super().__init__(data, initial=self._initial(report))
        offered: Any = self.fields["signatory"]
        offered.choices = [(key, f"{person.name}, {person.title}") for key, person in self.people.items()]
        if not self.people:
            offered.error_messages["required"] = NO_SIGNATORY

    def signing(self) -> Signing:
        """What a valid form says."""
        given = self.cleaned_data
        return Signing(given["number"], given["dated_on"], self.people[given["signatory"]], given["standing"])

    def _initial(self, report: Report | None) -> dict[str, Any]:
        signs: Signatory | None = next(iter(self.people.values()), None)
        return {
            "number": report.number if report else "",
            "dated_on": report.dated_on if report else None,
            "standing": report.standing if report else Standing.FINAL,
            "signatory": str(signs.pk) if signs else "",
        }


def _in_order(body: IssuingBody) -> list[Signatory]:
    """The usual signatory first."""
    return sorted(body.signatories.all(), key=lambda person: (not person.is_default, person.pk))
