"""Terms and targets: the installation's own, new ones, and what their forms refuse."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from config.kit.writing import archive
from reports.models import Milestone, PublishedFigure, Target, Term
from reports.render.published import published_lines
from reports.scorecards import cards
from reports.windows import Window
from tests.factories.aid import make_ngo
from tests.factories.annual import related
from tests.factories.reports import make_milestone, make_target, make_term

pytestmark = pytest.mark.django_db

TERM = {
    "name": "2020-2025",
    "ordinal": "IV",
    "start_on": "01/01/2020",
    "end_on": "31/12/2025",
    "counting": "days",
    "counting_rule": "Cộng các dòng có ngày trong nhiệm kỳ.",
}
TARGET = {
    "position": "8",
    "label": "Giá trị giải ngân",
    "kind": "total",
    "figure": "disbursed_usd",
    "comparison": "more_than",
    "goal": "40 triệu",
    "goal_text": "trên 40 triệu USD",
    "assessment": "not_yet",
}
MARKS = [(2015, "5 triệu"), (2016, "10,5 triệu"), (2020, "30 triệu")]


def milestones(rows: Sequence[tuple[int, str]] = (), stored: Sequence[int] = ()) -> dict[str, str]:
    """The rows of milestones as their table sends them; `stored` are the ids of the first ones."""
    data = {"milestones-TOTAL_FORMS": str(len(rows)), "milestones-INITIAL_FORMS": str(len(stored))}
    for number, (year, goal) in enumerate(rows):
        data |= {f"milestones-{number}-year": str(year), f"milestones-{number}-goal": goal}
    return data | {f"milestones-{number}-id": str(pk) for number, pk in enumerate(stored)}


def post(client: Client, address: str, values: dict[str, str], **extra: str) -> Any:
    """Post a form as its page gives it, with the page's token and version."""
    shown = client.get(address)
    token = {"form_token": shown.context["token"], "version": str(shown.context.get("version", ""))}
    return client.post(address, {**milestones(), **values, **token, **extra})


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


# The installation ---------------------------------------------------------------


def test_the_installation_has_the_term_with_its_targets() -> None:
    term = Term.objects.get()

    assert (term.name, term.ordinal, term.start_on, term.end_on) == (
        "2015-2020",
        "III",
        date(2015, 1, 1),
        date(2020, 12, 31),
    )
    assert list(Target.objects.of_term(term).values_list("kind", "figure", "comparison", "goal", "goal_text")) == [
        ("total", "committed_usd", "more_than", 35_000_000, "trên 35 triệu USD"),
        ("total", "disbursed_usd", "more_than", 30_000_000, "trên 30 triệu USD"),
        ("every_year", "training_by_year", "at_least", 1, "mỗi năm ít nhất 1 lớp"),
        ("partners", "sea_partners_established", "at_least", None, "một số"),
        ("assessed", "", "", None, ""),
        ("assessed", "", "", None, ""),
        ("assessed", "", "", None, ""),
    ]
    assert [row.history.count() for row in (term, *Target.objects.all())] == [1] * 8


def test_published_figures_keep_their_qualifier_and_source() -> None:
    rows = published_lines(PublishedFigure.objects.order_by("position"))

    assert [(row.period, row.value.replace("\xa0", " "), row.note) for row in rows] == [
        ("1997-2002", "2,1 triệu USD", ""),
        ("năm 2010", "trên 5,1 triệu USD", "tương đương hơn 100 tỷ đồng"),
        ("2006-2013", "hơn 23 triệu USD", ""),
        ("hằng năm, đến 2013", "khoảng 20% mỗi năm", ""),
        ("1995-1996", "khoảng 5-6 tổ chức", ""),
        ("năm 2015", "trên 70 tổ chức", ""),
        ("năm 2015", "hơn 30 tổ chức", ""),
        ("2010-2015", "hơn 20 đoàn", ""),
        ("2010-2015", "hơn 7.000 lượt người", ""),
        ("2010-2015", "hơn 4 tỷ đồng", ""),
        ("2010-2015", "khoảng 40 đoàn", ""),
        ("2010-2015", "trên 15 tỷ đồng", ""),
    ]
    assert {row.source for row in rows} == {
        "Bài giới thiệu Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên, nhiệm kỳ 2010-2015 (năm 2015)"
    }


