"""The form of a registration certificate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from aid.choices import CertificateEvent, CertificateKind
from aid.forms.picks import pick_ngo
from aid.models import RegistrationCertificate
from aid.rules.certificates import PROJECT_OFFICES_END, is_out_of_law, overlapping
from config.kit.fields import DayField, TidyCharField
from config.kit.forms import RecordForm, Section
from config.kit.text import lower_first

EXPIRES_FIRST = "Ngày hết hạn ({expires:%d/%m/%Y}) trước ngày cấp ({issued:%d/%m/%Y}). Xem lại hai ngày."
ALREADY_THERE = (
    "Giấy này đã có: cùng tổ chức, loại giấy, số, việc và ngày cấp. Mở giấy đã có để sửa; "
    "nếu không thấy trong danh sách thì giấy đó đang được lưu trữ."
)
OVERLAPS = (
    "Cùng hiệu lực với “{other}” ({span}) của tổ chức này. Nếu là gia hạn, sửa đổi hoặc cấp lại thì chọn đúng việc; "
    "nếu đúng là có hai giấy thì ghi lý do vào ô này."
)
DECIDES_OVERLAP = {"ngo", "kind", "event", "issued_on", "expires_on", "overlap_reason"}
FIELDS = ("ngo", "kind", "event", "number", "issued_on", "expires_on", "fields", "provinces", "covers_province", "note")


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known; gives True, False or None."""

    SAID = {True: "yes", False: "no"}

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "Chưa rõ"), ("yes", "Có"), ("no", "Không")]
        read = {"yes": True, "no": False, True: True, False: False}
        super().__init__(choices=choices, coerce=read.__getitem__, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.SAID.get(value, value) if isinstance(value, bool) else value


def span_of(paper: RegistrationCertificate) -> str:
    """The days a paper gives itself: "01/02/2018 – 31/01/2021"."""
    if paper.expires_on is None:
        return f"từ {paper.issued_on:%d/%m/%Y}, không ghi ngày hết hạn"
    return f"{paper.issued_on:%d/%m/%Y} – {paper.expires_on:%d/%m/%Y}"


def other_papers(paper: RegistrationCertificate) -> Sequence[RegistrationCertificate]:
    """The papers in use of the same kind and organisation, in order of time."""
    others: Any = RegistrationCertificate.objects.active().filter(ngo=paper.ngo_id, kind=paper.kind)
    return list(others.exclude(pk=paper.pk).order_by("issued_on", "pk"))


class CertificateForm(RecordForm):
    """A certificate as issued, renewed, changed, suspended or revoked: one record for each paper."""

    ngo = pick_ngo(label="Tổ chức")
    number = TidyCharField(label="Số giấy", max_length=60)
    issued_on = DayField(label="Ngày cấp")
    expires_on = DayField(label="Ngày hết hạn", required=False)
    provinces = TidyCharField(label="Địa bàn đăng ký", max_length=300, required=False)
    covers_province = YesNoField(
        label="Tỉnh ta trong địa bàn đăng ký",
        help_text="Để “Chưa rõ” thì phần mềm đề xuất theo địa bàn đăng ký.",
    )
    overlap_reason = TidyCharField(
        label="Lý do có hai giấy cùng hiệu lực",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi tổ chức giữ hai giấy cùng loại trong cùng thời gian.",
    )

    sections = (
        Section(
            "Giấy đăng ký",
            FIELDS,
            spans={"ngo": 6, "number": 2, "issued_on": 2, "expires_on": 2, "fields": 6, "note": 6},
        ),
        Section("Hai giấy cùng hiệu lực", ("overlap_reason",), is_open=False, spans={"overlap_reason": 6}),
    )

    class Meta:
        model = RegistrationCertificate
        fields = [*FIELDS, "overlap_reason"]
        error_messages = {NON_FIELD_ERRORS: {"unique_together": ALREADY_THERE}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", EXPIRES_FIRST.format(issued=issued, expires=expires))
        kind, event = cleaned.get("kind"), cleaned.get("event")
        if issued and kind and event and is_out_of_law(kind, event, issued):
            words = {"event": CertificateEvent(event).label.lower(), "kind": lower_first(CertificateKind(kind).label)}
            self.add_error("kind", PROJECT_OFFICES_END.format(**words))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and not self.cleaned_data["overlap_reason"] and DECIDES_OVERLAP & set(self.changed_data):
            self._ask_about_overlap()

    def _ask_about_overlap(self) -> None:
        """Two papers at once are no error, but nobody should find them without a word of why."""
        other = overlapping(self.instance, other_papers(self.instance))
        if other is not None:
            self.add_error("overlap_reason", OVERLAPS.format(other=other, span=span_of(other)))
