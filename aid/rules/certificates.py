"""What a registration certificate is worth on a day, and under which decree it stands. Pure: no database, no clock.

A paper here is a RegistrationCertificate, in use, loaded with `with_end()`: `ended_on` is the day of the first
suspension or revocation after it, `renewed_on` of the first later paper of its kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from aid.choices import CertificateEvent, CertificateKind
from config.kit.text import search_key

ENDING_EVENTS = (CertificateEvent.SUSPENDED, CertificateEvent.REVOKED)
"""Decisions that end a certificate (Nghị định 58/2022/NĐ-CP, Điều 18-19); they are no certificates themselves."""
REPLACING_EVENTS = (CertificateEvent.RENEWED, CertificateEvent.AMENDED, CertificateEvent.REISSUED)
"""Papers that take the place of the one held before."""
NO_END = date.max

PROJECT_OFFICES_END = (
    "Từ ngày 01/11/2022 không còn {event} {kind} (Nghị định 58/2022/NĐ-CP chỉ còn hai loại giấy). "
    "Chọn loại giấy khác, hoặc xem lại ngày cấp."
)


# The decree -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decree:
    """A decree on the registration of foreign NGOs: its name, its first day in force, the kinds it knows."""

    name: str
    in_force_from: date
    kinds: tuple[CertificateKind, ...]


ND_12_2012 = Decree("Nghị định 12/2012/NĐ-CP", date(2012, 6, 1), tuple(CertificateKind))
ND_58_2022 = Decree(
    "Nghị định 58/2022/NĐ-CP",
    date(2022, 11, 1),
    (CertificateKind.OPERATION, CertificateKind.REPRESENTATIVE_OFFICE),
)


def decree_on(issued_on: date) -> Decree | None:
    """The decree a paper of that day was given under; None before 01/06/2012."""
    return next((decree for decree in (ND_58_2022, ND_12_2012) if issued_on >= decree.in_force_from), None)


def is_out_of_law(kind: str, event: str, issued_on: date) -> bool:
    """Whether a paper can no longer be given on that day.

    Old papers stay valid to their end and may still be amended, suspended or revoked (Nghị định 58/2022/NĐ-CP,
    Điều 28).
    """
    given = (CertificateEvent.ISSUED, CertificateEvent.RENEWED, CertificateEvent.REISSUED)
    decree = decree_on(issued_on)
    return decree is not None and event in given and kind not in decree.kinds


# The province ---------------------------------------------------------------------------------------

EVERYWHERE = (" toan quoc ", " ca nuoc ", " toan lanh tho ")
# Words that leave open what a list holds, or turn it round ("trừ", "ngoài").
VAGUE = frozenset(("cac", "mien", "vung", "phia", "khu", "mot", "so", "khac", "tru", "ngoai", "khong"))
EXCEPT = frozenset(("tru", "ngoai", "khong"))
RANKS = (" tinh ", " thanh pho ", " tp ")


def covers(provinces: str, province_name: str) -> bool | None:
    """Whether the registered area, as a paper words it, holds the province; None when the words leave it open.

    Compared by whole folded words: "tỉnh Thái Nguyên" is found in "Hà Nội, Thai Nguyen".
    """
    area, own = search_key(provinces), search_key(province_name)
    for rank in RANKS:
        own = own.removeprefix(rank.rstrip()) if own.startswith(rank) else own
    words = set(area.split())
    if not words or not own.strip() or words & EXCEPT:
        return None
    if own in area or any(everywhere in area for everywhere in EVERYWHERE) or area == " viet nam ":
        return True
    is_certain = not words & VAGUE and not any(word.isdecimal() for word in words)
    return False if is_certain else None


# The state on a day -----------------------------------------------------------------------------------


class PaperState(StrEnum):
    """How one paper stands on a day."""

    ARCHIVED = "archived"
    AHEAD = "ahead"
    SUSPENDS = "suspends"
    REVOKES = "revokes"
    ENDED = "ended"
    EXPIRED = "expired"
    EXPIRED_RENEWED = "expired_renewed"
    EXPIRING = "expiring"
    EXPIRING_RENEWED = "expiring_renewed"
    VALID = "valid"


def is_valid(paper: Any, day: date) -> bool:
    """The rule of RegistrationCertificateQuerySet.valid_on, for a loaded paper."""
    return (
        not paper.is_archived
        and paper.event not in ENDING_EVENTS
        and paper.issued_on <= day <= (paper.expires_on or NO_END)
        and (paper.ended_on is None or paper.ended_on > day)
    )


def state_on(paper: Any, day: date, notice: timedelta) -> PaperState:
    """How a paper stands on a day, from its own dates and what came after it up to that day."""
    if paper.is_archived:
        return PaperState.ARCHIVED
    if paper.issued_on > day:
        return PaperState.AHEAD
    if paper.event in ENDING_EVENTS:
        return PaperState.SUSPENDS if paper.event == CertificateEvent.SUSPENDED else PaperState.REVOKES
    if paper.ended_on is not None and paper.ended_on <= day:
        return PaperState.ENDED
    return _by_dates(paper, day, notice)


def _by_dates(paper: Any, day: date, notice: timedelta) -> PaperState:
    end, is_renewed = paper.expires_on or NO_END, paper.renewed_on is not None and paper.renewed_on <= day
    if end < day:
        return PaperState.EXPIRED_RENEWED if is_renewed else PaperState.EXPIRED
    if end <= day + notice:
        return PaperState.EXPIRING_RENEWED if is_renewed else PaperState.EXPIRING
    return PaperState.VALID


# An organisation's papers together ---------------------------------------------------------------------


class Standing(StrEnum):
    """How an organisation stands by all its papers: the best of them, else the newest."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    NONE = "none"


