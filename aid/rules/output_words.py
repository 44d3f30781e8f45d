"""How an output is said in a sentence. Pure: no Django."""

from config.kit.text import lower_first

# Units that say nothing beside the name of what was built.
EMPTY_UNITS = ("cái", "công trình")


def output_words(number: str, label: str, unit: str) -> str:
    """As in "1 trạm y tế", "3,5 km đường bê tông": a unit that begins the name is said once."""
    name, unit = lower_first(label), unit.strip()
    if not unit or name.startswith(unit.lower()) or unit.lower() in EMPTY_UNITS:
        return f"{number} {name}"
    return f"{number} {unit} {name}"