# Terms --------------------------------------------------------------------------


def test_a_next_term_takes_the_targets_without_their_assessments(staff_client: Client) -> None:
    old = Term.objects.get()
    Target.objects.filter(figure="").update(assessment="met", assessment_text="Tốt")

    response = post(staff_client, "/reports/terms/new/", TERM | {"copy_from": "2015-2020"})

    term = Term.objects.get(name="2020-2025")
    assert (response.status_code, response.headers["Location"]) == (302, f"/reports/terms/{term.pk}/")
    names = ("position", "label", "kind", "figure", "comparison", "goal", "goal_text")
    assert list(Target.objects.of_term(term).values_list(*names)) == list(
        Target.objects.of_term(old).values_list(*names)
    )
    assert set(Target.objects.of_term(term).values_list("assessment", "assessment_text")) == {("not_yet", "")}


def test_a_term_may_start_without_targets(staff_client: Client) -> None:
    post(staff_client, "/reports/terms/new/", TERM)

    assert Term.objects.get(name="2020-2025").targets.count() == 0


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": "2015-2020"}, "name", "Đã có nhiệm kỳ “2015-2020”. Đặt tên khác hoặc sửa nhiệm kỳ đó."),
        (
            {"end_on": "31/12/2019"},
            "end_on",
            "Nhiệm kỳ kết thúc (31/12/2019) trước khi bắt đầu (01/01/2020). Xem lại hai ngày.",
        ),
        ({"start_on": ""}, "start_on", "Chưa nhập từ ngày."),
        ({"start_on": "2020"}, "start_on", "Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016."),
        ({"name": ""}, "name", "Chưa nhập tên nhiệm kỳ."),
        ({"counting": ""}, "counting", "Chưa nhập ngày được tính."),
        (
            {"counting": "without_first", "counting_rule": "Cộng các dòng từ 01/01/2020 đến 31/12/2025."},
            "counting_rule",
            "Câu này ghi khác các ngày được tính (từ 01/01/2021 đến 31/12/2025). Sửa lại, hoặc để trống để soạn theo "
            "đó.",
        ),
    ],
)
def test_a_term_is_refused_in_a_sentence(
    staff_client: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    found = errors(post(staff_client, "/reports/terms/new/", TERM | changed))

    assert found == {field: [sentence]}
    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Cộng các dòng có ngày trong nhiệm kỳ.",
        "Nhiệm kỳ từ 01/01/2020, theo quyết định ngày 05/3/2019; tính từ 01/01/2021 đến 31/12/2025.",
    ],
)
def test_a_sentence_that_fits_the_days_is_kept(staff_client: Client, sentence: str) -> None:
    post(staff_client, "/reports/terms/new/", TERM | {"counting": "without_first", "counting_rule": sentence})

    assert Term.objects.get(name="2020-2025").printed_rule == sentence


def test_a_changed_choice_does_not_keep_the_old_sentence(staff_client: Client) -> None:
    term = Term.objects.get()
    values = {
        "name": term.name,
        "start_on": "01/01/2015",
        "end_on": "31/12/2020",
        "counting": "without_first",
        "counting_rule": term.counting_rule,
    }

    found = errors(post(staff_client, f"/reports/terms/{term.pk}/edit/", values))
    post(staff_client, f"/reports/terms/{term.pk}/edit/", values | {"counting_rule": ""})

    assert list(found) == ["counting_rule"]
    term.refresh_from_db()
    assert (term.counting, term.period.start, term.period.end) == (
        "without_first",
        date(2016, 1, 1),
        date(2020, 12, 31),
    )


