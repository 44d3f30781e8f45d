"""Signing in and out, and changing one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from config.accounts.sign_in import OwnPasswordForm, SignInForm
from config.kit import tokens

NEW_ONE_HOLDS = "Đã đổi mật khẩu. Lần sau đăng nhập bằng mật khẩu mới."


class SignIn(auth_views.LoginView):
    """The sign-in page; it says when typed content waits behind it."""

    authentication_form = SignInForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_form_held": tokens.HELD in self.request.session}


@method_decorator(login_not_required, name="dispatch")
class SignOut(auth_views.LogoutView):
    """Ends the session; pressing it again after the session has ended leads to sign-in as well."""


class OwnPassword(auth_views.PasswordChangeView):
    """A person changes the own password; sessions elsewhere end."""

    form_class = OwnPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("reports:dashboard")

    def form_valid(self, form: Any) -> HttpResponse:
        form.user._change_reason = "Tự đổi mật khẩu"
        response = super().form_valid(form)
        messages.success(self.request, NEW_ONE_HOLDS)
        return response
