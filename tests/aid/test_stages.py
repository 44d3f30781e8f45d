"""Moving a project from stage to stage: which moves there are, what each asks for, what each leaves behind."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aid.actions.stages import (
    CLOSING_TOO_LARGE,
    Given,
    asked_for,
    change_stage,
    current_commitment,
)
from aid.choices import CommitmentKind, LegalBasis, Modality, OutputKind, Sector, Stage
from aid.models import AidProject, Commitment, StageChange
from aid.rules.stages import NO_REASON, STEPS, WAY, from_on
from config.accounts.models import User
from config.kit import tokens, writing
from config.kit.moves import Course, NoSuchMove
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken
from tests.aid.conftest import errors_of
from tests.factories import aid as make

pytestmark = pytest.mark.django_db

D = Decimal
TODAY = date(2016, 12, 1)
DECIDED = date(2016, 4, 28)
S = Stage
# Every move there is, by hand: from, to, the button, whether it must say why.
ALLOWED = (
    (S.SOLICITING, S.SUBMITTED, "Trình thẩm định", False),
    (S.SOLICITING, S.REJECTED, "Không phê duyệt", True),
    (S.SUBMITTED, S.APPROVED, "Phê duyệt", False),
    (S.SUBMITTED, S.SOLICITING, "Trả về “Đang vận động”", True),
    (S.SUBMITTED, S.REJECTED, "Không phê duyệt", True),
    (S.APPROVED, S.IMPLEMENTING, "Bắt đầu thực hiện", False),
    (S.APPROVED, S.SUBMITTED, "Trả về “Trình thẩm định”", True),
    (S.APPROVED, S.SUSPENDED, "Tạm dừng", True),
    (S.APPROVED, S.REVOKED, "Thu hồi", True),
    (S.IMPLEMENTING, S.COMPLETED, "Kết thúc", False),
    (S.IMPLEMENTING, S.APPROVED, "Trả về “Đã phê duyệt”", True),
    (S.IMPLEMENTING, S.SUSPENDED, "Tạm dừng", True),
    (S.IMPLEMENTING, S.REVOKED, "Thu hồi", True),
    (S.COMPLETED, S.HANDED_OVER, "Bàn giao", False),
    (S.COMPLETED, S.IMPLEMENTING, "Trả về “Đang thực hiện”", True),
    (S.HANDED_OVER, S.COMPLETED, "Trả về “Đã kết thúc”", True),
    (S.SUSPENDED, S.IMPLEMENTING, "Tiếp tục thực hiện", False),
    (S.SUSPENDED, S.APPROVED, "Trả về “Đã phê duyệt”", True),
    (S.SUSPENDED, S.REVOKED, "Thu hồi", True),
    (S.REJECTED, S.SUBMITTED, "Trả về “Trình thẩm định”", True),
    (S.REJECTED, S.SOLICITING, "Trả về “Đang vận động”", True),
    (S.REVOKED, S.APPROVED, "Trả về “Đã phê duyệt”", True),
    (S.REVOKED, S.IMPLEMENTING, "Trả về “Đang thực hiện”", True),
    (S.REVOKED, S.SUSPENDED, "Trả về “Tạm dừng”", True),
)
PAIRS = {(start, to) for start, to, _, _ in ALLOWED}
FORBIDDEN = [(start, to) for start in Stage for to in Stage if (start, to) not in PAIRS]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.views.stages.today", lambda: TODAY)


def full_project(stage: Stage, **fields: Any) -> AidProject:
    """A project that holds everything any stage wants."""
    known: dict[str, Any] = {
        "owner": make.make_agency(),
        "approval_number": "1086/QĐ-UBND",
        "approval_on": DECIDED,
        "approval_issuer": "UBND tỉnh",
        "legal_basis": LegalBasis.ND_93_2009,
        "start": PartialDate.of_day(date(2016, 5, 12)),
        "end": PartialDate.of_month(2016, 9),
        "handed_over_on": date(2016, 10, 3),
        "donors": [(make.make_ngo(), None)],
        "sectors": [(Sector.HEALTH, None)],
        "places": [(make.make_place(), None)],
    }
    project = make.make_project(stage=stage, **known | fields)
    make.make_commitment("1000", project=project, on=DECIDED)
    make.make_output(project)
    return project


def address(project: AidProject, to: str | None = None) -> str:
    url = reverse("aid:project-stage", args=[project.pk])
    return url if to is None else f"{url}?to={to}"


@pytest.fixture
def send(staff_client: Client, staff: User) -> Callable[..., Any]:
    """Post a move as the officer would."""

    def sent(project: AidProject, to: str, *, token: str = "", version: int | None = None, **data: Any) -> Any:
        given = {"form_token": token or tokens.new_token(staff), "to": to, "changed_on": "01/12/2016", **data}
        return staff_client.post(address(project, to), given | {"version": version or project.version})

    return sent


def moved(response: Any, project: AidProject) -> StageChange:
    """The step that a move left behind, once the page has led back to the project."""
    errors = [] if response.status_code == 302 else errors_of(response)
    assert (response.status_code, errors) == (302, [])
    project.refresh_from_db()
    return project.stage_changes.get()


# The moves as data ------------------------------------------------------------


def test_the_moves_are_these_and_no_others() -> None:
    found = [(start, move.to, move.label, move.needs_reason) for start, moves in WAY.moves.items() for move in moves]

    assert sorted(found) == sorted(ALLOWED)


def test_no_move_forward_leaves_a_stage_out() -> None:
    forward = {
        (start, move.to) for start, moves in WAY.moves.items() for move in moves if move.course is Course.FORWARD
    }

    assert forward == {*pairwise(STEPS), (S.SUSPENDED, S.IMPLEMENTING)}


def test_stages_from_one_on() -> None:
    assert from_on(S.IMPLEMENTING) == (S.IMPLEMENTING, S.COMPLETED, S.HANDED_OVER)
    assert set(from_on(S.SOLICITING)) == set(Stage) - {S.REJECTED}
    assert WAY.find("unknown", S.APPROVED) is None


@pytest.mark.parametrize(("start", "to", "label", "needs_reason"), ALLOWED)
def test_every_allowed_move_is_made(
    send: Callable[..., Any], start: Stage, to: Stage, label: str, needs_reason: bool
) -> None:
    project = full_project(start)

    response = send(project, to, **({"reason": "Theo công văn 12/SNgV"} if needs_reason else {}))

    change = moved(response, project)
    assert (project.stage, project.version) == (to, 2)
    assert (change.from_stage, change.to_stage, change.changed_on) == (start, to, TODAY)
    assert change.reason == ("Theo công văn 12/SNgV" if needs_reason else "")
    said = f"{label}: Theo công văn 12/SNgV" if needs_reason else label
    assert project.history.first().history_change_reason == said


@pytest.mark.parametrize(("start", "to", "label", "needs_reason"), [row for row in ALLOWED if row[3]])
def test_a_move_back_or_out_must_say_why(
    send: Callable[..., Any], start: Stage, to: Stage, label: str, needs_reason: bool
) -> None:
    project = full_project(start)

    assert errors_of(send(project, to, reason="  ")) == ["Lý do: Chưa nhập lý do."]

    project.refresh_from_db()
    assert (project.stage, StageChange.objects.count()) == (start, 0)


@pytest.mark.parametrize(("start", "to"), FORBIDDEN)
def test_every_other_move_is_a_sentence_and_saves_nothing(
    send: Callable[..., Any], staff_client: Client, start: Stage, to: Stage
) -> None:
    project = full_project(start)
    sentence = (
        f"Khoản viện trợ đang ở giai đoạn “{start.label}”, không chuyển thẳng sang “{to.label}” được. "
        "Chọn một trong các bước dưới đây."
    )

    opened, sent = staff_client.get(address(project, to)), send(project, to, reason="Lý do")

    assert [page.status_code for page in (opened, sent)] == [200, 200]
    assert [page.context["refused"] for page in (opened, sent)] == [sentence, sentence]
    project.refresh_from_db()
    assert (project.stage, project.version, StageChange.objects.count()) == (start, 1, 0)


@pytest.mark.parametrize("to", ["", "zzz", "APPROVED", "a\x00b", "²", "x" * 5000])
def test_an_unknown_stage_is_a_sentence(send: Callable[..., Any], to: str) -> None:
    project = full_project(S.SUBMITTED)

    page = send(project, to)

    assert page.context["refused"] == "Không có giai đoạn này. Chọn một trong các bước dưới đây."
    assert StageChange.objects.count() == 0


def test_the_domain_refuses_what_the_page_never_sends(staff: User) -> None:
    project = full_project(S.SOLICITING)

    with pytest.raises(NoSuchMove):
        change_stage(project, S.APPROVED, on=TODAY, given=Given(), by=staff)
    with pytest.raises(RuleBroken, match=NO_REASON):
        change_stage(project, S.REJECTED, on=TODAY, given=Given(), by=staff)


def test_the_domain_refuses_a_stage_that_lacks_something(staff: User) -> None:
    project = make.make_project(stage=S.SOLICITING, sectors=[(Sector.HEALTH, None)])

    with pytest.raises(RuleBroken) as broken:
        change_stage(project, S.SUBMITTED, on=TODAY, given=Given(), by=staff)

    assert str(broken.value) == (
        "Chưa chuyển được sang “Trình thẩm định”: còn thiếu bên tài trợ, địa bàn, chủ khoản viện trợ."
    )
    project.refresh_from_db()
    assert (project.stage, project.version, StageChange.objects.count()) == (S.SOLICITING, 1, 0)


# What is asked -----------------------------------------------------------------

TO_SUBMITTED = ["donor", "sector", "place", "owner"]
TO_APPROVED = [*TO_SUBMITTED, "approval_number", "approval_on", "approval_issuer", "commitment", "legal_basis"]


@pytest.mark.parametrize(
    ("start", "to", "asked"),
    [
        (S.SOLICITING, S.SUBMITTED, TO_SUBMITTED),
        (S.SUBMITTED, S.APPROVED, TO_APPROVED),
        (S.APPROVED, S.IMPLEMENTING, [*TO_APPROVED, "start"]),
        (S.SUSPENDED, S.IMPLEMENTING, [*TO_APPROVED, "start"]),
        (S.IMPLEMENTING, S.COMPLETED, [*TO_APPROVED, "start", "end"]),
        (S.COMPLETED, S.HANDED_OVER, [*TO_APPROVED, "start", "end", "handed_over_on", "output"]),
        (S.IMPLEMENTING, S.SUSPENDED, []),
        (S.IMPLEMENTING, S.APPROVED, []),
        (S.SUBMITTED, S.REJECTED, []),
    ],
)
def test_each_move_asks_for_exactly_what_is_missing(start: Stage, to: Stage, asked: list[str]) -> None:
    empty, full = make.make_project(stage=start), full_project(start)

    assert [need.key for need in asked_for(empty, WAY.move_of(empty, to))] == asked
    assert asked_for(full, WAY.move_of(full, to)) == []


def test_a_project_that_lacks_nothing_is_asked_for_the_day_alone(staff_client: Client) -> None:
    form = staff_client.get(address(full_project(S.SUBMITTED), S.APPROVED)).context["form"]

    assert list(form.fields) == ["to", "changed_on"]
    assert form["changed_on"].value() == "01/12/2016"


def test_without_a_stage_the_page_lists_the_moves(staff_client: Client) -> None:
    project = make.make_project(stage=S.APPROVED, sectors=[(Sector.HEALTH, None)])

    page = staff_client.get(address(project))

    groups = page.context["groups"]
    assert [(title, [(move.label, move.url) for move in moves]) for title, moves in groups] == [
        ("Chuyển tiếp", [("Bắt đầu thực hiện", address(project, "implementing"))]),
        ("Trả về", [("Trả về “Trình thẩm định”", address(project, "submitted"))]),
        ("Dừng lại", [("Tạm dừng", address(project, "suspended")), ("Thu hồi", address(project, "revoked"))]),
    ]
    assert groups[0][1][0].asks.startswith("Sẽ hỏi: bên tài trợ, địa bàn, chủ khoản viện trợ, số quyết định")
    assert page.context["refused"] == ""


def test_submitting_stores_donor_sector_place_and_owner(send: Callable[..., Any]) -> None:
    project = make.make_project(stage=S.SOLICITING)
    ngo, place = make.make_ngo(), make.make_place()

    response = send(
        project, S.SUBMITTED, donor=ngo.code, sector="health", place="huyen suoi vang", owner="UBND huyện Đại Từ"
    )

    moved(response, project)
    assert [row.ngo for row in project.donors.all()] == [ngo]
    assert [row.sector for row in project.sector_shares.all()] == [Sector.HEALTH]
    assert [row.place for row in project.place_shares.all()] == [place]
    assert project.owner == make.make_agency()


def approvable(**fields: Any) -> AidProject:
    """A project in appraisal that lacks the decision and the money only."""
    return make.make_project(
        stage=S.SUBMITTED,
        owner=make.make_agency(),
        donors=[(make.make_ngo(), None)],
        sectors=[(Sector.HEALTH, None)],
        places=[(make.make_place(), None)],
        **fields,
    )


DECISION = {"approval_number": "1086/QĐ-UBND", "approval_on": "28/4/2016", "approval_issuer": "UBND tỉnh"}


def test_approval_writes_the_decision_its_basis_and_the_commitment(send: Callable[..., Any]) -> None:
    project = approvable()

    response = send(project, S.APPROVED, **DECISION, amount="392.180,50", currency="USD", legal_basis="")

    moved(response, project)
    row = project.commitments.get()
    assert (project.approval_number, project.approval_on, project.legal_basis) == (
        "1086/QĐ-UBND",
        DECIDED,
        LegalBasis.ND_93_2009,
    )
    assert (row.amount, row.currency, row.kind, row.usd_cents) == (D("392180.50"), "USD", "initial", 39_218_050)
    assert (row.dated, row.document) == (PartialDate.of_day(DECIDED), "1086/QĐ-UBND")


def test_a_basis_chosen_by_hand_wins_and_is_marked(send: Callable[..., Any], staff_client: Client) -> None:
    project = approvable()

    moved(send(project, S.APPROVED, **DECISION, amount="10", currency="USD", legal_basis="nd80-2020"), project)

    assert project.legal_basis == LegalBasis.ND_80_2020
    page = staff_client.get(project.get_absolute_url())
    assert page.context["missing"][:1] == ["Cơ sở pháp lý khác với văn bản có hiệu lực vào ngày phê duyệt."]


def test_a_known_approval_day_proposes_its_basis(staff_client: Client) -> None:
    project = approvable(approval_on=date(2020, 9, 17))

    form = staff_client.get(address(project, S.APPROVED)).context["form"]

    assert form["legal_basis"].value() == LegalBasis.ND_80_2020
    assert form["legal_basis"].help_text == "Đề xuất theo ngày phê duyệt 17/09/2020; đổi được."


def test_a_later_approval_day_leaves_the_basis_alone(staff: User) -> None:
    """The basis fixed once is never changed behind the officer's back."""
    from aid.actions.projects import save_project

    project = full_project(S.APPROVED)
    project.approval_on = date(2021, 1, 4)

    save_project(project, {}, by=staff)

    project.refresh_from_db()
    assert project.legal_basis == LegalBasis.ND_93_2009


