"""What a report says at one moment, taken together: its text, its figures, the rows behind them, the settings."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

from config.kit.periods import Period
from config.reference.office_settings import (
    CONGRESS_YEARS,
    DELEGATION_REPORT_DAYS,
    OFFICE_SETTINGS,
    RATE_MAX_AGE,
    values_in_force,
)
from reports.facts import gather
from reports.printed.document import Document
from reports.printed.figures import frozen_figures, report_figures
from reports.printed.frozen_rows import frozen_rows

RULES = "2026-11"
"""The version of docs/rules.md that the figures go by: raised whenever the meaning of a figure changes."""

SETTINGS = (RATE_MAX_AGE, DELEGATION_REPORT_DAYS, CONGRESS_YEARS)
"""The settings of the office that a report's figures depend on."""


@dataclass(frozen=True)
class Frozen:
    """A report at one moment, as it is stored when it is issued."""

    article: str
    figures: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    settings: dict[str, str]
    rules: str = RULES

    @property
    def digest(self) -> str:
        """The same for the same text, figures, rows and settings."""
        said = json.dumps([self.article, self.figures, self.rows, self.settings, self.rules], ensure_ascii=False)
        return sha256(said.encode()).hexdigest()


def freeze(document: Document, period: Period) -> Frozen:
    """The report whose document this is, over the days it counts; a fixed number of queries."""
    return Frozen(
        article=article_of(document),
        figures=frozen_figures(report_figures(gather(period))),
        rows=frozen_rows(period),
        settings=settings_now(),
    )


def article_of(document: Document) -> str:
    """The text as the page shows it."""
    return render_to_string("reports/printed/_document.html", {"document": document})


def settings_now() -> dict[str, str]:
    """The settings of `SETTINGS` as people read them; one query."""
    values: Any = values_in_force()
    return {setting.key: setting.say(values[setting.key]) for setting in SETTINGS}


def setting_label(key: str) -> str:
    """What a setting is called; its key where the office knows it no more."""
    return next((setting.label for setting in OFFICE_SETTINGS if setting.key == key), key)
