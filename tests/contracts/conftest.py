"""What the contracts share: the three people and a stranger, and a record of every register."""

import fcntl
import pickle
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.contracts.crawl import Visited, visit
from tests.contracts.world import make_records


@pytest.fixture
def records(db: None) -> dict[str, Any]:
    """A record of each register, by the register's name."""
    return make_records()


@pytest.fixture
def clients(client: Client, leader_client: Client, staff_client: Client, admin_client: Client) -> dict[str, Client]:
    """A browser-like client for each person, and one that nobody is signed in with."""
    return {"stranger": client, "leader": leader_client, "staff": staff_client, "admin": admin_client}


@pytest.fixture(scope="session")
def visited(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any, testrun_uid: str) -> Visited:
    """Every kind of page as each person gets it, with the demonstration data; taken back at once.

    It takes a minute: the first worker that asks opens the pages, the others read what it found.
    """
    name = str(connection.settings_dict["NAME"])
    assert "test" in name or "memory" in name, f"{name} is no database of tests: mark the test with django_db"
    kept: Path = tmp_path_factory.getbasetemp().parent / f"visited-{testrun_uid}"
    with kept.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if content := file.read():
            found: Visited = pickle.loads(content)  # noqa: S301  written below, in this run
            return found
        with django_db_blocker.unblock(), transaction.atomic():
            found = visit()
            transaction.set_rollback(True)
        file.write(pickle.dumps(found))
    return found
