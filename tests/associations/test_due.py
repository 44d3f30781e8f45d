"""Agreements that end and round anniversaries: each on its first and its last day, and what is not due."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from associations.choices import AgreementKind
from associations.due import KINDS
from config.kit.due import Asked
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from tests.factories.associations import make_agreement, make_association, make_partner

pytestmark = pytest.mark.django_db

TODAY = date(2019, 3, 10)
SIGNED = date(2014, 5, 6)


def told(key: str, today: date = TODAY) -> list[tuple[str, date | None, str]]:
    kind = next(kind for kind in KINDS if kind.key == key)
    return [(item.label, item.due_on, item.said) for item in kind.find(Asked(today, {}))]


# Agreements -----------------------------------------------------------------------------------------


def test_an_agreement_is_due_from_ninety_days_before_its_end_and_when_it_has_ended() -> None:
    partner = make_partner(name="Hội Saemaul")
    make_agreement(partner, SIGNED, valid_to=date(2019, 6, 8))

    (item,) = told("agreement")

    assert item == ("Bản ghi nhớ với Hội Saemaul hết hiệu lực", date(2019, 6, 8), "Còn 90 ngày")
    assert told("agreement", date(2019, 3, 9)) == []
    assert told("agreement", date(2019, 6, 9))[0][2] == "Quá hạn 1 ngày"


@pytest.mark.parametrize(
    ("signed", "later", "is_due"),
    [
        (date(2019, 3, 1), {"valid_to": date(2024, 3, 1)}, False),
        (date(2019, 3, 1), {"valid_to": None}, False),
        # No longer than the first, of another kind, or not signed yet.
        (date(2019, 3, 1), {"valid_to": date(2019, 4, 1)}, True),
        (date(2019, 3, 1), {"valid_to": None, "kind": AgreementKind.TWINNING}, True),
        (date(2019, 3, 11), {"valid_to": None}, True),
    ],
)
def test_a_longer_agreement_of_its_kind_renews_it(signed: date, later: dict[str, Any], is_due: bool) -> None:
    partner = make_partner()
    make_agreement(partner, SIGNED, valid_to=date(2019, 4, 1))
    make_agreement(partner, signed, **later)

    ends = {due_on for _, due_on, _ in told("agreement")}

    assert (date(2019, 4, 1) in ends) is is_due


def test_agreements_of_partners_that_are_gone_and_those_without_an_end_are_not_due() -> None:
    make_agreement(make_partner(ended_on=date(2019, 3, 9)), SIGNED, valid_to=date(2019, 4, 1))
    gone = make_partner()
    make_agreement(gone, SIGNED, valid_to=date(2019, 4, 1))
    archive(gone, by=None, reason="Nhập trùng")
    make_agreement(make_partner(), SIGNED)

    assert told("agreement") == []


def test_the_list_opens_the_partners_whose_agreement_is_due(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("associations.filters.today", lambda: TODAY)
    make_agreement(make_partner(name="Sắp hết"), SIGNED, valid_to=date(2019, 4, 1))
    make_agreement(make_partner(name="Còn lâu"), SIGNED, valid_to=date(2022, 4, 1))
    address = next(kind for kind in KINDS if kind.key == "agreement").address(Asked(TODAY, {}))

    assert [row.cells[0].html for row in leader_client.get(address).context["rows"]] == [
        row.cells[0].html for row in leader_client.get("/associations/partners/?q=Sắp+hết").context["rows"]
    ]
    assert leader_client.get(address).context["found"] == 1


# Anniversaries --------------------------------------------------------------------------------------


def test_round_years_of_an_association_are_told_until_the_end_of_the_year() -> None:
    make_association(name="Hội hữu nghị Việt – Hàn", founded_on=date(2009, 3, 10), chair="Trần Lan")
    make_association(name="Hội Việt – Lào", founded_on=date(1999, 12, 31))
    make_association(name="Hôm qua", founded_on=date(2009, 3, 9))
    make_association(name="Không chẵn", founded_on=date(2008, 9, 9))
    make_association(name="Chưa rõ")
    archive(make_association(name="Lưu trữ", founded_on=date(2009, 9, 9)), by=None, reason="Giải thể")

    assert told("anniversary") == [
        ("Kỷ niệm 10 năm thành lập Hội hữu nghị Việt – Hàn", date(2019, 3, 10), "Hôm nay là hạn"),
        ("Kỷ niệm 20 năm thành lập Hội Việt – Lào", date(2019, 12, 31), "Còn 296 ngày"),
    ]


def test_at_the_end_of_a_year_the_next_ninety_days_are_told_too() -> None:
    make_association(name="Hội A", founded_on=date(2010, 2, 28))
    make_association(name="Hội B", founded_on=date(2010, 3, 1))

    assert told("anniversary", date(2019, 11, 29)) == []
    assert told("anniversary", date(2019, 11, 30)) == [
        ("Kỷ niệm 10 năm thành lập Hội A", date(2020, 2, 28), "Còn 90 ngày")
    ]


def test_the_29th_of_february_is_remembered_on_the_28th() -> None:
    make_association(name="Hội A", founded_on=date(2004, 2, 29))

    assert told("anniversary", date(2019, 1, 5)) == [
        ("Kỷ niệm 15 năm thành lập Hội A", date(2019, 2, 28), "Còn 54 ngày")
    ]


def test_a_rough_beginning_is_remembered_by_its_last_possible_day() -> None:
    make_partner(name="Hội Saemaul", first_contact=PartialDate.of_year(2014))
    make_partner(name="Tỉnh Luông Pha Băng", first_contact=PartialDate.of_month(2009, 4))
    make_partner(name="Đã thôi", first_contact_on=date(2009, 8, 1), ended_on=date(2018, 1, 1))

    assert told("anniversary") == [
        ("Kỷ niệm 10 năm thiết lập quan hệ với Tỉnh Luông Pha Băng", date(2019, 4, 30), "Còn 51 ngày"),
        ("Kỷ niệm 5 năm thiết lập quan hệ với Hội Saemaul", date(2019, 12, 31), "Còn 296 ngày"),
    ]


def test_agreements_in_force_are_remembered() -> None:
    partner = make_partner(name="Hội Saemaul")
    make_agreement(partner, date(2009, 8, 1), kind=AgreementKind.AGREEMENT)
    make_agreement(partner, date(2009, 9, 1), valid_to=date(2014, 9, 1))

    said = "Kỷ niệm 10 năm ký thỏa thuận hợp tác với Hội Saemaul"
    assert told("anniversary") == [(said, date(2019, 8, 1), "Còn 144 ngày")]
