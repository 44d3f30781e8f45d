"""Moving a delegation from status to status: which moves there are, what each asks for, what each leaves behind."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.kit import tokens, writing
from config.kit.moves import NoSuchMove
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken
from delegations.actions.statuses import Given, asked_for, change_status
from delegations.choices import DelegationStatus as S
from delegations.choices import Direction, PermitKind
from delegations.models import Delegation, ProgrammeItem
from delegations.statuses import NO_REASON, WAYS, from_on, proposed, way_of
from tests.factories.delegations import country_of, make_delegation, make_member, make_permit

pytestmark = pytest.mark.django_db

# Every move there is, by hand: from, to, the button, whether it must say why.
ALLOWED = (
    (S.PLANNED, S.SUBMITTED, "Trình xin phép", False),
    (S.PLANNED, S.CANCELLED, "Hủy đoàn", True),
    (S.SUBMITTED, S.PERMITTED, "Ghi được phép", False),
    (S.SUBMITTED, S.PLANNED, "Trả về “Dự kiến”", True),
    (S.SUBMITTED, S.CANCELLED, "Hủy đoàn", True),
    (S.PERMITTED, S.HOSTING, "Bắt đầu đón", False),
    (S.PERMITTED, S.SUBMITTED, "Trả về “Trình”", True),
    (S.PERMITTED, S.CANCELLED, "Hủy đoàn", True),
    (S.HOSTING, S.FINISHED, "Kết thúc", False),
    (S.HOSTING, S.PERMITTED, "Trả về “Được phép”", True),
    (S.HOSTING, S.CANCELLED, "Hủy đoàn", True),
    (S.FINISHED, S.REPORTED, "Ghi đã báo cáo", False),
    (S.FINISHED, S.HOSTING, "Trả về “Đang đón”", True),
    (S.REPORTED, S.FINISHED, "Trả về “Kết thúc”", True),
    (S.CANCELLED, S.PLANNED, "Trả về “Dự kiến”", True),
)
GUESTS = WAYS[Direction.IN]
ALLOWED_PAIRS = {(one, to) for one, to, _, _ in ALLOWED}
NOT_ALLOWED = [(one, to) for one in S for to in S if (one, to) not in ALLOWED_PAIRS]
COME, GONE = PartialDate.of_day(date(2019, 1, 21)), PartialDate.of_day(date(2019, 1, 23))


def ready(**fields: Any) -> Delegation:
    """A delegation that holds what a permitted one needs but the permit itself."""
    values = {"purpose": "Trao đổi kinh nghiệm", "headcount": 8, "status": S.PLANNED}
    return make_delegation(["KR"], **(values | fields))


def url_of(delegation: Delegation, to: str = "") -> str:
    url = reverse("delegations:delegation-status", args=[delegation.pk])
    return f"{url}?to={to}" if to else url


def send(client: Client, delegation: Delegation, to: str, **data: str) -> Any:
    sent = {"to": to, "version": str(delegation.version)} | data
    return client.post(url_of(delegation, to), sent)


def errors_of(response: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def asks(delegation: Delegation, to: str) -> list[str]:
    return [need.key for need in asked_for(delegation, way_of(delegation.direction).move_of(delegation, to))]


# The way ----------------------------------------------------------------------


def test_the_moves_are_those_of_the_table() -> None:
    found = [(one, move.to, move.label, move.needs_reason) for one, moves in GUESTS.moves.items() for move in moves]

    assert sorted(found) == sorted(ALLOWED)


def test_an_outgoing_delegation_goes_the_same_way_in_its_own_words() -> None:
    travels = WAYS[Direction.OUT]
    found = [(one, move.to, move.needs_reason) for one, moves in travels.moves.items() for move in moves]

    assert sorted(found) == sorted((one, to, why) for one, to, _, why in ALLOWED)
    assert travels.label(S.HOSTING) == "Đang đi công tác"
    assert travels.label(S.FINISHED) == "Kết thúc"
    assert [move.label for move in travels.moves_from(S.PERMITTED)] == ["Lên đường", "Trả về “Trình”", "Hủy đoàn"]
    assert travels.moves_from(S.FINISHED)[1].label == "Trả về “Đang đi công tác”"


@pytest.mark.parametrize("pair", NOT_ALLOWED)
def test_no_other_move_is_known(pair: tuple[str, str]) -> None:
    assert GUESTS.find(*pair) is None


def test_an_unknown_status_leads_nowhere() -> None:
    assert (GUESTS.find("lost", S.PLANNED), GUESTS.find(S.PLANNED, "lost")) == (None, None)


def test_a_cancelled_delegation_comes_after_nothing() -> None:
    assert from_on(S.FINISHED) == (S.FINISHED, S.REPORTED)
    assert S.CANCELLED not in from_on(S.PLANNED)


@pytest.mark.parametrize(
    ("status", "arrival", "departure", "day", "expected"),
    [
        (S.PERMITTED, COME, GONE, date(2019, 1, 20), None),
        (S.PERMITTED, COME, GONE, date(2019, 1, 21), S.HOSTING),
        (S.PERMITTED, COME, None, date(2019, 5, 1), S.HOSTING),
        (S.HOSTING, COME, GONE, date(2019, 1, 23), None),
        (S.HOSTING, COME, GONE, date(2019, 1, 24), S.FINISHED),
        (S.HOSTING, COME, None, date(2019, 5, 1), None),
        # A rough date speaks once its whole span is over.
        (S.PERMITTED, PartialDate.of_month(2019, 1), None, date(2019, 1, 30), None),
        (S.PERMITTED, PartialDate.of_month(2019, 1), None, date(2019, 1, 31), S.HOSTING),
        (S.HOSTING, COME, PartialDate.of_month(2019, 1), date(2019, 1, 31), None),
        (S.PLANNED, COME, GONE, date(2019, 5, 1), None),
        (S.SUBMITTED, COME, GONE, date(2019, 5, 1), None),
        (S.FINISHED, COME, GONE, date(2019, 5, 1), None),
        (S.CANCELLED, COME, GONE, date(2019, 5, 1), None),
    ],
)
def test_the_dates_propose(status: str, arrival: Any, departure: Any, day: date, expected: str | None) -> None:
    move = proposed(GUESTS, status, arrival, departure, day)

    assert (move and move.to) == expected


# What a status needs ----------------------------------------------------------


def test_a_delegation_is_submitted_with_purpose_country_and_headcount() -> None:
    assert asks(make_delegation(status=S.PLANNED), S.SUBMITTED) == ["purpose", "country", "headcount"]
    assert asks(ready(), S.SUBMITTED) == []


def test_a_programme_stands_for_the_purpose() -> None:
    delegation = ready(purpose="")
    writing.save(ProgrammeItem(delegation=delegation, day=date(2016, 5, 10), content="Chào xã giao"), by=None)

    assert asks(delegation, S.SUBMITTED) == []


@pytest.mark.parametrize(
    ("direction", "kind", "permits", "expected"),
    [
        ("in", "friendship", [], ["permit"]),
        ("in", "friendship", ["survey", "outgoing"], ["permit"]),
        ("in", "friendship", ["visit"], []),
        ("out", "friendship", ["visit"], ["permit"]),
        ("out", "friendship", ["outgoing"], []),
        ("in", "medical", [], ["permit", "medical_permit"]),
        ("in", "medical", ["visit"], ["medical_permit"]),
        ("in", "medical", ["medical"], ["permit"]),
        ("in", "medical", ["visit", "medical"], []),
        # Our health authority has no say over patients abroad.
        ("out", "medical", ["outgoing"], []),
    ],
)
def test_a_permit_of_the_right_kind(direction: str, kind: str, permits: list[str], expected: list[str]) -> None:
    delegation = ready(direction=direction, kind=kind, status=S.SUBMITTED)
    for one in permits:
        make_permit(delegation, kind=one)

    assert asks(delegation, S.PERMITTED) == expected


def test_the_end_needs_a_departure_and_the_report_its_day_and_the_outcome() -> None:
    delegation = ready(status=S.HOSTING)
    make_permit(delegation)

    assert asks(delegation, S.FINISHED) == ["departure"]
    delegation.status = S.FINISHED
    assert asks(delegation, S.REPORTED) == ["departure", "report_sent_on", "outcome"]


# The act ----------------------------------------------------------------------


def test_a_move_keeps_the_step_in_the_history(staff: Any) -> None:
    delegation = ready()

    change_status(delegation, S.SUBMITTED, given=Given(), by=staff)

    last = delegation.history.first()
    assert (delegation.status, last.history_change_reason, last.history_user) == ("submitted", "Trình xin phép", staff)


def test_a_move_without_what_it_needs_saves_nothing() -> None:
    delegation = ready(status=S.SUBMITTED)

    with pytest.raises(RuleBroken) as refused:
        change_status(delegation, S.PERMITTED, given=Given(), by=None)

    assert str(refused.value) == "Chưa chuyển được sang “Được phép”: còn thiếu văn bản cho phép."
    assert Delegation.objects.get().status == "submitted"
    assert delegation.history.count() == 1


@pytest.mark.parametrize("to", [S.PLANNED, S.CANCELLED])
def test_a_move_back_or_out_says_why(to: str) -> None:
    with pytest.raises(RuleBroken, match=NO_REASON):
        change_status(ready(status=S.SUBMITTED), to, given=Given(), by=None)


def test_a_skip_is_refused_in_words() -> None:
    with pytest.raises(NoSuchMove) as refused:
        change_status(ready(), S.FINISHED, given=Given(), by=None)

    assert str(refused.value) == (
        "Đoàn đang ở trạng thái “Dự kiến”, không chuyển thẳng sang “Kết thúc” được. Chọn một trong các bước dưới đây."
    )


# The page ---------------------------------------------------------------------


def test_the_page_lists_the_moves_and_what_each_asks(staff_client: Client) -> None:
    delegation = ready(headcount=None)

    content = staff_client.get(url_of(delegation)).content.decode()

    assert "Sang trạng thái “Trình”. Sẽ hỏi: số người." in content
    assert "Sang trạng thái “Hủy”. Phải ghi lý do." in content
    assert 'role="alert"' not in content


def test_the_page_asks_for_exactly_what_is_missing(staff_client: Client) -> None:
    delegation = make_delegation(["KR"], status=S.PLANNED, purpose="Khám bệnh")

    form = staff_client.get(url_of(delegation, S.SUBMITTED)).context["form"]

    assert sorted(form.fields) == ["headcount", "to"]


def test_a_delegation_goes_its_whole_way_on_the_page(staff_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delegations.views.statuses.today", lambda: date(2019, 2, 1))
    country_of("KR")
    delegation = make_delegation(kind="medical", status=S.PLANNED, arrival_on=date(2019, 1, 21))
    steps: list[tuple[str, dict[str, str]]] = [
        (S.SUBMITTED, {"purpose": "Khám bệnh", "country": "Hàn Quốc", "headcount": "khoảng 20"}),
        (
            S.PERMITTED,
            {
                "permit_number": "120/UBND-NC",
                "permit_issued_on": "02/01/2019",
                "permit_issuer": "UBND tỉnh",
                "medical_permit_number": "77/SYT-NVY",
            },
        ),
        (S.HOSTING, {}),
        (S.FINISHED, {"departure": "23/01/2019"}),
        (S.REPORTED, {"report_sent_on": "30/01/2019", "outcome": "Khám 600 lượt người"}),
    ]

    for to, data in steps:
        delegation.refresh_from_db()
        assert send(staff_client, delegation, to, **data).status_code == 302

    delegation.refresh_from_db()
    assert (delegation.status, delegation.headcount, delegation.headcount_qualifier) == ("reported", 20, "khoảng")
    assert (delegation.departure, delegation.report_sent_on) == (GONE, date(2019, 1, 30))
    assert [row.country.code for row in delegation.countries.all()] == ["KR"]
    assert [(row.kind, row.number, row.issued_on, row.issuer) for row in delegation.permits.all()] == [
        (PermitKind.VISIT, "120/UBND-NC", date(2019, 1, 2), "UBND tỉnh"),
        (PermitKind.MEDICAL, "77/SYT-NVY", None, ""),
    ]
    assert delegation.history.count() == 6


def test_a_move_that_asks_for_nothing_says_so(staff_client: Client) -> None:
    said = "Hồ sơ đã đủ thông tin cho bước này, không phải ghi thêm."

    assert said in staff_client.get(url_of(ready(), S.SUBMITTED)).content.decode()
    assert said not in staff_client.get(url_of(ready(), S.CANCELLED)).content.decode()


def test_what_is_missing_is_asked_again_with_what_was_typed(staff_client: Client) -> None:
    delegation = ready(kind="medical", status=S.SUBMITTED)

    response = send(staff_client, delegation, S.PERMITTED, permit_number="120/UBND-NC")

    assert errors_of(response) == {"medical_permit_number": ["Chưa nhập số văn bản của ngành y tế."]}
    assert 'value="120/UBND-NC"' in response.content.decode()
    assert Delegation.objects.get().permits.count() == 0


def test_an_outgoing_delegation_is_sent_by_its_own_kind_of_paper(staff_client: Client) -> None:
    delegation = ready(direction=Direction.OUT, status=S.SUBMITTED)

    send(staff_client, delegation, S.PERMITTED, permit_number="8/QĐ-UBND")

    assert [row.kind for row in delegation.permits.all()] == ["outgoing"]


@pytest.mark.parametrize(
    ("status", "to", "data", "expected"),
    [
        (
            S.HOSTING,
            S.FINISHED,
            {"departure": "20/01/2019"},
            {"departure": ["Ngày rời đi (20/01/2019) trước ngày đến (21/01/2019). Xem lại hai mốc thời gian."]},
        ),
        (
            S.FINISHED,
            S.REPORTED,
            {"departure": "23/01/2019", "report_sent_on": "20/01/2019", "outcome": "Tốt"},
            {"report_sent_on": ["Ngày gửi báo cáo (20/01/2019) trước ngày đoàn đến (21/01/2019). Xem lại ngày."]},
        ),
        (
            S.FINISHED,
            S.REPORTED,
            {"departure": "23/01/2019", "report_sent_on": "02/02/2019", "outcome": "Tốt"},
            {"report_sent_on": ["Ngày 02/02/2019 chưa đến. Ghi ngày đã gửi, không muộn hơn hôm nay (01/02/2019)."]},
        ),
        (S.SUBMITTED, S.PLANNED, {"reason": "  "}, {"reason": ["Chưa nhập lý do."]}),
        (
            S.SUBMITTED,
            S.CANCELLED,
            {"reason": "x" * 481},
            {"reason": ["Dài 481 ký tự; ở đây nhiều nhất 480 ký tự. Rút ngắn lại."]},
        ),
    ],
)
def test_bad_input_is_refused_at_its_field(
    staff_client: Client, monkeypatch: pytest.MonkeyPatch, status: str, to: str, data: dict[str, str], expected: Any
) -> None:
    monkeypatch.setattr("delegations.views.statuses.today", lambda: date(2019, 2, 1))
    delegation = ready(status=status, arrival_on=date(2019, 1, 21))
    make_permit(delegation)

    assert errors_of(send(staff_client, delegation, to, **data)) == expected
    assert Delegation.objects.get().status == status


def test_a_headcount_below_the_members_is_refused(staff_client: Client) -> None:
    delegation = ready(headcount=None)
    for name in ("Kim Min-jun", "Lee Seo-yeon"):
        make_member(delegation, name=name)

    assert errors_of(send(staff_client, delegation, S.SUBMITTED, headcount="1")) == {
        "headcount": [
            "Số người (1) ít hơn danh sách thành viên đã nhập (2). Sửa số người, hoặc sửa danh sách thành viên trước."
        ]
    }


@pytest.mark.parametrize(
    ("to", "said"), [("finished", "không chuyển thẳng sang “Kết thúc” được"), ("x", "Không có trạng thái này")]
)
def test_a_crafted_skip_is_refused_in_words(staff_client: Client, to: str, said: str) -> None:
    delegation = ready()

    for response in (staff_client.get(url_of(delegation, to)), send(staff_client, delegation, to)):
        assert response.status_code == 200
        assert said in response.content.decode()
    assert Delegation.objects.get().status == "planned"


def test_the_same_form_moves_once(staff_client: Client) -> None:
    delegation = ready()
    page = staff_client.get(url_of(delegation, S.SUBMITTED))
    data = {tokens.FIELD: page.context["token"]}

    answers = [send(staff_client, delegation, S.SUBMITTED, **data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert delegation.history.count() == 2


def test_a_form_on_an_older_version_is_asked_again(staff_client: Client) -> None:
    delegation = ready()
    delegation.places = "Võ Nhai"
    writing.save(delegation, by=None)

    response = staff_client.post(url_of(delegation, S.CANCELLED), {"to": "cancelled", "version": "1", "reason": "Bão"})

    assert "Hồ sơ vừa được người khác sửa." in response.content.decode()
    assert "Bão" in response.content.decode()
    assert Delegation.objects.get().status == "planned"


def test_an_archived_delegation_moves_nowhere(staff_client: Client) -> None:
    delegation = writing.archive(ready(), by=None, reason="Nhập trùng")

    assert staff_client.get(url_of(delegation)).status_code == 404
    assert send(staff_client, delegation, S.SUBMITTED).status_code == 404


def test_a_leader_moves_nothing(leader_client: Client) -> None:
    delegation = ready()

    assert send(leader_client, delegation, S.SUBMITTED).status_code == 403
    assert Delegation.objects.get().status == "planned"


# On the pages around ----------------------------------------------------------


def test_the_dates_propose_on_the_page_and_change_nothing(
    staff_client: Client, leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delegations.views.detail.today", lambda: date(2019, 1, 22))
    delegation = ready(status=S.PERMITTED, arrival_on=date(2019, 1, 21))
    said = "Hồ sơ ghi ngày đến 21/01/2019, mà trạng thái vẫn là “Được phép”."
    button = f'<a class="btn" href="{url_of(delegation, "hosting")}">Bắt đầu đón</a>'

    pages = [client.get(delegation.get_absolute_url()).content.decode() for client in (staff_client, leader_client)]

    assert [said in page for page in pages] == [True, True]
    assert [button in page for page in pages] == [True, False]
    assert Delegation.objects.get().status == "permitted"


def test_the_page_says_what_the_status_still_wants(leader_client: Client) -> None:
    delegation = ready(kind="medical", status=S.PERMITTED, arrival_on=date(2099, 1, 21), headcount=None)
    make_permit(delegation)

    content = leader_client.get(delegation.get_absolute_url()).content.decode()

    assert "<li>Thiếu số người. Báo cáo đếm đoàn này nhưng không cộng số khách.</li>" in content
    assert "<li>Thiếu văn bản cho phép khám, chữa bệnh.</li>" in content
    assert "Thiếu ngày rời đi" not in content


def test_the_edit_form_keeps_the_status(staff_client: Client) -> None:
    delegation = ready()

    assert 'name="status"' not in staff_client.get(f"/delegations/{delegation.pk}/edit/").content.decode()
    assert 'name="status"' in staff_client.get("/delegations/new/").content.decode()


def test_the_list_finds_what_lacks_something(leader_client: Client) -> None:
    whole = ready(name="Đủ", status=S.PERMITTED)
    make_permit(whole)
    ready(name="Thiếu phép", status=S.PERMITTED)
    ready(name="Mới dự kiến", headcount=None)
    ready(name="Đã hủy", status=S.CANCELLED, headcount=None)

    def found(**query: str) -> list[str]:
        content = leader_client.get("/delegations/", query | {"export": "csv"}).content.decode("utf-8-sig")
        return sorted(line.split(";")[0] for line in content.splitlines()[1:])

    assert found(missing="any") == ["Thiếu phép"]
    assert found(missing="permit") == ["Thiếu phép"]
    assert found(missing="headcount") == []
    shown = leader_client.get("/delegations/", {"missing": "any"}).content.decode()
    assert 'data-l="Còn thiếu">văn bản cho phép</td>' in shown
    assert "Còn thiếu</th>" not in leader_client.get("/delegations/").content.decode()
    assert found(status="cancelled") == ["Đã hủy"]
