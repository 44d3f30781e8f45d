"""The start page: every state of a term, every number a link, every link the same number."""

import re
from copy import copy
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from django.utils.html import strip_tags

from config.kit.numbers import write_usd
from config.kit.periods import Period
from config.kit.writing import archive, save
from reports.facts import gather
from reports.measures import CATALOGUE, Unit, figure
from reports.models import Target, Term
from reports.views.dashboard import FOLDED, stops
from reports.windows import Window
from tests.factories.aid import make_certificate, make_ngo, make_place, make_project
from tests.factories.associations import make_partner, make_training
from tests.factories.reports import commit, disburse, make_target, make_term, project
from tests.reports.worlds import fill

pytestmark = pytest.mark.django_db

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")


class Links(HTMLParser):
    """The links of a page: address and text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""
            self.found.append((self._href, ""))

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self.found[-1] = (self._href, self.found[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = None


def page(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The page as read: one space for every run of tags and spaces."""
    spaced = re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", html))).strip()
    return re.sub(r" (?=[.,;])", "", spaced)


def links(html: str) -> list[tuple[str, str]]:
    parser = Links()
    parser.feed(html[html.index("<main") : html.index("</main>")])
    return parser.found


def section(html: str, heading: str) -> str:
    """One part of the page, from its heading to the next section's end."""
    start = html.index(f">{heading}</h2>")
    return words(html[start + 1 : html.index("</section>", start)])


def cards(html: str) -> list[str]:
    return [words(text) for text in re.findall(r'<article class="card">.*?</article>', html, re.S)]


# Who may see it -----------------------------------------------------------------


def test_anonymous_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/")

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/")


def test_a_leader_reads_it(leader_client: Client) -> None:
    assert "<h1>Tiến độ nhiệm kỳ 2015-2020</h1>" in page(leader_client)


# States of a term ---------------------------------------------------------------


def test_an_empty_installation_says_that_nothing_is_known(leader_client: Client) -> None:
    html = page(leader_client)

    assert [re.search(r"Chưa có số liệu|Chưa đặt con số", card)[0] for card in cards(html)] == [  # type: ignore[index]
        "Chưa có số liệu",
        "Chưa có số liệu",
        "Chưa có số liệu",
        "Chưa đặt con số",
    ]
    assert "Lũy kế so với nhịp của nhiệm kỳ" not in html
    assert "Chưa có số liệu trong kỳ." in words(html)
    assert "khoảng 5-6 tổ chức" in words(html).replace("\xa0", " ")


def test_cards_of_a_term_that_is_over(leader_client: Client) -> None:
    one = project()
    commit(one, date(2015, 5, 1), "36200000")
    disburse(one, date(2015, 5, 1), "28900000")
    for year in (2015, 2016, 2018, 2019, 2020):
        make_training(start_on=date(year, 9, 1), trainee_count=50)

    committed, disbursed, training, partners = cards(page(leader_client))

    assert committed == (
        "Giá trị cam kết viện trợ PCPNN Đạt 36,20 triệu USD chỉ tiêu Đạt 103,4% chỉ tiêu trên 35 triệu "
        "36.200.000,00 USD, tương đương 724,0 tỷ đồng. Vượt chỉ tiêu 1,20 triệu USD. Trong năm 2020 không phát sinh."
    )
    assert disbursed == (
        "Giá trị giải ngân viện trợ PCPNN Không đạt 28,90 triệu USD chỉ tiêu Đạt 96,3% chỉ tiêu trên 30 triệu "
        "28.900.000,00 USD, tương đương 578,0 tỷ đồng. Kết thúc nhiệm kỳ còn thiếu 1,10 triệu USD. "
        "Trong năm 2020 không phát sinh."
    )
    assert training == (
        "Tập huấn công tác đối ngoại nhân dân và viện trợ PCPNN Không đạt 5/6 năm có lớp 2015 2016 2017 2018 2019 2020 "
        "5 lớp 250 học viên Năm 2017 không có lớp nào: một năm không đủ là không đạt chỉ tiêu. "
        "Năm 2017: chưa ghi nhận lớp"
    )
    assert "Chưa đặt con số 0 tổ chức mới, 0 nước" in partners


