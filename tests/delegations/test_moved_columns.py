"""Migration 0003: the single permit and cost of older data become rows, each with its first line of history."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("delegations", "0002_dossier")], [("delegations", "0003_permits_and_costs")]
LEAST = {"kind": "friendship", "arrival_on": date(2016, 5, 10), "search_key": ""}

OLD: tuple[dict[str, Any], ...] = (
    {
        "name": "Đoàn đủ",
        "permit_number": "1590/UBND-NC",
        "permit_on": date(2016, 4, 28),
        "permit_issuer": "UBND tỉnh",
        "cost_vnd": 218_900_000,
        "cost_source": "Ngân sách tỉnh",
    },
    {"name": "Đoàn ra", "direction": "out", "permit_number": "8/QĐ-UBND"},
    {"name": "Chỉ có ngày", "permit_on": date(2016, 4, 1)},
    {"name": "Không rõ nguồn", "cost_vnd": 5},
    {"name": "Nguồn không tiền", "cost_source": "Đoàn tự chi trả"},
    {"name": "Kinh phí không", "cost_vnd": 0, "cost_source": "Đoàn tự chi trả"},
    {"name": "Đoàn trống"},
)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_old_columns_become_rows() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    try:
        old = executor.loader.project_state(BEFORE).apps.get_model("delegations", "Delegation")
        for values in OLD:
            old.objects.create(**(LEAST | values))
        executor = MigrationExecutor(connection)
        executor.migrate(AFTER)
        apps = executor.loader.project_state(AFTER).apps
        permits = _rows(apps, "Permit", "kind", "number", "issued_on", "issuer")
        costs = _rows(apps, "DelegationCost", "source", "amount", "currency", "vnd")
        assert permits == [
            ("Đoàn đủ", "visit", "1590/UBND-NC", date(2016, 4, 28), "UBND tỉnh"),
            ("Đoàn ra", "outgoing", "8/QĐ-UBND", None, ""),
            ("Chỉ có ngày", "visit", "chưa rõ số", date(2016, 4, 1), ""),
        ]
        assert costs == [
            ("Đoàn đủ", "Ngân sách tỉnh", 218_900_000, "VND", 218_900_000),
            ("Không rõ nguồn", "Chưa rõ nguồn", 5, "VND", 5),
        ]
        for name, count in (("HistoricalPermit", 3), ("HistoricalDelegationCost", 2)):
            kept = apps.get_model("delegations", name).objects.values_list("history_type", "history_change_reason")
            assert list(kept) == [("+", "Chuyển từ ô cũ của hồ sơ đoàn")] * count
    finally:
        connection.cursor().execute("DELETE FROM delegations_permit")
        connection.cursor().execute("DELETE FROM delegations_delegationcost")
        connection.cursor().execute("DELETE FROM delegations_delegation")
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def _rows(apps: Any, name: str, *fields: str) -> list[tuple[Any, ...]]:
    rows = apps.get_model("delegations", name).objects.order_by("pk")
    return list(rows.values_list("delegation__name", *fields))
