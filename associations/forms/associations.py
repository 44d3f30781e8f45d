"""Forms of friendship associations and their membership."""

from typing import Any

from associations.models import FriendshipAssociation, MembershipCount
from config.kit.fields import DayField, NumberField, PickField, TidyCharField, YearField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.models import Country

LEAVES_FIRST = "Ngày ra khỏi Liên hiệp ({until:%d/%m/%Y}) trước ngày vào ({since:%d/%m/%Y}). Xem lại hai ngày."
NO_MEMBERS = "Chưa ghi số hội viên nào cho năm này. Ghi ít nhất một loại, hoặc bỏ dòng."
KINDS = ("official", "associate", "honorary", "collective")

MOST = 2_147_483_647
"""The largest count the database column holds."""


class MembershipForm(PartForm):
    year = YearField(label="Cuối năm")
    official = NumberField(label="Chính thức", required=False, highest=MOST)
    associate = NumberField(label="Liên kết", required=False, highest=MOST)
    honorary = NumberField(label="Danh dự", required=False, highest=MOST)
    collective = NumberField(label="Tập thể", required=False, highest=MOST)

    class Meta:
        model = MembershipCount
        fields = ["year", *KINDS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("year") and all(cleaned.get(kind, "wrong") is None for kind in KINDS):
            self.add_error("official", NO_MEMBERS)
        return cleaned | {kind: cleaned[kind] or 0 for kind in KINDS if kind in cleaned}


class AssociationForm(RecordForm):
    """A friendship association: the name is all that must be known."""

    name = TidyCharField(label="Tên hội", max_length=250)
    country = PickField(
        label="Nước", queryset=Country.objects.active().order_by("name", "pk"), list_name="countries", required=False
    )
    chair = TidyCharField(label="Chủ tịch hội", max_length=150, required=False)
    founded_on = DayField(label="Ngày thành lập", required=False)
    founding_decision = TidyCharField(label="Quyết định thành lập", max_length=100, required=False)
    charter_decision = TidyCharField(label="Quyết định phê duyệt điều lệ", max_length=100, required=False)
    seat = TidyCharField(label="Trụ sở", max_length=250, required=False)
    member_since = DayField(label="Thành viên Liên hiệp từ", required=False)
    member_until = DayField(label="Thành viên đến (nếu đã ra)", required=False)
    congress_ordinal = NumberField(label="Đại hội gần nhất lần thứ", required=False, lowest=1, highest=100)
    congress_on = DayField(label="Ngày đại hội gần nhất", required=False)

    sections = (
        Section(
            "Thông tin đầu tiên",
            ("name", "country", "chair", "founded_on", "member_since", "member_until"),
            spans={"name": 6, "founded_on": 2, "member_since": 2, "member_until": 2},
        ),
        Section(
            "Quyết định, đại hội, trụ sở, ghi chú",
            ("founding_decision", "charter_decision", "congress_ordinal", "congress_on", "seat", "note"),
            is_open=False,
            spans={"seat": 6, "note": 6},
        ),
    )
    parts = (
        Parts(
            "membership_counts",
            MembershipForm,
            "Hội viên theo năm",
            key="year",
            help="Mỗi dòng một năm, ghi riêng từng loại hội viên; ô để trống là 0.",
        ),
    )

    class Meta:
        model = FriendshipAssociation
        fields = [
            "name",
            "country",
            "founding_decision",
            "founded_on",
            "charter_decision",
            "seat",
            "member_since",
            "member_until",
            "chair",
            "congress_ordinal",
            "congress_on",
            "note",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("member_since"), cleaned.get("member_until")
        if since and until and until < since:
            self.add_error("member_until", LEAVES_FIRST.format(since=since, until=until))
        return cleaned
