"""One search over every register that has a search box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, Value, When

from aid.models import AidProject, ForeignNGO
from associations.models import Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from config.kit.registers import Register
from config.kit.text import search_words
from config.office.registers import SEARCHED
from config.reference.models import Agency, Country, IssuingBody, Place
from delegations.models import Delegation

PER_REGISTER = 10


@dataclass(frozen=True)
class Told:
    """How a kind of record is found and told: its title's column, what stands below, what is loaded with it."""

    title: str
    below: Callable[[Any], str]
    related: tuple[str, ...] = ()
    is_coded: bool = False


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


TOLD: dict[Any, Told] = {
    ForeignNGO: Told("name", lambda ngo: _joined(ngo.code, ngo.abbreviation, ngo.name_vi), is_coded=True),
    AidProject: Told("name", lambda project: _joined(project.code, project.get_stage_display()), is_coded=True),
    Delegation: Told("name", lambda visit: _joined(visit.get_direction_display(), str(visit.arrival))),
    FriendshipAssociation: Told("name", lambda association: association.seat),
    PartnerOrganisation: Told("name", lambda partner: partner.country.name, ("country",)),
    TrainingClass: Told("title", lambda held: _joined(str(held.start), held.venue)),
    Event: Told("name", lambda event: _joined(str(event.start), event.venue)),
    Place: Told("name", lambda place: _joined(place.choice_label, place.code), ("parent",), is_coded=True),
    Agency: Told("name", lambda agency: _joined(agency.abbreviation, agency.get_kind_display())),
    Country: Told("name", lambda country: _joined(country.code, country.name_en, country.aliases), is_coded=True),
    IssuingBody: Told("name", lambda body: body.report_symbol),
}


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    title: str
    url: str
    below: str


@dataclass(frozen=True)
class Group:
    """What one register holds: at most PER_REGISTER hits, and the list that shows all of them."""

    register: Register
    hits: Sequence[Hit]
    has_more: bool
    list_url: str


def search_everywhere(text: str, user: Any) -> list[Group]:
    """What the person may see and the words find, by register; one query a register.

    A record whose code is exactly what was typed comes first, then one with exactly that name, then those
    that hold the words side by side. Empty when the text holds no letter or digit.
    """
    if not search_words(text):
        return []
    groups = (_search(register, text, user) for register in SEARCHED)
    return [group for group in groups if group.hits]


def _search(register: Register, text: str, user: Any) -> Group:
    told = TOLD[register.model]
    rows = register.model.objects.visible_to(user).active().search(text)  # type: ignore[attr-defined]
    exact = [When(Q(code__iexact=text), then=Value(0))] if told.is_coded else []
    rank = Case(
        *exact,
        When(Q(**{f"{told.title}__iexact": text}), then=Value(1)),
        When(Q(search_key__contains=f" {' '.join(search_words(text))} "), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = list(
        rows.select_related(*told.related)
        .annotate(search_rank=rank)
        .order_by("search_rank", told.title, "pk")[: PER_REGISTER + 1]
    )
    hits = [Hit(str(row), row.get_absolute_url(), told.below(row)) for row in found[:PER_REGISTER]]
    return Group(register, hits, len(found) > PER_REGISTER, f"{register.url('list')}?{urlencode({'q': text})}")
