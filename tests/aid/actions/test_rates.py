"""One rate in use for a currency and a day; what is stored already stays as it is."""

from datetime import date
from decimal import Decimal

import pytest

from aid.actions.rates import restore_rate, save_rate
from aid.models import ExchangeRate
from config.accounts.models import User
from config.kit import writing
from config.kit.writing import RuleBroken
from tests.factories import aid as make

TAKEN = "Đã có tỷ giá USD từ ngày 01/01/2014"


def rate(currency: str = "USD") -> ExchangeRate:
    return ExchangeRate(currency=currency, valid_from=date(2014, 1, 1), vnd_per_unit=Decimal(21000))


def test_a_second_rate_of_a_day_is_refused(staff: User) -> None:
    make.make_rate()
    with pytest.raises(RuleBroken, match=TAKEN):
        save_rate(rate(), by=staff)
    assert save_rate(rate("EUR"), by=staff).pk is not None


def test_a_rate_stored_meanwhile_is_refused_in_words(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_rate()
    answers = iter([False, True])
    monkeypatch.setattr("aid.actions.rates.is_taken", lambda _: next(answers))
    with pytest.raises(RuleBroken, match=TAKEN):
        save_rate(rate(), by=staff)


def test_an_archived_rate_leaves_its_day_free_and_cannot_take_it_back(staff: User) -> None:
    old = make.make_rate()
    archived = writing.archive(old, by=staff, reason="Ghi nhầm")
    new = save_rate(rate(), by=staff)
    with pytest.raises(RuleBroken, match=TAKEN):
        restore_rate(archived, by=staff)
    writing.archive(new, by=staff, reason="Ghi nhầm")
    assert restore_rate(archived, by=staff).is_archived is False


def test_changing_a_rate_changes_no_stored_row(staff: User) -> None:
    stored = make.make_rate("USD", "21036", date(2014, 1, 1))
    row = make.make_commitment("1000", "USD", date(2014, 1, 2))
    stored.vnd_per_unit = Decimal(99999)
    save_rate(stored, by=staff)
    row.refresh_from_db()
    assert (row.vnd, row.rate, row.version) == (21_036_000, Decimal(21036), 1)
