"""Writes to the register of places."""

from config.reference.models import Place

CODE_PREFIX = "X-"


def next_code() -> str:
    """The office's next code for a hamlet, X-001 upwards: hamlets have no national code."""
    taken = Place.objects.filter(code__startswith=CODE_PREFIX).values_list("code", flat=True)
    numbers = [int(code.removeprefix(CODE_PREFIX)) for code in taken if code.removeprefix(CODE_PREFIX).isdecimal()]
    return f"{CODE_PREFIX}{max(numbers, default=0) + 1:03d}"
