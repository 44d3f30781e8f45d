"""What the filters of aid offer: givers, countries and places in use, years; each list read once a request."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from aid.models import AidProject, ForeignNGO
from aid.queries.ledger import MANY, UNKNOWN
from config.kit.fields import NumberField
from config.reference.models import Agency, Country, Place

Choices = list[tuple[str, str]]
Options = Callable[[int], Choices]
NO_ROW = 0


class RowsFilter(django_filters.ChoiceFilter):
    """A choice among stored rows. They are read when the filter bar is built, once for a page; the row that
    was asked for is always among them, because figures hold money of archived givers too."""

    def __init__(self, *, options: Options, **kwargs: Any) -> None:
        self.options = options
        super().__init__(**kwargs)

    @property
    def field(self) -> forms.Field:
        if not hasattr(self, "_field"):
            asked = str(self.parent.data.get(self.field_name, ""))
            is_key = asked.isascii() and asked.isdecimal() and len(asked) < 10
            self.extra["choices"] = self.options(int(asked) if is_key else NO_ROW)
        return super().field


class YearField(NumberField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lowest=1900, highest=2100, **kwargs)


class YearFilter(django_filters.Filter):
    """A calendar year."""

    field_class = YearField


def _offered(asked: int) -> Q:
    return Q(archived_at=None) | Q(pk=asked)


def donor_options(asked: int = NO_ROW) -> Choices:
    rows = ForeignNGO.objects.filter(_offered(asked)).order_by("name", "pk").values_list("pk", "name", "code")
    return [(str(pk), f"{name} ({code})") for pk, name, code in rows]


def country_options(asked: int = NO_ROW) -> Choices:
    """Countries that a giver comes from."""
    givers = ForeignNGO.objects.filter(home_country=OuterRef("pk"))
    countries = Country.objects.filter(Exists(givers) | Q(pk=asked)).order_by("name", "pk")
    return [(str(pk), name) for pk, name in countries.values_list("pk", "name")]


def place_options(asked: int = NO_ROW) -> Choices:
    """Districts first, then communes, with the district that tells namesakes apart."""
    levels = Q(level__in=(Place.Level.DISTRICT, Place.Level.COMMUNE), archived_at=None)
    places = Place.objects.filter(levels | Q(pk=asked)).select_related("parent").order_by("name", "pk")
    districts_first = sorted(places, key=lambda place: place.level != Place.Level.DISTRICT)
    return [(str(place.pk), place.choice_label) for place in districts_first]


def owner_options(asked: int = NO_ROW) -> Choices:
    """Agencies that own a project."""
    return _agencies(Q(Exists(AidProject.objects.filter(owner=OuterRef("pk")))) | Q(pk=asked))


def manager_options(asked: int = NO_ROW) -> Choices:
    """Agencies that a project stands under (cơ quan chủ quản)."""
    return _agencies(Q(Exists(AidProject.objects.filter(managing_agency=OuterRef("pk")))) | Q(pk=asked))


def _agencies(offered: Q) -> Choices:
    rows = Agency.objects.filter(offered).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def with_rest(options: Options, many: str = "", unknown: str = "") -> Options:
    """The same choices, with the parts that no share and no record names; figures link to them."""
    rest = [(value, label) for value, label in ((MANY, many), (UNKNOWN, unknown)) if label]

    def offered(asked: int = NO_ROW) -> Choices:
        return [*options(asked), *rest]

    return offered
