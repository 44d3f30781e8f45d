"""System checks of the house rules."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import models

from config.kit.records import Tracked


@register(Tags.models)
def labels_are_given(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every field of our own models has a Vietnamese label: it appears in forms and in the history."""
    errors: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, Tracked):
            continue
        for field in model._meta.local_fields:
            implied = field.name.replace("_", " ")
            if field.name not in {"id", "search_key"} and str(field.verbose_name) == implied:
                errors.append(
                    Error(f"{model._meta.label}.{field.name} has no label.", hint="Give verbose_name.", id="kit.E001")
                )
    return errors


@register(Tags.models)
def money_rows_are_protected(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What a money row points to cannot be deleted under it."""
    ledgers = [
        model
        for model in apps.get_models()
        if issubclass(model, Tracked) and any(field.name == "usd_cents" for field in model._meta.local_fields)
    ]
    return [
        Error(f"{model._meta.label}.{field.name} may be deleted.", hint="Use PROTECT.", id="kit.E002")
        for model in ledgers
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]


@register(Tags.security)
def documents_are_not_public(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Files kept with records lie in no folder whose contents are served to anybody who asks."""
    root = Path(settings.DOCUMENTS_ROOT).resolve()
    folders: list[Any] = [entry[1] if isinstance(entry, tuple) else entry for entry in settings.STATICFILES_DIRS]
    public = [Path(folder).resolve() for folder in (settings.STATIC_ROOT, *folders)]
    return [
        Error(f"DOCUMENTS_ROOT {root} lies in {folder}, which is served.", hint="Choose another.", id="kit.E003")
        for folder in public
        if root.is_relative_to(folder)
    ]
