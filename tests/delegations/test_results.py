"""Results of missions: one definition in the database, the page that writes them, and what other pages show."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.kit.periods import Period
from delegations.choices import DelegationKind
from delegations.forms.delegations import DelegationForm
from delegations.models import Delegation, MedicalSession, VolunteerWork
from delegations.queries import delegation_counts
from delegations.results import NAMES, Disagreement, disagreements, replaced, results_of, sums_of_rows
from tests.factories.delegations import make_delegation, make_session, make_work, no_rows

pytestmark = pytest.mark.django_db

YEAR = Period.calendar_year(2016)


def make_mission(**fields: Any) -> Delegation:
    """A medical mission of five days in May 2016."""
    stay = {"arrival_on": date(2016, 5, 10), "departure_on": date(2016, 5, 14)}
    return make_delegation(
        ["KR", "SE"], **({"kind": DelegationKind.MEDICAL, "name": "Đoàn y tế Daegu"} | stay | fields)
    )


def make_volunteers(**fields: Any) -> Delegation:
    return make_delegation(["KR"], **({"kind": DelegationKind.VOLUNTEERS, "name": "Đoàn sinh viên Yeungnam"} | fields))


def stored(delegation: Delegation) -> dict[str, int | None]:
    return results_of(Delegation.objects.with_results().get(pk=delegation.pk))


def results(delegation: Delegation) -> str:
    return f"/delegations/{delegation.pk}/results/"


class TestDefinition:
    def test_typed_totals_count_while_there_are_no_rows(self) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=135_000_000)

        assert stored(mission) == {
            "patient_visits": 280,
            "medicine_vnd": 135_000_000,
            "works_count": None,
            "works_vnd": None,
            "volunteer_count": None,
        }

    def test_rows_count_as_soon_as_there_are_some_and_are_not_multiplied(self) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=135_000_000)
        make_session(mission, patient_visits=100, medicine_vnd=50_000_000)
        make_session(mission, patient_visits=40, medicine_vnd=None)
        make_work(mission, value_vnd=7)
        make_work(mission, value_vnd=8)
        make_work(mission)

        assert stored(mission) == {
            "patient_visits": 140,
            "medicine_vnd": 50_000_000,
            "works_count": 3,
            "works_vnd": 15,
            "volunteer_count": None,
        }
        [count] = delegation_counts(YEAR)
        assert (count.delegations, count.patient_visits, count.medicine_vnd) == (1, 140, 50_000_000)
        assert (count.works_count, count.works_vnd) == (3, 15)

    def test_a_row_that_tells_only_one_value_replaces_only_that(self) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=135_000_000)
        make_session(mission, patient_visits=0)

        assert replaced(mission) == {"patient_visits"}
        assert (stored(mission)["patient_visits"], stored(mission)["medicine_vnd"]) == (0, 135_000_000)

    def test_each_delegation_has_its_own_rows(self) -> None:
        for visits in (3, 5):
            make_session(make_mission(), patient_visits=visits)
        make_mission(patient_visits=11)
        make_mission(patient_visits=1000, status="cancelled")

        [count] = delegation_counts(YEAR)
        assert (count.delegations, count.patient_visits) == (3, 19)

    def test_the_sum_below_rows_is_the_one_of_the_database(self) -> None:
        mission = make_mission()
        make_session(mission, patient_visits=999_999, medicine_vnd=999_999_999_999_999)
        make_session(mission, patient_visits=1, medicine_vnd=999_999_999_999_998)
        make_work(mission, value_vnd=0)

        sums = sums_of_rows(mission)

        assert sums == {name: stored(mission)[name] for name in NAMES}
        assert sums["medicine_vnd"] == 1_999_999_999_999_997

    def test_totals_that_differ_are_named(self) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=50)
        make_session(mission, patient_visits=100, medicine_vnd=50)

        assert disagreements(mission) == [Disagreement("patient_visits", 280, 100)]
        assert disagreements(make_mission(patient_visits=280)) == []


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [
        ("delegations_session_not_negative", MedicalSession, "medicine_vnd"),
        ("delegations_work_not_negative", VolunteerWork, "value_vnd"),
    ],
)
def test_the_database_refuses(name: str, model: Any, field: str) -> None:
    make_session(make_mission())
    make_work(make_volunteers())

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**{field: -1})


class TestElsewhere:
    def test_list_totals_and_files_take_the_rows(self, leader_client: Client) -> None:
        make_session(make_mission(patient_visits=280), patient_visits=100, medicine_vnd=50_000_000)
        make_mission(patient_visits=20, headcount=12, headcount_qualifier="khoảng")

        page = leader_client.get("/delegations/", {"kind": "medical"}).content.decode()
        answer = leader_client.get("/delegations/", {"kind": "medical", "export": "csv"}).content.decode("utf-8-sig")

        assert "120 lượt người khám · thuốc 50.000.000\xa0đồng" in page
        assert "2 đoàn; 1 đoàn chưa rõ số người; 1 đoàn có số người ước chừng" in page
        rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
        assert sorted(row["Lượt người khám"] for row in rows) == ["100", "20"]

    def test_the_page_of_the_delegation_has_the_rows_and_says_what_differs(self, staff_client: Client) -> None:
        mission = make_mission(patient_visits=280)
        make_session(mission, day=date(2016, 5, 11), patient_visits=100, medicine_vnd=50_000_000)
        make_session(mission, day=date(2016, 5, 12), patient_visits=30)

        page = staff_client.get(mission.get_absolute_url())

        [table] = [table for table in page.context["tables"] if table.caption == "Buổi khám, chữa bệnh"]
        assert [cell.html for cell in table.total[:1]] == ["Cộng 2 buổi"]
        assert "Tổng ghi trước đây là 280 lượt người khám, các dòng cộng lại là 130 lượt người khám." in (
            page.content.decode()
        )
        assert ("Ghi kết quả", results(mission)) in page.context["actions"]

    def test_other_kinds_have_no_such_button(self, staff_client: Client) -> None:
        page = staff_client.get(make_delegation().get_absolute_url())

        assert [label for label, _ in page.context["actions"] if label == "Ghi kết quả"] == []


class TestFormOfTheDelegation:
    def form(self, mission: Delegation, **fields: str) -> DelegationForm:
        least = {"name": mission.name, "direction": "in", "kind": "medical", "status": "finished", "arrival": "5/2016"}
        return DelegationForm(least | no_rows() | fields, instance=mission)

    def test_totals_that_rows_replace_are_not_typed(self) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=135)
        make_session(mission, patient_visits=100)

        form = self.form(mission, patient_visits="5", medicine_vnd="7")

        assert form.is_valid()
        assert (form.fields["patient_visits"].disabled, form.fields["medicine_vnd"].disabled) == (True, False)
        assert (form.instance.patient_visits, form.instance.medicine_vnd) == (280, 7)

    def test_rows_keep_the_kind(self) -> None:
        mission = make_mission()
        make_session(mission, patient_visits=100)

        form = self.form(mission, kind="friendship")

        assert not form.is_valid()
        assert form.errors["kind"] == [
            "Đoàn đã ghi các buổi khám. Bỏ các dòng đó ở trang kết quả trước khi đổi loại đoàn."
        ]


def posted(
    page: Any, *rows: dict[str, str], prefix: str = "sessions", initial: int = 0, **fields: str
) -> dict[str, str]:
    """The form of a page as it was opened, with rows typed in."""
    typed = {f"{prefix}-{number}-{name}": text for number, row in enumerate(rows) for name, text in row.items()}
    counts = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return {"form_token": page.context["token"], "version": str(page.context["version"])} | counts | typed | fields


class TestPage:
    def test_sessions_are_typed_and_the_totals_said(self, staff_client: Client) -> None:
        mission = make_mission()
        page = staff_client.get(results(mission))
        rows = (
            {"day": "11/05/2016", "site": "Trạm y tế xã La Bằng", "patient_visits": "1.200", "medicine_vnd": "1,5 tỷ"},
            {"day": "12/05/2016", "specialty": "Mắt", "patient_visits": "320", "equipment": "Máy siêu âm"},
        )

        answer = staff_client.post(results(mission), posted(page, *rows, specialties="nội, mắt"), follow=True)

        assert answer.redirect_chain == [(results(mission), 302)]
        assert list(
            MedicalSession.objects.values_list("day", "site", "specialty", "patient_visits", "medicine_vnd")
        ) == [
            (date(2016, 5, 11), "Trạm y tế xã La Bằng", "", 1200, 1_500_000_000),
            (date(2016, 5, 12), "", "Mắt", 320, None),
        ]
        assert answer.context["totals"] == ["1.520 lượt người khám", "thuốc 1.500.000.000\xa0đồng"]
        said = [str(message) for message in answer.context["messages"]]
        totals = "1.520 lượt người khám; thuốc 1.500.000.000\xa0đồng"
        assert said == [f"Đã lưu kết quả của đoàn “Đoàn y tế Daegu”: {totals}."]
        mission.refresh_from_db()
        assert (mission.specialties, mission.version) == ("nội, mắt", 2)

    def test_works_of_volunteers(self, staff_client: Client) -> None:
        group = make_volunteers()
        page = staff_client.get(results(group))
        rows = ({"description": "Sửa lớp học", "days": "5", "value_vnd": "280 triệu"}, {"description": "Dạy tiếng Anh"})
        fields = {"partner_school": "Trường Đại học Sư phạm", "volunteer_count": "28", "volunteer_days": "12"}

        staff_client.post(results(group), posted(page, *rows, prefix="works", **fields))

        assert list(group.works.order_by("pk").values_list("description", "days", "value_vnd")) == [
            ("Sửa lớp học", 5, 280_000_000),
            ("Dạy tiếng Anh", None, None),
        ]
        assert stored(group) == {
            "patient_visits": None,
            "medicine_vnd": None,
            "works_count": 2,
            "works_vnd": 280_000_000,
            "volunteer_count": 28,
        }
        group.refresh_from_db()
        assert (group.partner_school, group.volunteer_days) == ("Trường Đại học Sư phạm", 12)

    def test_only_what_fits_the_kind(self, staff_client: Client) -> None:
        medical = staff_client.get(results(make_mission())).context["form"]
        volunteers = staff_client.get(results(make_volunteers())).context["form"]
        other = staff_client.get(results(make_delegation()))

        assert list(medical.fields) == ["specialties", "patient_visits", "medicine_vnd"]
        assert [rows.prefix for rows in (*medical.rows, *volunteers.rows)] == ["sessions", "works"]
        assert (other.status_code, "form" in other.context) == (200, False)
        assert "không ghi kết quả theo dòng" in other.content.decode()

    def test_totals_are_typed_only_while_no_row_tells_them(self, staff_client: Client) -> None:
        mission = make_mission(medicine_vnd=9)
        page = staff_client.get(results(mission))
        staff_client.post(results(mission), posted(page, patient_visits="280", medicine_vnd="9"))
        assert stored(mission)["patient_visits"] == 280

        make_session(mission, patient_visits=100)
        form = staff_client.get(results(mission)).context["form"]

        assert list(form.fields) == ["specialties", "medicine_vnd", "drop_typed"]

    def test_an_older_total_that_differs_can_be_dropped(self, staff_client: Client) -> None:
        mission = make_mission(patient_visits=280, medicine_vnd=9)
        session = make_session(mission, patient_visits=100)
        page = staff_client.get(results(mission))
        assert page.context["disagreements"] == [
            "Tổng ghi trước đây là 280 lượt người khám, các dòng cộng lại là 100 lượt người khám. "
            "Số liệu lấy theo các dòng."
        ]
        row = {"id": str(session.pk), "site": session.site, "patient_visits": "100"}

        staff_client.post(results(mission), posted(page, row, initial=1, medicine_vnd="9", drop_typed="on"))

        mission.refresh_from_db()
        assert (mission.patient_visits, mission.medicine_vnd, stored(mission)["patient_visits"]) == (None, 9, 100)
        assert staff_client.get(results(mission)).context["disagreements"] == []

    @pytest.mark.parametrize(
        ("row", "field"),
        [
            ({"day": "09/05/2016", "patient_visits": "5"}, "day"),
            ({"day": "15/05/2016", "patient_visits": "5"}, "day"),
            ({"day": "29/02/2017"}, "day"),
            ({"patient_visits": "-5"}, "patient_visits"),
            ({"patient_visits": "2147483648"}, "patient_visits"),
            ({"medicine_vnd": "5 USD"}, "medicine_vnd"),
            ({"place": "Xã không có"}, "place"),
            ({"site": "Đ" * 201}, "site"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_row_and_nothing_is_lost(
        self, row: dict[str, str], field: str, staff_client: Client
    ) -> None:
        mission = make_mission()
        page = staff_client.get(results(mission))
        good = {"day": "11/05/2016", "patient_visits": "7"}

        answer = staff_client.post(results(mission), posted(page, good, row, specialties="mắt"))

        assert answer.status_code == 200
        [rows] = answer.context["form"].rows
        assert [list(form.errors) for form in rows.forms] == [[], [field]]
        assert rows.forms[1][field].value() == row[field]
        assert answer.context["form"]["specialties"].value() == "mắt"
        assert not MedicalSession.objects.exists()

    def test_a_form_sent_twice_saves_once(self, staff_client: Client) -> None:
        mission = make_mission()
        data = posted(staff_client.get(results(mission)), {"patient_visits": "7"})

        answers = [staff_client.post(results(mission), data) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert MedicalSession.objects.count() == 1

    def test_the_second_writer_is_told(self, staff_client: Client, admin_client: Client) -> None:
        mission = make_mission()
        first, second = (
            posted(one.get(results(mission)), {"patient_visits": "7"}) for one in (staff_client, admin_client)
        )
        staff_client.post(results(mission), first)

        answer = admin_client.post(results(mission), second)

        assert (answer.status_code, MedicalSession.objects.count()) == (200, 1)
        assert len(answer.context["others"]) == 1

    def test_a_leader_reads_only(self, leader_client: Client) -> None:
        mission = make_mission()

        assert [leader_client.get(results(mission)).status_code, leader_client.post(results(mission)).status_code] == [
            403,
            403,
        ]


@pytest.mark.parametrize("number", [1, 3])
class TestQueries:
    def test_of_the_page(self, number: int, staff_client: Client, django_assert_num_queries: Any) -> None:
        mission = make_mission()
        for _ in range(number):
            make_session(mission, place=a_place(), patient_visits=5)

        with django_assert_num_queries(13):
            staff_client.get(results(mission))

    def test_of_a_form_that_comes_back(self, number: int, staff_client: Client, django_assert_num_queries: Any) -> None:
        mission = make_mission()
        sessions = [make_session(mission, place=a_place(), patient_visits=5) for _ in range(number)]
        page = staff_client.get(results(mission))
        rows = [{"id": str(row.pk), "patient_visits": "không rõ"} for row in sessions]

        with django_assert_num_queries(22):
            staff_client.post(results(mission), posted(page, *rows, initial=number))


def a_place() -> Any:
    from tests.factories.aid import make_place

    return make_place()
