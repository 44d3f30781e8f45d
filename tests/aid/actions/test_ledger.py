"""A row is converted once, when it is stored or its money changes; nothing else moves its values."""

from datetime import date
from decimal import Decimal

import pytest

from aid.actions.ledger import Stated, reconvert, reconverted, record
from aid.choices import Basis, Modality
from aid.models import Commitment, Disbursement
from aid.queries.ledger import rate_book
from config.accounts.models import User
from config.kit import writing
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken, StaleRecord
from tests.factories import aid as make

D = Decimal
DAY = date(2014, 1, 2)


def kept(row: Commitment | Disbursement) -> tuple[object, ...]:
    row.refresh_from_db()
    return (row.usd_cents, row.usd_basis, row.vnd, row.vnd_basis, row.rate, row.rate_on, row.usd_rate, row.usd_rate_on)


@pytest.fixture
def rates(db: None) -> None:
    make.make_rate("KRW", "19.96", date(2014, 1, 1))
    make.make_rate("USD", "21036", date(2014, 1, 1))


def test_a_row_keeps_its_values_and_the_rates_that_made_them(rates: None) -> None:
    row = make.make_commitment("44084265", "KRW", DAY)
    expected = (
        4_182_934,
        Basis.RATE,
        879_921_929,
        Basis.RATE,
        D("19.96"),
        date(2014, 1, 1),
        D(21036),
        date(2014, 1, 1),
    )
    assert kept(row) == expected
    assert (row.rate_source, row.usd_rate_source) == ("Kho bạc Nhà nước", "Kho bạc Nhà nước")


def test_saving_again_after_a_new_rate_changes_nothing_of_the_money(rates: None, staff: User) -> None:
    row = make.make_commitment("44084265", "KRW", DAY)
    before = kept(row)
    make.make_rate("KRW", "25", DAY)
    row.note = "Ghi thêm nội dung"
    record(row, by=staff)
    assert kept(row) == before
    assert row.version == 2


@pytest.mark.parametrize(
    ("field", "value", "vnd"),
    [
        ("amount", D(100), 2_500),
        ("currency", "USD", 927_356_598_540),
        ("dated", PartialDate.of_month(2014, 1), 1_102_106_625),
    ],
)
def test_changed_money_is_converted_with_the_rates_of_today(
    rates: None, staff: User, field: str, value: object, vnd: int
) -> None:
    # 100 × 25; 44.084.265 × 21.036; 44.084.265 × 25 on 15/01/2014.
    row = make.make_commitment("44084265", "KRW", DAY)
    make.make_rate("KRW", "25", DAY)
    setattr(row, field, value)
    record(row, by=staff)
    assert kept(row)[2] == vnd


def test_a_stated_equivalent_wins_and_is_kept(rates: None, staff: User) -> None:
    row = make.make_commitment("44084265", "KRW", DAY, stated=Stated(usd_cents=4_200_000))
    assert kept(row)[:4] == (4_200_000, Basis.DOCUMENT, 879_921_929, Basis.RATE)
    make.make_rate("KRW", "25", DAY)
    row.note = "Sửa nội dung"
    record(row, by=staff, stated=Stated(usd_cents=4_200_000))
    assert kept(row)[:4] == (4_200_000, Basis.DOCUMENT, 879_921_929, Basis.RATE)


def test_taking_a_stated_equivalent_back_converts_by_rate(rates: None, staff: User) -> None:
    row = make.make_commitment("44084265", "KRW", DAY, stated=Stated(usd_cents=4_200_000, vnd=880_000_000))
    record(row, by=staff)
    assert kept(row)[:4] == (4_182_934, Basis.RATE, 879_921_929, Basis.RATE)


def test_without_a_rate_a_row_is_stored_unconverted(db: None) -> None:
    assert kept(make.make_disbursement("1000", "KRW", DAY)) == (None, "none", None, "none", None, None, None, None)


def test_an_archived_rate_does_not_serve(rates: None, staff: User) -> None:
    rate = make.make_rate("JPY", "200", date(2014, 1, 1))
    writing.archive(rate, by=staff, reason="Ghi nhầm")
    assert kept(make.make_disbursement("1000", "JPY", DAY))[2] is None


def test_a_value_beyond_reason_is_refused(db: None) -> None:
    make.make_rate("EUR", "900000000", date(2014, 1, 1))
    with pytest.raises(RuleBroken, match="vượt quá một triệu tỷ"):
        make.make_commitment("9999999999999", "EUR", DAY)
    assert Commitment.objects.count() == 0


def test_a_programme_with_components_holds_no_money(db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME, name="Chương trình nước sạch")
    make.make_project(parent=programme)
    with pytest.raises(RuleBroken, match="ghi tiền ở từng dự án thành phần"):
        make.make_commitment(project=programme)


def test_a_programme_whose_components_are_archived_may_hold_money(db: None, staff: User) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    writing.archive(make.make_project(parent=programme), by=staff, reason="Nhập nhầm")
    assert make.make_commitment(project=programme).usd_cents == 100_000


def test_converting_again_shows_first_and_then_keeps_what_was_shown(rates: None, staff: User) -> None:
    row = make.make_commitment("1000", "JPY", DAY)
    make.make_rate("JPY", "200", date(2014, 1, 1))
    shown = reconverted(row, rate_book())
    assert (shown.usd_cents, shown.vnd) == (951, 200_000)  # 200.000 ÷ 21.036 = 9,507…
    assert kept(row)[0] is None
    reconvert(row, by=staff, version=1, expected=(951, 200_000))
    assert kept(row)[:4] == (951, Basis.RATE, 200_000, Basis.RATE)
    assert row.history.first().history_change_reason == "Quy đổi lại"


def test_converting_again_keeps_what_a_document_states(rates: None) -> None:
    row = make.make_commitment("44084265", "KRW", DAY, stated=Stated(usd_cents=4_200_000))
    make.make_rate("KRW", "25", DAY)
    shown = reconverted(row, rate_book())
    assert (shown.usd_cents, shown.vnd) == (4_200_000, 1_102_106_625)


def test_converting_again_refuses_what_was_not_shown(rates: None, staff: User) -> None:
    row = make.make_commitment("44084265", "KRW", DAY)
    with pytest.raises(RuleBroken, match="Tỷ giá vừa thay đổi"):
        reconvert(row, by=staff, version=1, expected=(1, 1))
    with pytest.raises(StaleRecord):
        reconvert(row, by=staff, version=7, expected=(4_182_934, 879_921_929))


def test_the_history_tells_who_stored_a_row(staff: User) -> None:
    row = Disbursement(project=make.make_project(), amount=D(5), currency="USD", dated_on=DAY)
    record(row, by=staff, reason="Nhập tay")
    kept_row = row.history.get()
    assert (kept_row.history_user, kept_row.history_change_reason) == (staff, "Nhập tay")