@dataclass(frozen=True)
class Held:
    """`on` is the day the best paper runs out (None: it has no end), or ran out, or was ended."""

    standing: Standing
    on: date | None = None


def standing_on(papers: Iterable[Any], day: date, notice: timedelta) -> Held:
    """The standing of one organisation; archived papers and papers of later days do not count."""
    known = [paper for paper in papers if not paper.is_archived and paper.issued_on <= day]
    ends = [paper.expires_on or NO_END for paper in known if is_valid(paper, day)]
    if ends:
        last = max(ends)
        is_close = last <= day + notice
        return Held(Standing.EXPIRING if is_close else Standing.VALID, None if last == NO_END else last)
    if not known:
        return Held(Standing.NONE)
    newest = max(known, key=lambda paper: (paper.issued_on, paper.event in ENDING_EVENTS, paper.pk))
    if newest.event == CertificateEvent.SUSPENDED:
        return Held(Standing.SUSPENDED, newest.issued_on)
    if newest.event == CertificateEvent.REVOKED:
        return Held(Standing.REVOKED, newest.issued_on)
    return Held(Standing.EXPIRED, newest.expires_on)


# Two papers at once ------------------------------------------------------------------------------------


def overlapping(paper: Any, others: Sequence[Any]) -> Any | None:
    """The first other paper in force together with this one although nothing says it was replaced.

    `others` are the papers in use of the same kind and organisation, decisions that end one included. Of two papers
    the later one must be a first issue: a renewal, an amendment or a reissue takes the older one's place.
    """
    if paper.event in ENDING_EVENTS:
        return None
    every = [paper, *others]
    for other in sorted(others, key=lambda one: one.issued_on):
        if other.event not in ENDING_EVENTS and _are_in_force_together(paper, other, every):
            return other
    return None


def _are_in_force_together(one: Any, other: Any, every: Sequence[Any]) -> bool:
    older, newer = (one, other) if one.issued_on < other.issued_on else (other, one)
    if older.issued_on == newer.issued_on and older.event in REPLACING_EVENTS:
        older, newer = newer, older
    return newer.event == CertificateEvent.ISSUED and all(
        newer.issued_on <= _last_day(each, every) for each in (older, newer)
    )


def _last_day(paper: Any, every: Sequence[Any]) -> date:
    """The last day a paper is in force, as the papers after it leave it."""
    closing = [
        other.issued_on - timedelta(days=1)
        for other in every
        if (other.event in ENDING_EVENTS and other.issued_on >= paper.issued_on)
        or (other.event in REPLACING_EVENTS and other.issued_on > paper.issued_on)
    ]
    return min([paper.expires_on or NO_END, *closing])
