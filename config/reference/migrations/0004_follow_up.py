"""Keeps the day from which due reports are followed: today, on a new installation and on one that is brought
up to date. Reports due before it are history, or ten imported years would drown the list of what is due.

A day that stands already is left alone. Going back removes the row unless somebody has changed it.
"""

from django.db import migrations
from django.utils import timezone

from config.kit.clock import today

KEY = "follow-up-from"
LOADED = "Danh mục ban đầu"


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    setting = apps.get_model("reference", "Setting")
    history = apps.get_model("reference", "HistoricalSetting")
    if setting.objects.using(alias).filter(key=KEY).exists():
        return
    row = setting(key=KEY, value=f"{today():%d/%m/%Y}")
    row.save(using=alias)
    columns = {field.attname: getattr(row, field.attname) for field in setting._meta.concrete_fields}
    kept = {"history_date": timezone.now(), "history_type": "+", "history_change_reason": LOADED}
    history.objects.using(alias).create(**kept, **columns)


def unload(apps, schema_editor):
    alias = schema_editor.connection.alias
    history = apps.get_model("reference", "HistoricalSetting").objects.using(alias)
    changed = history.exclude(history_change_reason=LOADED).values("id")
    rows = apps.get_model("reference", "Setting").objects.using(alias).filter(key=KEY).exclude(pk__in=changed)
    pks = list(rows.values_list("pk", flat=True))
    rows.delete()
    history.filter(id__in=pks).delete()


class Migration(migrations.Migration):
    dependencies = [("reference", "0003_merges")]

    operations = [migrations.RunPython(load, unload)]
