"""The catalogue of figures: what each is called, what it means, how it is counted, where its rows are.

Dashboard, command and reports read figures here and nowhere else, so a number cannot differ by page. A
figure's value is a whole number (cents for USD, đồng for VND) or parts that add up to what they divide.
"""

from reports.breakdowns import Part
from reports.measure import Figure, Unit, Value, year_within
from reports.measures_registers import register_figures
from reports.money_measures import money_figures
from reports.work_measures import delegation_figures, other_figures

CATALOGUE: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        *money_figures("committed"),
        *money_figures("disbursed"),
        *other_figures(),
        *delegation_figures(),
        *register_figures(),
    )
}

FROM_REGISTERS = frozenset(one.key for one in register_figures())
"""Figures that need the facts of the registers (`gather(with_registers=True)`)."""


def figure(key: str) -> Figure:
    """A figure by its key. Raises `KeyError`: an unknown key is a fault of the program."""
    return CATALOGUE[key]


def figure_name(key: str) -> str:
    """A figure with its unit, which tells namesakes apart; the key itself where the catalogue knows it no more."""
    known = CATALOGUE.get(key)
    return f"{known.label} ({known.unit})" if known else key


__all__ = ["CATALOGUE", "FROM_REGISTERS", "Figure", "Part", "Unit", "Value", "figure", "figure_name", "year_within"]
