"""Letters, papers and photos of a delegation, through the pages of the kit (tests/aid/test_documents.py tries those
in every way; here stands that delegations are joined to them)."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.kit.changes import changes_of
from config.kit.writing import archive
from config.reference.models import Setting
from delegations.models import DelegationDocument
from tests.factories import files
from tests.factories.delegations import make_delegation, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


def url(act: str, document: DelegationDocument) -> str:
    return reverse(f"delegations:document-{act}", args=[document.pk])


def test_a_photo_is_added_shown_and_given_back_as_it_came(staff_client: Client, leader_client: Client) -> None:
    delegation, content = make_delegation(), files.png()
    new = reverse("delegations:delegation-document-new", args=[delegation.pk])

    response = staff_client.post(new, {"files": [files.uploaded("Ảnh lễ đón.png", content)], "title": "Lễ đón"})

    document = DelegationDocument.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{delegation.get_absolute_url()}#documents")
    assert (document.owner, document.title, document.file_kind) == (delegation, "Lễ đón", "png")
    page = leader_client.get(delegation.get_absolute_url()).content.decode()
    assert url("download", document) in page
    assert new not in page
    assert new in staff_client.get(delegation.get_absolute_url()).content.decode()
    answer: Any = leader_client.get(url("download", document))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert any("Lễ đón" in str(change) for change in changes_of(delegation))


def test_a_document_is_renamed_archived_and_restored(staff_client: Client) -> None:
    document = make_document()

    staff_client.post(url("rename", document), {"title": "Thư mời", "version": "1"})
    staff_client.post(url("archiving", document), {"reason": "Gửi nhầm", "version": "2"})
    document.refresh_from_db()
    assert (document.title, document.archive_reason) == ("Thư mời", "Gửi nhầm")

    staff_client.post(url("restoring", document), {"version": "3"})
    document.refresh_from_db()
    assert not document.is_archived


def test_what_is_too_large_is_refused_by_the_office_s_setting(staff_client: Client) -> None:
    Setting.objects.create(key="document-max-mb", value="1")
    new = reverse("delegations:delegation-document-new", args=[make_delegation().pk])
    content = files.pdf("Thư") + b"\n%" + b"x" * (1024 * 1024)

    response = staff_client.post(new, {"files": [files.uploaded("Thư.pdf", content)], "title": ""})

    assert "1 MB" in str(response.context["form"].errors["files"])
    assert DelegationDocument.objects.count() == 0


def test_an_archived_delegation_takes_no_documents(staff_client: Client) -> None:
    delegation = archive(make_delegation(), by=None, reason="Nhập trùng")

    assert staff_client.get(reverse("delegations:delegation-document-new", args=[delegation.pk])).status_code == 404


def test_a_leader_reads_but_changes_nothing(leader_client: Client) -> None:
    document = make_document()

    answers = [leader_client.post(url(act, document)).status_code for act in ("rename", "archiving", "restoring")]

    assert answers == [403, 403, 403]
