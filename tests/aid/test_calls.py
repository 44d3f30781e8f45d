"""Calls for aid: the folded part of the form, the list with what is missing, the paper in two languages."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import strip_tags

from aid.choices import SECTOR_NAMES_EN, Sector, Stage
from aid.models import AidProject
from aid.queries.calls import call_paper, open_calls, sought_words
from aid.rules.english import amount_in_english, day_in_english, full_place_in_english, place_in_english
from config.accounts.models import User
from config.kit import writing
from config.kit.pdf import PdfUnavailable
from config.kit.writing import save
from config.reference.models import IssuingBody
from tests.aid.conftest import errors_of, project_data
from tests.contracts.crawl import text_of, words_of
from tests.contracts.test_language import is_vietnamese
from tests.factories import aid as make

Post = Callable[..., Any]
D = Decimal
LIST = "/aid/projects/calls/"
PDF = "/aid/projects/calls.pdf"
DAY = date(2019, 8, 8)


# English --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Xã La Bằng", "La Bằng Commune"),
        ("Phường Đồng Quang", "Đồng Quang Ward"),
        ("Phường 3", "Ward 3"),
        ("Thị trấn Hùng Sơn", "Hùng Sơn Township"),
        ("Thị xã Phổ Yên", "Phổ Yên Town"),
        ("Thành phố Thái Nguyên", "Thái Nguyên City"),
        ("thành phố Sông Công", "Sông Công City"),
        ("Huyện Đại Từ", "Đại Từ District"),
        ("Tỉnh Thái Nguyên", "Thái Nguyên Province"),
        ("Xóm Rừng Vần", "Rừng Vần Hamlet"),
        ("Tổ dân phố số 5", "Residential Group 5"),
        ("Xã Bản Ngoại", "Bản Ngoại Commune"),
        ("Núi Cốc", "Núi Cốc"),
        ("Xãm", "Xãm"),
        ("", ""),
    ],
)
def test_a_place_in_english(name: str, english: str) -> None:
    assert place_in_english(name) == english


def test_a_place_with_the_unit_above() -> None:
    assert full_place_in_english("Xã La Bằng, Huyện Đại Từ") == "La Bằng Commune, Đại Từ District"


@pytest.mark.parametrize(
    ("amount", "code", "vietnamese", "english"),
    [
        ("120000.00", "USD", "120.000\u00a0USD", "USD 120,000"),
        ("1234.50", "EUR", "1.234,50\u00a0EUR", "EUR 1,234.50"),
        ("1500000000", "VND", "1.500.000.000\u00a0đồng", "VND 1,500,000,000"),
        ("9999999999999.99", "USD", "9.999.999.999.999,99\u00a0USD", "USD 9,999,999,999,999.99"),
    ],
)
def test_an_amount_in_both_languages(amount: str, code: str, vietnamese: str, english: str) -> None:
    assert sought_words(D(amount), code) == (vietnamese, english)
    assert amount_in_english(D(amount), code) == english


def test_a_day_in_english() -> None:
    assert day_in_english(DAY) == "8 August 2019"


def test_every_sector_has_an_english_name() -> None:
    assert list(SECTOR_NAMES_EN) == list(Sector)


# The form -------------------------------------------------------------------------------------------


def test_a_call_is_stored_as_typed(post: Post) -> None:
    data = project_data(
        is_call_for_aid="on",
        name_en="Clean water for La Bằng Commune",
        call_need="Xây bể lọc cho 310 hộ",
        call_need_en="Filter tanks for 310 households",
        sought_amount="120.000,00",
        sought_currency="USD",
        call_contact="Phòng Hợp tác quốc tế, 0208 3855 123",
    )
    assert post("aid:project", data).status_code == 302
    project = AidProject.objects.get()
    assert (project.is_call_for_aid, project.name_en) == (True, "Clean water for La Bằng Commune")
    assert (project.call_need, project.call_need_en) == ("Xây bể lọc cho 310 hộ", "Filter tanks for 310 households")
    assert (project.sought_amount, project.sought_currency) == (D(120000), "USD")
    assert project.call_contact == "Phòng Hợp tác quốc tế, 0208 3855 123"


@pytest.mark.parametrize(
    ("text", "chosen", "amount", "currency"),
    [
        ("35 triệu USD", "", 35_000_000, "USD"),
        ("1,5 tỷ đồng", "", 1_500_000_000, "VND"),
        ("1,5 tỷ", "VND", 1_500_000_000, "VND"),
        ("", "", None, ""),
    ],
)
def test_a_currency_may_be_written_beside_the_amount(
    post: Post, text: str, chosen: str, amount: int | None, currency: str
) -> None:
    assert post("aid:project", project_data(sought_amount=text, sought_currency=chosen)).status_code == 302
    project = AidProject.objects.get()
    assert (project.sought_amount, project.sought_currency) == (amount, currency)


WRONG = [
    (
        "120.000.000",
        "",
        "Loại tiền kêu gọi: Chưa chọn loại tiền của số tiền kêu gọi. Chọn loại tiền, hoặc xóa số tiền.",
    ),
    (
        "",
        "USD",
        "Số tiền kêu gọi: Đã chọn loại tiền nhưng chưa ghi số tiền kêu gọi. Ghi số tiền, hoặc bỏ chọn loại tiền.",
    ),
    ("120.000,00 EUR", "USD", "Loại tiền kêu gọi: Số tiền ghi EUR nhưng loại tiền chọn USD. Sửa cho khớp."),
    (
        "1.500",
        "USD",
        "Số tiền kêu gọi: Số này là 1.500,00\u00a0USD hay 1,50\u00a0USD? Chọn bên dưới hoặc ghi lại.",
    ),
    (
        "1.500 EUR",
        "",
        "Số tiền kêu gọi: Số này là 1.500,00\u00a0EUR hay 1,50\u00a0EUR? Chọn bên dưới hoặc ghi lại.",
    ),
    ("0", "USD", "Số tiền kêu gọi: Số tiền kêu gọi phải lớn hơn 0."),
    ("-5 triệu", "USD", "Số tiền kêu gọi: Số tiền kêu gọi phải lớn hơn 0."),
    (
        "12345678901234",
        "USD",
        "Số tiền kêu gọi: Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0.",
    ),
]


@pytest.mark.parametrize(("text", "currency", "sentence"), WRONG)
def test_what_cannot_be_an_amount_is_told(post: Post, text: str, currency: str, sentence: str) -> None:
    response = post("aid:project", project_data(sought_amount=text, sought_currency=currency))
    assert errors_of(response) == [sentence]
    assert response.context["form"]["sought_amount"].value() == text
    assert AidProject.objects.count() == 0


@pytest.mark.parametrize("currency", ["USD", ""])
@pytest.mark.parametrize("text", ["một ít", "1e400", "NaN"])
def test_what_is_no_number_is_told_once(post: Post, text: str, currency: str) -> None:
    response = post("aid:project", project_data(sought_amount=text, sought_currency=currency))
    assert [sentence.split(":")[0] for sentence in errors_of(response)] == ["Số tiền kêu gọi"]
    assert AidProject.objects.count() == 0


def test_an_amount_too_long_to_be_one_is_told_once(post: Post) -> None:
    response = post("aid:project", project_data(sought_amount="9" * 40, sought_currency="USD"))
    assert len(errors_of(response)) == 1
    assert AidProject.objects.count() == 0


def test_a_doubtful_amount_is_taken_as_meant(post: Post) -> None:
    data = project_data(sought_amount="1.500", sought_currency="USD", amount_meant="1500")
    assert post("aid:project", data).status_code == 302
    assert AidProject.objects.get().sought_amount == 1500


def test_the_doubtful_amount_is_asked_about_on_the_page(post: Post) -> None:
    page = post("aid:project", project_data(sought_amount="1.500", sought_currency="USD")).content.decode()
    assert [f'name="amount_meant" value="{value}"' in page for value in ("1500", "1.5")] == [True, True]


def test_a_doubtful_amount_is_asked_about_in_the_currency_written_beside_it(post: Post) -> None:
    page = post("aid:project", project_data(sought_amount="1.500 EUR", sought_currency="")).content.decode()
    assert [f">{text}</label>" in page for text in ("1.500,00\u00a0EUR", "1,50\u00a0EUR")] == [True, True]


def test_a_project_asked_for_as_a_call_shows_what_a_call_needs(staff_client: Client) -> None:
    pages = [staff_client.get(f"/aid/projects/new/{query}").context["form"] for query in ("?is_call_for_aid=1", "")]
    assert [
        [section["is_open"] for section in form.shown_sections if section["title"] == "Kêu gọi viện trợ"]
        for form in pages
    ] == [[True], [False]]


def test_the_amount_stands_beside_its_currency_and_is_echoed(staff_client: Client) -> None:
    page = staff_client.get("/aid/projects/new/?is_call_for_aid=1").content.decode()
    place = page.index('name="sought_amount"')
    assert page.index('name="sought_currency"') - place < 600
    assert 'data-echo="field"' in page[place - 200 : place + 300]
    checked = page[page.index('name="is_call_for_aid"') :][:120]
    assert "checked" in checked


def test_saving_the_form_again_changes_nothing(post: Post, staff_client: Client) -> None:
    project = make.make_project(sought_amount=D("1234.50"), sought_currency="EUR", stage=Stage.SOLICITING)
    form = staff_client.get(f"/aid/projects/{project.pk}/edit/").context["form"]
    data = project_data(
        name=project.name,
        code=project.code,
        sought_amount=form["sought_amount"].value(),
        sought_currency=form["sought_currency"].value(),
    )
    assert form["sought_amount"].value() == "1.234,50"
    assert post("aid:project", data, pk=project.pk).status_code == 302
    project.refresh_from_db()
    assert (project.version, project.sought_amount) == (1, D("1234.50"))


# The list -------------------------------------------------------------------------------------------


def full_call(**fields: Any) -> AidProject:
    """A call that lacks nothing."""
    defaults: dict[str, Any] = {
        "is_call_for_aid": True,
        "stage": Stage.SOLICITING,
        "name": "Trạm y tế xã La Bằng",
        "name_en": "Health station of La Bằng Commune",
        "call_need": "Xây trạm y tế hai tầng",
        "call_need_en": "A health station of two floors",
        "sought_amount": D(120000),
        "sought_currency": "USD",
        "call_contact": "Phòng Hợp tác quốc tế",
    }
    return make.make_project(**defaults | fields)


def test_a_call_is_open_by_its_mark_until_it_is_over(db: None, staff: User) -> None:
    kept = {Stage.SOLICITING, Stage.SUBMITTED, Stage.APPROVED, Stage.IMPLEMENTING, Stage.SUSPENDED}
    for stage in Stage:
        make.make_project(stage=stage, is_call_for_aid=True)
    make.make_project(stage=Stage.SOLICITING)
    writing.archive(make.make_project(is_call_for_aid=True), by=staff, reason="Nhập trùng")
    found = open_calls(AidProject.objects.all())
    assert sorted(project.stage for project in found) == sorted(kept)


def shown(client: Client, query: str = "") -> dict[str, Any]:
    return client.get(f"{LIST}?{query}").context


def test_what_an_entry_lacks_is_marked(leader_client: Client) -> None:
    full_call()
    make.make_project(is_call_for_aid=True, name="Trường học", stage=Stage.SOLICITING)
    rows = [[strip_tags(cell.html) for cell in row.cells] for row in shown(leader_client)["rows"]]
    assert rows == [
        [
            "Trạm y tế xã La BằngHealth station of La Bằng Commune",
            "Xây trạm y tế hai tầngA health station of two floors",
            "–",
            "120.000,00 USD",
            "Phòng Hợp tác quốc tế",
            "đủ",
        ],
        [
            "Trường học(chưa có tên tiếng Anh)",
            "–(chưa có nội dung bằng tiếng Anh)",
            "–",
            "–",
            "–",
            "thiếu 5 mụctên tiếng Anh, nội dung kêu gọi, nội dung bằng tiếng Anh, số tiền kêu gọi, đầu mối liên hệ",
        ],
    ]


@pytest.fixture
def calls(db: None) -> dict[str, Any]:
    district = make.make_place("Huyện Suối Vàng")
    commune = make.make_place("Xã Suối Trong", level="commune", parent=district)
    other = make.make_place("Huyện Núi Bạc")
    full_call(code="MỘT", sectors=[(Sector.HEALTH, None), (Sector.SOCIAL, None)], places=[(commune, None)])
    full_call(code="HAI", name="Cầu treo", name_en="", places=[(other, None), (commune, None)], call_contact="")
    full_call(code="BA", name="Thư viện", stage=Stage.REVOKED, places=[(commune, None)])
    return {"district": district, "other": other}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"MỘT", "HAI"}),
        ("sector=health", {"MỘT"}),
        ("sector=education", set()),
        ("place={district.pk}", {"MỘT", "HAI"}),
        ("place={other.pk}", {"HAI"}),
        ("missing=any", {"HAI"}),
        ("missing=name_en", {"HAI"}),
        ("missing=sought", set()),
        ("q=cau treo", {"HAI"}),
        ("q=health station", {"MỘT"}),
    ],
)
def test_the_list_finds(leader_client: Client, calls: dict[str, Any], query: str, found: set[str]) -> None:
    context = shown(leader_client, query.format(**calls))
    assert {item.code for item in context["page"].object_list} == found
    assert context["found"] == len(found)


def test_the_paper_is_asked_for_with_the_filters_of_the_list(leader_client: Client, calls: dict[str, Any]) -> None:
    assert shown(leader_client)["paper_url"] == PDF
    assert shown(leader_client, "sector=health&sort=-name&page=1")["paper_url"] == f"{PDF}?sector=health"


def test_only_who_may_enter_is_offered_a_new_call(leader_client: Client, staff_client: Client) -> None:
    assert shown(leader_client)["new_url"] == ""
    assert shown(staff_client)["new_url"] == "/aid/projects/new/?is_call_for_aid=1"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for number in range(rows):
        places = [(make.make_place(f"Xã {number}.{one}", level="commune"), None) for one in range(rows)]
        full_call(places=places, sectors=[(sector, None) for sector in list(Sector)[:rows]], owner=make.make_agency())
    # Session, user, places of the filter, count, rows, sectors, shares with places (no district above them), name of
    # the office, kind of data, three of the session kept.
    with django_assert_num_queries(13):
        leader_client.get(LIST)


def facts_of(client: Client, project: AidProject) -> dict[str, list[tuple[str, Any]]]:
    groups = client.get(project.get_absolute_url()).context["groups"]
    return {group.title: [(fact.label, fact.value) for fact in group.facts] for group in groups}


def test_the_page_of_a_project_tells_its_call(leader_client: Client) -> None:
    assert facts_of(leader_client, full_call())["Kêu gọi viện trợ"] == [
        ("Nội dung kêu gọi", "Xây trạm y tế hai tầng"),
        ("Nội dung kêu gọi bằng tiếng Anh", "A health station of two floors"),
        ("Số tiền kêu gọi (không tính vào cam kết)", "120.000\u00a0USD"),
        ("Đầu mối liên hệ", "Phòng Hợp tác quốc tế"),
    ]
    assert "Kêu gọi viện trợ" not in facts_of(leader_client, make.make_project())


# The paper ------------------------------------------------------------------------------------------


def body(**fields: Any) -> IssuingBody:
    names: dict[str, Any] = {
        "name": "Sở Ngoại vụ tỉnh Suối Vàng",
        "name_en": "Department of Foreign Affairs of Suối Vàng Province",
        "short_name": "Sở",
        "parent_body": "UBND tỉnh Suối Vàng",
        "place_name": "Suối Vàng",
        "province_name": "tỉnh Suối Vàng",
        "report_symbol": "BC-SNgV",
    }
    return save(IssuingBody(**names | fields), by=None)


def paper_of(*projects: AidProject, **options: Any) -> Any:
    rows = AidProject.objects.filter(pk__in=[one.pk for one in projects]).for_calls().order_by("code")
    return call_paper(rows, options.pop("issuer", None) or body(), DAY, **options)


def test_the_paper_tells_everything_twice(db: None) -> None:
    owner = make.make_agency("Trung tâm Y tế Suối Vàng", name_en="Suối Vàng Health Centre")
    district = make.make_place("Huyện Suối Vàng")
    place = make.make_place("Xã Suối Trong", level="commune", parent=district)
    paper = paper_of(
        full_call(owner=owner, sectors=[(Sector.HEALTH, "60"), (Sector.SOCIAL, "40")], places=[(place, None)])
    )
    assert (paper.place_and_day, paper.place_and_day_en) == (
        "Suối Vàng, ngày 08 tháng 8 năm 2019",
        "Suối Vàng, 8 August 2019",
    )
    (entry,) = paper.entries
    assert (entry.number, entry.name, entry.name_en, entry.contact) == (
        1,
        "Trạm y tế xã La Bằng",
        "Health station of La Bằng Commune",
        "Phòng Hợp tác quốc tế",
    )
    assert [(pair.label, pair.text, pair.label_en, pair.text_en) for pair in entry.pairs] == [
        ("Lĩnh vực", "Y tế; Giải quyết các vấn đề xã hội", "Sector", "Health; Social affairs"),
        (
            "Địa bàn",
            "Xã Suối Trong, Huyện Suối Vàng",
            "Location",
            "Suối Trong Commune, Suối Vàng District",
        ),
        ("Chủ khoản viện trợ", "Trung tâm Y tế Suối Vàng", "Project owner", "Suối Vàng Health Centre"),
        ("Nội dung kêu gọi", "Xây trạm y tế hai tầng", "Assistance sought", "A health station of two floors"),
        ("Kinh phí kêu gọi", "120.000\u00a0USD", "Amount sought", "USD 120,000"),
    ]


def test_what_is_not_known_is_left_out(db: None) -> None:
    (entry,) = paper_of(make.make_project(is_call_for_aid=True, call_need="Sửa cầu")).entries
    assert (entry.name_en, entry.contact) == ("", "")
    assert [(pair.text, pair.text_en) for pair in entry.pairs] == [("Sửa cầu", "")]
    html = render_to_string(
        "aid/calls_paper.html", {"paper": paper_of(AidProject.objects.get(), issuer=body(name="Hai"))}
    )
    assert ("Assistance sought" in html, "chưa có" in html) == (False, False)


def test_without_an_issuing_body_the_day_stands_alone(db: None) -> None:
    paper = call_paper([], None, DAY)
    assert (paper.body, paper.place_and_day, paper.place_and_day_en) == (
        "",
        "ngày 08 tháng 8 năm 2019",
        "8 August 2019",
    )


def test_english_on_the_paper_stands_only_where_it_is_said_to_be_english(db: None) -> None:
    """The one paper in two languages (docs/rules.md): outside `lang="en"` it is as Vietnamese as every page."""
    paper = paper_of(full_call(sectors=[(Sector.CLIMATE, None)]), narrowed=[])
    html = render_to_string("aid/calls_paper.html", {"paper": paper})
    foreign = {word for word in words_of(text_of(html)) if not is_vietnamese(word)}
    assert foreign == {"UBND", "USD"}
    assert ("LIST OF PROJECTS CALLING FOR AID" in html, "Climate change" in html) == (True, True)


def test_what_was_typed_is_never_markup_on_the_paper(db: None) -> None:
    paper = paper_of(full_call(name="<script>alert(1)</script>", call_need='<img src="http://x">', call_contact="<b>"))
    html = render_to_string("aid/calls_paper.html", {"paper": paper})
    assert [text in html for text in ("<script", "<img", "<b>,", "&lt;script&gt;")] == [False, False, False, True]


def pdf_text(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return "\n".join(page.extract_text() for page in paper.pages)


def test_the_pdf_holds_the_calls_of_the_filter(leader_client: Client, calls: dict[str, Any]) -> None:
    response = leader_client.get(f"{PDF}?sector=health&place={calls['district'].pk}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.headers["Content-Disposition"] == 'inline; filename="danh-muc-keu-goi-vien-tro.pdf"'
    assert response.content[:5] == b"%PDF-"
    text = pdf_text(response.content)
    wanted = ("1. Trạm y tế xã La Bằng", "Lĩnh vực: Y tế / Sector: Health", "Location: Suối Vàng District")
    assert [words in text for words in wanted] == [True, True, True]
    assert "Cầu treo" not in text


def test_filters_that_cannot_be_read_lead_to_the_list(leader_client: Client, calls: dict[str, Any]) -> None:
    response = leader_client.get(f"{PDF}?sector=zzz")
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Có ô lọc chưa đọc được" in response.content.decode()


def test_a_machine_without_pdf_says_what_to_install(
    leader_client: Client, calls: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(template: str, context: Any) -> bytes:
        raise PdfUnavailable("Máy chủ thiếu thư viện tạo PDF.")

    monkeypatch.setattr("aid.views.calls.make_pdf", refuse)
    response = leader_client.get(PDF)
    assert response.status_code == 503
    assert "Máy chủ thiếu thư viện tạo PDF." in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_paper_asks_as_often(
    leader_client: Client,
    django_assert_num_queries: Callable[..., Any],
    rows: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aid.views.calls.make_pdf", lambda template, context: b"%PDF-")
    for number in range(rows):
        places = [(make.make_place(f"Xã {number}.{one}", level="commune"), None) for one in range(rows)]
        full_call(places=places, sectors=[(sector, None) for sector in list(Sector)[:rows]], owner=make.make_agency())
    with django_assert_num_queries(12):
        leader_client.get(PDF)


@pytest.mark.parametrize(
    "values",
    [
        {"sought_currency": "USD"},
        {"sought_amount": D(-1), "sought_currency": "USD"},
        {"sought_amount": D(0), "sought_currency": "USD"},
    ],
)
def test_the_amount_sought_is_whole_in_the_database(db: None, values: dict[str, Any]) -> None:
    """Further ways to break "aid_project_sought_whole" (tests/aid/models/test_constraints.py)."""
    project = make.make_project()
    with pytest.raises(IntegrityError), transaction.atomic():
        AidProject.objects.filter(pk=project.pk).update(**values)
