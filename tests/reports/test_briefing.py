"""The note a leader reads before receiving a delegation: what it knows, and that it is one page."""

import io
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.test import Client

from aid.choices import Stage
from config.kit.partial_dates import PartialDate
from config.kit.pdf import PdfUnavailable
from config.kit.writing import archive, save
from delegations.choices import DelegationStatus, Direction, Side
from delegations.models import Delegation, FollowUp, Pledge
from reports.briefing import Briefing, briefing_of
from reports.render.briefing import note_of
from tests.factories.aid import make_commitment, make_disbursement, make_ngo, make_project
from tests.factories.associations import make_partner
from tests.factories.delegations import make_delegation, make_item

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)
TODAY = date(2018, 3, 1)


def visit(**fields: Any) -> Delegation:
    known = {"arrival_on": DAY, "departure_on": date(2018, 3, 8), "name": "Đoàn Daegu", "host_leader": "Ông Lê Toàn"}
    return make_delegation(fields.pop("countries", ["KR"]), **known | fields)


def earlier(year: int, **fields: Any) -> Delegation:
    return make_delegation(
        fields.pop("countries", ["LA"]), **{"name": f"Đoàn năm {year}", "arrival_on": date(year, 5, 10)} | fields
    )


def found_for(delegation: Delegation, user: Any) -> Briefing:
    record = Delegation.objects.for_programme().select_related("ngo").get(pk=delegation.pk)
    return briefing_of(record, user, TODAY)


def owes(delegation: Delegation, task: str, **fields: Any) -> FollowUp:
    return save(FollowUp(delegation=delegation, task=task, **fields), by=None)


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [page.extract_text() for page in paper.pages]


# Earlier visits -----------------------------------------------------------------------


def test_earlier_visits_of_the_organisation_come_before_those_of_the_country(leader: Any) -> None:
    ngo, partner = make_ngo(), make_partner()
    delegation = visit(ngo=ngo, partner=partner, organisations="Hội Y tế Tình nguyện Daegu")
    by_ngo, by_partner = earlier(2011, ngo=ngo), earlier(2012, partner=partner)
    by_name = earlier(2010, organisations="Hội Y tế tình nguyện Daegu; Trường Đại học Daegu")
    of_country = [earlier(year, countries=["KR", "LA"]) for year in (2013, 2014, 2015)]
    earlier(2016, name="Đoàn không liên quan")

    visits = found_for(delegation, leader).visits

    assert [(one.delegation, one.is_same_organisation) for one in visits] == [
        (of_country[2], False),
        (of_country[1], False),
        (by_partner, True),
        (by_ngo, True),
        (by_name, True),
    ]


def test_only_visits_that_took_place_before_count(leader: Any) -> None:
    ngo = make_ngo()
    delegation = visit(ngo=ngo)
    earlier(2012, ngo=ngo, status=DelegationStatus.CANCELLED)
    earlier(2013, ngo=ngo, direction=Direction.OUT)
    earlier(2019, ngo=ngo)
    archive(earlier(2014, ngo=ngo), by=None, reason="Nhập trùng.")

    assert found_for(delegation, leader).visits == []


def test_without_organisation_and_country_there_are_no_earlier_visits(leader: Any) -> None:
    earlier(2012)

    assert found_for(visit(countries=[]), leader).visits == []


# What runs, what is owed ----------------------------------------------------------------


def test_projects_of_the_linked_organisation_that_run_with_its_money(leader: Any) -> None:
    ngo, other = make_ngo(), make_ngo()
    running = make_project(donors=[(ngo, "60"), (other, "40")], start=PartialDate.of_year(2017))
    make_project(
        donors=[(ngo, None)], stage=Stage.COMPLETED, start=PartialDate.of_year(2012), end=PartialDate.of_year(2014)
    )
    make_project(donors=[(other, None)], start=PartialDate.of_year(2017))
    make_commitment(project=running, amount="1000", on=date(2017, 5, 1))
    make_disbursement(project=running, amount="500", on=date(2017, 6, 1))

    projects = found_for(visit(ngo=ngo), leader).projects

    assert [(row.project, row.money.committed, row.money.disbursed) for row in projects] == [(running, 60000, 30000)]


def test_what_is_still_to_do_after_earlier_visits(leader: Any) -> None:
    ngo = make_ngo()
    before, far = earlier(2012, ngo=ngo), earlier(2013)
    late = owes(before, "Gửi danh sách", due_on=date(2018, 6, 1), person="Thu Hà")
    undated, soon = owes(before, "Trả lời thư"), owes(before, "Mời lại", due_on=date(2018, 4, 1))
    owes(before, "Đã làm", done_on=date(2013, 1, 1))
    owes(far, "Của đoàn khác")
    pledge = save(Pledge(delegation=before, side=Side.GUEST, description="Tặng máy siêu âm"), by=None)

    found = found_for(visit(ngo=ngo), leader)

    assert found.follow_ups == [soon, late, undated]
    assert found.pledges == [pledge]
    note = note_of(found, "", TODAY)
    assert note.follow_ups[1] == "Gửi danh sách (Thu Hà, hạn 01/06/2018) – Đoàn năm 2012, 10/05/2012"
    assert note.pledges == ["Phía bạn: Tặng máy siêu âm – Đoàn năm 2012, 10/05/2012"]


# When and where -------------------------------------------------------------------------


def test_the_lines_that_name_the_leader_are_the_meetings(leader: Any) -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30-10:00", "Tiếp xã giao", place="UBND tỉnh", counterpart="Lê Toàn, Chủ tịch")
    make_item(delegation, DAY, "14:00", "Thăm trường", counterpart="Sở Giáo dục")

    note = note_of(found_for(delegation, leader), "", TODAY)

    assert note.meetings == ["05/03/2018, 08:30 – 10:00: Tiếp xã giao; UBND tỉnh; người tiếp: Lê Toàn, Chủ tịch"]
    assert note.meeting_note == ""


