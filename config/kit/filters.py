"""Filters of lists: one FilterSet a list; every label and every refusal in our own words."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from config.kit.fields import DayField, PartialDateField, TidyCharField

FIRST_ROW = 5


class SearchFilter(django_filters.CharFilter):
    """`q`: the queryset's own search, without regard to marks, case and order of words."""

    field_class = TidyCharField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.search(value) if value else qs


class DayFilter(django_filters.Filter):
    """An exact day typed as people do."""

    field_class = DayField


class WhenFilter(django_filters.Filter):
    """A year, quarter, month or day: rows whose date lies inside, a rough one by its stand-in day."""

    field_class = PartialDateField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(**{f"{self.field_name}__range": (value.first, value.last)}) if value else qs


class ArchivedFilter(django_filters.ChoiceFilter):
    """Active rows unless archived ones are asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Lưu trữ",
            choices=[("archived", "Chỉ hồ sơ đã lưu trữ"), ("all", "Tất cả")],
            empty_label="Đang dùng",
            **kwargs,
        )

    def filter(self, qs: Any, value: Any) -> Any:
        if value == "all":
            return qs
        return qs.archived() if value == "archived" else qs.active()


class RegisterFilter(django_filters.FilterSet):
    """What every list can be asked for; each list adds its own filters below `q`."""

    q = SearchFilter(label="Tìm trong danh sách")
    archived = ArchivedFilter()

    def __init__(self, data: Any = None, queryset: QuerySet[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, queryset, **kwargs)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields of the filter bar: all but the search box; "archived" last."""
        names = [name for name in self.form.fields if name not in {"q", "archived"}]
        last = [name for name in ("archived",) if name in self.form.fields]
        return [self.form[name] for name in [*names, *last]]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What people filter by most: the first row of the filter bar, or all when one more would do."""
        fields = self.shown_fields
        return fields if len(fields) <= FIRST_ROW + 1 else fields[:FIRST_ROW]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The rest, folded away until one of them is used."""
        return self.shown_fields[len(self.first_fields) :]

    @property
    def is_further_open(self) -> bool:
        return any(self.data.get(field.name) or field.errors for field in self.further_fields)

    @property
    def in_use(self) -> int:
        """How many filters narrow the list, the search box not counted."""
        return sum(1 for field in self.shown_fields if self.data.get(field.name))

    @property
    def used(self) -> list[dict[str, str]]:
        """What narrows the list, in words, each with the query string that drops it."""
        return [
            {"label": _label(field), "text": _said(field), "without": self._without(field.name)}
            for field in [self.form["q"], *self.shown_fields]
            if self.data.get(field.name)
        ]

    def _without(self, name: str) -> str:
        data = self.data.copy()
        for key in (name, "page"):
            data.pop(key, None)
        return str(data.urlencode())


def _label(field: forms.BoundField) -> str:
    return "Từ khóa" if field.name == "q" else str(field.label)


def _said(field: forms.BoundField) -> str:
    """The value of a filter as the filter bar shows it."""
    choices = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    values = field.value() if isinstance(field.value(), (list, tuple)) else [field.value()]
    return ", ".join(choices.get(str(value), str(value)) for value in values)


def choice(label: str, choices: Any, *, empty: str = "Tất cả", **kwargs: Any) -> django_filters.ChoiceFilter:
    """A choice among fixed values."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, **kwargs)
