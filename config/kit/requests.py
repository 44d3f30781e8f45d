"""What happens to every request: sign-in first, private pages, a form never lost."""

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from config.kit import tokens
from config.kit.attachments import size_text


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page needs sign-in unless its view says otherwise; a form in flight is held."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method == "POST":
            tokens.hold(request)
        return super().handle_no_permission(request, view_func)


class PrivatePagesMiddleware:
    """Pages are one person's: no shared cache keeps them; the browser asks again each time."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class UploadLimitMiddleware:
    """A request larger than the server takes is refused by its announced length, before a byte of it is kept."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced[:20]) > settings.REQUEST_MAX_BYTES:
            context = {"most": size_text(settings.REQUEST_MAX_BYTES)}
            return render(request, "errors/too_large.html", context, status=413)
        response: HttpResponseBase = self.get_response(request)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page opened before the last sign-in is sent: its form comes back filled, to be sent again.

    Only a form whose signed token belongs to this user is given back; nothing is saved here.
    """
    mine = request.user.is_authenticated and tokens.owner(request.POST.get(tokens.FIELD, "")) == request.user.pk
    if mine and tokens.hold(request):
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "errors/csrf.html", status=403)
