"""What the contracts share: the three people and a stranger, and a record of every register."""

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
def visited(django_db_setup: None, django_db_blocker: Any) -> Visited:
    """Every kind of page as each person gets it, with the demonstration data; taken back at once."""
    name = str(connection.settings_dict["NAME"])
    assert "test" in name or "memory" in name, f"{name} is no database of tests: mark the test with django_db"
    with django_db_blocker.unblock(), transaction.atomic():
        found = visit()
        transaction.set_rollback(True)
    return found
