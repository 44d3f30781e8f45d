"""The app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from config.kit import locks
        from reports.printed.corrections import issued_holds

        locks.register(issued_holds)
