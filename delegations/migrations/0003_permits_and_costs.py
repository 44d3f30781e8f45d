"""Permits and costs of a delegation become rows: a visit may have several of each.

What stood in the single columns is copied with a first line of history each, so nothing is lost; the history
of the columns themselves ends with the last save before.
"""

from django.db import migrations
from django.utils import timezone

REASON = "Chuyển từ ô cũ của hồ sơ đoàn"
OUTGOING, VISIT, UNKNOWN_SOURCE = "outgoing", "visit", "Chưa rõ nguồn"


def forwards(apps, schema_editor):
    Delegation = apps.get_model("delegations", "Delegation")
    for delegation in Delegation.objects.order_by("pk").iterator():
        if delegation.permit_number or delegation.permit_on or delegation.permit_issuer:
            kind = OUTGOING if delegation.direction == "out" else VISIT
            _add(
                apps, "Permit", delegation, kind=kind, number=delegation.permit_number or "chưa rõ số",
                issued_on=delegation.permit_on, issuer=delegation.permit_issuer,
            )
        if delegation.cost_vnd:
            _add(
                apps, "DelegationCost", delegation, source=delegation.cost_source or UNKNOWN_SOURCE,
                amount=delegation.cost_vnd, currency="VND", vnd=delegation.cost_vnd,
            )


def _add(apps, name, delegation, **values):
    row = apps.get_model("delegations", name).objects.create(delegation_id=delegation.pk, **values)
    apps.get_model("delegations", f"Historical{name}").objects.create(
        id=row.pk, delegation_id=delegation.pk, history_date=timezone.now(), history_type="+",
        history_change_reason=REASON, **values,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("delegations", "0002_dossier"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
