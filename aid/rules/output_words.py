"""How an output is said in a sentence. Pure: no Django."""

from config.kit.text import lower_first

# Units that say nothing beside the name of what was built.
EMPTY_UNITS = ("cái", "công trình")


def output_words(number: str, label: str, unit: str) -> str:
    """As in "1 trạm y tế", "3,5 km đường bê tông": a unit that begins the name is said once, and so is a word that
    ends the one and begins the other ("5 điểm trường mầm non")."""
    name, unit = lower_first(label), unit.strip()
    if not unit or name.startswith(unit.lower()) or unit.lower() in EMPTY_UNITS:
        return f"{number} {name}"
    return f"{number} {unit} {_after(unit, name)}"


def _after(unit: str, name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and unit.lower().split()[-1] == first.lower() else name
