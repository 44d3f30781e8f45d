"""A passport number and a birth date typed by the administrator reach nobody else, in no response and no file; after
the purge they stand in no table."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pdfplumber
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from config.accounts.models import Role, User
from delegations.models import MemberIdentity
from tests.contracts.posted import main_form
from tests.contracts.routes import routes
from tests.contracts.test_urls import url_of
from tests.factories.delegations import make_member

pytestmark = pytest.mark.django_db

PASSPORT = "X-PASSPORT-MARK-9177"
BORN = date(1961, 7, 13)
MARKS = (PASSPORT, "13/07/1961", "1961-07-13", "13/7/1961", "PASSPORT-MARK")
WITHOUT_EXPORT = ("-pdf", "-xlsx", "-create", "-edit", "-archive", "-restore", "-detail", "-history", "-download")
EXPORTS = ("?export=xlsx", "?export=csv")


@pytest.fixture
def marked(records: dict[str, Any], admin_client: Any) -> Any:
    """The delegation of the contracts, with a member whose papers the administrator has typed and looked at."""
    delegation = records["delegations:delegation"]
    member = make_member(delegation, "Bounthong Keo", country="LA")
    edit = reverse("delegations:delegation-identities-entry", args=[delegation.pk])
    form = main_form(admin_client.get(edit).content.decode())
    papers = {f"secret_passport_{member.pk}": PASSPORT, f"secret_born_{member.pk}": f"{BORN:%d/%m/%Y}"}
    admin_client.post(edit, form.with_(**papers))
    address = reverse("delegations:delegation-identities", args=[delegation.pk])
    shown = admin_client.post(address, {"show": member.pk}).content.decode()
    assert (PASSPORT in shown, "13/07/1961" in shown) == (True, True)
    return member


def texts_of(response: Any) -> Iterator[str]:
    """Everything a response says: its headers, its text, each file of a workbook, each page of a PDF."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    yield str(response.headers)
    yield body.decode("utf-8", errors="replace")
    if body[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(body))
        for name in packed.namelist():
            yield packed.read(name).decode("utf-8", errors="replace")
    if body[:4] == b"%PDF":
        with pdfplumber.open(io.BytesIO(body)) as pdf:
            for page in pdf.pages:
                yield page.extract_text() or ""


def leaks(client: Any, records: dict[str, Any]) -> list[str]:
    """The addresses whose answer to this person holds a mark, opened and sent empty."""
    found = []
    for name in sorted(routes()):
        if name == "accounts:logout":
            continue
        url = url_of(name, records)
        queries = ("",) if name.endswith(WITHOUT_EXPORT) else ("", *EXPORTS)
        answers = [(f"{url}{query}", client.get(f"{url}{query}")) for query in queries]
        answers.append((f"POST {url}", client.post(url)))
        found += [told for told, answer in answers if any(mark in text for text in texts_of(answer) for mark in MARKS)]
    return found


@pytest.mark.page
@pytest.mark.parametrize("who", ["leader", "staff", "stranger"])
def test_papers_reach_nobody_without_the_right(who: str, clients: dict[str, Any], records: dict[str, Any], marked: Any):
    assert leaks(clients[who], records) == []


@pytest.mark.page
def test_papers_reach_those_with_the_right_by_asking_only(client_of: Any, records: dict[str, Any], marked: Any):
    trusted = User.objects.create_user("thuky", full_name="Lý Thị Ước", role=Role.STAFF, handles_identities=True)
    client = client_of(trusted)

    assert leaks(client, records) == []
    address = reverse("delegations:delegation-identities", args=[marked.delegation_id])
    assert PASSPORT in client.post(address, {"show": marked.pk}).content.decode()


@pytest.mark.page
def test_papers_reach_the_administrator_by_asking_only(admin_client: Any, records: dict[str, Any], marked: Any):
    assert leaks(admin_client, records) == []


@pytest.mark.parametrize("number", [PASSPORT, "9177", "13/07/1961"])
def test_papers_are_found_by_no_search(number: str, admin_client: Any, marked: Any):
    """A search repeats what was typed, so what is asserted is that it finds nobody."""
    lists = [name for name in routes() if name.endswith("-list")]
    addresses = [f"{reverse(name)}?{urlencode({'q': number})}" for name in (*lists, "office:search")]

    pages = [admin_client.get(address).content.decode() for address in addresses]

    assert [name for name, page in zip(addresses, pages, strict=True) if str(marked.delegation) in page] == []


def stored_texts() -> Iterator[tuple[str, str]]:
    """Every value of every table as text, with the table it stands in."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of our tables
            for row in cursor.fetchall():
                for value in row:
                    plain = bytes(value).decode("utf-8", errors="replace") if isinstance(value, memoryview) else value
                    yield table, plain.decode("utf-8", errors="replace") if isinstance(plain, bytes) else str(plain)


def tables_with_marks() -> set[str]:
    return {table for table, text in stored_texts() if any(mark in text for mark in MARKS)}


def test_papers_stand_in_one_table_and_after_the_purge_in_none(
    admin_client: Any, admin: User, client_of: Any, marked: Any, capsys: Any
):
    delegation = marked.delegation
    send_when_signed_out(admin_client, delegation)
    before = tables_with_marks()

    call_command("purge_identities", "--today", "2100-01-01")

    assert before == {MemberIdentity._meta.db_table}
    assert tables_with_marks() == set()
    assert [member.name for member in delegation.members.all()] == ["Bounthong Keo"]
    assert marked.history.first().history_change_reason == "Xóa giấy tờ theo thời hạn lưu"
    assert re.match(r"Đã xóa giấy tờ của 1 thành viên", capsys.readouterr().out)


def send_when_signed_out(client: Any, delegation: Any) -> None:
    """Forms with papers that arrive after the session has ended are held in it, without the papers."""
    for act, names in {
        "members": ("members-0-secret_passport", "secret_pasted"),
        "identities-entry": ("secret_passport_1",),
    }.items():
        address = reverse(f"delegations:delegation-{act}", args=[delegation.pk])
        form = main_form(client.get(address).content.decode())
        stranger = type(client)()
        stranger.post(address, form.with_(**dict.fromkeys(names, PASSPORT)))
        assert "held_form" in stranger.session


def test_every_table_is_looked_into():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

    assert {model._meta.db_table for model in apps.get_models()} - tables == set()
