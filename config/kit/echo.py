"""Says back a typed amount as it was understood, while it is typed (static/js/echo.js)."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from config.kit.money import UnknownCurrency
from config.kit.numbers import (
    DoubtfulNumber,
    TooLargeForWords,
    UnreadableNumber,
    amount_in_words,
    read_amount,
    write_amount,
)
from config.kit.text import upper_first

LONGEST = 200
OTHER_CURRENCY = "Số tiền ghi {named} nhưng loại tiền chọn {chosen}. Sửa cho khớp."


@require_safe
def echo(request: HttpRequest) -> HttpResponse:
    """A fragment for `?text=…&currency=…`; nothing for an empty text."""
    text = request.GET.get("text", "")[:LONGEST]
    return HttpResponse(said(text, request.GET.get("currency", "")) if text.strip() else "")


def said(text: str, currency: str) -> SafeString:
    """The amount in figures and in words, or the sentence that says why it cannot be read."""
    try:
        amount, named = read_amount(text, currency)
        if named != currency:
            return _refused(OTHER_CURRENCY.format(named=named, chosen=currency))
        return format_html("<b>{}</b> {}.", write_amount(amount, currency), _words(amount, currency))
    except DoubtfulNumber as doubt:
        ways = " hay ".join(write_amount(reading, currency) for reading in doubt.readings)
        return _refused(f"Số này là {ways}? Ghi lại cho rõ.")
    except (UnreadableNumber, UnknownCurrency, TooLargeForWords) as error:
        return _refused(str(error))


def _words(amount: Decimal, currency: str) -> str:
    words = amount_in_words(amount, currency)
    return upper_first(words)


def _refused(sentence: str) -> SafeString:
    return format_html('<span class="warn">{}</span>', sentence)
