"""The form of all settings of the office, made from their catalogue."""

from typing import Any

from django import forms

from config.kit.fields import DayField, NumberField, Options
from config.kit.forms import HouseForm
from config.reference.office_settings import OFFICE_SETTINGS, DaySetting, OfficeSetting


def _field(setting: OfficeSetting | DaySetting) -> forms.Field:
    if isinstance(setting, DaySetting):
        return DayField(label=setting.label, help_text=setting.help)
    return NumberField(
        label=setting.label,
        help_text=f"{setting.help} Từ {setting.lowest} đến {setting.highest}, mặc định {setting.default}.",
        lowest=setting.lowest,
        highest=setting.highest,
    )


class SettingsForm(HouseForm):
    """One whole number within its range, or one day, a setting."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for setting in OFFICE_SETTINGS:
            self.fields[setting.key] = _field(setting)
        self.dress(Options())

    @property
    def all_errors(self) -> list[dict[str, str]]:
        """Every error with the id of its field, for the summary at the top."""
        return [
            {"target": self[name].id_for_label, "text": f"{self[name].label}: {error}"}
            for name, errors in self.errors.items()
            for error in errors
        ]
