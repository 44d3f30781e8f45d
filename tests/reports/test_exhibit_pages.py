"""An exhibit by itself: page, picture, spreadsheet; and all of them as pages to leaf through."""

import io
import re
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client
from django.utils.safestring import SafeString
from openpyxl import load_workbook

from config.kit.tables import Column
from config.kit.writing import archive
from reports.exhibits.catalogue import BUILDERS, exhibits
from reports.exhibits.exhibit import Exhibit
from reports.models import Term
from reports.render.exhibit_file import exhibit_file, unit_line
from reports.render.standalone import LOOKS, Caption, standalone
from reports.views.asked import look_at
from reports.views.exhibits import around, shown
from reports.windows import Window
from tests.factories.reports import commit, disburse, make_term, project
from tests.reports.worlds import fill

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("Theo năm", "Năm 2016 nhiều nhất.", "Nhiệm kỳ 2015-2020; số liệu tính đến hết ngày 31/12/2016.")


def made(**changes: object) -> Exhibit:
    """Two years of money that add up, with a share that does not."""
    given = {
        "key": "years",
        "heading": "Theo năm",
        "finding": "Năm 2016 nhiều nhất.",
        "drawing": SafeString('<svg class="plot" height="100"></svg>'),
        "columns": [
            Column("year", "Năm", lambda row: row[0]),
            Column("usd", "Cam kết (USD)", lambda row: row[1], "usd"),
            Column("share", "Tỷ trọng", lambda row: row[2], "percent"),
        ],
        "items": [("2015", 100_000_001, None), ("2016", 200_000_002, None)],
        "totals": {"usd": 300_000_003},
        "note": "Mỗi dòng quy ra USD.",
    }
    return Exhibit(**(given | changes))  # type: ignore[arg-type]


# The picture --------------------------------------------------------------------


def tree(drawing: SafeString, caption: Caption) -> Element:
    return fromstring(standalone(drawing, caption))  # noqa: S314  text of our own making


def test_places_become_pixels_and_classes_become_attributes():
    drawing = SafeString(
        '<svg class="plot half" height="200" role="img" aria-labelledby="a-t"><title id="a-t">Tên</title>'
        '<rect class="full" x="10.00%" y="25.00%" width="50.00%" height="33.33%"/>'
        '<text class="mid strong" x="12.34%" y="4" dy="-6">5,0</text></svg>'
    )

    root = tree(drawing, CAPTION)
    inner = root.find(f"{SVG}svg")

    assert inner is not None
    assert (inner.get("width"), inner.get("height")) == ("960", "200")
    assert inner.find(f"{SVG}rect").attrib == {  # type: ignore[union-attr]
        "x": "96",
        "y": "50",
        "width": "480",
        "height": "66.66",
        "fill": "#2b3f86",
    }
    assert inner.find(f"{SVG}text").attrib == {  # type: ignore[union-attr]
        "x": "118.46",
        "y": "4",
        "dy": "-6",
        "font-size": "13",
        "font-weight": "600",
        "fill": "#1b1d25",
        "text-anchor": "middle",
    }


def test_per_cents_inside_a_drawing_of_its_own_scale_refer_to_that_scale():
    drawing = SafeString('<svg><svg viewBox="0 0 100 10" width="50%"><rect width="20%" height="50%"/></svg></svg>')

    inner = tree(drawing, CAPTION).find(f"{SVG}svg/{SVG}svg")

    assert inner is not None
    assert inner.get("width") == "480"
    assert inner.find(f"{SVG}rect").attrib == {"width": "20", "height": "5"}  # type: ignore[union-attr]


def test_a_picture_carries_what_it_shows_and_where_it_comes_from():
    long = Caption("Theo <năm>", "Năm nào cũng nhiều hơn năm trước. " * 8, CAPTION.basis, "Số ước & số thật.")

    texts = [one.text for one in tree(SafeString(""), long).iter(f"{SVG}text")]

    assert (texts[0], texts[-2], texts[-1]) == ("Theo <năm>", CAPTION.basis, "Số ước & số thật.")
    assert " ".join(str(text) for text in texts[1:-2]) == long.finding.strip()
    assert max(len(str(text)) for text in texts[1:-2]) <= 110