def test_cards_of_a_running_term_name_the_pace(leader_client: Client) -> None:
    one = project()
    commit(one, date(2015, 5, 1), "24188771.50")
    disburse(one, date(2015, 5, 1), "18400010.75")

    html = page(leader_client, "/?as_of=2018-12-31")
    committed, disbursed, _, _ = cards(html)

    # 1461 of 2192 days are 66,7 %: 23,33 and 20,00 million are the pace.
    assert "Đúng tiến độ 24,19 triệu USD nhịp 66,7% Đạt 69,1%" in committed
    assert (
        "Nhanh hơn nhịp 0,86 triệu USD, tức 1,8 tháng; theo nhịp đều đến ngày 31/12/2018 cần 23,33 triệu USD. "
        "Cần thêm trên 10,81 triệu USD, trung bình 5,41 triệu USD mỗi năm trong 2 năm còn lại."
    ) in committed
    assert "Chậm tiến độ 18,40 triệu USD nhịp 66,7% Đạt 61,3%" in disbursed
    assert "Chậm hơn nhịp 1,60 triệu USD, tức 3,8 tháng;" in disbursed
    assert (
        "Một chỉ tiêu đúng tiến độ, một chỉ tiêu chậm tiến độ, một chỉ tiêu không đạt, một chỉ tiêu chưa đặt con số. "
        "Cần chú ý: giải ngân còn thiếu 1,60 triệu USD so với nhịp."
    ) in words(html)
    assert "đã qua 66,7% thời gian, còn 2 năm." in words(html)


def test_a_term_without_targets_shows_its_figures_without_a_goal(leader_client: Client) -> None:
    term = make_term()
    commit(project(), date(2012, 5, 1), "50")

    html = page(leader_client, f"/?term={term.pk}")

    assert "<h1>Tiến độ nhiệm kỳ 2010-2015</h1>" in html
    assert "Nhiệm kỳ chưa đặt chỉ tiêu bằng số." in words(html)
    assert [card.split(" Chưa đặt con số")[0] for card in cards(html)] == [
        "Giá trị cam kết viện trợ PCPNN",
        "Giá trị giải ngân viện trợ PCPNN",
        "Lớp tập huấn",
        "Đối tác Đông Nam Á",
    ]
    assert "50,00 USD" in cards(html)[0]


def test_a_term_that_has_not_begun_counts_nothing(leader_client: Client) -> None:
    term = make_term(name="2090-2095", start_on=date(2090, 1, 1), end_on=date(2095, 12, 31))
    make_target(term, goal=5)
    commit(project(), date(2090, 5, 1), "50")

    html = page(leader_client, f"/?term={term.pk}")

    assert "Nhiệm kỳ bắt đầu ngày 01/01/2090" in words(html)
    assert "Theo năm" not in words(html)
    assert [link for link in links(html) if link[0].startswith("/aid/commitments/")] == []


def test_without_any_term_the_page_asks_for_one(staff_client: Client) -> None:
    archive(Term.objects.get(), by=None, reason="Thử")

    html = page(staff_client)

    assert "Chưa có nhiệm kỳ nào để tính tiến độ." in words(html)
    assert ("/reports/terms/new/", "Thêm nhiệm kỳ") in links(html)


def test_an_assessed_target_shows_what_staff_say(leader_client: Client) -> None:
    target = Target.objects.filter(figure="").first()
    target.assessment, target.assessment_text = "met", "Thành lập mới hai hội"
    save(target, by=None)

    assert f"{target.label} Đạt Thành lập mới hai hội" in section(page(leader_client), "Chỉ tiêu đánh giá bằng lời")


def test_a_rough_day_is_shown_as_it_is_known(leader_client: Client) -> None:
    make_training(title="Lớp cũ", start_on=date(2016, 7, 1), start_precision="year")
    make_training(title="Lớp mới", start_on=date(2017, 7, 1))
    make_partner(name="Hội Lào – Việt", first_contact_on=date(2016, 6, 15), first_contact_precision="month")

    html = page(leader_client)

    assert "Lớp cũ 2016 – Lớp mới 01/07/2017 –" in section(html, "Các lớp tập huấn đã tổ chức")
    assert "Hội Lào – Việt Lào 06/2016 Thiết lập mới" in section(html, "Đối tác Đông Nam Á")


