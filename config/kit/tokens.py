"""Once-only form tokens, and forms held while a person signs in again.

Each form carries a signed token naming its user. A save claims the token inside its own
transaction, so a form sent ten times is saved once and answers ten times alike. A form that
arrives after the session ended is kept and given back to the same person after sign-in.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict

FIELD = "form_token"
HELD = "held_form"
HELD_LIMIT = 500_000
# Parts of the names of controls that are never kept, not even for a moment: what is typed into them is typed again.
NEVER_HELD = ("password", "secret_")


class AlreadySaved(Exception):
    """This very form was saved before; `url` is where that save led."""

    def __init__(self, url: str) -> None:
        super().__init__("Biểu mẫu này đã được lưu.")
        self.url = url


def new_token(user: Any) -> str:
    """A token for one showing of one form to one user."""
    return signing.dumps([user.pk, secrets.token_urlsafe(12)], salt="kit.form")


def posted_version(data: QueryDict) -> int:
    """The version of the record a form was opened with; 0 where none can be read."""
    text = data.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def owner(token: str) -> int | None:
    """The id of the user a token was made for; None when it is not ours."""
    try:
        return int(signing.loads(token, salt="kit.form")[0])
    except (signing.BadSignature, TypeError, ValueError, IndexError, KeyError):
        return None


def claim(token: str, user: Any) -> Any:
    """Take the token for a save, inside the save's transaction; raises AlreadySaved on the second time.

    A form without a valid token of this user (a script, a crafted request) gets a fresh receipt:
    the token guards against doubles, the CSRF check guards against strangers.
    """
    receipts = apps.get_model("accounts", "FormReceipt").objects
    if owner(token) != user.pk:
        token = new_token(user)
    try:
        with transaction.atomic():
            return receipts.create(token=token, user=user)
    except IntegrityError:
        raise AlreadySaved(receipts.get(token=token).url or "/") from None


def led_to(request: HttpRequest) -> str:
    """Where the form that was sent led when it was saved before; "" for one that was not.

    For acts that do much before the save: `once` keeps the rule.
    """
    by: Any = request.user
    rows = apps.get_model("accounts", "FormReceipt").objects.filter(user=by, token=request.POST.get(FIELD, ""))
    return rows.values_list("url", flat=True).first() or ""


@contextmanager
def once(request: HttpRequest) -> Iterator[Any]:
    """One transaction in which the form that was sent is saved once; gives its receipt, whose `url` is where the
    save leads. An exception leaves no trace, and the form may be sent again.

    Raises AlreadySaved when this very form was saved before.
    """
    with transaction.atomic():
        receipt = claim(request.POST.get(FIELD, ""), request.user)
        yield receipt
        receipt.save(update_fields=["url"])


def hold(request: HttpRequest) -> bool:
    """Keep a posted form in the session for its owner, without passwords and papers of persons.

    False when it is not a form of ours.
    """
    user_id = owner(request.POST.get(FIELD, ""))
    kept = request.POST.copy()
    for name in [name for name in kept if any(part in name for part in NEVER_HELD)]:
        del kept[name]
    body = kept.urlencode()
    if user_id is None or len(body) > HELD_LIMIT:
        return False
    request.session[HELD] = {"path": request.path, "user": user_id, "body": body}
    return True


@dataclass(frozen=True)
class HeldForm:
    """What a person had typed before the session ended."""

    data: QueryDict


def held_form(request: HttpRequest) -> HeldForm | None:
    """Give back, once, the form held for this user and this address."""
    held = request.session.get(HELD)
    if not held or held["path"] != request.path or held["user"] != request.user.pk:
        return None
    del request.session[HELD]
    return HeldForm(QueryDict(held["body"]))
