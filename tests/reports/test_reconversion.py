"""Many stored rows converted again: what is shown, what is written, what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from aid.actions.ledger import RATES_CHANGED, Stated
from aid.actions.reconversion import NOTHING_CHOSEN, Window, changes, digest, effects
from aid.models import Commitment, Disbursement
from aid.queries.ledger import rate_book
from config.kit.tokens import new_token
from config.kit.writing import archive
from tests.factories import aid as make
from tests.factories.printed import make_issued

pytestmark = pytest.mark.django_db

PAGE = "/reports/reconversion/"


@pytest.fixture
def rows() -> tuple[Commitment, Disbursement]:
    """Two rows in won of January 2014, typed before any rate was known; then the month's notice came.

    44.084.265 × 19,96 = 879.921.929,4 đồng; ÷ 21.036 = 41.829,34 USD. 1.000.000 → 19.960.000 đồng, 948,85 USD.
    """
    first = make.make_commitment("44084265", "KRW", date(2014, 1, 2))
    second = make.make_disbursement("1000000", "KRW", date(2014, 1, 20))
    make.make_rate("KRW", "19.96", date(2014, 1, 1))
    make.make_rate("USD", "21036", date(2014, 1, 1))
    return first, second


def found(**window: Any) -> list[Any]:
    return changes(Window(**window), rate_book())


def values(row: Any) -> tuple[int | None, int | None]:
    row.refresh_from_db()
    return row.usd_cents, row.vnd


@pytest.mark.usefixtures("rows")
def test_a_late_rate_shows_what_it_would_change() -> None:
    shown = [(one.ledger, one.row.usd_cents, one.new.usd_cents, one.new.vnd) for one in found()]

    assert shown == [("commitment", None, 4182934, 879921929), ("disbursement", None, 94885, 19960000)]
    assert [(one.ledger, one.rows, one.usd_before, one.usd_after) for one in effects(found())] == [
        ("commitment", 1, 0, 4182934),
        ("disbursement", 1, 0, 94885),
    ]


@pytest.mark.usefixtures("rows")
def test_a_window_narrows_by_day_and_currency() -> None:
    assert [one.ledger for one in found(first=date(2014, 1, 3))] == ["disbursement"]
    assert [one.ledger for one in found(last=date(2014, 1, 3))] == ["commitment"]
    assert found(currency="EUR") == []


def test_what_a_document_states_and_what_is_archived_never_changes(rows: Any) -> None:
    make.make_disbursement("1000000", "KRW", date(2014, 1, 5), stated=Stated(usd_cents=90000, vnd=19000000))
    archive(rows[0], by=None, reason="ghi nhầm")

    assert [one.row.pk for one in found()] == [rows[1].pk]


def test_the_chosen_rows_are_written_with_their_history(staff_client: Client, staff: Any, rows: Any) -> None:
    form = {"form_token": new_token(staff), "seen": digest(found()), "row": [f"commitment-{rows[0].pk}"]}

    answer = staff_client.post(PAGE, form, follow=True)

    assert "Đã ghi giá trị mới cho 1 dòng." in answer.content.decode()
    assert values(rows[0]) == (4182934, 879921929)
    assert values(rows[1]) == (None, None)
    assert rows[0].rate == Decimal("19.96")
    assert rows[0].history.first().history_change_reason == "Quy đổi lại"
    assert (rows[0].version, rows[0].history.count()) == (2, 2)


def test_a_rate_changed_meanwhile_writes_nothing(staff_client: Client, staff: Any, rows: Any) -> None:
    seen = digest(found())
    make.make_rate("KRW", "20", date(2014, 1, 2))

    page = staff_client.post(PAGE, {"form_token": new_token(staff), "seen": seen, "row": [f"commitment-{rows[0].pk}"]})

    assert RATES_CHANGED in page.content.decode()
    assert values(rows[0]) == (None, None)


@pytest.mark.parametrize("chosen", [[], ["commitment-0"], ["x"]])
def test_nothing_chosen_is_told(staff_client: Client, staff: Any, rows: Any, chosen: list[str]) -> None:
    form = {"form_token": new_token(staff), "seen": digest(found()), "row": chosen}

    assert NOTHING_CHOSEN in staff_client.post(PAGE, form).content.decode()
    assert values(rows[0]) == (None, None)


def test_a_row_of_a_signed_report_says_so(staff_client: Client, rows: Any) -> None:
    make_issued(2014, dated_on=date(2015, 1, 9))

    page = staff_client.get(PAGE).content.decode()

    assert "Cam kết này thuộc kỳ của Báo cáo số 12/BC-LHHN ngày 09/01/2015 đã ban hành." in page
    assert "Giải ngân này thuộc kỳ của Báo cáo số 12/BC-LHHN ngày 09/01/2015 đã ban hành." in page


def test_a_row_of_a_signed_report_is_written_with_a_reason_only(staff_client: Client, staff: Any, rows: Any) -> None:
    make_issued(2014, dated_on=date(2015, 1, 9))
    form = {"form_token": new_token(staff), "seen": digest(found()), "row": [f"commitment-{rows[0].pk}"]}

    refused = staff_client.post(PAGE, form)
    unreadable = staff_client.post(PAGE, form | {"reason": "a\x00b"})
    before = values(rows[0])
    saved = staff_client.post(PAGE, form | {"reason": "Tỷ giá tháng 1 mới nhận"})

    assert refused.context["error"].startswith("Cam kết này thuộc kỳ của Báo cáo số 12/BC-LHHN")
    assert [row["is_ticked"] for row in refused.context["rows"]] == [True, False]
    assert (unreadable.status_code, before) == (200, (None, None))
    assert (saved.status_code, values(rows[0])) == (302, (4182934, 879921929))
    assert rows[0].history.first().history_change_reason == "Quy đổi lại: Tỷ giá tháng 1 mới nhận"


def test_a_value_that_would_be_lost_is_offered_and_not_ticked(staff_client: Client, rows: Any) -> None:
    form_rate = make.make_rate("EUR", "28000", date(2014, 1, 1))
    euro = make.make_disbursement("100", "EUR", date(2014, 1, 9))
    archive(form_rate, by=None, reason="nhập nhầm")

    page = staff_client.get(f"{PAGE}?currency=EUR").content.decode()

    assert [(one.row.pk, one.is_loss) for one in found(currency="EUR")] == [(euro.pk, True)]
    assert f'value="disbursement-{euro.pk}">' in page
    assert "Sẽ thành chưa quy đổi: tỷ giá đã dùng không còn" in page


def test_saving_a_rate_names_the_rows_it_would_change(staff_client: Client, staff: Any) -> None:
    make.make_rate("USD", "21036", date(2014, 1, 1))
    make.make_disbursement("1000000", "KRW", date(2014, 1, 20))
    form = {"form_token": new_token(staff), "currency": "KRW", "valid_from": "01/01/2014", "vnd_per_unit": "19,96"}

    page = staff_client.post("/aid/rates/new/", {**form, "source": "KBNN"}, follow=True).content.decode()

    assert "1 dòng đã lưu sẽ đổi giá trị nếu quy đổi lại theo tỷ giá đang có." in page
    assert "/reports/reconversion/?from=01%2F01%2F2014&amp;to=04%2F03%2F2014&amp;currency=KRW" in page


def test_a_leader_may_not_write(leader_client: Client) -> None:
    assert leader_client.get(PAGE).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_reads_as_often_for_many_rows(
    staff_client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make.make_disbursement("1000000", "KRW", date(2014, 1, 5 + number))
    make.make_rate("KRW", "19.96", date(2014, 1, 1))

    with django_assert_num_queries(12):
        staff_client.get(PAGE)
