"""Decisions that change a project: recorded, corrected, taken back, by the pages officers use."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from aid.actions.amendments import Decision, amend, take_back
from aid.actions.projects import save_project
from aid.choices import AmendmentKind, CommitmentKind, Modality, Stage
from aid.models import AidProject, Amendment, Commitment
from aid.queries.standing import standing_of
from config.accounts.models import User
from config.kit import tokens
from config.kit.partial_dates import PartialDate
from config.kit.writing import RuleBroken, archive, lock
from tests.aid.conftest import errors_of
from tests.factories import aid as make

D = Decimal
Act = Callable[..., Any]


def day(text: str) -> PartialDate:
    return PartialDate.of_day(date.fromisoformat(text))


@pytest.fixture
def project(db: None) -> AidProject:
    """Approved on 28/04/2016, running from 12/05/2016 to 30/06/2018, 120.000 USD committed."""
    made = make.make_project(
        approval_number="1086/QĐ-UBND",
        approval_on=date(2016, 4, 28),
        approval_issuer="Chủ tịch UBND tỉnh Thái Nguyên",
        start=day("2016-05-12"),
        end=day("2018-06-30"),
        owner=make.make_agency("UBND huyện Đại Từ"),
    )
    make.make_commitment("120000", project=made, on=date(2016, 5, 12))
    return made


@pytest.fixture
def act(staff_client: Client, staff: User) -> Act:
    """Post one of the three forms as the officer."""

    def posted(name: str, pk: int, data: dict[str, Any] | None = None, *, version: int = 1, token: str = "") -> Any:
        sent = {"form_token": token or tokens.new_token(staff), "version": version, **(data or {})}
        return staff_client.post(reverse(f"aid:{name}", args=[pk]), sent)

    return posted


def filled(**fields: Any) -> dict[str, Any]:
    """The form of a decision, nothing changed yet."""
    return {"number": "3514/QĐ-UBND", "decided_on": "20/11/2017", "issuer": "Chủ tịch UBND tỉnh", "currency": "USD"} | (
        fields
    )


def said(response: Any) -> list[str]:
    assert response.status_code == 302, errors_of(response)
    return [str(message).replace("\xa0", " ") for message in get_messages(response.wsgi_request)]


def stored(project: AidProject) -> AidProject:
    return AidProject.objects.get(pk=project.pk)


# Recording -----------------------------------------------------------------------


def test_one_decision_changes_money_time_owner_and_content_at_once(project: AidProject, act: Act) -> None:
    other = make.make_agency("Sở Y tế")
    whole = filled(
        amount="+50.000,00", new_end="31/12/2019", new_owner="so y te", summary="Thêm đường bê tông\r\n1,2 km"
    )

    response = act("project-amend", project.pk, whole)

    assert said(response) == [
        f"Đã ghi quyết định 3514/QĐ-UBND của “{project}”: tăng 50.000,00 USD; gia hạn từ 30/06/2018 đến 31/12/2019; "
        "đổi chủ khoản viện trợ từ UBND huyện Đại Từ sang Sở Y tế; Thêm đường bê tông 1,2 km. "
        "Cam kết hiện hành từ 120.000,00 thành 170.000,00 USD."
    ]
    assert response["Location"] == project.get_absolute_url()
    one = Amendment.objects.get()
    assert (one.number, one.decided_on, one.issuer) == ("3514/QĐ-UBND", date(2017, 11, 20), "Chủ tịch UBND tỉnh")
    assert (one.old_end, one.new_end) == (day("2018-06-30"), day("2019-12-31"))
    assert (str(one.old_owner), one.new_owner) == ("UBND huyện Đại Từ", other)
    assert one.kinds == list(AmendmentKind)
    row = one.commitment
    assert row is not None
    assert (row.kind, row.amount, row.currency, row.dated, row.document, row.note) == (
        CommitmentKind.AMENDMENT,
        D("50000.00"),
        "USD",
        day("2017-11-20"),
        "3514/QĐ-UBND",
        "Thêm đường bê tông 1,2 km",
    )
    now = stored(project)
    assert (now.end, now.owner, now.version) == (day("2019-12-31"), other, 2)
    kept = [project.history.first(), one.history.first(), row.history.first()]
    assert [line.history_change_reason for line in kept] == ["Quyết định điều chỉnh 3514/QĐ-UBND"] * 3


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"amount": "-12.500,50"}, "giảm 12.500,50 USD. Cam kết hiện hành từ 120.000,00 thành 107.499,50 USD"),
        ({"amount": "−5 nghìn"}, "giảm 5.000,00 USD. Cam kết hiện hành từ 120.000,00 thành 115.000,00 USD"),
        ({"new_end": "12/2019"}, "gia hạn từ 30/06/2018 đến 12/2019"),
        ({"new_end": "31/12/2017"}, "rút ngắn từ 30/06/2018 còn 31/12/2017"),
        ({"summary": "Đổi địa điểm xây trạm y tế"}, "Đổi địa điểm xây trạm y tế"),
    ],
)
def test_any_one_part_is_enough(project: AidProject, act: Act, fields: dict[str, str], told: str) -> None:
    response = act("project-amend", project.pk, filled(**fields))

    assert said(response) == [f"Đã ghi quyết định 3514/QĐ-UBND của “{project}”: {told}."]


def test_money_without_a_rate_says_why_it_is_not_in_the_total(project: AidProject, act: Act) -> None:
    response = act("project-amend", project.pk, filled(amount="85 triệu", currency="KRW"))

    assert said(response) == [
        f"Đã ghi quyết định 3514/QĐ-UBND của “{project}”: tăng 85.000.000 KRW. Chưa quy đổi ra USD và đồng: "
        "không có tỷ giá KRW và USD từ ngày 19/09/2017 đến ngày 20/11/2017."
    ]


def test_a_decrease_below_zero_is_told_and_not_refused(project: AidProject, act: Act, leader_client: Client) -> None:
    response = act("project-amend", project.pk, filled(amount="-130.000,00"))

    assert said(response)[0].endswith(
        "Cam kết hiện hành từ 120.000,00 thành -10.000,00 USD. "
        "Cam kết hiện hành đang âm: các lần giảm lớn hơn số đã cam kết. Xem lại số tiền nếu ghi nhầm."
    )
    page = leader_client.get(project.get_absolute_url())
    assert page.context["money"].is_below_zero is True
    assert "Cam kết hiện hành đang âm" in page.content.decode()


def test_a_row_that_stands_there_already_is_pointed_out(project: AidProject, act: Act) -> None:
    make.make_commitment("50000", project=project, on=date(2017, 11, 20), kind="amendment")

    response = act("project-amend", project.pk, filled(amount="50.000,00"))

    assert said(response)[0].endswith("Nếu là một lần điều chỉnh thì lưu trữ bớt một dòng.")


def test_a_doubtful_number_is_asked_about(project: AidProject, act: Act) -> None:
    asked = act("project-amend", project.pk, filled(amount="1.500"))

    assert errors_of(asked) == [
        "Số tiền tăng hoặc giảm: Số này là 1.500,00\xa0USD hay 1,50\xa0USD? Chọn bên dưới hoặc ghi lại."
    ]
    assert Amendment.objects.count() == 0
    answered = act("project-amend", project.pk, filled(amount="1.500", amount_meant="1500"))
    assert said(answered)[0].endswith("từ 120.000,00 thành 121.500,00 USD.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {},
            "Chưa ghi điều chỉnh gì. Ghi ít nhất một mục: giá trị, thời gian, chủ khoản viện trợ hoặc nội dung.",
        ),
        ({"number": " ", "summary": "x"}, "Số quyết định: Chưa nhập số quyết định."),
        (
            {"decided_on": "27/04/2016", "summary": "x"},
            "Ngày quyết định: Ngày quyết định (27/04/2016) trước ngày phê duyệt (28/04/2016). Xem lại hai ngày.",
        ),
        (
            {"decided_on": "2017", "summary": "x"},
            "Ngày quyết định: Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016.",
        ),
        (
            {"new_end": "04/2016"},
            "Thời gian kết thúc mới: Thời gian kết thúc mới (04/2016) trước khi bắt đầu (12/05/2016). "
            "Xem lại hai mốc thời gian.",
        ),
        (
            {"new_end": "30/6/2018"},
            "Thời gian kết thúc mới: Thời gian kết thúc mới trùng với thời gian đang ghi (30/06/2018). Nếu hồ sơ đã "
            "ghi sẵn ngày sau gia hạn, sửa hồ sơ về ngày trước gia hạn rồi ghi quyết định này.",
        ),
        (
            {"new_owner": "UBND huyện Đại Từ"},
            "Chủ khoản viện trợ mới: “UBND huyện Đại Từ” đang là chủ khoản viện trợ. Nếu hồ sơ đã ghi sẵn chủ mới, "
            "sửa hồ sơ về chủ cũ rồi ghi quyết định này.",
        ),
        (
            {"new_owner": "không có cơ quan này"},
            "Chủ khoản viện trợ mới: Không tìm thấy “không có cơ quan này”. Chọn trong danh sách gợi ý hoặc thêm mới "
            "trước.",
        ),
        (
            {"amount": "0"},
            "Số tiền tăng hoặc giảm: Số tiền điều chỉnh phải khác 0. Nếu giá trị không đổi, để trống ô này.",
        ),
        (
            {"amount": "10.000.000.000.000,00"},
            "Số tiền tăng hoặc giảm: Số tiền quá lớn: nhiều nhất 13 chữ số trước dấu phẩy. Kiểm tra lại số chữ số 0.",
        ),
        (
            {"amount": "5.000,00 EUR"},
            "Loại tiền: Số tiền ghi EUR nhưng loại tiền chọn USD. Sửa cho khớp.",
        ),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_is_stored(
    project: AidProject, act: Act, fields: dict[str, str], sentence: str
) -> None:
    response = act("project-amend", project.pk, filled(**fields))

    assert errors_of(response) == [sentence]
    assert response.context["form"]["issuer"].value() == "Chủ tịch UBND tỉnh"
    assert (Amendment.objects.count(), Commitment.objects.count(), stored(project).version) == (0, 1, 1)


def test_the_same_decision_twice_is_refused(project: AidProject, act: Act) -> None:
    make.make_amendment(project, number="3514/QĐ-UBND", decided_on=date(2017, 11, 20))

    response = act("project-amend", project.pk, filled(number="3514/qđ-ubnd", summary="x"))

    assert errors_of(response) == [
        "Số quyết định: Đã ghi quyết định 3514/qđ-ubnd ngày 20/11/2017 của khoản viện trợ này. Mở quyết định đó để sửa."
    ]
    other_day = act("project-amend", project.pk, filled(decided_on="21/11/2017", summary="x"))
    assert other_day.status_code == 302


@pytest.mark.parametrize("stage", [Stage.SOLICITING, Stage.SUBMITTED, Stage.REJECTED])
def test_a_project_without_approval_has_no_decision_to_record(act: Act, staff_client: Client, stage: Stage) -> None:
    project = make.make_project(stage=stage)
    sentence = (
        f"Khoản viện trợ đang ở giai đoạn “{stage.label}”, chưa được phê duyệt nên chưa có quyết định điều chỉnh. "
        "Nội dung thay đổi sửa thẳng vào hồ sơ."
    )

    opened = staff_client.get(reverse("aid:project-amend", args=[project.pk]))
    sent = act("project-amend", project.pk, filled(summary="x"))

    assert opened.context["notice"] == sentence
    assert errors_of(sent) == [sentence]
    assert reverse("aid:project-amend", args=[project.pk]) not in _page(staff_client, project)


def _page(client: Client, project: AidProject) -> str:
    return client.get(project.get_absolute_url()).content.decode()


def test_money_of_a_programme_stands_in_its_components(act: Act) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME, end=day("2018-06-30"))
    make.make_project(parent=programme)

    refused = act("project-amend", programme.pk, filled(amount="50.000,00", new_end="2019"))

    assert errors_of(refused) == [
        f"“{programme}” là chương trình có dự án thành phần: ghi tiền ở từng dự án thành phần, chương trình tự cộng."
    ]
    assert stored(programme).end == day("2018-06-30")
    assert act("project-amend", programme.pk, filled(new_end="2019")).status_code == 302


def test_it_is_saved_once_and_never_over_another_persons_change(project: AidProject, act: Act, staff: User) -> None:
    token = tokens.new_token(staff)
    for _ in range(2):
        assert act("project-amend", project.pk, filled(amount="50.000,00"), token=token).status_code == 302
    assert (Amendment.objects.count(), Commitment.objects.count()) == (1, 2)

    stale = act("project-amend", project.pk, filled(number="9/QĐ-UBND", summary="x"), version=1)

    assert stale.status_code == 200
    assert stale.context["notice"].startswith("Hồ sơ vừa được người khác sửa.")
    assert stale.context["form"]["number"].value() == "9/QĐ-UBND"
    assert Amendment.objects.count() == 1


def test_the_form_says_how_things_stand_and_folds_what_is_empty(project: AidProject, staff_client: Client) -> None:
    form = staff_client.get(reverse("aid:project-amend", args=[project.pk])).context["form"]

    assert [(section["title"], section["is_open"]) for section in form.shown_sections] == [
        ("Quyết định", True),
        ("Giá trị", False),
        ("Thời gian", False),
        ("Chủ khoản viện trợ", False),
        ("Nội dung", False),
    ]
    assert form["issuer"].value() == "Chủ tịch UBND tỉnh Thái Nguyên"
    assert form["amount"].help_text.startswith("Cam kết hiện hành: 120.000,00 USD.")
    assert form["new_end"].help_text.startswith("Đang ghi: 30/06/2018.")
    assert form["new_owner"].help_text == "Đang ghi: UBND huyện Đại Từ."


def test_a_leader_records_nothing(project: AidProject, leader_client: Client) -> None:
    one = make.make_amendment(project)
    for name, pk in (("project-amend", project.pk), ("amendment-edit", one.pk), ("amendment-remove", one.pk)):
        assert leader_client.get(reverse(f"aid:{name}", args=[pk])).status_code == 403
    page = _page(leader_client, project)
    assert (reverse("aid:amendment-edit", args=[one.pk]) in page, one.number in page) == (False, True)


def test_an_archived_project_is_not_changed(project: AidProject, act: Act) -> None:
    one = make.make_amendment(project)
    archive(project, by=None, reason="Nhập trùng")
    for name, pk in (("project-amend", project.pk), ("amendment-edit", one.pk), ("amendment-remove", one.pk)):
        assert act(name, pk, filled(summary="x"), version=2).status_code == 404


# Decisions entered in any order -----------------------------------------------------


def decide(project: AidProject, number: str, on: str, **more: Any) -> Amendment:
    return amend(lock(AidProject, project.pk), Decision(number, date.fromisoformat(on), **more), by=None)


def test_an_older_extension_entered_later_takes_its_place_in_time(project: AidProject) -> None:
    later = decide(project, "B", "2018-05-04", new_end=day("2020-12-31"))

    earlier = decide(project, "A", "2017-11-20", new_end=day("2019-12-31"))

    later.refresh_from_db()
    assert (earlier.old_end, earlier.new_end) == (day("2018-06-30"), day("2019-12-31"))
    assert (later.old_end, later.new_end) == (day("2019-12-31"), day("2020-12-31"))
    now = stored(project)
    assert now.end == day("2020-12-31")
    ends = {
        on: str(standing_of(now, now.amendments.all(), date.fromisoformat(on)).end)
        for on in ("2017-11-19", "2017-11-20", "2018-05-03", "2018-05-04")
    }
    assert ends == {
        "2017-11-19": "30/06/2018",
        "2017-11-20": "31/12/2019",
        "2018-05-03": "31/12/2019",
        "2018-05-04": "31/12/2020",
    }


def test_an_older_change_of_owner_entered_later_takes_its_place_in_time(project: AidProject) -> None:
    one, two = make.make_agency("Sở Y tế"), make.make_agency("Bệnh viện C Thái Nguyên")
    later = decide(project, "B", "2018-05-04", new_owner=two)

    earlier = decide(project, "A", "2017-11-20", new_owner=one)

    later.refresh_from_db()
    assert (str(earlier.old_owner), earlier.new_owner, later.old_owner, later.new_owner) == (
        "UBND huyện Đại Từ",
        one,
        one,
        two,
    )
    assert stored(project).owner == two


# Correcting -----------------------------------------------------------------------


def test_a_correction_takes_the_ledger_row_along(project: AidProject, act: Act) -> None:
    decide(project, "3514/QĐ-UBND", "2017-11-20", amount=D(50000), currency="USD", summary="Thêm đường")
    one = Amendment.objects.get()
    data = {"number": "3541/QĐ-UBND", "decided_on": "21/11/2017", "issuer": "UBND tỉnh", "summary": "Thêm cầu"}

    response = act("amendment-edit", one.pk, data, version=2)

    assert said(response) == [f"Đã sửa quyết định 3541/QĐ-UBND của “{project}”."]
    one.refresh_from_db()
    assert (one.number, one.decided_on, one.issuer, one.summary) == (
        "3541/QĐ-UBND",
        date(2017, 11, 21),
        "UBND tỉnh",
        "Thêm cầu",
    )
    row = one.commitment
    assert row is not None
    assert (row.document, row.dated, row.note, row.version) == ("3541/QĐ-UBND", day("2017-11-21"), "Thêm cầu", 2)
    assert stored(project).version == 3


def test_a_correction_leaves_alone_what_somebody_wrote_in_the_row(project: AidProject, act: Act) -> None:
    one = decide(project, "3514/QĐ-UBND", "2017-11-20", amount=D(50000), currency="USD", summary="Thêm đường")
    row = one.commitment
    assert row is not None
    Commitment.objects.filter(pk=row.pk).update(document="Biên bản 12", note="Ghi riêng")

    act("amendment-edit", one.pk, filled(number="1/QĐ", decided_on="20/11/2017", summary="Thêm cầu"), version=2)

    row.refresh_from_db()
    assert (row.document, row.note, row.version) == ("Biên bản 12", "Ghi riêng", 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            filled(summary=""),
            "Chưa ghi điều chỉnh gì. Ghi ít nhất một mục: giá trị, thời gian, chủ khoản viện trợ hoặc nội dung.",
        ),
        (
            filled(decided_on="01/01/2016", summary="x"),
            "Ngày quyết định (01/01/2016) trước ngày phê duyệt (28/04/2016). Xem lại hai ngày.",
        ),
        (
            filled(number="7/QĐ-UBND", decided_on="05/01/2018", summary="x"),
            "Đã ghi quyết định 7/QĐ-UBND ngày 05/01/2018 của khoản viện trợ này. Mở quyết định đó để sửa.",
        ),
    ],
)
def test_a_wrong_correction_is_refused(project: AidProject, act: Act, data: dict[str, Any], sentence: str) -> None:
    one = make.make_amendment(project)
    make.make_amendment(project, number="7/QĐ-UBND", decided_on=date(2018, 1, 5))

    assert errors_of(act("amendment-edit", one.pk, data)) == [sentence]
    one.refresh_from_db()
    assert (one.number, stored(project).version) == ("101/QĐ-UBND", 1)


def test_another_day_may_not_change_the_order_of_extensions(project: AidProject, act: Act) -> None:
    first = decide(project, "A", "2017-11-20", new_end=day("2019-12-31"))
    decide(project, "B", "2018-05-04", new_end=day("2020-12-31"))

    refused = act("amendment-edit", first.pk, filled(number="A", decided_on="05/05/2018"), version=3)
    moved = act("amendment-edit", first.pk, filled(number="A", decided_on="03/05/2018"), version=3)

    assert errors_of(refused) == [
        "Ngày mới làm đổi thứ tự với quyết định B. Hủy quyết định này rồi ghi lại với ngày đúng, để các mốc thời gian "
        "và chủ khoản viện trợ nối tiếp đúng."
    ]
    assert moved.status_code == 302


# Taking back ------------------------------------------------------------------------


def test_taking_back_gives_everything_as_it_was(project: AidProject, act: Act, staff_client: Client) -> None:
    owner = make.make_agency("Sở Y tế")
    whole = {"amount": D(50000), "currency": "USD", "new_end": day("2019-12-31"), "new_owner": owner}
    one = decide(project, "3514/QĐ-UBND", "2017-11-20", **whole)
    row = one.commitment
    assert row is not None
    opened = staff_client.get(reverse("aid:amendment-remove", args=[one.pk]))
    assert opened.context["title"] == "Hủy quyết định điều chỉnh đã ghi nhầm"

    response = act("amendment-remove", one.pk, {"reason": "Ghi nhầm sang dự án khác"}, version=2)

    assert said(response) == [
        f"Đã hủy quyết định 3514/QĐ-UBND của “{project}”. Dòng cam kết của quyết định đã được lưu trữ."
    ]
    now = stored(project)
    assert (now.end, str(now.owner), now.version) == (day("2018-06-30"), "UBND huyện Đại Từ", 3)
    assert Amendment.objects.count() == 0
    row.refresh_from_db()
    assert (row.is_archived, row.archive_reason) == (True, "Ghi nhầm sang dự án khác")
    gone = Amendment.history.first()
    assert (gone.history_type, gone.history_change_reason) == (
        "-",
        "Hủy quyết định điều chỉnh 3514/QĐ-UBND: Ghi nhầm sang dự án khác",
    )
    assert staff_client.get(reverse("aid:amendment-remove", args=[one.pk])).status_code == 404


def test_taking_back_needs_a_reason(project: AidProject, act: Act) -> None:
    one = make.make_amendment(project)
    assert errors_of(act("amendment-remove", one.pk, {"reason": "  "})) == ["Lý do hủy: Chưa nhập lý do hủy."]
    with pytest.raises(RuleBroken, match="Chưa ghi lý do hủy"):
        take_back(lock(AidProject, project.pk), one, reason=" ", by=None)
    assert Amendment.objects.count() == 1


def test_only_the_last_extension_is_taken_back(project: AidProject, act: Act) -> None:
    first = decide(project, "A", "2017-11-20", new_end=day("2019-12-31"))
    last = decide(project, "B", "2018-05-04", new_end=day("2020-12-31"))
    plain = decide(project, "C", "2017-12-01", amount=D(10), currency="USD")

    refused = act("amendment-remove", first.pk, {"reason": "Ghi nhầm"}, version=4)

    assert errors_of(refused) == [
        "Sau quyết định này còn quyết định B cũng đổi thời gian kết thúc. Hủy quyết định sau trước, "
        "rồi mới hủy được quyết định này."
    ]
    assert act("amendment-remove", plain.pk, {"reason": "Ghi nhầm"}, version=4).status_code == 302
    assert act("amendment-remove", last.pk, {"reason": "Ghi nhầm"}, version=5).status_code == 302
    assert stored(project).end == day("2019-12-31")
    assert act("amendment-remove", first.pk, {"reason": "Ghi nhầm"}, version=6).status_code == 302
    assert (stored(project).end, Amendment.objects.count()) == (day("2018-06-30"), 0)


def test_an_end_that_was_edited_since_is_not_put_back(project: AidProject, act: Act) -> None:
    one = decide(project, "A", "2017-11-20", new_end=day("2019-12-31"))
    edited = lock(AidProject, project.pk)
    edited.end = day("2020-01-31")
    save_project(edited, {}, by=None)

    refused = act("amendment-remove", one.pk, {"reason": "Ghi nhầm"}, version=3)

    assert errors_of(refused) == [
        "Hồ sơ đã sửa thời gian kết thúc khác với quyết định này (nay 31/01/2020, quyết định ghi 31/12/2019), nên "
        "không tự trả về như cũ được. Sửa hồ sơ về đúng như quyết định trước, rồi hủy."
    ]
    assert stored(project).end == day("2020-01-31")


def test_a_ledger_row_of_a_decision_is_not_deleted(project: AidProject) -> None:
    row = decide(project, "A", "2017-11-20", amount=D(5), currency="USD").commitment
    assert row is not None
    with pytest.raises(ProtectedError):
        row.delete()


# Links from the ledger ---------------------------------------------------------------


def test_the_ledger_row_leads_to_its_decision(project: AidProject, leader_client: Client) -> None:
    one = decide(project, "3514/QĐ-UBND", "2017-11-20", amount=D(50000), currency="USD")
    row = one.commitment
    assert row is not None
    link = f'<a href="{project.get_absolute_url()}#dieu-chinh">3514/QĐ-UBND'

    listing = leader_client.get(reverse("aid:commitment-list")).content.decode()
    detail = leader_client.get(row.get_absolute_url()).content.decode()
    page = _page(leader_client, project)

    assert (listing.count(link), detail.count(f"{link} ngày 20/11/2017</a>"), page.count(link)) == (1, 1, 1)
    assert 'id="dieu-chinh"' in page
