"""What is due with friendship associations and partners: congresses, agreements that end, round anniversaries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from associations.models import Agreement, FriendshipAssociation, PartnerOrganisation
from associations.queries import AGREEMENT_NOTICE, add_years, congress_due_on, due_soon_on, is_round, overdue_on
from associations.registers import ASSOCIATIONS, PARTNERS
from config.kit.due import Asked, DueItem, DueKind
from config.kit.partial_dates import PartialDate
from config.kit.text import lower_first
from config.reference.office_settings import CONGRESS_YEARS

CONGRESS = "congress"
AGREEMENT = "agreement"
ANNIVERSARY = "anniversary"
ANNIVERSARY_NOTICE = timedelta(days=90)
"""So far into the next year anniversaries are told before this one is over."""


def _congresses(asked: Asked) -> Iterable[DueItem]:
    """Associations whose term is over or ends soon (Nghị định 45/2010/NĐ-CP, Điều 20)."""
    years = asked.settings[CONGRESS_YEARS.key]
    due = FriendshipAssociation.objects.active().filter(
        overdue_on(asked.today, years) | due_soon_on(asked.today, years)
    )
    for row in due.order_by("-congress_on", "pk")[: asked.most]:
        if row.congress_on is not None:
            due_on = congress_due_on(row.congress_on, years)
            yield asked.due(CONGRESS, row.pk, f"Đại hội {row.name}", due_on, row.get_absolute_url(), person=row.chair)


def _agreements(asked: Asked) -> Iterable[DueItem]:
    """Agreements that have ended or end within the notice, and were not signed anew."""
    ending = Agreement.objects.not_renewed_by(asked.today + AGREEMENT_NOTICE, on=asked.today)
    for row in ending.select_related("partner").order_by("-valid_to", "pk")[: asked.most]:
        if row.valid_to is not None:
            label = f"{row.get_kind_display()} với {row.partner.name} hết hiệu lực"
            url = row.partner.get_absolute_url()
            yield asked.due(AGREEMENT, row.pk, label, row.valid_to, url, person=row.partner.contact)


# Anniversaries --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Origin:
    """What is remembered: since when, of which record."""

    ref: str
    what: str
    since: PartialDate
    url: str
    person: str

    def round_years_on(self, today: date) -> Iterator[tuple[int, date]]:
        """The round anniversaries from today to the end of the year, or of the notice: how many years, and the day,
        the last possible one of a rough date."""
        until = max(date(today.year, 12, 31), today + ANNIVERSARY_NOTICE)
        for year in (today.year, today.year + 1):
            years = year - self.since.year
            day = add_years(self.since.last, years)
            if is_round(years) and today <= day <= until:
                yield years, day


def _is_round_soon(years: int) -> bool:
    return is_round(years) or is_round(years + 1)


def _origins(today: date) -> Iterator[Origin]:
    """What had its beginning a round number of years before this year or the next. Three queries."""
    years = [year for year in range(today.year - 1, 1899, -1) if _is_round_soon(today.year - year)]
    for row in FriendshipAssociation.objects.active().filter(founded_on__year__in=years).order_by("pk"):
        if row.founded_on is not None:
            what, since = f"thành lập {row.name}", PartialDate.of_day(row.founded_on)
            yield Origin(f"hoi-{row.pk}", what, since, row.get_absolute_url(), row.chair)
    partners = PartnerOrganisation.objects.active().related_on(today).filter(first_contact_on__year__in=years)
    for partner in partners.order_by("pk"):
        if partner.first_contact is not None:
            what = f"thiết lập quan hệ với {partner.name}"
            url = partner.get_absolute_url()
            yield Origin(f"doi-tac-{partner.pk}", what, partner.first_contact, url, partner.contact)
    signed = Agreement.objects.in_force_on(today).filter(signed_on__year__in=years).select_related("partner")
    for agreement in signed.order_by("pk"):
        what = f"ký {lower_first(agreement.get_kind_display())} với {agreement.partner.name}"
        url, contact = agreement.partner.get_absolute_url(), agreement.partner.contact
        yield Origin(f"van-ban-{agreement.pk}", what, PartialDate.of_day(agreement.signed_on), url, contact)


def _anniversaries(asked: Asked) -> Iterable[DueItem]:
    items = [
        asked.due(
            ANNIVERSARY,
            f"{origin.ref}-{years}",
            f"Kỷ niệm {years} năm {origin.what}",
            day,
            origin.url,
            person=origin.person,
        )
        for origin in _origins(asked.today)
        for years, day in origin.round_years_on(asked.today)
    ]
    return sorted(items, key=lambda item: (item.due_on or asked.today, item.label))[: asked.most]


KINDS = (
    DueKind(
        CONGRESS,
        "Đại hội của hội hữu nghị",
        lambda asked: f"Đại hội trước đã qua, hoặc sắp qua, {asked.settings[CONGRESS_YEARS.key]} năm.",
        "Không có hội nào đến hạn đại hội.",
        lambda asked: ASSOCIATIONS.url("list"),
        _congresses,
    ),
    DueKind(
        AGREEMENT,
        "Văn bản hợp tác với đối tác",
        lambda asked: (
            f"Đã hết hiệu lực hoặc hết hiệu lực trong {AGREEMENT_NOTICE.days} ngày tới, chưa ký văn bản mới cùng loại; "
            "không kể đối tác đã kết thúc quan hệ."
        ),
        "Không có văn bản hợp tác nào sắp hết hiệu lực.",
        lambda asked: f"{PARTNERS.url('list')}?{urlencode({'agreement': 'due'})}",
        _agreements,
    ),
    DueKind(
        ANNIVERSARY,
        "Ngày kỷ niệm chẵn năm",
        lambda asked: (
            "Tròn 5, 10, 15 năm… thành lập hội, thiết lập quan hệ hoặc ký văn bản còn hiệu lực với đối tác; từ nay đến "
            f"hết năm, cuối năm thì tính thêm {ANNIVERSARY_NOTICE.days} ngày. Ngày chưa rõ lấy ngày muộn nhất có thể."
        ),
        "Từ nay đến hết năm không có ngày kỷ niệm chẵn năm.",
        lambda asked: ASSOCIATIONS.url("list"),
        _anniversaries,
    ),
)
