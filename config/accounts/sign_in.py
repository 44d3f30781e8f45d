"""Forms of sign-in and of changing one's own password, in our own words."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.kit.fields import Options
from config.kit.forms import HouseFormMixin, composed

WRONG_PAIR = "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím khóa chữ hoa, tắt bộ gõ tiếng Việt rồi nhập lại."
DEMONSTRATION_REFUSED = (
    "Tài khoản minh họa có mật khẩu công khai nên không dùng được trên máy chủ chính thức. "
    "Đăng nhập bằng tài khoản do người quản trị cấp."
)
OLD_ONE_WRONG = "Mật khẩu đang dùng chưa đúng. Nhập lại."
NEW_ONES_DIFFER = "Hai lần nhập mật khẩu mới không giống nhau. Nhập lại."
NEW_ONE_HELP = "Ít nhất 8 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập."
FAULT_SENTENCES = {
    "password_too_short": "Mật khẩu ngắn quá. Đặt ít nhất 8 ký tự.",
    "password_too_common": "Mật khẩu này nhiều người dùng, dễ bị đoán. Chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu chỉ gồm chữ số, dễ bị đoán. Thêm chữ cái.",
    "password_too_similar": "Mật khẩu gần giống tên đăng nhập. Chọn mật khẩu khác.",
}


def password_faults(password: str, user: Any) -> list[str]:
    """What speaks against a new password, as sentences; none when it is good."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [FAULT_SENTENCES.get(str(fault.code), str(fault.message)) for fault in error.error_list]
    return []


class SignInForm(HouseFormMixin, AuthenticationForm):
    """Name and password; accounts with a published password are refused where it matters."""

    error_messages = {"invalid_login": WRONG_PAIR, "inactive": WRONG_PAIR}

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        if "data" in kwargs:
            kwargs["data"] = composed(kwargs["data"])
        super().__init__(request, *args, **kwargs)
        self.fields["username"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.dress(Options())

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if user.is_demonstration and getattr(settings, "REFUSE_DEMONSTRATION_ACCOUNTS", False):
            raise ValidationError(DEMONSTRATION_REFUSED, code="demonstration")


class OwnPasswordForm(HouseFormMixin, PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {"password_incorrect": OLD_ONE_WRONG, "password_mismatch": NEW_ONES_DIFFER}

    def __init__(self, user: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(user, composed(data), **kwargs)
        labels = {
            "old_password": ("Mật khẩu đang dùng", ""),
            "new_password1": ("Mật khẩu mới", NEW_ONE_HELP),
            "new_password2": ("Nhập lại mật khẩu mới", ""),
        }
        for name, (label, help_text) in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.dress(Options())

    def validate_password_for_user(self, user: Any, *args: Any, **kwargs: Any) -> None:
        password = self.cleaned_data.get("new_password2")
        if password and (faults := password_faults(password, user)):
            self.add_error("new_password1", ValidationError(faults))
