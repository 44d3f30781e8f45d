"""A new record whose name is very like one in the register is asked about once, before it is saved."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from config.kit.fields import Options, PickField, TidyCharField
from config.kit.forms import HouseForm, Section
from config.kit.likeness import VERY_ALIKE
from config.reference.actions.merges import LONGEST_REASON
from config.reference.namesakes import Alike, alike
from config.reference.rosters import Roster

MAYBE_THERE = "Tên này rất giống hồ sơ đã có: {names}. Mở hồ sơ đã có, hoặc đánh dấu “{other}” rồi lưu lại."


class AsksAboutLikeness:
    """Mixed into a RecordForm: `roster` says how the register's records are named.

    Only this form asks; imports and other writers are not held up.
    """

    roster: ClassVar[Roster]
    instance: Any
    fields: dict[str, forms.Field]
    errors: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike: list[Alike] = []
        if self.instance.pk is None:
            self.fields["is_other"] = forms.BooleanField(label=self.roster.other, required=False)

    @property
    def like_url(self) -> str:
        """Where the page asks, while a name is typed, for records like it."""
        address = reverse(f"{self.roster.register.name}-like")
        return f"{address}?pk={self.instance.pk}" if self.instance.pk else address

    @property
    def like_fields(self) -> str:
        """The names of the fields that are asked about."""
        return " ".join(self.roster.name_columns)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        is_other = self.cleaned_data.get("is_other")
        if self.instance.pk is not None or (self.errors and not is_other):
            return  # what is wrong otherwise is said first
        self.alike = alike(self.roster, self.cleaned_data, least=VERY_ALIKE)
        if self.alike and not is_other:
            names = ", ".join(f"“{each.record}”" for each in self.alike)
            sentence = MAYBE_THERE.format(names=names, other=self.roster.other)
            self.add_error("is_other", sentence)  # type: ignore[attr-defined]

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        """The list of what is alike stands first, with its box, once there is something to ask."""
        shown: list[dict[str, Any]] = super().shown_sections  # type: ignore[misc]
        if not self.alike:
            return shown
        bound: Any = self
        bound["is_other"].help_text = list_of(self.alike)
        asked = {"title": "Hồ sơ giống tên đã có trong sổ", "is_open": True, "filled": 0}
        return [{**asked, "fields": [{"field": bound["is_other"], "span": 6}]}, *shown]


def list_of(found: list[Alike]) -> SafeString:
    """Names with links and why each is shown, for one line."""
    return format_html_join(
        "; ",
        '<a href="{}">{}</a> ({})',
        ((each.record.get_absolute_url(), each.record, each.likeness.why.value) for each in found),
    )


class PartnerForm(HouseForm):
    """Which other record the opened one is to be merged with."""

    def __init__(self, data: Any = None, *, roster: Roster, pk: int) -> None:
        super().__init__(data)
        queryset = roster.model.objects.active().exclude(pk=pk).order_by("name", "pk")
        self.fields["other"] = PickField(
            label="Hồ sơ trùng với hồ sơ này",
            queryset=queryset,
            list_name="others",
            label_of=label_of,
            help_text="Gõ vài chữ của tên rồi chọn.",
        )
        self.dress(Options())


def label_of(record: Any) -> str:
    """The name, with the office's code where there is one to tell namesakes apart."""
    code = getattr(record, "code", "")
    return f"{record} ({code})" if code else str(record)


class MergeForm(HouseForm):
    """Why two records are one."""

    sections = (Section("", ("reason",), spans={"reason": 6}),)

    reason = TidyCharField(
        label="Lý do gộp",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: cùng một tổ chức, nhập hai lần theo tên tiếng Anh và tên tiếng Việt.",
    )


class ConfirmForm(HouseForm):
    """Nothing but the act itself."""
