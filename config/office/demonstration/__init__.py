"""Invented data that show a running office: filled by `seed_demo`, taken out by `seed_demo --remove`.

Everything shown is made up. Organisations, persons and sums are invented; only places, authorities and
what the Union has published itself (the Saemaul works in xã La Bằng, the conference of 2010) are real.
Every record of the demonstration belongs to one import batch; that batch is how the product knows.
"""

from config.reference.models import ImportBatch

REGISTER = "demo"
LABEL = "Dữ liệu minh họa"


def is_demonstration() -> bool:
    """Whether the database holds demonstration data; one query, read by every page."""
    return ImportBatch.objects.filter(register=REGISTER, state=ImportBatch.State.SAVED).exists()
