"""The figures of associations, partners and training, over data whose sums are written out by hand."""

from datetime import date

import pytest

from associations import queries
from associations.choices import PartnerKind
from associations.models import FriendshipAssociation
from associations.queries import Membership, MembershipTotals, PartnerLine, SoutheastAsia
from config.kit.periods import Period
from config.kit.writing import archive, save
from config.reference.models import Setting
from tests.factories.associations import (
    country_of,
    make_agreement,
    make_association,
    make_event,
    make_membership,
    make_partner,
    make_training,
)

pytestmark = pytest.mark.django_db

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "2015-2020")


def gone(record: object) -> None:
    archive(record, by=None, reason="Nhập trùng.")  # type: ignore[type-var]


def test_training_by_year_has_every_year_and_no_archived_class() -> None:
    make_training(start_on=date(2014, 12, 31))
    make_training(start_on=date(2015, 1, 1))
    make_training(start_on=date(2016, 5, 4))
    make_training(start_on=date(2016, 12, 31))
    make_training(start_on=date(2018, 7, 1), start_precision="year")
    gone(make_training(start_on=date(2017, 3, 3)))
    make_training(start_on=date(2021, 1, 1))

    assert queries.training_by_year(TERM) == {2015: 1, 2016: 2, 2017: 0, 2018: 1, 2019: 0, 2020: 0}


def test_training_inside_a_period_that_starts_in_mid_year() -> None:
    make_training(start_on=date(2015, 5, 31))
    make_training(start_on=date(2015, 6, 1))
    make_training(start_on=date(2016, 5, 31))
    make_training(start_on=date(2016, 6, 1))

    counts = queries.training_by_year(Period.between(date(2015, 6, 1), date(2016, 5, 31)))

    assert counts == {2015: 1, 2016: 1}


def test_trainees_by_year_adds_known_numbers() -> None:
    make_training(start_on=date(2015, 4, 1), trainee_count=85)
    make_training(start_on=date(2015, 10, 1), trainee_count=None)
    make_training(start_on=date(2015, 11, 1), trainee_count=40)
    gone(make_training(start_on=date(2016, 11, 1), trainee_count=1000))

    assert queries.trainees_by_year(Period.between(date(2015, 1, 1), date(2016, 12, 31))) == {2015: 125, 2016: 0}


def test_training_known_by_year_only_is_told_apart_where_the_period_cuts_it() -> None:
    make_training(start_on=date(2016, 7, 1), start_precision="year")
    make_training(start_on=date(2016, 5, 15), start_precision="month")
    make_training(start_on=date(2016, 5, 2))

    assert queries.rough_training(Period.half_year(2016, 1)) == 1
    assert queries.rough_training(Period.calendar_year(2016)) == 0


def test_events_in_period_by_first_day() -> None:
    inside = make_event(start_on=date(2016, 1, 1))
    make_event(start_on=date(2017, 1, 1))
    gone(make_event(start_on=date(2016, 2, 2)))

    assert list(queries.events_in(Period.calendar_year(2016))) == [inside]


def test_southeast_asian_partners_are_three_lists() -> None:
    laos, cambodia, thailand = country_of("LA"), country_of("KH"), country_of("TH")
    old = make_partner(
        name="Ủy ban Hòa bình và Đoàn kết Luang Prabang", country=laos, first_contact_on=date(2010, 3, 1)
    )
    make_agreement(old, date(2012, 1, 1))
    make_agreement(old, date(2019, 6, 1))
    make_agreement(old, date(2017, 5, 1))
    new_lao = make_partner(name="Hội Phụ nữ Luang Prabang", country=laos, first_contact_on=date(2015, 1, 1))
    make_agreement(new_lao, date(2016, 1, 1))
    khmer = make_partner(name="Hội Hữu nghị Campuchia", country=cambodia, first_contact_on=date(2018, 12, 31))
    make_partner(name="Hội Thái – Việt", country=thailand, first_contact_on=date(2021, 1, 1))
    make_partner(name="Hội Saemaul", country=country_of("KR"), first_contact_on=date(2016, 1, 1))
    make_partner(
        name="Đại học Chiang Mai", country=thailand, kind=PartnerKind.UNIVERSITY, first_contact_on=date(2016, 1, 1)
    )
    gone(make_partner(name="Hội đã bỏ", country=cambodia, first_contact_on=date(2016, 1, 1)))

    found = queries.southeast_asian_partners(TERM, date(2020, 12, 31))

    assert found == SoutheastAsia(
        established=[
            PartnerLine(new_lao.pk, "Hội Phụ nữ Luang Prabang", "Lào", date(2015, 1, 1)),
            PartnerLine(khmer.pk, "Hội Hữu nghị Campuchia", "Campuchia", date(2018, 12, 31)),
        ],
        extended=[PartnerLine(old.pk, "Ủy ban Hòa bình và Đoàn kết Luang Prabang", "Lào", date(2017, 5, 1))],
        new_countries=["Campuchia"],
    )


def test_southeast_asian_partners_as_of_an_earlier_day() -> None:
    old = make_partner(first_contact_on=date(2010, 3, 1))
    make_agreement(old, date(2017, 5, 1))
    make_partner(country=country_of("KH"), first_contact_on=date(2018, 12, 31))

    assert queries.southeast_asian_partners(TERM, date(2017, 4, 30)) == SoutheastAsia()
    assert [line.pk for line in queries.southeast_asian_partners(TERM, date(2017, 5, 1)).extended] == [old.pk]
    assert queries.southeast_asian_partners(TERM, date(2014, 12, 31)) == SoutheastAsia()


