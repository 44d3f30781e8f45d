"""Writes to the register of foreign NGOs."""

from aid.models import ForeignNGO

CODE_PREFIX = "TC-"


def next_code() -> str:
    """The office's next free code, TC-001 upwards; a code once given is never given again."""
    taken = ForeignNGO.objects.filter(code__startswith=CODE_PREFIX).values_list("code", flat=True)
    numbers = [int(code.removeprefix(CODE_PREFIX)) for code in taken if code.removeprefix(CODE_PREFIX).isdecimal()]
    return f"{CODE_PREFIX}{max(numbers, default=0) + 1:03d}"
