"""Reads of reference data that several pages ask for."""

from dataclasses import dataclass
from datetime import date

from config.reference.models import ImportBatch, IssuingBody, Setting
from config.reference.office_settings import OFFICE_SETTINGS


@dataclass(frozen=True)
class SettingsNow:
    """The values in force by key, and the versions they were read at ("0" where the default holds)."""

    values: dict[str, int | date | None]
    versions: dict[str, int]

    @property
    def version(self) -> str:
        """All versions in the order of the catalogue: what a form carries to notice another writer."""
        return ".".join(str(self.versions[setting.key]) for setting in OFFICE_SETTINGS)


def settings_now() -> SettingsNow:
    """Every setting of the catalogue with its value and version: one query."""
    rows = {row.key: row for row in Setting.objects.all()}
    values = {
        setting.key: setting.read(rows[setting.key].value if setting.key in rows else None)
        for setting in OFFICE_SETTINGS
    }
    versions = {setting.key: rows[setting.key].version if setting.key in rows else 0 for setting in OFFICE_SETTINGS}
    return SettingsNow(values, versions)


def holds_demonstration() -> bool:
    """Whether the invented data of `seed_demo` are in the database: one query.

    The same question as config.office.demonstration answers; asked here by what may not look up to the office.
    """
    return ImportBatch.objects.filter(register="demo", state=ImportBatch.State.SAVED).exists()


def name_in_use() -> str:
    """The name of the office as its papers and pages bear it: one query; empty while there is no body."""
    return IssuingBody.objects.in_order_of_use().values_list("name", flat=True).first() or ""
