"""What the contracts share: the three people and a stranger, and a record of every register."""

from typing import Any

import pytest
from django.test import Client

from tests.contracts.world import make_records

SIGNED_IN = ("leader", "staff", "admin")


@pytest.fixture
def records(db: None) -> dict[str, Any]:
    """A record of each register, by the register's name."""
    return make_records()


@pytest.fixture
def clients(client: Client, leader_client: Client, staff_client: Client, admin_client: Client) -> dict[str, Client]:
    """A browser-like client for each person, and one that nobody is signed in with."""
    return {"stranger": client, "leader": leader_client, "staff": staff_client, "admin": admin_client}
