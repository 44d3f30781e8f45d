"""Delegations of each direction by kind and year and by country, and the patient visits of medical missions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from config.kit.numbers import write_number
from config.kit.tables import Column
from config.kit.text import upper_first
from delegations.choices import Direction
from reports.exhibits.exhibit import Exhibit, Seen
from reports.exhibits.words import FEW, joined, leaders
from reports.facts import Facts
from reports.measures import Part, figure
from reports.render.bar_charts import Bar, bars, columns
from reports.work_measures import WORDS, delegation_matrix

DRAWN = 12
PERSONS = {Direction.IN: "lượt khách", Direction.OUT: "lượt người"}


def _notes(facts: Facts, direction: Direction) -> str:
    """What the counts of one direction hold only roughly."""
    unknown = sum(count.unknown_headcount for count in facts.delegations if count.direction == direction)
    without = f"; {write_number(unknown)} đoàn chưa ghi số người" if unknown else ""
    said = [f"{upper_first(PERSONS[direction])} cộng số người đã ghi{without}"]
    if facts.rough_delegations:
        count = write_number(facts.rough_delegations)
        said.append(f"{count} đoàn chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang")
    return f"{'. '.join(said)}."


# By kind and year ---------------------------------------------------------------


@dataclass(frozen=True)
class KindRow:
    """Delegations of one kind: by year, in all, and their guests."""

    label: str
    years: Sequence[Part]
    total: Part
    guests: int


def by_kind(seen: Seen, direction: Direction) -> Exhibit | None:
    """Delegations of one direction by kind and year, with their guests."""
    facts = seen.facts
    years = figure(f"delegations_{direction}_by_year")
    parts, rows_url = years.parts(facts), years.rows(facts.period)
    if not any(part.value for part in parts):
        return None
    guests = {part.key: part.value for part in figure(f"guests_{direction}_by_kind").parts(facts)}
    items = [
        KindRow(label, cells, all_, guests[all_.key]) for label, cells, all_ in delegation_matrix(facts, direction)
    ]
    totals = {part.key: part.value for part in parts} | {
        "total": years.total(facts),
        "guests": figure(f"guests_{direction}_by_year").total(facts),
    }
    finding = kind_finding([row.total for row in items], parts, totals["total"], totals["guests"], direction)
    return Exhibit(
        key=f"delegations_{direction}",
        heading=f"{upper_first(WORDS[direction])} theo loại và năm",
        finding=finding,
        drawing=_bars([row.total for row in items], f"delegations_{direction}", finding),
        columns=_kind_columns(parts, direction),
        items=items,
        totals=totals,
        address=lambda row: row.total.url,
        total_address=rows_url,
        total_addresses={part.key: part.url for part in parts} | {"total": rows_url, "guests": rows_url},
        note=_notes(facts, direction),
    )


def _kind_columns(years: Sequence[Part], direction: Direction) -> list[Column]:
    return [
        Column("kind", "Loại đoàn", lambda row: row.label),
        *(_year_column(place, part) for place, part in enumerate(years)),
        Column("total", "Số đoàn", lambda row: row.total.value, "number", url=lambda row: row.total.url),
        Column("guests", upper_first(PERSONS[direction]), lambda row: row.guests, "number"),
    ]


def _year_column(place: int, year: Part) -> Column:
    return Column(
        year.key,
        f"{year.label} (một phần)" if year.is_partial else year.label,
        lambda row: row.years[place].value or None,
        "number",
        url=lambda row: row.years[place].url if row.years[place].value else "",
    )


def kind_finding(kinds: Sequence[Part], years: Sequence[Part], total: int, guests: int, direction: Direction) -> str:
    """How many, of which kind most, in which year most."""
    said = f"{write_number(total)} {WORDS[direction]}, {write_number(guests)} {PERSONS[direction]}"
    best = leaders(kinds)
    names = joined([f"“{part.label}”" for part in best]) if len(best) <= FEW else ""
    if len(kinds) == 1:
        said += f", đều thuộc loại {names}"
    elif names:
        each = "mỗi loại " if len(best) > 1 else ""
        said += f"; nhiều nhất là loại {names} ({each}{write_number(best[0].value)} đoàn)"
    busiest = leaders(years)
    if len(years) > 1 and len(busiest) == 1:
        said += f"; năm {busiest[0].label} nhiều nhất ({write_number(busiest[0].value)} đoàn)"
    return f"{said}."


# By country ---------------------------------------------------------------------


@dataclass(frozen=True)
class CountryRow:
    """Delegations of one country with their guests."""

    part: Part
    guests: int


def by_country(seen: Seen, direction: Direction) -> Exhibit | None:
    """Delegations of one direction by country: shared ones count in each, so they do not add up."""
    facts, one = seen.facts, figure(f"delegations_{direction}_by_country")
    parts = one.parts(facts)
    if not parts:
        return None
    guests = {part.key: part.value for part in figure(f"guests_{direction}_by_country").parts(facts)}
    finding = country_finding(parts, one.total(facts), WORDS[direction])
    return Exhibit(
        key=f"delegations_{direction}_countries",
        heading=f"{upper_first(WORDS[direction])} theo nước",
        finding=finding,
        drawing=_bars(parts, f"delegations_{direction}_countries", finding),
        columns=[
            Column("country", "Nước", lambda row: row.part.label),
            Column("total", "Số đoàn", lambda row: row.part.value, "number", url=lambda row: row.part.url),
            Column("guests", upper_first(PERSONS[direction]), lambda row: row.guests, "number"),
        ],
        items=[CountryRow(part, guests[part.key]) for part in parts],
        address=lambda row: row.part.url,
        total_address=one.rows(facts.period),
        note=f"{one.definition} {_notes(facts, direction)}",
    )


def country_finding(parts: Sequence[Part], total: int, word: str) -> str:
    """Which country leads, out of how many delegations."""
    best = leaders(parts)
    whole = f"{write_number(total)} {word}"
    if not best:
        return f"{whole}, đều chưa ghi nước."
    count, names = write_number(best[0].value), joined([part.label for part in best]) if len(best) <= FEW else ""
    if not names:
        return f"{whole}; {write_number(len(best))} nước cùng nhiều nhất, mỗi nước {count} đoàn."
    if len(best) > 1:
        return f"{names} cùng nhiều nhất, mỗi nước {count} trong {whole}."
    return f"{names} nhiều nhất: {count} trong {whole}."


def _bars(parts: Sequence[Part], name: str, finding: str) -> SafeString:
    """The most frequent first; the others stand in the table alone, since they may not add up to one bar."""
    ordered = sorted(parts, key=lambda part: (part.is_rest, -part.value))
    rows = [Bar(part.label, part.value, f"{write_number(part.value)} đoàn", part.is_rest) for part in ordered[:DRAWN]]
    unit = f"số đoàn, {DRAWN} dòng đầu" if len(ordered) > DRAWN else "số đoàn"
    said = "; ".join(f"{part.label}: {write_number(part.value)} đoàn" for part in ordered[:DRAWN])
    return bars(rows, name=name, unit=unit, title=finding, description=f"{said}.")


# Patient visits -----------------------------------------------------------------


def patient_visits(seen: Seen) -> Exhibit | None:
    """Patient visits (lượt người) and medicine by year."""
    facts, visits, medicine = seen.facts, figure("patient_visits_by_year"), figure("medicine_vnd_by_year")
    parts, values = visits.parts(facts), medicine.parts(facts)
    totals = {"visits": visits.total(facts), "medicine": medicine.total(facts)}
    if not any(totals.values()):
        return None
    finding = visits_finding(parts, totals["visits"])
    known = {part.label: part.value for part in parts}
    return Exhibit(
        key="patient_visits",
        heading="Lượt người được khám, chữa bệnh theo năm",
        finding=finding,
        drawing=columns(
            [(str(year), known.get(str(year))) for year in facts.term.years()],
            name="patient_visits",
            unit="lượt người",
            title=finding,
            description="; ".join(f"Năm {part.label}: {write_number(part.value)} lượt người" for part in parts) + ".",
        ),
        columns=[
            Column("year", "Năm", lambda row: row[0].label, sub=lambda row: "một phần" if row[0].is_partial else ""),
            Column("visits", "Lượt người", lambda row: row[0].value, "number", url=lambda row: row[0].url),
            Column("medicine", "Trị giá thuốc (đồng)", lambda row: row[1].value, "vnd", url=lambda row: row[1].url),
        ],
        items=list(zip(parts, values, strict=True)),
        totals=totals,
        total_addresses={"visits": visits.rows(facts.period), "medicine": medicine.rows(facts.period)},
        note=medicine.definition,
    )


def visits_finding(years: Sequence[Part], total: int) -> str:
    """How many in all, and in which year most."""
    if not total:
        return "Chưa ghi lượt người được khám, chữa bệnh; có ghi trị giá thuốc."
    said = f"{write_number(total)} lượt người được khám, chữa bệnh"
    busiest = leaders(years)
    if len(years) > 1 and len(busiest) == 1:
        one = busiest[0]
        only = one.value == total
        said += f", đều trong năm {one.label}" if only else f"; năm {one.label} nhiều nhất ({write_number(one.value)})"
    return f"{said}."
