"""Writes to the exchange rates. A new or changed rate never touches rows that are stored already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from aid.models import ExchangeRate
from config.kit import writing
from config.kit.writing import RuleBroken

ALREADY_THERE = "Đã có tỷ giá {currency} từ ngày {day:%d/%m/%Y}. Sửa dòng đó, hoặc ghi ngày khác."


def is_taken(rate: ExchangeRate) -> bool:
    """Whether another rate in use stands for the same currency and day."""
    others = ExchangeRate.objects.active().filter(currency=rate.currency, valid_from=rate.valid_from)
    return others.exclude(pk=rate.pk).exists()


def already_there(rate: ExchangeRate) -> str:
    return ALREADY_THERE.format(currency=rate.currency, day=rate.valid_from)


@transaction.atomic
def save_rate(rate: ExchangeRate, *, by: Any, reason: str = "") -> ExchangeRate:
    """Store a rate. Raises RuleBroken when the currency has one in use from that day."""
    if is_taken(rate):
        raise RuleBroken(already_there(rate))
    try:
        with transaction.atomic():
            return writing.save(rate, by=by, reason=reason)
    except IntegrityError as error:
        # Somebody stored the same rate between the question and the save.
        if is_taken(rate):
            raise RuleBroken(already_there(rate)) from error
        raise


@transaction.atomic
def restore_rate(rate: ExchangeRate, *, by: Any) -> ExchangeRate:
    """Bring an archived rate back. Raises RuleBroken when another one has taken its day."""
    if rate.is_archived and is_taken(rate):
        raise RuleBroken(already_there(rate))
    return writing.restore(rate, by=by)


@dataclass(frozen=True)
class NoticeSaved:
    """What a notice did: rates added, changed, and found to stand there already."""

    added: int
    changed: int
    same: int


@transaction.atomic
def save_notice(wanted: Mapping[str, Decimal], *, on: date, source: str, by: Any) -> NoticeSaved:
    """Store the rates of one notice, all or none. A currency with a rate from that day gets the notice's.

    A source left empty keeps the one that stands.
    """
    standing = {rate.currency: rate for rate in ExchangeRate.objects.active().select_for_update().filter(valid_from=on)}
    added = changed = 0
    for currency, vnd_per_unit in wanted.items():
        rate = standing.get(currency) or ExchangeRate(currency=currency, valid_from=on)
        asked = (vnd_per_unit, source or rate.source)
        if rate.pk is not None and asked == (rate.vnd_per_unit, rate.source):
            continue
        added, changed = added + (rate.pk is None), changed + (rate.pk is not None)
        rate.vnd_per_unit, rate.source = asked
        save_rate(rate, by=by, reason="Nhập thông báo tỷ giá")
    return NoticeSaved(added, changed, len(wanted) - added - changed)