# The spreadsheet ----------------------------------------------------------------


def test_numbers_are_numbers_and_the_total_is_a_formula_that_agrees():
    content = exhibit_file(made(), CAPTION.basis)
    formulas = load_workbook(io.BytesIO(content)).active
    values = load_workbook(io.BytesIO(content), data_only=True).active

    assert formulas is not None
    assert values is not None
    assert [formulas[f"A{row}"].value for row in range(1, 5)] == [
        "Theo năm",
        "Năm 2016 nhiều nhất.",
        CAPTION.basis,
        "Đơn vị: USD, %",
    ]
    assert [cell.value for cell in formulas[6]] == ["Năm", "Cam kết (USD)", "Tỷ trọng"]
    assert [formulas[f"B{row}"].value for row in (7, 8, 9)] == [1000000.01, 2000000.02, "=SUM(B7:B8)"]
    assert values["B9"].value == 3000000.03
    assert [formulas[f"A{row}"].value for row in (7, 9, 11)] == ["2015", "Tổng", "Mỗi dòng quy ra USD."]


def test_a_total_that_is_no_sum_of_the_rows_is_written_as_it_is():
    sheet = load_workbook(io.BytesIO(exhibit_file(made(totals={"usd": 5}), ""))).active

    assert sheet is not None
    assert sheet["B9"].value == 0.05


def test_words_are_never_run_as_formulas_and_no_total_is_no_line():
    rows = [("=1+1", 100, None)]

    sheet = load_workbook(io.BytesIO(exhibit_file(made(items=rows, totals=None, note=""), ""))).active

    assert sheet is not None
    assert (sheet["A7"].data_type, sheet["A7"].value) == ("s", "=1+1")
    assert sheet.max_row == 7


def test_a_table_without_money_names_its_units_in_the_heads():
    assert unit_line([Column("n", "Số đoàn", lambda row: row, "number")]) == "Đơn vị: ghi ở đầu mỗi cột"


# The row of exhibits ------------------------------------------------------------


def test_an_exhibit_stands_between_its_neighbours():
    row = [shown(made(key=key), "term=1") for key in ("cumulative", "yearly", "sector")]

    assert around(row, "cumulative") == (None, row[0], row[1])
    assert around(row, "yearly") == (row[0], row[1], row[2])
    assert around(row, "sector") == (row[1], row[2], None)
    assert around(row, "ngos") == (None, None, None)


def test_without_a_drawing_there_is_no_picture_to_take():
    assert shown(made(key="yearly", drawing=SafeString("")), "term=1").picture_url == ""


# Pages --------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_exhibit_has_its_page_picture_and_file(leader_client: Client):
    fill()
    found = exhibits(look_at(Window(Term.objects.get(), date(2019, 12, 31)), "disbursed").seen)

    for one in found:
        html = html_of(leader_client, f"/reports/exhibits/{one.key}/?as_of=2019-12-31")
        picture = leader_client.get(f"/reports/exhibits/{one.key}.svg?as_of=2019-12-31")
        file = leader_client.get(f"/reports/exhibits/{one.key}.xlsx?as_of=2019-12-31")
        assert re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S) is not None, one.key
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml"), one.key
        assert b"class=" not in picture.content, one.key
        assert b"style" not in picture.content, one.key
        assert not re.search(rb'"[0-9.]+%"', picture.content), one.key
        assert load_workbook(io.BytesIO(file.content)).active["A1"].value == one.heading, one.key  # type: ignore[index]
    assert len(found) >= 8


def test_every_class_of_a_drawing_has_a_look_away_from_the_page(leader_client: Client):
    fill()
    for measure in ("disbursed", "committed"):
        for day in (date(2015, 1, 1), date(2018, 8, 8), date(2020, 12, 31)):
            found = exhibits(look_at(Window(Term.objects.get(), day), measure).seen)
            used = {
                name for one in found for names in re.findall(r'class="([^"]*)"', one.drawing) for name in names.split()
            }
            assert used - set(LOOKS) == set()