# What is asked for --------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("as_of=hôm+qua", "Không đọc được ngày “hôm qua”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
        ("as_of=2018", "Không đọc được ngày “2018”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
        ("as_of=%00", "Không đọc được ngày “”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
        ("as_of=99999-99-99", "Không đọc được ngày “99999-99-99”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
        ("as_of=" + "9" * 5000, f"Không đọc được ngày “{'9' * 40}”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
        ("term=999999999999999999999", "Không có nhiệm kỳ “999999999999999999999”. Các nhiệm kỳ đang có: 2015-2020."),
        ("term=%00x", "Không có nhiệm kỳ “x”. Các nhiệm kỳ đang có: 2015-2020."),
        ("term=" + quote("<b>"), "Không có nhiệm kỳ “<b>”. Các nhiệm kỳ đang có: 2015-2020."),
    ],
)
def test_what_cannot_be_read_is_said_and_the_page_stays(leader_client: Client, query: str, sentence: str) -> None:
    response = leader_client.get(f"/?{query}")

    assert response.status_code == 200
    assert response.context["problems"] == [sentence]
    assert "<h1>Tiến độ nhiệm kỳ 2015-2020</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "as_of"),
    [("2018-06-30", date(2018, 6, 30)), ("30/6/2018", date(2018, 6, 30)), ("2035-01-01", date(2020, 12, 31))],
)
def test_a_day_is_read_in_both_ways_and_never_lies_behind_the_term(
    leader_client: Client, asked: str, as_of: date
) -> None:
    assert leader_client.get("/", {"as_of": asked}).context["as_of"] == as_of


def test_the_other_side_of_the_ledger_can_be_divided(leader_client: Client) -> None:
    fill()

    html = page(leader_client, "/?measure=committed")

    assert "Phân bổ cam kết" in words(html)
    assert "Tổng 1.200.100,15 100,0%" in section(html, "Cam kết theo lĩnh vực")


def test_names_from_the_database_are_escaped(leader_client: Client) -> None:
    fill()

    html = page(leader_client)

    assert "Nhóm bạn &lt;Võ Nhai&gt;" in html
    assert "<Võ" not in html


# The parts of the page ----------------------------------------------------------


def test_every_exhibit_stands_once_with_its_table_and_its_files(leader_client: Client) -> None:
    fill()

    html = page(leader_client)
    opened = re.findall(r'href="/reports/exhibits/([a-z_]+)/', html)

    assert sorted(opened) == sorted(set(opened))
    assert opened[:3] == ["cumulative", "yearly", "training"]
    assert html.count('class="panel exhibit"') == len(opened) == html.count(">Tải Excel<")
    assert html.count('<svg class="plot') == html.count(">Tải hình<")
    assert [key for key in FOLDED if key not in opened] == []


def test_what_else_the_money_divides_by_is_folded_and_not_printed(leader_client: Client) -> None:
    fill()

    html = page(leader_client)
    start = html.index('<details class="fold no-print">')
    inside = re.findall(r'href="/reports/exhibits/([a-z_]+)/', html[start : html.index('<div class="halves rest">')])

    assert inside == list(FOLDED)


def test_the_slider_leads_to_the_end_of_each_year(leader_client: Client) -> None:
    term = Term.objects.get()

    html = page(leader_client, "/?as_of=2018-12-31&measure=committed")
    slider = html[html.index('<ol class="stops">') : html.index("</ol>", html.index('<ol class="stops">'))]

    assert [text for _, text in stops_of(slider)] == ["2015", "2016", "2017", "2018", "2019", "2020"]
    assert stops_of(slider)[0][0] == f"?as_of=2015-12-31&measure=committed&term={term.pk}"
    assert re.findall(r'aria-current="true">(\d+)', slider) == ["2018"]


def stops_of(html: str) -> list[tuple[str, str]]:
    """The stops of the slider that can be gone to, each address with its parts in order."""
    found = re.findall(r'<a href="\?([^"]*)"[^>]*>([^<]*)</a>', unescape(html))
    return [("?" + "&".join(sorted(address.split("&"))), text) for address, text in found]


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        (date(2016, 6, 30), ["2015", "Hôm nay", "(2016)", "(2017)"]),
        (date(2016, 12, 31), ["2015", "2016", "(2017)"]),
        (date(2014, 6, 30), ["(2015)", "(2016)", "(2017)"]),
        (date(2019, 1, 1), ["2015", "2016", "2017"]),
    ],
    ids=["amid", "on a stop", "before", "after"],
)
def test_years_to_come_are_no_links(day: date, labels: list[str]) -> None:
    """In brackets what has no address; the term ends on 30/06/2017, and so does its last year."""
    term = make_term(name="2015-2017", start_on=date(2015, 3, 1), end_on=date(2017, 6, 30))

    found = stops(RequestFactory().get("/"), Window(term, date(2016, 6, 30)), day)

    assert [stop.label if stop.url else f"({stop.label})" for stop in found] == labels


def test_a_past_term_opens_at_its_end(leader_client: Client) -> None:
    term = make_term()

    html = page(leader_client, f"/?term={term.pk}")

    assert f"Số liệu tính đến hết ngày {term.end_on:%d/%m/%Y} : nhiệm kỳ đã kết thúc." in words(html)
    assert "đã kết thúc" not in words(page(leader_client, f"/?term={term.pk}&as_of=2013-12-31"))


