"""The page of a programme: typing, pasting, what is refused and what is only told."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken, archive, save
from delegations.actions.programme import save_programme
from delegations.choices import DelegationStatus
from delegations.forms.programme_paste import read_pasted
from delegations.models import Delegation, ProgrammeItem
from tests.factories.delegations import make_delegation, make_item

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)
QUERIES_OF_PAGE = 11


def visit(**fields: Any) -> Delegation:
    """A stay of four days, 05/03/2018 to 08/03/2018."""
    return make_delegation(**{"arrival_on": DAY, "departure_on": date(2018, 3, 8)} | fields)


def page_of(delegation: Delegation) -> str:
    return f"/delegations/{delegation.pk}/programme/"


def posted(delegation: Delegation, *rows: dict[str, str], **more: str) -> dict[str, str]:
    """A form with these rows; a row names its fields, `id` for one that is stored."""
    stored = sum(1 for row in rows if row.get("id"))
    data = {"version": str(delegation.version), "programme-TOTAL_FORMS": str(len(rows))}
    data["programme-INITIAL_FORMS"] = str(stored)
    cells = {f"programme-{number}-{name}": text for number, row in enumerate(rows) for name, text in row.items()}
    return data | cells | more


def lines_of(delegation: Delegation) -> list[tuple[Any, ...]]:
    return list(delegation.programme.values_list("day", "starts_at", "ends_at", "content"))


# Typing -------------------------------------------------------------------------


def test_lines_are_typed_quickly_and_stand_in_order(staff_client: Client) -> None:
    delegation = visit()

    response = staff_client.post(
        page_of(delegation),
        posted(
            delegation,
            {"day": "6/3/2018", "starts_at": "14h", "ends_at": "1530", "content": "Thăm  trường", "vehicle": "20A"},
            {"day": "5/3/2018", "starts_at": "8h30", "ends_at": "10:00", "content": "Tiếp xã giao"},
            {"day": "", "starts_at": "10h", "ends_at": "", "content": "Hội đàm"},
            {"day": "07/03/2018", "starts_at": "cả ngày", "ends_at": "", "content": "Khám bệnh"},
        ),
    )

    assert (response.status_code, response.headers["Location"]) == (302, page_of(delegation))
    assert lines_of(delegation) == [
        (date(2018, 3, 5), time(8, 30), time(10), "Tiếp xã giao"),
        (date(2018, 3, 5), time(10), None, "Hội đàm"),
        (date(2018, 3, 6), time(14), time(15, 30), "Thăm trường"),
        (date(2018, 3, 7), None, None, "Khám bệnh"),
    ]
    delegation.refresh_from_db()
    assert delegation.version == 2


def test_an_empty_row_proposes_the_day_above_and_its_end(staff_client: Client) -> None:
    delegation = visit()
    make_item(delegation, date(2018, 3, 6), "08:00-09:30")

    form = staff_client.get(page_of(delegation)).context["form"]

    first, second, third, fourth = form.items.forms
    assert [first["day"].value(), first["ends_at"].value()] == ["06/03/2018", "09:30"]
    assert [second["day"].value(), second["starts_at"].value()] == ["06/03/2018", "09:30"]
    assert [third["day"].value(), fourth["day"].value()] == [None, None]


def test_the_first_row_proposes_the_day_of_arrival_when_it_is_known(staff_client: Client) -> None:
    exact, rough = visit(), make_delegation(arrival=PartialDate.of_month(2018, 3))

    proposed = [staff_client.get(page_of(one)).context["form"].items.forms[0]["day"].value() for one in (exact, rough)]

    assert proposed == ["05/03/2018", ""]


def test_proposals_that_nobody_touched_are_no_lines(staff_client: Client) -> None:
    delegation = visit()
    item = make_item(delegation, DAY, "08:00-09:30", "Đón đoàn")
    stored = {"id": str(item.pk), "day": "05/03/2018", "starts_at": "08:00", "ends_at": "09:30", "content": "Đón đoàn"}

    staff_client.post(page_of(delegation), posted(delegation, stored, {"day": "05/03/2018", "starts_at": "09:30"}, {}))

    delegation.refresh_from_db()
    assert (len(lines_of(delegation)), delegation.version) == (1, 1)


def test_a_row_with_hours_but_no_content_is_not_lost(staff_client: Client) -> None:
    delegation = visit()

    response = staff_client.post(
        page_of(delegation), posted(delegation, {"day": "06/03/2018", "starts_at": "14h", "ends_at": "15h"})
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Chương trình làm việc, dòng 1: Chưa nhập nội dung." in page
    assert 'value="14h"' in page


def test_a_line_is_changed_and_another_dropped_with_their_history(staff_client: Client) -> None:
    delegation = visit()
    first, second = make_item(delegation, DAY, "08:00", "Đón đoàn"), make_item(delegation, DAY, "09:00", "Bỏ")
    rows = [
        {"id": str(first.pk), "day": "05/03/2018", "starts_at": "8h15", "content": "Đón đoàn", "content_en": "Arrival"},
        {"id": str(second.pk), "day": "05/03/2018", "starts_at": "9h", "content": "Bỏ", "DELETE": "on"},
    ]

    staff_client.post(page_of(delegation), posted(delegation, *rows))

    (kept,) = delegation.programme.all()
    assert (kept.pk, kept.starts_at, kept.content_en) == (first.pk, time(8, 15), "Arrival")
    assert "08:00" in staff_client.get(f"/delegations/{delegation.pk}/history/").content.decode()


def test_sent_twice_it_is_saved_once(staff_client: Client) -> None:
    delegation = visit()
    token = staff_client.get(page_of(delegation)).context["token"]
    data = posted(delegation, {"day": "05/03/2018", "content": "Đón đoàn"}, form_token=token)

    answers = [staff_client.post(page_of(delegation), data) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert len(lines_of(delegation)) == 1


def test_a_second_writer_keeps_the_lines_of_the_first(staff_client: Client) -> None:
    delegation = visit()
    old = posted(delegation, {"day": "06/03/2018", "content": "Của người sau"})
    staff_client.post(page_of(delegation), posted(delegation, {"day": "05/03/2018", "content": "Của người trước"}))

    response = staff_client.post(page_of(delegation), old)

    assert response.status_code == 200
    assert [line[3] for line in lines_of(delegation)] == ["Của người trước"]
    shown = {form["content"].value() for form in response.context["form"].items.forms}
    assert {"Của người sau", "Của người trước"} <= shown


# Refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"day": "05/03/2018", "starts_at": "10h", "ends_at": "9h"},
            "Mục “Hội đàm” kết thúc lúc 09:00, trước khi bắt đầu lúc 10:00. Xem lại hai giờ.",
        ),
        (
            {"day": "05/03/2018", "ends_at": "9h"},
            "Mục “Hội đàm” có giờ kết thúc mà chưa có giờ bắt đầu. Ghi giờ bắt đầu, hoặc xóa giờ kết thúc.",
        ),
        (
            {"day": "09/03/2018"},
            "Mục “Hội đàm” ghi ngày 09/03/2018, ngoài thời gian của đoàn (05/03/2018 – 08/03/2018). "
            "Sửa ngày của mục, hoặc sửa ngày của đoàn trước.",
        ),
        (
            {"day": "05/03/2018", "starts_at": "sáng sớm"},
            "Không đọc được giờ “sáng sớm”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày.",
        ),
        ({"day": "29/02/2018"}, "Tháng 2 năm 2018 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2018."),
    ],
)
def test_a_bad_line_is_refused_in_words_and_stays(row: dict[str, str], sentence: str, staff_client: Client) -> None:
    delegation = visit()
    good = {"day": "05/03/2018", "starts_at": "8h", "content": "Đón đoàn"}

    response = staff_client.post(page_of(delegation), posted(delegation, good, {"content": "Hội đàm"} | row))

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert [text in page for text in ("Đón đoàn", "Hội đàm")] == [True, True]
    assert lines_of(delegation) == []


def test_of_a_stay_known_by_month_only_the_month_is_held_to(staff_client: Client) -> None:
    delegation = make_delegation(arrival=PartialDate.of_month(2018, 3))

    refused = staff_client.post(page_of(delegation), posted(delegation, {"day": "01/04/2018", "content": "Đón"}))
    taken = staff_client.post(page_of(delegation), posted(delegation, {"day": "31/03/2018", "content": "Đón"}))

    assert "ngoài thời gian của đoàn (03/2018)" in refused.content.decode()
    assert (taken.status_code, len(lines_of(delegation))) == (302, 1)


@pytest.mark.parametrize("broken", ["x", "", "-1", "999999", "1" * 30])
def test_a_crafted_number_of_rows_saves_nothing(broken: str, staff_client: Client) -> None:
    delegation = visit()
    data = posted(delegation, {"day": "05/03/2018", "content": "Đón"}) | {"programme-TOTAL_FORMS": broken}

    response = staff_client.post(page_of(delegation), data)

    assert (response.status_code in {200, 302}, lines_of(delegation)) == (True, [])


def test_a_line_of_another_delegation_is_not_taken(staff_client: Client) -> None:
    delegation, other = visit(), visit()
    item = make_item(other, DAY, "08:00", "Của đoàn khác")
    row = {"id": str(item.pk), "day": "05/03/2018", "starts_at": "8h", "content": "Đổi"}

    staff_client.post(page_of(delegation), posted(delegation, row))

    assert [line[3] for line in lines_of(other)] == ["Của đoàn khác"]


def test_the_action_refuses_as_the_form_does() -> None:
    delegation = visit()
    item = {"day": date(2018, 3, 9), "starts_at": None, "ends_at": None, "content": "Tiễn đoàn"}

    with pytest.raises(RuleBroken, match="ngoài thời gian của đoàn"):
        save_programme(delegation, [item], by=None)

    assert lines_of(delegation) == []


def test_an_archived_delegation_has_no_programme_to_change(staff_client: Client) -> None:
    delegation = archive(visit(), by=None, reason="Nhập trùng.")

    assert staff_client.get(page_of(delegation)).status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"starts_at": None, "ends_at": time(9)}, {"starts_at": time(10), "ends_at": time(9)}],
)
def test_the_database_refuses_hours_that_cannot_be(values: dict[str, Any]) -> None:
    item = make_item(visit(), DAY)

    with pytest.raises(IntegrityError, match="delegations_programmeitem_hours"), transaction.atomic():
        ProgrammeItem.objects.filter(pk=item.pk).update(**values)


# Told ---------------------------------------------------------------------------


def test_overlaps_are_told_after_saving_and_never_refused(staff_client: Client) -> None:
    delegation = visit()
    rows = [
        {"day": "05/03/2018", "starts_at": "8h30", "ends_at": "10h", "content": "Tiếp xã giao"},
        {"day": "05/03/2018", "starts_at": "9h", "ends_at": "11h", "content": "Hội đàm"},
    ]

    response = staff_client.post(page_of(delegation), posted(delegation, *rows), follow=True)

    told = [caution.text for caution in response.context["cautions"]]
    assert told == ["Ngày 05/03/2018: “Tiếp xã giao” (08:30 – 10:00) trùng giờ với “Hội đàm” (09:00 – 11:00)."]
    assert told[0] in response.content.decode()


def test_a_car_wanted_twice_is_told_with_the_other_delegation(staff_client: Client) -> None:
    ours, other = visit(name="Đoàn Daegu"), visit(name="Đoàn Luang Prabang")
    make_item(ours, DAY, "08:00-09:00", "Đón", vehicle="20A-123.45")
    make_item(other, DAY, "08:30-09:00", "Tiễn", vehicle="20A 12345")

    cautions = staff_client.get(page_of(ours)).context["cautions"]

    assert [(caution.other, caution.text) for caution in cautions] == [
        (
            other,
            "Ngày 05/03/2018: 20A-123.45 phục vụ đoàn này cùng lúc với đoàn “Đoàn Luang Prabang” – “Đón” "
            "(08:00 – 09:00) và “Tiễn” (08:30 – 09:00).",
        )
    ]


@pytest.mark.parametrize("what", ["cancelled", "archived"])
def test_a_delegation_that_does_not_come_takes_no_car(what: str, staff_client: Client) -> None:
    ours, other = visit(), visit()
    make_item(ours, DAY, "08:00-09:00", vehicle="20A-123.45")
    make_item(other, DAY, "08:30-09:00", vehicle="20A-123.45")
    if what == "cancelled":
        other.status = DelegationStatus.CANCELLED
        save(other, by=None)
    else:
        archive(other, by=None, reason="Nhập trùng.")

    assert staff_client.get(page_of(ours)).context["cautions"] == []


# Pasting ------------------------------------------------------------------------

PASTED = (
    "Ngày\tThời gian\tĐịa điểm\tNội dung\tPhụ trách\n"
    "Thứ Hai, 05/03/2018\t8h30 - 10h00\tUBND tỉnh\tTiếp xã giao\tThu Hà\n"
    '\t14h\tXã La Bằng\t"Thăm trường\ntrao quà"\t\n'
    "\n"
    "06/03/2018\t\t\tKhám bệnh\t\n"
)


def test_a_table_from_excel_is_read_by_its_heads() -> None:
    assert read_pasted(PASTED) == [
        {
            "day": "05/03/2018",
            "starts_at": "8h30",
            "ends_at": "10h00",
            "place": "UBND tỉnh",
            "content": "Tiếp xã giao",
            "in_charge": "Thu Hà",
        },
        {
            "day": "05/03/2018",
            "starts_at": "14h",
            "ends_at": "",
            "place": "Xã La Bằng",
            "content": "Thăm trường trao quà",
        },
        {"day": "06/03/2018", "content": "Khám bệnh"},
    ]


ARRIVAL = {"day": "5/3/2018", "starts_at": "8h", "ends_at": "9h", "content": "Đón", "place": "Sân bay"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/3/2018\t8h\t9h\tĐón\tSân bay", ARRIVAL),
        ("5/3/2018\t8h-9h\tĐón\tSân bay", ARRIVAL),
        ("Đón đoàn ở sân bay", {"day": "", "content": "Đón đoàn ở sân bay"}),
    ],
)
def test_without_heads_columns_are_in_the_order_of_the_form(text: str, expected: dict[str, str]) -> None:
    assert read_pasted(text) == [expected]


@pytest.mark.parametrize("text", ["", "\n \n", "\t\t\n", "Ngày\tNội dung", '"', "\x00"])
def test_nothing_pasted_gives_no_lines(text: str) -> None:
    assert [row for row in read_pasted(text) if row.get("content")] in ([], [{"day": "", "content": '"'}])


def test_pasted_lines_stand_in_the_form_and_are_not_saved(staff_client: Client) -> None:
    delegation = visit()
    typed = posted(delegation, {"day": "05/03/2018", "content": "Đã gõ"}, {}, {}, go="read", pasted=PASTED)

    response = staff_client.post(page_of(delegation), typed)

    forms = response.context["form"].items.forms
    assert [form["content"].value() for form in forms] == ["Đã gõ", "Tiếp xã giao", "Thăm trường trao quà", "Khám bệnh"]
    assert "Đã đọc 3 dòng vào các ô bên dưới, chưa lưu." in response.content.decode()
    assert lines_of(delegation) == []


def test_nothing_to_read_says_so(staff_client: Client) -> None:
    delegation = visit()

    response = staff_client.post(page_of(delegation), posted(delegation, {}, go="read", pasted="  "))

    assert "Chưa có dòng nào để đọc." in response.content.decode()


# Who, and how often the database is asked -----------------------------------------


def test_a_leader_reads_the_programme_and_does_not_change_it(leader_client: Client) -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:00", "Đón đoàn ở sân bay")

    page = leader_client.get(delegation.get_absolute_url()).content.decode()

    assert leader_client.get(page_of(delegation)).status_code == 403
    assert ("Đón đoàn ở sân bay" in page, "programme.pdf" in page, page_of(delegation) in page) == (True, True, False)


def fill(count: int) -> Delegation:
    delegation = visit(host_leader="Lê Toàn")
    for number in range(count):
        make_item(delegation, DAY, f"{8 + number:02d}:00", vehicle="20A-123.45")
        make_item(visit(host_leader="Lê Toàn"), DAY, "08:00-18:00", vehicle="20A-123.45")
    return delegation


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(count: int, staff_client: Client, django_assert_num_queries: Any) -> None:
    delegation = fill(count)

    with django_assert_num_queries(QUERIES_OF_PAGE):
        assert len(staff_client.get(page_of(delegation)).context["cautions"]) == 2 * count
