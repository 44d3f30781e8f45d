"""Posting forms as the page sends them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.accounts.models import User
from config.kit import tokens

PROJECT_PARTS = ("donors", "sector_shares", "place_shares", "outputs")


def rows_posted(name: str, rows: list[dict[str, Any]], stored: int = 0) -> dict[str, Any]:
    """The rows of one kind of part with the counters of their table."""
    data: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        data |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return data


def project_data(**fields: Any) -> dict[str, Any]:
    """A project form filled with the least; parts are lists of rows, `stored` counts the rows kept before."""
    parts = {name: fields.pop(name, []) for name in PROJECT_PARTS}
    stored = fields.pop("stored", {})
    data: dict[str, Any] = {"name": "Nước sạch xã La Bằng", "modality": "project", "stage": "approved"}
    for name, rows in parts.items():
        data |= rows_posted(name, rows, stored.get(name, 0))
    return data | fields


@pytest.fixture
def post(staff_client: Client, staff: User) -> Callable[..., Any]:
    """Post a register's form as the officer: `post("aid:rate", data)` is new, with `pk` a change."""

    def posted(name: str, data: dict[str, Any], *, pk: int | None = None, version: int = 1, token: str = "") -> Any:
        address = reverse(f"{name}-create") if pk is None else reverse(f"{name}-edit", args=[pk])
        sent = {"form_token": token or tokens.new_token(staff), "version": version, **data}
        return staff_client.post(address, sent)

    return posted


def errors_of(response: Any) -> list[str]:
    """The sentences at the top of a form that was not saved."""
    assert response.status_code == 200, response.get("Location")
    return [error["text"] for error in response.context["form"].all_errors]
