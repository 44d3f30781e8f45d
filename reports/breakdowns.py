"""How the money of a period divides (docs/rules.md, Breakdowns).

By sector, district, country and giver it goes by shares: the row's donor wins, else the project's donor shares,
else "Nhiều bên tài trợ"; sectors and places by the project's shares, else "Nhiều lĩnh vực" and "Nhiều địa bàn".
By owner, modality and form each row is whole. Every breakdown adds up to the total of its side exactly, because
each row is split to the cent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aid.choices import AidForm, Modality, Sector
from aid.queries.ledger import MANY, UNKNOWN
from aid.rules.shares import split
from config.kit.text import collation_key
from reports import addresses
from reports.facts import Facts, Ledger, Portion

MANY_SECTORS = "Nhiều lĩnh vực"
MANY_PLACES = "Nhiều địa bàn"
MANY_DONORS = "Nhiều bên tài trợ"
NO_COUNTRY = "Chưa rõ nước"
NO_OWNER = "Chưa rõ chủ khoản viện trợ"
NO_FORM = "Chưa rõ"


@dataclass(frozen=True)
class Part:
    """A part of a figure: its key, name and value, and the address of its rows.

    `is_partial` marks a year that the period does not cover whole, `is_rest` what no single name holds.
    """

    key: str
    label: str
    value: int
    url: str
    is_partial: bool = False
    is_rest: bool = False


def ledger_of(facts: Facts, side: str) -> Ledger:
    """The side of the ledger: "commitment" or "disbursement"."""
    return facts.committed if side == "commitment" else facts.disbursed


def by_sector(facts: Facts, side: str) -> tuple[Part, ...]:
    shares_of = facts.keys.sectors_of
    sums = _sums(ledger_of(facts, side).portions, lambda row: shares_of.get(row.project_id, ()))
    labels = {str(key): str(label) for key, label in Sector.choices}
    return _parts(facts, side, "sector", sums, labels, MANY_SECTORS)


def by_district(facts: Facts, side: str) -> tuple[Part, ...]:
    shares_of = facts.keys.places_of
    sums = _sums(ledger_of(facts, side).portions, lambda row: shares_of.get(row.project_id, ()))
    return _parts(facts, side, "place", _merged(sums, facts.keys.district_of), facts.keys.places, MANY_PLACES)


def by_ngo(facts: Facts, side: str) -> tuple[Part, ...]:
    labels = {pk: donor.name for pk, donor in facts.keys.donors.items()}
    return _parts(facts, side, "donor", _donor_sums(facts, side), labels, MANY_DONORS)


def by_country(facts: Facts, side: str) -> tuple[Part, ...]:
    """By the country of the giver; a giver without a country stands apart."""
    donors = facts.keys.donors
    countries = {pk: donor.country_id or UNKNOWN for pk, donor in donors.items()}
    labels: dict[Any, str] = {donor.country_id: donor.country for donor in donors.values() if donor.country_id}
    labels[UNKNOWN] = NO_COUNTRY
    return _parts(facts, side, "country", _merged(_donor_sums(facts, side), countries), labels, MANY_DONORS)


def by_owner(facts: Facts, side: str) -> tuple[Part, ...]:
    """By the owner that the project has today; a decision of change moves all its money."""
    owner_of = facts.keys.owner_of
    labels: dict[Any, str] = {**facts.keys.owners, UNKNOWN: NO_OWNER}
    return _whole_rows(facts, side, "owner", lambda row: owner_of.get(row.project_id) or UNKNOWN, labels)


def by_modality(facts: Facts, side: str) -> tuple[Part, ...]:
    labels = {str(key): str(label) for key, label in Modality.choices}
    return _whole_rows(facts, side, "modality", lambda row: facts.keys.modality_of[row.project_id], labels)


def by_form(facts: Facts, side: str) -> tuple[Part, ...]:
    """By what the row itself was given as: money, goods, experts."""
    labels = {str(key): str(label) for key, label in AidForm.choices} | {UNKNOWN: NO_FORM}
    return _whole_rows(facts, side, "form", lambda row: row.form or UNKNOWN, labels)


def _whole_rows(
    facts: Facts, side: str, name: str, key_of: Callable[[Portion], Any], labels: Mapping[Any, str]
) -> tuple[Part, ...]:
    sums: dict[Any, int] = defaultdict(int)
    for row in ledger_of(facts, side).portions:
        sums[key_of(row)] += row.usd_cents
    return _parts(facts, side, name, sums, labels)


def _donor_sums(facts: Facts, side: str) -> Mapping[Any, int]:
    """Cents by giver, made once for both breakdowns that read it."""
    if side not in facts.donor_sums:
        facts.donor_sums[side] = _sums_by_donor(facts, side)
    return facts.donor_sums[side]


def _sums_by_donor(facts: Facts, side: str) -> dict[Any, int]:
    shares_of = facts.keys.donors_of

    def shares(row: Portion) -> Any:
        return ((row.donor_id, None),) if row.donor_id is not None else shares_of.get(row.project_id, ())

    return _sums(ledger_of(facts, side).portions, shares)


def _sums(portions: Iterable[Portion], shares: Callable[[Portion], Any]) -> dict[Any, int]:
    """Cents by key; the key None holds what no single share names."""
    sums: dict[Any, int] = defaultdict(int)
    for row in portions:
        given = shares(row)
        if len(given) == 1:  # the common case, without a call of split
            sums[given[0][0]] += row.usd_cents
            continue
        for key, cents in split(row.usd_cents, given):
            sums[key] += cents
    return sums


def _merged(sums: Mapping[Any, int], into: Mapping[Any, Any]) -> dict[Any, int]:
    """The sums under other keys: places under their district, givers under their country."""
    merged: dict[Any, int] = defaultdict(int)
    for key, cents in sums.items():
        merged[key if key is None else into[key]] += cents
    return merged


def _parts(
    facts: Facts, side: str, name: str, sums: Mapping[Any, int], labels: Mapping[Any, str], many: str = ""
) -> tuple[Part, ...]:
    """The parts, largest first and by name; what no single name holds comes last. Empty parts are left out."""
    parts, rows = [], addresses.ledger_rows(side, facts.period)
    for key, cents in sums.items():
        value = MANY if key is None else str(key)
        url = addresses.narrowed(rows, **{name: value})
        if cents or key is not None:
            label = many if key is None else labels[key]
            parts.append(Part(value, label, cents, url, is_rest=key in (None, UNKNOWN)))
    return _distinct(sorted(parts, key=lambda part: (part.is_rest, -part.value, collation_key(part.label), part.key)))


def _distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts of one name told apart by their number, so that none hides another in a file."""
    seen: set[str] = set()
    told = []
    for part in parts:
        told.append(replace(part, label=f"{part.label} (số {part.key})") if part.label in seen else part)
        seen.add(part.label)
    return tuple(told)
