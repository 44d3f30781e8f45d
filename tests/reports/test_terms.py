"""Terms and targets: the installation's own, new ones, and what their forms refuse."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from config.kit.writing import archive
from reports.models import PublishedFigure, Target, Term
from reports.render.published import published_lines
from tests.factories.reports import make_target, make_term

pytestmark = pytest.mark.django_db

TERM = {
    "name": "2020-2025",
    "ordinal": "IV",
    "start_on": "01/01/2020",
    "end_on": "31/12/2025",
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


def post(client: Client, address: str, values: dict[str, str], **extra: str) -> Any:
    """Post a form as its page gives it, with the page's token and version."""
    shown = client.get(address)
    token = {"form_token": shown.context["token"], "version": str(shown.context.get("version", ""))}
    return client.post(address, {**values, **token, **extra})


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
    ],
)
def test_a_term_is_refused_in_a_sentence(
    staff_client: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    found = errors(post(staff_client, "/reports/terms/new/", TERM | changed))

    assert found == {field: [sentence]}
    assert Term.objects.count() == 1


def test_the_page_of_a_term_lists_its_targets(leader_client: Client) -> None:
    term = Term.objects.get()

    html = leader_client.get(f"/reports/terms/{term.pk}/").content.decode()

    assert "Giá trị cam kết viện trợ PCPNN" in html
    assert "trên 35 triệu USD" in html
    assert "/reports/targets/" not in html


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
        make_target(term, goal=1)
    address = f"/reports/terms/{term.pk}/"
    leader_client.get(address)

    with django_assert_num_queries(10):
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
            {"figure": "training_by_year"},
            "figure",
            "Con số này không đo được kiểu chỉ tiêu đã chọn. Chọn một trong: Giá trị cam kết (USD); Giá trị giải ngân "
            "(USD); Giá trị cam kết (đồng); Giá trị giải ngân (đồng).",
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
    from django.utils.html import escape

    from reports.measures import CATALOGUE

    html = leader_client.get("/reports/figures/").content.decode()

    for key, one in CATALOGUE.items():
        assert f'id="{key}"' in html, key
        assert escape(one.definition) in html, key
        assert escape(one.rows(Term.objects.get().period)) in html, key


def test_definitions_stand_without_a_term(leader_client: Client) -> None:
    archive(Term.objects.get(), by=None, reason="Thử")

    assert leader_client.get("/reports/figures/").status_code == 200
