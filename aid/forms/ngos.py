"""Forms of foreign NGOs and their certificates."""

from typing import Any

from django import forms

from aid.actions.ngos import next_code
from aid.choices import Sector
from aid.models import ForeignNGO, NGOAlias, NGOContact, NGORelation
from aid.rosters import NGO_ROSTER
from config.kit.fields import PartialDateField, PickField, TidyCharField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.forms.likeness import AsksAboutLikeness
from config.reference.models import Country

RELATION_ENDS_FIRST = "Quan hệ kết thúc ({end}) trước khi bắt đầu ({start}). Xem lại hai mốc thời gian."


class AliasForm(PartForm):
    name = TidyCharField(label="Tên gọi khác, tên cũ", max_length=250)

    class Meta:
        model = NGOAlias
        fields = ["name"]


class ContactForm(PartForm):
    name = TidyCharField(label="Họ và tên", max_length=150)
    title = TidyCharField(label="Chức danh", max_length=150, required=False)
    phone = TidyCharField(label="Điện thoại", max_length=60, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False)

    class Meta:
        model = NGOContact
        fields = ["name", "title", "phone", "email"]


class RelationForm(PartForm):
    start = PartialDateField(label="Từ", required=False)
    end = PartialDateField(label="Đến", required=False)

    class Meta:
        model = NGORelation
        fields = ["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last < start.first:
            self.add_error("end", RELATION_ENDS_FIRST.format(start=start, end=end))
        return cleaned


class NGOForm(AsksAboutLikeness, RecordForm):
    """A foreign NGO: the name is all that must be known; the code is proposed."""

    code = TidyCharField(label="Mã", max_length=30)
    name = TidyCharField(label="Tên gốc", max_length=250, help_text="Như trên giấy tờ của tổ chức.")
    name_vi = TidyCharField(label="Tên tiếng Việt", max_length=250, required=False)
    abbreviation = TidyCharField(label="Tên viết tắt", max_length=40, required=False)
    home_country = PickField(
        label="Quốc gia",
        queryset=Country.objects.active().order_by("name", "pk"),
        list_name="countries",
        required=False,
    )
    website = TidyCharField(label="Trang tin", max_length=250, required=False)
    vietnam_office = TidyCharField(label="Văn phòng tại Việt Nam", max_length=250, required=False)
    representative = TidyCharField(label="Người đại diện", max_length=150, required=False)
    sectors = forms.MultipleChoiceField(
        label="Lĩnh vực hoạt động", choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    roster = NGO_ROSTER
    sections = (
        Section(
            "Thông tin đầu tiên",
            ("name", "name_vi", "abbreviation", "home_country", "donor_kind", "code"),
            spans={"name": 6, "name_vi": 6, "abbreviation": 2, "home_country": 2, "donor_kind": 2},
        ),
        Section(
            "Văn phòng, lĩnh vực, ghi chú",
            ("vietnam_office", "representative", "website", "sectors", "note"),
            is_open=False,
            spans={"sectors": 6, "note": 6},
        ),
    )
    parts = (
        Parts("relations", RelationForm, "Quan hệ với tỉnh", help="Mỗi dòng một giai đoạn; để trống nếu chưa rõ."),
        Parts("aliases", AliasForm, "Tên gọi khác, tên cũ", key="name", is_open=False),
        Parts("contacts", ContactForm, "Người liên hệ", is_open=False),
    )

    class Meta:
        model = ForeignNGO
        fields = [
            "code",
            "name",
            "name_vi",
            "abbreviation",
            "home_country",
            "donor_kind",
            "website",
            "vietnam_office",
            "representative",
            "note",
        ]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk is None:
            self.initial["code"] = self.initial.get("code") or next_code()
        else:
            self.initial["sectors"] = [row.sector for row in self.instance.sectors.all()]

    def parts_values(self) -> dict[str, list[dict[str, Any]]]:
        sectors = [{"sector": sector} for sector in self.cleaned_data["sectors"]]
        return {**super().parts_values(), "sectors": sectors}
