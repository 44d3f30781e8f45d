"""Certificates: the form, validity by day, search, and that an archived one shows nowhere as valid."""

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
from tests.aid.conftest import errors_of
from tests.factories import aid as make

Post = Callable[..., Any]
NEW = "aid:certificate"
LIST = "/aid/ngos/certificates/"
TODAY = date(2019, 6, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("aid.filters.certificates", "aid.views.certificates", "aid.filters.ngos"):
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
