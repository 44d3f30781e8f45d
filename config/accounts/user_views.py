"""Pages on which administrators keep the accounts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string

from config.accounts import actions
from config.accounts.filters import UserFilter
from config.accounts.forms import NewPasswordForm, NewUserForm, UserForm
from config.accounts.models import Role, User
from config.accounts.registers import USERS
from config.kit.changes import changes_of
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Pill
from config.kit.views import HISTORY_ON_PAGE, RecordCreate, RecordEdit, RegisterPage

ON = Pill("Đang dùng", "ok", "check")
OFF = Pill("Đã tắt", "", "lock")


class UserList(RegisterList):
    register = USERS
    filterset_class = UserFilter
    default_sort = "full_name"
    lede = "Ai đăng nhập được và làm được những gì. Tài khoản chỉ tắt, không xóa, vì lịch sử còn ghi tên."
    columns = (
        Column(
            "full_name",
            "Họ và tên",
            lambda user: user.full_name,
            sort=("full_name",),
            sub=lambda user: user.job_title,
        ),
        Column("username", "Tên đăng nhập", lambda user: user.username, sort=("username",)),
        Column("role", "Vai trò", lambda user: user.get_role_display(), sort=("role",)),
        Column("last_login", "Đăng nhập cuối", lambda user: user.last_login, kind="date", sort=("last_login",)),
        Column("state", "Tài khoản", lambda user: ON if user.is_active else OFF, kind="pill", sort=("is_active",)),
    )


class UserDetail(RegisterPage):
    """An account with its rights and its history."""

    register = USERS
    permission_required = USERS.view
    template_name = "accounts/user_detail.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = get_object_or_404(self.visible(), pk=pk)
        changes = changes_of(user, limit=HISTORY_ON_PAGE)
        actions_shown = [("Sửa tài khoản", USERS.url("edit", pk))]
        if user != request.user:
            actions_shown.append(("Đặt lại mật khẩu", USERS.url("password", pk)))
        context = self.page(
            record=user,
            heading=user.full_name,
            lede=user.job_title,
            pills=[] if user.is_active else [OFF],
            groups=[FactGroup("Tài khoản", self._facts(user))],
            actions=actions_shown,
            changes=changes,
            can_edit=False,
            history_url=USERS.url("history", pk),
            list_url=USERS.url("list"),
        )
        return render(request, self.template_name, context)

    def _facts(self, user: User) -> Sequence[Fact]:
        rights = import_string(settings.ROLE_TABLE)[user.role]
        return (
            Fact("Tên đăng nhập", user.username),
            Fact("Vai trò", rights.label),
            Fact("Được làm", rights.description),
            Fact("Giấy tờ của thành viên đoàn", self._identities(user, rights)),
            Fact("Ngày tạo", user.date_joined, kind="date"),
            Fact("Đăng nhập gần nhất", user.last_login, kind="date"),
        )

    def _identities(self, user: User, rights: Any) -> str:
        if user.handles_identities and rights.personal:
            return "được xem, nhập"
        return "được xem, nhập theo vai trò" if user.role == Role.ADMIN else "không được xem"


class UserCreate(RecordCreate):
    register = USERS
    form_class = NewUserForm

    def perform(self, form: Any) -> User:
        return actions.create_user(form.instance, password=form.cleaned_data["password1"], by=self.request.user)

    def hints(self, form: Any) -> Sequence[tuple[str, Sequence[str]]]:
        roles = import_string(settings.ROLE_TABLE).values()
        lines = ("Đưa mật khẩu tận tay, nhắc đổi ngay sau lần đăng nhập đầu tiên.",)
        return [
            ("Ba vai trò", [f"{role.label}: {role.description}" for role in roles]),
            ("Mật khẩu đầu tiên", lines),
        ]


class UserEdit(RecordEdit):
    register = USERS
    form_class = UserForm

    def perform(self, form: Any) -> User:
        if not form.has_changed():
            return form.instance
        return actions.change_user(form.instance, by=self.request.user)

    def _bound(self, pk: int, version: int) -> Any:
        """Administrators are locked before the account, in the same order by every writer."""
        actions.lock_administrators()
        return super()._bound(pk, version)


class UserPassword(RecordEdit):
    """A new password for somebody else; their sessions end."""

    register = replace(USERS, noun="mật khẩu người dùng")
    form_class = NewPasswordForm
    template_name = "accounts/user_password.html"

    def perform(self, form: Any) -> User:
        return actions.set_password(form.instance, password=form.cleaned_data["password1"], by=self.request.user)

    def saved_message(self, record: Any) -> str:
        return f"Đã đặt lại mật khẩu của {record.full_name}. Các phiên đang mở của người này đã kết thúc."

    def next_url(self, record: Any) -> str:
        return reverse("accounts:user-detail", args=[record.pk])
