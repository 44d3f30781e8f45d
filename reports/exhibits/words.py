"""Words that findings share: which parts lead, and how names stand in a sentence."""

from collections.abc import Sequence

from reports.measures import Part

FEW = 3
"""More names than these make no sentence."""


def leaders(parts: Sequence[Part]) -> list[Part]:
    """The named parts of the highest value, more than one when they are equal; none where nothing is above zero."""
    named = [part for part in parts if not part.is_rest and part.value > 0]
    most = max((part.value for part in named), default=0)
    return [part for part in named if part.value == most]


def joined(names: Sequence[str]) -> str:
    """ "Lào", "Lào và Campuchia", "Lào, Campuchia và Thái Lan"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"