def test_a_rule_stands_where_nobody_wrote_one(leader_client: Client) -> None:
    term = make_term(counting="without_last", counting_rule="")

    pages = [f"/reports/terms/{term.pk}/", f"/?term={term.pk}"]
    drafted = (
        "Cộng các dòng có ngày từ 01/01/2010 đến 31/12/2013, trọn các năm nhiệm kỳ đi qua, không tính năm cuối 2014."
    )

    assert [drafted in leader_client.get(page).content.decode() for page in pages] == [True, True]


def test_the_next_term_is_offered_with_the_targets_of_this_one(staff_client: Client) -> None:
    term = Term.objects.get()
    address = f"/reports/terms/new/?copy_from={term.pk}&start_on=01%2F01%2F2021&counting=days"

    html = staff_client.get(f"/reports/terms/{term.pk}/").content.decode()
    form = staff_client.get(address).content.decode()

    assert f'href="{escape(address)}"' in html
    assert 'name="copy_from" value="2015-2020"' in form
    assert 'name="start_on" value="01/01/2021"' in form


def test_the_page_of_a_term_lists_its_targets(leader_client: Client) -> None:
    term = Term.objects.get()

    html = leader_client.get(f"/reports/terms/{term.pk}/").content.decode()

    assert "Giá trị cam kết viện trợ PCPNN" in html
    assert "trên 35 triệu USD" in html
    assert "/reports/targets/1/edit/" not in html
    assert "/archive/" not in html
    assert f'href="/reports/targets/{Target.objects.of_term(term)[0].pk}/history/"' in html


def test_staff_reach_the_form_of_a_target_from_its_term(staff_client: Client) -> None:
    term = Term.objects.get()
    target = Target.objects.of_term(term).first()

    html = staff_client.get(f"/reports/terms/{term.pk}/").content.decode()

    assert f'<a href="/reports/targets/{target.pk}/edit/">{target.label}</a>' in html  # type: ignore[union-attr]
    assert f'href="/reports/targets/new/?term={term.pk}"' in html


