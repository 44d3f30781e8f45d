"""Calls for aid: which projects look for a giver, what their entry in the list for a conference lacks, and that
list itself in Vietnamese and English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from aid.choices import SECTOR_NAMES_EN, Sector, Stage
from aid.rules.english import amount_in_english, day_in_english, full_place_in_english
from config.kit.completeness import Need
from config.kit.money import currency
from config.kit.numbers import write_number
from config.kit.partial_dates import long_date
from config.reference.models import IssuingBody

CLOSED = (Stage.COMPLETED, Stage.HANDED_OVER, Stage.REJECTED, Stage.REVOKED)
"""Stages in which nobody calls for aid any more, whatever the flag says."""

NEEDS = (
    Need("name_en", "tên tiếng Anh", Q(name_en="")),
    Need("call_need", "nội dung kêu gọi", Q(call_need="")),
    Need("call_need_en", "nội dung bằng tiếng Anh", Q(call_need_en="")),
    Need("sought", "số tiền kêu gọi", Q(sought_amount=None)),
    Need("contact", "đầu mối liên hệ", Q(call_contact="")),
)
"""What an entry of the list for a conference should hold."""


def open_calls(projects: Any) -> Any:
    """Projects that call for aid: so marked, in use, neither over nor refused nor withdrawn. An approved or a
    running one stays on the list until its mark is taken off: part of its money may still be sought."""
    return projects.active().filter(is_call_for_aid=True).exclude(stage__in=CLOSED)


# The list on paper ------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """One thing told twice: labels and texts; a text that is not known is empty."""

    label: str
    text: str
    label_en: str
    text_en: str


@dataclass(frozen=True)
class Entry:
    """A project in the list, numbered from 1."""

    number: int
    name: str
    name_en: str
    pairs: Sequence[Pair]
    contact: str


@dataclass(frozen=True)
class CallPaper:
    """The list of projects calling for aid in both languages, as of a day."""

    parent: str
    body: str
    body_en: str
    place_and_day: str
    place_and_day_en: str
    narrowed: Sequence[Pair]
    entries: Sequence[Entry]
    is_demonstration: bool


def call_paper(
    projects: Iterable[Any],
    body: IssuingBody | None,
    day: date,
    *,
    narrowed: Sequence[Pair] = (),
    is_demonstration: bool = False,
) -> CallPaper:
    """`projects` are loaded with owner, sectors and places (`for_calls`); `narrowed` tells what they were
    filtered by."""
    place = body.place_name if body else ""
    return CallPaper(
        parent=body.parent_body if body else "",
        body=body.name if body else "",
        body_en=body.name_en if body else "",
        place_and_day=", ".join(part for part in (place, long_date(day)) if part),
        place_and_day_en=", ".join(part for part in (place, day_in_english(day)) if part),
        narrowed=narrowed,
        entries=[entry(project, number) for number, project in enumerate(projects, start=1)],
        is_demonstration=is_demonstration,
    )


def entry(project: Any, number: int) -> Entry:
    """What is known of a call; a line that neither language can fill is left out."""
    sought, sought_en = sought_words(project.sought_amount, project.sought_currency)
    pairs = (
        sector_pair([share.sector for share in project.sector_shares.all()]),
        place_pair([share.place.full_name for share in project.place_shares.all()]),
        Pair(
            "Chủ khoản viện trợ",
            project.owner.name if project.owner else "",
            "Project owner",
            project.owner.name_en if project.owner else "",
        ),
        Pair("Nội dung kêu gọi", project.call_need, "Assistance sought", project.call_need_en),
        Pair("Kinh phí kêu gọi", sought, "Amount sought", sought_en),
    )
    known = [pair for pair in pairs if pair.text or pair.text_en]
    return Entry(number, project.name, project.name_en, known, project.call_contact)


def sector_pair(sectors: Sequence[str]) -> Pair:
    names = [Sector(sector) for sector in sectors]
    return Pair(
        "Lĩnh vực",
        "; ".join(str(sector.label) for sector in names),
        "Sector",
        "; ".join(SECTOR_NAMES_EN[sector] for sector in names),
    )


def place_pair(full_names: Sequence[str]) -> Pair:
    """`full_names` as in "Xã La Bằng, Huyện Đại Từ"."""
    return Pair(
        "Địa bàn", "; ".join(full_names), "Location", "; ".join(full_place_in_english(name) for name in full_names)
    )


def sought_words(amount: Decimal | None, code: str) -> tuple[str, str]:
    """As in ("120.000 USD", "USD 120,000"); empty when no amount is known."""
    if amount is None:
        return "", ""
    whole = amount == amount.to_integral_value()
    written = write_number(amount.to_integral_value() if whole else amount, 0 if whole else currency(code).places)
    return f"{written}\u00a0{currency(code).unit}", amount_in_english(amount, code)
