"""Loads the countries, places, agencies, issuing bodies and report periods of config/reference/data.

Rows that exist already are left alone, so loading twice is loading once. Going back removes the loaded
rows that nobody has changed and nothing refers to.
"""

import csv
import json
from datetime import date
from pathlib import Path

from django.db import IntegrityError, connections, migrations, transaction
from django.db.models import ProtectedError
from django.utils import timezone

DATA = Path(__file__).resolve().parent.parent / "data"
LOADED = "Danh mục ban đầu"
NATURAL_KEYS = {
    "Country": ("code",),
    "Place": ("code", "valid_from"),
    "Agency": ("name",),
    "IssuingBody": ("name",),
    "ReportPeriod": ("key",),
    "PlaceSuccession": ("place_id", "successor_id"),
}


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def key_of(model, row):
    return tuple(getattr(row, name) for name in NATURAL_KEYS[model.__name__])


def create(apps, alias, name, wanted):
    """Insert the rows that are not there yet, each with the first line of its history."""
    model = apps.get_model("reference", name)
    history = apps.get_model("reference", f"Historical{name}")
    taken = set(model.objects.using(alias).values_list(*NATURAL_KEYS[name]))
    rows = [row for row in (model(**values) for values in wanted) if key_of(model, row) not in taken]
    model.objects.using(alias).bulk_create(rows)
    now = timezone.now()
    columns = [field.attname for field in model._meta.concrete_fields]
    history.objects.using(alias).bulk_create(
        history(
            history_date=now,
            history_type="+",
            history_change_reason=LOADED,
            **{column: getattr(row, column) for column in columns},
        )
        for row in rows
    )


def places_of(apps, alias, *, is_new):
    """The places in the list before, or since, the units of 01/07/2025, by code."""
    rows = apps.get_model("reference", "Place").objects.using(alias)
    found = rows.filter(valid_from=date(2025, 7, 1)) if is_new else rows.filter(valid_from=None)
    return {row.code: row for row in found}


def load_places(apps, alias):
    rows = table("places.csv")
    for level in ("province", "district", "commune"):
        parents = {is_new: places_of(apps, alias, is_new=is_new) for is_new in (False, True)}
        create(
            apps,
            alias,
            "Place",
            [
                {
                    "code": row["code"],
                    "name": row["name"],
                    "level": level,
                    "parent": parents[bool(row["valid_from"])].get(row["parent_code"]),
                    "valid_from": day(row["valid_from"]),
                    "valid_to": day(row["valid_to"]),
                }
                for row in rows
                if row["level"] == level
            ],
        )
    old, new = (places_of(apps, alias, is_new=is_new) for is_new in (False, True))
    create(
        apps,
        alias,
        "PlaceSuccession",
        [
            {"place_id": old[row["code"]].pk, "successor_id": new[code].pk}
            for row in rows
            if not row["valid_from"]
            for code in row["successor_codes"].split("|")
            if code
        ],
    )


def load_agencies(apps, alias):
    places = places_of(apps, alias, is_new=False)
    create(
        apps,
        alias,
        "Agency",
        [
            {**{key: text for key, text in row.items() if key != "place_code"}, "place": places.get(row["place_code"])}
            for row in table("agencies.csv")
        ],
    )


def load_bodies(apps, alias):
    bodies = json.loads((DATA / "issuing-bodies.json").read_text(encoding="utf-8"))
    has_default = apps.get_model("reference", "IssuingBody").objects.using(alias).filter(is_default=True).exists()
    create(
        apps,
        alias,
        "IssuingBody",
        [
            {**body, "founded_on": day(body["founded_on"]), "is_default": body["is_default"] and not has_default}
            for body in bodies
        ],
    )


def load_periods(apps, alias):
    numbers = ("start_year_offset", "start_month", "start_day", "end_month", "end_day")
    create(
        apps,
        alias,
        "ReportPeriod",
        [{**row, **{name: int(row[name]) for name in numbers}} for row in table("periods.csv")],
    )


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    create(apps, alias, "Country", table("countries.csv"))
    load_places(apps, alias)
    load_agencies(apps, alias)
    load_bodies(apps, alias)
    load_periods(apps, alias)


def take_out(alias, history, row):
    """Delete one row and its loading from the history, unless something refers to it."""
    pk = row.pk
    try:
        with transaction.atomic(using=alias):
            row.delete()
            connections[alias].check_constraints()
            history.objects.using(alias).filter(id=pk, history_change_reason=LOADED).delete()
    except (IntegrityError, ProtectedError):
        return


def unload(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name in ("PlaceSuccession", "Agency", "Place", "Country", "IssuingBody", "ReportPeriod"):
        model = apps.get_model("reference", name)
        history = apps.get_model("reference", f"Historical{name}")
        loaded = history.objects.using(alias).filter(history_change_reason=LOADED).values("id")
        changed = history.objects.using(alias).exclude(history_change_reason=LOADED).values("id")
        rows = model.objects.using(alias).filter(pk__in=loaded).exclude(pk__in=changed)
        for row in rows.order_by("-pk"):
            take_out(alias, history, row)


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
