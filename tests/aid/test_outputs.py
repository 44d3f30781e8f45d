"""What was built or given: totals by kind and unit, their sentences, the list, and how quickly it is typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from aid.choices import OutputKind, Sector, Stage
from aid.models import AidProject, ProjectOutput
from aid.queries.outputs import OutputSum, PeopleSum, output_totals, people_served
from aid.queries.running import outputs_handed_over
from aid.rules.output_words import output_words
from config.accounts.models import User
from config.kit import writing
from config.kit.periods import Period
from reports.facts import gather
from reports.measures import figure
from tests.aid.conftest import errors_of, project_data
from tests.factories import aid as make

D = Decimal
LIST = "/aid/outputs/"
K = OutputKind
HANDED = date(2016, 12, 19)


def built(project: AidProject, kind: str, quantity: str, unit: str, **fields: Any) -> ProjectOutput:
    return make.make_output(project, kind=kind, quantity=D(quantity), unit=unit, **fields)


def sums(*rows: tuple[str, str, str, int, str, str]) -> list[OutputSum]:
    return [OutputSum(kind, name, unit, number, D(done), D(left)) for kind, name, unit, number, done, left in rows]


# Sums and sentences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "label", "unit", "said"),
    [
        ("1", "Nhà văn hóa", "nhà", "1 nhà văn hóa"),
        ("1", "Trạm y tế", "trạm", "1 trạm y tế"),
        ("1", "Trường tiểu học", "Trường", "1 trường tiểu học"),
        ("3,5", "Đường bê tông", "km", "3,5 km đường bê tông"),
        ("2", "Công trình nước sạch", "công trình", "2 công trình nước sạch"),
        ("2", "Cầu", "cái", "2 cầu"),
        ("12", "Trang thiết bị", "bộ", "12 bộ trang thiết bị"),
        ("5", "máy tính", "", "5 máy tính"),
        ("5", "Trường mầm non", "điểm trường", "5 điểm trường mầm non"),
    ],
)
def test_an_output_in_words(number: str, label: str, unit: str, said: str) -> None:
    assert output_words(number, label, unit) == said


def test_outputs_add_up_by_kind_and_unit(db: None) -> None:
    project = make.make_project()
    built(project, K.ROAD, "3.5", "km", handed_over_on=HANDED)
    built(project, K.ROAD, "1.2", "km", handed_over_on=HANDED)
    built(project, K.ROAD, "800", "m")
    built(project, K.OTHER, "2", "cái", description="Máy ấp trứng")
    built(project, K.OTHER, "1", "cái", description="Lò sấy chè", handed_over_on=HANDED)
    built(project, K.OTHER, "4", "bộ")
    built(project, K.CULTURE_HOUSE, "1", "nhà", handed_over_on=HANDED)
    totals = output_totals(AidProject.objects.all())
    assert list(totals.sums) == sums(
        ("culture_house", "", "nhà", 1, "1", "0"),
        ("road", "", "km", 2, "4.7", "0"),
        ("road", "", "m", 1, "0", "800"),
        ("other", "", "bộ", 1, "0", "4"),
        ("other", "Lò sấy chè", "cái", 1, "1", "0"),
        ("other", "Máy ấp trứng", "cái", 1, "0", "2"),
    )
    assert (totals.rows, totals.handed) == (7, "1 nhà văn hóa, 4,7 km đường bê tông, 1 lò sấy chè")
    assert totals.waiting == "800 m đường bê tông, 4 bộ kết quả khác, 2 máy ấp trứng"


def test_the_sentence_of_the_office(db: None) -> None:
    project = make.make_project()
    for kind, unit in ((K.PRIMARY_SCHOOL, "trường"), (K.HEALTH_STATION, "trạm"), (K.CULTURE_HOUSE, "nhà")):
        built(project, kind, "1", unit, handed_over_on=HANDED)
    totals = output_totals(AidProject.objects.all())
    assert (totals.handed, totals.waiting) == ("1 nhà văn hóa, 1 trạm y tế, 1 trường tiểu học", "")


def test_sums_stay_exact_where_floats_would_not(db: None) -> None:
    project = make.make_project()
    for _ in range(30):
        built(project, K.ROAD, "9007199254.99", "m")
    # 30 × 9.007.199.254,99
    assert output_totals(AidProject.objects.all()).sums[0].waiting == D("270215977649.70")


def test_only_counted_projects_hold_outputs_and_people(db: None, staff: User) -> None:
    kept = make.make_project(beneficiary_count=1284, beneficiary_unit="người")
    refused = make.make_project(stage=Stage.REJECTED, beneficiary_count=10, beneficiary_unit="người")
    archived = make.make_project(beneficiary_count=20, beneficiary_unit="người")
    for project in (kept, refused, archived):
        built(project, K.BRIDGE, "1", "cầu")
    writing.archive(archived, by=staff, reason="Nhập trùng")
    every = AidProject.objects.all()
    assert list(output_totals(every).sums) == sums(("bridge", "", "cầu", 1, "0", "1"))
    assert people_served(every) == (PeopleSum("người", 1284, 1),)


def test_people_are_added_by_unit_and_never_by_a_join(db: None) -> None:
    for count, unit in ((1000, "người"), (284, "người"), (310, "hộ"), (0, "trường"), (7, "")):
        project = make.make_project(
            donors=[(make.make_ngo(), None), (make.make_ngo(), None)], beneficiary_count=count, beneficiary_unit=unit
        )
        for _ in range(3):
            make.make_output(project)
    make.make_project(beneficiary_unit="hộ")
    found = people_served(AidProject.objects.filter(donors__ngo__isnull=False))
    assert [one.words for one in found] == ["1.284 người", "310 hộ", "7 đối tượng"]
    assert [one.projects for one in found] == [2, 1, 1]


def test_a_filter_over_many_rows_multiplies_nothing(db: None) -> None:
    project = make.make_project(
        donors=[(make.make_ngo(), None), (make.make_ngo(), None)],
        sectors=[(Sector.HEALTH, None), (Sector.EDUCATION, None)],
        places=[(make.make_place(f"Xã số {number}", level="commune"), None) for number in range(3)],
    )
    built(project, K.CLASSROOM, "6", "phòng")
    joined = AidProject.objects.filter(donors__isnull=False, sector_shares__isnull=False, place_shares__isnull=False)
    assert joined.count() == 12
    assert list(output_totals(joined).sums) == sums(("classroom", "", "phòng", 1, "0", "6"))


# Below the list of projects -------------------------------------------------------------------------


def page_text(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(strip_tags(html).split())


def test_the_list_of_projects_tells_what_the_filtered_ones_built(leader_client: Client) -> None:
    one = make.make_project(modality="project", beneficiary_count=40, beneficiary_unit="hộ")
    other = make.make_project(modality="non_project")
    built(one, K.CULTURE_HOUSE, "1", "nhà", handed_over_on=HANDED)
    built(one, K.CLASSROOM, "6", "phòng")
    built(other, K.BRIDGE, "2", "cầu")
    text = page_text(leader_client, "/aid/projects/?modality=project")
    assert "Đã bàn giao: 1 nhà văn hóa. Chưa bàn giao: 6 phòng học. Đối tượng thụ hưởng: 40 hộ." in text
    assert "Chưa bàn giao: 6 phòng học, 2 cầu." in page_text(leader_client, "/aid/projects/")


def test_many_kinds_are_folded_away(leader_client: Client) -> None:
    project = make.make_project()
    for number in range(8):
        built(project, K.OTHER, "1", "cái", description=f"Máy số {number}")
    assert leader_client.get("/aid/projects/").context["outputs_are_long"] is False
    built(project, K.BRIDGE, "1", "cầu")
    assert leader_client.get("/aid/projects/").context["outputs_are_long"] is True


def test_without_outputs_nothing_is_told(leader_client: Client) -> None:
    make.make_project()
    assert "đối tượng thụ hưởng của các khoản" not in page_text(leader_client, "/aid/projects/")


# The list -------------------------------------------------------------------------------------------


@pytest.fixture
def outputs(db: None, staff: User) -> dict[str, Any]:
    """Outputs that every filter can tell apart; descriptions name them."""
    saemaul, light = make.make_ngo(name="Hội Saemaul"), make.make_ngo(name="Quỹ Ánh sáng")
    district = make.make_place("Huyện Suối Vàng")
    commune = make.make_place("Xã Suối Trong", level="commune", parent=district)
    other = make.make_place("Huyện Núi Bạc")
    inside = make.make_project(
        code="TRONG",
        name="Trạm xá",
        donors=[(saemaul, None)],
        sectors=[(Sector.HEALTH, None)],
        places=[(commune, None)],
    )
    both = make.make_project(
        code="HAI",
        name="Trường học",
        donors=[(saemaul, "50"), (light, "50")],
        sectors=[(Sector.EDUCATION, "50"), (Sector.HEALTH, "50")],
        places=[(commune, "50"), (other, "50")],
        owner=make.make_agency("UBND huyện Suối Vàng"),
    )
    refused = make.make_project(code="BÁC", name="Cầu treo", stage=Stage.REJECTED)
    archived = make.make_project(code="CẤT", name="Thư viện")
    built(inside, K.HEALTH_STATION, "1", "trạm", description="a", handed_over_on=date(2016, 12, 31))
    built(both, K.PRIMARY_SCHOOL, "1", "trường", description="b", place=commune, handed_over_on=date(2017, 1, 1))
    built(both, K.CLASSROOM, "6", "phòng", description="c", place=other)
    built(both, K.OTHER, "2", "cái", description="Đầu máy chiếu")
    built(refused, K.BRIDGE, "1", "cầu", description="e", handed_over_on=date(2017, 1, 1))
    built(archived, K.LIBRARY, "1", "thư viện", description="f", handed_over_on=date(2017, 1, 1))
    writing.archive(archived, by=staff, reason="Nhập trùng")
    return {"district": district, "commune": commune, "other": other, "saemaul": saemaul, "light": light}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["b", "a", "c", "Đầu máy chiếu"]),
        ("kind=classroom", ["c"]),
        # An output without a place lies where its whole project lies.
        ("place={district.pk}", ["b", "a"]),
        ("place={commune.pk}", ["b", "a"]),
        ("place={other.pk}", ["c"]),
        ("handed_over=yes", ["b", "a"]),
        ("handed_over=no", ["c", "Đầu máy chiếu"]),
        ("handed_year=2016", ["a"]),
        ("handed_from=2017-01-01", ["b"]),
        ("handed_to=31/12/2016", ["a"]),
        ("donor={light.pk}", ["b", "c", "Đầu máy chiếu"]),
        ("sector=health", ["b", "a", "c", "Đầu máy chiếu"]),
        ("sector=education&handed_over=yes", ["b"]),
        ("scope=all", ["b", "e", "f", "a", "c", "Đầu máy chiếu"]),
        ("scope=all&handed_year=2017", ["b", "e", "f"]),
        ("q=may chieu", ["Đầu máy chiếu"]),
        ("q=phong hoc", ["c"]),
        ("q=tram xa", ["a"]),
        ("q=suoi vang truong", ["b"]),
        ("sort=handed", ["a", "b", "c", "Đầu máy chiếu"]),
        ("sort=quantity", ["a", "b", "Đầu máy chiếu", "c"]),
    ],
)
def test_the_list_finds(leader_client: Client, outputs: dict[str, Any], query: str, found: list[str]) -> None:
    context = leader_client.get(f"{LIST}?{query.format(**outputs)}").context
    assert [row.description for row in context["page"].object_list] == found
    assert context["found"] == len(found)


def test_the_totals_of_the_list_are_those_of_its_counted_rows(leader_client: Client, outputs: dict[str, Any]) -> None:
    context = leader_client.get(f"{LIST}?scope=all").context
    cells = [[strip_tags(cell.html) for cell in row.cells] for row in context["totals_table"].rows]
    assert cells == [
        ["Trạm y tế", "trạm", "1", "1", "1", "0"],
        ["Trường tiểu học", "trường", "1", "1", "1", "0"],
        ["Phòng học", "phòng", "1", "6", "0", "6"],
        ["Đầu máy chiếu", "cái", "1", "2", "0", "2"],
    ]
    assert context["outputs"].handed == "1 trạm y tế, 1 trường tiểu học"
    marked = [strip_tags(row.cells[3].html) for row in context["rows"]]
    assert marked[:3] == ["Trường họcHAI", "Cầu treoBÁC · không tính", "Thư việnCẤT · không tính"]


def test_where_an_output_has_no_place_that_of_the_project_stands(
    leader_client: Client, outputs: dict[str, Any]
) -> None:
    context = leader_client.get(f"{LIST}?sort=kind").context
    assert [strip_tags(row.cells[2].html) for row in context["rows"]] == [
        "Xã Suối Trong, Huyện Suối Vàng" if name == "b" else text
        for name, text in (
            ("c", "Huyện Núi Bạc"),
            ("a", "Xã Suối Trong, Huyện Suối Vàngtheo khoản viện trợ"),
            ("d", "Nhiều địa bàntheo khoản viện trợ"),
            ("b", ""),
        )
    ]


def test_the_list_as_a_file(leader_client: Client, outputs: dict[str, Any]) -> None:
    lines = leader_client.get(f"{LIST}?export=csv&kind=classroom").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "Phòng học;c;6 phòng;Huyện Núi Bạc;;Trường học;HAI;UBND huyện Suối Vàng;chưa bàn giao;6;phòng"


def test_an_empty_list_says_where_outputs_are_written(staff_client: Client) -> None:
    text = page_text(staff_client, LIST)
    hint = "Chưa có kết quả, công trình nàoGhi ở mục “Kết quả, công trình” khi thêm hoặc sửa một khoản viện trợ."
    assert (hint in text, "Thêm kết quả" in text) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        project = make.make_project(places=[(make.make_place(), None)], owner=make.make_agency())
        for _ in range(rows):
            make.make_output(project, handed_over_on=HANDED)
    # Session, user, count, totals, rows, shares of their projects with places and districts, givers and places of
    # the filters, and what every page asks for: name of the office, kind of data.
    with django_assert_num_queries(14):
        leader_client.get(LIST)


# One definition with the figures --------------------------------------------------------------------


def test_the_figure_of_a_period_opens_exactly_its_rows(leader_client: Client, outputs: dict[str, Any]) -> None:
    period = Period.calendar_year(2017)
    shown = figure("outputs_handed_over").parts(gather(period))
    assert [(part.key, part.value) for part in shown] == [("primary_school", 1)]
    for part in shown:
        context = leader_client.get(part.url).context
        assert context["found"] == part.value
        assert {row.kind for row in context["page"].object_list} == {part.key}
    whole = leader_client.get(f"{LIST}?handed_from=2017-01-01&handed_to=2017-12-31").context
    assert whole["found"] == len(outputs_handed_over(period)) == 1


# Typing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "stored"),
    [
        ({"kind": "health_station", "quantity": "1"}, ("health_station", D(1), "trạm")),
        ({"kind": "primary_school", "quantity": "2", "unit": "điểm trường"}, ("primary_school", D(2), "điểm trường")),
        ({"kind": "road", "quantity": "3,5", "unit": "km"}, ("road", D("3.5"), "km")),
    ],
)
def test_the_usual_unit_need_not_be_typed(post: Callable[..., Any], row: dict[str, str], stored: Any) -> None:
    assert post("aid:project", project_data(outputs=[row])).status_code == 302
    output = ProjectOutput.objects.get()
    assert (output.kind, output.quantity, output.unit) == stored


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"kind": "road", "quantity": "3,5"}, "Chưa nhập đơn vị tính (km, m, bộ…)."),
        ({"kind": "road", "quantity": "0", "unit": "km"}, "Số lượng phải lớn hơn 0."),
        ({"kind": "road", "quantity": "", "unit": "km"}, "Chưa nhập số lượng."),
    ],
)
def test_what_is_missing_is_asked_for(post: Callable[..., Any], row: dict[str, str], sentence: str) -> None:
    assert errors_of(post("aid:project", project_data(outputs=[row]))) == [f"Kết quả, công trình, dòng 1: {sentence}"]
    assert ProjectOutput.objects.count() == 0
