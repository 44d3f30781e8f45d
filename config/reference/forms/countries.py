"""The form of a country."""

import re

from django.core.exceptions import ValidationError

from config.kit.fields import TidyCharField
from config.kit.forms import RecordForm, Section
from config.reference.models import Country

CODE_WRONG = "Mã gồm đúng hai chữ cái theo ISO 3166, ví dụ KR."


class CountryForm(RecordForm):
    """A country as reports write it; other spellings are found by the search and by the import."""

    code = TidyCharField(label="Mã", max_length=2, help_text="Hai chữ theo ISO 3166, ví dụ KR.")
    name = TidyCharField(label="Tên nước", max_length=100)
    name_en = TidyCharField(label="Tên tiếng Anh", max_length=100)
    aliases = TidyCharField(
        label="Tên gọi khác", max_length=300, required=False, help_text="Cách nhau bằng dấu chấm phẩy."
    )

    sections = (
        Section(
            "Thông tin chính",
            ("name", "name_en", "code", "region", "aliases"),
            spans={"code": 2, "region": 4, "aliases": 6},
        ),
    )

    class Meta:
        model = Country
        fields = ["code", "name", "name_en", "aliases", "region"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].upper()
        if not re.fullmatch("[A-Z]{2}", code):
            raise ValidationError(CODE_WRONG)
        return str(code)
