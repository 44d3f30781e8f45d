"""The members of a delegation in one table, and what identifies them, typed apart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from config.kit.choices import Qualifier
from config.kit.fields import DayField, NumberField, Options, PickField, TidyCharField
from config.kit.forms import HouseForm, PartForm, Parts, rows_of
from config.kit.numbers import write_number
from config.reference.models import Country
from delegations.actions.members import Identity, MemberEntry
from delegations.identities import masked_birth, masked_number
from delegations.models import Delegation, DelegationMember

# Names that begin so are never held in a session (config/kit/tokens.py).
PAPERS = "secret_"
TOO_MANY = (
    "Danh sách có {members} thành viên, nhiều hơn số người đã ghi của đoàn ({headcount}). "
    "Đánh dấu “{raising}” rồi lưu, hoặc bỏ bớt dòng."
)
RAISING = "Sửa số người của đoàn thành {members}"
NO_PASSPORT = "Số hộ chiếu chỉ gồm chữ cái không dấu, chữ số, gạch nối. Ghi lại."
NOT_BORN = "Ngày sinh phải trước hôm nay và sau năm 1900. Xem lại."
NOTHING_TYPED = "Chưa nhập giấy tờ nào. Ghi vào ít nhất một ô, hoặc đánh dấu xóa."
BOTH = "Vừa ghi vừa xóa. Bỏ dấu xóa, hoặc để trống các ô."
AT_LEAST = (Qualifier.OVER, Qualifier.ABOVE)
PASSPORT = re.compile(r"[A-Z0-9](?:[A-Z0-9 -]*[A-Z0-9])?")


class PassportField(TidyCharField):
    """The number of a passport in capitals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, required=False, **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})

    @sensitive_variables()
    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).upper()
        if text and not PASSPORT.fullmatch(text):
            raise ValidationError(NO_PASSPORT)
        return text


class BirthField(DayField):
    """A day of birth: after 1900, before today."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(required=False, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not date(1900, 1, 1) < value < self.today:
            raise ValidationError(NOT_BORN)


# How wide the boxes of a row stand beside one another, in characters.
SIZES = {"position": 3, "name": 30, "title": 30, "nationality": 12, "role": 16}


class MemberRow(PartForm):
    """A member as the list of the delegation names them."""

    position = NumberField(label="TT", required=False, lowest=1, highest=9999)
    name = TidyCharField(label="Họ và tên", max_length=150)
    title = TidyCharField(label="Chức vụ", max_length=200, required=False)
    nationality = PickField(
        label="Quốc tịch",
        queryset=Country.objects.active().order_by("name", "pk"),
        list_name="countries",
        required=False,
    )
    role = TidyCharField(label="Nhiệm vụ trong đoàn", max_length=100, required=False)

    class Meta:
        model = DelegationMember
        fields = ["position", "name", "title", "nationality", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, size in SIZES.items():
            self.fields[name].widget.attrs["size"] = size


class IdentityRow(MemberRow):
    """A member with passport number and birth date, as read from a list: for those with the right only."""

    def __init__(self, *args: Any, options: "DayOptions", **kwargs: Any) -> None:
        super().__init__(*args, options=options, **kwargs)
        self.fields[f"{PAPERS}passport"] = PassportField(label="Số hộ chiếu")
        self.fields[f"{PAPERS}born"] = BirthField(label="Ngày sinh", today=options.today)
        for name in ("passport", "born"):
            self.fields[f"{PAPERS}{name}"].widget.attrs["size"] = 10


class DayOptions(Options):
    """What the rows of a form share, and the day on which it is filled in."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today


MEMBERS = Parts("members", MemberRow, "Danh sách thành viên", extra=5)


