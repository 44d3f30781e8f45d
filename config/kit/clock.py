"""The one place that asks the clock. Domain code takes `today` as an argument."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The day in the office's time zone (Asia/Ho_Chi_Minh)."""
    return timezone.localdate()


def now() -> datetime:
    """This moment, with offset."""
    return timezone.now()
