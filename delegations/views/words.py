"""A delegation in words, as its list, its page and its papers say it. The rows must be loaded before."""

from collections.abc import Mapping
from dataclasses import replace

from config.kit.money import NO_BREAK_SPACE
from config.kit.numbers import write_amount, write_number
from config.kit.tables import Pill
from delegations.choices import DelegationStatus
from delegations.forms.headcount import Headcount
from delegations.models import Delegation

LOOKS = {
    DelegationStatus.PLANNED: Pill("Dự kiến"),
    DelegationStatus.SUBMITTED: Pill("Đã trình, chờ cho phép", "warn", "clock"),
    DelegationStatus.PERMITTED: Pill("Được phép", "live", "check"),
    DelegationStatus.HOSTING: Pill("Đang đón", "live", "half"),
    DelegationStatus.FINISHED: Pill("Kết thúc", "ok", "check"),
    DelegationStatus.REPORTED: Pill("Đã báo cáo", "ok", "check"),
    DelegationStatus.CANCELLED: Pill("Hủy", "bad", "bad"),
}
"""How each status looks: shape and word, the tone only repeats them."""


def status_pill(delegation: Delegation) -> Pill:
    """The status of a delegation; one that travels is called so."""
    look = LOOKS[DelegationStatus(delegation.status)]
    return replace(look, text=delegation.status_label) if delegation.status == DelegationStatus.HOSTING else look


def countries_of(delegation: Delegation) -> str:
    rows = sorted(delegation.countries.all(), key=lambda row: row.pk)
    return ", ".join(row.country.name for row in rows)


def time_of(delegation: Delegation) -> str:
    """ "30/12/2018 – 02/01/2019", each end as exactly as it is known."""
    if delegation.departure is None or delegation.departure == delegation.arrival:
        return str(delegation.arrival)
    return f"{delegation.arrival}{NO_BREAK_SPACE}– {delegation.departure}"


def headcount_of(delegation: Delegation) -> str:
    """ "khoảng 20"; nothing when unknown."""
    if delegation.headcount is None:
        return ""
    return str(Headcount(delegation.headcount, delegation.headcount_qualifier))


def results_in_words(values: Mapping[str, int | None]) -> str:
    """What medical missions and volunteers did: attendances are "lượt người", never "người"."""
    texts = (
        ("patient_visits", lambda n: f"{write_number(n)} lượt người khám"),
        ("medicine_vnd", lambda n: f"thuốc {write_amount(n, 'VND')}"),
        ("volunteer_count", lambda n: f"{write_number(n)} tình nguyện viên"),
        ("works_count", lambda n: f"{write_number(n)} công trình, phần việc"),
        ("works_vnd", lambda n: f"công trình {write_amount(n, 'VND')}"),
    )
    return " · ".join(text(number) for name, text in texts if (number := values[name]))