class MembersForm(HouseForm):
    """All members of a delegation. `today` is given when the rows hold what identifies them too."""

    raise_headcount = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, delegation: Delegation, today: date | None = None) -> None:
        super().__init__(data)
        self.delegation = delegation
        self.has_identities = today is not None
        options = Options() if today is None else DayOptions(today)
        parts = MEMBERS if today is None else replace(MEMBERS, form=IdentityRow)
        self.rows = [rows_of(parts, delegation, self.data if data is not None else None, options)]

    def is_multipart(self) -> bool:
        """A workbook may be sent with it."""
        return True

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        return []

    def is_valid(self) -> bool:
        return self.rows[0].is_valid() and super().is_valid()

    def has_changed(self) -> bool:
        return any(form.has_changed() for form in self.rows[0].forms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_too_many and not cleaned.get("raise_headcount"):
            words = {"members": write_number(self.count), "headcount": write_number(self.delegation.headcount or 0)}
            raise ValidationError(TOO_MANY.format(raising=self.raising, **words))
        return cleaned

    @property
    def count(self) -> int:
        """How many members stay."""
        return len(self.entries()) if self.is_bound and self.rows[0].is_valid() else 0

    @property
    def is_too_many(self) -> bool:
        """Whether more members stand here than the delegation has; "hơn 10" and "trên 10" speak of more."""
        most = self.delegation.headcount
        is_open = self.delegation.headcount_qualifier in AT_LEAST
        return most is not None and not is_open and self.count > most

    @property
    def raising(self) -> str:
        return RAISING.format(members=write_number(self.count))

    @sensitive_variables()
    def entries(self) -> list[MemberEntry]:
        """The rows that stay, in the order of their numbers; rows without one follow."""
        kept = enumerate(self.rows[0].kept())
        ordered = sorted(kept, key=lambda pair: (pair[1]["position"] is None, pair[1]["position"] or 0, pair[0]))
        return [_entry(row) for _, row in ordered]


@sensitive_variables()
def _entry(row: dict[str, Any]) -> MemberEntry:
    values = {key: value for key, value in row.items() if not key.startswith(PAPERS) and key != "position"}
    return MemberEntry(values, Identity(row.get(f"{PAPERS}passport") or None, row.get(f"{PAPERS}born")))


class IdentitiesForm(HouseForm):
    """What identifies the members: boxes start empty and show the mask; an empty box changes nothing."""

    def __init__(self, data: Any = None, *, members: Sequence[DelegationMember], today: date) -> None:
        super().__init__(data)
        self.members = members
        for member in members:
            stored = getattr(member, "identity", None)
            passport = PassportField(label=f"Số hộ chiếu của {member}")
            born = BirthField(label=f"Ngày sinh của {member}", today=today)
            if stored is not None:
                passport.widget.attrs["placeholder"] = masked_number(stored.passport_number)
                born.widget.attrs["placeholder"] = masked_birth(stored.born_on)
                self.fields[f"{PAPERS}drop_{member.pk}"] = forms.BooleanField(
                    label=f"Xóa giấy tờ của {member}", required=False
                )
            self.fields[f"{PAPERS}passport_{member.pk}"] = passport
            self.fields[f"{PAPERS}born_{member.pk}"] = born
        self.dress(Options())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for member, identity in self.typed():
            if self._drops(member) and identity:
                self.add_error(f"{PAPERS}drop_{member.pk}", BOTH)
        if not self.errors and not self.changes() and not self.removed():
            raise ValidationError(NOTHING_TYPED)
        return cleaned

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        return []

    @property
    def shown_rows(self) -> list[dict[str, Any]]:
        """One row a member, with its controls."""
        names = ("passport", "born", "drop")
        return [
            {"member": member}
            | {
                name: self[f"{PAPERS}{name}_{member.pk}"]
                for name in names
                if f"{PAPERS}{name}_{member.pk}" in self.fields
            }
            for member in self.members
        ]

    @sensitive_variables()
    def typed(self) -> list[tuple[DelegationMember, Identity]]:
        cleaned = self.cleaned_data
        return [
            (
                member,
                Identity(
                    cleaned.get(f"{PAPERS}passport_{member.pk}") or None, cleaned.get(f"{PAPERS}born_{member.pk}")
                ),
            )
            for member in self.members
        ]

    def changes(self) -> list[tuple[DelegationMember, Identity]]:
        """Members with something typed for them."""
        return [(member, identity) for member, identity in self.typed() if identity]

    def removed(self) -> list[DelegationMember]:
        """Members whose identity is to be deleted."""
        return [member for member in self.members if self._drops(member)]

    def _drops(self, member: DelegationMember) -> bool:
        return bool(self.cleaned_data.get(f"{PAPERS}drop_{member.pk}"))
