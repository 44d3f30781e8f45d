"""Writing the programme of a delegation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.writing import RuleBroken
from delegations.models import Delegation
from delegations.programme import OUTSIDE, stay_of

ENDS_FIRST = "Mục “{content}” kết thúc lúc {ends:%H:%M}, trước khi bắt đầu lúc {starts:%H:%M}. Xem lại hai giờ."
END_ALONE = "Mục “{content}” có giờ kết thúc mà chưa có giờ bắt đầu. Ghi giờ bắt đầu, hoặc xóa giờ kết thúc."


@transaction.atomic
def save_programme(delegation: Delegation, items: Sequence[Mapping[str, Any]], *, by: Any) -> Delegation:
    """Make the programme of a locked delegation equal `items` (dicts of fields; `id` names a line that stays).

    Raises RuleBroken for a line outside the stay or one that ends before it begins; nothing is written then.
    """
    stay = stay_of(delegation)
    for item in items:
        if sentence := refused(item, stay):
            raise RuleBroken(sentence)
    writing.save(delegation, by=by)
    writing.set_parts(delegation, "programme", items, by=by)
    return delegation


def refused(item: Mapping[str, Any], stay: Any) -> str:
    """Why a line may not stand in a programme of these days; empty when it may."""
    starts, ends, content = item.get("starts_at"), item.get("ends_at"), item["content"]
    if ends is not None and starts is None:
        return END_ALONE.format(content=content)
    if ends is not None and starts is not None and ends < starts:
        return ENDS_FIRST.format(content=content, starts=starts, ends=ends)
    if not stay.holds(item["day"]):
        return OUTSIDE.format(content=content, day=item["day"], stay=stay.text)
    return ""
