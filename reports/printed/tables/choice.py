"""Which annexes a report of each kind prints, in which order, with which columns (docs/decisions/0017)."""

from collections.abc import Mapping
from dataclasses import dataclass

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """An annex with the keys of the columns of each of its tables; a table that is not named is not printed."""

    annex: str
    tables: Mapping[str, Keys]


def _without(keys: Keys, *left_out: str) -> Keys:
    return tuple(key for key in keys if key not in left_out)


PROJECTS: Keys = (
    "place",
    "name",
    "donors",
    "owner",
    "places",
    "sectors",
    "span",
    "decision",
    "aid",
    "counterpart",
    "committed",
    "disbursed",
    "paid",
    "percent",
    "notes",
)
APPROVED: Keys = ("place", "name", "donors", "recipient", "modality", "usd", "vnd", "decision", "issuer")
DIVIDED: Keys = ("place", "name", "donors", "projects", "committed", "disbursed", "percent")
OUTPUTS: Keys = ("place", "what", "quantity", "unit", "project", "donors", "owner", "where", "on")
NGOS: Keys = ("place", "name", "country", "relation", "paper", "number", "issued_on", "expires_on", "state")
VISITS: Keys = (
    "place",
    "name",
    "countries",
    "head",
    "persons",
    "stay",
    "places",
    "purpose",
    "host",
    "permit",
    "cost",
    "result",
)
MEMBERS: Keys = (
    "place",
    "name",
    "founded_on",
    "congress_on",
    "official",
    "associate",
    "honorary",
    "collective",
    "notes",
)
CLASSES: Keys = ("place", "when", "title", "organiser", "audience", "trainees")
YEARS: Keys = (
    "year",
    "committed",
    "committed_sum",
    "committed_percent",
    "disbursed",
    "disbursed_sum",
    "disbursed_percent",
    "classes",
    "trainees",
)
PARTNERS: Keys = ("place", "name", "country", "on", "result")

EVERYTHING = (
    Chosen("projects", {"projects": PROJECTS}),
    Chosen("incoming", {"incoming": VISITS}),
    Chosen("outgoing", {"outgoing": VISITS}),
    Chosen("members", {"members": MEMBERS}),
    Chosen("classes", {"classes": CLASSES}),
    Chosen("term", {"years": YEARS, "partners": PARTNERS}),
    Chosen("divided", {"sectors": DIVIDED, "districts": DIVIDED, "countries": DIVIDED, "years": DIVIDED}),
    Chosen("approved", {"approved": APPROVED}),
    Chosen("outputs", {"outputs": OUTPUTS}),
    Chosen("ngos", {"ngos": NGOS}),
)
SHORT_PROJECTS = _without(PROJECTS, "sectors", "decision", "counterpart")
SHORT_VISITS = _without(VISITS, "permit", "cost")
PART_OF_YEAR = (
    Chosen("projects", {"projects": SHORT_PROJECTS}),
    Chosen("approved", {"approved": APPROVED}),
    Chosen("divided", {"sectors": DIVIDED, "districts": DIVIDED}),
    Chosen("incoming", {"incoming": SHORT_VISITS}),
    Chosen("outgoing", {"outgoing": SHORT_VISITS}),
    Chosen("classes", {"classes": CLASSES}),
)
TERM_PROJECTS: Keys = ("place", "name", "donors", "owner", "places", "sectors", "span", "committed", "disbursed")
TERM_VISITS = _without(SHORT_VISITS, "host")
WHOLE_TERM = (
    Chosen("term", {"years": YEARS, "partners": PARTNERS}),
    Chosen("divided", {"years": DIVIDED, "sectors": DIVIDED, "districts": DIVIDED, "countries": DIVIDED}),
    Chosen("projects", {"projects": TERM_PROJECTS}),
    Chosen("outputs", {"outputs": OUTPUTS}),
    Chosen("ngos", {"ngos": NGOS}),
    Chosen("incoming", {"incoming": TERM_VISITS}),
    Chosen("outgoing", {"outgoing": TERM_VISITS}),
    Chosen("members", {"members": MEMBERS}),
    Chosen("classes", {"classes": CLASSES}),
)

CHOICES: Mapping[str, tuple[Chosen, ...]] = {
    "annual": EVERYTHING,
    "decree-year": EVERYTHING,
    "half-year": PART_OF_YEAR,
    "nine-months": PART_OF_YEAR,
    "term": WHOLE_TERM,
    "span": EVERYTHING,
}
"""By the kind of the report (reports.choices.ReportKind)."""
