"""What identifies a member: how much of it a page shows, and until when it is kept. Pure.

Rule of the product: passport numbers and birth dates are restricted and deleted some months (a setting) after the
delegation has left; a list shows at most the last three characters of a number, and never a year of birth.
"""

from calendar import monthrange
from datetime import date
from typing import Protocol

from config.kit.partial_dates import PartialDate

HIDDEN = "•"
SHOWN = 3
# A shorter number would be told by its last three characters.
SHORTEST_SHOWN = 6


class Stays(Protocol):
    """What has an arrival and perhaps a departure."""

    @property
    def arrival(self) -> PartialDate | None: ...

    @property
    def departure(self) -> PartialDate | None: ...


def masked_number(number: str) -> str:
    """ "•••••177": the last three characters only; none of a short number."""
    if not number:
        return ""
    kept = number[-SHOWN:] if len(number) >= SHORTEST_SHOWN else ""
    return HIDDEN * 5 + kept


def masked_birth(born_on: date | None) -> str:
    """ "05/03/••••": day and month, the year hidden."""
    return f"{born_on:%d/%m}/{HIDDEN * 4}" if born_on else ""


def purge_due_on(delegation: Stays, months: int) -> date:
    """The first day on which the identities of its members are deleted.

    Months are counted from the last day on which the delegation may have left; from the last day on which it may have
    come where the departure is unknown.
    """
    known = delegation.departure or delegation.arrival
    if known is None:
        raise ValueError("a delegation has an arrival")
    return months_after(known.last, months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
