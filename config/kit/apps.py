"""The kit: what every register shares. No tables of its own; imports no domain app."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from config.kit.text import collate


def install_collation(connection: Any, **kwargs: Any) -> None:
    """Give SQLite the Vietnamese order that PostgreSQL has from ICU, under the same name."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("vi_vn", collate)


class KitConfig(AppConfig):
    name = "config.kit"
    label = "kit"

    def ready(self) -> None:
        connection_created.connect(install_collation, dispatch_uid="kit.collation")
        from config.kit import checks  # noqa: F401  registers the system checks
