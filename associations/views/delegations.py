"""The delegations linked to an association or a partner; that register is known by its link only."""

from typing import Any

from config.kit.tables import Column, Table, make_table


def delegations_table(record: Any, user: Any) -> Table:
    """Delegations of the record that the user may see, newest first."""
    columns = (
        Column("name", "Đoàn", lambda row: row.name),
        Column("direction", "Chiều", lambda row: row.get_direction_display()),
        Column("arrival", "Ngày đến", lambda row: row.arrival, kind="date"),
        Column("status", "Trạng thái", lambda row: row.get_status_display()),
    )
    rows = record.delegations.visible_to(user).active().order_by("-arrival_on", "-pk")
    return make_table(
        "Đoàn", columns, rows, url=lambda row: row.get_absolute_url(), empty="Chưa có đoàn nào liên quan."
    )
