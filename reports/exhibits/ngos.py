"""Organisations in relation over the years, beside the figures published before."""

from config.kit.numbers import write_number
from config.kit.tables import Column
from reports.exhibits.exhibit import Exhibit, Seen
from reports.ngo_years import RELATIONS, NGOYears, YearLine, ngo_years
from reports.render.ngo_chart import finding, ngo_chart
from reports.render.published import published_lines

APART = "Quan hệ trực tiếp nằm trong số có quan hệ, nên hai số không cộng với nhau. Tính vào ngày cuối mỗi năm."


def ngos(seen: Seen) -> Exhibit | None:
    """Year by year up to the day, how many organisations stood how."""
    years = ngo_years(seen.as_of, RELATIONS)
    if not any(line.counts.related for line in years.lines):
        return None
    return Exhibit(
        key="ngos",
        heading="Số tổ chức PCPNN qua các năm",
        finding=f"{finding(years)}.",
        drawing=ngo_chart(years),
        columns=[
            Column("year", "Năm", lambda line: str(line.year), sub=_until),
            *(_column(place, years) for place in range(len(years.columns))),
        ],
        items=years.lines,
        note=_note(years),
    )


def _until(line: YearLine) -> str:
    return f"đến {line.day:%d/%m}" if (line.day.month, line.day.day) != (12, 31) else ""


def _column(place: int, years: NGOYears) -> Column:
    column = years.columns[place]
    return Column(
        column.figure.key,
        " ".join(column.head),
        lambda line: line.numbers[place].value,
        "number",
        url=lambda line: line.numbers[place].url,
    )


def _note(years: NGOYears) -> str:
    """Why the columns do not add up, what is not known, and what was published with its source."""
    said = [APART]
    if years.undated:
        said.append(f"{write_number(years.undated)} tổ chức chưa ghi quan hệ bắt đầu từ khi nào, tính ở mọi năm.")
    published = [f"{line.period}: {line.value}" for line in published_lines(one.row for one in years.baselines)]
    if published:
        said.append(f"Điểm rỗng là số đã công bố, để riêng: {'; '.join(published)}.")
    return " ".join(said)