def test_a_programme_is_approved_before_its_components_hold_the_money(send: Callable[..., Any]) -> None:
    project = approvable(modality=Modality.PROGRAMME)

    moved(send(project, S.APPROVED, **DECISION, amount="", currency="USD"), project)

    assert (project.stage, Commitment.objects.count()) == (S.APPROVED, 0)


@pytest.mark.parametrize("unit", ["trạm", ""])
def test_handing_over_stores_the_day_and_the_output(send: Callable[..., Any], unit: str) -> None:
    project = full_project(S.COMPLETED, handed_over_on=None)
    project.outputs.all().delete()

    response = send(
        project,
        S.HANDED_OVER,
        handed_over_on="03/10/2016",
        output_kind="health_station",
        output_quantity="1",
        output_unit=unit,
    )

    moved(response, project)
    output = project.outputs.get()
    assert project.handed_over_on == date(2016, 10, 3)
    assert (output.kind, output.quantity, output.unit, output.handed_over_on) == (
        OutputKind.HEALTH_STATION,
        D(1),
        "trạm",
        date(2016, 10, 3),
    )


def test_an_output_counted_in_several_units_asks_for_one(send: Callable[..., Any]) -> None:
    project = full_project(S.COMPLETED, handed_over_on=None)
    project.outputs.all().delete()
    answers = {"handed_over_on": "03/10/2016", "output_kind": "road", "output_quantity": "1,2", "output_unit": ""}

    form = send(project, S.HANDED_OVER, **answers).context["form"]

    assert [error["text"] for error in form.all_errors] == ["Đơn vị tính: Chưa nhập đơn vị tính (km, m, bộ…)."]


