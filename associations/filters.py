"""Filters of the registers of associations, partners, training classes and events."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef

from associations.choices import EventKind, PartnerKind, TrainingTopic
from associations.models import Agreement, Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from associations.queries import (
    AGREEMENT_NOTICE,
    country_new_on,
    due_soon_on,
    known_before,
    members_on,
    overdue_on,
    signed_between,
)
from config.kit.clock import today
from config.kit.filters import DayFilter, RegisterFilter, WhenFilter, choice
from config.reference.models import Country
from config.reference.office_settings import CONGRESS_YEARS, value_of


def country_filter() -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label="Nước", queryset=Country.objects.active().order_by("name", "pk"), empty_label="Mọi nước"
    )


class AssociationFilter(RegisterFilter):
    country = country_filter()
    member = choice("Liên hiệp hôm nay", [("yes", "Là thành viên"), ("no", "Không là thành viên")], method="of_member")
    congress = choice("Đại hội", [("overdue", "Quá hạn"), ("due", "Sắp đến hạn")], method="of_congress")
    member_on = DayFilter(label="Là thành viên vào ngày", method="of_member_on")
    overdue_on = DayFilter(label="Quá hạn đại hội vào ngày", method="of_overdue_on")
    founded_from = DayFilter(label="Thành lập từ ngày", field_name="founded_on", lookup_expr="gte")
    founded_to = DayFilter(label="Thành lập đến ngày", field_name="founded_on", lookup_expr="lte")
    congress_from = DayFilter(label="Đại hội từ ngày", field_name="congress_on", lookup_expr="gte")
    congress_to = DayFilter(label="Đại hội đến ngày", field_name="congress_on", lookup_expr="lte")

    class Meta:
        model = FriendshipAssociation
        fields: list[str] = []

    def of_member(self, queryset: Any, name: str, value: str) -> Any:
        members = queryset.filter(members_on(today()))
        return members if value == "yes" else queryset.exclude(pk__in=members.values("pk"))

    def of_member_on(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(members_on(value))

    def of_overdue_on(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(overdue_on(value, value_of(CONGRESS_YEARS)))

    def of_congress(self, queryset: Any, name: str, value: str) -> Any:
        condition = {"overdue": overdue_on, "due": due_soon_on}[value]
        return queryset.filter(condition(today(), value_of(CONGRESS_YEARS)))


class PartnerFilter(RegisterFilter):
    """`from` and `to` bound the first contact; `known_before` with `signed_from` and `signed_to` finds relations
    that were extended."""

    country = country_filter()
    kind = choice("Loại", PartnerKind.choices)
    southeast_asia = choice("Khu vực", [("1", "Đông Nam Á")], method="of_southeast_asia")
    agreement = choice("Thỏa thuận", [("due", "Hết hạn hoặc sắp hết hạn, chưa ký lại")], method="of_agreement")

    class Meta:
        model = PartnerOrganisation
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> Any:
        """Adds the filters whose public names are no Python names, and those shown after them."""
        filters = super().get_filters()
        filters["from"] = DayFilter(label="Thiết lập từ ngày", field_name="first_contact_on", lookup_expr="gte")
        filters["to"] = DayFilter(label="Thiết lập đến ngày", field_name="first_contact_on", lookup_expr="lte")
        filters["known_before"] = DayFilter(label="Đã có quan hệ trước ngày", method="of_known_before")
        filters["country_new_on"] = DayFilter(label="Nước chưa có đối tác trước ngày", method="of_country_new")
        filters["signed_from"] = DayFilter(label="Ký văn bản từ ngày", method="of_signed")
        filters["signed_to"] = DayFilter(label="Ký văn bản đến ngày", method="of_signed")
        return filters

    def of_southeast_asia(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(country__region=Country.Region.SOUTHEAST_ASIA)

    def of_agreement(self, queryset: Any, name: str, value: str) -> Any:
        due = Agreement.objects.not_renewed_by(today() + AGREEMENT_NOTICE, on=today())
        return queryset.filter(Exists(due.filter(partner=OuterRef("pk"))))

    def of_known_before(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(known_before(value))

    def of_country_new(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(country_new_on(value))

    def of_signed(self, queryset: Any, name: str, value: Any) -> Any:
        """Both ends bound the same agreement, so each asks for both."""
        asked = self.form.cleaned_data
        return queryset.filter(signed_between(asked.get("signed_from"), asked.get("signed_to")))


class TimeFilter(RegisterFilter):
    """A year, or any two days, of what begins on a day."""

    year = WhenFilter(label="Năm (hoặc quý, tháng)", field_name="start_on")

    @classmethod
    def get_filters(cls) -> Any:
        """Adds the filters whose public names are no Python names."""
        filters = super().get_filters()
        filters["from"] = DayFilter(label="Từ ngày", field_name="start_on", lookup_expr="gte")
        filters["to"] = DayFilter(label="Đến ngày", field_name="start_on", lookup_expr="lte")
        return filters


class TrainingFilter(TimeFilter):
    topic = choice("Nội dung", TrainingTopic.choices)

    class Meta:
        model = TrainingClass
        fields: list[str] = []


class EventFilter(TimeFilter):
    kind = choice("Loại", EventKind.choices)

    class Meta:
        model = Event
        fields: list[str] = []
