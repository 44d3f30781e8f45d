"""Certificates: the form, validity by day, lists, search, and that an archived one shows nowhere as valid."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aid.choices import CertificateEvent, CertificateKind
from aid.models import ForeignNGO, NGOAlias, RegistrationCertificate
from config.accounts.models import User
from config.kit import writing
from config.reference.models import IssuingBody
from tests.aid.conftest import errors_of
from tests.factories import aid as make

Post = Callable[..., Any]
NEW = "aid:certificate"
LIST = "/aid/ngos/certificates/"
TODAY = date(2019, 6, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = ("filters.certificates", "views.certificates", "filters.ngos", "views.ngos", "views.ngo_list")
    for module in (f"aid.{name}" for name in modules):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def paper(**fields: Any) -> dict[str, Any]:
    defaults = {"ngo": "TC-001", "kind": "operation", "event": "issued", "number": "12/CNV", "issued_on": "01/02/2018"}
    return {**defaults, **fields}


def found(client: Client, query: str) -> set[str]:
    return {row.cells[0].html.split(">")[1].split("<")[0] for row in client.get(f"{LIST}?{query}").context["rows"]}


def test_a_certificate_is_stored_as_typed(post: Post) -> None:
    ngo = make.make_ngo(code="TC-001")
    sent = paper(expires_on="31-1-2021", fields="Y tế", provinces="Thái Nguyên", note="Bản sao")
    assert post(NEW, sent).status_code == 302
    row = RegistrationCertificate.objects.get()
    assert (row.ngo, row.issued_on, row.expires_on) == (ngo, date(2018, 2, 1), date(2021, 1, 31))
    assert (row.fields, row.provinces, row.note) == ("Y tế", "Thái Nguyên", "Bản sao")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ngo": ""}, "Tổ chức: Chưa nhập tổ chức."),
        ({"number": ""}, "Số giấy: Chưa nhập số giấy."),
        ({"number": "x" * 61}, "Số giấy: Dài 61 ký tự; ở đây nhiều nhất 60 ký tự. Rút ngắn lại."),
        ({"issued_on": "2018"}, "Ngày cấp: Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016."),
        (
            {"expires_on": "31/01/2018"},
            "Ngày hết hạn: Ngày hết hạn (31/01/2018) trước ngày cấp (01/02/2018). Xem lại hai ngày.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(post: Post, fields: dict[str, Any], sentence: str) -> None:
    make.make_ngo(code="TC-001")
    assert errors_of(post(NEW, paper(**fields))) == [sentence]
    assert RegistrationCertificate.objects.count() == 0


def test_the_same_paper_is_refused_even_when_the_first_is_archived(post: Post, staff: User) -> None:
    make.make_ngo(code="TC-001")
    post(NEW, paper())
    writing.archive(RegistrationCertificate.objects.get(), by=staff, reason="Nhập trùng")
    assert errors_of(post(NEW, paper())) == [
        "Giấy này đã có: cùng tổ chức, loại giấy, số, việc và ngày cấp. Mở giấy đã có để sửa; nếu không thấy trong "
        "danh sách thì giấy đó đang được lưu trữ."
    ]


def test_an_organisations_page_fills_the_organisation(staff_client: Client) -> None:
    ngo = make.make_ngo(name="Hội Saemaul", code="TC-001")
    form = staff_client.get(f"{reverse('aid:certificate-create')}?ngo={ngo.pk}").context["form"]
    assert form["ngo"].value() == "Hội Saemaul (TC-001)"


@pytest.mark.parametrize(
    ("expires_on", "states"),
    [
        (date(2019, 5, 31), {"expired"}),
        (date(2019, 6, 1), {"valid", "expiring"}),
        (date(2019, 7, 31), {"valid", "expiring"}),  # 60 days ahead
        (date(2019, 8, 1), {"valid"}),
        (None, {"valid"}),
    ],
)
def test_the_state_is_told_for_today(leader_client: Client, expires_on: date | None, states: set[str]) -> None:
    make.make_certificate(number="12/CNV", expires_on=expires_on)
    for state in ("valid", "expiring", "expired"):
        assert bool(found(leader_client, f"state={state}")) is (state in states), state


def test_the_notice_is_the_offices_own(leader_client: Client, staff: User) -> None:
    from config.reference.models import Setting

    make.make_certificate(expires_on=date(2019, 8, 1))
    writing.save(Setting(key="expiry-notice-days", value="61"), by=staff)
    assert len(found(leader_client, "state=expiring")) == 1


@pytest.mark.parametrize("event", [CertificateEvent.SUSPENDED, CertificateEvent.REVOKED])
def test_a_suspension_or_revocation_ends_what_was_held_before(db: None, event: CertificateEvent) -> None:
    ngo = make.make_ngo()
    make.make_certificate(ngo=ngo, issued_on=date(2016, 1, 1))
    other_kind = make.make_certificate(ngo=ngo, kind=CertificateKind.REPRESENTATIVE_OFFICE)
    make.make_certificate(ngo=ngo, event=event, issued_on=date(2018, 1, 1), expires_on=None)
    renewed = make.make_certificate(ngo=ngo, event=CertificateEvent.RENEWED, issued_on=date(2019, 1, 1))
    valid = RegistrationCertificate.objects.valid_on
    assert set(valid(date(2017, 12, 31))) == {other_kind, *RegistrationCertificate.objects.filter(pk=other_kind.pk - 1)}
    assert set(valid(date(2018, 1, 1))) == {other_kind}
    assert set(valid(TODAY)) == {other_kind, renewed}


@pytest.mark.parametrize(
    ("fields", "pill"),
    [
        ({"expires_on": date(2019, 5, 31)}, "Đã hết hạn"),
        ({"expires_on": date(2019, 7, 31)}, "Sắp hết hạn"),
        ({"expires_on": date(2019, 8, 1)}, "Còn hiệu lực"),
        ({"expires_on": None}, "Còn hiệu lực"),
        ({"issued_on": date(2019, 6, 2), "expires_on": None}, "Chưa đến ngày hiệu lực"),
        ({"event": CertificateEvent.REVOKED}, "Thu hồi"),
    ],
)
def test_the_pill_says_how_the_paper_stands(leader_client: Client, fields: dict[str, Any], pill: str) -> None:
    page = leader_client.get(make.make_certificate(**fields).get_absolute_url())
    assert [one.text for one in page.context["pills"]] == [pill]


def test_a_revoked_paper_does_not_show_as_valid(leader_client: Client) -> None:
    certificate = make.make_certificate()
    make.make_certificate(ngo=certificate.ngo, event=CertificateEvent.REVOKED, issued_on=date(2018, 1, 1))
    page = leader_client.get(certificate.get_absolute_url())
    assert [one.text for one in page.context["pills"]] == ["Đã bị đình chỉ hoặc thu hồi"]
    assert found(leader_client, "state=valid") == set()


def test_an_archived_certificate_shows_nowhere_as_valid(leader_client: Client, staff: User) -> None:
    certificate = make.make_certificate(number="77/CNV", expires_on=None)
    ngo = certificate.ngo
    assert "77/CNV" in leader_client.get(ngo.get_absolute_url()).context["tables"][1].rows[0].cells[0].html
    writing.archive(certificate, by=staff, reason="Nhập nhầm")
    assert leader_client.get(ngo.get_absolute_url()).context["tables"][1].rows == []
    assert found(leader_client, "") == found(leader_client, "state=valid") == set()
    assert found(leader_client, "archived=all") == {"77/CNV"}
    assert ForeignNGO.objects.certified_on(TODAY).count() == 0
    pills = leader_client.get(certificate.get_absolute_url()).context["pills"]
    assert [pill.text for pill in pills] == ["Đã lưu trữ"]


def test_the_search_finds_the_organisation_by_any_of_its_names(leader_client: Client) -> None:
    ngo = make.make_ngo(name="Saemaul Undong", name_vi="Hội Phong trào làng mới")
    writing.save(NGOAlias(ngo=ngo, name="Kieng Sang Buk"), by=None)
    make.make_certificate(ngo=ngo, number="12/CNV")
    make.make_certificate(number="13/CNV", ngo=make.make_ngo(name="Quỹ Ánh sáng"))
    for words in ("saemaul", "lang moi", "kieng buk", "12 undong"):
        assert found(leader_client, f"q={words}") == {"12/CNV"}, words
    assert found(leader_client, "q=undong anh sang") == set()


def test_kind_and_event_narrow_the_list(leader_client: Client) -> None:
    make.make_certificate(number="1", kind=CertificateKind.OPERATION)
    make.make_certificate(number="2", kind=CertificateKind.PROJECT_OFFICE, event=CertificateEvent.RENEWED)
    assert found(leader_client, "kind=project_office") == {"2"}
    assert found(leader_client, "event=issued") == {"1"}


# Which decree -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued_on", "decree"),
    [
        (date(2012, 5, 31), "Trước Nghị định 12/2012/NĐ-CP (có hiệu lực từ 01/06/2012)"),
        (date(2012, 6, 1), "Nghị định 12/2012/NĐ-CP (có hiệu lực từ 01/06/2012)"),
        (date(2022, 10, 31), "Nghị định 12/2012/NĐ-CP (có hiệu lực từ 01/06/2012)"),
        (date(2022, 11, 1), "Nghị định 58/2022/NĐ-CP (có hiệu lực từ 01/11/2022)"),
    ],
)
def test_the_page_names_the_decree(leader_client: Client, issued_on: date, decree: str) -> None:
    page = leader_client.get(make.make_certificate(issued_on=issued_on, expires_on=None).get_absolute_url())
    assert facts_of(page)["Cấp theo"] == decree


def facts_of(page: Any) -> dict[str, Any]:
    return {fact.label: fact.value for group in page.context["groups"] for fact in group.facts}


@pytest.mark.parametrize(("event", "verb"), [("issued", "cấp"), ("renewed", "gia hạn"), ("reissued", "cấp lại")])
def test_no_paper_of_a_project_office_is_given_any_more(post: Post, event: str, verb: str) -> None:
    make.make_ngo(code="TC-001")
    sent = paper(kind="project_office", event=event, issued_on="01/11/2022")
    assert errors_of(post(NEW, sent)) == [
        f"Loại giấy: Từ ngày 01/11/2022 không còn {verb} giấy đăng ký lập Văn phòng dự án (Nghị định 58/2022/NĐ-CP chỉ "
        "còn hai loại giấy). Chọn loại giấy khác, hoặc xem lại ngày cấp."
    ]
    assert post(NEW, sent | {"issued_on": "31/10/2022"}).status_code == 302


@pytest.mark.parametrize("event", ["amended", "suspended", "revoked"])
def test_old_papers_of_project_offices_are_still_changed_and_ended(post: Post, event: str) -> None:
    make.make_ngo(code="TC-001")
    assert post(NEW, paper(kind="project_office", event=event, issued_on="01/11/2022")).status_code == 302


def test_an_old_paper_of_a_project_office_says_how_long_it_is_good(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make.make_certificate(kind=CertificateKind.PROJECT_OFFICE, expires_on=date(2024, 1, 1)).get_absolute_url()
    assert "Giá trị của loại giấy này" not in facts_of(leader_client.get(page))
    monkeypatch.setattr("aid.views.certificates.today", lambda: date(2022, 11, 1))
    shown = leader_client.get(page)
    assert facts_of(shown)["Giá trị của loại giấy này"].startswith("Từ 01/11/2022 không còn cấp loại giấy này")
    assert [pill.text for pill in shown.context["pills"]] == ["Còn hiệu lực"]


# The province -------------------------------------------------------------------------------------------


def stored_coverage(post: Post, **fields: Any) -> bool | None:
    make.make_ngo(code="TC-001")
    assert post(NEW, paper(**fields)).status_code == 302
    return RegistrationCertificate.objects.get().covers_province


@pytest.mark.parametrize(
    ("said", "provinces", "stored"),
    [
        ("", "Hà Nội, Suối Vàng", True),
        ("", "Hà Nội, Hòa Bình", False),
        ("", "", None),
        ("no", "Hà Nội, Suối Vàng", False),
        ("yes", "", True),
    ],
)
def test_the_province_is_proposed_where_nobody_said(
    post: Post, staff: User, said: str, provinces: str, stored: bool | None
) -> None:
    body = IssuingBody.objects.get(is_default=True)
    body.province_name = "tỉnh Suối Vàng"
    writing.save(body, by=staff)
    assert stored_coverage(post, covers_province=said, provinces=provinces) is stored


def test_without_a_body_nothing_is_proposed(post: Post, staff: User) -> None:
    for body in IssuingBody.objects.active():
        writing.archive(body, by=staff, reason="Thử")
    assert stored_coverage(post, provinces="Hà Nội") is None


def test_set_back_to_not_known_it_stays_so(post: Post) -> None:
    make.make_ngo(code="TC-001")
    certificate = make.make_certificate(
        ngo=ForeignNGO.objects.get(), number="12/CNV", provinces="Cả nước", covers_province=True
    )
    post(NEW, paper(provinces="Cả nước", covers_province=""), pk=certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.covers_province, certificate.version) == (None, 2)


def test_what_was_proposed_is_said(post: Post, staff_client: Client) -> None:
    make.make_ngo(code="TC-001")
    page = staff_client.get(post(NEW, paper(provinces="Toàn quốc"))["Location"])
    assert [str(message) for message in page.context["messages"]] == [
        "Đã lưu giấy đăng ký “Giấy đăng ký hoạt động số 12/CNV”. Theo địa bàn đã ghi: có tỉnh ta trong địa bàn "
        "đăng ký; sửa lại nếu chưa đúng."
    ]
    assert facts_of(page)["Tỉnh ta trong địa bàn đăng ký"] == "Có"


def test_a_second_writers_form_keeps_the_province(post: Post, staff: User) -> None:
    certificate = make.make_certificate(ngo=make.make_ngo(code="TC-001"), number="12/CNV", covers_province=True)
    writing.save(writing.lock(RegistrationCertificate, certificate.pk), by=staff)
    answer = post(NEW, paper(covers_province="yes", note="Mới", issued_on="01/01/2015"), pk=certificate.pk)
    assert answer.context["form"]["covers_province"].value() == "yes"


# Two at once ---------------------------------------------------------------------------------------------

OVERLAP = (
    "Lý do có hai giấy cùng hiệu lực: Cùng hiệu lực với “Giấy đăng ký hoạt động số 001/CNV-HĐ” "
    "(01/01/2015 – 31/12/2019) của tổ chức này. Nếu là gia hạn, sửa đổi hoặc cấp lại thì chọn đúng việc; nếu đúng là "
    "có hai giấy thì ghi lý do vào ô này."
)


def test_two_valid_papers_of_a_kind_need_a_word_of_why(post: Post, staff_client: Client) -> None:
    make.make_certificate(ngo=make.make_ngo(code="TC-001"))
    refused = post(NEW, paper())
    assert errors_of(refused) == [OVERLAP]
    assert refused.context["form"]["number"].value() == "12/CNV"
    saved = post(NEW, paper(overlap_reason="Hai văn phòng, hai giấy"))
    page = staff_client.get(saved["Location"])
    assert facts_of(page)["Lý do có hai giấy cùng hiệu lực"] == "Hai văn phòng, hai giấy"


def test_the_older_paper_may_be_typed_later(post: Post) -> None:
    make.make_certificate(ngo=make.make_ngo(code="TC-001"))
    assert errors_of(post(NEW, paper(issued_on="01/01/2013", expires_on="31/12/2015"))) == [OVERLAP]
    assert post(NEW, paper(issued_on="01/01/2013", expires_on="31/12/2014")).status_code == 302


def test_a_change_that_leaves_the_days_alone_asks_nothing(post: Post) -> None:
    ngo = make.make_ngo(code="TC-001")
    make.make_certificate(ngo=ngo)
    second = make.make_certificate(ngo=ngo, number="12/CNV", issued_on=date(2018, 2, 1), expires_on=None)
    sent = paper(ngo=f"{ngo.name} (TC-001)", note="Bản sao")
    assert post(NEW, sent, pk=second.pk).status_code == 302
    assert errors_of(post(NEW, sent | {"issued_on": "02/02/2018"}, pk=second.pk, version=2)) == [OVERLAP]


def test_a_paper_archived_or_of_another_kind_or_organisation_is_in_nobodys_way(post: Post, staff: User) -> None:
    ngo = make.make_ngo(code="TC-001")
    make.make_certificate(ngo=ngo, kind=CertificateKind.REPRESENTATIVE_OFFICE)
    make.make_certificate()
    writing.archive(make.make_certificate(ngo=ngo), by=staff, reason="Nhập trùng")
    assert post(NEW, paper()).status_code == 302


def test_an_unexplained_pair_is_named_on_both_pages(leader_client: Client) -> None:
    ngo = make.make_ngo()
    span = {"expires_on": date(2019, 12, 31), "covers_province": True}
    older = make.make_certificate(ngo=ngo, number="1", **span)
    newer = make.make_certificate(ngo=ngo, number="2", issued_on=date(2016, 1, 1), **span)
    said = [leader_client.get(one.get_absolute_url()).context["missing"] for one in (older, newer)]
    assert said == [
        ["Cùng hiệu lực với “Giấy đăng ký hoạt động số 2” (01/01/2016 – 31/12/2019) mà chưa ghi lý do."],
        ["Cùng hiệu lực với “Giấy đăng ký hoạt động số 1” (01/01/2015 – 31/12/2019) mà chưa ghi lý do."],
    ]
    newer.overlap_reason = "Hai văn phòng"
    writing.save(newer, by=None)
    assert [leader_client.get(one.get_absolute_url()).context["missing"] for one in (older, newer)] == [[], []]
