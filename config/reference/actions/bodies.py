"""Writes to the register of issuing bodies."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.writing import RuleBroken
from config.reference.models import IssuingBody

DEFAULT_STAYS = "Cơ quan này đang dùng mặc định. Chọn cơ quan khác làm mặc định trước."


@transaction.atomic
def save_body(
    body: IssuingBody,
    *,
    parts: Mapping[str, Sequence[Mapping[str, Any]]],
    has_changed: bool,
    by: Any,
) -> IssuingBody:
    """Store a body with its signatories; a new default takes the place of the old one in the same act.

    Raises RuleBroken when the default would be given up without a new one.
    """
    is_new = body._state.adding
    if not is_new and not has_changed:
        return body
    others = IssuingBody.objects.select_for_update().filter(is_default=True).exclude(pk=body.pk)
    if body.is_default:
        for other in others:
            other.is_default = False
            writing.save(other, by=by, reason=f"{body.name} được chọn làm mặc định")
    elif not is_new and not others and IssuingBody.objects.filter(pk=body.pk, is_default=True).exists():
        raise RuleBroken(DEFAULT_STAYS)
    writing.save(body, by=by)
    for name, rows in parts.items():
        writing.set_parts(body, name, rows, by=by)
    return body