def test_a_country_with_any_partner_before_the_term_is_not_new() -> None:
    cambodia = country_of("KH")
    make_partner(country=cambodia, kind=PartnerKind.TWIN_LOCALITY, first_contact_on=date(2014, 12, 31))
    make_partner(country=cambodia, first_contact_on=date(2016, 1, 1))

    assert queries.southeast_asian_partners(TERM, date(2020, 12, 31)).new_countries == []


def test_a_partner_without_first_contact_is_known_by_an_earlier_agreement_only() -> None:
    signed_before = make_partner(name="Có văn bản trước")
    make_agreement(signed_before, date(2013, 1, 1))
    make_agreement(signed_before, date(2016, 1, 1))
    unknown = make_partner(name="Chưa rõ từ bao giờ")
    make_agreement(unknown, date(2016, 1, 1))

    found = queries.southeast_asian_partners(TERM, date(2020, 12, 31))

    assert found.established == []
    assert [line.name for line in found.extended] == ["Có văn bản trước"]


def test_members_of_the_union_on_a_day() -> None:
    lao = make_association(name="Hội Việt – Lào", country=country_of("LA"), member_since=date(2010, 1, 1))
    make_association(name="Hội Việt – Nga", member_since=date(2010, 1, 1), member_until=date(2019, 12, 30))
    stays = make_association(name="Hội Việt – Đức", member_since=date(2019, 12, 31), member_until=date(2019, 12, 31))
    make_association(name="Hội Việt – Hàn", member_since=date(2020, 1, 1))
    make_association(name="Hội chưa vào Liên hiệp")
    gone(make_association(name="Hội đã bỏ", member_since=date(2010, 1, 1)))
    make_membership(lao, 2017, official=1900, associate=90_000, collective=18)
    make_membership(lao, 2019, official=2000, associate=95_000, honorary=3, collective=19)
    make_membership(lao, 2020, official=2100)

    lines = queries.member_associations(date(2019, 12, 31))

    assert [(line.pk, line.name, line.country, line.membership) for line in lines] == [
        (stays.pk, "Hội Việt – Đức", "", None),
        (lao.pk, "Hội Việt – Lào", "Lào", Membership(2019, 2000, 95_000, 3, 19)),
    ]
    assert queries.membership_totals(lines) == MembershipTotals(2000, 95_000, 3, 19, unknown=1)


def test_membership_before_the_first_count_is_unknown() -> None:
    lao = make_association(member_since=date(2010, 1, 1))
    make_membership(lao, 2017, official=1900)

    assert queries.member_associations(date(2016, 12, 31))[0].membership is None
    assert queries.member_associations(date(2018, 12, 31))[0].membership == Membership(2017, 1900, 0, 0, 0)


def test_founded_and_congress_in_a_period() -> None:
    make_association(name="Hội cũ", founded_on=date(2018, 12, 31), congress_on=date(2019, 1, 1))
    make_association(name="Hội mới", founded_on=date(2019, 1, 1), congress_on=date(2020, 1, 1))
    year = Period.calendar_year(2019)

    assert [line.name for line in queries.associations_founded(year)] == ["Hội mới"]
    assert [line.name for line in queries.congresses_held(year)] == ["Hội cũ"]


def test_congress_is_overdue_the_day_after_five_years() -> None:
    make_association(name="Hội Việt – Hàn", congress_on=date(2014, 6, 15))
    make_association(name="Hội chưa rõ đại hội")

    assert queries.congresses_overdue(date(2019, 6, 15)) == []
    assert [line.name for line in queries.congresses_overdue(date(2019, 6, 16))] == ["Hội Việt – Hàn"]


def test_congress_term_follows_the_setting() -> None:
    make_association(name="Hội Việt – Hàn", congress_on=date(2014, 6, 15))
    save(Setting(key="congress-term-years", value="3"), by=None)

    assert [line.name for line in queries.congresses_overdue(date(2017, 6, 16))] == ["Hội Việt – Hàn"]


@pytest.mark.parametrize(
    ("congress", "day", "is_overdue"),
    [
        (date(2016, 2, 29), date(2021, 2, 28), False),
        (date(2016, 2, 29), date(2021, 3, 1), True),
        (date(2016, 2, 27), date(2021, 2, 28), True),
        (date(2015, 2, 28), date(2020, 2, 29), True),
        (date(2015, 3, 1), date(2020, 2, 29), False),
    ],
)
def test_overdue_agrees_with_the_due_date_around_a_leap_day(congress: date, day: date, is_overdue: bool) -> None:
    make_association(congress_on=congress)

    assert (queries.congress_due_on(congress, 5) < day) is is_overdue
    assert FriendshipAssociation.objects.filter(queries.overdue_on(day, 5)).exists() is is_overdue


@pytest.mark.parametrize(
    ("congress", "is_due"),
    [
        (date(2014, 6, 14), False),  # due yesterday: overdue, no longer coming
        (date(2014, 6, 15), True),  # due today
        (date(2014, 12, 12), True),  # due in 180 days
        (date(2014, 12, 13), False),
    ],
)
def test_due_soon_is_from_today_within_the_notice(congress: date, is_due: bool) -> None:
    make_association(congress_on=congress)

    assert FriendshipAssociation.objects.filter(queries.due_soon_on(date(2019, 6, 15), 5)).exists() is is_due