def test_a_page_leads_to_its_neighbours_with_the_same_choice(leader_client: Client):
    commit(project(), date(2016, 1, 1), "100")
    term = Term.objects.get()
    query = f"term={term.pk}&amp;as_of=2018-06-30&amp;measure=committed"

    html = html_of(leader_client, "/reports/exhibits/yearly/?as_of=30/6/2018&measure=committed")

    assert f'rel="prev" href="/reports/exhibits/cumulative/?{query}"' in html
    assert f'href="/reports/exhibits/yearly.svg?{query}"' in html
    assert f'href="/?{query}">Tổng quan</a>' in html
    assert "số liệu đến hết ngày 30/06/2018" in html


def test_what_cannot_be_read_is_said_on_a_page_too(leader_client: Client):
    commit(project(), date(2016, 1, 1), "100")

    assert "Không đọc được ngày “mai”." in html_of(leader_client, "/reports/exhibits/yearly/?as_of=mai")
    assert "Không có nhiệm kỳ “9”." in html_of(leader_client, "/reports/projector/?term=9")


@pytest.mark.parametrize("kind", ["/", ".svg", ".xlsx"])
def test_an_unknown_exhibit_is_not_found(leader_client: Client, kind: str):
    assert leader_client.get(f"/reports/exhibits/nothing{kind}").status_code == 404


@pytest.mark.parametrize("query", ["", "?as_of=2014-06-30"], ids=["empty term", "before it begins"])
def test_with_nothing_to_show_the_page_says_so_and_there_is_no_file(leader_client: Client, query: str):
    said = "Nhiệm kỳ chưa bắt đầu" if query else "Chưa có số liệu để vẽ hình này"

    assert said in html_of(leader_client, f"/reports/exhibits/cumulative/{query}")
    assert leader_client.get(f"/reports/exhibits/cumulative.svg{query}").status_code == 404
    assert leader_client.get(f"/reports/exhibits/cumulative.xlsx{query}").status_code == 404


@pytest.mark.parametrize("path", ["exhibits/cumulative/", "exhibits/cumulative.svg", "projector/"])
def test_without_any_term_the_dashboard_says_what_to_do(leader_client: Client, path: str):
    archive(Term.objects.get(), by=None, reason="Thử")

    response = leader_client.get(f"/reports/{path}")

    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_files_name_their_content_and_their_day(leader_client: Client):
    commit(project(), date(2016, 1, 1), "100")

    response = leader_client.get("/reports/exhibits/yearly.xlsx?as_of=2018-12-31")

    assert response["Content-Disposition"] == ('attachment; filename="cam-ket-va-giai-ngan-theo-nam-2018-12-31.xlsx"')


def test_the_projector_leafs_from_the_cards_through_every_exhibit(leader_client: Client):
    one = project()
    commit(one, date(2016, 1, 1), "100")
    disburse(one, date(2016, 1, 1), "100")

    html = html_of(leader_client, "/reports/projector/?as_of=2018-12-31")
    slides = re.findall(r'<section class="slide" id="hinh-(\d+)"', html)

    assert slides == [str(place) for place in range(1, len(slides) + 1)]
    assert re.findall(r'rel="next" href="#hinh-(\d+)"', html) == slides[1:]
    assert re.findall(r'rel="prev" href="#hinh-(\d+)"', html) == slides[:-1]
    assert html.count('<article class="card"') == 4
    assert '<nav class="nav' not in html


def test_the_projector_says_that_a_term_is_over(leader_client: Client):
    term = make_term()

    html = html_of(leader_client, f"/reports/projector/?term={term.pk}")

    assert "Tiến độ nhiệm kỳ 2010-2015" in html
    assert "Nhiệm kỳ 2010-2015, đã kết thúc · số liệu đến hết ngày" in html


def test_the_keys_of_the_catalogue_are_addresses():
    assert [key for key in BUILDERS if not re.fullmatch(r"[a-z_]+", key)] == []
