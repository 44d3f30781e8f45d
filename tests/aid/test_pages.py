"""Every page of the five registers, by person: what a stranger, a leader and an officer get."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import aid as make

RECORDS: dict[str, Callable[..., Any]] = {
    "aid:ngo": make.make_ngo,
    "aid:certificate": make.make_certificate,
    "aid:project": make.make_project,
    "aid:commitment": make.make_commitment,
    "aid:disbursement": make.make_disbursement,
    "aid:rate": make.make_rate,
}
NAMES = sorted(RECORDS)
READ = ("list", "detail", "history")
WRITE = ("create", "edit", "archive")


def address(name: str, act: str, pk: int) -> str:
    return reverse(f"{name}-{act}", args=[] if act in {"list", "create"} else [pk])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("act", READ + WRITE)
def test_a_stranger_is_asked_to_sign_in(db: None, client: Client, name: str, act: str) -> None:
    url = address(name, act, RECORDS[name]().pk)
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('accounts:login')}?next={url}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("act", READ)
def test_a_leader_reads(leader_client: Client, name: str, act: str) -> None:
    assert leader_client.get(address(name, act, RECORDS[name]().pk)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("act", [*WRITE, "restore"])
def test_a_leader_changes_nothing(leader_client: Client, name: str, act: str) -> None:
    url = address(name, act, RECORDS[name]().pk)
    assert leader_client.post(url, {"reason": "thử"}).status_code == 403
    if act != "restore":
        assert leader_client.get(url).status_code == 403


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("act", READ + WRITE)
def test_an_officer_opens_every_page(staff_client: Client, name: str, act: str) -> None:
    assert staff_client.get(address(name, act, RECORDS[name]().pk)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_what_may_not_be_done_is_not_drawn(leader_client: Client, name: str) -> None:
    pk = RECORDS[name]().pk
    listing = leader_client.get(address(name, "list", pk)).content.decode()
    detail = leader_client.get(address(name, "detail", pk)).content.decode()
    assert f'href="{address(name, "create", pk)}' not in listing
    for act in ("edit", "archive"):
        assert address(name, act, pk) not in detail


@pytest.mark.parametrize("name", NAMES)
def test_a_record_that_is_not_there_is_404(staff_client: Client, name: str) -> None:
    for act in ("detail", "edit", "archive", "history"):
        assert staff_client.get(address(name, act, 999_999)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_archived_with_a_reason_and_restored(staff_client: Client, name: str) -> None:
    record = RECORDS[name]()
    archive, listing = address(name, "archive", record.pk), address(name, "list", record.pk)
    refused = staff_client.post(archive, {"reason": "  "})
    assert refused.status_code == 200
    assert "Chưa ghi lý do lưu trữ" in refused.content.decode()
    assert staff_client.post(archive, {"reason": "Nhập trùng"}).status_code == 302
    record.refresh_from_db()
    assert (record.is_archived, record.archive_reason, record.version) == (True, "Nhập trùng", 2)
    link = f'href="{record.get_absolute_url()}"'
    assert link not in staff_client.get(listing).content.decode()
    assert link in staff_client.get(f"{listing}?archived=archived").content.decode()
    assert staff_client.get(address(name, "edit", record.pk)).status_code == 404
    assert staff_client.post(address(name, "restore", record.pk)).status_code == 302
    record.refresh_from_db()
    assert (record.is_archived, record.archive_reason, record.version) == (False, "", 3)
    assert link in staff_client.get(listing).content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_is_exported_as_filtered(leader_client: Client, name: str, kind: str) -> None:
    RECORDS[name]()
    response = leader_client.get(f"{address(name, 'list', 0)}?export={kind}")
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{kind}"')


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 3000,
        "page=abc&sort=zzz",
        "page=99999999999",
        "archived=zzz",
        "donor=abc&country=-1&place=999999999999999999999&sector=zzz&stage=zzz",
        "donor=999999&country=999999&place=999999",
        "donor=%00&year=abc&from=31/02/2016&to=zzz&currency=zzz&state=zzz&missing=zzz",
        "active_from=abc&active_to=99999999999999999999&approval_year=1",
        "counted=zzz&precision=zzz&converted=zzz&kind=zzz&is_refund=zzz&form=zzz",
        "counted=1&donor=abc&sector=zzz",
        "counted=1&donor=many&sector=many&place=many&country=many",
        "counted=1&country=unknown",
        "ngo=abc&project=abc&donor=%F0%9F%98%80",
    ],
)
def test_no_query_of_a_list_breaks_it(leader_client: Client, name: str, query: str) -> None:
    RECORDS[name]()
    assert leader_client.get(f"{address(name, 'list', 0)}?{query}").status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "query",
    [
        "donor=abc&project=abc&ngo=abc",
        "donor=%00&project=%00&ngo=%00",
        "donor=999999999&project=999999999&ngo=999999999",
        "donor=-1&project=-1&ngo=-1",
        "donor=99999999999999999999999&project=99999999999999999999999&ngo=99999999999999999999999",
        "donor=%C2%B2&project=%C2%B2&ngo=%C2%B2&amount=x&currency=x&dated=x&kind=x&stage=x&start=x&valid_from=x",
        "name=%3Cscript%3E&parent=1&owner=1&code=5&is_call_for_aid=x&stated_usd=x&vnd_per_unit=5",
    ],
)
def test_no_query_of_a_new_form_breaks_it(staff_client: Client, name: str, query: str) -> None:
    response = staff_client.get(f"{address(name, 'create', 0)}?{query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "")