# Every number opens its rows ----------------------------------------------------

RECORDS = re.compile(r"^/[a-z/]+/\d+/$")
# The lists count rows; these figures add up a column of theirs.
COLUMN_SUMS = {Unit.TRAINEES, Unit.GUESTS, Unit.VISITS, Unit.VOLUNTEERS, Unit.WORKS, Unit.COUNTRIES}


def cells(response: Any) -> dict[str, str]:
    """The totals line of a list by its column's label."""
    return {cell.label: strip_tags(cell.html) for cell in response.context["total"] or []}


def opened(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response.context["filters"].is_valid(), (address, response.context["filters"].errors)
    return response


def money_of(response: Any) -> str:
    """The counted sum of a list, of the counted part when it was opened from a share; an empty list has none."""
    found = cells(response)
    said = found.get("Phần được tính (USD)") or found.get("USD") or "–"
    return said.replace("–", "0,00")


@pytest.mark.parametrize("key", [key for key, one in CATALOGUE.items() if one.unit is Unit.USD])
def test_money_opens_a_list_with_the_same_total(leader_client: Client, key: str) -> None:
    fill()
    one, facts = figure(key), gather(TERM)

    for part in one.parts(facts):
        assert money_of(opened(leader_client, part.url)) == write_usd(part.value), part.url
    response = opened(leader_client, one.rows(facts.period))
    assert money_of(response) == write_usd(one.total(facts))


@pytest.mark.parametrize(
    "key",
    [
        key
        for key, one in CATALOGUE.items()
        if one.unit not in COLUMN_SUMS | {Unit.USD, Unit.VND} and not key.endswith("_cut_rows")
    ],
)
def test_a_count_opens_a_list_of_that_many_rows(leader_client: Client, key: str) -> None:
    fill()
    one, facts = figure(key), gather(TERM)

    for part in one.parts(facts):
        assert opened(leader_client, part.url).context["found"] == part.value, part.url
    if not one.is_divided:
        assert opened(leader_client, one.rows(facts.period)).context["found"] == one.total(facts)


@pytest.mark.page
@pytest.mark.parametrize("query", ["", "?measure=committed", "?as_of=2018-08-08"])
def test_every_link_of_the_page_opens(leader_client: Client, query: str) -> None:
    fill()

    for address, text in links(page(leader_client, f"/{query}")):
        if address.startswith(("?", "#")):
            address = f"/{address}"
        assert leader_client.get(address).status_code == 200, (address, text)


def test_numbers_of_the_page_are_links(leader_client: Client) -> None:
    fill()

    found = {text.strip() for _, text in links(page(leader_client))}

    assert {"1.200.000,07", "1.000,01", "50,05", "10,01", "700,07", "-3,03", "4,04"} <= found


def test_completeness_is_one_line_that_opens_what_is_missing(leader_client: Client) -> None:
    """Two of three projects lack something: 1/3 = 33,3 %. A refused one counts nowhere."""
    make_project(
        stage="soliciting", sectors=[("health", None)], donors=[(make_ngo(), None)], places=[(make_place(), None)]
    )
    make_project(stage="soliciting")
    make_project(stage="approved")
    make_project(stage="rejected")

    found = dict(reversed(link) for link in links(page(leader_client)))

    line = "1/3 khoản viện trợ đủ thông tin của giai đoạn (33,3%); 2 khoản còn thiếu"
    assert found[line] == "/aid/projects/?missing=any"
    assert leader_client.get(found[line]).context["found"] == 2
    facts = gather(TERM)
    assert [figure(f"projects_{key}").total(facts) for key in ("complete", "incomplete")] == [1, 2]
    assert leader_client.get(figure("projects_complete").rows(TERM)).context["found"] == 1


def test_without_projects_nothing_is_said_of_completeness(leader_client: Client) -> None:
    assert "đủ thông tin của giai đoạn" not in page(leader_client)


# Cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 3, 3000])
def test_the_page_asks_the_same_number_of_questions(
    times: int, leader_client: Client, django_assert_num_queries: Any
) -> None:
    one = project()
    for row in (commit(one, date(2016, 1, 1), "1"), disburse(one, date(2016, 1, 1), "1")):
        row.pk = None
        type(row).objects.bulk_create([copy(row) for _ in range(times - 1)])
    for _ in range(min(times, 3)):
        make_training(start_on=date(2016, 1, 1))
        make_certificate(ngo=make_ngo(), issued_on=date(2015, 1, 1), expires_on=date(2016, 1, 1))
    leader_client.get("/")

    with django_assert_num_queries(52):
        leader_client.get("/")