@pytest.mark.parametrize(
    ("start", "to", "lacks", "data", "sentences"),
    [
        (S.SUBMITTED, S.APPROVED, {}, {"changed_on": ""}, ["Ngày chuyển giai đoạn: Chưa nhập ngày chuyển giai đoạn."]),
        (
            S.SUBMITTED,
            S.APPROVED,
            {},
            {"changed_on": "2/12/2016"},
            [
                "Ngày chuyển giai đoạn: Ngày 02/12/2016 chưa đến. Ghi ngày đã diễn ra, không muộn hơn hôm nay "
                "(01/12/2016)."
            ],
        ),
        (
            S.SUBMITTED,
            S.APPROVED,
            {"approval_on": None},
            {"approval_on": "02/12/2016"},
            [
                "Ngày quyết định phê duyệt: Ngày 02/12/2016 chưa đến. Ghi ngày đã diễn ra, không muộn hơn hôm nay "
                "(01/12/2016)."
            ],
        ),
        (
            S.IMPLEMENTING,
            S.COMPLETED,
            {"end": None},
            {"end": "11/05/2016"},
            ["Kết thúc: Kết thúc (11/05/2016) trước khi bắt đầu (12/05/2016). Xem lại hai mốc thời gian."],
        ),
        (
            S.APPROVED,
            S.IMPLEMENTING,
            {"start": None},
            {"start": "10/2016"},
            [
                "Bắt đầu: Kết thúc (09/2016) trước khi bắt đầu (10/2016). Xem lại hai mốc thời gian.",
            ],
        ),
        (
            S.COMPLETED,
            S.HANDED_OVER,
            {"handed_over_on": None},
            {"handed_over_on": "11/05/2016"},
            ["Ngày bàn giao: Bàn giao (11/05/2016) trước khi bắt đầu (12/05/2016). Xem lại hai mốc thời gian."],
        ),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    send: Callable[..., Any], start: Stage, to: Stage, lacks: dict[str, Any], data: Any, sentences: list[str]
) -> None:
    project = full_project(start, **lacks)

    assert errors_of(send(project, to, **data)) == sentences
    assert StageChange.objects.count() == 0


def test_a_start_before_the_approval_is_warned_about_and_saved(send: Callable[..., Any], staff_client: Client) -> None:
    project = full_project(S.APPROVED, start=None)

    moved(send(project, S.IMPLEMENTING, start="03/2016"), project)

    page = staff_client.get(project.get_absolute_url())
    warning = "Bắt đầu (03/2016) trước ngày phê duyệt (28/04/2016). Xem lại hai mốc thời gian."
    assert [str(message) for message in page.context["messages"]] == [
        f"Đã chuyển {project.code} từ “Đã phê duyệt” sang “Đang thực hiện”. Lưu ý: bắt đầu (03/2016) trước ngày phê "
        "duyệt (28/04/2016). Xem lại hai mốc thời gian."
    ]
    assert page.context["missing"] == [warning, "1 dòng tiền chưa quy đổi đủ ra USD và đồng."]


@pytest.mark.parametrize(
    ("amount", "sentences"),
    [
        ("", ["Cam kết ban đầu: Chưa nhập cam kết ban đầu."]),
        ("0", ["Cam kết ban đầu: Cam kết ban đầu phải lớn hơn 0."]),
        ("-5", ["Cam kết ban đầu: Cam kết ban đầu phải lớn hơn 0."]),
        (
            "99999999999999",
            [
                "Cam kết ban đầu: Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0.",
            ],
        ),
        ("1.500", ["Cam kết ban đầu: Số này là 1.500,00 USD hay 1,50 USD? Chọn bên dưới hoặc ghi lại."]),
    ],
)
def test_an_amount_that_cannot_be_stored_is_a_sentence(
    send: Callable[..., Any], amount: str, sentences: list[str]
) -> None:
    project = approvable()

    page = send(project, S.APPROVED, **DECISION, amount=amount, currency="USD")

    assert [text.replace("\xa0", " ") for text in errors_of(page)] == sentences
    assert page.context["form"]["approval_number"].value() == "1086/QĐ-UBND"
    project.refresh_from_db()
    assert (project.stage, project.approval_on, Commitment.objects.count()) == (S.SUBMITTED, None, 0)


def test_nothing_is_half_saved_when_the_money_is_refused(send: Callable[..., Any]) -> None:
    """The ledger refuses after the project was stored: all of it is taken back."""
    project = approvable()
    make.make_rate("USD", "999999", date(2016, 4, 1))

    page = send(project, S.APPROVED, **DECISION, amount="9999999999999", currency="USD")

    assert len(errors_of(page)) == 1
    project.refresh_from_db()
    assert (project.stage, project.version, project.approval_on) == (S.SUBMITTED, 1, None)
    assert (Commitment.objects.count(), StageChange.objects.count()) == (0, 0)


# Withdrawal ---------------------------------------------------------------------


def test_a_withdrawal_closes_what_is_committed(send: Callable[..., Any], staff_client: Client) -> None:
    """1.000 + 250 − 50 = 1.200 USD are left, and are closed on the day of the withdrawal."""
    project = full_project(S.IMPLEMENTING)
    make.make_commitment("250", project=project, kind=CommitmentKind.AMENDMENT)
    make.make_commitment("-50", project=project, kind=CommitmentKind.AMENDMENT)
    form = staff_client.get(address(project, S.REVOKED)).context["form"]
    assert (form["close"].value(), form["closing_USD"].value()) == (True, "1.200,00")

    response = send(project, S.REVOKED, reason="Bên tài trợ rút", close="on", closing_USD="1.200,00")

    moved(response, project)
    row = project.commitments.get(kind=CommitmentKind.CLOSING)
    assert (row.amount, row.currency, row.dated_on, row.note) == (D(-1200), "USD", TODAY, "Thu hồi: Bên tài trợ rút")
    assert current_commitment(project) == {}


def test_a_withdrawal_closes_each_currency_by_a_row_of_its_own(send: Callable[..., Any]) -> None:
    project = full_project(S.APPROVED)
    make.make_commitment("5000000", "VND", project=project)

    response = send(
        project, S.REVOKED, reason="Quá 6 tháng", close="on", closing_USD="1000,00", closing_VND="5.000.000"
    )

    moved(response, project)
    rows = project.commitments.filter(kind=CommitmentKind.CLOSING).order_by("currency")
    assert [(row.currency, row.amount, row.dated_on) for row in rows] == [
        ("USD", D(-1000), TODAY),
        ("VND", D(-5_000_000), TODAY),
    ]


def test_a_part_that_was_paid_out_may_stay_committed(send: Callable[..., Any], staff_client: Client) -> None:
    project = full_project(S.IMPLEMENTING)
    make.make_disbursement("400", project=project)
    notes = staff_client.get(address(project, S.REVOKED)).context["notes"]
    assert [note.replace("\xa0", " ") for note in notes] == [
        "Cam kết hiện hành còn 1.000,00 USD. Đã giải ngân 400,00 USD: phần nào giữ lại trong cam kết thì trừ khỏi số "
        "tiền đóng dưới đây."
    ]

    moved(send(project, S.REVOKED, reason="Dừng giữa chừng", close="on", closing_USD="600,00"), project)

    assert current_commitment(project) == {"USD": D(400)}


def test_a_withdrawal_may_leave_the_ledger_alone(send: Callable[..., Any]) -> None:
    project = full_project(S.APPROVED)

    moved(send(project, S.REVOKED, reason="Thu hồi", closing_USD="1000,00"), project)

    assert [row.kind for row in project.commitments.all()] == [CommitmentKind.INITIAL]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "1.000,01",
            "Số tiền đóng (USD): Cam kết hiện hành bằng USD chỉ còn 1.000,00 USD; không đóng nhiều hơn số đó được.",
        ),
        (
            "",
            "Ghi dòng đóng cam kết vào sổ: Chưa ghi số tiền đóng cam kết. Ghi số tiền, hoặc bỏ đánh dấu ô “ghi dòng "
            "đóng cam kết”.",
        ),
        ("-5", "Số tiền đóng (USD): Số này không được nhỏ hơn 0."),
    ],
)
def test_a_closing_that_cannot_be_is_a_sentence(send: Callable[..., Any], typed: str, sentence: str) -> None:
    project = full_project(S.APPROVED)

    page = send(project, S.REVOKED, reason="Thu hồi", close="on", closing_USD=typed)

    assert [text.replace("\xa0", " ") for text in errors_of(page)] == [sentence]
    assert (Commitment.objects.count(), StageChange.objects.count()) == (1, 0)