def test_a_leader_whom_no_line_names_is_said(leader: Any) -> None:
    delegation = visit()
    make_item(delegation, DAY, "14:00", "Thăm trường", counterpart="Sở Giáo dục")

    note = note_of(found_for(delegation, leader), "", TODAY)

    assert note.meetings == ["05/03/2018, 14:00: Thăm trường; người tiếp: Sở Giáo dục"]
    assert note.meeting_note == (
        "Chưa mục nào của chương trình nêu tên lãnh đạo tiếp đoàn; dưới đây là các mục đã ghi người tiếp."
    )


# The pages --------------------------------------------------------------------------------


def full(lengths: int = 1) -> Delegation:
    """A delegation with something at every place; `lengths` makes every text and list longer."""
    ngo = make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk-do")
    words = "xây dựng nông thôn mới, chăm sóc sức khỏe nhân dân vùng cao "
    delegation = visit(
        ngo=ngo,
        name=f"Đoàn {words * lengths}"[:300],
        organisations=f"Hội Saemaul {words * lengths}"[:300],
        head_name=f"Kim {words * lengths}"[:150],
        head_title=f"Chủ tịch {words * lengths}"[:200],
        places=(words * lengths)[:300],
        headcount=12,
        purpose=words * 3 * lengths,
        talking_points="\n".join(f"Đề nghị {number}: {words}" for number in range(1, 2 * lengths + 2)),
    )
    for number in range(2 * lengths):
        content = f"Tiếp xã giao {words * lengths}"[:500]
        make_item(delegation, DAY, f"{8 + number % 12:02d}:00", content, counterpart="Lê Toàn", place=(words * 3)[:200])
        project = make_project(
            donors=[(ngo, None)], name=f"Dự án {words * lengths}"[:250], start=PartialDate.of_year(2017)
        )
        make_commitment(project=project, amount="1234567", on=date(2017, 5, 1))
        past = earlier(2000 + number % 17, ngo=ngo, name=f"Đoàn {words * lengths}"[:300], head_name=(words * 2)[:150])
        owes(past, f"Việc {number} {words * lengths}"[:300], person="Thu Hà", due_on=date(2018, 6, 1))
        save(Pledge(delegation=past, side=Side.OURS, description=f"Hứa {words * lengths}"[:500]), by=None)
    return delegation


def test_the_page_tells_all(leader_client: Client) -> None:
    response = leader_client.get(f"/delegations/{full().pk}/briefing/")

    page = response.content.decode()
    wanted = (
        "Kim xây dựng",
        "12 người",
        "Hàn Quốc",
        "Tiếp xã giao",
        "Đề nghị 1",
        "cùng tổ chức",
        "Dự án",
        "Việc 1",
        "Hứa",
    )
    assert [text in page for text in wanted] == [True] * len(wanted)


@pytest.mark.parametrize("lengths", [1, 4, 12])
def test_the_pdf_is_one_page_however_much_there_is_to_say(lengths: int, leader_client: Client) -> None:
    url = f"/delegations/{full(lengths).pk}/briefing.pdf"

    response = leader_client.get(url)

    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    (text,) = pages_of(response.content)
    heads = ("Lãnh đạo tiếp", "Nội dung cần trao đổi", "Các lần trước", "Khoản viện trợ đang thực hiện", "Cam kết từ")
    assert [head in text for head in heads] == [True] * len(heads)
    assert ("xem tiếp ở hồ sơ đoàn" in text) is (lengths > 1)
    assert response.content == leader_client.get(url).content


def test_capital_letters_of_the_widest_kind_fit_too(leader_client: Client) -> None:
    wide = "MƯỜNG WƯƠNG QUẢNG "
    delegation = visit(
        ngo=make_ngo(),
        name=(wide * 30)[:300],
        purpose=wide * 200,
        talking_points=f"{wide}\n" * 200,
        places=(wide * 30)[:300],
    )
    for number in range(20):
        make_item(
            delegation, DAY, f"{number:02d}:00", (wide * 40)[:500], counterpart="Lê Toàn", place=(wide * 20)[:200]
        )
        owes(earlier(1990 + number, countries=["KR"], name=(wide * 30)[:300]), (wide * 30)[:300])

    assert len(pages_of(leader_client.get(f"/delegations/{delegation.pk}/briefing.pdf").content)) == 1


def test_an_almost_empty_delegation_has_its_note_too(leader_client: Client) -> None:
    delegation = make_delegation(host_leader="")

    (text,) = pages_of(leader_client.get(f"/delegations/{delegation.pk}/briefing.pdf").content)

    assert "Chương trình chưa ghi ai tiếp đoàn, ở đâu, lúc nào." in text
    assert "Khoản viện trợ" not in text


def test_a_machine_without_pdf_says_what_to_install(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(template: str, contexts: Any) -> bytes:
        raise PdfUnavailable("Máy chủ thiếu thư viện tạo PDF.")

    monkeypatch.setattr("reports.views.briefing.make_page", refuse)
    response = leader_client.get(f"/delegations/{visit().pk}/briefing.pdf")

    assert response.status_code == 503
    assert "Máy chủ thiếu thư viện tạo PDF." in response.content.decode()


@pytest.mark.parametrize("lengths", [1, 3])
def test_queries_do_not_grow(lengths: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    delegation = full(lengths)

    with django_assert_num_queries(30):
        leader_client.get(f"/delegations/{delegation.pk}/briefing/")
