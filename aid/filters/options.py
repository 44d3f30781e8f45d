"""What the filters of aid offer: givers, countries and places in use, years; each list read once a request."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms

from aid.models import ForeignNGO
from aid.queries import MANY, UNKNOWN
from config.kit.fields import NumberField
from config.reference.models import Country, Place

Choices = list[tuple[str, str]]


class RowsFilter(django_filters.ChoiceFilter):
    """A choice among stored rows. They are read when the filter bar is built, once for a page."""

    def __init__(self, *, options: Callable[[], Choices], **kwargs: Any) -> None:
        self.options = options
        super().__init__(**kwargs)

    @property
    def field(self) -> forms.Field:
        if not hasattr(self, "_field"):
            self.extra["choices"] = self.options()
        return super().field  # type: ignore[no-any-return]


class YearField(NumberField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lowest=1900, highest=2100, **kwargs)


class YearFilter(django_filters.Filter):
    """A calendar year."""

    field_class = YearField


def _pairs(rows: Iterable[tuple[int, str]]) -> Choices:
    return [(str(pk), label) for pk, label in rows]


def donor_options() -> Choices:
    rows = ForeignNGO.objects.active().order_by("name", "pk").values_list("pk", "name", "code")
    return _pairs((pk, f"{name} ({code})") for pk, name, code in rows)


def country_options() -> Choices:
    """Countries that a giver comes from."""
    countries = Country.objects.filter(ngos__archived_at=None, ngos__isnull=False).distinct()
    return _pairs(countries.order_by("name", "pk").values_list("pk", "name"))


def place_options() -> Choices:
    """Districts first, then the units below them, with the district that tells namesakes apart."""
    places = Place.objects.for_choice().exclude(level=Place.Level.HAMLET)
    districts_first = sorted(places, key=lambda place: place.level != Place.Level.DISTRICT)
    return _pairs((place.pk, place.full_name) for place in districts_first)


def with_rest(options: Callable[[], Choices], many: str, unknown: str = "") -> Callable[[], Choices]:
    """The same choices, with the part that no share names; figures link to it."""

    def offered() -> Choices:
        rest = [(MANY, many)] + ([(UNKNOWN, unknown)] if unknown else [])
        return [*options(), *rest]

    return offered
