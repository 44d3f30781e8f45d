"""The form of an agency."""

from config.kit.fields import PickField, TidyCharField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.forms.likeness import AsksAboutLikeness
from config.reference.models import Agency, AgencyAlias, Place
from config.reference.rosters import AGENCY_ROSTER


class AliasForm(PartForm):
    name = TidyCharField(label="Tên gọi khác, tên cũ", max_length=250)

    class Meta:
        model = AgencyAlias
        fields = ["name"]


class AgencyForm(AsksAboutLikeness, RecordForm):
    """An agency: the name is all that must be known."""

    name = TidyCharField(label="Tên cơ quan", max_length=250)
    name_en = TidyCharField(
        label="Tên tiếng Anh", max_length=250, required=False, help_text="In trong chương trình đón tiếp song ngữ."
    )
    abbreviation = TidyCharField(label="Viết tắt", max_length=30, required=False)
    place = PickField(
        label="Địa bàn",
        queryset=Place.objects.for_choice(),
        list_name="places",
        label_of=lambda place: place.choice_label,
        required=False,
    )

    roster = AGENCY_ROSTER
    sections = (
        Section(
            "Thông tin chính",
            ("name", "name_en", "abbreviation", "kind", "place"),
            spans={"name": 6, "name_en": 6, "abbreviation": 2, "kind": 2, "place": 2},
        ),
    )
    parts = (Parts("aliases", AliasForm, "Tên gọi khác, tên cũ", key="name", is_open=False),)

    class Meta:
        model = Agency
        fields = ["name", "name_en", "abbreviation", "kind", "place"]
