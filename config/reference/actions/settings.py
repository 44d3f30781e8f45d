"""Writes to the settings of the office."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from config.kit import writing
from config.reference.models import Setting
from config.reference.office_settings import OFFICE_SETTINGS, DaySetting, OfficeSetting
from config.reference.queries import SettingsNow, settings_now


class StaleSettings(Exception):
    """Somebody changed settings after this person had opened the page; `changed` says which, in sentences."""

    def __init__(self, changed: list[str]) -> None:
        super().__init__("Thiết lập đã được người khác sửa sau khi bạn mở.")
        self.changed = changed


@transaction.atomic
def change_settings(wanted: Mapping[str, Any], *, version: str, by: Any) -> list[OfficeSetting | DaySetting]:
    """Write each value that differs from the one in force; returns the settings that changed.

    Raises StaleSettings when one of them was saved after `version` had been read.
    """
    list(Setting.objects.select_for_update().order_by("pk"))
    now = settings_now()
    if version != now.version:
        raise StaleSettings(_changed_since(version, now))
    changed = [setting for setting in OFFICE_SETTINGS if wanted[setting.key] != now.values[setting.key]]
    for setting in changed:
        row = Setting.objects.filter(key=setting.key).first() or Setting(key=setting.key)
        row.value = setting.write(wanted[setting.key])
        writing.save(row, by=by)
    return changed


def _changed_since(version: str, now: SettingsNow) -> list[str]:
    """A sentence for each setting whose version is not the one that was read."""
    read = version.split(".")
    read += [""] * (len(OFFICE_SETTINGS) - len(read))
    return [
        f"{setting.label}: nay là {_said(setting, now.values[setting.key])}."
        for setting, then in zip(OFFICE_SETTINGS, read, strict=False)
        if then != str(now.versions[setting.key])
    ]


def _said(setting: OfficeSetting | DaySetting, value: Any) -> str:
    return setting.say(value) if value is not None else "chưa đặt"
