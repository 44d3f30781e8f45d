"""The form of an aid project of any modality."""

from typing import Any

from django import forms

from aid.actions.projects import check_parent, next_code
from aid.choices import Modality
from aid.forms.calls import CALL_FIELDS, CALL_SECTION, CallMoneyMixin, sought_amount_field, sought_currency_field
from aid.forms.picks import pick_agency
from aid.forms.shares import DonorForm, OutputForm, PlaceShareForm, SectorShareForm
from aid.models import AidProject
from config.kit.clock import today
from config.kit.fields import DayField, NumberField, PartialDateField, PickField, TidyCharField, VndField
from config.kit.forms import Parts, RecordForm, Section, check_shares
from config.kit.writing import RuleBroken

ENDS_FIRST = "Kết thúc ({end}) trước khi bắt đầu ({start}). Xem lại hai mốc thời gian."
HANDED_OVER_FIRST = "Bàn giao ({handed:%d/%m/%Y}) trước khi bắt đầu ({start}). Xem lại hai mốc thời gian."
SHARES_HELP = "Một dòng thì không cần tỷ lệ. Nhiều dòng: ghi đủ 100%, hoặc để trống tất cả nếu chưa rõ."
OUTPUTS_HELP = "Trạm, trường, nhà, phòng học: để trống đơn vị tính cũng được. Đường, đường điện, thiết bị thì ghi rõ."
LARGEST_COUNT = 2_147_483_647


class ProjectForm(CallMoneyMixin, RecordForm):
    """Name and modality are all that must be known; the code and the legal basis are proposed."""

    name = TidyCharField(label="Tên khoản viện trợ", max_length=500)
    modality = forms.ChoiceField(label="Hình thức viện trợ", choices=Modality.choices, widget=forms.RadioSelect)
    code = TidyCharField(label="Mã", max_length=30, required=False, help_text="Để trống thì lấy mã kế tiếp của năm.")
    owner = pick_agency(label="Chủ khoản viện trợ", required=False)
    managing_agency = pick_agency(label="Cơ quan chủ quản", required=False)
    start = PartialDateField(label="Bắt đầu", required=False)
    end = PartialDateField(label="Kết thúc", required=False)
    approval_number = TidyCharField(label="Số quyết định phê duyệt", max_length=60, required=False)
    approval_on = DayField(label="Ngày quyết định phê duyệt", required=False)
    approval_issuer = TidyCharField(label="Cơ quan phê duyệt", max_length=150, required=False)
    counterpart_vnd = VndField(label="Vốn đối ứng (đồng)", required=False)
    beneficiary_count = NumberField(label="Số đối tượng thụ hưởng", required=False, highest=LARGEST_COUNT)
    beneficiary_unit = TidyCharField(
        label="Đơn vị thụ hưởng", max_length=60, required=False, help_text="người, hộ, trường…"
    )
    recipients = TidyCharField(label="Bên tiếp nhận", max_length=500, required=False)
    name_en = TidyCharField(label="Tên tiếng Anh", max_length=500, required=False)
    handed_over_on = DayField(label="Ngày bàn giao", required=False)
    sought_amount = sought_amount_field()
    sought_currency = sought_currency_field()
    call_contact = TidyCharField(
        label="Đầu mối liên hệ", max_length=250, required=False, help_text="Tên, chức danh, điện thoại, thư điện tử."
    )
    parent = PickField(
        label="Thuộc chương trình",
        queryset=AidProject.objects.active().filter(modality=Modality.PROGRAMME).order_by("-code", "pk"),
        list_name="programmes",
        label_of=lambda project: f"{project.code} {project.name}",
        required=False,
        help_text="Chỉ khi đây là dự án thành phần của một chương trình.",
    )

    sections = (
        Section(
            "Thông tin đầu tiên",
            (
                "name",
                "modality",
                "stage",
                "code",
                "owner",
                "managing_agency",
                "start",
                "end",
                "approval_number",
                "approval_on",
                "approval_issuer",
            ),
            spans={
                "name": 6,
                "modality": 6,
                "stage": 2,
                "code": 2,
                "approval_number": 2,
                "approval_on": 2,
                "approval_issuer": 2,
            },
        ),
        Section(
            "Thụ hưởng, vốn đối ứng, bàn giao",
            ("recipients", "beneficiary_count", "beneficiary_unit", "counterpart_vnd", "handed_over_on"),
            is_open=False,
            spans={"recipients": 6},
        ),
        Section(
            "Chương trình mẹ, cơ sở pháp lý, mục tiêu",
            ("parent", "legal_basis", "is_disaster_recovery", "objectives", "note"),
            is_open=False,
            spans={"is_disaster_recovery": 6, "objectives": 6, "note": 6},
        ),
        CALL_SECTION,
    )
    parts = (
        Parts("donors", DonorForm, "Bên tài trợ", key="ngo", check=check_shares, help=SHARES_HELP),
        Parts("sector_shares", SectorShareForm, "Lĩnh vực", key="sector", check=check_shares, help=SHARES_HELP),
        Parts("place_shares", PlaceShareForm, "Địa bàn", key="place", check=check_shares, help=SHARES_HELP),
        Parts("outputs", OutputForm, "Kết quả, công trình", is_open=False, help=OUTPUTS_HELP),
    )

    class Meta:
        model = AidProject
        fields = [
            "name",
            "modality",
            "stage",
            "code",
            "owner",
            "managing_agency",
            "approval_number",
            "approval_on",
            "approval_issuer",
            "recipients",
            "beneficiary_count",
            "beneficiary_unit",
            "counterpart_vnd",
            "handed_over_on",
            "parent",
            "legal_basis",
            "is_disaster_recovery",
            "objectives",
            "note",
            *CALL_FIELDS,
        ]
        help_texts = {"legal_basis": "Để trống thì lấy theo ngày quyết định phê duyệt."}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk is not None:
            # A stored project moves by the page of its stages, which asks for what the next one needs.
            del self.fields["stage"]
        else:
            self.initial["code"] = self.initial.get("code") or next_code(today().year)
            self._offer_donor(self.initial.get("donor"))

    def _offer_donor(self, donor: Any) -> None:
        """Fill the first donor row of a new project, when it was asked for from an organisation's page."""
        if donor is not None and not self.is_bound:
            self.rows[0].forms[0].initial["ngo"] = donor

    def clean_code(self) -> str:
        return self.cleaned_data["code"] or self.instance.code or next_code(today().year)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end, handed = (cleaned.get(name) for name in ("start", "end", "handed_over_on"))
        if start and end and end.last < start.first:
            self.add_error("end", ENDS_FIRST.format(start=start, end=end))
        if start and handed and handed < start.first:
            self.add_error("handed_over_on", HANDED_OVER_FIRST.format(start=start, handed=handed))
        self.clean_call(cleaned)
        if "modality" in cleaned and "parent" in cleaned:
            self._check_parent(cleaned)
        return cleaned

    def _check_parent(self, cleaned: dict[str, Any]) -> None:
        asked = AidProject(pk=self.instance.pk, name=self.instance.name, modality=cleaned["modality"])
        try:
            check_parent(asked, cleaned["parent"])
        except RuleBroken as broken:
            self.add_error("parent" if cleaned["parent"] else "modality", str(broken))
