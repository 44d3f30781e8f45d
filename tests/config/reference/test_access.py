"""Who may do what with reference data: staff add places and agencies, administrators keep the rest."""

from typing import Any

import pytest
from django.test import Client

from config.reference.models import Agency, Country, IssuingBody, Place, ReportPeriod

pytestmark = pytest.mark.django_db

REGISTERS = {
    "places": Place,
    "agencies": Agency,
    "countries": Country,
    "bodies": IssuingBody,
    "periods": ReportPeriod,
}
FOR_STAFF = {"places", "agencies"}


def pages(prefix: str) -> dict[str, str]:
    record = REGISTERS[prefix].objects.order_by("pk").first()
    return {
        "list": f"/reference/{prefix}/",
        "detail": f"/reference/{prefix}/{record.pk}/",
        "history": f"/reference/{prefix}/{record.pk}/history/",
        "create": f"/reference/{prefix}/new/",
        "edit": f"/reference/{prefix}/{record.pk}/edit/",
        "archive": f"/reference/{prefix}/{record.pk}/archive/",
    }


def statuses(client: Client, prefix: str) -> dict[str, int]:
    return {name: client.get(url).status_code for name, url in pages(prefix).items()}


READS = {"list": 200, "detail": 200, "history": 200, "create": 403, "edit": 403, "archive": 403}
WRITES = dict.fromkeys(READS, 200)


@pytest.mark.parametrize("prefix", REGISTERS)
def test_a_leader_reads(leader_client: Client, prefix: str) -> None:
    assert statuses(leader_client, prefix) == READS


@pytest.mark.parametrize("prefix", REGISTERS)
def test_staff_change_places_and_agencies_only(staff_client: Client, prefix: str) -> None:
    assert statuses(staff_client, prefix) == (WRITES if prefix in FOR_STAFF else READS)


@pytest.mark.parametrize("prefix", REGISTERS)
def test_administrators_change_all(admin_client: Client, prefix: str) -> None:
    assert statuses(admin_client, prefix) == WRITES


@pytest.mark.parametrize("prefix", REGISTERS)
def test_a_stranger_is_sent_to_sign_in(client: Client, prefix: str) -> None:
    for url in pages(prefix).values():
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


def test_what_staff_may_not_do_is_not_drawn(staff_client: Client) -> None:
    page = staff_client.get("/reference/countries/").content.decode()

    assert "/reference/countries/new/" not in page


@pytest.mark.parametrize(("prefix", "status"), [("places", 302), ("countries", 403)])
def test_staff_cannot_restore_what_they_cannot_archive(staff_client: Client, prefix: str, status: int) -> None:
    record = REGISTERS[prefix].objects.order_by("pk").first()

    assert staff_client.post(f"/reference/{prefix}/{record.pk}/restore/").status_code == status


@pytest.mark.parametrize("prefix", REGISTERS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_exports(leader_client: Client, prefix: str, kind: str) -> None:
    response = leader_client.get(f"/reference/{prefix}/", {"export": kind})

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{kind}"')


def test_a_record_that_is_not_there_is_not_found(staff_client: Client) -> None:
    assert staff_client.get("/reference/places/999999/").status_code == 404


@pytest.mark.parametrize("prefix", REGISTERS)
def test_every_column_sorts_both_ways(leader_client: Client, prefix: str) -> None:
    heads: list[Any] = leader_client.get(f"/reference/{prefix}/").context["heads"]
    for head in heads:
        for sort in (head["column"].key, f"-{head['column'].key}"):
            assert leader_client.get(f"/reference/{prefix}/", {"sort": sort}).status_code == 200