@pytest.mark.parametrize("address", ["/reports/terms/new/", "/reports/terms/1/edit/", "/reports/targets/new/"])
def test_a_leader_may_not_change_terms(leader_client: Client, address: str) -> None:
    assert leader_client.get(address).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_terms_asks_the_same_number_of_questions(
    count: int, leader_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(1, count):
        make_term(name=f"nhiệm kỳ {number}")
    leader_client.get("/reports/terms/")

    with django_assert_num_queries(9):
        leader_client.get("/reports/terms/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_term_asks_the_same_number_of_questions(
    count: int, leader_client: Client, django_assert_num_queries: Any
) -> None:
    term = make_term()
    for _ in range(count):
        make_milestone(make_target(term, goal=1), 2012, 1)
        archive(make_target(term, goal=1), by=None, reason="Bỏ")
    address = f"/reports/terms/{term.pk}/"
    leader_client.get(address)

    with django_assert_num_queries(69):
        leader_client.get(address)


# Targets ------------------------------------------------------------------------


def test_a_new_target_gets_the_next_place(staff_client: Client) -> None:
    term = Term.objects.get()
    address = f"/reports/targets/new/?term={term.pk}"

    assert 'name="position" value="8"' in staff_client.get(address).content.decode()
    response = post(staff_client, address, TARGET | {"term": term.name})

    target = Target.objects.get(position=8)
    assert response.headers["Location"] == f"/reports/terms/{term.pk}/"
    assert (target.term, target.goal, target.figure) == (term, 40_000_000, "disbursed_usd")


def test_staff_write_how_a_qualitative_target_went(staff_client: Client) -> None:
    target = Target.objects.filter(figure="").order_by("position").first()
    assert target is not None
    values = {
        "term": "2015-2020",
        "position": str(target.position),
        "label": target.label,
        "kind": "assessed",
        "assessment": "met",
        "assessment_text": "Thành lập mới hai hội",
    }

    post(staff_client, f"/reports/targets/{target.pk}/edit/", values)

    target.refresh_from_db()
    assert (target.assessment, target.assessment_text, target.version) == ("met", "Thành lập mới hai hội", 2)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"position": "1"}, "position", "Thứ tự 1 đã có chỉ tiêu khác. Thứ tự còn trống: 8."),
        (
            {"figure": ""},
            "figure",
            "Chọn con số để đo chỉ tiêu này, hoặc chọn kiểu “Đánh giá bằng lời”.",
        ),
        (
            {"figure": "ngos_direct"},
            "figure",
            "“Tổ chức PCPNN có quan hệ trực tiếp (tổ chức)” không đo được kiểu “Tổng trong nhiệm kỳ”, chỉ đo được kiểu "
            "“Số lượng”. Đổi kiểu hoặc chọn con số khác.",
        ),
        (
            {"figure": "committed_usd_by_sector"},
            "figure",
            "Con số này không đo được chỉ tiêu nào. Chọn một con số trong danh sách.",
        ),
        ({"kind": "assessed", "goal": ""}, "figure", "Chỉ tiêu đánh giá bằng lời không có con số đo. Để trống ô này."),
        (
            {"kind": "assessed", "figure": ""},
            "goal",
            "Chỉ tiêu đánh giá bằng lời không có mức bằng số. Để trống ô này.",
        ),
        ({"goal": "-1"}, "goal", "Số này không được nhỏ hơn 0."),
        ({"label": ""}, "label", "Chưa nhập chỉ tiêu."),
    ],
)
def test_a_target_is_refused_in_a_sentence(
    staff_client: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    term = Term.objects.get()

    found = errors(post(staff_client, f"/reports/targets/new/?term={term.pk}", TARGET | {"term": term.name} | changed))

    assert found == {field: [sentence]}
    assert Target.objects.count() == 7


@pytest.mark.parametrize(
    ("kind", "figure", "goal"),
    [
        ("total", "patient_visits", 7000),
        ("total", "medicine_vnd", 4_000_000_000),
        ("total", "training_by_year", 6),
        ("every_year", "disbursed_usd_by_year", 5_000_000),
        ("count", "ngos_direct", 30),
        ("count", "projects_approved", 40),
        ("partners", "sea_partners_extended", 2),
    ],
)
def test_any_figure_may_be_a_target_of_its_kind(staff_client: Client, kind: str, figure: str, goal: int) -> None:
    term = Term.objects.get()
    values = TARGET | {"term": term.name, "kind": kind, "figure": figure, "goal": str(goal), "goal_text": ""}

    post(staff_client, f"/reports/targets/new/?term={term.pk}", values)

    target = Target.objects.get(position=8)
    assert (target.kind, target.figure, target.goal) == (kind, figure, goal)
    assert staff_client.get("/").status_code == 200


def test_a_target_measured_by_a_register_is_counted() -> None:
    term = Term.objects.get()
    related(make_ngo(), start_on=date(2016, 1, 1))
    target = make_target(term, kind="count", figure="ngos_direct", goal=1)
    window = Window(term, date(2020, 12, 31))

    (card,) = cards([target], window.facts(measuring=[target]), window.as_of)

    assert card.actual == 1


# Milestones ---------------------------------------------------------------------


def test_staff_enter_the_milestones_of_a_target(staff_client: Client) -> None:
    term = Term.objects.get()
    target = Target.objects.get(figure="disbursed_usd")
    values = TARGET | {"term": term.name, "position": "2"}

    post(staff_client, f"/reports/targets/{target.pk}/edit/", values | milestones(MARKS))

    target.refresh_from_db()
    assert list(target.milestones.values_list("year", "goal")) == [
        (2015, 5_000_000),
        (2016, 10_500_000),
        (2020, 30_000_000),
    ]
    assert target.goal == 40_000_000
    html = staff_client.get(f"/reports/terms/{term.pk}/").content.decode()
    assert "Mốc cuối 30 triệu khác mức đặt ra 40 triệu; chỉ tiêu nhiệm kỳ vẫn là 40 triệu." in html
    assert "Hết 2016" in html
    assert "10.500.000" in html


def test_a_milestone_alone_raises_the_version_and_stands_in_the_history(staff_client: Client) -> None:
    term, target = Term.objects.get(), Target.objects.get(figure="disbursed_usd")
    kept = {
        name: getattr(target, name) for name in ("label", "kind", "figure", "comparison", "goal_text", "assessment")
    } | {"term": term.name, "position": "2", "goal": "30.000.000"}
    first, second = make_milestone(target, 2015, 1), make_milestone(target, 2016, 2)
    rows = [(2015, "1"), (2016, "3 triệu")]

    post(staff_client, f"/reports/targets/{target.pk}/edit/", kept | milestones(rows, [first.pk, second.pk]))

    target.refresh_from_db()
    assert (target.version, [row.goal for row in target.milestones.all()]) == (2, [1, 3_000_000])
    html = staff_client.get(f"/reports/targets/{target.pk}/history/").content.decode()
    assert "sửa mốc hằng năm" in html
    assert "3.000.000" in html


def test_the_history_of_a_target_names_its_figure_in_words(leader_client: Client) -> None:
    target = make_target(Term.objects.get(), figure="training_by_year", kind="every_year", position=50)

    html = leader_client.get(f"/reports/targets/{target.pk}/history/").content.decode()

    assert ("Lớp tập huấn theo năm (lớp)" in html, "training_by_year" in html) == (True, False)


@pytest.mark.parametrize(
    ("changed", "rows", "sentences"),
    [
        (
            {},
            [(2014, "1"), (2020, "2")],
            [
                "Có mốc ở năm không được tính. Xem lại năm ở bảng mốc hằng năm.",
                "Mốc hằng năm, dòng 1: Năm 2014 không nằm trong các năm được tính của nhiệm kỳ (2015-2020).",
            ],
        ),
        ({}, [(2016, "1"), (2016, "2")], ["Mốc hằng năm: “2016” xuất hiện hai lần. Gộp lại thành một dòng."]),
        ({}, [(2016, "-1")], ["Mốc hằng năm, dòng 1: Số này không được nhỏ hơn 0."]),
        ({}, [(1900, "1")], ["Mốc hằng năm, dòng 1: Năm phải trong khoảng từ 1945 đến 2100."]),
        (
            {"kind": "every_year", "figure": "training_by_year", "goal": "1"},
            [(2016, "1")],
            [
                "Mốc hằng năm chỉ dùng cho kiểu “Tổng trong nhiệm kỳ” hoặc “Số lượng”. Bỏ các dòng mốc, hoặc đổi kiểu "
                "chỉ tiêu."
            ],
        ),
    ],
)
def test_milestones_are_refused_in_a_sentence(
    staff_client: Client, changed: dict[str, str], rows: list[tuple[int, str]], sentences: list[str]
) -> None:
    term = Term.objects.get()
    values = TARGET | {"term": term.name} | changed | milestones(rows)

    response = post(staff_client, f"/reports/targets/new/?term={term.pk}", values)

    assert [error["text"] for error in response.context["form"].all_errors] == sentences
    assert Target.objects.count() == 7


def test_a_year_may_have_a_milestone_only_where_it_counts(staff_client: Client) -> None:
    term = make_term(counting="without_first")
    values = TARGET | {"term": term.name, "position": "1"}

    refused = post(staff_client, f"/reports/targets/new/?term={term.pk}", values | milestones([(2010, "1")]))
    post(staff_client, f"/reports/targets/new/?term={term.pk}", values | milestones([(2011, "1")]))

    assert "Năm 2010 không nằm trong các năm được tính của nhiệm kỳ (2011-2014)." in refused.content.decode()
    assert [row.year for row in Target.objects.get(term=term).milestones.all()] == [2011]


def test_a_milestone_left_behind_by_another_choice_is_named(leader_client: Client) -> None:
    term = make_term(counting="without_first")
    make_milestone(make_target(term, goal=5), 2010, 5)

    html = leader_client.get(f"/reports/terms/{term.pk}/").content.decode()

    assert "Mốc năm 2010 nằm ngoài các năm được tính nên không dùng để xét tiến độ." in html


def test_copied_targets_have_no_milestones(staff_client: Client) -> None:
    make_milestone(Target.objects.get(figure="disbursed_usd"), 2015, 1)

    post(staff_client, "/reports/terms/new/", TERM | {"copy_from": "2015-2020"})

    assert Milestone.objects.filter(target__term__name="2020-2025").count() == 0
    assert Target.objects.filter(term__name="2020-2025").count() == 7


# Archived targets ---------------------------------------------------------------


def test_an_archived_target_is_found_and_restored_on_the_page_of_its_term(staff_client: Client) -> None:
    target = Target.objects.get(figure="committed_usd")
    address = f"/reports/terms/{target.term_id}/"
    archive(target, by=None, reason="Đại hội bỏ chỉ tiêu này")

    html = staff_client.get(address).content.decode()
    response = staff_client.post(f"/reports/targets/{target.pk}/restore/")

    assert "Đại hội bỏ chỉ tiêu này" in html
    assert f'action="/reports/targets/{target.pk}/restore/"' in html
    assert f'href="/reports/targets/{target.pk}/history/"' in html
    assert response.headers["Location"] == address
    assert "Chỉ tiêu đã lưu trữ" not in staff_client.get(address).content.decode()
    assert target in Target.objects.of_term(target.term)


def test_a_leader_sees_an_archived_target_without_the_button(leader_client: Client) -> None:
    target = Target.objects.get(figure="committed_usd")
    archive(target, by=None, reason="Đại hội bỏ chỉ tiêu này")

    html = leader_client.get(f"/reports/terms/{target.term_id}/").content.decode()

    assert "Đại hội bỏ chỉ tiêu này" in html
    assert "/restore/" not in html


def test_an_archived_target_is_off_the_dashboard(staff_client: Client) -> None:
    target = Target.objects.get(figure="committed_usd")
    archive(target, by=None, reason="Đại hội bỏ chỉ tiêu này")

    html = staff_client.get("/").content.decode()

    assert "Giá trị giải ngân viện trợ PCPNN" in html
    assert "Giá trị cam kết viện trợ PCPNN" not in html


@pytest.mark.parametrize(("address", "goal"), [("/reports/targets/", "/reports/terms/"), ("detail", "term")])
def test_targets_stand_on_the_page_of_their_term(leader_client: Client, address: str, goal: str) -> None:
    target = Target.objects.order_by("pk").first()
    assert target is not None
    if address == "detail":
        address, goal = f"/reports/targets/{target.pk}/", f"/reports/terms/{target.term_id}/"

    response = leader_client.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, goal)


# Definitions --------------------------------------------------------------------


def test_every_figure_has_its_sentence_on_the_page_of_definitions(leader_client: Client) -> None:
    from reports.measures import CATALOGUE

    html = leader_client.get("/reports/figures/").content.decode()

    for key, one in CATALOGUE.items():
        assert f'id="{key}"' in html, key
        assert escape(one.definition) in html, key
        assert escape(one.rows(Term.objects.get().period)) in html, key


def test_definitions_stand_without_a_term(leader_client: Client) -> None:
    archive(Term.objects.get(), by=None, reason="Thử")

    assert leader_client.get("/reports/figures/").status_code == 200