def test_the_domain_closes_no_more_than_is_committed(staff: User) -> None:
    project = full_project(S.APPROVED)

    with pytest.raises(RuleBroken) as broken:
        change_stage(project, S.REVOKED, on=TODAY, given=Given(closing={"EUR": D(5)}, reason="Thu hồi"), by=staff)

    assert str(broken.value) == CLOSING_TOO_LARGE.format(currency="EUR", left="0,00\xa0EUR")


def test_nothing_committed_offers_no_closing(staff_client: Client) -> None:
    page = staff_client.get(address(make.make_project(stage=S.APPROVED), S.REVOKED))

    assert (list(page.context["form"].fields), page.context["notes"]) == (["to", "changed_on", "reason"], [])


# Manners -----------------------------------------------------------------------


def test_a_double_click_moves_once(send: Callable[..., Any], staff: User) -> None:
    project, token = full_project(S.SUBMITTED), tokens.new_token(staff)

    answers = [send(project, S.APPROVED, token=token) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert {answer.headers["Location"] for answer in answers} == {project.get_absolute_url()}
    assert StageChange.objects.count() == 1


def test_somebody_elses_save_in_between_is_told(send: Callable[..., Any], staff: User) -> None:
    project = full_project(S.SUBMITTED)
    writing.save(writing.lock(AidProject, project.pk), by=staff)

    page = send(project, S.APPROVED, version=1)

    assert page.context["notice"] == "Hồ sơ vừa được người khác sửa. Xem lại bên dưới rồi bấm lần nữa."
    assert StageChange.objects.count() == 0


def test_somebody_elses_move_in_between_is_told(send: Callable[..., Any], staff: User) -> None:
    project = full_project(S.SUBMITTED)
    change_stage(writing.lock(AidProject, project.pk), S.APPROVED, on=TODAY, given=Given(), by=staff)

    page = send(project, S.APPROVED, version=1)

    assert page.context["refused"].startswith("Khoản viện trợ đang ở giai đoạn “Đã phê duyệt”")
    assert StageChange.objects.count() == 1


def test_leaders_do_not_move_projects(leader_client: Client) -> None:
    project = full_project(S.SUBMITTED)

    assert leader_client.get(address(project)).status_code == 403
    assert leader_client.post(address(project, S.APPROVED)).status_code == 403
    assert address(project) not in leader_client.get(project.get_absolute_url()).content.decode()


def test_an_archived_project_moves_nowhere(staff_client: Client, staff: User) -> None:
    project = full_project(S.SUBMITTED)
    writing.archive(project, by=staff, reason="Ghi trùng")

    assert staff_client.get(address(project, S.APPROVED)).status_code == 404


def test_the_edit_form_leaves_the_stage_alone(staff_client: Client, post: Callable[..., Any]) -> None:
    project = full_project(S.SUBMITTED)
    edit = reverse("aid:project-edit", args=[project.pk])
    new = staff_client.get(reverse("aid:project-create")).context["form"]

    form = staff_client.get(edit).context["form"]

    assert ("stage" in form.fields, "stage" in new.fields) == (False, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_reads_as_often(staff_client: Client, django_assert_num_queries: Any, rows: int) -> None:
    project = full_project(S.APPROVED)
    for _ in range(rows):
        make.make_ngo()
        make.make_place(f"Xã số {rows}")
        make.make_commitment("5", project=project)
        make.make_disbursement("5", project=project)
    empty = make.make_project(stage=S.SUBMITTED)

    with django_assert_num_queries(12):
        staff_client.get(address(empty, S.APPROVED))
    with django_assert_num_queries(10):
        staff_client.get(address(project, S.REVOKED))
    with django_assert_num_queries(10):
        staff_client.get(address(project))


# The way on the page ---------------------------------------------------------------


def steps_of(client: Client, project: AidProject) -> list[tuple[str, str]]:
    steps = client.get(project.get_absolute_url()).context["steps"]
    return [(step.label, step.when) for step in steps if step.is_done]


def test_steps_show_the_days_of_the_moves_where_the_project_knows_none(leader_client: Client) -> None:
    project = make.make_project(stage=S.APPROVED, approval_on=DECIDED)
    for before, after, on in (
        (S.SOLICITING, S.SUBMITTED, date(2016, 2, 1)),
        (S.SUBMITTED, S.APPROVED, date(2016, 5, 4)),
    ):
        writing.save(StageChange(project=project, from_stage=before, to_stage=after, changed_on=on), by=None)

    assert steps_of(leader_client, project) == [
        ("Đang vận động", ""),
        ("Trình thẩm định", "01/02/2016"),
        ("Đã phê duyệt", "28/04/2016"),
    ]


def test_a_project_that_was_stopped_stands_where_its_last_step_began(leader_client: Client) -> None:
    project = make.make_project(stage=S.SUSPENDED, approval_on=DECIDED)
    change = {"from_stage": S.APPROVED, "to_stage": S.SUSPENDED, "changed_on": date(2016, 6, 1), "reason": "Chờ vốn"}
    writing.save(StageChange(project=project, **change), by=None)

    assert steps_of(leader_client, project) == [
        ("Đang vận động", ""),
        ("Trình thẩm định", ""),
        ("Đã phê duyệt", "28/04/2016"),
        ("Tạm dừng", "01/06/2016"),
    ]
