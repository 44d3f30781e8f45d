"""Forms in which an administrator makes and changes accounts."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.accounts.models import Role, User
from config.accounts.sign_in import NEW_ONE_HELP, NEW_ONES_DIFFER, password_faults
from config.kit.fields import TidyCharField
from config.kit.forms import RecordForm, Section

USERNAME_WRONG = "Tên đăng nhập chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ cái hoặc số."
USERNAME_HELP = "Chữ không dấu, viết liền, ví dụ nguyenvanan. Không đổi được về sau."


IDENTITIES = "Được xem, nhập giấy tờ của thành viên đoàn"
IDENTITIES_HELP = "Số hộ chiếu, ngày sinh. Dành cho chuyên viên; quản trị luôn có quyền này, lãnh đạo không có."
NOT_FOR_LEADERS = "Lãnh đạo không xem giấy tờ của thành viên đoàn. Bỏ dấu này, hoặc chọn vai trò khác."


class IdentitiesRight(forms.Form):
    """The right over members' papers, given to a person; a leader never holds it."""

    handles_identities = forms.BooleanField(label=IDENTITIES, required=False, help_text=IDENTITIES_HELP)

    def refuse_leaders(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("handles_identities") and cleaned.get("role") == Role.LEADER:
            self.add_error("handles_identities", NOT_FOR_LEADERS)


class PasswordTwice(forms.Form):
    """A password typed twice, judged by the validators in our own words."""

    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        help_text=NEW_ONE_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def check_passwords(self, cleaned: dict[str, Any], user: User) -> None:
        """Both alike, and good for this user."""
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if not first or not second:
            return
        if first != second:
            self.add_error("password2", NEW_ONES_DIFFER)
        elif faults := password_faults(first, user):
            self.add_error("password1", ValidationError(faults))


class UserForm(IdentitiesRight, RecordForm):
    """What an administrator may change of an account; the sign-in name stays."""

    full_name = TidyCharField(label="Họ và tên", max_length=120)
    job_title = TidyCharField(label="Chức danh", max_length=120, required=False)
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices, widget=forms.RadioSelect)
    is_active = forms.BooleanField(
        label="Đang dùng", required=False, help_text="Bỏ dấu để tắt tài khoản: người này không đăng nhập được nữa."
    )

    sections = (
        Section(
            "Tài khoản",
            ("full_name", "job_title", "role", "handles_identities", "is_active"),
            spans=dict.fromkeys(("role", "handles_identities", "is_active"), 6),
        ),
    )

    class Meta:
        model = User
        fields = ["full_name", "job_title", "role", "is_active", "handles_identities"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.refuse_leaders(cleaned)
        return cleaned


class NewUserForm(IdentitiesRight, PasswordTwice, RecordForm):
    """A new account with its first password."""

    username = TidyCharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text=USERNAME_HELP,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    full_name = TidyCharField(label="Họ và tên", max_length=120)
    job_title = TidyCharField(label="Chức danh", max_length=120, required=False)
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices, widget=forms.RadioSelect)

    sections = (
        Section(
            "Tài khoản",
            ("full_name", "job_title", "username", "role", "handles_identities"),
            spans={"role": 6, "handles_identities": 6},
        ),
        Section("Mật khẩu đầu tiên", ("password1", "password2")),
    )

    class Meta:
        model = User
        fields = ["username", "full_name", "job_title", "role", "handles_identities"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial["role"] = self.initial.get("role") or Role.STAFF

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].lower()
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", username):
            raise ValidationError(USERNAME_WRONG)
        return str(username)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = User(username=cleaned.get("username", ""), full_name=cleaned.get("full_name", ""))
        self.check_passwords(cleaned, named)
        self.refuse_leaders(cleaned)
        return cleaned


class NewPasswordForm(PasswordTwice, RecordForm):
    """A new password for somebody who has lost the old one."""

    sections = (Section("Mật khẩu mới", ("password1", "password2")),)

    class Meta:
        model = User
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_passwords(cleaned, self.instance)
        return cleaned
